"""Measure ``cchc validate`` against check-jsonschema, which knows the schemas alone, on the same files.

Whole processes are measured, by their processor time, in rounds that run both, so that a busy machine slows
both alike. check-jsonschema takes one schema a call: the calls that the kinds of files need are added up, and
the appendix is also measured by itself, which is what one call can do. Run it from the checkout:
``python -m benchmarks.validation``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.large_plan import write_plan
from benchmarks.run import CCHC, environment, processor_time
from cchc_cli.store.schemas import schema_texts

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 1 / 3
"""The most of check-jsonschema's time that ``cchc validate`` may take."""

TASKS = 1000
NAME = "check-jsonschema"


@dataclass(frozen=True, slots=True)
class Case:
    """A plan to check, and the files of it that check-jsonschema is given, by the name of their schema."""

    name: str
    plan: Path
    files: dict[str, tuple[Path, ...]]


@dataclass(frozen=True, slots=True)
class Measured:
    """The median seconds of both on one case."""

    name: str
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """Which part of check-jsonschema's time we take."""
        return self.ours / self.theirs


def main() -> int:
    """Measure, print the table, and return 1 when ``cchc validate`` takes more than a third of the time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="3 rounds instead of 9")
    parser.add_argument("--with", dest="program", type=Path, help="the check-jsonschema to use")
    asked = parser.parse_args()
    rounds = 3 if asked.small else 9
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = asked.program.resolve() if asked.program else found_or_installed(folder / "venv")
        measured = [measure(program, case, folder, rounds) for case in cases(folder)]
        show(measured, rounds, version(program))
    return 1 if any(each.ratio > MOST for each in measured) else 0


def found_or_installed(folder: Path) -> Path:
    """Return the check-jsonschema beside this Python or on the path; where there is none, install it into a folder."""
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    found = shutil.which(NAME, path=beside)
    if found is not None:
        return Path(found)
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", NAME]
    subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
    return Path(str(shutil.which(NAME, path=str(programs))))


def cases(folder: Path) -> Iterable[Case]:
    """Write the schemas and a large plan, and return it with its facts and without."""
    (folder / "schemas").mkdir()
    for name, text in schema_texts().items():
        (folder / "schemas" / name).write_text(text, encoding="utf-8", newline="\n")
    whole, bare = folder / "whole", folder / "bare"
    write_plan(whole, TASKS)
    shutil.copytree(whole, bare, ignore=shutil.ignore_patterns("progress"))
    of_plan = {name: (whole / f"{name}.yaml",) for name in ("plan", "appendix", "units")}
    facts = tuple(sorted((whole / "progress").iterdir()))
    yield Case("the appendix", bare, {"appendix": (bare / "appendix.yaml",)})
    yield Case("all files", whole, {**of_plan, "progress": facts})


def measure(program: Path, case: Case, folder: Path, rounds: int) -> Measured:
    """Return the medians of a case; a first round, not counted, fills the caches."""
    ours = [[sys.executable, *CCHC, "validate", "--plan", str(case.plan)]]
    theirs = [
        [str(program), "--quiet", "--schemafile", str(folder / "schemas" / f"{schema}.schema.json"), *map(str, files)]
        for schema, files in case.files.items()
    ]
    spent = [(cost(ours, folder), cost(theirs, folder)) for _ in range(rounds + 1)][1:]
    return Measured(
        case.name, statistics.median(each[0] for each in spent), statistics.median(each[1] for each in spent)
    )


def cost(calls: Iterable[list[str]], folder: Path) -> float:
    """Run calls one after another and return their processor time in seconds; each must find no error."""
    before = processor_time()
    for call in calls:
        subprocess.run(call, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, check=True)
    return processor_time() - before


def version(program: Path) -> str:
    """Return the name and version of a check-jsonschema."""
    said = subprocess.run([str(program), "--version"], env=environment(), capture_output=True, check=True)
    return said.stdout.decode().strip().replace(", version", "")


def show(measured: Iterable[Measured], rounds: int, theirs: str) -> None:
    """Print the table."""
    print(
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.system()}, "
        f"{os.cpu_count()} cores, {theirs}; {TASKS:,} tasks, medians of {rounds} rounds\n"
    )
    print(f"| {'files':<14} | cchc validate, ms | {NAME}, ms | ratio | {'target':<13} |")
    print(f"|:{'-' * 15}|------------------:|---------------------:|------:|:{'-' * 14}|")
    for each in measured:
        verdict = f"{MOST:.2f}: {'missed' if each.ratio > MOST else 'met'}"
        ours, others = each.ours * 1000, each.theirs * 1000
        print(f"| {each.name:<14} | {ours:17.0f} | {others:20.0f} | {each.ratio:5.2f} | {verdict:<13} |")


if __name__ == "__main__":
    sys.exit(main())
