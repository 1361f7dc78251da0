"""What a writer of a report is told beside each place to fill."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeadingNote:
    """A heading people write under: its code (``II.1.b``), its title and what the program knows, a line each.

    ``needed`` says that the report isn't complete without their words.
    """

    code: str
    title: str
    known: tuple[str, ...] = ()
    needed: bool = True
