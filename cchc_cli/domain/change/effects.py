"""What changes of a plan do to the states of its rows at one date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.vocabulary import State

Date = dt.date


@dataclass(frozen=True, slots=True)
class Effect:
    """A row whose state, due date, report or side changed; None where there was or is no such row."""

    id: str
    before: Standing | None
    after: Standing | None

    @property
    def old_state(self) -> State | None:
        """Its state before."""
        return self.before.state if self.before else None

    @property
    def new_state(self) -> State | None:
        """Its state now."""
        return self.after.state if self.after else None

    @property
    def old_due(self) -> Date | None:
        """The date in force before."""
        return self.before.due if self.before else None

    @property
    def new_due(self) -> Date | None:
        """The date in force now."""
        return self.after.due if self.after else None


def effects(
    before: Sequence[Standing], after: Sequence[Standing], renamed: Mapping[str, str] | None = None
) -> tuple[Effect, ...]:
    """Return the rows that stand otherwise than before, in the order of the later plan, those gone last.

    Both are computed for the same moment. ``renamed`` gives the new ids of rows by their old ones.
    """
    was = {(renamed or {}).get(row.task.id, row.task.id): row for row in before}
    now = {row.task.id: row for row in after}
    changed = [Effect(row_id, was.get(row_id), row) for row_id, row in now.items() if _differs(was.get(row_id), row)]
    return (*changed, *(Effect(row_id, row, None) for row_id, row in was.items() if row_id not in now))


def _differs(old: Standing | None, new: Standing) -> bool:
    return old is None or _standing(old) != _standing(new)


def _standing(row: Standing) -> tuple[object, ...]:
    return row.state, row.due, row.reported, row.outside, row.missing, row.misread is None
