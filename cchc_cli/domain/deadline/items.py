"""What the clauses of a phrase are made of before they are put together into parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from cchc_cli.domain.deadline.limits import Limits
from cchc_cli.domain.deadline.parts import Every, Kind, Part

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.cursor import Cursor
    from cchc_cli.domain.deadline.terms import Terms

Source: TypeAlias = Literal[
    "calendar", "rhythm", "ongoing", "regular", "on_demand", "after", "external", "none", "aside"
]


@dataclass(slots=True)
class Item:
    """One time said in a clause: its parts, and what joins it to the others.

    ``joint`` is the mark or word before it, ``lead`` the words that say what is done, ``closed`` whether
    they are nothing but the plain verbs of carrying out. ``bare`` marks a period without a bounding word.
    """

    source: Source
    parts: list[Part]
    start: int
    end: int
    bare: bool = False
    terms: Terms | None = None
    limits: Limits = field(default_factory=Limits)
    rules: tuple[Every, ...] = ()
    joint: str = ""
    lead: str = ""
    closed: bool = True


def part(cursor: Cursor, start: int, kind: Kind) -> Part:
    """Return a part read from the tokens between ``start`` and the cursor."""
    span = cursor.span(start)
    return Part(kind, cursor.source[span[0] : span[1]], span)
