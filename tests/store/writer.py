"""A process that records facts through the store: waits for a word on stdin, so that many begin at once.

writer.py record PLAN TASK RESULT      records one fact
writer.py read PLAN                    reads the plan over and over, until stdin is closed
"""

from __future__ import annotations

# ruff: noqa: T201
import datetime as dt
import json
import sys
import threading
from pathlib import Path

from cchc_cli.check import check
from cchc_cli.domain.named import find_task
from cchc_cli.store.load import load
from cchc_cli.store.recording import Said, record_fact


def record(plan_dir: Path, task_id: str, result: str) -> None:
    plan = load(plan_dir).plan
    assert plan is not None
    task = find_task(plan, task_id)
    print("ready", flush=True)
    sys.stdin.readline()
    said = Said({"date": dt.date(2020, 6, 1), "result": result}, dt.date(2020, 6, 2))
    print(record_fact(plan_dir, plan, task, said).entry_id)


def read(plan_dir: Path) -> None:
    print("ready", flush=True)
    waiting = threading.Thread(target=sys.stdin.read, daemon=True)
    waiting.start()
    faults: list[str] = []
    rounds = shrunk = most = 0
    while waiting.is_alive():
        loaded = load(plan_dir)
        assert loaded.plan is not None
        faults += [str(finding) for finding in (*loaded.findings, *check(loaded.plan, loaded.incomplete))]
        facts = sum(len(entries) for entries in loaded.plan.facts.values())
        shrunk += facts < most
        most = max(most, facts)
        rounds += 1
    print(json.dumps({"rounds": rounds, "faults": faults, "shrunk": shrunk}))


if __name__ == "__main__":
    if sys.argv[1] == "record":
        record(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    else:
        read(Path(sys.argv[2]))
