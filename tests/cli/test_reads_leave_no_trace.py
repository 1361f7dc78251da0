"""Reading leaves every byte and every time of the tree as it was."""

from __future__ import annotations

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
def test_a_read_leaves_every_byte_and_mtime(tmp_path: Path, argv: list[str]) -> None:
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    for path in tmp_path.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = traces(tmp_path)
    command = [sys.executable, "-m", "cchc_cli", *argv]
    done = subprocess.run([*command, *(["--plan", str(tmp_path / "plan")])], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert traces(tmp_path) == before
    for path in [tmp_path, *tmp_path.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
