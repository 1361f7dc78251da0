"""The rows of an export as plain values: the words of the plan and what is computed of them at a moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from cchc_cli.domain import wording
from cchc_cli.domain.standing import latest_reading, measured
from cchc_cli.domain.vocabulary import DONE, STATE_LABELS, short_date
from cchc_cli.exchange.headings import EXTRA, Heading, headings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cchc_cli.domain.model import Indicator, Moment, Plan, Section, Task
    from cchc_cli.domain.standing import Standing

Cell: TypeAlias = "str | dt.date"
SCHEMA = "cchc.export/1"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the value of every column by its field, texts of a list not yet joined."""

    values: Mapping[str, Cell | tuple[str, ...]]

    def cell(self, heading: Heading) -> Cell:
        """Return the cell under a heading: a date as such, all else as text."""
        value = self.values.get(heading.field, "")
        return "; ".join(value) if isinstance(value, tuple) else value

    def text(self, heading: Heading) -> str:
        """Return the cell as text, dates as ``2020-03-31``."""
        value = self.cell(heading)
        return value.isoformat() if isinstance(value, dt.date) else value


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: the plan as it reads at the moment, its columns, and the rows asked for."""

    plan: Plan
    moment: Moment
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]


def export_of(plan: Plan, standings: Sequence[Standing], moment: Moment) -> Export:
    """Return rows for export, section by section; a row that holds sub-rows comes before the first of them.

    ``plan`` is read as of the moment already (see ``plan_at``), as the standings are.
    """
    return Export(plan, moment, headings(plan), tuple(_rows(plan, standings)))


def _rows(plan: Plan, standings: Sequence[Standing]) -> Iterator[Row]:
    for section in plan.all_sections():
        within = {row.task.id: row for row in standings if row.task.section == section.id}
        for line in section.lines(row.task for row in within.values()):
            yield Row({**_signed(line, section), **(_computed(within[line.id]) if line.id in within else {})})


def _signed(task: Task, section: Section) -> dict[str, Cell | tuple[str, ...]]:
    fields = ("id", "task", "product", "lead", "support", "deadline", "schedule", "leader", "budget", "continues")
    return {
        "section": section.id,
        "section_title": section.title,
        **{field: getattr(task, field) for field in fields},
        "number": shown_number(task),
        "weight": "" if task.weight is None else str(task.weight).replace(".", ","),
        "notes": task.notes,
        "implements": task.implements,
        **{EXTRA + title: text for title, text in task.extra},
    }


def shown_number(task: Task) -> str:
    """Return the STT of a row as printed; a row under another shows both numbers (``3.a``)."""
    if task.number:
        return task.number
    return task.id.removeprefix(f"{task.section}.") if task.parent else task.id.rpartition(".")[2]


def _computed(row: Standing) -> dict[str, Cell | tuple[str, ...]]:
    facts = [fact for fact in row.facts if fact.is_result]
    evidence = [text for fact in row.facts for text in fact.evidence]
    result = f"{short_date(facts[-1].date)}: {wording.happened(facts[-1])}" if facts else ""
    if row.reading is not None:
        evidence += row.reading.evidence
        period = f", {wording.periods([row.reading.period])}" if row.reading.period else ""
        result = f"{short_date(row.reading.date)}{period}: {wording.reading(row.reading)}"
    return {
        "state_code": row.state.value,
        "state": wording.state(row),
        "outside": "có" if row.outside else "không",
        "due": row.due or "",
        "completed": _completed(row) or "",
        "result": result,
        "evidence": tuple(dict.fromkeys(evidence)),
    }


def _completed(row: Standing) -> dt.date | None:
    """Return the day on which the last part of a completed row was completed."""
    if row.state not in DONE:
        return None
    return max((part.fact.date for part in row.parts if part.fact is not None), default=None)


INDICATOR_HEADINGS = (
    "Mã", "Chỉ tiêu", "Mức phải đạt", "Số liệu gần nhất", "Kỳ", "Ngày", "Tình trạng", "Nơi nêu", "Nhiệm vụ",
)  # fmt: skip


def indicator_cells(plan: Plan, moment: Moment) -> list[tuple[Cell, ...]]:
    """Return the indicators of the plan with their last readings, in the columns of INDICATOR_HEADINGS."""
    return [_indicator(plan, each, moment) for each in plan.indicators]


def _indicator(plan: Plan, each: Indicator, moment: Moment) -> tuple[Cell, ...]:
    reading = latest_reading(plan, each.id, moment)
    said: tuple[Cell, ...] = (
        (wording.reading(reading), wording.periods([reading.period]) if reading.period else "", reading.date)
        if reading
        else ("", "", "")
    )
    state = STATE_LABELS[measured(each, reading)]
    return (each.id, each.name, str(each.target), *said, state, each.source, ", ".join(each.tasks))


def contract(export: Export) -> dict[str, Any]:
    """Return the data of ``cchc.export/1``: what the columns are called, and the rows by field."""
    plan, moment = export.plan, export.moment
    return {
        "schema": SCHEMA,
        "as_of": moment.as_of.isoformat(),
        "known_on": moment.known_on.isoformat() if moment.known_on else None,
        "plan": {
            "number": plan.number,
            "date": plan.date.isoformat(),
            "year": plan.year,
            "agency": plan.agency.name,
            "subject": plan.subject,
        },
        "columns": [{"field": each.field, "title": each.title} for each in export.headings],
        "rows": [_data(row, export.headings) for row in export.rows],
        "indicators": [
            dict(zip(_INDICATOR_FIELDS, map(_plain, cells), strict=True)) for cells in indicator_cells(plan, moment)
        ],
    }


_INDICATOR_FIELDS = ("id", "name", "target", "reading", "period", "date", "state", "source", "tasks")


def _data(row: Row, columns: Sequence[Heading]) -> dict[str, Any]:
    """Return what a row says, by field; columns without a word are left out."""
    data: dict[str, Any] = {}
    for heading in columns:
        value = row.values.get(heading.field, "")
        if value:
            data[heading.field] = list(value) if isinstance(value, tuple) else _plain(value)
    if "state_code" in row.values:
        data["state_code"] = row.values["state_code"]
    return data


def _plain(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, dt.date) else cell
