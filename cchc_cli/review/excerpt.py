"""Cut a plan's file down to what concerns one row, so that of thousands of versions only the telling ones are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.text import nfc
from cchc_cli.store.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROW = b"- id:"
_LINE = re.compile(rb"^( *)(- +id *:|-(?= |\r|\n|\Z)|[^\s#])", re.MULTILINE)
_BLOCK_TEXT = re.compile(rb"^( *)[^\n]*[|>][-+0-9]*[ \t]*(#[^\n]*)?\r?$", re.MULTILINE)
# A row whose cells are plain words on one line each: the form nearly all have, known to be whole at a glance.
_SIMPLE = re.compile(
    rb"( *)- id: ('[\w.\-]+'|\"[\w.\-]+\"|[\w.\-]+)\r?\n"
    rb"(\1  [a-z_]+: ('[^'\n:#\\]*'|[\w\x80-\xff][^\n:#\\]*)\r?\n)*"
)
_NOBODY = -1
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines of a file that stand together: one item of a list, or keys, without the items below them.

    ``level`` grows with the indent; what holds a chunk is the last one before it with a smaller level.
    """

    level: int
    text: bytes
    is_whole: bool
    concerned: bool
    ends_in_block: bool


class Excerpts:
    """Cuts versions of a file down to one id; what two versions have in common is looked at once."""

    def __init__(self, entry_id: str) -> None:
        self._named = re.compile(rf"(?<![\w.\-]){re.escape(entry_id)}(?![\w.\-])")
        self._known: dict[bytes, tuple[_Chunk, ...]] = {}

    def cut(self, raw: bytes) -> bytes:
        """Return a text in which the row reads as in the whole file, wherever the whole file can be read.

        Other rows are left out when each of them is complete in itself, so that leaving it out moves
        nothing; where that is not plain the text is returned as it is.
        """
        chunks: list[_Chunk] = []
        for piece in _pieces(raw.removeprefix(_BOM)):
            known = self._known.get(piece)
            if known is None:
                known = self._known[piece] = tuple(self._chunks(piece))
            chunks += known
        if not all(chunk.is_whole for chunk in chunks):
            return raw
        kept = _kept(chunks)
        return raw if kept is None else b"".join(kept)

    def _chunks(self, piece: bytes) -> Iterator[_Chunk]:
        """Split the lines from one row to the next: keys after a row's own belong to what holds it."""
        starts: list[tuple[int, int]] = []
        indent, is_item = -1, False
        for line in _LINE.finditer(piece):
            at, dash = len(line[1]), line[2].startswith(b"-")
            if not starts or at < indent or (at == indent and (dash or is_item)):
                starts.append((line.start(), 2 * at + dash))
                indent, is_item = at, dash
        for at, (start, level) in enumerate(starts):
            end = starts[at + 1][0] if at + 1 < len(starts) else len(piece)
            yield self._chunk(level, piece[start:end])

    def _chunk(self, level: int, text: bytes) -> _Chunk:
        # An id may be hidden behind the signs of a quoted text; such a chunk always stays.
        concerned = b"\\" in text or self._named.search(nfc(text.decode(errors="replace"))) is not None
        is_whole = _SIMPLE.fullmatch(text) is not None or _is_whole(text, is_item=level % 2 == 1)
        return _Chunk(level, text, is_whole, concerned, _ends_in_block(text))


def _ends_in_block(text: bytes) -> bool:
    """Whether lines that follow a text, with a larger indent, may be words of its last key."""
    opened = list(_BLOCK_TEXT.finditer(text))[-1:]
    after = [line for found in opened for line in text[found.end() :].splitlines() if line.strip()]
    return bool(opened) and all(len(line) - len(line.lstrip(b" ")) > len(opened[0][1]) for line in after)


def _is_whole(text: bytes, *, is_item: bool) -> bool:
    """Whether a text is one item of a list, or keys, and nothing that goes on beyond it."""
    source = read_source("", text)
    if is_item:
        return source.is_readable and isinstance(source.data, list) and [type(each) for each in source.data] == [dict]
    return source.is_readable and isinstance(source.data, dict)


def _pieces(raw: bytes) -> Iterator[bytes]:
    """Split a text before each line that begins a row; a split by pattern would take most of the time."""
    parts = raw.split(_ROW)
    piece = parts[0]
    for part in parts[1:]:
        before = piece.rstrip(b" ")
        if before.endswith(b"\n"):
            yield before
            piece = piece[len(before) :]
        piece += _ROW + part
    yield piece


def _kept(chunks: list[_Chunk]) -> list[bytes] | None:
    """Return the texts of the chunks that concern the row, with all below them, and what holds them.

    Whatever holds the row keeps all its own keys, also those written after the rows below it. None where
    one of them ends in a text written as a block: what looks like a row below it may be words of it.
    """
    kept: set[int] = set()
    holders: set[int] = {_NOBODY}
    above: list[int] = [_NOBODY]
    keys: dict[int, list[int]] = {}
    within: int | None = None
    for at, chunk in enumerate(chunks):
        while above[-1] != _NOBODY and chunks[above[-1]].level >= chunk.level:
            above.pop()
        if within is not None and chunk.level <= within:
            within = None
        if chunk.level % 2 == 0:
            keys.setdefault(above[-1], []).append(at)
        if within is None and chunk.concerned:
            within = chunk.level
            holders.update(above)
        if within is not None:
            kept.add(at)
        above.append(at)
    held = {each for holder in holders for each in (holder, *keys.get(holder, ()))} - {_NOBODY}
    if any(chunks[each].ends_in_block for each in held - kept):
        return None
    return [chunks[at].text for at in sorted(kept | held)]
