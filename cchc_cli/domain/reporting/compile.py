"""Work out what a report says: from plan, moment and window to values, without a word of text."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.figures import count, is_continuing
from cchc_cli.domain.ledger import follow, in_force
from cchc_cli.domain.model import Moment
from cchc_cli.domain.reporting.outline import STEERING, areas, placement
from cchc_cli.domain.reporting.sealed import last_day_counted
from cchc_cli.domain.reporting.values import Ahead, Chapter, Entry, Measured, Quantity, Values, YearEnd
from cchc_cli.domain.standing import measured, standings
from cchc_cli.domain.vocabulary import DONE, LATE, State
from cchc_cli.domain.windows import following

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.domain.model import Plan
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.windows import Report, Window
    from cchc_cli.domain.workdays import Calendar

Date = dt.date
ENDED = DONE | {State.DROPPED}


def compile_report(plan: Plan, report: Report, moment: Moment, calendar: Calendar) -> Values:
    """Return what a report of a window says at a moment.

    States are those of the cut-off, or of the as-of date where it is earlier: what is completed after
    the cut-off is still open in the report.
    """
    at = Moment(min(report.end, moment.as_of), moment.known_on)
    now = plan_at(plan, at)
    rows = standings(plan, at, calendar)
    own = [row for row in rows if not row.outside and not row.task.is_indicator]
    places = placement(now)
    by_place: dict[str, list[Standing]] = {}
    for row in rows:
        by_place.setdefault(places.get(row.task.id, "I.1"), []).append(row)
    return Values(
        plan=now,
        report=report,
        moment=at,
        rows=rows,
        figures=count(rows, plan.reporting.ongoing, at.as_of),
        completed=tuple(row for row in own if _completed_in(row, report)),
        overdue=_worst_first(row for row in own if row.state is State.OVERDUE),
        late_start=_worst_first(row for row in own if row.state is State.LATE_START),
        stale=tuple(row for row in own if row.state is State.STALE),
        extended=tuple(row for row in own if row.extended),
        outside=tuple(row for row in rows if row.outside),
        steering=tuple(_chapter(code, title, by_place.get(code, ()), report) for code, title in STEERING),
        areas=tuple(_chapter(area.code, area.title, by_place.get(area.code, ()), report) for area in areas(now)),
        ahead=_ahead(own, report),
        asks=tuple(Entry(row, fact) for row in rows for fact in row.obstacles),
        indicators=_indicators(now, report, at),
        year_end=_year_end(plan, report, moment, calendar) if at.as_of >= report.end else None,
    )


def _chapter(code: str, title: str, rows: Sequence[Standing], report: Report) -> Chapter:
    dated = [Entry(row, fact) for row in rows for fact in row.facts]
    results = [entry for entry in dated if entry.fact.is_result]
    return Chapter(
        code=code,
        title=title,
        rows=tuple(rows),
        results=tuple(entry for entry in results if _is_in(entry.fact.date, report)),
        earlier=tuple(entry for entry in results if report.since <= entry.fact.date < report.start),
        quantities=_quantities(results, report),
        obstacles=tuple(entry for entry in dated if entry.fact.obstacle and _is_in(entry.fact.date, report)),
        figures=count(rows),
    )


def _quantities(results: Iterable[Entry], report: Report) -> tuple[Quantity, ...]:
    """Add up what was counted, by name, in the window and since the year's reporting began."""
    amounts: dict[str, Decimal] = {}
    totals: dict[str, Decimal] = {}
    for entry in results:
        if not report.since <= entry.fact.date <= report.end:
            continue
        for name, amount in entry.fact.quantity:
            totals[name] = totals.get(name, Decimal(0)) + amount
            amounts[name] = amounts.get(name, Decimal(0)) + (amount if _is_in(entry.fact.date, report) else 0)
    return tuple(Quantity(name, amounts[name], total) for name, total in totals.items())


def _is_in(day: Date, window: Window) -> bool:
    return window.start <= day <= window.end


def _completed_in(row: Standing, report: Report) -> bool:
    completed = follow(row.facts).completed
    return row.state in DONE and completed is not None and _is_in(completed.date, report)


def _worst_first(rows: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(rows, key=lambda row: -(row.days or 0)))


def _ahead(own: Sequence[Standing], report: Report) -> Ahead:
    """Return what the next stretch holds.

    Its last month counts whole: work due on the last day of quarter II is a task of quarter II, though
    the cut-off of its figures comes on the 14th.
    """
    window = following(report)
    last = window.end.replace(day=monthrange(window.end.year, window.end.month)[1])
    open_rows = [row for row in own if row.state not in ENDED]
    due = [row for row in open_rows if row.state not in LATE and row.due and row.due <= last]
    return Ahead(
        window=window,
        last_due=last,
        due=tuple(sorted(due, key=lambda row: row.due or Date.max)),
        carried=_worst_first(row for row in open_rows if row.state in LATE),
        continuing=tuple(row for row in open_rows if row.state not in LATE and is_continuing(row)),
    )


def _indicators(plan: Plan, report: Report, moment: Moment) -> tuple[Measured, ...]:
    lines: list[Measured] = []
    for indicator in plan.indicators:
        readings = in_force(plan.readings.get(indicator.id, ()), moment)
        within = [each for each in readings if _is_in(each.date, report)]
        last = within[-1] if within else None
        before = [each for each in readings if each is not last]
        lines.append(Measured(indicator, last, before[-1] if before else None, measured(indicator, last)))
    return tuple(lines)


def _year_end(plan: Plan, report: Report, moment: Moment, calendar: Calendar) -> YearEnd | None:
    """Return the year-end assessment that the yearly report carries once its window has closed."""
    if report.code != str(plan.year):
        return None
    last_day = last_day_counted(report, plan.year)
    at = Moment(last_day, moment.known_on)
    return YearEnd(at, count(standings(plan, at, calendar), "year_end", last_day))
