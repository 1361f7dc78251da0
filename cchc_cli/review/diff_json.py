"""Write a review as data of the form ``cchc.diff/1``."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cchc_cli.domain.finding import Place
from cchc_cli.domain.target import Target
from cchc_cli.review.diff_words import summary

if TYPE_CHECKING:
    from cchc_cli.domain.change import Change, Edit, Effect
    from cchc_cli.domain.standing import Standing
    from cchc_cli.review.diff import Review, Side

SCHEMA = "cchc.diff/1"
_NOT_OWN = frozenset({"place", "items", "tasks_below", "groups", "sections", "position"})


def contract(review: Review) -> dict[str, Any]:
    """Return a review as plain data; dates are ISO, numbers are texts, absent values are left out or null."""
    return {
        "schema": SCHEMA,
        "before": _side(review.before),
        "after": _side(review.after),
        "as_of": review.moment.as_of.isoformat(),
        "known_on": review.moment.known_on.isoformat() if review.moment.known_on else None,
        "changed": bool(review),
        "new": review.is_new,
        "gone": review.is_gone,
        "summary": summary(review),
        "changes": [_change(change) for change in review.changes],
        "statistics": [_edit(edit) for edit in review.statistics],
        "effects": [_effect(effect) for effect in review.effects],
        "restyled": [{"file": each.file, "only_looks": each.only_looks} for each in review.restyled],
        "unread": list(review.passed_over),
    }


def _side(side: Side) -> dict[str, Any]:
    plan = side.plan
    named = {"number": plan.number, "date": plan.date.isoformat(), "year": plan.year} if plan else None
    return {"label": side.label, "plan": named}


def _change(change: Change) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": change.kind.value,
        "id": change.id,
        "owner": change.owner or None,
        "action": change.action.value,
        "rewrites_record": change.rewrites_record,
        "renamed_from": change.renamed_from or None,
        "moved": dataclasses.asdict(change.move) if change.move else None,
        "edits": [_edit(edit) for edit in change.edits],
    }
    if change.before is None or change.after is None:
        data["value"] = _thing(change.after or change.before)
    return data


def _edit(edit: Edit) -> dict[str, Any]:
    data: dict[str, Any] = {"field": edit.field, "item": edit.item or None}
    data |= {"old": plain(edit.old), "new": plain(edit.new)}
    if edit.words:
        data["words"] = [[part.mark.value, part.text] for part in edit.words]
    if edit.shift is not None:
        data["dates"] = {"old": plain(edit.shift.old), "new": plain(edit.shift.new), "days": edit.shift.days}
    return data


def _effect(effect: Effect) -> dict[str, Any]:
    return {"id": effect.id, "old": _standing(effect.before), "new": _standing(effect.after)}


def _standing(row: Standing | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "state": row.state.value,
        "due": plain(row.due),
        "reported": row.reported,
        "outside": row.outside,
        "missing": list(row.missing),
    }


def _thing(thing: Any) -> dict[str, Any]:
    """Return the fields of a thing that say something."""
    fields = (field.name for field in dataclasses.fields(thing) if field.name not in _NOT_OWN)
    return {name: plain(held) for name in fields if (held := getattr(thing, name)) not in ("", None, (), False)}


def plain(value: Any) -> Any:
    """Return a value of the domain as JSON can hold it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (Decimal, Target)):
        return str(value)
    if isinstance(value, Fraction):
        return str(value) if value.denominator != 1 else str(value.numerator)
    if isinstance(value, Place):
        return None
    if dataclasses.is_dataclass(value):
        return _thing(value)
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    return {str(key): plain(each) for key, each in value.items()} if hasattr(value, "items") else value
