"""The windows over which progress is reported: disjoint segments of the year, and the year's reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Date = dt.date


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, both ends included; ``end`` is the cut-off of its figures."""

    code: str
    title: str
    start: Date
    end: Date


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


def reports(year: int) -> tuple[Window, ...]:
    """Return the four reports a year of the administrative-reform regime (Công văn 581/BNV-CCHC).

    There is no report of quarter II or IV: the half-year and the yearly one stand in their place.
    """
    start = Date(year - 1, 12, 15)
    return (
        Window(f"{year}-Q1", f"quý I năm {year}", start, Date(year, 3, 14)),
        Window(f"{year}-H1", f"6 tháng đầu năm {year}", start, Date(year, 6, 14)),
        Window(f"{year}-Q3", f"quý III năm {year}", Date(year, 6, 15), Date(year, 9, 14)),
        Window(f"{year}", f"năm {year}", start, Date(year, 12, 14)),
    )


def next_report(year: int, *, on: Date) -> Window | None:
    """Return the report of the year whose cut-off comes next, None after the last."""
    return next((report for report in reports(year) if report.end >= on), None)
