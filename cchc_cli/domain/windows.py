"""The windows over which progress is reported: disjoint segments of the year, and the year's reports."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from cchc_cli.domain.periods import ROMAN, read_period

if TYPE_CHECKING:
    from collections.abc import Mapping

Date = dt.date
Unit: TypeAlias = Literal["quarter", "half", "year"]
Counting: TypeAlias = Literal["separate", "if_reported", "year_end"]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, both ends included; ``end`` is the cut-off of its figures."""

    code: str
    title: str
    start: Date
    end: Date


@dataclass(frozen=True, slots=True)
class Report(Window):
    """The window of a report the plan owes; ``code`` names its file, ``title`` stands in its subject.

    ``since`` is where the year's reporting begins, from which cumulative figures count; ``send_by`` the
    day it is to be sent, where the agency's superior has set one.
    """

    since: Date
    send_by: Date | None = None

    @property
    def is_cumulative(self) -> bool:
        """Whether its window reaches back to where the year's reporting begins."""
        return self.start == self.since


@dataclass(frozen=True, slots=True)
class Reporting:
    """How the agency reports: the regime, its own windows and sending days, and to whom.

    ``ongoing`` says how work without an end counts in the completion rate: ``separate`` (not as done),
    ``if_reported`` (as done once it has a result in the last closed segment), ``year_end`` (as done on
    31 December when the year has a result). ``places`` puts rows under a heading of the report.
    """

    preset: str = "cchc"
    to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    send_by: tuple[tuple[str, Date], ...] = ()
    windows: tuple[Report, ...] = ()
    ongoing: Counting = "separate"
    places: tuple[tuple[str, str], ...] = ()


def segments(year: int) -> tuple[Window, ...]:
    """Return the four disjoint stretches in which ongoing work owes a result.

    They are the quarters as reporting counts them, closed on the 14th of their last month
    (Nghị định 09/2019/NĐ-CP, Điều 12).
    """
    return (
        Window(f"{year}-Q1", "quý I", Date(year - 1, 12, 15), Date(year, 3, 14)),
        Window(f"{year}-Q2", "quý II", Date(year, 3, 15), Date(year, 6, 14)),
        Window(f"{year}-Q3", "quý III", Date(year, 6, 15), Date(year, 9, 14)),
        Window(f"{year}-Q4", "quý IV", Date(year, 9, 15), Date(year, 12, 14)),
    )


def last_closed(year: int, *, since: Date, on: Date) -> Window | None:
    """Return the last segment of the year closed on a date, None while none is.

    A segment is closed when its last day has come. One that ended before ``since``, the plan's own
    date, asks nothing of the plan.
    """
    closed = [segment for segment in segments(year) if since <= segment.end <= on]
    return closed[-1] if closed else None


def reports(year: int, reporting: Reporting | None = None) -> tuple[Report, ...]:
    """Return the reports a plan of the year owes, in the order of their cut-offs, the longest last.

    Windows the plan sets for itself take the place of the preset's of the same code.
    """
    reporting = reporting or Reporting()
    found = {report.code: report for report in PRESETS[reporting.preset](year)}
    found |= {report.code: report for report in reporting.windows}
    send_by = dict(reporting.send_by)
    dated = (replace(each, send_by=send_by.get(each.code, each.send_by)) for each in found.values())
    return tuple(sorted(dated, key=lambda each: (each.end, (each.end - each.start).days)))


def next_report(year: int, *, on: Date, reporting: Reporting | None = None) -> Report | None:
    """Return the report of the year whose cut-off comes next, None after the last."""
    return next((report for report in reports(year, reporting) if report.end >= on), None)


def code_of(unit: Unit, year: int, number: int = 1) -> str:
    """Return the code of a report: ``2020-Q1``, ``2020-H1``, ``2020``."""
    return {"quarter": f"{year}-Q{number}", "half": f"{year}-H{number}", "year": f"{year}"}[unit]


def title_of(code: str) -> str:
    """Return the title of the report with a code, as its document names it: ``quý I năm 2020``."""
    period = read_period(code)
    if period is None:
        return code
    year = period.start.year
    return f"quý {ROMAN[period.end.month // 3]} năm {year}" if period.unit == "quarter" else period.label


