"""What commands are offered at the edge, and what each outcome looks like from outside."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli import __version__
from cchc_cli.cli import edge
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[..., tuple[int, str, str]]
    Spawn = Callable[..., subprocess.CompletedProcess[bytes]]

MODULE = ("-m", "cchc_cli")


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_printed_without_loading_a_library(spawn: Spawn, option: str) -> None:
    assert spawn(option, program=MODULE).stdout.split() == [b"cchc", __version__.encode()]
    times = spawn(option, program=("-X", "importtime", *MODULE)).stderr.decode()
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in times.splitlines()}
    assert "cchc_cli" in loaded
    assert loaded & {"typer", "yaml", "pydantic", "rich", "holidays", "jinja2", "inspect", "asyncio"} == set()


def test_the_version_can_be_asked_for_with_a_closed_stream(sh: Spawn) -> None:
    done = sh("cchc -V >&-", module=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_exit_code_chosen_by_a_command_is_kept(call: Call) -> None:
    assert call("fail", "found") == (1, "dữ liệu\n", "")
    assert call("fail", "nothing") == (0, "dữ liệu\n", "")


def test_an_interrupted_call_says_so_and_ends_with_130(call: Call) -> None:
    assert call("fail", "stop") == (130, "dữ liệu\n", "Đã dừng theo yêu cầu.\n")


@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
def test_ctrl_c_ends_the_process_without_a_traceback(surroundings: dict[str, str]) -> None:
    wait = "print('x', flush=True) or time.sleep(30) or 0"
    # A shell lets what it starts in the background ignore Ctrl-C, and all below it.
    heeding = "signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = (
        f"import signal, sys, time; from cchc_cli.cli import edge; {heeding}; sys.exit(edge.guard(lambda: {wait}))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert (process.returncode, err.decode()) == (130, "Đã dừng theo yêu cầu.\n")


def test_a_bug_is_one_sentence_and_a_file_with_the_traceback(call: Call, tmp_path: Path) -> None:
    done = call("fail", "bug")
    (kept,) = tmp_path.glob("cchc-loi-*.txt")
    assert re.fullmatch(rf"cchc-loi-\d{{8}}-\d{{6}}-{os.getpid()}\.txt", kept.name)
    assert done[:2] == (3, "dữ liệu\n")
    assert done[2] == (
        f"Lỗi: Chương trình gặp sự cố ngoài dự kiến; chi tiết đã được ghi vào tệp {kept}.\n"
        "Đề nghị gửi tệp này cho người phụ trách chương trình.\n"
    )
    text = kept.read_text(encoding="utf-8")
    assert text.startswith(f"cchc {__version__}, Python ")
    assert text.endswith("ZeroDivisionError: chia cho không\n")
    if os.name != "nt":
        assert kept.stat().st_mode & 0o077 == 0


def test_a_bug_whose_traceback_has_no_place_is_still_one_sentence(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    assert call("fail", "bug")[2] == (
        "Lỗi: Chương trình gặp sự cố ngoài dự kiến; chi tiết không ghi được vào thư mục tạm.\n"
        "Đề nghị đặt CCHC_DEBUG=1 rồi chạy lại lệnh, và gửi chi tiết cho người phụ trách chương trình.\n"
    )


def test_the_traceback_is_shown_when_asked_for(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEBUG", "1")
    err = call("fail", "bug")[2]
    assert err.startswith("Traceback (most recent call last):\n")
    assert "ZeroDivisionError: chia cho không\nLỗi: Chương trình gặp sự cố ngoài dự kiến" in err


def test_a_file_the_system_refuses_is_named_with_the_reason(call: Call) -> None:
    said = "Lỗi: Không đọc, ghi được khong-co.yaml: không tìm thấy.\n"
    assert call("fail", "file") == (2, "dữ liệu\n", said)


@pytest.mark.parametrize("how", ["bug", "found", "stop", "nothing"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_lost_after_another_outcome_makes_no_noise(spawn: Spawn, how: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = spawn("fail", how, stdout=full)
    assert done.returncode == {"bug": 3, "found": 1, "stop": 130, "nothing": 2}[how]
    assert done.stderr.decode().endswith("Lỗi: Không ghi hết được kết quả: ổ đĩa đã đầy.\n")
    assert "Exception ignored" not in done.stderr.decode()


def test_a_refusal_is_a_sentence_and_a_hint_on_lines_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse() -> int:
        raise Refused("Có nhiều kế hoạch phù hợp.", "plan/2020\nplan/2021\x1b")

    assert edge.guard(refuse) == 2
    assert capsys.readouterr() == ("", "Lỗi: Có nhiều kế hoạch phù hợp.\nplan/2020\nplan/2021␛\n")
    assert str(Refused("Có nhiều kế hoạch phù hợp.", "x")) == "Có nhiều kế hoạch phù hợp."


def test_talk_comes_after_the_data_written_before_it(spawn: Spawn, tmp_path: Path) -> None:
    both = tmp_path / "both"
    with both.open("wb") as file:
        program = "from cchc_cli.cli import edge; edge.out('một'); edge.talk('hai'); edge.out('ba')"
        spawn(program=("-c", program), stdout=file, stderr=file)
    assert both.read_text(encoding="utf-8").split() == ["một", "hai", "ba"]


# data, what a terminal is given
SHOWN = [
    ("Quý I/2020 – 95 %", "Quý I/2020 – 95 %"),
    ("\x1b[31mđỏ\x07", "␛[31mđỏ␇"),
    ("a\tb\nc\r\nd", "a b c  d"),
    ("abc\u202egpj.exe", "abc<U+202E>gpj.exe"),
    ("kh\u200bông\ufeff", "kh<U+200B>ông<U+FEFF>"),
    ("\x9b2J\x7f", "<U+009B>2J␡"),
    ("a\u2028b\N{NO-BREAK SPACE}c", "a b\N{NO-BREAK SPACE}c"),
    ("\udcff", "\N{REPLACEMENT CHARACTER}"),
    ("Qu\udcc3\udcbd", "Quý"),
    ("Ba\u0301o ca\u0301o", "Ba\u0301o ca\u0301o"),
]


@pytest.mark.parametrize(("data", "shown"), SHOWN, ids=[ascii(data) for data, _ in SHOWN])
def test_data_can_only_be_shown_by_a_terminal(data: str, shown: str) -> None:
    assert edge.visible(data) == shown


@given(st.text(st.characters()))
def test_visible_text_holds_nothing_a_terminal_obeys(data: str) -> None:
    shown = edge.visible(data)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u2028\u2029]", shown)
    assert edge.visible(shown) == shown


@pytest.mark.parametrize(
    ("columns", "width"),
    [
        ("120", 120),
        ("40", 40),
        ("7", 40),
        ("0", 80),
        ("", 80),
        ("-5", 80),
        ("x", 80),
        ("²", 80),
        ("9" * 5000, 80),
    ],
)
def test_width_is_what_columns_says_within_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert edge.width() == width
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("terminal", "env", "colour"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_colours_are_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, env: dict[str, str], colour: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    assert edge.is_terminal() == terminal
    assert edge.colour() == colour


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "nowhere"])
def test_today_is_the_day_in_vietnam(spawn: Spawn, zone: str) -> None:
    def day() -> str:
        return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=7)).date().isoformat()

    before = day()
    told = spawn(program=("-c", "from cchc_cli.cli import edge; print(edge.today())"), env={"TZ": zone}).stdout
    assert told.decode().strip() in {before, day()}
