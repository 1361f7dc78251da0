"""Put together again the rows that a page break has split."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from cchc_cli.exchange.grasp.numbering import HEADINGS
from cchc_cli.exchange.pages import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.exchange.grasp.entries import Entry

SPLIT_WORD = re.compile(r"\w[-/]$")


def joined(entries: Sequence[Entry], doubts: list[Doubt]) -> list[Entry]:
    """Join a row to the one before only where its number, lead and deadline are empty and it opens a page."""
    found: list[Entry] = []
    for entry in entries:
        before = found[-1] if found else None
        if before is not None and _continues(entry, before):
            found[-1] = _join(before, entry)
            label = before.shown.rstrip(".)") or before["task"][:40]
            made = f"Dòng không có số thứ tự ở đầu trang; đã nối vào nhiệm vụ {label}."
            doubts.append(Doubt("joined_row", entry.where, entry.seen, made))
        else:
            found.append(entry)
    return found


def _continues(entry: Entry, before: Entry) -> bool:
    if before.title or (before.number.kind in HEADINGS and before.is_bare):
        return False
    blank = not (entry.shown or entry.number.kind or entry["lead"] or entry["deadline"] or entry["id"])
    return entry.opens and blank and not entry.title and not entry.merged and not _shouts(entry["task"])


def _shouts(text: str) -> bool:
    """Whether a text is all capitals, as headings are."""
    return text.isupper() and len(text.split()) > 2


def _join(before: Entry, entry: Entry) -> Entry:
    words = {name: join_words(before[name], entry[name]) for name in {**before.words, **entry.words}}
    extra = dict(before.extra)
    for title, text in entry.extra:
        extra[title] = join_words(extra.get(title, ""), text)
    return dataclasses.replace(before, words=words, extra=tuple(extra.items()))


def join_words(first: str, second: str) -> str:
    """Join two halves of a text by a space; ``177-`` and ``KH/TU`` without one."""
    if not first or not second:
        return first or second
    return first + second if SPLIT_WORD.search(first) else f"{first} {second}"
