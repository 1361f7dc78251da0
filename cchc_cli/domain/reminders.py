"""Who owes what at a moment: for each unit its overdue work, missing reports, evidence and readings, as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline import Kind
from cchc_cli.domain.ledger import in_force, of_part
from cchc_cli.domain.periods import read_period
from cchc_cli.domain.standing import stand
from cchc_cli.domain.text import fold
from cchc_cli.domain.vocabulary import DONE, State, Status
from cchc_cli.domain.windows import Window, last_closed

if TYPE_CHECKING:
    from cchc_cli.domain.judgement import PartStanding
    from cchc_cli.domain.model import Agency, Fact, Indicator, Moment, Plan, Reading
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.units import Mention, Unit
    from cchc_cli.domain.workdays import Calendar

Date = dt.date


class Owed(StrEnum):
    """What is asked for, in the order it is listed."""

    OVERDUE = "overdue"
    """Work past its date and not completed."""
    PERIODS = "periods"
    """Recurring work with past periods that have no result."""
    START = "start"
    """Work to begin by a day that has passed, without any fact of work."""
    RESULT = "result"
    """Ongoing work without a result in the last closed segment or since."""
    SOON = "soon"
    """Work that falls due in the days ahead."""
    EVIDENCE = "evidence"
    """Work completed without any evidence recorded."""
    READING = "reading"
    """An indicator without a reading of the last closed stretch it is measured in."""


class Audience(StrEnum):
    """Whom a reminder speaks to, which decides its form."""

    UNIT = "unit"
    LEADERS = "leaders"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Debt:
    """One thing a unit owes: on a part of a row, or the reading of an indicator.

    ``part`` is None where the row as a whole is meant, ``row`` None for a reading. ``others`` names the
    other leads of the row, or those who serve the indicator, too; ``group`` the group through which the unit
    leads the row. ``supports`` marks a row the unit does not lead but is named in support of.
    """

    what: Owed
    row: Standing | None = None
    part: PartStanding | None = None
    indicator: Indicator | None = None
    window: Window | None = None
    group: str = ""
    others: tuple[str, ...] = ()
    supports: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one unit owes; ``rows`` are all rows it leads, each as it stands for this unit."""

    unit: Unit
    audience: Audience
    debts: tuple[Debt, ...]
    rows: tuple[Standing, ...]

    @property
    def waiting(self) -> tuple[Standing, ...]:
        """The rows with a date that somebody else has still to fix."""
        return tuple(row for row in self.rows if any(part.state is State.WAITING for part in row.parts))


@dataclass(frozen=True, slots=True)
class Round:
    """One round of reminding: the plan as amended at the moment, its rows, and how many days it looks ahead."""

    plan: Plan
    rows: tuple[Standing, ...]
    moment: Moment
    calendar: Calendar
    days: int = 30

    def current(self, unit: Unit) -> Unit:
        """The unit that carries on a unit's work at the moment."""
        return self.plan.register.in_force(unit, self.moment.as_of)

    def members(self, unit: Unit) -> tuple[Unit, ...]:
        """The members of a group as they carry on at the moment, each once; none for a single unit."""
        found = (self.current(member) for member in self.plan.register.members(unit))
        return tuple({member.id: member for member in found}.values())


@dataclass(frozen=True, slots=True)
class _Held:
    """A row as one unit holds it; ``partners`` are the ids of the members of the group it holds it with."""

    row: Standing
    group: str = ""
    others: tuple[str, ...] = ()
    supports: bool = False
    partners: frozenset[str] = frozenset()


def reminders(asked: Round) -> tuple[Reminder, ...]:
    """Return a reminder for every unit of the agency that owes something, in the order of the register.

    Groups are asked through their members, each for what it has not answered itself.
    """
    mentioned = (mention.unit for row in asked.rows for mention in row.lead if mention.unit is not None)
    wanted = {unit.id for named in mentioned for unit in addressees(asked, named)}
    units = [unit for unit in asked.plan.register.units if unit.id in wanted and not unit.outside]
    found = (reminder_to(asked, unit) for unit in units)
    return tuple(each for each in found if each.debts)


def addressees(asked: Round, unit: Unit) -> tuple[Unit, ...]:
    """Return the units that answer for a unit: the members of a group, else the one that carries on its work."""
    unit = asked.current(unit)
    return asked.members(unit) or (unit,)


def reminder_to(asked: Round, unit: Unit) -> Reminder:
    """Return what one unit owes; an office outside the agency is asked for what it supports, too."""
    held = [each for row in asked.rows if (each := _held(asked, row, unit)) is not None]
    debts = [debt for each in held for debt in _debts_on(asked, each, unit)]
    debts += _readings(asked, [each for each in held if not each.supports], unit)
    return Reminder(unit, audience_of(unit, asked.plan.agency), _in_order(debts), tuple(each.row for each in held))


