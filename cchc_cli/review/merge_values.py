"""What the merge of three versions must say, decided by values alone, and the proof that a merged text says it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal, TypeAlias

from cchc_cli.domain.text import nfc
from cchc_cli.review.merge_match import dated_order, id_of, identify, merged_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cchc_cli.review.merge_lines import Side
    from cchc_cli.review.merge_match import Keys
    from cchc_cli.store.data import Data

Form: TypeAlias = Literal["entries", "fields", "whole"]
"""How a file is merged: entry by entry, field by field, or as one value."""

Step: TypeAlias = "str | int"


class Absent(Enum):
    """A value that is not there, which is another thing than an empty one."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that both sides changed differently."""

    ours: Version
    theirs: Version


Version: TypeAlias = "Data | Absent"
Outcome: TypeAlias = "Data | Absent | Conflict | Mapping[str, Outcome] | Sequence[Outcome]"

# Texts of many paragraphs, each of which people cite and change by itself.
_PARAGRAPHS = frozenset({("preamble",), ("bases",), ("closing",), ("recipients",)})


@dataclass(frozen=True, slots=True)
class Rules:
    """How far down a file is merged.

    ``strayed`` are the new ids that each side put at another place, ``voided`` those of the facts that
    a new fact of either side calls mistaken.
    """

    form: Form
    strayed: frozenset[str] = frozenset()
    voided: frozenset[str] = frozenset()

    def goes_inside(self, path: tuple[Step, ...], base: Version, ours: Version, theirs: Version) -> bool:
        """Whether what both sides changed at a path is merged part by part."""
        versions = [version for version in (base, ours, theirs) if version is not base or not _is_empty(base)]
        if self.form == "whole" or (self.form == "entries" and path):
            return False
        if _is_empty(base) and path and isinstance(path[-1], int):
            return False  # an entry that both sides added
        if all(isinstance(version, dict) for version in versions):
            return True
        lists = [version for version in versions if isinstance(version, list)]
        if len(lists) != len(versions):
            return False
        items = [item for version in lists for item in version]
        return all(isinstance(item, dict) for item in items) or path in _PARAGRAPHS

    def is_voided(self, version: Version) -> bool:
        """Whether a fact may not be dropped with one side, since a new fact speaks of it."""
        return not isinstance(version, Absent) and id_of(version) in self.voided

    def holds_strayed(self, *versions: Version) -> bool:
        """Whether values hold an entry that each side put at another place, so that both are left to people."""
        if not self.strayed:
            return False
        return any(self.strayed & _homes(version).keys() for version in versions if not isinstance(version, Absent))


def _is_empty(version: Version) -> bool:
    return version is ABSENT or version is None or version in ([], {})


def rules_for(form: Form, base: Data, ours: Data, theirs: Data) -> Rules:
    """Return the rules for three versions of a file."""
    was, here, there = (_homes(version) for version in (base, ours, theirs))
    new = {each: (here.get(each, set()) - was.get(each, set()), there.get(each, set()) - was.get(each, set()))
           for each in here.keys() & there.keys()}  # fmt: skip
    strayed = frozenset(each for each, (mine, other) in new.items() if mine and other and mine != other)
    return Rules(form, strayed, frozenset((_voided(ours) | _voided(theirs)) - _voided(base)))


def _voided(data: Data) -> set[str]:
    if not isinstance(data, list):
        return set()
    return {nfc(str(item["void"]).strip()) for item in data if isinstance(item, dict) and item.get("void")}


def _homes(data: Data) -> dict[str, set[tuple[str, ...]]]:
    """Return for each id the entries above it, and the fields, in which it stands."""
    homes: dict[str, set[tuple[str, ...]]] = {id_of(data): {()}} if id_of(data) else {}
    waiting: list[tuple[tuple[str, ...], Data]] = [((), data)]
    while waiting:
        home, held = waiting.pop()
        if isinstance(held, dict):
            waiting += [((*home, key), value) for key, value in held.items()]
        elif isinstance(held, list):
            for item in held:
                name = id_of(item)
                waiting.append(((*home, name), item))
                if name:
                    homes.setdefault(name, set()).add(home)
    return homes


def merge_values(rules: Rules, base: Version, ours: Version, theirs: Version, path: tuple[Step, ...] = ()) -> Outcome:
    """Merge three versions of a value; what both sides changed differently is a conflict in its place."""
    if ours == theirs:
        return ours
    if ABSENT in (ours, theirs) and rules.is_voided(base):
        return Conflict(ours, theirs)
    if not rules.holds_strayed(ours, theirs):
        if theirs == base:
            return ours
        if ours == base:
            return theirs
    if ABSENT in (ours, theirs) or not rules.goes_inside(path, base, ours, theirs):
        return Conflict(ours, theirs)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        was = base if isinstance(base, dict) else {}
        return _merged_fields(rules, was, ours, theirs, path)
    if isinstance(ours, list) and isinstance(theirs, list):
        return _merged_entries(rules, base if isinstance(base, list) else [], ours, theirs, path)
    return Conflict(ours, theirs)


