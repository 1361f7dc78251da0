"""What ``validate`` says of edits since the content was fixed: where they stand and what to do about them."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from cchc_cli.check import check, show
from cchc_cli.domain.model import Baseline
from cchc_cli.store.baseline import write_baseline
from cchc_cli.store.load import load

GOOD = Path(__file__).parent.parent / "bad" / "good"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return the small plan with its content fixed."""
    directory = tmp_path / "plan"
    shutil.copytree(GOOD, directory)
    held = load(directory).plan
    assert held is not None
    write_baseline(directory, held, Baseline("07/KH-X", dt.date(2020, 1, 10)))
    return directory


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")


def said(plan: Path) -> str:
    loaded = load(plan)
    assert loaded.plan is not None
    return show.as_text([*loaded.findings, *check(loaded.plan, loaded.incomplete)], loaded.sources)


def codes(plan: Path) -> list[str]:
    """Return the codes of the errors said."""
    return re.findall(r"^\S+ lỗi (E\d{3}): ", said(plan), re.MULTILINE)


def test_an_edit_of_a_cell_is_shown_with_the_command_that_amends(plan: Path) -> None:
    edited(plan / "appendix.yaml", "deadline: Hàng tháng", "deadline: Hàng quý")
    assert said(plan) == (
        "appendix.yaml:23:19: lỗi E501: Thời gian hoàn thành của I.3 không còn như khi ký (07/KH-X).\n"
        "            deadline: Hàng quý\n"
        "                      ^^^^^^^^\n"
        "  → Trả lại lời đã ký, rồi ghi điều chỉnh: cchc amend I.3 --field deadline "
        '--to "Hàng quý" --document VĂN_BẢN --date NGÀY. Lỗi do quét thì kê vào corrections.yaml.'
    )


def test_the_words_signed_are_said_where_an_amendment_quotes_them(plan: Path) -> None:
    edited(plan / "appendix.yaml", "deadline: Quý I/2020", "deadline: Quý IV/2020")
    assert (
        "appendix.yaml:12:19: lỗi E501: Thời gian hoàn thành của I.1 không còn như khi ký (07/KH-X). Khi ký: “Quý I/2020”."
    ) in said(plan)


def test_words_that_a_shell_would_change_are_left_to_be_typed(plan: Path) -> None:
    edited(plan / "appendix.yaml", "deadline: Hàng tháng", "deadline: 'Hàng `tháng`'")
    assert '--to "..." --document' in said(plan)


def test_a_row_written_into_the_table_is_shown_with_the_command_that_adds(plan: Path) -> None:
    appendix = plan / "appendix.yaml"
    row = "      - {id: I.4, task: Việc, lead: Văn phòng, deadline: Quý IV}\n"
    appendix.write_text(appendix.read_text(encoding="utf-8") + row, encoding="utf-8")
    assert said(plan) == (
        "appendix.yaml:24:14: lỗi E502: Nhiệm vụ I.4 không có trong kế hoạch khi ký (07/KH-X).\n"
        "          - {id: I.4, task: Việc, lead: Văn phòng, deadline: Quý IV}\n"
        "                 ^^^\n"
        "  → Bỏ đi, rồi ghi bổ sung: cchc amend --add --document VĂN_BẢN --date NGÀY."
    )


def test_nothing_is_said_of_edits_while_a_file_cannot_be_read_whole(plan: Path) -> None:
    edited(plan / "plan.yaml", "Công khai thủ tục.", "Công khai mọi thủ tục.")
    edited(plan / "appendix.yaml", "      - id: I.3\n", "      - id: [I.3]\n")
    assert codes(plan) == ["E203"]
    edited(plan / "appendix.yaml", "[I.3]", "I.3")
    assert codes(plan) == ["E501"]


@pytest.mark.parametrize(
    "text", ["", "[]", "document: x\n", "document: 07/KH-X\ndate: 2020-01-10\ntasks: {I.1: {task: sai}}\n"]
)
def test_a_baseline_that_cannot_be_read_accuses_nobody(plan: Path, text: str) -> None:
    (plan / "baseline.yaml").write_text(text, encoding="utf-8")
    assert codes(plan)
    assert set(codes(plan)) & {"E501", "E502"} == set()
