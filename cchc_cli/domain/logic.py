"""Whether a fact makes sense beside the facts already there: what is impossible is refused with the reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline import Kind
from cchc_cli.domain.judgement import instances_of
from cchc_cli.domain.ledger import follow, of_part
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.vocabulary import STATUS_LABELS, Status, part_letter, short_date

if TYPE_CHECKING:
    from cchc_cli.domain.deadline import Part
    from cchc_cli.domain.model import Fact, Plan

Date = dt.date

DATED_KINDS = frozenset({Kind.BY, Kind.WINDOW, Kind.EXTERNAL, Kind.AFTER, Kind.ADHOC, Kind.NONE})
"""The kinds of part for which a date can be fixed or extended."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a new fact is held against: the plan, the parts of the row's deadline, its known facts, today."""

    plan: Plan
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...]
    today: Date
    force: bool = False

    def letters(self) -> tuple[str, ...]:
        """The letters of the parts of the row."""
        return tuple(part_letter(index) for index in range(len(self.parts)))

    def concerned(self, fact: Fact) -> tuple[Part, ...]:
        """The parts a fact is about."""
        named = zip(self.letters(), self.parts, strict=True)
        return tuple(part for letter, part in named if fact.part in {"", letter})


def require_sense(fact: Fact, setting: Setting) -> None:
    """Raise Refused, with the reason, when a new fact is impossible beside those already there."""
    _require_part(fact, setting)
    _require_date(fact, setting)
    if fact.status is not None:
        _require_sequence(fact, setting)
    if fact.due is not None:
        _require_due(fact, setting)
    if fact.event and not any(part.kind in {Kind.AFTER, Kind.ADHOC, Kind.EXTERNAL} for part in setting.concerned(fact)):
        raise Refused(
            "Thời hạn của nhiệm vụ này không tính từ một sự kiện nào.",
            "Nếu cần ấn định thời hạn, dùng --due NGÀY --basis CĂN_CỨ.",
        )
    if fact.period:
        _require_period(fact, setting)
    if fact.ask and not fact.obstacle:
        raise Refused("--ask đi cùng --obstacle: nêu vướng mắc rồi mới nêu kiến nghị.")
    if fact.resolved and not follow(setting.facts).open_obstacles():
        raise Refused("Nhiệm vụ không có vướng mắc nào đang chờ giải quyết.")
    if fact.void:
        _require_voidable(fact, setting)


def _require_part(fact: Fact, setting: Setting) -> None:
    letters = setting.letters()
    if not fact.part or fact.part in letters:
        return
    if len(letters) < 2:
        raise Refused(f"Nhiệm vụ này chỉ có một thời hạn, không có phần “{fact.part}”.", "Bỏ --part.")
    listed = "; ".join(f"{letter}) {part.text}" for letter, part in zip(letters, setting.parts, strict=True))
    raise Refused(f"Nhiệm vụ này không có phần “{fact.part}”.", f"Các phần: {listed}.")


def _require_date(fact: Fact, setting: Setting) -> None:
    if fact.date < setting.plan.date:
        raise Refused(
            f"Ngày {short_date(fact.date)} trước ngày ban hành kế hoạch ({short_date(setting.plan.date)}).",
            "Kiểm tra lại --date.",
        )
    if fact.date > setting.today and not setting.force:
        raise Refused(
            f"Ngày {short_date(fact.date)} chưa tới (hôm nay là {short_date(setting.today)}).",
            "Nếu đúng là ghi trước, thêm --force.",
        )


def _require_sequence(fact: Fact, setting: Setting) -> None:
    """Refuse a status that breaks the course of every part it is about."""
    if fact.status is Status.DONE and fact.period:
        return
    ordered = sorted([*setting.facts, fact], key=lambda each: (each.date, each.position))
    objections: list[str] = []
    for letter, part in zip(setting.letters(), setting.parts, strict=True):
        if fact.part in {"", letter}:
            objection = _misstep(of_part(ordered, letter), fact, reopens=part.kind is Kind.AFTER)
            if objection is None:
                return
            objections.append(objection)
    if objections:
        raise Refused(objections[0], _WAYS_OUT[fact.status or Status.DONE])


_WAYS_OUT = {
    Status.STARTED: "Xem các mục đã ghi bằng “cchc show”.",
    Status.DONE: "Nếu mục trước ghi nhầm, dùng “cchc void”; nếu phải làm lại, ghi --status reopened trước.",
    Status.PAUSED: "Xem các mục đã ghi bằng “cchc show”.",
    Status.RESUMED: "Nếu nhiệm vụ mới bắt đầu, dùng --status started.",
    Status.DROPPED: "Xem các mục đã ghi bằng “cchc show”.",
    Status.REOPENED: "Chỉ mở lại nhiệm vụ đã hoàn thành hoặc đã đưa ra khỏi kế hoạch.",
}


