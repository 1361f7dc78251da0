"""``cchc export``: the plan in the formats of other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.documents import Overwrite
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
from cchc_cli.cli.options import AsOf, KnownOn, Output, PlanDir, Rev, Year

if TYPE_CHECKING:
    from cchc_cli.cli.session import Session
    from cchc_cli.domain.query import Query
    from cchc_cli.domain.standing import Standing
    from cchc_cli.exchange.rows import Export


class ExportFormat(StrEnum):
    """What a plan is exported as."""

    ICS = "ics"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    DOCX = "docx"
    YAML_DOC = "yaml-doc"
    PARQUET = "parquet"


_ENDINGS = {
    ".ics": ExportFormat.ICS,
    ".xlsx": ExportFormat.XLSX,
    ".csv": ExportFormat.CSV,
    ".json": ExportFormat.JSON,
    ".docx": ExportFormat.DOCX,
    ".yaml": ExportFormat.YAML_DOC,
    ".yml": ExportFormat.YAML_DOC,
}
_READABLE = frozenset({ExportFormat.CSV, ExportFormat.JSON, ExportFormat.YAML_DOC})

_SIGNED = frozenset({ExportFormat.XLSX, ExportFormat.DOCX})
"""The formats with a place for the mark of files made here; in the others it would be data."""


def export(
    format: Annotated[ExportFormat | None, typer.Option("--format", help="Dạng xuất; mặc định theo đuôi tệp sau -o, không có thì ics (lịch).", show_default=False)] = None,  # noqa: A002 - the option's name is the user's word
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
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    output: Output = None,
    force: Overwrite = False,
) -> None:  # fmt: skip
    """Xuất nhiệm vụ sang Excel, CSV, Word, JSON, YAML, Parquet, hoặc thời hạn sang lịch (.ics); lọc như lệnh list.

    Ví dụ:
      cchc export --format xlsx
      cchc export --unit "Văn phòng" --overdue -o van-phong.xlsx
      cchc export --format ics -o lich.ics
      cchc export --format parquet -o kho-cchc
    """
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain.query import select

    form = _format_of(format, output)
    session = open_plan(Asked(plan, year, as_of, known_on, rev))
    session.require_sound()
    query = query_of(
        session, overdue=overdue, due_within=days if due_soon else None, state=state, unit=unit, leader=leader,
        section=section, area=area, kind=kind, search=search,
    )  # fmt: skip
    if form is ExportFormat.PARQUET:
        _part(session, query, output, force=force)
        return
    rows = select(session.standings, query, session.plan.register, session.moment.as_of)
    if form is ExportFormat.ICS:
        _calendar(session, rows, query, output, force=force)
    else:
        _rows(session, rows, form, output, force=force)


def _part(session: Session, query: Query, output: str | None, *, force: bool) -> None:
    """Publish the plan in a dataset of many: all of it, since its figures are counted from there."""
    from cchc_cli.cli.laking import publish_plan
    from cchc_cli.domain.query import Query as Conditions
    from cchc_cli.domain.refusal import Refused

    if query != Conditions():
        raise Refused("Dữ liệu Parquet luôn gồm cả kế hoạch.", "Bỏ các điều kiện lọc khi xuất dạng parquet.")
    publish_plan(session, output, force=force)


def _format_of(asked: ExportFormat | None, output: str | None) -> ExportFormat:
    """Return the format asked for, else the one the file's ending names, else a calendar."""
    from cchc_cli.domain.refusal import Refused

    if asked is not None:
        return asked
    path = Path(output) if output else Path()
    found = _ENDINGS.get(path.suffix.casefold())
    if found is None and path.suffix and not path.is_dir():
        raise Refused(
            f"Đuôi tệp “{path.name}” không cho biết dạng xuất.",
            "Dùng đuôi .xlsx, .csv, .json, .docx, .yaml hoặc .ics, hay thêm --format.",
        )
    return found or ExportFormat.ICS


