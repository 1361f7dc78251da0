"""Bars: the rows of a section by state, and a reading held against its target."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cchc_cli.report.charts.looks import LOOKS, area
from cchc_cli.report.charts.svg import at, chart, element, percent

if TYPE_CHECKING:
    from cchc_cli.report.board.values import Bullet, SectionBar
    from cchc_cli.report.charts.svg import Element

BAR_HEIGHT = 26
BULLET_HEIGHT = 24
EDGE_OF_TRACK = "#7b8794"


def section_bar(bar: SectionBar, longest: int) -> Element:
    """Return the rows of a section as one bar; ``longest`` is the count that fills the whole width."""
    pieces: list[Element] = []
    start = Fraction(0)
    for tally in bar.tallies:
        share = Fraction(tally.count, max(longest, 1))
        look = LOOKS[tally.state]
        drawn = [
            element("title", f"{tally.label}: {tally.count}"),
            area(tally.state, x=percent(start), width=percent(share), y=1, height=BAR_HEIGHT - 2),
        ]
        if _has_room(str(tally.count), share):
            drawn.append(
                element(
                    "text", str(tally.count), class_=f"figure n-{tally.state.value}", x=percent(start + share / 2),
                    y=18, text_anchor="middle", font_size=13, fill=look.figures, stroke=look.ground,
                    stroke_width=4, paint_order="stroke",
                )
            )  # fmt: skip
        pieces.append(element("g", *drawn))
        start += share
    said = "; ".join(f"{tally.label}: {tally.count}" for tally in bar.tallies) or "Không có nhiệm vụ của cơ quan"
    return chart(BAR_HEIGHT, f"{bar.id}. {bar.title}: {bar.total} nhiệm vụ của cơ quan", said + ".", pieces)


def _has_room(figures: str, share: Fraction) -> bool:
    """Whether figures fit into their piece of a bar where the page is narrowest, about 280 pixels."""
    return share >= Fraction(15 + 27 * len(figures), 1000)


def bullet(each: Bullet) -> Element:
    """Return a reading as a bar, its target as an upright, the reading before it as a triangle below."""
    children = [
        element("rect", class_="track", x=0, y=3, width="100%", height=12, fill="#eef1f5", stroke=EDGE_OF_TRACK)
    ]
    if each.value is not None:
        width = percent(_share(each.value, each.top))
        children.append(area(each.state, x="0", width=width, y=5, height=8))
    goal = percent(_share(each.goal, each.top))
    children.append(
        element("line", class_="goal", x1=goal, x2=goal, y1=0, y2=18, stroke="#16202c", stroke_width=3)
    )  # fmt: skip
    if each.before is not None:
        triangle = element("path", class_="before", d="M0 0 5 8H-5Z", fill="#4a5563")
        children.append(at(_share(each.before, each.top), 15, triangle))
    said = [f"Mức phải đạt {each.target}", f"số liệu {each.reading}" if each.reading else "chưa có số liệu"]
    said += [f"kỳ trước {each.earlier}"] if each.earlier else []
    return chart(BULLET_HEIGHT, f"{each.name}: {each.label}", "; ".join(said) + ".", children)


def _share(value: Fraction, top: Fraction) -> Fraction:
    return min(max(value / top, Fraction(0)), Fraction(1))
