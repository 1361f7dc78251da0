"""Judge what brackets say about the time before them: a narrower date, its name, days off, "nếu có"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline.parts import Date
from cchc_cli.domain.deadline.spans import bounds
from cchc_cli.domain.text import fold

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.cursor import Cursor
    from cchc_cli.domain.deadline.items import Item


def is_optional(item: Item) -> bool:
    """Whether the note says "nếu có" or the like."""
    return item.source == "on_demand" and fold(item.parts[0].text).startswith("neu")


def narrow(last: Item, item: Item) -> bool:
    """Put the narrower date of a note in place; whether it lies within the period it explains."""
    if len(last.parts) != 1 or len(item.parts) != 1:
        return False
    wide, close = last.parts[0], item.parts[0]
    if wide.due is None or close.due is None:
        return False
    named = bounds(last.terms.terms[0], wide.due.year) if last.terms and not last.limits.before else None
    begins = wide.start or (named[0] if named else Date(wide.due.year, 1, 1))
    if not begins <= close.due <= wide.due:
        return False
    last.parts = [replace(wide, due=close.due)]
    return True


def explains(last: Item, item: Item) -> bool:
    """Whether a note only names the period that a date belongs to: "15/3 (quý I)"."""
    due, terms = last.parts[-1].due, item.terms
    wide = item.parts[0]
    if due is None or terms is None or wide.due is None or not item.bare or len(terms.terms) != 1:
        return False
    found = bounds(terms.terms[0], due.year)
    return terms.terms[0].unit != "day" and found is not None and found[0] <= due <= found[1]


def closing(cursor: Cursor, at: int) -> int:
    """Return where the bracket opened at a token closes, the cursor's end if nowhere."""
    depth = 0
    for n in range(at, cursor.end):
        key = cursor.tokens[n].key
        depth += (key == "(") - (key == ")")
        if depth == 0:
            return n
    return cursor.end


def names_days_off(inner: Cursor) -> bool:
    """Whether words such as "không tính thứ Bảy, Chủ nhật" only leave out the days off."""
    words = fold(inner.words(inner.at, inner.end))
    return any(word in words for word in ("thu bay", "chu nhat", "nghi", "le", "tet", "thu 7"))
