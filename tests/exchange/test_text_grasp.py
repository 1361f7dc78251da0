from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.model import Agency
from cchc_cli.exchange.grasp.text import read_text
from cchc_cli.exchange.pages import Cell, Document, Line, Row, Table

if TYPE_CHECKING:
    from cchc_cli.exchange.imported import ReadText


def read(text: str, *more: Line | Table) -> ReadText:
    lines = [Line(line.strip(), f"dòng {at}") for at, line in enumerate(text.split("\n"), 1) if line.strip()]
    return read_text(Document("a.txt", "txt", (*lines, *more)), frozenset())


def table(*rows: tuple[str, ...]) -> Table:
    made = [Row(tuple(Cell(text, f"ô {at}") for text in row), f"dòng {at}") for at, row in enumerate(rows, 1)]
    return Table(tuple(made), "Bảng 1")


def places(text: ReadText) -> list[tuple[str, str, str]]:
    return [(node.id, node.title, node.text) for root in text.body for node in root.walk()]


HEAD = """
    KẾ HOẠCH
    Cải cách hành chính năm 2024 của Sở Nội vụ
    Sở Nội vụ ban hành Kế hoạch cải cách hành chính năm 2024 như sau:
"""


def test_a_letterhead_in_a_table_names_the_superior_the_agency_the_number_and_the_day() -> None:
    letterhead = table(
        (
            "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG THÁP\nSỞ NỘI VỤ\n-------",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ),
        ("Số: 12/KH-SNV", "Đồng Tháp, ngày 05 tháng 02 năm 2024"),
    )
    words = "KẾ HOẠCH\nCải cách hành chính năm 2024\nTheo đề nghị của Sở Nội vụ và UBND tỉnh Đồng Tháp như sau:\nI. MỤC TIÊU"
    lines = [Line(words.split("\n")[at], f"dòng {at}") for at in range(4)]
    text = read_text(Document("a.docx", "docx", (letterhead, *lines)), frozenset())
    assert (text.number, text.date, text.place) == ("12/KH-SNV", dt.date(2024, 2, 5), "Đồng Tháp")
    assert text.agency == Agency("Sở Nội vụ", parent="UBND tỉnh Đồng Tháp", code="SNV")
    assert text.doubts == ()


def test_a_name_in_capitals_only_is_written_in_small_letters_and_said() -> None:
    text = read("ỦY BAN NHÂN DÂN\nXÃ AN PHƯỚC\nSố: 05/KH-UBND\nKẾ HOẠCH\nCải cách hành chính năm 2026\nI. MỤC TIÊU")
    assert text.agency == Agency("Ủy ban nhân dân xã An Phước", code="UBND")
    assert [(doubt.code, doubt.seen) for doubt in text.doubts] == [("agency_case", "ỦY BAN NHÂN DÂN XÃ AN PHƯỚC")]


def test_number_and_day_left_blank_stay_blank() -> None:
    text = read("Số:      /KH-UBND\nAn Phước, ngày     tháng 01 năm 2026\nKẾ HOẠCH\nCải cách hành chính\nI. MỤC TIÊU")
    assert (text.number, text.date, text.place) == ("", None, "An Phước")


def test_the_short_name_in_brackets_is_taken() -> None:
    text = read(
        "KẾ HOẠCH\nCải cách hành chính của Sở Nội vụ\nSở Nội vụ (sau đây gọi tắt là Sở) lập kế hoạch như sau:\nI. MỤC TIÊU"
    )
    assert text.agency == Agency("Sở Nội vụ", short="Sở")


def test_legal_bases_are_parted_from_the_opening_sentence_and_by_document() -> None:
    text = read("""
        KẾ HOẠCH
        Cải cách hành chính năm 2024
        Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ; Quyết định số 5/QĐ-UBND ngày 02/01/2024;
        Căn cứ Kế hoạch số 1/KH-UBND,
        Sở Nội vụ ban hành Kế hoạch như sau:
        I. MỤC TIÊU
    """)
    assert text.bases == (
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;",
        "Quyết định số 5/QĐ-UBND ngày 02/01/2024;",
        "Căn cứ Kế hoạch số 1/KH-UBND,",
    )
    assert text.preamble == ("Sở Nội vụ ban hành Kế hoạch như sau:",)


