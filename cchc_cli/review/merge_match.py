"""Which entries of three versions of a list are the same entry, and in which order they stand when merged."""

from __future__ import annotations

import json
from collections import Counter, deque
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeAlias

from cchc_cli.domain.text import nfc
from cchc_cli.domain.vocabulary import read_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable, Mapping, Sequence

    from cchc_cli.store.data import Data

Key: TypeAlias = "Hashable"
Keys: TypeAlias = "list[Hashable]"


def identify(base: Sequence[Data], ours: Sequence[Data], theirs: Sequence[Data]) -> tuple[Keys, Keys, Keys]:
    """Return for the entries of three lists the keys by which they are told to be the same entry.

    Entries are known by their id, else by what they say; an entry without id that only one side
    reworded is found by its place and what is left of its words.
    """
    return list(range(len(base))), _side_keys(base, ours), _side_keys(base, theirs)


def _side_keys(base: Sequence[Data], side: Sequence[Data]) -> Keys:
    keys: Keys = []
    taken: Counter[Hashable] = Counter()
    for item, found in zip(side, _matches(base, side), strict=True):
        name = name_of(item)
        keys.append(found if found is not None else (*name, taken[name]))
        taken[name] += found is None
    return keys


def id_of(item: Data) -> str:
    """Return the id of an entry, empty where it has none."""
    found = item.get("id") if isinstance(item, dict) else None
    return nfc(found.strip()) if isinstance(found, str) else ""


def name_of(item: Data) -> tuple[str, ...]:
    """Return what two new entries must have in common to be taken for one: what they are about, else their id."""
    if isinstance(item, dict):
        for keys in _ABOUT:
            if all(item.get(key) for key in keys):
                return "about", *keys, *(content(item[key]) for key in keys)
        if id_of(item.get("added")):
            return "added", id_of(item["added"])
    return ("id", id_of(item)) if id_of(item) else ("content", content(item))


# Amendments of one field or one row, corrections of one place, reporting windows of one period.
_ABOUT = (("task", "field"), ("removed",), ("where", "scanned"), ("period", "from", "to"))


def content(item: Data) -> str:
    """Return what an entry says as one text, the same however it is written."""
    return nfc(json.dumps(item, ensure_ascii=False, sort_keys=True))


def _matches(base: Sequence[Data], side: Sequence[Data]) -> list[int | None]:
    """Return for each entry of a side the entry of the base that it was."""
    found: list[int | None] = [None] * len(side)
    free = set(range(len(base)))
    for naming in (id_of, content):
        waiting: dict[str, deque[int]] = {}
        for at in sorted(free):
            waiting.setdefault(naming(base[at]), deque()).append(at)
        for at, item in enumerate(side):
            name = naming(item)
            if found[at] is None and name and waiting.get(name):
                taken = waiting[name].popleft()
                found[at] = taken
                free.discard(taken)
    for at, item in enumerate(side):
        if found[at] is None:
            found[at] = next((other for other in _beside(found, at, free) if _is_alike(base[other], item)), None)
            free -= {found[at]}
    return found


def _beside(found: Sequence[int | None], at: int, free: set[int]) -> list[int]:
    """Return the entries of the base not found again that stood where this one stands now."""
    before = next((each for each in reversed(found[:at]) if each is not None), -1)
    after = next((each for each in found[at + 1 :] if each is not None), None)
    return [each for each in sorted(free) if before < each and (after is None or each < after)]


def _is_alike(one: Data, other: Data) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.5
    if not isinstance(one, dict) or not isinstance(other, dict) or (id_of(one) and id_of(other)):
        return False
    same = sum(one[key] == other[key] for key in one.keys() & other.keys())
    return name_of(one) == name_of(other) or 2 * same >= max(len(one), len(other))


def merged_order(base: Keys, ours: Keys, theirs: Keys) -> Keys | None:
    """Return the keys of both sides in one order, rows added at one place ours first.

    None when both sides put the same entries into different orders.
    """
    common = set(base) & set(ours) & set(theirs)
    was, here, there = ([key for key in keys if key in common] for keys in (base, ours, theirs))
    if there in (was, here):
        return united_order(ours, theirs)
    if here == was:
        return _inserted(theirs, ours, after_new=False)
    return None


def united_order(ours: Keys, theirs: Keys) -> Keys:
    """Return the keys of both sides in the order of ours, where the order says nothing."""
    return _inserted(ours, theirs, after_new=True)


def _inserted(order: Keys, other: Keys, *, after_new: bool) -> Keys:
    """Put the keys that only ``other`` has behind the ones they follow there."""
    result, known = list(order), set(other)
    held = set(order)
    for at, key in enumerate(other):
        if key in held:
            continue
        place = result.index(other[at - 1]) + 1 if at else 0
        while after_new and place < len(result) and result[place] not in known:
            place += 1
        result.insert(place, key)
        held.add(key)
    return result


def dated_order(base: Keys, ours: Mapping[Key, Data], theirs: Mapping[Key, Data]) -> Keys:
    """Return the keys of facts: those of the base as they stood, new ones at their date.

    Where the facts of both sides stood in the order of their dates, those of the result do.
    """
    known: list[Keys] = [[key for key in side if isinstance(key, int)] for side in (ours, theirs)]
    order = merged_order(base, *known) or [*known[0], *(key for key in known[1] if key not in ours)]
    dates = {key: _date(item) for key, item in (*theirs.items(), *ours.items())}
    for key in base:
        if key in ours and key in theirs and isinstance(key, int):
            dates[key] = _date(ours[key]) or _date(theirs[key])
    for key in _new_keys(ours, theirs):
        before = [at + 1 for at, other in enumerate(order) if _is_not_after(dates[other], dates[key])]
        side = list(ours if key in ours else theirs)
        after = {other for other in side[side.index(key) :] if dates[other] == dates[key]}
        order.insert(
            min(max(before, default=0), *(at for at, other in enumerate(order) if other in after), len(order)), key
        )
    if all(_is_sorted([_date(item) for item in side.values()]) for side in (ours, theirs)) and all(dates.values()):
        order.sort(key=lambda key: str(dates[key]))
    return order


def _new_keys(ours: Mapping[Key, Data], theirs: Mapping[Key, Data]) -> Keys:
    """Return the keys of new facts in the order of their dates, and of the days they were written down."""
    ranked: list[tuple[str, str, int, int, Key]] = []
    for number, side in enumerate((ours, theirs)):
        latest: dict[str, str] = {}
        for position, (key, item) in enumerate(side.items()):
            if isinstance(key, int) or (number and key in ours):
                continue
            date = str(_date(item) or "9999")
            # The order within a side decides between facts of one day, whenever they were written down.
            latest[date] = max(latest.get(date, ""), _recorded(item))
            ranked.append((date, latest[date], number, position, key))
    return [each[-1] for each in sorted(ranked, key=lambda each: each[:4])]


def _is_not_after(date: dt.date | None, other: dt.date | None) -> bool:
    return date is None or other is None or date <= other


def _is_sorted(dates: Sequence[dt.date | None]) -> bool:
    told = [date for date in dates if date is not None]
    return len(told) == len(dates) and told == sorted(told)


def _date(item: Data) -> dt.date | None:
    date = item.get("date") if isinstance(item, dict) else None
    return read_date(date) if isinstance(date, str) else None


def _recorded(item: Data) -> str:
    recorded = item.get("recorded") if isinstance(item, dict) else None
    return str(read_date(recorded) or "") if isinstance(recorded, str) else ""
