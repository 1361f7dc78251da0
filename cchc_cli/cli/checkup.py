"""What ``cchc doctor`` looks at: this computer, this installation, git, the plan; each a function to answers."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cchc_cli.review.git import Repository

State: TypeAlias = Literal["ok", "look", "broken"]
Look: TypeAlias = "Callable[[Wish], Iterable[Answer]]"

LIBRARIES = ("typer", "pyyaml", "rich", "pydantic", "jinja2", "python-docx", "docxtpl", "holidays")
_TEMPLATES = ("report.docx", "letter.docx", "document.html.j2", "document.css", "dashboard.html.j2")
_UNPACK = "Giải nén lại trọn thư mục của chương trình từ tệp đã tải về."
_FONTS = tuple(f"fonts/tinos-{style}.woff2" for style in ("regular", "bold", "italic", "bold-italic"))


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing looked at: what it is, how it stands, what was found, and what to do where it is not as it should be.

    ``broken`` is what cchc can't do its work without; ``look`` only leaves something out.
    """

    id: str
    subject: str
    state: State
    found: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """The plan the call is about, as typed; None is the one found from the working directory."""

    plan: str | None = None
    year: int | None = None


def _either(portable: str, installed: str) -> str:
    """Return what to say: in the portable build, which has no Python to install anything with, something else."""
    return portable if hasattr(sys, "frozen") else installed


def python(wish: Wish) -> Iterator[Answer]:
    """Say which Python runs."""
    del wish
    version = ".".join(map(str, sys.version_info[:3]))
    place = _either("đi kèm chương trình", sys.executable)
    yield Answer("python", "Python", "ok", f"{version} ({place})")


def program(wish: Wish) -> Iterator[Answer]:
    """Say which cchc runs, from where, and whether the shell finds one."""
    del wish
    from shutil import which

    from cchc_cli import __version__

    found = f"{__version__} ({Path(__file__).resolve().parent.parent})"
    if which("cchc"):
        yield Answer("program", "cchc", "ok", found)
    else:
        yield Answer("program", "cchc", "look", f"{found}; chưa gõ tắt được “cchc”",
                     _either("Mở tệp “mo-cua-so-lenh.cmd” trong thư mục của chương trình.",
                             "Thêm thư mục chứa lệnh cchc vào PATH, hoặc gọi “python -m cchc_cli”."))  # fmt: skip


def libraries(wish: Wish) -> Iterator[Answer]:
    """Say which libraries are missing, and whether YAML is read by the fast one."""
    del wish
    from importlib.metadata import PackageNotFoundError, version
    from importlib.util import find_spec

    missing = []
    for name in LIBRARIES:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        yield Answer("libraries", "Thư viện", "broken", f"thiếu {', '.join(missing)}",
                     _either(_UNPACK, f"Cài lại cchc, hoặc: pip install {' '.join(missing)}"))  # fmt: skip
    elif find_spec("yaml._yaml") is None:
        yield Answer("libraries", "Thư viện", "look", "đủ, nhưng đọc YAML chậm hơn 8 đến 12 lần",
                     _either(_UNPACK, "Cài bản PyYAML có sẵn libyaml: pip install --force-reinstall pyyaml"))  # fmt: skip
    else:
        yield Answer("libraries", "Thư viện", "ok", "đủ")


def encoding(wish: Wish) -> Iterator[Answer]:
    """Say whether Vietnamese letters can be written to the terminal."""
    del wish
    from cchc_cli.cli.output import ascii_only

    name = getattr(sys.stdout, "encoding", None) or "utf-8"
    if not ascii_only():
        yield Answer("encoding", "Chữ Việt trên màn hình", "ok", name)
        return
    ahead = _either("Mở tệp “mo-cua-so-lenh.cmd”,", "Chạy “chcp 65001” trước,")
    remedy = ahead if os.name == "nt" else "Đặt LANG=C.UTF-8"
    yield Answer("encoding", "Chữ Việt trên màn hình", "look", f"{name}: chữ có dấu sẽ hiện không dấu",
                 f"{remedy} hoặc đặt PYTHONUTF8=1. Tệp ghi ra vẫn đủ dấu.")  # fmt: skip


