"""Rules about single facts and readings: when they happened, when they were written down, what they rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.check.asked_once import once_a_plan
from cchc_cli.domain.finding import Finding, Place
from cchc_cli.domain.ledger import known
from cchc_cli.domain.model import Fact, Moment
from cchc_cli.domain.vocabulary import Status, short_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc_cli.domain.model import Plan, Reading

MOST_NAMED = 12


@once_a_plan
def standing_facts(plan: Plan) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """Yield the facts of each row that are not voided, oldest first, with the row's id."""
    moment = Moment(plan.date)
    for task_id, facts in plan.facts.items():
        yield task_id, known(facts, moment)


def listed(names: list[str], kind: str = "mục") -> str:
    """Join names for a sentence; beyond twelve the others are counted, as of a ``kind``."""
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" và {rest} {kind} khác" if rest > 0 else "")


def at_key(entry: Fact | Reading, key: str) -> Place:
    """Return the place of one key of an entry."""
    return replace(entry.place, path=(*entry.place.path, key))


def facts_follow_the_plan(plan: Plan) -> Iterator[Finding]:
    """W601: a fact happened on the day of the plan or later.

    Bad: ``date: 2002-03-14`` in the plan of 14/01/2020. Good: ``date: 2020-03-14``.
    """
    for _, facts in standing_facts(plan):
        for fact in facts:
            if fact.date < plan.date:
                message = f"Ngày {short_date(fact.date)} trước ngày ban hành kế hoạch ({short_date(plan.date)})."
                yield Finding("W601", at_key(fact, "date"), message, "Kiểm tra lại ngày và năm của mục này.")


def entries_are_recorded_afterwards(plan: Plan) -> Iterator[Finding]:
    """W602: work and readings are written down on the day they happened or later.

    Events, due dates and reassignments may be decided for a day to come; work can't be done before its day.

    Bad: ``date: 2020-04-21`` with ``recorded: 2020-01-22``. Good: ``recorded: 2020-04-22``.
    """
    entries: list[Fact | Reading] = [
        fact for _, facts in standing_facts(plan) for fact in facts if fact.is_work or fact.obstacle or fact.resolved
    ]
    entries += [entry for entries in plan.readings.values() for entry in known(entries, Moment(plan.date))]
    for entry in entries:
        if entry.recorded is not None and entry.recorded < entry.date:
            message = f"Ghi ngày {short_date(entry.recorded)}, trước ngày việc diễn ra ({short_date(entry.date)})."
            yield Finding("W602", at_key(entry, "recorded"), message, "Kiểm tra lại hai ngày date và recorded.")


def entries_have_happened(plan: Plan, today: dt.date) -> Iterator[Finding]:
    """W611: work and readings are of today or earlier, and nothing was written down on a day to come.

    Events, due dates and reassignments may be decided for a day to come. What was written down before its
    own day is said as W602.

    Bad: ``date: 2030-04-21`` with ``result: ...`` in April 2020. Good: ``date: 2020-04-21``.
    """
    entries: list[tuple[Fact | Reading, bool]] = [
        (fact, bool(fact.is_work or fact.obstacle or fact.resolved))
        for _, facts in standing_facts(plan)
        for fact in facts
    ]
    entries += [(entry, True) for entries in plan.readings.values() for entry in known(entries, Moment(plan.date))]
    for entry, must_have_happened in entries:
        if entry.recorded is not None and entry.recorded > today:
            key, day = "recorded", entry.recorded
        elif entry.recorded is None and must_have_happened and entry.date > today:
            key, day = "date", entry.date
        else:
            continue
        message = f"Ngày {short_date(day)} chưa đến: hôm nay là {short_date(today)}."
        yield Finding("W611", at_key(entry, key), message, "Kiểm tra lại ngày và năm của mục này.")


def dates_are_moved_with_a_basis(plan: Plan) -> Iterator[Finding]:
    """W604: a date fixed or extended names the document it rests on.

    Bad: ``due: 2020-09-30`` alone. Good: the same with ``basis: Công văn số 12/KCNĐN-VP ngày 20/3/2020``.
    """
    for task_id, facts in standing_facts(plan):
        for fact in facts:
            if fact.due is not None and not fact.basis.strip():
                message = f"Thời hạn {short_date(fact.due)} của {task_id} chưa ghi căn cứ."
                yield Finding("W604", at_key(fact, "due"), message, "Thêm khóa basis: số, ngày của văn bản.")


def completions_have_evidence(plan: Plan) -> Iterator[Finding]:
    """W606: a completion names what shows it, itself or in what was recorded before it.

    Bad: ``status: done`` alone. Good: the same with ``evidence: Báo cáo số 12/BC-KCNĐN ngày 20/3/2020``.
    """
    for task_id, facts in standing_facts(plan):
        shown: set[str] = set()
        for fact in facts:
            if fact.evidence:
                shown.add(fact.part)
            if fact.status is not Status.DONE or fact.period:
                continue
            if not (shown & {"", fact.part} if fact.part else shown):
                message = f"{task_id} đã ghi hoàn thành nhưng chưa nêu tài liệu kiểm chứng."
                yield Finding("W606", at_key(fact, "status"), message, "Thêm khóa evidence: văn bản, báo cáo, bản tin.")


def entries_come_before_their_report(plan: Plan) -> Iterator[Finding]:
    """W609: what happened in the window of an issued report was written down before it was issued.

    A report keeps its figures as issued; what was written down later is in the next one.

    Bad: a result of 02/3/2020 recorded on 05/5/2020, after the report of quarter I of 18/3/2020.
    Good: ``recorded: 2020-03-04``.
    """
    late: dict[str, dict[str, None]] = {}
    for task_id, facts in standing_facts(plan):
        for fact in facts:
            code = _first_report(plan, fact.date)
            seal = plan.reports[code].seal if code else None
            if seal is not None and fact.known > seal.known_on:
                late.setdefault(code, {})[task_id] = None
    for code, rows in late.items():
        seal = plan.reports[code].seal
        number = seal.number if seal else code
        message = f"Sau khi phát hành báo cáo {number} còn ghi thêm việc của kỳ này: {listed(list(rows))}."
        hint = "Số liệu đã phát hành giữ nguyên; phần ghi thêm sẽ vào kỳ báo cáo sau."
        yield Finding("W609", Place(plan.reports[code].place.file, ("issued", "known_on")), message, hint)


def _first_report(plan: Plan, day: dt.date) -> str:
    """Return the code of the first issued report whose figures reach a day, empty where there is none."""
    reaching = [
        (written.seal.state_date, code)
        for code, written in plan.reports.items()
        if written.seal is not None and written.seal.state_date >= day
    ]
    return min(reaching)[1] if reaching else ""
