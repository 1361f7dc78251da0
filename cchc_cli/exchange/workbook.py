"""An export as an Excel workbook: the rows, their counts with live formulas, the indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.domain import wording
from cchc_cli.domain.vocabulary import State
from cchc_cli.exchange.packing import package
from cchc_cli.exchange.rows import INDICATOR_HEADINGS, indicator_cells
from cchc_cli.exchange.sheets import Look, print_ready, put, row_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from cchc_cli.domain.model import Section
    from cchc_cli.exchange.rows import Cell, Export

TASKS, COUNTS, INDICATORS = "Nhiệm vụ", "Tổng hợp", "Chỉ tiêu"
_WIDTHS = {
    "section": 5.5, "section_title": 11.5, "id": 7, "number": 4.8, "task": 34, "product": 15, "lead": 13, "support": 13,
    "deadline": 13, "state": 13, "outside": 6.5, "due": 10, "completed": 10, "result": 20, "evidence": 16,
    "weight": 7.5, "notes": 15, "implements": 9.5, "budget": 10, "leader": 12,
}  # fmt: skip
"""Narrow enough that the usual columns print at more than 8 points across an A4 page."""
_OTHER_WIDTH = 13
_CENTRED = frozenset({"section", "id", "number", "outside", "due", "completed", "weight"})
_INDICATOR_WIDTHS = (16, 48, 12, 20, 16, 11.5, 16, 14, 14)
_FROZEN = 3
"""How many columns stay in sight beside the rows: section, its title, id."""


def workbook(export: Export) -> bytes:
    """Return an export as the bytes of a workbook, the same for the same export.

    Text that begins like a formula is text. Raises Refused where a cell is longer than Excel can hold.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = TASKS
    _tasks(sheet, export)
    counted = _counts(book.create_sheet(COUNTS), export)
    cells = indicator_cells(export.plan, export.moment)
    if cells:
        _indicators(book.create_sheet(INDICATORS), cells, export)
    book.calculation.fullCalcOnLoad = True
    book.properties.creator = "cchc"
    book.properties.title = _origin(export)
    return package(book, stored=export.moment.as_of, values={COUNTS: counted})


def _origin(export: Export) -> str:
    plan, moment = export.plan, export.moment
    said = wording.moment(moment)
    return f"{plan.doc_type} số {plan.number}. {said}"


def _tasks(sheet: Worksheet, export: Export) -> None:
    columns = export.headings
    widths = [_WIDTHS.get(column.field, _OTHER_WIDTH) for column in columns]
    _head(sheet, [column.title for column in columns], widths)
    for at, row in enumerate(export.rows, start=2):
        cells = [row.cell(column) for column in columns]
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True), start=1):
            centred = column.field in _CENTRED
            value: Cell | int = _number(cell) if column.field == "number" else cell
            put(sheet.cell(at, place), value, Look(centred=centred, bold="state" not in row.values))
        sheet.row_dimensions[at].height = row_height(cells, widths)
    sheet.freeze_panes = sheet.cell(2, _FROZEN + 1).coordinate
    last = sheet.cell(max(len(export.rows) + 1, 1), len(columns)).coordinate
    sheet.auto_filter.ref = f"A1:{last}"
    print_ready(sheet, heading_row=1, said=_origin(export))


def _number(cell: Cell) -> Cell | int:
    """Return an STT of figures alone as a number, so that Excel sorts it and doesn't warn of it."""
    if isinstance(cell, str) and cell.isascii() and cell.isdigit() and cell[0] != "0" and len(cell) < 7:
        return int(cell)
    return cell


def _head(sheet: Worksheet, titles: Sequence[str], widths: Sequence[float], *, row: int = 1) -> None:
    from openpyxl.utils import get_column_letter

    for place, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        put(sheet.cell(row, place), title, Look(centred=True, bold=True, shaded=True))
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[row].height = row_height(titles, widths, bold=True)


