"""``cchc show`` and ``cchc explain``: one row whole, and why it is in its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli.options import AsOf, KnownOn, PlanDir, Rev, TaskId, Year

if TYPE_CHECKING:
    from cchc_cli.cli.paint import Line
    from cchc_cli.cli.session import Asked, Session
    from cchc_cli.domain.model import Fact
    from cchc_cli.domain.standing import Standing


def show(
    task_id: TaskId,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    format: Annotated[str, typer.Option("--format", metavar="table|json", help="Dạng kết quả.")] = "table",  # noqa: A002
) -> None:
    """Xem trọn một nhiệm vụ: lời văn bản, tình trạng, các mục đã ghi.

    Ví dụ:
      cchc show II.5
      cchc show VII.2 --as-of 30/6/2020
    """
    from cchc_cli.cli.session import Asked

    session, row = _open(task_id, Asked(plan, year, as_of, known_on, rev))
    if _wants_json(format):
        from cchc_cli.cli.output import as_json, deliver
        from cchc_cli.cli.rows import task_data

        data = {"schema": "cchc.show/1", "as_of": session.moment.as_of.isoformat(), **task_data(row)}
        deliver(as_json({**data, "facts": [_fact_data(fact) for fact in row.facts]}), None)
    else:
        from cchc_cli.cli import paint

        paint.show(_whole(session, row))
    session.finish()


def explain(
    task_id: TaskId,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
) -> None:
    """Giải thích vì sao một nhiệm vụ có tình trạng như vậy: lời thời hạn, phần, quy tắc, mục ghi, kỳ.

    Ví dụ:
      cchc explain II.8 --as-of 31/3/2020
      cchc explain II.6
    """
    from cchc_cli.cli.session import Asked

    session, row = _open(task_id, Asked(plan, year, as_of, known_on, rev))
    from cchc_cli.cli import paint

    paint.show(_explained(session, row))
    session.finish()


def _open(task_id: str, asked: Asked) -> tuple[Session, Standing]:
    from cchc_cli.cli.session import open_plan
    from cchc_cli.domain.amended import plan_at
    from cchc_cli.domain.named import find_task

    session = open_plan(asked)
    task = find_task(plan_at(session.plan, session.moment), task_id)
    return session, next(row for row in session.standings if row.task.id == task.id)


def _wants_json(form: str) -> bool:
    from cchc_cli.domain.refusal import Refused

    if form not in {"table", "json"}:
        raise Refused(f"Không có dạng “{form}”.", "Các dạng: table, json.")
    return form == "json"


def _whole(session: Session, row: Standing) -> list[Line]:
    from cchc_cli.cli import cards, paint
    from cchc_cli.domain import wording

    task, plan, width = row.task, session.plan, paint.page_width()
    section = next((each.title for each in plan.all_sections() if each.id == task.section), "")
    lines: list[Line] = [
        *paint.flow([(task.id, "strong"), (section, ""), (_as_of(session), "dim")], width),
        paint.rule(width),
        *paint.indented(task.task, 0, width),
        [],
    ]
    timed = " · ".join(text for text in (wording.state(row), wording.timing(row), wording.due(row)) if text)
    named = [
        ("Tình trạng", timed, cards.style(row)),
        ("Sản phẩm", task.product, ""),
        ("Chủ trì", wording.leads(row) + (" (cơ quan ngoài)" if row.outside else ""), "strong"),
        ("Phối hợp", ", ".join(mention.name for mention in row.support), ""),
        ("Lãnh đạo phụ trách", task.leader, ""),
        ("Thời hạn", f"“{task.deadline}”" if task.deadline else "không ghi", ""),
        ("Kinh phí", task.budget, ""),
        ("Ghi chú", task.notes, ""),
        *((name, value, "") for name, value in task.extra),
    ]
    for label, text, how in named:
        if text:
            lines += paint.field(label, text, width, style=how)
    nodes = {node.id: node for node in plan.nodes()}
    for node_id in task.implements:
        node = nodes.get(node_id)
        said = f"{node_id}: {node.title or node.text}" if node else node_id
        lines += paint.field("Thực hiện", paint.wrap(said, width * 2, most=1)[0], width)
    for indicator in plan.indicators:
        if task.id in indicator.tasks:
            lines += paint.field("Chỉ tiêu", f"{indicator.name} ({indicator.target.printed})", width)
    return [*lines, [], *_facts(row, width)]


def _as_of(session: Session) -> str:
    from cchc_cli.domain import wording

    return wording.moment(session.moment)


def _facts(row: Standing, width: int) -> list[Line]:
    from cchc_cli.cli import paint
    from cchc_cli.domain import wording
    from cchc_cli.domain.vocabulary import short_date

    if not row.facts:
        return [[("Chưa có mục nào được ghi.", "dim")]]
    lines: list[Line] = [[(f"Các mục đã ghi ({len(row.facts)})", "head")]]
    for fact in row.facts:
        head = f"{short_date(fact.date)} {fact.id:<7}"
        lines += paint.field(head, wording.happened(fact), width, column=20)
        aside = [
            f"báo cáo: {fact.by}" if fact.by else "",
            f"căn cứ: {fact.basis}" if fact.basis else "",
            f"lý do: {fact.reason}" if fact.reason else "",
            fact.note,
            *(f"tài liệu: {each}" for each in fact.evidence),
            f"lấy từ: {fact.source}" if fact.source else "",
        ]
        for text in aside:
            if text:
                lines += paint.indented(text, 20, width, style="dim")
    return lines


def _fact_data(fact: Fact) -> dict[str, object]:
    data: dict[str, object] = {"id": fact.id, "date": fact.date.isoformat()}
    data["recorded"] = fact.recorded.isoformat() if fact.recorded else None
    data["part"] = fact.part or None
    data["status"] = fact.status.value if fact.status else None
    data["due"] = fact.due.isoformat() if fact.due else None
    for name in ("event", "result", "period", "obstacle", "ask", "resolved", "lead", "basis", "by", "note"):
        data[name] = getattr(fact, name) or None
    data["quantity"] = {name: str(amount) for name, amount in fact.quantity}
    data["evidence"] = list(fact.evidence)
    if fact.source:
        data["source"] = fact.source
    return data


def _explained(session: Session, row: Standing) -> list[Line]:
    from cchc_cli.cli import cards, paint
    from cchc_cli.cli.reasons import why
    from cchc_cli.domain import wording
    from cchc_cli.domain.vocabulary import KIND_LABELS, STATE_LABELS

    width = paint.page_width()
    head = [(row.task.id, "strong"), (wording.state(row), cards.style(row)), (_as_of(session), "dim")]
    lines: list[Line] = [*paint.flow(head, width), paint.rule(width)]
    if row.task.is_indicator:
        return [*lines, *paint.indented(_why_indicator(row), 0, width)]
    lines += paint.field("Thời hạn ghi", f"“{row.task.deadline}”" if row.task.deadline else "để trống", width)
    if row.task.schedule:
        lines += paint.field("Đọc theo", f"“{row.task.schedule}” (khóa schedule)", width)
    if row.task.signed_deadline is not None:
        lines += paint.field("Lời ký đầu tiên", f"“{row.task.signed_deadline}”, đã được điều chỉnh", width)
    for part in row.parts:
        lines.append([])
        title = f"Phần {part.letter}) {part.part.label or part.part.text}" if len(row.parts) > 1 else "Cách tính"
        lines += paint.flow([(title, "head"), (f"[{KIND_LABELS[part.part.kind]}]", "dim")], width)
        if len(row.parts) > 1:
            lines += paint.indented(f"→ {STATE_LABELS[part.state]}", 2, width, style="strong")
        for sentence in why(part, row, session.plan):
            lines += paint.indented(sentence, 2, width)
    if len(row.parts) > 1:
        lines += [[], *paint.indented("Cả dòng lấy tình trạng của phần nặng nhất.", 0, width, style="dim")]
    lines += _why_people(session, row, width)
    return lines


def _why_indicator(row: Standing) -> str:
    from cchc_cli.domain import wording
    from cchc_cli.domain.vocabulary import short_date

    if row.indicator is None:
        return "Dòng này là chỉ tiêu, không phải nhiệm vụ; chưa khai trong indicators.yaml."
    goal = f"Dòng này là chỉ tiêu “{row.indicator.name}”, mức phải đạt {row.indicator.target.printed}; không tính vào tỷ lệ."
    if row.reading is None:
        return f"{goal} Chưa có số liệu nào: ghi bằng cchc measure {row.indicator.id} GIÁ_TRỊ."
    read = wording.measured(row.reading, row.indicator.target)
    return f"{goal} Số liệu gần nhất ngày {short_date(row.reading.date)}: {read}."


def _why_people(session: Session, row: Standing, width: int) -> list[Line]:
    """Say who owes the row: outside offices, reassignments, and for a group who has reported."""
    from cchc_cli.cli import paint
    from cchc_cli.domain.wording import cited

    lines: list[Line] = []
    if row.outside:
        lines += paint.indented("Do cơ quan ngoài chủ trì: kê riêng, không tính vào tỷ lệ, không đôn đốc.", 0, width)
    moved = next((fact for fact in reversed(row.facts) if fact.lead), None)
    if moved is not None:
        lines += paint.indented(f"Chủ trì đã giao lại cho {moved.lead}, mục ghi {cited(moved)}.", 0, width)
    register = session.plan.register
    for mention in row.lead:
        members = register.members(mention.unit) if mention.unit is not None else ()
        if not members:
            continue
        reporters = [register.find(fact.by) for fact in row.facts if fact.is_report and fact.by]
        done = [unit.name for unit in members if unit in reporters]
        waiting = [unit.name for unit in members if unit not in reporters]
        text = f"{mention.name}: đã báo cáo {', '.join(done) or 'chưa có đơn vị nào'}"
        text += f"; chưa báo cáo {', '.join(waiting)}." if waiting else "."
        lines += paint.indented(text, 0, width)
    if row.obstacles:
        for fact in row.obstacles:
            lines += paint.indented(f"Vướng mắc chưa giải quyết, ghi {cited(fact)}: {fact.obstacle}.", 0, width)
    return [[], *lines] if lines else []
