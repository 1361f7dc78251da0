"""Count terms in working days, calendar days and months, given a calendar of working days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.deadline.parts import After

# Longer than any run of days off; a calendar without any working day ends the search here.
_LONGEST_REST = 60
_CENTURY = 26_200


class Calendar(Protocol):
    """What tells working days from days off."""

    def is_working_day(self, day: date) -> bool:
        """Tell whether state offices work on a day."""


class WeekendCalendar:
    """Monday to Friday are working days, without any holiday."""

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day is one of Monday to Friday."""
        return day.weekday() < 5


def next_working_day(day: date, calendar: Calendar) -> date:
    """Return the day itself if it is a working day, else the next one.

    Where no working day follows within two months, or before the end of the calendar, the day itself.
    """
    for candidate in islice(_days_from(day, forwards=True), _LONGEST_REST):
        if calendar.is_working_day(candidate):
            return candidate
    return day


def add_working_days(start: date, amount: int, calendar: Calendar) -> date:
    """Return the working day that lies ``amount`` working days after ``start``, which isn't counted.

    A negative amount counts back; 0 is the day itself. Where working days run out (a calendar without any,
    or the first and last dates there are), the last day counted is returned; more than a century of working
    days isn't counted one by one, but ends at the first or last date there is.
    """
    if amount == 0:
        return start
    if abs(amount) > _CENTURY:
        return date.max if amount > 0 else date.min
    counted, reached, rest = 0, start, 0
    for day in islice(_days_from(start, forwards=amount > 0), 1, None):
        rest += 1
        if calendar.is_working_day(day):
            counted, reached, rest = counted + 1, day, 0
        if counted == abs(amount) or rest > _LONGEST_REST:
            break
    return reached


def due_after(event: date, after: After, calendar: Calendar) -> date:
    """Return the last day of a term counted from an event.

    The day of the event isn't counted (Bộ luật Dân sự 2015, Điều 147). A term in months ends on the
    corresponding day, or on the month's last day where there is none; a last day off moves to the end of
    the next working day (Điều 148). A negative amount counts back from the event and isn't moved: later
    would be too late. A term beyond the last date there is ends on that date.
    """
    match after.unit:
        case "working":
            last = add_working_days(event, after.amount, calendar)
        case "month":
            last = _add_months(event, after.amount)
        case "calendar":
            last = _add_days(event, after.amount)
    return last if after.amount < 0 else next_working_day(last, calendar)


def _days_from(day: date, *, forwards: bool) -> Iterator[date]:
    ordinals = range(day.toordinal(), date.max.toordinal() + 1) if forwards else range(day.toordinal(), 0, -1)
    return map(date.fromordinal, ordinals)


def _add_days(day: date, amount: int) -> date:
    try:
        return day + timedelta(days=amount)
    except OverflowError:
        return date.max if amount > 0 else date.min


def _add_months(day: date, amount: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if amount > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
