"""Render a document as one HTML file that prints as Nghị định 30/2020/NĐ-CP lays down.

The template only loops and prints; this module gives it every word ready to be shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from cchc_cli.report import writing
from cchc_cli.report.document import Paragraph, Signature, Style
from cchc_cli.report.jinja import environment, template_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.report.document import Appendix, Block, Document, Letterhead, Row, Run, Table

_FONTS = (
    ("regular", "normal", "normal", ("Times New Roman", "TimesNewRomanPSMT")),
    ("bold", "bold", "normal", ("Times New Roman Bold", "TimesNewRomanPS-BoldMT")),
    ("italic", "normal", "italic", ("Times New Roman Italic", "TimesNewRomanPS-ItalicMT")),
    ("bold-italic", "bold", "italic", ("Times New Roman Bold Italic", "TimesNewRomanPS-BoldItalicMT")),
)
_HEADINGS = {Style.PART: 1, Style.SECTION: 2, Style.POINT: 3}
"""Headings below the title of the sheet they stand on."""
_PLACE = re.compile(r"\b([A-ZĐ]{1,5}(?:\.\w{1,3}){1,4})\b")
_HOLD = Markup('<span class="held">{}</span>')
_LONG_WORD = re.compile(r"\S{40}(?=\S{20})")
_PORTRAIT, _LANDSCAPE = 96, 150
"""Letters on a line of a table across the page."""
_TALLEST = 24
"""Lines of a row; a taller one may break, for its page would stand half empty before it."""


def html(document: Document) -> str:
    """Return a document as a page that needs no other file and runs no script.

    The same document gives the same text. Data is shown as text: none of it becomes an element, an address
    or a control character.
    """
    return environment().get_template("document.html.j2").render(
        page=_page(document),
        soft=_soft,
        held=_held,
        fonts=_fonts(),
        css=_css(),
        nation=writing.NATION,
        motto=writing.MOTTO,
        to=writing.TO,
        recipients=writing.RECIPIENTS,
    )  # fmt: skip


def _soft(text: str) -> Markup:
    """Return a text whose very long words may break in places; breaking them anywhere takes quadratic time."""
    return escape(_LONG_WORD.sub("\\g<0>\0", text)).replace("\0", Markup("<wbr>"))


def _held(text: str) -> Markup:
    """Return a text as :func:`_soft` does, its places in the plan (``II.8``) never parted at a line's end."""
    parts = _PLACE.split(text)
    return Markup("").join(_HOLD.format(part) if at % 2 else _soft(part) for at, part in enumerate(parts))


@dataclass(frozen=True, slots=True)
class _Font:
    weight: str
    style: str
    local: tuple[str, ...]
    data: str


@dataclass(frozen=True, slots=True)
class _Line:
    tag: str
    style: str
    number: str
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class _Head:
    title: str
    share: str
    centred: bool


@dataclass(frozen=True, slots=True)
class _Row:
    cells: list[str]
    heading: bool
    look: str


@dataclass(frozen=True, slots=True)
class _Grid:
    label: str
    columns: list[_Head]
    groups: list[list[_Row]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    number: str
    title: str
    note: str
    tag: str
    landscape: bool
    blocks: list[_Line | _Grid]


@cache
def _fonts() -> tuple[_Font, ...]:
    from binascii import b2a_base64

    contents = (template_path(f"fonts/tinos-{name}.woff2").read_bytes() for name, *_ in _FONTS)
    return tuple(
        _Font(weight, style, local, b2a_base64(content, newline=False).decode("ascii"))
        for (_, weight, style, local), content in zip(_FONTS, contents, strict=True)
    )


@cache
def _css() -> str:
    return template_path("document.css").read_text(encoding="utf-8")


def _page(document: Document) -> dict[str, Any]:
    """Return what the template shows, in characters that can be seen."""
    head = document.letterhead
    titled = bool(document.kind or document.subject)
    has_body = bool(head or titled or document.to or document.blocks or document.signature or document.recipients)
    labels = _labels()
    to = [writing.shown(name) for name in document.to]
    return {
        "title": writing.shown(document.title),
        "stored": document.stored.isoformat(),
        "has_body": has_body,
        "letterhead": head and _letterhead(head),
        "about_tag": "h1" if head and head.about and not titled else "p",
        "kind": writing.shown(document.kind),
        "subject": writing.shown(document.subject),
        "to": to if len(to) < 2 else writing.recipient_lines(to),
        "blocks": list(_blocks(document.blocks, 1, labels)),
        "signature": document.signature and _signature(document.signature),
        "recipients": writing.recipient_lines(document.recipients),
        "appendices": [
            _sheet(appendix, 2 if has_body or at else 1, labels) for at, appendix in enumerate(document.appendices)
        ],
    }


def _letterhead(head: Letterhead) -> dict[str, str]:
    return {
        "parent": writing.shown(head.parent),
        "agency": writing.shown(head.agency),
        "number": writing.shown(head.number),
        "dateline": writing.shown(head.dateline),
        "about": writing.shown(head.about),
    }


def _signature(signature: Signature) -> Signature:
    return Signature(writing.shown(signature.title), writing.shown(signature.name))


def _labels() -> Iterator[str]:
    """Yield names for the tables, by which a screen reader tells them apart."""
    from itertools import count

    return (f"Bảng thứ {number}" for number in count(1))


def _sheet(appendix: Appendix, level: int, labels: Iterator[str]) -> _Sheet:
    return _Sheet(
        number=writing.shown(appendix.number),
        title=writing.shown(appendix.title),
        note=writing.shown(appendix.note),
        tag=f"h{level}",
        landscape=appendix.landscape,
        blocks=list(_blocks(appendix.blocks, level, labels, _LANDSCAPE if appendix.landscape else _PORTRAIT)),
    )


def _blocks(
    blocks: Iterable[Block], top: int, labels: Iterator[str], letters: int = _PORTRAIT
) -> Iterator[_Line | _Grid]:
    """Yield paragraphs and tables; no heading stands more than one level below the one before it."""
    level = top
    for block in blocks:
        if not isinstance(block, Paragraph):
            yield _grid(block, next(labels), letters)
            continue
        tag = "p"
        if block.style in _HEADINGS:
            level = min(top + _HEADINGS[block.style], level + 1, 6)
            tag = f"h{level}"
        number = writing.shown(block.number) or ("-" if block.style is Style.ITEM else "")
        yield _Line(tag, block.style.value, number, writing.runs_of(block))


def _grid(table: Table, label: str, letters: int) -> _Grid:
    whole = sum(max(column.width, 1) for column in table.columns)
    shares = [max(column.width, 1) / whole for column in table.columns]
    columns = [
        _Head(writing.shown(column.title), f"{100 * share:.2f}", column.centred)
        for column, share in zip(table.columns, shares, strict=True)
    ]
    groups: list[list[_Row]] = [[]]
    for row in table.rows:
        if row.heading and groups[-1]:
            groups.append([])
        groups[-1].append(_row(row, [max(int(letters * share), 1) for share in shares]))
    return _Grid(label, columns, groups)


def _row(row: Row, letters: list[int]) -> _Row:
    """Return a row that says how it looks; ``letters`` are those on a line of each column."""
    cells = [writing.shown(cell) for cell in row.cells]
    tall = not row.heading and any(_height(cell, width) > _TALLEST for cell, width in zip(cells, letters, strict=False))
    return _Row(cells, row.heading, " ".join([*["bold"] * row.bold, *["long"] * tall]))


def _height(cell: str, letters: int) -> int:
    if len(cell) < _TALLEST:
        return 1
    return sum(len(line) // letters + 1 for line in cell.split("\n"))
