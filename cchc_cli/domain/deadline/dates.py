"""Read times that a calendar holds: by a day, within a stretch of days, or from a day on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline.anchors import yearly
from cchc_cli.domain.deadline.items import Item, part
from cchc_cli.domain.deadline.limits import Limits, take_limits
from cchc_cli.domain.deadline.occurrences import last_due
from cchc_cli.domain.deadline.parts import Kind, Misread, Part
from cchc_cli.domain.deadline.recurring import YEARLY
from cchc_cli.domain.deadline.spans import Span, bounds, impossible, resolve
from cchc_cli.domain.deadline.terms import ONWARD, read_terms

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.cursor import Cursor
    from cchc_cli.domain.deadline.waiting import OpenEnd


def read_calendar(cursor: Cursor, open_end: OpenEnd | None) -> Item | Misread | None:
    """Read dates and periods with the words that bound them; None where none stands."""
    start = cursor.at
    limits = take_limits(cursor)
    terms = read_terms(cursor, marked=limits.said)
    if terms is None:
        cursor.at = start
        return None
    _skip_outlook(cursor)
    item = Item("calendar", [], start, cursor.at, bare=not limits.said, terms=terms, limits=limits)
    if open_end is not None and limits.since and cursor.take("cho đến khi", "đến khi", "cho tới khi", "tới khi"):
        return _until_event(cursor, item, open_end)
    if cursor.take(*YEARLY):
        return _yearly(cursor, item)
    spans = resolve(terms, cursor.year)
    if isinstance(spans, Misread):
        cursor.at = start
        return spans
    onward = cursor.take(*ONWARD) is not None
    item.end = cursor.at
    item.parts = [_part_of(cursor, start, span, limits, onward=onward) for span in spans]
    return item


def _skip_outlook(cursor: Cursor) -> None:
    """Move past "định hướng đến năm 2030", "tầm nhìn 2045": an outlook is no deadline."""
    start = cursor.at
    cursor.take(", và", ",", "và", "-")
    if cursor.take("định hướng", "tầm nhìn"):
        take_limits(cursor)
        if read_terms(cursor) is not None:
            return
    cursor.at = start


def _part_of(cursor: Cursor, start: int, span: Span, limits: Limits, *, onward: bool) -> Part:
    base = replace(part(cursor, start, Kind.BY), tentative=limits.tentative or span.vague)
    day = dt.timedelta(days=1)
    single = all(term.unit == "day" for term in span.terms)
    if onward:
        return replace(base, kind=Kind.FROM, start=span.start, starts_by=span.end)
    if limits.after:
        return replace(base, kind=Kind.FROM, start=span.end + day, starts_by=span.end + day)
    if span.terms[0].unit == "school":
        return replace(base, kind=Kind.WINDOW, start=span.start, due=span.end, tentative=True)
    if span.many:
        return replace(base, kind=Kind.WINDOW, start=span.start, due=span.end)
    if limits.since:
        return replace(base, kind=Kind.FROM, start=span.start, starts_by=span.end)
    # "trước ngày 15/12" is due 15/12 (so TB 624/TB-VPCP of 2025 reads it); "trước tháng 3" the day before it.
    before = limits.before and not single and not _at_end(cursor, span)
    return replace(base, due=span.start - day if before else span.end)


def _at_end(cursor: Cursor, span: Span) -> bool:
    """Whether "cuối" or "hết" already names the end: "trước cuối năm" is by its last day."""
    first = span.terms[0].span[0]
    return any(token.start == first and token.key in ("cuối", "hết", "ngày", "6", "06") for token in cursor.tokens)


def _until_event(cursor: Cursor, item: Item, open_end: OpenEnd) -> Item | Misread | None:
    spans = resolve(item.terms, cursor.year) if item.terms else []
    if isinstance(spans, Misread):
        return spans
    first = cursor.at
    if cursor.done or len(spans) != 1:
        return None
    cursor.at, _ = open_end(first)
    if cursor.at == first + 1 and cursor.tokens[first].kind == "quote":
        awaits = cursor.tokens[first].key
    else:
        awaits = cursor.words(first).replace("“", '"').replace("”", '"').rstrip(" .,;")
    item.parts = [replace(part(cursor, item.start, Kind.WINDOW), start=spans[0].start, awaits=awaits)]
    item.end = cursor.at
    return item


def _yearly(cursor: Cursor, item: Item) -> Item | Misread | None:
    terms = item.terms
    if terms is None:
        return None
    for term in terms.terms:
        # A leap year: 29/02 comes round, though not every year.
        if term.first and bounds(term, 2024) is None:
            return impossible(term.span)
    rules = yearly(terms, before=item.limits.before)
    if rules is None:
        return None
    base = replace(part(cursor, item.start, Kind.EVERY), tentative=item.limits.tentative)
    item.parts = [replace(base, every=rule, due=last_due(rule, cursor.year)) for rule in rules]
    item.source, item.rules, item.end, item.bare = "rhythm", rules, cursor.at, False
    return item
