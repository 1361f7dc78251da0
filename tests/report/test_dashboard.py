"""The overview page: its figures are those of the plan at the moment, and its file asks nobody anything."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_cli.domain.model import Agency, Fact, Indicator, Moment, Plan, Reading, Section, Task
from cchc_cli.domain.standing import standings
from cchc_cli.domain.target import Target
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import State, Status
from cchc_cli.report.board import Board, compile_board
from cchc_cli.report.board.times import left_out
from cchc_cli.report.dashboard import dashboard, file_name
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load

ROOT = Path(__file__).resolve().parent.parent.parent
JUNE = Moment(dt.date(2020, 6, 14))


@cache
def plan_2020() -> Plan:
    plan = load(ROOT / "plan" / "2020").plan
    assert plan is not None
    return plan


def board_of(plan: Plan, moment: Moment = JUNE) -> Board:
    return compile_board(plan, standings(plan, moment, VietnamCalendar()), moment)


def page_of(plan: Plan, moment: Moment = JUNE) -> str:
    return dashboard(plan, standings(plan, moment, VietnamCalendar()), moment)


@cache
def june() -> Board:
    return board_of(plan_2020())


@cache
def june_page() -> str:
    return page_of(plan_2020())


UNITS = Register((
    Unit("vp", "Văn phòng"),
    Unit("dn", "Phòng Doanh nghiệp"),
    Unit("nhom", "Các phòng chuyên môn", members=("vp", "dn")),
    Unit("tinh", "UBND tỉnh", outside=True),
))  # fmt: skip


def small_plan(*tasks: Task, facts: dict[str, tuple[Fact, ...]] | None = None, **changed: object) -> Plan:
    section = Section("I", "Cải cách thể chế", "the_che", tasks)
    plan = Plan("01/KH-ABC", dt.date(2020, 1, 14), 2020, Agency("Ban ABC"), sections=(section,), register=UNITS)
    return replace(plan, facts=facts or {}, **changed)  # type: ignore[arg-type]


def task(deadline: str, lead: str = "Văn phòng", number: int = 1, **changed: str) -> Task:
    return replace(Task(f"I.{number}", "I", "the_che", "Việc", lead=lead, deadline=deadline), **changed)  # type: ignore[arg-type]


class Reader(HTMLParser):
    """Reads a page: its elements, attributes and texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_head_names_plan_agency_and_moment() -> None:
    board = june()
    assert (board.title, board.agency, board.document, board.moment) == (
        "Cải cách hành chính năm 2020 của Ban Quản lý các Khu công nghiệp Đồng Nai",
        "Ban Quản lý các Khu công nghiệp Đồng Nai",
        "Kế hoạch số 01/KH-KCNĐN ngày 14/01/2020",
        "Tính đến 14/06/2020",
    )
    known = board_of(plan_2020(), Moment(dt.date(2020, 6, 30), dt.date(2020, 6, 14)))
    assert known.moment == "Tính đến 30/06/2020, theo những gì đã ghi đến 14/06/2020"


def test_the_counts_of_june_2020_are_those_of_the_plan_and_say_what_they_count() -> None:
    counts = june().counts
    assert counts.totals == "36 mục: 35 nhiệm vụ, 01 chỉ tiêu; trong đó 01 nhiệm vụ do cơ quan ngoài chủ trì"
    assert [(each.label, each.count) for each in counts.official] == [
        ("Hoàn thành đúng hạn", 1),
        ("Hoàn thành quá hạn", 0),
        ("Chưa hoàn thành, trong hạn", 3),
        ("Quá hạn chưa hoàn thành", 3),
    ]
    assert [(each.label, each.count) for each in counts.undated] == [
        ("Chưa có báo cáo triển khai", 1),
        ("Thường xuyên", 4),
        ("Thường xuyên, chưa báo cáo kết quả trong kỳ", 9),
        ("Chờ ấn định thời hạn", 13),
    ]
    assert sum(each.count for each in counts.official + counts.undated) == counts.own == 34
    assert counts.rates == (
        ("Đã hoàn thành trên số nhiệm vụ của cơ quan", "1/34 (2,94%)"),
        ("Không kể việc thường xuyên, định kỳ, đột xuất", "1/22 (4,55%)"),
        ("Đã hoàn thành trên số đã hoàn thành và quá hạn", "1/4 (25%)"),
        ("Hoàn thành đúng hạn trên số đã hoàn thành và quá hạn", "1/4 (25%)"),
    )


