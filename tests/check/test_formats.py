"""The forms findings are written in: each against its published schema, and what they say."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.check import show
from cchc_cli.check.annotations import as_github, as_gitlab
from cchc_cli.check.manual import BY_CODE
from cchc_cli.check.sarif import as_sarif
from cchc_cli.domain.finding import Finding, Place
from cchc_cli.store.places import Position
from cchc_cli.store.source import read_source

SCHEMAS = Path(__file__).parent / "schemas"
TEXT = "sections:\n  - tasks:\n      - id: I.1\n        lead: Phòng Lạ\n      - id: I.2\n        lead: Phòng Lạ\n"
LEADS = [("sections", 0, "tasks", at, "lead") for at in (0, 1)]
FOUND = [
    Finding("E301", Place("appendix.yaml", LEADS[0]), "Đơn vị “Phòng Lạ” chưa có.", "Thêm vào units.yaml."),
    Finding("E301", Place("appendix.yaml", LEADS[1]), "Đơn vị “Phòng Lạ” chưa có.", "Thêm vào units.yaml."),
    Finding("W402", Place("appendix.yaml", ("sections", 0, "tasks", 1, "id")), "I.2 không ghi thời hạn."),
    Finding("E110", Place("plan.yaml"), "Thiếu tệp plan.yaml."),
]


def rows_of(text: str = TEXT, folder: str = "plan/2020") -> list[show.Row]:
    return show.placed(FOUND, {"appendix.yaml": read_source("appendix.yaml", text.encode())}, folder)


def row(file: str, message: str, hint: str = "", line: str = "", span: tuple[int, int] = (1, 1)) -> show.Row:
    return show.Row(Finding("E301", Place(file), message, hint), Position(1, span[0], 1, span[1], line), "")


def validate(text: str, schema: str) -> Any:
    data = json.loads(text)
    jsonschema.validate(data, json.loads((SCHEMAS / schema).read_text("utf-8")))
    return data


ANY_ROW = st.builds(row, st.text(min_size=1), st.text(min_size=1), st.text(), st.text())


def test_text_shows_the_place_underlined_and_what_to_do() -> None:
    assert show.rows_as_text(rows_of()[:1]) == (
        "plan/2020/appendix.yaml:4:15: lỗi E301: Đơn vị “Phòng Lạ” chưa có.\n"
        "            lead: Phòng Lạ\n"
        "                  ^^^^^^^^\n"
        "  → Thêm vào units.yaml."
    )


def test_styled_lines_say_the_same_as_the_text() -> None:
    lines = show.rows_as_lines(rows_of())
    assert "\n".join("".join(text for text, _ in line) for line in lines) == show.rows_as_text(rows_of())
    assert {style for line in lines for _, style in line} == {"", "strong", "late", "soon", "dim"}


def test_json_gives_every_field_and_fits_its_schema() -> None:
    data = validate(show.rows_as_json(rows_of()), "findings-1.json")
    assert data["findings"][0] == {
        "code": "E301",
        "severity": "error",
        "plan": "plan/2020",
        "file": "appendix.yaml",
        "line": 4,
        "column": 15,
        "end_line": 4,
        "end_column": 23,
        "message": "Đơn vị “Phòng Lạ” chưa có.",
        "hint": "Thêm vào units.yaml.",
        "excerpt": "        lead: Phòng Lạ",
        "underline": "              ^^^^^^^^",
    }


def test_sarif_fits_the_published_schema() -> None:
    data = validate(as_sarif(rows_of(), BY_CODE), "sarif-2.1.0-rtm.5.json")
    run = data["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["E110", "E301", "W402"]
    assert run["columnKind"] == "unicodeCodePoints"
    first = run["results"][0]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("E301", 1, "error")
    assert first["message"]["text"] == "Đơn vị “Phòng Lạ” chưa có. Thêm vào units.yaml."
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "plan/2020/appendix.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {
                    "startLine": 4,
                    "startColumn": 15,
                    "endLine": 4,
                    "endColumn": 23,
                    "snippet": {"text": "        lead: Phòng Lạ"},
                },
            }
        }
    ]


def test_sarif_carries_the_manual_of_its_rules_in_vietnamese() -> None:
    rules = json.loads(as_sarif(rows_of(), BY_CODE))["runs"][0]["tool"]["driver"]["rules"]
    page = BY_CODE["E301"]
    rule = next(each for each in rules if each["id"] == "E301")
    assert rule["shortDescription"] == {"text": page.title}
    assert page.remedy in rule["help"]["text"]
    assert f"Đúng:\n\n```yaml\n# {page.file}\n{page.good}\n```" in rule["help"]["markdown"]
    assert [each["defaultConfiguration"]["level"] for each in rules] == ["error", "error", "warning"]


def test_names_of_files_are_escaped_in_sarif() -> None:
    data = validate(
        as_sarif([row("kế hoạch/a b#c%.yaml", "x"), row("a\udcff.yaml", "y")], {}), "sarif-2.1.0-rtm.5.json"
    )
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in data["runs"][0]["results"]]
    assert uris == ["k%E1%BA%BF%20ho%E1%BA%A1ch/a%20b%23c%25.yaml", "a%FF.yaml"]


def test_github_gets_a_workflow_command_a_finding() -> None:
    assert as_github(rows_of()).splitlines() == [
        "::error file=plan/2020/appendix.yaml,line=4,col=15,endLine=4,endColumn=23,title=cchc E301::Đơn vị “Phòng Lạ” chưa có.%0A→ Thêm vào units.yaml.",
        "::warning file=plan/2020/appendix.yaml,line=5,col=13,endLine=5,endColumn=16,title=cchc W402::I.2 không ghi thời hạn.",
        "::error file=plan/2020/appendix.yaml,line=6,col=15,endLine=6,endColumn=23,title=cchc E301::Đơn vị “Phòng Lạ” chưa có.%0A→ Thêm vào units.yaml.",
        "::error file=plan/2020/plan.yaml,line=1,col=1,endLine=1,endColumn=1,title=cchc E110::Thiếu tệp plan.yaml.",
    ]


def test_github_gets_no_columns_for_a_place_of_several_lines() -> None:
    several = show.Row(FOUND[3], Position(2, 5, 4, 3, "a: [1,"))
    assert as_github([several]) == "::error file=plan.yaml,line=2,endLine=4,title=cchc E110::Thiếu tệp plan.yaml."


def test_data_never_becomes_a_second_workflow_command() -> None:
    said = as_github([row("a,b:c%.yaml", "100% \n::error::x\r", "a\n::stop-commands::x")])
    assert said == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endLine=1,endColumn=1,title=cchc E301::"
        "100%25 \N{REPLACEMENT CHARACTER}::error::x\N{REPLACEMENT CHARACTER}%0A→ a\N{REPLACEMENT CHARACTER}::stop-commands::x"
    )


def test_gitlab_fits_the_form_of_its_documentation() -> None:
    data = validate(as_gitlab(rows_of()), "gitlab-code-quality.json")
    assert data[1] == {
        "description": "I.2 không ghi thời hạn.",
        "check_name": "W402",
        "fingerprint": data[1]["fingerprint"],
        "severity": "minor",
        "location": {"path": "plan/2020/appendix.yaml", "lines": {"begin": 5, "end": 5}},
    }
    assert data[0]["severity"] == "major"


def test_fingerprints_stay_when_lines_move_and_are_all_different() -> None:
    before = show.fingerprints(rows_of())
    moved = show.fingerprints(rows_of("# Một dòng thêm vào\n\n" + TEXT))
    assert before == moved
    assert len(set(before)) == len(before)


def test_fingerprints_change_with_the_line_they_stand_in() -> None:
    before, after = show.fingerprints(rows_of()), show.fingerprints(rows_of(TEXT.replace("id: I.2", "id: I.3")))
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True, True]


@pytest.mark.parametrize("hidden", [0, 2])
def test_the_summary_counts_plans_and_what_comments_hide(hidden: int) -> None:
    said = show.summary(FOUND, 20, plans=2, hidden=hidden)
    assert said == "Đã kiểm tra 20 tệp của 2 kế hoạch: 3 lỗi, 1 lưu ý" + (
        "; bỏ qua 2 điều theo ghi chú trong tệp." if hidden else "."
    )


@given(st.lists(ANY_ROW, max_size=4))
def test_any_words_in_a_finding_keep_every_form_whole(rows: list[show.Row]) -> None:
    assert len(json.loads(show.rows_as_json(rows))["findings"]) == len(rows)
    assert len(json.loads(as_sarif(rows, BY_CODE))["runs"][0]["results"]) == len(rows)
    assert len(json.loads(as_gitlab(rows))) == len(rows)
    commands = as_github(rows).splitlines()
    assert [line.startswith("::error file=") for line in commands] == [True] * len(rows)
    for text in (show.rows_as_json(rows, ascii_only=True), as_sarif(rows, {}, ascii_only=True)):
        assert text.isascii()


def test_sarif_says_what_was_seen_and_left_with_its_reason() -> None:
    seen = [replace(each, ignored="văn bản ký ghi như vậy") for each in rows_of()[:1]]
    first, second, *_ = validate(as_sarif([*seen, *rows_of()[1:]], BY_CODE), "sarif-2.1.0-rtm.5.json")["runs"][0][
        "results"
    ]
    assert first["suppressions"] == [{"kind": "inSource", "justification": "văn bản ký ghi như vậy"}]
    assert "suppressions" not in second
