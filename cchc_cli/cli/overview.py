"""``cchc`` alone: one screen of what matters now, or how to begin where there is no plan yet."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cchc_cli.cli import edge
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from cchc_cli.cli.paint import Line, Styled
    from cchc_cli.cli.session import Session
    from cchc_cli.domain.standing import Standing

MOST_ROWS = 8
_MOST_FILES = 3
# Documents a plan is usually kept in, the likeliest first; the rest of what can be imported may be anything.
_DOCUMENTS = (".docx", ".xlsx", ".xls", ".docm")


def show(as_of: str | None, known_on: str | None, plan: str | None, year: int | None) -> None:
    """Show what is overdue, due soon, not reported, and which report comes next.

    Where there is no plan to be found, say how to get one and leave with code 2: nothing was answered.
    """
    from cchc_cli.cli import paint
    from cchc_cli.cli.session import Asked, open_plan

    try:
        session = open_plan(Asked(plan, year, as_of, known_on))
    except Refused:
        if plan or os.environ.get("CCHC_PLAN") or has_plan(Path.cwd()):
            raise
        for line in beginning(Path.cwd()):
            edge.talk(line)
        raise typer.Exit(edge.REFUSED) from None
    paint.show(page(session))
    session.finish()


def has_plan(start: Path) -> bool:
    """Say whether there is a plan from a folder upwards."""
    from cchc_cli.store.workspace import is_plan

    for folder in (start, *start.parents):
        try:
            if is_plan(folder) or any(is_plan(inner) for inner in (folder / "plan").iterdir()):
                return True
        except OSError:
            continue
    return False


def beginning(folder: Path) -> list[str]:
    """Return how to get a plan: from the documents that lie in the folder, if any."""
    names = documents(folder) or ["TỆP"]
    steps = [("Nhập từ tệp có sẵn" if not at else "", f"cchc import {name}") for at, name in enumerate(names)]
    steps += [
        ("Soạn kế hoạch mới", "cchc init"),
        ("Kế hoạch ở nơi khác", "cchc --plan THƯ_MỤC"),
        ("Lần đầu sử dụng", "cchc huong-dan bat-dau"),
    ]
    return ["Thư mục này chưa có kế hoạch nào. Có thể bắt đầu bằng một trong các lệnh:",
            *(f"  {what:<21}{command}" for what, command in steps)]  # fmt: skip


def documents(folder: Path) -> list[str]:
    """Return the documents of a folder as they are typed, those that speak of a plan first."""
    from cchc_cli.domain.text import fold

    def likelihood(name: str) -> tuple[bool, int, str]:
        words = fold(name).replace("-", " ").replace("_", " ")
        ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 (a name, not a path)
        return ("ke hoach" not in words and "cchc" not in words, _DOCUMENTS.index(ending), words)

    try:
        found = [each.name for each in folder.iterdir() if each.suffix.lower() in _DOCUMENTS and each.is_file()]
    except OSError:
        return []
    names = sorted((name for name in found if not name.startswith(("~$", "."))), key=likelihood)[:_MOST_FILES]
    return [f'"{edge.visible(name)}"' if " " in name else edge.visible(name) for name in names]


def page(session: Session) -> list[Line]:
    """Return the screen."""
    from cchc_cli.cli import paint
    from cchc_cli.domain import wording
    from cchc_cli.domain.query import Query, arrange, select
    from cchc_cli.domain.vocabulary import State, short_date

    plan, width = session.plan, paint.page_width()
    head = f"Kế hoạch {plan.number} ngày {short_date(plan.date)}"
    lines: list[Line] = [
        *paint.flow([(head, "strong"), (wording.moment(session.moment), "dim")], width),
        *paint.indented(plan.subject or plan.agency.name, 0, width, most=2),
        paint.rule(width),
    ]
    own = [row for row in session.standings if not row.outside]
    overdue = arrange(select(own, Query(overdue=True), plan.register), "worst")
    soon = arrange(select(own, Query(due_within=30), plan.register), "due")
    stale = [row for row in own if row.state is State.STALE]
    outside = [row for row in session.standings if row.outside and row.state in {State.OVERDUE, State.LATE_START}]
    lines += _group("QUÁ HẠN", "late", overdue, width, "cchc list --overdue")
    lines += _group("SẮP ĐẾN HẠN trong 30 ngày", "soon", soon, width, "cchc list --due-soon")
    lines += _named("CHƯA BÁO CÁO KẾT QUẢ TRONG KỲ", stale, width, "cchc list --state stale")
    if outside:
        lines += _group("QUÁ HẠN, do cơ quan ngoài chủ trì", "head", outside, width, "cchc list --overdue")
    if not (overdue or soon or stale):
        lines += [[("Không có việc nào quá hạn, sắp đến hạn hay chậm báo cáo.", "good")], []]
    lines += [*paint.flow(_next_report(session), width, gap=" "), []]
    lines += _to_fill(session.loaded.directory, width)
    figures = session.figures
    lines += paint.indented(wording.totals(figures) + f". Đã hoàn thành {figures.completion}.", 0, width, style="dim")
    helps = "Xem một việc: cchc show MÃ · Vì sao: cchc explain MÃ · Trợ giúp: cchc --help"
    lines += paint.indented(helps, 0, width, style="dim")
    return lines


def _group(title: str, style: str, rows: list[Standing], width: int, command: str) -> list[Line]:
    from cchc_cli.cli import cards, paint

    if not rows:
        return []
    indent = max(cards.indent_of(rows), 7)
    lines: list[Line] = paint.flow([(f"{title} {len(rows)}", style)], width)
    lines += [cards.brief(row, indent, width) for row in rows[:MOST_ROWS]]
    if len(rows) > MOST_ROWS:
        lines += paint.indented(f"… và {len(rows) - MOST_ROWS} việc nữa: {command}", indent, width, style="dim")
    return [*lines, []]


def _named(title: str, rows: list[Standing], width: int, command: str) -> list[Line]:
    """Return rows by their ids alone: there are many of them and each has all period to report."""
    from cchc_cli.cli import paint

    if not rows:
        return []
    ids = ", ".join(row.task.id for row in rows)
    head = paint.flow([(f"{title} {len(rows)}", "soon"), (command, "dim")], width)
    return [*head, *paint.indented(ids, 0, width, most=3), []]


def _to_fill(directory: Path, width: int) -> list[Line]:
    """Say where the plan still holds stand-ins that a person is to replace, as ``import`` and ``init`` mark them."""
    from cchc_cli.cli import paint
    from cchc_cli.store.stand_ins import stand_ins

    found: dict[str, list[str]] = {}
    for name, at in stand_ins(directory):
        found.setdefault(name, []).append(str(at))
    if not found:
        return []
    amount = sum(map(len, found.values()))
    where = "; ".join(f"{name} dòng {', '.join(lines)}" for name, lines in found.items())
    head = paint.flow(
        [(f"CÒN PHẢI ĐIỀN {amount}", "soon"), ("chỗ có chữ ĐIỀN; sửa xong chạy: cchc validate", "dim")], width
    )
    return [*head, *paint.indented(where, 0, width, most=3), []]


def _next_report(session: Session) -> list[Styled]:
    from cchc_cli.domain.vocabulary import short_date
    from cchc_cli.domain.windows import next_report

    as_of = session.moment.as_of
    report = next_report(session.plan.year, on=as_of, reporting=session.plan.reporting)
    if report is None:
        return [("Báo cáo của năm: đã qua ngày chốt số liệu của mọi kỳ.", "")]
    left = (report.end - as_of).days
    when = f"còn {left} ngày" if left else "hôm nay"
    sending = f", gửi trước hết ngày {short_date(report.send_by)}" if report.send_by else ""
    return [("Báo cáo tới:", ""), (f"{report.title},", "strong"),
            (f"chốt số liệu {short_date(report.end)} ({when}){sending}", "")]  # fmt: skip
