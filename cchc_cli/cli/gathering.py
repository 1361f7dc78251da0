"""Work on many plans: which there are, all cores on them, their figures kept for those that do not change."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cchc_cli.cli import streams
from cchc_cli.domain.refusal import Refused
from cchc_cli.store.keeping import content_digest, digest_of
from cchc_cli.store.plans import Swift, find_below
from cchc_cli.store.snapshot import Snapshot
from cchc_cli.store.workspace import year_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cchc_cli.domain.finding import Finding
    from cchc_cli.domain.model import Moment
    from cchc_cli.review.git import Repository
    from cchc_cli.store.keeping import Keeper
    from cchc_cli.store.kept_figures import Assessed, Part
    from cchc_cli.store.load import Loaded
    from cchc_cli.store.workspace import Folder

    Made = TypeVar("Made")

FEW = 40
"""So many plans are read before other processes would have started."""
_MOST_IN_ONE_GO = 16
_SHELVES = 16
_SPARE = 64


@dataclass(frozen=True, slots=True)
class Source:
    """Where one plan is: a directory, or a folder of a repository at a commit; ``name`` is what people call it.

    ``trouble`` says why it can't be read, where that is known already.
    """

    name: str
    directory: Path
    year: int | None
    repository: Repository | None = None
    commit: str = ""
    folder: str = ""
    trouble: str = ""


def sources_below(directories: Sequence[str], rev: str | None) -> list[Source]:
    """Return every plan below directories, each once, in the order of their names.

    Plans are read from the disk, those of bare repositories at HEAD; with ``rev`` all are read from git at that
    revision. Raises Refused for a directory that does not exist.
    """
    found = find_below(map(Path, directories))
    sources = [Source(str(path), path, None, trouble="Không có quyền xem thư mục này.") for path in found.closed]
    repositories = [(path, _bare(path)) for path in found.bare]
    if rev is None:
        sources += [Source(str(path), path, year_of(path)) for path in found.plans]
        rev = "HEAD"
    else:
        bare = {path.resolve() for path in found.bare}
        asked = [path for path in map(Path, directories) if path.resolve() not in bare]
        opened, outside = _working(found.plans, [*found.repositories, *asked])
        repositories += opened
        sources += [Source(str(path), path, year_of(path), trouble=_NOT_IN_GIT) for path in outside]
    for path, repository in repositories:
        sources += _at_revision(path, repository, rev, within=() if path in found.bare else directories)
    return sorted(sources, key=lambda source: source.name)


_NOT_IN_GIT = "Kế hoạch không nằm trong kho git nào nên không có lần ghi để đọc."


def _bare(path: Path) -> Repository:
    import shutil

    from cchc_cli.review.git import Repository

    git = shutil.which("git")
    if git is None or not os.path.isabs(git):  # noqa: PTH117 - as review/git: not one that lies beside the plans
        raise Refused("Máy này chưa có git, nên không đọc được kho git.", "Cài git (https://git-scm.com) rồi chạy lại.")
    around = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return Repository(path.absolute(), git, around)


def _working(plans: Sequence[Path], folders: Sequence[Path]) -> tuple[list[tuple[Path, Repository]], list[Path]]:
    """Return the repositories that hold these folders, each once, and the plans that are in none."""
    from cchc_cli.cli.session import repository_of
    from cchc_cli.review.git import NoRepository

    opened: dict[Path, Repository] = {}
    for folder in folders:
        try:
            repository = repository_of(folder)
        except NoRepository:
            continue
        opened.setdefault(repository.root, repository)
    outside = [plan for plan in plans if not any(plan.resolve().is_relative_to(root.resolve()) for root in opened)]
    return list(opened.items()), outside


def _at_revision(path: Path, repository: Repository, rev: str, within: Sequence[str]) -> Iterator[Source]:
    """Yield the plans of a repository at a revision; ``within`` narrows them to those below some directory."""
    from cchc_cli.review.revision import plans_at

    try:
        commit = repository.commit(rev)
        folders = plans_at(repository, commit.id)
    except Refused as refused:
        yield Source(str(path), path, None, trouble=refused.message)
        return
    tops = [Path(each).resolve() for each in within]
    for folder in folders:
        directory = path / folder
        if any(part.startswith(".") for part in folder.split("/")):
            continue
        if tops and not any(directory.resolve().is_relative_to(top) for top in tops):
            continue
        begins = directory.name[:4]
        year = int(begins) if len(begins) == 4 and begins.isascii() and begins.isdigit() else None
        yield Source(f"{directory} ({commit.short})", directory, year, repository, commit.id, folder)


def opened(source: Source) -> Folder:
    """Return the files of a plan, wherever they are; raises Refused where git can't give them."""
    if source.repository is None:
        return Snapshot(Swift(source.directory))
    from cchc_cli.review.revision import held_at

    return held_at(source.repository, source.commit, source.folder)


def read(source: Source, folder: Folder) -> tuple[Loaded, tuple[Finding, ...]]:
    """Read and check a plan, and return it with all that is wrong with it."""
    from cchc_cli.check import check
    from cchc_cli.store.load import load_from

    loaded = load_from(folder, source.directory)
    found = check(loaded.plan, loaded.incomplete) if loaded.plan is not None else []
    return loaded, (*loaded.findings, *found)


