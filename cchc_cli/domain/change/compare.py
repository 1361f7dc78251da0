"""Compare two plans thing by thing and field by field, so that whatever differs has a name and nothing else has."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

from cchc_cli.domain import deadline as deadlines
from cchc_cli.domain.change import entries
from cchc_cli.domain.change.arrange import arranged, held, held_nodes, held_rows, held_sections
from cchc_cli.domain.change.fields import field_edits, value_edits
from cchc_cli.domain.change.matching import pair
from cchc_cli.domain.change.values import Action, Change, Changes, Edit, Kind, Shift
from cchc_cli.domain.deadline import Kind as DeadlineKind
from cchc_cli.domain.deadline import Misread

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from cchc_cli.domain.model import Indicator, Plan, Task
    from cchc_cli.domain.units import Unit

Named = TypeVar("Named", "Indicator", "Unit")

PARTS_OF_A_PLAN = frozenset({
    "body", "sections", "indicators", "register", "facts", "readings", "amendments", "corrections", "reports",
    "reporting", "signatory", "baseline",
})  # fmt: skip
"""The fields of a plan that are compared thing by thing; the others are its header."""
INHERITED = frozenset({"product", "lead", "support", "deadline", "schedule", "leader", "implements"})
"""The cells that a sub-row takes from the row above it where its own are empty."""
# Where a row stands is a move, its area is the section's, and the last two belong to amendments.
_NOT_THE_ROWS_OWN = frozenset({"id", "section", "area", "parent", "removed", "signed_deadline"})


def compare(before: Plan, after: Plan) -> Changes:
    """Return everything that differs between two plans as they stand in their files, amendments not applied.

    Rows, headings, places of the text, targets and units are known by their ids; one whose id changed while
    its words stayed the same, or nearly so, is renamed, not removed and added.
    """
    sections = arranged(
        Kind.SECTION,
        (held(held_sections(before.sections)), held(held_sections(after.sections))),
        lambda section: section.title,
        lambda was, now: field_edits(was, now, skip={"id", "tasks", "sections", "groups"}),
        {},
    )
    tasks = _tasks(before, after, Changes(sections).renamed(Kind.SECTION))
    indicators = tuple(_unordered(Kind.INDICATOR, before.indicators, after.indicators))
    found = (
        *_header(before, after),
        *_nodes(before, after),
        *entries.correction_changes(before, after),
        *sections,
        *tasks,
        *indicators,
        *_unordered(Kind.UNIT, before.register.units, after.register.units),
        *entries.amendment_changes(before, after),
        *entries.baseline_changes(before, after),
        *entries.fact_changes(before, after, Changes(tasks).renamed(Kind.TASK)),
        *entries.reading_changes(before, after, Changes(indicators).renamed(Kind.INDICATOR)),
        *entries.report_changes(before, after),
    )
    return Changes(tuple(change for change in found if _says_something(change)))


def _says_something(change: Change) -> bool:
    return change.action is not Action.CHANGED or bool(change.edits or change.move or change.renamed_from)


def _header(before: Plan, after: Plan) -> Iterator[Change]:
    edits = list(field_edits(before, after, skip=PARTS_OF_A_PLAN))
    for at, name in enumerate(("signatory.title", "signatory.name")):
        edits += value_edits(name, before.signatory[at], after.signatory[at])
    yield Change(Kind.HEADER, "", Action.CHANGED, before, after, edits=tuple(edits))


def _nodes(before: Plan, after: Plan) -> tuple[Change, ...]:
    return arranged(
        Kind.NODE,
        (held(held_nodes(before.body)), held(held_nodes(after.body))),
        lambda node: f"{node.title}\n{node.text}".strip(),
        lambda was, now: field_edits(was, now, skip={"id", "items"}),
        {},
    )


def _tasks(before: Plan, after: Plan, renamed_sections: Mapping[str, str]) -> tuple[Change, ...]:
    old, new = held(held_rows(before)), held(held_rows(after))
    old_rows, new_rows = ({each.thing.id: each.thing for each in side} for side in (old, new))

    def edits(was: Task, now: Task) -> Iterator[Edit]:
        above_was, above_now = old_rows.get(was.parent), new_rows.get(now.parent)
        for edit in field_edits(was, now, skip=_NOT_THE_ROWS_OWN):
            if (
                above_was
                and above_now
                and edit.field in INHERITED
                and _is_inherited(edit, was, now, above_was, above_now)
            ):
                continue
            yield _with_dates(edit, was, now, (before.year, after.year))

    return arranged(Kind.TASK, (old, new), lambda task: task.task, edits, renamed_sections)


def _is_inherited(edit: Edit, was: Task, now: Task, above_was: Task, above_now: Task) -> bool:
    """Whether both cells are those of the row above, where the change is said already."""
    name = edit.field
    return bool(getattr(was, name) == getattr(above_was, name) and getattr(now, name) == getattr(above_now, name))


def _with_dates(edit: Edit, was: Task, now: Task, years: tuple[int, int]) -> Edit:
    """Return an edit with the dates it moves, where it decides them: ``schedule`` is read before ``deadline``."""
    if edit.field == "schedule" or (edit.field == "deadline" and not (was.schedule and now.schedule)):
        return dataclasses.replace(edit, shift=shift_of(_timed(was), _timed(now), years))
    return edit


def _timed(task: Task) -> str:
    return task.schedule or task.deadline


def shift_of(old: str, new: str, years: tuple[int, int]) -> Shift:
    """Return the dates that two deadline phrases say, read for the years of their plans."""
    return Shift(_last_day(old, years[0]), _last_day(new, years[1]))


def _last_day(phrase: str, year: int) -> dt.date | None:
    read = deadlines.read(phrase, year)
    if isinstance(read, Misread) or len(read.parts) != 1:
        return None
    part = read.parts[0]
    return part.due if part.kind in {DeadlineKind.BY, DeadlineKind.WINDOW} else None


def _unordered(kind: Kind, before: Sequence[Named], after: Sequence[Named]) -> Iterator[Change]:
    """Yield what happened to things whose order in the file means nothing."""
    matched = pair(before, after, lambda each: each.id, lambda each: each.name)
    for old, new in matched.pairs:
        renamed_from = old.id if old.id != new.id else ""
        edits = tuple(field_edits(old, new, skip={"id"}))
        yield Change(kind, new.id, Action.CHANGED, old, new, edits=edits, renamed_from=renamed_from)
    yield from (Change(kind, new.id, Action.ADDED, None, new) for new in matched.added)
    yield from (Change(kind, old.id, Action.REMOVED, old, None) for old in matched.removed)
