"""``cchc update``, ``done``, ``result``, ``extend``, ``void``: append one fact."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import By, DryRun, EntryDate, Evidence, Force, Note, Part, Period, PlanDir, TaskId, Year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cchc_cli.cli.session import Session
    from cchc_cli.domain.model import Task
    from cchc_cli.domain.standing import Standing
    from cchc_cli.store.record import Appended

Basis = Annotated[str | None, typer.Option("--basis", metavar="CĂN_CỨ", help="Văn bản làm căn cứ.", show_default=False)]


def update(
    task_id: TaskId,
    status: Annotated[str | None, typer.Option("--status", metavar="TÌNH_TRẠNG", help="started, done, paused, resumed, dropped, reopened.", show_default=False)] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="NGÀY", help="Ấn định hoặc gia hạn; cần --basis.", show_default=False)] = None,
    event: Annotated[str | None, typer.Option("--event", metavar="CHỮ", help="Sự kiện làm phát sinh thời hạn.", show_default=False)] = None,
    result_text: Annotated[str | None, typer.Option("--result", metavar="CHỮ", help="Kết quả đạt được.", show_default=False)] = None,
    quantity: Annotated[list[str] | None, typer.Option("--quantity", metavar="TÊN=SỐ", help="Số lượng tăng thêm; dùng nhiều lần được.", show_default=False)] = None,
    obstacle: Annotated[str | None, typer.Option("--obstacle", metavar="CHỮ", help="Khó khăn, vướng mắc.", show_default=False)] = None,
    ask: Annotated[str | None, typer.Option("--ask", metavar="CHỮ", help="Kiến nghị, đề xuất; đi cùng --obstacle.", show_default=False)] = None,
    resolved: Annotated[str | None, typer.Option("--resolved", metavar="CHỮ", help="Vướng mắc đã giải quyết thế nào.", show_default=False)] = None,
    lead: Annotated[str | None, typer.Option("--lead", metavar="ĐƠN_VỊ", help="Giao đơn vị khác chủ trì.", show_default=False)] = None,
    basis: Basis = None,
    date: EntryDate = None,
    by: By = None,
    part: Part = None,
    period: Period = None,
    note: Note = None,
    evidence: Evidence = None,
    force: Force = False,
    dry_run: DryRun = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:  # fmt: skip
    """Ghi một việc đã xảy ra với nhiệm vụ.

    Ví dụ:
      cchc update II.2 --due 30/9/2020 --basis "Kế hoạch số 99/KH-UBND"
      cchc update II.6 --part a --status started --by "Văn phòng"
    """
    said = {
        "status": _status(status),
        "due": due,
        "event": event,
        "result": result_text,
        "quantity": _quantities(quantity or []),
        "obstacle": obstacle,
        "ask": ask,
        "resolved": resolved,
        "lead": lead,
        "basis": basis,
        "date": date,
        "by": by,
        "part": part,
        "period": period,
        "note": note,
        "evidence": evidence or [],
    }
    _record(task_id, said, plan, year, force=force, dry_run=dry_run)


def done(
    task_id: TaskId,
    date: EntryDate = None,
    evidence: Evidence = None,
    by: By = None,
    part: Part = None,
    period: Period = None,
    note: Note = None,
    force: Force = False,
    dry_run: DryRun = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:
    """Ghi nhiệm vụ đã hoàn thành.

    Ví dụ:
      cchc done II.5 --date 20/3/2020 --evidence "Báo cáo số 12/BC-KCNĐN"
      cchc done II.6 --part a
    """
    said = {
        "status": "done",
        "date": date,
        "evidence": evidence or [],
        "by": by,
        "part": part,
        "period": period,
        "note": note,
    }
    _record(task_id, said, plan, year, force=force, dry_run=dry_run)


def result(
    task_id: TaskId,
    text: Annotated[str, typer.Argument(metavar="KẾT_QUẢ", help="Kết quả; “không phát sinh” cũng là kết quả.")],
    period: Period = None,
    quantity: Annotated[list[str] | None, typer.Option("--quantity", metavar="TÊN=SỐ", help="Số lượng tăng thêm; dùng nhiều lần được.", show_default=False)] = None,
    date: EntryDate = None,
    by: By = None,
    part: Part = None,
    note: Note = None,
    evidence: Evidence = None,
    force: Force = False,
    dry_run: DryRun = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:  # fmt: skip
    """Ghi kết quả của việc thường xuyên hoặc định kỳ.

    Ví dụ:
      cchc result II.8 "Đã công khai 12 phản ánh" --period 2020-06
      cchc result VII.2 "Đăng bản tin" --quantity "bản tin CCHC=15"
    """
    said = {
        "result": text,
        "period": period,
        "quantity": _quantities(quantity or []),
        "date": date,
        "by": by,
        "part": part,
        "note": note,
        "evidence": evidence or [],
    }
    _record(task_id, said, plan, year, force=force, dry_run=dry_run)


def extend(
    task_id: TaskId,
    due: Annotated[str, typer.Argument(metavar="NGÀY", help="Thời hạn mới.")],
    basis: Basis = None,
    approved_by: Annotated[str | None, typer.Option("--approved-by", metavar="NGƯỜI", help="Người phê duyệt.", show_default=False)] = None,
    date: EntryDate = None,
    by: By = None,
    part: Part = None,
    note: Note = None,
    evidence: Evidence = None,
    force: Force = False,
    dry_run: DryRun = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:  # fmt: skip
    """Gia hạn, hoặc ấn định thời hạn còn chờ; hạn đầu tiên vẫn được giữ.

    Ví dụ:
      cchc extend II.5 30/6/2020 --basis "Công văn số 45/KCNĐN-VP"
      cchc extend II.2 30/9/2020 --basis "Kế hoạch số 99/KH-UBND" --date 2/5/2020
    """
    said = {
        "due": due,
        "basis": basis,
        "approved_by": approved_by,
        "date": date,
        "by": by,
        "part": part,
        "note": note,
        "evidence": evidence or [],
    }
    _record(task_id, said, plan, year, force=force, dry_run=dry_run)


def void(
    task_id: TaskId,
    fact_id: Annotated[str, typer.Argument(metavar="MỤC", help="Mã của mục ghi nhầm, xem bằng cchc show.")],
    reason: Annotated[str, typer.Option("--reason", metavar="CHỮ", help="Lý do.")],
    date: EntryDate = None,
    by: By = None,
    force: Force = False,
    dry_run: DryRun = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:
    """Bỏ một mục đã ghi nhầm; mục cũ vẫn còn trong tệp, có lý do kèm theo.

    Ví dụ:
      cchc void II.5 k3f9x --reason "Ghi nhầm nhiệm vụ"
      cchc void II.5 k3f9x --reason "Ghi nhầm ngày" --dry-run
    """
    _record(
        task_id, {"void": fact_id, "reason": reason, "date": date, "by": by}, plan, year, force=force, dry_run=dry_run
    )


def _record(
    task_id: str, said: Mapping[str, object], plan: str | None, year: int | None, *, force: bool, dry_run: bool
) -> None:
    """Append the fact, then say what it changed."""
    from cchc_cli.cli.session import Asked, open_plan, typed_date
    from cchc_cli.domain.amended import plan_at
    from cchc_cli.domain.model import Moment
    from cchc_cli.domain.named import find_task
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.store.record import unified_diff
    from cchc_cli.store.recording import Said, record_fact

    if not any(
        said.get(key)
        for key in ("status", "due", "event", "result", "quantity", "obstacle", "resolved", "lead", "void")
    ):
        if said.get("ask"):
            raise Refused("--ask đi cùng --obstacle: nêu vướng mắc rồi mới nêu kiến nghị.")
        raise Refused(
            "Chưa nói ghi gì.", "Thêm --status, --result, --due, --event, --obstacle, --resolved hoặc --lead."
        )
    session = open_plan(Asked(plan, year), quiet=True)
    today = edge.today()
    task = find_task(plan_at(session.plan, Moment(dt.date.max)), task_id)
    date = typed_date(_text(said["date"]), "--date") or today
    fields = {
        **said,
        "date": date,
        "due": typed_date(_text(said.get("due")), "Ngày hạn"),
        **_settled(session, task, said),
    }
    appended = record_fact(
        session.loaded.directory, session.plan, task, Said(fields, today, force=force, dry_run=dry_run)
    )
    if dry_run:
        edge.out(unified_diff(appended, session.loaded.directory.name), end="")
        edge.talk("Chạy thử: chưa ghi gì.")
        return
    _tell(session, task, appended, date)


def _text(value: object) -> str | None:
    return str(value) if value is not None else None


def _settled(session: Session, task: Task, said: Mapping[str, object]) -> dict[str, object]:
    """Check the words that name units, parts and periods, and write them as the files do."""
    from cchc_cli.cli.session import typed_period
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.domain.standing import read_parts
    from cchc_cli.domain.vocabulary import part_letter

    settled: dict[str, object] = {}
    register = session.plan.register
    if said.get("lead"):
        mentions = register.read(str(said["lead"]))
        unknown = [mention for mention in mentions if mention.unit is None]
        if (unknown or not mentions) and register.units:
            name = unknown[0].text if unknown else str(said["lead"])
            near = register.nearest(name)
            hint = f"Có phải {', '.join(near)}?" if near else "Thêm đơn vị vào units.yaml trước."
            raise Refused(f"Không có đơn vị “{name}” trong units.yaml.", hint)
        settled["lead"] = ", ".join(mention.name for mention in mentions)
        if not said.get("basis"):
            raise Refused("Giao đơn vị khác chủ trì phải có căn cứ.", "Thêm --basis VĂN_BẢN.")
    if said.get("part"):
        from cchc_cli.domain.text import fold

        wanted = fold(str(said["part"]))
        for index, part in enumerate(read_parts(task, session.plan.year)[0]):
            if part.label and fold(part.label) == wanted:
                settled["part"] = part_letter(index)
    if said.get("by"):
        unit = register.find(str(said["by"]))
        near = register.nearest(str(said["by"])) if unit is None and register.units else []
        if unit is not None:
            settled["by"] = unit.name
        elif near:
            edge.talk(f"Lưu ý: “{said['by']}” không có trong units.yaml; có phải {', '.join(near)}?")
    if said.get("period"):
        settled["period"] = typed_period(str(said["period"]))
    return settled


def _status(word: str | None) -> str | None:
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.domain.text import fold, nearest
    from cchc_cli.domain.vocabulary import STATUS_LABELS, Status

    if word is None:
        return None
    known = {fold(label): status for status, label in STATUS_LABELS.items()} | {
        status.value: status for status in Status
    }
    if fold(word) in known:
        return known[fold(word)].value
    near = nearest(word, known, most=1)
    hint = f"Có phải {known[fold(near[0])].value}?" if near else ""
    raise Refused(f"Không có tình trạng “{word}”.", f"{hint} Dùng một trong: {', '.join(Status)}.".strip())


def _quantities(typed: list[str]) -> dict[str, str]:
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.domain.target import read_number

    counted: dict[str, str] = {}
    for text in typed:
        name, sign, amount = text.rpartition("=")
        if not sign or not name.strip() or read_number(amount) is None:
            raise Refused(f"--quantity: không đọc được “{text}”.", 'Viết như --quantity "bản tin CCHC=15".')
        counted[name.strip()] = amount.strip()
    return counted


def _tell(session: Session, task: Task, appended: Appended, date: dt.date) -> None:
    """Say what was recorded and what it does to the row's state."""
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain import wording
    from cchc_cli.domain.standing import standings
    from cchc_cli.domain.vocabulary import short_date

    asked = Asked(str(session.loaded.directory))
    after = open_plan(asked, quiet=True)
    fact = next((fact for fact in after.plan.facts.get(task.id, ()) if fact.id == appended.entry_id), None)
    voided = fact is not None and bool(fact.void)
    moment = session.moment if voided else replace(session.moment, as_of=max(session.moment.as_of, date))
    old = _row(standings(session.plan, moment, session.calendar), task.id)
    new = _row(standings(after.plan, moment, session.calendar), task.id)
    edge.out(
        f"Đã ghi {task.id} [{appended.entry_id}] ngày {short_date(date)}: {wording.happened(fact) if fact else ''}"
    )
    if wording.state(old) != wording.state(new):
        edge.out(f"Tình trạng tính đến {short_date(moment.as_of)}: {wording.state(old)} -> {wording.state(new)}")
    else:
        edge.out(f"Tình trạng tính đến {short_date(moment.as_of)} không đổi: {wording.state(new)}")
    if old.due != new.due and new.due is not None:
        before = short_date(old.due) if old.due else "chưa có"
        edge.out(f"Thời hạn: {before} -> {short_date(new.due)}")
    edge.talk(f"Tệp {appended.file}. Nếu ghi nhầm: cchc void {task.id} {appended.entry_id} --reason LÝ_DO")
    if date.year > session.plan.year and not voided:
        edge.talk(
            f"Lưu ý: ngày ghi nằm sau năm {session.plan.year} của kế hoạch; nếu việc xảy ra trong năm, dùng --date."
        )


def _row(rows: tuple[Standing, ...], task_id: str) -> Standing:
    return next(row for row in rows if row.task.id == task_id)
