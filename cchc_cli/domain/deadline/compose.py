"""Put the times of one clause together: a rule and its date, a start and the work that goes on from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline.anchors import anchor, yearly
from cchc_cli.domain.deadline.occurrences import last_due
from cchc_cli.domain.deadline.parts import Date, Every, Kind, Part
from cchc_cli.domain.text import fold

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.items import Item

_PLAIN_LEADS = ("", "thuc hien", "trien khai", "trien khai thuc hien", "to chuc thuc hien", "duy tri", "va thuc hien")


def compose(items: list[Item], year: int) -> list[Part]:
    """Return the parts of a clause from the times it says, in their order."""
    items = _anchor_rules(items, year)
    items = _drop_unanchored(items)
    items = _drop_regular(items)
    items = _absorb(items, year)
    items = _bound_rules(items, year)
    return [each for item in items for each in item.parts]


def _anchor_rules(items: list[Item], year: int) -> list[Item]:
    """Tie "hằng năm" to the dates without a year that follow it: "hằng năm, trước ngày 15/11"."""
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        rules = _anchored(before, item) if before is not None and before.source == "rhythm" else None
        if before is None or not rules:
            kept.append(item)
            continue
        base = before.parts[-1]
        base = replace(base, span=(base.span[0], item.parts[-1].span[1]), label=base.label or item.parts[-1].label)
        tied = [replace(base, every=rule, due=last_due(rule, year)) for rule in rules]
        before.parts = [*before.parts[:-1], *tied]
        before.rules = (*before.rules[:-1], *rules)
    return kept


def _anchored(before: Item, item: Item) -> list[Every] | None:
    """Return the last rule tied to the dates of the item; None where they don't belong together."""
    terms, joined = item.terms, item.joint in ("", ",", "(", "lead", ":")
    if item.source != "calendar" or terms is None or not before.rules or not joined or item.limits.since:
        return None
    rule = before.rules[-1]
    if any(term.year is not None for term in terms.terms) or rule.day is not None or rule.month is not None:
        return None
    if rule == Every("year"):
        found = yearly(terms, before=item.limits.before)
        return list(found) if found and all(term.unit in ("day", "month", "quarter") for term in terms.terms) else None
    plain = all(term.unit in ("day", "month", "quarter") and term.first and not term.shift for term in terms.terms)
    if "range" in terms.joints or not plain or (item.limits.before and any(term.unit != "day" for term in terms.terms)):
        return None
    return anchor(rule, [(term.last or term.first, term.day or None) for term in terms.terms])


def _drop_unanchored(items: list[Item]) -> list[Item]:
    """Drop "hằng quý" beside "ngày 20 của tháng cuối quý": the second says the same, and the day."""
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.source == "rhythm" == item.source
            and item.joint in ("", ",", "(", "lead", ":")
            and [Every(rule.unit, rule.step) for rule in item.rules[:1]] == list(before.rules)
            and item.rules[0] not in before.rules
        ):
            kept.pop()
        kept.append(item)
    return kept


def _drop_regular(items: list[Item]) -> list[Item]:
    """Drop a "định kỳ" whose period or date the clause names elsewhere."""
    if any(item.source in ("rhythm", "calendar") for item in items):
        return [item for item in items if item.source != "regular"]
    return items


def _absorb(items: list[Item], year: int) -> list[Item]:
    """Let "thường xuyên" take in the year beside it, a rule the plan's year, and a start the work that goes on."""
    starts = any(each.kind is Kind.FROM for item in items for each in item.parts)
    ongoing = [item for item in items if item.source == "ongoing"]
    if starts and not any(item.source == "rhythm" for item in items):
        return [item for item in items if item not in ongoing]
    kept: list[Item] = []
    for at, item in enumerate(items):
        after = items[at + 1] if at + 1 < len(items) else None
        before = items[at - 1] if at else None
        beside = (before is not None and before.source == "ongoing" and item.joint in ("", ",")) or (
            after is not None and after.source == "ongoing" and after.joint in ("", ",", "lead", "(")
        )
        ruled = before is not None and before.source == "rhythm" and not item.joint and _is_year(item)
        if ruled and item.parts[0].due == Date(year, 12, 31):
            continue
        if not (beside and _is_year(item) and fold(item.lead) in _PLAIN_LEADS):
            kept.append(item)
    return kept


def _is_year(item: Item) -> bool:
    limits = item.limits
    if item.source != "calendar" or item.terms is None or limits.before or limits.since or limits.after:
        return False
    return len(item.terms.terms) == 1 and item.terms.terms[0].unit == "year" and not item.parts[0].tentative


def _bound_rules(items: list[Item], year: int) -> list[Item]:
    """Let a rule hold only from its start, or within its range: "hằng tháng từ tháng 3"."""
    kept: list[Item] = []
    for at, item in enumerate(items):
        after = items[at + 1] if at + 1 < len(items) else None
        before = kept[-1] if kept else None
        if (
            after is not None
            and after.source == "rhythm"
            and after.joint in ("", ",", "lead")
            and (bound := _range(item))
        ):
            _bind(after, bound, year)
            if item.parts[0].kind is Kind.WINDOW:
                kept.append(item)
        elif before is not None and before.source == "rhythm" and item.joint in ("", ",") and (bound := _range(item)):
            _bind(before, bound, year)
        else:
            kept.append(item)
    return kept


def _range(item: Item) -> tuple[Date, Date | None] | None:
    if item.source != "calendar" or len(item.parts) != 1 or item.parts[0].start is None:
        return None
    read = item.parts[0]
    if read.kind is Kind.FROM and read.start is not None:
        return read.start, None
    if read.kind is Kind.WINDOW and read.start is not None and read.due is not None and item.limits.since:
        return read.start, read.due
    return None


def _bind(rhythm: Item, bound: tuple[Date, Date | None], year: int) -> None:
    start, end = bound
    rhythm.parts = [
        replace(each, start=start, due=last_due(each.every, year, since=start, until=end) if each.every else each.due)
        for each in rhythm.parts
    ]
