"""``cchc measure`` and ``cchc indicators``: readings against targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import (
    AsOf,
    By,
    DryRun,
    EntryDate,
    Evidence,
    Force,
    Format,
    KnownOn,
    Note,
    Output,
    Period,
    PlanDir,
    Rev,
    RowFormat,
    Year,
)

if TYPE_CHECKING:
    from cchc_cli.cli.paint import Line
    from cchc_cli.cli.session import Session
    from cchc_cli.domain.vocabulary import State


def indicator_ids(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the indicators of the plan, that of the line typed, to the shell's completion."""
    try:
        from cchc_cli.cli.session import Asked, open_plan

        typed = context.params
        found = open_plan(Asked(typed.get("plan"), typed.get("year")), quiet=True).plan.indicators
        return [(item.id, item.name[:60]) for item in found if item.id.startswith(incomplete)]
    except Exception:  # noqa: BLE001 - completion stays silent whatever is wrong with the plan
        return []


def measure(
    indicator_id: Annotated[str | None, typer.Argument(metavar="CHỈ_TIÊU", help="Mã chỉ tiêu, ví dụ dung-han.", autocompletion=indicator_ids, show_default=False)] = None,
    value: Annotated[str | None, typer.Argument(metavar="GIÁ_TRỊ", help="97,2 hoặc 1234/1270.", show_default=False)] = None,
    file: Annotated[str | None, typer.Option("--file", metavar="TỆP", help="Ghi nhiều số liệu từ bảng .csv hoặc .xlsx: Mã, Kỳ, Giá trị hoặc Tử số và Mẫu số, Ngày ...", show_default=False)] = None,
    period: Period = None,
    date: EntryDate = None,
    by: By = None,
    evidence: Evidence = None,
    note: Note = None,
    force: Force = False,
    dry_run: DryRun = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:  # fmt: skip
    """Ghi số liệu của một chỉ tiêu, hoặc của nhiều chỉ tiêu từ một bảng.

    Ví dụ:
      cchc measure dung-han 97,2 --period 2020-Q1 --date 14/3/2020
      cchc measure dung-han 1234/1270 --period 2020-H1 --by "Văn phòng"
      cchc measure --file so-lieu-mot-cua.csv --dry-run
    """
    from cchc_cli.cli.session import Asked, open_plan, typed_date, typed_period
    from cchc_cli.domain import wording
    from cchc_cli.domain.named import find_indicator
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.domain.standing import measured
    from cchc_cli.domain.vocabulary import STATE_LABELS, short_date
    from cchc_cli.store.record import unified_diff
    from cchc_cli.store.recording import Said, record_reading

    session = open_plan(Asked(plan, year), quiet=True)
    if file is not None:
        if indicator_id is not None:
            raise Refused("Đã có --file thì không ghi chỉ tiêu và giá trị sau lệnh.", "Bỏ một trong hai.")
        usual = {"period": period, "date": date, "by": by, "note": note, "evidence": "\n".join(evidence or [])}
        _measure_file(session, file, usual, force=force, dry_run=dry_run)
        return
    if indicator_id is None or value is None:
        raise Refused(
            "Chưa ghi đủ chỉ tiêu và giá trị.",
            "Viết như: cchc measure dung-han 97,2, hoặc: cchc measure --file so-lieu.csv.",
        )
    indicator = find_indicator(session.plan, indicator_id)
    today = edge.today()
    day = typed_date(date, "--date") or today
    if day < session.plan.date:
        raise Refused(f"Ngày {short_date(day)} trước ngày ban hành kế hoạch.", "Kiểm tra lại --date.")
    if day > today and not force:
        raise Refused(f"Ngày {short_date(day)} chưa tới.", "Nếu đúng là ghi trước, thêm --force.")
    said = {
        **_reading(value),
        "period": typed_period(period),
        "date": day,
        "by": by,
        "evidence": evidence or [],
        "note": note,
    }
    appended = record_reading(session.loaded.directory, indicator, Said(said, today, dry_run=dry_run))
    if dry_run:
        edge.out(unified_diff(appended, session.loaded.directory.name), end="")
        edge.talk("Chạy thử: chưa ghi gì.")
        return
    after = open_plan(Asked(str(session.loaded.directory)), quiet=True).plan
    entry = next(each for each in after.readings[indicator.id] if each.id == appended.entry_id)
    verdict = STATE_LABELS[measured(indicator, entry)].casefold()
    read, goal = wording.measured(entry, indicator.target), indicator.target.printed
    edge.out(f"Đã ghi {indicator.name}: {read}. Mức phải đạt {goal}: {verdict}.")
    edge.talk(f"Tệp {appended.file}, mục {appended.entry_id}.")


def _measure_file(session: Session, file: str, usual: dict[str, str | None], *, force: bool, dry_run: bool) -> None:
    from cchc_cli.cli.bulk_readings import measure_file
    from cchc_cli.exchange.readings import Setting

    said = {key: text for key, text in usual.items() if text}
    setting = Setting(session.plan, edge.today(), said, force)
    measure_file(file, session.loaded.directory, setting, dry_run=dry_run)


def _reading(typed: str) -> dict[str, str]:
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.domain.target import read_reading

    read = read_reading(typed)
    if read is None:
        raise Refused(f"Không đọc được số liệu “{typed}”.", "Viết như 97,2 hoặc 1234/1270 (mẫu số lớn hơn 0).")
    if isinstance(read, tuple):
        above, _, below = typed.partition("/")
        return {"numerator": above.strip(), "denominator": below.strip()}
    return {"value": typed.strip().rstrip("%").strip()}


def indicators(
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    format: RowFormat = None,  # noqa: A002 - the option's name is the user's word
    output: Output = None,
) -> None:
    """Xem các chỉ tiêu của kế hoạch so với số liệu gần nhất: Đạt, Chưa đạt, Chưa có số liệu.

    Ví dụ:
      cchc indicators
      cchc indicators --as-of 30/6/2020 --format csv -o chi-tieu.csv
    """
    from cchc_cli.cli import output as written
    from cchc_cli.cli import paint
    from cchc_cli.cli.listing import chosen_format
    from cchc_cli.cli.session import Asked, open_plan

    session = open_plan(Asked(plan, year, as_of, known_on, rev))
    rows = _measured(session)
    form = chosen_format(format, output)
    cells = [[data["id"], data["name"], data["target"], data["reading"] or "", data["period"] or "",
              data["date"] or "", data["state"], data["source"]] for _, data in rows]  # fmt: skip
    head = ["Mã", "Chỉ tiêu", "Mức phải đạt", "Số liệu", "Kỳ", "Ngày", "Mã tình trạng", "Nơi nêu"]
    match form:
        case Format.JSON:
            moment = session.moment
            data = {"schema": "cchc.indicators/1", "as_of": moment.as_of.isoformat(),
                    "indicators": [data for _, data in rows]}  # fmt: skip
            written.deliver(written.as_json(data), output)
        case Format.TABLE:
            lines = _page(session, rows)
            if output is None:
                paint.show(lines)
            else:
                written.deliver("\n".join(map(paint.plain, lines)), output)
        case Format.CSV:
            written.deliver(written.as_csv(head, cells), output, spreadsheet=True)
        case Format.MD:
            written.deliver(written.as_markdown(head, cells), output)
        case _:
            written.deliver(written.as_tsv(cells), output)
    session.finish()


def _measured(session: Session) -> list[tuple[State, dict[str, Any]]]:
    from cchc_cli.domain import wording
    from cchc_cli.domain.standing import latest_reading, measured

    found: list[tuple[State, dict[str, Any]]] = []
    for indicator in session.plan.indicators:
        reading = latest_reading(session.plan, indicator.id, session.moment)
        state = measured(indicator, reading)
        data = {
            "id": indicator.id,
            "name": indicator.name,
            "target": str(indicator.target),
            "reading": wording.reading(reading) if reading else None,
            "value": float(reading.value) if reading else None,
            "period": reading.period or None if reading else None,
            "date": reading.date.isoformat() if reading else None,
            "state": state.value,
            "source": indicator.source,
            "tasks": list(indicator.tasks),
        }
        found.append((state, data))
    return found


def _page(session: Session, rows: list[tuple[State, dict[str, Any]]]) -> list[Line]:
    from cchc_cli.cli import paint
    from cchc_cli.domain import wording
    from cchc_cli.domain.vocabulary import STATE_LABELS, State

    width = paint.page_width()
    styles = {State.MET: "good", State.NOT_MET: "late"}
    counts = {state: sum(each is state for each, _ in rows) for state in (State.MET, State.NOT_MET, State.NOT_MEASURED)}
    said = "; ".join(f"{STATE_LABELS[state].casefold()} {amount:02d}" for state, amount in counts.items())
    head = [(f"CHỈ TIÊU {len(rows)}", "strong"), (said, ""), (wording.moment(session.moment), "dim")]
    lines: list[Line] = [*paint.flow(head, width), paint.rule(width)]
    for (state, data), indicator in zip(rows, session.plan.indicators, strict=True):
        named = [(f"{data['id']:<20}", "strong"), (STATE_LABELS[state], styles.get(state, ""))]
        lines += paint.flow([*named, (f"phải đạt {indicator.target.printed}", "")], width, indent=4)
        lines += paint.indented(data["name"], 4, width)
        if data["reading"]:
            period = f" ({wording.periods([data['period']])})" if data["period"] else ""
            said = f"→ {data['reading']}{indicator.target.suffix}{period}, ngày {_day(data['date'])}"
            lines += paint.indented(said, 4, width, style="strong")
        lines += paint.indented(f"Nêu tại {data['source']}", 4, width, style="dim") if data["source"] else []
        lines.append([])
    lines += paint.indented("Ghi số liệu: cchc measure MÃ GIÁ_TRỊ --period 2020-Q1", 0, width, style="dim")
    return lines


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"
