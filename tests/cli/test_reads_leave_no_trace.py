"""Reading leaves every byte and every time of the tree as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def traces(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in [folder, *folder.rglob("*")]
    }


@pytest.mark.parametrize("calls", [1, 3], ids=["without a cache", "with a cache"])
@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["list", "--overdue"],
        ["show", "VII.1"],
        ["explain", "II.8"],
        ["indicators"],
        ["validate"],
        ["done", "II.5", "--dry-run"],
    ],
)
def test_a_read_leaves_every_byte_and_mtime(tmp_path: Path, argv: list[str], calls: int) -> None:
    tree = tmp_path / "tree"
    shutil.copytree(ROOT / "plan", tree / "plan")
    for path in tree.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = traces(tree)
    environment = {**os.environ, "CCHC_CACHE": "off" if calls == 1 else str(tmp_path / "cache")}
    for _ in range(calls):
        done = subprocess.run(
            [sys.executable, "-m", "cchc_cli", *argv, "--plan", str(tree / "plan")],
            cwd=ROOT, env=environment, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        assert traces(tree) == before
    for path in [tree, *tree.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
