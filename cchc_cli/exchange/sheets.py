"""How cells and pages of an export's workbook look: fonts, rules, heights, what is printed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.vocabulary import short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

_FONT = "Times New Roman"
_SIZE = 11
_LINE_POINTS = 14.4
_LETTERS_PER_WIDTH = 1.2
"""How many letters of a text in this font stand where a column is one figure wide, spaces included."""
_TALLEST = 409.0
"""The height in points beyond which Excel takes no row."""
_LONGEST_CELL = 32_767
# What XML can't hold, and marks that only turn or hide what stands beside them.
_UNSHOWN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks."""

    centred: bool = False
    bold: bool = False
    shaded: bool = False
    ruled: bool = True
    wrapped: bool = True


def put(cell: Any, value: str | int | dt.date, look: Look, *, formula: bool = False) -> None:
    """Write one cell of a sheet; a text is text whatever it begins with, unless it is a ``formula`` of ours.

    Raises Refused for a text longer than Excel can hold.
    """
    _dress(cell, look)
    if formula:
        cell.value = f"={value}"
    elif isinstance(value, str):
        _put_text(cell, _UNSHOWN.sub("", value).replace("\r\n", "\n").replace("\r", "\n"))
    else:
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = "dd/mm/yyyy"


def _put_text(cell: Any, text: str) -> None:
    if len(text) > _LONGEST_CELL:
        raise Refused(
            f"Trang tính “{cell.parent.title}”, ô {cell.coordinate} dài {len(text)} ký tự, quá mức Excel chứa được.",
            "Xuất dạng csv hoặc json.",
        )
    if not text:
        return
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True


def _dress(cell: Any, look: Look) -> None:
    cell.font, cell.alignment = _font(look.bold), _alignment(look.centred, look.wrapped, look.shaded)
    if look.ruled:
        cell.border = _border()
    if look.shaded:
        cell.fill = _shade()


@cache
def _font(bold: bool) -> Any:  # noqa: FBT001 - a key of the cache
    from openpyxl.styles import Font

    return Font(name=_FONT, size=_SIZE, bold=bold)


@cache
def _alignment(centred: bool, wrapped: bool, heading: bool) -> Any:  # noqa: FBT001 - keys of the cache
    from openpyxl.styles import Alignment

    across, down = "center" if centred else "left", "center" if heading else "top"
    return Alignment(horizontal=across, vertical=down, wrap_text=wrapped)


@cache
def _border() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="FF808080")
    return Border(left=side, right=side, top=side, bottom=side)


@cache
def _shade() -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor="FFE7EDF3")


def row_height(cells: Sequence[str | dt.date], widths: Sequence[float], *, bold: bool = False) -> float:
    """Return the height in points of a row whose texts wrap within columns of these widths.

    Readers that don't work heights out (LibreOffice among them) show a row without one a single line high.
    """
    room = _LETTERS_PER_WIDTH * (0.92 if bold else 1)
    shown = [short_date(cell) if isinstance(cell, dt.date) else cell for cell in cells]
    lines = max((_lines(text, width * room) for text, width in zip(shown, widths, strict=True)), default=1)
    return min(lines * _LINE_POINTS + 3, _TALLEST)


def _lines(text: str, width: float) -> int:
    """Count the lines of a text in a column as wide as so many figures, words kept whole where they fit."""
    lines = 0
    for paragraph in text.split("\n"):
        lines += 1
        room = width
        for word in paragraph.split():
            length = len(word)
            if length > room and room < width:
                lines += 1
                room = width
            if length > width:
                lines += int(length // width)
                length = int(length % width)
            room -= length + 1
    return lines


def print_ready(sheet: Any, *, heading_row: int, said: str) -> None:
    """Set a sheet up for A4 landscape, as wide as the page, its heading on every page, pages numbered."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    margins = sheet.page_margins
    margins.left = margins.right = 0.3
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.6, 0.3, 0.3
    sheet.oddHeader.left.text = _UNSHOWN.sub("", said).replace("&", "&&")[:200]
    sheet.oddFooter.right.text = "Trang &P/&N"
    for line in (sheet.oddHeader.left, sheet.oddFooter.right):
        line.font, line.size = f"{_FONT},Regular", 9
