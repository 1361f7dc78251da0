"""Who is asked for what, told in small stories: a plan of a few rows, some facts, a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.model import Agency, Amendment, Fact, Indicator, Moment, Plan, Reading, Section, Task
from cchc_cli.domain.reminders import (
    Audience,
    Debt,
    Owed,
    Reminder,
    Round,
    addressees,
    audience_of,
    last_report,
    reminder_to,
    reminders,
    unaddressed,
)
from cchc_cli.domain.standing import standings
from cchc_cli.domain.target import read_target
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import Status
from cchc_cli.domain.workdays import WeekendCalendar

if TYPE_CHECKING:
    from collections.abc import Mapping

Date = dt.date
APRIL = Date(2020, 4, 20)
VP = Unit("vp", "Văn phòng")
DN = Unit("dn", "Phòng Doanh nghiệp")
QL = Unit("ql", "Phòng Quản lý")
GROUP = Unit("nhom", "Các phòng chuyên môn", members=("dn", "ql"))
OUTSIDE = Unit("ngoai", "Sở Nội vụ", outside=True)
LEADERS = Unit("ld", "Lãnh đạo Ban")
UNITS = (VP, DN, QL, GROUP, OUTSIDE, LEADERS)
AGENCY = Agency("Ban Quản lý các Khu công nghiệp ABC", short="Ban Quản lý")


def row(task_id: str = "I.1", **more: Any) -> Task:
    given = {"section": "I", "area": "the_che", "task": "Việc", "lead": "Văn phòng", "deadline": "Quý I/2020"}
    return Task(task_id, **(given | more))


def fact(day: Date, **more: Any) -> Fact:
    return Fact(day, **more)


def result(day: Date, **more: Any) -> Fact:
    return Fact(day, result="đã làm", **more)


def asked(
    *tasks: Task,
    facts: Mapping[str, tuple[Fact, ...]] | None = None,
    units: tuple[Unit, ...] = UNITS,
    on: Date = APRIL,
    known_on: Date | None = None,
    days: int = 30,
    **more: Any,
) -> Round:
    placed = {
        task_id: tuple(replace(each, position=at) for at, each in enumerate(each))
        for task_id, each in (facts or {}).items()
    }
    plan = Plan(
        number="02/KH-ABC",
        date=Date(2020, 1, 14),
        year=2020,
        agency=AGENCY,
        sections=(Section("I", "Cải cách thể chế", "the_che", tasks),),
        register=Register(units),
        facts=placed,
        **more,
    )
    moment, calendar = Moment(on, known_on), WeekendCalendar()
    return Round(plan_at(plan, moment), standings(plan, moment, calendar), moment, calendar, days)


def owed(reminder: Reminder) -> list[tuple[str, str]]:
    """Return what is owed, and on which row or indicator."""
    return [(debt.what.value, _of(debt)) for debt in reminder.debts]


def _of(debt: Debt) -> str:
    if debt.indicator is not None:
        return debt.indicator.id
    return debt.row.task.id if debt.row else ""


def by_unit(question: Round) -> dict[str, list[tuple[str, str]]]:
    return {each.unit.id: owed(each) for each in reminders(question)}


def only(question: Round) -> Debt:
    """Return the one thing that is owed."""
    (reminder,) = reminders(question)
    (debt,) = reminder.debts
    return debt


# --- what is owed --------------------------------------------------------------------------------------------------


def test_work_past_its_date_is_owed_from_the_next_day_on() -> None:
    assert by_unit(asked(row(), on=Date(2020, 3, 31), days=0)) == {"vp": [("soon", "I.1")]}
    debt = only(asked(row(), on=Date(2020, 4, 1)))
    assert debt.what is Owed.OVERDUE
    assert debt.part is not None
    assert (debt.part.due, debt.part.days) == (Date(2020, 3, 31), 1)


def test_work_is_named_when_it_falls_due_in_the_days_ahead_and_not_before() -> None:
    assert by_unit(asked(row(), on=Date(2020, 3, 1), days=30)) == {"vp": [("soon", "I.1")]}
    assert by_unit(asked(row(), on=Date(2020, 3, 1), days=29)) == {}


def test_an_extended_row_is_not_owed_until_its_new_date_has_passed() -> None:
    extended = {"I.1": (fact(Date(2020, 3, 20), due=Date(2020, 4, 30)),)}
    assert by_unit(asked(row(), facts=extended)) == {"vp": [("soon", "I.1")]}
    assert by_unit(asked(row(), facts=extended, days=5)) == {}
    assert by_unit(asked(row(), facts=extended, on=Date(2020, 5, 1))) == {"vp": [("overdue", "I.1")]}


def test_a_deadline_moved_by_a_later_document_counts_as_of_the_moment() -> None:
    moved = (Amendment(Date(2020, 3, 1), "QĐ 1", task="I.1", field="deadline", old="Quý I/2020", new="Quý IV/2020"),)
    assert by_unit(asked(row(), amendments=moved)) == {}


def test_recurring_work_is_owed_for_the_periods_without_a_result() -> None:
    debt = only(asked(row(deadline="Hàng tháng"), facts={"I.1": (result(Date(2020, 2, 10)),)}))
    assert debt.what is Owed.PERIODS
    assert debt.part is not None
    assert [instance.period for instance in debt.part.missing] == ["2020-01", "2020-03"]


def test_work_to_begin_by_a_day_that_has_passed_is_asked_for_until_any_work_is_recorded() -> None:
    task = row(deadline="Triển khai từ Quý I/2020")
    assert by_unit(asked(task)) == {"vp": [("start", "I.1")]}
    begun = {"I.1": (fact(Date(2020, 3, 20), status=Status.STARTED),)}
    assert by_unit(asked(task, facts=begun)) == {}


def test_ongoing_work_owes_a_result_once_a_segment_has_closed() -> None:
    task = row(deadline="Thường xuyên")
    assert by_unit(asked(task, on=Date(2020, 3, 13))) == {}
    debt = only(asked(task, on=Date(2020, 3, 14)))
    assert debt.what is Owed.RESULT
    assert debt.window is not None
    assert debt.window.code == "2020-Q1"
    assert by_unit(asked(task, facts={"I.1": (result(Date(2020, 3, 20)),)})) == {}


def test_completed_work_owes_only_the_evidence_it_lacks() -> None:
    done = fact(Date(2020, 3, 20), status=Status.DONE)
    assert by_unit(asked(row(), facts={"I.1": (done,)})) == {"vp": [("evidence", "I.1")]}
    assert by_unit(asked(row(), facts={"I.1": (replace(done, evidence=("Báo cáo số 9",)),)})) == {}
    later = result(Date(2020, 3, 25), evidence=("Báo cáo số 9",))
    assert by_unit(asked(row(), facts={"I.1": (done, later)})) == {}


def test_the_parts_of_a_compound_row_are_owed_apart() -> None:
    task = row(deadline="a) Lập danh mục: Tháng 02/2020; b) Ban hành: Quý I/2020")
    done = {"I.1": (fact(Date(2020, 2, 20), status=Status.DONE, part="a"),)}
    (reminder,) = reminders(asked(task, facts=done))
    assert [(debt.what.value, debt.part.letter if debt.part else "") for debt in reminder.debts] == [
        ("overdue", "b"),
        ("evidence", "a"),
    ]


def test_the_longest_overdue_and_the_soonest_due_come_first() -> None:
    tasks = (
        row("I.1", deadline="Tháng 3/2020"),
        row("I.2", deadline="Tháng 02/2020"),
        row("I.3", deadline="15/5/2020"),
        row("I.4", deadline="Tháng 4/2020"),
    )
    assert by_unit(asked(*tasks)) == {
        "vp": [("overdue", "I.2"), ("overdue", "I.1"), ("soon", "I.4"), ("soon", "I.3")],
    }


@pytest.mark.parametrize(
    ("deadline", "facts"),
    [
        ("Theo chương trình của tỉnh", ()),
        ("Đột xuất", ()),
        ("30 ngày kể từ ngày Trung ương ban hành", ()),
        ("", ()),
        ("Quý I/2020", (Fact(Date(2020, 3, 1), status=Status.PAUSED, basis="QĐ 1"),)),
        ("Quý I/2020", (Fact(Date(2020, 3, 1), status=Status.DROPPED, basis="QĐ 1"),)),
    ],
    ids=["waiting", "ad hoc", "no event yet", "no deadline", "paused", "dropped"],
)
def test_nobody_is_asked_for_work_that_owes_nothing_yet(deadline: str, facts: tuple[Fact, ...]) -> None:
    assert reminders(asked(row(deadline=deadline), facts={"I.1": facts})) == ()


def test_rows_that_wait_for_somebody_elses_date_are_told_apart() -> None:
    tasks = (row("I.1"), row("I.2", deadline="Theo chương trình của tỉnh"))
    (reminder,) = reminders(asked(*tasks))
    assert [each.task.id for each in reminder.waiting] == ["I.2"]


def test_what_was_recorded_later_than_the_day_of_knowledge_does_not_count() -> None:
    late = {"I.1": (fact(Date(2020, 3, 20), recorded=Date(2020, 4, 21), status=Status.DONE, evidence=("x",)),)}
    assert by_unit(asked(row(), facts=late, known_on=APRIL)) == {"vp": [("overdue", "I.1")]}
    assert by_unit(asked(row(), facts=late)) == {}


def test_the_last_report_is_that_of_the_part_that_is_owed() -> None:
    task = row(deadline="a) Lập danh mục: Tháng 02/2020; b) Ban hành: Quý I/2020")
    of_a = result(Date(2020, 2, 20), part="a")
    (reminder,) = reminders(asked(task, facts={"I.1": (of_a,)}))
    assert [last_report(debt) for debt in reminder.debts] == [of_a, None]


# --- indicators ----------------------------------------------------------------------------------------------------


def indicator(every: str = "quarter", **more: Any) -> Indicator:
    target = read_target(">= 95 %")
    assert target is not None
    return Indicator("dung-han", "Đúng hạn", target, tasks=("I.1",), every=every, **more)


def reading(day: Date, period: str = "") -> Reading:
    return Reading(day, Fraction(97), period=period)


def asked_to_measure(every: str, on: Date, *readings: Reading) -> list[str]:
    """Return the stretches a reading is asked for."""
    quiet = row(deadline="Theo chương trình của tỉnh")
    question = asked(quiet, on=on, indicators=(indicator(every),), readings={"dung-han": readings})
    return [debt.window.title for each in reminders(question) for debt in each.debts if debt.window]


@pytest.mark.parametrize(
    ("every", "on", "stretches"),
    [
        ("quarter", Date(2020, 3, 13), []),
        ("quarter", Date(2020, 3, 14), ["quý I"]),
        ("quarter", Date(2020, 7, 1), ["quý II"]),
        ("half", Date(2020, 4, 20), []),
        ("half", Date(2020, 6, 14), ["6 tháng đầu năm"]),
        ("half", Date(2020, 9, 20), ["6 tháng đầu năm"]),
        ("half", Date(2020, 12, 14), ["6 tháng cuối năm"]),
        ("year", Date(2020, 9, 20), []),
        ("year", Date(2020, 12, 31), ["năm 2020"]),
    ],
)
def test_a_reading_is_owed_for_the_last_closed_stretch_it_is_measured_in(
    every: str, on: Date, stretches: list[str]
) -> None:
    assert asked_to_measure(every, on) == stretches


@pytest.mark.parametrize(
    ("given", "stretches"),
    [
        (reading(Date(2020, 4, 2), "2020-Q1"), []),
        (reading(Date(2020, 4, 2), "2019"), ["quý I"]),
        (reading(Date(2020, 3, 10)), []),
        (reading(Date(2019, 12, 10)), ["quý I"]),
        (reading(Date(2020, 4, 25), "2020-Q1"), ["quý I"]),
    ],
    ids=["of the period", "of an earlier one", "in the stretch", "before it", "after the day asked for"],
)
def test_a_reading_of_the_stretch_or_since_answers_it(given: Reading, stretches: list[str]) -> None:
    assert asked_to_measure("quarter", APRIL, given) == stretches


def test_a_plan_that_began_in_the_second_half_owes_no_reading_of_the_first() -> None:
    question = asked(row(deadline="Theo chương trình của tỉnh"), on=Date(2020, 9, 20), indicators=(indicator("half"),))
    late = replace(question.plan, date=Date(2020, 7, 1))
    assert reminders(replace(question, plan=late)) == ()


def test_everybody_who_serves_an_indicator_is_asked_and_told_of_the_others() -> None:
    tasks = (row(deadline="Theo chương trình của tỉnh", lead="Văn phòng, Phòng Doanh nghiệp"),)
    found = reminders(asked(*tasks, indicators=(indicator(),)))
    assert [(each.unit.id, each.debts[0].others) for each in found] == [
        ("vp", ("Phòng Doanh nghiệp",)),
        ("dn", ("Văn phòng",)),
    ]


# --- who is asked --------------------------------------------------------------------------------------------------


def test_each_of_several_leads_is_asked_and_told_of_the_others() -> None:
    found = reminders(asked(row(lead="Văn phòng, Phòng Doanh nghiệp")))
    assert [(each.unit.id, each.debts[0].others) for each in found] == [
        ("vp", ("Phòng Doanh nghiệp",)),
        ("dn", ("Văn phòng",)),
    ]


def test_a_group_is_asked_through_its_members() -> None:
    found = reminders(asked(row(lead="Các phòng chuyên môn")))
    assert [(each.unit.id, each.debts[0].group) for each in found] == [
        ("dn", "Các phòng chuyên môn"),
        ("ql", "Các phòng chuyên môn"),
    ]


def test_a_group_without_members_is_asked_itself() -> None:
    question = asked(row(lead="Các phòng chuyên môn"), units=(Unit("nhom", "Các phòng chuyên môn"),))
    assert by_unit(question) == {"nhom": [("overdue", "I.1")]}


def test_a_member_that_has_answered_is_asked_no_more_while_others_are() -> None:
    task = row(lead="Các phòng chuyên môn")
    answered = {"I.1": (result(Date(2020, 3, 1), by="Phòng Doanh nghiệp"),)}
    assert by_unit(asked(task, facts=answered)) == {"ql": [("overdue", "I.1")]}
    both = {"I.1": (*answered["I.1"], result(Date(2020, 3, 2), by="Phòng Quản lý"))}
    assert by_unit(asked(task, facts=both)) == {"dn": [("overdue", "I.1")], "ql": [("overdue", "I.1")]}


def test_a_result_of_one_member_is_not_that_of_another_in_ongoing_work() -> None:
    task = row(lead="Các phòng chuyên môn", deadline="Thường xuyên")
    assert by_unit(asked(task, facts={"I.1": (result(Date(2020, 3, 1), by="dn"),)})) == {"ql": [("result", "I.1")]}
    assert by_unit(asked(task, facts={"I.1": (result(Date(2020, 3, 1)),)})) == {}


def test_a_completion_closes_the_row_for_the_whole_group() -> None:
    task = row(lead="Các phòng chuyên môn")
    done = fact(Date(2020, 3, 1), status=Status.DONE, by="Phòng Doanh nghiệp")
    assert by_unit(asked(task, facts={"I.1": (done,)})) == {"dn": [("evidence", "I.1")]}


def test_work_reassigned_is_asked_of_the_unit_that_has_it_now() -> None:
    moved = {"I.1": (fact(Date(2020, 2, 1), lead="Phòng Doanh nghiệp"),)}
    assert by_unit(asked(row(), facts=moved)) == {"dn": [("overdue", "I.1")]}


def test_the_unit_that_carries_on_is_asked_for_the_work_of_one_that_was_dissolved() -> None:
    old = Unit("cu", "Phòng Đầu tư", successor="dn", valid_to=Date(2020, 2, 29))
    question = asked(row(lead="Phòng Đầu tư"), units=(old, DN))
    assert by_unit(question) == {"dn": [("overdue", "I.1")]}
    assert addressees(question, old) == (DN,)


def test_an_outside_office_is_asked_only_by_name_and_for_what_it_supports_too() -> None:
    tasks = (row("I.1", lead="Sở Nội vụ"), row("I.2", support="Sở Nội vụ"), row("I.3", deadline="Thường xuyên"))
    question = asked(*tasks)
    assert by_unit(question) == {"vp": [("overdue", "I.2"), ("result", "I.3")]}
    reminder = reminder_to(question, OUTSIDE)
    assert reminder.audience is Audience.OUTSIDE
    assert [(_of(debt), debt.supports) for debt in reminder.debts] == [("I.1", False), ("I.2", True)]


def test_what_reaches_nobody_is_told() -> None:
    tasks = (row("I.1", lead=""), row("I.2", lead="Phòng Lao động"), row("I.3", lead="Văn phòng"))
    question = asked(*tasks, indicators=(replace(indicator(), tasks=()),))
    assert [(debt.what.value, _of(debt)) for debt in unaddressed(question)] == [
        ("overdue", "I.1"),
        ("overdue", "I.2"),
        ("reading", "dung-han"),
    ]


@pytest.mark.parametrize(
    ("name", "audience"),
    [
        ("Lãnh đạo Ban", Audience.LEADERS),
        ("Lãnh đạo BQL các KCN", Audience.LEADERS),
        ("Lãnh đạo phụ trách", Audience.LEADERS),
        ("Trưởng ban, các Phó Trưởng ban", Audience.LEADERS),
        ("PHÓ TRƯỞNG BAN", Audience.LEADERS),
        ("Trưởng Ban Thanh tra nhân dân", Audience.UNIT),
        ("Trưởng phòng", Audience.UNIT),
        ("Lãnh đạo các phòng", Audience.UNIT),
        ("Giám đốc Trung tâm", Audience.UNIT),
        ("Văn phòng", Audience.UNIT),
    ],
)
def test_leaders_are_known_by_a_title_of_the_agency_itself(name: str, audience: Audience) -> None:
    assert audience_of(Unit("x", name), AGENCY) is audience


def test_the_head_of_a_department_is_a_leader_in_the_plan_of_that_department_alone() -> None:
    director = Unit("x", "Giám đốc Sở Tài chính")
    assert audience_of(director, Agency("Sở Tài chính tỉnh Đồng Nai")) is Audience.LEADERS
    assert audience_of(director, Agency("UBND tỉnh Đồng Nai")) is Audience.UNIT
    chair = Unit("y", "Chủ tịch Ủy ban nhân dân tỉnh")
    assert audience_of(chair, Agency("UBND tỉnh Đồng Nai")) is Audience.LEADERS
    assert audience_of(Unit("z", "Chủ tịch UBND cấp xã"), Agency("UBND tỉnh Đồng Nai")) is Audience.UNIT
