"""Merge the regions of three texts: each field or entry as the exact characters of the side it is taken from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from cchc_cli.review.merge_lines import Clash, merge_lines, resolved
from cchc_cli.review.merge_match import identify, merged_order, united_order
from cchc_cli.review.merge_values import ABSENT, order_of
from cchc_cli.store.spans import Block, Layout, Region

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.review.merge_lines import Pieces
    from cchc_cli.review.merge_match import Keys
    from cchc_cli.review.merge_values import Rules, Step, Version

Path: TypeAlias = "tuple[Step, ...]"
Blocks: TypeAlias = "tuple[Block | None, Block, Block]"
_NOTHING = Block(None, "")


class _TooClose(Exception):  # noqa: N818 - leaves a part for what holds it; never leaves this module
    """A part can't be merged by itself: what holds it is one clash."""


def merge_layouts(rules: Rules, base: Layout, ours: Layout, theirs: Layout) -> Pieces | None:
    """Merge three texts region by region, in the indentation of ours; None where that can't be done."""
    if not rules.goes_inside((), base.block.data, ours.block.data, theirs.block.data):
        return None
    if not _are_blocks(base.block, ours.block, theirs.block):
        return None
    try:
        inner = _Merging(rules).inside((), (base.block, ours.block, theirs.block), None)
    except _TooClose:
        return None
    return [*merge_lines(base.header, ours.header, theirs.header), *inner]


def _are_blocks(base: Block | None, ours: Block, theirs: Block) -> bool:
    """Whether three values are written on lines of their own, in the same form; the first may be empty."""
    forms = {block.form for block in (base, ours, theirs) if block is not None and block.data not in (None, [], {})}
    return len(forms) == 1 and ours.is_block and theirs.is_block


@dataclass(frozen=True, slots=True)
class _Trio:
    """One region in the versions there are of it."""

    base: Region | None
    ours: Region | None
    theirs: Region | None

    def data(self) -> tuple[Version, Version, Version]:
        """Return what its versions say."""
        return _data(self.base), _data(self.ours), _data(self.theirs)


def _data(region: Region | None) -> Version:
    return region.block.data if region is not None else ABSENT


@dataclass(frozen=True, slots=True)
class _Merging:
    rules: Rules

    def inside(self, path: Path, blocks: Blocks, prefix: str | None) -> Pieces:
        """Merge the regions of three blocks; ``prefix`` is what stands before the first one on its line."""
        base, ours, theirs = blocks
        was = _moved(base, ours.column) if base is not None and base.is_block else _NOTHING
        there = _without_moved_tail(was, ours, _moved(theirs, ours.column))
        pieces: Pieces = []
        for trio in self._trios(was, ours, there):
            found = self._region(path, trio, " " * ours.column if prefix is None or pieces else prefix)
            if found:
                pieces += [_gap(trio, (was, ours, there), is_first=not pieces), *found]
        if prefix is not None and _is_headless(pieces):
            raise _TooClose
        return [*pieces, *merge_lines(was.tail, ours.tail, there.tail)]

    def _trios(self, base: Block, ours: Block, theirs: Block) -> Iterator[_Trio]:
        blocks = base, ours, theirs
        keys: Sequence[Keys]
        order: Keys | None
        if ours.form == "mapping":
            keys = [[region.key for region in block.regions] for block in blocks]
            order = merged_order(*keys) or united_order(*keys[1:])
        else:
            items = [[region.block.data for region in block.regions] for block in blocks]
            keys = identify(*items)
            order = order_of(self.rules, keys, items)
        if order is None:
            raise _TooClose
        held = [dict(zip(names, block.regions, strict=True)) for names, block in zip(keys, blocks, strict=True)]
        yield from (_Trio(*(each.get(key) for each in held)) for key in order)

    def _region(self, path: Path, trio: _Trio, prefix: str) -> Pieces:
        base, ours, theirs = trio.base, trio.ours, trio.theirs
        was, *sides = trio.data()
        is_strayed = self.rules.holds_strayed(*sides)
        if ours is None or theirs is None:
            is_left = is_strayed or (ours is not theirs and self.rules.is_voided(was))
            return [_clash(prefix, ours, theirs)] if is_left else _kept(base, ours, theirs, prefix)
        if _is_same(ours, theirs):
            return [_whole(prefix, ours)]
        if base is not None and not is_strayed and (_is_same(base, ours) or _is_same(base, theirs)):
            return [_whole(prefix, theirs if _is_same(base, ours) else ours)]
        lead = merge_lines(base.lead if base else "", ours.lead, theirs.lead)
        step = (*path, 0 if ours.key is None else ours.key)
        blocks = base.block if base else None, ours.block, theirs.block
        try:
            if self.rules.goes_inside(step, *trio.data()) and _are_blocks(*blocks):
                head = _head(base, ours, theirs, prefix)
                is_inline = ours.block.inline
                inner = self.inside(step, blocks, head if is_inline else None)
                return [*lead, *inner] if is_inline else [*lead, head, *inner]
            return [*lead, _leaf(base, ours, theirs, prefix)]
        except _TooClose:
            return _closed(lead, prefix, ours, theirs)


def _head(base: Region | None, ours: Region, theirs: Region, prefix: str) -> str:
    """Return the key or dash of a region, with what stands before it on its line."""
    if ours.block.inline or theirs.block.inline:
        return prefix + ours.head
    return prefix + _chosen(base.head if base else None, ours.head, theirs.head)


