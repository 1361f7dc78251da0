"""Read a workbook that came back: which form it is, and what each of its rows says, whoever moved them about."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import fold
from cchc_cli.domain.vocabulary import short_date
from cchc_cli.exchange.forms.layout import ASKED_KEYS, HEADINGS, HIDDEN_SHEET, NAMES, Stamp, stamp_of
from cchc_cli.exchange.reading.cleaning import clean
from cchc_cli.exchange.reading.package import refuse_broken, require_office_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST_ROWS, _MOST_COLUMNS = 5_000, 80
_HEADING_WITHIN = 100
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""Days that Excel holds as numbers, from 1954 to 2119: other numbers are no dates."""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row as it came back: its number as the person sees it, the texts of its cells by column.

    ``date`` is the day of completion where its cell holds one, ``amount`` the quantity where it is a
    number; ``formulas`` names the columns that hold formulas, whose results can't be relied on, or errors of such,
    ``merged`` those whose cell is one with cells of other rows. ``beside`` names where more is said than a form asks
    for: columns of people's own, comments. ``sheet`` is named where the row is not on the form's own sheet.
    """

    number: int
    cells: Mapping[str, str]
    date: dt.date | None = None
    formulas: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    sheet: str = ""

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")

    @property
    def is_filled(self) -> bool:
        """Whether anything has been filled in; a unit of measure alone says nothing."""
        asked = any(self.cells.get(key) for key in ASKED_KEYS if key != "measure")
        return asked or bool(self.merged) or bool(self.beside and self["id"])

    @property
    def says_the_same(self) -> tuple[object, ...]:
        """What is the same in two copies of one row."""
        return (*(self[key] for key in ASKED_KEYS), self.date)

    @property
    def where(self) -> str:
        """The row as people find it: ``dòng 14``, on another sheet ``dòng 14 trang “Bản sao”``."""
        return f"dòng {self.number}" + (f" trang “{self.sheet}”" if self.sheet else "")


@dataclass(frozen=True, slots=True)
class Filled:
    """A workbook as it came back; ``stamp`` is None where its hidden sheet is gone."""

    name: str
    stamp: Stamp | None
    rows: tuple[FilledRow, ...]


@dataclass(slots=True)
class _Headed:
    """A sheet with its heading row: the number of that row, and the place of each column."""

    sheet: Any
    row: int = 0
    places: dict[str, int] = field(default_factory=dict)

    @property
    def is_form(self) -> bool:
        """Whether rows can be told by their ids, and something is asked for."""
        return "id" in self.places and any(key in self.places for key in ASKED_KEYS)


def read_form(name: str, data: bytes) -> Filled:
    """Read a filled form; raise Refused for what is no workbook, no form, or a form with its mark changed."""
    require_office_file(name, data, "excel")
    book = _opened(name, data)
    stamp = _stamp(name, book)
    headed = [each for each in map(_headed, _visible(book)) if each.is_form]
    if not headed:
        raise Refused(
            f"“{name}” không phải biểu mẫu báo cáo tiến độ: không có dòng tiêu đề với cột “Mã” và các cột cần điền.",
            "Lập lại biểu mẫu bằng “cchc forms out”.",
        )
    for each in headed:
        if each.sheet.max_row > _MOST_ROWS + each.row:
            raise Refused(f"“{name}” có hơn {_MOST_ROWS} dòng.", "Bỏ các dòng thừa ở cuối bảng rồi thử lại.")
    # Sheets that people pasted in hold answers, too: the fullest is the form's own, it is read first.
    headed.sort(key=lambda each: -len(each.places))
    return Filled(name, stamp, tuple(row for at, each in enumerate(headed) for row in _rows(book, each, own=at == 0)))


def _opened(name: str, data: bytes) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # What the library does not keep of a workbook (extensions, headers) is not needed here.
        warnings.simplefilter("ignore")
        try:
            return load_workbook(io.BytesIO(data), keep_links=False)
        except Exception as error:  # noqa: BLE001 - a damaged workbook makes the library raise anything
            refuse_broken(name, "excel", error)


def _visible(book: Any) -> Iterable[Any]:
    return [sheet for sheet in book.worksheets if sheet.title != HIDDEN_SHEET and sheet.sheet_state == "visible"]


def _stamp(name: str, book: Any) -> Stamp | None:
    sheet = next((each for each in book.worksheets if each.title == HIDDEN_SHEET), None)
    if sheet is None:
        return None
    pairs = [
        (_text(row[0].value), _text(row[1].value))
        for row in sheet.iter_rows(max_row=min(sheet.max_row, _MOST_ROWS), max_col=2)
    ]
    stamp = stamp_of([pair for pair in pairs if pair[0]])
    if stamp is None:
        raise Refused(
            f"“{name}”: trang ẩn {HIDDEN_SHEET} của biểu mẫu đã bị thay đổi nên không rõ biểu mẫu của đơn vị, kỳ nào.",
            "Lập lại biểu mẫu bằng “cchc forms out” rồi chép nội dung đã điền sang.",
        )
    return stamp


def _headed(sheet: Any) -> _Headed:
    """Find the row that holds the most headings of a form."""
    best = _Headed(sheet)
    for row in sheet.iter_rows(
        max_row=min(sheet.max_row, _HEADING_WITHIN), max_col=min(sheet.max_column, _MOST_COLUMNS)
    ):
        places: dict[str, int] = {}
        for cell in row:
            key = HEADINGS.get(fold(_text(cell.value))) if isinstance(cell.value, str) else None
            if key is not None:
                places.setdefault(key, cell.column)
        if len(places) > len(best.places):
            best = _Headed(sheet, row[0].row, places)
    return best


def _rows(book: Any, found: _Headed, *, own: bool) -> Iterable[FilledRow]:
    last = min(found.sheet.max_row, found.row + _MOST_ROWS)
    merged = _merged(found, last)
    for number in range(found.row + 1, last + 1):
        cells = {key: found.sheet.cell(number, column) for key, column in found.places.items()}
        formulas = tuple(NAMES[key] for key, cell in cells.items() if cell.data_type in {"f", "e"})
        texts = {key: text for key, cell in cells.items() if (text := _shown(key, cell))}
        if texts:
            day = _day(cells["date"].value, book.epoch) if "date" in cells else None
            beside = (*_comments(cells), *_own_columns(found, number))
            sheet = "" if own else str(found.sheet.title)
            yield FilledRow(number, texts, day, formulas, merged.get(number, ()), beside, sheet)


def _merged(found: _Headed, last: int) -> dict[int, tuple[str, ...]]:
    """Return by row the columns whose filled cell is one with cells of other rows: whose answer it is can't be told."""
    asked = {found.places[key]: NAMES[key] for key in ASKED_KEYS if key in found.places}
    rows: dict[int, tuple[str, ...]] = {}
    for area in found.sheet.merged_cells.ranges:
        names = tuple(asked[column] for column in asked if area.min_col <= column <= area.max_col)
        if not names or area.min_row == area.max_row or area.min_row <= found.row:
            continue
        if _text(found.sheet.cell(area.min_row, area.min_col).value):
            for number in range(area.min_row, min(area.max_row, last) + 1):
                rows[number] = (*rows.get(number, ()), *names)
    return rows


