"""The periodic reports of the real plan, whole, and of small plans where one rule at a time decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cchc_cli.domain.model import Agency, Fact, Indicator, Moment, Plan, Reading, ReportFile, Section, Task
from cchc_cli.domain.reporting.compile import compile_report
from cchc_cli.domain.reporting.lacks import lacks
from cchc_cli.domain.reporting.outline import placement
from cchc_cli.domain.reporting.statistics import StatisticGroup, StatisticRow, Statistics
from cchc_cli.domain.target import read_target
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import State, Status
from cchc_cli.domain.windows import Reporting, reports
from cchc_cli.report.document import Document, Paragraph, Table, places
from cchc_cli.report.report_document import report_document
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load
from cchc_cli.store.statistics import read_statistics
from tests.report.golden import as_text, check_golden

if TYPE_CHECKING:
    from cchc_cli.domain.reporting.values import Values

SIGNED = Path(__file__).parents[2] / "plan" / "2020"
CALENDAR = VietnamCalendar()
END = dt.date(2020, 12, 31)
UNITS = (Unit("vp", "Văn phòng"), Unit("ngoai", "Sở Nội vụ", outside=True))
FORM = Statistics((StatisticGroup("1", "Chỉ đạo", (StatisticRow("1.1", "Số nhiệm vụ", "nhiệm vụ", "tasks_total"),)),))


@pytest.fixture(scope="module")
def plan() -> Plan:
    plan = load(SIGNED).plan
    assert plan is not None
    return plan


def values_of(plan: Plan, code: str, as_of: dt.date = END, known_on: dt.date | None = None) -> Values:
    report = next(each for each in reports(plan.year, plan.reporting) if each.code == code)
    return compile_report(plan, report, Moment(as_of, known_on), CALENDAR)


def row(task_id: str = "I.1", **more: Any) -> Task:
    given = {
        "section": "I",
        "area": "the_che",
        "task": "Rà soát văn bản",
        "lead": "Văn phòng",
        "deadline": "Quý I/2020",
    }
    return Task(task_id, **(given | more))


def plan_of(*tasks: Task, facts: dict[str, tuple[Fact, ...]] | None = None, **more: Any) -> Plan:
    return Plan(
        number="02/KH-ABC",
        date=dt.date(2020, 1, 14),
        year=2020,
        agency=Agency("Ban ABC", code="ABC"),
        place="Đồng Nai",
        sections=(Section("I", "Cải cách thể chế", "the_che", tuple(tasks)),),
        register=Register(UNITS),
        facts=facts or {},
        **more,
    )


def lines(document: Document, under: str) -> list[str]:
    """Return the lines between a heading and the next one."""
    found: list[str] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Table):
            continue
        if block.style in {"part", "section", "point"}:
            inside = block.text == under
        elif inside:
            found.append(block.text)
    return found


def document_of(plan: Plan, code: str, written: ReportFile | None = None) -> Document:
    return report_document(values_of(plan, code), written, FORM)


@pytest.mark.parametrize("code", ["2020-Q1", "2020-H1", "2020-Q3", "2020"])
def test_the_reports_of_2020_read_as_their_golden_documents(plan: Plan, code: str) -> None:
    document = report_document(values_of(plan, code), None, read_statistics(SIGNED))
    check_golden(f"bao-cao-{code}.txt", as_text(document))


def test_quarter_one_accounts_for_every_row_of_the_plan(plan: Plan) -> None:
    values = values_of(plan, "2020-Q1")
    figures = values.figures
    assert (values.report.start, values.report.end) == (dt.date(2019, 12, 15), dt.date(2020, 3, 14))
    assert (figures.total, figures.tasks, figures.indicators, figures.outside) == (36, 35, 1, 1)
    assert figures.own.total() + figures.outside + figures.indicators == 36
    assert [each.task.id for each in values.completed] == ["VII.1"]
    assert values.overdue == ()
    in_time = {each.task.id for each in values.rows if each.state is State.IN_TIME}
    assert {"II.5", "II.6", "II.10"} <= in_time


def test_the_half_year_holds_the_published_results_in_their_areas(plan: Plan) -> None:
    values = values_of(plan, "2020-H1")
    found = {
        chapter.code: sorted({entry.row.task.id for entry in chapter.results})
        for chapter in (*values.steering, *values.areas)
        if chapter.results
    }
    assert found == {"I.1": ["VII.1"], "I.3": ["VII.3"], "I.4": ["VII.2"], "II.2": ["II.1", "II.15"]}
    counted = {each.name: each.amount for chapter in values.steering for each in chapter.quantities}
    assert counted == {"đơn vị được kiểm tra": 9, "bản tin văn bản pháp luật": 35, "bản tin CCHC": 15}


def test_a_task_completed_after_the_cut_off_is_still_in_time_in_the_report() -> None:
    done = Fact(dt.date(2020, 3, 20), status=Status.DONE)
    plan = plan_of(row(), facts={"I.1": (done,)})
    assert [each.state for each in values_of(plan, "2020-Q1").rows] == [State.IN_TIME]
    assert [each.state for each in values_of(plan, "2020-H1").rows] == [State.DONE_ON_TIME]


def test_a_report_made_before_its_cut_off_says_so_and_takes_the_states_of_its_own_day() -> None:
    plan = plan_of(row())
    values = values_of(plan, "2020-H1", as_of=dt.date(2020, 4, 2))
    assert values.moment.as_of == dt.date(2020, 4, 2)
    opening = report_document(values, None, FORM).blocks[0]
    assert isinstance(opening, Paragraph)
    assert opening.text.endswith(
        "(số liệu từ ngày 15/12/2019 đến ngày 14/6/2020; kỳ số liệu chưa kết thúc, tính đến ngày 02/4/2020) như sau:"
    )


def test_only_what_is_dated_in_the_window_is_reported_and_both_ends_count() -> None:
    days = (dt.date(2019, 12, 14), dt.date(2019, 12, 15), dt.date(2020, 3, 14), dt.date(2020, 3, 15))
    facts = tuple(Fact(day, result=f"Kết quả ngày {day:%d/%m}", position=at) for at, day in enumerate(days))
    found = values_of(plan_of(row(deadline="Thường xuyên"), facts={"I.1": facts}), "2020-Q1").areas[0].results
    assert [entry.fact.result for entry in found] == ["Kết quả ngày 15/12", "Kết quả ngày 14/03"]


def test_quarter_three_prints_what_was_counted_in_it_and_since_the_year_began() -> None:
    first = Fact(dt.date(2020, 2, 1), result="Đợt một", quantity=(("bản tin", Decimal(10)),))
    second = Fact(dt.date(2020, 7, 1), result="Đợt hai", quantity=(("bản tin", Decimal(5)),), position=1)
    plan = plan_of(row(deadline="Thường xuyên"), facts={"I.1": (first, second)})
    assert lines(document_of(plan, "2020-Q3"), "Những kết quả chủ yếu đã đạt được")[:3] == [
        "Đợt hai (mục I.1; ngày 01/7/2020; số lượng: 05 bản tin).",
        "Số lượng trong kỳ: 05 bản tin.",
        "Lũy kế từ đầu năm: 02 kết quả (mục I.1); số lượng: 15 bản tin.",
    ]


def test_overdue_work_gives_the_reason_recorded_or_that_nothing_was_reported() -> None:
    held = Fact(dt.date(2020, 4, 2), obstacle="Chờ hướng dẫn của Bộ.", ask="Đề nghị Sở Nội vụ hướng dẫn")
    begun = Fact(dt.date(2020, 2, 3), status=Status.STARTED)
    plan = plan_of(row(), row("I.2"), row("I.3"), facts={"I.1": (held,), "I.2": (begun,)})
    said = lines(document_of(plan, "2020-H1"), "Về kế hoạch cải cách hành chính")
    start = said.index("Quá hạn chưa hoàn thành: 03 nhiệm vụ:")
    assert said[start + 1 : start + 4] == [
        "Rà soát văn bản (mục I.1; Văn phòng chủ trì; hạn 31/3/2020; quá hạn 75 ngày): Chờ hướng dẫn của Bộ.",
        "Rà soát văn bản (mục I.2; Văn phòng chủ trì; hạn 31/3/2020; quá hạn 75 ngày): báo cáo gần nhất ngày 03/02/2020, chưa nêu nguyên nhân.",
        "Rà soát văn bản (mục I.3; Văn phòng chủ trì; hạn 31/3/2020; quá hạn 75 ngày): chưa có báo cáo kết quả.",
    ]
    assert lines(document_of(plan, "2020-H1"), "Kiến nghị, đề xuất")[0] == (
        "Đề nghị Sở Nội vụ hướng dẫn (vướng mắc: Chờ hướng dẫn của Bộ; mục I.1)."
    )


def test_extended_work_is_said_to_be_extended_with_its_basis() -> None:
    longer = Fact(dt.date(2020, 3, 1), due=dt.date(2020, 9, 30), basis="Công văn số 5/ABC ngày 01/3/2020")
    said = lines(document_of(plan_of(row(), facts={"I.1": (longer,)}), "2020-H1"), "Về kế hoạch cải cách hành chính")
    assert (
        "Được gia hạn: Rà soát văn bản (mục I.1; Văn phòng chủ trì; hạn 30/9/2020, gia hạn từ 31/3/2020; "
        "theo Công văn số 5/ABC ngày 01/3/2020)."
    ) in said


def test_the_next_period_holds_what_falls_due_to_the_end_of_its_last_month_and_what_is_carried_over() -> None:
    plan = plan_of(
        row(deadline="Tháng 02/2020"), row("I.2", deadline="Quý II/2020"), row("I.3", deadline="Tháng 7/2020")
    )
    ahead = values_of(plan, "2020-Q1").ahead
    assert ahead.window.title == "quý II năm 2020"
    assert [each.task.id for each in ahead.due] == ["I.2"]
    assert [each.task.id for each in ahead.carried] == ["I.1"]


def test_rows_led_from_outside_are_in_no_rate_and_said_apart() -> None:
    plan = plan_of(row(lead="Sở Nội vụ"), row("I.2"))
    values = values_of(plan, "2020-H1")
    assert [each.task.id for each in values.overdue] == ["I.2"]
    assert [each.task.id for each in values.outside] == ["I.1"]
    assert str(values.figures.completion) == "0/1 (0%)"


@pytest.mark.parametrize(
    ("ongoing", "code", "completion"),
    [
        ("separate", "2020-H1", "0/2 (0%)"),
        ("if_reported", "2020-H1", "1/2 (50%)"),
        ("year_end", "2020-H1", "0/2 (0%)"),
        ("if_reported", "2020", "0/2 (0%)"),
    ],
)
def test_ongoing_work_counts_as_the_agency_has_set(ongoing: Any, code: str, completion: str) -> None:
    told = Fact(dt.date(2020, 5, 4), result="Đã rà soát 12 văn bản")
    plan = plan_of(
        row(deadline="Thường xuyên"), row("I.2"), facts={"I.1": (told,)}, reporting=Reporting(ongoing=ongoing)
    )
    figures = values_of(plan, code).figures
    assert str(figures.completion) == completion
    assert str(figures.completion_of_dated) == "0/1 (0%)"


def test_the_yearly_report_alone_carries_the_assessment_of_31_december() -> None:
    told = Fact(dt.date(2020, 5, 4), result="Đã rà soát")
    late = Fact(dt.date(2020, 12, 20), status=Status.DONE)
    plan = plan_of(
        row(deadline="Thường xuyên"), row("I.2", deadline="Tháng 12/2020"), facts={"I.1": (told,), "I.2": (late,)}
    )
    values = values_of(plan, "2020")
    assert values.year_end is not None
    assert str(values.figures.completion) == "0/2 (0%)"
    assert str(values.year_end.figures.completion) == "2/2 (100%)"
    assert values_of(plan, "2020-Q3").year_end is None


def test_an_indicator_is_judged_by_its_reading_of_the_window_and_shows_the_one_before() -> None:
    target = read_target(">= 95 %")
    assert target is not None
    readings = (
        Reading(dt.date(2020, 3, 10), Fraction(97)),
        Reading(dt.date(2020, 6, 10), Fraction(94), position=1),
    )
    plan = plan_of(row(), indicators=(Indicator("dung-han", "Đúng hạn", target),), readings={"dung-han": readings})
    seen = {code: values_of(plan, code).indicators[0] for code in ("2020-Q1", "2020-H1", "2020-Q3")}
    assert [(line.state.value, line.reading and line.reading.value, line.before and line.before.value)
            for line in seen.values()] == [("met", 97, None), ("not_met", 94, 97), ("not_measured", None, 94)]  # fmt: skip


def test_steering_tasks_stand_under_the_heading_their_words_name_unless_the_plan_says_otherwise() -> None:
    def steering(task_id: str, task: str) -> Task:
        return row(task_id, area="chi_dao_dieu_hanh", task=task)

    tasks = (
        steering("I.1", "Ban hành Kế hoạch kiểm tra và Kế hoạch tuyên truyền"),
        steering("I.2", "Tăng cường kiểm tra công vụ"),
        steering("I.3", "Thực hiện thông tin, tuyên truyền về cải cách hành chính"),
        steering("I.4", "Họp giao ban cải cách hành chính"),
        steering("I.5", "Kiểm tra đột xuất"),
    )
    plan = plan_of(*tasks, reporting=Reporting(places=(("I.5", "I.2"),)))
    assert placement(plan) == {"I.1": "I.1", "I.2": "I.3", "I.3": "I.4", "I.4": "I.2", "I.5": "I.2"}


def test_areas_a_plan_adds_come_after_the_six() -> None:
    plan = replace(
        plan_of(row()),
        sections=(
            Section("I", "Chuyển đổi số", "chuyen_doi_so", (row(area="chuyen_doi_so"),)),
            Section("II", "Dân chủ cơ sở", "", (row("II.1", section="II", area=""),)),
        ),
    )
    values = values_of(plan, "2020-Q1")
    assert [(each.code, each.title) for each in values.areas[5:]] == [
        ("II.6", "Xây dựng chính quyền điện tử, chính quyền số"),
        ("II.7", "Chuyển đổi số"),
        ("II.8", "Dân chủ cơ sở"),
    ]
    assert [each.task.id for each in values.areas[7].rows] == ["II.1"]


def test_texts_people_wrote_fill_their_places_and_the_others_stay_marked() -> None:
    written = ReportFile("2020-Q1", texts=(("I.2", "Đã họp hai lần.\n- Lần một;\n- Lần hai."), ("V", "Không có.")))
    document = document_of(plan_of(row()), "2020-Q1", written)
    assert lines(document, "Về tổ chức chỉ đạo, điều hành cải cách hành chính") == [
        "Đã họp hai lần.",
        "Lần một;",
        "Lần hai.",
    ]
    assert lines(document, "Kiến nghị, đề xuất")[0] == "Không có."
    assert places(document)[:2] == (
        "[Cần bổ sung mục I.3: về kiểm tra cải cách hành chính]",
        "[Cần bổ sung mục I.4: về công tác thông tin, tuyên truyền cải cách hành chính]",
    )


def test_what_was_recorded_later_does_not_change_a_report_as_known_on_its_day() -> None:
    early = Fact(dt.date(2020, 3, 1), recorded=dt.date(2020, 3, 10), result="Đã báo cáo")
    late = Fact(dt.date(2020, 3, 2), recorded=dt.date(2020, 5, 1), status=Status.DONE, position=1)
    before = plan_of(row(), facts={"I.1": (early,)})
    after = plan_of(row(), facts={"I.1": (early, late)})
    issued = dt.date(2020, 3, 18)
    documents = [report_document(values_of(each, "2020-Q1", known_on=issued), None, FORM) for each in (before, after)]
    assert as_text(documents[0]) == as_text(documents[1])
    assert as_text(report_document(values_of(after, "2020-Q1"), None, FORM)) != as_text(documents[0])


def test_what_is_missing_before_signing_is_listed_by_kind() -> None:
    target = read_target(">= 95 %")
    assert target is not None
    done = Fact(dt.date(2020, 2, 1), status=Status.DONE)
    plan = plan_of(
        row(),
        row("I.2", lead="Phòng A", deadline="Tháng 02/2020"),
        facts={"I.1": (done,)},
        indicators=(Indicator("dung-han", "Đúng hạn", target),),
    )
    found = lacks(values_of(plan, "2020-Q1"))
    assert [(each.kind, each.subject, each.ids) for each in found] == [
        ("unit", "Phòng A", ("I.2",)),
        ("evidence", "Rà soát văn bản", ("I.1",)),
        ("reason", "Rà soát văn bản", ("I.2",)),
        ("reading", "Đúng hạn", ("dung-han",)),
    ]


def test_every_row_and_column_of_the_table_by_area_adds_up(plan: Plan) -> None:
    for code in ("2020-Q1", "2020-H1", "2020-Q3", "2020"):
        table = next(each for each in document_of(plan, code).blocks if isinstance(each, Table))
        cells = [[int(cell) for cell in each.cells[1:]] for each in table.rows]
        assert all(line[0] == sum(line[1:]) for line in cells)
        assert cells[-1] == [sum(column) for column in zip(*cells[:-1], strict=True)]
