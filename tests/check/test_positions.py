"""Places stay exact whatever the bytes of a file look like, and the JSON form says them."""

from __future__ import annotations

import json
import shutil
import unicodedata
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from cchc_cli.check import check, show
from cchc_cli.domain.finding import Place
from cchc_cli.store.load import load
from cchc_cli.store.places import Positions
from cchc_cli.store.source import read_source

if TYPE_CHECKING:
    from collections.abc import Callable

BAD = Path(__file__).parent.parent / "bad"
CASES = sorted(BAD.glob("*.yaml"))
SHAPES: dict[str, Callable[[bytes], bytes]] = {
    "bom": lambda raw: b"\xef\xbb\xbf" + raw,
    "two boms": lambda raw: b"\xef\xbb\xbf" * 2 + raw,
    "crlf": lambda raw: raw.replace(b"\n", b"\r\n"),
    "bom and crlf": lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"),
    "cr": lambda raw: raw.replace(b"\n", b"\r"),
    "no final line end": lambda raw: raw.removesuffix(b"\n"),
}


def role_of(case: Path) -> str:
    return case.read_text(encoding="utf-8").splitlines()[0].removeprefix("# file: ")


@cache
def found_as_it_is(case: Path) -> str:
    with TemporaryDirectory() as folder:
        plan = Path(folder) / "plan"
        shutil.copytree(BAD / "good", plan)
        shutil.copyfile(case, plan / role_of(case))
        return found_in(plan)


def found_in(plan: Path) -> str:
    loaded = load(plan)
    findings = [*loaded.findings, *(check(loaded.plan, loaded.incomplete) if loaded.plan is not None else ())]
    return show.as_json(findings, loaded.sources)


@pytest.mark.parametrize("shape", SHAPES)
def test_positions_are_the_same_with_any_line_ends_and_bom(shape: str, tmp_path: Path) -> None:
    for case in CASES:
        plan = tmp_path / case.stem
        shutil.copytree(BAD / "good", plan)
        (plan / role_of(case)).write_bytes(SHAPES[shape](case.read_bytes()))
        assert found_in(plan) == found_as_it_is(case), case.stem


def test_positions_in_decomposed_text_are_the_same_words(tmp_path: Path) -> None:
    for case in CASES:
        words: list[list[str]] = []
        for form in ("NFC", "NFD"):
            plan = tmp_path / case.stem / form
            shutil.copytree(BAD / "good", plan)
            text = unicodedata.normalize(form, case.read_text(encoding="utf-8"))
            (plan / role_of(case)).write_text(text, encoding="utf-8")
            listed = json.loads(found_in(plan))["findings"]
            words.append([])
            for each in listed:
                path = plan / each["file"]
                lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else [""]
                line = lines[each["line"] - 1]
                end = each["end_column"] - 1 if each["end_line"] == each["line"] else len(line)
                words[-1].append(unicodedata.normalize("NFC", f"{each['code']} {line[each['column'] - 1 : end]}"))
        assert words[0] == words[1], case.stem