def test_on_the_cut_off_of_the_first_quarter_its_tasks_are_in_time_and_due_soon() -> None:
    counts = board_of(plan_2020(), Moment(dt.date(2020, 3, 14))).counts
    assert [each.count for each in counts.official] == [1, 0, 7, 0]
    assert counts.soon == 4


def test_sections_count_the_agencys_own_tasks_and_name_what_they_leave_out() -> None:
    bars = june().sections
    assert [(each.id, each.total, each.aside) for each in bars] == [
        ("I", 2, ""),
        ("II", 16, "không kể 01 nhiệm vụ do cơ quan ngoài chủ trì, 01 chỉ tiêu"),
        ("III", 5, ""),
        ("IV", 2, ""),
        ("V", 2, ""),
        ("VI", 4, ""),
        ("VII", 3, ""),
    ]
    assert [(each.state, each.count) for each in bars[1].tallies] == [
        (State.OVERDUE, 3), (State.ONGOING, 2), (State.STALE, 7), (State.WAITING, 4),
    ]  # fmt: skip


def test_the_steps_of_june_2020_rise_with_the_deadlines_in_force_and_the_completions() -> None:
    steps = june().steps
    assert steps.planned == (
        (dt.date(2020, 1, 31), 1),
        (dt.date(2020, 3, 31), 4),
        (dt.date(2020, 9, 30), 5),
        (dt.date(2020, 10, 31), 6),
        (dt.date(2020, 11, 30), 7),
    )
    assert steps.done == ((dt.date(2020, 1, 21), 1),)
    assert (steps.planned_by_now, steps.planned_total, steps.done_total) == (4, 7, 1)


def test_the_timeline_of_june_2020_says_each_deadline_in_words() -> None:
    line = june().timeline
    assert [f"{mark.id}: {mark.said}" for mark in line.marks] == [
        "II.8: hạn 31/01/2020, trễ 135 ngày, thiếu 5 kỳ, cơ quan ngoài",
        "VII.1: hạn 31/01/2020, hoàn thành 21/01/2020",
        "II.5: hạn 31/03/2020, trễ 75 ngày",
        "II.6: hạn 31/03/2020, trễ 75 ngày",
        "II.10: hạn 31/03/2020, trễ 75 ngày",
        "IV.2: hạn 30/09/2020, còn 108 ngày",
        "V.1: hạn 31/10/2020, còn 139 ngày",
        "I.2: hạn 30/11/2020, còn 169 ngày",
    ]
    assert left_out(line) == ""


def test_a_timeline_of_two_hundred_rows_keeps_the_most_urgent_and_says_so() -> None:
    months = [f"Tháng {1 + number % 12:02d}/2020" for number in range(200)]
    board = board_of(small_plan(*(task(month, number=at) for at, month in enumerate(months))))
    assert (len(board.timeline.marks), board.timeline.total) == (24, 200)
    assert {mark.due.month for mark in board.timeline.marks} == {1, 2}
    assert left_out(board.timeline) == (
        "Hiện 24 trong 200 mục có ngày hạn: quá hạn lâu nhất trước, rồi đến mục sắp tới hạn. "
        "Đủ các mục ở bảng bên dưới."
    )


def test_an_extended_row_keeps_its_first_date_in_the_timeline() -> None:
    moved = Fact(dt.date(2020, 3, 20), due=dt.date(2020, 9, 30), basis="Công văn 12")
    (mark,) = board_of(small_plan(task("Quý I/2020"), facts={"I.1": (moved,)})).timeline.marks
    assert (mark.due, mark.first_due) == (dt.date(2020, 9, 30), dt.date(2020, 3, 31))
    assert mark.said == "hạn 30/09/2020 (gia hạn, hạn đầu 31/03/2020), còn 108 ngày"


