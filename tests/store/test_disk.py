"""Where the system does not let a file be written, a sentence says so and the old file is as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ENVIRONMENT = {
    **os.environ, "PYTHONPATH": str(HERE.parent.parent), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1",
}  # fmt: skip
LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
from cchc_cli.__main__ import run
run()
"""
FULL_DISK = "Lỗi: Chưa ghi vào progress/{}.yaml: hết chỗ trên đĩa. Tệp cũ còn nguyên.\nDọn bớt đĩa rồi ghi lại.\n"


def call(*argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *argv], env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def snapshot(plan: Path) -> dict[str, bytes]:
    return {path.relative_to(plan).as_posix(): path.read_bytes() for path in plan.rglob("*") if path.is_file()}


def said(plan: Path, task: str = "I.1", text: str = "Đã làm") -> tuple[str, ...]:
    return ("result", task, text, "--date", "1/6/2020", "--plan", str(plan))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
@pytest.mark.parametrize("task", ["I.1", "I.3"])
def test_a_file_that_may_not_grow_is_refused_and_kept(plan: Path, task: str) -> None:
    before = snapshot(plan)
    done = call("-c", LIMITED, "200", *said(plan, task, "dài " * 100))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", FULL_DISK.format(task))
    assert snapshot(plan) == before
    assert call("-m", "cchc_cli", *said(plan, task)).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a small disk of its own; only root may."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("needs root on Linux to mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this system does not let a disk be mounted")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_and_the_old_file_kept(plan: Path, disk: Path) -> None:
    shutil.copytree(plan, disk / "plan")
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    before = snapshot(disk / "plan")
    done = call("-m", "cchc_cli", *said(disk / "plan"))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", FULL_DISK.format("I.1"))
    assert snapshot(disk / "plan") == before
    filler.unlink()
    assert call("-m", "cchc_cli", *said(disk / "plan")).returncode == 0


def test_a_read_only_disk_can_be_read_and_is_refused_for_writing(plan: Path, disk: Path) -> None:
    shutil.copytree(plan, disk / "plan")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    done = call("-m", "cchc_cli", *said(disk / "plan"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Lỗi: Chưa ghi vào progress/I.1.yaml: không có quyền ghi.\nKiểm tra quyền của thư mục kế hoạch.\n"
    )
    for command in (("list",), ("show", "I.1"), ("explain", "I.1"), ("indicators",), ("validate",), ()):
        done = call("-m", "cchc_cli", *command, "--plan", str(disk / "plan"))
        assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind here")
def test_a_folder_that_may_not_be_written_is_refused(plan: Path) -> None:
    before = snapshot(plan)
    (plan / "progress").chmod(0o500)
    try:
        done = call("-m", "cchc_cli", *said(plan))
    finally:
        (plan / "progress").chmod(0o700)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Lỗi: Chưa ghi vào progress/I.1.yaml: không có quyền ghi.\nKiểm tra quyền của thư mục kế hoạch.\n"
    )
    assert snapshot(plan) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such permissions")
def test_the_permissions_of_a_file_are_kept(plan: Path) -> None:
    path = plan / "progress" / "I.1.yaml"
    path.chmod(0o640)
    assert call("-m", "cchc_cli", *said(plan)).returncode == 0
    assert path.stat().st_mode & 0o777 == 0o640
