"""The figures of a plan at a moment: what is counted, how it adds up, and rates with their parts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cchc_cli.domain.target import number
from cchc_cli.domain.vocabulary import DONE, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc_cli.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its numerator and denominator, which are always printed beside it."""

    part: int
    whole: int

    def __str__(self) -> str:
        if self.whole == 0:
            return f"{self.part}/{self.whole}"
        return f"{self.part}/{self.whole} ({number(Fraction(100 * self.part, self.whole))}%)"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of a plan at a moment.

    ``rows`` counts states over all rows; ``own`` over the agency's own tasks alone: rows that are
    indicators and rows led from outside are in no rate.
    """

    total: int
    tasks: int
    indicators: int
    outside: int
    rows: Counter[State]
    own: Counter[State]

    @property
    def done(self) -> int:
        """Own tasks completed, on time or late."""
        return sum(self.own[state] for state in DONE)

    @property
    def completion(self) -> Rate:
        """Own tasks completed of all own tasks still in the plan."""
        return Rate(self.done, self.own.total() - self.own[State.DROPPED])

    @property
    def completion_of_due(self) -> Rate:
        """Completed of completed and overdue: the form of the Prime Minister's task force (BC 1270/2017)."""
        return Rate(self.done, self.done + self.own[State.OVERDUE])

    @property
    def on_time(self) -> Rate:
        """Completed on time of completed and overdue."""
        return Rate(self.own[State.DONE_ON_TIME], self.done + self.own[State.OVERDUE])


def count(standings: Iterable[Standing]) -> Figures:
    """Count the rows of a plan by state."""
    standings = tuple(standings)
    own = [each for each in standings if not each.outside and not each.task.is_indicator]
    return Figures(
        total=len(standings),
        tasks=sum(not each.task.is_indicator for each in standings),
        indicators=sum(each.task.is_indicator for each in standings),
        outside=sum(each.outside for each in standings),
        rows=Counter(each.state for each in standings),
        own=Counter(each.state for each in own),
    )
