"""Write the workbook that a unit fills in: its tasks as they stand, and cells for what it reports."""

from __future__ import annotations

import datetime as dt
import textwrap
from typing import TYPE_CHECKING, Any

from cchc_cli.domain import wording
from cchc_cli.domain.vocabulary import STATE_LABELS, short_date
from cchc_cli.exchange.forms.layout import ASKED, COLUMNS, GIVEN, HIDDEN_SHEET, SHEET, STATUS_CHOICES, Stamp, words_mark
from cchc_cli.exchange.packing import package

if TYPE_CHECKING:
    from cchc_cli.domain.collecting import Line, Request
    from cchc_cli.domain.model import Moment, Plan
    from cchc_cli.domain.standing import Standing

FONT = "Times New Roman"
_LINE, _LOWEST, _HIGHEST = 15.5, 62.0, 409.0
_HEAD_ROW = 10
_FIRST_DAY = dt.date(1899, 12, 30)


def form_name(unit: str, period: str) -> str:
    """Return the file name of a unit's form: ``BM-tien-do-vp-2020-Q2.xlsx``."""
    return f"BM-tien-do-{unit}-{period}.xlsx"


def form(request: Request, plan: Plan, moment: Moment) -> bytes:
    """Return the workbook for a unit; the same request, plan and moment give the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 (a new workbook has one sheet)
    sheet.title = SHEET
    _head(sheet, request, plan, moment)
    last = _rows(sheet, request)
    _validate(sheet, request, plan)
    _page(sheet, last)
    _hide(book, request, plan)
    book.properties.creator = "cchc"
    book.properties.title = f"Biểu tiến độ {request.unit.name} {request.window.code}"
    return package(book, stored=plan.date)


def _head(sheet: Any, request: Request, plan: Plan, moment: Moment) -> None:
    window, agency = request.window, plan.agency
    about = (
        f"{plan.doc_type} số {plan.number} ngày {short_date(plan.date)} · Kỳ báo cáo: {_titled(request)}, "
        f"từ {short_date(window.start)} đến {short_date(window.end)}"
    )
    how = (
        "Đề nghị điền các ô nền vàng; mỗi tài liệu kiểm chứng ghi một dòng trong ô (Alt+Enter). Kết quả không ghi ngày "
        f"được tính vào ngày chốt số liệu. Tình trạng tính đến {short_date(moment.as_of)}."
    )
    lines = (
        (1, agency.parent.upper(), 12, False, False),
        (2, agency.name.upper(), 12, True, False),
        (4, "BIỂU BÁO CÁO TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ", 15, True, True),
        (5, about, 13, False, True),
        (6, f"Kính gửi: {request.unit.name}", 13, True, False),
        (7, f"Nộp trước ngày: {short_date(window.end)}", 13, True, False),
        (8, how, 12, False, False),
    )
    for row, text, size, bold, centred in lines:
        cell = _put(sheet.cell(row, 1), text, size=size, bold=bold)
        sheet.row_dimensions[row].height = size * 1.5
        if centred:
            # Centred across the columns, not merged: a merged range stands in the way of sorting.
            for column in range(1, len(COLUMNS) + 1):
                _align(sheet.cell(row, column), horizontal="centerContinuous")
        else:
            _align(cell, horizontal="left")


def _titled(request: Request) -> str:
    from cchc_cli.domain.windows import title_of

    return f"{title_of(request.window.code)} ({request.window.code})"


def _rows(sheet: Any, request: Request) -> int:
    """Write heading, lines and signatures, and return the last row."""
    for at, column in enumerate(COLUMNS, 1):
        cell = _put(sheet.cell(_HEAD_ROW, at), column.heading, bold=True)
        _fill(cell, "FFE699" if column in ASKED else "D9E2EC")
        _border(cell)
        _align(cell, horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = column.width
    sheet.row_dimensions[_HEAD_ROW].height = 36
    at = _HEAD_ROW
    if request.lines:
        at = _band(sheet, at + 1, "A. NHIỆM VỤ CHỦ TRÌ")
        for line in request.lines:
            at += 1
            _write_row(sheet, at, _given(line), open_cells=True)
            _offer_measure(sheet, at, line)
    if request.supports:
        at = _band(sheet, at + 1, "B. NHIỆM VỤ PHỐI HỢP (để biết, không phải điền)")
        for row in request.supports:
            at += 1
            _write_row(sheet, at, _supported(row), open_cells=False)
    for place, text in ((3, "NGƯỜI LẬP BIỂU"), (6, "LÃNH ĐẠO ĐƠN VỊ")):
        _put(sheet.cell(at + 2, place), text, bold=True)
    return at + 6


def _band(sheet: Any, row: int, text: str) -> int:
    for column in range(1, len(COLUMNS) + 1):
        _fill(sheet.cell(row, column), "EDEDED")
    _align(_put(sheet.cell(row, 1), text, bold=True), horizontal="left", vertical="center")
    sheet.row_dimensions[row].height = 21
    return row


def _given(line: Line) -> dict[str, object]:
    task, part = line.row.task, line.standing
    if line.period:
        state = "Đã có kết quả" if line.given else "Chưa có báo cáo kết quả"
    elif line.part and part is not None:
        state = STATE_LABELS[part.state]
    else:
        state = wording.state(line.row)
    deadline = task.deadline
    if line.part and part is not None:
        deadline = f"{part.part.label}: {part.part.text}" if part.part.label else part.part.text
    return {
        "id": task.id, "aspect": line.aspect, "task": task.task, "product": task.product,
        "deadline": deadline or "không ghi", "due": line.due, "state": state,
    }  # fmt: skip


def _supported(row: Standing) -> dict[str, object]:
    task = row.task
    return {
        "id": task.id, "task": task.task, "product": task.product, "deadline": task.deadline or "không ghi",
        "due": row.due, "state": f"{wording.state(row)}. Chủ trì: {wording.leads(row)}",
    }  # fmt: skip


def _write_row(sheet: Any, at: int, values: dict[str, object], *, open_cells: bool) -> None:
    from openpyxl.styles import Protection

    tallest = 1
    for place, column in enumerate(COLUMNS, 1):
        value = values.get(column.key)
        cell = _put(sheet.cell(at, place), value)
        _border(cell)
        centred = column.key in {"id", "aspect", "due", "date", "amount", "status"}
        _align(cell, horizontal="center" if centred else "left", vertical="top", wrap_text=True)
        if column.key in {"due", "date"}:
            cell.number_format = "dd/mm/yyyy"
        if column in GIVEN:
            tallest = max(tallest, _lines_of(value, column.width))
        elif open_cells:
            cell.protection = Protection(locked=False)
            _fill(cell, "FFF9E5")
    sheet.row_dimensions[at].height = min(max(tallest * _LINE + 3, _LOWEST if open_cells else _LINE), _HIGHEST)


def _lines_of(value: object, width: float) -> int:
    """Return how many lines a text takes in a column: LibreOffice does not set the height by itself."""
    if not isinstance(value, str):
        return 1
    return sum(max(len(textwrap.wrap(line, int(width * 1.2))), 1) for line in value.split("\n"))


def _offer_measure(sheet: Any, at: int, line: Line) -> None:
    """Enter the unit in which this row was counted so far, where there is one."""
    counted = {name for fact in line.row.facts for name, _ in fact.quantity}
    if len(counted) == 1:
        place = next(place for place, column in enumerate(COLUMNS, 1) if column.key == "measure")
        sheet.cell(at, place).value = _text(counted.pop())


def _validate(sheet: Any, request: Request, plan: Plan) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if not request.lines:
        return
    rules = {
        "status": DataValidation(
            type="list", formula1=f'"{",".join(STATUS_CHOICES)}"', allow_blank=True, showErrorMessage=True,
            errorTitle="Trạng thái", error="Đề nghị chọn một trạng thái trong danh sách.",
        ),
        "date": DataValidation(
            type="date", operator="greaterThanOrEqual", formula1=str((plan.date - _FIRST_DAY).days), allow_blank=True,
            showErrorMessage=True, errorTitle="Ngày hoàn thành",
            error=f"Đề nghị ghi ngày dạng dd/mm/yyyy, không trước ngày ban hành kế hoạch ({short_date(plan.date)}).",
        ),
        "amount": DataValidation(
            type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True, showErrorMessage=True,
            errorTitle="Số lượng", error="Đề nghị ghi một số nguyên; tên của số lượng ghi ở cột Đơn vị tính.",
        ),
    }  # fmt: skip
    first, last = _HEAD_ROW + 2, _HEAD_ROW + 1 + len(request.lines)
    for place, column in enumerate(COLUMNS, 1):
        if column.key in rules:
            letter = get_column_letter(place)
            rules[column.key].add(f"{letter}{first}:{letter}{last}")
            sheet.add_data_validation(rules[column.key])


def _page(sheet: Any, last: int) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = f"D{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.print_area = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.3
    margins.top = margins.bottom = 0.55
    margins.header = margins.footer = 0.25
    sheet.oddFooter.center.text = "Trang &P/&N"
    sheet.sheet_view.showGridLines = False
    protection = sheet.protection
    protection.sheet = True
    # False allows: people may widen columns, sort and filter.
    protection.formatColumns = protection.formatRows = protection.sort = protection.autoFilter = False


def _hide(book: Any, request: Request, plan: Plan) -> None:
    lines = tuple((line.key, words_mark(line.row.task.task)) for line in request.lines)
    stamp = Stamp(plan.number, plan.year, request.unit.id, request.window.code, lines)
    hidden = book.create_sheet(HIDDEN_SHEET)
    hidden.sheet_state = "hidden"
    for at, (name, value) in enumerate(stamp.rows(), 1):
        _put(hidden.cell(at, 1), name)
        _put(hidden.cell(at, 2), value)


def _put(cell: Any, value: object, *, size: int = 12, bold: bool = False) -> Any:
    """Write a value as such: text stays text, whatever sign it begins with."""
    from openpyxl.styles import Font

    cell.font = Font(name=FONT, size=size, bold=bold)
    if isinstance(value, str):
        cell.value = _text(value) or None
        if cell.value is not None:
            cell.data_type = "s"
            cell.quotePrefix = value[:1] in "=+-@"
    else:
        cell.value = value
    return cell


def _text(value: str) -> str:
    """Return a text without what a workbook can't hold, or can't show."""
    return "".join(char for char in value if char.isprintable() or char in "\n\t\u00a0")


def _align(cell: Any, **how: Any) -> None:
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(**how)


def _fill(cell: Any, colour: str) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=colour)


def _border(cell: Any) -> None:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="808080")
    cell.border = Border(left=side, right=side, top=side, bottom=side)
