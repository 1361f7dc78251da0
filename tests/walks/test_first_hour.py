"""The first hour, as .ci/first_hour.py replays it: from a Word file to a report before its signature."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / ".ci" / "first_hour.py"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SCRIPT.is_file(), reason="needs the checkout"),
    pytest.mark.skipif(sys.platform == "win32", reason="the program stands in a shell script"),
]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program of this checkout as one file that can be called."""
    file = tmp_path / "cchc"
    file.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m cchc_cli "$@"\n', encoding="utf-8")
    file.chmod(0o755)
    return file


def replayed(program: Path) -> tuple[int, str]:
    """Return the exit code of the script and all that it said; LibreOffice is walked by the tests beside this one."""
    environment = {name: value for name, value in os.environ.items() if name not in {"CCHC_OFFICE", "PYTHONUTF8"}}
    environment["PATH"] = str(program.parent)  # where no soffice is
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), "--program", str(program)],
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    return ran.returncode, ran.stdout


def test_seven_commands_lead_from_a_word_file_to_a_report_before_its_signature(program: Path) -> None:
    code, said = replayed(program)
    assert code == 0, said
    assert re.findall(r"^\d\. \$ (.*)$", said, re.MULTILINE) == [
        'cchc import ke-hoach.docx --parent "UBND tỉnh Đồng Nai"',
        "cchc --as-of 10/3/2020",
        "cchc forms out -o bieu-mau --as-of 10/3/2020",
        "cchc forms in bieu-mau/*.xlsx",
        "cchc forms status --as-of 14/3/2020",
        "cchc report quarterly --quarter 1",
        "cchc report check 2020-Q1",
    ]
    assert "có đủ 5 điều các đơn vị đã điền" in said


def test_a_command_that_fails_ends_the_replay_with_what_it_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 'hỏng rồi'\nexit 2\n", encoding="utf-8")
    broken.chmod(0o755)
    code, said = replayed(broken)
    assert code == 1
    assert "exit code 2:\nhỏng rồi" in said


def test_an_answer_that_lacks_what_it_has_to_say_fails_the_replay(tmp_path: Path) -> None:
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    silent.chmod(0o755)
    code, said = replayed(silent)
    assert code == 1
    assert "the answer lacks: 36 mục: 35 nhiệm vụ, 01 chỉ tiêu; plan.yaml" in said
