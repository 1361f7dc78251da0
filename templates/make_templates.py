"""Make the Word templates report.docx and letter.docx of this folder: ``python templates/make_templates.py``.

The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I. The parts of a Word file are written out here
one by one, uncompressed and without dates, so that the same script always makes the same bytes.
"""

# ruff: noqa: INP001 (a script beside what it makes, no package)
from __future__ import annotations

import io
import sys
import zipfile
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FONT = "Times New Roman"

# Lengths in twentieths of a point; 1 mm is 56.7 of them. Sizes of letters in half points.
LONG, SHORT = 16838, 11906
MARGINS = 'w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"'
LEFT_COLUMN, RIGHT_COLUMN = 3742, 5329
SIGNATURE_COLUMN = 4677


def style(  # noqa: PLR0913
    name: str,
    ident: str,
    size: float,
    *,
    look: str = "",
    align: str = "left",
    before: float = 0,
    after: float = 0,
    first: int = 0,
    keep: bool = False,
    extra: str = "",
    indent: str = "",
    level: int | None = None,
    colour: str = "",
) -> str:
    """Write a paragraph style; ``look`` holds b, i, c for bold, italic, capitals; sizes and spaces in points."""
    looks = "".join(mark for letter, mark in _LOOKS if letter in look)
    indented = f'<w:ind w:firstLine="{first}"/>' if first else indent
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    half = round(size * 2)
    kept = "<w:keepNext/>" if keep else ""
    sizes = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{ident}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:uiPriority w:val="1"/><w:qFormat/><w:pPr>{kept}{extra}'
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>{indented}<w:jc w:val="{align}"/>'
        f"{outline}</w:pPr><w:rPr>{looks}{colour}{sizes}</w:rPr></w:style>"
    )


_LOOKS = (("b", "<w:b/><w:bCs/>"), ("i", "<w:i/><w:iCs/>"), ("c", "<w:caps/>"))
body_style = partial(style, align="both", before=6, first=720)
heading_style = partial(style, size=14, before=6, first=720, keep=True)
centred = partial(style, align="center")
RULE = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'


def rule(name: str, ident: str, side: int) -> str:
    """Write the style of an empty paragraph that shows as a rule, ``side`` short of its column on both sides."""
    return style(
        name, ident, 4, align="center", before=3, extra=RULE, indent=f'<w:ind w:left="{side}" w:right="{side}"/>'
    )


STYLES = (
    centred("Cơ quan chủ quản", "CoQuanChuQuan", 12, look="c"),
    centred("Cơ quan ban hành", "CoQuanBanHanh", 12, look="bc"),
    centred("Quốc hiệu", "QuocHieu", 12, look="bc"),
    centred("Tiêu ngữ", "TieuNgu", 13, look="b"),
    rule("Kẻ dưới cơ quan", "KeCoQuan", 1270),
    rule("Kẻ dưới tiêu ngữ", "KeTieuNgu", 1000),
    rule("Kẻ dưới trích yếu", "KeTrichYeu", 3500),
    centred("Số, ký hiệu", "SoKyHieu", 13, before=4),
    centred("Trích yếu công văn", "TrichYeuCongVan", 12, before=3),
    centred("Địa danh, ngày tháng", "DiaDanh", 13, look="i", before=4),
    centred("Tên loại", "TenLoai", 14, look="bc", before=18, keep=True),
    centred("Trích yếu", "TrichYeu", 14, look="b", keep=True, indent='<w:ind w:left="567" w:right="567"/>'),
    centred("Kính gửi", "KinhGui", 14, before=12, after=6),
    style("Kính gửi nhiều nơi", "KinhGuiNhieuNoi", 14, before=12, keep=True, indent='<w:ind w:left="2268"/>'),
    # The dash stands below the colon of the line above.
    style("Nơi kính gửi", "NoiKinhGui", 14, before=3, indent='<w:ind w:left="3430" w:hanging="163"/>'),
    body_style("Căn cứ", "CanCu", 14, look="i"),
    heading_style("Phần", "Phan", look="bc", level=0),
    heading_style("Mục", "Muc", look="b", level=1),
    heading_style("Điểm", "Diem", level=2),
    body_style("Nội dung", "NoiDung", 14),
    body_style("Gạch đầu dòng", "GachDauDong", 14),
    style("Tên bảng", "TenBang", 13, look="i", align="center", before=8, after=4, keep=True),
    style("Ghi chú dưới bảng", "GhiChuBang", 12, look="i", align="both", before=4, after=4),
    style("Đầu bảng", "DauBang", 11, look="b", align="center", before=2, after=2, keep=True),
    style("Ô bảng", "OBang", 11, before=1, after=1),
    centred("Ô bảng giữa", "OBangGiua", 11, before=1, after=1),
    style("Hàng nhóm", "HangNhom", 11, look="b", before=2, after=2, keep=True),
    style("Trước chữ ký", "TruocChuKy", 9, before=6, keep=True),
    style("Nơi nhận", "NoiNhan", 12, look="bi", keep=True),
    style(
        "Danh sách nơi nhận",
        "DanhSachNoiNhan",
        11,
        keep=True,
        indent='<w:ind w:left="113" w:right="340" w:hanging="113"/>',
    ),
    centred("Chức vụ người ký", "ChucVu", 14, look="bc", keep=True),
    centred("Họ tên người ký", "HoTen", 14, look="b", before=72),
    centred("Số phụ lục", "SoPhuLuc", 14, look="b", keep=True, level=0),
    centred("Tên phụ lục", "TenPhuLuc", 14, look="bc", keep=True),
    centred("Kèm theo", "KemTheo", 13, look="i", after=8, keep=True),
    centred("Số trang", "SoTrang", 13),
    style("Lệnh của mẫu", "LenhMau", 9, colour='<w:color w:val="808080"/>'),
)


