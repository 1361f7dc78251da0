"""Set the rows of a plan in a table with their state, results and evidence at a moment."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.deadline import Kind
from cchc_cli.domain.figures import count
from cchc_cli.domain.ledger import follow, of_part
from cchc_cli.domain.vocabulary import (
    LATE,
    STATE_LABELS,
    STATUS_LABELS,
    State,
    Status,
    prose_date,
    short_date,
)
from cchc_cli.report import phrasing
from cchc_cli.report.document import Appendix, Block, Column, Document, Paragraph, Row, Run, Style, Table
from cchc_cli.report.phrasing import sentence
from cchc_cli.report.plan_document import row_number, section_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cchc_cli.domain.judgement import PartStanding
    from cchc_cli.domain.model import Fact, Moment, Plan, Task
    from cchc_cli.domain.standing import Standing

Date = dt.date

# Shares are millimetres of the text on a landscape page: chosen so that the rows of a year come out lowest.
COLUMNS = (
    Column("STT", 11, centred=True),
    Column("Nhiệm vụ", 69),
    Column("Sản phẩm", 23),
    Column("Đơn vị chủ trì", 20),
    Column("Đơn vị phối hợp", 18),
    Column("Thời hạn", 22),
    Column("Kết quả/Tình trạng", 37),
    Column("Tài liệu kiểm chứng", 28),
    Column("Ghi chú", 24),
)
_LONGEST_NOTE = 200
# States whose label already says that nothing was reported, or in which nothing is owed yet.
_SPEAK_FOR_THEMSELVES = frozenset(
    {
        State.OVERDUE,
        State.LATE_START,
        State.STALE,
        State.DORMANT,
        State.DROPPED,
        State.MET,
        State.NOT_MET,
        State.NOT_MEASURED,
    }
)


def task_table(
    standings: Sequence[Standing], plan: Plan, *, since: Date | None = None, until: Date | None = None
) -> tuple[Block, ...]:
    """Return the rows in the columns of a progress appendix, under the headings of their sections.

    Results and evidence are those dated from ``since`` to ``until``, both included; without them all that
    the standings know. Rows led from outside the agency stand apart at the end. ``plan`` gives the
    sections and the documents that amended a row.
    """
    if not standings:
        return (Paragraph(Style.TEXT, (Run("Không có nhiệm vụ nào để kê."),)),)
    rows: list[Row] = []
    for section in plan.all_sections():
        within = {row.task.id: row for row in standings if row.task.section == section.id and not row.outside}
        if within:
            rows.append(Row((section_heading(section),), heading=True))
            for line in section.lines(row.task for row in within.values()):
                if line.id in within:
                    rows.append(_row(within[line.id], row_number(line), plan, since, until))
                else:
                    rows.append(Row((row_number(line), line.task, line.product, *[""] * (len(COLUMNS) - 3))))
    outside = [row for row in standings if row.outside]
    if outside:
        rows.append(Row((_outside_heading(plan),), heading=True))
        rows += [_row(row, row.task.id, plan, since, until) for row in outside]
    return (Table(COLUMNS, tuple(rows)),)


def tasks_document(standings: Sequence[Standing], plan: Plan, moment: Moment, *, title: str = "") -> Document:
    """Return the table of tasks as an appendix alone, with a line that says what it counts.

    Where ``standings`` are not all rows of the plan, it says how many of how many.
    """
    now = plan_at(plan, moment)
    title = title or "Tiến độ thực hiện nhiệm vụ của kế hoạch"
    lines = _counted(standings, sum(1 for _ in now.tasks()), moment)
    captions = tuple(Paragraph(Style.CAPTION, (Run(line),)) for line in lines if line)
    origin = f"({plan.doc_type} số {plan.number} ngày {prose_date(plan.date)} của {plan.agency.name})"
    return Document(
        title=f"{title}, tính đến ngày {prose_date(moment.as_of)}",
        slug=f"Tien-do-nhiem-vu-{moment.as_of.isoformat()}",
        stored=moment.as_of,
        appendices=(Appendix("", title.upper(), origin, (*captions, *task_table(standings, now))),),
    )


def _counted(standings: Sequence[Standing], whole: int, moment: Moment) -> Iterator[str]:
    """Yield what the table counts: all rows by their classes, or how many of how many."""
    figures = count(standings)
    if len(standings) == whole:
        yield f"{phrasing.moment(moment)}. {wording.totals(figures)}."
        yield from wording.official(figures)
        return
    text = f"{phrasing.moment(moment)}. Kê {wording.two(len(standings))} trong {whole} mục của kế hoạch"
    kinds = wording.totals(figures).partition(": ")[2]
    yield f"{text}: {kinds}." if standings else f"{text}."


def _outside_heading(plan: Plan) -> str:
    return f"Nhiệm vụ do cơ quan ngoài {plan.agency.short or plan.agency.name} chủ trì"


def _row(row: Standing, shown: str, plan: Plan, since: Date | None, until: Date | None) -> Row:
    task = row.task
    facts = tuple(fact for fact in row.facts if (since is None or fact.date >= since))
    facts = tuple(fact for fact in facts if until is None or fact.date <= until)
    assigned = next((fact.lead for fact in reversed(row.facts) if fact.lead and not fact.part), task.lead)
    cells = (
        [shown],
        [task.task],
        [task.product],
        [assigned],
        [task.support],
        _deadline(row),
        [*_state(row, since, until), *_results(row, facts)],
        _listed(_evidence(row, facts, since)),
        _listed(_remarks(row, plan)),
    )
    return Row(tuple("\n".join(filter(None, lines)) for lines in cells))


def _listed(lines: Iterable[str]) -> list[str]:
    """Return what a cell lists, each once, with dashes where it is more than one."""
    said = list(dict.fromkeys(filter(None, lines)))
    return [f"- {line}" for line in said] if len(said) > 1 else said


def _deadline(row: Standing) -> Iterator[str]:
    """Yield the words of the plan, then the date in force where it doesn't follow from them."""
    yield row.task.deadline
    if row.task.signed_deadline is not None:
        yield f"(bản ký: {row.task.signed_deadline or 'không ghi'})"
    for part in row.parts:
        if part.due is None or part.due == part.part.due or part.part.kind is Kind.EVERY:
            continue
        named = f"{part.letter}) " if len(row.parts) > 1 else ""
        text = f"{named}Hạn {short_date(part.due)}"
        if part.first_due is not None and part.first_due != part.due:
            moved = "gia hạn" if part.due > part.first_due else "điều chỉnh"
            text += f", {moved} từ {short_date(part.first_due)}"
        yield text


