"""Rules about the course of a row: what its facts say one after another, held against its deadline."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc_cli.check.asked_once import once_a_plan
from cchc_cli.check.facts import at_key, standing_facts
from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.deadline import Kind
from cchc_cli.domain.finding import Finding
from cchc_cli.domain.ledger import follow, known, of_part
from cchc_cli.domain.logic import Setting, require_sense
from cchc_cli.domain.model import Fact, Moment
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.standing import read_parts
from cchc_cli.domain.vocabulary import Status, part_letter, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.deadline import Part
    from cchc_cli.domain.model import Plan

Date = dt.date
LONG_OPEN_DAYS = 90
# Beyond so many facts of a course, following it at each of them takes longer than it helps.
_MOST_FOLLOWED = 200
_DATED = frozenset({Kind.BY, Kind.WINDOW, Kind.EXTERNAL, Kind.NONE})


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with facts: the parts of its deadline as last amended, and its facts, oldest first."""

    id: str
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...]
    removed: bool

    def courses(self) -> Iterator[tuple[Part, tuple[Fact, ...]]]:
        """Yield each part with the facts about it."""
        for index, part in enumerate(self.parts):
            yield part, of_part(self.facts, part_letter(index))


@once_a_plan
def _rows(plan: Plan) -> Iterator[_Row]:
    now = {task.id: task for task in plan_at(plan, Moment(Date.max)).tasks()}
    for task_id, facts in standing_facts(plan):
        if task_id in now and facts:
            parts, _ = read_parts(now[task_id], plan.year)
            yield _Row(task_id, parts, facts, bool(now[task_id].removed))


def _refusal(plan: Plan, row: _Row, before: tuple[Fact, ...], fact: Fact) -> str:
    """Return why a fact can't stand after those before it, empty where it can."""
    letters = {"", *(part_letter(index) for index in range(len(row.parts)))}
    if fact.part not in letters or fact.date < plan.date:
        return ""  # Said already, as E305 and W601.
    try:
        require_sense(fact, Setting(plan, row.parts, before, Date.max))
    except Refused as refused:
        return refused.message
    return ""


def courses_are_possible(plan: Plan) -> Iterator[Finding]:
    """W603: the facts of a row can have happened one after the other.

    Bad: ``status: done`` after ``status: done``; ``resumed`` without ``paused``; ``resolved`` where no
    obstacle is open. Good: ``status: reopened`` between two completions.
    """
    for row in _rows(plan):
        telling = [fact for fact in row.facts if fact.status or fact.event or fact.obstacle or fact.resolved]
        for at, fact in enumerate(telling[:_MOST_FOLLOWED]):
            for key, bare in _steps(fact):
                message = _refusal(plan, row, tuple(telling[:at]), bare)
                if message:
                    hint = "Xem lại thứ tự và ngày các mục của tệp này; ghi nhầm thì dùng “cchc void”."
                    yield Finding("W603", at_key(fact, key), f"{row.id}: {message}", hint)


def _steps(fact: Fact) -> Iterator[tuple[str, Fact]]:
    """Yield what a fact says about the course of its row, each alone, with its key.

    A completion that names a period is left out: it follows from nothing before it.
    """
    bare = Fact(fact.date, part=fact.part, position=fact.position)
    if fact.status is not None and not (fact.status is Status.DONE and fact.period):
        yield "status", replace(bare, status=fact.status)
    if fact.resolved:
        yield "resolved", replace(bare, resolved=fact.resolved)


def periods_belong_to_the_row(plan: Plan) -> Iterator[Finding]:
    """W610: the period a fact names is one that the row's deadline has.

    Bad: ``period: 2020-02`` for ``deadline: Hàng quý``. Good: ``period: 2020-Q1``.
    """
    for row in _rows(plan):
        said: dict[tuple[str, str], str] = {}
        for fact in row.facts:
            if fact.period:
                key = (fact.part, fact.period)
                if key not in said:
                    said[key] = _refusal(plan, row, (), Fact(plan.date, part=fact.part, period=fact.period))
                message = said[key]
                if message:
                    hint = "Ghi kỳ theo thời hạn của nhiệm vụ; xem các kỳ bằng “cchc explain”."
                    yield Finding("W610", at_key(fact, "period"), f"{row.id}: {message}", hint)


