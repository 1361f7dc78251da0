"""``cchc remind``: letters to the units that owe something, and their dates as calendars."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.documents import Overwrite
from cchc_cli.cli.options import AsOf, KnownOn, PlanDir, Year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.cli.session import Session
    from cchc_cli.domain.reminders import Reminder, Round
    from cchc_cli.domain.units import Unit
    from cchc_cli.report.document import Document


class LetterFormat(StrEnum):
    """How letters are written."""

    DOCX = "docx"
    MD = "md"


Folder = Annotated[str, typer.Option("-o", "--output", metavar="THƯ_MỤC", help="Thư mục để ghi; chưa có thì lập.")]
Whom = Annotated[
    str | None,
    typer.Option("--unit", metavar="ĐƠN_VỊ", help="Chỉ đơn vị này: tên, tên khác hoặc mã.", show_default=False),
]
Ahead = Annotated[int, typer.Option("--days", min=0, metavar="SỐ", help="Nhắc cả việc đến hạn trong bao nhiêu ngày.")]


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be written: its name, what it holds and how many things of it, and for which unit."""

    name: str
    content: bytes
    unit: str
    count: int


def remind(
    output: Folder,
    unit: Whom = None,
    days: Ahead = 30,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    plan: PlanDir = None,
    year: Year = None,
    format: Annotated[LetterFormat, typer.Option("--format", help="Dạng văn bản.")] = LetterFormat.DOCX,  # noqa: A002 - the option's name is the user's word
    force: Overwrite = False,
) -> None:
    """Lập công văn đôn đốc từng đơn vị, kèm lịch thời hạn (.ics); không gửi gì đi.

    Lãnh đạo có báo cáo riêng; cơ quan ngoài chỉ lập khi nêu tên bằng --unit.

    Ví dụ:
      cchc remind -o don-doc
      cchc remind --unit "Văn phòng" --days 15 -o don-doc
    """
    from cchc_cli.cli.output import as_tsv, deliver_folder
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain.vocabulary import short_date

    session = open_plan(Asked(plan, year, as_of, known_on))
    session.require_sound()
    asked = _round(session, days)
    named = _unit(session, unit)
    found = _reminders(asked, named)
    moment = short_date(session.moment.as_of)
    if not found:
        who = f"{named.name} không có" if named else "Không đơn vị nào có"
        edge.talk(f"{who} nội dung cần đôn đốc, tính đến {moment}; không lập văn bản.")
    else:
        files = [file for each in found for file in _files(asked, each, format)]
        paths = deliver_folder(
            [(file.name, file.content) for file in files],
            output,
            foreign="tệp đã được sửa hoặc không do chương trình lập",
            force=force,
        )
        edge.out(as_tsv([(file.unit, str(file.count), path) for file, path in zip(files, paths, strict=True)]))
        calendars = sum(file.name.endswith(".ics") for file in files)
        with_dates = f" và {calendars} lịch" if calendars else ""
        edge.talk(f"Đã lập {len(found)} văn bản{with_dates} trong {output}, tính đến {moment}.")
        edge.talk("Trước khi ký: điền số, ngày và ngày trả lời. Chương trình không gửi gì đi.")
    if named is None:
        _talk_of_the_rest(asked, [each.unit.id for each in found], output)


def _round(session: Session, days: int) -> Round:
    from cchc_cli.domain.amended import plan_at
    from cchc_cli.domain.reminders import Round

    plan = plan_at(session.plan, session.moment)
    return Round(plan, session.standings, session.moment, session.calendar, days)


def _unit(session: Session, word: str | None) -> Unit | None:
    from cchc_cli.cli.filters import unit_named

    found: Unit | None = unit_named(session, word)
    return found


def _reminders(asked: Round, unit: Unit | None) -> tuple[Reminder, ...]:
    """Return the reminders of the unit asked for, of each member of a group; without one, of all of the agency."""
    from cchc_cli.domain.reminders import addressees, reminder_to, reminders

    if unit is None:
        return reminders(asked)
    return tuple(each for one in addressees(asked, unit) if (each := reminder_to(asked, one)).debts)


def _files(asked: Round, reminder: Reminder, form: LetterFormat) -> Iterator[_File]:
    """Yield the letter to a unit, and the calendar of its dates where it has any."""
    from cchc_cli.exchange.ics import write_calendar
    from cchc_cli.exchange.plan_calendar import calendar_name, plan_events
    from cchc_cli.report.letters import letter

    unit = reminder.unit.name
    document = letter(reminder, asked.plan, asked.moment)
    yield _File(f"{document.slug}.{form.value}", _content(document, form), unit, len(reminder.debts))
    events = plan_events(asked.plan, reminder.rows, reports=False)
    if events:
        calendar = write_calendar(events, name=f"{calendar_name(asked.plan)} - {unit}")
        yield _File(f"{document.slug}.ics", calendar.encode(), unit, len(events))


def _content(document: Document, form: LetterFormat) -> bytes:
    if form is LetterFormat.DOCX:
        from cchc_cli.report.word import word

        return word(document)
    from cchc_cli.report.markdown import markdown

    return markdown(document).encode()


def _talk_of_the_rest(asked: Round, reminded: list[str], output: str) -> None:
    """Say what reaches nobody, and which letters of an earlier round in the folder no longer hold."""
    from cchc_cli.domain.reminders import unaddressed

    lost = unaddressed(asked)
    ids = dict.fromkeys(debt.indicator.id if debt.indicator else debt.row.task.id if debt.row else "" for debt in lost)
    if ids:
        edge.talk(f"Chưa rõ đơn vị để đôn đốc (không ghi, hoặc không có trong units.yaml): {', '.join(ids)}.")
    stale = [
        file.name
        for unit in asked.plan.register.units
        if unit.id not in reminded
        for stem in ("don-doc", "bao-cao")
        for ending in (*LetterFormat, "ics")
        if (file := Path(output) / f"{stem}-{unit.id}.{ending}").exists()
    ]
    if stale:
        edge.talk(f"Tệp của lần trước, nay đơn vị không còn nội dung cần đôn đốc: {', '.join(stale)}.")
