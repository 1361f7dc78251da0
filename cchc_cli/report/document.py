"""An official document as every format renders it: letterhead, text, signature, recipients, appendices.

The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I. Composers write the words; formats only lay them out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Date = dt.date


class Style(StrEnum):
    """How a paragraph stands on the page."""

    PART = "part"
    """``I. TIÊU ĐỀ``, bold capitals."""
    SECTION = "section"
    """``1. Tiêu đề``, bold."""
    POINT = "point"
    """``a) Tiêu đề``, upright, kept with what follows."""
    TEXT = "text"
    """Justified, the first line indented."""
    ITEM = "item"
    """A dash and the text, laid out as TEXT."""
    BASIS = "basis"
    """Căn cứ: italic."""
    CAPTION = "caption"
    """Above a table: italic, kept with it."""
    NOTE = "note"
    """Below a table: smaller, italic."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; ``place`` marks a place that people have still to fill."""

    text: str
    bold: bool = False
    italic: bool = False
    place: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or heading; ``number`` stands before it as written, with its dot or bracket: ``I.``, ``a)``."""

    style: Style
    runs: tuple[Run, ...]
    number: str = ""

    @property
    def text(self) -> str:
        """The words without their looks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, and whether its cells are centred."""

    title: str
    width: int
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a ``heading`` has a single cell across all columns, in bold.

    A line break in a cell parts its paragraphs. ``bold`` is for a row of totals.
    """

    cells: tuple[str, ...]
    heading: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with ruled borders, its heading row repeated on every page, its rows unbroken."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of the first page; ``number`` is ``Số: 05/BC-KCNĐN``, ``dateline`` the place and date.

    ``about`` stands under the number of a công văn ("V/v ..."), which has no kind and subject of its own.
    """

    agency: str
    parent: str = ""
    number: str = ""
    dateline: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: ``title`` in capitals, a line each (KT. TRƯỞNG BAN, PHÓ TRƯỞNG BAN), and the name."""

    title: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """An annex on pages of its own; ``number`` is ``Phụ lục 1``, empty where it is the only one."""

    number: str
    title: str
    note: str = ""
    blocks: tuple[Block, ...] = ()
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """An official document, or an appendix alone (``letterhead`` None).

    ``kind`` (BÁO CÁO, KẾ HOẠCH) and ``subject`` are empty for a công văn; ``to`` is Kính gửi. ``stored``
    is the date that formats which store one say they were made on, so that the same document has the same
    bytes. ``slug`` is the stem of its file name.
    """

    title: str
    slug: str
    stored: Date
    letterhead: Letterhead | None = None
    kind: str = ""
    subject: str = ""
    to: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    signature: Signature | None = None
    recipients: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()


def words(text: str) -> tuple[Run, ...]:
    """Return a text as runs, ``**`` around words making them bold as in the plan's files."""
    pieces = text.split("**")
    if len(pieces) % 2 == 0:
        return (Run(text),)
    return tuple(Run(piece, bold=bool(at % 2)) for at, piece in enumerate(pieces) if piece)


def places(document: Document) -> tuple[str, ...]:
    """Return the texts of the places still to be filled, in order."""
    blocks = (*document.blocks, *(block for each in document.appendices for block in each.blocks))
    return tuple(run.text for block in blocks if isinstance(block, Paragraph) for run in block.runs if run.place)
