"""What others do to a file between the read and the write is kept, by hand or by git."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cchc_cli.check import check, show
from cchc_cli.domain.refusal import Refused
from cchc_cli.store.load import load
from cchc_cli.store.record import append

if TYPE_CHECKING:
    from pathlib import Path

    from cchc_cli.store.data import Source
    from cchc_cli.store.source import Entry

FILE = "progress/I.1.yaml"
ENTRY: Entry = {"date": dt.date(2020, 6, 1), "result": "Đã làm"}


def test_a_file_edited_by_hand_in_between_keeps_its_edit(plan: Path) -> None:
    seen: list[str] = []

    def entry(source: Source | None) -> Entry:
        assert source is not None
        seen.append(source.text)
        if len(seen) <= 2:
            with (plan / FILE).open("a", encoding="utf-8", newline="") as file:
                file.write(f"# sửa tay {len(seen)}\r\n")
        return ENTRY

    old = (plan / FILE).read_bytes()
    append(plan, FILE, entry)
    edits = "# sửa tay 1\r\n# sửa tay 2\r\n"
    assert (plan / FILE).read_bytes().startswith(old + edits.encode())
    assert [len(text) - len(seen[0]) for text in seen] == [0, 13, 26]


def test_a_file_made_in_between_keeps_what_it_holds(plan: Path) -> None:
    path = plan / "progress" / "I.3.yaml"

    def entry(source: Source | None) -> Entry:
        if source is None:
            path.write_text("- date: 2020-03-01\n  result: người khác\n", encoding="utf-8")
        return ENTRY

    append(plan, "progress/I.3.yaml", entry)
    assert path.read_text(encoding="utf-8").startswith("- date: 2020-03-01\n  result: người khác\n- date: 2020-06-01\n")


def test_a_file_deleted_in_between_is_made_anew(plan: Path) -> None:
    def entry(source: Source | None) -> Entry:
        if source is not None:
            (plan / FILE).unlink()
        return ENTRY

    append(plan, FILE, entry)
    assert (plan / FILE).read_text(encoding="utf-8").startswith("- date: 2020-06-01\n")


def test_a_file_broken_in_between_is_left_as_it_is(plan: Path) -> None:
    def entry(_source: Source | None) -> Entry:
        (plan / FILE).write_text("- date: 'x\n", encoding="utf-8")
        return ENTRY

    with pytest.raises(Refused):
        append(plan, FILE, entry)
    assert (plan / FILE).read_text(encoding="utf-8") == "- date: 'x\n"
    assert [path.name for path in (plan / "progress").iterdir()] == ["I.1.yaml"]


def test_plan_yaml_replaced_while_others_wait_is_locked_anew(plan: Path) -> None:
    from cchc_cli.store.lock import exclusive

    copy = plan / "plan.yaml.new"
    shutil.copyfile(plan / "plan.yaml", copy)
    if sys.platform == "win32":
        pytest.skip("Windows replaces no file that is open")
    with exclusive(plan / "plan.yaml"):
        copy.replace(plan / "plan.yaml")
        with exclusive(plan / "plan.yaml", patience=0.1):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_nothing_is_written_through_a_link_out_of_the_plan(plan: Path, tmp_path: Path) -> None:
    outside = tmp_path / "ngoai.yaml"
    outside.write_text("- date: 2020-03-01\n  result: x\n", encoding="utf-8")
    (plan / FILE).unlink()
    (plan / FILE).symlink_to(outside)
    for dry_run in (True, False):
        with pytest.raises(Refused) as refused:
            append(plan, FILE, lambda _: ENTRY, dry_run=dry_run)
        assert refused.value.message == f"Chưa ghi: {FILE} là liên kết trỏ ra ngoài thư mục kế hoạch."
    assert outside.read_text(encoding="utf-8") == "- date: 2020-03-01\n  result: x\n"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_ring_of_links_a_pipe_and_a_folder_are_refused(plan: Path) -> None:
    ring, pipe, folder = (plan / "progress" / f"{name}.yaml" for name in ("I.3", "I.4", "I.5"))
    ring.symlink_to(ring)
    os.mkfifo(pipe)
    folder.mkdir()
    for path in (ring, pipe, folder):
        for dry_run in (True, False):
            with pytest.raises(Refused):
                append(plan, f"progress/{path.name}", lambda _: ENTRY, dry_run=dry_run)


GIT = shutil.which("git")


def git(folder: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    assert GIT is not None
    own = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{role}_{what}": "thu@vi.du" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }  # fmt: skip
    return subprocess.run(
        [GIT, "-c", "core.autocrlf=false", *argv],
        cwd=folder,
        env=own,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def branches(plan: Path, ours: str, theirs: str) -> subprocess.CompletedProcess[str]:
    """Record on two branches, each on a file of its own or on the same, and merge them with plain git."""
    git(plan, "init", "-q", "-b", "chinh")
    git(plan, "add", "-A")
    git(plan, "commit", "-qm", "ban đầu")
    git(plan, "checkout", "-qb", "nhanh")
    append(plan, theirs, lambda _: {**ENTRY, "result": "Bên kia"})
    git(plan, "add", "-A")
    git(plan, "commit", "-qm", "bên kia")
    git(plan, "checkout", "-q", "chinh")
    append(plan, ours, lambda _: {**ENTRY, "result": "Bên này"})
    git(plan, "add", "-A")
    git(plan, "commit", "-qm", "bên này")
    return git(plan, "merge", "-q", "--no-edit", "nhanh")


@pytest.mark.skipif(GIT is None, reason="needs git")
@pytest.mark.parametrize("theirs", ["progress/I.3.yaml", "measurements/dung-han.yaml"])
def test_facts_of_different_tasks_merge_clean_with_plain_git(plan: Path, theirs: str) -> None:
    merged = branches(plan, FILE, theirs)
    assert merged.returncode == 0, merged.stdout
    assert git(plan, "status", "--porcelain").stdout == ""
    for file, words in ((FILE, "Bên này"), (theirs, "Bên kia")):
        assert words in (plan / file).read_text(encoding="utf-8")


@pytest.mark.skipif(GIT is None, reason="needs git")
@pytest.mark.parametrize("file", [FILE, "progress/I.3.yaml"])
def test_facts_of_one_task_are_a_conflict_that_is_explained(plan: Path, file: str) -> None:
    assert branches(plan, file, file).returncode == 1
    with (plan / "units.yaml").open("a", encoding="utf-8") as units:
        units.write("  outsid: true\n")
    loaded = load(plan)
    assert loaded.plan is not None
    said = show.as_text([*loaded.findings, *check(loaded.plan, loaded.incomplete)], loaded.sources)
    mark, others = said.split("\n\n", maxsplit=1)
    line = (plan / file).read_text(encoding="utf-8").split("\n").index("<<<<<<< HEAD") + 1
    assert mark.split("\n") == [
        f"{file}:{line}:1: lỗi E106: Còn dấu xung đột của git: hai người đã sửa cùng một chỗ.",
        "    <<<<<<< HEAD",
        "    ^^^^^^^^^^^^",
        "  → Giữ những mục đúng của cả hai bên, bỏ ba dòng dấu (<<<<<<<, =======, >>>>>>>), rồi lưu tệp.",
    ]
    assert others.startswith("units.yaml:12:3: lỗi E202: Không có khóa “outsid” ở đây.")
    with pytest.raises(Refused) as refused:
        append(plan, file, lambda _: ENTRY)
    assert refused.value.message.startswith(f"Chưa ghi vào {file}: tệp đang có lỗi. Còn dấu xung đột của git")
