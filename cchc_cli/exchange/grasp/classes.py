"""What each row of an appendix is: a heading, a task, a row that holds sub-rows, a sub-row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from cchc_cli.domain.areas import area_of
from cchc_cli.domain.text import fold
from cchc_cli.exchange.grasp.numbering import HEADINGS, NONE, Number, split_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.exchange.grasp.entries import Entry
    from cchc_cli.exchange.grasp.numbering import Kind

Role: TypeAlias = Literal["heading", "row", "holder"]
_LONGEST_TITLE = 120


def roles_in(entries: Sequence[Entry]) -> list[Role]:
    """Return what each entry is, seen with those that follow it."""
    top_is_headings = _top_is_headings(entries)
    headings = frozenset(
        entry.number.kind
        for at, entry in enumerate(entries)
        if entry.number.kind in HEADINGS and (not entry.has_duty or _leads_deeper(entries, at))
    )
    roles = [_role(entries, at, headings, top_is_headings=top_is_headings) for at in range(len(entries))]
    for at in range(len(entries)):
        if roles[at] == "row" and _is_like_titles(entries, at, roles):
            roles[at] = "heading"
    return roles


def is_below(number: Number, above: Number) -> bool:
    """Whether a number counts within another: ``1.1`` and ``a`` within ``1``, a dash within ``a``."""
    if above.kind not in {"arabic", "dotted", "lower"}:
        return False
    if number.kind == "dotted":
        return len(number.parts) > len(above.parts) and number.parts[: len(above.parts)] == above.parts
    if number.kind == "lower":
        return above.kind != "lower"
    return number.kind == "dash"


def below(entries: Sequence[Entry], at: int) -> list[Entry]:
    """Return the sub-rows that follow a row."""
    holder = entries[at]
    end = at + 1
    while end < len(entries) and _within(entries[end], holder):
        end += 1
    return list(entries[at + 1 : end])


def _within(entry: Entry, holder: Entry) -> bool:
    if holder.own:
        return entry["id"].startswith(f"{holder['id']}.")
    if entry.title:
        return False
    return is_below(entry.number, holder.number) or (not entry.shown and is_below(bullet_of(entry), holder.number))


def bullet_of(entry: Entry) -> Number:
    """Return the dash or letter that the text of a row without a number begins with."""
    number = split_number(entry["task"])
    return number if number.kind in {"dash", "lower"} else NONE


def _role(entries: Sequence[Entry], at: int, headings: frozenset[Kind], *, top_is_headings: bool) -> Role:
    entry = entries[at]
    if entry.own:
        return "holder" if _holds_as_exported(entry, below(entries, at)) else "row"
    if entry.title:
        return "heading"
    kind = entry.number.kind
    if kind in HEADINGS:
        return "heading" if kind in headings else "row"
    if not kind:
        return "heading" if _is_title(entries, at) else "row"
    under = below(entries, at)
    if under and _holds(entry, under):
        dotted = under[0].number.kind == "dotted"
        return "heading" if (dotted and top_is_headings) or _merged_alike(entries, at) else "holder"
    following = _next(entries, at)
    restarts = following is not None and following.number.kind == "arabic" and following.number.value == "1"
    if kind in {"arabic", "dotted"} and entry.is_bare and restarts and not under:
        return "heading"
    return "row"


def _holds_as_exported(entry: Entry, under: Sequence[Entry]) -> bool:
    """Whether a row of our own export holds sub-rows: such rows have no state, and a task always has one."""
    return bool(under) and not entry["state"] and (any(row["state"] for row in under) or _holds(entry, under))


def _holds(entry: Entry, under: Sequence[Entry]) -> bool:
    """Whether a row only holds its sub-rows: it has no lead and deadline, or lacks the one that they have."""
    if not entry["lead"] and not entry["deadline"]:
        return True
    lacking = "deadline" if entry["lead"] else "lead"
    return not entry[lacking] and any(row[lacking] for row in under)


def _next(entries: Sequence[Entry], at: int) -> Entry | None:
    return entries[at + 1] if at + 1 < len(entries) else None


def _leads_deeper(entries: Sequence[Entry], at: int) -> bool:
    """Whether rows of a deeper kind of number follow, so that a numbered row with units is a heading all the same."""
    following = _next(entries, at)
    return following is not None and not following.title and following.number.kind in {"arabic", "dotted"}


def _is_title(entries: Sequence[Entry], at: int) -> bool:
    """Whether a row without a number and with nothing but words in the column of tasks is a heading."""
    entry, following = entries[at], _next(entries, at)
    text = entry["task"]
    if not text or not entry.is_bare or entry.merged or following is None or following.title:
        return False
    if not following.has_duty and not following.number.kind:
        return False
    if text.isupper() or (following.number.kind == "arabic" and following.number.value == "1"):
        return True
    short = len(text) <= _LONGEST_TITLE and not any(char.isdigit() for char in text)
    return short and bool(area_of(text)) and (not entry.numbered or fold(text).startswith(("cai cach", "cong tac")))


def _is_like_titles(entries: Sequence[Entry], at: int, roles: Sequence[Role]) -> bool:
    """Whether a row without a number stands above numbered rows as other rows do that surely are headings."""
    entry, following = entries[at], _next(entries, at)
    if entry.shown or not entry.numbered or not entry.is_bare or entry.merged or following is None:
        return False
    text = entry["task"]
    if following.number.kind != "arabic" or len(text) > _LONGEST_TITLE or text.endswith((".", ";", ",")):
        return False
    return any(role == "heading" and not one.shown and not one.title for one, role in zip(entries, roles, strict=True))


def _merged_alike(entries: Sequence[Entry], at: int) -> bool:
    """Whether all rows numbered alike between two headings are merged and only hold sub-rows, as headings do."""
    begin = at
    while begin > 0 and not _parts(entries[begin - 1]):
        begin -= 1
    end = at + 1
    while end < len(entries) and not _parts(entries[end]):
        end += 1
    kind = entries[at].number.kind
    alike = [place for place in range(begin, end) if entries[place].number.kind == kind]
    return all(entries[place].wide and entries[place].is_bare and below(entries, place) for place in alike)


def _parts(entry: Entry) -> bool:
    return entry.title or entry.number.kind in HEADINGS


def _top_is_headings(entries: Sequence[Entry]) -> bool:
    """Whether rows numbered 1, 2, 3 only hold the rows 1.1, 1.2: there is no other heading, and no task among them."""
    if any(entry.title or entry.number.kind in HEADINGS or entry.own for entry in entries):
        return False
    tops = [at for at, entry in enumerate(entries) if entry.number.kind == "arabic"]
    return bool(tops) and all(not entries[at].has_duty and below(entries, at) for at in tops)
