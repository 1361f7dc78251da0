"""Say what changed in the office's words: groups of entries, each of a few lines, for every format to lay out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from cchc_cli.domain import wording
from cchc_cli.domain.change import Kind
from cchc_cli.domain.vocabulary import short_date
from cchc_cli.review.diff import are_different_plans
from cchc_cli.review.diff_entries import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    RENAMED,
    Entry,
    action,
    entry,
    happened,
    measured,
)
from cchc_cli.review.diff_spans import Look, Span, cut, labelled, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cchc_cli.domain.change import Change, Effect
    from cchc_cli.domain.model import Fact, Plan, Reading
    from cchc_cli.domain.standing import Standing
    from cchc_cli.review.diff import Review

CAREFULLY = "Sửa mục đã ghi (cần xem kỹ)"


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading; ``careful`` where a reviewer should look at each."""

    title: str
    entries: tuple[Entry, ...]
    careful: bool = False


def heading(review: Review) -> str:
    """Name the plan and the two versions: ``Kế hoạch số 01/KH-KCNĐN: lần ghi a1b2c3d → bản đang sửa``."""
    plan = cast("Plan", review.after.plan or review.before.plan)
    return f"{plan.doc_type} số {plan.number}: {review.before.label} → {review.after.label}"


def summary(review: Review) -> str:
    """Say in one sentence how much changed; ``Không có thay đổi.`` where nothing did.

    Files that were not read are no ground to say so of the whole plan.
    """
    if review.is_new:
        return f"Kế hoạch mới: {_contents(cast('Plan', review.after.plan))}."
    if review.is_gone:
        return f"Kế hoạch không còn: {_contents(cast('Plan', review.before.plan))}."
    if not review:
        return "Không có thay đổi ở các tệp đọc được." if review.passed_over else "Không có thay đổi."
    text = "; ".join(_counted(review))
    return text[0].upper() + text[1:] + "."


def notes(review: Review) -> tuple[str, ...]:
    """Say for which day states are computed, and what could not be compared."""
    said = [f"Tình trạng tính đến ngày {short_date(review.moment.as_of)}."] if review.effects else []
    old, new = review.before.plan, review.after.plan
    if old is not None and new is not None and are_different_plans(old, new):
        said.append(
            f"Đây là hai kế hoạch (năm {old.year}, năm {new.year}): chỉ so nội dung, không so tiến độ, báo cáo."
        )
    for side in (review.before, review.after):
        if side.unread:
            said.append(f"Chưa đọc được ở {side.label}, nên không so: {', '.join(sorted(side.unread))}.")
        if side.incomplete:
            said.append(f"Chỉ đọc được một phần ở {side.label}: {', '.join(sorted(side.incomplete))}.")
    return tuple(said)


def groups(review: Review) -> tuple[Group, ...]:
    """Return all that changed, by the groups a reviewer goes through; empty ones are left out."""
    changes, careful = review.changes, tuple(each for each in review.changes if each.rewrites_record)
    plain = [each for each in changes if not each.rewrites_record]

    def of(*kinds: Kind) -> list[Change]:
        return [each for each in plain if each.kind in kinds]

    found = (
        Group("Văn bản kế hoạch", tuple(map(entry, of(Kind.HEADER, Kind.NODE, Kind.CORRECTION)))),
        Group("Nhiệm vụ", tuple(map(entry, of(Kind.SECTION, Kind.TASK)))),
        Group("Chỉ tiêu", tuple(map(entry, of(Kind.INDICATOR)))),
        Group("Đơn vị", tuple(map(entry, of(Kind.UNIT)))),
        Group("Điều chỉnh", tuple(entry(each, review) for each in of(Kind.AMENDMENT, Kind.BASELINE))),
        Group("Tiến độ đã ghi", tuple(_recorded(of(Kind.FACT, Kind.READING), review))),
        Group(CAREFULLY, tuple(entry(each, review) for each in careful), careful=True),
        Group("Báo cáo", (*map(entry, of(Kind.REPORTING, Kind.REPORT)), *_statistics(review))),
        Group("Tình trạng đổi", tuple(map(_effect, review.effects))),
        Group("Chỉ đổi cách trình bày", tuple(_restyled(review))),
    )
    return tuple(group for group in found if group.entries)


def _contents(plan: Plan) -> str:
    """Count what a whole plan holds."""
    counted = [
        (sum(1 for _ in plan.tasks()), "mục"),
        (sum(1 for _ in plan.all_sections()), "phần"),
        (len(plan.indicators), "chỉ tiêu"),
        (len(plan.register.units), "đơn vị"),
        (len(plan.amendments), "điều chỉnh"),
        (sum(map(len, plan.facts.values())), "mục tiến độ"),
        (sum(map(len, plan.readings.values())), "số liệu chỉ tiêu"),
        (len(plan.reports), "tệp báo cáo"),
    ]
    return ", ".join(f"{wording.two(count)} {noun}" for count, noun in counted if count) or "chưa có nội dung"


