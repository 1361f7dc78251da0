"""The numbered text of a plan as a tree whose places are named as people cite them (KH.II.2.b.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cchc_cli.domain.model import Node
from cchc_cli.exchange.grasp.markers import BULLETS, HEADINGS, RANKS, Marker, Paragraph, extended
from cchc_cli.exchange.pages import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SENTENCE_ENDS = (".", ";", ":", "!", "?", "…", ",", "./.")
_LONGEST_HEADING = 160
_LONGEST_SEEN = 80
_LONGEST_ID = 64
_LABEL = re.compile(
    r"(?:cơ quan|đơn vị|bộ phận|chủ trì|phối hợp|thời gian|thời hạn|tiến độ|sản phẩm|kết quả|kinh phí|lãnh đạo)"
    r"[^:]{0,40}:",
    re.IGNORECASE,
)
_PARTED_NUMBER = re.compile(r"\d[-/]$")


@dataclass(slots=True)
class _Branch:
    """A place of the tree while it grows."""

    id: str
    marker: Marker
    where: str
    words: list[str] = field(default_factory=list)
    note: str = ""
    items: list[_Branch] = field(default_factory=list)
    rank: int = 0


def read_body(found: Sequence[Paragraph]) -> tuple[tuple[Node, ...], tuple[Doubt, ...]]:
    """Read numbered paragraphs as a tree; what had to be joined, or has no place of its own, is a doubt.

    Numbers are kept as signed, gaps and all. Dashes are numbered within the place that holds them.
    """
    paragraphs, joined = rejoined(found)
    doubts = list(joined)
    root = _Branch("KH", Marker("part", "", ""), "")
    stack: list[_Branch] = [root]
    taken: set[str] = set()
    for each in paragraphs:
        marker = _in_context(each.marker, stack)
        if marker is None:
            _add_words(stack, each, doubts)
            continue
        _climb(stack, marker)
        branch = _Branch(_name(stack[-1], marker, each, taken, doubts), marker, each.where, rank=_rank(marker, stack))
        taken.add(branch.id)
        branch.words.append(marker.rest)
        stack[-1].items.append(branch)
        stack.append(branch)
    return tuple(_node(branch) for branch in root.items), tuple(doubts)


def rejoined(found: Iterable[Paragraph]) -> tuple[list[Paragraph], list[Doubt]]:
    """Join paragraphs that a page break parted: the first ends openly and the next begins in the middle."""
    joined: list[Paragraph] = []
    doubts: list[Doubt] = []
    for each in found:
        before = joined[-1] if joined else None
        if before is None or each.marker is not None or not _goes_on(before.text, each.text):
            joined.append(each)
            continue
        parted = bool(_PARTED_NUMBER.search(before.text))
        joined[-1] = extended(before, each.text if parted else f" {each.text}")
        seen = f"{before.text[-30:].strip()} | {each.text[:30].strip()}"
        doubts.append(Doubt("joined_paragraph", each.where, seen, "Một đoạn bị ngắt ở chỗ sang trang; đã nối lại."))
    return joined, doubts


def _goes_on(before: str, after: str) -> bool:
    if _PARTED_NUMBER.search(before):
        return True
    if before.endswith((".", ";", ":", "!", "?")) or len(before) < 40:
        return False
    return after[:1].islower() or (before.endswith(",") and not after[:1].isdigit())


def _in_context(marker: Marker | None, stack: Sequence[_Branch]) -> Marker | None:
    """Tell letters from Roman figures by the letters before: after ``H.`` comes the letter ``I.``."""
    if marker is None or marker.kind != "roman" or len(marker.value) > 1:
        return marker
    uppers = [branch for branch in stack if branch.marker.kind == "upper"]
    if not uppers or any(branch.marker.kind == "roman" for branch in stack):
        return marker
    before = {"I": "H", "V": "U", "X": "V"}[marker.value]
    return replace(marker, kind="upper") if uppers[-1].marker.value == before else marker


def _climb(stack: list[_Branch], marker: Marker) -> None:
    """Go up to the place that holds a number: beside the last of its kind, else above all deeper kinds."""
    for at, branch in enumerate(stack[1:], 1):
        if branch.marker.kind == marker.kind and _depth(branch.marker) == _depth(marker):
            del stack[at:]
            return
    outermost = stack[0].items[0].marker.kind if stack[0].items else marker.kind
    here = _rank(marker, stack), _depth(marker)
    while len(stack) > 1 and stack[-1].marker.kind != outermost and (stack[-1].rank, _depth(stack[-1].marker)) > here:
        stack.pop()


def _rank(marker: Marker, stack: Sequence[_Branch]) -> int:
    """Return how deep a number stands: ``1)`` is above letters, unless it stands under one."""
    if marker.kind == "paren" and not any(branch.marker.kind == "letter" for branch in stack[1:]):
        return RANKS["deep"]
    return RANKS[marker.kind]


def _depth(marker: Marker) -> int:
    return marker.value.count(".") if marker.kind == "deep" else 0


def _name(parent: _Branch, marker: Marker, paragraph: Paragraph, taken: set[str], doubts: list[Doubt]) -> str:
    """Return a name that no other place has: ``1.1`` below ``KH.I`` and a dash of ``KH.I.1`` would share one."""
    if marker.kind in BULLETS:
        number = 1 + sum(branch.marker.kind in BULLETS for branch in parent.items)
        while f"{parent.id}.{number}" in taken:
            number += 1
        return f"{parent.id}.{number}"
    value = marker.value
    if marker.kind == "deep":
        above, _, last = value.rpartition(".")
        value = last if parent.id.endswith(f".{above}") else value
    wanted = f"{parent.id}.{value}"
    if len(wanted) > _LONGEST_ID - 4:
        wanted = wanted[: _LONGEST_ID - 4].rstrip(".-")
    if wanted not in taken:
        return wanted
    turn = next(turn for turn in range(2, len(taken) + 3) if f"{wanted}-{turn}" not in taken)
    name = f"{wanted}-{turn}"
    said = f"Số này đã có ở trên trong cùng mục; đã đặt mã {name}."
    doubts.append(Doubt("repeated_number", paragraph.where, paragraph.text[:_LONGEST_SEEN], said))
    return name


def _add_words(stack: list[_Branch], paragraph: Paragraph, doubts: list[Doubt]) -> None:
    """Put a paragraph without a number into the last place; one in brackets stands under the whole part."""
    if len(stack) == 1:
        return
    if paragraph.text.startswith("(") and paragraph.text.endswith((")", ").")) and stack[1].items:
        stack[1].note = f"{stack[1].note}\n{paragraph.text}".strip()
        return
    last = stack[-1]
    if _LABEL.match(paragraph.text):
        # The label lines of a task belong to it, whatever it begins with.
        last.words.append(paragraph.text)
        return
    if last.marker.kind in BULLETS or (len(stack) > 2 and last.marker.kind == "letter" and last.words[0].endswith(".")):
        said = f"Đoạn không có số và không có gạch đầu dòng; đã đặt vào cuối {last.id}."
        doubts.append(Doubt("placed_paragraph", paragraph.where, paragraph.text[:_LONGEST_SEEN], said))
    last.words.append(paragraph.text)


def _node(branch: _Branch) -> Node:
    first, *more = branch.words
    items = tuple(_node(item) for item in branch.items)
    if _is_heading(branch, first):
        return Node(branch.id, title=first, text="\n".join(more), note=branch.note, items=items)
    return Node(branch.id, text="\n".join(branch.words), note=branch.note, items=items)


def _is_heading(branch: _Branch, words: str) -> bool:
    """Tell whether the words after a number are a heading and not a sentence.

    Figures are always headings: a place with a figure and without a title is a dash in plan files.
    """
    if not words:
        return False
    if branch.marker.kind in {"number", "deep", "paren"}:
        return True
    if branch.marker.kind in BULLETS:
        return False
    if branch.marker.kind in HEADINGS and (words.isupper() or len(words) <= _LONGEST_HEADING):
        return not words.endswith((";", ",")) and (words.isupper() or not words.endswith("."))
    holds_more = bool(branch.items or len(branch.words) > 1)
    return holds_more and len(words) <= _LONGEST_HEADING and not words.endswith(_SENTENCE_ENDS)
