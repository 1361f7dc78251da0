"""How each state looks: a colour and a pattern of its own, so that a print in black and white is read too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.vocabulary import State
from cchc_cli.report.charts.svg import decoration, element

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc_cli.report.charts.svg import Element


@dataclass(frozen=True, slots=True)
class Look:
    """The ground of a state, the lines or dots on it, and the colour of figures written over both."""

    ground: str
    figures: str
    ink: str = ""
    drawn: str = ""
    """What is drawn in a tile of 8 by 8 pixels, as the data of a path."""


RISING = "M-2 2 2-2M0 8 8 0M6 10 10 6"
FALLING = "M-2 6 2 10M0 0 8 8M6-2 10 2"
LEVEL = "M0 2H8M0 6H8"
UPRIGHT = "M2 0V8M6 0V8"
DOTS = "M1 2H3M5 6H7"
GRID = "M0 4H8M4 0V8"
CROSSES = "M2 2 6 6M6 2 2 6"
ZIGZAG = "M0 6 4 2 8 6"

LOOKS = {
    State.DONE_ON_TIME: Look("#1f7a4d", "#ffffff"),
    State.DONE_LATE: Look("#d3ead9", "#10241a", "#1f7a4d", RISING),
    State.IN_TIME: Look("#2b66a8", "#ffffff", "#cfe0f5", DOTS),
    State.OVERDUE: Look("#b3261e", "#ffffff", "#f4b8b3", FALLING),
    State.LATE_START: Look("#fbe1de", "#3a0f0c", "#b3261e", FALLING),
    State.STALE: Look("#fbeccb", "#2e2000", "#8a5a00", LEVEL),
    State.ONGOING: Look("#d9e2ee", "#16202c"),
    State.WAITING: Look("#f5f7f9", "#16202c", "#5d6b7a", DOTS),
    State.DORMANT: Look("#f5f7f9", "#16202c", "#7b8794", UPRIGHT),
    State.NO_DEADLINE: Look("#f5f7f9", "#16202c", "#7b8794", GRID),
    State.PAUSED: Look("#c9d0d9", "#16202c", "#5d6b7a", ZIGZAG),
    State.DROPPED: Look("#ffffff", "#16202c", "#7b8794", CROSSES),
    State.MET: Look("#1f7a4d", "#ffffff"),
    State.NOT_MET: Look("#b3261e", "#ffffff", "#f4b8b3", FALLING),
    State.NOT_MEASURED: Look("#f5f7f9", "#16202c", "#5d6b7a", DOTS),
}
EDGE = "#4a5563"


def fill(state: State) -> str:
    """Return what an area of a state is filled with; the plain ground where patterns can't be drawn."""
    look = LOOKS[state]
    return f"url(#look-{state.value}) {look.ground}" if look.drawn else look.ground


def area(state: State, *, x: str, width: str, y: int, height: int) -> Element:
    """Return a bar, or a piece of one, of a state."""
    look = "area" if LOOKS[state].drawn else f"area g-{state.value}"
    return element("rect", class_=look, x=x, y=y, width=width, height=height, fill=fill(state), stroke=EDGE)


def swatch(state: State) -> Element:
    """Return the small square that stands before the name of a state."""
    return decoration(14, 14, [area(state, x="1", width="12", y=1, height=12)])


def patterns(states: Iterable[State]) -> Element:
    """Return the patterns of states, to stand once in the page."""
    drawn = [state for state in State if state in set(states) and LOOKS[state].drawn]
    tiles = (
        element(
            "pattern",
            element("rect", class_=f"g-{state.value}", width=8, height=8, fill=LOOKS[state].ground),
            element("path", class_=f"i-{state.value}", d=LOOKS[state].drawn, stroke=LOOKS[state].ink, fill="none"),
            id=f"look-{state.value}",
            width=8,
            height=8,
            patternUnits="userSpaceOnUse",
        )
        for state in drawn
    )
    return decoration(0, 0, [element("defs", *tiles)])
