"""The tables of the dataset as plain values: tasks with their states, facts, measurements; and what columns hold.

Everything is computed by the rules of the domain; engines that read the dataset only add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cchc_cli.domain import wording
from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.figures import count
from cchc_cli.domain.ledger import in_force
from cchc_cli.domain.vocabulary import DONE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from cchc_cli.domain.model import Fact, Indicator, Moment, Plan, Reading, Task
    from cchc_cli.domain.standing import Standing

SCHEMA = "cchc.lake/1"
"""The version of the tables, in each row of each: a column taken away or changed in meaning makes a new one."""

Value: TypeAlias = "str | int | float | bool | dt.date | list[str] | list[dict[str, str | float]] | None"
Row: TypeAlias = "Mapping[str, Value]"


class Column(NamedTuple):
    """A column of a table: its name, its type in DuckDB's words, and what it holds."""

    name: str
    type: str
    holds: str


def _texts(**columns: str) -> tuple[Column, ...]:
    return tuple(Column(name, "VARCHAR", holds) for name, holds in columns.items())


_OF_PLAN = (
    *_texts(schema=f"version of the tables, `{SCHEMA}`", agency_code="`agency.code` of plan.yaml"),
    Column("plan_year", "INTEGER", "the plan's year"),
    Column("as_of", "DATE", "the day that states are computed for"),
    Column("known_on", "DATE", "the day whose knowledge was used; null: all"),
)
TASKS = (
    *_OF_PLAN,
    *_texts(agency_name="name of the agency", agency_parent="its superior", plan_number="number of the document"),
    Column("plan_date", "DATE", "date of the document"),
    Column("position", "INTEGER", "place in the appendix, from 1; null in the one row of a plan without rows"),
    *_texts(
        id="id of the row", number="STT as printed where it differs", section="id of the section",
        section_title="its title", area="code of the area", parent="id of the row above, for sub-rows",
        task="nhiệm vụ", product="sản phẩm", lead="đơn vị chủ trì, as signed", support="đơn vị phối hợp, as signed",
        deadline="thời hạn, as signed", leader="lãnh đạo phụ trách", budget="kinh phí", notes="ghi chú",
        indicator="id of the indicator, for a row that is a target", lead_units="units that lead at the as-of date",
        kinds="kinds of deadline, parted by commas", state="code of the state (`overdue`, `in_time`, ...)",
    ),
    Column("is_indicator", "BOOLEAN", "the row is a target and not a task"),
    Column("outside", "BOOLEAN", "led from outside the agency"),
    Column("own", "BOOLEAN", "neither of both: counted in rates"),
    Column("dated", "BOOLEAN", "own, and some part names a day of completion"),
    Column("counted_done", "BOOLEAN", "own, ongoing, counted as done under the agency's setting"),
    Column("reported", "BOOLEAN", "somebody has reported on it"),
    Column("extended", "BOOLEAN", "the date in force is later than the first"),
    Column("due", "DATE", "date in force of the part that decides"),
    Column("first_due", "DATE", "the same before any extension"),
    Column("days", "INTEGER", "days past the due date, negative before it"),
    Column("completed", "DATE", "day on which the last part was completed"),
)  # fmt: skip
FACTS = (
    *_OF_PLAN,
    Column("position", "INTEGER", "order of what happened to the task, from 1"),
    *_texts(task="id of the row", id="id of the fact", part="part of a compound row"),
    Column("date", "DATE", "the day it happened"),
    Column("recorded", "DATE", "the day it was written down"),
    *_texts(status="started, done, paused, resumed, dropped, reopened"),
    Column("due", "DATE", "date fixed or extended"),
    *_texts(
        event="event that starts a term", result="what was achieved", period="period reported on",
        obstacle="khó khăn, vướng mắc", ask="what is asked", resolved="how it was resolved", lead="reassigned to",
        basis="document it rests on", approved_by="who approved", reported_by="who reported", note="note",
    ),
    Column("quantity", 'STRUCT("name" VARCHAR, amount DOUBLE)[]', "what was counted"),
    Column("evidence", "VARCHAR[]", "tài liệu kiểm chứng"),
)  # fmt: skip
MEASUREMENTS = (
    *_OF_PLAN,
    Column("position", "INTEGER", "order of the readings of the indicator, from 1"),
    *_texts(indicator="id of the indicator", name="its name", target="what is to be reached", id="id of the reading"),
    Column("date", "DATE", "the day it was read"),
    Column("recorded", "DATE", "the day it was written down"),
    *_texts(period="period it is about"),
    Column("value", "DOUBLE", "the value, in the unit of the target"),
    Column("numerator", "DOUBLE", "what was counted, where it is a share"),
    Column("denominator", "DOUBLE", "of how many"),
    *_texts(reported_by="who measured", note="note"),
    Column("evidence", "VARCHAR[]", "tài liệu kiểm chứng"),
)
TABLES = {"tasks": TASKS, "facts": FACTS, "measurements": MEASUREMENTS}


