"""The rules by which one part of a deadline has a state at a date: one function for each kind."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.domain.deadline import Instance, Kind, Part, occurrences
from cchc_cli.domain.ledger import Course, follow
from cchc_cli.domain.periods import read_period
from cchc_cli.domain.vocabulary import State, Status
from cchc_cli.domain.windows import Window, last_closed
from cchc_cli.domain.workdays import Calendar, due_after

if TYPE_CHECKING:
    from cchc_cli.domain.model import Fact, Moment

Date = dt.date
DUE_SOON_DAYS = 30


class Ground(NamedTuple):
    """All that a judgement rests on: the part, the facts about it, the plan's year and date, the moment.

    ``facts`` have happened by the as-of date; ``ahead`` holds also those known to happen later, from
    which a term that ends before an event is counted. ``signed_due`` is the date before any amendment.
    """

    part: Part
    letter: str
    facts: tuple[Fact, ...]
    ahead: tuple[Fact, ...]
    signed_due: Date | None
    removed: str
    unread: bool
    finest: bool
    year: int
    since: Date
    moment: Moment
    calendar: Calendar


class PartStanding(NamedTuple):
    """One part at a moment: its state, the name of the rule that gave it, and what the rule looked at."""

    letter: str
    part: Part
    state: State
    rule: str
    due: Date | None = None
    first_due: Date | None = None
    days: int | None = None
    fact: Fact | None = None
    segment: Window | None = None
    missing: tuple[Instance, ...] = ()
    answered: tuple[tuple[Instance, Fact], ...] = ()
    ahead: Instance | None = None


def judge(ground: Ground) -> PartStanding:
    """Return the state of one part at the moment of its ground."""
    course = follow(ground.facts)
    if ground.removed:
        return _found(ground, State.DROPPED, "removed")
    if course.halted is not None:
        dropped = course.halted.status is Status.DROPPED
        return _found(
            ground,
            State.DROPPED if dropped else State.PAUSED,
            "dropped" if dropped else "paused",
            fact=course.halted,
        )
    if ground.unread and course.completed is None and course.due_in_force() is None:
        return _found(ground, State.NO_DEADLINE, "unread")
    match ground.part.kind:
        case Kind.ONGOING:
            return _judge_ongoing(ground, course)
        case Kind.FROM:
            return _judge_from(ground, course)
        case Kind.EVERY:
            return _judge_every(ground, course)
        case Kind.AFTER:
            return _judge_after(ground)
        case _:
            return _judge_dated(ground, course)


def _found(ground: Ground, state: State, rule: str, *, fact: Fact | None = None) -> PartStanding:
    return PartStanding(ground.letter, ground.part, state, rule, fact=fact)


def _judge_dated(ground: Ground, course: Course) -> PartStanding:
    """Judge a part that has one date, or waits for one to be fixed by a fact."""
    first_fact, last_fact = course.first_due(), course.due_in_force()
    first = ground.signed_due or (first_fact.due if first_fact else None)
    due = (last_fact.due if last_fact else None) or ground.part.due
    return _dated(ground, course.completed, first, due) or _undated(ground)


def _dated(ground: Ground, completed: Fact | None, first: Date | None, due: Date | None) -> PartStanding | None:
    """Judge against a due date; None where there is neither a date nor a completion."""
    as_of = ground.moment.as_of
    if completed is not None:
        if due is None:
            return _found(ground, State.DONE_ON_TIME, "done.undated", fact=completed)
        late = completed.date > due
        standing = _found(
            ground,
            State.DONE_LATE if late else State.DONE_ON_TIME,
            "done.late" if late else "done.on_time",
            fact=completed,
        )
        return standing._replace(due=due, first_due=first, days=(completed.date - due).days)
    if due is None:
        return None
    overdue = due < as_of
    standing = _found(
        ground, State.OVERDUE if overdue else State.IN_TIME, "dated.overdue" if overdue else "dated.in_time"
    )
    return standing._replace(due=due, first_due=first, days=(as_of - due).days)


def _undated(ground: Ground) -> PartStanding:
    match ground.part.kind:
        case Kind.ADHOC:
            return _found(ground, State.DORMANT, "adhoc.dormant")
        case Kind.NONE:
            return _found(ground, State.NO_DEADLINE, "none")
        case Kind.EXTERNAL:
            return _found(ground, State.WAITING, "external.waiting")
    return _found(ground, State.WAITING, "open_end.waiting")


def _judge_after(ground: Ground) -> PartStanding:
    """Judge a term that an event starts: each event opens a term, a completion closes those open.

    The oldest open term decides. A term that ends before its event is counted from events already
    known, though they lie ahead.
    """
    after = ground.part.after
    backwards = after is not None and after.amount < 0
    terms: list[Date] = []
    closed: list[Date] = []
    fixed: Date | None = None
    closed_fixed: Date | None = None
    completed: Fact | None = None
    event: Fact | None = None
    for fact in ground.ahead if backwards else ground.facts:
        if fact.date > ground.moment.as_of and not fact.event:
            continue
        if fact.event and after is not None:
            if completed is not None:
                completed, closed, closed_fixed = None, [], None
            terms.append(due_after(fact.date, after, ground.calendar))
            event = fact
        if fact.due:
            fixed = fact.due
        if fact.status is Status.DONE and not fact.period:
            completed, closed, closed_fixed = fact, terms, fixed
            terms, fixed = [], None
        elif fact.status is Status.REOPENED and completed is not None:
            terms, fixed, completed = closed, closed_fixed, None
    running, override = (closed, closed_fixed) if completed is not None else (terms, fixed)
    first = min(running) if running else override
    standing = _dated(ground, completed, first, override or first)
    if standing is None:
        return _found(ground, State.DORMANT, "after.dormant")
    return standing if completed is not None else standing._replace(fact=event)


def _judge_ongoing(ground: Ground, course: Course) -> PartStanding:
    """Judge work without an end: it owes a result in every reporting segment."""
    if course.completed is not None:
        return _found(ground, State.DONE_ON_TIME, "done.undated", fact=course.completed)
    segment = last_closed(ground.year, since=ground.since, on=ground.moment.as_of)
    counts = [fact for fact in course.facts if fact.is_result or fact.is_work]
    last = counts[-1] if counts else None
    if segment is None:
        return _found(ground, State.ONGOING, "ongoing.none_closed", fact=last)
    if last is not None and last.date >= segment.start:
        return _found(ground, State.ONGOING, "ongoing.result", fact=last)._replace(segment=segment)
    return _found(ground, State.STALE, "ongoing.stale", fact=last)._replace(segment=segment)


def _judge_from(ground: Ground, course: Course) -> PartStanding:
    """Judge an open start: late once its first period has passed without any fact of work."""
    starts_by = ground.part.starts_by
    if course.begun is not None or course.completed is not None or starts_by is None:
        return _judge_ongoing(ground, course)
    days = (ground.moment.as_of - starts_by).days
    if days > 0:
        return _found(ground, State.LATE_START, "from.late")._replace(days=days)
    return _found(ground, State.IN_TIME, "from.in_time")._replace(days=days)


def _judge_every(ground: Ground, course: Course) -> PartStanding:
    """Judge recurring work: one instance a calendar period; a past one without a result is overdue."""
    instances = instances_of(ground.part, ground.year, since=ground.since)
    until = course.completed.date if course.completed else None
    answers = [(instance, _answer(instance, course.facts, finest=ground.finest)) for instance in instances]
    answered = tuple((instance, fact) for instance, fact in answers if fact is not None)
    open_ones = [instance for instance, fact in answers if fact is None and not _closed(instance, until)]
    missing = tuple(instance for instance in open_ones if instance.due < ground.moment.as_of)
    if missing:
        oldest = missing[0].due
        return _found(ground, State.OVERDUE, "every.missing")._replace(
            due=oldest,
            first_due=oldest,
            days=(ground.moment.as_of - oldest).days,
            missing=missing,
            answered=answered,
        )
    if open_ones:
        ahead = open_ones[0]
        return _found(ground, State.IN_TIME, "every.in_time")._replace(
            due=ahead.due,
            first_due=ahead.due,
            days=(ground.moment.as_of - ahead.due).days,
            answered=answered,
            ahead=ahead,
        )
    if course.completed is None and not answered:
        return _found(ground, State.DORMANT, "every.none")
    late = any(fact.date > instance.due for instance, fact in answered)
    standing = _found(
        ground,
        State.DONE_LATE if late else State.DONE_ON_TIME,
        "every.complete",
        fact=course.completed or answered[-1][1],
    )
    return standing._replace(answered=answered)


def instances_of(part: Part, year: int, *, since: Date) -> list[Instance]:
    """Return the instances a recurring part owes in the plan's year: from the plan's date or a later start.

    A range in the phrase itself ("từ tháng 3 đến tháng 11") bounds them too.
    """
    if part.every is None:
        return []
    start = max(since, part.start) if part.start is not None else since
    until = part.due if part.start is not None and part.due is not None else Date(year, 12, 31)
    return occurrences(part.every, year, since=start, until=until)


def _closed(instance: Instance, completed_on: Date | None) -> bool:
    """Whether the whole work was completed before the instance fell due."""
    return completed_on is not None and completed_on <= instance.due


def _answer(instance: Instance, facts: tuple[Fact, ...], *, finest: bool) -> Fact | None:
    """Return the first result for an instance: one that names its period, or falls in it naming none."""
    for fact in facts:
        if not fact.is_result or (fact.status is Status.DONE and not fact.period and not fact.result):
            continue
        period = read_period(fact.period) if fact.period else None
        if period is not None:
            if period.text == instance.period:
                return fact
        elif finest and instance.start <= fact.date <= instance.end:
            return fact
    return None
