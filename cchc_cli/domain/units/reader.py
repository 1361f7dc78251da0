"""Read a signed cell: which units it names, registered or not, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.domain.units.breaks import is_field, is_lost_break, is_part_of, is_partner, is_role, parts
from cchc_cli.domain.units.kinds import collective, opens_name, plural_end
from cchc_cli.domain.units.layout import Cell, Strength, lay_out
from cchc_cli.domain.units.lexer import tokenize
from cchc_cli.domain.units.values import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.units.lexer import Phrases
    from cchc_cli.domain.units.values import Unit


class _Named(NamedTuple):
    """A registered name that stands as a whole item: its end, where the item stops, and the unit."""

    end: int
    stop: int
    unit: Unit


def read_cell(text: str, accented: Phrases[Unit], plain: Phrases[Unit]) -> tuple[Mention, ...]:
    """Return the units that a signed cell names, in its order.

    ``accented`` and ``plain`` are the registered names with and without diacritics. A ditto mark gives
    nothing: what stands above it holds.
    """
    cell = lay_out(text)
    if tuple(token.key for token in cell.tokens if token.word) in cell.lex.ditto:
        return ()
    reader = _Reader(cell, plain if cell.plain else accented)
    reader.find_names()
    return tuple(reader.mentions())


@dataclass(slots=True)
class _Reader:
    cell: Cell
    names: Phrases[Unit]
    named: dict[int, _Named] = field(default_factory=dict)
    list_kind: str = ""
    shared_kind: str = ""

    def find_names(self) -> None:
        """Find the registered names that stand as whole items; from the end, since each leans on the next."""
        for start in range(len(self.cell.tokens) - 1, -1, -1):
            if not self.cell.tokens[start].word:
                continue
            for end, unit in reversed(list(self.names.at(self.cell.tokens, start))):
                stop = self._stop_after(start, end)
                if stop is not None:
                    self.named[start] = _Named(end, stop, unit)
                    break

    def _stop_after(self, start: int, end: int) -> int | None:
        """Return where the item stops if a name from ``start`` to ``end`` is the whole of it."""
        cell, tokens = self.cell, self.cell.tokens
        stop = end
        while stop < len(tokens) and cell.joiner(stop) is None and cell.partner.get(stop, stop) > stop:
            stop = cell.partner[stop] + 1
        if stop >= len(tokens) or cell.depth[stop] < cell.depth[start]:
            return stop
        joiner = cell.joiner(stop)
        if joiner is not None:
            return stop if parts(cell, start, stop, joiner, self.named) else None
        if not tokens[stop].word:
            return stop if tokens[stop].key == ":" or cell.trim(stop, len(tokens)) == stop else None
        adjacent = stop in self.named and not is_part_of(cell, start, end)
        return stop if adjacent or is_role(cell, start, stop) or is_lost_break(cell, start, stop) else None

    def mentions(self) -> Iterator[Mention]:
        """Yield one mention for each item of the cell."""
        at, strength = self._open(0, Strength.HARD)
        while at < len(self.cell.tokens):
            name_end, stop = self._measure(at)
            yield self._mention(at, name_end, stop, strength)
            joiner = self.cell.joiner(stop)
            at, strength = self._open(stop, Strength.HARD if joiner is None else joiner.strength)

    def _open(self, at: int, strength: Strength) -> tuple[int, Strength]:
        """Step over joiners, bullets, numbers, labels and stray marks to the first word of an item."""
        cell = self.cell
        while at < len(cell.tokens):
            joiner = cell.joiner(at, opening=strength is Strength.HARD)
            if joiner is not None:
                at = joiner.end
                continue
            label = cell.label(at)
            if label is not None:
                self.list_kind, strength, at = label.shared, Strength.HARD, label.end
            elif cell.tokens[at].word:
                break
            else:
                at += 1
        return at, strength

    def _measure(self, start: int) -> tuple[int, int]:
        """Return where the name ends and where the item stops."""
        cell, tokens = self.cell, self.cell.tokens
        named = self.named.get(start)
        at, name_end = start + 1, None
        if named is not None:
            at = named.stop
            if at >= len(tokens) or not (self._tells_after(at) or is_role(cell, start, at)):
                return at, at
        while at < len(tokens) and cell.depth[at] >= cell.depth[start]:
            if cell.depth[at] == cell.depth[start]:
                joiner = cell.joiner(at)
                if joiner is not None:
                    if parts(cell, start, at, joiner, self.named):
                        break
                    at = joiner.end
                    continue
                if is_lost_break(cell, start, at) or (name_end is not None and is_partner(cell, at)):
                    break
                if name_end is None and (self._tells_after(at) or is_role(cell, start, at)):
                    name_end = at
            at += 1
        return (at if name_end is None else name_end), at

    def _tells_after(self, at: int) -> bool:
        """``Văn phòng: tổng hợp``: after the colon stands what the unit does, unless another is named."""
        cell = self.cell
        if cell.tokens[at].key != ":" or at + 1 >= len(cell.tokens) or not cell.tokens[at + 1].word:
            return False
        return at + 1 not in self.named and not opens_name(cell, at + 1) and collective(cell, at + 1) is None

    def _mention(self, start: int, name_end: int, stop: int, strength: Strength) -> Mention:
        cell = self.cell
        last = cell.trim(start, stop)
        span = cell.tokens[start].start, cell.tokens[last - 1].end
        words = cell.words(start, cell.trim(start, name_end))
        named = self.named.get(start)
        if named is not None:
            self._share_kind(start, stop)
            return Mention(words, span, named.unit)
        for kind in self._kinds_before(start, name_end, strength):
            unit = self._exactly(f"{kind} {words}")
            if unit is not None or kind == self.list_kind or self._lacks_kind(kind, start, name_end):
                return Mention(f"{kind} {words}", span, unit)
        self._share_kind(start, stop)
        return Mention(words, span, None)

    def _kinds_before(self, start: int, end: int, strength: Strength) -> list[str]:
        """Return the kinds that an item may share with what stands before it."""
        if self.list_kind and not opens_name(self.cell, start) and collective(self.cell, start) is None:
            return [self.list_kind]
        if strength is Strength.HARD or not self.shared_kind or opens_name(self.cell, start):
            return []
        return [self.shared_kind] if end > start else []

    def _lacks_kind(self, kind: str, start: int, end: int) -> bool:
        """``Sở Y tế, Nội vụ``; ``UBND thành phố Hà Nội, Thành phố Hồ Chí Minh``."""
        cell = self.cell
        tokens = tokenize(kind, plain=cell.plain)
        if cell.lex.councils.covers(tokens, 0, len(tokens)):
            first = plural_end(cell, start)
            return cell.lex.places.end(cell.tokens, first) > first
        return cell.lex.closed_heads.covers(tokens, 0, len(tokens)) and is_field(cell, start, end)

    def _share_kind(self, start: int, stop: int) -> None:
        """Remember the word for the kind of this unit; the items after it may leave it out."""
        cell = self.cell
        heads = (cell.lex.long_heads, cell.lex.short_heads)
        end = max(tree.end(cell.tokens, start) for tree in heads)
        proper = opens_name(cell, start) and start < end < stop
        self.shared_kind = cell.words(start, end) if proper else ""

    def _exactly(self, text: str) -> Unit | None:
        tokens = tokenize(text, plain=self.cell.plain)
        return next((unit for end, unit in self.names.at(tokens, 0) if end == len(tokens)), None)
