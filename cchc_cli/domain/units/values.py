"""What the register holds and what a signed cell gives: units, and mentions of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Unit:
    """One entry of the register: a unit, or a group of units.

    ``members`` holds the ids of a group's members. ``outside`` marks units outside the agency.
    ``successor`` is the id of the unit that carries on after ``valid_to``, the last day of this one.
    ``contact`` holds pairs such as ``("email", "...")``.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    outside: bool = False
    successor: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    contact: tuple[tuple[str, str], ...] = ()


class Mention(NamedTuple):
    """One unit named in a signed cell.

    ``text`` is the name as written, in NFC with single spaces; where several names share their first
    words (``Sở Y tế, Nội vụ``) these are supplied (``Sở Nội vụ``), and words that only say what the unit
    does (``chủ trì hướng dẫn``) are left out. ``span`` is the start and end, in characters of the cell, of
    all that this mention accounts for. ``unit`` is None when the register doesn't know the name.
    """

    text: str
    span: tuple[int, int]
    unit: Unit | None

    @property
    def name(self) -> str:
        """The registered name, or the words of the cell where the register has none."""
        return self.text if self.unit is None else self.unit.name
