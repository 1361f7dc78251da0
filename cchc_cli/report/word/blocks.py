"""Write paragraphs and tables as WordprocessingML, in the styles of the template."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.report.document import Paragraph, Run, Style
from cchc_cli.report.word.text import clean, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cchc_cli.report.document import Block, Column, Row, Table

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARAGRAPH_STYLES = {
    Style.PART: "Phần",
    Style.SECTION: "Mục",
    Style.POINT: "Điểm",
    Style.TEXT: "Nội dung",
    Style.ITEM: "Gạch đầu dòng",
    Style.BASIS: "Căn cứ",
    Style.CAPTION: "Tên bảng",
    Style.NOTE: "Ghi chú dưới bảng",
}
HEAD, CELL, CENTRED, GROUP = "Đầu bảng", "Ô bảng", "Ô bảng giữa", "Hàng nhóm"
TABLE = "Bảng kẻ khung"
STYLES = (*PARAGRAPH_STYLES.values(), HEAD, CELL, CENTRED, GROUP, TABLE)
"""The names of the styles that a template must have for text and tables."""

_PLACE = "Cần bổ sung"


class Writer:
    """Writes blocks for a page of one text width, in twentieths of a point."""

    def __init__(self, styles: Mapping[str, str], width: int) -> None:
        self.styles = styles
        self.width = width

    def write(self, blocks: Sequence[Block], *, keep_last: bool = False) -> list[str]:
        """Return the XML of each block; ``keep_last`` keeps the last of them on the page of what follows."""
        last = len(blocks) - 1
        return [self._block(block, keep=keep_last and at == last) for at, block in enumerate(blocks)]

    def _block(self, block: Block, *, keep: bool) -> str:
        return self._paragraph(block, keep=keep) if isinstance(block, Paragraph) else self._table(block, keep=keep)

    def _id(self, name: str) -> str:
        if name not in self.styles:
            raise Refused(
                f"Mẫu không có kiểu (style) “{name}”.", "Chép kiểu này từ mẫu có sẵn: chạy cchc template export."
            )
        return escape(self.styles[name])

    def _paragraph(self, paragraph: Paragraph, *, keep: bool) -> str:
        opening = f"{paragraph.number} " if paragraph.number else "- " if paragraph.style is Style.ITEM else ""
        if paragraph.style is Style.ITEM and paragraph.text.startswith("-"):
            opening = ""
        runs = (Run(opening), *paragraph.runs) if opening else paragraph.runs
        style = self._id(PARAGRAPH_STYLES[paragraph.style])
        return f"<w:p>{_properties(style, keep=keep)}{''.join(map(_run, runs))}</w:p>"

    def _table(self, table: Table, *, keep: bool) -> str:
        widths = _widths([column.width for column in table.columns], self.width)
        columns = list(zip(table.columns, widths, strict=True))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = _row(
            (_cell(self._lines(each.title, HEAD), width, middle=True) for each, width in columns), repeated=True
        )
        totals = [row.bold for row in table.rows[1:]]
        rows = (
            self._body_row(row, columns, keep=followed)
            for row, followed in zip(table.rows, [*totals, keep], strict=False)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._id(TABLE)}"/><w:tblW w:w="{self.width}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{"".join(rows)}</w:tbl>'
        )

    def _body_row(self, row: Row, columns: Sequence[tuple[Column, int]], *, keep: bool) -> str:
        if row.heading:
            lines = self._lines("\n".join(row.cells), GROUP)
            return _row([_cell(lines, self.width, span=len(columns))])
        return _row(
            _cell(self._lines(text, CENTRED if column.centred else CELL, bold=row.bold, keep=keep), width)
            for text, (column, width) in zip(row.cells, columns, strict=True)
        )

    def _lines(self, text: str, style: str, *, bold: bool = False, keep: bool = False) -> str:
        properties = _properties(self._id(style), keep=keep)
        lines = clean(text).split("\n")
        return "".join(f"<w:p>{properties}{_run(Run(line, bold)) if line else ''}</w:p>" for line in lines)


def _row(cells: Iterable[str], *, repeated: bool = False) -> str:
    mark = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(lines: str, width: int, *, span: int = 1, middle: bool = False) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    aligned = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{aligned}</w:tcPr>{lines}</w:tc>'


def _properties(style: str, *, keep: bool) -> str:
    return f'<w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}</w:pPr>'


def _run(run: Run) -> str:
    text = run.text
    if run.place and not text.startswith("["):
        text = f"[{_PLACE}: {text}]"
    looks = "".join(
        mark
        for mark, wanted in (
            ("<w:b/><w:bCs/>", run.bold),
            ("<w:i/><w:iCs/>", run.italic),
            ('<w:highlight w:val="yellow"/>', run.place),
        )
        if wanted
    )
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{_broken(escape(text))}</w:t></w:r>'


def _broken(escaped: str) -> str:
    """Return text with its tabs and line breaks as elements of their own."""
    if "\n" not in escaped and "\t" not in escaped:
        return escaped
    again = '<w:t xml:space="preserve">'
    return escaped.replace("\t", f"</w:t><w:tab/>{again}").replace("\n", f"</w:t><w:br/>{again}")


def _widths(shares: Sequence[int], whole: int) -> list[int]:
    """Share out the width of the page, so that the columns fill it exactly."""
    weights = [max(share, 1) for share in shares]
    ends = [whole * end // sum(weights) for end in accumulate(weights)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
