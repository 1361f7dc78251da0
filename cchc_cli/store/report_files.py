"""Write what people and the program put into ``reports/<period>.yaml``: places to fill, the seal, the day of sending.

A file that is there is never written anew: lines are put in where they belong, all else stays byte for byte,
and the result is read again before it takes the place of the old one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nfc
from cchc_cli.domain.vocabulary import short_date
from cchc_cli.store.build_reports import report_file
from cchc_cli.store.change import as_data, change
from cchc_cli.store.report_splices import Present, no_room
from cchc_cli.store.skeleton import INDENT, heading_lines, row_lines, skeleton
from cchc_cli.store.source import entry_text, read_source
from cchc_cli.store.take import Troubles
from cchc_cli.store.workspace import entry_file
from cchc_cli.store.yaml_lines import pair

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from cchc_cli.domain.model import Seal
    from cchc_cli.domain.reporting.notes import HeadingNote
    from cchc_cli.domain.reporting.statistics import StatisticRow
    from cchc_cli.store.data import Data
    from cchc_cli.store.source import Entry

_COMMENTED = re.compile(r"^[ \t]*# ?[\"']?([^\s\"':]+)[\"']?:", re.MULTILINE)
_MARKED_PLACE = re.compile(r"\[Cần bổ sung [^\[\]]*\]")
_LONGEST_SHOWN = 60
_SEAL_NOTE = "# Phần này do “cchc report issue” ghi khi ban hành; không sửa tay."


@dataclass(frozen=True, slots=True)
class SkeletonWritten:
    """What was done: the file, whether it is new, and the headings and rows added to one that was there."""

    path: Path
    created: bool
    added: tuple[str, ...] = ()


def write_skeleton(
    directory: Path,
    code: str,
    title: str,
    headings: Sequence[HeadingNote],
    statistics: Sequence[StatisticRow],
) -> SkeletonWritten:
    """Make the file of a report with every place to fill; add to one that is there only the places missing.

    What people wrote stays as it is, and so do the comments beside it. Raises Refused when the file
    can't be written, or can't take the places.
    """
    file = entry_file("reports", code)

    def make(old: bytes | None) -> tuple[bytes, SkeletonWritten]:
        if old is None:
            text = skeleton(code, title, headings, statistics)
            _require_places(file, text, headings, statistics)
            return text.encode(), SkeletonWritten(directory / file, created=True)
        new, added = _with_missing(Present(file, old), headings, statistics)
        return new, SkeletonWritten(directory / file, created=False, added=added)

    return change(directory, file, make)


@dataclass(frozen=True, slots=True)
class Places:
    """Every place of a report's file, for one that isn't there yet: the report's code and title, headings, figures."""

    code: str
    title: str
    headings: Sequence[HeadingNote]
    statistics: Sequence[StatisticRow]


@dataclass(frozen=True, slots=True)
class Text:
    """What is to stand under a heading: the heading's code, and paragraphs of one line each."""

    at: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextWritten:
    """What was done, or would be: the file, whether it is new, the lines of the text there, the text before."""

    file: str
    created: bool
    lines: tuple[str, ...]
    before: str = ""


def write_text(
    directory: Path, places: Places, new: Text, *, force: bool = False, dry_run: bool = False
) -> TextWritten:
    """Write the text of one heading into the file of a report, made with every place to fill where it isn't there.

    A text that stands there already is replaced with ``force`` only; a marked place copied from the report counts
    as empty. Nothing is written on a dry run. Raises Refused after the seal, and when the file can't be
    written or can't take the text.
    """
    code, at = places.code, new.at
    file = entry_file("reports", code)
    heading = next(each for each in places.headings if each.code == at)
    words = [nfc(each) for each in new.paragraphs]
    text = words[0] if len(words) == 1 else "".join(f"{each}\n" for each in words)

    def make(old: bytes | None) -> tuple[bytes, TextWritten]:
        if old is None:
            begun = skeleton(code, places.title, places.headings, places.statistics)
            _require_places(file, begun, places.headings, places.statistics)
        present = Present(file, begun.encode() if old is None else old)
        before = _text_before(present, code, at)
        if before and before != text.strip() and not force:
            raise Refused(
                f"Mục {at} đã có lời viết: “{_shortened(before)}”. Chưa thay.",
                "Thêm --force nếu muốn thay bằng lời mới.",
            )
        written = TextWritten(file, old is None, tuple(pair(at, text)), before)
        if old is not None and before == text.strip():
            return old, written
        return present.with_text("texts", at, text, lambda column: heading_lines(heading, column)[:-1]), written

    return change(directory, file, make, dry_run=dry_run)


