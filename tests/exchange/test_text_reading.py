from __future__ import annotations

from pathlib import Path

import pytest

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.pages import Document, Line, Table
from cchc_cli.exchange.reading import read_document

SCAN = Path(__file__).parents[1] / "plan" / "data" / "ke-hoach-cchc-2020.txt"


def read(name: str, text: str) -> Document:
    return read_document(name, text.encode())


def lines_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Line)]


def tables_of(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def outline(document: Document) -> list[str | list[list[str]]]:
    """Return the document as lines and tables of text, in order."""
    tables = iter(tables_of(document))
    return [block.text if isinstance(block, Line) else next(tables) for block in document.blocks]


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.doubts]


# Text


def test_lines_with_tabs_are_a_table_and_an_empty_line_ends_it() -> None:
    text = (
        "Phụ lục\n\nSTT\tNhiệm vụ\tThời hạn\nI. Thể chế\t\t\n1\tRà soát\tQuý I\n\nIV. Đội ngũ\n\n2\tBồi dưỡng\tQuý II\n"
    )
    assert outline(read("a.txt", text)) == [
        "Phụ lục",
        [["STT", "Nhiệm vụ", "Thời hạn"], ["I. Thể chế", "", ""], ["1", "Rà soát", "Quý I"]],
        "IV. Đội ngũ",
        [["2", "Bồi dưỡng", "Quý II"]],
    ]


def test_places_in_a_text_are_its_lines() -> None:
    line, table = read("a.txt", "\nPhụ lục\n\nSTT\tNhiệm vụ\n1\tRà soát\n").blocks
    assert isinstance(table, Table)
    assert (line.where, table.where) == ("dòng 2", "dòng 4 đến 5")
    assert [cell.where for cell in table.rows[1].cells] == ["dòng 5, cột 1", "dòng 5, cột 2"]


def test_tabs_that_only_indent_make_no_table() -> None:
    assert outline(read("a.txt", "\tTiếp tục thực hiện.\n\tĐẩy mạnh.\n")) == ["Tiếp tục thực hiện.", "Đẩy mạnh."]


def test_a_number_cut_by_the_end_of_a_page_is_joined_without_a_space_and_said() -> None:
    document = read("a.txt", "Theo Kế hoạch số 177-\n\nKH/TU ngày 16/4/2018.\n")
    assert lines_of(document) == ["Theo Kế hoạch số 177-KH/TU ngày 16/4/2018."]
    (doubt,) = document.doubts
    assert (doubt.code, doubt.where) == ("joined_lines", "dòng 3")
    assert doubt.made == "Đã nối liền vào đoạn ở dòng 1."


def test_page_numbers_beside_a_page_break_are_left_out_and_said() -> None:
    document = read("a.txt", "Đoạn một.\n- 2 -\n\fĐoạn hai.\n2020\n")
    assert lines_of(document) == ["Đoạn một.", "Đoạn hai.", "2020"]
    (doubt,) = document.doubts
    assert (doubt.code, doubt.where, doubt.seen) == ("page_number", "dòng 2", "- 2 -")


def test_lines_broken_at_the_width_of_a_page_are_joined_and_said() -> None:
    words = "Tiếp tục triển khai cải cách hành chính theo hướng xây dựng nền hành chính hiện đại"
    text = "\n".join([words] * 9 + ["và minh bạch.", "a) Tăng cường trách nhiệm."])
    document = read("a.txt", text)
    assert lines_of(document) == [" ".join([words] * 9) + " và minh bạch.", "a) Tăng cường trách nhiệm."]
    assert codes(document) == ["wrapped_lines"]


def test_labels_are_not_joined_to_the_line_before() -> None:
    words = "Tiếp tục triển khai cải cách hành chính theo hướng xây dựng nền hành chính hiện đại"
    text = "\n".join([*[f"{number}. {words}\nCơ quan chủ trì: Văn phòng" for number in range(1, 10)]])
    assert lines_of(read("a.txt", text))[:2] == [f"1. {words}", "Cơ quan chủ trì: Văn phòng"]
    assert len(lines_of(read("a.txt", text))) == 18


