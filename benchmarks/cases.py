"""What cchc is asked in the benchmarks, on plans of several sizes and on the plans of a province."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers import IMPORT, LIST, OVERDUE, REPORT, START, VALIDATE, Data
from benchmarks.run import CCHC, PLAN, environment
from benchmarks.whole import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = "cchc"
HERE = Path(__file__).resolve().parent
FLOOR, TYPER = "python -c pass", "import typer"
PYTHON = sys.executable
ROLLUP, LIST_ALL, CHANGED = "rollup", "list --all --overdue", "rollup, 1 % changed"
FROM_PARTS, FROM_JOINED = "rollup DATASET, a file an agency", "rollup DATASET, joined"
# Where the plan of a real office, and the generated ones, are looked at from.
AS_OF = {36: "2020-06-30"}
END_OF_YEAR = "2020-12-31"
BEFORE = {"2020-06-30": "2020-07-01", "2020-12-31": "2021-01-01"}


@dataclass(frozen=True, slots=True)
class Province:
    """Many plans: how many, and how many tasks each has."""

    plans: int
    tasks: int

    @property
    def size(self) -> int:
        """The number of all tasks."""
        return self.plans * self.tasks


SMALL_PROVINCE, PROVINCE, LARGE_PROVINCE = Province(20, 18), Province(300, 60), Province(5000, 80)


def python(*words: str) -> None:
    """Run a script of ours in a process of its own, so that the memory it needs is not that of what it starts."""
    subprocess.run([PYTHON, *words], check=True, env=environment(), cwd=HERE.parent, stdout=subprocess.DEVNULL)


def start_calls(folder: Path) -> Iterator[Call]:
    """Yield the floor of every Python program, that of every typer program, and our smallest call."""
    yield Call(START, FLOOR, ((PYTHON, "-c", "pass"),), folder)
    yield Call(START, TYPER, ((PYTHON, "-c", "import typer"),), folder)
    yield Call(START, OURS, ((PYTHON, *CCHC, "--version"),), folder)


def write_data(folder: Path, tasks: int) -> Data:
    """Write a plan, its schemas, and the same tasks in the formats of the other programs."""
    folder.mkdir(parents=True)
    plan = PLAN if tasks == 36 else folder / "plan"
    if plan != PLAN:
        python(str(HERE / "large_plan.py"), str(plan), "--tasks", str(tasks))
    day = as_of(tasks)
    rows, schemas, others = folder / "tasks.json", folder / "schemas", folder / "others"
    export = ("export", "--format", "json", "-o", str(rows))
    quiet = {**environment(), "CCHC_CACHE": "off"}
    ended = subprocess.run(
        [PYTHON, *CCHC, *export, "--plan", str(plan), "--as-of", day],
        env=quiet,
        cwd=folder,
        capture_output=True,
        check=False,
    )
    if ended.returncode:
        raise SystemExit(ended.stderr.decode("utf-8", "replace"))
    python("-m", "benchmarks.same_data", str(rows), str(others))
    schemas.mkdir()
    python("-c", SCHEMAS, str(schemas))
    python("-c", WORKBOOK, str(folder / "plan.xlsx"), str(tasks))
    return Data(plan, schemas, others, BEFORE[day])


SCHEMAS = (
    "import sys, pathlib; from cchc_cli.store.schemas import schema_texts\n"
    "for name, text in schema_texts().items(): pathlib.Path(sys.argv[1], name).write_text(text, 'utf-8')"
)
WORKBOOK = (
    "import sys, pathlib; from benchmarks.imports import workbook\n"
    "pathlib.Path(sys.argv[1]).write_bytes(workbook(int(sys.argv[2])))"
)


def as_of(tasks: int) -> str:
    """Return the day that a plan is looked at from."""
    return AS_OF.get(tasks, END_OF_YEAR)


def calls(data: Data, tasks: int, folder: Path) -> Iterator[Call]:
    """Yield the same commands on a plan, with nothing kept and with all that they keep."""
    plan = ("--plan", str(data.plan))
    day = ("--as-of", as_of(tasks))
    asked: dict[str, tuple[str, ...]] = {
        OVERDUE: ("list", "--overdue", *plan, *day),
        LIST: ("list", *plan, *day),
        VALIDATE: ("validate", *plan),
        REPORT: ("report", "tasks", "--format", "html", "-o", "tasks.html", "--force", *plan, *day),
    }
    for work, words in asked.items():
        yield from both(work, words, folder)
    book = str(folder / "plan.xlsx")
    made = folder / "made"
    words = ("import", book, "--year", "2020", "-o", str(made / "plan"))
    yield next(both(IMPORT, words, folder, made))


def both(work: str, words: tuple[str, ...], folder: Path, *before: Path) -> Iterator[Call]:
    """Yield a call with a fresh cache, which it fills, and with one filled by its own first run."""
    name = work.replace(" ", "")
    cold, warm = folder / f"cache-{name}-cold", folder / f"cache-{name}-warm"
    # validate and rollup end with 1 where they have something to say about the plans.
    codes = (0, 1) if work in {VALIDATE, ROLLUP} else (0,)
    command = ((PYTHON, *CCHC, *words),)
    yield Call(work, OURS, command, folder, before=(cold, *before), around=_kept_in(cold), codes=codes)
    yield Call(work, OURS, command, folder, is_warm=True, before=before, around=_kept_in(warm), codes=codes)


def _kept_in(cache: Path) -> tuple[tuple[str, str], ...]:
    return (("CCHC_CACHE", str(cache)),)


def knows(command: str, folder: Path) -> bool:
    """Whether the program has a command."""
    asked = subprocess.run(
        [PYTHON, *CCHC, command, "--help"], env=environment(), cwd=folder, capture_output=True, check=False
    )
    return asked.returncode == 0


def write_province(folder: Path, province: Province) -> Path:
    """Write the plans of a province and return where they are."""
    where = folder / "province"
    words = ("--plans", str(province.plans), "--tasks", str(province.tasks))
    python(str(HERE / "province.py"), str(where), *words)
    return where


def province_calls(where: Path, folder: Path) -> Iterator[Call]:
    """Yield the figures of a province, with nothing kept, with all kept, and after a plan in a hundred changed."""
    day = ("--as-of", END_OF_YEAR)
    rollup = ("rollup", str(where), *day)
    cold, warm = both(ROLLUP, rollup, folder)
    yield cold
    yield warm
    change = (PYTHON, "-c", CHANGE, str(where))
    yield replace(warm, work=CHANGED, first=change)
    yield from both(LIST_ALL, ("list", "--all", str(where), "--overdue", *day), folder)


def lake_calls(folder: Path, province: Province) -> Iterator[Call]:
    """Yield the figures of a province out of a dataset: a file for each agency, and the same rows joined in a few."""
    for name, more in ((FROM_PARTS, ()), (FROM_JOINED, ("--together",))):
        where = folder / ("joined" if more else "parts")
        words = ("--plans", str(province.plans), "--tasks", str(province.tasks))
        python(str(HERE / "lake.py"), str(where), *words, *more)
        command = (PYTHON, *CCHC, "rollup", str(where))
        yield Call(name, OURS, (command,), folder, around=_kept_in(folder / "cache-lake"), codes=(0, 1))


CHANGE = (
    "import sys, pathlib, time\n"
    "for path in sorted(pathlib.Path(sys.argv[1]).glob('*/plan/*/appendix.yaml'))[::100]:\n"
    "    with path.open('a', encoding='utf-8') as file: file.write(f'# {time.time_ns()}\\n')"
)
