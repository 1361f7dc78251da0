"""Next year's plan drafted from this one: what goes on, what may come back, what ends with the year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.model import Moment, Plan
from cchc_cli.domain.text import fold
from cchc_cli.domain.units import Register
from cchc_cli.domain.vocabulary import State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from cchc_cli.domain.model import Section, Task
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.units import Unit

FINISHED = frozenset({State.DONE_ON_TIME, State.DONE_LATE})


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of a plan for another year.

    ``origins`` maps the id of each of its rows to that of the row it goes on from, ``phrases`` to the
    deadline that the old plan gave. ``renamed`` holds pairs of an ended unit and the one that stands in its place.
    """

    plan: Plan
    origins: Mapping[str, str]
    phrases: Mapping[str, str]
    renamed: tuple[tuple[str, str], ...] = ()
    ended: tuple[str, ...] = ()


def finished(rows: Iterable[Standing]) -> tuple[Standing, ...]:
    """Return the rows that are completed: many of them come back every year, and people decide which."""
    return tuple(row for row in rows if row.state in FINISHED)


def draft(plan: Plan, rows: Sequence[Standing], year: int, keep: Collection[str]) -> Draft:
    """Return the plan of another year made from the rows of this one, as they stand at its end.

    Ongoing and unfinished rows and targets go on, and of the finished ones those in ``keep``. Rows taken out
    of the plan do not. Deadlines are left open, the text and the legal bases stay as they were; rows are
    numbered anew within their sections and say in ``continues`` (``2020/II.5``) where they come from.
    """
    old = plan_at(plan, Moment(dt.date(plan.year, 12, 31)))
    first_day = dt.date(year, 1, 1)
    units = _units_of(old.register, first_day)
    names = _Names(old.register, first_day)
    going_on = {
        row.task.id: replace(row.task, lead=names.current(_lead_of(row)), support=names.current(row.task.support))
        for row in rows
        if row.state is not State.DROPPED and (row.state not in FINISHED or row.task.id in keep)
    }
    origins: dict[str, str] = {}
    sections = tuple(_section(section, old.year, going_on, origins) for section in old.sections)
    new_ids = {before: after for after, before in origins.items()}
    indicators = tuple(
        replace(each, tasks=tuple(new_ids[task] for task in each.tasks if task in new_ids)) for each in old.indicators
    )
    head = Plan(
        number="",
        date=first_day,
        year=year,
        agency=old.agency,
        place=old.place,
        doc_type=old.doc_type,
        subject=_of_year(old.subject, old.year, year),
        bases=old.bases,
        preamble=old.preamble,
        body=old.body,
        closing=tuple(_of_year(text, old.year, year) for text in old.closing),
        recipients=old.recipients,
        signatory=old.signatory,
        reporting=replace(old.reporting, send_by=(), windows=(), places=_places(old.reporting.places, new_ids)),
        appendix_title=_of_year(old.appendix_title, old.year, year),
        columns=old.columns,
        sections=tuple(section for section in sections if section is not None),
        indicators=indicators,
        register=Register(units),
    )
    kept = {unit.id for unit in units}
    return Draft(
        plan=head,
        origins=origins,
        phrases={after: phrase for after, before in origins.items() if (phrase := going_on[before].deadline)},
        renamed=tuple(names.renamed.items()),
        ended=tuple(unit.name for unit in old.register.units if unit.id not in kept),
    )


def _lead_of(row: Standing) -> str:
    return next((fact.lead for fact in reversed(row.facts) if fact.lead and not fact.part), row.task.lead)


def _section(section: Section, year: int, going_on: Mapping[str, Task], origins: dict[str, str]) -> Section | None:
    """Return a section with the rows that go on, numbered anew; None where none does in it or below it."""
    groups: dict[str, Task] = {}
    tasks: list[Task] = []
    numbers: dict[str, int] = {}
    rows = [going_on[task.id] for task in section.tasks if task.id in going_on]
    for row in section.lines(rows):
        above = groups[row.parent].id if row.parent in groups else ""
        holder = above or section.id
        numbers[holder] = numbers.get(holder, 0) + 1
        moved = replace(
            row,
            id=f"{holder}.{numbers[holder]}",
            number="",
            parent=above,
            deadline="",
            schedule="",
            signed_deadline=None,
            notes="",
        )
        if row.id in going_on:
            origins[moved.id] = row.id
            tasks.append(replace(moved, continues=f"{year}/{row.id}"))
        else:
            groups[row.id] = moved
    inner = tuple(each for each in (_section(each, year, going_on, origins) for each in section.sections) if each)
    if not tasks and not inner:
        return None
    return replace(section, tasks=tuple(tasks), groups=tuple(groups.values()), sections=inner)


def _units_of(register: Register, on: dt.date) -> tuple[Unit, ...]:
    """Return the units that are there on a day; a group has the successors of those of its members that ended."""
    ended = {unit.id: register.in_force(unit, on).id for unit in register.units if unit.valid_to and unit.valid_to < on}

    def members(unit: Unit) -> tuple[str, ...]:
        now = (ended.get(member, member) for member in unit.members)
        return tuple(dict.fromkeys(member for member in now if member not in ended and member != unit.id))

    return tuple(replace(unit, members=members(unit)) for unit in register.units if unit.id not in ended)


class _Names:
    """Puts the names of the units that carry on in the place of those that ended, and remembers which."""

    def __init__(self, register: Register, on: dt.date) -> None:
        self._register = register
        self._on = on
        self.renamed: dict[str, str] = {}

    def current(self, cell: str) -> str:
        """Return a signed cell with the units of the day; names that are not written out whole stay."""
        for mention in reversed(self._register.read(cell)):
            start, end = mention.span
            if mention.unit is None or fold(cell[start:end]) != fold(mention.text):
                continue
            now = self._register.in_force(mention.unit, self._on)
            if now != mention.unit:
                self.renamed[mention.unit.name] = now.name
                cell = cell[:start] + now.name + cell[end:]
        return cell


def _of_year(text: str, old: int, new: int) -> str:
    return text.replace(str(old), str(new))


def _places(places: Iterable[tuple[str, str]], new_ids: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((new_ids[task], heading) for task, heading in places if task in new_ids)
