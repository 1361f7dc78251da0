"""Whatever goes wrong is said in Vietnamese: no sentence of a library, no traceback, and what to do is said too."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
import typer
from typer.core import TyperGroup

from cchc_cli.cli import edge
from cchc_cli.cli.app import COMMANDS, Command, Group, application

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "plan" / "2020"
Said: TypeAlias = tuple[int, str, str]
Ask: TypeAlias = Callable[..., Said]

ENGLISH = frozenset(
    """
    a an the is are was were be been being has have had does did cannot can't could should would must may might
    not no nor and or but if then else when while where which who whom whose why how this that these those there here
    it its you your we our they their
    of to in on at by for from with without within into onto over under between before after during until
    error errors failed failure fatal invalid unknown unexpected expected missing required found exist exists
    please try again usage warning warnings abort aborted exception traceback recent call last
    permission denied directory such already empty broken value values argument arguments option options
    command commands got given allowed supported unsupported corrupt corrupted wrong bad
    open read write reading writing reader writer load loading parse parsing parser token tokens stream scanning
    line column character characters byte bytes decode encode codec position ordinal range
    validation valid type types string integer number null none boolean mapping sequence scalar node
    repository revision branch commit commits ambiguous argument tree path paths object
    sheet workbook worksheet zip archive header document package
    errno winerror nonetype keyerror valueerror typeerror oserror attributeerror indexerror
    """.split()  # noqa: SIM905 (as words they are read, as a list they are not)
)
"""Words of English sentences, and of the libraries' own: none of them is a Vietnamese syllable without marks."""

# Vietnamese syllables that are written as English words, and what is named by its own name.
SYLLABLES = frozenset({"a", "an", "no", "to", "in", "do", "may", "be", "the", "on", "has", "but", "or", "then", "type"})
NAMES = re.compile(
    r"""
    “[^”]*”|‘[^’]*’|"[^"]*"          # what was typed, what stands in the plan
    |`[^`]*`
    |cchc(?:[ ][a-z][\w-]*){0,2}       # a command of ours
    |git[ ](?:init|add|commit|clone|fetch|config|checkout|diff|log)\b|pip[ ]install[ ]\S+
    |--?[A-Za-z][\w-]*(?:=[\w|-]+)?   # an option, and its value
    |[\w.-]*[/\\][\w./\\-]*           # a path
    |\b[\w-]+\.(?:yaml|yml|json|docx|xlsx|xls|csv|html|pdf|md|ics|txt|css|j2|exe|toml)\b
    |(?<!\w)[a-z_]+(?:[|=][a-z_]+)+
    |\b[A-Z0-9_]{2,}\b                # a variable
    |\b(?:commit|bare|shallow|HEAD|JSON|Schema|Excel|Word|Python|Parquet|Chrome|Edge|Chromium|WeasyPrint)\b
    """,
    re.VERBOSE,
)
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
LIBRARY = re.compile(
    r"Traceback|File \"|line \d+|\w+Error\b|\[Errno|\bNone\b|\bTrue\b|\bFalse\b|<class|object at 0x|No such|Permission denied"
    r"|while (?:parsing|scanning)|found character|could not|unable to|does not|is not a|not found|Try '|fatal:|error:"
)
EXCERPT = re.compile(r"^ {4}.*\n {4} *\^+$", re.MULTILINE)
"""A line of the plan that a finding shows, with the carets below it."""
CHOICES = re.compile(
    r"^(?:Các giá trị dùng được|Có phải|Khoảng cho phép|Có thể là|Các cột|Các mã|Các loại|Các trường|Các kỳ|Các tình trạng|Dạng viết)[^\n]*$",
    re.MULTILINE,
)
HELPS = re.compile(
    r"cchc|--|Ví dụ|Viết|Ghi|Chọn|Kiểm tra|Sửa|Thêm|Bỏ|Dùng|Xem|Chuyển|Chỉ|Đặt|Đóng|Mở|Lưu|Cài|Chạy|Tạo|Các giá trị"
    r"|Khoảng|Đề nghị|Các |Có phải|Không cần|Thử |Cần |[Xx]in |Lập|Đổi|Thay|Hãy|Nêu|Một |Nếu|Nhập|Xóa|Lấy"
)


