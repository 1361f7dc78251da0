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
from cchc_cli.store.change import as_data, change, newline_of, read_present, unbroken
from cchc_cli.store.places import index
from cchc_cli.store.skeleton import INDENT, heading_lines, row_lines, skeleton
from cchc_cli.store.source import entry_text, read_source
from cchc_cli.store.take import Troubles
from cchc_cli.store.workspace import entry_file

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from cchc_cli.domain.model import Seal
    from cchc_cli.domain.reporting.notes import HeadingNote
    from cchc_cli.domain.reporting.statistics import StatisticRow
    from cchc_cli.store.data import Data
    from cchc_cli.store.places import Index
    from cchc_cli.store.source import Entry

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_COMMENTED = re.compile(r"^[ \t]*# ?[\"']?([^\s\"':]+)[\"']?:", re.MULTILINE)
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
        new, added = _with_missing(_Present(file, old), headings, statistics)
        return new, SkeletonWritten(directory / file, created=False, added=added)

    return change(directory, file, make)


def seal(directory: Path, code: str, issued: Seal, *, again: bool = False) -> None:
    """Write the seal of an issued report into its file, made where it isn't there yet.

    Raises Refused when the report is issued already, unless ``again``: exactly that seal is replaced
    then. Raises Refused when the file can't be written, or can't take the seal.
    """
    file = entry_file("reports", code)
    issued = _clean(issued)

    def make(old: bytes | None) -> tuple[bytes, None]:
        present = _Present(file, old)
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
            raise _no_room(file)
        return new, None

    change(directory, file, make)


def set_sent(directory: Path, code: str, day: dt.date) -> None:
    """Write the day a report was sent into its file; raise Refused when it can't be written."""
    file = entry_file("reports", code)

    def make(old: bytes | None) -> tuple[bytes, None]:
        return _Present(file, old).with_key("sent", [f"sent: {day.isoformat()}"], day.isoformat()), None

    change(directory, file, make)


def _with_missing(
    present: _Present, headings: Sequence[HeadingNote], statistics: Sequence[StatisticRow]
) -> tuple[bytes, tuple[str, ...]]:
    """Return the file with the places it lacks, and their names; one put out of use by a # is not lacking."""
    told = set(_COMMENTED.findall(present.text))
    missing = [each for each in headings if each.code not in {*present.names("texts"), *told}]
    rows = [each for each in statistics if each.id not in {*present.names("statistics"), *told}]
    new = present.with_lines(
        "texts",
        lambda column: [line for each in missing for line in ("", *heading_lines(each, column))][1:],
        [each.code for each in missing if each.needed],
    ) if missing else present.bytes  # fmt: skip
    present = _Present(present.file, new)
    new = present.with_lines(
        "statistics",
        lambda column: [line for each in rows for line in row_lines(each, column)],
        [each.id for each in rows if not each.known],
    ) if rows else present.bytes  # fmt: skip
    return new, (*(each.code for each in missing), *(each.id for each in rows))


def _require_places(file: str, text: str, headings: Sequence[HeadingNote], statistics: Sequence[StatisticRow]) -> None:
    """Make sure that a new file reads as its places, all of them empty."""
    wanted: dict[str, Data] = {"texts": dict.fromkeys(each.code for each in headings if each.needed) or None}
    if statistics:
        wanted["statistics"] = dict.fromkeys(each.id for each in statistics if not each.known) or None
    again = read_source(file, text.encode())
    if again.findings or again.data != wanted:
        raise _no_room(file)


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


def _no_room(file: str) -> Refused:
    return Refused(
        f"Chưa ghi vào {file}: không ghi thêm được mà giữ nguyên những gì đã có.",
        "Xem lại tệp: mỗi khóa đứng đầu một dòng, không viết trong ngoặc { }.",
    )


