"""What a deadline phrase says once read: its parts, each of one kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

Date = dt.date


class Kind(StrEnum):
    """The kinds of deadline a plan can set; what each owes at a date is decided by ``standing``."""

    BY = "by"
    WINDOW = "window"
    FROM = "from"
    ONGOING = "ongoing"
    EVERY = "every"
    EXTERNAL = "external"
    AFTER = "after"
    ADHOC = "adhoc"
    NONE = "none"


class Every(NamedTuple):
    """A rule of recurrence, from which the instances are computed.

    ``unit`` and ``step`` give the period (every 2 years: year, 2). ``month`` is the month inside the
    period (1 = its first; None = its last) and ``day`` the day of that month (None = its last); for
    weeks ``day`` is the ISO weekday and ``month`` stays None. A ``month`` beyond the period's length
    lies in a later period: month 13 of a year is the January after it. ``only`` lists the periods of
    the year that count, numbered from 1 (quarters II, III, IV: ``(2, 3, 4)``); empty means all of them.
    """

    unit: Literal["week", "month", "quarter", "half", "year"]
    step: int = 1
    day: int | None = None
    month: int | None = None
    only: tuple[int, ...] = ()


class After(NamedTuple):
    """A term counted from an event: ``amount`` calendar days, working days or months after it.

    A negative amount counts back from the event; "before the event" without a number of days is one
    day back. ``event`` holds the words that name it, ``""`` where
    the phrase names none.
    """

    amount: int
    unit: Literal["calendar", "working", "month"]
    event: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a deadline.

    ``text`` and ``span`` are the words of the phrase it was read from; they stay out of equality. ``due``
    is the last day on which work is in time (for EVERY, the last occurrence in the plan's year).
    ``start`` is the first day of a window or of an open start (for EVERY, the day from which the rule
    holds, where the phrase names one), and ``starts_by`` the last day of the first period of a FROM part.
    ``awaits`` holds the words that say whose programme an EXTERNAL part waits for, or the event that
    ends a window without date. ``tentative`` marks "dự kiến" and vague words such as "đầu quý".
    """

    kind: Kind
    text: str = field(compare=False)
    span: tuple[int, int] = field(compare=False)
    label: str | None = None
    start: Date | None = None
    due: Date | None = None
    starts_by: Date | None = None
    every: Every | None = None
    after: After | None = None
    awaits: str | None = None
    tentative: bool = False


class Instance(NamedTuple):
    """One instance of a recurring part: its calendar period, and the day by which it is due.

    ``period`` is written ``2020-06``, ``2020-Q1``, ``2020-H1``, ``2020`` or ``2020-W07`` (ISO week).
    """

    period: str
    start: Date
    end: Date
    due: Date


class Misread(NamedTuple):
    """A phrase the grammar can't read: the span of the words that don't fit, and a sentence why.

    ``impossible`` marks words that are understood but name a date that does not exist (31/11).
    """

    span: tuple[int, int]
    message: str
    impossible: bool = False
