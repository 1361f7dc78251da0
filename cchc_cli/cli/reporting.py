"""``cchc report``: the periodic reports, the plan and the task table as documents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli.cli import edge, onward
from cchc_cli.cli.documents import AsFormat, DocumentFormat, Overwrite, Template, deliver, format_of
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
from cchc_cli.cli.report_talk import talk_of_report, talk_of_writing
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from cchc_cli.cli.session import Session
    from cchc_cli.domain.model import ReportFile
    from cchc_cli.domain.reporting.values import Values
    from cchc_cli.domain.windows import Report, Unit
    from cchc_cli.report.document import Document


class Preset(StrEnum):
    """The reporting regimes."""

    CCHC = "cchc"
    ND09 = "nd09"
    CALENDAR = "calendar"


RegimeOption = Annotated[
    Preset | None,
    typer.Option("--preset", help="Chế độ báo cáo: cchc bốn kỳ một năm, nd09 theo Nghị định 09/2019, calendar theo lịch.", show_default=False),
]  # fmt: skip
Skeleton = Annotated[
    bool, typer.Option("--skeleton", help="Lập tệp reports/KỲ.yaml với các mục cần người viết, không lập văn bản.")
]


def report() -> None:
    """Lập báo cáo định kỳ, bản kế hoạch và bảng tiến độ.

    Ví dụ:
      cchc report quarterly --quarter 1
      cchc report annual --format pdf
      cchc report check 2020-Q1
    """


def quarterly(
    quarter: Annotated[int | None, typer.Option("--quarter", min=1, max=4, metavar="1-4", help="Quý; mặc định kỳ vừa chốt số liệu.", show_default=False)] = None,
    skeleton: Skeleton = False,
    preset: RegimeOption = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    format: AsFormat = None,  # noqa: A002 - the option's name is the user's word
    template: Template = None,
    output: Output = None,
    force: Overwrite = False,
) -> None:  # fmt: skip
    """Lập báo cáo quý.

    Ví dụ:
      cchc report quarterly
      cchc report quarterly --quarter 1 --year 2020 --format html -o quy-1.html
    """
    asked = _Asked(plan, year, as_of, known_on, preset, rev)
    _refuse_writing_into_the_past(skeleton, rev)
    _make(_open(asked, "quarter", quarter), skeleton, format_of(format, output), template, output, force)


def half_year(
    half: Annotated[int | None, typer.Option("--half", min=1, max=2, metavar="1-2", help="Nửa năm; mặc định kỳ vừa chốt số liệu.", show_default=False)] = None,
    skeleton: Skeleton = False,
    preset: RegimeOption = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    format: AsFormat = None,  # noqa: A002 - as above
    template: Template = None,
    output: Output = None,
    force: Overwrite = False,
) -> None:  # fmt: skip
    """Lập báo cáo 6 tháng.

    Ví dụ:
      cchc report half-year --skeleton
      cchc report half-year --year 2020 --format pdf
    """
    asked = _Asked(plan, year, as_of, known_on, preset, rev)
    _refuse_writing_into_the_past(skeleton, rev)
    _make(_open(asked, "half", half), skeleton, format_of(format, output), template, output, force)


def annual(
    skeleton: Skeleton = False,
    preset: RegimeOption = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    format: AsFormat = None,  # noqa: A002 - as above
    template: Template = None,
    output: Output = None,
    force: Overwrite = False,
) -> None:
    """Lập báo cáo năm, kèm đánh giá khi hết năm.

    Ví dụ:
      cchc report annual --skeleton
      cchc report annual --year 2020 --format pdf
    """
    asked = _Asked(plan, year, as_of, known_on, preset, rev)
    _refuse_writing_into_the_past(skeleton, rev)
    _make(_open(asked, "year", None), skeleton, format_of(format, output), template, output, force)


def tasks(
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
    format: AsFormat = None,  # noqa: A002 - as above
    template: Template = None,
    output: Output = None,
    force: Overwrite = False,
) -> None:
    """Lập bảng tiến độ từng nhiệm vụ; lọc như lệnh list.

    Ví dụ:
      cchc report tasks --as-of 30/6/2020
      cchc report tasks --unit "Văn phòng" --overdue -o van-phong.docx
    """
    from cchc_cli.cli.rows import contract
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain.query import select
    from cchc_cli.report.task_table import tasks_document

    session = open_plan(Asked(plan, year, as_of, known_on, rev))
    session.require_sound()
    query = query_of(
        session, overdue=overdue, due_within=days if due_soon else None, state=state, unit=unit, leader=leader,
        section=section, area=area, kind=kind, search=search,
    )  # fmt: skip
    rows = select(session.standings, query, session.plan.register, session.moment.as_of)
    document = tasks_document(tuple(rows), session.plan, session.moment)
    deliver(document, format_of(format, output), output, force=force, template=template, data=contract(session, rows))


def plan_document(
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    format: AsFormat = None,  # noqa: A002 - as above
    template: Template = None,
    output: Output = None,
    force: Overwrite = False,
) -> None:
    """Lập lại bản kế hoạch như đã ký: nội dung và phụ lục.

    Ví dụ:
      cchc report plan
      cchc report plan --format pdf -o ke-hoach.pdf
    """
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.report.contract import plan_contract
    from cchc_cli.report.plan_document import plan_document as compose

    session = open_plan(Asked(plan, year, rev=rev), quiet=rev is None)
    session.require_sound()
    document = compose(session.plan)
    deliver(
        document, format_of(format, output), output, force=force, template=template, data=plan_contract(session.plan)
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the options of a report command say, as typed."""

    plan: str | None
    year: int | None
    as_of: str | None
    known_on: str | None
    preset: Preset | None
    rev: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A report opened: its window, its values, what people wrote for it."""

    session: Session
    report: Report
    values: Values
    written: ReportFile | None

    def document(self) -> Document:
        """Return the report as a document."""
        from cchc_cli.report.report_document import report_document
        from cchc_cli.store.statistics import statistics_of

        return report_document(self.values, self.written, statistics_of(self.session.loaded.sources))


def _refuse_writing_into_the_past(skeleton: bool, rev: str | None) -> None:
    if skeleton and rev is not None:
        raise Refused("--skeleton ghi vào kế hoạch đang sửa nên không dùng cùng --rev.", "Bỏ một trong hai.")


def _open(asked: _Asked, unit: Unit, number: int | None) -> Opened:
    """Open the report of a quarter, a half-year or the year."""
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain.windows import choose, code_of, title_of

    session = open_plan(Asked(asked.plan, asked.year, asked.as_of, asked.known_on, asked.rev), quiet=True)
    session.require_sound()
    own, session = session, regime(session, asked.preset.value if asked.preset else "")
    reporting = session.plan.reporting
    year = session.plan.year
    chosen = choose(year, unit, number, on=session.moment.as_of, reporting=reporting)
    if chosen is None:
        raise Refused(f"Chế độ báo cáo của kế hoạch không có kỳ {title_of(code_of(unit, year, number or 1))}.",
                      "Xem các kỳ bằng “cchc report list”.")  # fmt: skip
    if number is not None and chosen.code != code_of(unit, year, number):
        edge.talk(
            f"Chế độ báo cáo cải cách hành chính không có báo cáo {title_of(code_of(unit, year, number))}: "
            f"lập báo cáo {chosen.title} (Công văn 581/BNV-CCHC)."
        )
    other = asked.preset is not None and not _is_as_issued(chosen, own)
    return open_report(session, chosen, draft=bool(asked.as_of or asked.known_on) or other)


def regime(session: Session, preset: str) -> Session:
    """Return the session with the reporting regime asked for in place of the plan's own; empty for no other."""
    if not preset:
        return session
    reporting = replace(session.plan.reporting, preset=preset, windows=())
    return replace(session, plan=replace(session.plan, reporting=reporting))


