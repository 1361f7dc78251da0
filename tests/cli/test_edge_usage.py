"""Every message and page that Typer would give in English comes in Vietnamese."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from cchc_cli.cli import edge
from cchc_cli.cli.app import application
from cchc_cli.cli.usage import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Call = Callable[..., tuple[int, str, str]]

LIST = "Xem cách dùng: cchc list --help"

# arguments of the call, what is said on standard error
WRONG = [
    (["lits"], "Không có lệnh “lits”.\nCó phải list?\nXem cách dùng: cchc --help"),
    (["zzzzz"], "Không có lệnh “zzzzz”.\nXem cách dùng: cchc --help"),
    (['it\'s "x"'], 'Không có lệnh “it\'s "x"”.\nXem cách dùng: cchc --help'),
    (["rà soát"], "Không có lệnh “rà soát”.\nXem cách dùng: cchc --help"),
    ([], "Thiếu tên lệnh.\nXem cách dùng: cchc --help"),
    (
        ["--overdue"],
        (
            "Không có tùy chọn “--overdue”.\n"
            "Tùy chọn này đặt sau tên lệnh, ví dụ: cchc list --overdue\n"
            "Xem cách dùng: cchc --help"
        ),
    ),
    (["list", "--plan", "x"], f"Không có tùy chọn “--plan”.\nTùy chọn này đặt ngay sau “cchc”.\n{LIST}"),
    (["list", "--overdu"], f"Không có tùy chọn “--overdu”.\nCó phải --overdue?\n{LIST}"),
    (["list", "-z"], f"Không có tùy chọn “-z”.\n{LIST}"),
    (
        ["list", "--days"],
        f"Tùy chọn “--days” cần có giá trị đi kèm.\nKhoảng cho phép: từ 1 đến 365.\n{LIST}",
    ),
    (["list", "--overdue=1"], f"Tùy chọn “--overdue” không nhận giá trị đi kèm.\n{LIST}"),
    (["list", "--pair", "1"], f"Tùy chọn “--pair” cần 2 giá trị.\n{LIST}"),
    (
        ["list", "--days", "năm"],
        (
            "Giá trị của tùy chọn “--days” chưa dùng được: “năm” không phải là số nguyên.\n"
            f"Khoảng cho phép: từ 1 đến 365.\n{LIST}"
        ),
    ),
    (
        ["list", "--days", "999"],
        (
            "Giá trị của tùy chọn “--days” chưa dùng được: “999” nằm ngoài khoảng cho phép.\n"
            f"Khoảng cho phép: từ 1 đến 365.\n{LIST}"
        ),
    ),
    (
        ["list", "--format", "xml"],
        (
            "Giá trị của tùy chọn “--format” chưa dùng được: “xml” không có trong các giá trị dùng được.\n"
            f"Các giá trị dùng được: table, tsv, json.\n{LIST}"
        ),
    ),
    (
        ["list", "--file", "không có.yaml"],
        f"Giá trị của tùy chọn “--file” chưa dùng được: không tìm thấy “không có.yaml”.\n{LIST}",
    ),
    (
        ["list", "--file", "."],
        f"Giá trị của tùy chọn “--file” chưa dùng được: “.” là thư mục, không phải tệp.\n{LIST}",
    ),
    (
        ["list", "--ratio", "1,5"],
        f"Giá trị của tùy chọn “--ratio” chưa dùng được: “1,5” không phải là số.\n{LIST}",
    ),
    (
        ["list", "--as-of", "mai"],
        f"Giá trị của tùy chọn “--as-of” chưa dùng được: không hiểu “mai”.\n{LIST}",
    ),
    (
        ["list", "--as-of", "31/11"],
        f"Giá trị của tùy chọn “--as-of” chưa dùng được: tháng 11 chỉ có 30 ngày.\n{LIST}",
    ),
    (["show"], "Thiếu đối số “ID”.\nXem cách dùng: cchc show --help"),
    (["show", "II.5"], "Thiếu tùy chọn “--by”.\nXem cách dùng: cchc show --help"),
    (["show", "a", "b c", "--by", "x"], "Thừa đối số: b c.\nXem cách dùng: cchc show --help"),
    (["show", "II.55", "--by", "Văn phòng"], "Không có nhiệm vụ II.55 do Văn phòng ghi.\nCó phải II.5?"),
    (
        ["report", "quaterly"],
        "Không có lệnh “quaterly”.\nCó phải quarterly?\nXem cách dùng: cchc report --help",
    ),
    (
        ["report", "quarterly", "--quarter", "0"],
        (
            "Giá trị của tùy chọn “--quarter” chưa dùng được: “0” nằm ngoài khoảng cho phép.\n"
            "Khoảng cho phép: từ 1.\nXem cách dùng: cchc report quarterly --help"
        ),
    ),
    (["\x1b[2J\u202e"], "Không có lệnh “␛[2J<U+202E>”.\nXem cách dùng: cchc --help"),
]


@pytest.mark.parametrize(("argv", "said"), WRONG, ids=[" ".join(argv) or "bare" for argv, _ in WRONG])
def test_a_wrong_call_is_explained_in_vietnamese_and_ends_with_2(call: Call, argv: list[str], said: str) -> None:
    assert call(*argv) == (2, "", f"Lỗi: {said}\n")


def test_the_help_page_of_the_program_is_vietnamese(call: Call) -> None:
    page = """\
