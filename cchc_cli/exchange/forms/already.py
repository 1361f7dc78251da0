"""What of an answer is new: the same form twice, or one sent again with more in it, adds only what is not there yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc_cli.domain.ledger import follow, known, of_part
from cchc_cli.domain.model import Fact, Moment
from cchc_cli.domain.target import read_number
from cchc_cli.domain.text import nfc
from cchc_cli.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.domain.units import Register, Unit


@dataclass(frozen=True, slots=True)
class Said:
    """What one row of a form says happened; ``dated`` tells whether it named the day itself."""

    date: dt.date
    dated: bool = False
    part: str = ""
    status: Status | None = None
    result: str = ""
    period: str = ""
    quantity: tuple[tuple[str, str], ...] = ()
    obstacle: str = ""
    ask: str = ""
    evidence: tuple[str, ...] = ()

    def fields(self, unit: Unit, source: str) -> dict[str, object]:
        """Return the fields of the fact to record."""
        return {
            "date": self.date, "part": self.part, "status": self.status.value if self.status else None,
            "result": self.result, "period": self.period, "quantity": dict(self.quantity),
            "obstacle": self.obstacle, "ask": self.ask, "by": unit.name, "evidence": list(self.evidence),
            "source": source,
        }  # fmt: skip

    def as_fact(self, unit: Unit, position: int) -> Fact:
        """Return the fact this will be, for rows that come after it in the same run."""
        amounts = tuple((name, amount) for name, typed in self.quantity if (amount := read_number(typed)) is not None)
        return Fact(
            self.date, part=self.part, status=self.status, result=self.result, period=self.period, quantity=amounts,
            obstacle=self.obstacle, ask=self.ask, by=unit.name, evidence=self.evidence, position=position,
        )  # fmt: skip


def still_new(said: Said, facts: Sequence[Fact], unit: Unit, register: Register) -> Said | None:
    """Return what of an answer is not recorded yet, None where all of it is.

    Results, quantities and obstacles count as recorded when a fact of the same unit and period holds
    them; a status when the row has it already, a completion on the same day.
    """
    held = known(facts, Moment(dt.date.max))
    held = of_part(held, said.part) if said.part else held
    own = [fact for fact in held if _is_by(fact, unit, register)]
    same_period = [fact for fact in own if fact.period == said.period]
    counted = {pair for fact in own if fact.period == said.period for pair in fact.quantity}
    result = "" if any(_same(fact.result, said.result) for fact in same_period) else said.result
    quantity = tuple(pair for pair in said.quantity if (pair[0], read_number(pair[1])) not in counted)
    is_old = any(_same(fact.obstacle, said.obstacle) and _same(fact.ask, said.ask) for fact in own)
    kept = {text for fact in held for text in map(_plain, fact.evidence)}
    evidence = tuple(text for text in said.evidence if _plain(text) not in kept)
    status = None if said.status is None or _has(said, held, own) else _in_course(said.status, held)
    obstacle, ask = ("", "") if is_old else (said.obstacle, said.ask)
    if not (status or result or quantity or obstacle or evidence):
        return None
    rest = replace(said, status=status, result=result, quantity=quantity, obstacle=obstacle, ask=ask)
    return rest if evidence == said.evidence else replace(rest, evidence=evidence)


def counted_otherwise(said: Said, facts: Sequence[Fact], unit: Unit, register: Register) -> list[tuple[str, Fact]]:
    """Return what an answer counts that the unit has given another number of for the same period, with the fact.

    Quantities add up: a number that was put right would be counted on top of the one it replaces.
    """
    held = known(facts, Moment(dt.date.max))
    own = [
        fact for fact in held if fact.period == said.period and fact.part == said.part and _is_by(fact, unit, register)
    ]
    names = {_plain(name): name for name, _ in said.quantity}
    return [(names[_plain(name)], fact) for fact in own for name, _ in fact.quantity if _plain(name) in names]


def completed_before(said: Said, facts: Sequence[Fact]) -> Fact | None:
    """Return the fact that completed the row on another day than the answer says, None where there is none."""
    held = known(facts, Moment(dt.date.max))
    done = follow(of_part(held, said.part) if said.part else held).completed
    return done if said.status is Status.DONE and not said.period and done and done.date != said.date else None


def _has(said: Said, held: Sequence[Fact], own: Sequence[Fact]) -> bool:
    """Whether the row has this status already."""
    course = follow(held)
    if said.status is Status.DONE:
        if said.period:
            return any(fact.status is Status.DONE and fact.period == said.period for fact in own)
        return course.completed is not None and course.completed.date == said.date
    if said.status is Status.PAUSED:
        return course.halted is not None and course.halted.status is Status.PAUSED
    return course.begun is not None and course.completed is None and course.halted is None


def _in_course(status: Status, held: Sequence[Fact]) -> Status:
    """Return the status as the course of the row has it: work that was paused and is under way is resumed."""
    halted = follow(held).halted
    paused = halted is not None and halted.status is Status.PAUSED
    return Status.RESUMED if paused and status is Status.STARTED else status


def _is_by(fact: Fact, unit: Unit, register: Register) -> bool:
    found = register.find(fact.by) if fact.by else None
    return found is not None and found.id == unit.id


def _same(held: str, said: str) -> bool:
    return _plain(held) == _plain(said)


def _plain(text: str) -> str:
    return " ".join(nfc(text).casefold().split())