def clock(wish: Wish) -> Iterator[Answer]:
    """Say which day is today in Vietnam, and where the computer's clock is set for another zone."""
    del wish
    import time

    from cchc_cli.cli import edge
    from cchc_cli.domain.vocabulary import short_date

    found = f"hôm nay là {short_date(edge.today())}"
    if time.localtime().tm_gmtoff != 7 * 3600:
        found += "; máy đặt múi giờ khác, cchc vẫn tính ngày theo giờ Việt Nam (UTC+7)"
    yield Answer("clock", "Ngày giờ", "ok", found, "")


def templates(wish: Wish) -> Iterator[Answer]:
    """Say whether the templates of documents and the fonts that go into them are there and can be read."""
    del wish
    from cchc_cli.report.jinja import template_path

    missing = []
    for name in (*_TEMPLATES, *_FONTS):
        try:
            template_path(name).read_bytes()
        except OSError:
            missing.append(name)
    if missing:
        yield Answer("templates", "Mẫu văn bản và phông chữ", "broken", f"không đọc được {', '.join(missing)}",
                     _either(_UNPACK, "Cài lại cchc."))  # fmt: skip
    else:
        yield Answer("templates", "Mẫu văn bản và phông chữ", "ok", "đọc được")


def printer(wish: Wish) -> Iterator[Answer]:
    """Say what makes PDF: WeasyPrint where it can make a page, else a browser."""
    del wish
    from datetime import date
    from importlib.metadata import version

    from cchc_cli.cli.documents import _browser_places
    from cchc_cli.report.document import Document
    from cchc_cli.report.pdf import find_browser, pdf

    try:
        pdf(Document("Thử", "thu", date(2020, 1, 1)), engine="weasyprint")
    except Refused:
        browser = find_browser(_browser_places())
        if browser is not None:
            yield Answer("pdf", "PDF", "ok", f"qua trình duyệt {browser}")
        else:
            yield Answer("pdf", "PDF", "look", "chưa có phần mềm tạo PDF; văn bản Word vẫn lập được",
                         _either("Cài Edge hoặc Chrome.",
                                 'Cài Chromium, Chrome hoặc Edge, hay: pip install "cchc[pdf]"'))  # fmt: skip
    else:
        yield Answer("pdf", "PDF", "ok", f"WeasyPrint {version('weasyprint')}")


def git(wish: Wish) -> Iterator[Answer]:
    """Say which git there is, who commits, and whether plans are merged entry by entry in this repository."""
    from shutil import which

    from cchc_cli.cli.session import repository_of
    from cchc_cli.review.git import NoRepository
    from cchc_cli.review.git import Repository as Git

    called = which("git")
    if called is None:
        yield Answer("git", "git", "look", "chưa có: không xem được lịch sử và thay đổi, các việc khác vẫn làm được",
                     "Cài git (https://git-scm.com) rồi mở lại cửa sổ lệnh.")  # fmt: skip
        return
    folder = _plan_folder(wish) or Path.cwd()
    answered = Git(Path.cwd(), called).attempt("version") or b""
    yield Answer("git", "git", "ok", answered.decode("utf-8", "replace").removeprefix("git version ").strip() or called)
    try:
        repository = repository_of(folder)
    except NoRepository:
        yield Answer("repository", "Kho git", "look", "kế hoạch chưa nằm trong kho git nào", "Chạy “cchc init --git”.")
        return
    except Refused as refused:
        yield Answer("repository", "Kho git", "look", refused.message, refused.hint)
        return
    yield Answer("repository", "Kho git", "ok", str(repository.root))
    yield _author(repository)
    yield _merging(repository, folder)


def _author(repository: Repository) -> Answer:
    told = {name: repository.attempt("config", "--get", name) for name in ("user.name", "user.email")}
    missing = [name for name, value in told.items() if not (value or b"").strip()]
    if missing:
        remedy = " và ".join(f'git config --global {name} "..."' for name in missing)
        return Answer("author", "Người ghi", "look", f"chưa khai {' và '.join(missing)}", f"Khai một lần: {remedy}")
    return Answer("author", "Người ghi", "ok", (told["user.name"] or b"").decode("utf-8", "replace").strip())


