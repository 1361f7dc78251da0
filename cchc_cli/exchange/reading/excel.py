"""Read Excel workbooks: what people see on their visible sheets, with a doubt wherever that had to be guessed."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING

from cchc_cli.exchange.pages import Document, Doubt
from cchc_cli.exchange.reading.cleaning import clean
from cchc_cli.exchange.reading.grid import MOST_CELLS, Filled, Merge, Places, Sheet, blocks_of, too_large
from cchc_cli.exchange.reading.package import refuse_broken, require_office_file
from cchc_cli.exchange.reading.shown import day_of, is_date, show_date, show_number
from cchc_cli.exchange.reading.workbook import Look, elements_of_sheet, is_on, open_workbook, text_of

if TYPE_CHECKING:
    from cchc_cli.exchange.pages import Line, Table
    from cchc_cli.exchange.reading.workbook import Element, Part, Workbook

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, LookupError, StopIteration)
_PLAIN = Look()


def read_excel(name: str, data: bytes) -> Document:
    """Read the visible sheets of a workbook (.xlsx), in their order.

    Cells hold what they show: numbers and dates by their formats, formulas their stored results. Where Excel made
    a date of a month ("11/2020"), the month is written again. Hidden sheets are left out, hidden rows and
    columns are read. Each of these, errors and struck letters are doubts.

    Raises:
        Refused: the file is no workbook of the current Excel, unsafe, damaged, or larger than any plan.
    """
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

    require_office_file(name, data, "excel")
    try:
        return _read(name, data)
    except (*_DAMAGE, XMLSyntaxError) as error:
        refuse_broken(name, "excel", error)


def _read(name: str, data: bytes) -> Document:
    book = open_workbook(data)
    blocks: list[Line | Table] = []
    doubts: list[Doubt] = []
    for part in book.parts:
        if part.hidden:
            doubts.append(Doubt("hidden_sheet", f"trang tính “{part.name}”", "trang tính ẩn", "Đã bỏ qua trang này."))
            continue
        found = _Found(part)
        for element in elements_of_sheet(book, part):
            _take(book, found, element)
        doubts += [*found.doubts, *_hidden(found)]
        blocks += blocks_of(Sheet(found.cells, tuple(found.merges), part.headings), places_of(part.name))
    return Document(name, "xlsx", tuple(blocks), tuple(doubts))


def places_of(sheet: str) -> Places:
    """Return how the places of a sheet are called."""
    where = f"trang tính “{sheet}”"
    return Places(
        sheet,
        rows=lambda top, bottom: f"{where}, dòng {top}" + (f" đến {bottom}" if bottom > top else ""),
        cell=lambda row, column: f"{where}, ô {letters_of(column)}{row}",
    )


def letters_of(column: int) -> str:
    """Return the letters by which people call a column: 1 is ``A``, 27 is ``AA``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(slots=True)
class _Found:
    """What was read of a sheet so far."""

    part: Part
    cells: dict[tuple[int, int], Filled] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    row: int = 0
    first_column: int = 1 << 14

    def doubt(self, code: str, column: int, seen: str, made: str) -> None:
        self.doubts.append(Doubt(code, places_of(self.part.name).cell(self.row, column), seen, made))


def _take(book: Workbook, found: _Found, element: Element) -> None:
    kind = element.tag.rpartition("}")[2]
    if kind == "row":
        _take_row(book, found, element)
    elif kind == "mergeCell":
        top, left, bottom, right = _area(element.get("ref", ""))
        if (top, left) != (bottom, right):
            found.merges.append(Merge(top, left, bottom, right))
            if len(found.merges) > MOST_CELLS:
                raise too_large()
    elif is_on(element.get("hidden")):
        found.hidden_columns.append((int(element.get("min")), int(element.get("max"))))