Cách dùng: cchc [TÙY CHỌN] LỆNH ...

  Theo dõi kế hoạch cải cách hành chính: việc nào quá hạn, ai còn nợ kết quả gì,
  báo cáo kỳ tới phải gửi vào ngày nào.

    cchc list --overdue
    cchc done II.5

Tùy chọn:
  --plan DIR                Thư mục kế hoạch.  [biến môi trường: CCHC_PLAN]
  --install-completion TÊN  Cài phần tự hoàn thành lệnh cho trình dòng lệnh.
                            [một trong: bash, zsh, fish, powershell, pwsh]
  -h, --help                Hiện trợ giúp rồi thoát.

Lệnh:
  list    Liệt kê nhiệm vụ.
  show    Xem một nhiệm vụ.
  fail    Gặp sự cố.
  say     Nói lại.
  flood   In rất nhiều dòng.
  report  Lập báo cáo.

  Tài liệu: docs/huong-dan.md
"""
    assert call("--help") == (0, page, "")
    assert call("-h") == (0, page, "")


def test_the_help_page_of_a_command_names_defaults_ranges_and_what_is_required(call: Call) -> None:
    assert (
        call("list", "-h")[1]
        == """\
Cách dùng: cchc list [TÙY CHỌN] [ID...]

  Liệt kê nhiệm vụ.

Đối số:
  ID  Mã nhiệm vụ.

Tùy chọn:
  --overdue                Chỉ nhiệm vụ quá hạn.
  --days SỐ                Số ngày tính là sắp đến hạn.  [mặc định: 30; từ 1 đến
                           365]
  --format table|tsv|json  Dạng kết quả.  [mặc định: table]
  --file TỆP               Đọc từ tệp.
  --ratio SỐ               Tỷ lệ.  [mặc định: 0.5]
  --pair GIÁ TRỊ...        Hai số.
  --as-of NGÀY             Tính đến ngày.
  --notes / --no-notes     Kèm ghi chú.  [mặc định: --notes]
  -h, --help               Hiện trợ giúp rồi thoát.
"""
    )
    assert (
        call("show", "--help")[1]
        == """\
Cách dùng: cchc show [TÙY CHỌN] ID

  Xem một nhiệm vụ.

Đối số:
  ID  Mã nhiệm vụ.  [bắt buộc]

Tùy chọn:
  --by CHỮ    Người ghi.  [bắt buộc]
  -h, --help  Hiện trợ giúp rồi thoát.
"""
    )


@pytest.mark.parametrize("columns", ["1", "40", "60", "80", "120"])
def test_help_pages_stay_within_the_terminal(call: Call, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for argv in (["-h"], ["list", "-h"], ["report", "-h"]):
        assert max(map(len, call(*argv)[1].splitlines())) <= max(int(columns), 40)


def test_a_group_called_without_a_command_shows_its_help_page(call: Call) -> None:
    page = """\
Cách dùng: cchc report [TÙY CHỌN] LỆNH ...

  Lập báo cáo.

Tùy chọn:
  -h, --help  Hiện trợ giúp rồi thoát.

Lệnh:
  quarterly  Báo cáo quý.