def test_the_scan_is_read_whole() -> None:
    document = read_document("ke-hoach.txt", SCAN.read_bytes())
    tables = tables_of(document)
    assert [len(table) for table in tables] == [10, 9, 11, 5, 2, 9, 2, 3]
    assert {len(row) for table in tables for row in table} == {6}
    assert codes(document) == ["joined_lines"]
    assert "Cao Tiến Sỹ" in lines_of(document)


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    document = read_document("a.txt", "Đơn vị chủ trì\r\nVăn phòng".encode(encoding))
    assert lines_of(document) == ["Đơn vị chủ trì", "Văn phòng"]
    assert document.doubts == ()


def test_the_vietnamese_code_page_is_guessed_and_said() -> None:
    # Windows writes most tones as letters of their own, after the vowel.
    data = "Nhiê\u0323m vu\u0323 cu\u0309a các pho\u0300ng".encode("cp1258")
    document = read_document("a.txt", data)
    assert lines_of(document) == ["Nhiệm vụ của các phòng"]
    assert codes(document) == ["encoding"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"C\xa9ng h\xdfa x\xb7 h\xe9i", "Chương trình không nhận ra bảng mã của tệp a.txt."),
        (b"a\x00b", "Tệp a.txt không phải là tệp văn bản."),
        (b"  \n", "Tệp a.txt không có nội dung."),
        (b"%PDF-1.7 abc", "Tệp a.txt không phải là tệp văn bản như đuôi của tên cho biết."),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(Refused) as refused:
        read_document("a.txt", data)
    assert refused.value.message == message


# CSV and TSV

TABLE = [["STT", "Nhiệm vụ", "Thời hạn"], ["1", "Rà soát, chuẩn hóa", "Quý I"], ["2", "Khảo sát", "Tháng 11/2020"]]


@pytest.mark.parametrize(
    "text",
    [
        'STT,Nhiệm vụ,Thời hạn\n1,"Rà soát, chuẩn hóa",Quý I\n2,Khảo sát,Tháng 11/2020\n',
        "STT;Nhiệm vụ;Thời hạn\r\n1;Rà soát, chuẩn hóa;Quý I\r\n2;Khảo sát;Tháng 11/2020\r\n",
        "STT\tNhiệm vụ\tThời hạn\n1\tRà soát, chuẩn hóa\tQuý I\n2\tKhảo sát\tTháng 11/2020\n",
        "STT|Nhiệm vụ|Thời hạn\n1|Rà soát, chuẩn hóa|Quý I\n2|Khảo sát|Tháng 11/2020\n",
        "sep=;\nSTT;Nhiệm vụ;Thời hạn\n1;Rà soát, chuẩn hóa;Quý I\n2;Khảo sát;Tháng 11/2020\n",
    ],
)
def test_the_separator_of_a_csv_file_is_found(text: str) -> None:
    assert outline(read("a.csv", text)) == [TABLE]


def test_line_breaks_within_quotes_stay_in_their_cell_and_places_are_lines_of_the_file() -> None:
    (table,) = read("a.csv", 'STT,Đơn vị\n1,"Văn phòng\nPhòng Doanh nghiệp"\n2,Văn phòng\n').blocks
    assert isinstance(table, Table)
    assert table.rows[1].cells[1].text == "Văn phòng\nPhòng Doanh nghiệp"
    assert table.rows[2].where == "dòng 4"


def test_titles_above_a_table_are_lines_and_sections_within_it_are_rows() -> None:
    text = "PHỤ LỤC\n(Kèm theo)\nSTT\tNhiệm vụ\tThời hạn\nI. Thể chế\t\t\n1\tRà soát\tQuý I\nII. Thủ tục\n"
    assert outline(read("a.tsv", text)) == [
        "PHỤ LỤC",
        "(Kèm theo)",
        [["STT", "Nhiệm vụ", "Thời hạn"], ["I. Thể chế", "", ""], ["1", "Rà soát", "Quý I"], ["II. Thủ tục", "", ""]],
    ]