def _calendar(session: Session, rows: list[Standing], query: Query, output: str | None, *, force: bool) -> None:
    from cchc_cli.cli import output as written
    from cchc_cli.domain.query import Query as Conditions
    from cchc_cli.exchange.ics import write_calendar
    from cchc_cli.exchange.plan_calendar import calendar_name, plan_events

    asked = query.unit
    events = plan_events(
        session.plan, rows, reports=query == Conditions(), outside=asked is not None and asked.outside,
        moment=session.moment,
    )  # fmt: skip
    if not events:
        edge.talk("Không có ngày nào để ghi vào lịch.")
        return
    name = calendar_name(session.plan) + (f" - {asked.name}" if asked else "")
    text = write_calendar(events, name=name)
    path = written.deliver_document(text.encode(), output, f"lich-cchc-{session.plan.year}.ics", force=force)
    edge.talk(f"Đã lập {path}: {len(events)} ngày.")


def _rows(session: Session, rows: list[Standing], form: ExportFormat, output: str | None, *, force: bool) -> None:
    from cchc_cli.cli import output as written
    from cchc_cli.domain.amended import plan_at
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.exchange.rows import export_of

    made = export_of(plan_at(session.plan, session.moment), rows, session.moment)
    if not made.rows:
        edge.talk("Không có mục nào phù hợp.")
    if output == "-":
        if form not in _READABLE:
            raise Refused(f"Tệp dạng {form.value} không đưa ra màn hình được.", "Đặt tên tệp sau -o, hoặc bỏ -o.")
        edge.out(_text(made, form, ascii_only=written.ascii_only()).rstrip("\n"))
        return
    ending = "yaml" if form is ExportFormat.YAML_DOC else form.value
    name = f"nhiem-vu-{session.plan.year}-{session.moment.as_of.isoformat()}.{ending}"
    content = _content(made, rows, form)
    if form in _SIGNED:
        path = written.deliver_document(content, output, name, force=force)
    else:
        path = _put_plain(content, output, name, force=force)
    edge.talk(f"Đã lập {path}: {len(rows)} mục.")


def _put_plain(content: bytes, output: str | None, name: str, *, force: bool) -> Path:
    """Write a file of data, which no mark is put in: any other file there already stays, unless with ``force``."""
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.store.lock import put

    path = Path(output or name)
    if path.is_dir():
        path /= name
    if not path.parent.exists():
        raise Refused(f"Chưa có thư mục “{path.parent}”.", "Tạo thư mục trước, hoặc chọn nơi khác bằng -o.")
    try:
        if path.exists() and not force and path.read_bytes() != content:
            raise Refused(f"Tệp “{path}” đã có, nội dung khác.", "Chọn tên khác bằng -o, hoặc thêm --force để ghi đè.")
        put(path, content)
    except OSError as error:
        raise Refused(
            f"Không ghi được tệp “{path}”.", "Đóng tệp nếu đang mở trong chương trình khác; kiểm tra quyền ghi."
        ) from error
    return path


def _content(made: Export, rows: list[Standing], form: ExportFormat) -> bytes:
    if form is ExportFormat.XLSX:
        from cchc_cli.exchange.workbook import workbook

        return workbook(made)
    if form is ExportFormat.DOCX:
        from cchc_cli.report.export_table import export_document
        from cchc_cli.report.word import word

        return word(export_document(rows, made.plan, made.moment))
    return _text(made, form, ascii_only=False).encode("utf-8-sig" if form is ExportFormat.CSV else "utf-8")


def _text(made: Export, form: ExportFormat, *, ascii_only: bool) -> str:
    if form is ExportFormat.CSV:
        from cchc_cli.cli.output import as_csv

        head = [heading.title for heading in made.headings]
        return as_csv(head, [[row.text(heading) for heading in made.headings] for row in made.rows]) + "\n"
    from cchc_cli.exchange.rows import contract

    if form is ExportFormat.JSON:
        import json

        return json.dumps(contract(made), ensure_ascii=ascii_only, indent=2) + "\n"
    from cchc_cli.exchange.yaml_document import yaml_document

    return yaml_document(contract(made))