def _area(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    top, left = _place(first)
    bottom, right = _place(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _place(reference: str) -> tuple[int, int]:
    """Return the row and column of a cell by its name; both from 1."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise ValueError(reference)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _take_row(book: Workbook, found: _Found, row: Element) -> None:
    found.row = int(row.get("r", found.row + 1))
    column = 0
    filled = False
    for cell in row.iterfind("{*}c"):
        reference = cell.get("r")
        column = _place(reference)[1] if reference else column + 1
        style = int(cell.get("s", 0))
        look = book.looks[style] if 0 <= style < len(book.looks) else _PLAIN
        text = _text(book, found, cell, look, column)
        if text:
            found.first_column = min(found.first_column, column)
            found.cells[found.row, column] = Filled(text, bold=look.bold, centred=look.centred)
            filled = True
    if len(found.cells) > MOST_CELLS:
        raise too_large()
    if filled and is_on(row.get("hidden")):
        found.hidden_rows.append(found.row)


def _text(book: Workbook, found: _Found, cell: Element, look: Look, column: int) -> str:
    """Return what a cell shows."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        text, struck = next((text_of(entry) for entry in cell.iterfind("{*}is")), ("", False))
        return _struck(found, text, column, struck=struck or look.struck)
    value = cell.findtext("{*}v") or ""
    if not value:
        _doubt_empty_formula(found, cell, column)
        return ""
    if kind == "s":
        text, struck = book.texts[int(value)]
        return _struck(found, text, column, struck=struck or look.struck)
    if kind == "str":
        return _struck(found, clean(value), column, struck=look.struck)
    if kind == "b":
        return "TRUE" if is_on(value) else "FALSE"
    if kind == "e":
        found.doubt("cell_error", column, value, "Ô báo lỗi công thức; đã để trống.")
        return ""
    if kind == "d":
        return _date(found, dt.datetime.fromisoformat(value), look, column)
    return _number(book, found, value, look, column)


def _struck(found: _Found, text: str, column: int, *, struck: bool) -> str:
    if text and struck:
        found.doubt("struck", column, text, "Ô có chữ bị gạch ngang; đã giữ nguyên các chữ ấy.")
    return text


def _doubt_empty_formula(found: _Found, cell: Element, column: int) -> None:
    for formula in cell.iterfind("{*}f"):
        made = "Công thức chưa có kết quả lưu trong tệp; đã để trống. Mở tệp bằng Excel, lưu lại thì có kết quả."
        found.doubt("formula", column, f"={clean(formula.text or '')}", made)
        return


def _number(book: Workbook, found: _Found, value: str, look: Look, column: int) -> str:
    number = float(value)
    if not isfinite(number):
        raise ValueError(value)
    day = day_of(number, since_1904=book.since_1904) if is_date(look.code) else None
    if day is not None:
        return _date(found, day, look, column)
    return clean(show_number(number, look.code, numbering=column <= found.first_column))


def _date(found: _Found, day: dt.datetime, look: Look, column: int) -> str:
    text = show_date(day, look.code if is_date(look.code) else "dd/mm/yyyy")
    seen = f"ngày {day:%d/%m}/{day.year:04d}, định dạng {look.code}"
    found.doubt("excel_date", column, seen, f"Excel giữ ô này như một ngày; đã ghi lại là “{text}”.")
    return text


def _hidden(found: _Found) -> list[Doubt]:
    """Return a doubt about hidden rows, and one about hidden columns, that hold words."""
    where = f"trang tính “{found.part.name}”"
    doubts = []
    if found.hidden_rows:
        seen = f"dòng ẩn: {_listed([str(row) for row in found.hidden_rows])}"
        doubts.append(Doubt("hidden_rows", where, seen, "Đã đọc cả các dòng ẩn."))
    filled = {column for _, column in found.cells}
    hidden = sorted(column for column in filled for low, high in found.hidden_columns if low <= column <= high)
    if hidden:
        seen = f"cột ẩn: {_listed([letters_of(column) for column in hidden])}"
        doubts.append(Doubt("hidden_columns", where, seen, "Đã đọc cả các cột ẩn."))
    return doubts


def _listed(names: list[str], most: int = 20) -> str:
    return ", ".join(names[:most]) + (f" và {len(names) - most} chỗ khác" if len(names) > most else "")
