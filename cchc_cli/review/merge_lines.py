"""Merge texts line by line, and write what two sides changed differently between git's conflict markers."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Side: TypeAlias = Literal["ours", "theirs"]


@dataclass(frozen=True, slots=True)
class Clash:
    """Whole lines that the two sides have differently."""

    ours: str
    theirs: str


Pieces: TypeAlias = "list[str | Clash]"


def clashes(pieces: Iterable[str | Clash]) -> int:
    """Return how many places are left to people."""
    return sum(isinstance(piece, Clash) for piece in pieces)


def resolved(pieces: Iterable[str | Clash], side: Side) -> str:
    """Return the text with one side's lines at every clash."""
    return "".join(piece if isinstance(piece, str) else getattr(piece, side) for piece in pieces)


def written(pieces: Iterable[str | Clash]) -> str:
    """Return the text with git's markers around each clash."""
    return "".join(piece if isinstance(piece, str) else _marked(piece) for piece in pieces)


def _marked(clash: Clash) -> str:
    ours, theirs = _ended(clash.ours), _ended(clash.theirs)
    return f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def merge_lines(base: str, ours: str, theirs: str) -> Pieces:
    """Merge three texts as git does: what one side changed is taken, lines next to each other clash."""
    lines = [_lines(text) for text in (base, ours, theirs)]
    pieces: Pieces = []
    at = [0, 0, 0]
    for stops, count in _common(*lines):
        pieces += _between(*("".join(text[start:stop]) for text, start, stop in zip(lines, at, stops, strict=True)))
        pieces.append("".join(lines[0][stops[0] : stops[0] + count]))
        at = [stop + count for stop in stops]
    return [piece for piece in pieces if piece]


def whole(ours: str, theirs: str) -> Pieces:
    """Return two texts as one clash, but for the lines with which both begin and end."""
    first, second = _lines(ours), _lines(theirs)
    most = min(len(first), len(second))
    head = next((at for at in range(most) if first[at] != second[at]), most)
    most -= head
    tail = next((at for at in range(most) if first[-1 - at] != second[-1 - at]), most)
    stops = len(first) - tail, len(second) - tail
    clash = Clash("".join(first[head : stops[0]]), "".join(second[head : stops[1]]))
    return ["".join(first[:head]), clash, "".join(first[stops[0] :])]


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines


def _between(base: str, ours: str, theirs: str) -> Iterator[str | Clash]:
    if ours in {theirs, base}:
        yield theirs
    elif theirs == base:
        yield ours
    else:
        yield Clash(ours, theirs)


def _common(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[list[int], int]]:
    """Yield the runs of lines that stand in all three texts: where they begin, and how many lines."""
    left, right = _blocks(base, ours), _blocks(base, theirs)
    one = two = 0
    while one < len(left) and two < len(right):
        (at_one, in_ours, size_one), (at_two, in_theirs, size_two) = left[one], right[two]
        start, stop = max(at_one, at_two), min(at_one + size_one, at_two + size_two)
        if start < stop:
            yield [start, in_ours + start - at_one, in_theirs + start - at_two], stop - start
        if at_one + size_one < at_two + size_two:
            one += 1
        else:
            two += 1
    yield [len(base), len(ours), len(theirs)], 0


def _blocks(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the runs of equal lines of two texts; what both begin and end with is found first."""
    most = min(len(base), len(other))
    head = next((at for at in range(most) if base[at] != other[at]), most)
    most -= head
    tail = next((at for at in range(most) if base[-1 - at] != other[-1 - at]), most)
    ends = len(base) - tail, len(other) - tail
    inner = SequenceMatcher(None, base[head : ends[0]], other[head : ends[1]], autojunk=False).get_matching_blocks()
    runs = [(0, 0, head), *((a + head, b + head, size) for a, b, size in inner), (*ends, tail)]
    return [run for run in runs if run[2]]