def _is_as_issued(report: Report, session: Session) -> bool:
    """Whether a report asked for under some regime has the window it was issued with, if it was issued."""
    from cchc_cli.domain.windows import reports

    plan = session.plan
    usual = next((each for each in reports(plan.year, plan.reporting) if each.code == report.code), report)
    issued = issued_window(usual, plan.reports.get(report.code), session)
    return (issued.start, issued.end) == (report.start, report.end)


def _regime_of(written: ReportFile, session: Session) -> str:
    """Return the regime a report was issued under, else the plan's."""
    return (written.seal.preset if written.seal else "") or session.plan.reporting.preset


def issued_window(report: Report, written: ReportFile | None, session: Session) -> Report:
    """Return the window of a report as it was when the report was issued, where the plan has changed its regime since."""
    from cchc_cli.domain.windows import reports

    if written is None or written.seal is None or _regime_of(written, session) == session.plan.reporting.preset:
        return report
    issued = regime(session, written.seal.preset).plan
    return next((each for each in reports(issued.year, issued.reporting) if each.code == report.code), report)


def open_report(session: Session, report: Report, *, draft: bool = False) -> Opened:
    """Work out a report: as issued where it is sealed, unless a ``draft`` for another moment is asked for."""
    from cchc_cli.domain.model import Moment
    from cchc_cli.domain.reporting.compile import compile_report
    from cchc_cli.domain.reporting.sealed import sealed_plan

    written = session.plan.reports.get(report.code)
    plan, moment = session.plan, session.moment
    if written is not None and draft:
        written = replace(written, seal=None)
    seal = written.seal if written else None
    if seal is not None:
        report = issued_window(report, written, session)
        plan, moment = sealed_plan(plan, seal), Moment(seal.state_date, seal.known_on)
    return Opened(session, report, compile_report(plan, report, moment, session.calendar), written)