def paragraph(ident: str, text: str = "", *, section: str = "") -> str:
    """Write a paragraph in a style."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{ident}"/>{section}</w:pPr>{run}</w:p>'


def command(text: str) -> str:
    """Write a paragraph that holds a command of the template and vanishes when it is filled."""
    return paragraph("LenhMau", text)


def table(widths: tuple[int, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """Write a table without rules and without space around its cells, its rows unbroken."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(row, widths)}</w:tr>" for row in rows)
    none = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{none}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _cells(row: tuple[str, ...], widths: tuple[int, ...]) -> str:
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(row, widths, strict=True)
    )


def letterhead(*, about: bool) -> str:
    """Write the two columns at the head: agency and number, Quốc hiệu and date."""
    agency = (
        command("{%p if doc.letterhead.parent %}")
        + paragraph("CoQuanChuQuan", "{{ doc.letterhead.parent }}")
        + command("{%p endif %}")
        + paragraph("CoQuanBanHanh", "{{ doc.letterhead.agency }}")
        + paragraph("KeCoQuan")
    )
    state = (
        paragraph("QuocHieu", "Cộng hòa xã hội chủ nghĩa Việt Nam")
        + paragraph("TieuNgu", "Độc lập - Tự do - Hạnh phúc")
        + paragraph("KeTieuNgu")
    )
    number = paragraph("SoKyHieu", "{{ doc.letterhead.number }}")
    if about:
        number += (
            command("{%p if doc.letterhead.about %}")
            + paragraph("TrichYeuCongVan", "{{ doc.letterhead.about }}")
            + command("{%p endif %}")
        )
    dateline = paragraph("DiaDanh", "{{ doc.letterhead.dateline }}")
    return table((LEFT_COLUMN, RIGHT_COLUMN), ((agency, state), (number, dateline)))


def addressees() -> str:
    """Write Kính gửi: one addressee on its line, several below it."""
    return (
        command("{%p if doc.to|length == 1 %}")
        + paragraph("KinhGui", "Kính gửi: {{ doc.to|first }}")
        + command("{%p elif doc.to %}")
        + paragraph("KinhGuiNhieuNoi", "Kính gửi:")
        + command("{%p for each in doc.to %}")
        + paragraph("NoiKinhGui", "{{ each|dashed(loop.last) }}")
        + command("{%p endfor %}")
        + command("{%p endif %}")
    )


def signature() -> str:
    """Write Nơi nhận on the left and who signs on the right."""
    recipients = (
        command("{%p if doc.recipients %}")
        + paragraph("NoiNhan", "Nơi nhận:")
        + command("{%p for each in doc.recipients %}")
        + paragraph("DanhSachNoiNhan", "{{ each|dashed(loop.last) }}")
        + command("{%p endfor %}")
        + command("{%p endif %}")
    )
    signer = (
        command("{%p if doc.signature %}")
        + paragraph("ChucVu", "{{ doc.signature.title }}")
        + paragraph("HoTen", "{{ doc.signature.name }}")
        + command("{%p endif %}")
    )
    return (
        command("{%p if doc.signature or doc.recipients %}")
        + paragraph("TruocChuKy")
        + table((SIGNATURE_COLUMN, SIGNATURE_COLUMN), ((recipients, signer),))
        + command("{%p endif %}")
    )


