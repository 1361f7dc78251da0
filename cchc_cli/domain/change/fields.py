"""Compare two values field by field: every field that differs, with what stood there and what stands there."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from cchc_cli.domain.change.matching import moved_among, pair, pair_by
from cchc_cli.domain.change.values import Edit, Value
from cchc_cli.domain.change.words import mark_words
from cchc_cli.domain.target import Target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Numbered: TypeAlias = tuple[int, str]

WHOLE = frozenset({
    "number", "lead", "support", "leader", "deadline", "schedule", "continues", "indicator", "area", "parent",
    "id", "period", "part", "void", "by", "approved_by", "where", "task_id", "every", "source", "preset", "ongoing",
    "successor", "code", "signer", "document", "after", "removed", "field",
})  # fmt: skip
"""Fields that hold a name or a phrase: read whole, old and new, rather than word by word."""
PARAGRAPHS = frozenset({"bases", "preamble", "closing"})
"""Lists of texts whose entries are known by their place."""


def field_edits(before: Any, after: Any, *, skip: Collection[str] = ()) -> Iterator[Edit]:
    """Yield an edit for each field of two dataclass values of one class that differs."""
    for field in dataclasses.fields(before):
        if field.compare and field.name not in skip:
            yield from value_edits(field.name, getattr(before, field.name), getattr(after, field.name))


def value_edits(name: str, old: Any, new: Any, item: str = "") -> Iterator[Edit]:
    """Yield what differs between two values of one field; nothing where they are equal."""
    if old == new:
        return
    if isinstance(old, tuple) and isinstance(new, tuple):
        yield from _tuple_edits(name, old, new)
    elif type(old) is type(new) and dataclasses.is_dataclass(old) and not isinstance(old, Target):
        for edit in field_edits(old, new):
            yield dataclasses.replace(edit, field=f"{name}.{edit.field}", item=edit.item or item)
    else:
        yield _edit(name, old, new, item)


def plain_value(value: Any) -> Value:
    """Return a value as edits hold it: inner values by the words that name them."""
    if isinstance(value, Target):
        # Exactly as given: two targets that differ must not be written alike.
        return f"{value.comparator} {f'{value.value:f}'.replace('.', ',')} {value.unit}".strip()
    if value is None or isinstance(value, (str, dt.date, Decimal, Fraction, bool)):
        return value
    if isinstance(value, tuple):
        return tuple(str(plain_value(each)) for each in value)
    for named in ("number", "code", "id", "document"):
        if getattr(value, named, ""):
            return str(getattr(value, named))
    return str(value)


def _edit(name: str, old: Any, new: Any, item: str = "") -> Edit:
    texts = isinstance(old, str) and isinstance(new, str) and bool(old and new)
    words = mark_words(old, new) if texts and name not in WHOLE else ()
    return Edit(name, plain_value(old), plain_value(new), item, words)


def _tuple_edits(name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Edit]:
    sample = (*old, *new)[0]
    if isinstance(sample, tuple):
        yield from _pair_edits(name, dict(old), dict(new))
    elif dataclasses.is_dataclass(sample):
        by_code = [{each.code: each for each in side} for side in (old, new)]
        yield from _pair_edits(name, by_code[0], by_code[1])
    elif name in PARAGRAPHS:
        yield from _paragraph_edits(name, old, new)
    else:
        yield from _list_edits(name, old, new)


def _pair_edits(name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Edit]:
    for key in dict.fromkeys((*old, *new)):
        yield from value_edits(name, old.get(key), new.get(key), key)
    if moved_among(tuple(old), tuple(new)):
        yield Edit(name, tuple(old), tuple(new))


def _list_edits(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Edit]:
    matched = pair_by(_numbered(old), _numbered(new), _text_of)
    for _, text in matched.removed:
        yield Edit(name, text, "")
    for _, text in matched.added:
        yield Edit(name, "", text)
    if _is_reordered(matched.pairs):
        yield Edit(name, old, new)


def _paragraph_edits(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Edit]:
    """Yield edits of paragraphs, each by its number: as it is now, or was when it was taken out."""
    same = pair_by(_numbered(old), _numbered(new), _text_of)
    rest = pair(same.removed, same.added, lambda each: str(each[0]), _text_of)
    for (_, text), (number, now) in rest.pairs:
        yield from value_edits(name, text, now, str(number))
    for number, text in rest.removed:
        yield Edit(name, text, "", str(number))
    for number, text in rest.added:
        yield Edit(name, "", text, str(number))
    if _is_reordered((*same.pairs, *rest.pairs)):
        yield Edit(name, old, new)


def _numbered(texts: tuple[str, ...]) -> list[Numbered]:
    return [(at + 1, text) for at, text in enumerate(texts)]


def _text_of(numbered: Numbered) -> str:
    return numbered[1]


def _is_reordered(pairs: Iterable[tuple[Numbered, Numbered]]) -> bool:
    places = [was[0] for was, _ in sorted(pairs, key=lambda each: each[1][0])]
    return places != sorted(places)