class _Present:
    """What a report's file holds now, and the ways to put lines into it that leave all else as it is."""

    def __init__(self, file: str, old: bytes | None) -> None:
        source = read_present(file, old)
        data = source.data if source is not None else None
        if data is not None and not isinstance(data, dict):
            raise Refused(
                f"Chưa ghi vào {file}: tệp không gồm các khóa và giá trị.",
                "Mỗi khóa (texts, statistics, sent) đứng đầu một dòng.",
            )
        self.file = file
        self.bytes = old or b""
        self.text = source.text if source is not None else ""
        self.data: dict[str, Data] = data or {}
        self._bom = (old or b"")[: len(old or b"") - len(self.text.encode())]
        self._newline = newline_of(self.text)

    def names(self, key: str) -> Iterable[str]:
        """Return the keys of a section."""
        held = self.data.get(key)
        return held if isinstance(held, dict) else ()

    def with_key(self, key: str, block: list[str], value: Data, *, note: str = "") -> bytes:
        """Return the file with a block of lines for a key, in place of the one it has or at its end."""
        wanted = {**self.data, key: value}
        if key in self.data:
            return self._proven(self._instead(key, block), wanted)
        return self._proven(self._at_end([note, *block] if note else block), wanted)

    def with_lines(self, key: str, make: Callable[[int], list[str]], names: Iterable[str]) -> bytes:
        """Return the file with lines at the end of a section, made where there is none.

        ``make`` gives the lines for the column of its keys; they add ``names``, all of them empty.
        """
        held = self.data.get(key)
        inner: dict[str, Data] = {**(held if isinstance(held, dict) else {}), **dict.fromkeys(names)}
        wanted = {**self.data, key: inner or None}
        if key not in self.data:
            return self._proven(self._at_end([f"{key}:", *make(INDENT)]), wanted)
        places = index(self.text)
        columns = [self._column(at) for path, (at, _) in places.keys.items() if len(path) == 2 and path[0] == key]
        block = make(columns[0] if columns else self._column(places.keys[(key,)][0]) + INDENT)
        ends = self._ends_of(key, places)
        return self._proven((self._put(at, lines) for at in ends for lines in (["", *block], block)), wanted)

    def _ends_of(self, key: str, places: Index) -> tuple[int, int]:
        """Return where the section of a key ends: without the blank lines and comments that follow, and with them."""
        start, end = places.keys[(key,)]
        last = max(end, places.values[(key,)][1])
        stop = min((at for path, (at, _) in places.keys.items() if len(path) == 1 and at > start), default=-1)
        full = len(self.text) if stop < 0 else stop - self._column(stop)
        least = self._line_end(last)
        trimmed, own = least, self._column(start)
        for line in _LINE.finditer(self.text, least, full):
            words = line.group().lstrip(" ")
            if words.strip() and len(line.group()) - len(words) > own:
                trimmed = line.end()
        return trimmed, full

    def _instead(self, key: str, block: list[str]) -> Iterator[str]:
        places = index(self.text)
        start, end = places.keys[(key,)]
        value = places.values[(key,)]
        if len(block) == 1:
            # A single value: what stands behind it on its line stays.
            words = block[0].partition(": ")[2]
            yield self.text[: value[0]] + words + self.text[value[1] :]
            yield self.text[: value[0]] + " " + words + self.text[value[1] :]
        column = self._column(start)
        lines = [" " * column + line if line else "" for line in block]
        stop = self._line_end(max(end, value[1]))
        yield self.text[: start - column] + "".join(line + self._newline for line in lines) + self.text[stop:]

    def _at_end(self, block: list[str]) -> Iterator[str]:
        top = next((self._column(at) for path, (at, _) in index(self.text).keys.items() if len(path) == 1), 0)
        lines = [" " * top + line if line else "" for line in block]
        if self.text:
            yield self._put(len(self.text), ["", *lines])
        yield self._put(len(self.text), lines)

    def _put(self, at: int, lines: list[str]) -> str:
        before, after = self.text[:at], self.text[at:]
        gap = "" if not before or before.endswith(("\n", "\r")) else self._newline
        return before + gap + "".join(line + self._newline for line in lines) + after

    def _proven(self, candidates: Iterable[str], wanted: dict[str, Data]) -> bytes:
        """Return the first of the texts that reads as the old data and exactly what was to be added."""
        whole = not self.text or self.text.endswith(("\n", "\r"))
        for text in candidates:
            again = read_source(self.file, self._bom + text.encode(errors="surrogatepass"))
            if not again.findings and (
                again.data == wanted or (not whole and unbroken(again.data) == unbroken(wanted))
            ):
                return self._bom + text.encode()
        raise _no_room(self.file)

    def _column(self, at: int) -> int:
        return at - (max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1)

    def _line_end(self, at: int) -> int:
        line = _LINE.match(self.text, at)
        return line.end() if line else at
