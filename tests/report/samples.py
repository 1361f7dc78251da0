"""Documents made by hand, for the tests of every format."""

from __future__ import annotations

import datetime as dt

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

CONTROL = "trước\x00\x07\x1b[31m\x7f\x85sau\u202edảo\u200b\ufeff\ud800\ufffe"
LONG_WORD = "Đ" * 10_000
HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} {# lời #}",
    "[/KH-UBND] [red]đỏ[/red]",
    "[bấm](javascript:alert(1)) https://example.com www.example.com a@example.com <https://example.com>",
    "R&D < 5 > 3 &lt; &amp; &#60; </td></table></body>",
    "a | b || c \\| d \\",
    "# đầu đề\n## đầu đề\n- dòng\n1. dòng\n> trích\n    mã\n```\nmã\n```\n---\n===\n:-:\n| - | - |",
    "*nghiêng* **đậm __đậm__ ~~xóa~~ `mã` $x$ ![ảnh](a.png)",
    "\" onmouseover='alert(1)' ${x} %s %(x)s",
    CONTROL,
)

TASK = "Cập nhật lên cơ sở dữ liệu quốc gia về thủ tục hành chính các thủ tục mới được công bố, sửa đổi, bãi bỏ"


def full_document() -> Document:
    """Return a report with every style of paragraph, places to fill, and two appendices of 40 rows each."""
    return Document(
        title="Báo cáo kết quả thực hiện công tác cải cách hành chính quý I năm 2020",
        slug="BC-CCHC-quy-I-2020",
        stored=dt.date(2020, 3, 14),
        letterhead=Letterhead(
            agency="Ban Quản lý các Khu công nghiệp Đồng Nai",
            parent="UBND tỉnh Đồng Nai",
            number="Số:         /BC-KCNĐN",
            dateline="Đồng Nai, ngày      tháng      năm 2020",
        ),
        kind="BÁO CÁO",
        subject="Kết quả thực hiện công tác cải cách hành chính quý I năm 2020",
        to=("UBND tỉnh Đồng Nai", "Sở Nội vụ"),
        blocks=(
            Paragraph(Style.BASIS, words("Căn cứ Nghị quyết số 30c/NQ-CP ngày 08 tháng 11 năm 2011 của Chính phủ;")),
            Paragraph(Style.TEXT, words("Thực hiện Kế hoạch số 01/KH-KCNĐN, Ban Quản lý báo cáo **kết quả** như sau:")),
            Paragraph(Style.PART, words("Công tác chỉ đạo, điều hành cải cách hành chính"), "I."),
            Paragraph(Style.SECTION, words("Kế hoạch cải cách hành chính"), "1."),
            *(Paragraph(Style.TEXT, words(f"{TASK}. " * 3)) for _ in range(3)),
            Paragraph(Style.CAPTION, words("Bảng 1. Tình hình thực hiện theo lĩnh vực")),
            Table(
                (Column("Lĩnh vực", 40), Column("Tổng số", 20, centred=True), Column("Hoàn thành", 20, centred=True)),
                (
                    Row(("Cải cách thể chế", "2", "0")),
                    Row(("Cải cách thủ tục hành chính", "17", "3")),
                    Row(("Cộng", "19", "3"), bold=True),
                ),
            ),
            Paragraph(Style.NOTE, words("Số liệu tính đến hết ngày 14/3/2020.")),
            Paragraph(Style.SECTION, words("Tổ chức chỉ đạo"), "2."),
            Paragraph(Style.TEXT, (Run("nội dung mục này", place=True),)),
            Paragraph(Style.PART, words("Kết quả thực hiện"), "II."),
            Paragraph(Style.SECTION, words("Cải cách thể chế"), "1."),
            Paragraph(Style.POINT, words("Những kết quả chủ yếu đã đạt được"), "a)"),
            Paragraph(Style.ITEM, words(f"{TASK} (mục II.5; ngày 21/01/2020).")),
            Paragraph(Style.ITEM, (Run("Đã đăng "), Run("35", bold=True), Run(" bản tin", italic=True), Run("."))),
            Paragraph(Style.POINT, words("Những tồn tại, hạn chế và nguyên nhân"), "b)"),
            *(Paragraph(Style.TEXT, words(f"{TASK}. " * 4)) for _ in range(6)),
            Paragraph(Style.TEXT, (Run("Nguyên nhân: "), Run("ý kiến của đơn vị", place=True))),
            Paragraph(
                Style.TEXT,
                words("Trên đây là báo cáo kết quả thực hiện công tác cải cách hành chính quý I năm 2020./."),
            ),
        ),
        signature=Signature("KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN", "Nguyễn Văn An"),
        recipients=("Như trên;", "- Lãnh đạo Ban Quản lý", "Các phòng, bộ phận", "Lưu: VT, CCHC."),
        appendices=(_tasks("Phụ lục 1", "Chỉ tiêu của kế hoạch"), _tasks("Phụ lục 2", "Tiến độ từng nhiệm vụ")),
    )


