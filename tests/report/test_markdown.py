"""A document as Markdown: its arrangement, and data that stays text."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

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
from cchc_cli.report.markdown import markdown
from cchc_cli.report.writing import shown
from tests.report.reading import Reading, read
from tests.report.samples import CONTROL, HOSTILE, full_document, hostile_document, letter

OURS = {"h1", "h2", "h3", "h4", "p", "br", "em", "strong", "hr", "ul", "li"}
OF_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
DAY = dt.date(2020, 3, 14)


def rendered(text: str) -> Reading:
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    return read(page)


def plain(data: str) -> str:
    return " ".join(shown(data).split())


def lines_of(*blocks: Paragraph | Table) -> str:
    return markdown(Document("t", "t", DAY, blocks=blocks))


def test_a_report_reads_as_markdown_from_head_to_recipients() -> None:
    blank = "\u00a0"
    text = markdown(full_document())
    head, _, rest = text.partition("## I. Công tác chỉ đạo")
    assert head == (
        "UBND TỈNH ĐỒNG NAI\\\n"
        "**BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP ĐỒNG NAI**\\\n"
        f"Số:{blank * 9}/BC-KCNĐN\n"
        "\n"
        "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**\\\n"
        "**Độc lập - Tự do - Hạnh phúc**\\\n"
        f"_Đồng Nai, ngày{blank * 6}tháng{blank * 6}năm 2020_\n"
        "\n"
        "# BÁO CÁO\n"
        "\n"
        "**Kết quả thực hiện công tác cải cách hành chính quý I năm 2020**\n"
        "\n"
        "Kính gửi:\n"
        "\n"
        "- UBND tỉnh Đồng Nai;\n"
        "- Sở Nội vụ.\n"
        "\n"
        "_Căn cứ Nghị quyết số 30c/NQ-CP ngày 08 tháng 11 năm 2011 của Chính phủ;_\n"
        "\n"
        "Thực hiện Kế hoạch số 01/KH-KCNĐN, Ban Quản lý báo cáo **kết quả** như sau:\n"
        "\n"
    )
    assert (
        "\n_Bảng 1. Tình hình thực hiện theo lĩnh vực_\n"
        "\n"
        "| Lĩnh vực | Tổng số | Hoàn thành |\n"
        "| --- | :-: | :-: |\n"
        "| Cải cách thể chế | 2 | 0 |\n"
        "| Cải cách thủ tục hành chính | 17 | 3 |\n"
        "| **Cộng** | **19** | **3** |\n"
        "\n"
        "_Số liệu tính đến hết ngày 14/3/2020._\n"
    ) in rest
    assert (
        "\n**KT. TRƯỞNG BAN**\\\n"
        "**PHÓ TRƯỞNG BAN**\\\n"
        "**Nguyễn Văn An**\n"
        "\n"
        "***Nơi nhận:***\n"
        "\n"
        "- Như trên;\n"
        "- Lãnh đạo Ban Quản lý;\n"
        "- Các phòng, bộ phận;\n"
        "- Lưu: VT, CCHC.\n"
        "\n"
        "---\n"
        "\n"
        "## Phụ lục 1. Chỉ tiêu của kế hoạch\n"
        "\n"
        f"_(Kèm theo Báo cáo số{blank * 6}/BC-KCNĐN)_\n"
        "\n"
        "| STT | Nhiệm vụ cụ thể | Sản phẩm | Đơn vị chủ trì | Thời hạn | Kết quả, tình trạng |\n"
        "| :-: | --- | --- | --- | :-: | --- |\n"
        "| **I. Cải cách thủ tục hành chính** |  |  |  |  |  |\n"
        "| 1 | Cập nhật lên cơ sở dữ liệu quốc gia"
    ) in rest


def test_headings_follow_the_parts_of_the_report() -> None:
    assert [line for line in markdown(full_document()).splitlines() if line.startswith("#")] == [
        "# BÁO CÁO",
        "## I. Công tác chỉ đạo, điều hành cải cách hành chính",
        "### 1. Kế hoạch cải cách hành chính",
        "### 2. Tổ chức chỉ đạo",
        "## II. Kết quả thực hiện",
        "### 1. Cải cách thể chế",
        "#### a) Những kết quả chủ yếu đã đạt được",
        "#### b) Những tồn tại, hạn chế và nguyên nhân",
        "## Phụ lục 1. Chỉ tiêu của kế hoạch",
        "## Phụ lục 2. Tiến độ từng nhiệm vụ",
    ]


def test_a_letter_is_headed_by_what_it_is_about() -> None:
    text = markdown(letter())
    assert "\n# V/v đôn đốc thực hiện nhiệm vụ cải cách hành chính năm 2020\n\nKính gửi: Văn phòng\n" in text


def test_a_place_to_fill_is_bold_and_in_brackets() -> None:
    place = Paragraph(Style.TEXT, (Run("Nguyên nhân: "), Run("ý kiến của đơn vị", place=True)))
    assert lines_of(place) == "Nguyên nhân: **\\[Cần bổ sung: ý kiến của đơn vị\\]**\n"


def test_items_are_one_list_and_those_with_a_plus_stand_further_in() -> None:
    items = [
        Paragraph(Style.ITEM, words("Nhiệm vụ đến hạn:"), "-"),
        Paragraph(Style.ITEM, words("Mục II.5."), "+"),
        Paragraph(Style.ITEM, words("1. Không phải số thứ tự.")),
    ]
    assert lines_of(*items) == "- Nhiệm vụ đến hạn:\n  - Mục II.5.\n- 1\\. Không phải số thứ tự.\n"


def test_figures_and_comparisons_stay_plain() -> None:
    assert lines_of(Paragraph(Style.TEXT, words("Đạt 97,2% (>= 95 %, < 1,3 %) & R&D, 01/34."))) == (
        "Đạt 97,2% (>= 95 %, < 1,3 %) & R&D, 01/34.\n"
    )


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("[bấm](javascript:alert(1))", "\\[bấm\\](javascript:alert(1))"),
        ("xem https://example.com, www.example.com", "xem https\\://example.com, www\\.example.com"),
        ("# không phải đầu đề", "\\# không phải đầu đề"),
        ("- không phải danh sách", "\\- không phải danh sách"),
        ("3. không phải danh sách", "3\\. không phải danh sách"),
        ("> không phải trích dẫn", "\\> không phải trích dẫn"),
        ("một\n---\nhai", "một\\\n\\---\\\nhai"),
        ("    không phải mã", "không phải mã"),
        ("*a* _b_ ~c~ `d`", "\\*a\\* \\_b\\_ \\~c\\~ \\`d\\`"),
        ("&lt;b&gt;", "\\&lt;b\\&gt;"),
    ],
)
def test_signs_in_data_mean_nothing(data: str, text: str) -> None:
    assert lines_of(Paragraph(Style.TEXT, (Run(data),))) == f"{text}\n"


def test_a_cell_keeps_to_its_column() -> None:
    table = Table((Column("A", 1), Column("B", 1)), (Row(("a | b\\| c", "một\n\nhai")), Row(("x",))))
    assert lines_of(table) == "| A | B |\n| --- | --- |\n| a \\| b\\\\\\| c | một<br>hai |\n| x |  |\n"


def test_control_characters_are_shown() -> None:
    assert lines_of(Paragraph(Style.TEXT, (Run(CONTROL),))) == "trước␀␇␛\\[31m␡\\\nsaudảo��\n"


def test_hostile_data_makes_no_element_and_no_address() -> None:
    reading = rendered(markdown(hostile_document()))
    assert set(reading.tags) <= OURS | OF_TABLES
    assert {name for name, _ in reading.attributes} <= {"style"}
    for text in HOSTILE:
        assert plain(text) in reading.text


def test_bold_words_beside_letters_keep_their_text_without_marks() -> None:
    runs = (Run("trước"), Run("(đậm)", bold=True), Run("sau "), Run("đậm", bold=True), Run("."))
    assert lines_of(Paragraph(Style.TEXT, runs)) == "trước(đậm)sau **đậm**.\n"


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="ab \n\t#-+=*_`~[](){}<>|\\!&;:/.@$1đ\r\"'", max_size=40),
    st.sampled_from(HOSTILE),
)


@given(TEXTS, TEXTS, st.sampled_from(list(Style)))
def test_a_paragraph_shows_its_data_and_nothing_else(data: str, number: str, style: Style) -> None:
    runs = (Run(data), Run(data, bold=True), Run(data, italic=True))
    reading = rendered(lines_of(Paragraph(style, runs, number)))
    assert set(reading.tags) <= OURS
    own = "" if style is Style.ITEM and number in {"", "-", "+"} else number
    assert squeezed(reading.text) == squeezed(plain(own) + plain(data) * 3)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4), TEXTS)
def test_a_table_has_as_many_cells_as_it_was_given(rows: list[tuple[str, str]], heading: str) -> None:
    table = Table((Column("A", 1), Column(heading, 1, centred=True)), tuple(Row(row) for row in rows))
    reading = rendered(lines_of(Paragraph(Style.TEXT, words("Bảng")), table))
    assert set(reading.tags) <= OF_TABLES | {"p", "br"}
    assert reading.tags.count("td") == 2 * len(rows)
    assert squeezed(reading.text) == squeezed(
        "Bảng A" + "".join(map(plain, (heading, *(c for row in rows for c in row))))
    )


@given(TEXTS)
def test_every_other_field_shows_its_data(data: str) -> None:
    reading = rendered(
        markdown(
            Document(
                title="t",
                slug="t",
                stored=DAY,
                letterhead=Letterhead(data, data, data, data, data),
                kind=data,
                subject=data,
                to=(data, data),
                signature=Signature(data, data),
                recipients=(data,),
                appendices=(Appendix(data, data, data),),
            )
        )
    )
    assert set(reading.tags) <= OURS
    assert {tag for tag in reading.tags if re.fullmatch(r"h\d", tag)} <= {"h1", "h2"}
    bare = re.sub(r"^-|[;.\s]+$", "", plain(data))
    assert reading.text.count(bare) >= 8 or not bare


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_same_document_gives_the_same_text() -> None:
    assert markdown(full_document()) == markdown(full_document())