def test_every_kind_of_number_makes_a_place_named_as_people_cite_it() -> None:
    text = read(
        HEAD
        + """
        I. MỤC ĐÍCH
        1. Mục đích
        - Nâng cao chất lượng.
        + Ý nhỏ;
        - Tăng cường kỷ luật.
        2. Yêu cầu
        2.1. Rõ trách nhiệm
        II. NHIỆM VỤ
        A. Thể chế
        1) Rà soát văn bản
        a. Văn bản của tỉnh
        đ) Văn bản khác.
        III. TỔ CHỨC
        1. Các phòng triển khai Kế hoạch này.
    """
    )
    assert places(text) == [
        ("KH.I", "MỤC ĐÍCH", ""),
        ("KH.I.1", "Mục đích", ""),
        ("KH.I.1.1", "", "Nâng cao chất lượng."),
        ("KH.I.1.1.1", "", "Ý nhỏ;"),
        ("KH.I.1.2", "", "Tăng cường kỷ luật."),
        ("KH.I.2", "Yêu cầu", ""),
        ("KH.I.2.1", "Rõ trách nhiệm", ""),
        ("KH.II", "NHIỆM VỤ", ""),
        ("KH.II.A", "Thể chế", ""),
        ("KH.II.A.1", "Rà soát văn bản", ""),
        ("KH.II.A.1.a", "", "Văn bản của tỉnh"),
        ("KH.II.A.1.đ", "", "Văn bản khác."),
        ("KH.III", "TỔ CHỨC", ""),
        ("KH.III.1", "Các phòng triển khai Kế hoạch này.", ""),
    ]


def test_automatic_numbers_count_as_if_they_were_typed() -> None:
    lines = (
        Line("NHIỆM VỤ", "đoạn 1", number="I."),
        Line("Thể chế", "đoạn 2", number="1."),
        Line("Rà soát.", "đoạn 3", number="•"),
    )
    assert places(read_text(Document("a.docx", "docx", lines), frozenset())) == [
        ("KH.I", "NHIỆM VỤ", ""),
        ("KH.I.1", "Thể chế", ""),
        ("KH.I.1.1", "", "Rà soát."),
    ]


def test_a_number_given_twice_keeps_both_places_and_says_so() -> None:
    text = read(HEAD + "I. NHIỆM VỤ\n1. Việc thứ nhất\n1. Việc thứ hai")
    assert [node for node, _, _ in places(text)] == ["KH.I", "KH.I.1", "KH.I.1-2"]
    assert [(doubt.code, doubt.seen) for doubt in text.doubts] == [("repeated_number", "1. Việc thứ hai")]


def test_a_paragraph_parted_by_a_page_break_is_joined_and_said() -> None:
    text = read(
        HEAD
        + """
        I. NHIỆM VỤ
        a) Tiếp tục đổi mới hệ thống tổ chức theo Kế hoạch số 177-
        KH/TU ngày 16/4/2018 của Tỉnh ủy, nhằm nâng cao hiệu quả hoạt động của các đơn vị
        sự nghiệp công lập.
    """
    )
    assert places(text)[1:] == [
        (
            "KH.I.a",
            "",
            "Tiếp tục đổi mới hệ thống tổ chức theo Kế hoạch số 177-KH/TU ngày 16/4/2018 của Tỉnh ủy, nhằm nâng cao hiệu quả hoạt động của các đơn vị sự nghiệp công lập.",
        ),
    ]
    assert [doubt.code for doubt in text.doubts] == ["joined_paragraph", "joined_paragraph"]


