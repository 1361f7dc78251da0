"""The plan as signed and the dated facts beside it, as plain values."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from cchc_cli.domain.finding import Place
from cchc_cli.domain.windows import Reporting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal
    from fractions import Fraction

    from cchc_cli.domain.target import Target
    from cchc_cli.domain.units import Register
    from cchc_cli.domain.vocabulary import Status

Date = dt.date
NOWHERE = Place("")


@dataclasses.dataclass(frozen=True, slots=True)
class Moment:
    """The day a question is asked for, and the day whose knowledge answers it (None: all that is known)."""

    as_of: Date
    known_on: Date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Agency:
    """The agency whose plan it is, as its letterhead names it."""

    name: str
    parent: str = ""
    short: str = ""
    code: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Node:
    """A place in the plan's text: a heading, a paragraph, or both; ``id`` as people cite it (KH.II.2.b)."""

    id: str
    title: str = ""
    text: str = ""
    note: str = ""
    items: tuple[Node, ...] = ()
    place: Place = dataclasses.field(default=NOWHERE, compare=False)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in the order of the text."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclasses.dataclass(frozen=True, slots=True)
class Task:
    """One row of the appendix, in the words of the signed table.

    ``number`` is the STT shown; ``schedule`` says the deadline again in words the grammar reads, where
    it can't read the signed ones. ``indicator`` is set on a row that is a target and not a task.
    ``removed`` holds the document that took the row out of the plan, ``signed_deadline`` the deadline
    before an amendment; both are set only by the overlay of amendments.
    """

    id: str
    section: str
    area: str
    task: str
    number: str = ""
    product: str = ""
    lead: str = ""
    support: str = ""
    deadline: str = ""
    schedule: str = ""
    leader: str = ""
    budget: str = ""
    weight: Decimal | None = None
    continues: str = ""
    notes: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    implements: tuple[str, ...] = ()
    indicator: str = ""
    parent: str = ""
    removed: str = ""
    signed_deadline: str | None = None
    place: Place = dataclasses.field(default=NOWHERE, compare=False)

    @property
    def is_indicator(self) -> bool:
        """Whether the row is a target, outside every rate."""
        return bool(self.indicator)


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """A heading of the appendix with the rows under it; sections may nest.

    ``groups`` are the rows that hold sub-rows and are no tasks themselves; their sub-rows name them as ``parent``.
    """

    id: str
    title: str
    area: str = ""
    tasks: tuple[Task, ...] = ()
    sections: tuple[Section, ...] = ()
    groups: tuple[Task, ...] = ()
    place: Place = dataclasses.field(default=NOWHERE, compare=False)

    def lines(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Yield tasks as the table shows them, each group before the first of its sub-rows."""
        groups = {group.id: group for group in self.groups}
        shown: set[str] = set()
        for task in tasks:
            above: list[Task] = []
            group = groups.get(task.parent)
            while group is not None and group.id not in shown:
                shown.add(group.id)
                above.append(group)
                group = groups.get(group.parent)
            yield from reversed(above)
            yield task

    def walk(self) -> Iterator[Section]:
        """Yield this section and those inside it."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclasses.dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact of a task's life.

    ``date`` is the day it happened, ``recorded`` the day it was written down, ``position`` its place in
    the file, which decides between facts of one day. ``source`` names the file and row it was taken from.
    Exactly the fields that say something are set.
    """

    date: Date
    recorded: Date | None = None
    id: str = ""
    part: str = ""
    status: Status | None = None
    due: Date | None = None
    event: str = ""
    result: str = ""
    period: str = ""
    quantity: tuple[tuple[str, Decimal], ...] = ()
    obstacle: str = ""
    ask: str = ""
    resolved: str = ""
    lead: str = ""
    void: str = ""
    reason: str = ""
    basis: str = ""
    approved_by: str = ""
    by: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()
    source: str = ""
    position: int = 0
    place: Place = dataclasses.field(default=NOWHERE, compare=False)

    @property
    def known(self) -> Date:
        """The day from which the fact counts as known: when it was written down, else when it happened."""
        return self.recorded or self.date

    @property
    def is_work(self) -> bool:
        """Whether the fact shows that work on the task has begun."""
        return bool(self.result or self.quantity) or self.status in {"started", "done", "resumed"}

    @property
    def is_result(self) -> bool:
        """Whether the fact reports what was achieved."""
        return bool(self.result or self.quantity) or self.status == "done"

    @property
    def is_report(self) -> bool:
        """Whether somebody has reported on the work itself, rather than set a date, a unit or an event."""
        return self.status is not None or bool(self.result or self.quantity or self.obstacle or self.resolved)


@dataclasses.dataclass(frozen=True, slots=True)
class Indicator:
    """A measurable target of the plan, with the place of the text it comes from and the rows that serve it."""

    id: str
    name: str
    target: Target
    source: str = ""
    tasks: tuple[str, ...] = ()
    every: str = ""
    place: Place = dataclasses.field(default=NOWHERE, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """One measurement of an indicator; ``base`` is the denominator where numerator and base were counted."""

    date: Date
    value: Fraction
    base: Decimal | None = None
    count: Decimal | None = None
    recorded: Date | None = None
    period: str = ""
    id: str = ""
    void: str = ""
    by: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()
    position: int = 0
    place: Place = dataclasses.field(default=NOWHERE, compare=False)

    @property
    def known(self) -> Date:
        """The day from which the reading counts as known."""
        return self.recorded or self.date


@dataclasses.dataclass(frozen=True, slots=True)
class Amendment:
    """A change of the plan decided by a later document: one field, a row added, or a row taken out."""

    date: Date
    document: str
    recorded: Date | None = None
    task: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    added: Task | None = None
    after: str = ""
    removed: str = ""
    id: str = ""
    reason: str = ""
    position: int = 0
    place: Place = dataclasses.field(default=NOWHERE, compare=False)

    @property
    def known(self) -> Date:
        """The day from which the amendment counts as known."""
        return self.recorded or self.date


@dataclasses.dataclass(frozen=True, slots=True)
class Correction:
    """A scan error put right: the place, the words as scanned, the words as corrected."""

    where: str
    scanned: str
    corrected: str
    place: Place = dataclasses.field(default=NOWHERE, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Baseline:
    """The content of the plan as fixed when it was signed, by fingerprint.

    ``prints`` holds the fingerprint of every field that says something: by group of the content
    (``tasks``), by id in the order of the document, by field.
    """

    document: str
    date: Date
    recorded: Date | None = None
    prints: Mapping[str, Mapping[str, Mapping[str, str]]] = dataclasses.field(default_factory=dict)
    place: Place = dataclasses.field(default=NOWHERE, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Seal:
    """What was fixed when a report was issued: its number, day and signer, and what was known.

    ``state_date`` is the day its states were computed for; ``seen`` the ids of entries written down on
    ``known_on`` itself that it counts: others of that day came in later. ``figures`` are the counts as
    issued, by name.
    """

    number: str
    date: Date
    known_on: Date
    state_date: Date
    signer: str = ""
    preset: str = ""
    seen: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ReportFile:
    """What people wrote for one report, by heading (``I.2``, ``II.1.b``), and its seal once issued.

    ``statistics`` holds the values filled in for the rows of the statistical form, ``sent`` the day it was sent.
    """

    code: str
    texts: tuple[tuple[str, str], ...] = ()
    statistics: tuple[tuple[str, str], ...] = ()
    seal: Seal | None = None
    sent: Date | None = None
    place: Place = dataclasses.field(default=NOWHERE, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """A yearly plan with everything recorded about it."""

    number: str
    date: Date
    year: int
    agency: Agency
    place: str = ""
    doc_type: str = "Kế hoạch"
    subject: str = ""
    bases: tuple[str, ...] = ()
    preamble: tuple[str, ...] = ()
    body: tuple[Node, ...] = ()
    closing: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signatory: tuple[str, str] = ("", "")
    reporting: Reporting = dataclasses.field(default_factory=Reporting)
    appendix_title: str = ""
    appendix_note: str = ""
    columns: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    register: Register = dataclasses.field(kw_only=True)
    facts: Mapping[str, tuple[Fact, ...]] = dataclasses.field(default_factory=dict)
    readings: Mapping[str, tuple[Reading, ...]] = dataclasses.field(default_factory=dict)
    amendments: tuple[Amendment, ...] = ()
    corrections: tuple[Correction, ...] = ()
    reports: Mapping[str, ReportFile] = dataclasses.field(default_factory=dict)
    baseline: Baseline | None = None

    def all_sections(self) -> Iterator[Section]:
        """Yield every section, nested ones after the one that holds them."""
        for section in self.sections:
            yield from section.walk()

    def tasks(self) -> Iterator[Task]:
        """Yield every row of the appendix, in the order of the table."""
        for section in self.all_sections():
            yield from section.tasks

    def nodes(self) -> Iterator[Node]:
        """Yield every place of the plan's text, in order."""
        for node in self.body:
            yield from node.walk()

    def task(self, task_id: str) -> Task | None:
        """Return the row with this id, None where there is none."""
        return next((task for task in self.tasks() if task.id == task_id), None)

    def indicator(self, indicator_id: str) -> Indicator | None:
        """Return the indicator with this id, None where there is none."""
        return next((item for item in self.indicators if item.id == indicator_id), None)
