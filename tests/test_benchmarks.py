"""The benchmarks measure what they say: the same tasks for all, warm calls warm, failures told."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from benchmarks.same_data import tasks_of, write_backlog, write_doorstop, write_strictdoc, write_taskwarrior
from benchmarks.tables import print_targets, print_work
from benchmarks.whole import Call, Cost, Runs, measure

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ROWS = [
    {"id": "II.5", "section_title": "Thủ tục", "task": "Rà soát\nthủ tục", "product": "Quyết định: “mới”", "lead": "Văn phòng",
     "due": "2020-03-31", "state_code": "overdue"},
    {"id": "II.6", "task": "Tiếp nhận phản ánh", "state_code": "done_late"},
]  # fmt: skip


SLOW = "import time; time.sleep(0.3); open('runs', 'a').write('.')"


def python(code: str, folder: Path, *, is_warm: bool = False) -> Call:
    return Call("list", "cchc", ((sys.executable, "-c", code),), folder, is_warm)


def test_every_other_program_is_given_every_task(tmp_path: Path) -> None:
    export = tmp_path / "tasks.json"
    export.write_text(json.dumps({"rows": ROWS}), "utf-8")
    tasks = tasks_of(export)
    write_taskwarrior(tasks, tmp_path / "t")
    write_backlog(tasks, tmp_path / "b")
    write_strictdoc(tasks, tmp_path / "s")
    write_doorstop(tasks, tmp_path / "d")

    imported = json.loads((tmp_path / "t" / "tasks.json").read_text("utf-8"))
    assert [(row["description"], row["status"], row.get("due")) for row in imported] == [
        ("II.5 Rà soát thủ tục", "pending", "20200331T170000Z"),
        ("II.6 Tiếp nhận phản ánh", "completed", None),
    ]
    backlog = (tmp_path / "b" / "backlog" / "tasks" / "task-1 - Task.md").read_text("utf-8")
    assert 'title: "II.5 Rà soát thủ tục"\nstatus: To Do\n' in backlog
    assert "due_date: '2020-03-31'\n" in backlog
    document = (tmp_path / "s" / "plan.sdoc").read_text("utf-8")
    assert "[REQUIREMENT]\nUID: T-II.5\nSTATUS: open\nDUE: 2020-03-31\nLEAD: Văn phòng\n" in document
    assert "[REQUIREMENT]\nUID: T-II.6\nSTATUS: done\nSTATEMENT: >>>\nTiếp nhận phản ánh\n<<<\n" in document
    assert sorted(path.name for path in (tmp_path / "d" / "tasks").iterdir()) == [".doorstop.yml", "T1.yml", "T2.yml"]
    item = (tmp_path / "d" / "tasks" / "T1.yml").read_text("utf-8")
    assert item.endswith("status: open\ntext: |\n  Rà soát thủ tục\n\n  Quyết định: “mới”\n")


def test_the_first_run_of_a_warm_call_never_counts_however_long_it_takes(tmp_path: Path) -> None:
    (runs,) = measure([python(SLOW, tmp_path, is_warm=True)], rounds=3, seconds=0.1)
    assert (tmp_path / "runs").read_text("utf-8") == ".."
    assert len(runs.costs) == 1


def test_a_call_that_has_used_its_time_is_counted_by_its_only_run(tmp_path: Path) -> None:
    (runs,) = measure([python(SLOW, tmp_path)], rounds=3, seconds=0.1)
    assert (tmp_path / "runs").read_text("utf-8") == "."
    assert len(runs.costs) == 1


def test_a_call_that_fails_is_told_and_not_in_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measured = measure([python("raise SystemExit('no such plan')", tmp_path)], rounds=2, seconds=1.0)
    print_work(36, measured)
    told = capsys.readouterr()
    assert told.err.startswith("cchc, list: ended with 1: no such plan\n")
    assert "cchc |" not in told.out


def test_a_missed_target_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def took(work: str, program: str, seconds: float) -> Runs:
        return Runs(Call(work, program, (), tmp_path), [Cost(seconds, seconds, 40.0)])

    start = [took("start", "import typer", 0.1)]
    work = [took("list --overdue", "cchc", 0.5), took("list --overdue", "Doorstop", 2.0)]
    assert print_targets(start, {1000: work}) == 1
    assert capsys.readouterr().out.splitlines()[3:] == [
        "| target                                                     | at most | measured |        |",
        "|:-----------------------------------------------------------|--------:|---------:|:-------|",
        "| list --overdue, 1,000 tasks, cold, x import typer          |       6 |     5.00 | met    |",
        "| list --overdue, 1,000 tasks, cold, part of Doorstop's time |     0.1 |     0.25 | missed |",
    ]
