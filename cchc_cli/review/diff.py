"""Review one version of a plan against another: what changed, what it does to the states, what is only looks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cchc_cli.domain.change import Changes, Kind, compare, effects
from cchc_cli.domain.change.fields import value_edits
from cchc_cli.domain.standing import standings
from cchc_cli.store.load import entry_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cchc_cli.domain.change import Change, Edit, Effect
    from cchc_cli.domain.finding import Finding
    from cchc_cli.domain.model import Moment, Plan
    from cchc_cli.domain.workdays import Calendar
    from cchc_cli.store.data import Source
    from cchc_cli.store.load import Loaded

STATISTICS_FILE = "statistics.yaml"
_FILES = {
    Kind.HEADER: "plan.yaml",
    Kind.NODE: "plan.yaml",
    Kind.REPORTING: "plan.yaml",
    Kind.CORRECTION: "corrections.yaml",
    Kind.SECTION: "appendix.yaml",
    Kind.TASK: "appendix.yaml",
    Kind.INDICATOR: "indicators.yaml",
    Kind.UNIT: "units.yaml",
    Kind.AMENDMENT: "amendments.yaml",
    Kind.BASELINE: "baseline.yaml",
}
_APPENDIX_HEAD = frozenset({"appendix_title", "appendix_note", "columns"})
_PARTS = {
    "appendix.yaml": ("appendix_title", "appendix_note", "columns", "sections"),
    "indicators.yaml": ("indicators",),
    "units.yaml": ("register",),
    "corrections.yaml": ("corrections",),
    "amendments.yaml": ("amendments",),
    "baseline.yaml": ("baseline",),
}
_FOLDERS = {"progress": "facts", "measurements": "readings", "reports": "reports"}

_OF_ONE_PLAN = frozenset({Kind.FACT, Kind.READING, Kind.CORRECTION, Kind.AMENDMENT, Kind.BASELINE, Kind.REPORT})
"""What says something of one plan alone, and nothing when it is missing in the plan of another year."""

_NO_CHANGES = Changes(())


@dataclass(frozen=True, slots=True)
class Side:
    """One of two versions of a plan: what to call it, the plan, and its files as they stand.

    ``plan`` is None where there is no plan at all. ``unread`` names the files of which nothing could be
    read, ``incomplete`` those of which something was left out.
    """

    label: str
    plan: Plan | None
    files: Mapping[str, bytes] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    unread: frozenset[str] = frozenset()
    incomplete: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Restyled:
    """A file whose bytes changed and whose meaning did not; ``only_looks``: nothing that YAML reads changed."""

    file: str
    only_looks: bool


@dataclass(frozen=True, slots=True)
class Review:
    """All there is to say of two versions of a plan.

    Where one of them has no plan there is nothing to compare: ``changes`` and ``effects`` are empty.
    ``statistics`` holds the edits of the form of figures, ``passed_over`` the files that one side could
    not read and that were left out of the comparison.
    """

    before: Side
    after: Side
    moment: Moment
    changes: Changes = _NO_CHANGES
    effects: tuple[Effect, ...] = ()
    statistics: tuple[Edit, ...] = ()
    restyled: tuple[Restyled, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the plan is there in the later version alone."""
        return self.before.plan is None and self.after.plan is not None

    @property
    def is_gone(self) -> bool:
        """Whether the plan is there in the earlier version alone."""
        return self.before.plan is not None and self.after.plan is None

    def __bool__(self) -> bool:
        return bool(self.is_new or self.is_gone or self.changes or self.statistics or self.restyled)


def side_of(label: str, loaded: Loaded, files: Mapping[str, bytes]) -> Side:
    """Return a plan as read, with the bytes of its files by their names, as one side of a review."""
    readable = {name for name, source in loaded.sources.items() if source.is_readable}
    unread, part = loaded.incomplete - readable, loaded.incomplete & readable
    return Side(label, loaded.plan, files, loaded.sources, loaded.findings, unread, part)


