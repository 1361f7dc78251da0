"""Where a rule just begins to speak, or just keeps silent: what changed copies of the rules could do unnoticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cchc_cli.check import examine
from cchc_cli.check.show import excerpt
from cchc_cli.store.load import load
from cchc_cli.store.places import Position

GOOD = Path(__file__).parents[1] / "bad" / "good"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    shutil.copytree(GOOD, tmp_path / "plan")
    return tmp_path / "plan"


def put(plan: Path, file: str, old: str, new: str) -> None:
    path = plan / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def write(plan: Path, file: str, text: str) -> None:
    (plan / file).write_text(text, encoding="utf-8", newline="")


def said(plan: Path, *codes: str) -> list[str]:
    """Return the sentences of the findings of some codes."""
    return [finding.message for finding in examine(load(plan)) if finding.code in codes]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("II", []),
        ("III", ["Sau I là III: thiếu một mục ở giữa."]),
        ("IV", ["Sau I là IV: thiếu 2 mục ở giữa."]),
        ("V", ["Sau I là V: thiếu 3 mục ở giữa."]),
    ],
)
def test_sections_follow_one_another(plan: Path, second: str, expected: list[str]) -> None:
    with (plan / "appendix.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  - {{id: {second}, title: Cải cách thể chế, area: the_che, tasks: []}}\n")
    assert said(plan, "W412") == expected


def test_numbers_of_six_digits_are_no_places_in_a_row(plan: Path) -> None:
    put(plan, "appendix.yaml", "id: I.3", "id: I.99999")
    assert said(plan, "W412") == ["Sau I.2 là I.99999: thiếu 99996 mục ở giữa."]
    put(plan, "appendix.yaml", "id: I.99999", "id: I.999999")
    assert said(plan, "W412") == []


def test_a_row_still_waiting_for_its_date_is_not_completed_late(plan: Path) -> None:
    put(plan, "appendix.yaml", "deadline: Hàng tháng", "deadline: Theo chương trình của tỉnh")
    write(plan, "progress/I.3.yaml", "- {date: 2020-11-20, status: done, evidence: Báo cáo số 3}\n")
    assert said(plan, "W607") == []


@pytest.mark.parametrize("ids", [("k3f9x", "k3f9x"), ("k3f9x", "m4g8y")])
def test_readings_have_ids_of_their_own(plan: Path, ids: tuple[str, str]) -> None:
    lines = [f"- {{date: 2020-04-0{at}, id: {each}, period: 2020-Q1, value: 97}}\n" for at, each in enumerate(ids, 1)]
    write(plan, "measurements/dung-han.yaml", "".join(lines))
    assert said(plan, "E311") == (["Hai mục cùng mã “k3f9x”."] if ids[0] == ids[1] else [])


def test_a_reading_voids_one_of_its_own_file(plan: Path) -> None:
    write(plan, "measurements/dung-han.yaml", "- {date: 2020-04-02, void: b3cde, reason: Nhầm}\n")
    assert said(plan, "E310") == ["Tệp này không có mục mã “b3cde”."]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("appendix.task", []),  # a line of the appendix itself, and no row of that name
        ("I.9.task", ["Văn bản không có chỗ “I.9.task”."]),
        ("I.9.ghi_chu", []),
    ],
)
def test_a_correction_of_the_head_of_a_file_is_not_looked_for_among_the_rows(
    plan: Path, where: str, expected: list[str]
) -> None:
    write(plan, "corrections.yaml", f"- {{where: {where}, scanned: a, corrected: b}}\n")
    assert said(plan, "E313") == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2020-03", []),  # one month of the quarter speaks for it
        ("2020-Q2", ["Chỉ tiêu dung-han chưa có số liệu của quý I/2020."]),
        ("2020-12", ["Chỉ tiêu dung-han chưa có số liệu của quý I/2020."]),
        ("2020", []),
        ("2020-H1", []),
    ],
)
def test_a_reading_is_of_the_periods_it_shares_a_day_with(plan: Path, period: str, expected: list[str]) -> None:
    write(plan, "measurements/dung-han.yaml", f"- {{date: 2020-04-01, period: {period}, value: 97}}\n")
    assert said(plan, "W417") == expected


def test_a_heading_with_words_of_its_own_promises_what_stands_below_it(plan: Path) -> None:
    put(plan, "appendix.yaml", "implements: [KH.I.b]", "implements: [KH.I.a]")
    put(plan, "appendix.yaml", "deadline: Hàng tháng", "deadline: Hàng tháng\n        implements: [KH.I.a]")
    put(plan, "plan.yaml", "title: MỤC TIÊU", "title: MỤC TIÊU\n    text: Gồm có")
    assert said(plan, "W413") == ["Phụ lục chưa có nhiệm vụ thực hiện 1 mục của văn bản: KH.I.b."]


LINE = "".join(f"{number:>4}" for number in range(1, 51))  # 200 characters


@pytest.mark.parametrize(
    ("column", "end", "expected", "underline"),
    [
        (1, 5, f"{LINE[:72]}…", "^^^^"),
        (25, 29, f"{LINE[:72]}…", " " * 24 + "^^^^"),
        (26, 30, f"…{LINE[1:73]}…", " " * 25 + "^^^^"),
        (197, 201, f"…{LINE[128:]}", " " * 69 + "^^^^"),
        (152, 156, f"…{LINE[127:199]}…", " " * 25 + "^^^^"),
        (153, 157, f"…{LINE[128:]}", " " * 25 + "^^^^"),
        (101, 101, f"…{LINE[76:148]}…", " " * 25 + "^"),
        (101, 201, f"…{LINE[76:148]}…", " " * 25 + "^" * 48),
    ],
)
def test_of_a_long_line_the_part_around_the_place_is_shown(
    column: int, end: int, expected: str, underline: str
) -> None:
    assert excerpt(Position(1, column, 1, end, LINE)) == (expected, underline)


def test_a_place_of_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    assert excerpt(Position(1, 4, 3, 2, "a: [1,")) == ("a: [1,", "   ^^^")