def _state(row: Standing, since: Date | None, until: Date | None) -> Iterator[str]:
    """Yield the state of the row, then that of each part where they differ; of an indicator its reading."""
    if row.task.is_indicator:
        yield from _measured(row, since)
        return
    label = wording.state(row)
    if row.deciding is not None:
        label = _in_stretch(label, row.deciding, since, until)
    if len({part.state for part in row.parts}) < 2:
        yield label + _when(row.parts)
        return
    yield label
    for part in row.parts:
        yield f"{part.letter}) {_part_state(part, since, until)}{_when((part,))}"


def _in_stretch(label: str, part: PartStanding, since: Date | None, until: Date | None) -> str:
    """Name the quarter in which nothing was reported, in a report whose window is another."""
    if since is None or part.state is not State.STALE or part.segment is None:
        return label
    if (part.segment.start, part.segment.end) == (since, until):
        return label
    return label.replace("trong kỳ", f"trong {part.segment.title}")


def _part_state(part: PartStanding, since: Date | None, until: Date | None) -> str:
    """Name the state of a part after its own words, unless the state begins with the same."""
    label = _in_stretch(STATE_LABELS[part.state], part, since, until)
    name = part.part.label or part.part.text
    return label if not name or label.casefold().startswith(name.casefold()) else f"{name}: {label}"


def _when(parts: Sequence[PartStanding]) -> str:
    """Say when the work was completed, or how many days it is late."""
    completed = [fact.date for part in parts if (fact := _completion(part))]
    if completed and len(completed) == len(parts):
        text = f", ngày {short_date(max(completed))}"
        late = max((part.days or 0 for part in parts), default=0)
        return text + (f" (sau hạn {late} ngày)" if late > 0 else "")
    late = max((part.days or 0 for part in parts if part.state in LATE), default=0)
    return f" (trễ {late} ngày)" if late else ""


def _completion(part: PartStanding) -> Fact | None:
    return part.fact if part.rule.startswith("done") else None


def _measured(row: Standing, since: Date | None) -> Iterator[str]:
    """Yield whether the target is met and by which reading; one from before the window is said to be the last."""
    label = wording.state(row)
    if row.indicator is None:
        yield label
        return
    target = row.indicator.target
    if row.reading is not None and row.state in {State.MET, State.NOT_MET}:
        period = f", {wording.periods([row.reading.period])}" if row.reading.period else ""
        read = f": {wording.measured(row.reading, target)} ({short_date(row.reading.date)}{period})"
        label = f"Chưa có số liệu trong kỳ; lần trước{read}" if _is_before(row, since) else label + read
    yield label
    yield f"Chỉ tiêu: {target.printed}"


def _is_before(row: Standing, since: Date | None) -> bool:
    return since is not None and row.reading is not None and row.reading.date < since


