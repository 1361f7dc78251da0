"""Write the dataset of a country's agencies straight as Parquet, and time the figures read from it.

    python benchmarks/lake.py DIRECTORY --plans 5000 --tasks 80 [--together] [--time]

Every plan is a part of its own, as each agency publishes it: tasks/agency=<code>/year=2020/part.parquet. With
--together the same rows are one file, as a nightly job would join them. Only the table of tasks is written: it is
the one that figures come from.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.large_plan import AREAS, DEADLINES, PRODUCT, WORK, YEAR
from cchc_cli.exchange.lake_engine import opened
from cchc_cli.exchange.lake_publishing import FILE, folder_of, write_rows
from cchc_cli.exchange.lake_rows import SCHEMA, TASKS

if TYPE_CHECKING:
    from cchc_cli.exchange.lake_rows import Row, Value

SEED = 7
RUNS = 5
SECTION_SIZE = 12
AT_ONCE = 500
STATES = ("done_on_time", "done_late", "in_time", "overdue", "ongoing", "stale", "waiting", "dormant", "late_start")
WITHOUT_A_DAY = frozenset({"ongoing", "stale", "dormant", "late_start"})


def write_lake(directory: Path, plans: int, tasks: int, *, together: bool = False) -> None:
    """Write the table of tasks of so many plans, the same rows each time."""
    directory.mkdir(parents=True, exist_ok=True)
    with opened(str(directory.resolve())) as connection:
        waiting: list[Row] = []
        for number in range(plans):
            rows = plan_rows(number, tasks)
            if together:
                waiting += rows
                if (number + 1) % AT_ONCE and number + 1 < plans:
                    continue
                rows, waiting = waiting, []
                file = directory.resolve() / "tasks" / f"{number // AT_ONCE:04d}.parquet"
            else:
                file = directory.resolve() / "tasks" / folder_of(f"CQ{number:05d}", YEAR) / FILE
            file.parent.mkdir(parents=True, exist_ok=True)
            write_rows(connection, TASKS, rows, file)


def plan_rows(number: int, tasks: int) -> list[Row]:
    """Return the rows of one plan."""
    chance = random.Random(f"{SEED}/{number}")  # noqa: S311 - the same rows each time
    head: dict[str, Value] = {
        "schema": SCHEMA, "agency_code": f"CQ{number:05d}", "plan_year": YEAR, "as_of": dt.date(YEAR, 9, 30),
        "agency_name": f"Cơ quan số {number}", "agency_parent": f"UBND tỉnh số {number % 63}",
        "plan_number": f"01/KH-CQ{number:05d}", "plan_date": dt.date(YEAR, 1, 14),
    }  # fmt: skip
    return [{**head, **_row(position, chance)} for position in range(1, tasks + 1)]


def _row(position: int, chance: random.Random) -> dict[str, Value]:
    section, row = divmod(position - 1, SECTION_SIZE)
    state, outside = chance.choice(STATES), chance.random() < 0.03
    unit = "UBND tỉnh" if outside else f"Phòng số {chance.randint(1, 12)}"
    due = dt.date(YEAR, 1, 31) + dt.timedelta(days=chance.randint(0, 330))
    return {
        "position": position, "id": f"{section + 1}.{row + 1}", "section": str(section + 1),
        "section_title": f"Lĩnh vực số {section + 1}", "area": AREAS[section % len(AREAS)],
        "task": f"{WORK} {chance.randint(1, 999)}", "product": PRODUCT, "lead": unit, "lead_units": unit,
        "deadline": chance.choice(DEADLINES), "kinds": "by", "state": state, "is_indicator": False,
        "outside": outside, "own": not outside, "dated": not outside and state not in WITHOUT_A_DAY,
        "counted_done": False, "reported": state.startswith("done"), "extended": False, "due": due, "first_due": due,
    }  # fmt: skip


def time_figures(directory: Path) -> None:
    """Print medians of reading the figures by agency, and with every share, of one warm process."""
    from cchc_cli.exchange.lake import KINDS, read_dataset

    for name, shares in (("by agency", ()), ("with sections, areas, units", KINDS)):
        taken: list[float] = []
        for _ in range(RUNS):
            start = time.perf_counter()
            found = read_dataset(str(directory), shares=shares)
            taken.append(time.perf_counter() - start)
        rows = sum(plan.whole.total for plan in found.plans)
        print(f"{len(found.plans)} plans, {rows} tasks, {name}: {statistics.median(taken):.2f} s")


def main() -> int:
    """Write and time what the call asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--plans", type=int, default=5000)
    parser.add_argument("--tasks", type=int, default=80)
    parser.add_argument("--together", action="store_true")
    parser.add_argument("--time", action="store_true")
    asked = parser.parse_args()
    if not (asked.directory / "tasks").exists():
        write_lake(asked.directory, asked.plans, asked.tasks, together=asked.together)
    if asked.time:
        time_figures(asked.directory)
    return 0


if __name__ == "__main__":
    sys.exit(main())
