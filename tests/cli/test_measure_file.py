"""``cchc measure --file`` records a table of readings row by row, on a copy of the real plan."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from cchc_cli.cli import edge
from cchc_cli.cli.app import app

ROOT = Path(__file__).parents[2]
CSV = (
    "Mã,Kỳ,Giá trị,Tử số,Mẫu số,Ngày,Tài liệu kiểm chứng\n"
    'dung-han,Quý I/2020,"97,2",,,14/3/2020,Báo cáo số 12\n'
    "mot-cua,2020-Q1,,1270,1270,14/3/2020,\n"
    "dung-hn,2020-Q1,98,,,14/3/2020,\n"
    "truc-tuyen,2020-Q1,nhiều,,,14/3/2020,\n"
    'truc-tuyen,2020-Q1,"17,5",,,,\n'
)


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    return tmp_path / "plan" / "2020"


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = edge.run(app, argv)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def contents(plan: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()}


def test_good_rows_are_recorded_and_the_others_named_and_left_alone(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("so-lieu.csv").write_text(CSV, encoding="utf-8-sig")
    code, out, err = call(capsys, "measure", "--file", "so-lieu.csv")
    assert code == 1
    assert out == (
        "Dòng 2: dung-han, quý I/2020: 97,2%, mức phải đạt ≥\u00a095%: đạt.\n"
        "Dòng 3: mot-cua, quý I/2020: 1270/1270 = 100%, mức phải đạt 100%: đạt.\n"
        "Dòng 6: truc-tuyen, quý I/2020: 17,5%, mức phải đạt ≥\u00a020%: chưa đạt.\n"
    )
    assert err == (
        "Dòng 4: Không có chỉ tiêu “dung-hn”. Chưa ghi dòng này. Có phải dung-han?\n"
        "Dòng 5: Không đọc được số liệu “nhiều”. Chưa ghi dòng này. Viết như 97,2 hoặc 1234/1270.\n"
        "Đã ghi 3 số liệu; 2 dòng chưa ghi được, xem lý do ở trên.\n"
    )
    text = (plan / "measurements" / "dung-han.yaml").read_text(encoding="utf-8")
    text = re.sub(r"\b[a-z][2-9][a-z2-9]{3}\b", "ID", text).replace(edge.today().isoformat(), "TODAY")
    assert text == (
        "- date: 2020-03-14\n  recorded: TODAY\n  id: ID\n  period: 2020-Q1\n  value: 97,2\n"
        "  evidence:\n  - Báo cáo số 12\n"
    )
    assert "- date: 2020-03-31\n" in (plan / "measurements" / "truc-tuyen.yaml").read_text(encoding="utf-8")


def test_the_same_file_twice_adds_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("so-lieu.csv").write_text(CSV + CSV.splitlines()[1] + "\n", encoding="utf-8")
    call(capsys, "measure", "--file", "so-lieu.csv")
    before = contents(plan)
    code, out, err = call(capsys, "measure", "--file", "so-lieu.csv")
    assert (code, out) == (1, "")
    assert err.endswith("Đã ghi 0 số liệu; 4 dòng đã có từ trước; 2 dòng chưa ghi được, xem lý do ở trên.\n")
    assert contents(plan) == before


def test_a_dry_run_writes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("so-lieu.csv").write_text("".join(CSV.splitlines(keepends=True)[:3]), encoding="utf-8")
    before = contents(plan)
    code, out, err = call(capsys, "measure", "--file", "so-lieu.csv", "--dry-run")
    assert code == 0
    assert out.startswith("Dòng 2: dung-han, quý I/2020: 97,2%")
    assert err == "Chạy thử, chưa ghi gì: sẽ ghi 2 số liệu.\n"
    assert contents(plan) == before


def test_a_workbook_is_read_with_the_rows_people_see(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Một cửa"
    for cells in (
        ["Chỉ tiêu", "Kỳ", "Tử số", "Mẫu số"],
        ["II.14", "Tháng 6/2020", 1200, 1270],
        ["truc-tuyen", "Tháng 6/2020", "chưa có", 5],
    ):
        sheet.append(cells)
    book.save("so-lieu.xlsx")
    code, out, err = call(capsys, "measure", "--file", "so-lieu.xlsx", "--by", "Văn phòng")
    assert code == 1
    assert out == (
        "Trang tính “Một cửa”, dòng 2: dung-han, tháng 06/2020: 1200/1270 = 94,49%, mức phải đạt ≥\u00a095%: chưa đạt.\n"
    )
    assert err.startswith("Trang tính “Một cửa”, dòng 3: Không đọc được tử số, mẫu số “chưa có/5”.")
    text = (plan / "measurements" / "dung-han.yaml").read_text(encoding="utf-8")
    assert "  numerator: 1200\n  denominator: 1270\n  by: Văn phòng\n" in text


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["measure"], "Chưa ghi đủ chỉ tiêu và giá trị."),
        (["measure", "dung-han"], "Chưa ghi đủ chỉ tiêu và giá trị."),
        (["measure", "dung-han", "97", "--file", "a.csv"], "Đã có --file thì không ghi chỉ tiêu và giá trị sau lệnh."),
        (["measure", "--file", "khong-co.csv"], "Không có tệp “khong-co.csv”."),
    ],
)
def test_a_wrong_call_is_refused(
    plan: Path, capsys: pytest.CaptureFixture[str], argv: list[str], sentence: str
) -> None:
    before = contents(plan)
    code, out, err = call(capsys, *argv)
    assert (code, out) == (2, "")
    assert sentence in err
    assert contents(plan) == before


def test_no_row_and_no_column_is_passed_over_unsaid(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.csv").write_text(
        "STT;Mã;Kỳ;Giá trị;Tài liệu;Người ký\n1;dung-han;2020-01;97;BC 01;Ông A\n;;;;;\n2;dung-han;2020-02;101;;\n"
        "3;dung-han;2020-01;96;;\n",
        encoding="utf-8",
    )
    code, out, err = call(capsys, "measure", "--file", "a.csv")
    assert (code, len(out.splitlines())) == (0, 3)
    assert err == (
        "Không nhận cột không rõ tiêu đề: “Người ký”.\n"
        "Dòng 4: tỷ lệ trên 100%; đề nghị kiểm tra lại.\n"
        "Dòng 5: kỳ này đã có số liệu khác: 97%; đề nghị kiểm tra lại.\n"
        "Đã ghi 3 số liệu.\n"
    )
    assert "evidence:\n  - BC 01\n" in (plan / "measurements" / "dung-han.yaml").read_text(encoding="utf-8")
