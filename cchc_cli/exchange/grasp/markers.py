"""Paragraphs of the signed text, and the numbers, letters and dashes they begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc_cli.exchange.pages import Line, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.exchange.pages import Document

RANKS = {
    "part": 0,
    "upper": 1,
    "roman": 2,
    "number": 3,
    "deep": 4,
    "letter": 6,
    "paren": 7,
    "dash": 8,
    "plus": 9,
    "dot": 10,
}
"""How deep each kind of number stands where a document does not show it otherwise (Nghị định 30/2020/NĐ-CP)."""

_COLUMNS = 3

BULLETS = frozenset({"dash", "plus", "dot"})
HEADINGS = frozenset({"part", "upper", "roman"})

_ORDINALS = {"nhất": "1", "hai": "2", "ba": "3", "bốn": "4", "tư": "4", "năm": "5"}
_SHAPES = tuple(
    (kind, re.compile(shape, re.DOTALL))
    for kind, shape in (
        (
            "part",
            r"(?i:phần|chương)\s+(?i:thứ\s+)?([IVX]{1,5}|\d{1,2}|(?i:nhất|hai|ba|bốn|tư|năm))\b\s*[.:)–-]?\s*(.*)",
        ),
        ("deep", r"([IVX]{1,5}\.\d{1,2})(?:\s*[.)]\s*|\s+)(?![\d%])(.*)"),
        ("roman", r"([IVX]{1,5})(?:\s*[.)/]|\s+[-–]|[-–](?=\s))\s*(?!\d)(.*)"),
        ("upper", r"([A-ZĐ])\s*[.)/]\s+(.+)"),
        ("deep", r"(\d{1,2}(?:\.\d{1,2})+)(?:\s*[.)]\s*|\s+)(?![\d%])(.*)"),
        ("number", r"(\d{1,2})\s*(?:[./](?!\d)|[-–](?=\s+[^\W\d]))\s*(.*)"),
        ("paren", r"\(?(\d{1,2})\)\s*(.*)"),
        ("letter", r"\(?([a-zđ])\s*[.)](?![.)])\s*(.+)"),
        ("dash", r"([-–—])\s*(?![\d-])(.+)"),
        ("dash", r"([-–—])\s+(.+)"),
        ("plus", r"(\+)\s*(.+)"),
        ("dot", r"([•●▪◦·○■►*](?!\*))\s*(.+)"),
    )
)


@dataclass(frozen=True, slots=True)
class Marker:
    """The number a paragraph begins with: its kind, its value (``II``, ``2``, ``a``, ``-``) and the words after it."""

    kind: str
    value: str
    rest: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its number; ``soft`` says that it only goes on after a line break inside a paragraph."""

    text: str
    where: str
    marker: Marker | None = None
    bold: bool = False
    soft: bool = False


def read_marker(text: str) -> Marker | None:
    """Read the number, letter or dash that a paragraph begins with."""
    for kind, shape in _SHAPES:
        found = shape.fullmatch(text)
        if found:
            value = _ORDINALS.get(found[1].casefold(), found[1])
            return Marker(kind, value, found[2].strip())
    return None


def paragraphs(document: Document, used: frozenset[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs outside the table of tasks, those in tables of layout cell by cell."""
    sheets = {block.name for at, block in enumerate(document.blocks) if at in used and isinstance(block, Table)}
    for at, block in enumerate(document.blocks):
        if at in used or (isinstance(block, Table) and (is_data(block) or (sheets and block.name not in sheets))):
            continue
        for line in (block,) if isinstance(block, Line) else _lines(block):
            yield from _split(line)


def is_data(table: Table) -> bool:
    """Whether a table holds rows of data, and is not one that only places paragraphs side by side."""
    return sum(1 for row in table.rows if sum(1 for cell in row.cells if cell.text.strip()) >= _COLUMNS) > 1


def _lines(table: Table) -> Iterator[Line]:
    for row in table.rows:
        for cell in row.cells:
            if cell.text.strip():
                yield Line(cell.text, cell.where or row.where, cell.number)


def _split(line: Line) -> Iterator[Paragraph]:
    """Part a paragraph at its line breaks; a piece without a number of its own goes on from the one before."""
    pieces = [plain(piece) for piece in line.text.split("\n")]
    pieces = [piece for piece in pieces if piece and not _is_rule(piece)]
    if line.number and pieces:
        automatic = read_marker(f"{line.number.strip()} {pieces[0]}") or Marker("dot", line.number, pieces[0])
        yield Paragraph(pieces.pop(0), line.where, automatic, bold=line.bold)
        yield from (Paragraph(piece, line.where, read_marker(piece), line.bold, soft=True) for piece in pieces)
        return
    for at, piece in enumerate(pieces):
        yield Paragraph(piece, line.where, read_marker(piece), line.bold, soft=at > 0)


def plain(text: str) -> str:
    """Leave out marks of emphasis around a whole paragraph; those around single words stay, as in plan files."""
    text = text.strip().removeprefix("#").strip("#").strip() if text.lstrip().startswith("#") else text.strip()
    while len(text) > 4 and text.startswith("**") and text.endswith("**") and text.count("**") == 2:
        text = text[2:-2].strip()
    if (
        len(text) > 2
        and text.startswith(("_", "*"))
        and not text.startswith("**")
        and text.endswith(text[0])
        and " " in text
    ):
        inner = text[1:-1].strip()
        text = inner if text[0] not in inner else text
    return text


def _is_rule(text: str) -> bool:
    return not any(char.isalnum() for char in text) and not text.strip("-–—_=*. ")


def whole(found: Iterable[Paragraph]) -> list[Paragraph]:
    """Join the pieces of one paragraph that a line break inside it parted, where no number begins anew."""
    joined: list[Paragraph] = []
    for each in found:
        if each.soft and each.marker is None and joined and joined[-1].where == each.where:
            joined[-1] = extended(joined[-1], f" {each.text}")
        else:
            joined.append(each)
    return joined


def extended(paragraph: Paragraph, words: str) -> Paragraph:
    """Return a paragraph with words added at its end."""
    marker = paragraph.marker and replace(paragraph.marker, rest=paragraph.marker.rest + words)
    return replace(paragraph, text=paragraph.text + words, marker=marker)