def unaddressed(asked: Round) -> tuple[Debt, ...]:
    """Return what is owed but reaches nobody: its row names no unit of the register, its indicator no row."""
    ownerless = [
        _Held(row, others=tuple(mention.name for mention in row.lead))
        for row in asked.rows
        if all(mention.unit is None for mention in row.lead)
    ]
    debts = [debt for each in ownerless for debt in _debts_on(asked, each, None)]
    led = [_Held(row) for row in asked.rows if any(mention.unit is not None for mention in row.lead)]
    asked_for = {debt.indicator.id for debt in _readings(asked, led, None) if debt.indicator}
    debts += [debt for debt in _unread(asked) if debt.indicator and debt.indicator.id not in asked_for]
    return _in_order(debts)


_DATED = frozenset({Owed.OVERDUE, Owed.PERIODS, Owed.START, Owed.SOON})


def _in_order(debts: list[Debt]) -> tuple[Debt, ...]:
    """Return debts by what is owed, the longest overdue and the soonest due first."""
    return tuple(sorted(debts, key=_urgency))


def _urgency(debt: Debt) -> tuple[int, int]:
    days = (debt.part.days if debt.part and debt.what in _DATED else None) or 0
    return list(Owed).index(debt.what), -days


_TITLES = tuple(
    tuple(words.split())
    for words in (
        "lanh dao", "ban lanh dao", "tap the lanh dao", "thuong truc", "thu truong", "truong", "pho truong",
        "giam doc", "pho giam doc", "ban giam doc", "tong giam doc", "pho tong giam doc",
        "chu tich", "pho chu tich", "bi thu", "pho bi thu",
        "bo truong", "cuc truong", "pho cuc truong", "tong cuc truong", "chi cuc truong",
    )
)  # fmt: skip
_SPELLED = {"ubnd": "uy ban nhan dan", "bql": "ban quan ly", "kcn": "khu cong nghiep"}
_ALSO_AGENCY = ("", "co quan", "phu trach")


def audience_of(unit: Unit, agency: Agency) -> Audience:
    """Return whom a reminder to a unit speaks to.

    Leaders are known by the first words of the name, a title that stands alone or before the agency's own
    name: "Trưởng ban" of "Ban Quản lý ..." is one, "Trưởng Ban Thanh tra", "Lãnh đạo các phòng" are not.
    """
    if unit.outside:
        return Audience.OUTSIDE
    words = _spelled_out(unit.name.partition(",")[0].partition(" và ")[0]).split()
    return Audience.LEADERS if any(_leads(words, title, agency) for title in _TITLES) else Audience.UNIT


def _leads(words: list[str], title: tuple[str, ...], agency: Agency) -> bool:
    rest = " ".join(words[len(title) :])
    own = (_spelled_out(name) for name in (agency.name, agency.short))
    return tuple(words[: len(title)]) == title and (
        rest in _ALSO_AGENCY or any(f"{name} ".startswith(f"{rest} ") for name in own)
    )


def _spelled_out(name: str) -> str:
    return " ".join(_SPELLED.get(word, word) for word in fold(name).split())


def _held(asked: Round, row: Standing, unit: Unit) -> _Held | None:
    """Return a row as the unit holds it: it leads it, itself or in a group, or supports it from outside."""
    others = tuple(mention.name for mention in row.lead if not _is(asked, mention, unit))
    if len(others) < len(row.lead):
        return _Held(row, others=others)
    for mention in row.lead:
        members = asked.members(asked.current(mention.unit)) if mention.unit is not None else ()
        if any(member.id == unit.id for member in members):
            partners = frozenset(member.id for member in members) - {unit.id}
            others = tuple(each.name for each in row.lead if each is not mention)
            return _Held(_as_seen_by(asked, row, partners), mention.name, others, partners=partners)
    if unit.outside and any(_is(asked, mention, unit) for mention in row.support):
        return _Held(row, others=others, supports=True)
    return None


def _is(asked: Round, mention: Mention, unit: Unit) -> bool:
    return mention.unit is not None and asked.current(mention.unit).id == unit.id


def _as_seen_by(asked: Round, row: Standing, partners: frozenset[str]) -> Standing:
    """Return the row without what other members of the group answered for themselves.

    What closes or halts the whole row, and dates, count for every member whoever reported them.
    """
    facts = asked.plan.facts.get(row.task.id, ())
    kept = tuple(fact for fact in facts if not _answers_for(asked, fact, partners))
    if len(kept) == len(facts):
        return row
    plan = replace(asked.plan, facts={**asked.plan.facts, row.task.id: kept})
    return stand(plan, row.task, asked.moment, asked.calendar)


def _answers_for(asked: Round, fact: Fact, units: frozenset[str]) -> bool:
    """Whether a fact is a result, or the start, of work of these units alone."""
    closes = fact.status is Status.DONE and not fact.period
    return fact.is_work and not closes and fact.status is not Status.RESUMED and _reporters(asked, fact) <= units


def _reporters(asked: Round, fact: Fact) -> frozenset[str]:
    """Return the ids of the units a fact was reported by; the empty text, no unit's id, where none is named."""
    register = asked.plan.register
    one = register.find(fact.by) if fact.by else None
    named = [one] if one is not None else [mention.unit for mention in register.read(fact.by)]
    return frozenset(asked.current(unit).id for unit in named if unit is not None) or frozenset({""})


