"""The other programs: how they are brought into a folder of the benchmark's own, and what they are asked.

None of them does what cchc does, nor the other way round: each is asked the nearest question it knows, on the
same tasks. What each command really does is said in docs/performance.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.whole import Call, show_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHECK, DOORSTOP, STRICTDOC = "check-jsonschema", "Doorstop", "StrictDoc"
TASKWARRIOR, BACKLOG = "Taskwarrior", "Backlog.md"
START, OVERDUE, LIST, VALIDATE, REPORT, IMPORT = "start", "list --overdue", "list", "validate", "report", "import"
PATIENCE = 120.0
"""Seconds that a program may take to install before it is left out of a small run."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that is there: its name, version, and the file that starts it."""

    name: str
    version: str
    program: str


def find_peers(folder: Path, patience: float | None) -> list[Peer]:
    """Install every program into a folder, where it is not there already, and return those that can be used."""
    folder.mkdir(parents=True, exist_ok=True)
    show_progress("installing the other programs\n")
    with ThreadPoolExecutor() as pool:
        found = list(pool.map(lambda way: _found(way, folder, patience), WAYS))
    return [peer for peer in found if peer is not None]


def _found(way: tuple[str, Callable[[Path, float | None], str]], folder: Path, patience: float | None) -> Peer | None:
    name, bring = way
    try:
        program = bring(folder / name.lower(), patience)
        asked = subprocess.run([program, "--version"], capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        show_progress(f"{name} is left out: {error}\n")
        return None
    said = asked.stdout.decode("utf-8", "replace").split()
    return Peer(name, said[-1].removeprefix("v") if said else "?", program)


def _from_pypi(package: str) -> Callable[[Path, float | None], str]:
    def bring(folder: Path, patience: float | None) -> str:
        scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
        if not shutil.which(package, path=str(scripts)):
            # In a process of its own: an interpreter being copied here would be held open by what others start.
            _run([sys.executable, "-m", "venv", "--clear", str(folder)], patience)
            _run([str(scripts / "python"), "-m", "pip", "install", "--quiet", package], patience)
        return shutil.which(package, path=str(scripts)) or package

    return bring


def _from_npm(folder: Path, patience: float | None) -> str:
    scripts = folder / "node_modules" / ".bin"
    if not shutil.which("backlog", path=str(scripts)):
        folder.mkdir(exist_ok=True)
        npm = shutil.which("npm") or "npm"
        quiet = ("--no-audit", "--no-fund", "--loglevel=error")
        _run([npm, "install", *quiet, "--prefix", str(folder), "backlog.md"], patience)
    return shutil.which("backlog", path=str(scripts)) or "backlog"


def _from_debian(folder: Path, patience: float | None) -> str:
    """Return Taskwarrior, unpacked from Debian's package where it is not installed."""
    unpacked = folder / "usr" / "bin" / "task"
    if not unpacked.exists() and not shutil.which("task"):
        folder.mkdir(exist_ok=True)
        _run(["apt-get", "download", "-q", "taskwarrior"], patience, folder)
        package = next(iter(folder.glob("taskwarrior_*.deb")), folder / "taskwarrior.deb")
        _run(["dpkg", "-x", str(package), str(folder)], patience)
    return str(unpacked) if unpacked.exists() else shutil.which("task") or "task"


def _run(command: list[str], patience: float | None, folder: Path | None = None) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=patience)


WAYS: tuple[tuple[str, Callable[[Path, float | None], str]], ...] = (
    (TASKWARRIOR, _from_debian),
    (BACKLOG, _from_npm),
    (CHECK, _from_pypi("check-jsonschema")),
    (DOORSTOP, _from_pypi("doorstop")),
    (STRICTDOC, _from_pypi("strictdoc")),
)


@dataclass(frozen=True, slots=True)
class Data:
    """The same tasks for all: the plan, the schemas of its files, the formats of the others, and the day asked for."""

    plan: Path
    schemas: Path
    others: Path
    before: str
    """The first day that is not yet past: what was due before it, and is open, is overdue."""


def version_calls(peers: list[Peer], folder: Path) -> Iterator[Call]:
    """Yield the smallest call of each program."""
    for peer in peers:
        yield Call(START, peer.name, ((peer.program, "--version"),), folder)


def calls(peers: list[Peer], data: Data) -> Iterator[Call]:
    """Yield what each program is asked about the tasks; what lies there is made ready first."""
    for peer in peers:
        yield from _ASKED[peer.name](peer.program, data)


