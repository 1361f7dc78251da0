"""What a change is: which thing of the plan, what happened to it, and each field with its old and new value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cchc_cli.domain.model import (
        Amendment,
        Baseline,
        Correction,
        Fact,
        Indicator,
        Node,
        Plan,
        Reading,
        ReportFile,
        Section,
        Task,
    )
    from cchc_cli.domain.units import Unit
    from cchc_cli.domain.windows import Reporting

Date = dt.date
Value: TypeAlias = str | Date | Decimal | Fraction | bool | tuple[str, ...] | None
Thing: TypeAlias = (
    "Plan | Node | Section | Task | Indicator | Unit | Amendment | Baseline | Correction"
    " | Fact | Reading | Reporting | ReportFile"
)


class Kind(StrEnum):
    """The things of a plan that can change."""

    HEADER = "header"
    NODE = "node"
    CORRECTION = "correction"
    SECTION = "section"
    TASK = "task"
    INDICATOR = "indicator"
    UNIT = "unit"
    AMENDMENT = "amendment"
    BASELINE = "baseline"
    FACT = "fact"
    READING = "reading"
    REPORTING = "reporting"
    REPORT = "report"


class Action(StrEnum):
    """What happened to a thing; a move or another id is a change with a note of its own."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Mark(StrEnum):
    """What became of a stretch of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that follow one another and share one fate."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Shift:
    """The dates of a deadline before and after, as the grammar reads them.

    A side has a date when its phrase is one part with one last day. ``days`` is positive when the date is
    later than before, None where the two can't be compared.
    """

    old: Date | None
    new: Date | None

    @property
    def days(self) -> int | None:
        """Days from the old date to the new one."""
        return (self.new - self.old).days if self.old is not None and self.new is not None else None


@dataclass(frozen=True, slots=True)
class Edit:
    """One field before and after.

    ``field`` is the name in the files, dotted inside an inner mapping (``agency.name``). ``item`` names
    one entry of a list or mapping: a paragraph's number, a further column, a heading. Two tuples of the
    same words are a list in another order. ``words`` marks what changed inside a text.
    """

    field: str
    old: Value
    new: Value
    item: str = ""
    words: tuple[Stretch, ...] = ()
    shift: Shift | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Where a row, heading or paragraph stood and stands: what holds it, and what it follows there.

    Ids are those of their own side; ``""`` is the top, or the first place.
    """

    old_holder: str
    new_holder: str
    old_after: str
    new_after: str
    same_holder: bool


@dataclass(frozen=True, slots=True)
class Change:
    """All that happened to one thing.

    ``id`` is the one it has now, or had when it was removed; ``renamed_from`` the one it had before.
    ``owner`` is the row or indicator whose entry it is. ``before`` and ``after`` are the things themselves.
    """

    kind: Kind
    id: str
    action: Action
    before: Thing | None = None
    after: Thing | None = None
    owner: str = ""
    edits: tuple[Edit, ...] = ()
    renamed_from: str = ""
    move: Move | None = None

    @property
    def rewrites_record(self) -> bool:
        """Whether it alters what was on record: a recorded entry, a report already issued, the content as signed."""
        if self.kind in {Kind.FACT, Kind.READING, Kind.BASELINE}:
            return self.action is not Action.ADDED
        seal = getattr(self.before, "seal", None)
        return seal is not None and (self.action is Action.REMOVED or any(edit.field != "sent" for edit in self.edits))

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that changed."""
        return frozenset(edit.field for edit in self.edits)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two plans, in the order of the plan's own files."""

    items: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.items)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.items)

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        """Return the changes of some kinds of things."""
        return tuple(item for item in self.items if item.kind in kinds)

    def renamed(self, kind: Kind) -> Mapping[str, str]:
        """Return the new ids of the things of a kind that have another id now, by the old ones."""
        return {item.renamed_from: item.id for item in self.items if item.kind is kind and item.renamed_from}
