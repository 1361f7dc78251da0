"""A signed cell laid out: its words, brackets, joiners, bullets, numbers and labels."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from cchc_cli.domain.text import nfc
from cchc_cli.domain.units.lexer import NEWLINE, Token, has_accents, tokenize
from cchc_cli.domain.units.words import Lexicon, lexicon

_HARD_MARKS = frozenset(";•●▪·|!?…")
_COMMAS = frozenset(",，、")
_BULLETS = frozenset("-+*/")
_LONGEST_LABEL = 14


class Strength(IntEnum):
    """How strongly a joiner parts two items; of several in a row the strongest counts."""

    DASH = 0
    LINE = 1
    COMMA = 2
    AND = 3
    HARD = 4


class Joiner(NamedTuple):
    """What stands between two items: its strength, and where the next item begins."""

    strength: Strength
    end: int


class Label(NamedTuple):
    """Words before a colon; ``shared`` is the kind they give to all items of a list (``Các Cục:``)."""

    end: int
    shared: str


class Cell(NamedTuple):
    """One signed cell, cut into tokens. ``mixed`` says that capitals tell something."""

    text: str
    tokens: list[Token]
    lex: Lexicon
    plain: bool
    mixed: bool
    partner: dict[int, int]
    depth: list[int]

    def joiner(self, position: int, *, opening: bool = False) -> Joiner | None:
        """Return the joiner at a token, if one stands there.

        With ``opening`` the place is the beginning of an item, where dashes are bullets.
        """
        strength: Strength | None = Strength.HARD if opening else None
        end = position
        while (step := self._step(end, strength)) is not None:
            strength = step.strength if strength is None else max(strength, step.strength)
            end = step.end
        return None if strength is None or end == position else Joiner(strength, end)

    def _step(self, at: int, before: Strength | None) -> Joiner | None:
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.key in _HARD_MARKS or (token.key == "." and self._is_full_stop(at)):
            return Joiner(Strength.HARD, at + 1)
        if token.key == NEWLINE:
            return Joiner(Strength.LINE, at + 1)
        if token.key in _COMMAS:
            return Joiner(Strength.COMMA, at + 1)
        if (number := self._number(at, before)) is not None:
            return Joiner(Strength.HARD, number)
        if token.key in _BULLETS:
            if before is not None and before is not Strength.AND:
                return Joiner(Strength.HARD, at + 1)
            spaced = token.key in "/+" or (token.spaced and self._is_spaced(at + 1))
            return Joiner(Strength.DASH, at + 1) if spaced else None
        if token.key == "&" and not token.spaced and not self._is_spaced(at + 1):
            return None
        end = self.lex.ands.end(self.tokens, at)
        return Joiner(Strength.AND, end) if end > at else None

    def _is_spaced(self, at: int) -> bool:
        return at >= len(self.tokens) or self.tokens[at].spaced

    def _is_full_stop(self, at: int) -> bool:
        if not self._is_spaced(at + 1) and self.tokens[at + 1].key != ".":
            return False
        return at + 1 == len(self.tokens) or at == 0 or self.tokens[at - 1].key not in self.lex.abbreviated

    def _number(self, at: int, before: Strength | None) -> int | None:
        """Return where an item's number ends.

        ``(1)`` counts anywhere; ``1.``, ``1)`` and ``a)`` where an item begins, and within a line whose
        first word is such a number.
        """
        if self.partner.get(at) == at + 2 and self._is_mark(at + 1):
            return at + 3
        if not self._is_mark(at) or at + 1 >= len(self.tokens):
            return None
        mark = self.tokens[at + 1].key
        if before in {Strength.LINE, Strength.HARD}:
            return at + 2 if mark in (".)/" if self.tokens[at].key.isdigit() else ")") else None
        numbered = at > 1 and self._is_mark(0) and self.tokens[1].key == mark and mark in ".)"
        return at + 2 if numbered and self.tokens[at].spaced and self._is_spaced(at + 2) else None

    def _is_mark(self, at: int) -> bool:
        token = self.tokens[at]
        return token.word and len(self.words(at, at + 1)) <= (2 if token.key.isdigit() else 1)

    def label(self, position: int) -> Label | None:
        """Return the label at a token: a role (``Phối hợp:``) or a kind shared by a list (``Các Cục:``)."""
        colon = position
        while colon < len(self.tokens) and self.tokens[colon].key != ":":
            token = self.tokens[colon]
            if colon - position > _LONGEST_LABEL or not (token.word or token.key in ",/&-"):
                return None
            colon += 1
        if colon >= len(self.tokens) or colon == position:
            return None
        if self._is_role(position, colon):
            return Label(colon + 1, "")
        if not any(token.word for token in self.tokens[colon : colon + 4]):
            return None
        start = self.lex.plurals.end(self.tokens, position)
        if not self.lex.shared_kinds.covers(self.tokens, start, colon):
            return None
        kind = [at for at in range(start, colon) if self.lex.plurals.end(self.tokens, at) == at]
        return Label(colon + 1, " ".join(self.words(at, at + 1) for at in kind))

    def _is_role(self, position: int, colon: int) -> bool:
        while position < colon:
            end = self.lex.labels.end(self.tokens, position)
            if end == position and self.tokens[position].key in ",/":
                end += 1
            if end == position:
                return False
            position = end
        return position == colon

    def words(self, start: int, end: int) -> str:
        """Return the text of the tokens from ``start`` to ``end``, in NFC with single spaces."""
        return " ".join(nfc(self.text[self.tokens[start].start : self.tokens[end - 1].end]).split())

    def upper(self, at: int) -> bool:
        """Tell whether a word is written as a proper name; where capitals tell nothing, any word may be."""
        token = self.tokens[at]
        return token.upper if self.mixed else token.word and not token.key[0].isdigit()

    def trim(self, start: int, end: int) -> int:
        """Return the end without the marks that close nothing."""
        while end > start and not (self.tokens[end - 1].word or start <= self.partner.get(end - 1, -1) < end):
            end -= 1
        return end


def lay_out(text: str) -> Cell:
    """Cut a cell into tokens; a cell without any diacritic is read without them."""
    plain = not has_accents(text)
    tokens = tokenize(text, plain=plain)
    words = [token for token in tokens if token.word and not token.key[0].isdigit()]
    mixed = any(token.upper for token in words) and not all(token.upper for token in words)
    partner = _pair_brackets(tokens)
    depth, level = [], 0
    for at in range(len(tokens)):
        opens = partner.get(at, at)
        level -= opens < at
        depth.append(level)
        level += opens > at
    return Cell(text, tokens, lexicon(plain=plain), plain, mixed, partner, depth)


def _pair_brackets(tokens: list[Token]) -> dict[int, int]:
    partner: dict[int, int] = {}
    waiting: list[int] = []
    for at, token in enumerate(tokens):
        if token.key in {"(", "["}:
            waiting.append(at)
        elif token.key in {")", "]"} and waiting:
            opened = waiting.pop()
            partner[opened], partner[at] = at, opened
    return partner