def review_of(before: Side, after: Side, moment: Moment, calendar: Calendar) -> Review:
    """Compare two versions of a plan; states are computed for one moment on both sides.

    A file that one side could not read is taken for unchanged and named in ``passed_over``. Of plans of
    different years the contents alone are compared: what was recorded of one was not taken out of the other.
    """
    if before.plan is None or after.plan is None:
        return Review(before, after, moment)
    unread = sorted(before.unread | after.unread)
    old, new = before.plan, after.plan
    for name in unread:
        old, new = (_with_part(old, new, name), new) if name in before.unread else (old, _with_part(new, old, name))
    if are_different_plans(old, new):
        found = Changes(tuple(each for each in compare(old, new) if each.kind not in _OF_ONE_PLAN))
        return Review(before, after, moment, found, passed_over=tuple(unread))
    changes = compare(old, new)
    statistics = () if STATISTICS_FILE in unread else tuple(_statistics_edits(before, after))
    touched = {name for change in changes for name in files_of(change)} | set(unread)
    touched |= {STATISTICS_FILE} if statistics else set()
    return Review(
        before,
        after,
        moment,
        changes,
        effects(
            standings(old, moment, calendar), standings(new, moment, calendar), changes.renamed(Kind.TASK)
        ),
        statistics,
        tuple(_restyled(before, after, touched)),
        tuple(unread),
    )  # fmt: skip


def are_different_plans(before: Plan, after: Plan) -> bool:
    """Whether these are no versions of one plan, but the plans of two years."""
    return before.year != after.year and before.number != after.number


def files_of(change: Change) -> frozenset[str]:
    """Return the files of the plan in which a change stands."""
    match change.kind:
        case Kind.FACT:
            return frozenset({f"progress/{change.owner}.yaml"})
        case Kind.READING:
            return frozenset({f"measurements/{change.owner}.yaml"})
        case Kind.REPORT:
            return frozenset({f"reports/{change.id}.yaml"})
        case Kind.HEADER:
            in_table = {edit.field in _APPENDIX_HEAD for edit in change.edits}
            return frozenset("appendix.yaml" if each else "plan.yaml" for each in in_table)
    return frozenset({_FILES[change.kind]})


def _with_part(plan: Plan, other: Plan, name: str) -> Plan:
    """Return a plan with what a file holds taken from another plan."""
    folder, slash, _ = name.rpartition("/")
    if slash:
        whole = _FOLDERS[folder]
        held, others = dict(getattr(plan, whole)), getattr(other, whole)
        held.pop(entry_id(name), None)
        if entry_id(name) in others:
            held[entry_id(name)] = others[entry_id(name)]
        return replace(plan, **{whole: held})  # type: ignore[arg-type]
    if name in _FOLDERS:
        return replace(plan, **{_FOLDERS[name]: getattr(other, _FOLDERS[name])})
    return replace(plan, **{part: getattr(other, part) for part in _PARTS.get(name, ())})


def _restyled(before: Side, after: Side, touched: set[str]) -> Iterator[Restyled]:
    for name in sorted({*before.sources, *after.sources} - touched):
        if before.files.get(name) != after.files.get(name):
            old, new = before.sources.get(name), after.sources.get(name)
            yield Restyled(name, old is not None and new is not None and old.data == new.data)


def _statistics_edits(before: Side, after: Side) -> Iterator[Edit]:
    """Yield what changed in the form of figures; a plan without one uses that of the program."""
    if before.files.get(STATISTICS_FILE) != after.files.get(STATISTICS_FILE):
        yield from value_edits("statistics", _form(before), _form(after))


def _form(side: Side) -> tuple[tuple[str, str], ...]:
    from cchc_cli.store.build_reports import statistics
    from cchc_cli.store.statistics import default_statistics
    from cchc_cli.store.take import Troubles

    source = side.sources.get(STATISTICS_FILE)
    form = statistics(source.data, STATISTICS_FILE, Troubles()) if source else default_statistics()
    rows = [(row.id, ", ".join(filter(None, (row.name, row.unit, row.known)))) for row in form.rows()]
    return (*((group.id, group.title) for group in form.groups), *rows)
