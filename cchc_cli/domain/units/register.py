"""The register of units: find a unit by any of its names, read a cell, follow members and successors."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cchc_cli.domain.text import fold, nearest
from cchc_cli.domain.units.lexer import Phrases, compare_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cchc_cli.domain.units.values import Mention, Unit


def _exact_form(word: str) -> str:
    return " ".join(compare_form(part, plain=False) for part in word.split())


@dataclass(frozen=True)
class Register:
    """The units of a plan, those outside the agency included; of two with the same name the first is found."""

    units: tuple[Unit, ...]
    _read: dict[str, tuple[Mention, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)

    # The ways into the register; a command that only lists asks for few of them.

    @cached_property
    def _ids(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in reversed(self.units)}

    @cached_property
    def _words(self) -> list[tuple[str, Unit]]:
        """The ids, then the names, then the aliases."""
        words = [(unit.id, unit) for unit in self.units] + [(unit.name, unit) for unit in self.units]
        return words + [(alias, unit) for unit in self.units for alias in unit.aliases]

    @cached_property
    def _exact(self) -> dict[str, Unit]:
        return {_exact_form(word): unit for word, unit in reversed(self._words)}

    @cached_property
    def _folded(self) -> dict[str, list[Unit]]:
        folded: dict[str, list[Unit]] = {}
        for word, unit in self._words:
            same = folded.setdefault(fold(word), [])
            if unit.id not in {other.id for other in same}:
                same.append(unit)
        return folded

    @cached_property
    def _names(self) -> tuple[Phrases[Unit], Phrases[Unit]]:
        """The names with diacritics, and without."""
        accented: Phrases[Unit] = Phrases(plain=False)
        plain: Phrases[Unit] = Phrases(plain=True)
        for name, unit in self._words[len(self.units) :]:
            accented.add(name, unit)
            plain.add(name, unit)
        return accented, plain

    def read(self, cell: str | None) -> tuple[Mention, ...]:
        """Return the units that a signed cell names, in its order, registered or not.

        A registered name counts only as a whole item: "Văn phòng" isn't found in "Văn phòng UBND tỉnh".
        Names are compared without case; diacritics count when the cell has any. An empty cell and a ditto
        mark ("nt") give nothing. Any text can be read; nothing is raised.
        """
        if not cell:
            return ()
        # A plan names the same few units again and again: what a cell says is remembered.
        if cell not in self._read:
            from cchc_cli.domain.units.reader import read_cell

            self._read[cell] = read_cell(cell, *self._names)
        return self._read[cell]

    @property
    def cells(self) -> Mapping[str, tuple[Mention, ...]]:
        """The cells that were read or remembered so far, and what they say."""
        return self._read

    def remember(self, cell: str, mentions: tuple[Mention, ...]) -> None:
        """Let ``read`` give this answer for a cell from now on."""
        self._read[cell] = mentions

    def find(self, word: str) -> Unit | None:
        """Return the unit with this id, name or alias, compared without case.

        Where none has it, diacritics are left out too, and a unit is returned if it is the only one.
        """
        exact = self._exact.get(_exact_form(word))
        if exact is not None:
            return exact
        same = self._folded.get(fold(word), [])
        return same[0] if len(same) == 1 else None

    def nearest(self, word: str) -> list[str]:
        """Return the names of the registered units most like a word, best first."""
        owner: dict[str, str] = {}
        for unit in self.units:
            for name in (unit.name, *unit.aliases, unit.id):
                owner.setdefault(name, unit.name)
        return list(dict.fromkeys(owner[name] for name in nearest(word, owner)))

    def members(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the units a group is made of, groups within it resolved, each once; none for a single unit.

        Ids that the register doesn't know are passed over, and so is a group that contains itself.
        """
        found: dict[str, Unit] = {}
        seen = {unit.id}
        waiting = list(reversed(unit.members))
        while waiting:
            member = self._ids.get(waiting.pop())
            if member is None or member.id in seen:
                continue
            seen.add(member.id)
            if member.members:
                waiting.extend(reversed(member.members))
            else:
                found[member.id] = member
        return tuple(found.values())

    def is_outside(self, mentions: Iterable[Mention]) -> bool:
        """Tell whether at least one unit is named, and all are registered as outside the agency."""
        named = tuple(mentions)
        return bool(named) and all(mention.unit is not None and mention.unit.outside for mention in named)

    def in_force(self, unit: Unit, on: date) -> Unit:
        """Return the unit that carries on a unit's work on a day: itself, or its last known successor."""
        seen = {unit.id}
        while unit.valid_to is not None and on > unit.valid_to and unit.successor is not None:
            successor = self._ids.get(unit.successor)
            if successor is None or successor.id in seen:
                break
            seen.add(successor.id)
            unit = successor
        return unit
