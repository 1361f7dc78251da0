"""``cchc report issue``, ``list`` and ``check``: what has been reported, and what is missing before signing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import Format, KnownOn, Output, Plain, PlanDir, RowFormat, Year
from cchc_cli.cli.reporting import Opened, issued_window, open_report, regime
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from cchc_cli.cli.paint import Line
    from cchc_cli.cli.session import Session
    from cchc_cli.domain.model import Seal
    from cchc_cli.domain.reporting.lacks import Lack
    from cchc_cli.domain.windows import Report

PeriodName = Annotated[str, typer.Argument(metavar="KỲ", help="Kỳ báo cáo: 2020-Q1, 2020-H1, 2020-Q3, 2020.")]
MOST_IDS = 12


def issue(
    period: PeriodName,
    number: Annotated[str | None, typer.Option("--number", metavar="SỐ", help="Số, ký hiệu: 12/BC-KCNĐN.", show_default=False)] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="NGÀY", help="Ngày ban hành; mặc định hôm nay.", show_default=False)] = None,
    signer: Annotated[str | None, typer.Option("--signer", metavar="TÊN", help="Người ký; mặc định người ký kế hoạch.", show_default=False)] = None,
    sent: Annotated[str | None, typer.Option("--sent", metavar="NGÀY", help="Ngày đã gửi.", show_default=False)] = None,
    known_on: KnownOn = None,
    again: Annotated[bool, typer.Option("--again", help="Chốt lại báo cáo đã ban hành: thay số liệu đã chốt.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Vẫn chốt dù kỳ chưa kết thúc hoặc còn chỗ chưa viết.")] = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:  # fmt: skip
    """Chốt báo cáo đã ban hành: số, ngày, người ký, số liệu.

    Về sau lập lại vẫn ra đúng số liệu này; những gì ghi muộn được kê riêng.

    Ví dụ:
      cchc report issue 2020-Q1 --number 12/BC-KCNĐN --date 18/3/2020
      cchc report issue 2020-Q1 --sent 19/3/2020
    """
    from cchc_cli.cli.session import Asked, open_plan, typed_date
    from cchc_cli.store import report_files

    day, sent_on = typed_date(date, "--date"), typed_date(sent, "--sent")
    session = open_plan(Asked(plan, year, None, known_on), quiet=True)
    session.require_sound()
    report = named(session, period)
    directory = session.loaded.directory
    written = session.plan.reports.get(report.code)
    issued_on = written.seal.date if written and written.seal else None
    if number is None and sent_on is not None and issued_on is not None:
        _require_days(issued_on, sent_on)
        report_files.set_sent(directory, report.code, sent_on)
        edge.talk(f"Đã ghi ngày gửi báo cáo {report.title}.")
        return
    if not (number and number.strip()):
        raise Refused("Chưa có số báo cáo.", "Thêm --number, ví dụ --number 12/BC-KCNĐN.")
    if written is not None and written.seal is not None and not again:
        raise Refused(
            f"Báo cáo {report.title} đã ban hành: số {written.seal.number}.",
            "Thêm --again nếu phải chốt lại; ngày gửi thì ghi bằng --sent.",
        )
    day = day or edge.today()
    _require_days(day, sent_on)
    opened = open_report(session, report, draft=True)
    if not force:
        _require_ready(opened, day)
    seal = _sealed(opened, _line("Số báo cáo", number), day, _line("Tên người ký", signer or ""))
    report_files.seal(directory, report.code, seal, again=again)
    if sent_on is not None:
        report_files.set_sent(directory, report.code, sent_on)
    edge.talk(f"Đã chốt báo cáo {report.title}: số {seal.number}. {_how_to_make(report)}".rstrip())


def named(session: Session, period: str) -> Report:
    """Return the report a period names, with or without its year; raise Refused where the plan owes none."""
    year = session.plan.year
    word = period.strip().upper()
    owed = {report.code: report for report in _listed(session)}
    found = owed.get(word) or owed.get(f"{year}-{word}")
    if found is None:
        raise Refused(f"Kế hoạch năm {year} không có kỳ báo cáo “{period}”.", f"Các kỳ: {', '.join(owed)}.")
    return found


def _require_days(issued: dt.date, sent: dt.date | None) -> None:
    """Refuse days that have not come, and a day of sending before that of issuing."""
    from cchc_cli.domain.vocabulary import short_date

    for name, day in (("ban hành", issued), ("gửi", sent)):
        if day is not None and day > edge.today():
            raise Refused(f"Ngày {name} {short_date(day)} chưa đến.", "Ghi khi đã ký, đã gửi; xem lại ngày.")
    if sent is not None and sent < issued:
        raise Refused(
            f"Ngày gửi {short_date(sent)} trước ngày ban hành {short_date(issued)}.", "Xem lại --sent và --date."
        )


def _line(name: str, typed: str) -> str:
    """Return words on one line; raise Refused for characters that no document could show."""
    words = " ".join(typed.split())
    if not words.isprintable():
        raise Refused(f"{name} có ký tự điều khiển.", "Gõ lại, hoặc chép từ văn bản dạng chữ thường.")
    return words


def _require_ready(opened: Opened, day: dt.date) -> None:
    """Refuse to seal before the cut-off, with stand-ins in the plan, or while places are empty."""
    from cchc_cli.domain.vocabulary import short_date
    from cchc_cli.report.document import places
    from cchc_cli.store.stand_ins import stand_ins

    if day < opened.report.end:
        raise Refused(
            f"Ngày ban hành {short_date(day)} trước ngày chốt số liệu {short_date(opened.report.end)}.",
            "Xem lại --date; thêm --force nếu đúng như vậy.",
        )
    marked = stand_ins(opened.session.loaded.directory)
    if marked:
        raise Refused(
            f"Kế hoạch còn chỗ ghi tạm, sẽ hiện trong báo cáo: {_places(marked)}.",
            "Thay bằng lời của văn bản rồi bỏ chữ ĐIỀN; thêm --force nếu vẫn chốt.",
        )
    empty = places(opened.document())
    if empty:
        raise Refused(
            f"Báo cáo còn {len(empty)} chỗ cần người viết: {_wanted(empty[0])}{'.' if len(empty) == 1 else ' ...'}",
            f'Viết từng mục: cchc report write {opened.report.code} MỤC "LỜI"; thêm --force nếu vẫn chốt.',
        )


def _places(marked: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} dòng {line}" for name, line in marked)


def _wanted(place: str) -> str:
    return place.strip("[]").removeprefix("Cần bổ sung ")


def _sealed(opened: Opened, number: str, day: dt.date, signer: str) -> Seal:
    from cchc_cli.domain.model import Seal
    from cchc_cli.domain.reporting.sealed import seen_on
    from cchc_cli.report.contract import sealed_figures

    plan = opened.session.plan
    known_on = opened.session.moment.known_on or edge.today()
    return Seal(
        number=number,
        date=day,
        known_on=known_on,
        state_date=opened.values.moment.as_of,
        signer=signer or plan.signatory[1],
        preset=plan.reporting.preset,
        seen=seen_on(plan, known_on),
        figures=sealed_figures(opened.values.figures),
    )


def _how_to_make(report: Report) -> str:
    """Name the command that makes a report; there is none for a window of another length."""
    year, _, period = report.code.partition("-")
    names = {"Q": f"quarterly --quarter {period[1:]}", "H": f"half-year --half {period[1:]}", "": "annual"}
    name = names.get(period[:1])
    return f"Lập văn bản bằng “cchc report {name} --year {year}”." if name else ""


def list_reports(
    plan: PlanDir = None,
    year: Year = None,
    format: RowFormat = None,  # noqa: A002 - the option's name is the user's word
    output: Output = None,
) -> None:
    """Liệt kê các báo cáo của năm: hạn gửi, đã ban hành, đã gửi, số liệu đến sau.

    Ví dụ:
      cchc report list
      cchc report list --year 2020 --format csv -o bao-cao.csv
    """
    from cchc_cli.cli import output as write
    from cchc_cli.cli.listing import chosen_format
    from cchc_cli.cli.session import Asked, open_plan

    session = open_plan(Asked(plan, year), quiet=True)
    rows = [_row(session, report) for report in _listed(session)]
    form = chosen_format(format, output)
    cells = [[_cell(value) for value in row.values()] for row in rows]
    match form:
        case Format.JSON:
            write.deliver(write.as_json({"schema": "cchc.reports/1", "reports": rows}), output)
        case Format.CSV:
            write.deliver(write.as_csv(list(HEADS.values()), cells), output, spreadsheet=True)
        case Format.MD:
            write.deliver(write.as_markdown(list(HEADS.values()), cells), output)
        case Format.TABLE:
            _show(session, rows)
        case _:
            write.deliver(write.as_tsv(cells), output)
    session.finish()


HEADS = {
    "code": "Kỳ",
    "title": "Báo cáo",
    "start": "Từ ngày",
    "end": "Chốt số liệu",
    "send_by": "Hạn gửi",
    "number": "Số",
    "issued": "Ban hành",
    "sent": "Đã gửi",
    "late": "Ghi sau khi ban hành",
    "state": "Tình trạng",
}


def _listed(session: Session) -> list[Report]:
    """Return the reports the plan owes and those issued under another regime, as they were issued."""
    from cchc_cli.domain.windows import reports

    plan = session.plan
    found = {each.code: each for each in reports(plan.year, plan.reporting)}
    for code, written in plan.reports.items():
        if written.seal is not None and code not in found:
            other = regime(session, written.seal.preset).plan
            found |= {each.code: each for each in reports(other.year, other.reporting) if each.code == code}
    shown = [issued_window(each, plan.reports.get(code), session) for code, each in found.items()]
    return sorted(shown, key=lambda each: (each.end, (each.end - each.start).days))


def _row(session: Session, report: Report) -> dict[str, Any]:
    from cchc_cli.domain.reporting.sealed import last_day_counted, late_entries

    written = session.plan.reports.get(report.code)
    seal = written.seal if written else None
    sent = written.sent if written else None
    late = late_entries(session.plan, seal, last_day_counted(report, session.plan.year)) if seal else ()
    return {
        "code": report.code,
        "title": report.title,
        "start": report.start.isoformat(),
        "end": report.end.isoformat(),
        "send_by": report.send_by.isoformat() if report.send_by else None,
        "number": seal.number if seal else None,
        "issued": seal.date.isoformat() if seal else None,
        "sent": sent.isoformat() if sent else None,
        "late": len(late),
        "state": _state(report, seal, sent, session.moment.as_of),
    }


def _state(report: Report, seal: Seal | None, sent: dt.date | None, as_of: dt.date) -> str:
    if sent is not None:
        return "đã gửi, sau hạn" if report.send_by and sent > report.send_by else "đã gửi"
    if seal is not None:
        return "đã ban hành, chưa ghi ngày gửi"
    if report.send_by and as_of > report.send_by:
        return "chưa ghi ban hành, đã qua hạn gửi"
    return "đã qua ngày chốt số liệu, chưa ghi ban hành" if as_of >= report.end else "chưa đến ngày chốt số liệu"


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _show(session: Session, rows: list[dict[str, Any]]) -> None:
    from cchc_cli.cli import paint
    from cchc_cli.domain.vocabulary import read_date, short_date

    def day(text: str | None) -> str:
        read = read_date(text) if text else None
        return short_date(read) if read else ""

    width = paint.page_width()
    lines: list[Line] = [
        *paint.flow([(f"Báo cáo định kỳ năm {session.plan.year}", "strong"), (session.plan.number, "dim")], width),
        paint.rule(width),
    ]
    for row in rows:
        style = "good" if row["sent"] else "soon" if row["issued"] else "head"
        lines += paint.flow([(f"{row['code']:<8}", "strong"), (row["title"], ""), (row["state"], style)], width)
        said = [f"số liệu {day(row['start'])} - {day(row['end'])}"]
        said += [f"hạn gửi {day(row['send_by'])}"] if row["send_by"] else []
        said += [f"số {row['number']} ngày {day(row['issued'])}"] if row["number"] else []
        said += [f"gửi {day(row['sent'])}"] if row["sent"] else []
        said += [f"{row['late']} mục ghi sau khi ban hành"] if row["late"] else []
        lines += paint.indented("; ".join(said), 10, width, style="dim")
    paint.show(lines)


def check_report(
    period: PeriodName,
    known_on: KnownOn = None,
    plan: PlanDir = None,
    year: Year = None,
    format: Annotated[Plain, typer.Option("--format", help="Dạng kết quả.")] = Plain.TEXT,  # noqa: A002 - as above
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Kết thúc bằng mã 1 khi còn thiếu.")] = False,
) -> None:
    """Kê những gì còn thiếu trước khi ký một báo cáo.

    Ví dụ:
      cchc report check 2020-Q1
      cchc report check 2020-H1 --format json
    """
    from cchc_cli.cli import output as write
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain.reporting.lacks import lacks
    from cchc_cli.report.document import places
    from cchc_cli.store.stand_ins import stand_ins

    session = open_plan(Asked(plan, year, None, known_on), quiet=True)
    session.require_sound()
    opened = open_report(session, named(session, period), draft=known_on is not None)
    found, empty = lacks(opened.values), places(opened.document())
    marked = stand_ins(session.loaded.directory)
    if format is Plain.JSON:
        edge.out(write.as_json({
            "schema": "cchc.report-check/1",
            "report": opened.report.code,
            "lacks": [{"kind": each.kind, "subject": each.subject, "ids": list(each.ids)} for each in found],
            "places": list(empty),
            "stand_ins": [{"file": name, "line": line} for name, line in marked],
        }))  # fmt: skip
    else:
        _show_lacks(opened, found, empty, marked)
    if exit_code and (found or empty or marked):
        raise typer.Exit(edge.FOUND)


def _show_lacks(
    opened: Opened, found: tuple[Lack, ...], empty: tuple[str, ...], marked: tuple[tuple[str, int], ...]
) -> None:
    from cchc_cli.cli import paint

    width = paint.page_width()
    lines: list[Line] = [
        *paint.flow([(f"Trước khi ký báo cáo {opened.report.title}", "strong")], width),
        paint.rule(width),
    ]
    if marked:
        lines += paint.flow([("Chỗ của kế hoạch còn ghi tạm (chữ ĐIỀN)", "head"), (str(len(marked)), "dim")], width)
        lines += [*paint.indented(_places(marked), 2, width), []]
    for kind, title in _TITLES.items():
        group = [each for each in found if each.kind == kind]
        if group:
            lines += paint.flow([(title, "head"), (str(len(group)), "dim")], width)
            for each in group:
                lines += paint.indented(_lack(each), 2, width, most=2)
            lines.append([])
    if empty:
        lines += paint.flow([("Mục cần người viết", "head"), (str(len(empty)), "dim")], width)
        for what in empty:
            lines += paint.indented(_wanted(what), 2, width)
        lines.append([])
    if not (found or empty or marked):
        lines += [[("Không còn thiếu gì.", "good")]]
    paint.show(lines)


_TITLES = {
    "unit": "Đơn vị chưa có báo cáo trong kỳ",
    "evidence": "Đã hoàn thành, chưa có tài liệu kiểm chứng",
    "reason": "Quá hạn, chưa ghi nguyên nhân",
    "reading": "Chỉ tiêu chưa có số liệu trong kỳ",
}


def _lack(each: Lack) -> str:
    if each.kind == "unit":
        named = ", ".join(each.ids[:MOST_IDS]) + (" …" if len(each.ids) > MOST_IDS else "")
        return f"{each.subject}: {len(each.ids)} nhiệm vụ ({named})"
    return f"{each.ids[0]}: {each.subject}"
