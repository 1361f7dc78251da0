"""What a person does by hand between the console blocks of a page of the handbook."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from console import Desk

READINGS = """\
Mã;Kỳ;Tử số;Mẫu số;Giá trị;Ngày
dung-han;2020-Q1;1234;1270;;14/3/2020
truc-tuyen;2020-Q1;;;17,5;14/3/2020
hai-long;2020-Q1;;;88,2;14/3/2020
"""
ANSWERS: dict[str, dict[str, str | int]] = {
    "II.4": {
        "Trạng thái": "Đang thực hiện",
        "Kết quả": "Đã công khai 06 bộ hồ sơ mẫu",
        "Số lượng": 6,
        "Đơn vị tính": "bộ hồ sơ",
    },
    "II.18": {"Trạng thái": "xong nhiều rồi", "Kết quả": "Đã tổ chức 01 hội nghị đối thoại"},
}
"""What the unit of the examples writes into its form, by the task's id and the heading; II.18 holds a slip."""


def before(topic: str, nth: int, desk: Desk) -> None:
    """Do what is to be done before the nth console block of a page, counted from 1."""
    done = _DONE.get((topic, nth))
    if done:
        done(desk)


def only_a_word_file(desk: Desk) -> None:
    """Leave nothing of the plan but the signed document as a Word file."""
    desk.type("cchc report plan -o ke-hoach.docx")
    shutil.rmtree(desk.folder / "plan")


def word_file_changed(desk: Desk) -> None:
    """Change a deadline in the document, as the leader did before signing."""
    from docx import Document

    path = desk.folder / "ke-hoach.docx"
    document = Document(str(path))
    cell = next(
        cell
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        if cell.text.strip() == "Tháng 11/2020"
    )
    cell.paragraphs[0].runs[0].text = "Tháng 10/2020"
    document.save(str(path))


def form_filled(desk: Desk) -> None:
    """Fill in the form of a unit."""
    fill(next(desk.folder.glob("bieu-mau/*phong-doanh-nghiep*.xlsx")), ANSWERS)


def slip_mended(desk: Desk) -> None:
    """Mend the slip in the form."""
    fill(next(desk.folder.glob("bieu-mau/*phong-doanh-nghiep*.xlsx")), {"II.18": {"Trạng thái": "Đang thực hiện"}})


def form_mended(desk: Desk) -> None:
    """Fill in the form of a unit without a slip."""
    form_filled(desk)
    slip_mended(desk)


def readings_written(desk: Desk) -> None:
    """Write the file of readings that the one-stop software exports."""
    (desk.folder / "so-lieu.csv").write_text(READINGS, encoding="utf-8")


def odd_blank_typed(desk: Desk) -> None:
    """Type a no-break space into a progress file."""
    path = desk.folder / "plan" / "2020" / "progress" / "VII.2.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("bản tin", "bản\N{NO-BREAK SPACE}tin", 1), encoding="utf-8", newline="\n")


def fill(path: Path, answers: dict[str, dict[str, str | int]]) -> None:
    """Write answers into a form, by the task's id and the heading of the column."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    columns: dict[str, int] = {}
    for at, row in enumerate(sheet.iter_rows(values_only=True), 1):
        first = str(row[0])
        if first == "Mã":
            columns = {str(heading): place for place, heading in enumerate(row, 1) if heading}
        for heading, value in answers.get(first, {}).items() if columns else ():
            sheet.cell(at, columns[heading]).value = value
    book.save(path)


_DONE: dict[tuple[str, int], Callable[[Desk], None]] = {
    ("bat-dau", 1): only_a_word_file,
    ("nhan-ke-hoach", 1): only_a_word_file,
    ("nhan-ke-hoach", 2): word_file_changed,
    ("excel", 2): form_filled,
    ("excel", 3): slip_mended,
    ("so-lieu", 2): readings_written,
    ("kiem-tra", 2): odd_blank_typed,
}
