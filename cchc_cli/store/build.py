"""Build the plan's values from the plain data of its files."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cchc_cli.domain.finding import Place
from cchc_cli.domain.model import Agency, Amendment, Correction, Fact, Indicator, Node, Reading, Section, Task
from cchc_cli.domain.periods import read_period
from cchc_cli.domain.target import read_number, read_target
from cchc_cli.domain.units import Unit
from cchc_cli.domain.vocabulary import TASK_FIELDS, Status, read_date
from cchc_cli.domain.windows import PRESETS, Counting, Report, Reporting, title_of
from cchc_cli.store.take import Taker, Troubles, entries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal

    from cchc_cli.store.data import Data

RHYTHMS = ("month", "quarter", "half", "year")
COUNTINGS: dict[str, Counting] = {"separate": "separate", "if_reported": "if_reported", "year_end": "year_end"}


class Header:
    """What plan.yaml says, before the other files join it."""

    def __init__(self, data: Data, file: str, troubles: Troubles) -> None:
        take = Taker(data, (), troubles)
        self.number = take.text("number", needed=True)
        self.date: dt.date | None = take.date("date", needed=True)
        self.year = take.year("year")
        self.place = take.text("place")
        self.doc_type = take.text("doc_type") or "Kế hoạch"
        self.subject = take.text("subject")
        self.agency = _agency(take)
        self.bases = take.texts("bases")
        self.preamble = take.texts("preamble")
        self.body = _nodes(take, "body", file)
        self.closing = take.texts("closing")
        self.recipients = take.texts("recipients")
        self.signatory = _signatory(take)
        self.reporting = _reporting(take)
        take.done()


def _agency(take: Taker) -> Agency | None:
    inner = take.inner("agency")
    if inner is None:
        take.troubles.note()
        return None
    agency = Agency(
        name=inner.text("name", needed=True),
        parent=inner.text("parent"),
        short=inner.text("short"),
        code=inner.text("code"),
    )
    return agency if inner.done() else None


def _signatory(take: Taker) -> tuple[str, str]:
    inner = take.inner("signatory")
    if inner is None:
        return "", ""
    signatory = inner.text("title"), inner.text("name")
    inner.done()
    return signatory


def _reporting(take: Taker) -> Reporting:
    inner = take.inner("reporting")
    if inner is None:
        return Reporting()
    reporting = Reporting(
        preset=inner.read("preset", lambda text: text if text in PRESETS else None) or "cchc",
        to=inner.texts("to"),
        copies=inner.texts("copies"),
        send_by=_sending_days(inner),
        windows=tuple(_windows(inner)),
        ongoing=inner.read("ongoing", COUNTINGS.get) or "separate",
        places=inner.pairs("places"),
    )
    inner.done()
    return reporting


def _sending_days(take: Taker) -> tuple[tuple[str, dt.date], ...]:
    days = [(code, read_date(text)) for code, text in take.pairs("send_by")]
    if any(day is None or read_period(code) is None for code, day in days):
        take.troubles.note()
    return tuple((code, day) for code, day in days if day is not None)


def _windows(take: Taker) -> Iterator[Report]:
    for inner in take.each("windows"):
        period = inner.read("period", read_period, needed=True)
        start, end, since = inner.date("from", needed=True), inner.date("to", needed=True), inner.date("since")
        send_by = inner.date("send_by")
        if not inner.done() or period is None or start is None or end is None:
            continue
        if end < start:
            inner.troubles.note()
            continue
        yield Report(period.text, title_of(period.text), start, end, since or start, send_by)


def _nodes(take: Taker, key: str, file: str) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for inner in take.each(key):
        node = Node(
            id=inner.id(),
            title=inner.text("title"),
            text=inner.text("text"),
            note=inner.text("note"),
            items=_nodes(inner, "items", file),
            place=Place(file, inner.path),
        )
        if inner.done():
            nodes.append(node)
    return tuple(nodes)


class Appendix:
    """What appendix.yaml says: the head of the table, its columns and its sections."""

    def __init__(self, data: Data, file: str, troubles: Troubles) -> None:
        take = Taker(data, (), troubles)
        self.title = take.text("title")
        self.note = take.text("note")
        self.columns = take.texts("columns")
        self.sections = tuple(_sections(take, file, area=""))
        take.done()


def _sections(take: Taker, file: str, *, area: str) -> Iterator[Section]:
    for inner in take.each("sections"):
        section_id = inner.id()
        title = inner.text("title", needed=True, essential=False)
        own_area = inner.text("area") or area
        rows = list(_rows(inner, file, section_id, own_area))
        tasks = tuple(task for task, is_group in rows if not is_group)
        groups = tuple(task for task, is_group in rows if is_group)
        nested = tuple(_sections(inner, file, area=own_area))
        inner.done()
        if section_id:
            yield Section(section_id, title, own_area, tasks, nested, groups, Place(file, inner.path))


def _rows(take: Taker, file: str, section: str, area: str, above: Task | None = None) -> Iterator[tuple[Task, bool]]:
    """Yield the rows under a section, each with whether it only holds sub-rows, which inherit its cells."""
    for inner in take.each("tasks"):
        task = task_row(inner, section, area, Place(file, inner.path), above)
        below = list(_rows(inner, file, section, area, task))
        usable = inner.done()
        if below:
            yield task, True
            yield from below
        elif usable:
            yield task, False


def task_row(take: Taker, section: str, area: str, place: Place, above: Task | None = None) -> Task:
    """Take one row's own cells; its sub-rows are left to be taken."""
    kind = take.read("type", lambda text: text if text in {"task", "indicator"} else None) or "task"
    indicator = take.id("indicator", needed=False)
    if bool(indicator) != (kind == "indicator"):
        take.troubles.note()
    return Task(
        id=take.id(),
        section=section,
        area=area,
        task=take.text("task", needed=True, essential=False),
        number=take.text("number"),
        product=take.text("product") or (above.product if above else ""),
        lead=take.text("lead") or (above.lead if above else ""),
        support=take.text("support") or (above.support if above else ""),
        deadline=take.text("deadline") or (above.deadline if above else ""),
        schedule=take.text("schedule") or (above.schedule if above else ""),
        leader=take.text("leader") or (above.leader if above else ""),
        budget=take.text("budget"),
        weight=take.number("weight"),
        continues=take.text("continues"),
        notes=take.text("notes"),
        extra=take.pairs("extra"),
        implements=take.texts("implements") or (above.implements if above else ()),
        indicator=indicator,
        parent=above.id if above else "",
        place=place,
    )


