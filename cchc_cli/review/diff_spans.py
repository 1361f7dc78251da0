"""Lines of what changed, before any format lays them out: spans of words, each with its look."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from cchc_cli.domain import wording
from cchc_cli.domain.change import Kind, Mark
from cchc_cli.domain.target import number
from cchc_cli.domain.vocabulary import short_date
from cchc_cli.review.diff_labels import CODES, QUOTED, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.domain.change import Edit, Shift, Stretch, Value

Date = dt.date
NOTHING = "(trống)"
CONTEXT = 6
"""Words kept on each side of what changed in a text."""


class Look(StrEnum):
    """What a span is: the old and new value of a field, or words taken out of a text and put into it."""

    PLAIN = "plain"
    LABEL = "label"
    OLD = "old"
    NEW = "new"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one look."""

    text: str
    look: Look = Look.PLAIN


Line: TypeAlias = tuple[Span, ...]


def said(text: str) -> Line:
    """Return a line of plain words."""
    return (Span(text),)


def labelled(name: str, *spans: Span) -> Line:
    """Return a line that begins with the name of a field."""
    return (Span(f"{name}:", Look.LABEL), Span(" "), *spans)


def edit_line(kind: Kind, edit: Edit) -> Line:
    """Return what changed in one field, old and new."""
    name = label(kind, edit.field)
    if edit.item:
        name = edit.item if edit.field == "extra" else f"{name} {edit.item}"
    if isinstance(edit.old, tuple) and isinstance(edit.new, tuple):
        return labelled(name, Span("đổi thứ tự"))
    if _is_entry_of_list(edit):
        what, text, look = ("thêm", edit.new, Look.NEW) if edit.new else ("bỏ", edit.old, Look.OLD)
        return labelled(name, Span(f"{what} “"), Span(value(text), look), Span("”"))
    if edit.words and _is_readable(edit.words):
        return labelled(name, *_marked(edit.words))
    return labelled(name, *_replaced(kind, edit))


def _is_entry_of_list(edit: Edit) -> bool:
    lists = {
        "aliases", "members", "recipients", "columns", "evidence", "implements", "tasks", "to", "copies",
        "bases", "preamble", "closing", "seen", "added.implements",
    }  # fmt: skip
    return edit.field.removeprefix("seal.") in lists and "" in {edit.old, edit.new}


def _replaced(kind: Kind, edit: Edit) -> Iterator[Span]:
    quoted = edit.field.removeprefix("added.") in QUOTED
    for at, side in enumerate((edit.old, edit.new)):
        shown = spoken(kind, edit.field, side)
        if at:
            yield Span(" → ")
        yield Span(f"“{shown}”" if quoted and side else shown, Look.NEW if at else Look.OLD)
        day = edit.shift and (edit.shift.new if at else edit.shift.old)
        if day:
            yield Span(f" ({short_date(day)})")
    if edit.shift is not None:
        yield Span(shifted(edit.shift))


def shifted(shift: Shift) -> str:
    """Say how a date moved: ``, lùi 91 ngày``."""
    if shift.days is None:
        return "" if shift.old is shift.new else "; không so được sớm hay muộn"
    if shift.days == 0:
        return ", cùng ngày"
    return f", lùi {shift.days} ngày" if shift.days > 0 else f", sớm hơn {-shift.days} ngày"


def spoken(kind: Kind, field: str, given: Value) -> str:
    """Write a value of a field for people, a code of the files in words."""
    if not isinstance(given, str) or not given:
        return value(given)
    if kind in {Kind.FACT, Kind.READING} and field == "period":
        return wording.periods([given])
    return CODES.get((kind, field), {}).get(given, given)


def value(given: Value) -> str:
    """Write a value of a field for people."""
    if given is None or given in {"", ()}:
        return NOTHING
    if isinstance(given, bool):
        return "có" if given else "không"
    if isinstance(given, Date):
        return short_date(given)
    if isinstance(given, (Decimal, Fraction)):
        return number(given, places=6)
    return ", ".join(given) if isinstance(given, tuple) else str(given)


def _is_readable(words: Sequence[Stretch]) -> bool:
    """Whether enough of a text was kept for its marks to be easier to read than old and new side by side."""
    kept = sum(len(part.text) for part in words if part.mark is Mark.KEPT)
    return 2 * kept >= max(
        sum(len(part.text) for part in words if part.mark is mark) for mark in (Mark.REMOVED, Mark.ADDED)
    )


def _marked(words: Sequence[Stretch]) -> Iterator[Span]:
    looks = {Mark.KEPT: Look.PLAIN, Mark.REMOVED: Look.REMOVED, Mark.ADDED: Look.ADDED}
    for at, part in enumerate(words):
        text = part.text
        if part.mark is Mark.KEPT:
            text = shortened(text, at_start=at == 0, at_end=at == len(words) - 1)
        yield Span(text, looks[part.mark])


def shortened(text: str, *, at_start: bool = False, at_end: bool = False) -> str:
    """Leave out the middle of words that stayed, or their outer end where nothing changed beyond it."""
    words = text.split(" ")
    head = 0 if at_start else CONTEXT
    tail = 0 if at_end else CONTEXT
    if len(words) <= head + tail + 3:
        return text
    return " ".join([*words[:head], "…", *(words[-tail:] if tail else [])])


def cut(text: str, most: int = 140) -> str:
    """Return a text on one line, cut between words where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rpartition(" ")[0].rstrip(" ,.;:") + " …"