def _of_taskwarrior(task: str, data: Data) -> Iterator[Call]:
    folder = data.others / "taskwarrior"
    around = (("TASKRC", str(folder / "taskrc")),)
    (folder / "data").mkdir(exist_ok=True)
    own = {**os.environ, **dict(around)}
    subprocess.run([task, "import", str(folder / "tasks.json")], check=True, capture_output=True, env=own)
    overdue = (task, "status:pending", f"due.before:{data.before}", "list")
    yield Call(OVERDUE, TASKWARRIOR, (overdue,), folder, around=around)
    yield Call(LIST, TASKWARRIOR, ((task, "all"),), folder, around=around)
    fresh = folder / "imported"
    importing = (task, f"rc.data.location={fresh}", "import", "tasks.json")
    yield Call(IMPORT, TASKWARRIOR, (importing,), folder, before=(fresh,), around=around)


def _of_backlog(backlog: str, data: Data) -> Iterator[Call]:
    folder = data.others / "backlog"
    # It has no filter by due date.
    open_ones = (backlog, "task", "list", "--exclude-status", "Done", "--plain")
    yield Call(OVERDUE, BACKLOG, (open_ones,), folder)
    yield Call(LIST, BACKLOG, ((backlog, "task", "list", "--plain"),), folder)
    yield Call(VALIDATE, BACKLOG, ((backlog, "doctor"),), folder)


def _of_doorstop(doorstop: str, data: Data) -> Iterator[Call]:
    folder = data.others / "doorstop"
    # It has no filter: one call lists everything.
    export = (doorstop, "--quiet", "export", "T")
    yield Call(OVERDUE, DOORSTOP, (export,), folder)
    yield Call(LIST, DOORSTOP, (export,), folder)
    # The first check marks every item as reviewed, in its file; later ones find them so.
    check = Call(VALIDATE, DOORSTOP, ((doorstop, "--quiet", "--no-reformat"),), folder)
    shutil.copytree(folder / "tasks", data.others / "unchecked")
    yield replace(check, first=(sys.executable, "-c", _AS_WRITTEN))
    yield replace(check, is_warm=True)
    pages = folder / "pages"
    publish = (doorstop, "--quiet", "publish", "--html", "T", str(pages / "T.html"))
    yield Call(REPORT, DOORSTOP, (publish,), folder, before=(pages,))


def _of_strictdoc(strictdoc: str, data: Data) -> Iterator[Call]:
    folder = data.others / "strictdoc"
    still_open = ("--filter-nodes", 'node["STATUS"] == "open"')
    asked = {OVERDUE: ("json", still_open), LIST: ("json", ()), VALIDATE: ("json", ()), REPORT: ("html", ())}
    for work, (form, filters) in asked.items():
        for is_warm in (False, True):
            out = folder / f"{form}-{'open' if filters else 'all'}-{'warm' if is_warm else 'cold'}"
            out.mkdir(exist_ok=True)
            export = (strictdoc, "export", "plan.sdoc", "--formats", form, "--output-dir", str(out), *filters)
            yield Call(work, STRICTDOC, (export,), folder, is_warm=is_warm, before=() if is_warm else (out,))


def _of_check_jsonschema(program: str, data: Data) -> Iterator[Call]:
    """Yield a call for each kind of file, which are added up: it takes one schema at a time."""
    commands: list[tuple[str, ...]] = []
    for schema in sorted(data.schemas.glob("*.schema.json")):
        kind = schema.name.removesuffix(".schema.json")
        one, many = data.plan / f"{kind}.yaml", sorted((data.plan / kind).glob("*.yaml"))
        files = [str(path) for path in ([one] if one.exists() else many)]
        if files:
            commands.append((program, "--quiet", "--schemafile", str(schema), *files))
    yield Call(VALIDATE, CHECK, tuple(commands), data.others)


_AS_WRITTEN = "import shutil; shutil.rmtree('tasks'); shutil.copytree('../unchecked', 'tasks')"

_ASKED: dict[str, Callable[[str, Data], Iterator[Call]]] = {
    TASKWARRIOR: _of_taskwarrior,
    BACKLOG: _of_backlog,
    CHECK: _of_check_jsonschema,
    DOORSTOP: _of_doorstop,
    STRICTDOC: _of_strictdoc,
}
