"""Many processes at once lose no fact, double none, leave nothing behind, and keep every file whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_cli.store.load import load

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FULL = bool(os.environ.get("CCHC_FULL"))


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def start(*argv: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *argv],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        encoding="utf-8",
    )


def wait_ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"


def with_rows(plan: Path, count: int) -> None:
    """Give the plan this many further rows, W.1 and on."""
    rows = "".join(
        f"      - id: W.{number}\n        task: Việc {number}\n        lead: Văn phòng\n        deadline: Cả năm\n"
        for number in range(1, count + 1)
    )
    with (plan / "appendix.yaml").open("a", encoding="utf-8") as file:
        file.write(rows)


def tree(plan: Path) -> set[str]:
    return {path.relative_to(plan).as_posix() for path in plan.rglob("*")}


@pytest.mark.slow
def test_fifty_processes_on_one_task_and_fifty_on_others_lose_nothing(plan: Path) -> None:
    with_rows(plan, 50)
    before = tree(plan)
    jobs = [("I.3", f"cùng {number}") for number in range(50)]
    jobs += [(f"W.{number}", f"riêng {number}") for number in range(1, 51)]
    driver = str(HERE / "writer.py")
    reader = start(driver, "read", str(plan))
    wait_ready(reader)
    writers = [start(driver, "record", str(plan), task, result) for task, result in jobs]
    for writer in writers:
        wait_ready(writer)
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    done = [writer.communicate(timeout=300) for writer in writers]
    seen, trouble = reader.communicate(timeout=60)
    assert [(writer.returncode, err) for writer, (_, err) in zip(writers, done, strict=True)] == [(0, "")] * 100
    assert trouble == ""
    report = json.loads(seen)
    assert (report["faults"], report["shrunk"]) == ([], 0)
    assert report["rounds"] > 0
    loaded = load(plan)
    assert loaded.findings == ()
    assert loaded.plan is not None
    facts = [(task, fact.result, fact.id) for task, held in loaded.plan.facts.items() for fact in held if task != "I.1"]
    assert sorted((task, result) for task, result, _ in facts) == sorted(jobs)
    assert {fact_id for *_, fact_id in facts} == {out.strip() for out, _ in done}
    assert tree(plan) - before == {"progress/I.3.yaml", *(f"progress/W.{number}.yaml" for number in range(1, 51))}


def test_the_command_line_itself_loses_nothing_either(plan: Path) -> None:
    count = 50 if FULL else 6
    with_rows(plan, count)
    common = ("--plan", str(plan), "--date", "1/6/2020")
    calls: list[tuple[str, ...]] = [
        ("-m", "cchc_cli", "result", "I.3", f"cùng {number}", *common) for number in range(count)
    ]
    calls += [
        ("-m", "cchc_cli", "update", f"W.{number}", "--result", "riêng", *common) for number in range(1, count + 1)
    ]
    processes = [start(*call) for call in calls]
    errors = [process.communicate(timeout=300)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(calls), errors
    loaded = load(plan)
    assert loaded.findings == ()
    assert loaded.plan is not None
    assert sorted(fact.result for fact in loaded.plan.facts["I.3"]) == sorted(f"cùng {n}" for n in range(count))
    assert all(len(loaded.plan.facts[f"W.{number}"]) == 1 for number in range(1, count + 1))
    assert not [name for name in tree(plan) if "tmp" in name or "lock" in name]


@pytest.mark.skipif(sys.platform == "win32", reason="needs another process to hold the lock by flock")
def test_waiting_for_a_lock_ends_with_a_refusal(plan: Path) -> None:
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.store.lock import exclusive

    with exclusive(plan / "plan.yaml"):
        with pytest.raises(Refused) as refused, exclusive(plan / "plan.yaml", patience=0.05):
            pass
        assert refused.value.message == "Kế hoạch đang được người khác ghi, chờ quá lâu."
    with exclusive(plan / "plan.yaml", patience=0.05):
        pass
