"""A writer killed at any moment leaves the old file or the new one, and the next one finds nothing in its way."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cchc_cli.store.load import load
from cchc_cli.store.source import read_source

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parent.parent), "PYTHONUTF8": "1"}
FILE = "progress/I.1.yaml"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("kind", ["lines", "events", "calls"])
def test_killed_at_every_step_in_turn(plan: Path, kind: str) -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "killer.py"), str(plan), kind],
        env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=300, check=True,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert report["wrong"] == []
    assert all(count >= 10 for count in report["kills"].values())


def result_command(plan: Path) -> list[str]:
    said = ("result", "I.1", "Đã làm", "--date", "1/6/2020")
    return [sys.executable, "-m", "cchc_cli", *said, "--plan", str(plan)]


def test_killed_at_any_time(plan: Path) -> None:
    path = plan / FILE
    began = time.monotonic()
    subprocess.run(result_command(plan), env=ENVIRONMENT, check=True, capture_output=True)
    whole = time.monotonic() - began
    pick = random.Random(5)
    for _ in range(60 if os.environ.get("CCHC_FULL") else 10):
        old = path.read_bytes()
        writer = subprocess.Popen(
            result_command(plan), env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(pick.uniform(0.3, 1.1) * whole)
        writer.kill()
        writer.wait()
        new = path.read_bytes()
        assert new.startswith(old)
        held, now = read_source(FILE, old).data, read_source(FILE, new).data
        assert isinstance(held, list)
        assert isinstance(now, list)
        assert now[: len(held)] == held
        assert len(now) <= len(held) + 1
    subprocess.run(result_command(plan), env=ENVIRONMENT, check=True, capture_output=True)
    assert not [name for name in path.parent.iterdir() if name.name.startswith(".")]
    assert load(plan).findings == ()


def test_what_a_killed_writer_left_is_gone_after_the_next_update(plan: Path) -> None:
    left = [
        plan / "progress" / ".I.1.yaml.4711.cchc-tmp",
        plan / "progress" / ".I.3.yaml.4711.cchc-tmp",
        plan / "measurements" / ".dung-han.yaml.4712.cchc-tmp",
    ]
    for path in left:
        path.write_text("- date: 2020-0", encoding="utf-8")
    own = plan / "progress" / ".ghi-chu"
    own.write_text("của người dùng", encoding="utf-8")
    assert load(plan).findings == ()
    subprocess.run(result_command(plan), env=ENVIRONMENT, check=True, capture_output=True)
    assert not any(path.exists() for path in left)
    assert own.exists()
