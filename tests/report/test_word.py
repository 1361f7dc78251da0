"""Word files of documents: every word in its place, the layout of the decree, and templates that can do no harm."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.util
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.refusal import Refused
from cchc_cli.report.document import (
    Appendix,
    Column,
    Document,
    Letterhead,
    Paragraph,
    Row,
    Run,
    Signature,
    Style,
    Table,
    words,
)
from cchc_cli.report.jinja import template_path
from cchc_cli.report.word import template_faults, word
from cchc_cli.report.word.text import clean
from tests.report import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
PLAIN = Document("Văn bản", "van-ban", dt.date(2020, 3, 14), blocks=(Paragraph(Style.TEXT, words("Lời.")),))
DECLARATIONS = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def lines_of(content: bytes) -> list[str]:
    """Return the paragraphs of the body in reading order, those of cells one by one."""
    return list(_lines(opened(content).element.body))


def _lines(parent: Any) -> Iterator[str]:
    for element in parent.iterchildren():
        if element.tag == qn("w:p"):
            yield WordParagraph(element, None).text  # type: ignore[arg-type]
        elif element.tag in {qn("w:tbl"), qn("w:tr"), qn("w:tc")}:
            yield from _lines(element)


def words_of(document: Document) -> list[str]:
    """Return the pieces of text of a document in the order in which it is read."""
    pieces = list(document.to)
    pieces = [document.kind, document.subject, *(each.strip("-;. ") for each in pieces), *_blocks(document.blocks)]
    pieces += [each.strip("-;. ") for each in document.recipients]
    if document.signature:
        pieces += [document.signature.title, document.signature.name]
    for each in document.appendices:
        pieces += [each.number, each.title, each.note, *_blocks(each.blocks)]
    return pieces


def _blocks(blocks: tuple[Paragraph | Table, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.number
            yield from (run.text for run in block.runs)
            continue
        yield from (column.title for column in block.columns)
        yield from (cell for row in block.rows for cell in row.cells)


def squeezed(text: str) -> str:
    return "".join(clean(text).split())


def assert_in_order(content: bytes, pieces: list[str]) -> None:
    text = squeezed("\n".join(lines_of(content)))
    at = 0
    for piece in map(squeezed, pieces):
        found = text.find(piece, at)
        assert found >= 0, piece[:80]
        at = found + len(piece)


def changed(change: Callable[[str], str], *, name: str = "word/document.xml", template: str = "report.docx") -> bytes:
    """Return a template of ours with one part of it changed."""
    members = members_of(template_path(template).read_bytes())
    members[name] = change(members[name].decode()).encode()
    return packed(members)


def members_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def saying(*texts: str) -> bytes:
    """Return a template whose body begins with paragraphs of these texts."""
    escaped = (text.replace("&", "&amp;").replace("<", "&lt;") for text in texts)
    added = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in escaped)
    return changed(lambda xml: xml.replace("<w:body>", f"<w:body>{added}", 1))


def refusal(template: bytes, document: Document = PLAIN, data: dict[str, object] | None = None) -> str:
    with pytest.raises(Refused) as refused:
        word(document, template, data)
    assert refused.value.hint
    return refused.value.message


# What stands in the file


@pytest.mark.parametrize(
    "document",
    [samples.full_document(), samples.letter(), samples.appendix_alone(), samples.hostile_document()],
    ids=["full", "letter", "appendix", "hostile"],
)
def test_every_word_of_a_document_is_in_its_word_file_in_order(document: Document) -> None:
    head = document.letterhead
    content = word(document)
    if head is not None:
        assert_in_order(content, [head.parent, head.agency, "Cộng hòa xã hội chủ nghĩa Việt Nam"])
        assert_in_order(content, ["Độc lập - Tự do - Hạnh phúc", head.number, head.dateline])
    assert_in_order(content, words_of(document))


def test_a_letter_says_what_it_is_about_under_its_number() -> None:
    document = replace(
        samples.letter(), to=("Văn phòng",), blocks=(), recipients=("Như trên", "- Lưu: VT"), signature=None
    )
    head = Letterhead("Ban Quản lý", "UBND tỉnh", "Số: 7/KCNĐN-VP", "Đồng Nai, ngày 14 tháng 6 năm 2020", "V/v đôn đốc")
    assert [line for line in lines_of(word(replace(document, letterhead=head))) if line] == [
        "UBND tỉnh",
        "Ban Quản lý",
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 7/KCNĐN-VP",
        "V/v đôn đốc",
        "Đồng Nai, ngày 14 tháng 6 năm 2020",
        "Kính gửi: Văn phòng",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
    ]


def test_paragraphs_stand_in_styles_that_an_agency_can_change() -> None:
    blocks = (
        Paragraph(Style.PART, words("Kết quả"), "II."),
        Paragraph(Style.SECTION, words("Thể chế"), "1."),
        Paragraph(Style.POINT, words("Kết quả đạt được"), "a)"),
        Paragraph(Style.ITEM, words("Đăng **35** bản tin")),
        Paragraph(Style.TEXT, (Run("Nguyên nhân: "), Run("lý do", place=True), Run(" [x]", italic=True))),
        Paragraph(Style.BASIS, words("Căn cứ Luật;")),
        Paragraph(Style.CAPTION, words("Bảng 1")),
        Paragraph(Style.NOTE, words("Ghi chú")),
    )
    found = opened(word(replace(PLAIN, blocks=blocks))).paragraphs
    assert [(each.style.name, each.text) for each in found] == [
        ("Phần", "II. Kết quả"),
        ("Mục", "1. Thể chế"),
        ("Điểm", "a) Kết quả đạt được"),
        ("Gạch đầu dòng", "- Đăng 35 bản tin"),
        ("Nội dung", "Nguyên nhân: [Cần bổ sung: lý do] [x]"),
        ("Căn cứ", "Căn cứ Luật;"),
        ("Tên bảng", "Bảng 1"),
        ("Ghi chú dưới bảng", "Ghi chú"),
    ]
    assert [run.text for run in found[3].runs if run.bold] == ["35"]
    assert [run.text for run in found[4].runs if run.font.highlight_color] == ["[Cần bổ sung: lý do]"]
    assert [run.text for run in found[4].runs if run.italic] == [" [x]"]


def test_tables_repeat_their_head_and_keep_rows_and_group_headings_whole() -> None:
    table = Table(
        (Column("STT", 1, centred=True), Column("Nhiệm vụ", 3)),
        (Row(("I. Thể chế",), heading=True), Row(("1", "Dòng một\nDòng hai")), Row(("", "Cộng"), bold=True)),
    )
    (found,) = opened(word(replace(PLAIN, blocks=(table,)))).tables
    rows = found._tbl.tr_lst
    assert [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)
    assert [cell.text for cell in found.rows[0].cells] == ["STT", "Nhiệm vụ"]
    assert len(rows[1].tc_lst) == 1
    assert rows[1].tc_lst[0].grid_span == 2
    assert [each.text for each in found.cell(2, 1).paragraphs] == ["Dòng một", "Dòng hai"]
    assert [run.bold for run in found.cell(3, 1).paragraphs[0].runs] == [True]
    assert [column.width for column in found.columns] == [1484630, 4455795]
    assert sum(column.width.mm for column in found.columns) == pytest.approx(165, abs=0.1)
    styles = [found.cell(at, 0).paragraphs[0].style for at in range(3)]
    assert [style.name for style in styles] == ["Đầu bảng", "Hàng nhóm", "Ô bảng giữa"]
    assert styles[1].paragraph_format.keep_with_next
    assert found.cell(0, 0).vertical_alignment == WD_CELL_VERTICAL_ALIGNMENT.CENTER


def test_a_row_of_totals_keeps_the_row_before_it() -> None:
    rows = (Row(("một",)), Row(("hai",)), Row(("Cộng",), bold=True))
    (table,) = opened(word(replace(PLAIN, blocks=(Table((Column("A", 1),), rows),)))).tables
    kept = [table.cell(at, 0).paragraphs[0].paragraph_format.keep_with_next for at in range(1, 4)]
    assert kept == [None, True, None]


def test_several_addressees_stand_below_the_colon_and_headings_leave_no_wide_gaps() -> None:
    found = opened(word(samples.full_document()))
    names = [paragraph.style.name for paragraph in found.paragraphs if paragraph.style]
    at = names.index("Kính gửi nhiều nơi")
    assert names[at : at + 3] == ["Kính gửi nhiều nơi", "Nơi kính gửi", "Nơi kính gửi"]
    above, below = (found.styles[name].paragraph_format for name in names[at : at + 2])
    assert below.left_indent.mm + below.first_line_indent.mm - above.left_indent.mm == pytest.approx(17.6, abs=0.2)
    assert [found.styles[name].paragraph_format.alignment for name in ("Phần", "Mục", "Điểm")] == [
        WD_ALIGN_PARAGRAPH.LEFT
    ] * 3


def test_two_tables_in_a_row_stay_two() -> None:
    table = Table((Column("A", 1),), (Row(("một",)),))
    assert len(opened(word(replace(PLAIN, blocks=(table, table)))).tables) == 2


# How the pages are


def test_pages_are_those_of_the_decree_and_appendices_lie_on_their_side() -> None:
    sections = opened(word(samples.full_document())).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.LANDSCAPE,
    ]
    for section in sections:
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
    numbered = [section._sectPr.find(qn("w:pgNumType")) for section in sections]
    assert numbered[0] is None
    assert [each.get(qn("w:start")) for each in numbered[1:]] == ["1", "1"]


def test_an_appendix_can_stand_upright() -> None:
    appendices = (Appendix("Phụ lục 1", "Ngang"), Appendix("Phụ lục 2", "Dọc", landscape=False))
    sections = opened(word(replace(PLAIN, appendices=appendices))).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [round(section.page_width.mm) for section in sections] == [210, 297, 210]


def test_a_document_without_appendix_has_one_upright_section() -> None:
    (section,) = opened(word(replace(samples.full_document(), appendices=()))).sections
    assert section.orientation == WD_ORIENT.PORTRAIT
    assert "PAGE" in section.header._element.xml


def test_an_appendix_alone_has_no_page_before_it() -> None:
    found = opened(word(samples.appendix_alone()))
    assert [section.orientation for section in found.sections] == [WD_ORIENT.LANDSCAPE]
    assert "PAGE" in found.sections[0].header._element.xml
    assert found.paragraphs[0].text == "Tiến độ từng nhiệm vụ"


def test_the_national_heading_has_room_for_one_line() -> None:
    table = opened(word(samples.full_document())).tables[0]
    assert [round(column.width.mm) for column in table.columns] == [66, 94]
    margins = table._tbl.tblPr.find(qn("w:tblCellMar"))
    assert {side.get(qn("w:w")) for side in margins} == {"0"}
    style = table.cell(0, 1).paragraphs[0].style
    assert (style.name, style.font.size.pt, style.font.bold, style.font.all_caps) == ("Quốc hiệu", 12, True, True)


def test_times_new_roman_is_named_for_every_script_and_no_theme_takes_its_place() -> None:
    styles = members_of(word(PLAIN))["word/styles.xml"].decode()
    assert (
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" '
        'w:cs="Times New Roman"/>' in styles
    )
    assert "Theme" not in styles
    assert '<w:lang w:val="vi-VN"' in styles


def test_parts_show_in_the_navigation_of_word() -> None:
    style = opened(word(PLAIN)).styles["Phần"]
    assert style.element.find(qn("w:pPr")).find(qn("w:outlineLvl")).get(qn("w:val")) == "0"


def test_the_signature_stays_with_the_last_words() -> None:
    document = replace(PLAIN, signature=Signature("TRƯỞNG BAN", "Nguyễn Văn An"), recipients=("Như trên",))
    found = opened(word(document))
    assert found.paragraphs[0].paragraph_format.keep_with_next
    (table,) = found.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Nơi nhận:\n- Như trên.", "TRƯỞNG BAN\nNguyễn Văn An"]
    assert table._tbl.tr_lst[0].find(qn("w:trPr")).find(qn("w:cantSplit")) is not None


def test_a_signature_of_two_lines_breaks_between_them() -> None:
    document = replace(PLAIN, signature=Signature("KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN"))
    (table,) = opened(word(document)).tables
    assert [each.text for each in table.cell(0, 1).paragraphs] == ["KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN", ""]


# Data is never markup


@given(text=st.text(st.characters(codec=None), max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_in_any_field_stands_in_the_file_as_it_is(text: str) -> None:
    head = Letterhead(text, text, text, text, text)
    table = Table((Column(text, 1), Column("x", 1)), (Row((text,), heading=True), Row((text, text))))
    appendix = Appendix(text, text, text, (table,))
    blocks = (Paragraph(Style.TEXT, (Run(text, place=True),), text), table)
    document = Document(
        text, "x", dt.date(2020, 1, 1), head, text, text, (text, text), blocks, Signature(text, text), (), (appendix,)
    )
    content = word(document)
    assert_in_order(content, [text.strip(" "), *words_of(replace(document, to=()))])


def test_signs_of_templates_and_of_xml_are_shown_and_not_obeyed() -> None:
    hostile = "{{ 7 * 7 }} {% raw %} {_{ x }_} &amp; <w:br/> R&D < 5 {# lời #}"
    document = replace(PLAIN, subject=hostile, blocks=(Paragraph(Style.TEXT, (Run(hostile),)),), to=(hostile,))
    found = [line for line in lines_of(word(document)) if line]
    assert found == [hostile, f"Kính gửi: {hostile}", hostile]


def test_what_xml_has_no_place_for_is_shown_as_a_replacement_character() -> None:
    document = replace(PLAIN, subject="a\x00b\ud800c\ufffed\x1be\x85f", blocks=())
    assert lines_of(word(document))[0] == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"


# Templates of agencies


def test_an_agency_moves_and_words_things_its_own_way() -> None:
    template = saying(
        "Số liệu: {{ data.done|figure }} trên {{ data.total }}; {{ data.end|short_date }}; {{ doc.stored|long_date }}.",
        "{%p for row in data.late %}",
        "{{ loop.index }}. {{ row.task|upper }}{% if not loop.last %};{% endif %}",
        "{%p endfor %}",
    )
    data: dict[str, object] = {
        "done": 1234.5,
        "total": 36,
        "end": "2020-03-14",
        "late": [{"task": "rà soát"}, {"task": "cập nhật"}],
    }
    assert lines_of(word(PLAIN, template, data))[:3] == [
        "Số liệu: 1.234,5 trên 36; 14/03/2020; ngày 14 tháng 3 năm 2020.",
        "1. RÀ SOÁT;",
        "2. CẬP NHẬT",
    ]


def test_names_that_there_are_not_are_all_named_before_anything_is_made() -> None:
    template = saying("{{ doc.sbject }} {{ dco.kind }}", "{{ data.figures.totl }} {{ doc.subject|uper }}")
    assert refusal(template, data={"figures": {"total": 1}}) == (
        "Mẫu Word chưa dùng được: không có tên “doc.sbject” (có phải “subject”?); không có tên “dco” (có phải “doc”?); "
        "không có tên “data.figures.totl” (có phải “total”?); không có bộ lọc “uper” (có phải “upper”?)."
    )


def test_names_in_headers_are_checked_too() -> None:
    template = changed(
        lambda xml: xml.replace("</w:p>", "<w:r><w:t>{{ doc.so }}</w:t></w:r></w:p>"), name="word/header1.xml"
    )
    assert refusal(template) == "Mẫu Word chưa dùng được: không có tên “doc.so”."


def test_headers_are_filled() -> None:
    template = changed(
        lambda xml: xml.replace("</w:p>", "<w:r><w:t>{{ doc.title }}</w:t></w:r></w:p>"), name="word/header1.xml"
    )
    header = opened(word(replace(PLAIN, title="A & B <C>"), template)).sections[0].header
    assert header.paragraphs[0].text.endswith("A & B <C>")


def test_a_name_may_be_missing_where_the_template_asks_for_it() -> None:
    template = saying('{{ data.texts["I.2"]|default("chưa viết") }}{% if data.x is defined %}{{ data.x }}{% endif %}')
    assert lines_of(word(PLAIN, template, {"texts": {}}))[0] == "chưa viết"


def test_a_value_that_is_missing_only_while_filling_is_named() -> None:
    assert refusal(saying("{{ data.a }}")) == "Mẫu Word chưa dùng được: không có giá trị cho tên “a”."
    assert refusal(saying("{{ doc.letterhead.agency }}")) == (
        "Mẫu Word chưa dùng được: không có giá trị cho tên “agency”."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kính gửi {{ doc.subject }", "có lệnh chưa đóng ngoặc ở đoạn “Kính gửi {{ doc.subject }”."),
        ("Kính gửi {{ doc. }}", "có lệnh không đọc được ở đoạn “Kính gửi {{ doc. }}"),
        ("{% if doc.kind %}", "có lệnh “if” hoặc “for” chưa có “endif”, “endfor”"),
        ("{% lap %}", "không có lệnh “lap”, hoặc lệnh đó đặt không đúng chỗ"),
        ("{% endif %}", "không có lệnh “endif”, hoặc lệnh đó đặt không đúng chỗ"),
        ("{% set x = 1 %}", "lệnh “set” không dùng được trong mẫu"),
        ("{% include 'a' %}", "lệnh “include” không dùng được trong mẫu"),
        ("{% macro m() %}{% endmacro %}", "lệnh “macro” không dùng được trong mẫu"),
        ("{{ doc.subject.upper() }}", "không gọi được “doc.subject.upper(...)” trong mẫu"),
        ("{{p doc.title }}", "Mẫu đặt chữ ra ngoài đoạn văn: “Văn bản”."),
        ("{{ blocks(doc.title) }}", "blocks(...) dùng cho doc.blocks hoặc blocks của một phụ lục"),
        ("{{ section(doc.title) }}", "section(...) dùng cho một phụ lục"),
        ("{{ doc.to }}", "chỉ hiện được chữ, số, ngày; danh sách thì lặp bằng for hoặc nối bằng join"),
        ("{{ 1 / 0 }}", "Mẫu Word có phép tính hoặc câu lệnh không thực hiện được."),
        ("{{ doc.title|figure }}", "bộ lọc “figure” dùng cho số"),
        ("{{ doc.blocks|join }}", "bộ lọc “join” dùng cho danh sách chữ, số, ngày"),
        ("{{ doc.title ~ doc.to }}", "phép “~” chỉ nối chữ và số"),
        (
            "Nội dung: {{p blocks(doc.blocks) }}",
            "lệnh “p” phải đứng riêng một đoạn, không kèm chữ hay ảnh khác: “Nội dung: {{p blocks(doc.blocks) }}”.",
        ),
        (
            "{%p if doc.kind %}{%p if doc.to %}",
            "lệnh “p” phải đứng riêng một đoạn, không kèm chữ hay ảnh khác: “{%p if doc.kind %}{%p if doc.to %}”.",
        ),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_with_the_words_concerned(text: str, said: str) -> None:
    assert said in refusal(saying(text))


def test_a_command_for_a_row_that_would_take_words_of_the_row_along_is_refused() -> None:
    row = "<w:tr>{}</w:tr>".format
    cell = "<w:tc><w:tcPr/><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>".format

    def template(*beside: str) -> bytes:
        first = row("".join(map(cell, ("{%tr for each in doc.to %}", *beside))))
        grid = '<w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>'
        table = f"<w:tbl><w:tblPr/>{grid}{first}{row(cell('{{ each }}'))}{row(cell('{%tr endfor %}'))}</w:tbl>"
        return changed(lambda xml: xml.replace("<w:body>", f"<w:body>{table}", 1))

    filled = opened(word(samples.full_document(), template(""))).tables[0]
    assert [each.text for each in filled._tbl.iter(qn("w:t"))] == ["UBND tỉnh Đồng Nai", "Sở Nội vụ"]
    assert refusal(template("Tên")) == (
        "Mẫu Word chưa dùng được: lệnh “tr” phải đứng riêng một hàng của bảng, không kèm chữ hay ảnh khác: "
        "“{%tr for each in doc.to %}Tên”."
    )


def test_a_choice_that_opens_in_one_paragraph_and_closes_in_the_middle_of_another_is_refused() -> None:
    template = saying("{%p if doc.kind %}", "Tên loại {{ doc.kind }} {% endif %} cuối câu")
    assert "lệnh mở và lệnh đóng không cùng chỗ: gần “cuối câu”" in refusal(template)


@pytest.mark.parametrize(
    "text",
    [
        "{{ doc.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ doc['__class__'] }}",
        "{{ (doc|list).__class__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ blocks.__globals__ }}",
        "{{ self.__init__ }}",
        "{{ data.__class__ }}",
        "{{ data.x.__class__ }}",
        "{{ doc.blocks|map(attribute='__class__')|list }}",
        "{{ doc|attr('__class__') }}",
        "{{ loop.__class__ }}",
        "{{ doc.title.format(1) }}",
        "{{ '%s'|format(1) }}",
        "{{ namespace() }}",
        "{{ range(10) }}",
    ],
)
def test_a_template_that_reaches_for_the_insides_of_python_is_refused(text: str) -> None:
    refusal(saying(text), data={"x": "y"})
    refusal(saying(text))


@pytest.mark.parametrize(
    "texts",
    [
        ("{{ 10**10**10 }}",),
        ("{{ 'a' * 10000000000 }}",),
        ("{{ '%10000000000d' % 1 }}",),
        ("{{ [1] * 10000000000 }}",),
        ("{{ doc.title * 10000000000 }}",),
        tuple(f"{{%p for {name} in 'mười chữ !' %}}" for name in "abcdefgh") + ("{%p endfor %}",) * 8,
        ("{% for a in data %}" * 30 + "{% endfor %}" * 30,),
        ("{%p for a in '12345678901234567890123456789' %}", "{{p blocks(doc.blocks) }}", "{%p endfor %}"),
        ("{{ '1234567890'|join('1234567890') }}",),
        ("{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}",),
        ("{{ " + "9" * 5000 + " }}",),
    ],
    ids=["power", "letters", "padding", "list", "title", "loops", "nesting", "blocks", "join", "brackets", "digits"],
)
def test_a_template_that_never_ends_is_refused_at_once(texts: tuple[str, ...]) -> None:
    refusal(saying(*texts), data={"x": [1]})


def test_blocks_in_a_header_are_refused() -> None:
    template = changed(
        lambda xml: xml.replace("</w:p>", "</w:p><w:p><w:r><w:t>{{p blocks(doc.blocks) }}</w:t></w:r></w:p>"),
        name="word/header1.xml",
    )
    assert refusal(template) == "Mẫu gọi blocks(...) hoặc section(...) ngoài phần thân văn bản."


def test_a_template_without_our_styles_is_refused_with_the_style() -> None:
    template = changed(lambda xml: xml.replace('w:val="Nội dung"', 'w:val="Khác"'), name="word/styles.xml")
    assert refusal(template) == "Mẫu không có kiểu (style) “Nội dung”."
    assert template_faults(template) == ("không có kiểu (style) “Nội dung”",)


def test_a_template_of_one_section_still_gives_its_appendices_pages_of_their_own() -> None:
    template = changed(lambda xml: re.sub(r'<w:p><w:pPr><w:pStyle w:val="LenhMau"/><w:sectPr>.*?</w:p>', "", xml))
    sections = opened(word(samples.full_document(), template)).sections
    assert [section.orientation for section in sections][1:] == [WD_ORIENT.LANDSCAPE, WD_ORIENT.LANDSCAPE]


def test_a_section_break_that_shares_the_paragraph_of_a_command_is_kept() -> None:
    template = changed(
        lambda xml: re.sub(
            r'(<w:p><w:pPr><w:pStyle w:val="LenhMau"/>)(</w:pPr>(?:(?!</w:p>).)*</w:p>)'
            r'<w:p><w:pPr><w:pStyle w:val="LenhMau"/>(<w:sectPr>(?:(?!</w:sectPr>).)*</w:sectPr>)</w:pPr></w:p>',
            r"\1\3\2",
            xml,
        )
    )
    assert template != changed(str)
    found = [section.orientation for section in opened(word(samples.full_document(), template)).sections]
    assert found == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.LANDSCAPE]


def test_a_tag_that_word_split_into_runs_is_still_read() -> None:
    runs = "".join(
        f"<w:r><w:rPr><w:b/></w:rPr><w:t>{piece}</w:t></w:r>" for piece in ("{", "{ doc.", "title", " }", "}")
    )
    template = changed(lambda xml: xml.replace("<w:body>", f"<w:body><w:p>{runs}</w:p>", 1))
    assert lines_of(word(PLAIN, template))[0] == "Văn bản"


def test_a_template_saved_by_libreoffice_keeps_one_set_of_properties() -> None:
    template = changed(
        lambda xml: xml.replace(
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata",
            "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata",
        ),
        name="_rels/.rels",
    )
    content = word(PLAIN, template)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist().count("docProps/core.xml") == 1
    assert opened(content).core_properties.title == "Văn bản"
    assert word(PLAIN, template) == content


# Files that are no templates


def bomb() -> bytes:
    members = members_of(template_path("report.docx").read_bytes())
    return packed({**members, "word/media/a.png": bytes(80 * 2**20)})


def declared(xml: str) -> str:
    return xml.replace(DECLARATIONS, f'{DECLARATIONS}<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Mẫu không phải tệp Word (.docx), hoặc đã hỏng."),
        (b"Kinh gui", "Mẫu không phải tệp Word (.docx), hoặc đã hỏng."),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000), "Mẫu là tệp .doc đời cũ hoặc có đặt mật khẩu."),
        (packed({"a.txt": b"x"}), "Mẫu không phải tệp Word (.docx)."),
        (packed({"[Content_Types].xml": b"<x/>"}), "Mẫu không phải tệp Word (.docx), hoặc đã hỏng."),
        (template_path("report.docx").read_bytes()[:-200], "Mẫu không phải tệp Word (.docx), hoặc đã hỏng."),
        (bomb(), "Mẫu quá lớn sau khi giải nén."),
        (changed(declared), "Thành phần “word/document.xml” của mẫu có khai báo không được phép."),
        (changed(lambda xml: xml[:-20]), "Mẫu không phải tệp Word (.docx), hoặc đã hỏng."),
        (
            changed(lambda xml: xml.replace("document.main", "template.main"), name="[Content_Types].xml"),
            "Mẫu không phải tệp Word (.docx), hoặc đã hỏng.",
        ),
    ],
    ids=["empty", "text", "doc", "zip", "bare", "cut", "bomb", "entity", "malformed", "dotx"],
)
def test_a_file_that_is_no_template_is_refused(content: bytes, said: str) -> None:
    assert refusal(content) == said
    with pytest.raises(Refused):
        template_faults(content)


# The same bytes


_DIGEST = (
    "import hashlib; from tests.report import samples; from cchc_cli.report.word import word; "
    "print(hashlib.sha256(word(samples.full_document())).hexdigest())"
)


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
    ],
)
def test_a_document_gives_the_same_bytes_wherever_it_is_made(surroundings: dict[str, str]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _DIGEST],
        env={**os.environ, **surroundings, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(word(samples.full_document())).hexdigest()


def test_the_file_stores_the_dates_of_the_document_and_none_of_its_making() -> None:
    content = word(samples.full_document())
    properties = opened(content).core_properties
    assert properties.title == "Báo cáo kết quả thực hiện công tác cải cách hành chính quý I năm 2020"
    assert properties.author == properties.last_modified_by == "Ban Quản lý các Khu công nghiệp Đồng Nai"
    assert properties.created == properties.modified == dt.datetime(2020, 3, 14, tzinfo=dt.UTC)
    assert properties.revision == 1
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


# The templates that come with the program


def maker() -> Any:
    spec = importlib.util.spec_from_file_location("make_templates", ROOT / "templates" / "make_templates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_makes_the_templates_that_are_kept(tmp_path: Path) -> None:
    maker().main(tmp_path)
    for name in ("report.docx", "letter.docx"):
        assert (tmp_path / name).read_bytes() == (ROOT / "templates" / name).read_bytes()


@pytest.mark.parametrize("name", ["report.docx", "letter.docx"])
def test_our_templates_have_no_faults(name: str) -> None:
    assert template_faults(template_path(name).read_bytes()) == ()


def test_the_manual_names_every_name_that_a_template_may_use() -> None:
    manual = (ROOT / "templates" / "README.md").read_text("utf-8")
    names = [f"doc.{each.name}" for each in fields(Document)]
    names += [f"doc.letterhead.{each.name}" for each in fields(Letterhead)]
    names += [f"doc.signature.{each.name}" for each in fields(Signature)]
    names = [name for name in names if name not in {"doc.letterhead", "doc.signature"}]
    assert [name for name in names if f"`{name}`" not in manual] == []
    assert [each.name for each in fields(Appendix) if f"`{each.name}`" not in manual] == []


def test_the_manual_names_every_filter_and_style() -> None:
    from cchc_cli.report.word.blocks import STYLES
    from cchc_cli.report.word.language import Language

    manual = " ".join((ROOT / "templates" / "README.md").read_text("utf-8").split())
    filters = [name for name in Language({}).filters if " " not in name]
    assert [name for name in filters if f"`{name}`" not in manual] == []
    assert [name for name in STYLES if name not in manual] == []


def test_tables_of_a_thousand_rows_are_one_table() -> None:
    table = Table(
        tuple(Column(f"Cột {at}", 10) for at in range(9)), tuple(Row(("Rà soát " * 30,) * 9) for _ in range(200))
    )
    (found,) = opened(word(replace(PLAIN, blocks=(), appendices=(Appendix("", "Bảng", blocks=(table,)),)))).tables
    assert isinstance(found, WordTable)
    assert len(found._tbl.tr_lst) == 201