def _kept(base: Region | None, ours: Region | None, theirs: Region | None, prefix: str) -> Pieces:
    """Return a region that only one side has: new there, or removed on the other side."""
    region = ours if ours is not None else theirs
    if region is None:
        return []
    if base is None:
        return [_whole(prefix, region)]
    if base.block.data == region.block.data and not set(_comments(region)) - set(_comments(base)):
        return []
    return [_clash(prefix, ours, theirs)]


def _leaf(base: Region | None, ours: Region, theirs: Region, prefix: str) -> str:
    """Return a region that is one value: the value of the side that changed it, what follows it from either side."""
    was, here, there = _data(base), ours.block.data, theirs.block.data
    if here not in (was, there) and there != was:
        raise _TooClose
    is_same_text = base is not None and base.block.text == ours.block.text
    winner, loser = (theirs, ours) if here == was or (here == there and is_same_text) else (ours, theirs)
    if set(loser.block.comments) - {*winner.block.comments, *(base.block.comments if base else ())}:
        raise _TooClose
    rest = _chosen(base.rest if base else None, ours.rest, theirs.rest)
    if rest != winner.rest and winner.block.text.startswith(("|", ">")):
        raise _TooClose  # a comment behind a block of text would become part of it
    return prefix + winner.head + winner.block.text + rest


def _chosen(base: str | None, ours: str, theirs: str) -> str:
    """Return the one of three short texts that a side changed."""
    if ours in {theirs, base}:
        return theirs
    if theirs == base:
        return ours
    raise _TooClose


def _closed(lead: Pieces, prefix: str, ours: Region, theirs: Region) -> Pieces:
    """Return a region as one clash, below its comments where these are merged."""
    if any(isinstance(piece, Clash) for piece in lead):
        return [Clash(_whole(prefix, ours), _whole(prefix, theirs))]
    return [*lead, Clash(prefix + ours.body, prefix + theirs.body)]


def _clash(prefix: str, ours: Region | None, theirs: Region | None) -> Clash:
    return Clash(*(_whole(prefix, region) if region is not None else "" for region in (ours, theirs)))


def _whole(prefix: str, region: Region) -> str:
    return region.lead + prefix + region.body


def _is_same(one: Region, other: Region) -> bool:
    return (one.lead, one.body) == (other.lead, other.body)


def _comments(region: Region) -> Sequence[str]:
    written = [line.strip() for line in (region.lead + region.rest).split("\n") if "#" in line]
    return [*written, *region.block.comments]


def _is_headless(pieces: Pieces) -> bool:
    """Whether one version of a block that begins behind its dash would have no first line."""
    told = [piece for piece in pieces if piece]
    return not told or any(not resolved(told[:1], side) for side in ("ours", "theirs"))


def _gap(trio: _Trio, blocks: tuple[Block, Block, Block], *, is_first: bool) -> str:
    """Return the blank lines before a region, as usual in its list where it was or becomes the first."""
    if is_first:
        return blocks[1].regions[0].gap if blocks[1].regions else ""
    base, ours, theirs = (
        region.gap if region is not None and region is not block.regions[0] else None
        for region, block in zip((trio.base, trio.ours, trio.theirs), blocks, strict=True)
    )
    gap = theirs if ours in {base, None} else ours
    if gap is not None:
        return gap
    usual = [block.regions[1].gap for block in blocks[1:] if len(block.regions) > 1]
    return usual[0] if usual else ""


def _without_moved_tail(base: Block, ours: Block, theirs: Block) -> Block:
    """Take the lines that ended the base's list out of theirs where both sides added entries below them."""
    lines = base.tail.strip("\n")
    if not lines or base.tail in {ours.tail, theirs.tail}:
        return theirs
    return replace(theirs, regions=tuple(_without_lines(region, lines) for region in theirs.regions))


def _without_lines(region: Region, lines: str) -> Region:
    if not region.lead.startswith(lines + "\n"):
        return region
    return replace(region, lead=region.lead.removeprefix(lines + "\n").lstrip("\n"))


def _moved(block: Block, column: int) -> Block:
    """Return a block with its lines set to another column."""
    return _shifted(block, column - block.column) if block.is_block and block.column != column else block


def _shifted(block: Block, by: int) -> Block:
    column = block.column + by if block.is_block else 0
    text = _shift(block.text, by, at_start=block.is_block and not block.inline)
    regions = tuple(_shifted_region(region, by) for region in block.regions)
    return replace(block, text=text, regions=regions, tail=_shift(block.tail, by, at_start=True), column=column)


def _shifted_region(region: Region, by: int) -> Region:
    lead = _shift(region.lead, by, at_start=True)
    head, rest = _shift(region.head, by), _shift(region.rest, by)
    return Region(region.key, region.gap, lead, head, _shifted(region.block, by), rest)


def _shift(text: str, by: int, *, at_start: bool = False) -> str:
    """Set lines further in or out; the first one only where the text begins at the start of a line."""
    lines = text.split("\n")
    first = 0 if at_start else 1
    return "\n".join(lines[:first] + [_set(line, by) for line in lines[first:]])


def _set(line: str, by: int) -> str:
    if by > 0:
        return " " * by + line if line.strip() else line
    return line[min(-by, len(line) - len(line.lstrip(" "))) :]
