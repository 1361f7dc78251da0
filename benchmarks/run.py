"""Measure what a call of the program costs, as ratios to the cost of starting Python and of importing typer.

Whole processes are measured, by their processor time, in rounds that run every case once: a busy machine
slows all cases alike, and the ratios stay. Documents of a large plan are measured in seconds and megabytes,
the best of a few runs.
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

FLOOR, TYPER, JINJA = "python -c pass", "import typer", "import typer, jinja2"


@dataclass(frozen=True, slots=True)
class Case:
    """A call to measure, and the most it may cost in units of another case."""

    name: str
    arguments: tuple[str, ...]
    target: float | None = None
    unit: str = TYPER
    warm: bool = False
    """Whether what the program kept of the round before is there: then the question was answered once."""


@dataclass(frozen=True, slots=True)
class Large:
    """A call on a plan of 1,000 tasks, and the most it may take."""

    name: str
    arguments: tuple[str, ...]
    seconds: float
    megabytes: int


CASES = (
    Case(FLOOR, ("-c", "pass")),
    Case(TYPER, ("-c", "import typer")),
    Case(JINJA, ("-c", "import typer, jinja2")),
    Case("cchc --version", (*CCHC, "--version"), 1.3),
    Case("cchc list --overdue", (*CCHC, "list", "--overdue", *AS_OF), 3.0),
    Case("list --overdue, warm", (*CCHC, "list", "--overdue", *AS_OF), 1.4, warm=True),
    Case("cchc", (*CCHC, *AS_OF)),
    Case("cchc show II.5", (*CCHC, "show", "II.5", *AS_OF)),
    Case("cchc validate", (*CCHC, "validate", "--plan", str(PLAN))),
    Case(
        "report quarterly, HTML", (*CCHC, "report", "quarterly", "--quarter", "1", "-o", "quy.html", *AS_OF), 4.0, JINJA
    ),
)
TASKS = 1000
WHOLE_YEAR = ("--plan", "large", "--as-of", "2020-12-31")
LARGE = (
    Large("report tasks, Word", (*CCHC, "report", "tasks", "-o", "tasks.docx", *WHOLE_YEAR), 5.0, 300),
    Large("report annual, Word", (*CCHC, "report", "annual", "-o", "annual.docx", *WHOLE_YEAR), 5.0, 300),
)


def main() -> int:
    """Measure, print the table, and return 1 when ``--check`` was given and a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="5 rounds instead of 21")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a target is missed")
    asked = parser.parse_args()
    rounds = 5 if asked.small else 21
    with tempfile.TemporaryDirectory() as folder:
        missed = show(measure(Path(folder), rounds), rounds)
        missed += show_large(Path(folder), 1 if asked.small else 3)
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
    with (folder / "output").open("wb") as output:
        before = processor_time()
        subprocess.run(
            [sys.executable, *case.arguments],
            cwd=folder,
            env=environment(folder / "cache" if case.warm else None),
            stdout=output,
            stderr=output,
            check=True,
        )
        return processor_time() - before


def environment(cache: Path | None = None) -> dict[str, str]:
    """Return the environment of a call: that of this process, with the checkout in front, and a cache or none."""
    own = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    own["CCHC_CACHE"] = str(cache) if cache is not None else "off"
    own.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling anew at each start is not what users see
    own.pop("CCHC_PLAN", None)
    return own


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
    print(f"| {'call':<22} | {'ms':>4} | x floor | x typer | {'target':<32} |")
    print(f"|:{'-' * 23}|-----:|--------:|--------:|:{'-' * 33}|")
    missed = 0
    for case in CASES:
        median = medians[case.name]
        verdict = ""
        if case.target is not None:
            ratio = median / medians[case.unit]
            missed += ratio > case.target
            met = "missed" if ratio > case.target else "met"
            verdict = f"{case.target:.1f} x {case.unit.removeprefix('import ')}: {met} ({ratio:.2f})"
        floors, typers = median / medians[FLOOR], median / medians[TYPER]
        print(f"| {case.name:<22} | {median * 1000:4.0f} | {floors:7.1f} | {typers:7.2f} | {verdict:<32} |")
    return missed


def show_large(folder: Path, runs: int) -> int:
    """Measure and print the calls on a plan of 1,000 tasks, and return how many budgets are missed."""
    script = str(Path(__file__).with_name("large_plan.py"))
    subprocess.run([sys.executable, script, str(folder / "large"), "--tasks", str(TASKS)], check=True)
    print(f"\n{TASKS:,} tasks, best of {runs}\n")
    print(f"| {'call':<22} |     s |  MB | {'budget':<18} |")
    print(f"|:{'-' * 23}|------:|----:|:{'-' * 19}|")
    missed = 0
    for large in LARGE:
        measured = [elapsed(large, folder) for _ in range(runs)]
        seconds, megabytes = min(each[0] for each in measured), max(each[1] for each in measured)
        over = seconds > large.seconds or megabytes > large.megabytes
        missed += over
        budget = f"{large.seconds:.0f} s, {large.megabytes} MB: {'missed' if over else 'met'}"
        shown = f"{megabytes:3.0f}" if megabytes else "  -"
        print(f"| {large.name:<22} | {seconds:5.2f} | {shown} | {budget:<18} |")
    return missed


def elapsed(large: Large, folder: Path) -> tuple[float, float]:
    """Run a call and return its seconds by the clock and its most memory in MB (0 where the system doesn't tell)."""
    with (folder / "output").open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *large.arguments], cwd=folder, env=environment(), stdout=output, stderr=output
        )
        peak = 0.0
        if sys.platform != "win32":
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
        code = process.wait()
        seconds = time.perf_counter() - start
    if code:
        sys.exit(f"{large.name} failed:\n{(folder / 'output').read_text('utf-8')}")
    return seconds, peak


if __name__ == "__main__":
    sys.exit(main())
