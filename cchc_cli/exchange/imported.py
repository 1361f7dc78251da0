"""What was made of a document that came from outside: a plan, and everything a person should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from cchc_cli.domain.model import Agency, Indicator, Node, Plan, Section
    from cchc_cli.domain.units import Unit
    from cchc_cli.exchange.pages import Doubt


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of one section: how many numbered rows the file shows, how many became rows of the plan."""

    section: str
    seen: int
    made: int


@dataclass(frozen=True, slots=True)
class ReadAppendix:
    """The table of tasks as read. ``used`` are the places in ``Document.blocks`` that it took.

    ``carried`` names the fields of a task that the file has a column for: importing again compares only those.
    Rows that state a target hold the id of their indicator in ``Task.indicator``.
    """

    title: str = ""
    note: str = ""
    columns: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    used: frozenset[int] = frozenset()
    carried: frozenset[str] = frozenset()
    tally: tuple[Tally, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadText:
    """The signed text around the table as read; what the file does not say is empty."""

    number: str = ""
    date: dt.date | None = None
    place: str = ""
    doc_type: str = ""
    subject: str = ""
    agency: Agency | None = None
    bases: tuple[str, ...] = ()
    preamble: tuple[str, ...] = ()
    body: tuple[Node, ...] = ()
    closing: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signatory: tuple[str, str] = ("", "")
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The plan that a file holds. ``stated`` names the parts of ``plan.yaml`` that the file really gives
    (``number``, ``date``, ``body`` ...): the others are stand-ins that a person must fill in.
    """

    plan: Plan
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    stated: frozenset[str]
    carried: frozenset[str]
    tally: tuple[Tally, ...]
    doubts: tuple[Doubt, ...]
