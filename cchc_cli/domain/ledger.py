"""The facts that count at a moment, and the course of one part of a task that follows from them."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cchc_cli.domain.model import Fact, Moment, Reading
from cchc_cli.domain.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

Entry = TypeVar("Entry", Fact, Reading)
_when = attrgetter("date", "position")


def known(entries: Iterable[Entry], moment: Moment) -> tuple[Entry, ...]:
    """Return what the moment's knowledge holds, oldest first, whatever day it happened.

    An entry counts from the day it was written down. A voided one is left out as soon as the voiding is
    known, for every as-of date: it never happened.
    """
    on = moment.known_on
    kept = [entry for entry in entries if on is None or entry.known <= on]
    voided = {entry.void for entry in kept if entry.void}
    if voided:
        kept = [entry for entry in kept if not entry.void and not (entry.id and entry.id in voided)]
    return tuple(sorted(kept, key=_when))


def in_force(entries: Iterable[Entry], moment: Moment) -> tuple[Entry, ...]:
    """Return the known entries that had happened by the as-of date, oldest first."""
    return tuple(entry for entry in known(entries, moment) if entry.date <= moment.as_of)


def of_part(facts: Iterable[Fact], letter: str) -> tuple[Fact, ...]:
    """Return the facts that concern one part: those that name it and those about the whole row."""
    return tuple(fact for fact in facts if fact.part in {"", letter})


class Course(NamedTuple):
    """How far a part has come: the facts that decide it, each None until there is one.

    ``completed`` is the completion still standing, ``halted`` the pause or removal still standing,
    ``begun`` the first sign of work.
    """

    facts: tuple[Fact, ...]
    begun: Fact | None = None
    completed: Fact | None = None
    halted: Fact | None = None

    def due_in_force(self) -> Fact | None:
        """Return the last date fixed or extended, as of the completion where there is one."""
        fixed = [fact for fact in self.facts if fact.due]
        if self.completed is not None:
            fixed = [fact for fact in fixed if fact.date <= self.completed.date]
        return fixed[-1] if fixed else None

    def first_due(self) -> Fact | None:
        """Return the first date ever fixed by a fact."""
        return next((fact for fact in self.facts if fact.due), None)

    def open_obstacles(self) -> tuple[Fact, ...]:
        """Return the obstacles reported and not yet resolved."""
        waiting: list[Fact] = []
        for fact in self.facts:
            if fact.resolved:
                waiting.clear()
            if fact.obstacle:
                waiting.append(fact)
        return tuple(waiting)


def follow(facts: Iterable[Fact]) -> Course:
    """Walk through facts in the order they happened and return where they lead.

    A completion that names a period answers that period only and completes nothing else.
    """
    facts = tuple(facts)
    begun = completed = halted = None
    for fact in facts:
        if begun is None and fact.is_work:
            begun = fact
        match fact.status:
            case Status.DONE if not fact.period:
                completed, halted = fact, None
            case Status.REOPENED:
                completed = halted = None
            case Status.PAUSED | Status.DROPPED:
                halted = fact
            case Status.RESUMED:
                halted = None
            case _:
                pass
    return Course(facts, begun, completed, halted)
