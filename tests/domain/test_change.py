"""What differs between two plans: every field that was changed is named, and nothing else."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.change import Action, Change, Changes, Edit, Kind, Mark, Move, Shift, Stretch, compare, mark_words
from cchc_cli.domain.change.matching import moved_among
from cchc_cli.domain.model import (
    Amendment,
    Baseline,
    Correction,
    Fact,
    Indicator,
    Node,
    Plan,
    Reading,
    ReportFile,
    Seal,
    Section,
    Task,
)
from cchc_cli.domain.target import Target
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import Status
from cchc_cli.domain.windows import Report, Reporting
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parents[2]
Expected: TypeAlias = "set[tuple[str, str, str]]"
DAY = dt.date(2020, 5, 4)


@cache
def base() -> Plan:
    """The plan of 2020, with something in each of its files."""
    plan = load(ROOT / "plan" / "2020").plan
    assert plan is not None
    return dataclasses.replace(
        plan,
        readings={"dung-han": (Reading(DAY, Fraction(97), id="m1aaa"), Reading(DAY, Fraction(1, 3), id="m2aaa"))},
        amendments=(
            Amendment(DAY, "15/QĐ-KCNĐN", task="II.5", field="deadline", old="Quý I/2020", new="Quý II/2020"),
            Amendment(DAY, "15/QĐ-KCNĐN", removed="II.7"),
        ),
        reports={
            "2020-Q1": ReportFile(
                "2020-Q1",
                (("I.2", "Đã họp."),),
                seal=Seal("12/BC", DAY, DAY, DAY, seen=("k1aaa",), figures=(("tasks_total", "35"),)),
                sent=DAY,
            ),
            "2020-H1": ReportFile("2020-H1"),
        },
        reporting=Reporting(to=("UBND tỉnh",), windows=(Report("2020-Q3", "quý III", DAY, DAY, DAY),)),
        baseline=Baseline("01/KH-KCNĐN", DAY, prints={"tasks": {"II.5": {"task": "ab12", "lead": "cd34"}}}),
    )


def named(changes: Changes) -> Expected:
    """Return what is reported as (kind, id, field), with +, -, move and rename for what is no field."""
    found: Expected = set()
    for change in changes:
        key = (change.kind.value, f"{change.owner}/{change.id}" if change.owner else change.id)
        if change.action is not Action.CHANGED:
            found.add((*key, "+" if change.action is Action.ADDED else "-"))
        found |= {(*key, edit.field) for edit in change.edits}
        found |= {(*key, "move")} if change.move else set()
        found |= {(*key, "rename")} if change.renamed_from else set()
    return found


# Edits of a plan, each with what is to be reported of it.


def fresh(token: int) -> str:
    """Return words that stand nowhere in the plan, unlike any others made so."""
    return f"lời{token}mới " + " ".join(f"w{token}x{at}" for at in range(6))


def changed(value: Any, token: int) -> Any:
    """Return another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Status):
        return Status.STARTED if value is not Status.STARTED else Status.DONE
    if isinstance(value, dt.date):
        return value + dt.timedelta(days=token + 1)
    if isinstance(value, (Decimal, Fraction)):
        return value + token + 1
    if isinstance(value, Target):
        return dataclasses.replace(value, value=value.value + token + 1)
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return (*value, (f"khoa{token}", changed(value[0][1], token)))
        return (*value, fresh(token))
    return fresh(token) if value is None or token % 2 else f"{value} {fresh(token)}".strip()


def edited(thing: Any, field: str, token: int) -> Any:
    return dataclasses.replace(thing, **{field: changed(getattr(thing, field), token)})


def in_sections(sections: tuple[Section, ...], edit: Callable[[Section], Section]) -> tuple[Section, ...]:
    return tuple(
        edit(dataclasses.replace(section, sections=in_sections(section.sections, edit))) for section in sections
    )


def rows(plan: Plan, edit: Callable[[Task], Iterable[Task]]) -> Plan:
    def of(section: Section) -> Section:
        return dataclasses.replace(section, tasks=tuple(new for task in section.tasks for new in edit(task)))

    return dataclasses.replace(plan, sections=in_sections(plan.sections, of))


def row(plan: Plan, task_id: str, edit: Callable[[Task], Iterable[Task]]) -> Plan:
    return rows(plan, lambda task: edit(task) if task.id == task_id else (task,))


