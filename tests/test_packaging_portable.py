"""The portable build and the release: what can be held without making them; .ci/portable/smoke.py does the rest."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import cchc_cli
from cchc_cli.store.keeping import program_stamp

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
PORTABLE = ROOT / ".ci" / "portable"
NEEDS_THE_CHECKOUT = pytest.mark.skipif(not PORTABLE.is_dir(), reason="needs the checkout")
CHANGELOG = """\
# Thay đổi

## 0.2.0 (05/02/2027)

- Thêm tệp chạy cho Windows.

## 0.1.0 (01/12/2026)

- Bản đầu tiên.
"""
PROGRAM = '__version__ = "0.2.0"\n'

pytestmark = NEEDS_THE_CHECKOUT


def script(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / ".ci" / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_notes_of_a_release_are_the_first_section_of_the_changelog() -> None:
    assert script("release.py").notes("v0.2.0", PROGRAM, CHANGELOG) == "- Thêm tệp chạy cho Windows.\n"


@pytest.mark.parametrize(
    ("tag", "changelog", "said"),
    [
        ("v0.2.1", CHANGELOG, "the tag is v0.2.1, the program says 0.2.0"),
        ("0.2.0", CHANGELOG, "the tag is 0.2.0, the program says 0.2.0"),
        (
            "v0.2.0",
            CHANGELOG.replace("(05/02/2027)", "(chưa phát hành)"),
            "the changelog must begin with “## 0.2.0 (ngày/tháng/năm)”",
        ),
        (
            "v0.2.0",
            CHANGELOG.replace("## 0.2.0 (05/02/2027)", "## 0.3.0 (05/02/2027)"),
            "the changelog must begin with “## 0.2.0 (ngày/tháng/năm)”",
        ),
    ],
    ids=["another version", "no v", "not dated", "another section"],
)
def test_a_release_is_refused_where_tag_program_and_changelog_disagree(tag: str, changelog: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        script("release.py").notes(tag, PROGRAM, changelog)


def test_the_version_is_where_the_release_looks_for_it() -> None:
    program = (ROOT / "cchc_cli" / "__init__.py").read_text("utf-8")
    with pytest.raises(ValueError, match=f"the tag is v, the program says {re.escape(cchc_cli.__version__)}"):
        script("release.py").notes("v", program, "")


def test_checksums_name_every_file_but_themselves(tmp_path: Path) -> None:
    (tmp_path / "b.whl").write_bytes(b"")
    (tmp_path / "a.zip").write_bytes(b"abc")
    (tmp_path / "SHA256SUMS").write_bytes(b"old")
    assert script("release.py").sums(tmp_path) == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.zip\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.whl\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a test on Windows may be alone in its console")
def test_outside_windows_nothing_waits_for_a_key() -> None:
    run = subprocess.run(
        [sys.executable, PORTABLE / "start.py", "--version"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert (run.stdout, run.stderr) == (f"cchc {cchc_cli.__version__}\n", "")


def test_what_the_portable_build_leaves_out_is_no_library_that_the_program_always_needs() -> None:
    spec = (PORTABLE / "cchc.spec").read_text("utf-8")
    listed = re.search(r"LEFT_OUT = \[(.*?)\]", spec, re.DOTALL)
    assert listed is not None
    left_out = set(re.findall(r'"([^"]+)"', listed[1]))
    assert {"weasyprint", "duckdb"} <= left_out
    with (ROOT / "pyproject.toml").open("rb") as file:
        needed = tomllib.load(file)["project"]["dependencies"]
    modules = {"pyyaml": "yaml", "python-docx": "docx"}
    names = {re.split(r"[>=<\[]", each, maxsplit=1)[0] for each in needed}
    assert {modules.get(name, name) for name in names} & left_out == set()


def test_the_makers_of_the_portable_build_are_fixed() -> None:
    lines = (PORTABLE / "requirements.txt").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"#.*|[a-z-]+==[\d.]+", line) for line in lines)


def test_the_window_for_commands_is_read_by_every_code_page() -> None:
    batch = (PORTABLE / "mo-cua-so-lenh.cmd").read_text("utf-8")
    assert batch.isascii()
    assert "chcp 65001" in batch


def test_a_program_in_one_file_is_told_apart_by_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "cchc.exe"
    program.write_bytes(b"1")
    monkeypatch.setattr(sys, "executable", str(program))
    before = program_stamp("0.1.0")
    assert program_stamp("0.1.0") == before
    os.utime(program, (0, 0))
    assert program_stamp("0.1.0") != before