"""
    assert call("report") == (2, "", page)


def test_a_right_call_reaches_its_command(call: Call) -> None:
    argv = [
        "list",
        "II.5",
        "--days",
        "7",
        "--format",
        "json",
        "--pair",
        "1",
        "2",
        "--as-of",
        "1/2",
        "--no-notes",
    ]
    assert call(*argv) == (0, "II.5|False|7|json|None|0.5|(1, 2)|1/2|False\n", "")


# The values that stand in Typer's messages, by the expression that puts them there.
PLACES = {
    "value!r": ["'x'", '"it\'s"', "'rà'"],
    "name!r": ["'x'"],
    "rv": ["3", "0.5"],
    "self._describe_range()": ["1<=x<=5", "x>=1"],
    "self.name.title()": ["File", "Directory", "Path"],
    "name": ["File", "Directory", "Path"],
    "loc": ["'x.yaml'"],
    "_click.utils.format_filename(value)!r": ["'x.yaml'"],
    "filename": ["x.yaml"],
    "format_filename(value)": ["x.yaml"],
    "e.strerror": ["Permission denied"],
    "formats_str": ["'%Y-%m-%d', '%d/%m/%Y'"],
    "states": ["0, 1, f, false"],
    "choices_str": ["'a', 'b'"],
    "len_type": ["2"],
    "len_value": ["1"],
    "self.nargs": ["2"],
    "len(value)": ["1"],
    "self.dest!r": ["'x'"],
    "opt!r": ["'--x'"],
    "option_name!r": ["'--x'"],
    "msg": ["an argument.", "2 arguments."],
    "extra_args": ["a b"],
    "' '.join(map(str, args))": ["a b"],
    "message": ["No such command 'x'"],
    "suggestions": ["'y', 'z'"],
}
NUMBERS = ["int", "integer", "float", "int range", "integer range", "float range"]
RAISERS = {"fail", "BadParameter", "UsageError", "BadArgumentUsage", "BadOptionUsage"}
# Messages that are handed on from elsewhere: found there, or rendered without their words.
PASSED_ON = {
    "message",
    "self.get_invalid_choice_message(value=value, ctx=ctx)",
    "value",
    "_escape_control_characters(value)",
}


def typer_messages() -> Iterator[str]:
    """Every message of a usage error in Typer's sources, with samples in its places."""
    folder = Path(typer.__file__).parent
    for name in (
        "core.py",
        "_types.py",
        "models.py",
        "_click/core.py",
        "_click/parser.py",
        "_click/types.py",
    ):
        tree = ast.parse((folder / name).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and called(node) in RAISERS:
                yield from samples(node.args[1 if called(node) == "BadOptionUsage" else 0])
            elif isinstance(node, ast.FunctionDef) and node.name == "get_invalid_choice_message":
                yield from samples(next(step.value for step in node.body if isinstance(step, ast.Return)))
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "e.message":
                yield from samples(node.value)


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def samples(message: ast.expr | None) -> Iterator[str]:
    if isinstance(message, ast.Call) and called(message) in {"_", "format"}:
        text = re.search(r"_\((['\"])(.*)\1\)", ast.unparse(message))
        assert text is not None
        yield text[2].replace("{name!r}", "'x'")
    elif isinstance(message, ast.Constant):
        yield str(message.value)
    elif isinstance(message, ast.JoinedStr):
        texts = [""]
        for piece in message.values:
            if isinstance(piece, ast.FormattedValue):
                place = ast.unparse(piece.value) + ("!r" if piece.conversion == ord("r") else "")
                fills = NUMBERS if place == "self.name" else PLACES[place]
            else:
                assert isinstance(piece, ast.Constant)
                fills = [str(piece.value)]
            texts = [text + fill for text in texts for fill in fills]
        yield from texts
    else:
        assert message is not None
        assert ast.unparse(message) in PASSED_ON


def test_every_usage_message_in_typers_sources_has_a_translation() -> None:
    messages = sorted(set(typer_messages()))
    assert len(messages) > 40
    assert [message for message in messages if translated(message) is None] == []


def test_an_english_message_of_unknown_origin_is_not_shown(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_cli.cli.usage._CALLS", ())
    assert call("lits")[2].startswith("Lỗi: Lệnh gọi chưa đúng.\n")


# --- on the real commands --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (
            ("report", "check", "quý", "I"),
            "Thừa đối số: I.\n"
            "Kỳ viết liền: 2020-Q1.\n"
            "Ví dụ: cchc report check 2020-Q1\n"
            "Xem cách dùng: cchc report check --help",
        ),
        (
            ("report", "check"),
            "Thiếu đối số “KỲ”.\nVí dụ: cchc report check 2020-Q1\nXem cách dùng: cchc report check --help",
        ),
        (
            ("result", "II.8", "đã", "xong"),
            "Thừa đối số: xong.\n"
            "Lời có dấu cách thì đặt trong dấu nháy kép.\n"
            'Ví dụ: cchc result II.8 "Đã công khai 12 phản ánh" --period 2020-06\n'
            "Xem cách dùng: cchc result --help",
        ),
    ],
)
def test_a_call_that_is_short_of_words_or_has_too_many_is_shown_an_example(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], said: str
) -> None:
    assert edge.run(application(argv), argv) == 2
    assert capsys.readouterr().err == f"Lỗi: {said}\n"
