"""Rows are found by the unit that answers for them on the day, however the signed table names it."""

from __future__ import annotations

import datetime as dt

import pytest

from cchc_cli.domain.model import Agency, Moment, Plan, Section, Task
from cchc_cli.domain.query import Query, select
from cchc_cli.domain.standing import standings
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.workdays import WeekendCalendar

Date = dt.date
OLD = Unit("ktdn", "Phòng Kế hoạch - Đầu tư", valid_to=Date(2020, 5, 31), successor="dn")
NEW = Unit("dn", "Phòng Doanh nghiệp", valid_from=Date(2020, 6, 1))
VP = Unit("vp", "Văn phòng")
GROUP = Unit("nhom", "Các phòng chuyên môn", members=("ktdn", "vp"))
REGISTER = Register((OLD, NEW, VP, GROUP))
TASKS = (
    Task("I.1", "I", "the_che", "Việc một", lead="Phòng Kế hoạch - Đầu tư", deadline="Cả năm"),
    Task("I.2", "I", "the_che", "Việc hai", lead="Phòng Doanh nghiệp", deadline="Cả năm"),
    Task("I.3", "I", "the_che", "Việc ba", lead="Văn phòng", deadline="Cả năm"),
    Task("I.4", "I", "the_che", "Việc bốn", lead="Các phòng chuyên môn", deadline="Cả năm"),
)


def found(unit: Unit, on: Date | None) -> list[str]:
    sections = (Section("I", "Thể chế", tasks=TASKS),)
    plan = Plan("01/KH", Date(2020, 1, 14), 2020, Agency("Ban"), sections=sections, register=REGISTER)
    rows = standings(plan, Moment(on or Date(2020, 12, 31)), WeekendCalendar())
    return [row.task.id for row in select(rows, Query(unit=unit), REGISTER, on)]


@pytest.mark.parametrize("unit", [OLD, NEW])
def test_a_unit_answers_for_the_rows_of_the_one_it_came_after(unit: Unit) -> None:
    assert found(unit, Date(2020, 6, 1)) == ["I.1", "I.2", "I.4"]


def test_before_the_change_each_unit_has_its_own_rows() -> None:
    assert found(OLD, Date(2020, 5, 31)) == ["I.1", "I.4"]
    assert found(NEW, Date(2020, 5, 31)) == ["I.2"]


def test_other_units_are_not_touched_by_the_change() -> None:
    assert found(VP, Date(2020, 6, 1)) == ["I.3", "I.4"]
    assert found(GROUP, Date(2020, 6, 1)) == ["I.4"]


def test_without_a_day_names_are_taken_as_they_stand() -> None:
    assert found(NEW, None) == ["I.2"]