def units(data: Data, _file: str, troubles: Troubles) -> tuple[Unit, ...]:
    """Return the units of units.yaml."""
    found: list[Unit] = []
    for take in entries(data, troubles):
        unit = Unit(
            id=take.id(),
            name=take.text("name", needed=True),
            aliases=take.texts("aliases"),
            members=take.texts("members"),
            outside=take.flag("outside"),
            successor=take.id("successor", needed=False) or None,
            valid_from=take.date("valid_from"),
            valid_to=take.date("valid_to"),
            contact=take.pairs("contact"),
        )
        if take.done():
            found.append(unit)
    return tuple(found)


def indicators(data: Data, file: str, troubles: Troubles) -> tuple[Indicator, ...]:
    """Return the targets of indicators.yaml."""
    found: list[Indicator] = []
    for take in entries(data, troubles):
        indicator_id, name = take.id(), take.text("name", needed=True)
        target = take.read("target", read_target, needed=True)
        source, tasks = take.text("source"), take.texts("tasks")
        every = take.read("every", lambda text: text if text in RHYTHMS else None) or ""
        if take.done() and target is not None:
            place = Place(file, take.path)
            found.append(Indicator(indicator_id, name, target, source, tasks, every, place))
    return tuple(found)


def corrections(data: Data, file: str, troubles: Troubles) -> tuple[Correction, ...]:
    """Return the scan errors put right in corrections.yaml."""
    found: list[Correction] = []
    for take in entries(data, troubles):
        correction = Correction(
            take.text("where", needed=True),
            take.verbatim("scanned"),
            take.verbatim("corrected"),
            Place(file, take.path),
        )
        if take.done():
            found.append(correction)
    return tuple(found)


def facts(data: Data, file: str, troubles: Troubles) -> tuple[Fact, ...]:
    """Return the facts of one progress file; the order in the file is kept as their position."""
    found = []
    for position, take in enumerate(entries(data, troubles)):
        fact = fact_entry(take, position, Place(file, take.path))
        if fact is not None:
            found.append(fact)
    return tuple(found)


def fact_entry(take: Taker, position: int, place: Place) -> Fact | None:
    """Take one fact; None where something essential can't be read."""
    date = take.date("date", needed=True)
    # An entry says a few of the many things it could: only these are taken.
    fact = {key: read(take) for key in take.left() if (read := _FACT_READERS.get(key))}
    if not any(fact.get(key) for key in _SAYING):
        take.troubles.note()
        take.is_usable = False
    if not take.done() or date is None:
        return None
    return Fact(date=date, position=position, place=place, **fact)  # type: ignore[arg-type]


