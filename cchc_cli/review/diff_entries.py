"""Say what happened to one thing of a plan: what it is called, and a line for each field that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cchc_cli.domain import wording
from cchc_cli.domain.change import Action, Kind, shift_of
from cchc_cli.domain.vocabulary import short_date
from cchc_cli.review.diff_labels import label
from cchc_cli.review.diff_spans import Line, Look, Span, cut, edit_line, labelled, said, shifted, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.change import Change, Move
    from cchc_cli.domain.model import Amendment, Fact, Reading, Task
    from cchc_cli.review.diff import Review

ADDED, REMOVED, CHANGED, RENAMED, MOVED = "thêm", "bỏ", "sửa", "đổi mã", "chuyển chỗ"
_ACTIONS = {Action.ADDED: ADDED, Action.REMOVED: REMOVED, Action.CHANGED: CHANGED}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that changed: what it is called, what happened to it, the words it is known by, the lines."""

    name: str
    what: str
    title: str = ""
    lines: tuple[Line, ...] = ()


def entry(change: Change, review: Review | None = None) -> Entry:
    """Return one thing that changed, whatever it is."""
    name, title = _named(change)
    lines: list[Line] = []
    if change.renamed_from:
        lines.append(labelled("Mã", Span(change.renamed_from, Look.OLD), Span(" → "), Span(change.id, Look.NEW)))
    if change.move is not None:
        lines.append(labelled("Chỗ đứng", Span(moved(change.move))))
    lines += [edit_line(change.kind, edit) for edit in change.edits if edit.field != "prints"]
    if any(edit.field == "prints" for edit in change.edits):
        count = sum(edit.field == "prints" for edit in change.edits)
        lines.append(said(f"Dấu vết nội dung đã ký: {wording.two(count)} chỗ khác trước"))
    if change.action is not Action.CHANGED:
        lines += _contents_of(change, review)
    return Entry(name, action(change), title, tuple(lines))


def moved(move: Move) -> str:
    """Say from where to where a thing went: ``từ phần II sang phần III, sau III.2``."""
    place = f"sau {move.new_after}" if move.new_after else "lên đầu"
    if move.same_holder:
        before = f"trước đây sau {move.old_after}" if move.old_after else "trước đây ở đầu"
        return f"{place} ({before})"
    return f"từ {move.old_holder or 'ngoài cùng'} sang {move.new_holder or 'ngoài cùng'}, {place}"


def _named(change: Change) -> tuple[str, str]:
    """Return what a thing is called, and the words people know it by."""
    thing: Any = change.after or change.before
    match change.kind:
        case Kind.HEADER:
            return "Đầu văn bản", ""
        case Kind.CORRECTION:
            return change.id, "sửa lỗi quét"
        case Kind.AMENDMENT:
            return change.id, f"theo {thing.document} ngày {short_date(thing.date)}"
        case Kind.BASELINE:
            return "Nội dung đã ký", f"{thing.document} ngày {short_date(thing.date)}"
        case Kind.FACT | Kind.READING:
            return change.owner, f"mục {_cited(thing)}"
        case Kind.REPORTING:
            return "Chế độ báo cáo", ""
        case Kind.REPORT:
            return f"Báo cáo {wording.periods([change.id])}", ""
    name = f"Phần {change.id}" if change.kind is Kind.SECTION else change.id
    known_by = (getattr(thing, field, "") for field in ("title", "task", "name", "text"))
    return name, cut(next(filter(None, known_by), ""))


def _cited(entry: Fact | Reading) -> str:
    return f"ngày {short_date(entry.date)}" + (f" [{entry.id}]" if entry.id else "")


def _contents_of(change: Change, review: Review | None) -> Iterator[Line]:
    """Yield what is to be said of a thing put in or taken out."""
    thing: Any = change.after or change.before
    match change.kind:
        case Kind.TASK if change.action is Action.ADDED:
            yield from _cells(thing)
        case Kind.NODE if thing.title and thing.text:
            yield said(cut(thing.text))
        case Kind.INDICATOR:
            yield labelled("Mức phải đạt", Span(str(thing.target)))
        case Kind.UNIT if thing.outside:
            yield said("Cơ quan ngoài")
        case Kind.CORRECTION:
            old, new = Span(thing.scanned, Look.OLD), Span(thing.corrected, Look.NEW)
            yield Span("“"), old, Span("” → “"), new, Span("”")
        case Kind.AMENDMENT:
            yield _amended(thing, review)
        case Kind.FACT:
            yield said(happened(thing))
        case Kind.READING:
            yield said(measured(thing))


def _cells(task: Task) -> Iterator[Line]:
    for name in ("number", "product", "lead", "support", "deadline", "leader", "budget"):
        text = getattr(task, name)
        if text:
            yield labelled(label(Kind.TASK, name), Span(f"“{text}”" if name == "deadline" else text))


def _amended(amendment: Amendment, review: Review | None) -> Line:
    if amendment.added is not None:
        return labelled("Thêm dòng", Span(cut(amendment.added.task)))
    if amendment.removed:
        return said(f"Đưa dòng {amendment.removed} ra khỏi kế hoạch")
    quotes = ("“", "”") if amendment.field in {"deadline", "schedule"} else ("", "")
    spans = [
        Span(quotes[0] + value(amendment.old) + quotes[1], Look.OLD),
        Span(" → "),
        Span(quotes[0] + value(amendment.new) + quotes[1], Look.NEW),
    ]
    plan = review.after.plan if review else None
    if plan is not None and amendment.field == "deadline":
        spans.append(Span(shifted(shift_of(amendment.old, amendment.new, (plan.year, plan.year)))))
    return labelled(label(Kind.TASK, amendment.field), *spans)


def action(change: Change) -> str:
    """Return the word for what happened to a thing."""
    if change.action is not Action.CHANGED:
        return _ACTIONS[change.action]
    return CHANGED if change.edits else RENAMED if change.renamed_from else MOVED


def happened(fact: Fact) -> str:
    """Say what a fact says, by whom, on what ground, with what evidence."""
    aside = (
        f"căn cứ: {fact.basis}" if fact.basis else "",
        f"người duyệt: {fact.approved_by}" if fact.approved_by else "",
        f"lý do: {fact.reason}" if fact.reason else "",
        f"báo cáo: {fact.by}" if fact.by else "",
        f"tài liệu: {', '.join(fact.evidence)}" if fact.evidence else "",
        fact.note,
    )
    return "; ".join(filter(None, (wording.happened(fact), *aside)))


def measured(reading: Reading) -> str:
    """Say what a reading says, for which period, by whom, with what evidence."""
    aside = (
        f"kỳ {wording.periods([reading.period])}" if reading.period else "",
        f"báo cáo: {reading.by}" if reading.by else "",
        f"tài liệu: {', '.join(reading.evidence)}" if reading.evidence else "",
        reading.note,
    )
    head = f"bỏ số liệu {reading.void} ghi nhầm" if reading.void else wording.reading(reading)
    return "; ".join(filter(None, (head, *aside)))
