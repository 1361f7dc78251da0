"""What the overview page shows: plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_cli.domain.vocabulary import State

Date = dt.date


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the agency's own tasks have a state."""

    state: State
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts at the head of the page: by the official classes, by the classes without a date, as rates.

    ``soon`` counts the own tasks in time whose date comes within 30 days.
    """

    totals: str
    own: int
    official: tuple[Tally, ...]
    undated: tuple[Tally, ...]
    soon: int
    rates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SectionBar:
    """The agency's own tasks of a section by state; ``aside`` says which of its rows are not counted."""

    id: str
    title: str
    total: int
    tallies: tuple[Tally, ...]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The stretch of time that charts show, and the as-of date; ``year`` is the plan's."""

    start: Date
    end: Date
    as_of: Date
    year: int

    def share(self, day: Date) -> Fraction:
        """Return how far along the stretch a day lies, from 0 to 1; days outside it lie at its ends."""
        day = min(max(day, self.start), self.end)
        return Fraction((day - self.start).days, (self.end - self.start).days)


@dataclass(frozen=True, slots=True)
class Steps:
    """How many own tasks with a date were to be completed by each day, and how many were.

    ``planned`` and ``done`` hold the days on which a count rises, with the count from then on;
    ``undated`` counts completed tasks that never had a date, ``recurring`` those that come again and
    again: neither are in the lines.
    """

    planned: tuple[tuple[Date, int], ...]
    done: tuple[tuple[Date, int], ...]
    planned_by_now: int
    undated: int = 0
    recurring: int = 0

    @property
    def planned_total(self) -> int:
        """All tasks of the line that are to be completed."""
        return self.planned[-1][1] if self.planned else 0

    @property
    def done_total(self) -> int:
        """All tasks of the line that were completed."""
        return self.done[-1][1] if self.done else 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of the timeline: a dated row with its deadline in force, its first one, and its completion.

    ``said`` is all of it in words: ``hạn 31/03/2020, trễ 75 ngày``.
    """

    id: str
    anchor: str
    label: str
    said: str
    state: State
    due: Date
    first_due: Date | None = None
    done: Date | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dated rows that are shown, by date, of how many in all."""

    marks: tuple[Mark, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Bullet:
    """An indicator against its target; ``value`` is None while there is no reading, ``top`` ends the scale."""

    name: str
    source: str
    target: str
    goal: Fraction
    top: Fraction
    state: State
    label: str
    value: Fraction | None = None
    reading: str = ""
    before: Fraction | None = None
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """A row whose result has not been reported."""

    id: str
    anchor: str
    task: str
    said: str


@dataclass(frozen=True, slots=True)
class Owing:
    """A unit, or a group of units, with the rows it has not reported on; ``note`` says who is in a group."""

    name: str
    key: str
    rows: tuple[Owed, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An obstacle still open, and what is asked of whom (empty where nothing was)."""

    id: str
    anchor: str
    lead: str
    said: str
    text: str
    ask: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. ``units``, ``states``, ``due``, ``rank`` and ``reported`` filter and sort it.

    ``units`` and ``states`` hold keys with blanks between, ``due`` and ``reported`` dates (``2020-06-14``).
    """

    id: str
    anchor: str
    task: str
    product: str
    lead: str
    support: str
    deadline: str
    timing: tuple[str, ...]
    state: State
    label: str
    notes: tuple[str, ...]
    results: tuple[str, ...]
    evidence: tuple[str, ...]
    section: str
    units: str
    due: str
    rank: int
    reported: str
    states: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a section, or those led from outside (``outside``), which stand apart."""

    title: str
    lines: tuple[Line, ...]
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the table can be filtered by; ``outside`` puts a unit among those outside the agency."""

    key: str
    label: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """The whole page."""

    title: str
    agency: str
    document: str
    moment: str
    rests_on: str
    counts: Counts
    sections: tuple[SectionBar, ...]
    scale: Scale
    steps: Steps
    timeline: Timeline
    bullets: tuple[Bullet, ...]
    owing: tuple[Owing, ...]
    owing_unfolded: bool
    """Whether they are few enough to be shown at once."""
    owing_outside: str
    obstacles: tuple[Obstacle, ...]
    groups: tuple[Group, ...]
    choices_of_section: tuple[Choice, ...]
    choices_of_unit: tuple[Choice, ...]
    choices_of_state: tuple[Choice, ...]
    states: tuple[State, ...]
    """Every state that the page shows, in the order of the vocabulary."""
