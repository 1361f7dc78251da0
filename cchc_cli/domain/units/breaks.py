"""Decide where one item of a signed cell ends and the next begins, as a careful reader would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.units.kinds import (
    Sort,
    collective,
    ends_with,
    is_acronym,
    names_kind,
    names_place,
    opens_name,
    plural_end,
    title_end,
)
from cchc_cli.domain.units.layout import Joiner, Strength

if TYPE_CHECKING:
    from collections.abc import Container

    from cchc_cli.domain.units.layout import Cell

_BODIES = {Sort.STATE, Sort.OTHER}


def parts(cell: Cell, start: int, at: int, joiner: Joiner, named: Container[int]) -> bool:
    """Tell whether the joiner at ``at`` ends the item that begins at ``start``.

    ``named`` holds the places where a registered name stands as a whole item.
    """
    following = joiner.end
    if following >= len(cell.tokens) or joiner.strength is Strength.HARD:
        return True
    if not cell.tokens[following].word or _is_joined_name(cell, start, at, following):
        return False
    if following in named or cell.label(following) is not None or _is_next_place(cell, start, following):
        return True
    if joiner.strength is Strength.DASH:
        return cell.text.lstrip()[:1] in {"-", "+"} and cell.upper(following) and opens_name(cell, following)
    if joiner.strength is Strength.AND:
        return _and_parts(cell, start, at, following)
    return _comma_parts(cell, start, at, following)


def _is_next_place(cell: Cell, start: int, following: int) -> bool:
    """``UBND xã A, xã B``: another place under the same kind of council."""
    council = cell.lex.councils.end(cell.tokens, start)
    return names_place(cell, council) and names_place(cell, following)


def _is_joined_name(cell: Cell, start: int, at: int, following: int) -> bool:
    """``Văn hóa, Thể thao``: a comma inside a name."""
    return any(
        right.end(cell.tokens, following) > following
        for left in range(max(start, at - 4), at)
        for end, right in cell.lex.joined.at(cell.tokens, left)
        if end == at
    )


def _comma_parts(cell: Cell, start: int, at: int, following: int) -> bool:
    if plural_end(cell, following) > following or title_end(cell, following) > following:
        return True
    sort = collective(cell, following)
    if sort is not None:
        if sort is Sort.PLACE and ends_in_place(cell, start, at):
            return False
        return not _continues(collective(cell, start), sort)
    if opens_name(cell, following):
        return True
    return cell.upper(following) and not _is_in_clause(cell, start, at)


def _and_parts(cell: Cell, start: int, at: int, following: int) -> bool:
    if plural_end(cell, following) > following:
        return True
    sort, group = collective(cell, following), collective(cell, start)
    if sort is not None and group is not None:
        return not _continues(group, sort)
    if sort in _BODIES:
        return not (cell.mixed and cell.upper(following))
    if sort is Sort.COUNCIL or opens_name(cell, following):
        return not (_is_shared_office(cell, start, at) or cell.lex.short_heads.covers(cell.tokens, start, at))
    if at == start + 1 and is_acronym(cell, start) and cell.upper(following):
        return True
    return _ends_with_field(cell, start, at) and is_field(cell, following, item_end(cell, following))


def _continues(group: Sort | None, sort: Sort) -> bool:
    """``các sở, ngành, UBND xã, phường`` is one collective; a proper name is continued by none."""
    match sort:
        case Sort.STATE | Sort.OTHER:
            return group in _BODIES
        case Sort.COUNCIL:
            return group is Sort.STATE
        case Sort.PLACE:
            return group in {Sort.STATE, Sort.COUNCIL, Sort.PLACE}


def ends_in_place(cell: Cell, start: int, at: int) -> bool:
    """``cấp tỉnh, cấp xã``: the words before the joiner end in a level of the territory."""
    return ends_with(cell.lex.places, cell, start, at)


def _is_in_clause(cell: Cell, start: int, at: int) -> bool:
    if collective(cell, start) is None:
        return False
    return any(cell.lex.relative.end(cell.tokens, word) > word for word in range(max(start, at - 24), at))


def _is_shared_office(cell: Cell, start: int, at: int) -> bool:
    """``Văn phòng HĐND và UBND xã`` is one office."""
    office = cell.lex.shared_offices.end(cell.tokens, start) > start
    return office and ends_with(cell.lex.served, cell, start, at)


def item_end(cell: Cell, at: int) -> int:
    """Return where the words up to the next joiner or mark end."""
    end = at
    while end < len(cell.tokens) and end - at < 12 and (end == at or cell.joiner(end) is None):
        end += 1
    return end


def is_field(cell: Cell, start: int, end: int) -> bool:
    """Tell whether these words are a field after which departments are named; ``và`` may be within it."""
    return any(
        found == end or (found > end and found == item_end(cell, found - 1))
        for found, _ in cell.lex.fields.at(cell.tokens, start)
    )


def _ends_with_field(cell: Cell, start: int, at: int) -> bool:
    head = cell.lex.closed_heads.end(cell.tokens, start)
    return cell.lex.fields.covers(cell.tokens, head, at)


def is_lost_break(cell: Cell, start: int, at: int) -> bool:
    """Tell whether a new unit begins at a word without any joiner, where a line break was lost.

    Only words with capitals can show it: ``Sở Tài chính Các sở, ngành``, ``Sở Y tế Sở Công Thương``.
    """
    if not cell.mixed or not cell.tokens[at].upper or not cell.tokens[at].spaced or at <= start:
        return False
    label = cell.label(at)
    if label is not None and not label.shared:
        return True
    plural = plural_end(cell, at)
    if plural > at and cell.lex.offices.covers(cell.tokens, start, at):
        return names_kind(cell, plural)
    if at - start < 2 or _ends_openly(cell, start, at):
        return False
    if plural > at:
        return names_kind(cell, plural)
    if not opens_name(cell, at):
        return False
    if cell.lex.closed_heads.end(cell.tokens, start) > start and collective(cell, start) is not Sort.STATE:
        return True
    group = collective(cell, start)
    if group in {Sort.STATE, Sort.COUNCIL}:
        body = plural_end(cell, start)
        return cell.lex.closed_heads.end(cell.tokens, body) > body
    kind = cell.lex.repeated_heads.end(cell.tokens, start)
    return kind > start and [token.key for token in cell.tokens[start:kind]] == [
        token.key for token in cell.tokens[at : at + kind - start]
    ]


def _ends_openly(cell: Cell, start: int, at: int) -> bool:
    """``UBND các``, ``Văn phòng``, ``thuộc``: what follows belongs to it."""
    if not cell.tokens[at - 1].word and at - 1 not in cell.partner:
        return True
    belongs = ends_with(cell.lex.belonging, cell, start, at) or ends_with(cell.lex.plurals, cell, start, at)
    return belongs or ends_with(cell.lex.long_heads, cell, start, at)


def is_partner(cell: Cell, at: int) -> bool:
    """``Sở Nội vụ phối hợp các đơn vị``: a partner is named right after the word."""
    if not ends_with(cell.lex.partnered, cell, 0, at):
        return False
    return plural_end(cell, at) > at or opens_name(cell, at)


def is_part_of(cell: Cell, start: int, end: int) -> bool:
    """``Văn phòng UBND tỉnh``: a part named by its kind alone belongs to the authority named after it."""
    return cell.lex.parts.covers(cell.tokens, start, end) and cell.lex.authorities.end(cell.tokens, end) > end


def is_role(cell: Cell, start: int, at: int) -> bool:
    """Tell whether words that say what the unit does begin here: ``Sở Nội vụ chủ trì hướng dẫn``."""
    if not cell.mixed or cell.tokens[at].upper or cell.lex.roles.end(cell.tokens, at) == at:
        return False
    words = start
    while words < at:
        end = cell.lex.nameless.end(cell.tokens, words)
        if end == words:
            return True
        words = end
    return False