def _merged_fields(
    rules: Rules, base: dict[str, Data], ours: dict[str, Data], theirs: dict[str, Data], path: tuple[Step, ...]
) -> Outcome:
    merged = {
        key: merge_values(rules, base.get(key, ABSENT), ours.get(key, ABSENT), theirs.get(key, ABSENT), (*path, key))
        for key in {**ours, **theirs}
    }
    return {key: value for key, value in merged.items() if value is not ABSENT}


def _merged_entries(
    rules: Rules, base: list[Data], ours: list[Data], theirs: list[Data], path: tuple[Step, ...]
) -> Outcome:
    keys = identify(base, ours, theirs)
    order = order_of(rules, keys, (base, ours, theirs))
    if order is None:
        return Conflict(ours, theirs)
    held = [dict(zip(names, items, strict=True)) for names, items in zip(keys, (base, ours, theirs), strict=True)]
    merged: list[Outcome] = []
    for key in order:
        was, here, there = (each.get(key, ABSENT) for each in held)
        merged.append(merge_values(rules, was, here, there, (*path, 0)))
    return [value for value in merged if value is not ABSENT]


def order_of(rules: Rules, keys: Sequence[Keys], items: Sequence[Sequence[Data]]) -> Keys | None:
    """Return the order of the entries of a list, None where the two sides contradict each other.

    ``keys`` and ``items`` are those of the base, of ours and of theirs.
    """
    base, ours, theirs = items
    if theirs in (ours, base):
        return keys[1]
    if ours == base:
        return keys[2]
    if rules.form == "entries":
        return dated_order(keys[0], dict(zip(keys[1], ours, strict=True)), dict(zip(keys[2], theirs, strict=True)))
    return merged_order(*keys)


def chosen(outcome: Outcome, side: Side) -> Version:
    """Return a merged value with one side's version of each conflict."""
    if isinstance(outcome, Conflict):
        return outcome.ours if side == "ours" else outcome.theirs
    if isinstance(outcome, dict):
        fields = {key: chosen(value, side) for key, value in outcome.items()}
        return {key: value for key, value in fields.items() if not isinstance(value, Absent)}
    if isinstance(outcome, list):
        return [value for item in outcome if not isinstance(value := chosen(item, side), Absent)]
    return outcome if isinstance(outcome, str | Absent) else None


def is_settled(outcome: Outcome) -> bool:
    """Whether nothing in a merged value is left to people."""
    return chosen(outcome, "ours") == chosen(outcome, "theirs")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a merged text says when all its clashes are settled as one side has them, and what that side says."""

    side: Side
    says: Version
    own: Version


def is_proven(outcome: Outcome, ours: Reading, theirs: Reading) -> bool:
    """Whether a merged text says what it must: each part merged, or as one side has it in one version of a clash.

    A clash may be wider than the conflict in it, never narrower.
    """
    readings = ours, theirs
    if all(reading.says == chosen(outcome, reading.side) for reading in readings):
        return True
    if all(reading.says == reading.own for reading in readings):
        return True
    if isinstance(outcome, dict):
        keys = {*outcome, *_keys(ours.says), *_keys(theirs.says)}
        return all(is_proven(outcome.get(key, ABSENT), _field(ours, key), _field(theirs, key)) for key in keys)
    if isinstance(outcome, list):
        return all(map(_is_in_order, (outcome, outcome), readings)) and all(
            is_proven(item, _entry(ours, item), _entry(theirs, item)) for item in outcome
        )
    return False


def _keys(data: Version) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data


def _field(reading: Reading, key: str) -> Reading:
    says, own = (data.get(key, ABSENT) if isinstance(data, dict) else ABSENT for data in (reading.says, reading.own))
    return Reading(reading.side, says, own)


def _is_in_order(outcome: Sequence[Outcome], reading: Reading) -> bool:
    """Whether a list holds the entries it must, which are known by their ids."""
    due = [id_of(item) for each in outcome if not isinstance(item := chosen(each, reading.side), Absent)]
    return isinstance(reading.says, list) and all(due) and [id_of(item) for item in reading.says] == due


def _entry(reading: Reading, outcome: Outcome) -> Reading:
    item = chosen(outcome, reading.side)
    name = "" if isinstance(item, Absent) else id_of(item)
    says, own = (_named(data, name) for data in (reading.says, reading.own))
    return Reading(reading.side, says, own)


def _named(data: Version, name: str) -> Version:
    if not name or not isinstance(data, list):
        return ABSENT
    return next((item for item in data if id_of(item) == name), ABSENT)


def keeps_comments(base: Iterable[str], ours: Iterable[str], theirs: Iterable[str], merged: Iterable[str]) -> bool:
    """Whether a merged text has every comment that its sides have, but those that a side took out."""
    was, here, there, now = (Counter(comments) for comments in (base, ours, theirs, merged))
    return all(
        now[comment] >= min(max(here[comment], there[comment]), here[comment] + there[comment] - was[comment])
        for comment in here | there
    )
