"""What an imported document left open is said before a report is signed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cchc_cli.store.stand_ins import stand_ins

if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[..., tuple[int, str, str]]

SAMPLE = Path(__file__).parents[1] / "exchange" / "data" / "samples" / "appendix.docx"
PLAN = Path("plan/2020/plan.yaml")


@pytest.fixture
def call(tmp_path: Path, typed: Call) -> Call:
    """Type commands where a document without the name of the superior agency was imported."""
    shutil.copyfile(SAMPLE, tmp_path / "ke-hoach.docx")
    code, _, err = typed("import", "ke-hoach.docx")
    assert code == 0, err
    return typed


def test_the_check_before_signing_names_the_places_that_still_hold_stand_ins(call: Call) -> None:
    code, out, _ = call("report", "check", "2020-Q1")
    assert code == 0
    assert "Chỗ của kế hoạch còn ghi tạm (chữ ĐIỀN)   1\n  plan.yaml dòng 13\n" in out
    _, as_json, _ = call("report", "check", "2020-Q1", "--format", "json")
    assert json.loads(as_json)["stand_ins"] == [{"file": "plan.yaml", "line": 13}]


def test_a_report_is_not_sealed_with_a_stand_in_in_its_heading(call: Call) -> None:
    issue = ("report", "issue", "2020-Q1", "--number", "12/BC-KCNĐN", "--date", "16/3/2020")
    assert call(*issue) == (
        2,
        "",
        "Lỗi: Kế hoạch còn chỗ ghi tạm, sẽ hiện trong báo cáo: plan.yaml dòng 13.\n"
        "Thay bằng lời của văn bản rồi bỏ chữ ĐIỀN; thêm --force nếu vẫn chốt.\n",
    )
    assert not Path("plan/2020/reports/2020-Q1.yaml").exists()
    assert call(*issue, "--force")[0] == 0


def test_a_stand_in_replaced_is_spoken_of_no_more(call: Call) -> None:
    text = PLAN.read_text("utf-8").replace("Tên cơ quan chủ quản  # ĐIỀN", "UBND tỉnh Đồng Nai")
    PLAN.write_text(text, encoding="utf-8", newline="\n")
    assert stand_ins(PLAN.parent) == ()
    assert "ghi tạm" not in call("report", "check", "2020-Q1")[1]


def test_files_that_are_missing_or_no_text_hold_no_stand_ins(call: Call) -> None:
    Path("plan/2020/units.yaml").write_bytes(b"\xff\xfe# \xff")
    Path("plan/2020/indicators.yaml").unlink()
    assert stand_ins(PLAN.parent) == (("plan.yaml", 13),)
