"""What the program itself can say under each heading of a report, for the comments of its text file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.reporting.notes import HeadingNote
from cchc_cli.domain.reporting.outline import headings
from cchc_cli.report.document import Paragraph, Style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc_cli.domain.model import Plan
    from cchc_cli.report.document import Block


def heading_notes(plan: Plan, blocks: Iterable[Block]) -> tuple[HeadingNote, ...]:
    """Return every heading people write under, with the lines a report without their words has there."""
    known = _lines(blocks)
    return tuple(
        HeadingNote(each.code, each.title, tuple(known.get(each.code, ())), needed=each.needed)
        for each in headings(plan)
    )


def _lines(blocks: Iterable[Block]) -> dict[str, list[str]]:
    """Return the lines under each heading, by its code put together from the numbers above it."""
    found: dict[str, list[str]] = {}
    levels = {Style.PART: 0, Style.SECTION: 1, Style.POINT: 2}
    code: list[str] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        if block.style in levels:
            code = [*code[: levels[block.style]], block.number.rstrip(".)")]
        elif code and block.style is Style.ITEM and not any(run.place for run in block.runs):
            line = block.text if block.number == "-" else f"{block.number} {block.text}"
            found.setdefault(".".join(code), []).append(line)
    return found
