"""What was exported in any format is imported as the same rows."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cchc_cli.cli.output import as_csv
from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.model import Agency, Moment, Plan, Section, Task
from cchc_cli.domain.standing import standings
from cchc_cli.domain.units import Register, Unit
from cchc_cli.exchange.grasp.whole import grasp
from cchc_cli.exchange.headings import is_state_on_a_day
from cchc_cli.exchange.reading import read_document
from cchc_cli.exchange.rows import contract, export_of
from cchc_cli.exchange.workbook import workbook
from cchc_cli.exchange.yaml_document import yaml_document
from cchc_cli.report.export_table import STATE, export_document
from cchc_cli.report.word import word
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from cchc_cli.exchange.imported import Imported

ROOT = Path(__file__).parents[2]
MOMENT = Moment(dt.date(2020, 6, 30))
FORMATS = ("xlsx", "csv", "json", "yaml", "docx")
DATA = FORMATS[:-1]
"""The formats that name every row by its id and hold the fields beside the plan's table."""


def exported(plan: Plan, form: str) -> bytes:
    rows = standings(plan, MOMENT, VietnamCalendar())
    plan = plan_at(plan, MOMENT)
    made = export_of(plan, rows, MOMENT)
    match form:
        case "xlsx":
            return workbook(made)
        case "csv":
            head = [each.title for each in made.headings]
            return as_csv(head, [[row.text(each) for each in made.headings] for row in made.rows]).encode("utf-8-sig")
        case "json":
            return json.dumps(contract(made)).encode()
        case "yaml":
            return yaml_document(contract(made)).encode()
    return word(export_document(rows, plan, MOMENT))


def again(plan: Plan, form: str) -> Imported:
    return grasp(read_document(f"a.{form}", exported(plan, form)), year=plan.year)


def carried(plan: Plan, fields: frozenset[str]) -> list[dict[str, Any]]:
    """Return the rows of a plan by the fields that a file carries, the state that a Word file shows left out."""
    found: list[dict[str, Any]] = []
    for task in plan.tasks():
        extra = tuple(each for each in task.extra if not each[0].startswith(STATE))
        task = replace(task, extra=extra)  # noqa: PLW2901 - the same row
        found.append({name: getattr(task, name) for name in ("id", "section", "area", *sorted(fields))})
    return found


def small_plan() -> Plan:
    """A plan with every kind of column, and texts that spreadsheets take for something else."""
    unit: dict[str, Any] = {"lead": "Văn phòng", "support": "Phòng Đầu tư", "deadline": "Quý I/2020"}
    tasks = (
        Task("I.1", "I", "the_che", "=Rà soát văn bản", product="+1 báo cáo", leader="Trưởng ban", budget="10 triệu đồng",
             weight=Decimal("2.5"), notes="@ưu tiên", implements=("KH.I.1", "KH.I.2"), extra=(("Văn bản giao", "-5"),), **unit),
        Task("I.2", "I", "the_che", "Ban hành quy chế làm việc", product="Quy chế", **unit),
    )  # fmt: skip
    more = (Task("II.3", "II", "tthc", "Công khai thủ tục", number="3.", product="1.5", **unit),)
    return Plan(
        number="02/KH-ABC",
        date=dt.date(2020, 1, 14),
        year=2020,
        agency=Agency("Ban ABC"),
        columns=(
            "TT",
            "Nội dung nhiệm vụ",
            "Sản phẩm",
            "Cơ quan chủ trì",
            "Phối hợp",
            "Thời hạn",
            "Nguồn lực",
            "Văn bản giao",
        ),
        sections=(
            Section("I", "Cải cách thể chế", "the_che", tasks),
            Section("II", "Cải cách thủ tục hành chính", "tthc", more),
        ),
        register=Register((Unit("vp", "Văn phòng"), Unit("dt", "Phòng Đầu tư"))),
    )


@pytest.mark.parametrize("form", FORMATS)
def test_the_real_plan_comes_back_row_for_row(form: str) -> None:
    plan = load(ROOT / "plan" / "2020").plan
    assert plan is not None
    back = again(plan, form)
    assert {"task", "product", "lead", "support", "deadline"} <= back.carried
    assert carried(back.plan, back.carried) == carried(plan, back.carried)
    shown = [title for title in back.plan.columns if not title.startswith(STATE)]
    assert shown == list(plan.columns)
    assert [(each.id, each.title) for each in back.plan.sections] == [(each.id, each.title) for each in plan.sections]
    assert all(each.seen == each.made for each in back.tally)


def test_the_title_of_the_table_comes_back_from_word_without_what_the_export_says_of_itself() -> None:
    plan = load(ROOT / "plan" / "2020").plan
    assert plan is not None
    back = again(plan, "docx").plan
    assert (back.appendix_title, back.appendix_note) == (plan.appendix_title, plan.appendix_note)


def test_the_computed_column_of_word_is_known_by_its_title() -> None:
    assert is_state_on_a_day(f"{STATE} 30/06/2020")
    assert not is_state_on_a_day("Tình trạng")


@pytest.mark.parametrize("form", DATA)
def test_every_field_of_a_row_comes_back_from_data(form: str) -> None:
    plan = small_plan()
    back = again(plan, form)
    assert {"leader", "budget", "weight", "notes", "implements", "extra"} <= back.carried
    assert carried(back.plan, back.carried) == carried(plan, back.carried)


def test_the_columns_of_the_table_come_back_from_word() -> None:
    plan = small_plan()
    back = again(plan, "docx")
    rows = carried(back.plan, frozenset({"task", "product", "lead", "support", "deadline", "extra"}))
    own = carried(plan, frozenset({"task", "product", "lead", "support", "deadline", "extra"}))
    assert [row | {"id": ""} for row in rows] == [row | {"id": ""} for row in own]


@pytest.mark.parametrize("form", DATA)
def test_sections_within_sections_and_rows_that_hold_others_come_back(form: str) -> None:
    unit: dict[str, Any] = {"lead": "Văn phòng", "support": "Phòng Đầu tư", "deadline": "Quý I/2020"}
    group = Task("A.I.1", "A.I", "the_che", "Rà soát các văn bản")
    rows = (
        Task("A.I.1.a", "A.I", "the_che", "Văn bản về đất đai", number="a", parent="A.I.1", **unit),
        Task("A.I.1.b", "A.I", "the_che", "Văn bản về đầu tư", number="b", parent="A.I.1", **unit),
        Task("A.I.2", "A.I", "the_che", "Ban hành quy chế", **unit),
    )
    inner = Section("A.I", "Cải cách thể chế", "the_che", rows, groups=(group,))
    plan = replace(small_plan(), columns=(), sections=(Section("A", "Nhiệm vụ trọng tâm", "", sections=(inner,)),))
    back = again(plan, form).plan
    assert [task.id for task in back.tasks()] == ["A.I.1.a", "A.I.1.b", "A.I.2"]
    assert [task.parent for task in back.tasks()] == ["A.I.1", "A.I.1", ""]
    assert [each.id for section in back.all_sections() for each in section.groups] == ["A.I.1"]


@pytest.mark.parametrize("form", ["json", "yaml", "docx"])
def test_the_plan_is_named_in_files_that_have_room_for_it(form: str) -> None:
    plan = load(ROOT / "plan" / "2020").plan
    assert plan is not None
    back = again(plan, form)
    assert {"number", "date", "agency"} <= back.stated
    assert (back.plan.number, back.plan.date, back.plan.agency.name) == (plan.number, plan.date, plan.agency.name)