def _merging(repository: Repository, folder: Path) -> Answer:
    remedy = "Chạy “cchc init --git” ở gốc kho."
    subject = "Hợp nhất kế hoạch"
    driver = (repository.attempt("config", "--get", "merge.cchc.driver") or b"").decode("utf-8", "replace").strip()
    if not driver:
        return Answer("merging", subject, "look", "chưa cài đặt: git hợp nhất theo dòng", remedy)
    sample = f"{repository.folder(folder)}/plan.yaml".lstrip("/")
    attribute = repository.attempt("check-attr", "merge", "--", sample) or b""
    if not attribute.rstrip().endswith(b": cchc"):
        return Answer("merging", subject, "look", "đã cài đặt, nhưng .gitattributes chưa nêu tệp kế hoạch", remedy)
    if not _is_callable(driver):
        return Answer("merging", subject, "look", "lệnh cchc mà git gọi không còn ở chỗ cũ", remedy)
    return Answer("merging", subject, "ok", "theo từng mục")


def _is_callable(driver: str) -> bool:
    """Whether the program that a line of git's settings begins with is there."""
    import shlex
    from shutil import which

    try:
        words = shlex.split(driver.split(";", 1)[0])
    except ValueError:
        return False
    return bool(words) and which(words[0].replace("%%", "%")) is not None


def _plan_folder(wish: Wish) -> Path | None:
    from cchc_cli.cli.session import Asked, locate

    try:
        return locate(Asked(wish.plan, wish.year))
    except Refused:
        return None


def plan(wish: Wish) -> Iterator[Answer]:
    """Say which plan is found, what ``validate`` finds in it, and whether it can be written to."""
    from cchc_cli.cli.session import Asked, locate

    try:
        folder = locate(Asked(wish.plan, wish.year))
    except Refused as refused:
        state: State = "broken" if wish.plan or os.environ.get("CCHC_PLAN") else "look"
        yield Answer("plan", "Kế hoạch", state, refused.message, refused.hint)
        return
    yield _soundness(folder)
    locked = [path.name for path in _written_to(folder) if not os.access(path, os.W_OK)]
    if locked:
        yield Answer("writing", "Quyền ghi", "look", f"chỉ xem được: không ghi được {', '.join(locked)}",
                     "Xin quyền ghi thư mục kế hoạch nếu cần cập nhật tiến độ.")  # fmt: skip
    else:
        yield Answer("writing", "Quyền ghi", "ok", "ghi được")


def _soundness(folder: Path) -> Answer:
    from cchc_cli.check import examine as findings_of
    from cchc_cli.check.ignores import without_ignored
    from cchc_cli.store.load import load

    loaded = load(folder)
    severities = [finding.severity for finding in without_ignored(findings_of(loaded), loaded.sources).findings]
    errors, warnings = severities.count("error"), severities.count("warning")
    name = f"{loaded.plan.number} ({folder})" if loaded.plan is not None else str(folder)
    found = f"{name}: {errors} lỗi, {warnings} lưu ý"
    if errors:
        remedy = "Chạy “cchc validate” để xem từng lỗi; còn lỗi thì chưa lập được văn bản."
        return Answer("plan", "Kế hoạch", "broken", found, remedy)
    return Answer("plan", "Kế hoạch", "ok", found)


def _written_to(folder: Path) -> Iterator[Path]:
    """Yield the folders that recording writes to."""
    from cchc_cli.store.workspace import FOLDERS

    yield folder
    yield from (folder / name for name in FOLDERS if (folder / name).is_dir())


LOOKS: tuple[tuple[str, Look], ...] = (
    ("Python", python),
    ("cchc", program),
    ("Thư viện", libraries),
    ("Chữ Việt trên màn hình", encoding),
    ("Ngày giờ", clock),
    ("Mẫu văn bản và phông chữ", templates),
    ("PDF", printer),
    ("git", git),
    ("Kế hoạch", plan),
)
"""Everything looked at, in the order it is said."""


def examine(wish: Wish, looks: Iterable[tuple[str, Look]] = LOOKS) -> list[Answer]:
    """Look at everything in order. Never raises: what can't be looked at is an answer too."""
    found: list[Answer] = []
    for subject, look in looks:
        try:
            found += look(wish)
        except Refused as refused:
            found.append(Answer(look.__name__, subject, "look", refused.message, refused.hint))
        except Exception as error:  # noqa: BLE001 - a check-up goes on whatever one look meets
            remedy = "Gửi dòng này cho người phụ trách chương trình."
            found.append(Answer(look.__name__, subject, "look", f"chưa xem được ({type(error).__name__})", remedy))
    return found