FACT_TEXTS = (
    "event", "result", "obstacle", "resolved", "lead", "void",
    "ask", "reason", "basis", "approved_by", "by", "note", "source",
)  # fmt: skip
_SAYING = (*FACT_TEXTS[: FACT_TEXTS.index("void") + 1], "status", "due", "quantity")
_STATUSES = {status.value: status for status in Status}


def _period_text(text: str) -> str | None:
    period = read_period(text)
    return period.text if period else None


def _quantity(take: Taker) -> tuple[tuple[str, Decimal], ...]:
    counted: list[tuple[str, Decimal]] = []
    for name, text in take.pairs("quantity"):
        amount = read_number(text)
        if amount is None:
            take.troubles.note()
        else:
            counted.append((name, amount))
    return tuple(counted)


def _text_reader(key: str) -> Callable[[Taker], str]:
    return lambda take: take.text(key)


_FACT_READERS: dict[str, Callable[[Taker], object]] = {
    **{key: _text_reader(key) for key in FACT_TEXTS},
    "recorded": lambda take: take.date("recorded"),
    "id": lambda take: take.id(needed=False),
    "part": lambda take: take.text("part"),
    "status": lambda take: take.read("status", _STATUSES.get),
    "due": lambda take: take.date("due"),
    "period": lambda take: take.read("period", _period_text) or "",
    "quantity": _quantity,
    "evidence": lambda take: take.texts("evidence"),
}


def readings(data: Data, file: str, troubles: Troubles) -> tuple[Reading, ...]:
    """Return the readings of one measurements file."""
    found: list[Reading] = []
    for position, take in enumerate(entries(data, troubles)):
        date = take.date("date", needed=True)
        value, count, base = take.number("value"), take.number("numerator"), take.number("denominator")
        void = take.text("void")
        reading = _reading_value(value, count, base)
        if (reading is None) == (not void):
            take.troubles.note()
            take.is_usable = False
        common = {
            "recorded": take.date("recorded"),
            "period": take.read("period", _period_text) or "",
            "id": take.id(needed=False),
            "by": take.text("by"),
            "note": take.text("note"),
            "evidence": take.texts("evidence"),
        }
        take.text("reason")
        if take.done() and date is not None:
            found.append(
                Reading(date, reading or Fraction(0), base, count, void=void, position=position,
                        place=Place(file, take.path), **common)  # type: ignore[arg-type]
            )  # fmt: skip
    return tuple(found)


def _reading_value(value: Decimal | None, count: Decimal | None, base: Decimal | None) -> Fraction | None:
    """Return the reading in per cent where numerator and denominator were counted, else as given."""
    if value is not None and count is None and base is None:
        return Fraction(value)
    if value is None and count is not None and base is not None and base > 0:
        return 100 * Fraction(count) / Fraction(base)
    return None


def amendments(areas: Mapping[str, str], data: Data, file: str, troubles: Troubles) -> tuple[Amendment, ...]:
    """Return the changes of amendments.yaml; ``areas`` gives the area of each section for added rows."""
    found: list[Amendment] = []
    for position, take in enumerate(entries(data, troubles)):
        place = Place(file, take.path)
        date = take.date("date", needed=True)
        document = take.text("document", needed=True)
        recorded = take.date("recorded")
        task = take.id("task", needed=False)
        field = take.read("field", lambda text: text if text in TASK_FIELDS else None) or ""
        old, new = take.text("from"), take.text("to")
        removed = take.id("removed", needed=False)
        added, after = _added(take, areas, file)
        own_id, reason = take.id(needed=False), take.text("reason")
        changes = (bool(task and field), bool(removed), added is not None)
        if sum(changes) != 1:
            take.troubles.note()
            take.is_usable = False
        if take.done() and date is not None:
            found.append(
                Amendment(
                    date=date,
                    document=document,
                    recorded=recorded,
                    task=task,
                    field=field,
                    old=old,
                    new=new,
                    added=added,
                    after=after,
                    removed=removed,
                    id=own_id,
                    reason=reason,
                    position=position,
                    place=place,
                )
            )
    return tuple(found)


def _added(take: Taker, areas: Mapping[str, str], file: str) -> tuple[Task | None, str]:
    inner = take.inner("added")
    if inner is None:
        return None, ""
    section, after = inner.id("section"), inner.id("after", needed=False)
    task = task_row(inner, section, areas.get(section, ""), Place(file, inner.path))
    return (task if inner.done() else None), after
