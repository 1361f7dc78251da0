"""``cchc list``: rows with their state at a date."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.filters import (
    Area,
    Days,
    DueSoon,
    KindName,
    Leader,
    Overdue,
    Search,
    SectionName,
    StateName,
    UnitName,
    query_of,
)  # fmt: skip
from cchc_cli.cli.options import AsOf, Format, KnownOn, Output, PlanDir, Rev, RowFormat, Year

if TYPE_CHECKING:
    from cchc_cli.cli.paint import Line
    from cchc_cli.cli.session import Session
    from cchc_cli.domain.query import Query
    from cchc_cli.domain.standing import Standing


class Sort(StrEnum):
    """The orders of a list."""

    PLAN = "plan"
    WORST = "worst"
    DUE = "due"
    UNIT = "unit"
    STATE = "state"


def list_tasks(
    directories: Annotated[list[str] | None, typer.Argument(metavar="[THƯ_MỤC...]", help="Nơi có nhiều kế hoạch, dùng với --all.", show_default=False)] = None,
    overdue: Overdue = False,
    due_soon: DueSoon = False,
    days: Days = 30,
    state: StateName = None,
    unit: UnitName = None,
    leader: Leader = None,
    section: SectionName = None,
    area: Area = None,
    kind: KindName = None,
    search: Search = None,
    sort: Annotated[Sort | None, typer.Option("--sort", help="Thứ tự.", show_default=False)] = None,
    columns: Annotated[str | None, typer.Option("--columns", metavar="CỘT,CỘT", help="Các cột của bảng (tsv, csv, md).", show_default=False)] = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    format: RowFormat = None,  # noqa: A002 - the option's name is the user's word
    everywhere: Annotated[bool, typer.Option("--all", help="Mọi kế hoạch trong các thư mục, xếp theo cơ quan.")] = False,
    output: Output = None,
) -> None:  # fmt: skip
    """Liệt kê nhiệm vụ với tình trạng tính đến một ngày.

    Ví dụ:
      cchc list --overdue --as-of 30/6/2020
      cchc list --unit "Văn phòng" --state stale --format csv -o van-phong.csv
      cchc list --all /srv/ke-hoach --overdue
    """
    order: Any = (sort or (Sort.WORST if overdue else Sort.PLAN)).value
    form = chosen_format(format, output)
    filters: dict[str, Any] = {
        "overdue": overdue, "due_within": days if due_soon else None, "state": state, "unit": unit, "leader": leader,
        "section": section, "area": area, "kind": kind, "search": search,
    }  # fmt: skip
    if everywhere or directories:
        from cchc_cli.cli.listing_all import list_everywhere

        _require_directories(directories, plan, everywhere=everywhere)
        list_everywhere(
            directories or [], filters, sort=order, form=form, columns=columns, asked=(as_of, known_on, rev, year),
            output=output,
        )  # fmt: skip
        return

    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain.query import arrange, select

    session = open_plan(Asked(plan, year, as_of, known_on, rev))
    query = query_of(session, **filters)
    rows = arrange(select(session.standings, query, session.plan.register, session.moment.as_of), order)
    _write(session, rows, query, form, columns, output)
    session.finish()


def _require_directories(directories: list[str] | None, plan: str | None, *, everywhere: bool) -> None:
    from cchc_cli.domain.refusal import Refused

    if not everywhere:
        raise Refused(f"Không rõ “{(directories or [''])[0]}” là gì.", "Kê nhiều kế hoạch: cchc list --all THƯ_MỤC.")
    if not directories:
        raise Refused("Cần nêu thư mục sau --all.", "Ví dụ: cchc list --all /srv/ke-hoach --overdue.")
    if plan is not None:
        raise Refused("Tùy chọn --plan và --all không dùng cùng nhau.", "Bỏ một trong hai.")


def chosen_format(asked: Format | None, output: str | None) -> Format:
    """Return the format asked for, else what suits the place the rows go to."""
    if asked is not None:
        return asked
    ending = (output or "").rpartition(".")[2]
    if output and ending in set(Format):
        return Format(ending)
    return Format.TABLE if edge.is_terminal() and output is None else Format.TSV


def _write(
    session: Session, rows: list[Standing], query: Query, form: Format, columns: str | None, output: str | None
) -> None:
    from cchc_cli.cli import output as written
    from cchc_cli.cli.rows import COLUMNS, cell, columns_named, contract
    from cchc_cli.domain.query import Query

    if form is Format.JSON:
        written.deliver(written.as_json(contract(session, rows)), output)
        return
    named = columns_named(columns)
    if form is Format.TABLE:
        from cchc_cli.cli import paint

        lines = page(session, rows, query)
        if output is None:
            paint.show(lines)
        else:
            written.deliver("\n".join(map(paint.plain, lines)), output)
        return
    cells = [[cell(row, column) for column in named] for row in rows]
    if not rows:
        edge.talk("Không có mục nào phù hợp." if query != Query(overdue=True) else _none_overdue(session))
    head = [COLUMNS[column] for column in named]
    match form:
        case Format.CSV:
            written.deliver(written.as_csv(head, cells), output, spreadsheet=True)
        case Format.MD:
            written.deliver(written.as_markdown(head, cells), output)
        case _ if cells or output:
            written.deliver(written.as_tsv(cells), output)


def page(session: Session, rows: list[Standing], query: Query) -> list[Line]:
    """Return a list as cards, with the counts of the whole plan above and below."""
    from cchc_cli.cli import cards, paint
    from cchc_cli.domain import wording
    from cchc_cli.domain.query import Query

    width = paint.page_width()
    figures = session.figures
    title = "QUÁ HẠN" if query.overdue else "SẮP ĐẾN HẠN" if query.due_within is not None else "DANH SÁCH"
    own = [row for row in rows if not row.outside]
    outside = [row for row in rows if row.outside]
    soon = sum(row.due_soon and not row.outside for row in session.standings)
    counted: list[tuple[str, str]] = [
        (f"{title} {len(own)}", "late" if query.overdue and own else "strong"),
        *([] if query.due_within is not None else [(f"sắp đến hạn {soon}", "soon" if soon else "")]),
        (f"đã xong {figures.done}/{figures.completion.whole}", "good"),
        (wording.moment(session.moment), "dim"),
    ]
    lines: list[Line] = [*paint.flow(counted, width), paint.rule(width)]
    if not rows:
        only_overdue = query == Query(overdue=True)
        said = _none_overdue(session) if only_overdue else "Không có mục nào phù hợp."
        lines += [*paint.indented(said, 0, width), []]
    indent = cards.indent_of(rows)
    for group, heading in (
        (own, ""),
        (outside, f"Do cơ quan ngoài chủ trì {len(outside)} (kê riêng, không tính vào tỷ lệ)"),
    ):
        if group and heading:
            lines += [*paint.indented(heading, 0, width, style="head"), []]
        for row in group:
            lines += [*cards.card(row, indent, width), []]
    lines += _sums(wording.totals(figures), wording.official(figures), width)
    if rows:
        lines += paint.indented(_next_step(rows[0]), 0, width, style="dim")
    return lines


def _next_step(row: Standing) -> str:
    """Return the line that helps most after a list: how to see why, and how to record on its first row."""
    from cchc_cli.domain.deadline import Kind
    from cchc_cli.domain.vocabulary import DONE, State

    task_id = row.task.id
    why = f"Vì sao: cchc explain {task_id}"
    if row.outside or row.state in DONE or row.task.is_indicator:
        return why
    if row.state is State.WAITING:
        return f"{why} · Ấn định hạn: cchc extend {task_id} NGÀY --basis CĂN_CỨ"
    repeats = set(row.kinds) <= {Kind.EVERY, Kind.ONGOING, Kind.FROM, Kind.ADHOC}
    return f"{why} · Ghi: " + (f'cchc result {task_id} "..."' if repeats else f"cchc done {task_id}")


def _sums(totals: str, official: tuple[str, str], width: int) -> list[Line]:
    from cchc_cli.cli import paint

    lines: list[Line] = [*paint.indented(totals + ".", 0, width, style="dim")]
    for sentence in official:
        if sentence:
            lines += paint.indented(sentence, 0, width, style="dim")
    return lines


def _none_overdue(session: Session) -> str:
    from cchc_cli.domain.vocabulary import short_date

    return f"Tính đến {short_date(session.moment.as_of)} không có việc nào quá hạn."
