"""The text of a plan file as nested regions: each field and each entry with its comments, as exact characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cchc_cli.store.source import ENDS, MAPPING, NODES, STARTS, events, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.store.data import Data, Source

_COMMENT = re.compile(r"(?<![^ \t\n])#[^\n]*")
_KEEPS_BLANKS = re.compile(r"[|>][0-9]?\+")


@dataclass(frozen=True, slots=True)
class Block:
    """A value as written: a leaf, or the fields or entries of a mapping or list that has lines of its own.

    ``column`` is where its keys or dashes stand; ``inline`` says that it begins behind the dash that
    holds it; ``tail`` are the lines after its last region that belong to none. ``comments`` are those
    inside a leaf or, for all regions together, inside a block.
    """

    data: Data
    text: str
    form: Literal["leaf", "mapping", "list"] = "leaf"
    column: int = 0
    inline: bool = False
    regions: tuple[Region, ...] = ()
    tail: str = ""
    comments: tuple[str, ...] = ()

    @property
    def is_block(self) -> bool:
        """Whether the value is written as fields or entries on lines of their own."""
        return self.form != "leaf"


@dataclass(frozen=True, slots=True)
class Region:
    """One field of a mapping or one entry of a list, in the lines that belong to it.

    ``gap`` are the blank lines before it, ``lead`` the comments above it, ``head`` its key or dash,
    ``rest`` what follows its value up to the next region.
    """

    key: str | None
    gap: str
    lead: str
    head: str
    block: Block
    rest: str

    @property
    def body(self) -> str:
        """The region from its key or dash on."""
        return self.head + self.block.text + self.rest


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole text: the lines before its first region, and the value it holds."""

    header: str
    block: Block


def lay_out(source: Source) -> Layout | None:
    """Divide the text of a source into regions; all its lines end with a line feed, the last one too.

    None for a text with faults, and for one written in a way that lines can't be told apart in.
    """
    text = source.text
    if source.findings or _STRANGE.search(text):
        return None
    walk = _Walk(text)
    try:
        root = walk.root()
    except _Unsuited:
        return None
    if root is None or root.form == "leaf":
        return Layout("", Block(source.data, text, comments=walk.comments(0, len(text))))
    first = _line_start(text, root.start)
    if text[first : root.start].strip():
        return None
    begin = _header_end(text[:first])
    return Layout(text[:begin], walk.block(root, source.data, begin, len(text)))


def comments_of(text: str) -> tuple[str, ...]:
    """Return the comments of a text that can be read, in order."""
    return tuple(comment for _, comment in _comments(text, _tokens(text)))


# Line ends that a reader of YAML takes for such and that editors do not, and lone carriage returns.
_STRANGE = re.compile("[\r\x85\u2028\u2029]|[^\n]\\Z")


class _Unsuited(Exception):  # noqa: N818 - leaves the walk; never leaves this module
    """A way of writing whose lines can't be divided."""


@dataclass(slots=True)
class _Raw:
    """A value with the characters it stands in; ``items`` holds key, start of the region, and value."""

    form: Literal["leaf", "mapping", "list"]
    start: int
    end: int
    column: int
    items: list[tuple[str | None, int, _Raw]]


@dataclass(frozen=True, slots=True)
class _Token:
    """A scalar, or the beginning or the end of a collection, with the characters it stands in."""

    kind: Literal["scalar", "mapping", "list", "flow", "end"]
    start: int
    end: int
    column: int = 0
    value: str = ""


def _tokens(text: str) -> Iterator[_Token]:
    for event in events(text):
        start, end = span_of(event)
        if isinstance(event, ENDS):
            yield _Token("end", start, end)
        elif isinstance(event, STARTS):
            kind: Literal["mapping", "list"] = "mapping" if isinstance(event, MAPPING) else "list"
            column = int(getattr(event.start_mark, "column", 0))
            yield _Token("flow" if getattr(event, "flow_style", False) else kind, start, end, column)
        elif isinstance(event, NODES):
            # What an event was read from runs on to the next one, but for texts kept with their blank lines.
            end = end if _KEEPS_BLANKS.match(text, start) else start + len(text[start:end].rstrip())
            yield _Token("scalar", start, end, value=str(getattr(event, "value", "")))


def _comments(text: str, tokens: Iterable[_Token]) -> Iterator[tuple[int, str]]:
    """Yield what stands behind a number sign outside of the scalars of a text, and where."""
    cursor = 0
    scalars = [(token.start, token.end) for token in tokens if token.kind == "scalar"]
    for start, end in (*scalars, (len(text), len(text))):
        if start > cursor:
            yield from ((found.start(), found.group().rstrip()) for found in _COMMENT.finditer(text, cursor, start))
        cursor = max(cursor, end)


