"""The task table says what is recorded of every row, in the columns of a progress appendix, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cchc_cli.domain.model import Agency, Amendment, Fact, Indicator, Moment, Plan, Reading, Section, Task
from cchc_cli.domain.query import Query, select
from cchc_cli.domain.standing import standings
from cchc_cli.domain.target import read_target
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import State, Status
from cchc_cli.report.document import Document, Paragraph, Row, Style, Table
from cchc_cli.report.task_table import task_table, tasks_document
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load
from tests.report.golden import as_text, check_golden

SIGNED = Path(__file__).parents[2] / "plan" / "2020"
HALF_YEAR = date(2020, 6, 14)
CALENDAR = VietnamCalendar()
UNITS = (Unit("vp", "Văn phòng"), Unit("ngoai", "Sở Nội vụ", outside=True))
COLUMNS = [
    "STT",
    "Nhiệm vụ",
    "Sản phẩm",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời hạn",
    "Kết quả/Tình trạng",
    "Tài liệu kiểm chứng",
    "Ghi chú",
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    plan = load(SIGNED).plan
    assert plan is not None
    return plan


def plan_with(*facts: Fact, deadline: str = "Quý I/2020", **more: Any) -> Plan:
    """Return a plan of one row, led by Văn phòng, with these facts about it."""
    row = Task("I.1", "I", "the_che", "Việc", product="Báo cáo", lead=more.pop("lead", "Văn phòng"), deadline=deadline)
    row = replace(row, **more.pop("row", {}))
    placed = tuple(replace(fact, position=at) for at, fact in enumerate(facts))
    return Plan(
        "02/KH-ABC",
        date(2020, 1, 14),
        2020,
        Agency("Ban Quản lý ABC", short="Ban Quản lý"),
        sections=(Section("I", "Thể chế", "the_che", (row,)),),
        register=Register(UNITS),
        facts={"I.1": placed},
        **more,
    )


def table(plan: Plan, on: date = HALF_YEAR, **window: date) -> Table:
    (block,) = task_table(standings(plan, Moment(on), CALENDAR), plan, **window)
    assert isinstance(block, Table)
    return block


def cell(column: str, plan: Plan, on: date = HALF_YEAR, **window: date) -> list[str]:
    """Return the lines of one cell of the only row."""
    (row,) = (row for row in table(plan, on, **window).rows if not row.heading)
    text = row.cells[COLUMNS.index(column)]
    return text.split("\n") if text else []


def state(plan: Plan, on: date = HALF_YEAR, **window: date) -> list[str]:
    return cell("Kết quả/Tình trạng", plan, on, **window)


def captions(document: Document) -> list[str]:
    blocks = document.appendices[0].blocks
    return [block.text for block in blocks if isinstance(block, Paragraph) and block.style is Style.CAPTION]


def fact(day: str, **said: Any) -> Fact:
    return Fact(date.fromisoformat(day), **said)


def test_the_table_of_the_half_year_stays_as_it_was_looked_at(plan: Plan) -> None:
    moment = Moment(HALF_YEAR)
    document = tasks_document(standings(plan, moment, CALENDAR), plan, moment)
    check_golden("nhiem-vu-2020-06-14.txt", as_text(document))


def test_the_table_of_overdue_tasks_says_how_many_rows_it_holds_of_how_many(plan: Plan) -> None:
    moment = Moment(HALF_YEAR)
    rows = select(standings(plan, moment, CALENDAR), Query(overdue=True), plan.register)
    document = tasks_document(rows, plan, moment, title="Nhiệm vụ quá hạn")
    check_golden("nhiem-vu-qua-han-2020-06-14.txt", as_text(document))
    assert captions(document)[0] == (
        "Tính đến ngày 14/6/2020. Kê 05 trong 36 mục của kế hoạch: "
        "05 nhiệm vụ, 0 chỉ tiêu; trong đó 01 nhiệm vụ do cơ quan ngoài chủ trì."
    )


def test_every_row_of_the_plan_is_in_the_table_once(plan: Plan) -> None:
    rows = table(plan).rows
    assert [row.cells[0] for row in rows if row.heading] == [
        "I. Cải cách thể chế",
        "II. Cải cách thủ tục hành chính",
        "III. Cải cách tổ chức bộ máy hành chính nhà nước",
        "IV. Xây dựng đội ngũ cán bộ, công chức, viên chức",
        "V. Cải cách tài chính công",
        "VI. Hiện đại hóa hành chính nhà nước",
        "VII. Công tác chỉ đạo thực hiện cải cách hành chính",
        "Nhiệm vụ do cơ quan ngoài Ban Quản lý chủ trì",
    ]
    assert sum(not row.heading for row in rows) == 36
    assert all(len(row.cells) == len(COLUMNS) for row in rows if not row.heading)
    assert rows[-1].cells[:2] == ("II.8", next(task.task for task in plan.tasks() if task.id == "II.8"))


def test_the_columns_are_those_of_a_progress_appendix(plan: Plan) -> None:
    assert [column.title for column in table(plan).columns] == COLUMNS


def test_only_sections_that_have_rows_are_named(plan: Plan) -> None:
    rows = select(standings(plan, Moment(HALF_YEAR), CALENDAR), Query(section="V"), plan.register)
    (block,) = task_table(rows, plan)
    assert isinstance(block, Table)
    assert [row.cells[0] for row in block.rows] == ["V. Cải cách tài chính công", "1", "2"]


def test_without_a_row_a_sentence_stands_in_place_of_the_table(plan: Plan) -> None:
    document = tasks_document((), plan, Moment(HALF_YEAR))
    assert captions(document) == ["Tính đến ngày 14/6/2020. Kê 0 trong 36 mục của kế hoạch."]
    assert isinstance(document.appendices[0].blocks[-1], Paragraph)
    assert document.appendices[0].blocks[-1].text == "Không có nhiệm vụ nào để kê."


def test_the_appendix_stands_alone_under_the_plans_number() -> None:
    moment = Moment(HALF_YEAR, known_on=date(2020, 6, 20))
    plan = plan_with()
    document = tasks_document(standings(plan, moment, CALENDAR), plan, moment)
    assert (document.letterhead, document.stored, document.slug) == (None, HALF_YEAR, "Tien-do-nhiem-vu-2020-06-14")
    assert document.title == "Tiến độ thực hiện nhiệm vụ của kế hoạch, tính đến ngày 14/6/2020"
    (appendix,) = document.appendices
    assert appendix.title == "TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ CỦA KẾ HOẠCH"
    assert appendix.note == "(Kế hoạch số 02/KH-ABC ngày 14/01/2020 của Ban Quản lý ABC)"
    assert captions(document)[0] == (
        "Tính đến ngày 14/6/2020, theo những gì đã ghi đến ngày 20/6/2020. 01 mục: 01 nhiệm vụ, 0 chỉ tiêu."
    )


def test_a_task_without_any_report_says_so_once() -> None:
    assert state(plan_with()) == ["Quá hạn, chưa có báo cáo kết quả (trễ 75 ngày)"]
    assert cell("Ghi chú", plan_with()) == []
    assert state(plan_with(deadline="Quý III/2020")) == ["Chưa hoàn thành, trong hạn"]
    assert cell("Ghi chú", plan_with(deadline="Quý III/2020")) == ["Chưa có báo cáo kết quả"]


def test_a_completed_task_has_its_day_and_its_evidence_once_each() -> None:
    plan = plan_with(
        fact("2020-03-02", result="Dự thảo", evidence=("Tờ trình 1", "Báo cáo 2")),
        fact("2020-03-31", status=Status.DONE, evidence=("Báo cáo 2", "Quyết định 3"), note="Đủ hồ sơ."),
    )
    assert state(plan) == ["Hoàn thành đúng hạn, ngày 31/03/2020", "- 02/03/2020: Dự thảo"]
    assert cell("Tài liệu kiểm chứng", plan) == ["- Tờ trình 1", "- Báo cáo 2", "- Quyết định 3"]
    assert cell("Ghi chú", plan) == ["Đủ hồ sơ."]


def test_a_task_completed_late_says_by_how_many_days() -> None:
    plan = plan_with(fact("2020-04-20", status=Status.DONE, note="x" * 201))
    assert state(plan) == ["Hoàn thành quá hạn, ngày 20/04/2020 (sau hạn 20 ngày)"]
    assert cell("Ghi chú", plan) == []


def test_results_are_those_of_the_window_both_days_included() -> None:
    plan = plan_with(
        fact("2020-03-14", result="Trước"),
        fact("2020-03-15", result="Ngày đầu", evidence=("Văn bản 1",)),
        fact("2020-06-13", result="Ngày cuối", period="2020-Q2"),
        fact("2020-06-14", result="Sau", evidence=("Văn bản 2",)),
        deadline="Thường xuyên",
    )
    window = {"since": date(2020, 3, 15), "until": date(2020, 6, 13)}
    assert state(plan, **window) == [
        "Thường xuyên",
        "- 15/03/2020: Ngày đầu",
        "- 13/06/2020 (quý II/2020): Ngày cuối",
    ]
    assert cell("Tài liệu kiểm chứng", plan, **window) == ["Văn bản 1"]
    assert len(state(plan)) == 5


def test_a_completion_before_the_window_keeps_its_day_and_evidence() -> None:
    plan = plan_with(fact("2020-03-02", status=Status.DONE, result="Xong", evidence=("Quyết định 3",)))
    assert state(plan, since=date(2020, 3, 15)) == ["Hoàn thành đúng hạn, ngày 02/03/2020"]
    assert cell("Tài liệu kiểm chứng", plan, since=date(2020, 3, 15)) == ["Quyết định 3"]


def test_what_is_counted_more_than_once_is_added_up() -> None:
    plan = plan_with(
        fact("2020-02-10", quantity=(("bản tin", Decimal(35)),)),
        fact("2020-03-10", result="Đăng tin", quantity=(("bản tin", Decimal(1000)), ("cuộc thi", Decimal(1)))),
        deadline="Thường xuyên",
    )
    assert state(plan, date(2020, 3, 14)) == [
        "Thường xuyên",
        "- 10/02/2020: số lượng: 35 bản tin",
        "- 10/03/2020: Đăng tin; số lượng: 1.000 bản tin, 01 cuộc thi",
        "- Cộng: 1.035 bản tin",
    ]


def test_the_plans_own_words_are_enough_where_the_date_follows_from_them() -> None:
    assert cell("Thời hạn", plan_with()) == ["Quý I/2020"]
    assert cell("Thời hạn", plan_with(deadline="Hàng tháng")) == ["Hàng tháng"]


def test_an_extension_stands_below_the_plans_words_with_its_basis_in_the_notes() -> None:
    plan = plan_with(
        fact("2020-03-20", due=date(2020, 9, 30), basis="Văn bản số 9/UBND", approved_by="Trưởng ban"),
    )
    assert cell("Thời hạn", plan) == ["Quý I/2020", "Hạn 30/09/2020, gia hạn từ 31/03/2020"]
    assert cell("Ghi chú", plan) == ["- Gia hạn theo Văn bản số 9/UBND, Trưởng ban đồng ý", "- Chưa có báo cáo kết quả"]


def test_a_date_brought_forward_is_no_extension() -> None:
    plan = plan_with(fact("2020-02-20", due=date(2020, 2, 29), basis="Văn bản số 8/UBND"))
    assert cell("Thời hạn", plan) == ["Quý I/2020", "Hạn 29/02/2020, điều chỉnh từ 31/03/2020"]
    assert cell("Ghi chú", plan) == ["Thời hạn ấn định theo Văn bản số 8/UBND"]


def test_a_date_fixed_for_somebody_elses_programme_is_named() -> None:
    plan = plan_with(fact("2020-05-20", due=date(2020, 9, 30), basis="Kế hoạch số 99/KH-UBND"),
                     deadline="Theo chương trình của tỉnh")  # fmt: skip
    assert cell("Thời hạn", plan) == ["Theo chương trình của tỉnh", "Hạn 30/09/2020"]
    assert cell("Ghi chú", plan) == ["- Thời hạn ấn định theo Kế hoạch số 99/KH-UBND", "- Chưa có báo cáo kết quả"]


def test_a_term_counted_from_an_event_names_event_and_date() -> None:
    plan = plan_with(fact("2020-06-01", event="Quyết định công bố"), deadline="30 ngày kể từ ngày có quyết định")
    assert cell("Thời hạn", plan) == ["30 ngày kể từ ngày có quyết định", "Hạn 01/07/2020"]
    assert cell("Ghi chú", plan) == ["- Tính hạn từ 01/06/2020: Quyết định công bố", "- Chưa có báo cáo kết quả"]


def test_an_amended_deadline_shows_the_signed_one_and_the_document() -> None:
    amended = Amendment(date(2020, 3, 25), "Kế hoạch số 20/KH-ABC", task="I.1", field="deadline", new="Quý II/2020")
    plan = plan_with(amendments=(amended,))
    assert cell("Thời hạn", plan) == ["Quý II/2020", "(bản ký: Quý I/2020)"]
    assert cell("Ghi chú", plan) == ["- Thời hạn điều chỉnh theo Kế hoạch số 20/KH-ABC", "- Chưa có báo cáo kết quả"]
    assert cell("Thời hạn", plan, date(2020, 3, 24)) == ["Quý I/2020"]


def test_rows_added_and_taken_out_name_the_document() -> None:
    added = Task("I.2", "I", "the_che", "Việc thêm", lead="Văn phòng", deadline="Quý III/2020")
    plan = plan_with(
        amendments=(
            Amendment(date(2020, 3, 1), "Kế hoạch số 20/KH-ABC", removed="I.1"),
            Amendment(date(2020, 3, 1), "Kế hoạch số 21/KH-ABC", added=added, after="I.1", position=1),
        )
    )
    rows = [row.cells for row in table(plan).rows[1:]]
    assert [(row[0], row[6], row[8]) for row in rows] == [
        ("1", "Đưa ra khỏi kế hoạch", "Đưa ra khỏi kế hoạch theo Kế hoạch số 20/KH-ABC"),
        ("2", "Chưa hoàn thành, trong hạn", "- Bổ sung theo Kế hoạch số 21/KH-ABC\n- Chưa có báo cáo kết quả"),
    ]


def test_parts_in_different_states_are_named_one_by_one() -> None:
    plan = plan_with(
        fact("2020-04-10", status=Status.DONE, part="a", evidence=("Quy trình nội bộ",)),
        fact("2020-06-01", due=date(2020, 9, 30), part="b", basis="Kế hoạch số 99/KH-UBND"),
        deadline="- Phối hợp nội bộ: Quý I/2020 - Phối hợp bên ngoài: Theo chương trình chung của tỉnh.",
    )
    assert state(plan) == [
        "Đang thực hiện, trong hạn",
        "a) Phối hợp nội bộ: Hoàn thành quá hạn, ngày 10/04/2020 (sau hạn 10 ngày)",
        "b) Phối hợp bên ngoài: Chưa hoàn thành, trong hạn",
    ]
    assert cell("Thời hạn", plan)[1:] == ["b) Hạn 30/09/2020"]
    assert cell("Tài liệu kiểm chứng", plan) == ["Quy trình nội bộ"]
    assert cell("Ghi chú", plan) == ["b) Thời hạn ấn định theo Kế hoạch số 99/KH-UBND"]


def test_recurring_work_names_the_periods_without_a_result() -> None:
    plan = plan_with(fact("2020-02-05", result="Đã gửi", period="2020-01"), deadline="Hàng tháng")
    assert state(plan, date(2020, 4, 1)) == [
        "Quá hạn chưa hoàn thành (trễ 32 ngày)",
        "- 05/02/2020 (tháng 01/2020): Đã gửi",
    ]
    assert cell("Ghi chú", plan, date(2020, 4, 1)) == ["Thiếu báo cáo tháng 02/2020, tháng 03/2020"]


def test_open_obstacles_are_in_the_notes_until_they_are_resolved() -> None:
    open_one = fact("2020-05-20", obstacle="Thiếu kinh phí", ask="Bổ sung dự toán")
    assert cell("Ghi chú", plan_with(open_one)) == [
        "Vướng mắc (20/05/2020): Thiếu kinh phí; kiến nghị: Bổ sung dự toán"
    ]
    resolved = plan_with(open_one, fact("2020-06-01", resolved="Đã bổ sung"))
    assert cell("Ghi chú", resolved) == []
    assert state(resolved)[1:] == ["- 01/06/2020: đã giải quyết vướng mắc: Đã bổ sung"]


def test_a_reassigned_task_stands_under_its_present_unit() -> None:
    plan = plan_with(fact("2020-03-01", lead="Phòng Doanh nghiệp", basis="Thông báo 7"))
    assert cell("Đơn vị chủ trì", plan) == ["Phòng Doanh nghiệp"]
    assert cell("Ghi chú", plan) == ["Giao Phòng Doanh nghiệp từ 01/03/2020 theo Thông báo 7"]


def test_a_paused_task_says_since_when_and_on_what_basis() -> None:
    plan = plan_with(
        fact("2020-03-01", status=Status.PAUSED, basis="Công văn 5", reason="chờ hướng dẫn"),
        deadline="- Giai đoạn 1: Quý I/2020; - Giai đoạn 2: Quý II/2020",
    )
    assert state(plan) == ["Tạm dừng", "- 01/03/2020: tạm dừng"]
    assert cell("Ghi chú", plan) == ["Tạm dừng từ 01/03/2020 theo Công văn 5: chờ hướng dẫn"]


def test_rows_led_from_outside_stand_apart_under_their_whole_id() -> None:
    assert table(plan_with(lead="Sở Nội vụ")).rows[:2] == (
        Row(("Nhiệm vụ do cơ quan ngoài Ban Quản lý chủ trì",), heading=True),
        Row(
            (
                "I.1",
                "Việc",
                "Báo cáo",
                "Sở Nội vụ",
                "",
                "Quý I/2020",
                "Quá hạn, chưa có báo cáo kết quả (trễ 75 ngày)",
                "",
                "",
            )
        ),
    )


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (None, ["Chưa có số liệu", "Chỉ tiêu: ≥\u00a095%"]),
        (
            Reading(date(2020, 6, 10), Fraction(123400, 1270), Decimal(1270), Decimal(1234), period="2020-Q2"),
            ["Đạt: 1.234/1.270 = 97,17% (10/06/2020, quý II/2020)", "Chỉ tiêu: ≥\u00a095%"],
        ),
        (Reading(date(2020, 6, 10), Fraction(90)), ["Chưa đạt: 90% (10/06/2020)", "Chỉ tiêu: ≥\u00a095%"]),
    ],
)
def test_a_row_that_is_a_target_says_its_reading_against_it(reading: Reading | None, said: list[str]) -> None:
    target = read_target(">= 95 %")
    assert target is not None
    plan = plan_with(
        deadline="",
        row={"indicator": "dung-han"},
        indicators=(Indicator("dung-han", "Đúng hạn", target),),
        readings={"dung-han": (replace(reading, evidence=("Biểu 1",)),)} if reading else {},
    )
    assert state(plan) == said
    assert cell("Tài liệu kiểm chứng", plan) == (["Biểu 1"] if reading else [])
    assert cell("Ghi chú", plan) == []


def test_every_state_has_a_label_in_the_table(plan: Plan) -> None:
    days = [date(2020, 1, 14), HALF_YEAR, date(2020, 12, 31)]
    rows = [row for day in days for row in standings(plan, Moment(day), CALENDAR)]
    seen = {row.state for row in rows}
    assert {State.OVERDUE, State.LATE_START, State.WAITING, State.NOT_MEASURED} <= seen
    assert all(row.cells[6] for day in days for row in table(plan, day).rows if not row.heading)


def test_hostile_words_stay_words() -> None:
    nasty = "<script>alert(1)</script> {{ x }} [/KH-UBND] **a** | b"
    plan = plan_with(fact("2020-03-02", result=nasty, evidence=(nasty,)), row={"task": nasty})
    (row,) = (row for row in table(plan).rows if not row.heading)
    assert row.cells[1] == nasty
    assert row.cells[6].endswith(f"- 02/03/2020: {nasty}")
    assert row.cells[7] == nasty


def test_a_row_that_holds_sub_rows_stands_above_them_in_its_own_words() -> None:
    below = Task("I.3.a", "I", "the_che", "Rà soát", lead="Văn phòng", deadline="Quý I/2020", parent="I.3")
    above = Task("I.3", "I", "the_che", "Hoàn thiện thể chế", product="Văn bản")
    plan = replace(plan_with(), sections=(Section("I", "Thể chế", "the_che", (below,), groups=(above,)),))
    (table,) = task_table(standings(plan, Moment(HALF_YEAR), CALENDAR), plan)
    assert isinstance(table, Table)
    assert [each.cells[:3] for each in table.rows[1:]] == [
        ("3", "Hoàn thiện thể chế", "Văn bản"),
        ("3.a", "Rà soát", ""),
    ]
