"""Tie recurring rules to the dates of the year they fall due on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cchc_cli.domain.deadline.parts import Every

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.periods import Term
    from cchc_cli.domain.deadline.terms import Terms

_LENGTH = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def inner_month(month: int, length: int) -> int | None:
    """Return a month of a period as rules hold it: None for the last."""
    return None if month == length else month


def yearly(terms: Terms, *, before: bool) -> tuple[Every, ...] | None:
    """Return the rules of dates that come round every year; of a range only its end is due."""
    ends = [
        term
        for n, term in enumerate(terms.terms)
        if n == len(terms.joints) or terms.joints[n] == "list"
    ]  # fmt: skip
    dates = [_month_and_day(term, before=before) for term in ends]
    if any(term.year is not None for term in terms.terms) or None in dates:
        return None
    return tuple(_regular([date for date in dates if date is not None], Every("year")))


def _month_and_day(term: Term, *, before: bool) -> tuple[int, int | None] | None:
    ahead = 12 * (term.shift or 0)
    if term.unit == "year":
        return (12 + ahead, None)
    if term.unit == "school" or term.first == 0:
        return None
    if term.unit == "day":
        return (term.first + ahead, term.day)
    if before:
        return (term.first - 1 + ahead, None) if term.first > 1 else None
    if term.unit == "week":
        return (term.last + ahead, 7 * term.number if 0 < term.number < 5 else None)
    return (term.last + ahead, None)


def _regular(dates: list[tuple[int, int | None]], rule: Every) -> list[Every]:
    """Write dates as one rule where they are the same day of every quarter or half."""
    units: tuple[tuple[Literal["quarter", "half"], int], ...] = (("quarter", 4), ("half", 2))
    for unit, count in units:
        length = 12 // count
        first, day = dates[0]
        if len(dates) == count and dates == [(first + length * n, day) for n in range(count)] and first <= length:
            return [Every(unit, day=day, month=inner_month(first, length))]
    return [rule._replace(day=day, month=inner_month(month, 12)) for month, day in dates]


def anchor(rule: Every, dates: list[tuple[int, int | None]]) -> list[Every] | None:
    """Return the rule tied to dates (month, day) of the year; None where it can't be."""
    if rule.day is not None or rule.month is not None or rule.step != 1 or rule.unit not in ("quarter", "half", "year"):
        return None
    if rule.unit == "year":
        return _regular(list(dates), rule)
    length = _LENGTH[rule.unit]
    grouped: dict[tuple[int, int | None], list[int]] = {}
    for month, day in dates:
        grouped.setdefault(((month - 1) % length + 1, day), []).append((month - 1) // length + 1)
    return [
        rule._replace(day=day, month=inner_month(month, length), only=() if len(only) == 12 // length else tuple(only))
        for (month, day), only in grouped.items()
    ]
