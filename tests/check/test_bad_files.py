"""Every file of tests/bad carries its own verdict, and every code there is has a bad file."""

from __future__ import annotations

import ast
import datetime as dt
import json
import re
import shutil
from pathlib import Path

import pytest

from cchc_cli import check as rules
from cchc_cli.check import careful, examine, show
from cchc_cli.check.ignores import without_ignored
from cchc_cli.store.load import load

HERE = Path(__file__).parent
BAD = HERE.parent / "bad"
CASES = sorted(BAD.glob("*.yaml"))
SOURCES = HERE.parent.parent / "cchc_cli"
MADE_IN_CODE = {"E101", "E107", "E110", "E111", "E112"}  # in test_unreadable_files.py
TODAY = dt.date(2021, 1, 31)
_EXPECT = re.compile(r"# expect: (?:(?P<file>\S+?):)?(?P<span>\d+:\d+-\d+:\d+) (?P<code>[EW]\d{3})")


def findings_of(plan: Path) -> list[dict[str, object]]:
    loaded = load(plan)
    said = without_ignored(examine(loaded, today=TODAY), loaded.sources).findings
    listed: list[dict[str, object]] = json.loads(show.as_json(said, loaded.sources))["findings"]
    return listed


def verdict(text: str) -> tuple[str, list[tuple[str, str, str]], set[str]]:
    """Return the role of a bad file, what is expected in it, and the codes that may come along."""
    head = [line for line in text.splitlines() if line.startswith("# ")]
    role = next(line.removeprefix("# file: ") for line in head if line.startswith("# file: "))
    expected = []
    for line in head:
        if line.startswith("# expect: "):
            found = _EXPECT.fullmatch(line)
            assert found is not None, line
            expected.append((found["file"] or role, found["span"], found["code"]))
    besides = {code for line in head if line.startswith("# besides: ") for code in line.split()[2:]}
    return role, expected, besides


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_bad_file_is_found_out_as_it_says_itself(case: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(BAD / "good", plan)
    role, expected, besides = verdict(case.read_text(encoding="utf-8"))
    shutil.copyfile(case, plan / role)
    found = [
        (each["file"], f"{each['line']}:{each['column']}-{each['end_line']}:{each['end_column']}", each["code"])
        for each in findings_of(plan)
        if each["code"] not in besides
    ]
    assert sorted(map(str, found)) == sorted(map(str, expected))


def test_the_good_plan_has_no_findings() -> None:
    assert findings_of(BAD / "good") == []


def test_every_code_has_a_bad_file() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCES.rglob("*.py"))]
    used = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[EW]\d{3}", node.value)
    }
    shown = {code for case in CASES for *_, code in verdict(case.read_text(encoding="utf-8"))[1]}
    assert used - shown - MADE_IN_CODE == set()
    assert (shown | MADE_IN_CODE) - used == set()


def test_every_rule_is_in_the_tuple_once_and_explains_itself_by_example() -> None:
    every = (*rules.RULES, *careful.CAREFUL, *careful.BY_TODAY, *careful.IN_THE_TEXT)
    assert len(set(every)) == len(every)
    for rule in every:
        page = rule.__doc__ or ""
        assert re.match(r"[EW]\d{3}: ", page), rule
        assert "Bad: " in page, rule
        assert "Good: " in page, rule
    assert set(rules.LOOKED_UP) <= set(rules.RULES)
    assert set(careful.LOOKED_UP) <= set(careful.CAREFUL)
