"""What each unit is asked to report for a period, line by line, and what it has answered so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.judgement import instances_of
from cchc_cli.domain.periods import read_period
from cchc_cli.domain.reminders import addressees, reminder_to
from cchc_cli.domain.vocabulary import State
from cchc_cli.domain.windows import PRESETS, Window, next_report, reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.domain.judgement import PartStanding
    from cchc_cli.domain.model import Fact
    from cchc_cli.domain.reminders import Round
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.units import Mention, Unit
    from cchc_cli.domain.windows import Reporting

Date = dt.date

OPEN = frozenset({State.OVERDUE, State.LATE_START, State.STALE, State.IN_TIME, State.NO_DEADLINE, State.ONGOING})
"""The states in which a row owes word of itself in every period."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a form: a row, one part of a compound row, or one period of recurring work.

    ``part`` is the letter of the part where the row has several, ``period`` the period of recurring work,
    ``due`` the day it is due, ``given`` whether that period has its result already.
    """

    row: Standing
    standing: PartStanding | None
    part: str = ""
    period: str = ""
    due: Date | None = None
    given: bool = False

    @property
    def key(self) -> str:
        """What tells the line from all others of the plan: ``II.5``, ``II.6/a``, ``VII.2//2020-04``."""
        return f"{self.row.task.id}/{self.part}/{self.period}".rstrip("/")

    @property
    def aspect(self) -> str:
        """The part and the period in words: ``phần a, tháng 04/2020``; empty for a whole row."""
        period = read_period(self.period) if self.period else None
        named = (f"phần {self.part}" if self.part else "", period.label if period else self.period)
        return ", ".join(word for word in named if word)


@dataclass(frozen=True, slots=True)
class Request:
    """What a unit is asked for: the lines of the rows it leads, and the rows it supports, for information."""

    unit: Unit
    window: Window
    lines: tuple[Line, ...]
    supports: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """How far a unit has answered for a period: the rows it owes word of, and those it has given.

    ``last`` is the day of its last report in the period. ``lacking`` names by row the parts and periods still
    without word where others of the row have been answered.
    """

    unit: Unit
    owed: tuple[Standing, ...]
    answered: tuple[Standing, ...]
    last: Date | None = None
    lacking: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def waiting(self) -> tuple[Standing, ...]:
        """The rows still without word."""
        given = {row.task.id for row in self.answered}
        return tuple(row for row in self.owed if row.task.id not in given)


@dataclass(frozen=True, slots=True)
class GroupAnswers:
    """How the members of a group have answered for the rows it leads."""

    unit: Unit
    members: tuple[Answers, ...]


def window_named(year: int, code: str, reporting: Reporting | None = None) -> Window | None:
    """Return the window of a period (``2020-Q2``): of the plan's own reports, else as the decree closes it."""
    period = read_period(code)
    wanted = period.text if period else code
    offered = (*reports(year, reporting), *PRESETS["nd09"](year))
    return next((each for each in offered if each.code == wanted), None)


def window_at(year: int, on: Date, reporting: Reporting | None = None) -> Window:
    """Return the window of the report whose cut-off comes next on a day, of the last one after it."""
    return next_report(year, on=on, reporting=reporting) or reports(year, reporting)[-1]


def units_asked(asked: Round) -> tuple[Unit, ...]:
    """Return the units of the agency that lead or support a row, in the order of the register.

    A group is asked through its members; one whose members nobody has listed, itself.
    """
    named = [mention.unit for row in asked.rows for mention in (*row.lead, *row.support) if mention.unit is not None]
    wanted = {unit.id for each in named for unit in addressees(asked, each)}
    return tuple(unit for unit in asked.plan.register.units if unit.id in wanted and not unit.outside)


def request_to(asked: Round, unit: Unit, window: Window) -> Request:
    """Return what a unit is asked for; rows taken out of the plan and targets are left out."""
    led = [row for row in reminder_to(asked, unit).rows if _names(asked, row.lead, unit)]
    ids = {row.task.id for row in led}
    supports = [row for row in asked.rows if row.task.id not in ids and _names(asked, row.support, unit)]
    wanted = [row for row in led if row.state is not State.DROPPED and not row.task.is_indicator]
    return Request(
        unit,
        window,
        tuple(line for row in wanted for line in _lines(asked, row, window)),
        tuple(row for row in supports if row.state is not State.DROPPED),
    )


def every_line(asked: Round, row: Standing) -> tuple[Line, ...]:
    """Return all lines a row can have in a form of any period of the year, the whole row first."""
    several = len(row.parts) > 1
    found = [Line(row, None)]
    for part in row.parts:
        letter = part.letter if several else ""
        found += [Line(row, part, letter)] if several else []
        instances = instances_of(part.part, asked.plan.year, since=asked.plan.date)
        found += [Line(row, part, letter, each.period) for each in instances]
    return tuple(found)


