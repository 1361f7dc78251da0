"""What ``cchc import`` writes, says and refuses: a first import, and the same document once more."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer

from cchc_cli.cli import amending, edge, importing, listing, validating

ROOT = Path(__file__).parents[2]
APP = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
APP.command("import")(importing.import_document)
APP.command("list")(listing.list_tasks)
APP.command("validate")(validating.validate)
APP.command("baseline")(amending.baseline)

TABLE = """\
STT\tNội dung nhiệm vụ\tKết quả\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn
I. Cải cách thể chế
1\tRà soát văn bản\tBáo cáo\tVăn phòng\tThanh tra\tQuý I/2026
2\tTập huấn: nghiệp vụ\tLớp học\tThanh tra\tVăn phòng\tTháng 9/2026
II. Cải cách thủ tục hành chính
1\tCông khai thủ tục\tDanh mục\tVăn phòng\t\tThường xuyên
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with a document in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    (tmp_path / "bang.tsv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = edge.run(APP, argv)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def rewrite(place: Path, old: str, new: str) -> None:
    assert old in TABLE
    (place / "bang.tsv").write_text(TABLE.replace(old, new), encoding="utf-8")


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.yaml")}


def test_a_document_becomes_a_plan_that_is_sound(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "import", "bang.tsv", "--year", "2026")

    assert code == 0
    assert out.startswith("Đọc bang.tsv: kế hoạch năm 2026\n")
    assert "Bảng có 2 phần, 3 mục đều là nhiệm vụ. Danh bạ có 2 đơn vị." in out
    assert "plan.yaml, dòng 6: number: …/KH-…\n" in out
    assert "plan.yaml, dòng 14: name: Tên cơ quan\n" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "Đã lập " in err
    assert "Tiếp theo: " in err
    assert sorted(path.name for path in (place / "plan" / "2026").iterdir()) == [
        "appendix.yaml", "indicators.yaml", "plan.yaml", "units.yaml",
    ]  # fmt: skip
    assert call(capsys, "validate", "--plan", "plan/2026")[0] == 0
    assert "        task: 'Tập huấn: nghiệp vụ'\n" in (place / "plan/2026/appendix.yaml").read_text(encoding="utf-8")


def test_a_dry_run_says_the_same_and_writes_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = call(capsys, "import", "bang.tsv", "--year", "2026", "--dry-run")

    assert not (place / "plan").exists()
    assert shown[1] == call(capsys, "import", "bang.tsv", "--year", "2026")[1]
    assert shown[2].endswith("Chạy thử: chưa ghi gì.\n")


def test_the_same_document_once_more_changes_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "import", "bang.tsv", "--year", "2026")
    before = contents(place)

    code, out, _ = call(capsys, "import", "bang.tsv", "--year", "2026", "--apply")

    assert code == 0
    assert out.endswith("Không có thay đổi.\n")
    assert contents(place) == before


def test_a_changed_row_is_shown_first_and_edited_on_demand(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "import", "bang.tsv", "--year", "2026")
    appendix = place / "plan" / "2026" / "appendix.yaml"
    before = appendix.read_bytes()
    rewrite(place, "Quý I/2026", "Quý II/2026")

    _, out, err = call(capsys, "import", "bang.tsv", "--year", "2026")
    assert "Thời hạn: “Quý I/2026” (31/03/2026) → “Quý II/2026” (30/06/2026), lùi 91 ngày" in " ".join(out.split())
    assert err == "Chưa sửa gì. Thêm --apply để sửa những dòng khác trong appendix.yaml.\n"
    assert appendix.read_bytes() == before

    _, _, err = call(capsys, "import", "bang.tsv", "--year", "2026", "--apply")
    assert err.startswith("Đã sửa appendix.yaml: 1 dòng sửa, 0 dòng thêm.\n")
    assert appendix.read_bytes() == before.replace("Quý I/2026".encode(), "Quý II/2026".encode())

    assert call(capsys, "import", "bang.tsv", "--year", "2026", "--apply")[1].endswith("Không có thay đổi.\n")