def test_the_json_form_says_all_there_is_to_a_finding(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(BAD / "good", plan)
    (plan / "progress" / "I.1.yaml").write_text("- date: 2020-02-30\n  status: done\n", encoding="utf-8")
    assert found_in(plan) == (
        "{\n"
        '  "schema": "cchc.findings/1",\n'
        '  "findings": [\n'
        "    {\n"
        '      "code": "E204",\n'
        '      "severity": "error",\n'
        '      "plan": "",\n'
        '      "file": "progress/I.1.yaml",\n'
        '      "line": 1,\n'
        '      "column": 9,\n'
        '      "end_line": 1,\n'
        '      "end_column": 19,\n'
        '      "message": "“2020-02-30” không phải là một ngày có thật; viết như 2020-03-14 hoặc 14/3/2020.",\n'
        '      "hint": "Sửa lại giá trị này.",\n'
        '      "excerpt": "- date: 2020-02-30",\n'
        '      "underline": "        ^^^^^^^^^^"\n'
        "    }\n"
        "  ]\n"
        "}"
    )


TREE = """\
# đầu tệp
"khóa một": 'giá trị'   # ghi chú
hai:
  - a: x
    b: |
      dòng một
      dòng hai

  # ghi chú của mục sau
  - a: >-
      gập
      lại
    b: {c: [1, 2], d: ""}
ba:
"""


@pytest.mark.parametrize(
    ("path", "key", "expected"),
    [
        (("khóa một",), False, (2, 13, 2, 22)),
        (("khóa một",), True, (2, 1, 2, 11)),
        (("hai",), False, (4, 3, 13, 26)),
        (("hai", 0), False, (4, 5, 7, 15)),
        (("hai", 0, "a"), False, (4, 8, 4, 9)),
        (("hai", 0, "b"), False, (5, 8, 7, 15)),
        (("hai", 1), False, (10, 5, 13, 26)),
        (("hai", 1, "a"), False, (10, 8, 12, 10)),
        (("hai", 1, "b"), False, (13, 8, 13, 26)),
        (("hai", 1, "b", "c"), False, (13, 12, 13, 18)),
        (("hai", 1, "b", "c", 1), False, (13, 16, 13, 17)),
        (("hai", 1, "b", "d"), False, (13, 23, 13, 25)),
        (("hai", 1, "b", "e"), False, (13, 8, 13, 26)),
        (("hai", 7), False, (4, 3, 13, 26)),
        (("ba",), False, (14, 4, 14, 4)),
        (("ba",), True, (14, 1, 14, 3)),
        ((), False, (1, 1, 1, 1)),
    ],
)
def test_a_place_is_where_its_value_begins_and_ends(
    path: tuple[str | int, ...], key: bool, expected: tuple[int, int, int, int]
) -> None:
    at = Positions({"a.yaml": read_source("a.yaml", TREE.encode())}).of(Place("a.yaml", path, key))
    assert (at.line, at.column, at.end_line, at.end_column) == expected


@pytest.mark.parametrize(
    ("written", "within", "expected"),
    [
        ("Văn phòng, Phòng A", (11, 18), "Phòng A"),
        ("'Văn phòng, Phòng A'", (11, 18), "Phòng A"),
        ('"  Văn phòng, Phòng A "', (11, 18), "Phòng A"),
        (unicodedata.normalize("NFD", "Văn phòng, Phòng Ạ"), (11, 18), unicodedata.normalize("NFD", "Phòng Ạ")),
        ("'Văn ''phòng'', Phòng A'", (0, 3), "'Văn ''phòng'', Phòng A'"),
        ('"Văn phòng,\\u0020Phòng A"', (11, 18), '"Văn phòng,\\u0020Phòng A"'),
    ],
)
def test_a_place_is_narrowed_to_words_of_its_value(written: str, within: tuple[int, int], expected: str) -> None:
    line = f"lead: {written}"
    at = Positions({"a.yaml": read_source("a.yaml", line.encode())}).of(Place("a.yaml", ("lead",), within=within))
    assert line[at.column - 1 : at.end_column - 1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: é\x00b\n", (1, 5)),
        ("số: 1\nmột hai\nba: 4\n", (2, 1)),
        ("😀: 'á\n\nb: 2\n", (1, 4)),
        ("\ufeffé: @x\n", (1, 4)),
    ],
)
def test_a_syntax_error_stands_where_it_was_made(text: str, expected: tuple[int, int]) -> None:
    source = read_source("a.yaml", text.encode())
    at = Positions({"a.yaml": source}).of(source.findings[0].place)
    assert (at.line, at.column) == expected


def test_an_excerpt_shows_the_line_with_carets_under_the_place(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(BAD / "good", plan)
    path = plan / "appendix.yaml"
    text = path.read_text(encoding="utf-8").replace("support: Phòng Một", "support: Văn phòng, Phòng Ba")
    path.write_text(text, encoding="utf-8")
    loaded = load(plan)
    assert loaded.plan is not None
    assert show.as_text(check(loaded.plan), loaded.sources) == (
        "appendix.yaml:11:29: lỗi E301: Đơn vị “Phòng Ba” chưa có trong units.yaml.\n"
        "            support: Văn phòng, Phòng Ba\n"
        "                                ^^^^^^^^\n"
        "  → Có phải “Phòng Một”? Nếu là đơn vị khác, thêm vào units.yaml."
    )
