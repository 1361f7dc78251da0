"""A plan as its files will say it: texts as they are read back, cells taken from the row above, stand-ins."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cchc_cli.domain.text import nfc
from cchc_cli.domain.units import Register

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.domain.model import Plan, Section, Task
    from cchc_cli.domain.units import Unit

Value = TypeVar("Value")

INHERITED = ("product", "lead", "support", "deadline", "schedule", "leader", "implements")
"""The cells that a sub-row takes from the row above it where its own are empty."""
_NO_WORDS = "(chưa có nội dung)"


@dataclass(frozen=True, slots=True)
class Settled:
    """The plan that the files will say, and the fields that hold stand-ins nobody asked for."""

    plan: Plan
    to_fill: frozenset[str]


def settled(plan: Plan, units: Sequence[Unit], to_fill: frozenset[str]) -> Settled:
    """Return a plan as it is read back from its files, with the stand-ins of the fields to fill in.

    Rows and headings without words, which no file can hold, get a stand-in too.
    """
    standing_in: set[str] = set()
    sections = tuple(_section(_tidy(section), "", standing_in) for section in plan.sections)
    content = dataclasses.replace(
        _tidy(dataclasses.replace(plan, sections=(), register=Register(()), facts={}, readings={}, reports={},
                                  amendments=(), corrections=(), baseline=None)),
        sections=sections,
        register=Register(tuple(_tidy(unit) for unit in units)),
    )  # fmt: skip
    return Settled(_filled(content, to_fill), frozenset(standing_in))


def _tidy(value: Value) -> Value:
    """Return a value with all its texts in normal form and without blanks at their ends."""
    tidied: Any = value
    if isinstance(value, str):
        tidied = nfc(value.strip())
    elif isinstance(value, tuple):
        tidied = tuple(_tidy(each) for each in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, (type, Register)):
        named = {field.name: _tidy(getattr(value, field.name)) for field in dataclasses.fields(value) if field.compare}
        tidied = dataclasses.replace(value, **named)
    return tidied  # type: ignore[no-any-return]


def _section(section: Section, area: str, standing_in: set[str]) -> Section:
    """Return a section whose rows say where they stand, in the order in which the table shows them."""
    area = section.area or area
    title = _words(section.title, f"{section.id}.title", standing_in)
    rows: dict[str, Task] = {}
    for row in section.lines(section.tasks):
        words = _words(row.task, f"{row.id}.task", standing_in)
        placed = dataclasses.replace(row, section=section.id, area=area, task=words, removed="", signed_deadline=None)
        rows[row.id] = _below(placed, rows.get(row.parent))
    groups = {group.id for group in section.groups}
    return dataclasses.replace(
        section,
        title=title,
        area=area,
        tasks=tuple(row for row in rows.values() if row.id not in groups),
        groups=tuple(row for row in rows.values() if row.id in groups),
        sections=tuple(_section(inner, area, standing_in) for inner in section.sections),
    )


def _words(text: str, field: str, standing_in: set[str]) -> str:
    if not text:
        standing_in.add(field)
    return text or _NO_WORDS


def _below(row: Task, above: Task | None) -> Task:
    """Return a row with the cells that it takes from the row above it."""
    if above is None:
        return dataclasses.replace(row, parent="")
    return dataclasses.replace(row, **{name: getattr(row, name) or getattr(above, name) for name in INHERITED})


def _filled(plan: Plan, to_fill: frozenset[str]) -> Plan:
    """Return a plan with a stand-in in each field of its head that is empty and to be filled in."""
    agency = plan.agency
    named = {
        "parent": "Tên cơ quan chủ quản",
        "name": "Tên cơ quan",
        "code": "CHỮ-VIẾT-TẮT",
    }
    filled = {name: word for name, word in named.items() if f"agency.{name}" in to_fill and not getattr(agency, name)}
    agency = dataclasses.replace(agency, **filled) if filled else agency
    stand_ins = {
        "number": f"…/KH-{agency.code if plan.agency.code else '…'}",
        "place": "Nơi ban hành",
        "subject": f"Cải cách hành chính năm {plan.year} của {agency.name}",
    }
    head = {name: word for name, word in stand_ins.items() if name in to_fill and not getattr(plan, name)}
    return dataclasses.replace(plan, agency=agency, **head)  # type: ignore[arg-type]