def test_a_new_row_comes_in_and_a_row_that_is_gone_stays_with_the_command_to_type(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call(capsys, "import", "bang.tsv", "--year", "2026")
    appendix = place / "plan" / "2026" / "appendix.yaml"
    before = appendix.read_bytes()
    gone = "2\tTập huấn: nghiệp vụ\tLớp học\tThanh tra\tVăn phòng\tTháng 9/2026\n"
    rewrite(
        place,
        gone + TABLE.partition(gone)[2],
        TABLE.partition(gone)[2] + "2\tXây dựng dữ liệu\t\tVăn phòng\t\tQuý III\n",
    )

    _, out, err = call(capsys, "import", "bang.tsv", "-o", "plan/2026", "--apply")

    assert "I.2 không còn trong tệp. Chương trình không tự xóa;" in out
    assert "cchc amend I.2 --remove --document VĂN_BẢN --date NGÀY" in out
    assert err.startswith("Đã sửa appendix.yaml: 0 dòng sửa, 1 dòng thêm.\n")
    row = "      - id: II.2\n        task: Xây dựng dữ liệu\n        lead: Văn phòng\n        deadline: Quý III\n"
    assert appendix.read_bytes() == before + row.encode()


def fill_in(place: Path) -> None:
    """Take out the marks of what is still to be written, as a person does who has written it."""
    for file in place.rglob("*.yaml"):
        lines = file.read_text(encoding="utf-8").split("\n")
        file.write_text("\n".join(line.partition("  # ĐIỀN")[0] for line in lines), encoding="utf-8", newline="")


def test_a_plan_that_was_fixed_is_edited_only_by_force(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "import", "bang.tsv", "--year", "2026")
    fill_in(place)
    assert call(capsys, "baseline", "--document", "01/KH-SNV")[0] == 0
    before = contents(place)
    rewrite(place, "Quý I/2026", "Quý II/2026")

    code, _, err = call(capsys, "import", "bang.tsv", "--year", "2026", "--apply")
    assert code == 2
    assert "nội dung kế hoạch đã chốt theo 01/KH-SNV" in err
    assert 'cchc amend I.1 --field deadline --to "Quý II/2026" --document VĂN_BẢN --date NGÀY' in err
    assert contents(place) == before

    assert call(capsys, "import", "bang.tsv", "--year", "2026", "--apply", "--force")[0] == 0
    assert contents(place) != before


def test_json_tells_what_was_read_and_what_was_guessed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(call(capsys, "import", "bang.tsv", "--year", "2026", "--format", "json")[1])

    assert data["schema"] == "cchc.import/1"
    assert (data["year"], data["sections"], data["rows"], data["units"], data["new"]) == (2026, 2, 3, 2, True)
    assert [each["seen"] == each["made"] for each in data["tally"]] == [True, True]
    assert all(set(each) == {"code", "where", "seen", "made"} for each in data["doubts"])
    assert data["to_fill"][0]["file"] == "plan.yaml"

    rewrite(place, "Quý I/2026", "Quý II/2026")
    again = json.loads(call(capsys, "import", "bang.tsv", "--year", "2026", "--format", "json")[1])
    assert (again["new"], again["applied"], again["edited"]) == (False, False, ["I.1"])


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("khong-co.tsv",), "Không có tệp “khong-co.tsv”."),
        ((".",), "không phải là tệp."),
        (("bang.tsv", "--year", "2026", "--apply"), "--apply chỉ dùng khi kế hoạch đã có"),
        (("bang.tsv", "-o", "a", "--plan", "b"), "-o và --plan nói cùng một điều."),
        (("bang.tsv", "-o", " "), "-o: chưa ghi gì."),
        (("trong.tsv", "--year", "2026"), "Lỗi: "),
        (("bang.tsv", "--year", "2026", "-o", "day"), "“day” đã có và không trống."),
    ],
)
def test_what_cannot_be_read_or_written_is_refused_and_leaves_nothing(
    place: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], said: str
) -> None:
    (place / "trong.tsv").write_text("", encoding="utf-8")
    (place / "day").mkdir()
    (place / "day" / "x.txt").write_text("x", encoding="utf-8")

    code, out, err = call(capsys, "import", *argv)

    assert (code, out) == (2, "")
    assert said in err
    assert not contents(place)


def test_the_table_of_the_real_plan_gives_the_real_plan(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "plan", place / "plan")
    before = contents(place)
    scan = ROOT / "tests" / "plan" / "data" / "ke-hoach-cchc-2020.txt"

    code, out, _ = call(capsys, "import", str(scan), "--plan", "plan/2020", "--apply")

    assert code == 0
    assert out.endswith("Không có thay đổi.\n")
    assert contents(place) == before