def _counts(sheet: Worksheet, export: Export) -> dict[str, int]:
    """Lay out the counts by section and state; return what every formula comes to, by cell.

    Rows led from outside the agency are counted apart, as everywhere.
    """
    from openpyxl.utils import get_column_letter

    states = _states(export)
    sections = [section for section in export.plan.all_sections() if _of(export, section)]
    put(sheet.cell(1, 1), "SỐ NHIỆM VỤ, CHỈ TIÊU THEO PHẦN VÀ TÌNH TRẠNG", Look(bold=True, ruled=False, wrapped=False))
    put(sheet.cell(2, 1), f"{_origin(export)}. Số đếm theo trang tính “{TASKS}”.", Look(ruled=False, wrapped=False))
    titles = ["Phần", "Tên phần", *states, "Ngoài cơ quan chủ trì", "Cộng"]
    _head(sheet, titles, [7, 34, *([12.5] * len(states)), 12.5, 8], row=4)
    first, total = 5, 5 + len(sections)
    outside, last = len(states) + 3, len(states) + 4
    known: dict[str, int] = {}

    def formula(row: int, column: int, text: str, value: int, *, bold: bool = False) -> None:
        known[f"{get_column_letter(column)}{row}"] = value
        put(sheet.cell(row, column), text, Look(centred=True, bold=bold), formula=True)

    for row, section in enumerate(sections, start=first):
        put(sheet.cell(row, 1), section.id, Look(centred=True))
        put(sheet.cell(row, 2), section.title, Look())
        sheet.row_dimensions[row].height = row_height([section.title], [34])
        for column, state in enumerate(states, start=3):
            letter = get_column_letter(column)
            formula(row, column, _counting(export, f"$A{row}", f"{letter}$4"), _amount(export, section, state))
        formula(row, outside, _counting(export, f"$A{row}", ""), _amount(export, section, ""))
        span = f"C{row}:{get_column_letter(outside)}{row}"
        formula(row, last, f"SUM({span})", sum(_amount(export, section, state) for state in (*states, "")), bold=True)
    put(sheet.cell(total, 1), "", Look())
    put(sheet.cell(total, 2), "Cộng", Look(bold=True))
    for column in range(3, last + 1):
        letter = get_column_letter(column)
        amount = sum(known[f"{letter}{row}"] for row in range(first, total))
        formula(total, column, f"SUM({letter}{first}:{letter}{total - 1})" if sections else "0", amount, bold=True)
    sheet.freeze_panes = sheet.cell(first, 3).coordinate
    print_ready(sheet, heading_row=4, said=_origin(export))
    return known


def _states(export: Export) -> list[str]:
    """Return the states of the agency's own rows as they are named, in the order of the classes of a report."""
    order = [state.value for state in State]
    own = [row for row in export.rows if row.values.get("outside") == "không"]
    own.sort(key=lambda row: (order.index(str(row.values["state_code"])), str(row.values["state"])))
    return list(dict.fromkeys(str(row.values["state"]) for row in own))


def _of(export: Export, section: Section) -> bool:
    return any(row.values["section"] == section.id and "state" in row.values for row in export.rows)


def _amount(export: Export, section: Section, state: str) -> int:
    """Count the rows of a section in a state, for no state those led from outside."""
    wanted = (
        {"section": section.id, "outside": "không", "state": state}
        if state
        else {"section": section.id, "outside": "có"}
    )
    return sum(all(row.values.get(field) == value for field, value in wanted.items()) for row in export.rows)


def _counting(export: Export, section: str, state: str) -> str:
    """Return the formula that counts the rows of a section in a state, for no state those led from outside."""
    pairs = [(_range(export, "section"), section), (_range(export, "outside"), '"không"' if state else '"có"')]
    if state:
        pairs.append((_range(export, "state"), state))
    return f"COUNTIFS({','.join(f'{cells},{value}' for cells, value in pairs)})"


def _range(export: Export, field: str) -> str:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(next(at for at, each in enumerate(export.headings, start=1) if each.field == field))
    return f"'{TASKS}'!${letter}$2:${letter}${max(len(export.rows) + 1, 2)}"


def _indicators(sheet: Worksheet, rows: Sequence[Sequence[Cell]], export: Export) -> None:
    _head(sheet, INDICATOR_HEADINGS, _INDICATOR_WIDTHS)
    for at, cells in enumerate(rows, start=2):
        for place, cell in enumerate(cells, start=1):
            put(sheet.cell(at, place), cell, Look(centred=place in {1, 3, 6}))
        sheet.row_dimensions[at].height = row_height(cells, _INDICATOR_WIDTHS)
    sheet.freeze_panes = sheet.cell(2, 3).coordinate
    print_ready(sheet, heading_row=1, said=_origin(export))