def test_a_line_break_within_a_paragraph_is_a_blank() -> None:
    lines = (Line("I. NHIỆM VỤ", "đoạn 1"), Line("a) Rà soát văn bản\ncủa tỉnh;\n- Văn bản mới;", "đoạn 2"))
    assert places(read_text(Document("a.docx", "docx", lines), frozenset()))[1:] == [
        ("KH.I.a", "", "Rà soát văn bản của tỉnh;"),
        ("KH.I.a.1", "", "Văn bản mới;"),
    ]


def test_recipients_and_signature_side_by_side_in_a_table_are_told_apart() -> None:
    end = table(("Nơi nhận:\n- UBND tỉnh (b/c);\n- Lưu: VT, VP.", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Đã ký)\nNguyễn Văn A"))
    text = read(HEAD + "I. NHIỆM VỤ\n1. Rà soát.\nTrên đây là Kế hoạch của Sở Nội vụ./.", end)
    assert text.closing == ("Trên đây là Kế hoạch của Sở Nội vụ./.",)
    assert text.recipients == ("UBND tỉnh (b/c)", "Lưu: VT, VP")
    assert text.signatory == ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "Nguyễn Văn A")


def test_a_signature_above_the_recipients_is_read_too() -> None:
    text = read(
        HEAD + "I. NHIỆM VỤ\n1. Rà soát.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Thị B\nNơi nhận:\n- Đảng ủy;\n- Lưu: VT."
    )
    assert (text.recipients, text.signatory) == (
        ("Đảng ủy", "Lưu: VT"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Trần Thị B"),
    )
    assert text.closing == ()


def test_the_note_of_an_appendix_alone_gives_number_day_and_agency_and_says_so() -> None:
    text = read(
        "(Kèm theo Kế hoạch số 01/KH-KCNĐN ngày 14 tháng 01 năm 2020 của Ban Quản lý các Khu công nghiệp Đồng Nai)"
    )
    assert (text.number, text.date) == ("01/KH-KCNĐN", dt.date(2020, 1, 14))
    assert text.agency == Agency("Ban Quản lý các Khu công nghiệp Đồng Nai", code="KCNĐN")
    assert [(doubt.code, doubt.made) for doubt in text.doubts] == [
        ("taken_from_note", "Văn bản không có phần đầu ghi số, ngày, tên cơ quan; đã lấy theo dòng này."),
    ]


@pytest.mark.parametrize("text", ["", "không có gì", "-", "I.", "1.1.1.1", "**", "Nơi nhận:", "Số: /", "KẾ HOẠCH"])
def test_a_text_that_says_nothing_gives_nothing(text: str) -> None:
    made = read(text)
    assert (made.number, made.date, made.agency, made.recipients) == ("", None, None, ())


PIECES = st.sampled_from(
    [
        "I.",
        "II.",
        "A.",
        "1.",
        "1.1",
        "a)",
        "đ)",
        "-",
        "+",
        "•",
        "**",
        "KẾ HOẠCH",
        "Số:",
        "Nơi nhận:",
        "của Ban ",
        "ngày 1 tháng 2 năm 2020",
        "177-",
        "(",
        ")",
        "TM.",
        "x",
        "\n",
        " ",
        "Căn cứ ",
        ";",
        "KT. CHỦ TỊCH",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=6).map(" ".join), max_size=12))
def test_any_lines_give_places_with_names_of_their_own(lines: list[str]) -> None:
    made = read_text(
        Document("a.txt", "txt", tuple(Line(text, f"dòng {at}") for at, text in enumerate(lines))), frozenset()
    )
    names = [node.id for root in made.body for node in root.walk()]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 64 and not name.endswith(".") for name in names)


def test_label_lines_belong_to_the_task_above_without_a_doubt() -> None:
    text = read(HEAD + "I. NHIỆM VỤ\n- Rà soát văn bản.\nCơ quan chủ trì: Văn phòng\nThời gian thực hiện: Quý I/2024")
    assert places(text)[1:] == [
        ("KH.I.1", "", "Rà soát văn bản.\nCơ quan chủ trì: Văn phòng\nThời gian thực hiện: Quý I/2024"),
    ]
    assert text.doubts == ()
