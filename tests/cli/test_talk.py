"""How the program begins with somebody who has no plan yet, and the line that ends each command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cchc_cli.cli import edge, onward
from cchc_cli.cli.app import COMMANDS, Command, Group, application
from cchc_cli.cli.options import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "plan" / "2020"


@pytest.fixture
def ask(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*argv: str) -> tuple[int, str, str]:
        code = edge.run(application(argv), argv)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def names_of(commands: Sequence[Command | Group], before: str = "") -> Iterator[str]:
    for command in commands:
        if isinstance(command, Group):
            yield from names_of(command.commands, f"{before}{command.name} ")
        else:
            yield before + command.name


def test_a_folder_without_a_plan_shows_how_to_begin_with_the_documents_that_lie_there(
    ask: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    for name in ("phu-luc.xlsx", "Kế hoạch CCHC 2026.docx", "~$Kế hoạch.docx", "anh.png"):
        (tmp_path / name).write_bytes(b"")
    assert ask() == (
        2,
        "",
        """\
Thư mục này chưa có kế hoạch nào. Có thể bắt đầu bằng một trong các lệnh:
  Nhập từ tệp có sẵn   cchc import "Kế hoạch CCHC 2026.docx"
                       cchc import phu-luc.xlsx
  Soạn kế hoạch mới    cchc init
  Kế hoạch ở nơi khác  cchc --plan THƯ_MỤC
  Lần đầu sử dụng      cchc huong-dan bat-dau
""",
    )


def test_an_empty_folder_shows_how_to_begin(ask: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = ask()
    assert (code, out) == (2, "")
    assert "  Nhập từ tệp có sẵn   cchc import TỆP\n  Soạn kế hoạch mới    cchc init\n" in err


def test_a_plan_asked_for_by_name_is_not_replaced_by_how_to_begin(ask: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = ask("--plan", "không-có")
    assert (code, out) == (2, "")
    assert err == "Lỗi: Không có thư mục kế hoạch “không-có”.\nKiểm tra lại đường dẫn sau --plan.\n"


def test_the_bare_call_says_what_of_the_plan_is_still_to_be_filled_in(
    ask: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    shutil.copytree(PLAN, tmp_path / "plan" / "2020")
    file = tmp_path / "plan" / "2020" / "plan.yaml"
    text = file.read_text(encoding="utf-8")
    line = 1 + text.split("\n").index("place: Đồng Nai")
    file.write_text(text.replace("place: Đồng Nai\n", "place: Đồng Nai  # ĐIỀN\n"), encoding="utf-8")
    code, out, _ = ask("--as-of", "30/6/2020")
    assert code == 0
    assert (
        "CÒN PHẢI ĐIỀN 1   chỗ có chữ ĐIỀN; sửa xong chạy: cchc validate\n"
        f"plan.yaml dòng {line}\n" in out
    )  # fmt: skip


def test_every_command_has_a_last_line_or_says_it_itself() -> None:
    known = {"", *names_of(COMMANDS)}
    assert known <= set(onward.ONWARD) | onward.SAYS_ITSELF
    assert set(onward.ONWARD) & onward.SAYS_ITSELF == set()
    assert set(onward.ONWARD) - known <= {"rollup"}
    assert onward.SAYS_ITSELF - known <= {"huong-dan"}


@pytest.mark.parametrize("line", onward.ONWARD.values())
def test_a_last_line_names_commands_and_parameters_that_there_are(line: str) -> None:
    named = re.findall(r"cchc ([a-z-]+(?: [a-z-]+)?)", line)
    known = {*names_of(COMMANDS), *(command.name for command in COMMANDS), "huong-dan", "rollup"}
    assert all(words in known or words.split()[0] in known for words in named)
    assert line.endswith(".")
    assert len(re.sub(r"{\w+}", "VII.10", line)) <= 80


def test_the_last_line_depends_on_what_came_of_the_command() -> None:
    assert onward.line_after("show", {"task_id": "II.5"}, 0) == (
        "Ghi việc đã làm: cchc done II.5 --date NGÀY. Vì sao: cchc explain II.5."
    )
    assert onward.line_after("show", {"task_id": "II.5"}, 1) == ""
    assert onward.line_after("validate", {}, 1) == onward.ONWARD["validate"]
    assert onward.line_after("list", {"format": Format.JSON}, 0) == ""
    assert onward.line_after("list", {"format": Format.TABLE}, 0) == onward.ONWARD["list"]
    assert onward.line_after("done", {"task_id": "II.5"}, 0) == ""


@pytest.mark.parametrize("argv", [("list",), ("show", "II.5"), ("validate",), ("report", "list")])
def test_nothing_is_added_when_piped(ask: Callable[..., tuple[int, str, str]], argv: tuple[str, ...]) -> None:
    code, out, err = ask(*argv, "--plan", str(PLAN))
    assert code == 0
    assert onward.ONWARD[" ".join(word for word in argv if word != "II.5")].format(task_id="II.5") not in out + err


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("argv", "last"),
    [
        (["list", "--overdue"], "Xem trọn một việc: cchc show MÃ. Lấy ra Excel: cchc export, lọc như trên."),
        (["report", "annual", "-o", "nam.docx"], "Kiểm tra trước khi trình ký: cchc report check 2020."),
        (["list", "--help"], "  -h, --help                      Hiện trợ giúp rồi thoát."),
        (["list", "--format", "json"], "}"),
        (["report", "list"], "Kiểm tra trước khi ký: cchc report check KỲ."),
    ],
)
def test_a_person_at_a_terminal_is_told_what_helps_next(argv: list[str], last: str, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    plan = [] if "--help" in argv else ["--plan", str(PLAN)]
    with subprocess.Popen(
        [sys.executable, "-m", "cchc_cli", *argv, *plan],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "80", "NO_COLOR": "1"},
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as run:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        assert run.wait(60) == 0
    os.close(ours)
    assert shown.decode().replace("\r", "").rstrip("\n").split("\n")[-1].rstrip() == last
