"""Which words of a text were taken out and put in."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from cchc_cli.domain.change.values import Mark, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TOKEN = re.compile(r"\s+|\w+(?:[^\w\s]+\w+)*|[^\w\s]+")
_MOST_PAIRS = 4_000_000
"""Words of one text times words of the other; finer marks in longer texts would take seconds."""


def mark_words(old: str, new: str) -> tuple[Stretch, ...]:
    """Return a text with its words kept, removed and added, in the order of reading.

    Kept and removed words together are the old text exactly, kept and added ones the new text.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    return tuple(_joined(_absorbed(_marked(before, after))))


def _marked(before: list[str], after: list[str]) -> list[Stretch]:
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    middle = _aligned(old, new) if len(old) * len(new) <= _MOST_PAIRS else _replaced(old, new)
    return [
        Stretch(Mark.KEPT, "".join(before[:start])),
        *middle,
        Stretch(Mark.KEPT, "".join(before[len(before) - end :])),
    ]


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def _aligned(old: list[str], new: list[str]) -> list[Stretch]:
    found: list[Stretch] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found += [Stretch(Mark.KEPT, "".join(old[a:b]))] if kind == "equal" else _replaced(old[a:b], new[c:d])
    return found


def _replaced(old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    return [Stretch(Mark.REMOVED, "".join(old)), Stretch(Mark.ADDED, "".join(new))]


def _absorbed(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield stretches; blanks and signs kept between two changed places count as changed with them."""
    parts = [part for part in stretches if part.text]
    for at, part in enumerate(parts):
        is_between = 0 < at < len(parts) - 1
        if part.mark is Mark.KEPT and is_between and not any(char.isalnum() for char in part.text):
            yield Stretch(Mark.REMOVED, part.text)
            yield Stretch(Mark.ADDED, part.text)
        else:
            yield part


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield stretches so that between two kept ones stand at most one removed and then one added."""
    removed = added = kept = ""
    for part in stretches:
        if part.mark is Mark.KEPT:
            yield from _changed(removed, added)
            removed = added = ""
            kept += part.text
            continue
        if kept:
            yield Stretch(Mark.KEPT, kept)
            kept = ""
        if part.mark is Mark.REMOVED:
            removed += part.text
        else:
            added += part.text
    yield from _changed(removed, added)
    if kept:
        yield Stretch(Mark.KEPT, kept)


def _changed(removed: str, added: str) -> Iterator[Stretch]:
    if removed:
        yield Stretch(Mark.REMOVED, removed)
    if added:
        yield Stretch(Mark.ADDED, added)
