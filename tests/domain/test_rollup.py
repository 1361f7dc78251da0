"""The figures of many plans: groups add up, rates are those of all rows together, equals share a place."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.domain.figures import Figures, count
from cchc_cli.domain.model import Agency, Fact, Moment, Plan, Section, Task
from cchc_cli.domain.rollup import (
    NO_AREA,
    By,
    Group,
    Order,
    PlanFigures,
    add,
    area_title,
    figures_of,
    grouped,
    ranked,
    totals,
)
from cchc_cli.domain.standing import Standing, standings
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import State, Status

MOMENT = Moment(dt.date(2020, 7, 1))
UNITS = (Unit("vp", "Văn phòng"), Unit("p1", "Phòng Một"), Unit("tinh", "UBND tỉnh", outside=True))
BYS: tuple[By, ...] = ("agency", "area", "unit", "section")


class Weekdays:
    def is_working_day(self, day: dt.date) -> bool:
        return day.weekday() < 5

    @property
    def announced_until(self) -> int:
        return 2030


def a_task(number: int, section: str, lead: str, deadline: str, area: str = "") -> Task:
    return Task(f"{section}.{number}", section, area, "Rà soát", lead=lead, deadline=deadline)


def a_plan(agency: str, tasks: list[Task], done: set[str], *, parent: str = "", title: str = "Thể chế") -> Plan:
    ids = sorted({task.section for task in tasks})
    return Plan(
        number="01/KH",
        date=dt.date(2020, 1, 10),
        year=2020,
        agency=Agency(agency, parent),
        sections=tuple(
            Section(each, f"{title} {each}", tasks=tuple(task for task in tasks if task.section == each))
            for each in ids
        ),
        register=Register(UNITS),
        facts={task_id: (Fact(dt.date(2020, 3, 1), status=Status.DONE),) for task_id in done},
    )


def rows_of(plan: Plan) -> tuple[Standing, ...]:
    return standings(plan, MOMENT, Weekdays())


def of(plan: Plan) -> PlanFigures:
    return figures_of(plan, rows_of(plan), MOMENT)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(("I", "II", "III")),
                st.sampled_from(("Văn phòng", "Phòng Một", "UBND tỉnh", "Văn phòng, Phòng Một", "Tổ lạ", "")),
                st.sampled_from(("Quý I/2020", "Tháng 11/2020", "Thường xuyên", "Theo chương trình của tỉnh", "???")),
                st.sampled_from(("", "tthc", "the_che", "rieng")),
                st.booleans(),
            ),
            max_size=9,
        )
    )
    tasks = [a_task(at, row[0], row[1], row[2], row[3]) for at, row in enumerate(rows)]
    done = {task.id for task, row in zip(tasks, rows, strict=True) if row[4]}
    return a_plan(draw(st.sampled_from(("Sở A", "Sở B", "Ủy ban"))), tasks, done, title=draw(st.sampled_from("XY")))


@given(st.lists(plans(), max_size=5), st.sampled_from(BYS))
def test_groups_of_every_kind_add_up_to_the_totals(several: list[Plan], by: By) -> None:
    figures = [of(plan) for plan in several]
    assert add(group.figures for group in grouped(figures, by)) == totals(figures)


@given(st.lists(plans(), max_size=5))
def test_totals_are_what_counting_all_rows_at_once_gives(several: list[Plan]) -> None:
    assert totals(map(of, several)) == count([row for plan in several for row in rows_of(plan)])


@given(plans())
def test_a_plan_adds_what_is_counted_of_it_alone(plan: Plan) -> None:
    assert of(plan).whole == count(rows_of(plan))


@given(st.lists(plans(), max_size=5), st.sampled_from(BYS), st.sampled_from(("overdue", "completion", "name")))
def test_an_order_holds_every_group_once_and_places_never_fall(several: list[Plan], by: By, order: Order) -> None:
    groups = grouped(map(of, several), by)
    lined = ranked(groups, order)
    assert Counter(id(each.group) for each in lined) == Counter(map(id, groups))
    found = [each.place for each in lined if each.place is not None]
    assert found == sorted(found)
    assert all(place <= at for at, place in enumerate(found, start=1))
    assert [each.place for each in lined][: len(found)] == found


def test_what_is_all_led_from_outside_is_in_no_ranking() -> None:
    plan = a_plan("Sở A", [a_task(1, "I", "UBND tỉnh", "Quý I/2020"), a_task(2, "I", "Văn phòng", "Quý I/2020")], set())
    lined = ranked(grouped([of(plan)], "unit"), "overdue")
    assert [(each.place, each.group.title) for each in lined] == [(1, "Văn phòng"), (None, "UBND tỉnh")]


def test_rows_led_from_outside_are_in_no_rate() -> None:
    plan = a_plan(
        "Sở A", [a_task(1, "I", "UBND tỉnh", "Quý I/2020"), a_task(2, "I", "Văn phòng", "Quý I/2020")], {"I.2"}
    )
    whole = totals([of(plan)])
    assert (whole.total, whole.outside, str(whole.completion)) == (2, 1, "1/1 (100%)")


def test_a_row_led_by_two_units_is_a_share_of_its_own() -> None:
    tasks = [a_task(1, "I", "Văn phòng, Phòng Một", "Quý I/2020"), a_task(2, "I", "Văn phòng", "Quý I/2020")]
    groups = grouped([of(a_plan("Sở A", tasks, set()))], "unit")
    assert [(group.title, group.agency, group.figures.total) for group in groups] == [
        ("Văn phòng, Phòng Một", "Sở A", 1),
        ("Văn phòng", "Sở A", 1),
    ]


def test_offices_of_one_name_stay_those_of_their_agencies() -> None:
    tasks = [a_task(1, "I", "Văn phòng", "Quý I/2020")]
    groups = grouped([of(a_plan("Sở A", tasks, set())), of(a_plan("Sở B", tasks, set()))], "unit")
    assert [(group.title, group.agency) for group in groups] == [("Văn phòng", "Sở A"), ("Văn phòng", "Sở B")]


def test_agencies_of_one_name_under_two_superiors_are_two_and_say_whose_they_are() -> None:
    several = [a_plan("UBND xã Tân Phú", [], set(), parent=parent) for parent in ("Huyện A", "Huyện B")]
    groups = grouped(map(of, several), "agency")
    assert [(group.title, group.parent) for group in groups] == [
        ("UBND xã Tân Phú", "Huyện A"),
        ("UBND xã Tân Phú", "Huyện B"),
    ]


def test_two_plans_of_one_agency_are_one_group() -> None:
    tasks = [a_task(1, "I", "Văn phòng", "Quý I/2020")]
    (group,) = grouped([of(a_plan("Sở A", tasks, set())), of(a_plan("sở  a", tasks, set()))], "agency")
    assert (group.title, group.plans, group.figures.total, group.parent) == ("Sở A", 2, 2, "")


def test_sections_of_one_title_are_compared_together_whatever_their_number() -> None:
    one = a_plan("Sở A", [a_task(1, "I", "Văn phòng", "Quý I/2020")], set())
    two = a_plan("Sở B", [a_task(1, "I", "Văn phòng", "Quý I/2020")], set(), title="THỂ CHẾ")
    (group,) = grouped([of(one), of(two)], "section")
    assert (group.title, group.plans, group.figures.total) == ("Thể chế I", 2, 2)


@pytest.mark.parametrize(
    ("code", "title"),
    [("tthc", "Cải cách thủ tục hành chính"), ("rieng", "rieng"), ("", NO_AREA)],
)
def test_an_area_is_called_by_its_usual_title(code: str, title: str) -> None:
    assert area_title(code) == title


def a_group(title: str, *, done: int, overdue: int, waiting: int = 0) -> Group:
    own = Counter({State.DONE_ON_TIME: done, State.OVERDUE: overdue, State.WAITING: waiting})
    return Group(title, Figures(own.total(), own.total(), 0, 0, own, own, own), 1)


def lined(groups: list[Group], order: Order) -> list[tuple[int | None, str]]:
    return [(each.place, each.group.title) for each in ranked(groups, order)]


def test_most_overdue_comes_first_and_equals_share_a_place() -> None:
    groups = [
        a_group("Đất đai", done=5, overdue=1),
        a_group("Bưu chính", done=5, overdue=1),
        a_group("An ninh", done=1, overdue=3),
        a_group("Công an", done=1, overdue=1, waiting=8),
    ]
    assert lined(groups, "overdue") == [(1, "An ninh"), (2, "Công an"), (3, "Bưu chính"), (3, "Đất đai")]


def test_by_completion_the_highest_rate_comes_first_and_who_has_no_task_last() -> None:
    groups = [a_group("Không", done=0, overdue=0), a_group("Nửa", done=1, overdue=1), a_group("Đủ", done=2, overdue=0)]
    groups.append(a_group("Chưa", done=0, overdue=1))
    assert lined(groups, "completion") == [(1, "Đủ"), (2, "Nửa"), (3, "Chưa"), (4, "Không")]


def test_by_name_letters_stand_in_the_order_of_the_alphabet_without_diacritics() -> None:
    groups = [a_group(title, done=0, overdue=0) for title in ("Đồng Nai", "Ủy ban", "An Giang", "Đà Nẵng")]
    assert lined(groups, "name") == [(1, "An Giang"), (2, "Đà Nẵng"), (3, "Đồng Nai"), (4, "Ủy ban")]
