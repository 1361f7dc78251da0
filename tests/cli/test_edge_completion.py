"""The shell completes commands and options, and its script can be shown and installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Spawn = Callable[..., subprocess.CompletedProcess[bytes]]

SHELLS = ["bash", "zsh", "fish", "powershell", "pwsh"]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_is_shown(spawn: Spawn, shell: str) -> None:
    done = spawn("--show-completion", shell)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"_CCHC_COMPLETE" in done.stdout


def test_a_shell_that_is_not_known_is_refused_with_those_that_are(spawn: Spawn) -> None:
    assert spawn("--show-completion", "ksh").stderr.decode() == (
        "Lỗi: Giá trị của tùy chọn “--show-completion” chưa dùng được: "
        "“ksh” không có trong các giá trị dùng được.\n"
        "Các giá trị dùng được: bash, zsh, fish, powershell, pwsh.\n"
        "Xem cách dùng: cchc --help\n"
    )


# words typed, number of the word being typed, what is offered
OFFERED = [
    ("cchc ", 1, ["list", "show", "fail", "say", "flood", "report"]),
    ("cchc l", 1, ["list"]),
    ("cchc report ", 2, ["quarterly"]),
    ("cchc list --ov", 2, ["--overdue"]),
    ("cchc list --format ", 3, ["table", "tsv", "json"]),
    ("cchc list --h", 2, ["--help"]),
    ("cchc list nonsense", 2, []),
    ("cchc 'unclosed", 1, []),
]


@pytest.mark.parametrize(("words", "word", "offered"), OFFERED, ids=[words for words, _, _ in OFFERED])
def test_bash_is_offered_what_fits(spawn: Spawn, words: str, word: int, offered: list[str]) -> None:
    env = {"_CCHC_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(word)}
    done = spawn(env=env)
    assert (done.stdout.decode().split(), done.stderr) == (offered, b"")


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_other_shells_are_offered_commands_with_their_help(spawn: Spawn, shell: str) -> None:
    env = {
        "_CCHC_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": "cchc l",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "l",
    }
    done = spawn(env=env)
    assert done.stderr == b""
    assert "list" in done.stdout.decode()
    assert "Liệt kê nhiệm vụ." in done.stdout.decode()


GOOD = Path(__file__).parents[1] / "bad" / "good"
# The line typed, and what of the small plan is offered for its last word.
OF_THE_PLAN = [
    ("cchc show I.", ["I.1", "I.2", "I.3"]),
    ("cchc show --plan nowhere I.", []),
    ("cchc done --plan {plan} I.1", ["I.1"]),
    ("cchc measure --plan {plan} d", ["dung-han"]),
    ("cchc report qu", ["quarterly"]),
    ("cchc inv", []),
    ("cchc ind", ["indicators"]),
    ("cchc show --as-", ["--as-of"]),
]


@pytest.mark.parametrize(("line", "offered"), OF_THE_PLAN, ids=[line for line, _ in OF_THE_PLAN])
def test_rows_and_indicators_of_the_plan_that_is_meant_are_offered(
    spawn: Spawn, tmp_path: Path, line: str, offered: list[str]
) -> None:
    words = line.format(plan=GOOD.as_posix()).split(" ")
    env = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1), "_CCHC_COMPLETE": "complete_bash"}
    if "--plan" not in words:
        env["CCHC_PLAN"] = str(GOOD)
    for _ in range(2):
        done = spawn(program=("-m", "cchc_cli"), env={**env, "CCHC_CACHE": str(tmp_path / "cache")})
        assert (done.stdout.decode().split(), done.stderr) == (offered, b"")


@pytest.mark.parametrize("asked", ["nonsense", "complete_ksh", "source_bash_x", "complete_bash"])
def test_a_question_that_makes_no_sense_is_answered_with_nothing(spawn: Spawn, asked: str) -> None:
    done = spawn(env={"_CCHC_COMPLETE": asked})
    assert (done.stdout.strip(), done.stderr) == (b"", b"")


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="bash is not installed")
def test_bash_itself_completes_with_the_script(spawn: Spawn, surroundings: dict[str, str], tmp_path: Path) -> None:
    shown = spawn("--show-completion", "bash")
    program = tmp_path / "cchc"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{shown.args[1]}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "script").write_bytes(shown.stdout)
    words = "COMP_WORDS=(cchc l); COMP_CWORD=1"
    lines = f". {tmp_path}/script; {words}; _cchc_completion {program}; echo ${{COMPREPLY[@]}}"
    done = subprocess.run(["bash", "--norc", "-c", lines], env=surroundings, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"list\n", b"")


@pytest.mark.skipif(os.name == "nt", reason="home directories differ there")
def test_installing_says_where_the_script_is(spawn: Spawn, tmp_path: Path) -> None:
    done = spawn("--install-completion", "bash")
    script = tmp_path / ".bash_completions" / "cchc.sh"
    assert (done.returncode, done.stdout.decode(), done.stderr) == (
        0,
        f"Đã cài phần tự hoàn thành lệnh cho bash: {script}\nMở cửa sổ dòng lệnh mới để dùng.\n",
        b"",
    )
    assert "_CCHC_COMPLETE=complete_bash" in script.read_text(encoding="utf-8")
    assert str(script) in (tmp_path / ".bashrc").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="home directories differ there")
def test_an_installation_that_fails_is_refused_with_another_way(spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / ".bashrc").mkdir()
    refused = spawn("--install-completion", "bash")
    assert refused.returncode == 2
    assert refused.stderr.decode() == (
        "Lỗi: Chưa cài được phần tự hoàn thành lệnh cho bash.\n"
        "Đề nghị chép kết quả của lệnh “cchc --show-completion bash” vào tệp cấu hình của nó.\n"
    )
    if shutil.which("pwsh") is None:
        assert spawn("--install-completion", "pwsh").returncode == 2
