"""``cchc export``: the plan in the formats of other programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.documents import Overwrite
from cchc_cli.cli.filters import UnitName
from cchc_cli.cli.options import AsOf, KnownOn, Output, PlanDir, Rev, Year


class ExportFormat(StrEnum):
    """What a plan is exported as."""

    ICS = "ics"


def export(
    format: Annotated[ExportFormat, typer.Option("--format", help="Dạng xuất: ics là lịch.")] = ExportFormat.ICS,  # noqa: A002 - the option's name is the user's word
    unit: UnitName = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    output: Output = None,
    force: Overwrite = False,
) -> None:
    """Xuất kế hoạch sang dạng của chương trình khác: lịch thời hạn và ngày báo cáo (.ics).

    Ví dụ:
      cchc export --format ics
      cchc export --format ics --unit "Văn phòng" -o van-phong.ics
    """
    del format
    from cchc_cli.cli import output as written
    from cchc_cli.cli.filters import unit_named
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain.query import Query, select
    from cchc_cli.exchange.ics import write_calendar
    from cchc_cli.exchange.plan_calendar import calendar_name, plan_events

    session = open_plan(Asked(plan, year, as_of, known_on, rev))
    session.require_sound()
    asked = unit_named(session, unit)
    rows = select(session.standings, Query(unit=asked), session.plan.register)
    events = plan_events(
        session.plan, rows, reports=asked is None, outside=asked is not None and asked.outside, moment=session.moment
    )
    if not events:
        edge.talk("Không có ngày nào để ghi vào lịch.")
        return
    name = calendar_name(session.plan) + (f" - {asked.name}" if asked else "")
    text = write_calendar(events, name=name)
    path = written.deliver_document(text.encode(), output, f"lich-cchc-{session.plan.year}.ics", force=force)
    edge.talk(f"Đã lập {path}: {len(events)} ngày.")
