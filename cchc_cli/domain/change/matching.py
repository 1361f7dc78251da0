"""Find which thing of one plan is which of another: by id, else by words; and which of them moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

Thing = TypeVar("Thing")
Key = TypeVar("Key", bound="Hashable")

NEARLY_THE_SAME = 0.9
"""How alike the words of two rows with different ids must be to be one row renamed."""
_MOST_PAIRS = 10_000
"""Rows left over on both sides; among more, only the very same words are recognised."""


@dataclass(frozen=True, slots=True)
class Pairing(Generic[Thing]):
    """Things found on both sides, in the order of the later one, and those on one side alone."""

    pairs: tuple[tuple[Thing, Thing], ...]
    removed: tuple[Thing, ...]
    added: tuple[Thing, ...]


def pair(
    before: Sequence[Thing], after: Sequence[Thing], name: Callable[[Thing], str], words: Callable[[Thing], str]
) -> Pairing[Thing]:
    """Pair things by id; where an id is gone, or means something else now, by the same or nearly the same words."""
    same_id = dict(_by_key(before, after, name))
    firm = {at: to for at, to in same_id.items() if _is_alike(words(before[at]), words(after[to]))}
    left = [at for at in range(len(before)) if at not in firm]
    right = _others(len(after), firm.values())
    found = firm | _by_words(left, right, [words(each) for each in before], [words(each) for each in after])
    taken = set(found.values())
    found |= {at: to for at, to in same_id.items() if at not in found and to not in taken}
    return _pairing(before, after, found)


def pair_by(before: Sequence[Thing], after: Sequence[Thing], *keys: Callable[[Thing], Hashable]) -> Pairing[Thing]:
    """Pair things by the first key, what is left over by the next; a key of None pairs nothing."""
    found: dict[int, int] = {}
    for key in keys:
        left = [at for at in range(len(before)) if at not in found]
        right = _others(len(after), found.values())
        matched = _by_key([before[at] for at in left], [after[at] for at in right], key)
        found |= {left[at]: right[to] for at, to in matched}
    return _pairing(before, after, found)


def _others(count: int, taken: Iterable[int]) -> list[int]:
    gone = set(taken)
    return [at for at in range(count) if at not in gone]


def _pairing(before: Sequence[Thing], after: Sequence[Thing], found: dict[int, int]) -> Pairing[Thing]:
    taken = set(found.values())
    ordered = sorted(found.items(), key=lambda each: each[1])
    return Pairing(
        tuple((before[at], after[to]) for at, to in ordered),
        tuple(each for at, each in enumerate(before) if at not in found),
        tuple(each for at, each in enumerate(after) if at not in taken),
    )


def _by_key(before: Sequence[Thing], after: Sequence[Thing], key: Callable[[Thing], Hashable]) -> list[tuple[int, int]]:
    """Pair positions with equal keys; of several with one key, the first with the first."""
    waiting: dict[Hashable, list[int]] = {}
    for at, each in enumerate(before):
        waiting.setdefault(key(each), []).append(at)
    pairs: list[tuple[int, int]] = []
    for to, each in enumerate(after):
        named = key(each)
        if named is not None and waiting.get(named):
            pairs.append((waiting[named].pop(0), to))
    return pairs


def _by_words(left: list[int], right: list[int], before: list[str], after: list[str]) -> dict[int, int]:
    same = _by_key([before[at] for at in left], [after[to] for to in right], lambda words: words or None)
    found = {left[at]: right[to] for at, to in same}
    rest, open_ones = [at for at in left if at not in found], set(right) - set(found.values())
    if len(rest) * len(open_ones) > _MOST_PAIRS:
        return found
    likely = [
        (ratio, at, to)
        for at in rest
        for to in sorted(open_ones)
        if (ratio := _ratio(before[at], after[to])) >= NEARLY_THE_SAME
    ]
    for _, at, to in sorted(likely, key=lambda each: (-each[0], each[1], each[2])):
        if at not in found and to in open_ones:
            found[at] = to
            open_ones.remove(to)
    return found


def _is_alike(old: str, new: str) -> bool:
    return old == new or _ratio(old, new) >= NEARLY_THE_SAME


def _ratio(old: str, new: str) -> float:
    """Return how alike two texts are, from 0 to 1; 0 as soon as it is plainly not nearly the same."""
    if not old or not new:
        return 0.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < NEARLY_THE_SAME or matcher.quick_ratio() < NEARLY_THE_SAME:
        return 0.0
    if len(old) * len(new) > _MOST_PAIRS * 100:
        return matcher.quick_ratio()
    return matcher.ratio()


def moved_among(before: Sequence[Key], after: Sequence[Key]) -> set[Key]:
    """Return the fewest keys whose removal leaves the rest in the same order on both sides.

    Keys on one side alone are passed over: what is put in or taken out moves nothing.
    """
    common = Counter(before) & Counter(after)
    places = {key: at for at, key in enumerate(key for key in before if key in common)}
    later = [key for key in dict.fromkeys(after) if key in common]
    kept = _longest_rising([places[key] for key in later])
    return {key for key in later if places[key] not in kept}


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the members of a longest rising subsequence of distinct numbers."""
    tails: list[int] = []
    previous: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        previous[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    kept: set[int] = set()
    number_or_none = tails[-1] if tails else None
    while number_or_none is not None:
        kept.add(number_or_none)
        number_or_none = previous[number_or_none]
    return kept
