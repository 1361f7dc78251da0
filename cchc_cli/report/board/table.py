"""The table of all rows, and what it can be filtered by."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.text import fold
from cchc_cli.domain.vocabulary import DONE, STATE_LABELS, WORST_FIRST, State, short_date
from cchc_cli.report.board.values import Choice, Group, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.domain.model import Fact, Plan
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.units import Mention, Register

Date = dt.date
SOON, HINDERED = "due_soon", "obstacle"
NO_REPORT = "Chưa có báo cáo kết quả"
OUTSIDE = "Do cơ quan ngoài chủ trì (kê riêng, không tính vào tỷ lệ)"


def groups(plan: Plan, standings: Sequence[Standing]) -> tuple[Group, ...]:
    """Return the rows by section, in the order of the plan; those led from outside come last."""
    found: list[Group] = []
    for section in plan.all_sections():
        rows = [row for row in standings if row.task.section == section.id and not row.outside]
        if rows:
            found.append(Group(f"{section.id}. {section.title}", tuple(_line(row, plan.register) for row in rows)))
    outside = tuple(_line(row, plan.register) for row in standings if row.outside)
    return (*found, Group(OUTSIDE, outside, outside=True)) if outside else tuple(found)


def _line(row: Standing, register: Register) -> Line:
    task = row.task
    results, reported = _results(row)
    notes = [f"thiếu {wording.periods(row.missing)}"] if row.missing else []
    notes += ["đang có vướng mắc"] if row.obstacles else []
    rank = WORST_FIRST.index(row.state) if row.state in WORST_FIRST else len(WORST_FIRST)
    return Line(
        id=task.id,
        anchor=anchor(row),
        task=task.task,
        product=task.product,
        lead=wording.leads(row) if row.lead or not task.is_indicator else "",
        support=", ".join(mention.name for mention in row.support),
        deadline=task.deadline or ("" if task.is_indicator else "không ghi"),
        timing=tuple(filter(None, (wording.due(row), wording.timing(row)))),
        state=row.state,
        label=wording.state(row),
        notes=tuple(notes),
        results=results,
        evidence=tuple(dict.fromkeys(chain.from_iterable(fact.evidence for fact in row.facts))),
        section=task.section,
        units=" ".join(_keys(row, register)),
        due=row.due.isoformat() if row.due else "",
        rank=rank,
        reported=reported,
        states=" ".join([row.state, *[SOON] * row.due_soon, *[HINDERED] * bool(row.obstacles)]),
    )


def _results(row: Standing) -> tuple[tuple[str, ...], str]:
    """Return what was last achieved, in lines, and the day of it (``2020-06-14``, empty for none)."""
    if row.task.is_indicator:
        if row.reading is None or row.indicator is None:
            return (STATE_LABELS[State.NOT_MEASURED],), ""
        day = row.reading.date
        return (f"{short_date(day)}: {wording.measured(row.reading, row.indicator.target)}",), day.isoformat()
    told = [fact for fact in row.facts if fact.result or fact.quantity]
    ended = [part.fact for part in row.parts if part.fact and part.state in DONE and part.fact.status == "done"]
    lines: list[str] = []
    days: list[Date] = []
    if row.state in DONE and ended:
        day = max(fact.date for fact in ended)
        lines.append(f"Hoàn thành {short_date(day)}")
        days.append(day)
    if told:
        lines.append(_told(told[-1]))
        days.append(told[-1].date)
    elif not lines and row.reported:
        last = next(fact for fact in reversed(row.facts) if fact.is_report)
        lines += [NO_REPORT, f"{short_date(last.date)}: {wording.happened(last)}"]
    return tuple(lines or (NO_REPORT,)), max(days).isoformat() if days else ""


def _told(fact: Fact) -> str:
    counted = wording.amounts(fact.quantity)
    period = f" ({wording.periods([fact.period])})" if fact.period else ""
    what = f"{fact.result} ({counted})" if fact.result and counted else fact.result or counted
    return f"{short_date(fact.date)}{period}: {what}"


def anchor(row: Standing) -> str:
    """Return the id of the table's row, which other parts of the page lead to."""
    return "viec-" + "-".join(row.task.id.split())


def key_of(mention: Mention) -> str:
    """Return what a unit is called in the address of the page: its id, or its name without diacritics."""
    return "-".join(fold(mention.unit.id if mention.unit is not None else mention.text).split())


def _keys(row: Standing, register: Register) -> list[str]:
    """Return the keys of the units that lead a row, members of groups included."""
    keys: dict[str, None] = {}
    for mention in row.lead:
        keys[key_of(mention)] = None
        if mention.unit is not None:
            keys |= {"-".join(fold(unit.id).split()): None for unit in register.members(mention.unit)}
    return list(keys)


def choices_of_section(plan: Plan) -> tuple[Choice, ...]:
    """Return every section; one that holds others finds their rows too."""
    return tuple(Choice(section.id, f"{section.id}. {section.title}") for section in plan.all_sections())


def choices_of_unit(plan: Plan, standings: Iterable[Standing]) -> tuple[Choice, ...]:
    """Return the units that lead any row, themselves or as members of a group; those outside come last."""
    names: dict[str, Choice] = {}
    for row in standings:
        for mention in row.lead:
            outside = mention.unit is not None and mention.unit.outside
            names.setdefault(key_of(mention), Choice(key_of(mention), mention.name, outside))
    led = set(chain.from_iterable(_keys(row, plan.register) for row in standings))
    for unit in plan.register.units:
        key = "-".join(fold(unit.id).split())
        if key in led:
            names.setdefault(key, Choice(key, unit.name, unit.outside))
    return tuple(sorted(names.values(), key=lambda choice: (choice.outside, fold(choice.label))))


def choices_of_state(standings: Iterable[Standing]) -> tuple[Choice, ...]:
    """Return the states that rows have, worst first, and what else is asked for often."""
    rows = tuple(standings)
    had = {row.state for row in rows}
    order = (*WORST_FIRST, *(state for state in State if state not in WORST_FIRST))
    found = [Choice(state.value, STATE_LABELS[state]) for state in order if state in had]
    if any(row.due_soon for row in rows):
        found.append(Choice(SOON, "Sắp đến hạn trong 30 ngày"))
    if any(row.obstacles for row in rows):
        found.append(Choice(HINDERED, "Đang có vướng mắc"))
    return tuple(found)
