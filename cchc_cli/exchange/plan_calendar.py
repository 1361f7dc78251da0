"""The days of a plan: when open work falls due, when reports close and are to be sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from cchc_cli.domain import wording
from cchc_cli.domain.deadline import Kind
from cchc_cli.domain.judgement import instances_of
from cchc_cli.domain.ledger import follow, of_part
from cchc_cli.domain.text import unaccented
from cchc_cli.domain.vocabulary import State, short_date
from cchc_cli.domain.windows import reports as reports_of
from cchc_cli.exchange.ics import Event

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from cchc_cli.domain.judgement import PartStanding
    from cchc_cli.domain.model import Moment, Plan, ReportFile, Task
    from cchc_cli.domain.standing import Standing

_OPEN = frozenset({State.IN_TIME, State.OVERDUE, State.LATE_START})
_LONGEST_SUMMARY = 120


def plan_events(
    plan: Plan,
    standings: Iterable[Standing],
    *,
    reports: bool = True,
    outside: bool = False,
    moment: Moment | None = None,
) -> tuple[Event, ...]:
    """Return the days of the open work of the agency's own rows, and of its reports, in order.

    ``outside`` takes rows led from outside in, for a calendar that is meant for their leads.

    Each part of a compound row has its own day, recurring work one for every period still owed. What is
    completed, paused or dropped has none, nor have indicators. With the
    moment of the standings only what it knows counts, and days before it have no alarm.
    """
    own = (row for row in standings if (outside or not row.outside) and not row.task.is_indicator)
    events = [event for row in own for event in _of_row(plan, row, moment)]
    if reports:
        events += _of_reports(plan, moment)
    if moment is not None:
        events = [replace(event, alarm=event.date >= moment.as_of) for event in events]
    return tuple(sorted(events, key=lambda event: (event.date, event.uid)))


def calendar_name(plan: Plan) -> str:
    """Name the calendar of a plan."""
    return f"Thời hạn Kế hoạch số {plan.number}"


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of a part: what falls on it, and the period it is for, where the work recurs."""

    date: dt.date
    remark: str = ""
    instance: str = ""


def _of_row(plan: Plan, row: Standing, moment: Moment | None) -> Iterator[Event]:
    for part in row.parts:
        if part.state in _OPEN:
            for day in _days(plan, row, part):
                yield _event(plan, row, part, day, moment)


def _days(plan: Plan, row: Standing, part: PartStanding) -> Iterator[_Day]:
    if part.part.kind is Kind.EVERY:
        answered = {instance.period for instance, _ in part.answered}
        completed = follow(of_part(row.facts, part.letter)).completed
        for instance in instances_of(part.part, plan.year, since=plan.date):
            closed = completed is not None and completed.date <= instance.due
            if instance.period not in answered and not closed:
                yield _Day(instance.due, f" ({wording.periods([instance.period])})", instance.period)
    elif part.due is not None:
        yield _Day(part.due)
    elif part.part.starts_by is not None:
        yield _Day(part.part.starts_by, " (bắt đầu triển khai)", "bat-dau")


def _event(plan: Plan, row: Standing, part: PartStanding, day: _Day, moment: Moment | None) -> Event:
    task = row.task
    written = _written_down(plan, task, moment)
    label = f", {part.letter}) {part.part.label or part.part.text}" if len(row.parts) > 1 else ""
    return Event(
        uid=f"{quote('/'.join(filter(None, (task.id, part.letter, day.instance))))}@{_host(plan)}",
        date=day.date,
        summary=f"{task.id}{label}: {_short(task.task)}{day.remark}",
        stamp=max([plan.date, *written]),
        description="\n".join(_description(row, part)),
        category="Cải cách hành chính",
        revision=len(written),
    )


def _written_down(plan: Plan, task: Task, moment: Moment | None) -> list[dt.date]:
    """Return when each fact and amendment of a row was written down, those made void since included.

    Their number never falls: an extension that is voided moves the day back by one entry more.
    """
    until = moment.known_on if moment else None
    days = [fact.known for fact in plan.facts.get(task.id, ())]
    days += [each.known for each in plan.amendments if each.task == task.id]
    return [day for day in days if until is None or day <= until]


def _short(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _LONGEST_SUMMARY:
        return line
    kept = line[:_LONGEST_SUMMARY]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;") + "…"


def _description(row: Standing, part: PartStanding) -> Iterator[str]:
    task = row.task
    yield task.task
    if task.product:
        yield f"Sản phẩm: {task.product}"
    if row.lead:
        yield f"Chủ trì: {wording.leads(row)}"
    yield f"Thời hạn ghi trong kế hoạch: {task.deadline}"
    if part.first_due is not None and part.due is not None and part.first_due < part.due:
        yield f"Gia hạn, hạn đầu {short_date(part.first_due)}"


def _of_reports(plan: Plan, moment: Moment | None) -> Iterator[Event]:
    for report in reports_of(plan.year, plan.reporting):
        issued, sent = _issued_and_sent(plan.reports.get(report.code), moment)
        days = {
            "chot-so-lieu": (None if issued or sent else report.end, "Chốt số liệu báo cáo"),
            "gui": (None if sent else report.send_by, "Hạn gửi báo cáo"),
        }
        for name, (day, what) in days.items():
            if day is not None:
                yield Event(
                    uid=f"{quote(f'bao-cao/{report.code}/{name}')}@{_host(plan)}",
                    date=day,
                    summary=f"{what} cải cách hành chính {report.title}",
                    stamp=plan.date,
                    description=f"Số liệu từ {short_date(report.start)} đến {short_date(report.end)}",
                    category="Báo cáo cải cách hành chính",
                )


def _issued_and_sent(written: ReportFile | None, moment: Moment | None) -> tuple[bool, bool]:
    """Say whether a report had been issued, and sent, by the moment: one issued has still to be sent."""
    days = (written.seal.date if written and written.seal else None, written.sent if written else None)
    until = min(moment.as_of, moment.known_on or moment.as_of) if moment else None
    issued, sent = (day is not None and (until is None or day <= until) for day in days)
    return issued, sent


def _host(plan: Plan) -> str:
    """Return what tells the events of one plan from those of others: its number and year, as a host name."""
    words = unaccented(plan.number).casefold()
    slug = "".join(char if char.isascii() and char.isalnum() else "-" for char in words).strip("-")
    return f"{slug or 'ke-hoach'}.{plan.year}.cchc"
