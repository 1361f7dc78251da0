"""The text of a plan file as its pieces: each scalar and each comment with its exact characters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from cchc_cli.store.source import ENDS, MAPPING, NODES, STARTS, events, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.finding import Path

Kind: TypeAlias = Literal["plain", "quoted", "block", "fixed", "comment", "mark"]

BREAKS = "\r\n\x85\u2028\u2029"
"""What a reader of YAML takes for the end of a line."""

SPACES = "\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""What looks like a space and is none."""

INVISIBLE = "".join(
    chr(code)
    for first, last in ((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200F),
                        (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F), (0xFEFF, 0xFEFF))
    for code in range(first, last + 1)
)  # fmt: skip
"""What takes no room in a line: soft hyphens, joiners, marks of direction and of byte order within a text."""

_COMMENT = re.compile(rf"(?<![^ \t{BREAKS}])#[^{BREAKS}]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A scalar, a comment, or (``mark``) any other event of the parser.

    ``start`` and ``end`` are the characters of its content: without quotes, number sign, or the line
    that opens a block of text. ``fixed`` are scalars whose characters do not stand for themselves, being
    tagged or written with escapes. ``path`` is that of the value, or ends with the key itself.
    """

    kind: Kind
    start: int
    end: int
    value: str
    path: Path = ()
    is_key: bool = False
    outer: tuple[int, int] = (0, 0)
    """The characters of the whole scalar, quotes included."""


def pieces_of(text: str) -> tuple[list[Piece], list[Piece]]:
    """Return the events of a readable text as pieces, and its comments; raises the parser's own error."""
    walk = _Walk(text)
    marks = list(walk.pieces())
    return marks, list(_comments(text, marks))


def _comments(text: str, marks: list[Piece]) -> Iterator[Piece]:
    cursor = 0
    scalars = [piece.outer for piece in marks if piece.kind != "mark"]
    for start, end in (*scalars, (len(text), len(text))):
        if start > cursor:
            for found in _COMMENT.finditer(text, cursor, start):
                yield Piece("comment", found.start() + 1, found.end(), found.group()[1:])
        cursor = max(cursor, end)


@dataclass(slots=True)
class _Frame:
    """A collection being walked, with the key or the number of its last item."""

    path: Path = ()
    form: Literal["root", "mapping", "list"] = "root"
    key: str | None = None
    count: int = 0


@dataclass(slots=True)
class _Walk:
    """Follows the events of a text with the path of each."""

    text: str
    _stack: list[_Frame] = field(default_factory=lambda: [_Frame()])

    def pieces(self) -> Iterator[Piece]:
        """Yield one piece an event."""
        for event in events(self.text):
            start, end = span_of(event)
            if isinstance(event, ENDS):
                self._stack.pop()
            if not isinstance(event, NODES):
                yield Piece("mark", start, end, type(event).__name__)
                continue
            path, is_key = self._next(getattr(event, "value", None))
            if isinstance(event, STARTS):
                self._stack.append(_Frame(path, "mapping" if isinstance(event, MAPPING) else "list"))
            if isinstance(event, STARTS) or not hasattr(event, "value"):
                yield Piece("mark", start, end, type(event).__name__, path)
            else:
                yield self._scalar(event, path, is_key=is_key)

    def _next(self, value: str | None) -> tuple[Path, bool]:
        top = self._stack[-1]
        if top.form == "mapping" and top.key is None:
            top.key = value or ""
            return (*top.path, top.key), True
        if top.form == "root":
            return (), False
        step = top.count if top.key is None else top.key
        top.count, top.key = top.count + 1, None
        return (*top.path, step), False

    def _scalar(self, event: object, path: Path, *, is_key: bool) -> Piece:
        start, end = span_of(event)  # type: ignore[arg-type]
        style, value = getattr(event, "style", None), str(getattr(event, "value", ""))
        kind: Kind
        if getattr(event, "tag", None) is not None or getattr(event, "anchor", None) is not None:
            kind, inner = "fixed", (start, end)
        elif style in {"|", ">"}:
            first = self.text.find("\n", start, end) if "\n" in self.text[start:end] else end
            kind, inner = "block", (first, end)
        elif style in {"'", '"'}:
            kind = "fixed" if style == '"' and "\\" in self.text[start:end] else "quoted"
            inner = (start + 1, end - 1)
        else:
            # Not what Python takes for blank: a no-break space at the end is a character of the scalar.
            end = start + len(self.text[start:end].rstrip(f" \t{BREAKS}"))
            kind, inner = "plain", (start, end)
        return Piece(kind, *inner, value, path, is_key, (start, end))