def dates_are_moved_once(plan: Plan) -> Iterator[Finding]:
    """W605: a due date is not moved again and again.

    Bad: three ``due`` facts for a row that had a date. Good: one, with its basis; the date first fixed for
    a row that waited for one is no move.
    """
    for row in _rows(plan):
        said: set[int] = set()
        for part, facts in row.courses():
            fixed = [fact for fact in facts if fact.due is not None]
            moves = fixed if part.due is not None else fixed[1:]
            if len(moves) > 1 and moves[-1].position not in said:
                said.add(moves[-1].position)
                days = [short_date(fact.due) for fact in moves if fact.due is not None]
                message = f"Thời hạn của {row.id} đã thay đổi {len(moves)} lần, gần nhất: {', '.join(days[-4:])}."
                hint = "Nếu đúng như vậy thì giữ nguyên; nên nêu nguyên nhân trong báo cáo."
                yield Finding("W605", at_key(moves[-1], "due"), message, hint)


def late_completions_have_a_reason(plan: Plan) -> Iterator[Finding]:
    """W607: a completion after the due date says why, in a note or as an obstacle reported before.

    Bad: ``status: done`` on 20/4 for ``Quý I/2020`` and no word more. Good: the same with ``note: ...``.
    """
    for row in _rows(plan):
        said: set[int] = set()
        for part, facts in row.courses():
            course = follow(facts)
            done, moved = course.completed, course.due_in_force()
            due = moved.due if moved is not None else part.due
            if done is None or due is None or part.kind not in _DATED or done.date <= due or row.removed:
                continue
            explained = done.note or done.reason or any(fact.obstacle for fact in facts if fact.date <= done.date)
            if not explained and done.position not in said:
                said.add(done.position)
                when, limit = short_date(done.date), short_date(due)
                message = f"{row.id} hoàn thành ngày {when}, sau hạn {limit}, chưa nêu nguyên nhân."
                yield Finding("W607", at_key(done, "status"), message, "Thêm khóa note: nguyên nhân chậm.")


def last_recorded(plan: Plan) -> Date | None:
    """Return the last day anything was written down, at most 31 December of the plan's year."""
    moment = Moment(plan.date)
    days = [fact.known for _, facts in standing_facts(plan) for fact in facts]
    days += [reading.known for readings in plan.readings.values() for reading in known(readings, moment)]
    return min(max(days), Date(plan.year, 12, 31)) if days else None


def obstacles_are_resolved(plan: Plan) -> Iterator[Finding]:
    """W608: an obstacle is resolved within 90 days, or something new is said about it.

    Days are counted to the last day anything was written down in the plan, not to today.

    Bad: ``obstacle`` of 20/5 with nothing after it by 30/9. Good: ``resolved: ...`` once it is.
    """
    until = last_recorded(plan)
    if until is None:
        return
    for row in _rows(plan):
        halted = row.removed or all(
            course.completed or (course.halted and course.halted.status is Status.DROPPED)
            for course in (follow(facts) for _, facts in row.courses())
        )
        for fact in () if halted else follow(row.facts).open_obstacles():
            days = (until - fact.date).days
            if days > LONG_OPEN_DAYS:
                since = short_date(fact.date)
                message = f"Vướng mắc của {row.id} từ ngày {since} chưa ghi kết quả giải quyết ({days} ngày)."
                hint = "Khi đã giải quyết thì ghi --resolved; nếu còn vướng mắc, nên nêu ở mục kiến nghị của báo cáo."
                yield Finding("W608", at_key(fact, "obstacle"), message, hint)
