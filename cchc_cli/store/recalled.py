"""A plan read and checked before, as it is kept: the data of its files and all that was found in them.

What is kept holds plain data only. Values are built from it by the same code as from the files themselves,
so that neither YAML nor the forms of files are read again for a plan that did not change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from cchc_cli.domain.deadline import remember
from cchc_cli.domain.finding import Finding, Place
from cchc_cli.store.data import BOM, Source
from cchc_cli.store.keeping import content_digest
from cchc_cli.store.load import Loaded, load_again, load_from
from cchc_cli.store.phrases import deadlines_of, mentions_of, plain_deadlines, plain_mentions
from cchc_cli.store.snapshot import Snapshot
from cchc_cli.store.workspace import OnDisk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cchc_cli.store.data import Data
    from cchc_cli.store.keeping import Keeper
    from cchc_cli.store.workspace import Folder


class Checked(NamedTuple):
    """A plan as read, and what the rules of every read find in it."""

    loaded: Loaded
    found: tuple[Finding, ...]
    digest: str | None = None
    """The name of the content it was read from (``keeping.content_digest``), where that was worked out."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All there is to say of the plan: of its files first."""
        return (*self.loaded.findings, *self.found)


def load_checked(directory: Path, check: Callable[[Loaded], Sequence[Finding]], keeper: Keeper | None) -> Checked:
    """Read and check the plan in a directory, or recall what was read and found when it was the same."""
    folder = Snapshot(OnDisk(directory))
    digest = content_digest(folder) if keeper is not None else None
    if keeper is None or digest is None:
        loaded = load_from(folder, directory)
        return Checked(loaded, tuple(check(loaded)))
    kept = _revived(keeper.recall("plan " + digest), folder, directory)
    if kept is not None:
        return kept._replace(digest=digest)
    loaded = load_from(folder, directory)
    checked = Checked(loaded, tuple(check(loaded)), digest)
    keeper.keep("plan " + digest, _plain(checked))
    return checked


def _plain(checked: Checked) -> dict[str, object]:
    loaded = checked.loaded
    return {
        "files": {
            source.file: [source.data, list(map(_plain_finding, source.findings))] for source in loaded.sources.values()
        },
        "deadlines": plain_deadlines(loaded.plan) if loaded.plan is not None else [],
        "units": plain_mentions(loaded.plan.register) if loaded.plan is not None else [],
        "read": list(map(_plain_finding, loaded.findings)),
        "checked": list(map(_plain_finding, checked.found)),
    }


def _plain_finding(finding: Finding) -> list[object]:
    place = finding.place
    return [
        finding.code, finding.message, finding.hint, place.file, list(place.path), place.key,
        list(place.span) if place.span else None, list(place.within) if place.within else None,
    ]  # fmt: skip


def _revived(kept: object, folder: Folder, directory: Path) -> Checked | None:
    """Make a plan of what was kept of it; None for what nobody here would have kept."""
    match kept:
        case {
            "files": dict() as files, "deadlines": deadlines, "units": units,
            "read": list() as read, "checked": list() as checked,
        }:  # fmt: skip
            pass
        case _:
            return None
    try:
        sources = {name: _source(name, held, folder) for name, held in files.items()}
        findings, found = tuple(map(_finding, read)), tuple(map(_finding, checked))
        for deadline in deadlines_of(deadlines):
            remember(deadline)
        loaded = load_again(folder, directory, sources, findings)
        if loaded.plan is not None:
            for cell, mentions in mentions_of(units, loaded.plan.register):
                loaded.plan.register.remember(cell, mentions)
        return Checked(loaded, found)
    except (_Strange, OSError, ValueError, RecursionError):
        return None


class _Strange(Exception):  # noqa: N818 - leaves the revival; never leaves this module
    """Kept data that is of no shape we write."""


def _source(name: str, held: object, folder: Folder) -> Source:
    match held:
        case [data, list() as findings] if _is_data(data):
            text = folder.read(name).decode(errors="replace").lstrip(BOM)
            return Source(name, text, data, tuple(map(_finding, findings)))
    raise _Strange


def _is_data(value: object) -> TypeGuard[Data]:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_data(inner) for key, inner in value.items())
    if isinstance(value, list):
        return all(map(_is_data, value))
    return value is None or isinstance(value, str)


def _finding(kept: object) -> Finding:
    match kept:
        case [
            str() as code, str() as message, str() as hint, str() as file, list() as path, bool() as key, span, within
        ] if all(isinstance(step, (str, int)) for step in path):  # fmt: skip
            return Finding(code, Place(file, tuple(path), key, _pair(span), _pair(within)), message, hint)
    raise _Strange


def _pair(kept: object) -> tuple[int, int] | None:
    match kept:
        case None:
            return None
        case [int() as start, int() as end]:
            return start, end
    raise _Strange
