"""A new repository of plans: the text of its files, and writing them beside what is there already."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nfc
from cchc_cli.domain.vocabulary import long_date
from cchc_cli.store.load import load_from
from cchc_cli.store.lock import put
from cchc_cli.store.memory import InMemory
from cchc_cli.store.names import read_year
from cchc_cli.store.schemas import PATTERNS, schema_texts
from cchc_cli.store.source import read_source
from cchc_cli.store.workspace import is_plan, year_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_PACKAGE = Path(__file__).resolve().parent.parent
_FOLDERS = (_PACKAGE / "templates" / "init", _PACKAGE.parent / "templates" / "init")
_PLAN_FILES = ("plan.yaml", "appendix.yaml", "indicators.yaml", "units.yaml")
_OTHER_FILES = {
    "README.md": "README.md",
    ".editorconfig": "editorconfig",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/cchc.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab-ci.yml",
}
_TO_FILL = "  # ĐIỀN"
_SIGN = re.compile(r"<<(\w+)>>")
_NEVER_IN_NAMES = re.compile(r'[<>"|?*]|[ .]$')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a new plan; what is not stands as a placeholder in its file."""

    year: int
    agency: str | None = None
    parent: str | None = None
    code: str | None = None
    place: str | None = None
    number: str | None = None
    date: dt.date | None = None

    def tidied(self) -> Head:
        """Return it with each text on one line, in normal form; raise Refused for what no document holds."""
        return Head(
            self.year,
            _tidy("agency", self.agency),
            _tidy("parent", self.parent),
            _tidy("code", self.code),
            _tidy("place", self.place),
            _tidy("number", self.number),
            self.date,
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, or would be, and what was there and left alone; paths below the directory."""

    new: tuple[str, ...]
    kept: tuple[str, ...]


def plans_below(directory: Path) -> dict[Path, int | None]:
    """Return the plans of a repository with their years, in the order of their names."""
    folder = directory / "plan"
    if is_plan(folder):
        return {folder: year_of(folder)}
    try:
        return {inner: year_of(inner) for inner in sorted(folder.iterdir()) if is_plan(inner)}
    except OSError:
        return {}


def repository_texts(head: Head, version: str) -> dict[str, str]:
    """Return the text of each file of a new repository, by its path; ``version`` is the program's own.

    The plan is read back first: it is sound and says what ``head`` says. Raises Refused where it can't.
    """
    head = head.tidied()
    if read_year(str(head.year)) is None:
        raise Refused(f"“{head.year}” không phải là năm của kế hoạch.", "Viết bốn chữ số, ví dụ --year 2026.")
    words = _words(head) | {"version": version}
    plan = {name: _filled(f"plan/{name}", words) for name in _PLAN_FILES}
    _prove(head, plan)
    texts = {f"plan/{head.year}/{name}": text for name, text in plan.items()}
    texts[f"plan/{head.year}/progress/.gitkeep"] = ""
    texts |= {name: _filled(template, words) for name, template in _OTHER_FILES.items()}
    texts[".vscode/settings.json"] = _editor_settings()
    return texts | {f"schemas/{name}": text for name, text in schema_texts().items()}


def write_new(directory: Path, year: int, texts: Mapping[str, str], *, dry_run: bool = False) -> Written:
    """Write the files that are not there yet, and leave alone those that are.

    Nothing is written on a dry run. Raises Refused, with nothing left behind, where the directory has a
    plan of that year or a file can't be written.
    """
    _require_room(directory, year)
    _require_inside(directory, texts)
    kept = tuple(name for name in texts if os.path.lexists(directory / name))
    new = tuple(name for name in texts if name not in kept)
    if not dry_run:
        _write_all(directory, {name: texts[name] for name in new})
    return Written(new, kept)


def _tidy(name: str, text: str | None) -> str | None:
    if text is None:
        return None
    tidy = nfc(" ".join(text.split()))
    if not tidy:
        raise Refused(f"--{name}: chưa ghi gì.", "Ghi lời của văn bản, hoặc bỏ tùy chọn này để điền sau.")
    if not tidy.isprintable():
        raise Refused(f"--{name}: có ký tự không in được.", "Bỏ các ký tự lạ (thường do dán từ nơi khác) rồi chạy lại.")
    return tidy


def _words(head: Head) -> dict[str, str]:
    """Return what stands in the place of each sign of the templates, as YAML where it is a value."""
    import datetime as dt

    agency, number = head.agency or "Tên cơ quan", head.number or f"…/KH-{head.code or '…'}"
    day = head.date or dt.date(head.year, 1, 1)
    composed = head.agency is None
    return {
        "year": str(head.year),
        "number": _value(number, to_fill=head.number is None),
        "date": _value(day.isoformat(), to_fill=head.date is None),
        "place": _value(head.place or "Nơi ban hành", to_fill=head.place is None),
        "parent": _value(head.parent or "Tên cơ quan chủ quản", to_fill=head.parent is None),
        "agency": _value(agency, to_fill=composed),
        "code": _value(head.code or "CHỮ-VIẾT-TẮT", to_fill=head.code is None),
        "subject": _value(f"Cải cách hành chính năm {head.year} của {agency}", to_fill=composed),
        "appendix_title": _value(f"NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM {head.year}"),
        "appendix_note": _value(
            f"(Kèm theo Kế hoạch số {number} {long_date(day)} của {agency})",
            to_fill=None in {head.agency, head.number, head.date},
        ),
    }


def _value(text: str, *, to_fill: bool = False) -> str:
    """Return a text of one line as a YAML value: plain where it reads back as it is, else in quotes."""
    plain = read_source("", f"key: {text}\n".encode())
    quoted = text if not plain.findings and plain.data == {"key": text} else "'" + text.replace("'", "''") + "'"
    return quoted + (_TO_FILL if to_fill else "")


def _filled(template: str, words: Mapping[str, str]) -> str:
    for folder in _FOLDERS:
        path = folder.joinpath(*template.split("/"))
        if path.is_file():
            # In one pass, so that no sign in a value is taken for one of the template.
            return _SIGN.sub(lambda sign: words[sign.group(1)], path.read_text(encoding="utf-8"))
    raise FileNotFoundError(template)


def _prove(head: Head, texts: Mapping[str, str]) -> None:
    """Read a plan before it is written, and refuse it unless it is sound and says what was asked."""
    loaded = load_from(InMemory(texts), Path())
    plan = loaded.plan
    if plan is not None and not loaded.findings:
        said = (plan.agency.name, plan.agency.parent, plan.agency.code, plan.place, plan.number, plan.date)
        asked = (head.agency, head.parent, head.code, head.place, head.number, head.date)
        if plan.year == head.year and all(wanted in {None, held} for wanted, held in zip(asked, said, strict=True)):
            return
    raise Refused("Chưa lập: nội dung có chỗ không ghi được vào tệp.", "Bỏ các ký tự lạ trong tùy chọn rồi chạy lại.")


def _editor_settings() -> str:
    import json

    settings = {
        "files.eol": "\n",
        "yaml.schemas": {f"./schemas/{name}.schema.json": pattern for name, pattern in PATTERNS.items()},
    }
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"


def write_plan(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the files of a new plan into a folder that is missing or empty.

    Raises Refused, with nothing left behind, where the folder holds anything or can't be written.
    """
    for part in _parts_to_make(folder):
        _require_name(part)
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refused(
            f"“{folder}” đã có và không trống.", "Chọn thư mục khác bằng -o, hoặc chuyển những gì trong đó đi."
        )
    _write_all(folder, texts)


def _require_room(directory: Path, year: int) -> None:
    """Refuse a directory that can't take a plan of that year."""
    for part in _parts_to_make(directory):
        _require_name(part)
    if directory.exists() and not directory.is_dir():
        raise Refused(f"“{directory}” là một tệp, không phải thư mục.", "Chọn thư mục khác.")
    if is_plan(directory):
        raise Refused(
            f"“{directory}” là thư mục của một kế hoạch, không phải thư mục chứa các kế hoạch.",
            "Chọn thư mục đứng trên thư mục “plan”, hoặc một thư mục mới.",
        )
    if not plans_below(directory) and _holds_plans(directory):
        raise Refused(
            f"“{directory}” là nơi để các kế hoạch của một kho.",
            "Chạy lại ở thư mục đứng trên, là thư mục có “plan”.",
        )
    for plan, of in plans_below(directory).items():
        if of == year:
            raise Refused(
                f"“{directory}” đã có kế hoạch năm {year}: {plan.relative_to(directory).as_posix()}.",
                "Chọn năm khác bằng --year, hoặc thư mục khác; muốn cài đặt git cho kho này: cchc init --git.",
            )
    folder = directory / "plan" / str(year)
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refused(f"“{folder}” đã có và không trống.", "Chuyển những gì trong đó đi nơi khác rồi chạy lại.")


def _require_name(part: str) -> None:
    if _NEVER_IN_NAMES.search(part) or _RESERVED.fullmatch(part) or not part.isprintable():
        raise Refused(f"“{part}” không dùng làm tên thư mục trên Windows được.", "Đặt tên khác.")


def _holds_plans(directory: Path) -> bool:
    try:
        return any(map(is_plan, directory.iterdir()))
    except OSError:
        return False


def _parts_to_make(directory: Path) -> list[str]:
    """Return the names of the folders that have to be made."""
    parts: list[str] = []
    for folder in (directory, *directory.parents):
        if folder.exists():
            break
        parts.append(folder.name)
    return parts


def _require_inside(directory: Path, names: Mapping[str, str]) -> None:
    """Refuse to write through a link that leads out of the directory."""
    home = directory.resolve()
    for name in names:
        try:
            is_inside = (directory / name).parent.resolve().is_relative_to(home)
        except RuntimeError:  # how a ring of links was reported before Python 3.13
            is_inside = False
        if not is_inside:
            raise Refused(f"Chưa lập: “{Path(name).parent.as_posix()}” là liên kết trỏ ra ngoài thư mục.")


def _write_all(directory: Path, texts: Mapping[str, str]) -> None:
    """Write files that are not there yet; where one can't be written, take back those that were."""
    made: list[Path] = []
    try:
        # The plan last: what a killed call leaves behind does not stand in the way of the next one.
        for name, text in sorted(texts.items(), key=lambda each: each[0].startswith("plan/")):
            path = directory / name
            missing = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
            for folder in reversed(missing):
                folder.mkdir()
                made.append(folder)
            put(path, text.encode())
            made.append(path)
    except OSError as error:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise Refused(
            f"Không ghi được vào “{directory}”; chưa lập tệp nào.", "Kiểm tra thư mục, chỗ trống và quyền ghi."
        ) from error