def nodes(items: tuple[Node, ...], node_id: str, edit: Callable[[Node], Iterable[Node]]) -> tuple[Node, ...]:
    found: list[Node] = []
    for node in items:
        inner = dataclasses.replace(node, items=nodes(node.items, node_id, edit))
        found += edit(inner) if node.id == node_id else (inner,)
    return tuple(found)


def at(things: tuple[Any, ...], index: int, *instead: Any) -> tuple[Any, ...]:
    return (*things[:index], *instead, *things[index + 1 :])


TASK_FIELDS = (
    "task", "number", "product", "lead", "support", "deadline", "schedule", "leader", "budget", "continues", "notes",
    "extra", "implements",
)  # fmt: skip
HEADER_FIELDS = (
    "number", "date", "year", "place", "doc_type", "subject", "bases", "preamble", "closing", "recipients", "columns",
    "appendix_title", "appendix_note",
)  # fmt: skip
UNIT_FIELDS = ("name", "aliases", "members", "outside", "successor", "contact")
FACT_FIELDS = (
    "date",
    "recorded",
    "part",
    "event",
    "result",
    "obstacle",
    "ask",
    "lead",
    "basis",
    "by",
    "note",
    "evidence",
)
Edited: TypeAlias = "tuple[Plan, Expected]"


