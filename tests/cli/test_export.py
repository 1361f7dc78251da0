"""``cchc export`` writes rows for other programs, filtered as lists are, and never over somebody's file."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from cchc_cli.cli import edge
from cchc_cli.cli.app import app

ROOT = Path(__file__).parents[2]


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


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


@pytest.mark.usefixtures("plan")
def test_every_format_has_a_name_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    for form, name in (
        ("xlsx", "nhiem-vu-2020-2020-06-30.xlsx"),
        ("csv", "nhiem-vu-2020-2020-06-30.csv"),
        ("json", "nhiem-vu-2020-2020-06-30.json"),
        ("docx", "nhiem-vu-2020-2020-06-30.docx"),
        ("yaml-doc", "nhiem-vu-2020-2020-06-30.yaml"),
    ):
        code, out, err = call(capsys, "export", "--format", form, "--as-of", "30/6/2020")
        assert (code, out, err) == (0, "", f"Đã lập {name}: 36 mục.\n")
        assert Path(name).is_file()


@pytest.mark.usefixtures("plan")
def test_the_ending_of_the_file_says_the_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "export", "--as-of", "30/6/2020", "-o", "a.xlsx")[0] == 0
    assert load_workbook("a.xlsx").sheetnames == ["Nhiệm vụ", "Tổng hợp", "Chỉ tiêu"]
    code, _, err = call(capsys, "export", "-o", "a.xls")
    assert (code, "Đuôi tệp “a.xls” không cho biết dạng xuất." in err) == (2, True)
    assert call(capsys, "export", "--as-of", "30/6/2020")[2] == "Đã lập lich-cchc-2020.ics: 11 ngày.\n"


@pytest.mark.usefixtures("plan")
def test_csv_is_for_excel_and_holds_formulas_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "export", "--as-of", "30/6/2020", "-o", "a.csv")
    assert Path("a.csv").read_bytes().startswith("\ufeffPhần,Tên phần,Mã,STT,".encode())
    rows = rows_of(Path("a.csv"))
    assert len(rows) == 37
    deadline = rows[0].index("Thời gian hoàn thành")
    cells = {row[2]: row[deadline] for row in rows[1:]}
    assert cells["II.1"].startswith("'- Thường xuyên; - Trường hợp")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.usefixtures("plan")
def test_filters_are_those_of_list(capsys: pytest.CaptureFixture[str]) -> None:
    for filters in (
        ["--overdue"], ["--unit", "Văn phòng"], ["--state", "waiting"], ["--section", "III"], ["--kind", "ongoing"],
        ["--area", "the_che"], ["--search", "ra soat"], ["--due-soon", "--days", "200"],
    ):  # fmt: skip
        _, listed, _ = call(capsys, "list", *filters, "--sort", "plan", "--as-of", "30/6/2020", "--columns", "id")
        call(capsys, "export", *filters, "--as-of", "30/6/2020", "-o", "a.csv", "--force")
        assert [row[2] for row in rows_of(Path("a.csv"))[1:]] == listed.split()


@pytest.mark.usefixtures("plan")
def test_json_and_yaml_and_csv_go_to_standard_output_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = call(capsys, "export", "--format", "json", "--as-of", "30/6/2020", "--section", "I", "-o", "-")
    data = json.loads(out)
    assert (data["schema"], data["as_of"], len(data["rows"]), err) == ("cchc.export/1", "2020-06-30", 2, "")
    _, out, _ = call(capsys, "export", "--format", "yaml-doc", "--as-of", "30/6/2020", "--section", "I", "-o", "-")
    assert out.startswith("schema: cchc.export/1\nas_of: '2020-06-30'\nplan:\n  number: 01/KH-KCNĐN\n")
    code, out, err = call(capsys, "export", "--format", "xlsx", "-o", "-")
    assert (code, out) == (2, "")
    assert "Tệp dạng xlsx không đưa ra màn hình được." in err


@pytest.mark.usefixtures("plan")
def test_word_holds_the_table_of_the_plan_with_states(capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "export", "--as-of", "30/6/2020", "--section", "I", "-o", "a.docx")
    (table,) = Document("a.docx").tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == [
        "STT", "Nhiệm vụ cụ thể", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành",
        "Tình trạng tính đến 30/06/2020",
    ]  # fmt: skip
    assert cells[1][0] == "I. Cải cách thể chế"
    assert cells[3][0] == "2"
    assert cells[3][5:] == ["Tháng 11/2020", "Chưa hoàn thành, trong hạn (hạn 30/11/2020)"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.json", "a.docx", "a.yaml"])
def test_an_export_is_made_anew_over_itself_and_never_over_another_file(
    plan: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    argv = ["export", "--as-of", "30/6/2020", "-o", name]
    call(capsys, *argv)
    first = Path(name).read_bytes()
    assert call(capsys, *argv)[0] == 0
    assert Path(name).read_bytes() == first
    Path(name).write_bytes(first + b" ")
    code, _, err = call(capsys, *argv)
    assert (code, Path(name).read_bytes()) == (2, first + b" ")
    assert f"Tệp “{name}” đã có" in err
    assert call(capsys, *argv, "--force")[0] == 0
    assert Path(name).read_bytes() == first
    assert plan.is_dir()


def test_a_plan_with_errors_is_not_exported(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (plan / "progress" / "II.5.yaml").write_text("- date: [\n", encoding="utf-8")
    code, _, err = call(capsys, "export", "-o", "a.xlsx")
    assert code == 1
    assert "Kế hoạch có 1 lỗi nên chưa lập văn bản." in err
    assert not Path("a.xlsx").exists()
