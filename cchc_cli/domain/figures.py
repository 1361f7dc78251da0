"""The figures of a plan at a moment: what is counted, how it adds up, and rates with their parts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline import Kind
from cchc_cli.domain.target import number
from cchc_cli.domain.vocabulary import DONE, State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.windows import Counting

CONTINUING = frozenset({Kind.ONGOING, Kind.EVERY, Kind.FROM, Kind.ADHOC})
"""The kinds of deadline that name no day on which the work would be complete."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its numerator and denominator, which are always printed beside it."""

    part: int
    whole: int

    def __str__(self) -> str:
        if self.whole == 0:
            return f"{self.part}/{self.whole}"
        return f"{self.part}/{self.whole} ({self.percent}%)"

    @property
    def percent(self) -> str:
        """The share in hundredths, in Vietnamese figures: ``41,33``; nothing where there is no whole."""
        return number(Fraction(100 * self.part, self.whole)) if self.whole else ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of a plan at a moment.

    ``rows`` counts states over all rows; ``own`` over the agency's own tasks alone: rows that are
    indicators and rows led from outside are in no rate. ``dated`` counts those of ``own`` that have a day
    on which they are to be complete; ``closed`` is how many of the others count as done under the
    agency's setting.
    """

    total: int
    tasks: int
    indicators: int
    outside: int
    rows: Counter[State]
    own: Counter[State]
    dated: Counter[State]
    closed: int = 0

    @property
    def done(self) -> int:
        """Own tasks completed, on time or late."""
        return sum(self.own[state] for state in DONE)

    @property
    def completion(self) -> Rate:
        """Own tasks completed, or counted as completed, of all own tasks still in the plan."""
        return Rate(self.done + self.closed, self.own.total() - self.own[State.DROPPED])

    @property
    def completion_of_dated(self) -> Rate:
        """The same without ongoing and recurring tasks, which have no day of completion."""
        done = sum(self.dated[state] for state in DONE)
        return Rate(done, self.dated.total() - self.dated[State.DROPPED])

    @property
    def completion_of_due(self) -> Rate:
        """Completed of completed and overdue: the form of the Prime Minister's task force (BC 1270/2017)."""
        return Rate(self.done, self.done + self.own[State.OVERDUE])

    @property
    def on_time(self) -> Rate:
        """Completed on time of completed and overdue."""
        return Rate(self.own[State.DONE_ON_TIME], self.done + self.own[State.OVERDUE])


def count(standings: Iterable[Standing], counting: Counting = "separate", on: dt.date | None = None) -> Figures:
    """Count the rows of a plan by state; ``counting`` says how ongoing work counts on the day ``on``."""
    standings = tuple(standings)
    own = [each for each in standings if not each.outside and not each.task.is_indicator]
    return Figures(
        total=len(standings),
        tasks=sum(not each.task.is_indicator for each in standings),
        indicators=sum(each.task.is_indicator for each in standings),
        outside=sum(each.outside for each in standings),
        rows=Counter(each.state for each in standings),
        own=Counter(each.state for each in own),
        dated=Counter(each.state for each in own if not is_continuing(each)),
        closed=sum(_is_closed(each, counting, on) for each in own),
    )


def is_continuing(row: Standing) -> bool:
    """Whether no part of a row names a day on which the work would be complete."""
    return bool(row.kinds) and set(row.kinds) <= CONTINUING


def _is_closed(row: Standing, counting: Counting, on: dt.date | None) -> bool:
    """Whether an ongoing row counts as done though nobody completed it."""
    if counting == "separate" or row.state in DONE or row.state is State.DROPPED or not is_continuing(row):
        return False
    if counting == "if_reported":
        return row.state is State.ONGOING and any(fact.is_result for fact in row.facts)
    if on is None or (on.month, on.day) != (12, 31):
        return False
    return any(fact.is_result and fact.date.year == on.year for fact in row.facts)
