"""What a document doesn't say of its head is said on the command line, and never against the document."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import typer

from cchc_cli.cli import edge, importing, validating
from cchc_cli.store.load import load
from cchc_cli.store.stand_ins import stand_ins

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "exchange" / "data" / "samples" / "appendix.docx"
APP = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
APP.command("import")(importing.import_document)
APP.command("validate")(validating.validate)
TABLE = """\
STT\tNội dung nhiệm vụ\tKết quả\tCơ quan chủ trì\tThời hạn
I. Cải cách thể chế
1\tRà soát văn bản\tBáo cáo\tVăn phòng\tQuý I/2026
"""
HEAD = (
    "--agency", "Sở Nội vụ", "--parent", "UBND tỉnh Đồng Nai", "--place", "Đồng Nai", "--number", "05/KH-SNV",
    "--date", "12/1/2026", "--subject", "Cải cách hành chính năm 2026",
)  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    (tmp_path / "bang.tsv").write_text(TABLE, encoding="utf-8")
    shutil.copyfile(SAMPLE, tmp_path / "ke-hoach.docx")
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = edge.run(APP, argv)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_a_bare_table_with_its_head_told_leaves_nothing_to_fill_in(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "import", "bang.tsv", "--year", "2026", *HEAD)
    assert code == 0
    assert "Còn phải điền" not in out
    folder = Path("plan/2026")
    assert stand_ins(folder) == ()
    plan = load(folder).plan
    assert plan is not None
    assert (plan.number, plan.date.isoformat(), plan.place) == ("05/KH-SNV", "2026-01-12", "Đồng Nai")
    assert (plan.agency.name, plan.agency.parent, plan.agency.code) == ("Sở Nội vụ", "UBND tỉnh Đồng Nai", "SNV")
    assert plan.subject == "Cải cách hành chính năm 2026"
    assert err.endswith("Tiếp theo: xem lại các chỗ kê trên, rồi chạy “cchc validate” và “cchc”.\n")
    assert call(capsys, "validate", "--plan", "plan/2026")[0] == 0


def test_what_is_not_told_is_still_marked(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = call(capsys, "import", "bang.tsv", "--year", "2026", "--agency", "Sở Nội vụ")
    assert "name: " not in out
    assert "parent: Tên cơ quan chủ quản" in out
    assert "number: …/KH-…" in out


def test_the_one_thing_that_a_whole_document_lacks_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "import", "ke-hoach.docx", "--parent", "UBND tỉnh Đồng Nai")
    assert code == 0
    assert "Còn phải điền" not in out
    assert "  parent: UBND tỉnh Đồng Nai\n" in Path("plan/2020/plan.yaml").read_text("utf-8")


def test_what_the_document_says_stands(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "import", "ke-hoach.docx", "--number", "02/KH-KCNĐN") == (
        2,
        "",
        "Lỗi: Tệp đã ghi số, ký hiệu là “01 /KH-KCNĐN”, khác với --number.\n"
        "Bỏ --number để theo đúng văn bản; cần sửa thì sửa plan.yaml sau khi nhập.\n",
    )
    assert not Path("plan").exists()
    assert call(capsys, "import", "ke-hoach.docx", "--date", "15/1/2020")[2].startswith(
        "Lỗi: Tệp đã ghi ngày ký là “14/01/2020”, khác với --date.\n"
    )
    same = ("--number", "01/KH-KCNĐN", "--date", "14/1/2020", "--place", "đồng nai")
    assert call(capsys, "import", "ke-hoach.docx", *same)[0] == 0


@pytest.mark.parametrize("word", ["", " ", "a\u200bb", "\x1b[31m"])
def test_words_that_say_nothing_or_cannot_be_shown_are_refused(capsys: pytest.CaptureFixture[str], word: str) -> None:
    code, _, err = call(capsys, "import", "bang.tsv", "--year", "2026", "--place", word)
    assert code == 2
    assert err == "Lỗi: --place: chưa ghi gì đọc được.\nGhi địa danh, hoặc bỏ tùy chọn này.\n"


def test_a_plan_that_is_there_keeps_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "import", "bang.tsv", "--year", "2026", *HEAD)
    before = Path("plan/2026/plan.yaml").read_bytes()
    code, _, err = call(capsys, "import", "bang.tsv", "--year", "2026", "--number", "06/KH-SNV")
    assert code == 2
    assert err.startswith("Lỗi: “plan/2026” đã có kế hoạch: ")
    assert Path("plan/2026/plan.yaml").read_bytes() == before


def test_a_plan_put_elsewhere_is_named_in_the_last_line(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = call(capsys, "import", "bang.tsv", "--year", "2026", "-o", "kho moi")
    assert err.endswith('rồi chạy “cchc validate --plan "kho moi"” và “cchc --plan "kho moi"”.\n')
