"""Merge pairs of edits of a plan in real git repositories, with plain git and with the merge driver.

Every edit is a commit of its own on top of one plan. Pairs of them are merged, and what comes out is held
against what the three versions say, field by field, by a reading of the files that shares nothing with the
merge itself. Run it from the checkout: ``python -m benchmarks.merges``.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from benchmarks.merge_edits import EDITS, PROGRAM, ROOT, STARTING, Edit, surroundings
from cchc_cli.check import check
from cchc_cli.review.merge_setup import ATTRIBUTES, driver
from cchc_cli.store.load import load
from cchc_cli.store.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cchc_cli.store.data import Data

PLAN = Path("plan") / "2020"
MARKERS = ("<<<<<<< ", "=======", ">>>>>>> ")
Fields: TypeAlias = "Mapping[tuple[str, ...], str]"


def prepare(folder: Path, edits: Iterable[Edit] = EDITS) -> Repository:
    """Make a repository with the plan, and a commit for each edit on top of it."""
    repository = Repository(folder)
    plan = folder / "repo" / PLAN
    shutil.copytree(ROOT / PLAN, plan)
    for file, text in STARTING.items():
        (plan / file).parent.mkdir(exist_ok=True)
        (plan / file).write_bytes(text.encode())
    (folder / "repo" / ".gitattributes").write_text(ATTRIBUTES, "utf-8")
    repository.git("init", "-q", "-b", "main", ".")
    repository.commit("base")
    for edit in edits:
        repository.git("checkout", "-q", "-f", "--detach", "base")
        edit.make(plan)
        repository.commit(edit.name)
    return repository


@dataclass(slots=True)
class Repository:
    """A repository with one tag for the plan and one for each edit of it."""

    folder: Path

    @property
    def plan(self) -> Path:
        """The directory of the plan."""
        return self.folder / "repo" / PLAN

    def git(self, *arguments: str, fails: bool = False) -> subprocess.CompletedProcess[bytes]:
        """Run git in the repository; a call that fails is an error unless ``fails``."""
        call = ["git", "-c", "core.autocrlf=false", "-c", "gc.auto=0", *arguments]
        place = self.folder / "repo"
        return subprocess.run(call, cwd=place, env=surroundings(), check=not fails, capture_output=True)

    def commit(self, name: str) -> None:
        """Commit everything there is under a tag."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", name)
        self.git("tag", tag(name))

    def merge(self, ours: str, theirs: str, *, with_driver: bool) -> bool:
        """Check one edit out and merge another into it; tell whether git calls the merge clean."""
        self.git("checkout", "-q", "-f", "--detach", tag(ours))
        settings = ["-c", f"merge.cchc.driver={driver(*PROGRAM)}"] if with_driver else []
        done = self.git(*settings, "merge", "-q", "--no-edit", tag(theirs), fails=True)
        if done.returncode not in {0, 1}:
            raise RuntimeError(done.stderr.decode())
        return done.returncode == 0

    def files(self) -> dict[str, bytes]:
        """Return the files of the plan as they stand in the working tree."""
        return {path.relative_to(self.plan).as_posix(): path.read_bytes() for path in sorted(self.plan.rglob("*.yaml"))}


def tag(name: str) -> str:
    """Return the tag under which an edit is kept."""
    return re.sub(r"[^\w.]+", "-", name)


@dataclass(slots=True)
class Outcome:
    """What became of a number of merges."""

    merges: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def note(self, kind: str, pair: tuple[Edit, Edit], faults: Iterable[str]) -> None:
        """Count a merge, and keep what is wrong with it."""
        self.merges[kind] += 1
        self.faults += [f"{kind}: {pair[0].name} + {pair[1].name}: {fault}" for fault in faults]


def run(repository: Repository, pairs: Iterable[tuple[Edit, Edit]]) -> Outcome:
    """Merge pairs of edits with plain git and with the driver, and hold every result to what it must say."""
    outcome = Outcome()
    versions: dict[str, dict[str, bytes]] = {}
    for pair in pairs:
        for name in ("base", pair[0].name, pair[1].name):
            if name not in versions:
                repository.git("checkout", "-q", "-f", "--detach", tag(name))
                versions[name] = repository.files()
        base, ours, theirs = versions["base"], versions[pair[0].name], versions[pair[1].name]
        apart = are_apart(*pair)
        for kind in ("plain git", "driver"):
            is_clean = repository.merge(pair[0].name, pair[1].name, with_driver=kind == "driver")
            merged = repository.files()
            counted = f"{kind}, {'clean' if is_clean else 'marked'}"
            if is_clean:
                faults = [*silent_losses(base, ours, theirs, merged), *errors_of(repository.plan, merged)]
            else:
                faults = ["two parts that have nothing to do with each other clash"] if apart else []
                faults += lost_in_conflict(base, ours, theirs, merged) if kind == "driver" else []
            # Plain git knows lines alone: what it merges wrongly is why there is a driver.
            outcome.note(counted, pair, faults if kind == "driver" or apart else [])
    return outcome


def are_apart(one: Edit, other: Edit) -> bool:
    """Whether two edits are of different tasks, of facts and of the plan, or of an indicator and of a task."""
    return one.part != other.part and not {one.part, other.part} & _LISTS


# Edits of a list as a whole may touch the lines of any of its rows.
_LISTS = frozenset({"rows", "layout", "units", "indicators", "amendments"})


def all_pairs(edits: Iterable[Edit] = EDITS) -> list[tuple[Edit, Edit]]:
    """Return every pair of edits once, turned around every other time."""
    return [pair if number % 2 else (pair[1], pair[0]) for number, pair in enumerate(combinations(edits, 2))]


