"""The spreadsheet person's door, end to end: forms out, filled and saved by LibreOffice, forms in, the report."""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from lxml import etree  # type: ignore[import-untyped]
from openpyxl import load_workbook

# A script of docs/tools, a folder pytest is told of in pyproject.toml.
from hands import fill

if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[..., tuple[int, str, str]]
    Converted = Callable[[Path, str], Path]

ROOT = Path(__file__).resolve().parent.parent.parent
VP = "BM-tien-do-vp-2020-Q1.xlsx"
DN = "BM-tien-do-phong-doanh-nghiep-2020-Q1.xlsx"
ANSWERS: dict[str, dict[str, Any]] = {
    "II.5": {
        "Trạng thái": "Hoàn thành",
        "Ngày hoàn thành": dt.date(2020, 3, 9),
        "Kết quả": "Đã cập nhật 58 thủ tục",
        "Tài liệu kiểm chứng": "Báo cáo số 12/BC-KCNĐN ngày 09/3/2020\nPhiếu xác nhận của Sở Tư pháp",
    },
    "II.9": {"Kết quả": "Đã công khai 02 kỳ khảo sát", "Số lượng": 2, "Đơn vị tính": "kỳ"},
    "II.12": {
        "Trạng thái": "Đang thực hiện",
        "Khó khăn, vướng mắc": "Chưa có quy trình mẫu",
        "Đề xuất": "Sở Nội vụ hướng dẫn",
    },
    "III.5": {"Trạng thái": "Không phát sinh"},
}
"""What Văn phòng writes into its form, by the task's id and the heading of the column."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Converted:
    """Save a file in another format, as LibreOffice does it; beside the file, or in place of it."""
    office = shutil.which("soffice")
    if office is None:
        missing = "LibreOffice (soffice) is not here"
        if os.environ.get("CCHC_OFFICE") == "1":
            pytest.fail(f"CCHC_OFFICE=1, but {missing}")
        pytest.skip(missing)
    profile = f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}"

    def convert(file: Path, form: str) -> Path:
        arguments = ["--headless", profile, "--convert-to", form, "--outdir", str(file.parent), str(file)]
        subprocess.run([office, *arguments], check=True, capture_output=True, timeout=240)
        made = file.with_suffix(f".{form}")
        assert made.is_file()
        return made

    return convert


@pytest.fixture
def call(tmp_path: Path, typed: Call) -> Call:
    """Type commands in a folder that holds a copy of the plan: exit code, standard output, standard error."""
    shutil.copytree(ROOT / "plan" / "2020", tmp_path / "plan" / "2020")
    shutil.rmtree(tmp_path / "plan" / "2020" / "progress")  # what was published is not in the way
    return typed


@pytest.fixture
def forms(call: Call) -> Path:
    """The folder of the forms of the first quarter, as handed out on 10/3/2020."""
    code, _, err = call("forms", "out", "--as-of", "10/3/2020", "-o", "bieu-mau")
    assert code == 0, err
    return Path("bieu-mau").resolve()


def reported(call: Call) -> str:
    """Return the quarterly report as text."""
    code, _, err = call("report", "quarterly", "--quarter", "1", "--format", "md", "-o", "quy-1.md")
    assert code == 0, err
    return Path("quy-1.md").read_text("utf-8")


def fill_by_office(form: Path, converted: Converted, answers: dict[str, dict[str, Any]]) -> None:
    """Fill a form with nothing but what LibreOffice reads and writes: its flat XML, in place of its window."""
    flat = converted(form, "fods")
    tree = etree.parse(str(flat))
    columns: list[str] = []
    for row in tree.iter(f"{_TABLE}table-row"):
        cells = spread(row)
        texts = ["\n".join("".join(each.itertext()) for each in cell.iter(f"{_TEXT}p")) for cell in cells]
        if texts[:1] == ["Mã"]:
            columns = texts
        for heading, value in answers.get(texts[0] if texts else "", {}).items() if columns else ():
            write(cells[columns.index(heading)], value)
    tree.write(str(flat), encoding="utf-8", xml_declaration=True)
    form.unlink()
    converted(flat, "xlsx")


def spread(row: Any) -> list[Any]:
    """Return the cells of a row that holds something, each on its own: LibreOffice counts equal neighbours once."""
    for cell in list(row):
        times = int(cell.attrib.get(f"{_TABLE}number-columns-repeated", 1))
        if 1 < times < 100:
            del cell.attrib[f"{_TABLE}number-columns-repeated"]
            for _ in range(times - 1):
                cell.addnext(etree.fromstring(etree.tostring(cell)))
    return list(row)


def write(cell: Any, value: object) -> None:
    """Put a value into a cell of flat XML."""
    if isinstance(value, dt.date):
        cell.set(f"{_OFFICE}value-type", "date")
        cell.set(f"{_OFFICE}date-value", value.isoformat())
    elif isinstance(value, int):
        cell.set(f"{_OFFICE}value-type", "float")
        cell.set(f"{_OFFICE}value", str(value))
    else:
        cell.set(f"{_OFFICE}value-type", "string")
    for line in str(value).split("\n"):
        etree.SubElement(cell, f"{_TEXT}p").text = line


def assert_taken_whole(call: Call) -> None:
    """Check that the answers of Văn phòng are in the report, and that it has answered."""
    report = reported(call)
    assert "Đã cập nhật 58 thủ tục" in report
    assert "Báo cáo số 12/BC-KCNĐN ngày 09/3/2020" in report
    assert "Phiếu xác nhận của Sở Tư pháp" in report
    assert "Đã công khai 02 kỳ khảo sát" in report
    assert "Chưa có quy trình mẫu" in report
    assert "Sở Nội vụ hướng dẫn" in report
    code, listed, _ = call("list", "--as-of", "14/3/2020", "--format", "tsv")
    states = dict(line.split("\t")[:2] for line in listed.splitlines())
    assert code == 0
    assert (states["II.5"], states["II.9"], states["III.5"]) == ("done_on_time", "ongoing", "ongoing")
    _, status, _ = call("forms", "status", "--period", "2020-Q1", "--as-of", "14/3/2020", "--unit", "vp")
    assert "II.6" in status
    assert "II.5" not in status


def test_a_form_filled_and_saved_by_libreoffice_alone_is_in_the_report(
    call: Call, forms: Path, converted: Converted
) -> None:
    fill_by_office(forms / VP, converted, ANSWERS)
    code, out, err = call("forms", "in", str(forms / VP))
    assert code == 0
    assert "Đã đọc 1 tệp: đã ghi 4 dòng; không có gì mới 0 dòng; để lại 0 dòng." in err.splitlines()
    assert len(out.splitlines()) == 4
    assert_taken_whole(call)


def test_a_form_that_went_through_libreoffice_before_and_after_it_was_filled_is_in_the_report(
    call: Call, forms: Path, converted: Converted
) -> None:
    converted(converted(forms / VP, "ods"), "xlsx")
    fill(forms / VP, ANSWERS)
    converted(converted(forms / VP, "ods"), "xlsx")
    code, _, err = call("forms", "in", str(forms / VP))
    assert code == 0
    assert "đã ghi 4 dòng; không có gì mới 0 dòng; để lại 0 dòng." in err
    assert_taken_whole(call)


def test_the_same_form_saved_once_more_by_libreoffice_records_nothing_twice(
    call: Call, forms: Path, converted: Converted
) -> None:
    fill(forms / VP, ANSWERS)
    assert call("forms", "in", str(forms / VP))[0] == 0
    held = {path.name: path.read_bytes() for path in Path("plan/2020/progress").iterdir()}
    converted(converted(forms / VP, "ods"), "xlsx")
    code, out, err = call("forms", "in", str(forms / VP))
    assert (code, out) == (0, "")
    assert "đã ghi 0 dòng; không có gì mới 4 dòng; để lại 0 dòng." in err
    assert {path.name: path.read_bytes() for path in Path("plan/2020/progress").iterdir()} == held


def test_forms_of_several_units_are_taken_in_together_and_a_slip_keeps_only_its_row_back(
    call: Call, forms: Path, converted: Converted
) -> None:
    fill(forms / VP, {"II.9": ANSWERS["II.9"], "II.12": {"Trạng thái": "xong nhiều rồi"}})
    fill(forms / DN, {"II.18": {"Kết quả": "Đã tổ chức 01 hội nghị đối thoại"}})
    for name in (VP, DN):
        converted(converted(forms / name, "ods"), "xlsx")
    code, out, err = call("forms", "in", str(forms / "*.xlsx"))
    assert code == 1
    assert "II.18" in out
    assert "II.12): để lại, không rõ trạng thái “xong nhiều rồi”" in err
    report = reported(call)
    assert "Đã công khai 02 kỳ khảo sát" in report
    assert "Đã tổ chức 01 hội nghị đối thoại" in report


@pytest.mark.parametrize(("kind", "sentence"), [
    ("ods", f"“{Path(VP).stem}.ods” là tệp OpenDocument, không phải tệp Excel (.xlsx). Xin lưu lại dưới dạng Excel (.xlsx)."),
    ("xls", f"“{Path(VP).stem}.xls” là tệp Excel đời cũ (.xls). Mở tệp, lưu lại dưới dạng Excel (.xlsx) rồi thử lại."),
])  # fmt: skip
def test_a_form_saved_in_another_format_is_left_with_what_to_do(
    call: Call, forms: Path, converted: Converted, kind: str, sentence: str
) -> None:
    fill(forms / VP, ANSWERS)
    code, out, err = call("forms", "in", str(converted(forms / VP, kind)))
    assert (code, out) == (1, "")
    assert sentence in err.splitlines()
    assert not Path("plan/2020/progress").exists()


def test_what_guards_a_form_from_slips_outlives_libreoffice(forms: Path, converted: Converted) -> None:
    converted(converted(forms / VP, "ods"), "xlsx")
    sheet = load_workbook(forms / VP).worksheets[0]
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "II.5")
    assert sheet.protection.sheet
    assert sheet.cell(row, 3).protection.locked
    assert not sheet.cell(row, 8).protection.locked
    kinds = {kind.type for kind in sheet.data_validations.dataValidation}
    assert "list" in kinds


def test_the_report_as_word_holds_what_was_filled(call: Call, forms: Path, converted: Converted) -> None:
    fill(forms / VP, ANSWERS)
    converted(converted(forms / VP, "ods"), "xlsx")
    assert call("forms", "in", str(forms / VP))[0] == 0
    code, _, err = call("report", "quarterly", "--quarter", "1", "-o", "quy-1.docx")
    assert code == 0, err
    with ZipFile(io.BytesIO(Path("quy-1.docx").read_bytes())) as package:
        text = "".join(etree.fromstring(package.read("word/document.xml")).itertext())
    assert "Đã cập nhật 58 thủ tục" in text
    assert "Chưa có quy trình mẫu" in text
