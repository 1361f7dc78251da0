"""Paragraphs and tables of a Word file in the order in which people read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.exchange.pages import Doubt, Line, Table
from cchc_cli.exchange.reading.legacy_fonts import coding_of
from cchc_cli.exchange.reading.word_numbers import Numbering
from cchc_cli.exchange.reading.word_parts import Element, Parts, W, local, switched
from cchc_cli.exchange.reading.word_runs import MC, Gathered, Piece, Runs, alternative, is_prompt
from cchc_cli.exchange.reading.word_styles import Shape, Styles
from cchc_cli.exchange.reading.word_tables import Grid, cells_text, is_frame
from cchc_cli.exchange.reading.word_text import Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSIDE = frozenset(f"{W}{name}" for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_NOTE_NAMES = {"footnote": "Chú thích cuối trang", "endnote": "Chú thích cuối văn bản"}


@dataclass(slots=True)
class _Pending:
    """A paragraph whose end was deleted: it goes on in the next one."""

    gathered: Gathered
    shape: Shape


class Blocks:
    """Reads the body of one file once; ``doubts`` fill up while it is read."""

    def __init__(self, parts: Parts) -> None:
        self.doubts: list[Doubt] = []
        self._parts = parts
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering, self._styles)
        self._runs = Runs(self._styles, parts.document)
        self._spelling = Spelling(parts.document)
        self._paragraphs = self._tables = 0

    def read(self, body: Element) -> tuple[Line | Table, ...]:
        """Return the blocks of the body."""
        blocks = tuple(self.blocks(body, ""))
        self.doubts = self._spelling.doubts() + self.doubts
        return blocks

    def blocks(self, container: Element, place: str) -> Iterator[Line | Table]:
        """Yield what a body, a cell or a text box holds; ``place`` is empty where paragraphs and tables are counted."""
        pending: _Pending | None = None
        for element in self._elements(container):
            if element.tag == f"{W}p":
                properties = element.find(f"{W}pPr")
                shape = self._styles.shape(properties)
                gathered = self._runs.gather(element, shape.look)
                if pending is not None:
                    pending.gathered.add(gathered)
                    gathered = pending.gathered
                pending = _Pending(gathered, shape) if _joins_next(properties) else None
                if pending is None:
                    yield from self._paragraph(gathered, shape, place, hidden=_is_hidden(properties))
                continue
            if pending is not None:
                yield from self._paragraph(pending.gathered, pending.shape, place, hidden=True)
                pending = None
            yield from self._other(element, place)
        if pending is not None:
            yield from self._paragraph(pending.gathered, pending.shape, place, hidden=True)

    def _elements(self, container: Element) -> Iterator[Element]:
        """Yield paragraphs and tables, also those in content controls; what was deleted or moved away is left out."""
        for child in container:
            if child.tag in _INSIDE:
                yield from self._elements(child)
            elif child.tag == f"{W}sdt" and not is_prompt(child):
                for content in child.iterchildren(f"{W}sdtContent"):
                    yield from self._elements(content)
            elif child.tag == f"{MC}AlternateContent":
                for chosen in alternative(child):
                    yield from self._elements(chosen)
            elif child.tag in {f"{W}p", f"{W}tbl", f"{W}altChunk", f"{W}sdt"}:
                yield child

    def _other(self, element: Element, place: str) -> Iterator[Line | Table]:
        if element.tag == f"{W}tbl":
            yield from self._table(element, place)
            return
        where = place or f"sau đoạn {self._paragraphs}"
        if element.tag == f"{W}altChunk":
            made = "Tài liệu nhúng này không đọc được; xin mở tệp bằng Word, lưu lại rồi nhập lại."
            self.doubts.append(Doubt("embedded", where, "một tài liệu được nhúng", made))
        else:
            prompt = " ".join(each.text or "" for each in element.iter(f"{W}t"))
            self._prompted(where, prompt)

    def _paragraph(self, gathered: Gathered, shape: Shape, place: str, *, hidden: bool) -> Iterator[Line | Table]:
        text = self._spelling.text(gathered.pieces)
        number = None if hidden and not text else self._numbering.next(shape)
        shown = ""
        if number is not None:
            look = number.look.over(shape.look)
            drawn = Piece(number.text, coding_of(look.font or ""), bool(look.capitals), bold=False)
            shown = self._spelling.text([drawn])
            if not text and not is_counted(shown):
                shown = ""
        if (text or shown) and not place:
            self._paragraphs += 1
        where = place or f"đoạn {max(self._paragraphs, 1)}"
        if text or shown:
            bold = all(piece.bold for piece in gathered.pieces if piece.text.strip()) and bool(text)
            yield Line(text, where, shown, bold, bool(shape.centred), shape.level or 0)
        self._attached(gathered, where)
        for box in gathered.boxes:
            yield from self._box(box, where)

    def _attached(self, gathered: Gathered, where: str) -> None:
        for note in gathered.notes:
            self._note(note.kind, note.identity, where)
        hidden = self._spelling.text(gathered.hidden)
        if hidden:
            self.doubts.append(Doubt("hidden_text", where, hidden, "Chữ ẩn, không đưa vào kế hoạch."))
        for prompt in gathered.prompts:
            self._prompted(where, prompt)

    def _prompted(self, where: str, prompt: str) -> None:
        if prompt.strip():
            self.doubts.append(Doubt("prompt", where, prompt.strip(), "Ô chưa điền, được coi là trống."))

    def _box(self, box: Element, where: str) -> Iterator[Line | Table]:
        place = f"hộp văn bản ở {where}"
        found = tuple(self.blocks(box, place))
        if found:
            seen = "\n".join(block.text if isinstance(block, Line) else "(bảng)" for block in found)
            made = "Hộp văn bản được đọc ngay sau đoạn mà nó gắn vào."
            self.doubts.append(Doubt("text_box", where, seen, made))
        yield from found

    def _note(self, kind: str, identity: str, where: str) -> None:
        root = {"footnote": self._parts.footnotes, "endnote": self._parts.endnotes}.get(kind, self._parts.comments)
        if root is None:
            return
        found = (each for each in root if local(each) == kind and each.get(f"{W}id") == identity)
        for element in found:
            if kind == "comment":
                author = element.get(f"{W}author", "")
                made = f"Ý kiến bên lề{f' của {author}' if author else ''}, không đưa vào kế hoạch."
            else:
                made = f"{_NOTE_NAMES[kind]}, không đưa vào nội dung; dấu chú thích được bỏ."
            self.doubts.append(Doubt(kind, where, self._plain(element), made))

    def _plain(self, container: Element) -> str:
        """Return the text of a container without numbers: what is not seen on the page doesn't count."""
        shapes = ((each, self._styles.shape(each.find(f"{W}pPr"))) for each in container.iter(f"{W}p"))
        texts = (self._spelling.text(self._runs.gather(each, shape.look).pieces) for each, shape in shapes)
        return "\n".join(filter(None, texts))

    def _table(self, element: Element, place: str) -> Iterator[Line | Table]:
        frame = is_frame(element)
        if frame is not None:
            yield from self.blocks(frame, place)
            return
        if place:
            where = place
        else:
            self._tables += 1
            where = f"Bảng {self._tables}"
        grid = Grid(element, where)
        for cell in grid.cells:
            if cell.above:
                cell.text = self._plain(cell.element)
            else:
                cell.number, cell.text = cells_text(self.blocks(cell.element, cell.where))
        table, doubts = grid.table()
        self.doubts += doubts
        if not table.rows:
            self._tables -= not place
        else:
            if place:
                made = "Bảng lồng trong ô được đọc thành chữ, mỗi hàng một dòng."
                self.doubts.append(Doubt("nested_table", place, cells_text([table])[1], made))
            yield table


def is_counted(number: str) -> bool:
    """Whether an automatic number counts; a bullet doesn't."""
    return any(char.isalnum() for char in number)


def _joins_next(properties: Element) -> bool:
    """Whether the end of a paragraph was deleted or moved away, so that the next one continues it."""
    mark = None if properties is None else properties.find(f"{W}rPr")
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def _is_hidden(properties: Element) -> bool:
    return properties is not None and bool(switched(properties.find(f"{W}rPr/{W}vanish")))