def silent_losses(
    base: Mapping[str, bytes], ours: Mapping[str, bytes], theirs: Mapping[str, bytes], merged: Mapping[str, bytes]
) -> Iterator[str]:
    """Say where a merge without markers is not what both sides changed, and nothing else."""
    was, here, there, now = (fields_of(files) for files in (base, ours, theirs, merged))
    for key in sorted({*was, *here, *there, *now}):
        versions = {here.get(key), there.get(key)}
        due = here.get(key) if there.get(key) == was.get(key) else there.get(key)
        if len(versions - {was.get(key)}) > 1:
            if "#" not in key[-1]:
                yield f"{key} was changed on both sides, and one was chosen"
        elif now.get(key) != due:
            yield f"{key} is {now.get(key)!r} and not {due!r}"


def lost_in_conflict(
    base: Mapping[str, bytes], ours: Mapping[str, bytes], theirs: Mapping[str, bytes], merged: Mapping[str, bytes]
) -> Iterator[str]:
    """Say where a merge with markers, settled for one side, says neither what it must nor what that side says."""
    if not any(MARKERS[0].encode() in raw for raw in merged.values()):
        yield "git says there is a conflict, and no file has markers"
        return
    was, here, there = (fields_of(files) for files in (base, ours, theirs))
    first, second = (fields_of({file: settled(raw, side) for file, raw in merged.items()}) for side in (0, 1))
    for key in sorted({*was, *here, *there, *first, *second}):
        if "#" in key[-1]:
            continue
        changed = {here.get(key), there.get(key)} - {was.get(key)}
        due = next(iter(changed), was.get(key)) if len(changed) < 2 else None
        found = first.get(key), second.get(key)
        if found != (due, due) and found != (here.get(key), there.get(key)):
            yield f"{key} is {found!r} in the two versions"
        if found == (due, due) and len(changed) > 1 and due is None:
            yield f"{key} is lost"


def settled(raw: bytes, side: int) -> bytes:
    """Return a file with the lines of one side wherever there are markers."""
    kept: list[str] = []
    inside = -1
    for line in raw.decode().splitlines(keepends=True):
        if line.startswith(MARKERS[0]):
            inside = 0
        elif line.startswith(MARKERS[1]) and inside == 0:
            inside = 1
        elif line.startswith(MARKERS[2]):
            inside = -1
        elif inside in {-1, side}:
            kept.append(line)
    return "".join(kept).encode()


def fields_of(files: Mapping[str, bytes]) -> Fields:
    """Return everything the files of a plan say, by file, ids and field; ``#`` marks the order of rows."""
    found: dict[tuple[str, ...], str] = {}
    for file, raw in files.items():
        found.update({(file, *path): value for path, value in fields_in(file, raw).items()})
    return found


@cache
def fields_in(file: str, raw: bytes) -> Fields:
    """Return everything one file says."""
    source = read_source(file, raw)
    if source.findings:
        return {("unreadable",): source.findings[0].message}
    found: dict[tuple[str, ...], str] = {}
    _collect(source.data, (), found, is_facts=file.startswith(("progress/", "measurements/")))
    return found


def _collect(data: Data, path: tuple[str, ...], found: dict[tuple[str, ...], str], *, is_facts: bool) -> None:
    if isinstance(data, dict) and not (is_facts and path):
        for key, value in data.items():
            _collect(value, (*path, key), found, is_facts=is_facts)
    elif isinstance(data, list) and (is_facts or (data and all(isinstance(item, dict) for item in data))):
        names = [_name(item) for item in data]
        for name, item in zip(names, data, strict=True):
            found[*path, name] = "" if (*path, name) not in found else "there twice"
            _collect(item, (*path, name), found, is_facts=is_facts)
        if not is_facts:  # these are read by their dates
            found[*path, "#order"] = " ".join(names)
    elif isinstance(data, list) and path[-1] in {"recipients", "bases", "preamble", "closing"}:
        found.update({(*path, str(item)): "" for item in data})
        found[*path, "#order"] = json.dumps(data, ensure_ascii=False)
    else:
        found[path] = json.dumps(data, ensure_ascii=False, sort_keys=True)


def _name(item: Data) -> str:
    """Return the name of an entry: its id; what an amendment is about; all that is said by one without an id."""
    if isinstance(item, dict) and (item.get("id") or item.get("field")):
        return str(item.get("id") or f"{item['task']}.{item['field']}")
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


def errors_of(plan: Path, merged: Mapping[str, bytes]) -> list[str]:
    """Return what ``cchc validate`` calls an error in a merged plan."""
    return _errors(plan, tuple(sorted(merged.items())))


@cache
def _errors(plan: Path, files: tuple[tuple[str, bytes], ...]) -> list[str]:
    del files
    loaded = load(plan)
    found = [*loaded.findings, *(check(loaded.plan, loaded.incomplete) if loaded.plan else [])]
    return [f"{each.code} {each.place.file}: {each.message}" for each in found if each.severity == "error"]


def main() -> int:
    """Merge every pair, print what became of them, and return 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="merge every n-th pair only")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(prepare(Path(folder)), all_pairs()[:: asked.every])
    for kind, count in sorted(outcome.merges.items()):
        print(f"{kind:<20} {count:>5}")
    for fault in outcome.faults:
        print(fault)
    print(f"{len(EDITS)} edits, {outcome.merges.total()} merges, {len(outcome.faults)} faults")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
