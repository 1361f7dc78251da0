from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.pages import Document, Table
from cchc_cli.exchange.reading import READABLE, read_document

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parent / "data"
SAMPLES = ("appendix.xlsx", "appendix.xls", "appendix.md", "appendix.tsv")
needs_calamine = pytest.mark.skipif(importlib.util.find_spec("python_calamine") is None, reason="python-calamine")


@cache
def sample(name: str) -> bytes:
    return (DATA / name).read_bytes()


def rows_of(document: Document) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells] for block in document.blocks if isinstance(block, Table) for row in block.rows
    ]


def numbered(document: Document) -> list[list[str]]:
    """Return the rows that hold a task's number, which stand in all samples alike but for a dot after one number."""
    rows = [[row[0].rstrip("."), *row[1:]] for row in rows_of(document)]
    return [row for row in rows if row[0].isdigit()]


@needs_calamine
@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_table_gives_the_same_tasks_in_every_format(name: str) -> None:
    document = read_document(name, sample(name))
    expected = numbered(read_document("appendix.tsv", sample("appendix.tsv")))
    assert len(expected) == 36
    assert document.kind == name.rpartition(".")[2]
    assert numbered(document) == expected


def test_the_ending_of_a_name_may_be_in_capitals() -> None:
    assert read_document("APPENDIX.XLSX", sample("appendix.xlsx")).kind == "xlsx"


def test_a_workbook_of_today_under_the_old_ending_is_read() -> None:
    assert read_document("appendix.xls", sample("appendix.xlsx")).kind == "xlsx"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("a.doc", "Chương trình không đọc trực tiếp tệp .doc.", "Xin mở tệp bằng Word, lưu thành .docx rồi nhập lại."),
        (
            "a.pdf",
            "Chương trình không đọc trực tiếp tệp .pdf.",
            "Xin mở tệp bằng Word để chuyển thành .docx, hoặc lưu phần chữ thành .txt, rồi nhập lại.",
        ),
        (
            "a.odt",
            "Chương trình không đọc trực tiếp tệp .odt.",
            "Xin mở tệp bằng Word hoặc LibreOffice, lưu thành .docx rồi nhập lại.",
        ),
        (
            "ke-hoach",
            "Chương trình không đọc loại tệp của ke-hoach.",
            "Các loại tệp đọc được: .docx, .xlsx, .xls, .csv, .tsv, .md, .txt, .json, .yaml.",
        ),
    ],
)
def test_files_of_other_kinds_are_refused_with_what_to_do(name: str, message: str, hint: str) -> None:
    with pytest.raises(Refused) as refused:
        read_document(name, b"x")
    assert (refused.value.message, refused.value.hint) == (message, hint)


@pytest.mark.parametrize("ending", READABLE)
def test_an_empty_file_is_refused(ending: str) -> None:
    with pytest.raises(Refused, match="không có nội dung") as refused:
        read_document(f"a{ending}", b"")
    assert refused.value.hint == "Xin mở tệp xem có đúng là tệp cần nhập, lưu lại rồi nhập lại."


def test_a_web_page_under_the_ending_of_excel_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused) as refused:
        read_document("a.xls", b"<html><table><tr><td>STT</td></tr></table></html>")
    assert refused.value.message == "Nội dung của tệp a.xls không phải là của Excel đời cũ (.xls)."
    assert refused.value.hint == "Xin mở tệp bằng Excel, lưu thành .xlsx rồi nhập lại."


def test_old_workbooks_are_refused_with_the_command_when_their_library_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(Refused) as refused:
        read_document("appendix.xls", sample("appendix.xls"))
    assert refused.value.message == "Để đọc tệp .xls cần cài thêm một thư viện."
    assert 'pip install "cchc[xls]"' in refused.value.hint


@needs_calamine
def test_a_damaged_old_workbook_is_refused_in_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    damaged = sample("appendix.xls")[:600] + bytes(range(256)) * 100
    with pytest.raises(Refused) as refused:
        read_document("appendix.xls", damaged)
    assert refused.value.message == "Tệp appendix.xls bị hỏng hoặc có mật khẩu nên không đọc được."
    assert capfd.readouterr().err == ""


def test_the_sample_holds_what_excel_does_to_tables() -> None:
    book = load_workbook(io.BytesIO(sample("appendix.xlsx")))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "hidden"]
    document = read_document("appendix.xlsx", sample("appendix.xlsx"))
    assert [(doubt.code, doubt.where) for doubt in document.doubts] == [
        ("excel_date", "trang tính “Phụ lục”, ô F9"),
        ("hidden_rows", "trang tính “Phụ lục”"),
        ("hidden_sheet", "trang tính “Ẩn”"),
    ]


# Hostile files: whatever they hold, they are read or refused.


def read_or_refuse(name: str, data: bytes) -> None:
    with suppress(Refused):
        read_document(name, data)


mutations = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 8), st.binary(max_size=8)), min_size=1, max_size=6
)


def mutated(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for share, length, put in changes:
        at = int(share * len(data))
        data = data[:at] + put + data[at + length :]
    return data


def hostile(test: Callable[..., None]) -> Callable[..., None]:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=60, deadline=None, suppress_health_check=checks)(test)


@needs_calamine
@pytest.mark.parametrize("name", SAMPLES)
@hostile
@given(changes=mutations)
def test_a_mutated_file_is_read_or_refused(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    read_or_refuse(name, mutated(sample(name), changes))


@needs_calamine
@pytest.mark.parametrize("name", SAMPLES)
@hostile
@given(share=st.floats(0, 1))
def test_a_file_cut_short_is_read_or_refused(name: str, share: float) -> None:
    read_or_refuse(name, sample(name)[: int(share * len(sample(name)))])


PARTS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml",
         "xl/worksheets/sheet1.xml")  # fmt: skip
WORDS = st.sampled_from(
    ["0", "-1", "99999999999", "1e999", "nan", "A1", "XFD1048576", "A1:XFD1048576", "", "s", "e", "d", "b"]
)


@hostile
@given(
    part=st.sampled_from(PARTS),
    changes=st.lists(st.tuples(st.integers(0, 5000), WORDS), min_size=1, max_size=8),
)
def test_a_workbook_with_odd_values_in_its_parts_is_read_or_refused(part: str, changes: list[tuple[int, str]]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample("appendix.xlsx"))) as source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                pieces = content.decode().split('"')
                for place, word in changes:
                    pieces[(place * 2 + 1) % len(pieces)] = word
                content = '"'.join(pieces).encode()
            target.writestr(info.filename, content)
    read_or_refuse("appendix.xlsx", stream.getvalue())


TEXT = st.text(alphabet=st.sampled_from("aI1.-|\t\n\r\f\"',;#*_`<>\\ ()[]=ắđ"), max_size=300)


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".md", ".txt"])
@hostile
@given(text=TEXT)
def test_any_text_is_read_or_refused(ending: str, text: str) -> None:
    read_or_refuse(f"a{ending}", text.encode())


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".md", ".txt"])
@hostile
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(ending: str, data: bytes) -> None:
    read_or_refuse(f"a{ending}", data)


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".md", ".txt"])
@hostile
@given(text=TEXT)
def test_the_rows_of_a_table_are_of_equal_length(ending: str, text: str) -> None:
    try:
        document = read_document(f"a{ending}", text.encode())
    except Refused:
        return
    for block in document.blocks:
        if isinstance(block, Table):
            assert block.rows
            assert len({len(row.cells) for row in block.rows}) == 1
