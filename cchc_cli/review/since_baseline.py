"""What differs from the plan as signed, as the annex of an amending decision lists it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from cchc_cli.domain.baseline import edits
from cchc_cli.domain.content import LABELS
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.vocabulary import TASK_FIELDS, prose_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cchc_cli.domain.baseline import Edit
    from cchc_cli.domain.finding import Place
    from cchc_cli.domain.model import Amendment, Moment, Plan, Task

Kind: TypeAlias = Literal["amended", "row_added", "row_removed", "edited"]
_ROW_FIELDS = ("product", "lead", "support", "deadline", "schedule", "leader", "budget", "notes")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: a decision of a later document, or an edit (``edited``) that no document explains.

    ``words`` are those of the row it is about, ``old`` and ``new`` those of its field; ``old`` is empty
    for an edit whose words as signed nobody quotes. ``cells`` are those of a row added. ``edit`` says
    more of an edit.
    """

    kind: Kind
    id: str
    field: str = ""
    old: str = ""
    new: str = ""
    words: str = ""
    document: str = ""
    date: dt.date | None = None
    reason: str = ""
    after: str = ""
    section: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    place: Place | None = None
    edit: Edit | None = None


def changes_since_baseline(plan: Plan, moment: Moment) -> tuple[Difference, ...]:
    """Return everything that differs from the plan as signed: amendments by date, then edits without a document.

    Amendments count by their day and the day they became known. Raises Refused where the content of the
    plan has not been fixed yet.
    """
    if plan.baseline is None:
        raise Refused(
            f"Nội dung kế hoạch {plan.number} chưa được chốt.",
            "Chốt nội dung đã ký bằng “cchc baseline --document VĂN_BẢN --date NGÀY”.",
        )
    rows = {row.id: row for section in plan.all_sections() for row in (*section.groups, *section.tasks)}
    rows |= {item.added.id: item.added for item in plan.amendments if item.added is not None}
    decided = [
        item
        for item in plan.amendments
        if item.date <= moment.as_of and (moment.known_on is None or item.known <= moment.known_on)
    ]
    decided.sort(key=lambda item: (item.date, item.position))
    return (*(_decided(item, rows) for item in decided), *(_edited(each) for each in edits(plan)))


def _decided(item: Amendment, rows: dict[str, Task]) -> Difference:
    row_id = item.added.id if item.added is not None else item.task or item.removed
    row = rows.get(row_id)
    cells = [(name, str(getattr(item.added, name))) for name in _ROW_FIELDS] if item.added is not None else []
    return Difference(
        kind="row_added" if item.added is not None else "row_removed" if item.removed else "amended",
        id=row_id,
        field=item.field,
        old=item.old,
        new=item.new,
        words=row.task if row is not None else "",
        document=item.document,
        date=item.date,
        reason=item.reason,
        after=item.after,
        section=row.section if row is not None else "",
        cells=tuple((name, text) for name, text in cells if text),
        place=item.place,
    )


def _edited(edit: Edit) -> Difference:
    return Difference("edited", edit.id, edit.field, edit.signed, edit.now, place=edit.place, edit=edit)


def as_lines(plan: Plan, differences: Sequence[Difference]) -> list[str]:
    """Return the annex of an amending decision as plain lines: by document, old words and new ones.

    Edits without a document come last, apart: they are no part of an annex until one decides them.
    """
    signed = plan.baseline
    named = f"{plan.doc_type} số {plan.number} ngày {prose_date(plan.date)}"
    decided = [each for each in differences if each.kind != "edited"]
    lines = ["PHỤ LỤC ĐIỀU CHỈNH", f"Những nội dung điều chỉnh, bổ sung của {named}", ""]
    if not decided:
        lines += ["Không có điều chỉnh nào.", ""]
    count = 0
    for (document, day), group in groupby(decided, key=lambda each: (each.document, each.date)):
        lines.append(f"Theo {document}" + (f" ngày {prose_date(day)}:" if day else ":"))
        for each in group:
            count += 1
            lines += [f"{count}. {_heading(each)}", *(f"   {line}" for line in _body(each))]
        lines.append("")
    undecided = [each for each in differences if each.kind == "edited"]
    if undecided and signed is not None:
        lines.append(f"Khác bản chốt ({signed.document} ngày {prose_date(signed.date)}) mà chưa có văn bản điều chỉnh:")
        lines += [f"- {_undecided(each)}" for each in undecided]
        lines.append("")
    return lines[:-1]


def _heading(each: Difference) -> str:
    words = f": {each.words}" if each.words else ""
    match each.kind:
        case "row_added":
            behind = f", sau {each.after}" if each.after else ""
            return f"Bổ sung nhiệm vụ {each.id} vào mục {each.section}{behind}{words}"
        case "row_removed":
            return f"Đưa nhiệm vụ {each.id} ra khỏi kế hoạch{words}"
    return f"Điều chỉnh nhiệm vụ {each.id}{'' if each.field == 'task' else words}"


def _body(each: Difference) -> Iterator[str]:
    for name, text in each.cells:
        yield f"{TASK_FIELDS[name]}: {text}"
    if each.kind == "amended":
        yield f"{TASK_FIELDS.get(each.field, each.field)}: {_change(each.old, each.new)}"
    if each.reason:
        yield f"Lý do: {each.reason}"


def _change(old: str, new: str) -> str:
    if not old:
        return f"bổ sung “{new}”"
    return f"“{old}” được điều chỉnh thành “{new}”" if new else f"bỏ “{old}”"


def _undecided(each: Difference) -> str:
    edit = each.edit
    if edit is None:
        return each.id
    match edit.kind:
        case "added":
            return f"{edit.id}: thêm vào"
        case "removed":
            return f"{edit.id}: không còn"
        case "moved":
            return f"{edit.id}: đứng chỗ khác"
        case "renamed":
            return f"{edit.id}: mã cũ {edit.was}"
    name = f"{edit.id}, {edit.label}" if edit.id else edit.label
    then = f"khi ký “{edit.signed}”, " if edit.signed else ""
    return f"{name}: {then}nay " + (f"“{edit.now}”" if edit.now else "để trống")


def as_data(differences: Sequence[Difference]) -> list[dict[str, Any]]:
    """Return the differences as data for JSON; what is unknown or does not apply is None."""
    return [
        {
            "kind": each.kind,
            "id": each.id or None,
            "group": each.edit.group if each.edit else "tasks",
            "edit": each.edit.kind if each.edit else None,
            "field": each.field or None,
            "label": LABELS[each.edit.group if each.edit else "tasks"].get(each.field),
            "from": (each.old or None) if each.edit else each.old,
            "to": each.new,
            "document": each.document or None,
            "date": each.date.isoformat() if each.date else None,
            "reason": each.reason or None,
            "section": each.section or None,
            "after": each.after or None,
            "cells": dict(each.cells),
        }
        for each in differences
    ]
