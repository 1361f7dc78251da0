"""The sentences of reports: figures, rows and facts in the words offices use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.ledger import follow
from cchc_cli.domain.text import nfc
from cchc_cli.domain.vocabulary import State, prose_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc_cli.domain.figures import Figures, Rate
    from cchc_cli.domain.model import Moment, Plan
    from cchc_cli.domain.reporting.values import Entry
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.windows import Report, Window

LONGEST_NAME = 170


def plan_named(plan: Plan) -> str:
    """Name the plan: ``Kế hoạch số 01/KH-KCNĐN ngày 14/01/2020``."""
    return f"{plan.doc_type} số {plan.number} ngày {prose_date(plan.date)}"


def agency(plan: Plan) -> str:
    """Name the agency in running text."""
    return plan.agency.short or plan.agency.name


def span(window: Window) -> str:
    """Say from when to when: ``từ ngày 15/12/2019 đến ngày 14/3/2020``."""
    return f"từ ngày {prose_date(window.start)} đến ngày {prose_date(window.end)}"


def moment(each: Moment) -> str:
    """Say for which day a document counts, and by whose knowledge: ``Tính đến ngày 14/6/2020``."""
    text = f"Tính đến ngày {prose_date(each.as_of)}"
    return text + (f", theo những gì đã ghi đến ngày {prose_date(each.known_on)}" if each.known_on else "")


def rate(each: Rate, what: str) -> str:
    """Write a rate with its parts: ``01/34 nhiệm vụ, đạt 2,94%``; without a whole there is no rate."""
    if each.whole == 0:
        return f"{each.part}/{each.whole} {what}, chưa tính được tỷ lệ"
    return f"{wording.two(each.part)}/{wording.two(each.whole)} {what}, đạt {each.percent}%"


def name(row: Standing) -> str:
    """Name a task in a sentence: its first sentence, cut between words where it is long."""
    line = " ".join(nfc(row.task.task).split()).removeprefix("- ")
    line = line.partition(". ")[0].partition(": - ")[0].rstrip(" .:;,")
    if len(line) <= LONGEST_NAME:
        return line
    kept = line[:LONGEST_NAME]
    kept = kept.rpartition(" ")[0] or kept
    if kept.count("(") > kept.count(")"):
        kept = kept.rpartition("(")[0] or kept
    return kept.rstrip(" ,;:-") + "…"


def row_named(row: Standing, *more: str) -> str:
    """Name a task with its id, its lead and what is to be added: ``… (mục II.5; Văn phòng chủ trì; hạn …)``."""
    said = [f"mục {row.task.id}"]
    if row.lead:
        said.append(f"{wording.leads(row)} chủ trì")
    return f"{name(row)} ({'; '.join([*said, *filter(None, more)])})"


def ids(rows: Iterable[Standing]) -> str:
    """Name rows by their ids alone."""
    return ", ".join(row.task.id for row in rows)


def due(row: Standing) -> str:
    """Say when a row is or was due, with the first date where it was extended."""
    if row.due is None:
        return ""
    text = f"hạn {prose_date(row.due)}"
    if row.extended and row.first_due is not None:
        text += f", gia hạn từ {prose_date(row.first_due)}"
    return text


def late(row: Standing) -> str:
    """Name a late row with how late it is and why, as far as recorded."""
    days = f"quá hạn {row.days} ngày" if row.state is State.OVERDUE and row.days else ""
    missing = f"còn thiếu {wording.periods(row.missing)}" if row.missing else ""
    when = "" if row.missing else due(row)
    if row.state is State.LATE_START and row.deciding is not None:
        when = f"“{row.deciding.part.text}”"
    return f"{row_named(row, when, days, missing)}: {reason(row)}"


def reason(row: Standing) -> str:
    """Say why a row is late, as far as anybody recorded it."""
    if row.obstacles:
        return "; ".join(sentence(fact.obstacle) for fact in row.obstacles)
    if not row.reported:
        return "chưa có báo cáo kết quả"
    last = [fact for fact in row.facts if fact.is_report][-1]
    return f"báo cáo gần nhất ngày {prose_date(last.date)}, chưa nêu nguyên nhân"


def achieved(entry: Entry) -> str:
    """Say what a fact achieved, with where it stands in the plan and its evidence."""
    fact, row = entry.fact, entry.row
    said = sentence(fact.result)
    if fact.status == "done" and not fact.period:
        done = f"Hoàn thành: {name(row)}"
        said = f"{done}; {_lower(said)}" if said else done
    counted = wording.amounts(fact.quantity)
    if not said:
        said = f"{name(row)}: {counted}" if counted else name(row)
        counted = ""
    inside = [f"mục {row.task.id}", f"ngày {prose_date(fact.date)}"]
    if row.outside:
        inside.append(f"do {wording.leads(row)} chủ trì")
    if counted:
        inside.append(f"số lượng: {counted}")
    if fact.evidence:
        inside.append("tài liệu: " + "; ".join(sentence(each) for each in fact.evidence))
    return f"{said} ({'; '.join(inside)})"


def obstructed(entry: Entry) -> str:
    """Say what stood in the way of a row, and how it was settled or what is asked for."""
    fact, row = entry.fact, entry.row
    text = f"{sentence(fact.obstacle)} (mục {row.task.id}; ngày {prose_date(fact.date)})"
    if fact not in row.obstacles:
        after = row.facts[row.facts.index(fact) + 1 :]
        settled = next((each for each in after if each.resolved), None)
        if settled is not None:
            return f"{text}; đã giải quyết ngày {prose_date(settled.date)}: {sentence(settled.resolved)}"
    return text + (f"; kiến nghị: {sentence(fact.ask)}" if fact.ask else "")


def asked(entry: Entry) -> str:
    """Say what is asked for, and why."""
    ask = sentence(entry.fact.ask) or "đề nghị có ý kiến chỉ đạo, tháo gỡ"
    return f"{ask[0].upper()}{ask[1:]} (vướng mắc: {sentence(entry.fact.obstacle)}; mục {entry.row.task.id})"


def extended(row: Standing, plan: Plan) -> str:
    """Name an extended row with its dates and the document that moved them."""
    bases = [fact.basis for fact in row.facts if fact.due == row.due and fact.basis]
    bases = bases or [
        each.document
        for each in plan.amendments
        if each.task == row.task.id and each.field == "deadline" and each.new == row.task.deadline
    ]
    return row_named(row, due(row), _by(bases[-1] if bases else ""))


def done_late(row: Standing) -> str:
    """Name a row completed late with the day it was completed and how late that was."""
    days = [part.days for part in row.parts if part.days]
    completed = follow(row.facts).completed
    when = f"hoàn thành ngày {prose_date(completed.date)}" if completed else ""
    after = f", sau hạn {max(days)} ngày" if days and max(days) > 0 else ""
    return row_named(row, due(row), when + after if when else "")


def halted(row: Standing) -> str:
    """Name a row paused or taken out of the plan, with the day and the document."""
    if row.task.removed:
        return row_named(row, _by(row.task.removed))
    fact = follow(row.facts).halted
    return row_named(row, f"từ ngày {prose_date(fact.date)}", _by(fact.basis)) if fact else row_named(row)


def _by(document: str) -> str:
    return f"theo {sentence(document)}" if document else ""


def silent_stretch(rows: Iterable[Standing], report: Report) -> tuple[str, str]:
    """Say in which stretch ongoing rows owe a result, short and with its days.

    Ongoing work owes a result in each quarter of reporting; only where that is the whole window it is ``trong kỳ``.
    """
    segments = [part.segment for row in rows for part in row.parts if part.state is State.STALE and part.segment]
    if not segments or (segments[-1].start, segments[-1].end) == (report.start, report.end):
        return "trong kỳ", "trong kỳ"
    short = f"trong {segments[-1].title}"
    return short, f"{short} ({span(segments[-1])})"


def sentence(text: str) -> str:
    """Return words as part of a sentence: on one line, without the stop at their end."""
    return " ".join(text.split()).rstrip(" .;,")


def _lower(text: str) -> str:
    """Begin in lower case, but leave names and abbreviations as they are."""
    return text if len(text) < 2 or text[1].isupper() else text[0].lower() + text[1:]


def classes(figures: Figures, stretch: str) -> tuple[str, str]:
    """Return the agency's own tasks by the four official classes, and by the classes without a date.

    ``stretch`` is the one in which ongoing work owes a result (see ``silent_stretch``).
    """
    named = {**dict(wording.OTHERS), State.STALE: f"thường xuyên, chưa báo cáo {stretch}"}
    return wording.classes(figures, named.items())
