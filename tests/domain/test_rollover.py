"""Next year's plan drafted from this one, told in small stories."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cchc_cli.domain.model import Agency, Amendment, Fact, Indicator, Moment, Plan, Section, Task
from cchc_cli.domain.rollover import Draft, draft, finished
from cchc_cli.domain.standing import standings
from cchc_cli.domain.target import read_target
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import Status
from cchc_cli.domain.workdays import WeekendCalendar

Date = dt.date
OLD = Unit("dt", "Phòng Đầu tư", successor="qldt", valid_to=Date(2020, 6, 30))
NEW = Unit("qldt", "Phòng Quản lý đầu tư", valid_from=Date(2020, 7, 1))
VP = Unit("vp", "Văn phòng")
GONE = Unit("tt", "Trung tâm Dịch vụ", valid_to=Date(2020, 12, 31))
GROUP = Unit("nhom", "Các phòng chuyên môn", members=("vp", "dt", "tt"))


def row(task_id: str, **more: Any) -> Task:
    given = {
        "section": "I",
        "area": "the_che",
        "task": f"Việc {task_id}",
        "lead": "Văn phòng",
        "deadline": "Quý I/2020",
    }
    return Task(task_id, **(given | more))


def drafted(*tasks: Task, keep: tuple[str, ...] = (), **more: Any) -> Draft:
    given = {"groups": more.pop("groups", ())}
    plan = Plan(
        number="01/KH-ABC", date=Date(2020, 1, 10), year=2020, agency=Agency("Cơ quan ABC"),
        sections=(Section("I", "Cải cách thể chế", "the_che", tasks, **given),),
        register=Register(more.pop("units", (VP, OLD, NEW, GONE, GROUP))), **more,
    )  # fmt: skip
    rows = standings(plan, Moment(Date(2020, 12, 31)), WeekendCalendar())
    return draft(plan, rows, 2021, keep)


DONE = (Fact(Date(2020, 3, 1), status=Status.DONE),)


def test_what_is_finished_stays_behind_and_the_rest_is_numbered_anew() -> None:
    made = drafted(row("I.1"), row("I.2"), row("I.3", deadline="Thường xuyên"), facts={"I.1": DONE})
    assert made.origins == {"I.1": "I.2", "I.2": "I.3"}
    assert made.phrases == {"I.1": "Quý I/2020", "I.2": "Thường xuyên"}
    assert [(task.continues, task.deadline) for task in made.plan.tasks()] == [("2020/I.2", ""), ("2020/I.3", "")]


def test_finished_rows_are_those_completed_in_time_or_late() -> None:
    plan = Plan(
        number="", date=Date(2020, 1, 1), year=2020, agency=Agency("A"), register=Register((VP,)),
        sections=(Section("I", "A", "the_che", (row("I.1"), row("I.2"), row("I.3"))),),
        facts={"I.1": DONE, "I.2": (Fact(Date(2020, 5, 1), status=Status.DONE),)},
    )  # fmt: skip
    rows = standings(plan, Moment(Date(2020, 12, 31)), WeekendCalendar())
    assert [each.task.id for each in finished(rows)] == ["I.1", "I.2"]


def test_a_row_taken_out_of_the_plan_does_not_come_back() -> None:
    removed = Amendment(Date(2020, 5, 1), "Quyết định 9/QĐ-ABC", removed="I.1")
    assert drafted(row("I.1"), row("I.2"), amendments=(removed,)).origins == {"I.1": "I.2"}


def test_an_amended_row_goes_on_as_amended() -> None:
    amended = Amendment(
        Date(2020, 5, 1), "Quyết định 9/QĐ-ABC", task="I.1", field="task", old="Việc I.1", new="Việc mới"
    )
    assert [task.task for task in drafted(row("I.1"), amendments=(amended,)).plan.tasks()] == ["Việc mới"]


def test_a_unit_that_ended_gives_way_to_its_successor_in_cells_and_groups() -> None:
    made = drafted(row("I.1", lead="Văn phòng, Phòng Đầu tư", support="Các phòng chuyên môn"))
    (task,) = made.plan.tasks()
    assert (task.lead, task.support) == ("Văn phòng, Phòng Quản lý đầu tư", "Các phòng chuyên môn")
    assert made.renamed == (("Phòng Đầu tư", "Phòng Quản lý đầu tư"),)
    assert made.ended == ("Phòng Đầu tư", "Trung tâm Dịch vụ")
    assert {unit.id: unit.members for unit in made.plan.register.units} == {
        "vp": (),
        "qldt": (),
        "nhom": ("vp", "qldt"),
    }


def test_a_row_reassigned_in_the_year_goes_on_with_its_new_unit() -> None:
    moved = (Fact(Date(2020, 4, 1), lead="Phòng Quản lý đầu tư", basis="Thông báo 3/TB-ABC"),)
    assert [task.lead for task in drafted(row("I.1"), facts={"I.1": moved}).plan.tasks()] == ["Phòng Quản lý đầu tư"]


def test_sub_rows_keep_their_group_and_a_group_without_rows_goes() -> None:
    groups = (row("I.1", lead="", deadline=""), row("I.2", lead="", deadline=""))
    rows = (row("I.1.a", parent="I.1"), row("I.2.a", parent="I.2"), row("I.2.b", parent="I.2"))
    made = drafted(*rows, groups=groups, facts={"I.1.a": DONE, "I.2.a": DONE})
    (section,) = made.plan.sections
    assert [group.id for group in section.groups] == ["I.1"]
    assert [(task.id, task.parent, task.continues) for task in section.tasks] == [("I.1.1", "I.1", "2020/I.2.b")]


def test_indicators_follow_the_rows_that_serve_them() -> None:
    target = read_target(">= 95 %")
    assert target is not None
    indicators = (Indicator("dung-han", "Đúng hạn", target, tasks=("I.1", "I.2")),)
    made = drafted(row("I.1"), row("I.2"), facts={"I.1": DONE}, indicators=indicators)
    assert [each.tasks for each in made.plan.indicators] == [("I.1",)]


def test_the_heading_speaks_of_the_new_year_and_number_and_facts_begin_anew() -> None:
    made = drafted(
        row("I.1"), subject="Cải cách hành chính năm 2020", facts={"I.1": (Fact(Date(2020, 2, 1), result="đã làm"),)}
    )
    assert made.plan.subject == "Cải cách hành chính năm 2021"
    assert (made.plan.number, made.plan.year, made.plan.date, dict(made.plan.facts)) == ("", 2021, Date(2021, 1, 1), {})
