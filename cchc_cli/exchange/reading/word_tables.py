"""Tables of a Word file on one grid: what is merged stands once, every row has a cell for each column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.pages import Cell, Doubt, Line, Row, Table
from cchc_cli.exchange.reading.word_parts import Element, W, switched, value, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_INSIDE = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_WIDEST_SPAN = 64
_MOST_CELLS = 2_000_000


@dataclass(slots=True)
class Piece:
    """A cell as the file holds it, whose text is still to be read."""

    element: Element
    where: str
    row: int
    column: int
    span: int
    above: bool
    text: str = ""
    number: str = ""


class Grid:
    """The cells of one table in reading order, and the table they make."""

    def __init__(self, table: Element, where: str) -> None:
        self.cells: list[Piece] = []
        self._where = where
        self._headings: list[bool] = []
        self._hideable: list[bool] = []
        self._width = 0
        merged: dict[int, int] = {}
        for element in _rows(table):
            properties = element.find(f"{W}trPr")
            self._headings.append(_is(properties, "tblHeader"))
            self._hideable.append(_is(properties, "hidden"))
            merged = self._add(element, properties, merged)
        if self._width * len(self._headings) > _MOST_CELLS:
            raise Refused(f"{where} quá lớn nên không đọc được.", "Xin tách bảng thành nhiều bảng nhỏ hơn.")

    def table(self) -> tuple[Table, list[Doubt]]:
        """Return the table with the texts its cells were given, and what merging has hidden."""
        doubts: list[Doubt] = []
        count = len(self._headings)
        blank = [Cell(where=f"{self._where}, dòng {at + 1}") for at in range(count)]
        rows = [[cell] * self._width for cell in blank]
        shown = [not hideable for hideable in self._hideable]
        for piece in self.cells:
            if piece.above and piece.text:
                made = "Ô này gộp với ô phía trên nên chữ trong ô không hiện, không đưa vào kế hoạch."
                doubts.append(Doubt("merged_text", piece.where, piece.text, made))
            covered = Cell(where=piece.where, covered="above" if piece.above else "left")
            row = rows[piece.row]
            row[piece.column : piece.column + piece.span] = [covered] * piece.span
            if not piece.above:
                row[piece.column] = Cell(piece.text, piece.where, piece.number, piece.span)
                shown[piece.row] = shown[piece.row] or bool(piece.text or piece.number)
        made_rows = (
            Row(tuple(row), blank[at].where, self._headings[at]) for at, row in enumerate(rows) if shown[at] and row
        )
        return Table(tuple(made_rows), self._where), doubts

    def _add(self, row: Element, properties: Element, merged: dict[int, int]) -> dict[int, int]:
        """Add a row; return where its cells that may go on below begin, and how wide they are."""
        at, column, going_on = len(self._headings) - 1, _skipped(properties), {}
        for element in _inside(row, f"{W}tc"):
            look = element.find(f"{W}tcPr")
            span = 1 if look is None else min(max(whole(value(look.find(f"{W}gridSpan")), 1), 1), _WIDEST_SPAN)
            if self.cells and look is not None and value(look.find(f"{W}hMerge"), "none") == "continue":
                before = self.cells[-1]
                if before.row == at:
                    before.span += span
                    column += span
                    continue
            vertical = None if look is None else look.find(f"{W}vMerge")
            above = vertical is not None and value(vertical, "continue") != "restart" and merged.get(column) == span
            where = f"{self._where}, dòng {at + 1}, cột {column + 1}"
            self.cells.append(Piece(element, where, at, column, span, above))
            if vertical is not None:
                going_on[column] = span
            column += span
        self._width = max(self._width, column)
        return going_on


def _rows(table: Element) -> Iterator[Element]:
    for row in _inside(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is None or properties.find(f"{W}del") is None:
            yield row


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _INSIDE:
            yield from _inside(child, tag)


def _is(properties: Element, name: str) -> bool:
    return properties is not None and bool(switched(properties.find(f"{W}{name}")))


def _skipped(properties: Element) -> int:
    before = None if properties is None else properties.find(f"{W}gridBefore")
    return whole(value(before), 0, _WIDEST_SPAN)


def is_frame(table: Element) -> Element | None:
    """Return the cell of a table that is but a frame around other tables, None for any other table."""
    cells = [cell for row in _rows(table) for cell in _inside(row, f"{W}tc")]
    if len(cells) == 1 and next(cells[0].iter(f"{W}tbl"), None) is not None:
        return cells[0]
    return None


def cells_text(blocks: Iterable[Line | Table]) -> tuple[str, str]:
    """Return the automatic number and the text of a cell that holds these blocks.

    A number is the cell's when its first paragraph alone is numbered, or when nothing else stands in it. Those of a
    list inside the cell, and bullets, stay before their lines.
    """
    lines = [line for block in blocks for line in _lines(block)]
    numbered = [line for line in lines if any(char.isalnum() for char in line.number)]
    if lines and all(not line.text for line in lines):
        return "\n".join(line.number for line in numbered), ""
    if len(numbered) == 1 and lines[0] is numbered[0]:
        return lines[0].number, "\n".join([lines[0].text, *map(_joined, lines[1:])]).strip()
    return "", "\n".join(map(_joined, lines))


def _lines(block: Line | Table) -> Iterator[Line]:
    if isinstance(block, Line):
        yield block
        return
    for row in block.rows:
        text = " | ".join(_joined(cell).replace("\n", " ") for cell in row.cells if not cell.covered)
        if text.strip(" |"):
            yield Line(text, row.where)


def _joined(line: Line | Cell) -> str:
    return f"{line.number} {line.text}".strip()
