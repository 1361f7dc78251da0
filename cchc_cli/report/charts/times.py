"""Charts along the year: what was planned and done by each day, and each deadline with its late tail."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from cchc_cli.domain.vocabulary import DONE, State, short_date
from cchc_cli.report.charts.svg import at, chart, decoration, element, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.report.board.values import Mark, Scale, Steps
    from cchc_cli.report.charts.svg import Element

Date = dt.date
LEFT, RIGHT = Fraction(9, 100), Fraction(98, 100)
STEPS_HEIGHT, TOP, BOTTOM = 230, 26, 200
TRACK_HEIGHT, MIDDLE = 20, 10
MOST_LABELS = 5
INK, GRID, FAINT = "#16202c", "#cdd5de", "#4a5563"
LATE, GOOD, PLANNED = "#b3261e", "#1f7a4d", "#2b66a8"


def steps_chart(steps: Steps, scale: Scale) -> Element:
    """Return two lines of steps: tasks due by each day, and tasks completed by it up to the as-of date."""
    top = max(steps.planned_total, steps.done_total, 1)
    children = [*_levels(top), *_months(scale)]
    children += _line(steps.planned, scale, top, until=scale.end, look="planned")
    children += _line(steps.done, scale, top, until=scale.as_of, look="done")
    children += _today(scale)
    said = (
        f"Đến {short_date(scale.as_of)}: {steps.planned_by_now} nhiệm vụ đã đến hạn, {steps.done_total} nhiệm vụ đã "
        f"hoàn thành; cả năm có {steps.planned_total} nhiệm vụ có ngày hạn."
    )
    return chart(STEPS_HEIGHT, "Lũy kế nhiệm vụ đến hạn và đã hoàn thành", said, children)


def _levels(top: int) -> Iterator[Element]:
    step = next(size for size in _sizes() if size * 5 >= top)
    for level in range(0, top + 1, step):
        y = _height(level, top)
        x1, x2 = percent(LEFT), percent(RIGHT)
        yield element("line", class_="grid", x1=x1, x2=x2, y1=y, y2=y, stroke=GRID)
        label = percent(LEFT - Fraction(15, 1000))
        yield element("text", str(level), x=label, y=y + 4, text_anchor="end", font_size=12, fill=INK)


def _sizes() -> Iterator[int]:
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def _height(count: int, top: int) -> int:
    return BOTTOM - round(Fraction(count, top) * (BOTTOM - TOP))


def _months(scale: Scale) -> Iterator[Element]:
    for month, label in ticks(scale):
        x = percent(_within(scale.share(month)))
        yield element("line", class_="grid", x1=x, x2=x, y1=BOTTOM, y2=BOTTOM + 6, stroke=GRID)
        if label:
            yield element("text", label, x=x, y=BOTTOM + 20, font_size=12, fill=INK)


def _within(share: Fraction) -> Fraction:
    return LEFT + share * (RIGHT - LEFT)


def _line(points: Sequence[tuple[Date, int]], scale: Scale, top: int, *, until: Date, look: str) -> Iterator[Element]:
    """Yield the level and upright pieces of a line of steps; in pieces, since a path knows no percentages."""
    strokes: dict[str, str | int] = {"stroke": PLANNED, "stroke_width": 2, "stroke_dasharray": "5 3"}
    if look == "done":
        strokes = {"stroke": GOOD, "stroke_width": 4}
    x, y = _within(Fraction(0)), _height(0, top)
    for day, count in points:
        there, level = _within(scale.share(day)), _height(count, top)
        yield element("line", class_=look, x1=percent(x), x2=percent(there), y1=y, y2=y, **strokes)
        yield element("line", class_=look, x1=percent(there), x2=percent(there), y1=y, y2=level, **strokes)
        x, y = there, level
    end = percent(_within(scale.share(until)))
    yield element("line", class_=look, x1=percent(x), x2=end, y1=y, y2=y, **strokes)


def _today(scale: Scale) -> Iterator[Element]:
    share = scale.share(scale.as_of)
    x = percent(_within(share))
    yield element(
        "line", class_="today", x1=x, x2=x, y1=16, y2=BOTTOM, stroke=FAINT, stroke_dasharray="2 3", stroke_width=1
    )
    anchor = "start" if share < Fraction(1, 4) else "end" if share > Fraction(3, 4) else "middle"
    label = f"ngày tính {scale.as_of.day:02d}/{scale.as_of.month:02d}"
    yield element("text", label, x=x, y=12, text_anchor=anchor, font_size=12, fill=INK)


def axis(scale: Scale) -> Element:
    """Return the months above the tracks of a timeline."""
    labels = [
        element("text", label, x=percent(scale.share(month)), y=14, font_size=12, fill=INK)
        for month, label in ticks(scale)
        if label
    ]
    return decoration("100%", 18, labels)


def ticks(scale: Scale) -> list[tuple[Date, str]]:
    """Return the first days of months with the label of some: so few that they fit at any width."""
    months = (scale.end.year - scale.start.year) * 12 + scale.end.month - scale.start.month + 1
    every = next(size for size in (3, 6, 12, 24, 48) if size * MOST_LABELS >= months)
    found: list[tuple[Date, str]] = []
    for number in range(months):
        year, month = divmod(scale.start.month - 1 + number, 12)
        day = Date(scale.start.year + year, month + 1, 1)
        label = "" if number % every else f"T{day.month}" if day.year == scale.year else f"T{day.month}/{day.year}"
        found.append((day, label))
    return found


def track(mark: Mark, scale: Scale) -> Element:
    """Return one row of a timeline: its deadline, when it was completed, and the tail by which it is late."""
    children = [*_ground(scale)]
    due = scale.share(mark.due)
    if mark.first_due is not None:
        first = scale.share(mark.first_due)
        children.append(_stroke(first, due, "faint", FAINT, 1))
        children.append(at(first, MIDDLE, _diamond(4, filled=False, colour=FAINT, look="faint")))
    if mark.state is State.OVERDUE:
        now = scale.share(scale.as_of)
        children.append(_stroke(due, now, "late", LATE, 5))
        cross = element("path", class_="late", d="M-5-5 5 5M5-5-5 5", stroke=LATE, stroke_width=3, fill="none")
        children.append(at(now, MIDDLE, cross))
        children.append(at(due, MIDDLE, _diamond(6, filled=True, colour=LATE, look="late")))
    else:
        children += _ending(mark, scale, due)
    return chart(TRACK_HEIGHT, f"{mark.id}: {mark.label}", mark.said + ".", children)


def _ending(mark: Mark, scale: Scale, due: Fraction) -> Iterator[Element]:
    done = mark.state in DONE and mark.done is not None
    if done and mark.done is not None:
        end = scale.share(mark.done)
        late = mark.state is State.DONE_LATE
        yield _stroke(due, end, "late" if late else "done", LATE if late else GOOD, 3 if late else 1)
        yield at(end, MIDDLE, element("circle", class_="done", r=5, fill=GOOD))
    colour, look = (GOOD, "done") if done else (PLANNED, "planned")
    yield at(due, MIDDLE, _diamond(6, filled=False, colour=colour, look=look))


def _ground(scale: Scale) -> Iterator[Element]:
    yield element("line", class_="grid", x1=0, x2="100%", y1=MIDDLE, y2=MIDDLE, stroke=GRID)
    for month, label in ticks(scale):
        x = percent(scale.share(month))
        yield element("line", class_="grid", x1=x, x2=x, y1=0 if label else 7, y2=20 if label else 13, stroke=GRID)
    x = percent(scale.share(scale.as_of))
    yield element("line", class_="today", x1=x, x2=x, y1=0, y2=TRACK_HEIGHT, stroke=FAINT, stroke_dasharray="2 3")


def _stroke(start: Fraction, end: Fraction, look: str, colour: str, width: int) -> Element:
    x1, x2 = percent(start), percent(end)
    return element("line", class_=look, x1=x1, x2=x2, y1=MIDDLE, y2=MIDDLE, stroke=colour, stroke_width=width)


def _diamond(size: int, *, filled: bool, colour: str, look: str) -> Element:
    data = f"M0-{size} {size} 0 0 {size}-{size} 0Z"
    ground = colour if filled else "#ffffff"
    return element(
        "path", class_=look if filled else f"{look} open", d=data, fill=ground, stroke=colour, stroke_width=2
    )