def edit_header(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    field = pick((*HEADER_FIELDS, "agency", "signatory"))
    if field == "agency":
        agency = edited(plan.agency, "short", token)
        return dataclasses.replace(plan, agency=agency), {("header", "", "agency.short")}
    if field == "signatory":
        signatory = (plan.signatory[0], fresh(token))
        return dataclasses.replace(plan, signatory=signatory), {("header", "", "signatory.name")}
    if field == "year":
        return dataclasses.replace(plan, year=plan.year + token + 1), {("header", "", "year")}
    return edited(plan, field, token), {("header", "", field)}


def edit_node(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    node = pick([node for node in plan.nodes() if not node.items])
    what = pick(("title", "text", "note", "-", "+"))
    if what == "-":
        return dataclasses.replace(plan, body=nodes(plan.body, node.id, lambda _: ())), {("node", node.id, "-")}
    if what == "+":
        new = Node(f"KH.moi{token}", text=fresh(token))
        body = nodes(plan.body, node.id, lambda each: (each, new))
        return dataclasses.replace(plan, body=body), {("node", new.id, "+")}
    body = nodes(plan.body, node.id, lambda each: (edited(each, what, token),))
    return dataclasses.replace(plan, body=body), {("node", node.id, what)}


def edit_section(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    section, field = pick(list(plan.all_sections())), pick(("title", "area"))

    def of(each: Section) -> Section:
        return edited(each, field, token) if each.id == section.id else each

    return dataclasses.replace(plan, sections=in_sections(plan.sections, of)), {("section", section.id, field)}


def edit_task(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    task, what = pick(list(plan.tasks())), pick((*TASK_FIELDS, "weight", "+", "-", "rename", "move"))
    key = ("task", task.id)
    if what == "-":
        return row(plan, task.id, lambda _: ()), {(*key, "-")}
    if what == "+":
        new = dataclasses.replace(task, id=f"{task.section}.moi{token}", task=fresh(token))
        return row(plan, task.id, lambda each: (each, new)), {("task", new.id, "+")}
    if what == "rename":
        new_id = f"{task.id}.r{token}"
        return row(plan, task.id, lambda each: (dataclasses.replace(each, id=new_id),)), {("task", new_id, "rename")}
    if what == "move":
        home = pick([section for section in plan.all_sections() if section.id != task.section])
        there = dataclasses.replace(task, section=home.id)
        plan = row(plan, task.id, lambda _: ())

        def of(each: Section) -> Section:
            return dataclasses.replace(each, tasks=(*each.tasks, there)) if each.id == home.id else each

        return dataclasses.replace(plan, sections=in_sections(plan.sections, of)), {(*key, "move")}
    if what == "weight":
        return row(plan, task.id, lambda each: (dataclasses.replace(each, weight=Decimal(token + 2)),)), {(*key, what)}
    return row(plan, task.id, lambda each: (edited(each, what, token),)), {(*key, what)}


def edit_indicator(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    index = pick(range(len(plan.indicators)))
    each, what = plan.indicators[index], pick(("name", "target", "source", "tasks", "every", "+", "-", "rename"))
    return _listed(plan, "indicators", "indicator", index, each, what, token)


def edit_unit(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    units = plan.register.units
    index, what = pick(range(len(units))), pick((*UNIT_FIELDS, "+", "-", "rename"))
    moved, expected = _of_list(units, "unit", index, units[index], what, token)
    return dataclasses.replace(plan, register=Register(moved)), expected


def _listed(plan: Plan, field: str, kind: str, index: int, each: Any, what: str, token: int) -> Edited:
    things, expected = _of_list(getattr(plan, field), kind, index, each, what, token)
    return dataclasses.replace(plan, **{field: things}), expected  # type: ignore[arg-type]


def _of_list(
    things: tuple[Any, ...], kind: str, index: int, each: Any, what: str, token: int
) -> tuple[tuple[Any, ...], Expected]:
    new_id = f"moi{token}"
    if what == "-":
        return at(things, index), {(kind, each.id, "-")}
    if what == "+":
        return (*things, dataclasses.replace(each, id=new_id, name=fresh(token))), {(kind, new_id, "+")}
    if what == "rename":
        return at(things, index, dataclasses.replace(each, id=new_id)), {(kind, new_id, "rename")}
    return at(things, index, edited(each, what, token)), {(kind, each.id, what)}


def edit_fact(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    owner = pick([owner for owner, facts in plan.facts.items() if facts])
    facts = plan.facts[owner]
    index, what = pick(range(len(facts))), pick((*FACT_FIELDS, "+", "-"))
    key = f"{owner}/{facts[index].id}"
    if what == "+":
        new = Fact(DAY, id=f"n{token}", result=fresh(token), position=len(facts))
        now, expected = (*facts, new), {("fact", f"{owner}/n{token}", "+")}
    elif what == "-":
        now, expected = at(facts, index), {("fact", key, "-")}
    else:
        now, expected = at(facts, index, edited(facts[index], what, token)), {("fact", key, what)}
    return dataclasses.replace(plan, facts={**plan.facts, owner: now}), expected


def edit_reading(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    readings = plan.readings["dung-han"]
    index, what = pick(range(len(readings))), pick(("date", "value", "by", "period", "evidence", "-"))
    key = f"dung-han/{readings[index].id}"
    now = at(readings, index) if what == "-" else at(readings, index, edited(readings[index], what, token))
    return dataclasses.replace(plan, readings={"dung-han": now}), {("reading", key, what)}


def edit_amendment(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    what = pick(("date", "document", "new", "reason", "+", "-"))
    first = plan.amendments[0]
    if what == "+":
        new = Amendment(DAY, fresh(token), task="II.6", field="lead", new="Văn phòng", position=9)
        return dataclasses.replace(plan, amendments=(*plan.amendments, new)), {("amendment", "II.6", "+")}
    now = at(plan.amendments, 0) if what == "-" else at(plan.amendments, 0, edited(first, what, token))
    return dataclasses.replace(plan, amendments=now), {("amendment", "II.5", what)}


def edit_correction(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    wheres = [each.where for each in plan.corrections]
    index = pick([index for index, where in enumerate(wheres) if wheres.count(where) == 1])
    each, what = plan.corrections[index], pick(("scanned", "corrected", "+", "-"))
    if what == "+":
        new = Correction(f"KH.moi{token}", "a", "b")
        return dataclasses.replace(plan, corrections=(*plan.corrections, new)), {("correction", new.where, "+")}
    now = at(plan.corrections, index, *([] if what == "-" else [edited(each, what, token)]))
    return dataclasses.replace(plan, corrections=now), {("correction", each.where, what)}


def edit_reporting(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    what = pick(("preset", "to", "copies", "ongoing", "windows.end", "places"))
    if what == "windows.end":
        windows = (edited(plan.reporting.windows[0], "end", token),)
        reporting = dataclasses.replace(plan.reporting, windows=windows)
    elif what == "places":
        reporting = dataclasses.replace(plan.reporting, places=(("I.2", f"VII.{token}"),))
    else:
        reporting = edited(plan.reporting, what, token)
    return dataclasses.replace(plan, reporting=reporting), {("reporting", "", what)}


def edit_report(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    report = plan.reports["2020-Q1"]
    what = pick(("texts", "statistics", "sent", "seal.number", "seal.figures", "seal.seen", "-"))
    if what == "-":
        reports = {code: each for code, each in plan.reports.items() if code != "2020-Q1"}
    elif what.startswith("seal."):
        assert report.seal is not None
        sealed = dataclasses.replace(report, seal=edited(report.seal, what.removeprefix("seal."), token))
        reports = {**plan.reports, "2020-Q1": sealed}
    elif what == "statistics":
        reports = {**plan.reports, "2020-Q1": dataclasses.replace(report, statistics=(("1.1", str(token)),))}
    else:
        reports = {**plan.reports, "2020-Q1": edited(report, what, token)}
    return dataclasses.replace(plan, reports=reports), {("report", "2020-Q1", what)}


def edit_baseline(plan: Plan, token: int, pick: Callable[[Any], Any]) -> Edited:
    assert plan.baseline is not None
    what = pick(("document", "date", "recorded", "prints", "-"))
    if what == "-":
        return dataclasses.replace(plan, baseline=None), {("baseline", "", "-")}
    if what == "prints":
        baseline = dataclasses.replace(plan.baseline, prints={"tasks": {"II.5": {"task": f"{token}"}}})
        return dataclasses.replace(plan, baseline=baseline), {("baseline", "", "prints")}
    if what == "recorded":
        baseline = dataclasses.replace(plan.baseline, recorded=DAY)
    else:
        baseline = edited(plan.baseline, what, token)
    return dataclasses.replace(plan, baseline=baseline), {("baseline", "", what)}


EDITS = (
    edit_header, edit_node, edit_section, edit_task, edit_task, edit_task, edit_indicator, edit_unit, edit_fact,
    edit_reading, edit_amendment, edit_correction, edit_reporting, edit_report, edit_baseline,
)  # fmt: skip


def test_a_plan_does_not_differ_from_itself() -> None:
    assert compare(base(), base()) == Changes(())
    again = load(ROOT / "plan" / "2020").plan
    assert again is not None
    assert not compare(again, load(ROOT / "plan" / "2020").plan or base())


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_every_changed_field_is_named_and_nothing_else(data: st.DataObject) -> None:
    before = plan = base()
    expected: Expected = set()
    touched: set[tuple[str, str]] = set()
    for token in data.draw(st.lists(st.integers(0, len(EDITS) - 1), unique=True, min_size=1, max_size=8)):
        edit = EDITS[token]
        now, said = edit(plan, token, lambda several: data.draw(st.sampled_from(tuple(several))))
        things = {(kind, name) for kind, thing, _ in said for name in (thing, thing.partition(".r")[0])}
        # One edit a thing: of two, the second may undo or hide the first.
        if things & touched or any(kind == "task" and f"{thing}/" in str(touched) for kind, thing in things):
            continue
        plan, expected, touched = now, expected | said, touched | things
    assert named(compare(before, plan)) == expected


@given(st.permutations([task.id for task in base().sections[1].tasks]))
def test_rows_in_another_order_are_moves_and_nothing_else(order: list[str]) -> None:
    section = base().sections[1]
    tasks = {task.id: task for task in section.tasks}
    now = dataclasses.replace(section, tasks=tuple(tasks[task_id] for task_id in order))
    changes = compare(base(), dataclasses.replace(base(), sections=at(base().sections, 1, now)))
    moved = {change.id for change in changes}
    assert all(change.move is not None and not change.edits for change in changes)
    still = [task_id for task_id in order if task_id not in moved]
    assert still == [task_id for task_id in tasks if task_id not in moved]


@given(st.lists(st.integers(0, 30), unique=True), st.randoms())
def test_the_fewest_are_taken_for_moved(before: list[int], random: Any) -> None:
    after = list(before)
    random.shuffle(after)
    moved = moved_among(before, after)
    assert [each for each in before if each not in moved] == [each for each in after if each not in moved]
    if before:
        after = list(before)
        after.append(after.pop(0))
        assert len(moved_among(before, after)) == (1 if len(before) > 1 else 0)


def only(changes: Changes) -> Change:
    (change,) = changes
    return change


def test_a_row_put_in_and_the_rows_below_given_new_ids_are_one_row_added_and_the_others_renamed() -> None:
    section = base().sections[0]
    first, second = section.tasks
    new = dataclasses.replace(first, task="Tổ chức hội nghị đối thoại với doanh nghiệp về thể chế")
    shifted = (new, dataclasses.replace(first, id="I.2"), dataclasses.replace(second, id="I.3"))
    sections = at(base().sections, 0, dataclasses.replace(section, tasks=shifted))
    changes = compare(base(), dataclasses.replace(base(), sections=sections))
    assert named(changes) == {("task", "I.1", "+"), ("task", "I.2", "rename"), ("task", "I.3", "rename")}
    assert Changes(changes.items).renamed(Kind.TASK) == {"I.1": "I.2", "I.2": "I.3"}


def test_a_renamed_row_with_nearly_the_same_words_is_renamed_and_reworded() -> None:
    task = base().task("II.5")
    assert task is not None
    now = dataclasses.replace(task, id="II.55", task=task.task.replace("quốc gia", "của tỉnh"))
    change = only(compare(base(), row(base(), "II.5", lambda _: (now,))))
    assert (change.id, change.renamed_from, set(change.fields)) == ("II.55", "II.5", {"task"})


def test_facts_follow_a_renamed_row_when_their_file_does() -> None:
    plan = row(base(), "VII.1", lambda task: (dataclasses.replace(task, id="VII.9"),))
    facts = {"VII.9" if owner == "VII.1" else owner: facts for owner, facts in base().facts.items()}
    assert named(compare(base(), dataclasses.replace(plan, facts=facts))) == {("task", "VII.9", "rename")}


def test_a_section_with_another_id_keeps_its_rows() -> None:
    section = base().sections[2]
    tasks = tuple(dataclasses.replace(task, section="IX") for task in section.tasks)
    now = at(base().sections, 2, dataclasses.replace(section, id="IX", tasks=tasks))
    assert named(compare(base(), dataclasses.replace(base(), sections=now))) == {("section", "IX", "rename")}


def test_a_moved_row_says_where_it_stood_and_stands() -> None:
    task = base().task("I.2")
    assert task is not None
    second = base().sections[1]
    there = dataclasses.replace(
        second, tasks=(second.tasks[0], dataclasses.replace(task, section="II"), *second.tasks[1:])
    )
    plan = row(base(), "I.2", lambda _: ())
    change = only(compare(base(), dataclasses.replace(plan, sections=at(plan.sections, 1, there))))
    assert change.move == Move("I", "II", "I.1", "II.1", same_holder=False)


@pytest.mark.parametrize(
    ("old", "new", "dates", "days"),
    [
        ("Quý I/2020", "Quý II/2020", (dt.date(2020, 3, 31), dt.date(2020, 6, 30)), 91),
        ("Tháng 11/2020", "Quý III/2020", (dt.date(2020, 11, 30), dt.date(2020, 9, 30)), -61),
        ("Quý I/2020", "Thường xuyên", (dt.date(2020, 3, 31), None), None),
        ("Khi nào xong", "Quý I/2020", (None, dt.date(2020, 3, 31)), None),
        ("- a) Quý I; - b) Quý II", "Quý II/2020", (None, dt.date(2020, 6, 30)), None),
    ],
)
def test_a_deadline_says_by_how_much_it_moved(
    old: str, new: str, dates: tuple[dt.date | None, dt.date | None], days: int | None
) -> None:
    before = row(base(), "II.5", lambda task: (dataclasses.replace(task, deadline=old),))
    after = row(base(), "II.5", lambda task: (dataclasses.replace(task, deadline=new),))
    (edit,) = only(compare(before, after)).edits
    assert edit.shift == Shift(*dates)
    assert edit.shift.days == days


def test_a_cell_inherited_from_the_row_above_is_said_of_that_row_alone() -> None:
    def plan(lead: str, own: str) -> Plan:
        group = Task("II.3", "II", "tthc", "Cả nhóm", lead=lead)
        below = [Task(f"II.3.{letter}", "II", "tthc", f"Việc {letter}", lead=lead, parent="II.3") for letter in "ab"]
        below.append(Task("II.3.c", "II", "tthc", "Việc c", lead=own, parent="II.3"))
        section = Section("II", "TTHC", "tthc", tuple(below), groups=(group,))
        return dataclasses.replace(base(), sections=(section,))

    changes = compare(plan("Văn phòng", "Phòng A"), plan("Phòng Doanh nghiệp", "Phòng B"))
    assert named(changes) == {("task", "II.3", "lead"), ("task", "II.3.c", "lead")}


def with_facts(*facts: Fact) -> Plan:
    placed = tuple(dataclasses.replace(fact, position=at) for at, fact in enumerate(facts))
    return dataclasses.replace(base(), facts={"II.5": placed})


STARTED, DONE = Fact(DAY, status=Status.STARTED, by="Văn phòng"), Fact(DAY, status=Status.DONE)


def test_facts_without_an_id_are_known_by_what_they_say() -> None:
    assert named(compare(with_facts(STARTED, DONE), with_facts(STARTED, Fact(DAY, result="x"), DONE))) == {
        ("fact", "II.5/", "+")
    }
    edited_fact = dataclasses.replace(STARTED, by="Phòng Doanh nghiệp")
    change = only(compare(with_facts(STARTED), with_facts(edited_fact)))
    assert (change.rewrites_record, set(change.fields)) == (True, {"by"})


def test_an_id_given_to_a_fact_is_an_edit_of_it() -> None:
    change = only(compare(with_facts(DONE), with_facts(dataclasses.replace(DONE, id="k1aaa"))))
    assert change.edits == (Edit("id", "", "k1aaa"),)


def test_the_order_of_facts_counts_within_a_day_alone() -> None:
    later = Fact(DAY + dt.timedelta(days=1), result="x")
    assert not compare(with_facts(STARTED, later), with_facts(later, STARTED))
    change = only(compare(with_facts(STARTED, DONE), with_facts(DONE, STARTED)))
    assert (set(change.fields), change.rewrites_record) == ({"order"}, True)


def test_recording_a_fact_rewrites_nothing_and_changing_one_does() -> None:
    assert not only(compare(with_facts(STARTED), with_facts(STARTED, DONE))).rewrites_record
    assert only(compare(with_facts(STARTED, DONE), with_facts(STARTED))).rewrites_record


def test_texts_of_an_issued_report_are_on_record_and_its_day_of_sending_is_not() -> None:
    report = base().reports["2020-Q1"]

    def after(**fields: Any) -> Change:
        reports = {**base().reports, "2020-Q1": dataclasses.replace(report, **fields)}
        return only(compare(base(), dataclasses.replace(base(), reports=reports)))

    assert after(texts=(("I.2", "Đã họp 02 lần."),)).rewrites_record
    assert not after(sent=DAY + dt.timedelta(days=1)).rewrites_record


def test_a_paragraph_put_in_leaves_the_others_alone() -> None:
    bases = base().bases
    plan = dataclasses.replace(base(), bases=(bases[0], "Căn cứ Quyết định số 9/QĐ;", *bases[1:]))
    assert only(compare(base(), plan)).edits == (Edit("bases", "", "Căn cứ Quyết định số 9/QĐ;", "2"),)


def test_words_are_marked_between_blanks() -> None:
    assert mark_words("Rà soát, cập nhật dữ liệu quốc gia", "Rà soát, cập nhật dữ liệu của tỉnh") == (
        Stretch(Mark.KEPT, "Rà soát, cập nhật dữ liệu "),
        Stretch(Mark.REMOVED, "quốc gia"),
        Stretch(Mark.ADDED, "của tỉnh"),
    )
    assert mark_words("hạn 15/12/2020.", "hạn 15/11/2020.") == (
        Stretch(Mark.KEPT, "hạn "),
        Stretch(Mark.REMOVED, "15/12/2020"),
        Stretch(Mark.ADDED, "15/11/2020"),
        Stretch(Mark.KEPT, "."),
    )


texts = st.lists(st.sampled_from(["rà", "soát", " ", ",", "\n", "15/12", "đ", "…"])).map("".join)


@given(texts, texts)
def test_marked_words_give_both_texts_again(old: str, new: str) -> None:
    marked = mark_words(old, new)
    assert "".join(part.text for part in marked if part.mark is not Mark.ADDED) == old
    assert "".join(part.text for part in marked if part.mark is not Mark.REMOVED) == new
    if old == new:
        assert all(part.mark is Mark.KEPT for part in marked)


def test_every_field_of_a_plan_is_compared() -> None:
    compared = {
        "number", "date", "year", "agency", "place", "doc_type", "subject", "bases", "preamble", "body", "closing",
        "recipients", "signatory", "reporting", "appendix_title", "appendix_note", "columns", "sections",
        "indicators", "register", "facts", "readings", "amendments", "corrections", "reports", "baseline",
    }  # fmt: skip
    assert {field.name for field in dataclasses.fields(Plan)} == compared


def test_units_and_targets_that_are_removed_are_named() -> None:
    plan = dataclasses.replace(base(), register=Register((*base().register.units, Unit("moi", "Phòng Mới"))))
    assert named(compare(plan, base())) == {("unit", "moi", "-")}
    more = (*base().indicators, Indicator("moi", "Chỉ tiêu mới", Target(">=", Decimal(1), "%")))
    assert named(compare(dataclasses.replace(base(), indicators=more), base())) == {("indicator", "moi", "-")}
