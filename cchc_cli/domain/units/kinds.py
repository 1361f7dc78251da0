"""Tell what stands at a word of a cell: a collective, the proper name of a unit, or neither."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_cli.domain.units.layout import Cell
    from cchc_cli.domain.units.lexer import Phrases


class Sort(Enum):
    """What a collective gathers: bodies of the state, other bodies, councils of places, or places."""

    STATE = "state"
    OTHER = "other"
    COUNCIL = "council"
    PLACE = "place"


def plural_end(cell: Cell, at: int) -> int:
    """Return the end of "các", "một số" or a count (``06 thành phố``) at a word; ``at`` itself for none."""
    end = cell.lex.plurals.end(cell.tokens, at)
    if end > at:
        return end
    if cell.tokens[at].key.isdigit() and len(cell.tokens[at].key) <= 3 and names_kind(cell, at + 1):
        return at + 1
    return at


def title_end(cell: Cell, at: int) -> int:
    """Return the end of a title before a plural (``Giám đốc các sở``); ``at`` itself for none."""
    end = cell.lex.titles.end(cell.tokens, at)
    return end if end < len(cell.tokens) and cell.lex.plurals.end(cell.tokens, end) > end else at


def names_kind(cell: Cell, at: int) -> bool:
    """Tell whether a word that says a kind of body or place stands here."""
    trees = (cell.lex.kinds, cell.lex.places, cell.lex.councils)
    return any(tree.end(cell.tokens, at) > at for tree in trees)


def collective(cell: Cell, at: int) -> Sort | None:
    """Return what the collective that begins at a word gathers; None for a proper name or other words."""
    tokens, lex = cell.tokens, cell.lex
    at = title_end(cell, at)
    start = plural_end(cell, at)
    plural = start > at
    council = lex.councils.end(tokens, start)
    if council > start:
        return Sort.COUNCIL if plural or _names_places(cell, council) else None
    kind = lex.kinds.end(tokens, start)
    if kind > start:
        if lex.long_heads.end(tokens, start) > kind or not (plural or _stands_alone(cell, start, kind)):
            return None
        return Sort.STATE if lex.state_kinds.covers(tokens, start, kind) else Sort.OTHER
    place = lex.places.end(tokens, start)
    if lex.long_heads.end(tokens, start) > place:
        return None
    if place > start and (plural or not _is_proper(cell, place)):
        return Sort.PLACE
    return Sort.OTHER if plural else None


def _names_places(cell: Cell, at: int) -> bool:
    if at >= len(cell.tokens):
        return False
    start = plural_end(cell, at)
    if start > at:
        return True
    end = cell.lex.places.end(cell.tokens, at)
    return end > at and not _is_proper(cell, end)


def _stands_alone(cell: Cell, start: int, end: int) -> bool:
    if end >= len(cell.tokens) or not cell.tokens[end].word:
        return True
    if cell.tokens[end].key in cell.lex.after_kind and not (cell.mixed and cell.tokens[end].upper):
        return True
    return not _is_proper(cell, end) and cell.lex.plain_kinds.covers(cell.tokens, start, end)


def names_place(cell: Cell, at: int) -> bool:
    """Tell whether a place stands here by its own name: ``xã An Phước``."""
    end = cell.lex.places.end(cell.tokens, at) if at < len(cell.tokens) else at
    return end > at and _is_proper(cell, end)


def _is_proper(cell: Cell, at: int) -> bool:
    """Tell whether the word after a kind makes it a proper name (``Sở Nội vụ``, ``Quận 1``)."""
    if at >= len(cell.tokens) or not cell.tokens[at].word:
        return False
    if not cell.mixed and cell.tokens[at].key in cell.lex.after_kind:
        return False
    return cell.upper(at) or cell.tokens[at].key.isdigit()


def opens_name(cell: Cell, at: int) -> bool:
    """Tell whether the proper name of a unit begins at a word, by the word for its kind."""
    if cell.lex.long_heads.end(cell.tokens, at) > at:
        return True
    end = cell.lex.short_heads.end(cell.tokens, at)
    return at < end < len(cell.tokens) and cell.tokens[end].word and cell.upper(end)


def is_acronym(cell: Cell, at: int) -> bool:
    """Tell whether a word is written in capitals throughout, as VNPT is."""
    word = cell.words(at, at + 1)
    return len(word) > 1 and word.isupper()


def ends_with(tree: Phrases[bool], cell: Cell, start: int, end: int) -> bool:
    """Tell whether the words up to ``end`` close with a phrase of the tree, not before ``start``."""
    return any(tree.covers(cell.tokens, at, end) for at in range(max(start, end - 4), end))
