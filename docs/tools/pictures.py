"""Draw what the program shows on a terminal as SVG: its own text and colours, nothing added."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

from console import COLUMNS, ROOT, Desk

FOLDER = ROOT / "docs" / "pictures"
PICTURES = {
    "qua-han.svg": "cchc list --overdue --as-of 20/4/2020",
    "tong-quan.svg": "cchc --as-of 20/9/2020",
    "giai-thich.svg": "cchc explain II.6 --as-of 30/6/2020",
}
"""The pictures, by file name, each with the command whose answer it shows."""

_CELL, _LINE, _EDGE, _BAR = 8.4, 19, 16, 34
_COLOURS = {31: "#ff6b68", 32: "#8fce6a", 33: "#f0b429", 36: "#5ec8d8"}
_TEXT, _GROUND, _FAINT = "#d8dee9", "#1b1f27", "#8a93a5"
# DejaVu comes last: it sets the second mark of letters like “ế” beside the letter.
_FONT = "'Cascadia Mono', ui-monospace, Menlo, Consolas, 'Noto Sans Mono', 'Noto Mono', 'DejaVu Sans Mono', monospace"
_STYLED = re.compile(r"\x1b\[([0-9;]*)m")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style, and the column it begins in."""

    column: int
    text: str
    codes: frozenset[int]


def draw(command: str) -> str:
    """Return the picture of a command and its answer, as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        shown = Desk(Path(folder)).type(command, colour=True)
    lines = [_prompt(command), *map(runs, shown.rstrip("\n").split("\n"))]
    width = round(COLUMNS * _CELL + 2 * _EDGE)
    height = _BAR + len(lines) * _LINE + _EDGE
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(command)}">',
            f"<title>{escape(command)}</title>",
            f'<rect width="{width}" height="{height}" rx="8" fill="{_GROUND}"/>',
            *(f'<circle cx="{18 + 16 * place}" cy="16" r="5" fill="#3b4252"/>' for place in range(3)),
            f'<g font-family="{_FONT}" font-size="14" fill="{_TEXT}" xml:space="preserve">',
            *(_text(run, row) for row, line in enumerate(lines) for run in line),
            "</g>",
            "</svg>\n",
        ]
    )


def runs(line: str) -> list[Run]:
    """Split a line of terminal output at its changes of style; blank stretches are left out."""
    found: list[Run] = []
    column, codes = 0, frozenset[int]()
    for place, piece in enumerate(_STYLED.split(line)):
        if place % 2:
            said = frozenset(int(code or 0) for code in piece.split(";"))
            codes = frozenset() if 0 in said else codes | said
        elif piece:
            if piece.strip():
                leading = len(piece) - len(piece.lstrip())
                found.append(Run(column + leading, piece.strip(), codes))
            column += len(piece)
    return found


def _prompt(command: str) -> list[Run]:
    return [Run(0, "$", frozenset({2})), Run(2, command, frozenset({1}))]


def _text(run: Run, row: int) -> str:
    """Write a run; its length is fixed so that columns stand under each other in any font."""
    if set(run.text) == {"─"}:
        x, y, length = _EDGE + run.column * _CELL, _BAR + row * _LINE + 9, len(run.text) * _CELL
        return f'<path d="M{x:.1f} {y}h{length:.1f}" stroke="{_FAINT}" stroke-width="1"/>'
    colour = next((_COLOURS[code] for code in sorted(run.codes) if code in _COLOURS), None)
    if colour is None and 2 in run.codes:
        colour = _FAINT
    style = f' fill="{colour}"' if colour else ""
    if 1 in run.codes:
        style += ' font-weight="bold"'
    return (
        f'<text x="{_EDGE + run.column * _CELL:.1f}" y="{_BAR + row * _LINE + 14}"'
        f' textLength="{len(run.text) * _CELL:.1f}"{style}>{escape(run.text)}</text>'
    )