def test_a_row_done_late_has_its_day_and_counts_as_done_from_it() -> None:
    done = Fact(dt.date(2020, 5, 4), status=Status.DONE)
    board = board_of(small_plan(task("Quý I/2020"), task("Thường xuyên", number=2), facts={"I.1": (done,)}))
    (mark,) = board.timeline.marks
    assert (mark.state, mark.done) == (State.DONE_LATE, dt.date(2020, 5, 4))
    assert board.steps.done == ((dt.date(2020, 5, 4), 1),)


def test_completed_tasks_without_a_date_and_recurring_ones_are_named_beside_the_steps() -> None:
    done = Fact(dt.date(2020, 5, 4), status=Status.DONE)
    steps = board_of(small_plan(task("Thường xuyên"), task("Hàng tháng", number=2), facts={"I.1": (done,)})).steps
    assert (steps.planned, steps.done, steps.undated, steps.recurring) == ((), (), 1, 1)


def test_the_scale_holds_the_year_and_no_more_than_its_neighbours() -> None:
    far = board_of(small_plan(task("Tháng 5/2031"), task("Tháng 11/2020", number=2))).scale
    assert (far.start, far.end) == (dt.date(2020, 1, 1), dt.date(2021, 12, 31))


def test_indicators_have_their_reading_and_the_one_before() -> None:
    indicator = Indicator("dung-han", "Hồ sơ đúng hạn", Target(">=", Decimal(95), "%"), source="KH.II.2.b.5")
    readings = (
        Reading(dt.date(2020, 3, 14), Fraction(93), period="2020-Q1"),
        Reading(dt.date(2020, 6, 14), Fraction(972, 10), period="2020-H1"),
        Reading(dt.date(2020, 9, 14), Fraction(99), period="2020-Q3"),
    )
    (bullet,) = board_of(small_plan(indicators=(indicator,), readings={"dung-han": readings})).bullets
    assert (bullet.target, bullet.label) == ("≥\u00a095%", "Đạt")
    assert bullet.reading == "97,2% (6 tháng đầu năm 2020), ngày 14/06/2020"
    assert bullet.earlier == "93% (quý I/2020), ngày 14/03/2020"
    assert (bullet.value, bullet.before, bullet.top) == (Fraction(972, 10), Fraction(93), Fraction(100))


def test_an_indicator_without_a_reading_says_so() -> None:
    bullets = june().bullets
    assert len(bullets) == 13
    assert {(each.label, each.value, each.reading) for each in bullets} == {("Chưa có số liệu", None, "")}
    assert june_page().count(": chưa có số liệu</span>") == 13


def test_a_small_target_has_a_scale_on_which_it_is_seen() -> None:
    (bullet,) = [each for each in june().bullets if each.target == "<\u00a01,3%"]
    assert bullet.top == Fraction(26, 10)


def test_who_has_not_reported_in_june_2020_is_named_by_unit() -> None:
    owing = [(unit.name, [row.id for row in unit.rows]) for unit in june().owing]
    assert owing == [
        ("Các bộ phận chuyên môn", ["II.4"]),
        ("Văn phòng", ["II.5", "II.6", "II.7", "II.9", "II.12", "II.16", "III.5", "VI.1", "VI.4"]),
        ("Bộ phận chuyên môn có thủ tục liên thông", ["II.10", "II.11"]),
        ("Bộ phận Một cửa tại TT HCC tỉnh", ["II.13"]),
        ("Lãnh đạo Ban", ["VI.1"]),
    ]
    assert june().owing[0].note == "Nhóm gồm: Phòng Doanh nghiệp, Văn phòng Đại diện, Bộ phận Một cửa tại TT HCC tỉnh"
    assert june().owing[1].rows[0].said == "Quá hạn, chưa có báo cáo kết quả, hạn 31/03/2020, trễ 75 ngày"
    assert june().owing_outside == "Không kể 01 nhiệm vụ do cơ quan ngoài chủ trì (II.8)."


