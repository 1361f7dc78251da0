"""Deadlines in the document's own words: read them, say them again, compute their instances."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cchc_cli.domain.deadline.occurrences import occurrences
from cchc_cli.domain.deadline.parts import After, Date, Every, Instance, Kind, Misread, Part

__all__ = [
    "After",
    "Date",
    "Deadline",
    "Every",
    "Instance",
    "Kind",
    "Misread",
    "Part",
    "occurrences",
    "read",
    "remember",
]


class Deadline(NamedTuple):
    """A deadline as read: the words as signed, the plan's year, and the parts they say.

    ``str()`` is the canonical phrase; read for the same year it gives equal parts.
    """

    text: str
    year: int
    parts: tuple[Part, ...]

    def __str__(self) -> str:
        from cchc_cli.domain.deadline.canonical import write

        return write(self.parts, self.year)


# What phrases were found to say before: reading one takes longer than all that is done with it.
_remembered: dict[tuple[str, int], Deadline] = {}


def remember(deadline: Deadline) -> None:
    """Let ``read`` give this answer for its words and year from now on."""
    _remembered[deadline.text, deadline.year] = deadline


@lru_cache(maxsize=4096)
def read(text: str | None, year: int) -> Deadline | Misread:
    """Read a deadline phrase of a plan for ``year``; the words that don't fit come back as a Misread.

    An empty cell, a ditto mark or "Chưa đề xuất" is one part of kind ``none``. Remembered: one plan asks
    for the same few phrases again and again.
    """
    words = text or ""
    if (words, year) in _remembered:
        return _remembered[words, year]
    from cchc_cli.domain.deadline.grammar import read_phrase

    parts = read_phrase(words, year)
    return parts if isinstance(parts, Misread) else Deadline(words, year, parts)
