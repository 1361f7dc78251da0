"""Read tables kept as text: CSV and TSV, as Excel and other programs write them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Literal

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.pages import Document, Doubt
from cchc_cli.exchange.reading.cleaning import clean
from cchc_cli.exchange.reading.grid import Filled, Places, Sheet, blocks_of
from cchc_cli.exchange.reading.plain import decode

if TYPE_CHECKING:
    from collections.abc import Iterable

_SEPARATORS = ",;\t|"
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# How text that looks like a formula is written so that Excel takes it for text.
_GUARD = re.compile(r"'(?=[=+\-@])")
_SAMPLE_ROWS = 200
_Record = tuple[int, list[str]]


def read_csv(name: str, data: bytes) -> Document:
    """Read a table whose cells are parted by commas, semicolons, tabs or bars, whichever part its rows most evenly.

    Lines of one cell above the table are lines of the document, as are parts of such lines alone.

    Raises:
        Refused: the file is no text, in an unknown encoding, or larger than any plan.
    """
    return _read(name, data, "csv")


def read_tsv(name: str, data: bytes) -> Document:
    """Read a table whose cells are parted by tabs, else as ``read_csv``."""
    return _read(name, data, "tsv")


def _read(name: str, data: bytes, kind: Literal["csv", "tsv"]) -> Document:
    text, doubts = decode(name, data)
    said = _SEP_LINE.match(text)
    start = said.end() if said else 0
    separator = said[1] if said else _separator(text, kind)
    records, of_quotes = _records(text[start:], separator)
    doubts += of_quotes
    cells: dict[tuple[int, int], Filled] = {}
    for row, (_, record) in enumerate(records):
        for column, value in enumerate(record, start=1):
            if seen := clean(_GUARD.sub("", value, count=1) if value.startswith("'") else value):
                cells[row, column] = Filled(seen)
    lines = [line + (1 if said else 0) for line, _ in records]
    places = Places(
        "",
        rows=lambda top, bottom: f"dòng {lines[top]}" + (f" đến {lines[bottom]}" if bottom > top else ""),
        cell=lambda row, column: f"dòng {lines[row]}, cột {column}",
    )
    return Document(name, kind, tuple(blocks_of(Sheet(cells), places)), tuple(doubts))


def _separator(text: str, kind: Literal["csv", "tsv"]) -> str:
    if kind == "tsv" and "\t" in text:
        return "\t"
    scores = {separator: _evenness(text, separator) for separator in _SEPARATORS}
    return max(_SEPARATORS, key=scores.__getitem__)


def _evenness(text: str, separator: str) -> tuple[float, int]:
    """Return how evenly a separator parts the text: the share of rows of the commonest width, and that width."""
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return _share(islice(rows, _SAMPLE_ROWS))
    except csv.Error:
        return (0.0, 0)


def _share(rows: Iterable[list[str]]) -> tuple[float, int]:
    widths = Counter(len(row) for row in rows if row)
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return (0.0, 0)
    width = max(several, key=lambda each: (several[each], each))
    return (several[width] / widths.total(), width)


def _records(text: str, separator: str) -> tuple[list[_Record], list[Doubt]]:
    """Return the records, each with its first line in the text.

    Where quotes are used against the rules of CSV they are letters, if the rows come out no less even so.
    """
    try:
        return _parsed(text, separator, strict=True, quoting=csv.QUOTE_MINIMAL), []
    except csv.Error as error:
        unclosed = "end of data" in str(error)
    try:
        written = _parsed(text, separator, strict=False, quoting=csv.QUOTE_NONE)
        quoted = _parsed(text, separator, strict=False, quoting=csv.QUOTE_MINIMAL)
    except csv.Error as error:
        raise Refused("Tệp có một ô dài hơn mức chương trình đọc được.") from error
    if unclosed or _share(record for _, record in written) >= _share(record for _, record in quoted):
        return written, [Doubt("quotes", "cả tệp", '"', "Dấu ngoặc kép không theo cặp đã được đọc như một chữ.")]
    return quoted, [Doubt("quotes", "cả tệp", '"', "Dấu ngoặc kép không theo cặp đã được đọc như dấu bọc một ô.")]


def _parsed(text: str, separator: str, *, strict: bool, quoting: Literal[0, 3]) -> list[_Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict, quoting=quoting)
    records: list[_Record] = []
    line = 1
    for record in reader:
        records.append((line, record))
        line = reader.line_num + 1
    return records
