"""Turn places into lines and columns, with the line of text they stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from cchc_cli.domain.text import nfc
from cchc_cli.store.source import DEEPEST_NESTING, ENDS, MAPPING, NODES, STARTS, SYNTAX_ERROR, events, span_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yaml.events import Event

    from cchc_cli.domain.finding import Path, Place
    from cchc_cli.store.data import Source, Span


@dataclass(frozen=True, slots=True)
class Position:
    """Where something stands, counted from 1; ``excerpt`` is the text of its first line."""

    line: int
    column: int
    end_line: int
    end_column: int
    excerpt: str


START = Position(1, 1, 1, 1, "")
_LINE_END = re.compile(r"\r\n|\r|\n")
# What a character joins in NFC: itself alone, or a letter with the marks that follow it.
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


class Positions:
    """Finds places in the files of one plan; a file is looked through only when it is asked about."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._texts: dict[str, _Text] = {}

    def of(self, place: Place) -> Position:
        """Return the position of a place; the start of the file where it means the whole of it."""
        source = self._sources.get(place.file)
        if source is None or (place.span is None and not place.path):
            return START
        text = self._texts.setdefault(place.file, _Text(source.text))
        return text.position(text.span(place))


class _Text:
    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _index(self) -> Index:
        return index(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    def span(self, place: Place) -> Span:
        """Return the characters of a place; a missing path falls back to what holds it."""
        if place.span is not None:
            return place.span
        if place.key and place.path in self._index.keys:
            return self._index.keys[place.path]
        path = place.path
        while path and path not in self._index.values:
            path = path[:-1]
        start, end = self._index.values.get(path, (0, 0))
        if place.within is not None and path == place.path:
            return _narrowed(self.text[start:end], start, place.within)
        return start, end

    def position(self, span: Span) -> Position:
        start, end = span
        line, column = self._line_column(start)
        end_line, end_column = self._line_column(max(start, end))
        at = self._starts[line - 1]
        stop = self._starts[line] if line < len(self._starts) else len(self.text)
        return Position(line, column, end_line, end_column, self.text[at:stop].rstrip("\r\n"))

    def _line_column(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1


def _narrowed(written: str, start: int, within: Span) -> Span:
    """Narrow a scalar to some characters of its value, where it is written as one plain or quoted line."""
    quoted = written[:1] in {"'", '"'}
    inside = written[1:-1] if quoted else written
    if any(char in inside for char in "\r\n\\") or (written[:1] == "'" and "''" in inside):
        return start, start + len(written)
    offset = start + quoted + len(inside) - len(inside.lstrip())
    inside = inside.strip()
    return offset + _as_written(inside, within[0]), offset + _as_written(inside, within[1])


def _as_written(text: str, at: int) -> int:
    """Return where a character of the composed form of a text stands in the text itself."""
    if nfc(text) == text:
        return min(at, len(text))
    composed = 0
    for cluster in _CLUSTER.finditer(text):
        if composed >= at:
            return cluster.start()
        composed += len(nfc(cluster.group()))
    return len(text)


@dataclass(frozen=True, slots=True)
class Index:
    """Where each value and each key of a text stands, by path."""

    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)


def index(text: str) -> Index:
    """Read a text once more and return its places; what could not be read has none."""
    walk = _Walk(text)
    with suppress(SYNTAX_ERROR):
        for event in events(text):
            if not walk.take(event):
                break
    return walk.found


class _Walk:
    """Follows the events of a text and notes where each value and key stands."""

    def __init__(self, text: str) -> None:
        self.found = Index()
        self._text = text
        self._stack = [_Frame((), 0)]
        self._last = 0

    def take(self, event: Event) -> bool:
        """Take the next event; False where going on makes no sense, as ``read_source`` says there."""
        if isinstance(event, ENDS):
            self._close(span_of(event))
        elif isinstance(event, NODES):
            start, end = span_of(event)
            end = start + len(self._text[start:end].rstrip())
            self._last = max(self._last, end)
            return self._node(event, (start, end))
        return True

    def _close(self, end: Span) -> None:
        # A block's own end lies beyond the comments after it; brackets end where they are closed.
        self._last = end[1] if end[1] > end[0] else self._last
        frame = self._stack.pop()
        if self.found.values[frame.path][0] == frame.start:
            self.found.values[frame.path] = (frame.start, self._last)

    def _node(self, event: Event, span: Span) -> bool:
        top = self._stack[-1]
        if top.awaits_key:
            top.key = getattr(event, "value", None)
            self.found.keys.setdefault((*top.path, top.key or ""), span)
            return top.key is not None
        path = top.next_path()
        self.found.values.setdefault(path, span)
        if isinstance(event, STARTS):
            self._stack.append(_Frame(path, span[0], "mapping" if isinstance(event, MAPPING) else "list"))
        return len(self._stack) <= DEEPEST_NESTING + 1


@dataclass(slots=True)
class _Frame:
    """A collection being walked, with the key or the number of its last item."""

    path: Path
    start: int
    form: Literal["root", "mapping", "list"] = "root"
    key: str | None = None
    count: int = 0

    @property
    def awaits_key(self) -> bool:
        """Whether the next scalar is a key."""
        return self.form == "mapping" and self.key is None

    def next_path(self) -> Path:
        """Return the path of the next value."""
        if self.form == "root":
            return ()
        step = self.count if self.key is None else self.key
        self.count, self.key = self.count + 1, None
        return (*self.path, step)
