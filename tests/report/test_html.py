"""A document as one HTML page: its arrangement, and data that stays text."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from cchc_cli.report.html import html
from cchc_cli.report.jinja import environment, template_path
from cchc_cli.report.writing import shown
from tests.report.reading import Reading, read
from tests.report.samples import HOSTILE, LONG_WORD, appendix_alone, full_document, hostile_document, letter

ROOT = Path(__file__).resolve().parent.parent.parent
DAY = dt.date(2020, 3, 14)


def body(document: Document) -> str:
    """Return the page without its head, one element a line where the template breaks them."""
    return html(document).partition("<body>")[2]


def of_blocks(*blocks: Paragraph | Table) -> str:
    return body(Document("t", "t", DAY, blocks=blocks))


def plain(data: str) -> str:
    return " ".join(shown(data).split())


def test_the_page_says_its_title_language_and_date_and_lets_nothing_in() -> None:
    head = html(full_document()).partition("<style>")[0]
    assert head.splitlines() == [
        "<!DOCTYPE html>",
        '<html lang="vi">',
        "<head>",
        '<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; font-src data:\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="dcterms.created" content="2020-03-14">',
        '<meta name="dcterms.modified" content="2020-03-14">',
        "<title>Báo cáo kết quả thực hiện công tác cải cách hành chính quý I năm 2020</title>",
    ]


def test_the_letterhead_stands_in_two_columns() -> None:
    assert body(full_document()).partition("</header>")[0] == (
        "\n<main>\n"
        '<article class="sheet">\n'
        '<header class="letterhead">\n'
        '<div class="pair">\n'
        '<div class="left">\n'
        '<p class="parent">UBND tỉnh Đồng Nai</p>\n'
        '<p class="agency">Ban Quản lý các Khu công nghiệp Đồng Nai</p>\n'
        "</div>\n"
        '<div class="right">\n'
        '<p class="nation">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>\n'
        '<p class="motto">Độc lập - Tự do - Hạnh phúc</p>\n'
        "</div>\n"
        "</div>\n"
        '<div class="pair">\n'
        '<div class="left">\n'
        '<p class="number">Số:         /BC-KCNĐN</p>\n'
        "</div>\n"
        '<div class="right">\n'
        '<p class="dateline">Đồng Nai, ngày      tháng      năm 2020</p>\n'
        "</div>\n"
        "</div>\n"
    )


def test_kind_subject_and_addressees_stand_below() -> None:
    text = body(full_document())
    assert (
        '<h1 class="title"><span class="kind">BÁO CÁO</span> '
        '<span class="subject">Kết quả thực hiện công tác cải cách hành chính quý I năm 2020</span></h1>\n'
        '<div class="to-many"><p>Kính gửi:</p><ul><li>- UBND tỉnh Đồng Nai;</li><li>- Sở Nội vụ.</li></ul></div>\n'
    ) in text
    assert '<div class="to"><p>Kính gửi:</p><p>Văn phòng</p></div>\n' in body(letter())


def test_a_letter_is_headed_by_what_it_is_about() -> None:
    text = body(letter())
    assert '<h1 class="about">V/v đôn đốc thực hiện nhiệm vụ cải cách hành chính năm 2020</h1>' in text
    assert text.count("<h1") == 1


def test_headings_keep_their_order_below_the_title() -> None:
    assert re.findall(r"<(h\d) class=\"(?:part|section|point)\">(\S+ \S+)", body(full_document())) == [
        ("h2", "I. Công"),
        ("h3", "1. Kế"),
        ("h3", "2. Tổ"),
        ("h2", "II. Kết"),
        ("h3", "1. Cải"),
        ("h4", "a) Những"),
        ("h4", "b) Những"),
    ]


def test_a_heading_never_skips_a_level() -> None:
    text = of_blocks(Paragraph(Style.POINT, words("Điểm"), "a)"), Paragraph(Style.POINT, words("Điểm"), "b)"))
    assert '<h2 class="point">a) Điểm</h2>\n<h3 class="point">b) Điểm</h3>\n' in text


def test_places_to_fill_are_marked() -> None:
    place = Paragraph(Style.TEXT, (Run("Nguyên nhân: "), Run("ý kiến", place=True), Run(" và "), Run("x", bold=True)))
    assert (
        '<p class="text">Nguyên nhân: <mark>[Cần bổ sung: ý kiến]</mark> và <b>x</b></p>\n'
    ) in of_blocks(place)  # fmt: skip


def test_an_item_has_its_dash_or_its_own_sign() -> None:
    text = of_blocks(Paragraph(Style.ITEM, words("một")), Paragraph(Style.ITEM, words("hai"), "+"))
    assert '<p class="item">- một</p>\n<p class="item">+ hai</p>\n' in text


def test_a_table_has_headers_with_scope_and_shares_of_the_width() -> None:
    table = Table(
        (Column("STT", 1, centred=True), Column("Nhiệm vụ", 3), Column("", 1)),
        (Row(("I. Mục",), heading=True), Row(("1", "a\nb", "")), Row(("", "Cộng", "1"), bold=True)),
    )
    assert of_blocks(table).partition('<article class="sheet">\n')[2].startswith(
        '<h1 class="hidden">t</h1>\n'
        '<div class="box" role="region" aria-label="Bảng thứ 1" tabindex="0">\n'
        "<table>\n"
        '<colgroup><col style="width: 20.00%"><col style="width: 60.00%"><col style="width: 20.00%"></colgroup>\n'
        "<thead>\n"
        '<tr><th scope="col">STT</th><th scope="col">Nhiệm vụ</th><td></td></tr>\n'
        "</thead>\n"
        "<tbody>\n"
        '<tr class="heading"><th colspan="3" scope="rowgroup">I. Mục</th></tr>\n'
        '<tr><td class="centred">1</td><td>a\nb</td><td></td></tr>\n'
        '<tr class="bold"><td class="centred"></td><td>Cộng</td><td>1</td></tr>\n'
        "</tbody>\n"
        "</table>\n"
        "</div>\n"
    )  # fmt: skip


def test_the_signature_stands_beside_the_recipients() -> None:
    assert (
        '<footer class="close">\n'
        '<div class="recipients">\n'
        "<h2>Nơi nhận:</h2>\n"
        "<ul><li>- Như trên;</li><li>- Lãnh đạo Ban Quản lý;</li><li>- Các phòng, bộ phận;</li><li>- Lưu: VT, CCHC.</li></ul>\n"
        "</div>\n"
        '<div class="signed">\n'
        "<p>KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN</p>\n"
        '<p class="signer">Nguyễn Văn An</p>\n'
        "</div>\n"
        "</footer>\n"
    ) in body(full_document())


def test_an_appendix_alone_is_the_first_sheet() -> None:
    text = body(appendix_alone())
    assert text.startswith(
        '\n<main>\n<section class="sheet wide" style="page: phu-luc-1">\n<h1 class="appendix-title"><span class="kind">Tiến độ từng nhiệm vụ</span></h1>\n'
    )


def test_each_appendix_has_pages_of_its_own_kind_and_number() -> None:
    appendices = (Appendix("Phụ lục 1", "Ngang"), Appendix("Phụ lục 2", "Dọc", landscape=False))
    page = html(Document("t", "t", DAY, appendices=appendices))
    assert (
        "@page phu-luc-1 { size: A4 landscape; }\n"
        "@page :nth(1 of phu-luc-1) { counter-reset: page 1; @top-center { content: none; } }\n"
        "@page phu-luc-2 { size: A4 portrait; }\n"
    ) in page
    assert '<section class="sheet" style="page: phu-luc-2">' in page


def test_a_place_of_the_plan_is_never_parted_at_the_end_of_a_line() -> None:
    text = of_blocks(Paragraph(Style.TEXT, words("Ba nhiệm vụ (mục II.8, VII.1.a, I.2) của Q.1, 1.270 hồ sơ <II.8>")))
    assert (
        '(mục <span class="held">II.8</span>, <span class="held">VII.1.a</span>, <span class="held">I.2</span>) '
        'của <span class="held">Q.1</span>, 1.270 hồ sơ &lt;<span class="held">II.8</span>&gt;</p>'
    ) in text


def test_only_rows_taller_than_half_a_page_may_break() -> None:
    table = Table((Column("A", 1), Column("B", 1)), (Row(("ngắn", "x\n" * 23)), Row(("dài", "x\n" * 24))))
    text = of_blocks(table)
    assert "<tr><td>ngắn</td>" in text
    assert '<tr class="long"><td>dài</td>' in text


def test_a_word_of_ten_thousand_letters_may_break_and_keeps_its_letters() -> None:
    page = html(Document("t", "t", DAY, blocks=(Paragraph(Style.TEXT, (Run(LONG_WORD),)),)))
    assert f'<p class="text">{"Đ" * 40}<wbr>{"Đ" * 40}<wbr>' in page
    assert read(page).text == f"t t {LONG_WORD}"


def test_the_page_needs_no_other_file_and_no_script() -> None:
    reading = read(html(full_document()))
    assert not {"script", "link", "img", "iframe", "object", "form", "a"} & set(reading.tags)
    assert not {"src", "href", "action", "onload"} & {name for name, _ in reading.attributes}
    assert set(re.findall(r"url\(([^,]{1,30})", html(full_document()))) == {"data:font/woff2;base64"}


def test_fonts_of_four_styles_are_in_the_page_and_the_system_s_own_go_first() -> None:
    page = html(letter())
    assert page.count("@font-face") == 8
    assert 'src: local("Times New Roman"), local("TimesNewRomanPSMT"); }' in page
    assert 'font: 14pt/1.25 "VB Times", "VB Tinos"' in page
    assert len(page.encode()) < 100_000


def test_hostile_data_is_text() -> None:
    page = html(hostile_document())
    reading = read(page)
    calm = set(read(html(full_document())).tags) | set(read(html(letter())).tags)
    assert set(reading.tags) <= calm | {"wbr"}
    for text in HOSTILE:
        assert plain(text) in reading.text
    assert reading.text.count(LONG_WORD) == 4
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e\ufeff]", page)


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="ab <>&\"'/={}%#\n;:-!đ\x00", max_size=40),
    st.sampled_from(HOSTILE),
)


def everywhere(data: str) -> Document:
    table = Table(
        (Column(f"A{data}", 1), Column("B", 1)),
        (Row((data,), heading=True), Row((data, data)), Row((data, data), bold=True)),
    )
    paragraphs = [Paragraph(style, (Run(data), Run(data, bold=True)), f"1{data}") for style in Style]
    return Document(
        title=f"t{data}",
        slug="t",
        stored=DAY,
        letterhead=Letterhead(f"a{data}", f"a{data}", f"a{data}", f"a{data}", f"a{data}"),
        kind=f"a{data}",
        subject=f"a{data}",
        to=(data, data),
        blocks=(*paragraphs, table),
        signature=Signature(data, data),
        recipients=(data, data),
        appendices=(Appendix(f"a{data}", f"a{data}", f"a{data}", (table,)),),
    )


def shape(reading: Reading) -> tuple[list[str], list[tuple[str, str | None]]]:
    return [tag for tag in reading.tags if tag != "wbr"], reading.attributes


CALM = shape(read(html(everywhere("a"))))


@given(TEXTS)
def test_no_data_changes_the_elements_of_the_page(data: str) -> None:
    document = everywhere(data)
    # A style with nothing in bold or no place to fill has fewer elements.
    reading = read(html(document))
    if shown(data):
        assert shape(reading) == CALM
    assert plain(data) in reading.text


def test_the_same_document_gives_the_same_page_in_any_process() -> None:
    code = (
        "import sys; from hashlib import sha256; from cchc_cli.report.html import html; "
        "from tests.report.samples import full_document; "
        "sys.stdout.write(sha256(html(full_document()).encode()).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={
                "TZ": zone,
                "PYTHONHASHSEED": seed,
                "LC_ALL": "C",
                "PYTHONPATH": str(ROOT),
                "SYSTEMROOT": "C:\\Windows",
            },
            capture_output=True,
            check=True,
            text=True,
            encoding="utf-8",
        ).stdout
        for zone, seed in (("Asia/Tokyo", "1"), ("America/Lima", "2"))
    }
    assert len(said) == 1
    assert said != {""}


def test_templates_are_sandboxed_and_refuse_unknown_names() -> None:
    import jinja2
    from jinja2.exceptions import SecurityError

    with pytest.raises(SecurityError):
        environment().from_string("{{ ''.__class__.__mro__ }}").render()
    with pytest.raises(jinja2.UndefinedError):
        environment().from_string("{{ khong_co }}").render()
    assert environment().from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"


def test_every_template_file_is_found_and_others_are_not() -> None:
    assert template_path("fonts/tinos-regular.woff2").read_bytes()[:4] == b"wOF2"
    assert "Copyright 2010" in template_path("fonts/OFL.txt").read_text("utf-8")
    with pytest.raises(FileNotFoundError):
        template_path("khong-co.j2")