def choose(year: int, unit: Unit, number: int | None, *, on: Date, reporting: Reporting | None = None) -> Report | None:
    """Return the report asked for: of a quarter, a half-year or the year.

    Without a number it is the last whose window has closed on a date, the first while none has. Where
    the regime has no report of that period, the one with the same cut-off stands in for it (there is no
    report of quarter II or IV under Công văn 581/BNV-CCHC); None where there is none.
    """
    owed = reports(year, reporting)
    ends = {each.code: each.end for each in _under_decree(year)} | {each.code: each.end for each in owed}
    many = {"quarter": 4, "half": 2, "year": 1}[unit]
    wanted = [code_of(unit, year, each) for each in range(1, many + 1)]
    if number is not None:
        code = wanted[number - 1]
    else:
        offered = (
            wanted if unit == "quarter" else [each for each in wanted if any(each == report.code for report in owed)]
        )
        closed = [each for each in offered if ends[each] <= on and _standing_in(each, ends, owed)]
        code = closed[-1] if closed else (offered or wanted)[0]
    return _standing_in(code, ends, owed)


def _standing_in(code: str, ends: Mapping[str, Date], owed: tuple[Report, ...]) -> Report | None:
    exact = next((each for each in owed if each.code == code), None)
    return exact or next((each for each in reversed(owed) if each.end == ends[code]), None)


def following(report: Report) -> Window:
    """Return the stretch a report looks ahead to, as long as its own period: quarter, half-year or year."""
    start = report.end + dt.timedelta(days=1)
    period = read_period(report.code)
    months = {"quarter": 3, "half": 6, "year": 12}.get(period.unit if period else "quarter", 3)
    last = report.end.month + months
    year, month = report.end.year + (last - 1) // 12, (last - 1) % 12 + 1
    day = min(report.end.day, monthrange(year, month)[1]) if report.end.day < 28 else monthrange(year, month)[1]
    code = {3: f"{year}-Q{(month + 2) // 3}", 6: f"{year}-H{(month + 5) // 6}", 12: f"{year}"}[months]
    return Window(code, title_of(code), start, Date(year, month, day))


def _report(code: str, start: Date, end: Date, since: Date) -> Report:
    return Report(code, title_of(code), start, end, since)


def _under_programme(year: int) -> tuple[Report, ...]:
    """Return the four reports a year of the administrative-reform regime (Công văn 581/BNV-CCHC)."""
    since = Date(year - 1, 12, 15)
    return (
        _report(f"{year}-Q1", since, Date(year, 3, 14), since),
        _report(f"{year}-H1", since, Date(year, 6, 14), since),
        _report(f"{year}-Q3", Date(year, 6, 15), Date(year, 9, 14), since),
        _report(f"{year}", since, Date(year, 12, 14), since),
    )


def _under_decree(year: int) -> tuple[Report, ...]:
    """Return every quarter, both halves and the year as Nghị định 09/2019/NĐ-CP, Điều 12 closes them."""
    since = Date(year - 1, 12, 15)
    quarters = tuple(_report(each.code, each.start, each.end, since) for each in segments(year))
    halves = (
        _report(f"{year}-H1", since, Date(year, 6, 14), since),
        _report(f"{year}-H2", Date(year, 6, 15), Date(year, 12, 14), since),
    )
    return (*quarters, *halves, _report(f"{year}", since, Date(year, 12, 14), since))


def _under_calendar(year: int) -> tuple[Report, ...]:
    """Return every quarter, both halves and the year by the calendar."""
    codes = [*(f"{year}-Q{number}" for number in range(1, 5)), f"{year}-H1", f"{year}-H2", f"{year}"]
    periods = [period for code in codes if (period := read_period(code))]
    return tuple(_report(each.text, each.start, each.end, Date(year, 1, 1)) for each in periods)


PRESETS = {"cchc": _under_programme, "nd09": _under_decree, "calendar": _under_calendar}
"""The reporting regimes: ``cchc`` four reports a year, ``nd09`` every quarter 15th to 14th, ``calendar``."""
