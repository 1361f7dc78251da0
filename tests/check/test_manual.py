"""Every code has its page in the manual, every page a code; the documents made of them are up to date."""

from __future__ import annotations

import ast
import re
import unicodedata
from pathlib import Path

import pytest

# A script of docs/tools, a folder pytest is told of in pyproject.toml.
import rules as rules_page
from cchc_cli.check import RULES, examine
from cchc_cli.check.careful import CAREFUL, IN_THE_TEXT
from cchc_cli.check.manual import BY_CODE, PAGES, Page, page_of
from cchc_cli.domain.refusal import Refused
from cchc_cli.store.load import load
from cchc_cli.store.places import Positions
from cchc_cli.store.source import read_source

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "cchc_cli"
MANUAL = PACKAGE / "check" / "manual"
BAD = ROOT / "tests" / "bad"
UNREADABLE = {"E101", "E107", "E110", "E111", "E112"}  # no text file can show them: test_unreadable_files.py
IN_COMMENTS = {"E120", "W120"}  # what is wrong with a comment that asks to ignore
# What their bad example must be: not YAML, or not to be read as one file.
NOT_YAML = {"E101", "E102", "E103", "E104", "E105", "E106", "E107", "E108", "E109", "E110", "E111", "E112"}
_CODE = re.compile(r"[EW]\d{3}")


def raised() -> set[str]:
    """Return the codes that the program's modules name, but for the manual."""
    trees = [
        ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py")) if not path.is_relative_to(MANUAL)
    ]
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value)
    }


def test_every_code_that_a_module_can_raise_has_a_page_and_every_page_a_code() -> None:
    assert raised() == set(BY_CODE)


def test_every_page_is_of_a_code_that_a_bad_file_shows() -> None:
    texts = [path.read_text("utf-8") for path in sorted(BAD.glob("*.yaml"))]
    shown = {code for text in texts for code in re.findall(r"^# expect: \S+ ([EW]\d{3})$", text, re.MULTILINE)}
    assert set(BY_CODE) - shown - IN_COMMENTS == UNREADABLE


def test_a_code_has_one_page_and_pages_are_sorted() -> None:
    assert len(PAGES) == len(BY_CODE)
    assert list(BY_CODE) == sorted(BY_CODE)


def test_every_rule_has_the_page_of_the_code_its_docstring_names() -> None:
    for rule in (*RULES, *CAREFUL, *IN_THE_TEXT):
        code = _CODE.match(rule.__doc__ or "")
        assert code is not None, rule
        assert code.group() in BY_CODE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_a_page_says_all_there_is_to_say(page: Page) -> None:
    assert all((page.title, page.why, page.file, page.bad, page.good, page.remedy))
    assert page.bad != page.good
    assert not page.title.endswith(".")
    for sentence in (page.why, page.remedy):
        assert sentence.endswith((".", "”."))
        assert unicodedata.is_normalized("NFC", sentence)
    assert page.severity == ("error" if page.code.startswith("E") else "warning")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_good_example_is_sound_yaml(page: Page) -> None:
    assert read_source(page.file, page.good.encode()).findings == ()


@pytest.mark.parametrize("code", ["E102", "E103", "E104", "E105", "E106", "E108", "E109"])
def test_the_bad_example_of_a_syntax_error_is_one(code: str) -> None:
    found = read_source("a.yaml", BY_CODE[code].bad.encode()).findings
    assert {finding.code for finding in found} == {code}


@pytest.mark.parametrize("page", [page for page in PAGES if page.code not in NOT_YAML], ids=lambda page: page.code)
def test_any_other_bad_example_is_readable_yaml(page: Page) -> None:
    assert read_source(page.file, page.bad.encode()).findings == ()


@pytest.mark.parametrize("typed", ["W404", "w404", " w404 "])
def test_a_page_is_found_by_its_code_in_any_case(typed: str) -> None:
    assert page_of(typed).code == "W404"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("W4004", "Có phải W404, W704, W604? “cchc rule” kê mọi mã."),
        ("xin chào", "“cchc rule” kê mọi mã."),
    ],
)
def test_a_code_there_is_not_is_refused_with_the_nearest(typed: str, hint: str) -> None:
    with pytest.raises(Refused) as refused:
        page_of(typed)
    assert (refused.value.message, refused.value.hint) == (f"Không có mã “{typed}”.", hint)


def test_the_page_of_the_rules_is_what_the_program_says() -> None:
    assert rules_page.PAGE.read_text("utf-8") == rules_page.manual() + "\n", "to accept it: python docs/tools/rules.py"


def test_every_warning_of_the_real_plan_is_explained_where_it_stands() -> None:
    text = (ROOT / "docs" / "plan-2020.md").read_text("utf-8")
    told = re.findall(r"^### (\w+) at `(\S+)`\n\n> (.+)$", text, re.MULTILINE)
    loaded = load(ROOT / "plan" / "2020")
    positions = Positions(loaded.sources)
    listed = []
    for each in examine(loaded):
        at = positions.of(each.place)
        listed.append((each.code, f"{each.place.file}:{at.line}:{at.column}", each.message))
    assert sorted((code, place) for code, place, _ in told) == sorted((code, place) for code, place, _ in listed)
    for code, place, said in told:
        assert any(each[:2] == (code, place) and each[2].startswith(said) for each in listed), place
