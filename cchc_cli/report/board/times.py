"""The dated rows along the year: the stretch shown, the lines of steps, the timeline."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.deadline import Kind
from cchc_cli.domain.vocabulary import DONE, State, short_date
from cchc_cli.report.board.table import anchor
from cchc_cli.report.board.values import Mark, Scale, Steps, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.domain.model import Moment, Plan
    from cchc_cli.domain.standing import Standing

Date = dt.date
MOST_MARKS = 24


def scale(plan: Plan, standings: Iterable[Standing], moment: Moment) -> Scale:
    """Return the stretch of whole months that holds the plan's year and its dates, three years at most."""
    days = [moment.as_of]
    for row in standings:
        days += [day for day in (row.due, row.first_due, completed(row)) if day is not None]
    earliest, latest = Date(plan.year - 1, 1, 1), Date(plan.year + 1, 12, 31)
    start = max(min(*days, Date(plan.year, 1, 1)), earliest).replace(day=1)
    end = min(max(*days, Date(plan.year, 12, 31)), latest)
    return Scale(start, end.replace(day=monthrange(end.year, end.month)[1]), moment.as_of, plan.year)


def completed(row: Standing) -> Date | None:
    """Return the day on which the last part of a completed row was completed."""
    if row.state not in DONE:
        return None
    return max((part.fact.date for part in row.parts if part.state in DONE and part.fact is not None), default=None)


def steps(own: Iterable[Standing], moment: Moment) -> Steps:
    """Return the counts by day of the agency's own tasks that have a date to be completed by."""
    planned: Counter[Date] = Counter()
    done: Counter[Date] = Counter()
    undated = recurring = 0
    for row in own:
        day = completed(row)
        if Kind.EVERY in row.kinds:
            recurring += 1
        elif row.due is None:
            undated += day is not None
        else:
            planned[row.due] += 1
            if day is not None:
                done[day] += 1
    by_now = sum(many for day, many in planned.items() if day <= moment.as_of)
    return Steps(_rising(planned), _rising(done), by_now, undated, recurring)


def _rising(counted: Counter[Date]) -> tuple[tuple[Date, int], ...]:
    days = sorted(counted)
    return tuple(zip(days, accumulate(counted[day] for day in days), strict=True))


def timeline(standings: Iterable[Standing]) -> Timeline:
    """Return the dated rows in the order of their deadlines.

    Where there are too many, the most overdue are kept, then those that fall due next, then the completed.
    """
    dated = [row for row in standings if row.due is not None]
    kept = sorted(dated, key=_urgency)[:MOST_MARKS]
    marks = sorted((_mark(row) for row in kept), key=lambda mark: mark.due)
    return Timeline(tuple(marks), len(dated))


def _urgency(row: Standing) -> tuple[int, int]:
    days = row.days or 0
    if row.state is State.OVERDUE:
        return 0, -days
    return (2, -days) if row.state in DONE else (1, -days)


def _mark(row: Standing) -> Mark:
    day = completed(row)
    said = [wording.due(row), f"hoàn thành {short_date(day)}" if day else wording.timing(row)]
    said += [f"thiếu {len(row.missing)} kỳ"] if row.missing else []
    said += ["cơ quan ngoài"] if row.outside else []
    assert row.due is not None  # noqa: S101 - only dated rows are marked
    return Mark(
        id=row.task.id,
        anchor=anchor(row),
        label=wording.state(row),
        said=", ".join(filter(None, said)),
        state=row.state,
        due=row.due,
        first_due=row.first_due if row.extended else None,
        done=day,
        outside=row.outside,
    )


def left_out(line: Timeline) -> str:
    """Say what the timeline leaves out, nothing where it is whole."""
    shown: Sequence[Mark] = line.marks
    if len(shown) == line.total:
        return ""
    return (
        f"Hiện {len(shown)} trong {line.total} mục có ngày hạn: quá hạn lâu nhất trước, rồi đến mục sắp tới hạn. "
        "Đủ các mục ở bảng bên dưới."
    )
