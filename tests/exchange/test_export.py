"""Exports hold the plan's words as text, whatever they look like, and counts that a spreadsheet works out again."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.model import Agency, Fact, Moment, Plan, Section, Task
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.standing import standings
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import Status
from cchc_cli.exchange.headings import headings
from cchc_cli.exchange.rows import contract, export_of
from cchc_cli.exchange.workbook import workbook
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from cchc_cli.exchange.rows import Export

ROOT = Path(__file__).parents[2]
MOMENT = Moment(dt.date(2020, 6, 30))
UNITS = (Unit("vp", "Văn phòng"), Unit("ngoai", "Sở Nội vụ", outside=True))


def task(number: int, text: str = "Rà soát văn bản", **fields: Any) -> Task:
    fields = {"lead": "Văn phòng", "deadline": "Quý I/2020", **fields}
    return Task(f"I.{number}", "I", "the_che", text, **fields)


def plan_of(*tasks: Task, **fields: Any) -> Plan:
    return Plan(
        number="02/KH-ABC",
        date=dt.date(2020, 1, 14),
        year=2020,
        agency=Agency("Ban ABC"),
        sections=(Section("I", "Cải cách thể chế", "the_che", tasks),),
        register=Register(UNITS),
        **fields,
    )


def exported(plan: Plan, moment: Moment = MOMENT) -> Export:
    return export_of(plan_at(plan, moment), standings(plan, moment, VietnamCalendar()), moment)


def sheet_of(plan: Plan, name: str = "Nhiệm vụ", *, values: bool = False) -> Worksheet:
    return load_workbook(io.BytesIO(workbook(exported(plan))), data_only=values)[name]


def real_plan() -> Plan:
    plan = load(ROOT / "plan" / "2020").plan
    assert plan is not None
    return plan


def test_the_plans_own_columns_stand_between_the_place_of_a_row_and_its_state() -> None:
    plan = plan_of(
        task(1, notes="Gấp", weight=Decimal("0.5"), extra=(("Nguồn lực", "Ngân sách"),)),
        columns=("TT", "Nội dung", "Cơ quan thực hiện", "Kết quả", "Thời gian thực hiện", "Nguồn lực"),
    )
    assert [(each.field, each.title) for each in headings(plan)] == [
        ("section", "Phần"), ("section_title", "Tên phần"), ("id", "Mã"),
        ("number", "TT"), ("task", "Nội dung"), ("lead", "Cơ quan thực hiện"), ("product", "Kết quả"),
        ("deadline", "Thời gian thực hiện"), ("extra:Nguồn lực", "Nguồn lực"),
        ("weight", "Trọng số"), ("notes", "Ghi chú"),
        ("state", "Tình trạng"), ("outside", "Ngoài cơ quan"), ("due", "Đến hạn"), ("completed", "Ngày hoàn thành"),
        ("result", "Kết quả gần nhất"), ("evidence", "Tài liệu kiểm chứng"),
    ]  # fmt: skip


def test_no_two_columns_have_the_same_heading() -> None:
    plan = plan_of(task(1, extra=(("Tình trạng", "Đang làm"), ("Mã", "X1"))))
    titles = [each.title for each in headings(plan)]
    assert len(set(titles)) == len(titles)
    assert "Tình trạng (chương trình ghi)" in titles


def test_a_row_says_when_it_was_completed_and_by_what() -> None:
    facts = (
        Fact(dt.date(2020, 2, 1), result="Đã dự thảo", evidence=("Tờ trình số 3",)),
        Fact(dt.date(2020, 3, 20), status=Status.DONE, evidence=("Báo cáo số 12",)),
    )
    (row,) = contract(exported(plan_of(task(1), facts={"I.1": facts})))["rows"]
    assert row == {
        "section": "I",
        "section_title": "Cải cách thể chế",
        "id": "I.1",
        "number": "1",
        "task": "Rà soát văn bản",
        "lead": "Văn phòng",
        "deadline": "Quý I/2020",
        "state": "Hoàn thành đúng hạn",
        "outside": "không",
        "due": "2020-03-31",
        "completed": "2020-03-20",
        "result": "20/03/2020: hoàn thành",
        "evidence": ["Tờ trình số 3", "Báo cáo số 12"],
        "state_code": "done_on_time",
    }


def test_a_row_that_holds_others_stands_above_them_without_a_state() -> None:
    group = Task("I.1", "I", "the_che", "Rà soát")
    inner = (task(1, "Văn bản luật"), task(1, "Văn bản khác"))
    tasks = tuple(Task(f"I.1.{at}", "I", "the_che", each.task, lead="Văn phòng", parent="I.1")
                  for at, each in zip("ab", inner, strict=True))  # fmt: skip
    plan = plan_of()
    plan = Plan(
        **{name: getattr(plan, name) for name in ("number", "date", "year", "agency", "register")},
        sections=(Section("I", "Thể chế", "the_che", tasks, groups=(group,)),),
    )
    rows = contract(exported(plan))["rows"]
    assert [(row["id"], row["number"], row.get("state")) for row in rows] == [
        ("I.1", "1", None),
        ("I.1.a", "1.a", "Không ghi thời hạn"),
        ("I.1.b", "1.b", "Không ghi thời hạn"),
    ]
    counts = sheet_of(plan, "Tổng hợp", values=True)
    assert [cell.value for cell in counts[6]] == [None, "Cộng", 2, 0, 2]


def test_the_sheet_of_tasks_is_ready_to_filter_and_print() -> None:
    sheet = sheet_of(real_plan())
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("D2", "A1:P37", "$1:$1")
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    heights = [sheet.row_dimensions[row].height for row in range(1, 38)]
    assert all(height is not None and 17 < height <= 409 for height in heights)
    assert max(height for height in heights if height) > 60
    assert str(sheet.cell(3, 13).value) == "2020-11-30 00:00:00"


def test_text_that_looks_like_a_formula_is_text() -> None:
    hostile = '=HYPERLINK("http://x","y")'
    sheet = sheet_of(plan_of(task(1, hostile, product="+1", support="-1", notes="@SUM(A1)", leader="#N/A")))
    by_title = {cell.value: below for cell, below in zip(sheet[1], sheet[2], strict=True)}
    shown = {title: (cell.value, cell.data_type) for title, cell in by_title.items()}
    assert shown["Nhiệm vụ"] == (hostile, "s")
    assert shown["Sản phẩm"] == ("+1", "s")
    assert shown["Đơn vị phối hợp"] == ("-1", "s")
    assert shown["Ghi chú"] == ("@SUM(A1)", "s")
    assert shown["Lãnh đạo phụ trách"] == ("#N/A", "s")
    assert by_title["Nhiệm vụ"].quotePrefix


def test_counts_are_live_formulas_that_carry_their_values() -> None:
    plan = real_plan()
    formulas, values = sheet_of(plan, "Tổng hợp"), sheet_of(plan, "Tổng hợp", values=True)
    assert (
        formulas["C5"].value
        == "=COUNTIFS('Nhiệm vụ'!$A$2:$A$37,$A5,'Nhiệm vụ'!$L$2:$L$37,\"không\",'Nhiệm vụ'!$K$2:$K$37,C$4)"
    )
    rows: list[list[Any]] = [[cell.value for cell in row] for row in values.iter_rows(min_row=4)]
    assert rows[0][:2] == ["Phần", "Tên phần"]
    assert rows[0][-2:] == ["Ngoài cơ quan chủ trì", "Cộng"]
    assert [row[-1] for row in rows[1:]] == [2, 18, 5, 2, 2, 4, 3, 36]
    own = standings(plan, MOMENT, VietnamCalendar())
    assert rows[-1][-2] == sum(row.outside for row in own) == 1
    assert sum(rows[-1][2:-1]) == 36


def test_every_formula_comes_to_what_the_sheet_of_tasks_holds() -> None:
    data = sheet_of(real_plan())
    counts = sheet_of(real_plan(), "Tổng hợp", values=True)
    held = [(row[0].value, row[10].value, row[11].value) for row in data.iter_rows(min_row=2)]
    for row in range(5, 12):
        for column in range(3, counts.max_column - 1):
            wanted = (counts.cell(row, 1).value, counts.cell(4, column).value, "không")
            assert counts.cell(row, column).value == held.count(wanted)


def test_an_export_without_rows_is_still_a_workbook() -> None:
    plan = plan_of()
    assert [cell.value for cell in sheet_of(plan)[1]][:3] == ["Phần", "Tên phần", "Mã"]
    assert sheet_of(plan, "Tổng hợp", values=True)["B5"].value == "Cộng"


def test_the_same_export_has_the_same_bytes_and_no_clock() -> None:
    first, again = workbook(exported(real_plan())), workbook(exported(real_plan()))
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        said = re.findall(r"<dcterms:[^>]*>([^<]*)<", package.read("docProps/core.xml").decode())
    assert said == ["2020-06-30T00:00:00Z", "2020-06-30T00:00:00Z"]


def test_a_text_longer_than_excel_holds_is_refused() -> None:
    with pytest.raises(Refused, match="dài 40000 ký tự, quá mức Excel chứa được"):
        workbook(exported(plan_of(task(1, "a" * 40_000))))


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_any_text_can_be_exported(text: str) -> None:
    sheet = sheet_of(plan_of(task(1, text, notes=text)))
    assert sheet.max_row == 2
    assert sheet["C2"].value == "I.1"
