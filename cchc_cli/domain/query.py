"""Which rows are asked for, and in what order."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from cchc_cli.domain.text import fold
from cchc_cli.domain.vocabulary import LATE, WORST_FIRST, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc_cli.domain.deadline import Kind
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.units import Register, Unit

Sort: TypeAlias = Literal["plan", "worst", "due", "unit", "state"]


class Query(NamedTuple):
    """Conditions that a row must all meet; an empty one asks nothing."""

    overdue: bool = False
    due_within: int | None = None
    states: frozenset[State] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    unit: Unit | None = None
    leader: str = ""
    section: str = ""
    area: str = ""
    words: str = ""


def select(
    standings: Iterable[Standing], query: Query, register: Register, on: dt.date | None = None
) -> list[Standing]:
    """Return the rows that meet the query, in the order given.

    On a day, a unit stands for those whose work it carries on by then; without one, for itself alone.
    """
    return [standing for standing in standings if _meets(standing, query, register, on)]


def arrange(standings: Iterable[Standing], sort: Sort) -> list[Standing]:
    """Return the rows in the order asked for; rows that tie keep the order of the plan."""
    rows = list(standings)
    match sort:
        case "plan":
            return rows
        case "worst":
            return sorted(rows, key=lambda row: (row.outside, _rank(row.state), -(row.days or 0)))
        case "due":
            return sorted(rows, key=lambda row: row.due or dt.date.max)
        case "unit":
            return sorted(rows, key=lambda row: [fold(mention.name) for mention in row.lead])
        case "state":
            return sorted(rows, key=lambda row: _rank(row.state))


def _rank(state: State) -> int:
    return WORST_FIRST.index(state) if state in WORST_FIRST else len(WORST_FIRST)


def _meets(row: Standing, query: Query, register: Register, on: dt.date | None) -> bool:
    if query.overdue and row.state not in LATE:
        return False
    if query.due_within is not None and not row.is_due_soon(query.due_within):
        return False
    if query.states and row.state not in query.states:
        return False
    if query.kinds and not query.kinds & set(row.kinds):
        return False
    if query.unit is not None and not _is_led_by(row, query.unit, register, on):
        return False
    if query.leader and fold(query.leader) not in fold(row.task.leader):
        return False
    if query.section and not _is_in_section(row, query.section):
        return False
    if query.area and fold(query.area) != fold(row.task.area):
        return False
    return not query.words or _has_words(row, query.words)


def _is_led_by(row: Standing, unit: Unit, register: Register, on: dt.date | None) -> bool:
    """Whether the unit leads the row, itself or as a member of a group that does; or one whose work it carries on."""

    def current(one: Unit) -> str:
        return (register.in_force(one, on) if on else one).id

    leads = [mention.unit for mention in row.lead if mention.unit is not None]
    leads += [register.in_force(lead, on) for lead in leads] if on else []
    return any(current(one) == current(unit) for lead in leads for one in (lead, *register.members(lead)))


def _is_in_section(row: Standing, section: str) -> bool:
    wanted = fold(section)
    return fold(row.task.section) == wanted or fold(row.task.section).startswith(wanted + ".")


def _has_words(row: Standing, words: str) -> bool:
    """Whether the words stand in the row, whatever their case, diacritics or normal form."""
    task = row.task
    return fold(words) in fold(f"{task.id} {task.task} {task.product} {task.deadline} {task.notes}")