def _make(
    opened: Opened, skeleton: bool, form: DocumentFormat, template: str | None, output: str | None, force: bool
) -> None:
    """Write the report, or the file its texts are written in."""
    from cchc_cli.report.contract import report_contract
    from cchc_cli.report.document import places

    onward.tell(code=opened.report.code)
    if skeleton:
        _write_skeleton(opened)
        return
    _require_begun(opened)
    document = opened.document()
    empty = places(document)
    talk_of_report(opened)
    data: dict[str, Any] = report_contract(opened.values, opened.written, empty)
    deliver(document, form, output, force=force, template=template, data=data)
    talk_of_writing(opened, empty)


def _require_begun(opened: Opened) -> None:
    from cchc_cli.domain.vocabulary import short_date

    report = opened.report
    if opened.values.moment.as_of < report.start:
        raise Refused(
            f"Kỳ báo cáo {report.title} chưa bắt đầu: số liệu tính từ ngày {short_date(report.start)}.",
            "Chọn kỳ khác, hoặc ngày khác bằng --as-of.",
        )


def _write_skeleton(opened: Opened) -> None:
    """Write the file of texts beside the plan's other files; a revision has no file to write."""
    from cchc_cli.report.known_lines import heading_notes
    from cchc_cli.report.report_document import report_document
    from cchc_cli.store.report_files import write_skeleton
    from cchc_cli.store.statistics import statistics_of

    directory = opened.session.loaded.directory
    form = statistics_of(opened.session.loaded.sources)
    notes = heading_notes(opened.values.plan, report_document(opened.values, None, form).blocks)
    written = write_skeleton(directory, opened.report.code, opened.report.title, notes, tuple(form.rows()))
    file = f"reports/{opened.report.code}.yaml"
    if written.created:
        edge.talk(f"Đã lập tệp {file}: viết vào các mục còn trống rồi lập lại báo cáo {opened.report.title}.")
    elif written.added:
        edge.talk(f"Đã thêm {len(written.added)} mục còn thiếu vào tệp {file}.")
    else:
        edge.talk(f"Tệp {file} đã có đủ các mục; giữ nguyên.")
