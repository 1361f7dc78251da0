"""The life of one row or indicator: every change of it in git's commits, and what is recorded about it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from cchc_cli.domain.change import Action, Change, Kind, shift_of
from cchc_cli.domain.change.entries import amendment_changes, fact_changes, reading_changes
from cchc_cli.domain.change.fields import field_edits
from cchc_cli.domain.model import Agency, Amendment, Fact, Plan, Reading, Section, Task
from cchc_cli.domain.units import Register
from cchc_cli.review.excerpt import Excerpts
from cchc_cli.store import build
from cchc_cli.store.names import LARGEST_FILE
from cchc_cli.store.source import read_source
from cchc_cli.store.take import Troubles
from cchc_cli.store.workspace import OnDisk

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TypeAlias

    from cchc_cli.domain.change import Edit
    from cchc_cli.domain.model import Indicator
    from cchc_cli.review.git import Commit, Entry, Repository, Touched
    from cchc_cli.store.data import Data

    Reader: TypeAlias = Callable[[bytes], Plan | None]

_NOTHING = Plan("", dt.date.min, dt.date.min.year, Agency(""), register=Register(()))


class Subject(Enum):
    """What an id names: its own life stands in other files for each."""

    TASK = "task"
    INDICATOR = "indicator"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Step:
    """One change, with the commit it came with; ``pending``: it stands in the working tree and no commit has it.

    Neither is set where git knows nothing of the change: outside a repository, or before a shallow one begins.
    """

    change: Change
    commit: Commit | None = None
    pending: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The steps of a life, oldest first; ``cut``: the clone is shallow, and what came before it is missing."""

    steps: tuple[Step, ...]
    cut: bool = False


def history_from_facts(plan: Plan, entry_id: str) -> History:
    """Return the life of a row or indicator as its entries and amendments alone tell it."""
    amendments = tuple(each for each in plan.amendments if _amended(each) == entry_id)
    after = dataclasses.replace(
        _NOTHING,
        facts={entry_id: plan.facts.get(entry_id, ())},
        readings={entry_id: plan.readings.get(entry_id, ())},
        amendments=amendments,
    )
    return History(tuple(map(Step, _by_day(_changes(_NOTHING, after, entry_id)))))


def history(repository: Repository, directory: Path, entry_id: str, subject: Subject, year: int) -> History:
    """Return the life of a row or indicator of the plan in a directory: from its commits, then the working tree.

    ``year`` is the plan's, for reading deadlines. Moved plan directories are not followed. Raises Refused
    when git can't answer.
    """
    return _Walk(repository, directory, entry_id, subject, year).run()


class _Walk:
    """One walk through the commits: what each version of each file says of the row is worked out once."""

    def __init__(self, repository: Repository, directory: Path, entry_id: str, subject: Subject, year: int) -> None:
        self.repository = repository
        self.directory = directory
        self.entry_id = entry_id
        self.year = year
        self.folder = repository.folder(directory)
        self.readers = _readers(entry_id, subject)
        self.said: dict[str, Plan] = {}
        """What a version of a file says of the row, by its blob."""

    def run(self) -> History:
        cut = self.repository.cut()
        steps: list[Step] = []
        present: dict[str, Entry] = {}
        if not self.repository.is_unborn:
            paths = {f"{self.folder}/{name}".strip("/"): name for name in self.readers}
            log = self.repository.touched(*paths)[::-1]
            self._read(log, paths)
            for commit, touched in log:
                changes = [change for each in touched for change in self._of_commit(each)]
                steps += (
                    map(Step, _by_day(filter(_is_entry, changes)))
                    if commit.id in cut
                    else (Step(change, commit) for change in changes)
                )
            present = {entry.path: entry for entry in self.repository.entries("HEAD", self.folder)}
        for name in self.readers:
            steps += (Step(change, pending=True) for change in self._pending(name, present.get(name)))
        return History(tuple(steps), bool(cut))

    def _read(self, log: list[tuple[Commit, tuple[Touched, ...]]], paths: Mapping[str, str]) -> None:
        """Work out what each version says, oldest first; one that can't be read says what the one before it said."""
        versions: dict[str, tuple[str, str | None]] = {}
        for _, touched in log:
            for each in touched:
                for blob in (*each.before, each.after):
                    if blob is not None:
                        versions.setdefault(blob, (paths[each.path], each.before[0]))
        for blob, raw in self.repository.blobs(versions, LARGEST_FILE + 1):
            name, before = versions[blob]
            said = self.readers[name](raw)
            self.said[blob] = self._said(before) if said is None else said

    def _said(self, blob: str | None) -> Plan:
        return self.said.get(blob or "", _NOTHING)

    def _of_commit(self, touched: Touched) -> list[Change]:
        """Return what a commit itself changed in a file: for a merge, what differs from all its parents."""
        after = self._said(touched.after)
        first, *others = [list(self._changes(self._said(each), after)) for each in touched.before]
        for other in others:
            first = list(_in_both(first, other))
        return first

    def _pending(self, name: str, present: Entry | None) -> Iterator[Change]:
        """Yield what the working tree says that the last commit does not."""
        try:
            after = self.readers[name](OnDisk(self.directory).read(name))
        except FileNotFoundError:
            after = _NOTHING
        except OSError:
            after = None
        if after is not None and not (present and present.is_link):
            yield from self._changes(self._said(present.id if present else None), after)

    def _changes(self, before: Plan, after: Plan) -> Iterator[Change]:
        for change in _changes(before, after, self.entry_id):
            yield dataclasses.replace(change, edits=tuple(self._dated(change, edit) for edit in change.edits))

    def _dated(self, change: Change, edit: Edit) -> Edit:
        if edit.field != "deadline" or not isinstance(change.before, Task):
            return edit
        return dataclasses.replace(edit, shift=shift_of(str(edit.old), str(edit.new), (self.year, self.year)))


