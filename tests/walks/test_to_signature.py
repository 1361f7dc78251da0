"""From a Word file to a signed report without an editor and without --force: every word is typed at the terminal."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cchc_cli.cli.report_talk import codes_of
from cchc_cli.store.stand_ins import stand_ins

if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[..., tuple[int, str, str]]

SAMPLE = Path(__file__).parents[1] / "exchange" / "data" / "samples" / "appendix.docx"
REPORT = Path("plan/2020/reports/2020-Q1.yaml")


@pytest.fixture
def call(tmp_path: Path, typed: Call) -> Call:
    """Type commands in a folder that holds a Word file and nothing else."""
    shutil.copyfile(SAMPLE, tmp_path / "ke-hoach.docx")
    return typed


def test_a_word_file_becomes_a_signed_report_without_an_editor_and_without_force(call: Call) -> None:
    assert call("import", "ke-hoach.docx", "--parent", "UBND tỉnh Đồng Nai")[0] == 0
    assert stand_ins(Path("plan/2020")) == ()
    assert call("validate")[0] == 0
    done = ("done", "VII.1", "--date", "21/1/2020", "--evidence", "Kế hoạch số 05/KH-KCNĐN ngày 21/01/2020")
    assert call(*done)[0] == 0
    assert call("result", "II.5", "Đã cập nhật 58 thủ tục", "--date", "9/3/2020", "--quantity", "thủ tục=58")[0] == 0

    codes = codes_of(json.loads(call("report", "check", "2020-Q1", "--format", "json")[1])["places"])
    assert len(codes) >= 15
    issue = ("report", "issue", "2020-Q1", "--number", "12/BC-KCNĐN", "--date", "16/3/2020")
    code, _, err = call(*issue)
    assert code == 2
    assert f"Báo cáo còn {len(codes)} chỗ cần người viết" in err
    assert 'Viết từng mục: cchc report write 2020-Q1 MỤC "LỜI"' in err

    Path("loi.txt").write_text(
        "Các nhiệm vụ được triển khai\nđúng tiến độ.\n\nĐã có 58 thủ tục được cập nhật.\n", "utf-8"
    )
    assert call("report", "write", "2020-Q1", "kết quả tích cực", "--file", "loi.txt")[0] == 0
    for each in codes:
        if each != "III.1":
            code, _, err = call("report", "write", "2020-Q1", each, "Không có.")
            assert code == 0, err
    assert err.endswith("Không còn mục nào cần người viết. Kiểm tra trước khi ký: cchc report check 2020-Q1.\n")

    _, shown, _ = call("report", "check", "2020-Q1")
    assert "Mục cần người viết" not in shown
    assert "ghi tạm" not in shown
    assert call(*issue) == (
        0,
        "",
        "Đã chốt báo cáo quý I năm 2020: số 12/BC-KCNĐN. "
        "Lập văn bản bằng “cchc report quarterly --quarter 1 --year 2020”.\n",
    )
    code, _, _ = call("report", "quarterly", "--quarter", "1", "--year", "2020", "-o", "bao-cao.md")
    assert code == 0
    text = Path("bao-cao.md").read_text("utf-8")
    assert "Các nhiệm vụ được triển khai đúng tiến độ." in text
    assert "UBND TỈNH ĐỒNG NAI" in text.upper()
    assert "12/BC-KCNĐN" in text
    assert "[Cần bổ sung" not in text
    before = REPORT.read_bytes()
    assert call("report", "write", "2020-Q1", "V", "Đề nghị khác.", "--force")[0] == 2
    assert REPORT.read_bytes() == before