def _debts_on(asked: Round, held: _Held, unit: Unit | None) -> list[Debt]:
    row = held.row
    found = [(_owed_on(part, asked.days), part) for part in row.parts]
    debts = [
        Debt(what, row, part, window=part.segment, group=held.group, others=held.others, supports=held.supports)
        for what, part in found
        if what is not None and not _has_answered(asked, held, part, unit)
    ]
    if held.supports:
        return [debt for debt in debts if debt.what in _DATED]
    return debts + _evidence(asked, held)


def _owed_on(part: PartStanding, days: int) -> Owed | None:
    match part.state:
        case State.OVERDUE:
            return Owed.PERIODS if part.missing else Owed.OVERDUE
        case State.LATE_START:
            return Owed.START
        case State.STALE:
            return Owed.RESULT
        case State.IN_TIME if part.days is not None and -days <= part.days <= 0:
            return Owed.SOON
    return None


def _has_answered(asked: Round, held: _Held, part: PartStanding, unit: Unit | None) -> bool:
    """Whether a member of a group has given its own result on dated work that others have still to answer.

    Once all have and the row is still not recorded as completed, all are asked again.
    """
    if unit is None or not held.partners or part.part.kind in {Kind.EVERY, Kind.ONGOING, Kind.FROM}:
        return False
    facts = in_force(asked.plan.facts.get(held.row.task.id, ()), asked.moment)
    reported = {each for fact in of_part(facts, part.letter) if fact.is_result for each in _reporters(asked, fact)}
    return unit.id in reported and not held.partners <= reported


def _evidence(asked: Round, held: _Held) -> list[Debt]:
    """Return what is completed without evidence, unless another member of the group completed it."""
    row = held.row
    bare = [
        part
        for part in row.parts
        if part.state in DONE
        and not any(fact.evidence for fact in of_part(row.facts, part.letter))
        and not (held.partners and part.fact is not None and _reporters(asked, part.fact) <= held.partners)
    ]
    debt = Debt(Owed.EVIDENCE, row, group=held.group, others=held.others)
    if bare and len(bare) == len(row.parts):
        return [replace(debt, part=bare[0] if len(bare) == 1 else None)]
    return [replace(debt, part=part) for part in bare]


def _readings(asked: Round, held: list[_Held], unit: Unit | None) -> list[Debt]:
    """Return the indicators that a unit's rows serve, or are, and that lack a reading of their last closed stretch."""
    groups = {each.group for each in held}
    debts: list[Debt] = []
    for debt in _unread(asked):
        serving = [row for row in asked.rows if debt.indicator and serves(row, debt.indicator)]
        if any(each.row.task.id in {row.task.id for row in serving} and _is_open(each.row) for each in held):
            named = (mention for row in serving for mention in row.lead if not (unit and _is(asked, mention, unit)))
            others = dict.fromkeys(mention.name for mention in named if mention.name not in groups)
            debts.append(replace(debt, others=tuple(others)))
    return debts


def _is_open(row: Standing) -> bool:
    return row.state not in {State.PAUSED, State.DROPPED}


def serves(row: Standing, indicator: Indicator) -> bool:
    """Whether a row serves an indicator, or is it."""
    return row.task.id in indicator.tasks or row.task.indicator == indicator.id


def _unread(asked: Round) -> list[Debt]:
    debts: list[Debt] = []
    for indicator in asked.plan.indicators:
        window = _measured_in(asked, indicator)
        readings = in_force(asked.plan.readings.get(indicator.id, ()), asked.moment)
        if window is not None and not any(_reaches(reading, window) for reading in readings):
            debts.append(Debt(Owed.READING, indicator=indicator, window=window))
    return debts


def _measured_in(asked: Round, indicator: Indicator) -> Window | None:
    """Return the last closed stretch for which the indicator owes a reading, None while there is none.

    They are the segments of the reporting year, two of them for a half-year, all four for a year.
    """
    year, on = asked.plan.year, asked.moment.as_of
    last = last_closed(year, since=asked.plan.date, on=on)
    if last is None or indicator.every not in {"half", "year"}:
        return last
    first, second = Date(year - 1, 12, 15), Date(year, 6, 15)
    if indicator.every == "year":
        return Window(str(year), f"năm {year}", first, last.end) if last.end.month == 12 else None
    if last.end.month == 12:
        return Window(f"{year}-H2", "6 tháng cuối năm", second, last.end)
    end = Date(year, 6, 14)
    return Window(f"{year}-H1", "6 tháng đầu năm", first, end) if asked.plan.date <= end <= on else None


def _reaches(reading: Reading, window: Window) -> bool:
    """Whether a reading is of a stretch or since: by the period it names, else by its day."""
    period = read_period(reading.period) if reading.period else None
    if period is None:
        return reading.date >= window.start
    following_month = (window.start.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return period.end >= following_month


def last_report(debt: Debt) -> Fact | None:
    """Return the last fact by which somebody reported on what is owed, None while there is none."""
    if debt.row is None:
        return None
    facts = debt.row.facts if debt.part is None else of_part(debt.row.facts, debt.part.letter)
    return next((fact for fact in reversed(facts) if fact.is_report), None)
