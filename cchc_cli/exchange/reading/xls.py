"""Read workbooks of Excel 97-2003, with a library that is installed on request."""

from __future__ import annotations

import datetime as dt
import io
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.pages import Document, Doubt
from cchc_cli.exchange.reading.cleaning import clean
from cchc_cli.exchange.reading.excel import places_of
from cchc_cli.exchange.reading.grid import MOST_CELLS, Filled, Merge, Places, Sheet, blocks_of, too_large
from cchc_cli.exchange.reading.shown import show_month, show_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.exchange.pages import Line, Table

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "Xin mở tệp bằng Excel, lưu thành .xlsx rồi nhập lại."
_MOST_BYTES = 100_000_000


def read_xls(name: str, data: bytes) -> Document:
    """Read the visible sheets of a workbook of Excel 97-2003 (.xls).

    Its number formats are not known: a date on the first of a month is taken for the month that Excel made a date
    of, with a doubt; fractions are shown as they are kept.

    Raises:
        Refused: the library is not installed; the file is no such workbook, locked, damaged, or too large.
    """
    if not data.startswith(_OLE):
        raise Refused(f"Nội dung của tệp {name} không phải là của Excel đời cũ (.xls).", _SAVE)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused(f"Tệp {name} có mật khẩu nên không đọc được.", "Xin bỏ mật khẩu, lưu thành .xlsx rồi nhập lại.")
    if len(data) > _MOST_BYTES:
        raise too_large()
    try:
        import python_calamine
    except ImportError as error:
        hint = 'Xin cài bằng lệnh: pip install "cchc[xls]" — hoặc mở tệp bằng Excel, lưu thành .xlsx rồi nhập lại.'
        raise Refused("Để đọc tệp .xls cần cài thêm một thư viện.", hint) from error
    try:
        with _unheard():
            return _read(name, data, python_calamine)
    except Refused:
        raise
    # Faults of the library in damaged files come as an exception that stands outside all others.
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Refused(f"Tệp {name} bị hỏng hoặc có mật khẩu nên không đọc được.", _SAVE) from error
        raise


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep what the library itself writes about damaged files away from the terminal."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no terminal and no file behind it
        yield
        return
    try:
        with open(os.devnull, "wb") as nothing:  # noqa: PTH123 (a device, not a path)
            os.dup2(nothing.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _read(name: str, data: bytes, library: Any) -> Document:
    book = library.CalamineWorkbook.from_filelike(io.BytesIO(data))
    blocks: list[Line | Table] = []
    doubts: list[Doubt] = []
    for place, known in enumerate(book.sheets_metadata):
        if known.typ != library.SheetTypeEnum.WorkSheet:
            continue
        if known.visible != library.SheetVisibleEnum.Visible:
            where = f"trang tính “{clean(known.name)}”"
            doubts.append(Doubt("hidden_sheet", where, "trang tính ẩn", "Đã bỏ qua trang này."))
            continue
        sheet = book.get_sheet_by_index(place)
        places = places_of(clean(known.name))
        cells = _cells(sheet, places, doubts)
        merges = tuple(
            Merge(top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        )
        blocks += blocks_of(Sheet(cells, merges), places)
    return Document(name, "xls", tuple(blocks), tuple(doubts))


def _cells(sheet: Any, places: Places, doubts: list[Doubt]) -> dict[tuple[int, int], Filled]:
    cells: dict[tuple[int, int], Filled] = {}
    top, left = sheet.start or (0, 0)
    first = 1 << 14
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        for column, value in enumerate(values, start=left + 1):
            text = _shown(value, places.cell(row, column), doubts, numbering=column <= first)
            if text:
                first = min(first, column)
                cells[row, column] = Filled(text)
        if len(cells) > MOST_CELLS:
            raise too_large()
    return cells


def _shown(value: Any, where: str, doubts: list[Doubt], *, numbering: bool) -> str:
    if isinstance(value, str):
        text = clean(value)
        if text.startswith("#") and text.endswith(("!", "?", "/A")):
            doubts.append(Doubt("cell_error", where, text, "Ô báo lỗi công thức; đã để trống."))
            return ""
        return text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return show_number(value, "General", numbering=numbering)
    if isinstance(value, dt.date):
        text = show_month(value) if value.day == 1 else f"{value:%d/%m}/{value.year:04d}"
        made = f"Excel giữ ô này như một ngày; đã ghi lại là “{text}”. Xin đối chiếu với bản gốc."
        doubts.append(Doubt("excel_date", where, f"ngày {value:%d/%m}/{value.year:04d}", made))
        return text
    return f"{value}"
