"""Periods that results, readings and reports are named by: ``2020-06``, ``2020-Q1``, ``2020-H1``, ``2020``."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

Date = dt.date
PeriodUnit: TypeAlias = Literal["week", "month", "quarter", "half", "year"]

ROMAN = ("", "I", "II", "III", "IV")
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


class Period(NamedTuple):
    """A calendar period, both ends included."""

    start: Date
    end: Date
    text: str
    unit: PeriodUnit

    @property
    def label(self) -> str:
        """The period as offices write it: ``tháng 06/2020``, ``quý I/2020``, ``6 tháng đầu năm 2020``."""
        year = self.start.year
        match self.unit:
            case "week":
                return f"tuần {self.text[-2:]}/{self.text[:4]}"
            case "month":
                return f"tháng {self.start.month:02d}/{year}"
            case "quarter":
                return f"quý {ROMAN[self.end.month // 3]}/{year}"
            case "half":
                return f"6 tháng {'đầu' if self.end.month == 6 else 'cuối'} năm {year}"
            case "year":
                return f"năm {year}"


@lru_cache(maxsize=4096)
def read_period(text: str) -> Period | None:
    """Read ``2020``, ``2020-H1``, ``2020-Q1``, ``2020-06`` or ``2020-W07``; None for anything else."""
    text = text.strip().upper()
    year_text, dash, rest = text.partition("-")
    if not (len(year_text) == 4 and year_text.isascii() and year_text.isdigit()):
        return None
    year = int(year_text)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if not dash:
        return Period(Date(year, 1, 1), Date(year, 12, 31), text, "year")
    letter, digits = (rest[:1], rest[1:]) if rest[:1].isalpha() else ("", rest)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 2):
        return None
    return _numbered(year, letter, int(digits))


def _numbered(year: int, letter: str, number: int) -> Period | None:
    match letter:
        case "" if 1 <= number <= 12:
            return _months(year, number, number, f"{year}-{number:02d}", "month")
        case "Q" if 1 <= number <= 4:
            return _months(year, 3 * number - 2, 3 * number, f"{year}-Q{number}", "quarter")
        case "H" if 1 <= number <= 2:
            return _months(year, 6 * number - 5, 6 * number, f"{year}-H{number}", "half")
        case "W" if 1 <= number <= Date(year, 12, 28).isocalendar().week:
            monday = Date.fromisocalendar(year, number, 1)
            return Period(monday, monday + dt.timedelta(days=6), f"{year}-W{number:02d}", "week")
    return None


def _months(year: int, first: int, last: int, text: str, unit: PeriodUnit) -> Period:
    end = Date(year, last, calendar.monthrange(year, last)[1])
    return Period(Date(year, first, 1), end, text, unit)