def test_of_a_group_those_are_named_who_have_not_reported() -> None:
    result = Fact(dt.date(2020, 6, 1), result="Đã rà soát", by="Phòng Doanh nghiệp")
    board = board_of(small_plan(task("Thường xuyên", "Các phòng chuyên môn"), facts={"I.1": (result,)}))
    (unit,) = board.owing
    assert (unit.name, unit.note) == ("Các phòng chuyên môn", "Nhóm gồm: Văn phòng, Phòng Doanh nghiệp")
    assert [row.said for row in unit.rows] == ["đã báo cáo: Phòng Doanh nghiệp; chưa có báo cáo: Văn phòng"]


def test_a_report_for_the_whole_group_leaves_nobody_out() -> None:
    result = Fact(dt.date(2020, 6, 1), result="Đã rà soát", by="Các phòng chuyên môn")
    assert board_of(small_plan(task("Thường xuyên", "Các phòng chuyên môn"), facts={"I.1": (result,)})).owing == ()


def test_an_overdue_row_that_was_reported_on_is_late_but_not_silent() -> None:
    started = Fact(dt.date(2020, 3, 1), status=Status.STARTED)
    board = board_of(small_plan(task("Quý I/2020"), facts={"I.1": (started,)}))
    assert board.owing == ()
    assert [mark.state for mark in board.timeline.marks] == [State.OVERDUE]


def test_open_obstacles_stand_with_what_is_asked() -> None:
    facts = (
        Fact(dt.date(2020, 4, 1), obstacle="Đã cũ"),
        Fact(dt.date(2020, 4, 20), resolved="Đã cấp"),
        Fact(dt.date(2020, 5, 20), obstacle="Chưa có kinh phí", ask="Sở Tài chính bố trí", by="Văn phòng"),
    )
    (found,) = board_of(small_plan(task("Quý I/2020"), facts={"I.1": facts})).obstacles
    assert (found.id, found.lead, found.text, found.ask) == (
        "I.1",
        "Văn phòng",
        "Chưa có kinh phí",
        "Sở Tài chính bố trí",
    )
    assert found.said == "ghi ngày 20/05/2020, Văn phòng báo cáo"


def test_the_table_has_every_row_once_and_those_led_from_outside_last() -> None:
    groups = june().groups
    assert sum(len(group.lines) for group in groups) == 36
    assert [group.title for group in groups][-1] == "Do cơ quan ngoài chủ trì (kê riêng, không tính vào tỷ lệ)"
    assert [line.id for line in groups[-1].lines] == ["II.8"]
    assert groups[0].title == "I. Cải cách thể chế"


def test_a_line_of_the_table_says_what_was_last_achieved_and_how_it_is_shown() -> None:
    lines = {line.id: line for group in june().groups for line in group.lines}
    assert lines["VII.1"].results == (
        "Hoàn thành 21/01/2020",
        "21/01/2020: Ban hành Kế hoạch kiểm tra cải cách hành chính, kiểm soát thủ tục hành chính, đánh giá ISO, "
        "phòng chống tham nhũng năm 2020",
    )
    assert lines["VII.1"].evidence == (
        "Kế hoạch số 01/KH-KCNĐN ngày 14/01/2020",
        "Kế hoạch số 05/KH-KCNĐN ngày 21/01/2020",
        "Kế hoạch số 06/KH-KCNĐN ngày 21/01/2020",
    )
    assert lines["VII.2"].results == (
        "14/06/2020 (6 tháng đầu năm 2020): Đăng 35 bản tin văn bản pháp luật, 15 bản tin CCHC; phát động cuộc thi "
        "trong cơ quan và tham gia cuộc thi của tỉnh (35 bản tin văn bản pháp luật, 15 bản tin CCHC)",
    )
    assert lines["II.5"].results == ("Chưa có báo cáo kết quả",)
    assert lines["II.5"].timing == ("hạn 31/03/2020", "trễ 75 ngày")
    assert lines["II.5"].label == "Quá hạn, chưa có báo cáo kết quả"
    assert lines["II.14"].results == ("Chưa có số liệu",)
    assert lines["II.8"].notes == ("thiếu 5 kỳ (tháng 01/2020 đến tháng 05/2020)",)