def english_in(text: str) -> list[str]:
    """Return the English words and phrases of libraries in what was said, names and quotations left out."""
    bare = NAMES.sub(" ", CHOICES.sub("", EXCERPT.sub("", text)))
    words = re.findall(r"(?<![\w-])[A-Za-z']+(?![\w-])", bare)
    return [*LIBRARY.findall(bare), *(word for word in words if word.lower() in ENGLISH - SYLLABLES)]


def leaves(commands: Sequence[Command | Group], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for command in commands:
        if isinstance(command, Group):
            yield from leaves(command.commands, (*before, command.name))
        else:
            yield (*before, command.name)


LEAVES = list(leaves(COMMANDS))


def options_of(names: tuple[str, ...]) -> set[str]:
    node = typer.main.get_command(application())
    for name in names:
        assert isinstance(node, TyperGroup)
        node = node.commands[name]
    return {option for param in node.params for option in (*param.opts, *param.secondary_opts)}


# What makes each command a whole call; the file names are made by ``place``.
WHOLE: dict[tuple[str, ...], tuple[str, ...]] = {
    ("show",): ("II.5",), ("explain",): ("II.5",), ("history",): ("II.5",), ("deadline",): ("Quý I/2020",),
    ("update",): ("II.5", "--status", "done"), ("done",): ("II.5",), ("result",): ("II.1", "Đã làm"),
    ("extend",): ("II.5", "30/6/2020", "--basis", "Công văn"), ("void",): ("II.5", "abcde", "--reason", "Nhầm"),
    ("measure",): ("dung-han", "97,2", "--period", "2020-06"),
    ("amend",): ("II.5", "--field", "deadline", "--to", "Quý II/2020", "--document", "15/QĐ", "--date", "4/5/2020"),
    ("report", "check"): ("2020-Q1",), ("report", "issue"): ("2020-Q1", "--number", "1/BC"),
    ("template", "export"): ("mau",), ("template", "check"): ("mau.docx",), ("remind",): ("-o", "don-doc"),
    ("import",): ("ke-hoach.docx",), ("forms", "out"): ("-o", "bieu-mau"), ("forms", "in"): ("bieu-mau.xlsx",),
    ("rule",): ("W404",), ("rollover",): ("2021",), ("rollup",): (".",),
    ("merge-driver",): ("a.yaml", "b.yaml", "c.yaml", "plan/2020/plan.yaml"),
}  # fmt: skip
# These are about no plan.
WITHOUT_PLAN = {("deadline",), ("rule",), ("schema",), ("template", "export"), ("template", "check"), ("init",),
                ("merge-driver",), ("import",), ("rollup",), ("huong-dan",)}  # fmt: skip


def as_folder(plan: Path) -> None:
    (plan / "indicators.yaml").unlink()
    (plan / "indicators.yaml").mkdir()


BROKEN: dict[str, Callable[[Path], object]] = {
    "cú pháp": lambda plan: (plan / "plan.yaml").write_text("number: [1\n  date: }\n", encoding="utf-8"),
    "trống": lambda plan: (plan / "appendix.yaml").write_text("", encoding="utf-8"),
    "không phải UTF-8": lambda plan: (plan / "plan.yaml").write_bytes("number: Kế hoạch\n".encode("utf-16")),
    "ký tự cấm": lambda plan: (plan / "plan.yaml").write_bytes(b"number: \x00\x01\n"),
    "thẻ": lambda plan: (plan / "plan.yaml").write_text("number: !!python/object:os.system x\n", encoding="utf-8"),
    "bí danh": lambda plan: (plan / "units.yaml").write_text("a: &a [x]\nb: *a\n", encoding="utf-8"),
    "khóa lặp": lambda plan: (plan / "plan.yaml").write_text("number: a\nnumber: b\n", encoding="utf-8"),
    "sai kiểu": lambda plan: (plan / "plan.yaml").write_text("number: {a: b}\ndate: 31/11/2020\nyear: x\n", encoding="utf-8"),
    "danh sách": lambda plan: (plan / "units.yaml").write_text("- 1\n- {id: [], name: 3}\n", encoding="utf-8"),
    "tab": lambda plan: (plan / "appendix.yaml").write_text("sections:\n\t- id: I\n", encoding="utf-8"),
    "là thư mục": as_folder,
    "tiến độ sai": lambda plan: (plan / "progress" / "II.5.yaml").write_text("- date: mai\n  status: xong\n", encoding="utf-8"),
}  # fmt: skip
WRONG: tuple[tuple[str, ...], ...] = (
        ("--khong-co",), ("--plan",), ("--year", "mười"), ("--year", "99999999999999999999"), ("--format", "xyz"), ("--as-of", "mai"),
        ("--as-of", "31/11/2020"), ("--known-on", "2020-02-30"), ("--date", "hôm qua"), ("--rev", "không-có"), ("--rev", "--help"),
        ("--days", "-1"), ("--days", "x"), ("--limit", "0"), ("--unit", "Sở Không Có"), ("--section", "XX"), ("--state", "xong"),
        ("--kind", "?"), ("--area", "?"), ("--sort", "?"), ("--columns", "?"), ("--period", "2020-Q9"), ("--quarter", "7"),
        ("--preset", "?"), ("--part", "z"), ("--quantity", "x"), ("--status", "xong"), ("--field", "?"), ("--template", "không-có.docx"),
        ("--as-of", ""), ("--plan", ""), ("--evidence",), ("--severity", "?"), ("--select", "?"), ("--ignore", "X1"), ("thừa", "thừa", "thừa", "thừa", "thừa"),
)  # fmt: skip
GARBAGE = {
    "rỗng": b"", "số": bytes(range(256)) * 8, "zip": b"PK\x03\x04" + b"\0" * 64, "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "utf-16": "Kế hoạch".encode("utf-16"), "chữ": "Kế hoạch\n".encode(), "json": b'{"schema": "x"', "xml": b"<a><b></a>",
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a copy of the real plan and the files that the calls name; nothing else is around."""
    folder = tmp_path / "noi-lam-viec"
    shutil.copytree(PLAN, folder / "plan" / "2020")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("CCHC_PLAN", "CCHC_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    def run(*argv: str) -> Said:
        code = edge.run(application(argv), argv)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def hold(said: Said, *, refused: bool = False, quiet: bool = False) -> None:
    """Hold what was said to the rules; ``refused``: the call must not have been answered."""
    code, out, err = said
    assert code in {0, 1, 2}, err
    assert english_in(err) == [], err
    assert "Traceback" not in out
    if refused:
        assert code != 0, out + err
    if code == 2:
        assert err.strip()
        assert HELPS.search(err), err
    if err.strip():
        assert VIETNAMESE.search(err), err
    if quiet:
        assert out == ""


every_command = pytest.mark.parametrize("names", LEAVES, ids=[" ".join(names) for names in LEAVES])


def whole(names: tuple[str, ...]) -> tuple[str, ...]:
    return (*names, *WHOLE.get(names, ()))


@every_command
def test_no_plan(ask: Ask, place: Path, names: tuple[str, ...]) -> None:
    shutil.rmtree(place / "plan")
    hold(ask(*whole(names)), refused=names not in WITHOUT_PLAN | {("doctor",)})


@every_command
def test_a_plan_that_is_not_where_the_call_says(ask: Ask, place: Path, names: tuple[str, ...]) -> None:
    hold(ask(*whole(names), "--plan", "không-có"), refused=True)


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_plan(ask: Ask, place: Path, how: str) -> None:
    BROKEN[how](place / "plan" / "2020")
    for names in LEAVES:
        hold(ask(*whole(names)))


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize(
    "argv", [(), ("validate", "--format", "github"), ("validate", "--fix"), ("list", "--format", "json")]
)
def test_a_broken_plan_read_in_other_ways(ask: Ask, place: Path, argv: tuple[str, ...], how: str) -> None:
    BROKEN[how](place / "plan" / "2020")
    code, out, err = ask(*argv)
    hold((code, out, err))
    if argv[:1] == ("validate",):
        assert english_in(re.sub(r"^(::\w+ [^:]*::|\S+:\d+:\d+:?|.*schema.*)", "", out, flags=re.MULTILINE)) == [], out


@every_command
def test_a_wrong_option(ask: Ask, place: Path, names: tuple[str, ...]) -> None:
    known = options_of(names)
    for wrong in WRONG:
        if wrong[0] in known or wrong[0] in {"--khong-co", "thừa"}:
            hold(ask(*whole(names), *wrong))


@every_command
def test_an_argument_is_missing_or_names_nothing(ask: Ask, place: Path, names: tuple[str, ...]) -> None:
    hold(ask(*names))
    given = WHOLE.get(names, ())
    for at, word in enumerate(given):
        if not word.startswith("-"):
            hold(ask(*names, *given[:at], "không-có", *given[at + 1 :]))
            hold(ask(*names, *given[:at], "", *given[at + 1 :]))
            hold(ask(*names, *given[:at], "\x1b[31m\u202e", *given[at + 1 :]))


@pytest.mark.parametrize("names", [names for names in LEAVES if "-o" in options_of(names)], ids=" ".join)
def test_an_output_that_cannot_be_written(ask: Ask, place: Path, names: tuple[str, ...]) -> None:
    (place / "chi-doc").write_text("không phải thư mục", encoding="utf-8")
    for target in ("khong/co/tep.docx", "plan", "chi-doc/tep.json", "plan/2020/plan.yaml", "tep.xyz", ""):
        hold(ask(*whole(names), "-o", target))


@pytest.mark.parametrize("kind", GARBAGE)
@pytest.mark.parametrize(
    "argv", [("import",), ("forms", "in"), ("template", "check"), ("deadline", "--file"), ("measure", "--file")], ids=" ".join
)  # fmt: skip
def test_a_file_that_cannot_be_read(ask: Ask, place: Path, argv: tuple[str, ...], kind: str) -> None:
    for ending in (".docx", ".xlsx", ".xls", ".csv", ".md", ".txt", ".json", ".yaml", ".pdf", ".doc", ".png", ""):
        (place / f"tep{ending}").write_bytes(GARBAGE[kind])
        hold(ask(*argv, f"tep{ending}"))
        hold(ask(*argv, f"không-có{ending}"))
    hold(ask(*argv, "plan"))


@pytest.mark.parametrize(
    "argv",
    [("diff",), ("diff", "HEAD"), ("diff", "x..y"), ("diff", "-x"), ("history", "II.5"), ("list", "--rev", "HEAD")],
)
def test_git_that_cannot_answer(ask: Ask, place: Path, argv: tuple[str, ...]) -> None:
    hold(ask(*argv))
    subprocess.run(["git", "init", "-q"], check=True)
    hold(ask(*argv))
    (place / ".git" / "HEAD").write_text("hỏng", encoding="utf-8")
    hold(ask(*argv))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights are kept for others than the administrator")
@every_command
def test_a_plan_without_the_right_to_read_it(ask: Ask, place: Path, names: tuple[str, ...]) -> None:
    (place / "plan" / "2020" / "plan.yaml").chmod(0)
    hold(ask(*whole(names)))


@pytest.mark.parametrize(
    "sentence",
    [
        "while parsing a flow sequence", "Input should be a valid string", "File is not a zip file", "No such file or directory",
        "invalid literal for int() with base 10", "Lỗi: not a git repository", "Kế hoạch: mapping values are not allowed here",
        "'utf-8' codec can't decode byte 0xff", "There is no item named '[Content_Types].xml' in the archive", "KeyError: 'x'",
    ],
)  # fmt: skip
def test_sentences_of_libraries_are_known_for_what_they_are(sentence: str) -> None:
    assert english_in(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lỗi: Không có nhiệm vụ “II.99”.", "Có phải list, in?", "Xem cách dùng: cchc report --help",
        "Tệp progress/II.5.yaml. Nếu ghi nhầm: cchc void II.5 k3f9x --reason LÝ_DO", "Đã đọc an toàn, in ra giấy.",
    ],
)  # fmt: skip
def test_sentences_of_ours_pass(sentence: str) -> None:
    assert english_in(sentence) == []
