"""Measure what a call of the program costs, as ratios to the cost of starting Python and of importing typer.

Whole processes are measured, by their processor time, in rounds that run every case once: a busy machine
slows all cases alike, and the ratios stay.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "plan" / "2020"
# What the installed command runs.
CCHC = ("-c", "from cchc_cli.__main__ import run; run()")
AS_OF = ("--plan", str(PLAN), "--as-of", "2020-06-30")

FLOOR, TYPER = "python -c pass", "import typer"


@dataclass(frozen=True, slots=True)
class Case:
    """A call to measure, and the most it may cost in units of ``import typer``."""

    name: str
    arguments: tuple[str, ...]
    target: float | None = None


CASES = (
    Case(FLOOR, ("-c", "pass")),
    Case(TYPER, ("-c", "import typer")),
    Case("cchc --version", (*CCHC, "--version"), 1.3),
    Case("cchc list --overdue", (*CCHC, "list", "--overdue", *AS_OF), 3.0),
    Case("cchc", (*CCHC, *AS_OF)),
    Case("cchc show II.5", (*CCHC, "show", "II.5", *AS_OF)),
    Case("cchc validate", (*CCHC, "validate", "--plan", str(PLAN))),
)


def main() -> int:
    """Measure, print the table, and return 1 when ``--check`` was given and a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="5 rounds instead of 21")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a target is missed")
    asked = parser.parse_args()
    rounds = 5 if asked.small else 21
    with tempfile.TemporaryDirectory() as folder:
        spent = measure(Path(folder), rounds)
    missed = show(spent, rounds)
    return 1 if asked.check and missed else 0


def measure(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Return the seconds each case took in each round; a first round, not counted, fills the caches."""
    spent: dict[str, list[float]] = {case.name: [] for case in CASES}
    for number in range(rounds + 1):
        for case in CASES:
            seconds = cost(case, folder)
            if number:
                spent[case.name].append(seconds)
    return spent


def cost(case: Case, folder: Path) -> float:
    """Run a case once, its output into a file, and return its processor time in seconds."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling anew at each start is not what users see
    with (folder / "output").open("wb") as output:
        before = processor_time()
        subprocess.run(
            [sys.executable, *case.arguments], cwd=folder, env=environment, stdout=output, stderr=output, check=True
        )
        return processor_time() - before


def processor_time() -> float:
    """Return the processor time of the processes run so far; on Windows, which doesn't tell, the clock."""
    if sys.platform == "win32":
        return time.perf_counter()
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show(spent: dict[str, list[float]], rounds: int) -> int:
    """Print the table, and return how many targets are missed."""
    medians = {name: statistics.median(seconds) for name, seconds in spent.items()}
    print(
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.system()}, "
        f"{os.cpu_count()} cores, medians of {rounds} rounds\n"
    )
    print(f"| {'call':<20} | {'ms':>4} | x floor | x typer | target |         |")
    print("|:---------------------|-----:|--------:|--------:|-------:|:--------|")
    missed = 0
    for case in CASES:
        median = medians[case.name]
        ratio = median / medians[TYPER]
        target, verdict = "", ""
        if case.target is not None:
            missed += ratio > case.target
            target, verdict = f"{case.target:.1f}", "missed" if ratio > case.target else "met"
        floors = median / medians[FLOOR]
        print(f"| {case.name:<20} | {median * 1000:4.0f} | {floors:7.1f} | {ratio:7.2f} | {target:>6} | {verdict:<7} |")
    return missed


if __name__ == "__main__":
    sys.exit(main())