def _tasks(number: str, title: str) -> Appendix:
    columns = (
        Column("STT", 5, centred=True),
        Column("Nhiệm vụ cụ thể", 35),
        Column("Sản phẩm", 20),
        Column("Đơn vị chủ trì", 14),
        Column("Thời hạn", 13, centred=True),
        Column("Kết quả, tình trạng", 18),
    )
    rows: list[Row] = []
    for at in range(40):
        if at % 10 == 0:
            rows.append(Row((f"{'I' * (at // 10 + 1)}. Cải cách thủ tục hành chính",), heading=True))
        cells = (f"{at + 1}", f"{TASK}.\nDòng thứ hai.", "Kết nối, chia sẻ dữ liệu", "Văn phòng", "Quý I/2020")
        rows.append(Row((*cells, "Chưa hoàn thành, trong hạn" if at % 3 else "")))
    return Appendix(number, title, "(Kèm theo Báo cáo số      /BC-KCNĐN)", (Table(columns, tuple(rows)),))


def letter() -> Document:
    """Return a công văn: no kind, no subject, but what it is about under its number."""
    return Document(
        title="Đôn đốc thực hiện nhiệm vụ cải cách hành chính năm 2020",
        slug="CV-don-doc-van-phong",
        stored=dt.date(2020, 6, 14),
        letterhead=Letterhead(
            agency="Ban Quản lý các Khu công nghiệp Đồng Nai",
            parent="UBND tỉnh Đồng Nai",
            number="Số:         /KCNĐN-VP",
            dateline="Đồng Nai, ngày 14 tháng 6 năm 2020",
            about="V/v đôn đốc thực hiện nhiệm vụ cải cách hành chính năm 2020",
        ),
        to=("Văn phòng",),
        blocks=(Paragraph(Style.TEXT, words("Ban Quản lý đề nghị Văn phòng báo cáo kết quả các nhiệm vụ sau.")),),
        signature=Signature("TRƯỞNG BAN"),
        recipients=("Như trên", "Lưu: VT"),
    )


def appendix_alone() -> Document:
    """Return a table of tasks that goes with no document."""
    return Document(
        title="Tiến độ từng nhiệm vụ",
        slug="tien-do",
        stored=dt.date(2020, 6, 14),
        appendices=(_tasks("", "Tiến độ từng nhiệm vụ"),),
    )


def hostile_document() -> Document:
    """Return a document with hostile text in every field, and words of 10,000 letters in its tables and text."""
    lines = "\n".join(HOSTILE)
    table = Table(
        tuple(Column(text, 10, centred=True) for text in HOSTILE[:4]),
        (
            Row((lines,), heading=True),
            *(Row((text, lines, text, text)) for text in HOSTILE),
            Row((LONG_WORD, *HOSTILE[:3]), bold=True),
        ),
    )
    return Document(
        title=lines,
        slug="du-lieu-la",
        stored=dt.date(2020, 3, 14),
        letterhead=Letterhead(lines, lines, lines, lines, lines),
        kind=lines,
        subject=lines,
        to=HOSTILE,
        blocks=(
            *(Paragraph(style, (Run(text), Run(text, bold=True, italic=True), Run(text, place=True)), text)
              for style in Style for text in HOSTILE),
            Paragraph(Style.TEXT, (Run(LONG_WORD),)),
            table,
        ),
        signature=Signature(lines, lines),
        recipients=HOSTILE,
        appendices=(Appendix(lines, lines, lines, (table,)), Appendix(lines, lines, lines, (table,), landscape=False)),
    )  # fmt: skip
