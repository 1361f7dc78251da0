"""A Word file is read as a person sees it, with what nobody sees listed."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.pages import Document, Doubt, Line, Row, Table
from cchc_cli.exchange.reading.word import read_word

if TYPE_CHECKING:
    from collections.abc import Sequence

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word_file(body: str, **parts: str) -> bytes:
    """Return a Word file with this body; ``styles`` and the others are the content of parts of that name."""
    links = "".join(f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {SPACES}>{content}</w:{name}>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def read(body: str, **parts: str) -> Document:
    return read_word("ke-hoach.docx", word_file(body, **parts))


def t(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, look: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{''.join(each if '<' in each else t(each) for each in runs)}</w:p>"


def tc(text: str, look: str = "") -> str:
    return f"<w:tc>{f'<w:tcPr>{look}</w:tcPr>' if look else ''}{text if '<w:p' in text or '<w:tbl' in text else p(text)}</w:tc>"


def tr(*cells: str, look: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{look}</w:trPr>' if look else ''}{''.join(each if '<w:tc>' in each else tc(each) for each in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def texts(document: Document) -> list[str]:
    return [block.text if isinstance(block, Line) else block.where for block in document.blocks]


def numbers(document: Document) -> list[str]:
    return [block.number for block in document.blocks if isinstance(block, Line)]


def table_of(document: Document) -> Table:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def shown(rows: Sequence[Row]) -> list[list[str]]:
    marks = {"": "", "left": "<", "above": "^"}
    return [[marks[cell.covered] or cell.text for cell in row.cells] for row in rows]


def doubts(document: Document) -> list[tuple[str, str, str]]:
    return [(doubt.code, doubt.where, doubt.seen) for doubt in document.doubts]


def level(at: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def li(name: int, at: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{name}"/></w:numPr>'


def test_paragraphs_and_tables_come_in_the_order_of_the_body() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('IV. Bộ máy')}{tbl(tr('2'))}</w:sdtContent></w:sdt>"
    document = read(p("I. Thể chế") + tbl(tr("1")) + p("") + control + p("Hết"))
    assert texts(document) == ["I. Thể chế", "Bảng 1", "IV. Bộ máy", "Bảng 2", "Hết"]
    assert [block.where for block in document.blocks] == ["đoạn 1", "Bảng 1", "đoạn 2", "Bảng 2", "đoạn 3"]
    assert (document.name, document.kind, document.doubts) == ("ke-hoach.docx", "docx", ())


def test_a_paragraph_says_how_it_looks() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Thuong"/>'
        '<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="Thuong"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="MucCon"><w:basedOn w:val="Muc"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    )
    document = read(
        p("Mục", look='<w:pStyle w:val="Muc"/>')
        + p("Giữa", look='<w:pStyle w:val="MucCon"/>')
        + p(t("Nửa", "<w:b/>"), " kia")
        + p(t("Không", '<w:b w:val="0"/>'), look='<w:pStyle w:val="Muc"/><w:outlineLvl w:val="9"/>'),
        styles=styles,
    )
    assert document.blocks == (
        Line("Mục", "đoạn 1", bold=True, level=2),
        Line("Giữa", "đoạn 2", bold=True, centred=True, level=2),
        Line("Nửa kia", "đoạn 3"),
        Line("Không", "đoạn 4"),
    )


def test_signs_that_are_no_letters_are_read_as_they_look() -> None:
    body = (
        "<w:p><w:r><w:t>Số 177</w:t><w:noBreakHyphen/><w:t>KH\u00a0/ TU</w:t><w:br/><w:t>dòng</w:t><w:tab/><w:t>hai</w:t>"
        '<w:softHyphen/><w:br w:type="page"/><w:t> ke\u0302\u0301</w:t><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
        "<m:oMath><m:r><m:t>95</m:t></m:r></m:oMath></w:p>"
    )
    assert texts(read(body)) == ["Số 177-KH / TU\ndòng hai kế≥95"]


def test_capitals_by_format_are_capitals() -> None:
    assert texts(read(p(t("Kế hoạch", "<w:caps/>"), " năm"))) == ["KẾ HOẠCH năm"]


def test_only_the_result_of_a_field_is_text() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> REF x </w:instrText></w:r>"
    field = mark("begin") + code + t("mã") + mark("separate") + t("số 5") + mark("end")
    simple = '<w:fldSimple w:instr="DATE"><w:r><w:t>14/01</w:t></w:r></w:fldSimple>'
    link = "<w:hyperlink><w:r><w:t>tại đây</w:t></w:r></w:hyperlink>"
    assert texts(read(p("Theo ", field, ", ", simple, ", ", link))) == ["Theo số 5, 14/01, tại đây"]
    assert texts(read(p(mark("begin"), "Không mất chữ"))) == ["Không mất chữ"]


def test_tracked_changes_are_read_as_accepted() -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>Quý I</w:delText></w:r></w:del>'
    new = f'<w:ins w:id="2">{t("Quý II")}</w:ins>'
    left = f'<w:moveFrom w:id="3">{t("chuyển đi")}</w:moveFrom>'
    came = f'<w:moveTo w:id="4">{t(" chuyển đến")}</w:moveTo>'
    rows = tbl(tr("1"), tr("2", look='<w:del w:id="5"/>'), tr("3", look='<w:ins w:id="6"/>'))
    document = read(p(gone, new, left, came) + rows)
    assert texts(document)[0] == "Quý II chuyển đến"
    assert shown(table_of(document).rows) == [["1"], ["3"]]
    assert document.doubts == (
        Doubt(
            "tracked_changes",
            "toàn văn bản",
            "5 chỗ sửa đổi được theo dõi",
            "Văn bản được đọc như khi chấp nhận mọi sửa đổi: phần thêm được lấy, phần xóa được bỏ.",
        ),
    )


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    ended = '<w:rPr><w:del w:id="1"/></w:rPr>'
    document = read(p("Rà soát ", look=ended) + p("văn bản", look='<w:outlineLvl w:val="0"/>') + p("Hết"))
    assert document.blocks == (Line("Rà soát văn bản", "đoạn 1", level=1), Line("Hết", "đoạn 2"))
    assert doubts(document) == [("tracked_changes", "toàn văn bản", "1 chỗ sửa đổi được theo dõi")]


def test_a_deleted_paragraph_takes_no_number() -> None:
    gone = f'<w:p><w:pPr>{li(1)}<w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del w:id="2"><w:r><w:delText>b</w:delText></w:r></w:del></w:p>'
    document = read(
        p("a", look=li(1)) + gone + p("c", look=li(1)), numbering=abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    )
    assert [(line.number, line.text) for line in document.blocks if isinstance(line, Line)] == [
        ("1.", "a"),
        ("2.", "c"),
    ]


def test_notes_and_comments_are_doubts_at_their_place() -> None:
    def mark(kind: str, identity: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'

    document = read(
        p("Mở đầu")
        + p("Tỷ lệ", mark("footnote", 2), " đạt", mark("comment", 7))
        + tbl(tr("1", tc(p("Việc", mark("endnote", 3))))),
        footnotes=f'<w:footnote w:id="1">{p("khác")}</w:footnote><w:footnote w:id="2">{p("Không tính vốn vay")}</w:footnote>',
        endnotes=f'<w:endnote w:id="3">{p("Theo QĐ 5")}</w:endnote>',
        comments=f'<w:comment w:id="7" w:author="Lan">{p("Xem lại")}{p("số này")}</w:comment>',
    )
    assert texts(document) == ["Mở đầu", "Tỷ lệ đạt", "Bảng 1"]
    assert document.doubts == (
        Doubt(
            "footnote",
            "đoạn 2",
            "Không tính vốn vay",
            "Chú thích cuối trang, không đưa vào nội dung; dấu chú thích được bỏ.",
        ),
        Doubt("comment", "đoạn 2", "Xem lại\nsố này", "Ý kiến bên lề của Lan, không đưa vào kế hoạch."),
        Doubt(
            "endnote",
            "Bảng 1, dòng 1, cột 2",
            "Theo QĐ 5",
            "Chú thích cuối văn bản, không đưa vào nội dung; dấu chú thích được bỏ.",
        ),
    )


def test_a_mark_of_its_own_is_dropped_with_its_note() -> None:
    mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>(*)</w:t></w:r>'
    notes = f'<w:footnote w:id="2">{p("(*) Dự kiến")}</w:footnote>'
    document = read(p("Quý I", mark, ", quý II"), footnotes=notes)
    assert texts(document) == ["Quý I, quý II"]
    assert doubts(document) == [("footnote", "đoạn 1", "(*) Dự kiến")]


def test_hidden_text_is_left_out_and_said() -> None:
    document = read(p("Hiện", t(" ẩn", "<w:vanish/>")) + p(t("ẩn hết", "<w:vanish/>")))
    assert texts(document) == ["Hiện"]
    assert doubts(document) == [("hidden_text", "đoạn 1", "ẩn"), ("hidden_text", "đoạn 1", "ẩn hết")]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('UBND TỈNH')}{p('Số: 5')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(p("Trước", drawn) + p("Sau"))
    assert texts(document) == ["Trước", "UBND TỈNH", "Số: 5", "Sau"]
    assert doubts(document) == [("text_box", "đoạn 1", "UBND TỈNH\nSố: 5")]


def test_words_that_ask_to_fill_in_a_field_are_no_content() -> None:
    asked = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{t('Nhập ngày')}</w:sdtContent></w:sdt>"
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{t(' Quý I')}</w:sdtContent></w:sdt>"
    document = read(p("Hạn:", asked, filled))
    assert texts(document) == ["Hạn: Quý I"]
    assert doubts(document) == [("prompt", "đoạn 1", "Nhập ngày")]


def test_rows_stand_on_one_grid() -> None:
    wide, down, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = read(
        tbl(
            tr("STT", tc("Việc", wide), "Hạn", look="<w:tblHeader/>"),
            tr(tc("1", down), "a", "b", tc("Quý I", down)),
            tr(tc("", goes_on), tc("c", wide), tc("", goes_on)),
            tr("ngoài", "d", look='<w:gridBefore w:val="1"/>'),
        )
    )
    table = table_of(document)
    assert shown(table.rows) == [
        ["STT", "Việc", "<", "Hạn"],
        ["1", "a", "b", "Quý I"],
        ["^", "c", "<", "^"],
        ["", "ngoài", "d", ""],
    ]
    assert [row.heading for row in table.rows] == [True, False, False, False]
    assert [cell.span for cell in table.rows[0].cells] == [1, 2, 1, 1]
    assert table.rows[1].cells[1].where == "Bảng 1, dòng 2, cột 2"


def test_a_block_merged_both_ways_stands_once() -> None:
    both = '<w:gridSpan w:val="2"/><w:vMerge{}/>'
    document = read(tbl(tr(tc("A", both.format(' w:val="restart"')), "1"), tr(tc("thừa", both.format("")), "2")))
    assert shown(table_of(document).rows) == [["A", "<", "1"], ["^", "^", "2"]]
    assert doubts(document) == [("merged_text", "Bảng 1, dòng 2, cột 1", "thừa")]


def test_a_merge_that_nothing_begins_is_a_cell_of_its_own() -> None:
    document = read(tbl(tr("1", "a"), tr(tc("2", "<w:vMerge/>"), "b")))
    assert shown(table_of(document).rows) == [["1", "a"], ["2", "b"]]


def test_cells_merged_the_old_way_stand_once() -> None:
    merged = tr(tc("I", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>'), "x")
    assert shown(table_of(read(tbl(merged))).rows) == [["I", "<", "x"]]


def test_a_nested_table_becomes_lines_of_its_cell() -> None:
    document = read(tbl(tr("1", tc(p("Gồm:") + tbl(tr("a", "b"), tr("c", "d")) + p("hết")))))
    assert table_of(document).rows[0].cells[1].text == "Gồm:\na | b\nc | d\nhết"
    assert doubts(document) == [("nested_table", "Bảng 1, dòng 1, cột 2", "a | b\nc | d")]


def test_a_frame_around_a_whole_page_is_no_table() -> None:
    document = read(tbl(tr(tc(p("PHỤ LỤC") + tbl(tr("STT", "Việc"))))))
    assert texts(document) == ["PHỤ LỤC", "Bảng 1"]
    assert shown(table_of(document).rows) == [["STT", "Việc"]]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    cell = f"<w:sdt><w:sdtContent>{tc('b')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{tc('a')}{cell}</w:tr></w:sdtContent></w:sdt>"
    assert shown(table_of(read(tbl(row))).rows) == [["a", "b"]]


def test_automatic_numbers_are_counted_and_shown() -> None:
    levels = (
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "lowerLetter", "%3)"),
        level(3, "bullet", "-"),
    )
    depths = [0, 1, 1, 2, 2, 1, 2, 3, 0, 1]
    document = read("".join(p("x", look=li(1, depth)) for depth in depths), numbering=abstract(0, *levels) + num(1, 0))
    assert numbers(document) == ["I.", "1.1", "1.2", "a)", "b)", "1.3", "a)", "-", "II.", "2.1"]


def test_lists_go_on_or_begin_anew_as_in_word() -> None:
    lists = (
        abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>'))
        + num(1, 0)
        + num(2, 0)
        + num(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
        + num(4, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>')
    )
    order = [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 0), (1, 0), (4, 0)]
    document = read("".join(p("x", look=li(*each)) for each in order), numbering=lists)
    assert numbers(document) == ["1.", "1", "2.", "2", "5.", "6.", "7.", "H)"]


def test_a_level_that_is_skipped_counts_as_used() -> None:
    lists = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2.")) + num(1, 0)
    lists += num(2, 0, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride>')
    order = [(1, 1), (1, 0), (1, 1), (2, 1), (2, 1), (2, 0), (2, 1)]
    document = read("".join(p("x", look=li(*each)) for each in order), numbering=lists)
    assert numbers(document) == ["1.1.", "2.", "2.1.", "2.4.", "2.5.", "3.", "3.1."]


def test_numbers_come_from_styles_too() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="M1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="M2"><w:basedOn w:val="M1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="M3"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="DS"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="DS"/></w:abstractNum>'
        + abstract(
            1,
            level(0, "decimal", "Điều %1."),
            level(1, "decimal", "%1.%2"),
            level(2, "lowerLetter", "%3)", '<w:pStyle w:val="M3"/>'),
        )
        + num(1, 0)
        + num(2, 1)
    )
    body = "".join(p("x", look=f'<w:pStyle w:val="{style}"/>') for style in ("M1", "M2", "M3", "M3", "M1"))
    off = p("y", look='<w:pStyle w:val="M1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert numbers(read(body + off, styles=styles, numbering=lists)) == ["Điều 1.", "1.1", "a)", "b)", "Điều 2.", ""]


def test_a_cell_without_text_has_its_automatic_number() -> None:
    lists = abstract(0, level(0, "decimal", "%1")) + num(1, 0) + abstract(1, level(0, "bullet", "\uf0b7")) + num(2, 1)
    lists += abstract(2, level(0, "lowerLetter", "%1)")) + num(3, 2)
    stt = tc(p("", look=li(1)))
    bullets = tc(p("một", look=li(2)) + p("hai", look=li(2)))
    letters = tc(p("một", look=li(3)) + p("hai", look=li(3)))
    cells = [row.cells for row in table_of(read(tbl(tr(stt, bullets), tr(stt, letters)), numbering=lists)).rows]
    assert [(each[0].number, each[0].text) for each in cells] == [("1", ""), ("2", "")]
    assert [(each[1].number, each[1].text) for each in cells] == [("", "• một\n• hai"), ("", "a) một\nb) hai")]


def test_numbers_that_a_merge_covers_do_not_count() -> None:
    def stt(merge: str) -> str:
        return tc(p("", look=li(1)), f"<w:vMerge{merge}/>")

    rows = tbl(tr(stt(' w:val="restart"'), "a"), tr(stt(""), "b"), tr(stt(' w:val="restart"'), "c"))
    cells = table_of(read(rows, numbering=abstract(0, level(0, "decimal", "%1.")) + num(1, 0))).rows
    assert [row.cells[0].number for row in cells] == ["1.", "", "2."]


def test_fonts_from_before_unicode_are_read_and_said_once() -> None:
    old, capital = (
        '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>',
        '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>',
    )
    vni = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    document = read(
        p(t("KÕ ho¹ch", capital))
        + p(t("C¶i c¸ch ch­", old), t("¬ng", old + "<w:b/>"))
        + p(t("Keá ho", vni), t("aïch", vni))
        + tbl(tr(tc(p(t("V¨n phßng", old))), "Sở Nội vụ")),
    )
    assert texts(document)[:3] == ["KẾ HOẠCH", "Cải cách chương", "Kế hoạch"]
    assert shown(table_of(document).rows) == [["Văn phòng", "Sở Nội vụ"]]
    assert document.doubts == (
        Doubt(
            "legacy_font",
            "toàn văn bản",
            "phông chữ của bảng mã cũ",
            "Đã chuyển 3 đoạn từ bảng mã TCVN3 (ABC) sang Unicode. Đã chuyển 1 đoạn từ bảng mã VNI sang Unicode.",
        ),
    )


def test_fonts_are_inherited_from_styles_and_defaults() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="Hoa"><w:rPr><w:rFonts w:hAnsi=".VnTimeH"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Moi"><w:rPr><w:rFonts w:hAnsi="Arial"/></w:rPr></w:style>'
    )
    document = read(
        p("KÕ ho¹ch") + p("KÕ ho¹ch", look='<w:pStyle w:val="Hoa"/>') + p(t("Kế hoạch", '<w:rStyle w:val="Moi"/>')),
        styles=styles,
    )
    assert texts(document) == ["Kế hoạch", "KẾ HOẠCH", "Kế hoạch"]


def test_unicode_text_in_an_old_font_stays() -> None:
    old = '<w:rFonts w:hAnsi=".VnTime"/>'
    document = read(p(t("Kế hoạch tháng", old)) + p(t("Tháng 6", old)) + p(t("tỉnh", old)))
    assert texts(document) == ["Kế hoạch tháng", "Tháng 6", "tỉnh"]
    assert texts(read(p(t("Tháng 6", old)))) == ["Tháng 6"]
    assert [doubt.made for doubt in document.doubts] == [
        "3 đoạn đặt phông chữ cũ nhưng chữ đã là Unicode, được giữ nguyên."
    ]


def test_letters_that_could_be_either_follow_the_rest_of_the_document() -> None:
    old = '<w:rFonts w:hAnsi=".VnTime"/>'
    document = read(p(t("KÕ ho¹ch", old)) + p(t("Cã ý", old)))
    assert texts(document) == ["Kế hoạch", "Có ý"]
    assert [doubt.made for doubt in document.doubts] == [
        "Đã chuyển 2 đoạn từ bảng mã TCVN3 (ABC) sang Unicode. "
        "Trong đó 1 đoạn không đủ dấu hiệu, được đọc theo phần lớn văn bản."
    ]


def test_what_is_no_part_of_the_page_is_not_read() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "đầu trang"
    made.add_heading("Định hướng", 2)
    made.add_paragraph("Việc thứ nhất", style="List Number")
    made.add_paragraph("Việc thứ hai", style="List Number")
    buffer = io.BytesIO()
    made.save(buffer)
    blocks = read_word("a.docx", buffer.getvalue()).blocks
    assert [(block.text, block.number, block.level) for block in blocks if isinstance(block, Line)] == [
        ("Định hướng", "", 2),
        ("Việc thứ nhất", "1.", 0),
        ("Việc thứ hai", "2.", 0),
    ]
    assert len(blocks) == 3


def test_the_strict_variety_of_the_format_is_read() -> None:
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(p("Kế hoạch")))) as usual, zipfile.ZipFile(strict, "w") as archive:
        for name in usual.namelist():
            text = usual.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            archive.writestr(name, text)
    assert texts(read_word("a.docx", strict.getvalue())) == ["Kế hoạch"]


def test_a_table_of_absurd_width_is_refused() -> None:
    with pytest.raises(Refused, match="Bảng 1 quá lớn nên không đọc được"):
        read(tbl(f"<w:tr>{'<w:tc/>' * 1500}</w:tr>", "<w:tr/>" * 1500))


def test_a_long_table_is_read_quickly() -> None:
    rows = (
        tr(str(at), "Rà soát văn bản " * 10, "Báo cáo", "Văn phòng", "Các phòng", "Quý I/2020") for at in range(5000)
    )
    data = word_file(tbl(*rows))
    began = time.process_time()
    assert len(table_of(read_word("a.docx", data)).rows) == 5000
    assert time.process_time() - began < 20  # far above what it needs; a quadratic reader would need hours


SMALL = word_file(
    p("Kế hoạch", look=li(1)) + tbl(tr(tc("1", '<w:gridSpan w:val="2"/>'), tc("x", "<w:vMerge/>"))),
    styles='<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>',
    numbering=abstract(0, level(0, "decimal", "%1.")) + num(1, 0),
)


def refused_or_read(data: bytes) -> None:
    with suppress(Refused):
        assert isinstance(read_word("a.docx", data), Document)


@given(st.integers(0, len(SMALL)))
def test_a_truncated_file_is_refused(length: int) -> None:
    if length < len(SMALL):
        with pytest.raises(Refused):
            read_word("a.docx", SMALL[:length])


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_file_with_damaged_bytes_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    data = bytearray(SMALL)
    for at, byte in damage:
        data[at] = byte
    refused_or_read(bytes(data))


NAMES = ("p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "pPr", "rPr", "numPr", "numId", "gridSpan", "vMerge", "sym", "fldChar", "tcPr", "trPr", "gridBefore", "drawing", "txbxContent", "br")  # fmt: skip
VALUES = st.sampled_from(["", "0", "1", "-1", "9" * 30, "١", "end", "begin", "F0B3", "\u00b2"])
TREES = st.recursive(
    st.tuples(st.sampled_from(NAMES), VALUES).map(
        lambda each: (
            f'<w:{each[0]} w:val="{each[1]}" w:char="{each[1]}" w:fldCharType="{each[1]}" w:id="{each[1]}">x</w:{each[0]}>'
        )
    ),
    lambda inner: st.tuples(st.sampled_from(NAMES), st.lists(inner, max_size=4)).map(
        lambda each: f"<w:{each[0]}>{''.join(each[1])}</w:{each[0]}>"
    ),
    max_leaves=30,
)


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_any_tree_of_known_elements_is_read(tree: str) -> None:
    refused_or_read(word_file(tree, numbering=tree, styles=tree))