def test_a_report_that_is_no_result_stands_as_what_it_is() -> None:
    hinder = Fact(dt.date(2020, 5, 20), obstacle="Chưa có kinh phí")
    ((line,),) = [group.lines for group in board_of(small_plan(task("Quý I/2020"), facts={"I.1": (hinder,)})).groups]
    assert line.results == ("Chưa có báo cáo kết quả", "20/05/2020: vướng mắc: Chưa có kinh phí")
    assert (line.states, line.notes, line.reported) == ("overdue obstacle", ("đang có vướng mắc",), "")


def test_a_member_of_a_group_finds_the_rows_of_the_group() -> None:
    lines = {line.id: line for group in june().groups for line in group.lines}
    assert lines["II.2"].units.split() == [
        "cac-bo-phan-chuyen-mon", "phong-doanh-nghiep", "van-phong-dai-dien", "bo-phan-mot-cua",
    ]  # fmt: skip
    choices = {choice.key: choice.label for choice in june().choices_of_unit}
    assert choices["van-phong-dai-dien"] == "Văn phòng Đại diện"
    assert [choice.label for choice in june().choices_of_unit if choice.outside] == ["Văn phòng UBND tỉnh"]


def test_states_are_offered_worst_first_and_only_those_there_are() -> None:
    assert [choice.label for choice in june().choices_of_state] == [
        "Quá hạn chưa hoàn thành",
        "Chưa có báo cáo triển khai",
        "Thường xuyên, chưa báo cáo kết quả trong kỳ",
        "Chưa hoàn thành, trong hạn",
        "Chờ ấn định thời hạn",
        "Thường xuyên",
        "Hoàn thành đúng hạn",
        "Chưa có số liệu",
    ]


def test_the_footer_says_what_the_figures_rest_on() -> None:
    assert june().rests_on == "Theo những gì đã ghi: 9 mục tiến độ, 0 số liệu chỉ tiêu; mục gần nhất ngày 14/06/2020."
    assert "không có nghĩa là chưa làm" in june_page()
    assert board_of(small_plan()).rests_on == "Theo những gì đã ghi: 0 mục tiến độ, 0 số liệu chỉ tiêu."


def test_nothing_is_counted_that_happened_or_was_known_later() -> None:
    early = board_of(plan_2020(), Moment(dt.date(2020, 2, 1)))
    assert early.rests_on == "Theo những gì đã ghi: 5 mục tiến độ, 0 số liệu chỉ tiêu; mục gần nhất ngày 21/01/2020."
    unknown = board_of(plan_2020(), Moment(dt.date(2020, 6, 14), dt.date(2020, 6, 14)))
    assert unknown.rests_on == "Theo những gì đã ghi: 0 mục tiến độ, 0 số liệu chỉ tiêu."


def test_the_page_of_the_plan_is_under_150_kb() -> None:
    assert len(june_page().encode()) < 150_000


def test_the_page_may_load_nothing_and_run_only_its_own_script_and_styles() -> None:
    page = june_page()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    hashes = {}
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        hashes[tag] = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    assert policy[1].replace("&#39;", "'") == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    reader = Reader(page)
    assert {name for name, _ in reader.attributes} & {"style", "src", "srcset", "action", "onclick", "onload"} == set()
    assert [value for name, value in reader.attributes if name == "href" and not str(value).startswith("#")] == []
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_every_chart_has_a_name_and_says_what_it_shows() -> None:
    charts = re.findall(r'<svg class="chart" role="img"[^>]*>(.{0,40})', june_page(), re.DOTALL)
    assert len(charts) == 7 + 1 + 13 + 8
    assert [each for each in charts if not each.startswith("<title>")] == []
    assert june_page().count("<desc>") == len(charts)


