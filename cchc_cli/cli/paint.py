"""Lines of styled text: plain where colours are not wanted, painted on a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, TypeAlias

from cchc_cli.cli import edge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Styled: TypeAlias = tuple[str, str]
Line: TypeAlias = "Sequence[Styled]"

WIDEST = 120

_STYLES = {
    "": "",
    "dim": "dim",
    "strong": "bold",
    "late": "bold red",
    "soon": "bold yellow",
    "good": "green",
    "head": "bold cyan",
}


def show(lines: Iterable[Line]) -> None:
    """Print lines, with colours where the terminal has them."""
    lines = list(lines)
    if not edge.colour():
        edge.out("\n".join(plain(line) for line in lines))
        return
    import io

    from rich.console import Console
    from rich.text import Text

    # Rich writes into a buffer: it would otherwise read the terminal's width and wrap again.
    buffer = io.StringIO()
    console = Console(file=buffer, force_terminal=True, color_system="standard", width=10_000, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*((text, _STYLES[style]) for text, style in line)), no_wrap=True)
    edge.out(buffer.getvalue(), end="")


def plain(line: Line) -> str:
    """Return a line without its styles."""
    return "".join(text for text, _ in line).rstrip()


def page_width() -> int:
    """Return the columns to write in: the terminal's, but no more than read well."""
    return min(edge.width(), WIDEST)


def wrap(text: str, width: int, *, most: int | None = None) -> list[str]:
    """Break data into lines no wider than ``width``; past ``most`` lines it ends in an ellipsis."""
    clean = " ".join(edge.visible(text).split())
    lines = textwrap.wrap(clean, max(width, 10), break_on_hyphens=False) or [""]
    if most is None or len(lines) <= most:
        return lines
    last = textwrap.shorten(lines[most - 1] + " " + lines[most], max(width, 10), placeholder="…")
    return [*lines[: most - 1], last]


def indented(text: str, indent: int, width: int, *, style: str = "", most: int | None = None) -> list[Line]:
    """Return data as wrapped lines under an indent."""
    return [[(" " * indent, ""), (line, style)] for line in wrap(text, width - indent, most=most)]


def flow(pieces: Iterable[Styled], width: int, *, indent: int = 0, gap: str = "   ") -> list[Line]:
    """Lay pieces side by side, going to a new line under the indent where the next does not fit."""
    lines: list[list[Styled]] = [[]]
    used = indent
    for text, style in pieces:
        for at, chunk in enumerate(wrap(text, width - indent)):
            fits = used + (len(gap) if lines[-1] else 0) + len(chunk) <= width
            if at or (not fits and lines[-1]):
                lines.append([(" " * indent, "")] if indent else [])
                used = indent
            elif lines[-1]:
                lines[-1].append((gap, ""))
                used += len(gap)
            lines[-1].append((chunk, style))
            used += len(chunk)
    return list(lines)


def field(label: str, text: str, width: int, *, column: int = 18, style: str = "") -> list[Line]:
    """Return a label with its text beside it, further lines under the text."""
    lines = wrap(text, width - column)
    head: Line = [(f"{label:<{column}}", "dim"), (lines[0], style)]
    return [head, *([(" " * column, ""), (line, style)] for line in lines[1:])]


def rule(width: int) -> Line:
    """Return a line across the page."""
    return [("─" * width if edge.is_terminal() else "-" * width, "dim")]


def markdown(text: str, width: int) -> list[Line]:
    """Return Markdown of our own as lines: lists, tables and quotes laid out, inline code and emphasis as styles."""
    import io

    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(file=io.StringIO(), width=width, color_system="standard", legacy_windows=False)
    rendered = console.render_lines(Markdown(text, hyperlinks=False), pad=False)
    return [[(piece.text, _named_style(piece.style)) for piece in line if piece.text != "\n"] for line in rendered]


def _named_style(style: object) -> str:
    from rich.style import Style

    if not isinstance(style, Style):
        return ""
    if style.color is not None and style.bold:
        return "head"
    return "strong" if style.bold else "dim" if style.italic or style.dim else ""