def _readers(entry_id: str, subject: Subject) -> dict[str, Reader]:
    """Return the files that tell of an id, each with what reads one version of it; None where it can't be read."""
    row: dict[str, Reader] = {
        "appendix.yaml": _Excerpt(entry_id, lambda data: _with_row(data, entry_id)),
        "amendments.yaml": _whole(lambda data, file: _with_amendments(data, file, entry_id)),
    }
    target: dict[str, Reader] = {"indicators.yaml": _Excerpt(entry_id, lambda data: _with_indicator(data, entry_id))}
    readers: dict[str, Reader] = {}
    if subject is not Subject.INDICATOR:
        readers |= row | _entry_files("progress", entry_id, _with_facts)
    if subject is not Subject.TASK:
        readers |= target | _entry_files("measurements", entry_id, _with_readings)
    return readers


def _entry_files(folder: str, entry_id: str, make: Callable[[Data, str, str], Plan]) -> dict[str, Reader]:
    """Return the files an id's entries may stand in: their names may be written in either normal form."""
    spelt = dict.fromkeys(unicodedata.normalize(form, entry_id) for form in ("NFC", "NFD"))
    reader = _whole(lambda data, file: make(data, file, entry_id))
    return {f"{folder}/{name}.yaml": reader for name in spelt}


class _Excerpt:
    """Reads of each version what concerns the row, and each such text once."""

    def __init__(self, entry_id: str, make: Callable[[Data], Plan]) -> None:
        self._excerpts = Excerpts(entry_id)
        self._make = make
        self._known: dict[bytes, Plan | None] = {}

    def __call__(self, raw: bytes) -> Plan | None:
        text = self._excerpts.cut(raw)
        if text not in self._known:
            source = read_source("", text)
            self._known[text] = self._make(source.data) if source.is_readable else None
        return self._known[text]


def _whole(make: Callable[[Data, str], Plan]) -> Reader:
    def read(raw: bytes) -> Plan | None:
        source = read_source("", raw)
        return make(source.data, "") if source.is_readable else None

    return read


def _with_row(data: Data, entry_id: str) -> Plan:
    """Return a plan of the row alone, with the section it stands in."""
    for top in build.Appendix(data, "", Troubles()).sections:
        for section in top.walk():
            row = next((each for each in (*section.tasks, *section.groups) if each.id == entry_id), None)
            if row is not None:
                return dataclasses.replace(_NOTHING, sections=(Section(section.id, "", tasks=(row,)),))
    return _NOTHING


def _with_indicator(data: Data, entry_id: str) -> Plan:
    found = [each for each in build.indicators(data, "", Troubles()) if each.id == entry_id]
    return dataclasses.replace(_NOTHING, indicators=tuple(found[:1]))


def _with_amendments(data: Data, file: str, entry_id: str) -> Plan:
    found = (each for each in build.amendments({}, data, file, Troubles()) if _amended(each) == entry_id)
    return dataclasses.replace(_NOTHING, amendments=tuple(found))


def _with_facts(data: Data, file: str, entry_id: str) -> Plan:
    return dataclasses.replace(_NOTHING, facts={entry_id: build.facts(data, file, Troubles())})


def _with_readings(data: Data, file: str, entry_id: str) -> Plan:
    return dataclasses.replace(_NOTHING, readings={entry_id: build.readings(data, file, Troubles())})


def _amended(amendment: Amendment) -> str:
    return amendment.task or amendment.removed or (amendment.added.id if amendment.added else "")


def _changes(before: Plan, after: Plan, entry_id: str) -> Iterator[Change]:
    """Yield what differs between two plans that hold nothing but one row."""
    if before is after:
        return
    yield from _thing_changes(Kind.TASK, before.task(entry_id), after.task(entry_id))
    yield from _thing_changes(Kind.INDICATOR, before.indicator(entry_id), after.indicator(entry_id))
    yield from amendment_changes(before, after)
    yield from fact_changes(before, after, {})
    yield from reading_changes(before, after, {})


def _thing_changes(kind: Kind, before: Task | Indicator | None, after: Task | Indicator | None) -> Iterator[Change]:
    if before is None and after is not None:
        yield Change(kind, after.id, Action.ADDED, None, after)
    elif before is not None and after is None:
        yield Change(kind, before.id, Action.REMOVED, before, None)
    elif before is not None and after is not None:
        edits = tuple(field_edits(before, after, skip={"area"}))
        if edits:
            yield Change(kind, after.id, Action.CHANGED, before, after, edits=edits)


def _in_both(ours: Iterable[Change], theirs: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes that a merge brings beside both sides, not those it takes from one of them."""
    other = {_name(change): change for change in theirs}
    for change in ours:
        same = other.get(_name(change))
        if same is None:
            continue
        if same.action is change.action is Action.CHANGED:
            edits = tuple(edit for edit in change.edits if edit.field in same.fields)
            if edits:
                yield dataclasses.replace(change, edits=edits)
        else:
            yield same if change.action is Action.ADDED else change


def _name(change: Change) -> Hashable:
    thing = change.after or change.before
    if isinstance(thing, Amendment) or (isinstance(thing, (Fact, Reading)) and not thing.id):
        return change.kind, dataclasses.replace(thing, position=0)
    return change.kind, change.id


def _is_entry(change: Change) -> bool:
    return change.kind in {Kind.FACT, Kind.READING, Kind.AMENDMENT}


def _by_day(changes: Iterable[Change]) -> list[Change]:
    """Return entries in the order they were written down, as far as they say."""
    return sorted(changes, key=lambda change: getattr(change.after, "known", dt.date.min))
