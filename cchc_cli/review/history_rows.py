"""A life as rows: one for each field that changed and each entry recorded, with old and new value in words."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cchc_cli.domain.change import Action, Change, Kind
from cchc_cli.domain.change.fields import plain_value
from cchc_cli.domain.model import Amendment, Fact, Reading
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nearest
from cchc_cli.domain.vocabulary import short_date
from cchc_cli.review.diff_entries import happened, measured
from cchc_cli.review.diff_labels import LABELS
from cchc_cli.review.diff_spans import spoken, value

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from cchc_cli.domain.change import Edit
    from cchc_cli.review.history import Step

KINDS = (Kind.TASK, Kind.INDICATOR, Kind.AMENDMENT, Kind.FACT, Kind.READING)
FIELDS = tuple(dict.fromkeys(("section", *(name for kind in KINDS for name in LABELS[kind] if "." not in name))))
"""What ``--field`` may name."""
_ALSO = {"deadline": frozenset({"deadline", "schedule", "due"})}


@dataclass(frozen=True, slots=True)
class Row:
    """One field before and after, or one entry recorded or taken out; ``field`` is empty where it is the whole.

    ``day`` is that of the commit; where there is none, the day an entry was written down.
    """

    step: Step
    day: dt.date | None
    field: str
    old: str
    new: str

    @property
    def kind(self) -> Kind:
        """What changed: the row or indicator, or an entry beside it."""
        return self.step.change.kind

    @property
    def action(self) -> Action:
        """What happened to it."""
        return self.step.change.action


def rows_of(steps: Iterable[Step], field: str | None = None) -> list[Row]:
    """Return the rows of a life, those of one field where one is asked for; raise Refused for a field there is not.

    The deadline is also fixed by facts and read by ``schedule``: both belong to it.
    """
    if field is not None and field not in FIELDS:
        near = nearest(field, FIELDS)
        raise Refused(
            f"Không có trường “{field}”.",
            f"Có phải {', '.join(near)}?" if near else f"Các trường: {', '.join(FIELDS)}.",
        )
    wanted = None if field is None else _ALSO.get(field, frozenset({field}))
    return [row for step in steps for row in _rows(step, wanted)]


def _rows(step: Step, wanted: frozenset[str] | None) -> Iterator[Row]:
    change = step.change
    day = step.commit.date.date() if step.commit else None if step.pending else _written(change)
    if change.action is Action.CHANGED:
        for edit in change.edits:
            if wanted is None or edit.field in wanted or _amends(change, wanted):
                yield Row(step, day, edit.field, _side(change, edit, edit.old), _side(change, edit, edit.new))
        return
    thing: Any = change.after or change.before
    if change.kind in {Kind.TASK, Kind.INDICATOR}:
        said = _of_thing(change.kind, thing, wanted)
    elif isinstance(thing, Amendment):
        said = [("", _amended(thing))] if wanted is None or _amends(change, wanted) else []
    else:
        said = [("", entry_text(thing))] if wanted is None or any(getattr(thing, name, "") for name in wanted) else []
    for name, text in said:
        is_new = change.action is Action.ADDED
        yield Row(step, day, name, "" if is_new else text, text if is_new else "")


def _of_thing(kind: Kind, thing: Any, wanted: frozenset[str] | None) -> list[tuple[str, str]]:
    """Return what a row or indicator is known by, or what it said in the fields asked for."""
    if wanted is None:
        return [("", str(getattr(thing, "task", "") or thing.name))]
    fields = [each.name for each in dataclasses.fields(thing) if each.name in wanted and getattr(thing, each.name)]
    return [(name, spoken(kind, name, plain_value(getattr(thing, name)))) for name in fields]


def _written(change: Change) -> dt.date | None:
    known: dt.date | None = getattr(change.after, "known", None)
    return known


def _amends(change: Change, wanted: frozenset[str]) -> bool:
    """Whether an amendment is about a field asked for; a row put in or taken out is about all of them."""
    thing = change.after or change.before
    return isinstance(thing, Amendment) and (not thing.field or thing.field in wanted)


def _amended(amendment: Amendment) -> str:
    """Say what an amendment decides: ``Quý I/2020 → Quý II/2020, theo 05/QĐ-ABC ngày 01/03/2020``."""
    if amendment.added is not None:
        said = f"thêm dòng “{amendment.added.task}”"
    elif amendment.removed:
        said = "đưa dòng này ra khỏi kế hoạch"
    else:
        label = LABELS[Kind.TASK].get(amendment.field, amendment.field)
        said = f"{label}: {value(amendment.old)} → {value(amendment.new)}"
    return f"{said}; theo {amendment.document} ngày {short_date(amendment.date)}"


def entry_text(entry: Fact | Reading) -> str:
    """Say what a recorded entry says, with its day and id."""
    named = f"{short_date(entry.date)}" + (f" [{entry.id}]" if entry.id else "")
    return f"{named} {happened(entry) if isinstance(entry, Fact) else measured(entry)}"


def _side(change: Change, edit: Edit, side: Any) -> str:
    if side in (None, "", ()):
        return ""
    said = spoken(change.kind, edit.field, side)
    return f"{edit.item}: {said}" if edit.item else said
