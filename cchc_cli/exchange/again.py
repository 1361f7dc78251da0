"""A document read once more, held against the plan made of it: which cells, rows and words differ."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.change.arrange import held_rows
from cchc_cli.domain.change.matching import moved_among, pair
from cchc_cli.domain.model import Moment
from cchc_cli.exchange.again_text import Words, revised_text
from cchc_cli.store.row_edits import INHERITED, Insertion, with_cells, with_row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from cchc_cli.domain.model import Plan, Section, Task
    from cchc_cli.exchange.imported import Imported

_LAST = dt.date.max
_CELLS = ("task", "product", "lead", "support", "deadline", "leader", "budget", "notes")


@dataclass(frozen=True, slots=True)
class Again:
    """What a document says otherwise than the plan.

    ``revised`` is the plan as the document has it. ``cells`` (new texts by row and field) and ``inserted`` are
    what can be edited in the file of rows; ``removed`` rows are no longer in the document, ``moved`` ones stand
    elsewhere in it, each with the section it is in there, and ``unplaced`` ones belong to a heading or a group
    that the plan does not have.
    """

    revised: Plan
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    inserted: tuple[Insertion, ...] = ()
    removed: tuple[Task, ...] = ()
    moved: tuple[tuple[Task, str], ...] = ()
    unplaced: tuple[Task, ...] = ()

    @property
    def has_row_edits(self) -> bool:
        """Whether there is anything to edit in the file of rows."""
        return bool(self.cells or self.inserted)


def again(plan: Plan, imported: Imported) -> Again:
    """Hold a document against the plan in its files, amendments not applied.

    Rows are known by their ids, else by their words; only what the document has a column for is compared. A
    cell that equals the plan's with its scan errors put back, or as later documents amended it, is unchanged.
    """
    comparing = _Comparing(plan, imported)
    sections = tuple(_edited(section, comparing.cells, comparing.gone) for section in plan.sections)
    for insertion in comparing.inserted:
        sections = with_row(sections, insertion)
    revised = dataclasses.replace(revised_text(plan, imported), sections=(*sections, *comparing.new_sections()))
    return Again(
        revised,
        comparing.cells,
        tuple(comparing.inserted),
        comparing.removed,
        tuple(comparing.moves()),
        tuple(comparing.unplaced),
    )


def _edited(section: Section, cells: Mapping[str, Mapping[str, str]], gone: Collection[str]) -> Section:
    return dataclasses.replace(
        section,
        tasks=tuple(with_cells(row, cells.get(row.id, {})) for row in section.tasks if row.id not in gone),
        groups=tuple(with_cells(row, cells.get(row.id, {})) for row in section.groups if row.id not in gone),
        sections=tuple(_edited(inner, cells, gone) for inner in section.sections),
    )


class _Comparing:
    """One comparison: rows and headings paired, then what differs."""

    def __init__(self, plan: Plan, imported: Imported) -> None:
        self.plan, self.new = plan, imported.plan
        self.carried = imported.carried | {"task"}
        self.words = Words(plan.corrections)
        self.amended = {row.id: row for _, row in held_rows(plan_at(plan, Moment(_LAST)))}
        before = [row for _, row in held_rows(plan)]
        after = [row for _, row in held_rows(imported.plan)]
        found = pair(before, after, lambda row: row.id, lambda row: self.words.form(f"{row.id}.task", row.task))
        self.new_rows = {row.id: row for row in after}
        self.pairs = found.pairs
        self.removed = tuple(row for row in found.removed if not self.amended[row.id].removed)
        self.gone = {row.id for row in self.removed}
        self.old_ids = {new.id: old.id for old, new in found.pairs}
        headings = pair(
            list(plan.all_sections()),
            list(imported.plan.all_sections()),
            lambda each: each.id,
            lambda each: self.words.form("", each.title).casefold(),
        )
        self.headings = {new.id: old.id for old, new in headings.pairs}
        self.further = {name for row in after for name, _ in row.extra}
        self.cells = {old.id: new for was, now in found.pairs for old, new in self._row_cells(was, now)}
        self.unplaced: list[Task] = []
        self.inserted = list(self._insertions({row.id for row in found.added}))

    def _row_cells(self, old: Task, new: Task) -> Iterator[tuple[Task, dict[str, str]]]:
        """Yield a row with its new cells, where it has any."""
        cells = {name: text for name, text in self._candidates(old, new) if not self._is_same(old, name, text)}
        if "deadline" in cells and old.schedule:
            cells["schedule"] = ""  # it said the old deadline again
        cells = {name: self.words.corrected(f"{old.id}.{name}", text) for name, text in cells.items()}
        if cells:
            yield old, cells

    def _candidates(self, old: Task, new: Task) -> Iterator[tuple[str, str]]:
        """Yield what the document says in each cell that it has a column for."""
        above = self.new_rows.get(new.parent) if new.parent else None
        for name in _CELLS:
            text = getattr(new, name)
            if name in INHERITED and above is not None and not text:
                text = getattr(above, name)
            # The words of a row are never taken away.
            if name in self.carried and (text or name != "task"):
                yield name, text
        if "number" in self.carried and _bare(old) != _bare(new):
            yield "number", _shown(new)
        if "weight" in self.carried:
            yield "weight", _number(new)
        if "extra" in self.carried:
            theirs = dict(new.extra)
            yield from ((f"extra.{name}", theirs.get(name, "")) for name in sorted(self.further))

    def _is_same(self, old: Task, name: str, text: str) -> bool:
        """Whether the document says what the plan says, as signed or as amended."""
        where = f"{old.id}.{name}"
        held = {_cell(row, name) for row in (old, self.amended[old.id])}
        return self.words.form(where, text) in {self.words.form(where, each) for each in held}

    def _insertions(self, added: set[str]) -> Iterator[Insertion]:
        """Yield the rows that only the document has, each after the one before it there."""
        known = {self.words.form("", each.added.task) for each in self.plan.amendments if each.added is not None}
        taken = {row.id for row in self.amended.values()} | set(self.plan.facts)
        last: dict[tuple[str, str], str] = {}
        sections = {row.id: row.section for _, row in held_rows(self.plan)}
        groups = {group.id for section in self.new.all_sections() for group in section.groups}
        for _, row in held_rows(self.new):
            if self.words.form("", row.task) in known and row.id in added:
                continue
            section = self.headings.get(row.section, "")
            parent = self.old_ids.get(row.parent, "")
            if row.id not in added:
                if sections[self.old_ids[row.id]] == section:
                    last[section, parent] = self.old_ids[row.id]
            elif not section or row.id in groups or bool(row.parent) != bool(parent):
                self.unplaced.append(row)
            else:
                named = self._named(row, section, parent, taken)
                yield Insertion(named, last.get((section, parent), ""))
                taken.add(named.id)
                last[section, parent] = named.id

    def _named(self, row: Task, section: str, parent: str, taken: Collection[str]) -> Task:
        """Return a new row with an id that no other has, and its number where that does not tell it."""
        holder = parent or section
        is_free = row.id.rpartition(".")[0] == holder and row.id not in taken
        task_id = row.id if is_free else f"{holder}.{self._last_number(holder, taken) + 1}"
        number = _shown(row) if _shown(row) != task_id.rpartition(".")[2] else ""
        known = {each.id for each in self.plan.indicators}
        above = self.new_rows.get(row.parent)
        cells = {name: getattr(row, name) or getattr(above, name) for name in INHERITED} if above else {}
        return dataclasses.replace(
            row, id=task_id, section=section, parent=parent, number=number,
            indicator=row.indicator if row.indicator in known else "", **cells,
        )  # fmt: skip

    @staticmethod
    def _last_number(holder: str, taken: Collection[str]) -> int:
        tails = [each.removeprefix(f"{holder}.") for each in taken if each.startswith(f"{holder}.")]
        return max((int(tail) for tail in tails if tail.isascii() and tail.isdigit()), default=0)

    def moves(self) -> Iterator[tuple[Task, str]]:
        """Yield the rows that stand under another heading in the document, or in another order there."""
        lines: dict[str, list[tuple[Task, Task]]] = {}
        for old, new in self.pairs:
            section = self.headings.get(new.section, new.section)
            if section != old.section:
                yield old, section
            else:
                lines.setdefault(section, []).append((old, new))
        order = {row.id: at for at, (_, row) in enumerate(held_rows(self.plan))}
        for section, rows in lines.items():
            now = [old.id for old, _ in rows]
            moved = moved_among(sorted(now, key=order.__getitem__), now)
            yield from ((old, section) for old, _ in rows if old.id in moved)

    def new_sections(self) -> Iterator[Section]:
        """Yield the headings that only the document has, with their new rows."""
        gone_in = {row.id for row in self.unplaced}
        for section in self.new.all_sections():
            if section.id not in self.headings:
                rows = tuple(row for row in section.tasks if row.id in gone_in)
                groups = tuple(row for row in section.groups if row.id in gone_in)
                yield dataclasses.replace(section, tasks=rows, groups=groups, sections=())


def _cell(row: Task, name: str) -> str:
    """Return what stands in a cell by the name of its field."""
    if name.startswith("extra."):
        return dict(row.extra).get(name.removeprefix("extra."), "")
    return {"number": _shown, "weight": _number}.get(name, lambda each: str(getattr(each, name)))(row)


def _shown(row: Task) -> str:
    """Return the number that the table shows."""
    return row.number or row.id.rpartition(".")[2]


def _bare(row: Task) -> str:
    """Return the number without the point or bracket that one table has behind it and another has not."""
    return _shown(row).rstrip(".) ")


def _number(row: Task) -> str:
    return f"{row.weight:f}".replace(".", ",") if row.weight is not None else ""
