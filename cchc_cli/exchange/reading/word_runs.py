"""What a paragraph of a Word file shows: its text as accepted, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.exchange.reading.legacy_fonts import coding_of
from cchc_cli.exchange.reading.word_parts import Element, W, local, switched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.exchange.reading.legacy_fonts import Coding
    from cchc_cli.exchange.reading.word_styles import Look, Styles

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What was inserted or moved here is text; what was deleted or moved away is not entered.
_INSIDE = frozenset(
    f"{W}{name}"
    for name in (
        "ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdtContent", "fldSimple", "dir", "bdo",
    )
)  # fmt: skip
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote", f"{W}commentReference": "comment"}
_PLAIN = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\xad",  # ABC fonts draw it as ư
}
_PICTURES = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_SYMBOLS = {
    "symbol": {0xF0B3: "≥", 0xF0A3: "≤", 0xF0B1: "±", 0xF0B4: "×", 0xF0B7: "•", 0xF0AE: "→", 0xF0B0: "°", 0xF0B9: "≠"},
    "wingdings": {
        0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "☐", 0xF06F: "☐", 0xF0FD: "☒", 0xF0A7: "▪", 0xF0E0: "→", 0xF0D8: "➢",
    },
}  # fmt: skip


class Piece(NamedTuple):
    """Text of one look. ``coding`` is how its font draws letters."""

    text: str
    coding: Coding
    capitals: bool
    bold: bool


class Note(NamedTuple):
    """The mark of a ``footnote``, ``endnote`` or ``comment``."""

    kind: str
    identity: str


@dataclass(slots=True)
class Gathered:
    """A paragraph's text and what hangs on it; ``boxes`` are the contents of its text boxes."""

    pieces: list[Piece] = field(default_factory=list)
    hidden: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)

    def add(self, later: Gathered) -> None:
        """Put what stands in a later paragraph behind this."""
        self.pieces += later.pieces
        self.hidden += later.hidden
        self.notes += later.notes
        self.boxes += later.boxes
        self.prompts += later.prompts


class Runs:
    """Reads paragraphs one after the other: a field may begin in one and end in another."""

    def __init__(self, styles: Styles, root: Element) -> None:
        self._styles = styles
        self._fields: list[bool] = []  # of each field that is open: has its result begun?
        begun = ended = 0
        for mark in root.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType")
            begun, ended = begun + (kind == "begin"), ended + (kind == "end")
        self._whole = begun == ended  # else a field that never ends would hide all that follows

    def gather(self, paragraph: Element, look: Look) -> Gathered:
        """Return what a paragraph shows, whose plain runs look like ``look``."""
        gathered = Gathered()
        self._walk(paragraph, look, gathered)
        return gathered

    def _walk(self, element: Element, look: Look, gathered: Gathered) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, look, gathered)
            elif tag in _INSIDE:
                self._walk(child, look, gathered)
            elif tag == f"{W}sdt":
                self._control(child, look, gathered)
            elif tag == f"{MC}AlternateContent":
                for chosen in alternative(child):
                    self._walk(chosen, look, gathered)
            elif tag in {f"{_M}oMath", f"{_M}oMathPara"}:
                self._put("".join(each.text or "" for each in child.iter(f"{_M}t")), look, gathered)

    def _control(self, control: Element, look: Look, gathered: Gathered) -> None:
        """Read a content control; the words that ask to fill it in are not its content."""
        if not is_prompt(control):
            for content in control.iterchildren(f"{W}sdtContent"):
                self._walk(content, look, gathered)
            return
        asked = Gathered()
        for content in control.iterchildren(f"{W}sdtContent"):
            self._walk(content, look, asked)
        gathered.prompts.append("".join(piece.text for piece in asked.pieces))

    def _run(self, run: Element, base: Look, gathered: Gathered) -> None:
        look = self._styles.look(run.find(f"{W}rPr"), base)
        self._content(run, look, gathered)

    def _content(self, run: Element, look: Look, gathered: Gathered) -> None:
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                self._put((child.text or "").replace("\n", " "), look, gathered)
            elif tag in _PLAIN:
                self._put(_PLAIN[tag], look, gathered)
            elif tag == f"{W}br":
                if child.get(f"{W}type", "textWrapping") == "textWrapping":
                    self._put("\n", look, gathered)
            elif tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif tag == f"{W}sym":
                self._symbol(child, look, gathered)
            elif tag in _NOTES:
                gathered.notes.append(Note(_NOTES[tag], child.get(f"{W}id", "")))
                if child.get(f"{W}customMarkFollows", "0") not in {"0", "false", "off"}:
                    return  # what follows in the run is the mark that its author chose
            else:
                self._drawn(child, look, gathered)

    def _drawn(self, child: Element, look: Look, gathered: Gathered) -> None:
        if child.tag in _PICTURES:
            gathered.boxes += boxes_of(child)
        elif child.tag == f"{MC}AlternateContent":
            for chosen in alternative(child):
                self._content(chosen, look, gathered)
        elif child.tag == f"{W}ruby":
            for base in child.iterchildren(f"{W}rubyBase"):
                self._walk(base, look, gathered)

    def _field(self, kind: str) -> None:
        if not self._whole:
            return
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _symbol(self, symbol: Element, look: Look, gathered: Gathered) -> None:
        try:
            code = int(symbol.get(f"{W}char", ""), 16)
        except ValueError:
            return
        font = symbol.get(f"{W}font", "")
        if not 0x20 <= code <= 0xFFFF or 0xD800 <= code <= 0xDFFF:
            return
        known = _SYMBOLS.get(font.casefold(), {}).get(code | 0xF000)
        coding = coding_of(font)
        self._put(known or chr(code), look, gathered, coding=coding or None)

    def _put(self, text: str, look: Look, gathered: Gathered, *, coding: Coding | None = None) -> None:
        if not text or not all(self._fields):
            return
        drawn = coding_of(look.font or "") if coding is None else coding
        piece = Piece(text, drawn, bool(look.capitals), bool(look.bold))
        (gathered.hidden if look.hidden else gathered.pieces).append(piece)


def is_prompt(control: Element) -> bool:
    """Whether a content control only shows the words that ask to fill it in."""
    return bool(switched(control.find(f"{W}sdtPr/{W}showingPlcHdr")))


def alternative(element: Element) -> Iterator[Element]:
    """Yield the one of several renderings that is read: the first choice, else the fallback."""
    chosen = element.find(f"{MC}Choice")
    if chosen is None:
        chosen = element.find(f"{MC}Fallback")
    if chosen is not None:
        yield chosen


def boxes_of(element: Element) -> Iterator[Element]:
    """Yield the contents of the text boxes in a drawing, outermost alone."""
    for child in element:
        if local(child) == "txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            for chosen in alternative(child):
                yield from boxes_of(chosen)
        else:
            yield from boxes_of(child)
