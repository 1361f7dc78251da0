"""Compare things that stand in an order under something that holds them: rows, headings, places of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from cchc_cli.domain.change.matching import moved_among, pair
from cchc_cli.domain.change.values import Action, Change, Edit, Kind, Move

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cchc_cli.domain.model import Node, Plan, Section, Task

Thing = TypeVar("Thing", "Task", "Section", "Node")
Holder: TypeAlias = tuple[str, str]
"""The section of a row, ``""`` for other things, and the row, heading or place that holds it, ``""`` for none."""


@dataclass(frozen=True, slots=True)
class Held(Generic[Thing]):
    """A thing where it stands: its number in the order of the whole, what holds it, the id it follows there."""

    at: int
    thing: Thing
    holder: Holder
    follows: str

    @property
    def line(self) -> Holder:
        """What its order is counted in: a table's rows stand in one line, whatever row holds them."""
        return (self.holder[0], "") if self.holder[0] else self.holder


def held(things: Iterable[tuple[Holder, Thing]]) -> list[Held[Thing]]:
    """Return things, given in their order with what holds them, where they stand."""
    found: list[Held[Thing]] = []
    last: dict[Holder, str] = {}
    for at, (holder, thing) in enumerate(things):
        each = Held(at, thing, holder, "")
        found.append(Held(at, thing, holder, last.get(each.line, "")))
        last[each.line] = thing.id
    return found


def held_nodes(nodes: Iterable[Node], holder: str = "") -> Iterator[tuple[Holder, Node]]:
    """Yield the places of the text in order, each with the one that holds it."""
    for node in nodes:
        yield ("", holder), node
        yield from held_nodes(node.items, node.id)


def held_sections(sections: Iterable[Section], holder: str = "") -> Iterator[tuple[Holder, Section]]:
    """Yield the headings of the table in order, each with the one that holds it."""
    for section in sections:
        yield ("", holder), section
        yield from held_sections(section.sections, section.id)


def held_rows(plan: Plan) -> Iterator[tuple[Holder, Task]]:
    """Yield the rows of the table in order, those that only hold sub-rows among them, each with what holds it."""
    for section in plan.all_sections():
        rows = list(section.lines(section.tasks))
        shown = {id(row) for row in rows}
        for row in (*rows, *(group for group in section.groups if id(group) not in shown)):
            yield (section.id, row.parent), row


def arranged(
    kind: Kind,
    sides: tuple[Sequence[Held[Thing]], Sequence[Held[Thing]]],
    words: Callable[[Thing], str],
    edits: Callable[[Thing, Thing], Iterable[Edit]],
    renamed_sections: Mapping[str, str],
) -> tuple[Change, ...]:
    """Return what happened to each thing, those added and removed included, in the order of the later plan.

    ``sides`` are the things before and after; ``words`` are those a thing is known by where its id changed,
    and ``edits`` compares two of them.
    """
    matched = pair(*sides, lambda each: each.thing.id, lambda each: words(each.thing))
    renamed = {old.thing.id: new.thing.id for old, new in matched.pairs if old.thing.id != new.thing.id}
    moved = _moved(matched.pairs, lambda holder: _now(holder, renamed_sections, renamed))
    found: list[Change] = [
        Change(
            kind,
            new.thing.id,
            Action.CHANGED,
            old.thing,
            new.thing,
            edits=tuple(edits(old.thing, new.thing)),
            renamed_from=old.thing.id if old.thing.id != new.thing.id else "",
            move=moved.get(new.at),
        )
        for old, new in matched.pairs
    ]
    places = {id(change): new.at for change, (_, new) in zip(found, matched.pairs, strict=True)}
    for new in matched.added:
        found.append(Change(kind, new.thing.id, Action.ADDED, None, new.thing))
        places[id(found[-1])] = new.at
    found.sort(key=lambda change: places[id(change)])
    gone: list[Change] = [Change(kind, old.thing.id, Action.REMOVED, old.thing, None) for old in matched.removed]
    return (*found, *gone)


def _now(holder: Holder, renamed_sections: Mapping[str, str], renamed: Mapping[str, str]) -> Holder:
    section, row = holder
    return renamed_sections.get(section, section), renamed.get(row, row)


def _moved(pairs: Sequence[tuple[Held[Thing], Held[Thing]]], now: Callable[[Holder], Holder]) -> dict[int, Move]:
    """Return the moves by the place of the thing in the later plan: to another holder, or in the order of its line."""
    moves: dict[int, Move] = {}
    lines: dict[Holder, list[tuple[int, int]]] = {}
    by_place = {new.at: (old, new) for old, new in pairs}
    for old, new in pairs:
        if now(old.holder) != new.holder:
            moves[new.at] = _move(old, new, same=False)
        else:
            lines.setdefault(new.line, []).append((old.at, new.at))
    for line in lines.values():
        for at in moved_among([to for _, to in sorted(line)], sorted(to for _, to in line)):
            moves[at] = _move(*by_place[at], same=True)
    return moves


def _move(old: Held[Thing], new: Held[Thing], *, same: bool) -> Move:
    old_holder, new_holder = (holder[1] or holder[0] for holder in (old.holder, new.holder))
    return Move(old_holder, new_holder, old.follows, new.follows, same)