def test_the_apostrophe_that_guards_a_formula_is_taken_off() -> None:
    text = "STT,Thời hạn,Ghi chú\n1,'- Thường xuyên,'=1+1\n2,'abc,x\n"
    assert tables_of(read("a.csv", text))[0][1:] == [["1", "- Thường xuyên", "=1+1"], ["2", "'abc", "x"]]


@pytest.mark.parametrize(
    "text",
    [
        'STT\tNhiệm vụ\tHạn\n1\t"Rà soát\tQuý I\n2\tKhảo sát\tQuý II\n',
        'STT\tNhiệm vụ\tHạn\n1\t"Rà" soát\tQuý I\n2\tKhảo sát\tQuý II\n',
    ],
)
def test_a_stray_quote_swallows_no_rows_and_is_said(text: str) -> None:
    document = read("a.tsv", text)
    assert [row[0] for row in tables_of(document)[0]] == ["STT", "1", "2"]
    assert tables_of(document)[0][1][1].startswith('"Rà')
    assert codes(document) == ["quotes"]


# Markdown


def test_markdown_tables_are_read_with_escaped_bars_and_line_breaks() -> None:
    text = (
        "| STT | Nhiệm vụ | Hạn |\n|:--|---|--:|\n| 1 | Kết nối A \\| B<br>dữ liệu | **Quý I** |\n| II. Thủ tục | | |\n"
    )
    assert outline(read("a.md", text)) == [
        [["STT", "Nhiệm vụ", "Hạn"], ["1", "Kết nối A | B\ndữ liệu", "Quý I"], ["II. Thủ tục", "", ""]]
    ]


def test_markdown_headings_lists_and_bold_paragraphs_are_lines() -> None:
    text = (
        "# KẾ HOẠCH\n\n**I. Thể chế**\n\nĐạt **95%** trở lên\nvà _tăng_ dần.\n\n* Rà soát\n* Khảo sát\n  tiếp\n"
        "1. Một\n\nThủ tục\n---\n\n---\n[Cổng](https://a.vn) 2\\*3 `mã`\n"
    )
    document = read("a.md", text)
    assert lines_of(document) == [
        "KẾ HOẠCH",
        "I. Thể chế",
        "Đạt 95% trở lên và tăng dần.",
        "- Rà soát",
        "- Khảo sát tiếp",
        "1. Một",
        "Thủ tục",
        "Cổng 2*3 mã",
    ]
    assert [(block.level, block.bold) for block in document.blocks if isinstance(block, Line)][:3] == [
        (1, False),
        (0, True),
        (0, False),
    ]
    assert [block.level for block in document.blocks if isinstance(block, Line)][6] == 2


def test_hard_breaks_part_the_paragraphs_of_markdown() -> None:
    assert lines_of(read("a.md", "KẾ HOẠCH  \nCải cách\\\nnăm 2020<br>\nBan Quản lý")) == [
        "KẾ HOẠCH",
        "Cải cách",
        "năm 2020",
        "Ban Quản lý",
    ]


def test_labels_begin_a_line_of_their_own_in_markdown() -> None:
    text = "1. Rà soát thủ tục\n**Cơ quan chủ trì:** Văn phòng\nThời gian: Quý I\n"
    assert lines_of(read("a.md", text)) == ["1. Rà soát thủ tục", "Cơ quan chủ trì: Văn phòng", "Thời gian: Quý I"]


def test_a_markdown_row_with_more_cells_than_the_heading_loses_none_and_is_said() -> None:
    document = read("a.md", "| STT | Nhiệm vụ |\n|---|---|\n| 1 | Rà soát | Quý I |\n")
    assert tables_of(document) == [[["STT", "Nhiệm vụ", ""], ["1", "Rà soát", "Quý I"]]]
    assert codes(document) == ["more_cells"]