class _Walk:
    """Goes through the tokens of a text once, then cuts it into regions."""

    def __init__(self, text: str) -> None:
        self._text = text
        tokens = list(_tokens(text))
        self._tokens = iter(tokens)
        self._comments = list(_comments(text, tokens))

    def root(self) -> _Raw | None:
        """Return the value of the whole text, None for a text without any."""
        first = next(self._tokens, None)
        return self._raw(first) if first is not None else None

    def _raw(self, token: _Token) -> _Raw:
        if token.kind == "mapping":
            return self._mapping(token.start, token.column)
        if token.kind == "list":
            return self._list(token.start, token.column)
        return _Raw("leaf", token.start, token.end if token.kind == "scalar" else self._flow_end(), 0, [])

    def _flow_end(self) -> int:
        depth = 1
        for token in self._tokens:
            depth += (token.kind != "scalar") - 2 * (token.kind == "end")
            if not depth:
                return token.end
        raise _Unsuited

    def _mapping(self, start: int, column: int) -> _Raw:
        raw = _Raw("mapping", start, start, column, [])
        for key in self._tokens:
            if key.kind == "end":
                return raw
            line = _line_start(self._text, key.start)
            is_alone = not self._text[line : key.start].strip(" -") and (not raw.items or line >= raw.end)
            if not is_alone or key.start - line != column:
                raise _Unsuited
            value = self._raw(next(self._tokens))
            raw.items.append((key.value, key.start, value))
            raw.end = max(value.end, key.end)
        raise _Unsuited

    def _list(self, start: int, column: int) -> _Raw:
        raw = _Raw("list", start, start, column, [])
        dash = re.compile(rf"^ {{{column}}}(?=-(?:[ \t\n]|\Z))", re.MULTILINE)
        for token in self._tokens:
            if token.kind == "end":
                return raw
            at = start
            if raw.items:
                found = dash.search(self._text, raw.end)
                if found is None:
                    raise _Unsuited
                at = found.end()
            value = self._raw(token)
            raw.items.append((None, at, value))
            raw.end = max(value.end, at + 1)
        raise _Unsuited

    def block(self, raw: _Raw, data: Data, begin: int, stop: int) -> Block:
        """Cut the characters from ``begin`` to ``stop``, in which a value stands, into its regions."""
        if raw.form == "leaf":
            return Block(data, self._text[begin:stop], comments=self.comments(begin, stop))
        inline = begin == raw.start and begin != _line_start(self._text, begin)
        regions: list[Region] = []
        cursor = begin
        for number, (key, at, value) in enumerate(raw.items):
            limit = _line_start(self._text, raw.items[number + 1][1]) if number + 1 < len(raw.items) else stop
            eol = self._line_end(max(value.end, at + 1))
            end = eol + _own_lines(self._text[eol:limit], raw.column)
            line = at if inline and not number else _line_start(self._text, at)
            gap, lead = _parted(self._text[cursor:line])
            head, block, rest = self._parts(value, _held(data, number if key is None else key), at, end)
            regions.append(Region(key, gap, lead, head, block, rest))
            cursor = end
        text = self._text[begin:stop]
        comments = self.comments(begin, stop)
        return Block(data, text, raw.form, raw.column, inline, tuple(regions), self._text[cursor:stop], comments)

    def _parts(self, raw: _Raw, data: Data, start: int, end: int) -> tuple[str, Block, str]:
        """Part a region into its key or dash, its value, and what follows."""
        if raw.form == "leaf":
            block = self.block(raw, data, raw.start, raw.end)
            return self._text[start : raw.start], block, self._text[raw.end : end]
        is_inline = _line_start(self._text, raw.start) == _line_start(self._text, start)
        begin = raw.start if is_inline else self._text.index("\n", start) + 1
        return self._text[start:begin], self.block(raw, data, begin, end), ""

    def _line_end(self, at: int) -> int:
        # A block of text kept with its blank lines ends after a line end, not before one.
        if self._text[at - 1 : at] == "\n":
            return at
        return self._text.index("\n", at) + 1

    def comments(self, begin: int, stop: int) -> tuple[str, ...]:
        """Return the comments between two places of the text."""
        return tuple(comment for at, comment in self._comments if begin <= at < stop)


def _held(data: Data, step: str | int) -> Data:
    if isinstance(data, dict):
        return data[str(step)]
    return data[int(step)] if isinstance(data, list) else None


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _own_lines(between: str, column: int) -> int:
    """Return how many characters after a region are still its own: comments set deeper than it."""
    own = at = 0
    for line in between.splitlines(keepends=True):
        at += len(line)
        if line.lstrip(" ").startswith("#"):
            if len(line) - len(line.lstrip(" ")) <= column:
                break
            own = at
        elif line.strip():
            break
    return own


def _parted(lines: str) -> tuple[str, str]:
    """Part the blank lines at the beginning from the comments after them."""
    gap = ""
    for line in lines.splitlines(keepends=True):
        if line.strip():
            break
        gap += line
    return gap, lines[len(gap) :]


def _header_end(lines: str) -> int:
    """Return where the head of a text ends: after its last blank line, unless all is one piece."""
    end = at = 0
    for line in lines.splitlines(keepends=True):
        at += len(line)
        if not line.strip() or not line.startswith((" ", "#")):
            end = at
    return end or len(lines)
