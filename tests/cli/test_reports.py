"""What the report commands write, say and refuse, on a copy of the real plan."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cchc_cli.cli import edge
from cchc_cli.cli.app import app

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "plan" / "2020", tmp_path / "plan" / "2020")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = edge.run(app, argv)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def data(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, Any]:
    code, out, _ = call(capsys, "report", *argv, "--format", "json")
    assert code == 0
    read: dict[str, Any] = json.loads(out)
    return read


def made(here: Path) -> list[str]:
    return sorted(path.name for path in here.iterdir() if path.name != "plan")


@pytest.mark.parametrize(
    ("argv", "name"),
    [
        (("quarterly", "--quarter", "1"), "BC-CCHC-quy-I-2020.docx"),
        (("quarterly", "--quarter", "1", "--format", "html"), "BC-CCHC-quy-I-2020.html"),
        (("half-year",), "BC-CCHC-6-thang-dau-nam-2020.docx"),
        (("annual", "--format", "html"), "BC-CCHC-nam-2020.html"),
        (("plan",), "Ke-hoach-01-KH-KCNDN.docx"),
        (("tasks", "--as-of", "30/6/2020"), "Tien-do-nhiem-vu-2020-06-30.docx"),
    ],
)
def test_a_document_without_o_gets_a_speaking_name(
    capsys: pytest.CaptureFixture[str], here: Path, argv: tuple[str, ...], name: str
) -> None:
    code, out, err = call(capsys, "report", *argv)
    assert (code, out) == (0, "")
    assert f"Đã lập {name}." in err
    assert made(here) == [name]


def test_the_same_report_has_the_same_bytes_wherever_and_whenever_it_is_made(here: Path) -> None:
    contents: dict[str, set[bytes]] = {}
    surroundings = (
        {"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
    )
    for at, given in enumerate(surroundings):
        for form in ("docx", "html", "md", "json"):
            file = here / f"{at}.{form}"
            command = (sys.executable, "-m", "cchc_cli", "report", "quarterly", "--quarter", "1", "-o", str(file))
            environment = {**os.environ, "PYTHONPATH": str(ROOT), **given}
            subprocess.run(command, check=True, capture_output=True, env=environment, cwd=here)
            contents.setdefault(form, set()).add(file.read_bytes())
    assert {form: len(seen) for form, seen in contents.items()} == {"docx": 1, "html": 1, "md": 1, "json": 1}


def test_quarter_two_explains_and_gives_the_half_year(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "report", "quarterly", "--quarter", "2", "--format", "md")
    assert code == 0
    assert err.splitlines()[:2] == [
        "Chế độ báo cáo cải cách hành chính không có báo cáo quý II năm 2020: "
        "lập báo cáo 6 tháng đầu năm 2020 (Công văn 581/BNV-CCHC).",
        "Báo cáo 6 tháng đầu năm 2020: số liệu từ 15/12/2019 đến 14/06/2020.",
    ]
    assert "35 bản tin văn bản pháp luật" in out


def test_without_a_quarter_it_is_the_last_report_whose_window_has_closed(capsys: pytest.CaptureFixture[str]) -> None:
    asked = {day: data(capsys, "quarterly", "--as-of", day)["report"]["code"] for day in ("13/6/2020", "14/6/2020")}
    assert asked == {"13/6/2020": "2020-Q1", "14/6/2020": "2020-H1"}


def test_another_regime_has_its_own_windows(capsys: pytest.CaptureFixture[str]) -> None:
    report = data(capsys, "quarterly", "--quarter", "2", "--preset", "nd09")["report"]
    assert (report["code"], report["start"], report["end"]) == ("2020-Q2", "2020-03-15", "2020-06-14")


def test_a_file_of_somebody_else_or_changed_by_hand_is_not_overwritten(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    report = ("report", "quarterly", "--quarter", "1", "--format", "md", "-o", "q1.md")
    assert call(capsys, *report)[0] == 0
    assert call(capsys, *report)[0] == 0
    file = here / "q1.md"
    file.write_text(file.read_text("utf-8").replace("BÁO CÁO", "BÁO CÁO (đã sửa)"), encoding="utf-8")
    code, _, err = call(capsys, *report)
    assert code == 2
    assert "Lỗi: Tệp “q1.md” đã có và không phải bản chương trình lập, hoặc đã được sửa." in err
    assert "(đã sửa)" in file.read_text("utf-8")
    assert call(capsys, *report, "--force")[0] == 0
    assert "(đã sửa)" not in file.read_text("utf-8")


def test_texts_written_in_the_skeleton_stand_in_the_report_and_survive_a_newer_one(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    assert call(capsys, "report", "quarterly", "--quarter", "1", "--skeleton")[0] == 0
    file = here / "plan" / "2020" / "reports" / "2020-Q1.yaml"
    file.write_text(file.read_text("utf-8").replace("  I.2:\n", "  I.2: Đã họp hai lần.\n", 1), encoding="utf-8")
    call(capsys, "result", "I.1", "Đã rà soát 05 văn bản", "--date", "1/3/2020")
    assert call(capsys, "report", "quarterly", "--quarter", "1", "--skeleton")[0] == 0
    _, out, err = call(capsys, "report", "quarterly", "--quarter", "1", "--format", "md")
    assert "Đã họp hai lần." in out
    assert "Đã rà soát 05 văn bản" in out
    assert "Còn 14 chỗ cần người viết: mục II.1.b, II.2.a," in err
    assert 'Viết một mục: cchc report write 2020-Q1 II.1.b "LỜI".\n' in err
    assert "Hoặc viết trong tệp reports/2020-Q1.yaml của kế hoạch. Viết xong thì lập lại báo cáo.\n" in err


def test_a_sealed_report_keeps_its_figures_and_lists_what_came_in_later(capsys: pytest.CaptureFixture[str]) -> None:
    issued = call(
        capsys, "report", "issue", "Q1", "--number", "12/BC-KCNĐN", "--date", "18/3/2020", "--signer", "Cao Tiến Sỹ", "--force"
    )  # fmt: skip
    assert issued[0] == 0
    before = call(capsys, "report", "quarterly", "--quarter", "1", "--format", "md")
    assert "Số: 12/BC-KCNĐN" in before[1]
    assert "ngày 18 tháng 3 năm 2020" in before[1]
    assert call(capsys, "done", "II.5", "--date", "10/3/2020", "--evidence", "Báo cáo số 9")[0] == 0
    after = call(capsys, "report", "quarterly", "--quarter", "1", "--format", "md")
    assert after[1] == before[1]
    assert "1 mục ghi sau khi ban hành, không tính vào báo cáo này:" in after[2]
    assert "  II.5: hoàn thành (ngày 10/03/2020, ghi " in after[2]
    assert "01/34" in after[1]
    draft = call(capsys, "report", "quarterly", "--quarter", "1", "--as-of", "31/12/2020", "--format", "md")
    assert "02/34" in draft[1]
    assert "12/BC-KCNĐN" not in draft[1]


def test_a_report_is_sealed_once_after_its_cut_off_and_with_nothing_left_to_write(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    early = call(capsys, "report", "issue", "Q1", "--number", "12", "--date", "13/3/2020")
    assert early[0] == 2
    assert "Lỗi: Ngày ban hành 13/03/2020 trước ngày chốt số liệu 14/03/2020." in early[2]
    empty = call(capsys, "report", "issue", "Q1", "--number", "12", "--date", "18/3/2020")
    assert empty[0] == 2
    assert "Lỗi: Báo cáo còn 16 chỗ cần người viết" in empty[2]
    unnumbered = call(capsys, "report", "issue", "Q1", "--date", "18/3/2020")
    assert "Lỗi: Chưa có số báo cáo." in unnumbered[2]
    assert not (here / "plan" / "2020" / "reports").exists()
    sealed = ("report", "issue", "Q1", "--number", "12/BC-KCNĐN", "--date", "18/3/2020", "--force")
    assert call(capsys, *sealed)[0] == 0
    again = call(capsys, *sealed)
    assert again[0] == 2
    assert "Lỗi: Báo cáo quý I năm 2020 đã ban hành: số 12/BC-KCNĐN." in again[2]


def test_the_reports_of_the_year_are_listed_with_when_they_are_due_issued_and_sent(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    file = here / "plan" / "2020" / "plan.yaml"
    text = file.read_text("utf-8").replace("  preset: cchc\n", "  preset: cchc\n  send_by: {2020-Q1: 20/3/2020}\n")
    file.write_text(text, encoding="utf-8")
    call(capsys, "report", "issue", "Q1", "--number", "12/BC", "--date", "18/3/2020", "--sent", "23/3/2020", "--force")
    code, out, _ = call(capsys, "report", "list")
    assert code == 0
    assert out.splitlines()[:2] == [
        "2020-Q1\tquý I năm 2020\t2019-12-15\t2020-03-14\t2020-03-20\t12/BC\t2020-03-18\t2020-03-23\t0\tđã gửi, sau hạn",
        "2020-H1\t6 tháng đầu năm 2020\t2019-12-15\t2020-06-14\t\t\t\t\t0\tđã qua ngày chốt số liệu, chưa ghi ban hành",
    ]


def test_what_is_missing_before_signing_is_listed_and_can_fail_a_script(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "report", "check", "Q1")
    assert code == 0
    assert out.splitlines()[:6] == [
        "Trước khi ký báo cáo quý I năm 2020",
        "-" * 80,
        "Đơn vị chưa có báo cáo trong kỳ   3",
        "  Các bộ phận chuyên môn: 1 nhiệm vụ (II.4)",
        "  Bộ phận chuyên môn có thủ tục liên thông: 2 nhiệm vụ (II.10, II.11)",
        "  Bộ phận Một cửa tại TT HCC tỉnh: 1 nhiệm vụ (II.13)",
    ]
    assert call(capsys, "report", "check", "Q1", "--exit-code")[0] == 1


def test_a_period_the_plan_does_not_owe_is_refused_with_those_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, "report", "check", "2020-Q2")
    assert code == 2
    assert "Lỗi: Kế hoạch năm 2020 không có kỳ báo cáo “2020-Q2”.\nCác kỳ: 2020-Q1, 2020-H1, 2020-Q3, 2020." in err


def test_documents_are_refused_on_a_plan_with_errors(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "plan" / "2020" / "units.yaml").write_text("- {id: vp}\n", encoding="utf-8")
    code, out, err = call(capsys, "report", "quarterly", "--quarter", "1")
    assert (code, out) == (1, "")
    assert "nên chưa lập văn bản. Sửa các lỗi trên rồi chạy lại." in err
    assert made(here) == []


def test_the_task_table_takes_the_filters_of_list(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = call(capsys, "report", "tasks", "--overdue", "--as-of", "30/6/2020", "--format", "md")
    assert "Kê 05 trong 36 mục" in out
    assert "Cập nhật lên cơ sở dữ liệu quốc gia về TTHC" in out
    assert "Rà soát văn bản quy phạm pháp luật" not in out


def test_a_template_that_names_what_is_not_there_writes_nothing(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("{{ doc.sbject }} {{ khong_co }}")
    document.save(str(here / "mau.docx"))
    code, out, err = call(capsys, "report", "quarterly", "--quarter", "1", "--template", "mau.docx")
    assert (code, out) == (2, "")
    assert "khong_co" in err
    assert made(here) == ["mau.docx"]
