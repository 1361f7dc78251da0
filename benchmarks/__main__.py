"""Print what every command costs, at every size, beside what the other programs take for the nearest work.

    python -m benchmarks --small [--peers DIRECTORY]     36 and 1,000 tasks, at most four minutes
    python -m benchmarks [--peers DIRECTORY]             all sizes; an hour on two quiet cores

The other programs are installed into ``--peers``, or into a folder that is gone afterwards. Whole processes are
measured, in rounds that run every call once; medians are printed. See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import cases, peers, whole
from benchmarks.tables import print_province, print_start, print_targets, print_work

if TYPE_CHECKING:
    from benchmarks.cases import Province
    from benchmarks.whole import Runs


@dataclass(frozen=True, slots=True)
class Size:
    """A number of tasks in one plan: how often each call is measured, and the seconds after which not again."""

    tasks: int
    rounds: int
    seconds: float
    has_pages: bool = True
    """Whether the pages of the others are measured too, which take long."""


SMALL = (Size(36, 3, 2.0, has_pages=False), Size(1000, 3, 3.0, has_pages=False))
FULL = (Size(36, 11, 30.0), Size(1000, 7, 60.0), Size(10_000, 3, 60.0))
PARTS = ("start", "work", "rollup")


def main() -> int:
    """Measure, print every table, and return 1 when ``--check`` was given and a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="36 and 1,000 tasks, few rounds")
    parser.add_argument("--peers", type=Path, help="where the other programs are installed, kept for the next time")
    parser.add_argument("--alone", action="store_true", help="without the other programs")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part alone; can be given more than once")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a target is missed")
    asked = parser.parse_args()
    parts = asked.only or PARTS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        others: list[peers.Peer] = []
        if not asked.alone and ("start" in parts or "work" in parts):
            others = peers.find_peers(
                (asked.peers or folder / "peers").resolve(), peers.PATIENCE if asked.small else None
            )
        print_head(others)
        measured: dict[int, list[Runs]] = {}
        start = measured_start(others, folder, is_small=asked.small) if "start" in parts or "work" in parts else []
        print_start(start)
        if "work" in parts:
            for size in SMALL if asked.small else FULL:
                measured[size.tasks] = measured_work(others, folder, size)
                print_work(size.tasks, measured[size.tasks])
        if "rollup" in parts:
            measured_rollup(folder, is_small=asked.small, measured=measured)
        missed = print_targets(start, measured)
    return int(bool(missed) and asked.check)


def print_head(others: list[peers.Peer]) -> None:
    """Say when, on what machine and with which versions of the other programs this was measured."""
    machine = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"\nMeasured {dt.datetime.now(dt.UTC):%Y-%m-%d}: {machine}.")
    if others:
        print(f"{', '.join(f'{peer.name} {peer.version}' for peer in others)}.")
    sys.stdout.flush()


def measured_start(others: list[peers.Peer], folder: Path, *, is_small: bool) -> list[Runs]:
    """Measure what it costs to start at all."""
    calls = [*cases.start_calls(folder), *peers.version_calls(others, folder)]
    return whole.measure(calls, rounds=5 if is_small else 21, seconds=60.0)


def measured_work(others: list[peers.Peer], folder: Path, size: Size) -> list[Runs]:
    """Measure the same work at one size, ours and that of the others."""
    whole.show_progress(f"{size.tasks:,} tasks ")
    own = folder / f"{size.tasks}-tasks"
    data = cases.write_data(own, size.tasks)
    theirs = (call for call in peers.calls(others, data) if size.has_pages or call.work != peers.REPORT)
    calls = [*cases.calls(data, size.tasks, own), *theirs]
    return whole.measure(calls, rounds=size.rounds, seconds=size.seconds)


def measured_rollup(folder: Path, *, is_small: bool, measured: dict[int, list[Runs]]) -> None:
    """Measure and print the figures of provinces, where the program knows them."""
    if not cases.knows("rollup", folder):
        whole.show_progress("there is no rollup yet\n")
        return
    provinces: tuple[tuple[Province, int], ...] = ((cases.SMALL_PROVINCE, 2),)
    if not is_small:
        provinces = ((cases.PROVINCE, 5), (cases.LARGE_PROVINCE, 2))
    for province, rounds in provinces:
        whole.show_progress(f"{province.plans:,} plans ")
        own = folder / f"{province.plans}-plans"
        own.mkdir()
        where = cases.write_province(own, province)
        runs = whole.measure(cases.province_calls(where, own), rounds=rounds, seconds=600.0)
        runs += measured_lake(own, province)
        measured[province.size] = runs
        print_province(province, runs)


def measured_lake(folder: Path, province: Province) -> list[Runs]:
    """Measure the same figures out of a dataset, where the libraries for it are there."""
    try:
        calls = list(cases.lake_calls(folder, province))
    except subprocess.CalledProcessError:
        whole.show_progress("there is no dataset: the extra `lake` is not installed\n")
        return []
    return whole.measure(calls, rounds=5, seconds=60.0)


if __name__ == "__main__":
    sys.exit(main())
