from __future__ import annotations

import datetime as dt
import io
import tracemalloc
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.pages import Document, Line, Table
from cchc_cli.exchange.reading import read_document

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADER = ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]


def workbook(*rows: list[Any]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Phụ lục"
    for row in rows:
        sheet.append(row)
    return book, sheet


def data_of(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(book: Workbook) -> Document:
    return read_document("a.xlsx", data_of(book))


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return the package with words of one of its parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(info.filename, content)
    return stream.getvalue()


def table_of(document: Document) -> Table:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return table


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.doubts]


def shown(value: Any, number_format: str) -> tuple[str, list[str]]:
    """Return what a cell of the second column shows, and the doubts."""
    book, sheet = workbook(["STT", "Giá trị"], ["a", value])
    sheet["B2"].number_format = number_format
    document = read(book)
    return table_of(document).rows[1].cells[1].text, codes(document)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1.0, "General", "1"),
        (0.1 + 0.2, "General", "0,3"),
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95,5%"),
        (0.013, "0.0#%", "1,3%"),
        (1, "00", "01"),
        (1500000, "#,##0", "1.500.000"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1.234,50)"),
        (2.675, "0.00", "2,68"),
        (95, '0" %"', "95 %"),
        (3, '"Quý "0', "Quý 3"),
        (5000, '#,##0\\ "đồng"', "5.000 đồng"),
        (12, "@", "12"),
        (True, "General", "TRUE"),
    ],
)
def test_numbers_read_as_their_formats_show_them(value: Any, number_format: str, text: str) -> None:
    assert shown(value, number_format) == (text, [])


@pytest.mark.parametrize(
    ("day", "number_format", "text"),
    [
        (dt.date(2020, 11, 1), "mmm-yy", "Tháng 11/2020"),
        (dt.date(2020, 11, 1), "mm/yyyy", "Tháng 11/2020"),
        (dt.date(2020, 1, 1), "[$-42A]mmmm yyyy;@", "Tháng 01/2020"),
        (dt.date(2020, 3, 1), '"Tháng "m/yyyy', "Tháng 3/2020"),
        (dt.date(2020, 6, 5), "dd/mm/yyyy", "05/06/2020"),
        (dt.date(2020, 6, 5), "mm-dd-yy", "05/06/2020"),
        (dt.date(2020, 6, 5), "d-mmm", "5/6"),
        (dt.date(2020, 6, 5), "yyyy", "2020"),
    ],
)
def test_dates_that_excel_made_are_written_back_as_shown_and_said(day: dt.date, number_format: str, text: str) -> None:
    assert shown(day, number_format) == (text, ["excel_date"])


def test_the_doubt_about_a_date_says_where_and_what() -> None:
    book, sheet = workbook(HEADER, [1, "Rà soát", "Văn phòng", dt.date(2020, 11, 1)])
    sheet["D2"].number_format = "mmm-yy"
    (doubt,) = read(book).doubts
    assert doubt.where == "trang tính “Phụ lục”, ô D2"
    assert doubt.seen == "ngày 01/11/2020, định dạng mmm-yy"
    assert doubt.made == "Excel giữ ô này như một ngày; đã ghi lại là “Tháng 11/2020”."


def test_decimals_in_the_column_of_numbers_keep_their_dot() -> None:
    book, _ = workbook(["STT", "Điểm"], [1, 1.5], [1.1, 2.5])
    assert texts(table_of(read(book))) == [["STT", "Điểm"], ["1", "1,5"], ["1.1", "2,5"]]


def test_merged_cells_stand_once_and_tell_where_they_reach() -> None:
    book, sheet = workbook(
        HEADER, ["I. Thể chế"], [1, "Rà soát", "Văn phòng", "Quý I"], [2, "Khảo sát", None, "Quý II"]
    )
    sheet.merge_cells("A2:D2")
    sheet.merge_cells("C3:C4")
    table = table_of(read(book))
    assert [(cell.text, cell.span, cell.covered) for cell in table.rows[1].cells] == [
        ("I. Thể chế", 4, ""),
        ("", 1, "left"),
        ("", 1, "left"),
        ("", 1, "left"),
    ]
    assert (table.rows[2].cells[2].text, table.rows[3].cells[2].covered) == ("Văn phòng", "above")


def test_titles_above_a_table_are_lines_and_tables_end_at_empty_rows() -> None:
    book, sheet = workbook(
        ["UBND TỈNH", None, "CỘNG HÒA"],
        ["PHỤ LỤC"],
        [],
        HEADER,
        [1, "Rà soát", "Văn phòng", "Quý I"],
        [],
        ["II. Thủ tục"],
        [1, "Khảo sát", None, "Quý II"],
        [],
        [None, None, None, "TRƯỞNG BAN"],
        [None] * 4,
    )
    sheet.merge_cells("A2:H2")
    sheet["A2"].font = Font(bold=True)
    sheet["A2"].alignment = Alignment(horizontal="center")
    document = read(book)
    outline = [block.text if isinstance(block, Line) else texts(block) for block in document.blocks]
    assert outline == [
        "UBND TỈNH",
        "CỘNG HÒA",
        "PHỤ LỤC",
        [HEADER, ["1", "Rà soát", "Văn phòng", "Quý I"]],
        "II. Thủ tục",
        [["1", "Khảo sát", "", "Quý II"]],
        "TRƯỞNG BAN",
    ]
    title = document.blocks[2]
    assert isinstance(title, Line)
    assert (title.bold, title.centred, title.where) == (True, True, "trang tính “Phụ lục”, ô A2")
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [(table.where, table.name) for table in tables] == [
        ("trang tính “Phụ lục”, dòng 4 đến 5", "Phụ lục"),
        ("trang tính “Phụ lục”, dòng 8", "Phụ lục"),
    ]


