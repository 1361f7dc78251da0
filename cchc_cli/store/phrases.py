"""Deadlines and unit cells read before, as plain data: kept beside a plan, so that they need not be read again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline import After, Deadline, Every, Kind, Part, read
from cchc_cli.domain.units import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.model import Plan
    from cchc_cli.domain.units import Register


def plain_deadlines(plan: Plan) -> list[object]:
    """Return the deadlines of a plan's rows that can be read, each phrase once."""
    phrases = dict.fromkeys(words for task in plan.tasks() for words in (task.schedule or task.deadline,))
    found = [read(words, plan.year) for words in phrases]
    return [[each.text, each.year, list(map(_plain, each.parts))] for each in found if isinstance(each, Deadline)]


def _plain(part: Part) -> list[object]:
    every, after = part.every, part.after
    return [
        part.kind.value, part.text, *part.span, part.label, *map(_day, (part.start, part.due, part.starts_by)),
        [every.unit, every.step, every.day, every.month, list(every.only)] if every else None,
        [after.amount, after.unit, after.event] if after else None,
        part.awaits, part.tentative,
    ]  # fmt: skip


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def deadlines_of(kept: object) -> Iterator[Deadline]:
    """Yield the deadlines of plain data; raises ValueError for what is of no shape written here."""
    match kept:
        case list() as each_kept:
            for each in each_kept:
                yield _deadline(each)
        case _:
            raise ValueError(kept)


def _deadline(kept: object) -> Deadline:
    match kept:
        case [str() as text, int() as year, list() as parts]:
            return Deadline(text, year, tuple(map(_part, parts)))
    raise ValueError(kept)


def _part(kept: object) -> Part:
    match kept:
        case [
            str() as kind, str() as text, int() as begin, int() as end, str() | None as label, start, due, starts_by,
            every, after, str() | None as awaits, bool() as tentative,
        ]:  # fmt: skip
            first, last, first_end = map(_date, (start, due, starts_by))
            return Part(
                Kind(kind), text, (begin, end), label, first, last, first_end, _every(every), _after(after), awaits,
                tentative,
            )  # fmt: skip
    raise ValueError(kept)


def _date(kept: object) -> dt.date | None:
    return None if kept is None else dt.date.fromisoformat(str(kept))


def _every(kept: object) -> Every | None:
    match kept:
        case None:
            return None
        case [
            "week" | "month" | "quarter" | "half" | "year" as unit, int() as step, int() | None as day,
            int() | None as month, list() as only,
        ] if all(isinstance(number, int) for number in only):  # fmt: skip
            return Every(unit, step, day, month, tuple(only))
    raise ValueError(kept)


def _after(kept: object) -> After | None:
    match kept:
        case None:
            return None
        case [int() as amount, "calendar" | "working" | "month" as unit, str() as event]:
            return After(amount, unit, event)
    raise ValueError(kept)


def plain_mentions(register: Register) -> list[object]:
    """Return what the cells read so far say: each unit by its place in the register, None for one not in it."""
    places = {id(unit): place for place, unit in enumerate(register.units)}
    return [
        [cell, [[each.text, *each.span, None if each.unit is None else places[id(each.unit)]] for each in mentions]]
        for cell, mentions in register.cells.items()
    ]


def mentions_of(kept: object, register: Register) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    """Yield cells and what they say from plain data; raises ValueError for what is of no shape written here."""
    match kept:
        case list() as each_kept:
            pass
        case _:
            raise ValueError(kept)
    for each in each_kept:
        match each:
            case [str() as cell, list() as mentions]:
                yield cell, tuple(_mention(mention, register) for mention in mentions)
            case _:
                raise ValueError(each)


def _mention(kept: object, register: Register) -> Mention:
    match kept:
        case [str() as text, int() as begin, int() as end, None]:
            return Mention(text, (begin, end), None)
        case [str() as text, int() as begin, int() as end, int() as place] if 0 <= place < len(register.units):
            return Mention(text, (begin, end), register.units[place])
    raise ValueError(kept)
