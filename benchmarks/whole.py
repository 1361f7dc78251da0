"""Run whole processes and measure them: processor time, clock and most memory, in rounds that run every call once."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from benchmarks.run import environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

LONGEST = 900.0
"""Seconds after which a call is ended and counts as not having come to an end."""

# The system counts in bytes on a Mac, in kilobytes elsewhere.
_PART = 1024 * 1024 if sys.platform == "darwin" else 1024


class Failed(Exception):  # noqa: N818 (as Refused)
    """A call that did not do its work, with what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of all its processes, seconds by the clock, megabytes of its largest process."""

    processor: float
    clock: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Call:
    """Something to measure: commands run one after another, in a folder of their own.

    ``before`` are folders emptied and ``first`` a command run ahead of each run, which is not counted; ``around`` is
    put into the environment; ``codes`` are the exit codes of a call that did its work.
    """

    work: str
    program: str
    commands: tuple[tuple[str, ...], ...]
    folder: Path
    is_warm: bool = False
    before: tuple[Path, ...] = ()
    around: tuple[tuple[str, str], ...] = ()
    codes: tuple[int, ...] = (0,)
    first: tuple[str, ...] = ()


@dataclass(slots=True)
class Runs:
    """What the runs of one call took."""

    call: Call
    costs: list[Cost] = field(default_factory=list)
    failure: str = ""
    is_settled: bool = False

    @property
    def processor(self) -> float:
        """The median of processor time, in seconds."""
        return statistics.median(cost.processor for cost in self.costs)

    @property
    def clock(self) -> float:
        """The median by the clock, in seconds."""
        return statistics.median(cost.clock for cost in self.costs)

    @property
    def megabytes(self) -> float:
        """The most memory of any run."""
        return max(cost.megabytes for cost in self.costs)


def measure(calls: Iterable[Call], *, rounds: int, seconds: float) -> list[Runs]:
    """Run every call once in each round, so that a busy machine slows all alike.

    A first round, not counted, fills the caches. A call that has used up its ``seconds`` is not begun again; what
    is so slow that its first run was its only one is counted by that, unless it is a warm one. A call that fails is
    told and left out. Calls that are the same but for the work they stand for are run once for all.
    """
    asked = list(calls)
    measured = {_doing(call): Runs(call) for call in asked}
    for number in range(rounds + 1):
        for each in measured.values():
            must = each.call.is_warm and not each.is_settled  # its first run fills what it is to find
            if not each.failure and (must or sum(cost.clock for cost in each.costs) <= seconds):
                _run_again(each, is_counted=number > 0)
        show_progress(".")
    show_progress("\n")
    return [replace(measured[_doing(call)], call=call) for call in asked]


def _doing(call: Call) -> tuple[object, ...]:
    return call.program, call.commands, call.is_warm, call.around, call.first


def _run_again(runs: Runs, *, is_counted: bool) -> None:
    if is_counted and not runs.is_settled:
        runs.costs.clear()
        runs.is_settled = True
    try:
        runs.costs.append(once(runs.call))
    except Failed as failed:
        runs.costs.clear()
        runs.failure = str(failed)
        show_progress(f"{runs.call.program}, {runs.call.work}: {failed}\n")


def own_megabytes() -> float:
    """Return our own most memory: a process we start is never said to need less, whatever it does."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PART


def show_progress(text: str) -> None:
    """Say how far the measuring has come, aside from the tables."""
    sys.stderr.write(text)
    sys.stderr.flush()


def once(call: Call) -> Cost:
    """Run a call once; raises Failed where it did not do its work."""
    for folder in call.before:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    own = {**environment(), **dict(call.around)}
    if call.first:
        subprocess.run(call.first, cwd=call.folder, env=own, check=True)
    costs = [_process(command, call, own) for command in call.commands]
    return Cost(
        sum(cost.processor for cost in costs),
        sum(cost.clock for cost in costs),
        max(cost.megabytes for cost in costs),
    )


def _process(command: Sequence[str], call: Call, own: dict[str, str]) -> Cost:
    output = call.folder / "said"
    with output.open("wb") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            list(command), cwd=call.folder, env=own, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        cost = _waited(process, start)
    if process.returncode not in call.codes:
        text = output.read_text("utf-8", "replace").strip()[-600:]
        raise Failed(f"ended with {process.returncode}: {text}")
    return cost


def _waited(process: subprocess.Popen[bytes], start: float) -> Cost:
    """Wait for a process and return its cost; on Windows, which doesn't tell, the clock alone."""
    if sys.platform == "win32":
        process.wait(LONGEST)
        clock = time.perf_counter() - start
        return Cost(clock, clock, 0.0)
    pause, asked = 0.0005, os.WNOHANG
    while True:
        ended, status, used = os.wait4(process.pid, asked)
        if ended:
            break
        if time.perf_counter() - start > LONGEST:
            process.kill()
            os.wait4(process.pid, 0)
            process.returncode = -9
            raise Failed(f"not done after {LONGEST:.0f} s")
        # Short calls are asked for often, so that the clock is theirs; long ones are left alone.
        time.sleep(pause)
        pause = min(pause * 1.02, 0.05)
    clock = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(used.ru_utime + used.ru_stime, clock, used.ru_maxrss / _PART)