def errors_of(loaded: Loaded, findings: Sequence[Finding]) -> tuple[int, str]:
    """Return how many errors a plan has, and the first of them in words, with its place."""
    from cchc_cli.check.show import placed

    rows = placed([finding for finding in findings if finding.severity == "error"], loaded.sources)
    if not rows:
        return 0, ""
    first = rows[0]
    return len(rows), f"{first.path}:{first.position.line}:{first.position.column}: {first.finding.message}"


def run_over(
    sources: Sequence[Source], work: Callable[[Source], Made], *, progress: bool = True
) -> Iterator[tuple[Source, Made]]:
    """Yield what ``work`` makes of every plan, in order, all cores at work where there are many plans.

    ``work`` is a function of a module, or a ``partial`` of one: it goes to other processes. Progress is shown on
    standard error, where that is a terminal, from the second second on.
    """
    import gc

    gc.enable()  # a long run has to give back what it no longer needs
    bar = _Progress(len(sources), shown=progress and sys.stderr.isatty())
    try:
        for at, made in enumerate(_results(sources, work)):
            bar.to(at + 1)
            yield sources[at], made
    finally:
        bar.close()


def _results(sources: Sequence[Source], work: Callable[[Source], Made]) -> Iterator[Made]:
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    done = 0
    if len(sources) >= FEW and cores > 1:
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        size = max(1, min(_MOST_IN_ONE_GO, len(sources) // (4 * cores)))
        try:
            pool = ProcessPoolExecutor(min(cores, 60), initializer=_begin)
        except (OSError, ImportError, NotImplementedError):  # a system without what processes share
            pool = None
        if pool is not None:
            try:
                for made in pool.map(work, sources, chunksize=size):
                    done += 1
                    yield made
            except BrokenProcessPool:
                pass  # a process was ended from outside: what is left is done here
            finally:
                pool.shutdown(cancel_futures=True)
    for source in sources[done:]:
        yield work(source)


def _begin() -> None:
    """Prepare a process of its own: whoever stops the program stops it, not each of its helpers."""
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.enable()


class _Progress:
    """A line on the terminal that says how far the work is; nothing in the first second."""

    def __init__(self, whole: int, *, shown: bool) -> None:
        self._whole, self._shown = whole, shown
        self._next = time.monotonic() + 1
        self._begun = False

    def to(self, done: int) -> None:
        if self._shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + 0.2
            self._begun = True
            streams.write_aside(f"\rĐang đọc kế hoạch {done}/{self._whole} ...")

    def close(self) -> None:
        if self._begun:
            streams.write_aside("\r" + " " * 50 + "\r")


def assess_all(
    sources: Sequence[Source], moment: Moment, parts: tuple[Part, ...], keeper: Keeper | None
) -> Iterator[tuple[Source, Assessed]]:
    """Yield what comes of every plan at a moment: its figures with these parts of them, and its errors.

    Plans whose files did not change since are not read again.
    """
    from cchc_cli.store.kept_figures import Assessed, revived

    _shelf.cache_clear()
    used: dict[int, dict[str, str]] = {}
    fresh: set[int] = set()
    for source, (key, text, is_new) in run_over(sources, partial(_assess, moment, keeper)):
        if key:
            shelf = int(key[:8], 16) % _SHELVES
            used.setdefault(shelf, {})[key] = text
            fresh |= {shelf} if is_new else set()
        yield source, revived(text, moment, parts) or Assessed(None, 1, "")
    if keeper is not None:
        for shelf in fresh:
            now = used[shelf]
            before = [each for each in _shelf(keeper, shelf).items() if each[0] not in now]
            keeper.keep(f"figures {shelf}", dict(before[-max(_SPARE, len(now)) :]) | now)


@lru_cache(maxsize=_SHELVES)
def _shelf(keeper: Keeper, number: int) -> dict[str, str]:
    """Return the figures kept on one of the shelves, by content and moment."""
    kept = keeper.recall(f"figures {number}")
    if not isinstance(kept, dict):
        return {}
    return {key: text for key, text in kept.items() if isinstance(key, str) and isinstance(text, str)}


def _assess(moment: Moment, keeper: Keeper | None, source: Source) -> tuple[str, str, bool]:
    """Return under what the figures of a plan are kept, the figures as kept, and whether they are new."""
    from cchc_cli.store.kept_figures import Assessed, revived, written

    if source.trouble:
        return "", written(Assessed(None, 1, source.trouble)), False
    try:
        folder = opened(source)
    except Refused as refused:
        return "", written(Assessed(None, 1, refused.message)), False
    digest = content_digest(folder) if keeper is not None else None
    key = digest_of(digest, str(moment.as_of), str(moment.known_on)) if digest is not None else ""
    if keeper is not None and key:
        text = _shelf(keeper, int(key[:8], 16) % _SHELVES).get(key)
        if text is not None and revived(text, moment) is not None:
            return key, text, False
    return key, written(_assessed(source, folder, moment)), True


def _assessed(source: Source, folder: Folder, moment: Moment) -> Assessed:
    from cchc_cli.domain.rollup import figures_of
    from cchc_cli.domain.standing import standings
    from cchc_cli.store.calendar import VietnamCalendar
    from cchc_cli.store.kept_figures import Assessed

    loaded, findings = read(source, folder)
    errors, first = errors_of(loaded, findings)
    if loaded.plan is None:
        return Assessed(None, max(errors, 1), first)
    return Assessed(figures_of(loaded.plan, standings(loaded.plan, moment, VietnamCalendar()), moment), errors, first)