@dataclass(frozen=True, slots=True)
class Part:
    """What one plan gives to the dataset: the rows of every table; a column that a row leaves out is null."""

    agency_code: str
    agency_name: str
    year: int
    tables: Mapping[str, tuple[Row, ...]]


def part_of(plan: Plan, standings: Sequence[Standing], moment: Moment) -> Part:
    """Return the part of a plan whose rows, all of them, stand as given at a moment."""
    plan = plan_at(plan, moment)
    head: dict[str, Value] = {
        "schema": SCHEMA,
        "agency_code": plan.agency.code,
        "plan_year": plan.year,
        "as_of": moment.as_of,
        "known_on": moment.known_on,
    }
    tables = {
        "tasks": tuple({**head, **row} for row in _tasks(plan, standings, moment)),
        "facts": tuple({**head, **row} for each in standings for row in _facts(each)),
        "measurements": tuple({**head, **row} for row in _measurements(plan, moment)),
    }
    return Part(plan.agency.code, plan.agency.name, plan.year, tables)


def _tasks(plan: Plan, standings: Sequence[Standing], moment: Moment) -> Iterator[dict[str, Value]]:
    head: dict[str, Value] = {
        "agency_name": plan.agency.name,
        "agency_parent": plan.agency.parent,
        "plan_number": plan.number,
        "plan_date": plan.date,
    }
    titles = {section.id: section.title for section in plan.all_sections()}
    for position, row in enumerate(standings, start=1):
        title = titles.get(row.task.section, row.task.section)
        yield {
            **head,
            "position": position,
            "section_title": title,
            **_signed(row.task),
            **_computed(plan, row, moment),
        }
    if not standings:
        # A plan without rows would not be there at all.
        yield head


def _signed(task: Task) -> dict[str, Value]:
    return {
        "id": task.id, "number": task.number, "section": task.section, "area": task.area, "parent": task.parent,
        "task": task.task, "product": task.product, "lead": task.lead, "support": task.support,
        "deadline": task.deadline, "leader": task.leader, "budget": task.budget, "notes": task.notes,
        "indicator": task.indicator,
    }  # fmt: skip


def _computed(plan: Plan, row: Standing, moment: Moment) -> dict[str, Value]:
    counted = count([row], plan.reporting.ongoing, moment.as_of)
    completed = (part.fact.date for part in row.parts if part.fact is not None)
    return {
        "lead_units": wording.leads(row),
        "kinds": ",".join(kind.value for kind in row.kinds),
        "state": row.state.value,
        "is_indicator": bool(counted.indicators),
        "outside": bool(counted.outside),
        "own": bool(counted.own),
        "dated": bool(counted.dated),
        "counted_done": bool(counted.closed),
        "reported": row.reported,
        "extended": row.extended,
        "due": row.due,
        "first_due": row.first_due,
        "days": row.days,
        "completed": max(completed, default=None) if row.state in DONE else None,
    }


def _facts(row: Standing) -> Iterator[dict[str, Value]]:
    for position, fact in enumerate(row.facts, start=1):
        yield {"position": position, "task": row.task.id, **_fact(fact)}


def _fact(fact: Fact) -> dict[str, Value]:
    quantity: list[dict[str, str | float]] = [{"name": name, "amount": float(amount)} for name, amount in fact.quantity]
    return {
        "id": fact.id, "part": fact.part, "date": fact.date, "recorded": fact.recorded,
        "status": fact.status.value if fact.status else None, "due": fact.due, "event": fact.event,
        "result": fact.result, "period": fact.period, "obstacle": fact.obstacle, "ask": fact.ask,
        "resolved": fact.resolved, "lead": fact.lead, "basis": fact.basis, "approved_by": fact.approved_by,
        "reported_by": fact.by, "note": fact.note, "evidence": list(fact.evidence),
        "quantity": quantity,
    }  # fmt: skip


def _measurements(plan: Plan, moment: Moment) -> Iterator[dict[str, Value]]:
    for indicator in plan.indicators:
        readings = in_force(plan.readings.get(indicator.id, ()), moment)
        for position, reading in enumerate(readings, start=1):
            yield {"position": position, **_reading(indicator, reading)}


def _reading(indicator: Indicator, reading: Reading) -> dict[str, Value]:
    return {
        "indicator": indicator.id, "name": indicator.name, "target": str(indicator.target), "id": reading.id,
        "date": reading.date, "recorded": reading.recorded, "period": reading.period, "value": float(reading.value),
        "numerator": None if reading.count is None else float(reading.count),
        "denominator": None if reading.base is None else float(reading.base),
        "reported_by": reading.by, "note": reading.note, "evidence": list(reading.evidence),
    }  # fmt: skip
