"""What ``cchc report write`` writes, says and refuses, on a copy of the real plan."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
import typer

from cchc_cli.cli import edge, issuing, report_writing, reporting
from cchc_cli.cli.report_writing import find_heading, paragraphs
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.reporting.outline import headings
from cchc_cli.store.load import load

ROOT = Path(__file__).parents[2]
FILE = Path("plan/2020/reports/2020-Q1.yaml")
APP = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
APP.command("write")(report_writing.write_report)
APP.command("issue")(issuing.issue)
APP.command("quarterly")(reporting.quarterly)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "plan" / "2020", tmp_path / "plan" / "2020")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = edge.run(APP, argv)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_words_typed_stand_in_the_report(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    code, out, err = call(capsys, "write", "2020-Q1", "III.1", "Các nhiệm vụ đúng tiến độ.")
    assert (code, out) == (0, "")
    assert err.startswith("Đã ghi mục III.1 (Những kết quả tích cực): tệp reports/2020-Q1.yaml.\nCòn ")
    assert " mục cần người viết: I.2, " in err
    assert ", III.1" not in err
    assert "\n  III.1: Các nhiệm vụ đúng tiến độ.\n" in FILE.read_text("utf-8")
    assert call(capsys, "quarterly", "--quarter", "1", "-o", "bc.md")[0] == 0
    assert "Các nhiệm vụ đúng tiến độ." in (here / "bc.md").read_text("utf-8")


def test_a_file_of_several_paragraphs_is_taken(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "loi.txt").write_bytes("\ufeffĐoạn một,\r\ncòn tiếp.\r\n\r\n- Ý thứ nhất\r\n- Ý thứ hai\r\n".encode())
    code, _, err = call(capsys, "write", "Q1", "kết quả tích cực", "--file", "loi.txt")
    assert code == 0
    assert err.startswith("Đã ghi mục III.1 (Những kết quả tích cực): 03 đoạn, tệp reports/2020-Q1.yaml.\n")
    assert (
        "  III.1: |\n    Đoạn một, còn tiếp.\n    - Ý thứ nhất\n    - Ý thứ hai\n" in FILE.read_text("utf-8")
    )  # fmt: skip


def test_standard_input_is_taken_for_a_dash(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Không có.\n".encode())))
    assert call(capsys, "write", "2020-Q1", "V", "-")[0] == 0
    assert "\n  V: Không có.\n" in FILE.read_text("utf-8")


def test_a_text_that_is_there_is_kept_without_force(capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "write", "2020-Q1", "V", "Không có.")
    before = FILE.read_bytes()
    assert call(capsys, "write", "2020-Q1", "V", "Đề nghị cấp thêm máy quét.") == (
        2,
        "",
        "Lỗi: Mục V đã có lời viết: “Không có.”. Chưa thay.\nThêm --force nếu muốn thay bằng lời mới.\n",
    )
    assert FILE.read_bytes() == before
    code, _, err = call(capsys, "write", "2020-Q1", "V", "Đề nghị cấp thêm máy quét.", "--force")
    assert code == 0
    assert err.startswith("Đã thay mục V (Kiến nghị, đề xuất): tệp reports/2020-Q1.yaml.\n")


def test_a_dry_run_shows_the_lines_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    there = FILE.exists()
    assert call(capsys, "write", "2020-Q1", "V", "Không có.", "--dry-run") == (
        0,
        "V: Không có.\n",
        "Sẽ ghi mục V (Kiến nghị, đề xuất) vào reports/2020-Q1.yaml:\nChạy thử: chưa ghi gì.\n",
    )
    assert FILE.exists() == there


def test_an_issued_report_takes_no_more_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "issue", "2020-Q1", "--number", "12/BC-KCNĐN", "--date", "18/3/2020", "--force")[0] == 0
    code, _, err = call(capsys, "write", "2020-Q1", "V", "Không có.", "--force")
    assert code == 2
    assert "đã ban hành: số 12/BC-KCNĐN ngày 18/03/2020." in err


def test_all_headings_written_one_by_one_leave_nothing_to_write(capsys: pytest.CaptureFixture[str]) -> None:
    plan = load(Path("plan/2020")).plan
    assert plan is not None
    err = ""
    for each in headings(plan):
        code, _, err = call(capsys, "write", "2020-Q1", each.code.lower(), f"Lời của mục {each.code}.")
        assert code == 0
    assert err.endswith("Không còn mục nào cần người viết. Kiểm tra trước khi ký: cchc report check 2020-Q1.\n")
    assert call(capsys, "issue", "2020-Q1", "--number", "12/BC-KCNĐN", "--date", "18/3/2020")[0] == 0


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("write", "2020-Q1", "III.1"), "Lỗi: Chưa có lời để viết.\nGhi lời sau tên mục: "),
        (("write", "2020-Q1", "III.1", " "), "Lỗi: Lời viết để trống.\nKhông có gì để nêu"),
        (("write", "2020-Q1", "III.1", "a", "--file", "b"), "Lỗi: Lời viết và --file nói cùng một điều."),
        (("write", "2020-Q1", "III.1", "--file", "mat.txt"), "Lỗi: Không có tệp “mat.txt”."),
        (("write", "2020-Q1", "III.1", "--file", "plan"), "Lỗi: “plan” không phải là tệp."),
        (("write", "2020-Q1", "III.1", "--file", "loi.docx"), "Lỗi: “loi.docx” không phải là tệp chữ."),
        (("write", "2020-Q1", "III.1", "a\u200bb"), "Lỗi: Lời viết có ký tự không nhìn thấy (U+200B), ở đoạn “a"),
        (("write", "2020-Q4", "III.1", "a"), "Lỗi: Kế hoạch năm 2020 không có kỳ báo cáo “2020-Q4”."),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], here: Path, argv: tuple[str, ...], said: str
) -> None:
    (here / "loi.docx").write_bytes(b"PK\x03\x04")
    code, out, err = call(capsys, *argv)
    assert (code, out) == (2, "")
    assert err.startswith(said)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Một.", ("Một.",)),
        ("Một.\nHai.\n", ("Một.", "Hai.")),
        ("Một,\nhai.\n\n\nBa.", ("Một, hai.", "Ba.")),
        ("\n  \nMột:\n- a\n  b\n+ c\n\nHai\u00a0ba", ("Một:", "- a b", "+ c", "Hai ba")),
        (" \n", ()),
    ],
)
def test_blank_lines_part_paragraphs(text: str, lines: tuple[str, ...]) -> None:
    assert paragraphs(text) == lines


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("iii.1", "III.1"),
        ("II.1 a)", "II.1.a"),
        ("V.", "V"),
        ("Những kết quả tích cực", "III.1"),
        ("ket qua tich cuc", "III.1"),
        ("kiến nghị", "V"),
        ("tài chính tồn tại", "II.5.b"),
    ],
)
def test_a_heading_is_found_by_its_code_or_its_words(typed: str, code: str) -> None:
    plan = load(Path("plan/2020")).plan
    assert plan is not None
    assert find_heading(typed, headings(plan)).code == code


@pytest.mark.parametrize(
    ("typed", "message", "first"),
    [
        ("II.1", "“II.1” khớp với 2 mục.", "II.1.a"),
        ("tồn tại", "“tồn tại” khớp với 7 mục.", "II.1.b"),
        ("III.9", "Báo cáo không có mục “III.9”.", "III.2"),
        ("kien nghi de suat", "Báo cáo không có mục “kien nghi de suat”.", "V"),
        ("", "Báo cáo không có mục “”.", "I.1"),
    ],
)
def test_a_heading_that_is_not_there_is_refused_with_the_nearest(typed: str, message: str, first: str) -> None:
    plan = load(Path("plan/2020")).plan
    assert plan is not None
    with pytest.raises(Refused) as refused:
        find_heading(typed, headings(plan))
    assert refused.value.message == message
    assert refused.value.hint.split("\n")[0] == "Chọn một trong các mục:"
    assert refused.value.hint.split("\n")[1].split()[0] == first
