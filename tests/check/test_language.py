"""What is said of a faulty file is Vietnamese: no English of the libraries that read it comes through."""

from __future__ import annotations

import ast
import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
import yaml
from pydantic_core._pydantic_core import list_all_errors

from cchc_cli.check import examine
from cchc_cli.check.ignores import without_ignored
from cchc_cli.check.manual import PAGES
from cchc_cli.store.load import load
from cchc_cli.store.schemas import schema_texts

BAD = Path(__file__).parents[1] / "bad"
CASES = sorted(BAD.glob("*.yaml"))
TODAY = dt.date(2021, 1, 31)
ROLES = ("plan.yaml", "appendix.yaml", "units.yaml", "indicators.yaml", "amendments.yaml", "progress/I.1.yaml")
_WORD = re.compile(r"\b[A-Za-z]{4,}\b")
_NAMES = {"yaml", "unicode", "true", "false"}  # what is typed, or has no other name
_QUOTED = re.compile(r"“[^”]*”|'[^']*'|\S+\.ya?ml|\S+/\S+|\S+=\S*|--\w+")


def english() -> set[str]:
    """Return the words in the messages of pydantic and PyYAML, but for those that are keys of our files."""
    said = [each["message_template_python"] for each in list_all_errors()]
    for path in sorted(Path(yaml.__file__).parent.glob("*.py")):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        said += [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    words = {word.lower() for text in said if " " in text for word in _WORD.findall(text)}
    return words - _NAMES - set(re.findall(r'"(\w+)": \{', " ".join(schema_texts().values())))


ENGLISH = english()


def of_the_libraries(text: str) -> list[str]:
    """Return the words of a text, what it quotes aside, that come from a library."""
    return [word for word in _WORD.findall(_QUOTED.sub(" ", text)) if word.lower() in ENGLISH]


def foreign(plan: Path) -> list[str]:
    loaded = load(plan)
    found = without_ignored(examine(loaded, today=TODAY), loaded.sources).findings
    assert found
    return [text for each in found for text in (each.message, each.hint) if of_the_libraries(text)]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    shutil.copytree(BAD / "good", tmp_path / "plan")
    return tmp_path / "plan"


def test_the_words_of_the_libraries_are_known() -> None:
    assert {"input", "should", "valid", "expected", "found", "mapping", "while", "scanning", "undefined"} <= ENGLISH
    assert of_the_libraries("Giá trị này: Input should be a valid string.") == ["Input", "should", "valid", "string"]


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_what_is_said_of_a_bad_file_is_vietnamese(case: Path, plan: Path) -> None:
    role = case.read_text("utf-8").splitlines()[0].removeprefix("# file: ")
    shutil.copyfile(case, plan / role)
    assert foreign(plan) == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "raw",
    [
        b"a: b\x00c\n", b"\xff\xfe", b"a: \xed\xa0\x80\n", b"[" * 2000, b"a: [1, 2\n", b"- a\n b: c\n", b"a: 'x\n",
        b'a: "\\q"\n', b"%YAML 9.9\n---\n", b"? [a]\n: b\n", b"a: &x 1\nb: *x\n", b"a: *x\n", b"a: !!python/x y\n",
        b"\ta: b\n", b"a: b: c\n", b"a: @x\n", b"a: `x`\n", b"--- a\n--- b\n", b"a: |9x\n", b"text\n", b"7\n", b"- 7\n",
        b"- {id: 7, date: [], name: {}, year: x}\n", b"{year: x, date: {}, agency: 7, body: 8, sections: 9}\n",
        b"sections: [{id: [], tasks: x}, 7, {id: I, tasks: [{id: I.1, weight: x, implements: {}, tasks: 8}]}]\n",
        b"- {date: 2020-13-40, status: x, quantity: [], evidence: {}, due: x, period: 20, void: []}\n",
    ],
)  # fmt: skip
def test_what_is_said_of_a_ruined_file_is_vietnamese(role: str, raw: bytes, plan: Path) -> None:
    (plan / role).write_bytes(raw)
    assert foreign(plan) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_manual_is_vietnamese(page: object) -> None:
    said = (getattr(page, name) for name in ("title", "why", "remedy"))
    assert [text for text in said if of_the_libraries(text)] == []