def appendices() -> str:
    """Write the appendices, each in a section of its own."""
    return (
        command("{%p for each in doc.appendices %}")
        + command("{{p section(each) }}")
        + command("{%p if each.number %}")
        + paragraph("SoPhuLuc", "{{ each.number }}")
        + command("{%p endif %}")
        + paragraph("TenPhuLuc", "{{ each.title }}")
        + command("{%p if each.note %}")
        + paragraph("KemTheo", "{{ each.note }}")
        + command("{%p endif %}")
        + command("{{p blocks(each.blocks) }}")
        + command("{%p endfor %}")
    )


def page(*, landscape: bool, restart: bool) -> str:
    """Write the properties of a section: A4, margins 20, 20, 30, 15 mm, no page number on its first page."""
    numbering = '<w:pgNumType w:start="1"/>' if restart else ""
    width, height, orient = (LONG, SHORT, ' w:orient="landscape"') if landscape else (SHORT, LONG, "")
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{orient}/><w:pgMar {MARGINS}/>'
        f"{numbering}<w:titlePg/></w:sectPr>"
    )


def document(*, letter: bool) -> bytes:
    """Write the main part."""
    kind = (
        command("{%p if doc.kind %}")
        + paragraph("TenLoai", "{{ doc.kind }}")
        + command("{%p endif %}")
        + command("{%p if doc.subject %}")
        + paragraph("TrichYeu", "{{ doc.subject }}")
        + paragraph("KeTrichYeu")
        + command("{%p endif %}")
    )
    body = (
        command("{%p if doc.letterhead %}")
        + letterhead(about=letter)
        + command("{%p endif %}")
        + ("" if letter else kind)
        + addressees()
        + command("{{p blocks(doc.blocks) }}")
        + signature()
        + paragraph("LenhMau", section=page(landscape=False, restart=False))
        + appendices()
        + page(landscape=True, restart=True)
    )
    return _part("document", f"<w:body>{body}</w:body>")


def styles() -> bytes:
    """Write the styles: the font named four times over, so that no theme takes its place."""
    fonts = " ".join(f'w:{name}="{FONT}"' for name in ("ascii", "hAnsi", "eastAsia", "cs"))
    line = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return _part(
        "styles",
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="BangKeKhung"><w:name w:val="Bảng kẻ khung"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{line}</w:tblBorders>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>" + "".join(STYLES),
    )


def _part(root: str, inside: str) -> bytes:
    return f'{HEAD}<w:{root} xmlns:w="{MAIN}" xmlns:r="{RELATIONS}">{inside}</w:{root}>'.encode()


def _relations(*targets: tuple[str, str]) -> bytes:
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'.encode()


def _content_types() -> bytes:
    parts = (
        ("/word/document.xml", f"{KIND}.document.main+xml"),
        ("/word/styles.xml", f"{KIND}.styles+xml"),
        ("/word/settings.xml", f"{KIND}.settings+xml"),
        ("/word/header1.xml", f"{KIND}.header+xml"),
        ("/word/header2.xml", f"{KIND}.header+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    ).encode()


def _core() -> bytes:
    day = "2020-01-01T00:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title></dc:title><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>"
        f'<cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified><dc:language>vi-VN</dc:language>'
        "</cp:coreProperties>"
    ).encode()


def _settings() -> bytes:
    compat = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat>'
    )
    return _part(
        "settings", f'<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>{compat}'
    )


def _number() -> bytes:
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    return _part("hdr", f'<w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>{field}</w:p>')


def template(*, letter: bool) -> bytes:
    """Return a template as the bytes of a Word file."""
    office = f"{RELATIONS}/officeDocument"
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    inner = (("styles", "styles"), ("settings", "settings"), ("header", "header1"), ("header", "header2"))
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations((office, "word/document.xml"), (core, "docProps/core.xml")),
        "docProps/core.xml": _core(),
        "word/_rels/document.xml.rels": _relations(*((f"{RELATIONS}/{kind}", f"{name}.xml") for kind, name in inner)),
        "word/document.xml": document(letter=letter),
        "word/header1.xml": _number(),
        "word/header2.xml": _part("hdr", paragraph("SoTrang")),
        "word/settings.xml": _settings(),
        "word/styles.xml": styles(),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            archive.writestr(info, content)
    return buffer.getvalue()


def main(folder: Path = HERE) -> None:
    """Write both templates into a folder."""
    (folder / "report.docx").write_bytes(template(letter=False))
    (folder / "letter.docx").write_bytes(template(letter=True))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
