"""The examples of docs/scale give the figures that the program gives, in DuckDB and on a cluster of two processes."""

from __future__ import annotations

import datetime as dt
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.province import write_agency
from cchc_cli.domain.model import Moment
from cchc_cli.domain.standing import standings
from cchc_cli.domain.vocabulary import State
from cchc_cli.exchange.lake import figures_from
from cchc_cli.exchange.lake_publishing import publish
from cchc_cli.exchange.lake_rows import TABLES, part_of
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load

duckdb = pytest.importorskip("duckdb")

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "scale"
MOMENT = Moment(dt.date(2020, 9, 30))
AGENCIES = 4


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("province")
    for number in range(AGENCIES):
        directory = folder / str(number) / "plan" / "2020"
        write_agency(directory, f"Sở số {number}", f"SO{number}", 20, random.Random(number))
        plan = load(directory).plan
        assert plan is not None
        publish(part_of(plan, standings(plan, MOMENT, VietnamCalendar()), MOMENT), folder / "kho")
    return folder / "kho"


def expected(lake: Path) -> dict[str, tuple[int, int]]:
    found = figures_from(str(lake))
    return {plan.agency: (plan.whole.own.total(), plan.whole.own[State.OVERDUE]) for plan in found}


def test_the_query_of_the_page_counts_as_the_program_does(lake: Path) -> None:
    query = (EXAMPLES / "overdue_by_agency.sql").read_text("utf-8")
    rows: list[Any] = duckdb.connect().execute(query, {"files": f"{lake}/tasks/*/*/*.parquet"}).fetchall()
    assert {name: (own, overdue) for name, own, overdue in rows} == expected(lake)
    assert [overdue for *_, overdue in rows] == sorted((overdue for *_, overdue in rows), reverse=True)


def test_joined_parts_give_the_same_figures(lake: Path, tmp_path: Path) -> None:
    query = (EXAMPLES / "join_parts.sql").read_text("utf-8").replace("$joined", f"'{tmp_path}/tasks.parquet'")
    duckdb.connect().execute(query, {"files": f"{lake}/tasks/*/*/*.parquet"})
    assert figures_from(str(tmp_path / "tasks.parquet")) == figures_from(str(lake))


@pytest.mark.slow
def test_a_cluster_of_two_processes_counts_as_the_program_does(lake: Path) -> None:
    pytest.importorskip("dask.dataframe")
    pytest.importorskip("distributed")
    # In a process of its own: a cluster starts threads and warnings that are no concern of these tests.
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "dask_overdue.py"), str(lake)],
        capture_output=True, encoding="utf-8", timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^(Sở số \d)\s+(\d+)\s+(\d+)$", done.stdout, re.MULTILINE)
    assert {name: (int(own), int(overdue)) for name, own, overdue in rows} == expected(lake)


def test_the_page_documents_every_column() -> None:
    page = (ROOT / "docs" / "scale.md").read_text("utf-8")
    for table, columns in TABLES.items():
        for column in columns:
            assert f"| `{column.name}` | {column.type} | {column.holds} |" in page, table
