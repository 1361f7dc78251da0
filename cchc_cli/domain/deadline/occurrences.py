"""Compute the instances of a recurring deadline from its rule."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline.parts import Date, Every, Instance
from cchc_cli.domain.deadline.spans import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def occurrences(every: Every, year: int, *, since: Date | None = None, until: Date | None = None) -> list[Instance]:
    """Return one instance for each calendar period of the year that overlaps ``since`` to ``until``.

    Both days are included; None leaves that side to the year. A due day past the month's length is
    clipped to its last. With a step (every 2 months) the periods are grouped from the start of the
    year, and a group is named by its last period and due with it. A rule of several years, or a group
    that the year does not hold whole, has no instance: the year alone doesn't say whether it is due.
    """
    periods = _weeks(every, year) if every.unit == "week" else _groups(every, year)
    return [
        each
        for each in periods
        if (since is None or each.end >= since) and (until is None or each.start <= until)
    ]  # fmt: skip


def _weeks(every: Every, year: int) -> Iterator[Instance]:
    """Yield the ISO weeks of the year: those whose due day lies in it, whose Thursday if none is named."""
    monday = Date(year, 1, 1) - dt.timedelta(days=Date(year, 1, 1).weekday())
    number = 0
    while monday.year <= year:
        due = monday + dt.timedelta(days=6 if every.day is None else every.day - 1)
        counted = monday + dt.timedelta(days=3) if every.day is None else due
        if counted.year == year:
            number += 1
            if number % every.step == 0:
                start = monday - dt.timedelta(weeks=every.step - 1)
                iso = monday.isocalendar()
                yield Instance(f"{iso.year}-W{iso.week:02d}", start, monday + dt.timedelta(days=6), due)
        monday += dt.timedelta(weeks=1)


def _groups(every: Every, year: int) -> Iterator[Instance]:
    length = _MONTHS[every.unit]
    count = 12 // length
    if every.step > count:
        return
    for number in range(every.step, count + 1, every.step):
        if every.only and number not in every.only:
            continue
        first = length * (number - every.step) + 1
        due = day_of(year, _due_month(every, number), every.day)
        yield Instance(_name(every, year, number), Date(year, first, 1), day_of(year, length * number, None), due)


def _due_month(every: Every, number: int) -> int:
    length = _MONTHS[every.unit]
    return length * number if every.month is None else length * (number - 1) + every.month


def _name(every: Every, year: int, number: int) -> str:
    match every.unit:
        case "month":
            return f"{year}-{number:02d}"
        case "quarter":
            return f"{year}-Q{number}"
        case "half":
            return f"{year}-H{number}"
        case _:
            return str(year)


def last_due(every: Every, year: int, *, since: Date | None = None, until: Date | None = None) -> Date | None:
    """Return the last day the rule falls due on in the year, None where it never does.

    With ``until`` only days up to it count.
    """
    days = [each.due for each in occurrences(every, year, since=since)]
    if every.unit == "week" and every.day is None:
        # The year's last week may end in the next one.
        days = [min(day, Date(year, 12, 31)) for day in days]
    return max((day for day in days if until is None or day <= until), default=None)