def _results(row: Standing, facts: Sequence[Fact]) -> Iterator[str]:
    """Yield what was reported, oldest first, then the sums of what was counted more than once."""
    completions = [_completion(part) for part in row.parts]
    sums: dict[str, list[Decimal]] = {}
    for fact in facts:
        said = _said(fact, is_dated=fact in completions)
        if said:
            period = f" ({wording.periods([fact.period])})" if fact.period else ""
            yield f"- {_of(fact)}{short_date(fact.date)}{period}: {said}"
        for name, amount in fact.quantity:
            sums.setdefault(name, []).append(amount)
    added = [(name, sum(each, Decimal(0))) for name, each in sums.items() if len(each) > 1]
    if added:
        yield f"- Cộng: {wording.amounts(added)}"


def _said(fact: Fact, *, is_dated: bool) -> str:
    """Say what a fact reports; a completion that the state already dates only says what was achieved."""
    said = []
    if fact.status is not None and not (is_dated and fact.status is Status.DONE):
        said.append(STATUS_LABELS[fact.status])
    if fact.result:
        said.append(fact.result)
    if fact.resolved:
        said.append(f"đã giải quyết vướng mắc: {fact.resolved}")
    if fact.quantity:
        said.append("số lượng: " + wording.amounts(fact.quantity))
    return "; ".join([*map(sentence, said[:-1]), *said[-1:]])


def _evidence(row: Standing, facts: Sequence[Fact], since: Date | None) -> list[str]:
    """Return the documents behind the results shown and behind the completion."""
    shown = [fact for fact in facts if fact.is_report]
    shown += [fact for part in row.parts if (fact := _completion(part))]
    named = [text for fact in shown for text in fact.evidence]
    if row.reading is not None and not _is_before(row, since):
        named += row.reading.evidence
    return named


def _remarks(row: Standing, plan: Plan) -> Iterator[str]:
    """Yield what else is recorded: changes, what is missing, open obstacles, the note of the last status."""
    yield row.task.notes
    yield from _amended(row.task, plan)
    yield from (_reassigned(fact) for fact in row.facts if fact.lead)
    for part in row.parts:
        yield from _changed(part, of_part(row.facts, part.letter))
    if row.missing:
        yield f"Thiếu báo cáo {wording.periods(row.missing)}"
    if not row.reported and row.state not in _SPEAK_FOR_THEMSELVES:
        yield "Chưa có báo cáo kết quả"
    for fact in row.obstacles:
        said = f"{sentence(fact.obstacle)}; kiến nghị: {fact.ask}" if fact.ask else fact.obstacle
        yield f"Vướng mắc ({short_date(fact.date)}): {said}"
    status = next((fact for fact in reversed(row.facts) if fact.status is not None), None)
    if status is not None and len(status.note) <= _LONGEST_NOTE:
        yield status.note


def _amended(task: Task, plan: Plan) -> Iterator[str]:
    if task.removed:
        yield f"Đưa ra khỏi kế hoạch theo {task.removed}"
    changed = [each for each in plan.amendments if each.task == task.id and each.field == "deadline"]
    applied = [each for each in changed if each.new == task.deadline]
    if task.signed_deadline is not None and applied:
        yield f"Thời hạn điều chỉnh theo {applied[-1].document}"
    yield from (f"Bổ sung theo {each.document}" for each in plan.amendments if each.added == task)


def _reassigned(fact: Fact) -> str:
    return f"{_of(fact)}Giao {fact.lead} từ {short_date(fact.date)}{_on_whose_word(fact)}"


def _changed(part: PartStanding, facts: tuple[Fact, ...]) -> Iterator[str]:
    """Yield what moved the date of a part or halted it, with the basis recorded."""
    course = follow(facts)
    fixed = course.due_in_force()
    if fixed is not None and fixed.due == part.due and _on_whose_word(fixed):
        extended = part.first_due is not None and part.due is not None and part.due > part.first_due
        yield _of(fixed) + ("Gia hạn" if extended else "Thời hạn ấn định") + _on_whose_word(fixed)
    if part.fact is not None and part.fact.event and part.part.kind is Kind.AFTER:
        yield f"Tính hạn từ {short_date(part.fact.date)}: {part.fact.event}"
    halted = course.halted
    if halted is not None and halted.status is not None:
        reason = f": {halted.reason}" if halted.reason else ""
        when = f"{STATUS_LABELS[halted.status].capitalize()} từ {short_date(halted.date)}"
        yield f"{_of(halted)}{when}{_on_whose_word(halted)}{reason}"


def _of(fact: Fact) -> str:
    return f"{fact.part}) " if fact.part else ""


def _on_whose_word(fact: Fact) -> str:
    basis = f" theo {sentence(fact.basis)}" if fact.basis else ""
    return basis + (f", {fact.approved_by} đồng ý" if fact.approved_by else "")
