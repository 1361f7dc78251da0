"""A place in a row of tokens that moves forward as the grammar takes words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline.words import NUMBERS, ROMAN
from cchc_cli.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.domain.deadline.lexer import Token


@lru_cache(maxsize=4096)
def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split(" "))


@lru_cache(maxsize=4096)
def _folded(key: str) -> str:
    return fold(key)


class Cursor:
    """The tokens of one segment and how far they have been read; set ``at`` back to try another reading."""

    __slots__ = ("at", "end", "source", "tokens", "year")

    def __init__(self, source: str, tokens: Sequence[Token], year: int, at: int = 0, end: int | None = None) -> None:
        self.source = source
        self.tokens = tokens
        self.year = year
        self.at = at
        self.end = len(tokens) if end is None else end

    def within(self, at: int, end: int) -> Cursor:
        """Return a cursor over some of the same tokens."""
        return Cursor(self.source, self.tokens, self.year, at, end)

    @property
    def done(self) -> bool:
        """Whether every token has been read."""
        return self.at >= self.end

    def token(self, ahead: int = 0) -> Token | None:
        """Return the token that many places ahead, None past the end."""
        at = self.at + ahead
        return self.tokens[at] if 0 <= at < self.end else None

    def key(self, ahead: int = 0) -> str:
        """Return what the token ahead is compared by, ``""`` past the end or for an opaque one."""
        token = self.token(ahead)
        return token.key if token is not None and token.kind in ("word", "mark", "number") else ""

    def sees(self, *phrases: str, ahead: int = 0) -> str | None:
        """Return the first of these phrases that stands here, without moving."""
        token = self.token(ahead)
        if token is None or token.kind not in ("word", "mark", "number"):
            return None
        seen, open_fold = token.key, token.open_fold
        for phrase in phrases:
            keys = _keys(phrase)
            # Most phrases fail at their first word, and this is where reading spends its time.
            if seen != keys[0] and (not open_fold or open_fold != _folded(keys[0])):
                continue
            if all(self._matches(ahead + n, key) for n, key in enumerate(keys[1:], start=1)):
                return phrase
        return None

    def _matches(self, ahead: int, key: str) -> bool:
        token = self.token(ahead)
        if token is None or token.kind not in ("word", "mark", "number"):
            return False
        return token.key == key or (token.open_fold != "" and token.open_fold == _folded(key))

    def take(self, *phrases: str) -> str | None:
        """Move past the first of these phrases that stands here, and return it."""
        phrase = self.sees(*phrases)
        if phrase is not None:
            self.at += len(_keys(phrase))
        return phrase

    def take_all(self, *phrases: str) -> bool:
        """Move past any number of these phrases; whether there were any."""
        before = self.at
        while self.take(*phrases):
            pass
        return self.at > before

    def figure(self, ahead: int = 0) -> int | None:
        """Return the figure of the number that stands ahead, None for anything else."""
        token = self.token(ahead)
        return token.value if token is not None and token.kind == "number" else None

    def take_figure(self, low: int, high: int) -> int | None:
        """Move past a number between two bounds (and its spelling in brackets), and return it."""
        value = self.figure()
        if value is None or not low <= value <= high:
            return None
        self.at += 1
        before = self.at
        if not (self.take("(") and self.take_all(*NUMBERS, "mươi", "lăm", "mốt") and self.take(")")):
            self.at = before
        return value

    def take_count(self, low: int, high: int, *, roman: bool = False) -> int | None:
        """Move past a number in figures, in words, or in Roman figures where they are usual."""
        if (value := self.take_figure(low, high)) is not None:
            return value
        before = self.at
        names = ("mười hai", "mười một", *NUMBERS)
        word = self.take(*names)
        value = NUMBERS[word] if word else None
        if value is None and roman and (value := ROMAN.get(self.key())) is not None:
            self.at += 1
        if value is None or not low <= value <= high:
            self.at = before
            return None
        return value

    def name(self, start: int, end: int) -> str:
        """Return words that name a part: without the curly quotes between which a phrase is written again."""
        if end == start + 1 and self.tokens[start].kind == "quote":
            return self.tokens[start].key
        return self.words(start, end).replace("“", '"').replace("”", '"')

    def span(self, start: int, end: int | None = None) -> tuple[int, int]:
        """Return the characters of the source that tokens ``start`` up to ``end`` (or here) cover."""
        end = self.at if end is None else end
        if end <= start:
            place = self.tokens[start].start if start < len(self.tokens) else len(self.source)
            return (place, place)
        return (self.tokens[start].start, self.tokens[end - 1].end)

    def words(self, start: int, end: int | None = None) -> str:
        """Return the words of the source that these tokens cover, blanks evened out."""
        first, last = self.span(start, end)
        return " ".join(self.source[first:last].split())
