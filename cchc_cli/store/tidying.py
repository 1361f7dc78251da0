"""Repair the characters of a plan file's text that mean nothing by themselves, and prove that all else stays.

Only these are touched: letters not in the composed form (NFC), spaces that look like a space, characters
that nobody sees, the names of known keys in other letters, tabs after a colon, blanks at the ends of lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from cchc_cli.domain.text import nfc
from cchc_cli.store.data import BOM
from cchc_cli.store.known_keys import KeyNames
from cchc_cli.store.pieces import BREAKS, INVISIBLE, SPACES, Piece, pieces_of
from cchc_cli.store.source import SYNTAX_ERROR, read_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Kind: TypeAlias = Literal["form", "space", "invisible", "key", "tab", "end"]

_MOST_PASSES = 10
_MOST_READ = 3_000_000
_BLANK_END = re.compile(r"[ \t]+(?=[\r\n]|\Z)")
_BEFORE_COLON = re.compile(r"[ \t]*(?=:(?:[ \t\r\n]|\Z))")
_TABS = re.compile(r" *\t[ \t]*(?=[^ \t\r\n])")
_BREAK = re.compile(f"[{BREAKS}]")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_BLANKS = f" \t{SPACES}{INVISIBLE}"


@dataclass(frozen=True, slots=True)
class Repair:
    """One kind of repair in one line, counted from 1."""

    line: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Tidied:
    """A text after its repairs; ``left`` tells that some could not be proven and were not made."""

    text: str
    repairs: tuple[Repair, ...] = ()
    left: bool = False


def tidied(file: str, text: str, *, keep_invisible: bool = False) -> Tidied:
    """Return a text with every repair that can be proven to change nothing else; marks before its start stay.

    ``file`` is its name in the plan: it says which keys are known, and in corrections.yaml the words as
    scanned get their normal form alone. A text that can't be read as YAML stays as it is. Repairing again
    changes nothing.
    """
    bare = text.lstrip(BOM)
    if bare != text:
        within = tidied(file, bare, keep_invisible=keep_invisible)
        return replace(within, text=text[: len(text) - len(bare)] + within.text)
    if not read_source(file, text.encode()).is_readable:
        return Tidied(text)
    lines = _starts(text)
    repairs: set[Repair] = set()
    left = False
    for _ in range(_MOST_PASSES):
        tidying = _Tidying(file, text, keep_invisible=keep_invisible)
        edits, proven = tidying.edits, True
        if edits and not tidying.is_proven(edits):
            edits, proven = tidying.provable(), False
        left |= not proven
        if not edits:
            break
        for edit in edits:
            repairs |= {Repair(bisect_right(lines, at), kind) for at, kind in edit.kinds}
        text = tidying.spliced(edits)
        lines = _starts(text)
    return Tidied(text, tuple(sorted(repairs, key=lambda repair: (repair.line, repair.kind))), left)


def _starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]


@dataclass(frozen=True, slots=True)
class _Edit:
    """New characters for some of the old ones; ``kinds`` says where each kind of repair first stands."""

    start: int
    end: int
    new: str
    kinds: tuple[tuple[int, Kind], ...]
    is_name: bool = False


class _Tidying:
    """One pass over a text: the repairs it needs, and the proof of them."""

    def __init__(self, file: str, text: str, *, keep_invisible: bool) -> None:
        self.file, self.text = file, text
        self._invisible = "" if keep_invisible else INVISIBLE
        self._table = str.maketrans(dict.fromkeys(SPACES, " ") | dict.fromkeys(self._invisible, ""))
        self._marks, self._comments = pieces_of(text)
        self._names = KeyNames(file, [piece.path for piece in self._marks if piece.is_key])
        self.edits = self._all()

    def spliced(self, edits: Sequence[_Edit]) -> str:
        """Return the text with these edits made."""
        parts, cursor = [], 0
        for edit in edits:
            parts += [self.text[cursor : edit.start], edit.new]
            cursor = edit.end
        return "".join((*parts, self.text[cursor:]))

    def provable(self) -> list[_Edit]:
        """Return those of the edits that can be proven in parts and all together."""
        kept = self._provable(self.edits, [_MOST_READ // (len(self.text) + 1)])
        return kept if self.is_proven(kept) else []

    def _provable(self, edits: list[_Edit], readings: list[int]) -> list[_Edit]:
        """Halve the edits down to those that can't be proven; ``readings`` counts how often the text may be read."""
        readings[0] -= 1
        if readings[0] < 0:
            return []
        if self.is_proven(edits):
            return edits
        half = len(edits) // 2
        return [] if not half else self._provable(edits[:half], readings) + self._provable(edits[half:], readings)

    def is_proven(self, edits: Sequence[_Edit]) -> bool:
        """Read the text with these edits again: the same in everything but what they say."""
        new = self.spliced(edits)
        codes = [[found.code for found in read_source(self.file, text.encode()).findings] for text in (self.text, new)]
        if codes[0] != codes[1]:
            return False
        try:
            marks, comments = pieces_of(new)
        except SYNTAX_ERROR:
            return False
        if len(marks) != len(self._marks) or len(comments) != len(self._comments):
            return False
        edited = {edit.start: edit for edit in edits if edit.end > edit.start}
        same_marks = all(self._is_same(old, piece, edited) for old, piece in zip(self._marks, marks, strict=True))
        told = [[self._tidy(comment.value).rstrip() for comment in each] for each in (self._comments, comments)]
        return same_marks and told[0] == told[1]

    def _is_same(self, old: Piece, now: Piece, edited: Mapping[int, _Edit]) -> bool:
        if (old.kind, old.is_key) != (now.kind, now.is_key):
            return False
        edit = edited.get(old.start)
        if old.kind in {"mark", "fixed"} or edit is None or edit.start >= old.end:
            return old.value == now.value
        if edit.is_name:
            return now.value == edit.new
        if self._is_as_scanned(old):
            return now.value == nfc(old.value)
        if old.kind == "block":
            return self._tidy(old.value) == self._tidy(now.value)
        if any(char in self.text[old.start : old.end] for char in BREAKS):
            # Blanks at the ends of its lines do not count in a text that is folded into one line.
            return _folded(self._tidy(old.value)) == _folded(self._tidy(now.value))
        tidy = self._tidy(old.value)
        return now.value == (tidy.strip(" ") if old.kind == "plain" else tidy)

    def _tidy(self, text: str) -> str:
        return nfc(text.translate(self._table))

    def _all(self) -> list[_Edit]:
        """Return all edits in the order of the text, none touching another."""
        found = [edit for piece in (*self._marks, *self._comments) for edit in self._in_piece(piece)]
        found += [edit for piece in self._marks if piece.is_key for edit in self._after_key(piece)]
        taken = sorted((edit.start, edit.end) for edit in found)
        kept = [piece.outer for piece in self._marks if piece.kind in {"block", "fixed"}]
        for blanks in _BLANK_END.finditer(self.text):
            start, end = blanks.span()
            if not _touches(taken, start, end) and not _touches(kept, start, end):
                found.append(_Edit(start, end, "", ((start, "end"),)))
        return sorted(found, key=lambda edit: edit.start)

    def _in_piece(self, piece: Piece) -> Iterator[_Edit]:
        if piece.kind in {"mark", "fixed"}:
            return
        old = self.text[piece.start : piece.end]
        name = self._names.meant(piece.path) if piece.is_key else None
        if name is not None:
            yield _Edit(piece.start, piece.end, name, ((piece.start, "key"),), is_name=True)
            return
        if old.isascii():
            return
        new = nfc(old) if self._is_as_scanned(piece) else self._repaired(piece, old)
        if new == old or (piece.kind == "plain" and not _stays_plain(old, new)):
            return
        if piece.is_key and (not new or self._names.is_taken((*piece.path[:-1], self._tidy(piece.value)))):
            return
        yield _Edit(piece.start, piece.end, new, tuple(self._kinds(piece.start, old, new)))

    def _repaired(self, piece: Piece, old: str) -> str:
        if piece.kind == "block":
            return self._in_lines(old)
        return self._tidy(old).strip(" ") if piece.kind == "plain" else self._tidy(old)

    def _is_as_scanned(self, piece: Piece) -> bool:
        return self.file == "corrections.yaml" and piece.path[1:] == ("scanned",) and not piece.is_key

    def _in_lines(self, block: str) -> str:
        """Return the lines of a block of text, tidied between the blanks at their two ends."""
        return re.sub(rf"[^{BREAKS}]+", lambda line: self._in_line(line.group()), block)

    def _in_line(self, line: str) -> str:
        inner = line.strip(_BLANKS)
        at = len(line) - len(line.lstrip(_BLANKS))
        return line[:at] + self._tidy(inner) + line[at + len(inner) :] if inner else line

    def _kinds(self, start: int, old: str, new: str) -> Iterator[tuple[int, Kind]]:
        """Yield which kinds of repair each line has; no repair of a piece adds or takes away a line."""
        at = start
        for before, after in zip(_BREAK.split(old), _BREAK.split(new), strict=True):
            if before != after:
                if _count(before, SPACES) > _count(after, SPACES):
                    yield at, "space"
                if _count(before, self._invisible) > _count(after, self._invisible):
                    yield at, "invisible"
                plain = before.translate(self._table)
                if nfc(plain) != plain:
                    yield at, "form"
            at += len(before) + 1

    def _after_key(self, piece: Piece) -> Iterator[_Edit]:
        """Yield the edits of the blanks before and the tabs after the colon of a key."""
        before = _BEFORE_COLON.match(self.text, piece.outer[1])
        if before is None:
            return
        start, end = before.span()
        if end > start and self._names.is_known(piece.path):
            yield _Edit(start, end, "", ((start, "key"),))
        tabs = _TABS.match(self.text, end + 1)
        if tabs:
            yield _Edit(*tabs.span(), tabs.group().replace("\t", " "), ((tabs.start(), "tab"),))


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether some characters are among spans that are in order and do not overlap."""
    at = bisect_right(spans, (end, -1)) - 1
    return any(span[0] < end and start < span[1] for span in spans[max(at - 1, 0) : at + 2])


def _count(text: str, chars: str) -> int:
    return sum(char in chars for char in text)


def _folded(text: str) -> str:
    return re.sub(r" *\n *", "\n", re.sub(" +", " ", text)).strip(" ")


def _stays_plain(old: str, new: str) -> bool:
    """Whether the new characters of a plain scalar are still read as its text, as far as they alone can tell."""
    if not new:
        return bool(old)
    begins = new[0] in _INDICATORS and new[:2] != old[:2]
    turns = any(sign in new and sign not in old for sign in (": ", " #")) or new.endswith(":")
    return not (begins or turns or new in {"~", "null", "Null", "NULL"})
