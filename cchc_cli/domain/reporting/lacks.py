"""What is still missing before a report is signed: a list that says what to ask of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from cchc_cli.domain.ledger import follow
from cchc_cli.domain.reporting.compile import ENDED
from cchc_cli.domain.vocabulary import DONE, LATE, State

if TYPE_CHECKING:
    from cchc_cli.domain.model import Fact
    from cchc_cli.domain.reporting.values import Measured, Values
    from cchc_cli.domain.standing import Standing

Kind: TypeAlias = Literal["unit", "evidence", "reason", "reading"]


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: its kind, who or what lacks it, and the rows or indicators concerned."""

    kind: Kind
    subject: str
    ids: tuple[str, ...]


def lacks(values: Values) -> tuple[Lack, ...]:
    """Return what is missing: units that reported nothing, evidence, reasons for delay, readings."""
    own = [row for row in values.rows if not row.outside and not row.task.is_indicator]
    return (
        *_silent_units(own, values),
        *(Lack("evidence", row.task.task, (row.task.id,)) for row in own if row.state in DONE and not _evidence(row)),
        *(Lack("reason", row.task.task, (row.task.id,)) for row in own if row.state in LATE and not row.obstacles),
        *(_reading(line) for line in values.indicators if line.state is State.NOT_MEASURED),
    )


def _silent_units(own: list[Standing], values: Values) -> list[Lack]:
    """Return the units none of whose open rows had a report in the window."""
    led: dict[str, list[Standing]] = {}
    for row in own:
        if row.state in ENDED or row.state in {State.WAITING, State.DORMANT}:
            continue
        for mention in row.lead:
            led.setdefault(mention.name, []).append(row)
    spoke = {
        mention.name
        for row in own
        if any(_is_report(fact, values) for fact in row.facts)
        for mention in row.lead
    }  # fmt: skip
    return [Lack("unit", name, tuple(row.task.id for row in rows)) for name, rows in led.items() if name not in spoke]


def _is_report(fact: Fact, values: Values) -> bool:
    return fact.is_report and values.report.start <= fact.date <= values.report.end


def _evidence(row: Standing) -> bool:
    completed = follow(row.facts).completed
    return any(fact.evidence for fact in row.facts) if completed is None or not completed.evidence else True


def _reading(line: Measured) -> Lack:
    return Lack("reading", line.indicator.name, (line.indicator.id,))