def test_rows_printed_on_every_page_are_headings() -> None:
    book, sheet = workbook(["PHỤ LỤC"], HEADER, [1, "Rà soát", "Văn phòng", "Quý I"])
    sheet.print_title_rows = "2:2"
    assert [row.heading for row in table_of(read(book)).rows] == [True, False]


def test_hidden_sheets_are_left_out_and_hidden_rows_and_columns_read_both_said() -> None:
    book, sheet = workbook(HEADER, [1, "Rà soát", "Văn phòng", "Quý I"], [2, "Khảo sát", "Văn phòng", "Quý II"])
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["C"].hidden = True
    for state in ("hidden", "veryHidden"):
        other = book.create_sheet(f"Trang {state}")
        other["A1"] = "rác"
        other.sheet_state = state
    document = read(book)
    assert len(table_of(document).rows) == 3
    assert [(doubt.where, doubt.seen, doubt.made) for doubt in document.doubts] == [
        ("trang tính “Phụ lục”", "dòng ẩn: 3", "Đã đọc cả các dòng ẩn."),
        ("trang tính “Phụ lục”", "cột ẩn: C", "Đã đọc cả các cột ẩn."),
        ("trang tính “Trang hidden”", "trang tính ẩn", "Đã bỏ qua trang này."),
        ("trang tính “Trang veryHidden”", "trang tính ẩn", "Đã bỏ qua trang này."),
    ]


def test_formulas_give_their_stored_result_and_are_said_when_they_have_none() -> None:
    book, _ = workbook(HEADER, [1, "Rà soát", "=A1&B1", "Quý I"])
    data = data_of(book)
    document = read_document("a.xlsx", data)
    assert table_of(document).rows[1].cells[2].text == ""
    assert [(doubt.code, doubt.seen) for doubt in document.doubts] == [("formula", "=A1&B1")]
    stored = edited(data, "xl/worksheets/sheet1.xml", '<c r="C2">', '<c r="C2" t="str">')
    stored = edited(stored, "xl/worksheets/sheet1.xml", "</f><v></v>", "</f><v>Văn phòng</v>")
    document = read_document("a.xlsx", stored)
    assert table_of(document).rows[1].cells[2].text == "Văn phòng"
    assert document.doubts == ()


def test_errors_of_formulas_are_left_empty_and_said() -> None:
    book, sheet = workbook(HEADER, [1, "Rà soát", "#REF!", "Quý I"])
    sheet["C2"].data_type = "e"
    document = read(book)
    assert table_of(document).rows[1].cells[2].text == ""
    assert [(doubt.code, doubt.seen) for doubt in document.doubts] == [("cell_error", "#REF!")]


def test_rich_text_is_whole_and_struck_letters_are_said() -> None:
    rich = CellRichText("Văn phòng, ", TextBlock(InlineFont(b=True), "Phòng "), TextBlock(InlineFont(strike=True), "A"))
    book, sheet = workbook(HEADER, [1, "Rà soát", rich, "Quý I"])
    sheet["D2"].font = Font(strike=True)
    document = read(book)
    assert texts(table_of(document))[1] == ["1", "Rà soát", "Văn phòng, Phòng A", "Quý I"]
    assert [doubt.code for doubt in document.doubts] == ["struck", "struck"]


def test_text_is_cleaned_and_escapes_are_read() -> None:
    book, _ = workbook(HEADER, [1, "Rà\u00a0soát_x000D_\nchuẩn  hóa", "Văn phòng\u200b", "Quý I"])
    assert table_of(read(book)).rows[1].cells[1].text == "Rà soát\nchuẩn hóa"


def test_cells_and_rows_without_words_below_the_last_row_are_not_there() -> None:
    book, _ = workbook(HEADER, [1, "Rà soát", "Văn phòng", "Quý I"])
    empty = "".join(
        f'<row r="{row}" spans="1:4" ht="15"><c r="A{row}" s="0"/><c r="B{row}" s="0"></c></row>'
        for row in range(3, 5000)
    )
    data = edited(data_of(book), "xl/worksheets/sheet1.xml", "</sheetData>", f"{empty}</sheetData>")
    assert len(table_of(read_document("a.xlsx", data)).rows) == 2


def test_rows_and_cells_that_do_not_say_where_they_stand_are_counted() -> None:
    book, _ = workbook(HEADER)
    said = '<row><c t="inlineStr"><is><t>1</t></is></c><c s="0"/><c t="inlineStr"><is><t>Văn phòng</t></is></c></row>'
    rows = f"{said}<row/>{said}"
    data = edited(data_of(book), "xl/worksheets/sheet1.xml", "</sheetData>", f"{rows}</sheetData>")
    tables = [block for block in read_document("a.xlsx", data).blocks if isinstance(block, Table)]
    assert texts(tables[0])[1] == ["1", "", "Văn phòng", ""]
    assert tables[1].where == "trang tính “Phụ lục”, dòng 4"


def test_a_merge_over_the_whole_sheet_and_a_word_at_its_end_take_no_room() -> None:
    book, sheet = workbook(HEADER, [1, "Rà soát", "Văn phòng", "Quý I"])
    sheet["XFD1048576"] = "xa"
    data = data_of(book)
    tracemalloc.start()
    document = read_document("a.xlsx", data)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    assert document.blocks[-1] == Line("xa", "trang tính “Phụ lục”, ô XFD1048576")
    merged = edited(
        data,
        "xl/worksheets/sheet1.xml",
        "</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    with pytest.raises(Refused, match="Trang tính lớn hơn mọi bảng kế hoạch thường gặp"):
        read_document("a.xlsx", merged)


def test_a_workbook_without_words_has_no_blocks() -> None:
    assert read(Workbook()).blocks == ()
