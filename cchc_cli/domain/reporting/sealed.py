"""What an issued report was made from: the plan as it was known then, and what came in later."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from cchc_cli.domain.model import Fact, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cchc_cli.domain.model import Amendment, Plan, Seal
    from cchc_cli.domain.windows import Report

Entry = TypeVar("Entry", Fact, Reading)


def seen_on(plan: Plan, day: dt.date) -> tuple[str, ...]:
    """Return the ids of what was written down on a day, amendments too, for a seal made on it, in order."""
    entries = [each for _, held in _held(plan) for each in held if each.known == day]
    decided = [each.id for each in plan.amendments if each.known == day]
    return tuple(sorted({*(each.id for each in entries), *decided} - {""}))


def sealed_plan(plan: Plan, seal: Seal) -> Plan:
    """Return the plan without the facts, readings and amendments that came in after a report was issued.

    Of the day it was issued on, those it had seen stay, and those without an id.
    """
    return replace(
        plan,
        facts=_counted(plan.facts, seal),
        readings=_counted(plan.readings, seal),
        amendments=tuple(each for each in plan.amendments if _is_counted(each, seal)),
    )


def last_day_counted(report: Report, year: int) -> dt.date:
    """Return the last day whose facts a report counts: its cut-off, for the yearly one 31 December.

    The yearly report closes in the middle of the month but assesses the year when it has ended.
    """
    return max(report.end, dt.date(year, 12, 31)) if report.code == str(year) else report.end


def late_entries(plan: Plan, seal: Seal, until: dt.date) -> tuple[tuple[str, Fact | Reading], ...]:
    """Return what would have changed an issued report, each with its task or indicator, as it came in.

    That is every entry which happened by ``until`` but was written down too late for the report, and
    every voiding of an entry the report counts. An entry both written down and voided since then changed
    nothing.
    """
    late = [(name, entry) for name, entries in _held(plan) for entry in _late(entries, seal, until)]
    return tuple(sorted(late, key=lambda each: (each[1].known, each[1].date)))


def _late(entries: tuple[Fact | Reading, ...], seal: Seal, until: dt.date) -> Iterator[Fact | Reading]:
    counted = {entry.id: entry for entry in entries if entry.id and _is_counted(entry, seal)}
    voided = {entry.void for entry in entries if entry.void}
    known_void = {entry.void for entry in counted.values() if entry.void}
    for entry in entries:
        if _is_counted(entry, seal):
            continue
        if entry.void:
            mistaken = counted.get(entry.void)
            if mistaken is not None and mistaken.date <= until and entry.void not in known_void:
                yield entry
        elif entry.date <= until and not (entry.id and entry.id in voided):
            yield entry


def _counted(held: Mapping[str, tuple[Entry, ...]], seal: Seal) -> dict[str, tuple[Entry, ...]]:
    return {name: tuple(each for each in entries if _is_counted(each, seal)) for name, entries in held.items()}


def _is_counted(entry: Fact | Reading | Amendment, seal: Seal) -> bool:
    if entry.known == seal.known_on:
        return not entry.id or entry.id in seal.seen
    return entry.known < seal.known_on


def _held(plan: Plan) -> Iterator[tuple[str, tuple[Fact | Reading, ...]]]:
    yield from plan.facts.items()
    yield from plan.readings.items()