def _lines(asked: Round, row: Standing, window: Window) -> list[Line]:
    several = len(row.parts) > 1
    found: list[Line] = []
    for part in row.parts:
        letter = part.letter if several else ""
        instances = instances_of(part.part, asked.plan.year, since=asked.plan.date)
        if not instances:
            found.append(Line(row, part, letter, due=part.due))
            continue
        given = {instance.period for instance, _ in part.answered}
        found += [
            Line(row, part, letter, each.period, each.due, each.period in given)
            for each in instances
            if each.due <= window.end and (each.due >= window.start or each.period not in given)
        ]
    return found


def answers_of(asked: Round, unit: Unit, window: Window) -> Answers:
    """Return how far a unit has answered for a period by the moment of the round."""
    owed: list[Standing] = []
    answered: list[Standing] = []
    lacking: list[tuple[str, tuple[str, ...]]] = []
    days: list[Date] = []
    for row in reminder_to(asked, unit).rows:
        if row.task.is_indicator or not _names(asked, row.lead, unit):
            continue
        given = [fact for fact in row.facts if _is_answer(asked, row, fact, unit, window)]
        if not given and row.state not in OPEN:
            continue
        owed.append(row)
        days += [fact.date for fact in given]
        without = _without_word(asked, row, given, window)
        if given and without:
            lacking.append((row.task.id, without))
        elif given:
            answered.append(row)
    return Answers(unit, tuple(owed), tuple(answered), max(days) if days else None, tuple(lacking))


def _without_word(asked: Round, row: Standing, given: Sequence[Fact], window: Window) -> tuple[str, ...]:
    """Return the parts and the periods due by now that were not answered; nothing for a row that is one whole."""
    told = {fact.part for fact in given}
    found: list[str] = []
    for line in _lines(asked, row, window):
        if line.period:
            is_due = line.due is not None and line.due <= asked.moment.as_of
            if is_due and not line.given:
                found.append(line.aspect)
        elif line.part and line.standing is not None and line.standing.state in OPEN and not told & {"", line.part}:
            found.append(line.aspect)
    return tuple(found)


def group_answers(asked: Round, window: Window) -> tuple[GroupAnswers, ...]:
    """Return, for each group that leads rows, how its members have answered for those rows."""
    groups = {
        each.id: each
        for row in asked.rows
        for mention in row.lead
        if mention.unit is not None and not mention.unit.outside and asked.members(each := asked.current(mention.unit))
    }
    found: list[GroupAnswers] = []
    for group in groups.values():
        members = [_through(asked, answers_of(asked, member, window), group) for member in asked.members(group)]
        found.append(GroupAnswers(group, tuple(members)))
    return tuple(found)


def _through(asked: Round, answers: Answers, group: Unit) -> Answers:
    """Keep of a member's answers the rows that the group leads."""
    owed = tuple(row for row in answers.owed if is_led_by(asked, row, group))
    answered = tuple(row for row in answers.answered if is_led_by(asked, row, group))
    ids = {row.task.id for row in owed}
    lacking = tuple(each for each in answers.lacking if each[0] in ids)
    return Answers(answers.unit, owed, answered, answers.last if answered or lacking else None, lacking)


def is_led_by(asked: Round, row: Standing, unit: Unit) -> bool:
    """Whether a unit leads a row by its own name, and not as a member of a group."""
    return any(mention.unit is not None and asked.current(mention.unit).id == unit.id for mention in row.lead)


def _is_answer(asked: Round, row: Standing, fact: Fact, unit: Unit, window: Window) -> bool:
    """Whether a fact reports on a row in the window, and speaks for the unit.

    What another lead of the row says is its own answer; on a row held in a group only the unit's own word counts.
    Who completes the row answers for all.
    """
    if not fact.is_report or not (window.start <= fact.date <= window.end or fact.period == window.code):
        return False
    if fact.status == "done" and not fact.period:
        return True
    one = asked.plan.register.find(fact.by) if fact.by else None
    named = [one] if one else [mention.unit for mention in asked.plan.register.read(fact.by)]
    speaking = {asked.current(each).id for each in named if each is not None}
    if unit.id in speaking:
        return True
    return is_led_by(asked, row, unit) and not any(other.id in speaking for other in other_leads(asked, row, unit))


def other_leads(asked: Round, row: Standing, unit: Unit) -> tuple[Unit, ...]:
    """Return the units that lead a row beside this one, groups by their members, each once."""
    named = (mention.unit for mention in row.lead if mention.unit is not None)
    found = {each.id: each for one in named for each in addressees(asked, one)}
    return tuple(each for each in found.values() if each.id != unit.id)


def _names(asked: Round, mentions: Iterable[Mention], unit: Unit) -> bool:
    """Whether a cell names a unit, itself or in a group."""
    named = (mention.unit for mention in mentions if mention.unit is not None)
    return any(unit.id in {each.id for each in (asked.current(one), *addressees(asked, one))} for one in named)
