"""The figures of many plans as a workbook: one sheet of groups and sums, one of the plans with errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.domain import rollup_words as words
from cchc_cli.exchange.packing import package
from cchc_cli.exchange.sheets import Look, print_ready, put, row_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from cchc_cli.domain.rollup import Rollup

FIGURES, BROKEN = "Tổng hợp", "Kế hoạch có lỗi"
_WIDTHS = (6, 46, 11, 13, 13, 13, 13, 13, 20, 20)
_BROKEN_WIDTHS = (60, 9, 90)
_HEADING_ROW = 4


def rollup_workbook(rollup: Rollup) -> bytes:
    """Return the figures as the bytes of a workbook, the same for the same figures; the sums are formulas."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = FIGURES
    known = _figures(sheet, rollup)
    if rollup.broken:
        _broken(book.create_sheet(BROKEN), rollup)
    book.calculation.fullCalcOnLoad = True
    book.properties.creator = "cchc"
    book.properties.title = f"{words.title(rollup)}. {words.moment(rollup)}"
    return package(book, stored=rollup.as_of, values={FIGURES: known})


def _figures(sheet: Worksheet, rollup: Rollup) -> dict[str, int]:
    """Lay out groups and sums; return what every formula comes to, by cell."""
    from openpyxl.utils import get_column_letter

    plain = Look(ruled=False, wrapped=False)
    put(sheet.cell(1, 1), words.title(rollup).upper(), Look(bold=True, ruled=False, wrapped=False))
    put(sheet.cell(2, 1), f"{words.moment(rollup)}. {words.sums(rollup)}.", plain)
    _head(sheet, ("TT", words.GROUPED[rollup.by], *words.COLUMNS, *words.RATES), _WIDTHS, _HEADING_ROW)
    first = _HEADING_ROW + 1
    for at, each in enumerate(rollup.ranked, start=first):
        figures, shown = each.group.figures, words.name(each.group, rollup)
        put(sheet.cell(at, 1), each.place or words.place(each), Look(centred=True))
        put(sheet.cell(at, 2), shown, Look())
        cells: list[int | str] = [*words.numbers(figures), *words.rates(figures)]
        for place, cell in enumerate(cells, start=3):
            put(sheet.cell(at, place), cell, Look(centred=True))
        sheet.row_dimensions[at].height = row_height([shown], [_WIDTHS[1]])
    last = _HEADING_ROW + len(rollup.ranked)
    put(sheet.cell(last + 1, 1), "", Look())
    put(sheet.cell(last + 1, 2), words.total_label(rollup), Look(bold=True))
    known: dict[str, int] = {}
    for place, amount in enumerate(words.numbers(rollup.whole), start=3):
        letter = get_column_letter(place)
        formula = f"SUM({letter}{first}:{letter}{last})" if rollup.ranked else "0"
        put(sheet.cell(last + 1, place), formula, Look(centred=True, bold=True), formula=True)
        known[f"{letter}{last + 1}"] = amount
    for place, rate in enumerate(words.rates(rollup.whole), start=3 + len(words.COLUMNS)):
        put(sheet.cell(last + 1, place), rate, Look(centred=True, bold=True))
    for at, line in enumerate(words.remarks(rollup), start=last + 3):
        put(sheet.cell(at, 1), line, plain)
    sheet.freeze_panes = sheet.cell(first, 3).coordinate
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:{get_column_letter(len(_WIDTHS))}{max(last, _HEADING_ROW)}"
    print_ready(sheet, heading_row=_HEADING_ROW, said=words.moment(rollup))
    return known


def _broken(sheet: Worksheet, rollup: Rollup) -> None:
    _head(sheet, words.BROKEN, _BROKEN_WIDTHS, 1)
    for at, each in enumerate(rollup.broken, start=2):
        shown = words.said_of(each)
        put(sheet.cell(at, 1), shown, Look())
        put(sheet.cell(at, 2), each.errors, Look(centred=True))
        put(sheet.cell(at, 3), each.first, Look())
        sheet.row_dimensions[at].height = row_height([shown, "", each.first], _BROKEN_WIDTHS)
    print_ready(sheet, heading_row=1, said=words.moment(rollup))


def _head(sheet: Worksheet, titles: Sequence[str], widths: Sequence[float], row: int) -> None:
    from openpyxl.utils import get_column_letter

    for place, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        put(sheet.cell(row, place), title, Look(centred=True, bold=True, shaded=True))
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[row].height = row_height(titles, widths, bold=True)
