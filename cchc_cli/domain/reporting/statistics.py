"""The statistical form of a report (Phụ lục số liệu), as values: groups of rows that the agency fills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FIGURES = (
    "tasks_total",
    "tasks_done",
    "tasks_done_on_time",
    "tasks_done_late",
    "tasks_in_time",
    "tasks_overdue",
    "indicators_total",
    "indicators_met",
)
"""The names of the figures that the program fills in by itself, where a row of the form asks for one."""


@dataclass(frozen=True, slots=True)
class StatisticRow:
    """A row of the form; ``id`` is its number, ``known`` the name of the figure that fills it, empty for none."""

    id: str
    name: str
    unit: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class StatisticGroup:
    """A heading of the form with its rows."""

    id: str
    title: str
    rows: tuple[StatisticRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Statistics:
    """The whole form."""

    groups: tuple[StatisticGroup, ...] = ()

    def rows(self) -> Iterator[StatisticRow]:
        """Yield every row, in the order of the form."""
        for group in self.groups:
            yield from group.rows
