"""Comments in a plan's files that ask to ignore a finding: ``# cchc: ignore W401 lý do``."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cchc_cli.domain.finding import Finding, Place
from cchc_cli.domain.text import nearest
from cchc_cli.store.take import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cchc_cli.store.data import Source, Span

_COMMENT = re.compile(r"#[ \t]*cchc:[ \t]*ignore\b(?P<rest>[^\r\n]*)", re.IGNORECASE)
_ASKED = re.compile(r"(?P<codes>[A-Z]\d+(?:[ \t]*,[ \t]*[A-Z]\d+)*)(?![\w.])(?P<reason>.*)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
# A blank, and what the parser takes a comment straight after: quotes, brackets, a comma, the mark of a block.
_BEFORE_A_COMMENT = frozenset(" \t\r\n'\"[]{},|>")
_EXAMPLE = "# cchc: ignore W401 văn bản ký ghi như vậy"


@dataclass(frozen=True, slots=True)
class Kept:
    """The findings that are left, and those that comments ask to ignore."""

    findings: tuple[Finding, ...]
    hidden: tuple[Ignored, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that a comment asks to ignore, and the reason the comment gives."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class _Ignore:
    """One code that a comment asks to ignore, and the lines where it does."""

    code: str
    place: Place
    lines: frozenset[int]
    reason: str


def without_ignored(findings: Sequence[Finding], sources: Mapping[str, Source]) -> Kept:
    """Leave out the findings that a comment on their line, or alone on the line above, asks to ignore.

    A comment that can't be followed (no reason, no such code, a code of syntax or structure) is a finding
    E120; one that hides nothing is a finding W120, unless rules had to wait for a file to be put right.
    """
    commented = {name: source for name, source in sources.items() if _may_ask(source)}
    if not commented:
        return Kept(tuple(findings))
    from cchc_cli.check.selection import is_firm
    from cchc_cli.store.places import Positions

    read = [each for name, source in commented.items() for each in _read(name, source.text)]
    asked = [each for each in read if isinstance(each, _Ignore)]
    lines: dict[tuple[str, str, int], list[_Ignore]] = {}
    for each in asked:
        for line in each.lines:
            lines.setdefault((each.place.file, each.code, line), []).append(each)
    positions = Positions(sources)
    kept: list[Finding] = []
    hidden: list[Ignored] = []
    used: set[_Ignore] = set()
    for finding in findings:
        here = []
        if finding.place.file in commented and not is_firm(finding.code):
            here = lines.get((finding.place.file, finding.code, positions.of(finding.place).line), [])
        used.update(here)
        if here:
            hidden.append(Ignored(finding, here[0].reason))
        else:
            kept.append(finding)
    kept += [each for each in read if isinstance(each, Finding)]
    if not any(is_firm(finding.code) for finding in findings):
        kept += [_needless(each) for each in asked if each not in used]
    return Kept(tuple(kept), tuple(hidden))


def _may_ask(source: Source) -> bool:
    return "#" in source.text and "cchc:" in source.text.lower() and source.is_readable


def _needless(ignore: _Ignore) -> Finding:
    return Finding("W120", ignore.place, f"Ở đây không có {ignore.code} để bỏ qua.", "Bỏ ghi chú này đi.")


def _read(file: str, text: str) -> Iterator[_Ignore | Finding]:
    """Read the comments of one file: what they ask, or why that can't be followed."""
    lines = _Lines.of(text)
    for comment in _comments(text, lines):
        place = Place(file, span=comment.span())
        asked = _ASKED.fullmatch(comment["rest"].strip())
        if asked is None:
            yield Finding("E120", place, "Ghi chú bỏ qua chưa ghi mã.", f"Viết như: {_EXAMPLE}.")
            continue
        codes = [code.strip().upper() for code in asked["codes"].split(",")]
        faults = [fault for code in codes if (fault := _fault(code, place)) is not None]
        if not any(char.isalnum() for char in asked["reason"]):
            message = f"Ghi chú bỏ qua {', '.join(codes)} chưa có lý do."
            faults.append(Finding("E120", place, shown(message), f"Ghi lý do sau mã, như: {_EXAMPLE}."))
        reason, meant = asked["reason"].strip(" \t-–—:,;"), lines.meant_by(comment.start())
        yield from faults or (_Ignore(code, place, meant, reason) for code in codes)


def _fault(code: str, place: Place) -> Finding | None:
    from cchc_cli.check.manual import BY_CODE
    from cchc_cli.check.selection import is_firm

    if code not in BY_CODE:
        near = nearest(code[:20], BY_CODE, most=1)
        hint = f"Có phải “{near[0]}”?" if near else f"Viết như: {_EXAMPLE}."
        return Finding("E120", place, f"Không có mã “{shown(code)}”.", hint)
    if is_firm(code):
        message = f"Không bỏ qua được {code}: lỗi về cú pháp và cấu trúc luôn được báo."
        return Finding("E120", place, message, "Sửa lỗi ấy, rồi bỏ ghi chú này.")
    return None


def _comments(text: str, lines: _Lines) -> Iterator[re.Match[str]]:
    """Yield the comments that begin with these words; in values they are text like any other."""
    found = list(_COMMENT.finditer(text))
    values = _values(text) if found else []
    for comment in found:
        start = lines.starts[lines.number(comment.start()) - 1]
        before = (at for at in range(start, comment.start() + 1) if text[at] == "#")
        if next((at for at in before if _opens_a_comment(text, at, values)), None) == comment.start():
            yield comment


def _opens_a_comment(text: str, at: int, values: list[Span]) -> bool:
    if at and text[at - 1] not in _BEFORE_A_COMMENT:
        return False
    place = bisect_right(values, (at, len(text))) - 1
    return place < 0 or values[place][1] <= at


def _values(text: str) -> list[Span]:
    """Return the spans of keys and values, in their order; those of blocks begin behind their first line."""
    spans: list[Span] = []
    from cchc_cli.store.source import SYNTAX_ERROR, events, span_of

    with suppress(SYNTAX_ERROR):
        for event in events(text):
            if not hasattr(event, "style"):
                continue
            start, end = span_of(event)
            if event.style in {"|", ">"}:
                head = re.compile(r"[^\r\n]*").match(text, start)
                start = min(head.end() if head else start, end)
            else:
                end = start + len(text[start:end].rstrip())
            spans.append((start, end))
    return spans


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a text: where each begins, which are comments alone, and the next behind each that is none."""

    starts: list[int]
    alone: list[bool]
    following: list[int]
    head: int

    @classmethod
    def of(cls, text: str) -> _Lines:
        """Look through a text; ``head`` counts the comments and empty lines it begins with."""
        starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        lines = [text[start:end] for start, end in pairwise((*starts, len(text)))]
        alone = [line.lstrip().startswith("#") for line in lines]
        following = [len(lines) - 1] * len(lines)
        for at in range(len(lines) - 2, -1, -1):
            following[at] = following[at + 1] if alone[at + 1] else at + 1
        head = next((at for at, line in enumerate(lines) if line.strip() and not alone[at]), len(lines))
        return cls(starts, alone, following, head)

    def number(self, at: int) -> int:
        """Return the line of a character, counted from 1."""
        return bisect_right(self.starts, at)

    def meant_by(self, at: int) -> frozenset[int]:
        """Return the lines a comment stands for: its own and, alone there, the next that is none.

        At the head of a file also line 1, where what concerns the whole file is said.
        """
        line = self.number(at)
        if not self.alone[line - 1]:
            return frozenset({line})
        return frozenset({line, self.following[line - 1] + 1} | ({1} if line <= self.head else set()))
