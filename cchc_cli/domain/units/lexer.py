"""Cut a signed cell into words and marks, and find phrases among them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from cchc_cli.domain.text import nfc, unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEWLINE = "\n"
T = TypeVar("T")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_QUOTES = "\"'“”‘’«»„"
_DASHES = "-–—‐‑−"
_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"


class Token(NamedTuple):
    """A word or a mark of a cell, with its place in the cell and the form in which it is compared."""

    start: int
    end: int
    key: str
    word: bool
    upper: bool
    spaced: bool


def has_accents(text: str) -> bool:
    """Tell whether a text carries any Vietnamese diacritic, ``đ`` included."""
    return unaccented(text) != nfc(text)


@lru_cache(maxsize=4096)
def compare_form(word: str, *, plain: bool) -> str:
    """Return the form in which words are compared: lower case, with the tone moved to the end.

    The tone is moved because offices write ``hoá`` and ``hóa``, ``uỷ`` and ``ủy``. With ``plain`` all
    diacritics are dropped.
    """
    lower = nfc(word).casefold()
    if plain:
        return unaccented(lower)
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFD", lower)
    tones = "".join(char for char in decomposed if char in _TONES)
    return nfc("".join(char for char in decomposed if char not in _TONES)) + tones


def tokenize(text: str, *, plain: bool) -> list[Token]:
    """Cut a text into words, line ends and marks; spaces, quotes and invisible characters are dropped."""
    tokens: list[Token] = []
    position, spaced = 0, True
    while position < len(text):
        char = text[position]
        if char.isalnum():
            end = _end_of_word(text, position)
            word = text[position:end]
            key = compare_form(word, plain=plain)
            tokens.append(Token(position, end, key, word=True, upper=nfc(word)[0].isupper(), spaced=spaced))
            position, spaced = end, False
            continue
        if char in _LINE_ENDS:
            tokens.append(Token(position, position + 1, NEWLINE, word=False, upper=False, spaced=True))
            spaced = True
        elif _is_blank(char):
            spaced = True
        elif not _is_accent(char):
            key = "-" if char in _DASHES else nfc(char)
            tokens.append(Token(position, position + 1, key, word=False, upper=False, spaced=spaced))
            spaced = False
        position += 1
    return tokens


def _end_of_word(text: str, position: int) -> int:
    while position < len(text) and (text[position].isalnum() or _is_accent(text[position])):
        position += 1
    return position


def _is_accent(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _is_blank(char: str) -> bool:
    return char.isspace() or char in _QUOTES or unicodedata.category(char) in {"Cf", "Cc"}


def phrase(text: str, *, plain: bool) -> tuple[str, ...]:
    """Return the compared forms of a phrase, as `Phrases` stores them; ``&`` counts as ``và``."""
    tokens = tokenize(text, plain=plain)
    if not any(token.word for token in tokens):
        return ()
    return tuple(_same_and(token.key, plain=plain) for token in tokens if token.key != NEWLINE)


def _same_and(key: str, *, plain: bool) -> str:
    return compare_form("và", plain=plain) if key == "&" else key


@dataclass(slots=True)
class Phrases(Generic[T]):
    """A tree of phrases, word by word, each leading to a value."""

    plain: bool
    value: T | None = None
    following: dict[str, Phrases[T]] = field(default_factory=dict)

    def add(self, text: str, value: T) -> None:
        """Store a phrase; one that is stored already keeps its value."""
        node = self
        for key in phrase(text, plain=self.plain):
            node = node.following.setdefault(key, Phrases(self.plain))
        if node is not self and node.value is None:
            node.value = value

    def at(self, tokens: Sequence[Token], position: int) -> Iterator[tuple[int, T]]:
        """Yield the end and the value of each phrase that begins at ``position``, the shortest first."""
        node: Phrases[T] | None = self
        while position < len(tokens):
            token = tokens[position]
            position += 1
            if token.key == NEWLINE:
                continue
            node = node.following.get(_same_and(token.key, plain=self.plain)) if node else None
            if node is None:
                return
            if node.value is not None:
                yield position, node.value

    def end(self, tokens: Sequence[Token], position: int) -> int:
        """Return the end of the longest phrase that begins at ``position``; ``position`` itself for none."""
        return max((end for end, _ in self.at(tokens, position)), default=position)

    def covers(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Tell whether one phrase takes up exactly the tokens from ``start`` to ``end``."""
        return any(found == end for found, _ in self.at(tokens, start))