def _counted(review: Review) -> Iterator[str]:
    changes = review.changes
    plain = [each for each in changes if not each.rewrites_record]
    for noun, kinds in (
        ("văn bản kế hoạch", (Kind.HEADER, Kind.NODE, Kind.CORRECTION)),
        ("phần", (Kind.SECTION,)),
        ("nhiệm vụ", (Kind.TASK,)),
        ("chỉ tiêu", (Kind.INDICATOR,)),
        ("đơn vị", (Kind.UNIT,)),
        ("điều chỉnh", (Kind.AMENDMENT, Kind.BASELINE)),
        ("mục tiến độ", (Kind.FACT, Kind.READING)),
        ("báo cáo", (Kind.REPORTING, Kind.REPORT)),
    ):
        some = [each for each in plain if each.kind in kinds]
        if some:
            yield f"{noun}: {_actions(some)}"
    if review.statistics:
        yield "biểu số liệu: sửa"
    careful = len(changes.items) - len(plain)
    if careful:
        yield f"sửa mục đã ghi: {wording.two(careful)} (cần xem kỹ)"
    if review.effects:
        yield f"tình trạng đổi: {wording.two(len(review.effects))} mục"
    if review.restyled:
        yield f"chỉ đổi cách trình bày: {wording.two(len(review.restyled))} tệp"


def _actions(changes: Iterable[Change]) -> str:
    counts = dict.fromkeys((ADDED, CHANGED, RENAMED, MOVED, REMOVED), 0)
    for change in changes:
        counts[action(change)] += 1
    return ", ".join(f"{action} {wording.two(count)}" for action, count in counts.items() if count)


def _recorded(changes: Iterable[Change], review: Review) -> Iterator[Entry]:
    """Yield what was recorded, the entries of one row together."""
    plan = review.after.plan
    if plan is None:
        return
    titles = {task.id: task.task for section in plan.all_sections() for task in (*section.tasks, *section.groups)}
    titles |= {amendment.added.id: amendment.added.task for amendment in plan.amendments if amendment.added}
    titles_of = {Kind.FACT: titles, Kind.READING: {each.id: each.name for each in plan.indicators}}
    by_owner: dict[tuple[Kind, str], list[Change]] = {}
    for change in changes:
        by_owner.setdefault((change.kind, change.owner), []).append(change)
    for (kind, owner), some in by_owner.items():
        tell = cast("Callable[[object], str]", happened if kind is Kind.FACT else measured)
        lines = tuple(
            labelled(short_date(cast("Fact | Reading", change.after).date), Span(tell(change.after))) for change in some
        )
        yield Entry(owner, f"ghi {wording.two(len(some))} mục", cut(titles_of[kind].get(owner, "")), lines)


def _statistics(review: Review) -> Iterator[Entry]:
    if review.statistics:
        lines = tuple(
            labelled(
                f"Dòng {edit.item}" if edit.item else "Các dòng",
                *((Span(value(edit.old), Look.OLD), Span(" → "), Span(value(edit.new), Look.NEW))
                  if edit.item else (Span("đổi thứ tự"),)),
            )
            for edit in review.statistics
        )  # fmt: skip
        yield Entry("Biểu số liệu", CHANGED, "", lines)


def _effect(effect: Effect) -> Entry:
    row = cast("Standing", effect.after or effect.before)
    old = _stands(effect.before) if effect.before else "dòng mới"
    new = _stands(effect.after) if effect.after else "không còn trong kế hoạch"
    line = (Span(old, Look.OLD), Span(" → "), Span(new, Look.NEW))
    return Entry(effect.id, "", cut(row.task.task, 60), (line,))


def _stands(row: Standing) -> str:
    text = wording.state(row)
    aside = [
        wording.due(row),
        f"thiếu {wording.periods(row.missing)}" if row.missing else "",
        "cơ quan ngoài chủ trì" if row.outside else "",
        "" if row.reported or row.task.is_indicator else "chưa có báo cáo kết quả",
    ]
    shown = [each for each in aside if each and each not in text]
    return "; ".join((text[0].lower() + text[1:], *shown))


def _restyled(review: Review) -> Iterator[Entry]:
    for each in review.restyled:
        why = "chú thích, khoảng trắng, dấu nháy hoặc thứ tự khóa" if each.only_looks else "cách ghi"
        yield Entry(each.file, "", f"đổi {why}; nội dung đọc ra như cũ")
