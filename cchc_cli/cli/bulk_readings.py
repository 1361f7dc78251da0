"""``cchc measure --file``: the readings of a whole table, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cchc_cli.cli import edge
from cchc_cli.domain import wording
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from cchc_cli.domain.model import Reading
    from cchc_cli.exchange.readings import ReadingRow, SaidReading, Setting


def measure_file(file: str, directory: Path, setting: Setting, *, dry_run: bool) -> None:
    """Record the readings of a table; a row that can't be taken is named and left alone, the others go on.

    Leaves with code 1 when a row was left alone.
    """
    from cchc_cli.exchange.reading import read_document
    from cchc_cli.exchange.readings import held_readings, passed_over, reading_rows

    document = read_document(Path(file).name, _bytes(file))
    held: dict[str, list[Reading | SaidReading]] = {
        each.id: list(held_readings(setting.plan, each)) for each in setting.plan.indicators
    }
    recorded = known = left = 0
    rows, unread = reading_rows(document), passed_over(document)
    if unread:
        edge.talk(edge.visible(f"Không nhận cột không rõ tiêu đề: {', '.join(f'“{each}”' for each in unread)}."))
    for row in rows:
        try:
            said = _record(row, directory, setting, held, dry_run=dry_run)
        except Refused as refused:
            left += 1
            hint = f" {refused.hint}" if refused.hint else ""
            edge.talk(f"{_placed(row)}: {refused.message} Chưa ghi dòng này.{hint}")
            continue
        if said is None:
            known += 1
            continue
        recorded += 1
        edge.out(f"{_placed(row)}: {_told(said)}")
        for oddity in said.oddities(held[said.indicator.id]):
            edge.talk(f"{_placed(row)}: {oddity}; đề nghị kiểm tra lại.")
        held[said.indicator.id].append(said)
    _sum_up(recorded, known, left, dry_run=dry_run)


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except FileNotFoundError as error:
        raise Refused(f"Không có tệp “{file}”.", "Kiểm tra đường dẫn.") from error
    except OSError as error:
        raise Refused(f"Không đọc được tệp “{file}”.", "Kiểm tra đường dẫn và quyền đọc.") from error


def _record(
    row: ReadingRow, directory: Path, setting: Setting, held: dict[str, list[Reading | SaidReading]], *, dry_run: bool
) -> SaidReading | None:
    """Record what a row says; None where that is recorded already."""
    from cchc_cli.exchange.readings import said_by
    from cchc_cli.store.recording import Said, record_reading

    said = said_by(row, setting)
    if said.is_in(held[said.indicator.id]):
        return None
    record_reading(directory, said.indicator, Said(said.fields(), setting.today, dry_run=dry_run))
    return said


def _placed(row: ReadingRow) -> str:
    return row.where[:1].upper() + row.where[1:]


def _told(said: SaidReading) -> str:
    from cchc_cli.domain.vocabulary import STATE_LABELS, State, short_date

    counted = "/".join(said.typed[key] for key in ("numerator", "denominator") if key in said.typed)
    target = said.indicator.target
    value = f"{counted} = {target.measure(said.value)}" if counted else target.measure(said.value)
    when = wording.periods([said.period]) if said.period else f"ngày {short_date(said.date)}"
    verdict = STATE_LABELS[State.MET if target.is_met(said.value) else State.NOT_MET].casefold()
    return f"{said.indicator.id}, {when}: {value}, mức phải đạt {target.printed}: {verdict}."


def _sum_up(recorded: int, known: int, left: int, *, dry_run: bool) -> None:
    said = [f"Chạy thử, chưa ghi gì: sẽ ghi {recorded} số liệu" if dry_run else f"Đã ghi {recorded} số liệu"]
    said += [f"{known} dòng đã có từ trước"] if known else []
    said += [f"{left} dòng chưa ghi được, xem lý do ở trên"] if left else []
    edge.talk("; ".join(said) + ".")
    if left:
        raise typer.Exit(edge.FOUND)
