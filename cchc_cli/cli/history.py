"""``cchc history``: the life of a row or indicator, from its entries and from git."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import Format, Output, PlanDir, RowFormat, Year, task_ids
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from cchc_cli.cli.paint import Line
    from cchc_cli.cli.session import Session
    from cchc_cli.review.history import History, Step, Subject
    from cchc_cli.review.history_rows import Row

HEAD = ("Ngày", "Lần ghi", "Người ghi", "Loại", "Việc", "Trường", "Trước", "Sau")
PENDING = "chưa ghi vào git"
_ACTIONS = {"added": "thêm", "removed": "bỏ", "changed": "sửa"}


def history(
    entry_id: Annotated[str, typer.Argument(metavar="MÃ", help="Mã nhiệm vụ hoặc chỉ tiêu, ví dụ II.5.", autocompletion=task_ids)],
    field: Annotated[str | None, typer.Option("--field", metavar="TRƯỜNG", help="Chỉ những lần đổi trường này, ví dụ deadline.", show_default=False)] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Chỉ N dòng gần nhất.", show_default=False)] = None,
    plan: PlanDir = None,
    year: Year = None,
    format: RowFormat = None,  # noqa: A002 - the option's name is the user's word
    output: Output = None,
) -> None:  # fmt: skip
    """Xem một nhiệm vụ hoặc chỉ tiêu đã qua những thay đổi nào: ngày, người ghi, lần ghi, trước và sau.

    Ví dụ:
      cchc history II.5
      cchc history II.5 --field deadline
      cchc history dung-han --format tsv
    """
    from cchc_cli.cli.listing import chosen_format
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.review.history_rows import rows_of

    session = open_plan(Asked(plan, year), quiet=True)
    known_id, subject = _subject(session, entry_id)
    life = _life(session, known_id, subject)
    rows = rows_of(life.steps, field)
    if not life.steps and known_id not in _ids(session):
        raise Refused(f"Không có mục “{entry_id}” trong kế hoạch và trong lịch sử.", _near(session, known_id))
    shown = rows[-limit:] if limit else rows
    if len(shown) < len(rows):
        edge.talk(f"Chỉ hiện {len(shown)} trong {len(rows)} dòng, mới nhất ở cuối.")
    if not rows:
        edge.talk("Chưa có thay đổi nào được ghi." if field is None else f"Trường “{field}” chưa có thay đổi nào.")
    _write(known_id, session, shown, chosen_format(format, output), output)
    session.finish()


def _subject(session: Session, asked: str) -> tuple[str, Subject]:
    """Return the id a person means, and what it names now; one that names nothing now may have lived before."""
    from cchc_cli.domain.text import nfc
    from cchc_cli.review.history import Subject

    wanted = nfc(asked).strip()
    for known_id, subject in _ids(session).items():
        if known_id.casefold() == wanted.casefold():
            return known_id, Subject(subject)
    return wanted, Subject.UNKNOWN


def _ids(session: Session) -> dict[str, str]:
    """Return the ids of the plan with what they name: rows come before indicators, amended ones after signed ones."""
    plan = session.plan
    added = [amendment.added.id for amendment in plan.amendments if amendment.added is not None]
    rows = [row.id for section in plan.all_sections() for row in (*section.tasks, *section.groups)]
    return {**{item.id: "indicator" for item in plan.indicators}, **dict.fromkeys((*rows, *added), "task")}


def _near(session: Session, wanted: str) -> str:
    from cchc_cli.domain.text import nearest

    near = nearest(wanted, _ids(session))
    return f"Có phải {', '.join(near)}?" if near else "Xem các mã bằng “cchc list”."


def _life(session: Session, known_id: str, subject: Subject) -> History:
    """Return the life from git; without a repository, or before its first commit, from the entries alone."""
    from cchc_cli.cli.session import repository_of
    from cchc_cli.review.git import NoRepository
    from cchc_cli.review.history import history as history_in
    from cchc_cli.review.history import history_from_facts

    directory = session.loaded.directory
    try:
        repository = repository_of(directory)
    except NoRepository as lacking:
        edge.talk(f"{lacking.message} Chỉ theo những gì đã ghi trong các tệp của kế hoạch.")
        return history_from_facts(session.plan, known_id)
    if repository.is_unborn:
        edge.talk("Kho git này chưa có lần ghi (commit) nào. Chỉ theo những gì đã ghi trong các tệp của kế hoạch.")
        return history_from_facts(session.plan, known_id)
    life = history_in(repository, directory, known_id, subject, session.plan.year)
    if life.cut:
        edge.talk("Kho được tải về rút gọn (shallow) nên thiếu các lần ghi cũ; tải đủ bằng “git fetch --unshallow”.")
    return life


def _write(known_id: str, session: Session, rows: list[Row], form: Format, output: str | None) -> None:
    from cchc_cli.cli import output as written
    from cchc_cli.cli import paint

    if form is Format.JSON:
        data = {"schema": "cchc.history/1", "id": known_id, "changes": [_data(row) for row in rows]}
        written.deliver(written.as_json(data), output)
        return
    if form is Format.TABLE:
        lines = _page(known_id, session, rows)
        if output is None:
            paint.show(lines)
        else:
            written.deliver("\n".join(map(paint.plain, lines)), output)
        return
    cells = [_cells(row) for row in rows]
    match form:
        case Format.CSV:
            written.deliver(written.as_csv(HEAD, cells), output, spreadsheet=True)
        case Format.MD:
            written.deliver(written.as_markdown(HEAD, cells), output)
        case _ if cells or output:
            written.deliver(written.as_tsv(cells), output)


def _cells(row: Row) -> list[str]:
    day, commit, author = row.day.isoformat() if row.day else "", *_source(row.step)
    return [day, commit, author, row.kind.value, _ACTIONS[row.action], row.field, row.old, row.new]


def _source(step: Step) -> tuple[str, str]:
    """Return the commit and the author of a step, as far as there are any."""
    if step.commit is not None:
        return step.commit.short, step.commit.author
    return (PENDING if step.pending else ""), getattr(step.change.after, "by", "")


def _data(row: Row) -> dict[str, Any]:
    step = row.step
    return {
        "date": row.day.isoformat() if row.day else None,
        "time": step.commit.date.isoformat() if step.commit else None,
        "commit": step.commit.id if step.commit else None,
        "author": _source(step)[1] or None,
        "subject": step.commit.subject if step.commit else None,
        "pending": step.pending,
        "kind": row.kind.value,
        "action": row.action.value,
        "entry": getattr(step.change.after or step.change.before, "id", None) or None,
        "field": row.field or None,
        "old": row.old or None,
        "new": row.new or None,
    }


def _page(known_id: str, session: Session, rows: list[Row]) -> list[Line]:
    """Return a life as a page: under each commit, or day, what changed with it."""
    from cchc_cli.cli import paint

    width = paint.page_width()
    task, indicator = session.plan.task(known_id), session.plan.indicator(known_id)
    title = task.task if task else indicator.name if indicator else ""
    lines: list[Line] = [
        *paint.flow([(known_id, "strong"), (f"{len(rows)} thay đổi", "dim")], width),
        paint.rule(width),
    ]
    lines += paint.indented(title, 0, width, most=2) if title else []
    above: tuple[str, ...] | None = None
    for row in rows:
        heading = _heading(row)
        if heading != above:
            lines += [
                [],
                *paint.flow([(text, "head" if at == 0 else "dim") for at, text in enumerate(heading) if text], width),
            ]
            above = heading
        lines += _told(row, width)
    return lines


def _heading(row: Row) -> tuple[str, ...]:
    from cchc_cli.domain.vocabulary import short_date

    commit, author = _source(row.step)
    return (
        short_date(row.day) if row.day else "",
        *((commit, author) if row.step.commit else (commit,)),
        row.step.commit.subject if row.step.commit else "",
    )


def _told(row: Row, width: int) -> list[Line]:
    """Return what changed as wrapped lines; an edit of an entry names the entry first."""
    from cchc_cli.cli import paint
    from cchc_cli.domain.change import Action, Kind
    from cchc_cli.domain.vocabulary import short_date
    from cchc_cli.review.diff_labels import label
    from cchc_cli.review.diff_spans import NOTHING

    named = {
        Kind.TASK: "dòng của phụ lục",
        Kind.INDICATOR: "chỉ tiêu",
        Kind.AMENDMENT: "điều chỉnh",
        Kind.FACT: "mục",
        Kind.READING: "số liệu",
    }
    thing: Any = row.step.change.after or row.step.change.before
    field = "Mục của phụ lục" if row.field == "section" else label(row.kind, row.field)
    what = f"{_ACTIONS[row.action].capitalize()} {named[row.kind]}"
    if row.action is not Action.CHANGED:
        return paint.indented(f"{what}{f', {field}' if row.field else ''}: {row.new or row.old}", 2, width)
    edited = f"{field}: {row.old or NOTHING} → {row.new or NOTHING}"
    if row.kind not in {Kind.TASK, Kind.INDICATOR}:
        cited = short_date(thing.date) + (f" [{thing.id}]" if thing.id else "")
        edited = f"{what} {cited}, {edited[0].lower()}{edited[1:]}"
    return paint.indented(edited, 2, width)
