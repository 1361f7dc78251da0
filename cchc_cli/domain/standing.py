"""The state of every row at a date, with the rule, fact and segment that decided it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.domain import deadline as deadlines
from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.deadline import Kind, Misread, Part
from cchc_cli.domain.judgement import DUE_SOON_DAYS, Ground, PartStanding, judge
from cchc_cli.domain.ledger import follow, in_force, known, of_part
from cchc_cli.domain.vocabulary import WORST_FIRST, State, part_letter

if TYPE_CHECKING:
    from cchc_cli.domain.model import Fact, Indicator, Moment, Plan, Reading, Task
    from cchc_cli.domain.units import Mention
    from cchc_cli.domain.workdays import Calendar

Date = dt.date


class Standing(NamedTuple):
    """One row at a moment: its state, what decided it, who owes it and what was reported.

    ``due`` is the date of the part that decides, ``first_due`` the date before any extension. ``days``
    counts from it to the as-of date: positive when late, negative when there is time left, up to the
    day of completion for completed rows.
    """

    task: Task
    state: State
    parts: tuple[PartStanding, ...]
    lead: tuple[Mention, ...]
    support: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    outside: bool = False
    reported: bool = False
    due: Date | None = None
    first_due: Date | None = None
    days: int | None = None
    missing: tuple[str, ...] = ()
    misread: Misread | None = None
    indicator: Indicator | None = None
    reading: Reading | None = None

    @property
    def deciding(self) -> PartStanding | None:
        """The first part that has the state of the whole row."""
        return next((part for part in self.parts if part.state == self.state), None)

    @property
    def extended(self) -> bool:
        """Whether the date in force is later than the first one."""
        return self.due is not None and self.first_due is not None and self.due > self.first_due

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of deadline of the row, each once, in the order of its parts."""
        return tuple(dict.fromkeys(part.part.kind for part in self.parts))

    def is_due_soon(self, days: int = DUE_SOON_DAYS) -> bool:
        """Whether the row is in time and its date comes within so many days."""
        return self.state is State.IN_TIME and self.days is not None and -days <= self.days <= 0

    @property
    def due_soon(self) -> bool:
        """Whether its date comes within 30 days."""
        return self.is_due_soon()

    @property
    def obstacles(self) -> tuple[Fact, ...]:
        """The obstacles still open."""
        return follow(self.facts).open_obstacles()


def standings(plan: Plan, moment: Moment, calendar: Calendar) -> tuple[Standing, ...]:
    """Return the standing of every row of the plan at a moment, in the order of the table."""
    plan = plan_at(plan, moment)
    return tuple(stand(plan, task, moment, calendar) for task in plan.tasks())


def stand(plan: Plan, task: Task, moment: Moment, calendar: Calendar) -> Standing:
    """Return the standing of one row of a plan that reads as of the moment already (see ``plan_at``)."""
    every_fact = known(plan.facts.get(task.id, ()), moment)
    facts = tuple(fact for fact in every_fact if fact.date <= moment.as_of)
    reassigned = next((fact.lead for fact in reversed(facts) if fact.lead and not fact.part), task.lead)
    lead = plan.register.read(reassigned)
    parts, misread = read_parts(task, plan.year)
    row = Standing(
        task=task,
        state=State.NO_DEADLINE,
        parts=(),
        lead=lead,
        support=plan.register.read(task.support),
        facts=facts,
        outside=plan.register.is_outside(lead),
        reported=any(fact.is_report for fact in facts),
        misread=misread,
    )
    if task.is_indicator:
        return _as_indicator(row, parts, plan, moment)
    signed = _signed_dates(task, plan.year, len(parts))
    judged = tuple(
        judge(
            Ground(
                part=part,
                letter=part_letter(index),
                facts=of_part(facts, part_letter(index)),
                ahead=of_part(every_fact, part_letter(index)),
                signed_due=signed[index] or part.due,
                removed=task.removed,
                unread=misread is not None,
                finest=_is_finest(part, parts),
                year=plan.year,
                since=plan.date,
                moment=moment,
                calendar=calendar,
            )
        )
        for index, part in enumerate(parts)
    )
    state = _worst(judged)
    chosen = min((part for part in judged if part.state == state), key=lambda part: part.due or Date.max)
    return row._replace(
        state=state,
        parts=judged,
        due=chosen.due,
        first_due=chosen.first_due,
        days=chosen.days,
        missing=tuple(dict.fromkeys(instance.period for part in judged for instance in part.missing)),
    )


def read_parts(task: Task, year: int) -> tuple[tuple[Part, ...], Misread | None]:
    """Return the parts of a row's deadline; a phrase that can't be read is one part of kind none."""
    words = task.schedule or task.deadline
    read = deadlines.read(words, year)
    if isinstance(read, Misread):
        return (Part(Kind.NONE, words, (0, len(words))),), read
    return read.parts, None


def _worst(parts: tuple[PartStanding, ...]) -> State:
    """Return the state of the worst part; parts paused or dropped count only where nothing else is left."""
    running = [part.state for part in parts if part.state in WORST_FIRST]
    if running:
        return min(running, key=WORST_FIRST.index)
    return next((part.state for part in parts if part.state is State.PAUSED), State.DROPPED)


def _signed_dates(task: Task, year: int, count: int) -> tuple[Date | None, ...]:
    """Return the due dates of the parts as first signed, where an amendment changed the deadline."""
    if task.signed_deadline is None:
        return (None,) * count
    signed = deadlines.read(task.signed_deadline, year)
    if isinstance(signed, Misread) or len(signed.parts) != count:
        return (None,) * count
    return tuple(part.due if part.kind is not Kind.EVERY else None for part in signed.parts)


def _is_finest(part: Part, parts: tuple[Part, ...]) -> bool:
    """Whether a recurring part has the shortest period of its row: it takes results that name no period."""
    order = ("week", "month", "quarter", "half", "year")
    ranks = [(order.index(each.every.unit), each.every.step) for each in parts if each.every]
    return part.every is not None and (order.index(part.every.unit), part.every.step) == min(ranks)


def _as_indicator(row: Standing, parts: tuple[Part, ...], plan: Plan, moment: Moment) -> Standing:
    """Return the standing of a row that is a target: its last reading against what it is to reach."""
    indicator = plan.indicator(row.task.indicator)
    reading = latest_reading(plan, row.task.indicator, moment)
    halted = follow(row.facts).halted
    state = measured(indicator, reading)
    if row.task.removed or (halted is not None and halted.status == "dropped"):
        state = State.DROPPED
    elif halted is not None:
        state = State.PAUSED
    return row._replace(
        state=state,
        parts=tuple(PartStanding(part_letter(at), part, state, "indicator") for at, part in enumerate(parts)),
        reported=row.reported or reading is not None,
        indicator=indicator,
        reading=reading,
    )


def measured(indicator: Indicator | None, reading: Reading | None) -> State:
    """Return whether a reading reaches the indicator's target."""
    if indicator is None or reading is None:
        return State.NOT_MEASURED
    return State.MET if indicator.target.is_met(reading.value) else State.NOT_MET


def latest_reading(plan: Plan, indicator_id: str, moment: Moment) -> Reading | None:
    """Return the last reading of an indicator at a moment, None while there is none."""
    readings = in_force(plan.readings.get(indicator_id, ()), moment)
    return readings[-1] if readings else None
