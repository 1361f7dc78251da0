"""What each unit is asked to report for a period, and what counts as an answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cchc_cli.domain.collecting import (
    answers_of,
    group_answers,
    request_to,
    units_asked,
    window_at,
    window_named,
)
from cchc_cli.domain.model import Agency, Fact, Moment, Plan, Section, Task
from cchc_cli.domain.reminders import Round
from cchc_cli.domain.standing import standings
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import Status
from cchc_cli.domain.workdays import WeekendCalendar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cchc_cli.domain.windows import Window

Date = dt.date
CUT_OFF = Date(2020, 6, 14)
VP, DN, QL = Unit("vp", "Văn phòng"), Unit("dn", "Phòng Doanh nghiệp"), Unit("ql", "Phòng Quản lý")
GROUP = Unit("nhom", "Các phòng chuyên môn", members=("dn", "ql"))
BARE = Unit("su-nghiep", "Các đơn vị sự nghiệp")
OUTSIDE = Unit("ngoai", "Sở Nội vụ", outside=True)


def row(task_id: str, **more: Any) -> Task:
    given = {
        "section": "I",
        "area": "the_che",
        "task": f"Việc {task_id}",
        "lead": "Văn phòng",
        "deadline": "Quý I/2020",
    }
    return Task(task_id, **(given | more))


def a_round(*rows: Task, facts: Mapping[str, tuple[Fact, ...]] | None = None, on: Date = CUT_OFF) -> Round:
    plan = Plan(
        "01/KH",
        Date(2020, 1, 14),
        2020,
        Agency("Ban Quản lý"),
        sections=(Section("I", "Thể chế", tasks=rows),),
        register=Register((VP, DN, QL, GROUP, BARE, OUTSIDE)),
        facts=facts or {},
    )
    moment = Moment(on)
    return Round(plan, standings(plan, moment, WeekendCalendar()), moment, WeekendCalendar())


def q2() -> Window:
    window = window_named(2020, "2020-Q2")
    assert window is not None
    return window


def test_a_period_is_that_of_a_report_or_a_quarter_as_the_decree_closes_it() -> None:
    half = window_named(2020, "2020-h1")
    assert half is not None
    assert (half.code, half.start, half.end) == ("2020-H1", Date(2019, 12, 15), Date(2020, 6, 14))
    assert (q2().start, q2().end) == (Date(2020, 3, 15), Date(2020, 6, 14))
    assert window_named(2020, "2020-06") is None
    assert window_named(2020, "2021-Q1") is None
    assert window_named(2020, "hôm nay") is None


def test_without_a_period_the_report_whose_cut_off_comes_next_is_meant() -> None:
    assert window_at(2020, Date(2020, 3, 14)).code == "2020-Q1"
    assert window_at(2020, Date(2020, 3, 15)).code == "2020-H1"
    assert window_at(2020, Date(2020, 12, 31)).code == "2020"


def test_a_group_is_asked_through_its_members_and_a_bare_one_itself() -> None:
    asked = a_round(row("I.1", lead=GROUP.name), row("I.2", lead=BARE.name), row("I.3", lead=OUTSIDE.name))
    assert units_asked(asked) == (DN, QL, BARE)


def test_a_unit_is_asked_for_what_it_leads_and_shown_what_it_supports() -> None:
    asked = a_round(row("I.1"), row("I.2", lead=GROUP.name, support="Văn phòng"), row("I.3", lead=GROUP.name))
    request = request_to(asked, VP, q2())
    assert [line.key for line in request.lines] == ["I.1"]
    assert [each.task.id for each in request.supports] == ["I.2"]
    assert [line.key for line in request_to(asked, DN, q2()).lines] == ["I.2", "I.3"]


def test_a_compound_row_has_a_line_for_each_part() -> None:
    asked = a_round(row("I.1", deadline="- Nội bộ: Quý I/2020; - Bên ngoài: Thường xuyên"))
    lines = request_to(asked, VP, q2()).lines
    assert [(line.key, line.aspect) for line in lines] == [("I.1/a", "phần a"), ("I.1/b", "phần b")]


def test_monthly_work_has_a_line_for_each_month_of_the_period_and_each_one_still_missing() -> None:
    answer = Fact(Date(2020, 1, 31), result="Đã đăng", period="2020-01", by="Văn phòng")
    asked = a_round(row("I.1", deadline="Hàng tháng"), facts={"I.1": (answer,)}, on=Date(2020, 4, 1))
    lines = request_to(asked, VP, q2()).lines
    assert [line.key for line in lines] == ["I.1//2020-02", "I.1//2020-03", "I.1//2020-04", "I.1//2020-05"]
    assert lines[0].aspect == "tháng 02/2020"
    assert lines[0].due == Date(2020, 2, 29)


def test_a_unit_has_answered_a_row_when_it_was_reported_on_in_the_period() -> None:
    facts = {
        "I.1": (Fact(Date(2020, 4, 2), obstacle="Thiếu người", by="Văn phòng"),),
        "I.2": (Fact(Date(2020, 2, 1), result="Đợt 1", by="Văn phòng"),),
        "I.3": (Fact(Date(2020, 2, 1), status=Status.DONE),),
    }
    answers = answers_of(a_round(row("I.1"), row("I.2"), row("I.3"), row("I.4"), facts=facts), VP, q2())
    assert [each.task.id for each in answers.owed] == ["I.1", "I.2", "I.4"]
    assert [each.task.id for each in answers.answered] == ["I.1"]
    assert [each.task.id for each in answers.waiting] == ["I.2", "I.4"]
    assert answers.last == Date(2020, 4, 2)


def test_one_member_of_a_group_does_not_answer_for_another() -> None:
    facts = {"I.1": (Fact(Date(2020, 4, 2), result="Xong phần mình", by="Phòng Quản lý"),)}
    asked = a_round(row("I.1", lead=GROUP.name, deadline="Thường xuyên"), facts=facts)
    (group,) = group_answers(asked, q2())
    assert [(each.unit.id, len(each.owed), len(each.answered)) for each in group.members] == [
        ("dn", 1, 0),
        ("ql", 1, 1),
    ]


def test_one_of_two_leads_does_not_answer_for_the_other() -> None:
    facts = {"I.1": (Fact(Date(2020, 6, 1), result="x", by="Văn phòng"),)}
    asked = a_round(row("I.1", lead="Văn phòng, Phòng Doanh nghiệp", deadline="Quý III/2020"), facts=facts)
    assert [each.task.id for each in answers_of(asked, VP, q2()).answered] == ["I.1"]
    other = answers_of(asked, DN, q2())
    assert (other.answered, [each.task.id for each in other.waiting], other.last) == ((), ["I.1"], None)


def test_who_completes_a_row_of_two_leads_answers_for_both_and_a_word_of_nobody_in_particular_too() -> None:
    two = row("I.1", lead="Văn phòng, Phòng Doanh nghiệp", deadline="Quý III/2020")
    done = Fact(Date(2020, 6, 1), status=Status.DONE, by="Văn phòng")
    for fact in (done, Fact(Date(2020, 6, 1), result="x"), Fact(Date(2020, 6, 1), result="x", by="Bà A")):
        asked = a_round(two, facts={"I.1": (fact,)})
        assert [len(answers_of(asked, unit, q2()).answered) for unit in (VP, DN)] == [1, 1]


def test_recurring_work_is_answered_when_no_period_that_is_due_is_missing() -> None:
    monthly = row("I.1", deadline="Hàng tháng")
    told = tuple(Fact(Date(2020, month, 28), result="x", period=f"2020-{month:02}") for month in (1, 2, 3, 5))
    some = answers_of(a_round(monthly, facts={"I.1": told}), VP, q2())
    assert ([each.task.id for each in some.waiting], some.lacking) == (["I.1"], (("I.1", ("tháng 04/2020",)),))
    assert some.last == Date(2020, 5, 28)
    late = Fact(Date(2020, 6, 2), result="x", period="2020-04")
    every = answers_of(a_round(monthly, facts={"I.1": (*told, late)}), VP, q2())
    assert (every.waiting, every.lacking) == ((), ())


def test_a_row_of_several_parts_is_answered_when_each_open_part_is() -> None:
    compound = row("I.1", deadline="- Nội bộ: Quý III/2020; - Bên ngoài: Quý IV/2020")
    part = Fact(Date(2020, 6, 1), part="a", result="x")
    some = answers_of(a_round(compound, facts={"I.1": (part,)}), VP, q2())
    assert some.lacking == (("I.1", ("phần b",)),)
    whole = answers_of(a_round(compound, facts={"I.1": (Fact(Date(2020, 6, 1), result="x"),)}), VP, q2())
    assert (whole.waiting, whole.lacking) == ((), ())


def test_what_waits_for_somebody_else_owes_no_answer() -> None:
    answers = answers_of(a_round(row("I.1", deadline="Theo chương trình của tỉnh")), VP, q2())
    assert answers.owed == ()
