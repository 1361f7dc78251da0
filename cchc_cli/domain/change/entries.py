"""Compare what is recorded beside the plan: facts, readings, amendments, corrections."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from cchc_cli.domain.change.fields import field_edits, value_edits
from cchc_cli.domain.change.matching import Pairing, pair_by
from cchc_cli.domain.change.values import Action, Change, Edit, Kind
from cchc_cli.domain.model import Fact, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from cchc_cli.domain.model import Amendment, Baseline, Correction, Plan, ReportFile

Entry = TypeVar("Entry", Fact, Reading)
ORDER = "order"
"""The field named by an edit that only swaps entries of one day: the later one in the file counts."""


def fact_changes(before: Plan, after: Plan, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Yield what was added to, altered in and taken from the facts of each row."""
    yield from _of_owners(Kind.FACT, before.facts, after.facts, renamed)


def reading_changes(before: Plan, after: Plan, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Yield what was added to, altered in and taken from the readings of each indicator."""
    yield from _of_owners(Kind.READING, before.readings, after.readings, renamed)


def _of_owners(
    kind: Kind,
    before: Mapping[str, tuple[Entry, ...]],
    after: Mapping[str, tuple[Entry, ...]],
    renamed: Mapping[str, str],
) -> Iterator[Change]:
    """Compare the entries of each owner; those of a renamed one may have followed it, or stayed behind."""
    # Entries follow their owner's new id only where the file did: else they are another row's now.
    moved = {old: new for old, new in renamed.items() if old in before and old not in after and new not in before}
    was: dict[str, tuple[Entry, ...]] = {moved.get(owner, owner): entries for owner, entries in before.items()}
    for owner in dict.fromkeys((*was, *after)):
        yield from _entry_changes(kind, owner, was.get(owner, ()), after.get(owner, ()))


def _entry_changes(kind: Kind, owner: str, before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Change]:
    if before == after:
        return
    matched = pair_by(
        before,
        after,
        lambda entry: entry.id or None,
        _content,
        lambda entry: dataclasses.replace(_content(entry), id=""),
        lambda entry: None if entry.id else (entry.date, _says(entry)),
    )
    for old, new in matched.pairs:
        edits = tuple(field_edits(old, new, skip={"position"}))
        if edits:
            yield Change(kind, new.id, Action.CHANGED, old, new, owner, edits)
    for old in matched.removed:
        yield Change(kind, old.id, Action.REMOVED, old, None, owner)
    for new in sorted(matched.added, key=lambda entry: (entry.date, entry.position)):
        yield Change(kind, new.id, Action.ADDED, None, new, owner)
    yield from _swapped(kind, owner, matched)


def _content(entry: Entry) -> Entry:
    return dataclasses.replace(entry, position=0)


def _says(entry: Fact | Reading) -> Hashable:
    """Return which sort of thing an entry says, so that one without an id is not taken for another of its day."""
    if isinstance(entry, Reading):
        return bool(entry.void)
    said = (entry.status, entry.due, entry.event, entry.result, entry.obstacle, entry.resolved, entry.lead, entry.void)
    return tuple(bool(each) for each in said)


def _swapped(kind: Kind, owner: str, matched: Pairing[Entry]) -> Iterator[Change]:
    """Yield a change for entries of one day whose order in the file is another: the last of them decides."""
    kept = [(old, new) for old, new in matched.pairs if old.date == new.date]
    kept.sort(key=lambda each: (each[1].date, each[1].position))
    for (old, new), (old_next, new_next) in pairwise(kept):
        if new.date == new_next.date and old.position > old_next.position:
            edit = Edit(ORDER, (old_next.id, old.id), (new.id, new_next.id))
            yield Change(kind, new.id, Action.CHANGED, old, new, owner, (edit,))


def amendment_changes(before: Plan, after: Plan) -> Iterator[Change]:
    """Yield amendments entered, altered and taken out; they are known by what they change and by whose decision."""

    def target(amendment: Amendment) -> Hashable:
        added = amendment.added.id if amendment.added else ""
        return amendment.task, amendment.field, added, amendment.removed

    matched = pair_by(
        before.amendments,
        after.amendments,
        lambda amendment: amendment.id or None,
        lambda amendment: dataclasses.replace(amendment, position=0),
        lambda amendment: (target(amendment), amendment.document),
        lambda amendment: (target(amendment), amendment.date),
    )
    for old, new in matched.pairs:
        edits = tuple(field_edits(old, new, skip={"position"}))
        if edits:
            yield Change(Kind.AMENDMENT, _amended(new), Action.CHANGED, old, new, edits=edits)
    yield from _alone(Kind.AMENDMENT, matched, _amended)
    yield from _amendments_swapped(matched)


def _amended(amendment: Amendment) -> str:
    return amendment.task or amendment.removed or (amendment.added.id if amendment.added else "")


def _amendments_swapped(matched: Pairing[Amendment]) -> Iterator[Change]:
    """Yield a change for amendments of one field on one day whose order is another: the last of them holds."""
    kept = [(old, new) for old, new in matched.pairs if old.date == new.date]
    for at, (old, new) in enumerate(kept):
        for old_next, new_next in kept[at + 1 :]:
            same = (new.date, _amended(new), new.field) == (new_next.date, _amended(new_next), new_next.field)
            if same and (old.position < old_next.position) != (new.position < new_next.position):
                edit = Edit(ORDER, (old_next.new, old.new), (new.new, new_next.new))
                yield Change(Kind.AMENDMENT, _amended(new), Action.CHANGED, old, new, edits=(edit,))


def baseline_changes(before: Plan, after: Plan) -> Iterator[Change]:
    """Yield what happened to the record of the content as signed: set, set anew, or taken away."""
    old, new = before.baseline, after.baseline
    if old is None or new is None:
        if old is not new:
            action = Action.ADDED if old is None else Action.REMOVED
            yield Change(Kind.BASELINE, "", action, old, new)
        return
    edits = (*field_edits(old, new, skip={"prints"}), *value_edits("prints", _prints(old), _prints(new)))
    if edits:
        yield Change(Kind.BASELINE, "", Action.CHANGED, old, new, edits=edits)


def _prints(baseline: Baseline) -> tuple[tuple[str, str], ...]:
    """Return the fingerprints of a baseline, those of one thing together, by its id."""
    return tuple(
        (f"{group} {name}".strip(), " ".join(f"{field}={mark}" for field, mark in sorted(fields.items())))
        for group, things in sorted(baseline.prints.items())
        for name, fields in sorted(things.items())
    )


def correction_changes(before: Plan, after: Plan) -> Iterator[Change]:
    """Yield corrections of scan errors entered, altered and taken out; they are known by their place."""

    def place(correction: Correction) -> str:
        return correction.where

    matched = pair_by(before.corrections, after.corrections, lambda correction: correction, place)
    for old, new in matched.pairs:
        edits = tuple(field_edits(old, new))
        if edits:
            yield Change(Kind.CORRECTION, new.where, Action.CHANGED, old, new, edits=edits)
    yield from _alone(Kind.CORRECTION, matched, place)


def report_changes(before: Plan, after: Plan) -> Iterator[Change]:
    """Yield what changed in how the agency reports, and in the texts and seals of its reports."""
    edits = tuple(value_edits("reporting", before.reporting, after.reporting))
    if edits:
        plain = tuple(dataclasses.replace(edit, field=edit.field.removeprefix("reporting.")) for edit in edits)
        yield Change(Kind.REPORTING, "", Action.CHANGED, before.reporting, after.reporting, edits=plain)
    for code in sorted({*before.reports, *after.reports}):
        old, new = before.reports.get(code), after.reports.get(code)
        edits = tuple(field_edits(old, new, skip={"code"})) if old and new else ()
        if edits or old is None or new is None:
            yield Change(Kind.REPORT, code, _action(old, new), old, new, edits=edits)


def _action(old: ReportFile | None, new: ReportFile | None) -> Action:
    return Action.ADDED if old is None else Action.REMOVED if new is None else Action.CHANGED


Other = TypeVar("Other", "Amendment", "Correction")


def _alone(kind: Kind, matched: Pairing[Other], name: Callable[[Other], str]) -> Iterator[Change]:
    yield from (Change(kind, name(old), Action.REMOVED, old, None) for old in matched.removed)
    yield from (Change(kind, name(new), Action.ADDED, None, new) for new in matched.added)
