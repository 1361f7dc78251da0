"""Turn named periods into first and last days, with the year that each belongs to."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.domain.deadline.parts import Date, Misread

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.periods import Term
    from cchc_cli.domain.deadline.terms import Terms


class Span(NamedTuple):
    """A stretch of days, both included, and the terms it was read from; ``many`` where there are several."""

    start: Date
    end: Date
    terms: tuple[Term, ...]
    many: bool = False

    @property
    def vague(self) -> bool:
        """Whether a word such as "đầu quý" leaves the days open."""
        return any(term.vague for term in self.terms)


def day_of(year: int, month: int, day: int | None) -> Date:
    """Return a day clipped to its month's length (None: its last); months past 12 lie in later years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return Date(year, month, last if day is None else min(day, last))


def bounds(term: Term, year: int) -> tuple[Date, Date] | None:
    """Return the first and last day of a term in a year; None where the calendar has no such day."""
    year = (term.year if term.year is not None else year) + (term.shift or 0)
    if not 1900 <= year <= 2199:
        return None
    if term.unit == "school":
        # The school year ends at the latest with August; the day is set anew each year (Luật Giáo dục).
        return Date(year, 9, 1), Date(year + 1, 8, 31)
    if term.unit == "year":
        return Date(year, 1, 1), Date(year, 12, 31)
    if not (1 <= term.first <= 12 and term.last <= 12):
        return None
    if term.unit == "day":
        if not 1 <= term.day <= calendar.monthrange(year, term.first)[1]:
            return None
        return Date(year, term.first, term.day), Date(year, term.first, term.day)
    if term.unit == "week":
        end = day_of(year, term.first, 7 * term.number if 0 < term.number < 5 else None)
        days = 6 if term.number != 5 else (end.day - 29)
        return end - dt.timedelta(days=max(days, 0)), end
    return Date(year, term.first, 1), day_of(year, term.last, None)


def resolve(terms: Terms, year: int) -> list[Span] | Misread:
    """Give every term its year, and join ranges and unbroken lists into one span each.

    A term without a year takes that of the nearest term after it, else before it, else the plan's;
    "từ tháng 11 đến tháng 3/2026" begins in 2025.
    """
    dated = _fill_days(terms.terms)
    if isinstance(dated, Misread):
        return dated
    dated = _fill_years(dated, year)
    days: list[tuple[Date, Date]] = []
    for term in dated:
        found = bounds(term, year)
        if found is None:
            return impossible(term.span)
        days.append(found)
    spans = [Span(*days[0], (dated[0],))]
    for n, joint in enumerate(terms.joints, 1):
        (start, end), last = days[n], spans[-1]
        if joint == "range":
            if end < last.start:
                return Misread(
                    (last.terms[0].span[0], dated[n].span[1]),
                    "Mốc kết thúc sớm hơn mốc bắt đầu. Vui lòng ghi rõ năm của từng mốc, "
                    "ví dụ “từ tháng 11/2025 đến tháng 3/2026”.",
                )
            spans[-1] = Span(last.start, end, (*last.terms, dated[n]), many=True)
        elif _continues(last, start, dated[n]):
            spans[-1] = Span(last.start, end, (*last.terms, dated[n]), many=True)
        else:
            spans.append(Span(start, end, (dated[n],)))
    return spans


def _continues(last: Span, start: Date, term: Term) -> bool:
    same = last.terms[-1].unit == term.unit and term.unit in ("month", "quarter", "year")
    return same and start == last.end + dt.timedelta(days=1)


def impossible(span: tuple[int, int]) -> Misread:
    """Return the fault of a day or period that the calendar does not have."""
    message = "Lịch không có ngày, tháng hoặc quý này. Vui lòng kiểm tra lại số ngày, số tháng."
    return Misread(span, message, impossible=True)


def _fill_days(terms: tuple[Term, ...]) -> tuple[Term, ...] | Misread:
    """Give "ngày 10" in "từ ngày 10 đến ngày 15/6" the month that follows it."""
    filled: list[Term] = []
    after: Term | None = None
    for term in reversed(terms):
        if term.unit == "day" and not term.first:
            if after is None or after.unit not in ("day", "month"):
                return Misread(term.span, "Chưa rõ tháng của ngày này. Vui lòng ghi thêm tháng, ví dụ “ngày 15/6”.")
            filled.append(term._replace(first=after.first, year=after.year, shift=after.shift))
        else:
            filled.append(term)
        after = filled[-1]
    return tuple(reversed(filled))


def _fill_years(terms: tuple[Term, ...], year: int) -> tuple[Term, ...]:
    filled = list(terms)
    for n in range(len(filled) - 2, -1, -1):
        term, after = filled[n], filled[n + 1]
        if _open(term) and not _open(after):
            stated = (after.year if after.year is not None else year) + (after.shift or 0)
            later = _place(term) > _place(after) and after.unit != "year"
            filled[n] = term._replace(year=stated - 1 if later else stated)
    for n in range(1, len(filled)):
        term, before = filled[n], filled[n - 1]
        if _open(term) and not _open(before):
            stated = (before.year if before.year is not None else year) + (before.shift or 0)
            filled[n] = term._replace(year=stated + 1 if _place(term) < _place(before) else stated)
    return tuple(filled)


def _open(term: Term) -> bool:
    return term.year is None and term.shift is None


def _place(term: Term) -> tuple[int, int]:
    return (term.first, term.day or 7 * term.number if term.unit == "week" else term.day)