def test_the_file_has_a_speaking_name() -> None:
    assert file_name(plan_2020()) == "tong-quan-cchc-2020.html"


def test_a_plan_without_rows_has_a_page_that_says_so() -> None:
    page = page_of(small_plan())
    assert "Chưa nhiệm vụ nào của cơ quan có ngày hạn." in page
    assert "Chưa mục nào có ngày hạn." in page
    assert "Kế hoạch chưa khai chỉ tiêu nào." in page
    assert "Chưa ghi khó khăn, vướng mắc nào." in page


HOSTILE = (
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "<img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">',
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}{{ ''.__class__ }}",
    "</title></desc></svg>",
    "-->",
    "Đ" * 10_000,
)


def hostile_plan(text: str) -> Plan:
    row = replace(task(text, text), task=text, product=text, support=text, notes=text)
    fact = Fact(dt.date(2020, 2, 1), result=text, by=text, evidence=(text,), quantity=((text, Decimal(1)),))
    hinder = Fact(dt.date(2020, 2, 2), obstacle=text, ask=text, by=text)
    plan = small_plan(
        row, replace(row, id="I.2", deadline="Tháng 01/2020"), facts={"I.1": (fact, hinder), "I.2": (hinder,)}
    )
    indicator = Indicator("a", text, Target(">=", Decimal(95), text), source=text)
    readings = {"a": (Reading(dt.date(2020, 3, 1), Fraction(1), period=text),)}
    section = replace(plan.sections[0], title=text)
    return replace(
        plan,
        subject=text,
        number=text,
        agency=Agency(text),
        sections=(section,),
        indicators=(indicator,),
        readings=readings,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_text(text: str) -> None:
    reader, plain = Reader(page_of(hostile_plan(text))), Reader(page_of(hostile_plan("Việc")))
    # A text in the column of leads may name more units than one, each a choice of the filter.
    assert [tag for tag in reader.tags if tag != "option"] == [tag for tag in plain.tags if tag != "option"]
    assert {name for name, _ in reader.attributes} == {name for name, _ in plain.attributes}
    assert [value for name, value in reader.attributes if name == "href" and not str(value).startswith("#")] == []
    # The title is cut where the page lists what is owed; elsewhere the words stand whole.
    assert sum(text in each for each in reader.texts) >= 8


def test_control_characters_are_shown_not_obeyed() -> None:
    page = page_of(hostile_plan("trước\x00\x07\x1b[31m\x7f\u202edảo\ud800"))
    assert "trước␀␇␛[31m␡dảo�" in page
    assert page.encode()


@given(st.text(max_size=40))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_becomes_an_element(text: str) -> None:
    tags = Reader(page_of(hostile_plan("Việc" + text))).tags
    assert (
        tags.count("script") == tags.count("style") == tags.count("title") - tags.count("desc") - tags.count("g") == 1
    )


def test_the_page_is_the_same_bytes_in_any_time_zone_and_with_any_hash_seed() -> None:
    program = (
        "import datetime as dt, hashlib, sys; from pathlib import Path;"
        "from cchc_cli.domain.model import Moment; from cchc_cli.domain.standing import standings;"
        "from cchc_cli.report.dashboard import dashboard; from cchc_cli.store.calendar import VietnamCalendar;"
        "from cchc_cli.store.load import load;"
        "plan = load(Path(sys.argv[1])).plan; at = Moment(dt.date(2020, 6, 14));"
        "page = dashboard(plan, standings(plan, at, VietnamCalendar()), at);"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    found = set()
    for seed, zone in (("1", "Asia/Ho_Chi_Minh"), ("2", "America/New_York")):
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        run = subprocess.run(
            [sys.executable, "-c", program, str(ROOT / "plan" / "2020")], env=env, capture_output=True, check=True
        )
        found.add(run.stdout)
    assert found == {hashlib.sha256(june_page().encode()).hexdigest().encode() + b"\n"}
