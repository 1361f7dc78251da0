"""``cchc init``: begin a repository of plans, add a year to one, set up git for it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import DryRun, Year

if TYPE_CHECKING:
    from cchc_cli.review.git import Repository
    from cchc_cli.review.setup import Refreshed
    from cchc_cli.store.scaffold import Head, Written

_ONLY_SHOWN = "Chỉ xem trước, chưa ghi gì."


def init(
    directory: Annotated[str, typer.Argument(metavar="THƯ_MỤC", help="Thư mục của kho kế hoạch; lập mới nếu chưa có.")] = ".",
    year: Year = None,
    agency: Annotated[str | None, typer.Option("--agency", metavar="TÊN", help="Tên cơ quan ban hành.", show_default=False)] = None,
    parent: Annotated[str | None, typer.Option("--parent", metavar="TÊN", help="Tên cơ quan chủ quản.", show_default=False)] = None,
    code: Annotated[str | None, typer.Option("--code", metavar="CHỮ", help="Chữ viết tắt của cơ quan trong số, ký hiệu.", show_default=False)] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="NƠI", help="Địa danh ghi trước ngày ký.", show_default=False)] = None,
    number: Annotated[str | None, typer.Option("--number", metavar="SỐ", help="Số, ký hiệu của kế hoạch.", show_default=False)] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="NGÀY", help="Ngày ký kế hoạch.", show_default=False)] = None,
    git: Annotated[bool, typer.Option("--git", help="Cài đặt git: lập kho nếu chưa có, hợp nhất theo từng mục ghi, CODEOWNERS.")] = False,
    dry_run: DryRun = False,
) -> None:  # fmt: skip
    """Lập kho kế hoạch mới: các tệp có lời chỉ dẫn và mục mẫu, cài đặt cho trình soạn thảo, git và máy chủ git.

    Không ghi đè tệp nào đã có. Với --git trong kho đã có kế hoạch: chỉ cài đặt git.

    Ví dụ:
      cchc init ke-hoach --year 2026 --agency "Sở Nội vụ" --code SNV --git
      cchc init --git
    """
    from cchc_cli.cli.session import typed_date
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.store.scaffold import Head, plans_below

    if not directory.strip():
        raise Refused("THƯ_MỤC: chưa ghi gì.", "Ghi tên thư mục; không nêu thư mục nào là thư mục đang đứng.")
    folder = Path(directory)
    day = typed_date(date, "--date")
    asked = (year, agency, parent, code, place, number, day)
    if git and all(each is None for each in asked) and plans_below(folder):
        if not _set_up(folder, dry_run=dry_run):
            edge.talk("Kho này đã được cài đặt, không có gì phải đổi.")
        elif dry_run:
            edge.talk(_ONLY_SHOWN)
        return
    chosen = year if year is not None else (day or edge.today()).year
    head = Head(chosen, agency, parent, code, place, number, day)
    written = _write(folder, head, git=git, dry_run=dry_run)
    for name in written.new:
        edge.out(str(folder / name))
    if written.kept:
        edge.talk(f"Đã có sẵn, giữ nguyên: {', '.join(written.kept)}.")
    if git:
        _set_up(folder, dry_run=dry_run)
    if dry_run:
        edge.talk(_ONLY_SHOWN)
        return
    edge.talk(
        f"Đã lập {len(written.new)} tệp. Mở plan/{chosen}, điền những chỗ có chữ ĐIỀN và thay những đoạn MẪU, "
        "rồi chạy “cchc validate”."
    )


def _write(folder: Path, head: Head, *, git: bool, dry_run: bool) -> Written:
    from cchc_cli import __version__
    from cchc_cli.review.git import NoRepository
    from cchc_cli.review.owners import codeowners
    from cchc_cli.review.setup import OWNERS_FILE, find_repository, with_attributes
    from cchc_cli.store.scaffold import repository_texts, write_new

    texts = repository_texts(head, __version__)
    texts[".gitattributes"] = with_attributes(texts[".gitattributes"])
    texts[OWNERS_FILE] = codeowners(())
    if git:
        # Asked before anything is written: a repository that git won't open is refused.
        with suppress(NoRepository):
            find_repository(folder)
    return write_new(folder, head.year, texts, dry_run=dry_run)


def _set_up(folder: Path, *, dry_run: bool) -> bool:
    """Set up git, and the two files of it that the merge driver and the plans' contacts decide; tell of any news."""
    from cchc_cli.review.git import NoRepository
    from cchc_cli.review.setup import find_repository, install_driver, make_repository, refresh_attributes

    will = "Sẽ" if dry_run else "Đã"
    has_news = False
    repository: Repository | None = None
    try:
        repository = find_repository(folder)
    except NoRepository as missing:
        has_news = True
        edge.talk(f"{missing.message} {missing.hint}")
    else:
        if repository is None:
            repository = None if dry_run else make_repository(folder)
            edge.talk(f"{will} lập kho git ở “{folder}”.")
        if repository is None or install_driver(repository, _program(), dry_run=dry_run):
            has_news = True
            edge.talk(f"{will} cài đặt cho git hợp nhất kế hoạch bằng cchc, chỉ trên máy này và kho này.")
    if folder.is_dir():
        has_news |= _say(refresh_attributes(folder, dry_run=dry_run), will)
        has_news |= _refresh_owners(folder, repository, will, dry_run=dry_run)
    return has_news


def _refresh_owners(folder: Path, repository: Repository | None, will: str, *, dry_run: bool) -> bool:
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.review.setup import OWNERS_FILE, refresh_owners
    from cchc_cli.store.calendar import VietnamCalendar

    top = repository.folder(folder) if repository is not None else ""
    try:
        refreshed, unusable = refresh_owners(folder, top, edge.today(), VietnamCalendar(), dry_run=dry_run)
    except Refused as refused:
        # The rest is done by now; what is left is for whoever puts the plan right.
        edge.talk(f"{refused.message} {refused.hint}")
        raise typer.Exit(edge.FOUND) from refused
    has_news = _say(refreshed, will)
    for unit, word in unusable:
        edge.talk(edge.visible(f"units.yaml: “{word}” của {unit} không phải tài khoản git, nên bỏ qua."))
    if top:
        edge.talk(
            f"Gốc của kho git là {repository.root if repository else ''}; .github, .gitlab-ci.yml, "
            f".pre-commit-config.yaml và {OWNERS_FILE} chỉ có tác dụng ở đó. Chuyển những tệp này lên đó, "
            f"rồi trong ba tệp đầu sửa “plan” thành “{top}/plan”."
        )
    return has_news


def _say(refreshed: Refreshed, will: str) -> bool:
    """Say what became of a file, and tell whether it is another than before."""
    match refreshed.change:
        case "new":
            edge.talk(f"{will} lập {refreshed.file}.")
        case "changed":
            edge.talk(f"{will} cập nhật {refreshed.file}.")
        case "foreign":
            edge.talk(f"Giữ nguyên {refreshed.file}: tệp này không do cchc lập.")
        case "same":
            pass
    return refreshed.change in {"new", "changed"}


def _program() -> tuple[str, ...]:
    """Return what git is to call: this program by its whole path, for git's shell may know of no other."""
    import shutil
    import sys

    if getattr(sys, "frozen", False):
        return (sys.executable,)  # the portable program is its own interpreter
    found = shutil.which("cchc")
    return (found,) if found else (sys.executable, "-P", "-m", "cchc_cli")