def _comments(cells: Mapping[str, Any]) -> list[str]:
    return [f"ghi chú đính kèm ô {cell.coordinate}" for cell in cells.values() if getattr(cell, "comment", None)]


def _own_columns(found: _Headed, number: int) -> Iterable[str]:
    """Name the cells of a row that stand in columns a form does not have."""
    known = set(found.places.values())
    for column in range(1, min(found.sheet.max_column, _MOST_COLUMNS) + 1):
        cell = found.sheet.cell(number, column)
        if column not in known and _text(cell.value):
            heading = _text(found.sheet.cell(found.row, column).value)
            yield f"ô {cell.coordinate}" + (f" (cột “{heading}”)" if heading else "")


def _shown(key: str, cell: Any) -> str:
    value = cell.value
    if key == "id" and isinstance(value, (dt.datetime, dt.date)):
        return short_date(value)
    return _text(value)


def _text(value: object) -> str:
    """Return what a cell holds as text: a whole number without decimals, a day as dd/mm/yyyy."""
    if value is None:
        return ""
    if isinstance(value, (dt.datetime, dt.date)):
        return short_date(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    return clean(str(value)).strip()


def _day(value: object, epoch: dt.datetime) -> dt.date | None:
    """Return the day a cell holds: as a date, as the number Excel counts it by, or as text dd/mm/yyyy."""
    from cchc_cli.domain.vocabulary import read_date

    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        if not _FIRST_SERIAL <= value <= _LAST_SERIAL:
            return None
        return (epoch + dt.timedelta(days=int(value))).date()
    text = " ".join(_text(value).split())
    return read_date(text.removeprefix("ngày ").removeprefix("Ngày ").rstrip(".").replace(".", "/").replace(" ", ""))