def _misstep(facts: tuple[Fact, ...], fact: Fact, *, reopens: bool) -> str | None:
    """Return why a status can't stand where it is among the facts of a part, None where it can."""
    last: Fact | None = None
    for each in facts:
        if reopens and each.event and last is not None and last.status is Status.DONE:
            last = None
        if each.status is None or (each.status is Status.DONE and each.period):
            continue
        objection = _objection(last, each)
        if objection is not None and each is fact:
            return objection
        if objection is not None and last is fact:
            label = STATUS_LABELS[each.status]
            return f"Nhiệm vụ đã được ghi “{label}” ngày {short_date(each.date)}, sau ngày đang ghi."
        last = each
    return None


def _objection(last: Fact | None, new: Fact) -> str | None:
    """Return why one status can't follow another."""
    before = last.status if last is not None else None
    if last is not None and before is new.status:
        return f"Nhiệm vụ đã được ghi “{STATUS_LABELS[last.status or Status.DONE]}” ngày {short_date(last.date)}."
    match new.status:
        case Status.RESUMED if before is not Status.PAUSED:
            return "Nhiệm vụ không ở tình trạng tạm dừng nên không thể tiếp tục lại."
        case Status.REOPENED if before not in {Status.DONE, Status.DROPPED}:
            return "Nhiệm vụ chưa hoàn thành nên không cần mở lại."
        case Status.STARTED | Status.PAUSED if before is Status.DONE and last is not None:
            return f"Nhiệm vụ đã hoàn thành ngày {short_date(last.date)}."
        case Status.STARTED | Status.DONE if before is Status.PAUSED and last is not None:
            return f"Nhiệm vụ đang tạm dừng từ ngày {short_date(last.date)}; ghi --status resumed trước."
        case Status.STARTED | Status.DONE | Status.PAUSED if before is Status.DROPPED and last is not None:
            return f"Nhiệm vụ đã đưa ra khỏi kế hoạch ngày {short_date(last.date)}."
        case Status.STARTED if before is Status.RESUMED:
            return "Nhiệm vụ đang được thực hiện."
    return None


def _require_due(fact: Fact, setting: Setting) -> None:
    dated = [part for part in setting.concerned(fact) if part.kind in DATED_KINDS]
    if not fact.basis:
        raise Refused(
            "Ấn định hoặc gia hạn thời hạn phải có căn cứ.",
            'Thêm --basis, ví dụ --basis "Công văn số 12/KCNĐN-VP ngày 20/3/2020".',
        )
    if not dated:
        raise Refused(
            "Việc thường xuyên hoặc định kỳ không có một ngày hạn để ấn định hay gia hạn.",
            "Nếu văn bản mới đổi thời hạn, ghi điều chỉnh vào amendments.yaml.",
        )
    if len(dated) > 1:
        named = [(letter, part) for letter, part in zip(setting.letters(), setting.parts, strict=True) if part in dated]
        listed = "; ".join(f"--part {letter}: {part.label or part.text}" for letter, part in named)
        raise Refused("Nhiệm vụ có nhiều thời hạn; cần nói rõ phần nào.", listed + ".")
    if fact.due is not None and fact.due < fact.date and not setting.force:
        raise Refused(
            f"Thời hạn mới {short_date(fact.due)} trước ngày quyết định {short_date(fact.date)}.",
            "Nêu ngày của văn bản gia hạn bằng --date; nếu đã đúng, thêm --force.",
        )
    letter = setting.letters()[setting.parts.index(dated[0])]
    course = follow(of_part(setting.facts, letter))
    if course.completed is not None and dated[0].kind is not Kind.AFTER and course.completed.date <= fact.date:
        raise Refused(f"Nhiệm vụ đã hoàn thành ngày {short_date(course.completed.date)}, không còn hạn để gia hạn.")
    in_force = course.due_in_force()
    current = in_force.due if in_force is not None else dated[0].due
    if current is not None and fact.due == current:
        raise Refused(f"Thời hạn đang áp dụng đã là ngày {short_date(current)}.")


def _require_period(fact: Fact, setting: Setting) -> None:
    """Refuse a period that is none of a purely recurring row's own."""
    concerned = setting.concerned(fact)
    if any(part.every is None for part in concerned):
        return
    plan = setting.plan
    named = [each.period for part in concerned for each in instances_of(part, plan.year, since=plan.date)]
    if named and fact.period not in named:
        shown = named if len(named) <= 6 else [named[0], named[1], "...", named[-1]]
        raise Refused(f"Kỳ {fact.period} không phải kỳ của nhiệm vụ này.", f"Các kỳ: {', '.join(shown)}.")


def _require_voidable(fact: Fact, setting: Setting) -> None:
    if not fact.reason:
        raise Refused("Cần lý do khi bỏ một mục đã ghi.", "Thêm --reason.")
    if any(each.id == fact.void for each in setting.facts):
        return
    ids = [f"{each.id} ({short_date(each.date)})" for each in setting.facts if each.id]
    hint = f"Các mục đang có: {', '.join(ids)}." if ids else "Nhiệm vụ này chưa có mục nào. Kiểm tra lại mã."
    raise Refused(f"Không có mục “{fact.void}” đang có hiệu lực.", hint)
