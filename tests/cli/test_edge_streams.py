"""Whatever encoding the standard streams have and whoever closes them, nothing crashes."""

from __future__ import annotations

import io
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.cli.streams import error_handler, readable

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Spawn = Callable[..., subprocess.CompletedProcess[bytes]]

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
ENCODINGS = [
    "ascii",
    "cp1258",
    "cp1252",
    "latin-1",
    "cp437",
    "cp932",
    "gb18030",
    "utf-8",
    "utf-16",
    "mac_roman",
]

# text, its ASCII form
PLAIN = [
    ("Quá hạn chưa hoàn thành", "Qua han chua hoan thanh"),
    ("Đồng Nai, đã", "Dong Nai, da"),
    ("≥ 95 % – … • → ✓ ≤ — ·", ">= 95 % - ... - -> x <= - -"),
    ("“Kế hoạch” ‘a’", "\"Ke hoach\" 'a'"),
    ("m² № ½", "m2 No 1/2"),
    ("Quý I", "Quy I"),
    ("日本", "??"),
    ("␛[2J", "<U+001B>[2J"),
    ("┌─┐│█░", "+-+|#."),
]


@pytest.mark.parametrize(("text", "plain"), PLAIN, ids=[plain for _, plain in PLAIN])
def test_ascii_gets_the_unaccented_text(text: str, plain: str) -> None:
    assert text.encode("ascii", error_handler("ascii")).decode("ascii") == plain


def test_code_page_1258_keeps_every_vietnamese_letter() -> None:
    letters = "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
    text = letters + letters.upper()
    written = text.encode("cp1258", error_handler("cp1258"))
    assert unicodedata.normalize("NFC", written.decode("cp1258")) == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=st.text(st.characters()))
def test_no_text_is_refused_by_any_encoding(encoding: str, text: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=error_handler(encoding))
    stream.write(text)
    stream.flush()


@given(text=st.text(st.characters()))
def test_readable_text_can_always_be_encoded(text: str) -> None:
    readable(text).encode("utf-8")


def test_bytes_the_locale_could_not_read_are_read_as_utf_8() -> None:
    assert readable("Quý I".encode().decode("ascii", "surrogateescape")) == "Quý I"
    assert readable("a\udcffb\ud800") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"


# environment, what "Quá hạn – “ờ”" is written as
WRITTEN = [
    ({}, "Quá hạn – “ờ”".encode()),
    (ASCII, b'Qua han - "o"'),
    ({**ASCII, "PYTHONIOENCODING": "utf-8"}, "Quá hạn – “ờ”".encode()),
    ({"PYTHONIOENCODING": "ascii:strict"}, b'Qua han - "o"'),
    ({"PYTHONIOENCODING": "cp1252"}, "Quá han – “o”".encode("cp1252")),
    ({"PYTHONIOENCODING": "cp1258:strict"}, b"Qu\xe1 ha\xf2n \x96 \x93\xf5\xcc\x94"),
]


@pytest.mark.parametrize(("env", "written"), WRITTEN, ids=[str(row) for row in range(len(WRITTEN))])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.skipif(os.name == "nt", reason="arguments are Unicode there")
def test_streams_write_what_their_encoding_can(spawn: Spawn, env: dict[str, str], written: bytes, form: str) -> None:
    text = unicodedata.normalize("NFD" if form == "NFD" else "NFC", "Quá hạn – “ờ”")
    done = spawn("say", text.encode(), env=env)
    got = [unicodedata.normalize("NFC", stream.decode("latin-1")) for stream in (done.stdout, done.stderr)]
    if form == "NFD" and written.startswith("Quá hạn".encode()):
        written = text.encode()  # UTF-8 hands on what it was given
    assert (done.returncode, got) == (0, [written.decode("latin-1") + "\n"] * 2)


def test_help_and_errors_can_be_read_in_an_ascii_locale(spawn: Spawn) -> None:
    assert spawn("--help", env=ASCII).stdout.startswith(b"Cach dung: cchc [TUY CHON] LENH ...\n")
    done = spawn("lits", env=ASCII)
    assert done.stderr == b'Loi: Khong co lenh "lits".\nCo phai list?\nXem cach dung: cchc --help\n'


@pytest.mark.skipif(os.name == "nt", reason="arguments are Unicode there")
@pytest.mark.parametrize("env", [{}, ASCII], ids=["utf-8", "ascii"])
def test_a_file_with_a_vietnamese_name_is_found_in_any_locale(
    spawn: Spawn, tmp_path: Path, env: dict[str, str]
) -> None:
    (tmp_path / "kế hoạch.yaml").touch()
    assert spawn("list", "--file", "kế hoạch.yaml".encode(), env=env).returncode == 0
    missing = spawn("list", "--file", "không.yaml".encode(), env=env)
    assert missing.returncode == 2
    assert missing.stderr.decode().splitlines()[0] in {
        "Lỗi: Giá trị của tùy chọn “--file” chưa dùng được: không tìm thấy “không.yaml”.",
        'Loi: Gia tri cua tuy chon "--file" chua dung duoc: khong tim thay "khong.yaml".',
    }


@pytest.mark.skipif(os.name == "nt", reason="arguments are Unicode there")
@pytest.mark.parametrize("env", [{}, ASCII], ids=["utf-8", "ascii"])
def test_an_argument_that_is_not_text_is_echoed_without_a_crash(spawn: Spawn, env: dict[str, str]) -> None:
    mark = "\N{REPLACEMENT CHARACTER}" if not env else "?"
    assert spawn("say", b"a\xff", env=env).stdout.decode() == f"a{mark}\n"
    assert spawn("li\xffst".encode("latin-1"), env=env).returncode == 2
    assert spawn("list", b"--\xff", env=env).returncode == 2
    assert spawn("list", "--days", b"\xff", env=env).returncode == 2


def test_a_closed_pipe_ends_the_program_in_silence(sh: Spawn) -> None:
    for args in ("flood", "--help"):
        done = sh(f"(cchc {args}; echo $? >&2) | (head -c 1 >/dev/null; sleep 0.1)")
        assert done.stderr in {b"0\n", b"141\n"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("argv", [["flood"], ["--help"], ["say", "x"]], ids=" ".join)
def test_a_full_disk_is_reported_in_one_sentence(spawn: Spawn, argv: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = spawn(*argv, stdout=full)
    assert (done.returncode, done.stderr.decode()) == (2, "Lỗi: Không ghi hết được kết quả: ổ đĩa đã đầy.\n")


@pytest.mark.parametrize(
    ("redirected", "code"),
    [("list >&-", 0), ("lits 2>&-", 2), ("list <&- >&- 2>&-", 0), ("list </dev/null >&0", 2)],
)
def test_closed_streams_do_not_crash_the_program(sh: Spawn, tmp_path: Path, redirected: str, code: int) -> None:
    done = sh(f"cchc {redirected}")
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert list(tmp_path.iterdir()) == []