def _text_before(present: Present, code: str, at: str) -> str:
    """Return the text under a heading, empty for a marked place; raise Refused after the seal."""
    if present.data.get("issued") is not None:
        sealed = report_file(present.data, present.file, Troubles()).seal
        said = f": số {sealed.number} ngày {short_date(sealed.date)}" if sealed else ""
        raise Refused(
            f"Báo cáo kỳ {code} đã ban hành{said}. Lời của báo cáo đã ký không sửa nữa.",
            "Nêu trong báo cáo kỳ sau, hoặc lập lại báo cáo để xem đúng bản đã ký.",
        )
    held = present.data.get("texts")
    found = held.get(at) if isinstance(held, dict) else None
    text = nfc(found.strip()) if isinstance(found, str) else ""
    return "" if _MARKED_PLACE.fullmatch(text) else text


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[:_LONGEST_SHOWN].rpartition(" ")[0] + " …"


def seal(directory: Path, code: str, issued: Seal, *, again: bool = False) -> None:
    """Write the seal of an issued report into its file, made where it isn't there yet.

    Raises Refused when the report is issued already, unless ``again``: exactly that seal is replaced
    then. Raises Refused when the file can't be written, or can't take the seal.
    """
    file = entry_file("reports", code)
    issued = _clean(issued)

    def make(old: bytes | None) -> tuple[bytes, None]:
        present = Present(file, old)
        before = report_file(present.data or None, file, Troubles()).seal
        if present.data.get("issued") is not None and not again:
            said = f": số {before.number} ngày {short_date(before.date)}" if before else ""
            raise Refused(
                f"Báo cáo kỳ {code} đã ban hành{said}.",
                "Nếu báo cáo được ký lại, thêm --again để thay phần đã chốt.",
            )
        fields = _fields(issued)
        new = present.with_key("issued", _block("issued", fields), as_data(fields), note=_SEAL_NOTE)
        if report_file(read_source(file, new).data, file, Troubles()).seal != issued:
            raise no_room(file)
        return new, None

    change(directory, file, make)


def set_sent(directory: Path, code: str, day: dt.date) -> None:
    """Write the day a report was sent into its file; raise Refused when it can't be written."""
    file = entry_file("reports", code)

    def make(old: bytes | None) -> tuple[bytes, None]:
        return Present(file, old).with_key("sent", [f"sent: {day.isoformat()}"], day.isoformat()), None

    change(directory, file, make)


def _with_missing(
    present: Present, headings: Sequence[HeadingNote], statistics: Sequence[StatisticRow]
) -> tuple[bytes, tuple[str, ...]]:
    """Return the file with the places it lacks, and their names; one put out of use by a # is not lacking."""
    told = set(_COMMENTED.findall(present.text))
    missing = [each for each in headings if each.code not in {*present.names("texts"), *told}]
    rows = [each for each in statistics if each.id not in {*present.names("statistics"), *told}]
    new = present.with_lines(
        "texts",
        lambda column: [line for each in missing for line in ("", *heading_lines(each, column))][1:],
        dict.fromkeys(each.code for each in missing if each.needed),
    ) if missing else present.bytes  # fmt: skip
    present = Present(present.file, new)
    new = present.with_lines(
        "statistics",
        lambda column: [line for each in rows for line in row_lines(each, column)],
        dict.fromkeys(each.id for each in rows if not each.known),
    ) if rows else present.bytes  # fmt: skip
    return new, (*(each.code for each in missing), *(each.id for each in rows))


def _require_places(file: str, text: str, headings: Sequence[HeadingNote], statistics: Sequence[StatisticRow]) -> None:
    """Make sure that a new file reads as its places, all of them empty."""
    wanted: dict[str, Data] = {"texts": dict.fromkeys(each.code for each in headings if each.needed) or None}
    if statistics:
        wanted["statistics"] = dict.fromkeys(each.id for each in statistics if not each.known) or None
    again = read_source(file, text.encode())
    if again.findings or again.data != wanted:
        raise no_room(file)


def _clean(issued: Seal) -> Seal:
    """Return a seal as its file will hold it, in normal form."""
    return replace(
        issued,
        number=nfc(issued.number.strip()),
        signer=nfc(issued.signer.strip()),
        figures=tuple((nfc(name), nfc(text.strip())) for name, text in issued.figures),
    )


def _fields(issued: Seal) -> Entry:
    figures = {name: _figure(text) for name, text in issued.figures}
    fields: dict[str, str | dt.date | list[str] | dict[str, int | str]] = {
        "number": issued.number,
        "date": issued.date,
        "signer": issued.signer,
        "known_on": issued.known_on,
        "state_date": issued.state_date,
        "preset": issued.preset,
        "seen": list(issued.seen),
        "figures": figures,
    }
    return {key: value for key, value in fields.items() if value}


def _figure(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and str(int(text)) == text else text


def _block(key: str, fields: Entry) -> list[str]:
    first, *others = entry_text(fields).removesuffix("\n").split("\n")
    return [f"{key}:", " " * INDENT + first.removeprefix("- "), *others]
