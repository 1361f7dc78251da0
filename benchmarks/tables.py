"""The tables of the benchmarks, and what is held to be reached."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.cases import FLOOR, FROM_JOINED, FROM_PARTS, LARGE_PROVINCE, OURS, PROVINCE, ROLLUP, TYPER
from benchmarks.peers import BACKLOG, CHECK, DOORSTOP, IMPORT, LIST, OVERDUE, REPORT, STRICTDOC, TASKWARRIOR, VALIDATE
from benchmarks.whole import own_megabytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from benchmarks.cases import Province
    from benchmarks.whole import Runs

WORKS = (OVERDUE, LIST, VALIDATE, REPORT, IMPORT)
PROGRAMS = (OURS, TASKWARRIOR, BACKLOG, CHECK, DOORSTOP, STRICTDOC)
NONE = "–"
TIMES_FASTER = 10.0


def print_start(start: Iterable[Runs]) -> None:
    """Print what it costs to start."""
    runs = {each.call.program: each for each in start if each.costs}
    if FLOOR not in runs or TYPER not in runs:
        return
    rows: list[tuple[str, ...]] = [("start", "processor, ms", "clock, ms", "x floor", "x typer", "MB")]
    for name, each in runs.items():
        floors, typers = each.processor / runs[FLOOR].processor, each.processor / runs[TYPER].processor
        rows.append(
            (
                name if name in {FLOOR, TYPER} else f"{name} --version",
                *(_ms(each.processor), _ms(each.clock), f"{floors:.1f}", f"{typers:.2f}", _mb(each)),
            )
        )
    _print("Start-up", rows)


def print_work(tasks: int, measured: Iterable[Runs]) -> None:
    """Print the same work at one size: cold beside warm, ours beside that of the others."""
    found = _by_place(measured)
    head = ("work", "program", "cold, ms", "by clock", "warm, ms", "by clock", "x cchc cold", "x cchc warm", "MB")
    rows: list[tuple[str, ...]] = [head]
    for work in WORKS:
        for program in PROGRAMS:
            cold, warm = found.get((work, program, False)), found.get((work, program, True))
            if cold is None and warm is None:
                continue
            ours = [found.get((work, OURS, is_warm)) for is_warm in (False, True)]
            ratios = (_ratio(cold, ours[0]), _ratio(warm or cold, ours[1]))
            shown = (*_pair(cold), *_pair(warm), *ratios, _mb(*(each for each in (cold, warm) if each)))
            rows.append((work, program, *shown))
    _print(f"{tasks:,} tasks", rows)


def print_province(province: Province, measured: Iterable[Runs]) -> None:
    """Print the work on all plans of a province."""
    rows: list[tuple[str, ...]] = [("work", "state of the cache", "processor, s", "clock, s", "largest process, MB")]
    for each in measured:
        if each.costs:
            state = NONE if each.call.work in {FROM_PARTS, FROM_JOINED} else "filled" if each.call.is_warm else "empty"
            rows.append((each.call.work, state, f"{each.processor:.2f}", f"{each.clock:.2f}", _mb(each)))
    _print(f"{province.plans:,} plans of {province.tasks} tasks: {province.size:,} tasks", rows)


def print_targets(start: Iterable[Runs], measured: Mapping[int, Iterable[Runs]]) -> int:
    """Print what was to be reached and what was, and return how many targets are missed."""
    typer = next((each.processor for each in start if each.call.program == TYPER and each.costs), None)
    places = {size: _by_place(runs) for size, runs in measured.items()}
    rows: list[tuple[str, ...]] = [("target", "at most", "measured", "")]
    for tasks, cold, warm in ((36, 3.0, 1.4), (1000, 6.0, 2.0)):
        for is_warm, most in ((False, cold), (True, warm)):
            ours = places.get(tasks, {}).get((OVERDUE, OURS, is_warm))
            if ours and typer:
                state = "warm" if is_warm else "cold"
                name = f"{OVERDUE}, {tasks:,} tasks, {state}, x import typer"
                rows.append(_verdict(name, ours.processor / typer, most))
    rows += _against_others(places.get(1000, {}))
    for size, most, is_warm in ((PROVINCE.size, 8.0, False), (PROVINCE.size, 2.0, True)):
        ours = places.get(size, {}).get((ROLLUP, OURS, is_warm))
        if ours:
            state = "unchanged" if is_warm else "cold"
            rows.append(_verdict(f"{ROLLUP}, {size:,} tasks, {state}, s by clock", ours.clock, most))
    few, many = (places.get(each.size, {}).get((ROLLUP, OURS, False)) for each in (PROVINCE, LARGE_PROVINCE))
    if few and many:
        growth = many.clock / few.clock / (LARGE_PROVINCE.size / PROVINCE.size)
        rows.append(_verdict(f"{ROLLUP}, cold, seconds a task at 400,000 to those at 18,000", growth, 1.2))
        rows.append(_verdict(f"{ROLLUP}, 400,000 tasks, MB of the largest process", many.megabytes, 600))
    lake = places.get(LARGE_PROVINCE.size, {})
    for work in (FROM_PARTS, FROM_JOINED):
        if read := lake.get((work, OURS, False)):
            rows.append(_verdict(f"{work}, 400,000 tasks, s by clock", read.clock, 2.0))
    if len(rows) > 1:
        _print("Targets", rows)
    return sum(row[-1] == "missed" for row in rows)


def _against_others(found: Mapping[tuple[str, str, bool], Runs]) -> list[tuple[str, ...]]:
    """Return what part of their time we take, cold, against the nearest work of each, likewise cold."""
    rows: list[tuple[str, ...]] = []
    for work, program in ((OVERDUE, DOORSTOP), (OVERDUE, STRICTDOC), (VALIDATE, CHECK), (VALIDATE, DOORSTOP)):
        ours, theirs = found.get((work, OURS, False)), found.get((work, program, False))
        if ours and theirs:
            name = f"{work}, 1,000 tasks, cold, part of {program}'s time"
            rows.append(_verdict(name, ours.processor / theirs.processor, 1 / TIMES_FASTER))
    ours, theirs = found.get((OVERDUE, OURS, False)), found.get((VALIDATE, CHECK, False))
    if ours and theirs:
        name = f"{OVERDUE}, 1,000 tasks, cold, part of {CHECK}'s time for its only work"
        rows.append(_verdict(name, ours.processor / theirs.processor, 1 / TIMES_FASTER))
    return rows


def _verdict(name: str, measured: float, most: float) -> tuple[str, ...]:
    return name, f"{most:g}", f"{measured:.2f}", "missed" if measured > most else "met"


def _by_place(measured: Iterable[Runs]) -> dict[tuple[str, str, bool], Runs]:
    return {(each.call.work, each.call.program, each.call.is_warm): each for each in measured if each.costs}


def _pair(runs: Runs | None) -> tuple[str, str]:
    return (_ms(runs.processor), _ms(runs.clock)) if runs else (NONE, NONE)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f}"


def _mb(*runs: Runs) -> str:
    most = max(each.megabytes for each in runs)
    if not most:
        return NONE
    own = own_megabytes()
    return f"{most:,.0f}" if most > own + 0.5 else f"<{own:.0f}"


def _ratio(theirs: Runs | None, ours: Runs | None) -> str:
    return f"{theirs.processor / ours.processor:.2f}" if theirs and ours else NONE


def _print(title: str, rows: list[tuple[str, ...]]) -> None:
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    are_numbers = [all(cell[:1] in f"0123456789<{NONE}" for cell in column[1:]) for column in columns]
    rules = [
        f"{'-' * width}-:" if right else f":{'-' * width}-" for width, right in zip(widths, are_numbers, strict=True)
    ]
    lines = [f"| {' | '.join(_cells(row, widths, are_numbers))} |" for row in rows]
    lines.insert(1, f"|{'|'.join(rules)}|")
    sys.stdout.write(f"\n### {title}\n\n" + "\n".join(lines) + "\n")
    sys.stdout.flush()


def _cells(row: Iterable[str], widths: Iterable[int], are_numbers: Iterable[bool]) -> Iterable[str]:
    for cell, width, right in zip(row, widths, are_numbers, strict=True):
        yield cell.rjust(width) if right else cell.ljust(width)
