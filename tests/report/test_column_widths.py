"""Dates, numbers of documents and short answers stand whole on a line of their column."""

from __future__ import annotations

from cchc_cli.report.report_tables import indicator_table
from cchc_cli.report.task_table import COLUMNS

LANDSCAPE = 252  # millimetres of text on a landscape page with margins of 30 and 15 mm

# Width in Times New Roman 11 with a millimetre of space on both sides, rounded up.
DATE = 21  # 21/01/2020;
DATE_IN_BRACKETS = 23.5  # (20/05/2020):
NUMBER_OF_A_DOCUMENT = 28  # 05/KH-KCNĐN
UNIT = 19.5  # Văn phòng
PLACE_IN_THE_PLAN = 10.5  # VII.8
NOT_MEASURED = 27.5  # Chưa có số liệu


def test_the_columns_of_the_task_table_hold_what_may_not_be_parted() -> None:
    assert sum(column.width for column in COLUMNS) == LANDSCAPE
    width = {column.title: column.width for column in COLUMNS}
    assert width["STT"] >= PLACE_IN_THE_PLAN
    assert width["Đơn vị chủ trì"] >= UNIT
    assert width["Thời hạn"] >= DATE
    assert width["Tài liệu kiểm chứng"] >= NUMBER_OF_A_DOCUMENT
    assert width["Ghi chú"] >= DATE_IN_BRACKETS


def test_the_columns_of_the_indicators_hold_what_may_not_be_parted() -> None:
    columns = indicator_table(()).columns
    assert sum(column.width for column in columns) == LANDSCAPE
    width = {column.title: column.width for column in columns}
    assert width["Đánh giá"] >= NOT_MEASURED
    assert width["Kết quả trong kỳ"] >= DATE_IN_BRACKETS
