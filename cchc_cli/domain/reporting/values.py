"""What a periodic report says: plain values, which composers put into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from cchc_cli.domain.figures import Figures
    from cchc_cli.domain.model import Fact, Indicator, Moment, Plan, Reading
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.vocabulary import State
    from cchc_cli.domain.windows import Report, Window


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with the row it is about."""

    row: Standing
    fact: Fact


@dataclass(frozen=True, slots=True)
class Quantity:
    """What was counted: the amount in the window and since the year's reporting began."""

    name: str
    amount: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is known under one heading: its rows, what they achieved in the window, what stands in the way."""

    code: str
    title: str
    rows: tuple[Standing, ...]
    results: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    """Results of the year from before the window, for forms that print both."""
    quantities: tuple[Quantity, ...]
    obstacles: tuple[Entry, ...]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with the last reading of the window, the one before it, and whether the target is met."""

    indicator: Indicator
    reading: Reading | None
    before: Reading | None
    state: State


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the next stretch holds: rows due in it, up to ``last_due``, and late ones carried over."""

    window: Window
    last_due: dt.date
    due: tuple[Standing, ...]
    carried: tuple[Standing, ...]
    continuing: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The plan as of 31 December, ongoing work with a result in the year counted as done, for self-scoring."""

    moment: Moment
    figures: Figures


@dataclass(frozen=True, slots=True)
class Values:
    """All that a report of one window says of a plan.

    ``moment`` is the day its states are computed for, the cut-off or the as-of date, whichever is earlier.
    ``overdue`` holds late rows of the agency's own, ``completed`` its rows completed in the window.
    ``steering`` are the headings of part I, ``areas`` the areas of reform in the order of part II.
    """

    plan: Plan
    report: Report
    moment: Moment
    rows: tuple[Standing, ...]
    figures: Figures
    completed: tuple[Standing, ...]
    overdue: tuple[Standing, ...]
    late_start: tuple[Standing, ...]
    stale: tuple[Standing, ...]
    extended: tuple[Standing, ...]
    outside: tuple[Standing, ...]
    steering: tuple[Chapter, ...]
    areas: tuple[Chapter, ...]
    ahead: Ahead
    asks: tuple[Entry, ...]
    indicators: tuple[Measured, ...]
    year_end: YearEnd | None = None

    @property
    def is_closed(self) -> bool:
        """Whether the window had closed by the day the states are computed for."""
        return self.moment.as_of >= self.report.end
