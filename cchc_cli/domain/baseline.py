"""The edits of a plan since its content was fixed, without those that an amendment or a correction explains."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from cchc_cli.domain.content import LABELS, SINGLE, fingerprint, pieces
from cchc_cli.domain.text import nfc

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cchc_cli.domain.content import Piece
    from cchc_cli.domain.finding import Place
    from cchc_cli.domain.model import Baseline, Plan

EditKind: TypeAlias = Literal["changed", "added", "removed", "moved", "renamed"]
Prints: TypeAlias = "Mapping[str, str]"
# The fields by which a piece is known again under another id, and those that say what it stands under.
_TELLING = {"body": ("title", "text"), "sections": ("title",), "tasks": ("task",), "indicators": ("name",)}
_UNDER = ("section", "parent")
_MOST_CORRECTIONS = 8


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of the content: a field changed, or a piece added, removed, moved or under another id.

    ``now`` is what the field says, empty where it was emptied; ``signed`` what it said, as far as an
    amendment quotes it; ``was`` the former id of a piece renamed.
    """

    kind: EditKind
    group: str
    id: str
    place: Place
    field: str = ""
    now: str = ""
    signed: str = ""
    was: str = ""

    @property
    def label(self) -> str:
        """The name of the field as people say it."""
        return LABELS[self.group].get(self.field, self.field)


def edits(plan: Plan) -> tuple[Edit, ...]:
    """Return the edits since the baseline that nothing explains, in the order of the document; none without one."""
    if plan.baseline is None:
        return ()
    now: dict[str, dict[str, Piece]] = {group: {} for group in LABELS}
    for piece in pieces(plan):
        now[piece.group].setdefault(piece.id, piece)
    return tuple(edit for group in LABELS for edit in _in_group(plan, plan.baseline, group, now[group]))


def _in_group(plan: Plan, baseline: Baseline, group: str, now: Mapping[str, Piece]) -> Iterator[Edit]:
    then = baseline.prints.get(group, {})
    if group in SINGLE:
        then = {"": then.get("", {})}
    renamed = _renamed(group, then, now)
    moved = set() if group == "indicators" else _moved(list(then), list(now))
    for piece_id, piece in now.items():
        at_id = piece.place_of("id")
        if piece_id in renamed:
            yield Edit("renamed", group, piece_id, at_id, was=renamed[piece_id])
            yield from _changed(plan, piece, then[renamed[piece_id]], besides=_UNDER)
        elif piece_id not in then:
            yield Edit("added", group, piece_id, at_id)
        else:
            changed = tuple(_changed(plan, piece, then[piece_id]))
            yield from changed
            if piece_id in moved and not any(edit.field in _UNDER for edit in changed):
                yield Edit("moved", group, piece_id, at_id)
    for piece_id in then:
        if piece_id not in now and piece_id not in renamed.values():
            # Where it stood nothing is left to point at but the line that remembers it.
            yield Edit("removed", group, piece_id, replace(baseline.place, path=(group, piece_id), key=True))


def _changed(plan: Plan, piece: Piece, then: Prints, besides: Collection[str] = ()) -> Iterator[Edit]:
    """Yield the fields of a piece that differ and are not explained."""
    for field in LABELS[piece.group]:
        text, signed = piece.fields.get(field, ""), then.get(field, "")
        if field in besides or _print(text) == signed or _is_corrected(plan, piece, field, signed):
            continue
        amended, quoted = _amended(plan, piece, field, signed)
        if _print(text) not in amended:
            # Where the field stood nothing is left to point at but the row.
            place = piece.place_of(field if text else "id")
            yield Edit("changed", piece.group, piece.id, place, field, text, quoted)


def _print(text: str) -> str:
    return fingerprint(text) if text.strip() else ""


def _amended(plan: Plan, piece: Piece, field: str, signed: str) -> tuple[set[str], str]:
    """Return the fingerprints a cell may have by its amendments one after the other, and its words as signed."""
    if piece.group != "tasks":
        return set(), ""
    allowed: set[str] = set()
    quoted, at = "", signed
    for item in sorted(plan.amendments, key=lambda item: (item.date, item.position)):
        if (item.task, item.field) == (piece.id, field) and _print(item.old) == at:
            quoted = quoted or (item.old if at == signed else "")
            at = _print(item.new)
            allowed.add(at)
    return allowed, quoted


def _is_corrected(plan: Plan, piece: Piece, field: str, signed: str) -> bool:
    """Whether a field reads as signed once scan errors, put right since, are put back."""
    names = {f"{piece.id or piece.group}.{field}", field if piece.group == "plan" else piece.id}
    found = [item for item in plan.corrections if item.where in names]
    for count in range(1, min(len(found), _MOST_CORRECTIONS) + 1):
        for chosen in combinations(found[-_MOST_CORRECTIONS:], count):
            text = piece.fields.get(field, "")
            for item in chosen:
                text = text.replace(nfc(item.corrected), nfc(item.scanned))
            if _print(text) == signed:
                return True
    return False


def _renamed(group: str, then: Mapping[str, Prints], now: Mapping[str, Piece]) -> dict[str, str]:
    """Return the former ids of pieces that stand under another one, known by their words."""
    if group in SINGLE:
        return {}
    gone = {piece_id: _words(group, prints) for piece_id, prints in then.items() if piece_id not in now}
    new = {piece_id: _words(group, piece.prints()) for piece_id, piece in now.items() if piece_id not in then}
    often = Counter((*gone.values(), *new.values()))
    former = {words: piece_id for piece_id, words in gone.items() if words and often[words] == 2}
    return {piece_id: former[words] for piece_id, words in new.items() if words in former}


def _words(group: str, prints: Prints) -> str:
    return " ".join(prints[field] for field in _TELLING[group] if field in prints)


def _moved(then: Sequence[str], now: Sequence[str]) -> set[str]:
    """Return the fewest of the pieces in both orders whose moves make one of the other."""
    at = {piece_id: index for index, piece_id in enumerate(then)}
    common = [piece_id for piece_id in now if piece_id in at]
    if [at[piece_id] for piece_id in common] == sorted(at[piece_id] for piece_id in common):
        return set()
    ends: list[int] = []  # of the rising runs of each length the lowest last place
    lengths: list[int] = []
    for piece_id in common:
        length = bisect_left(ends, at[piece_id])
        ends[length : length + 1] = [at[piece_id]]
        lengths.append(length)
    stays: set[str] = set()
    wanted = len(ends) - 1
    for piece_id, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted:
            stays.add(piece_id)
            wanted -= 1
    return set(common) - stays
