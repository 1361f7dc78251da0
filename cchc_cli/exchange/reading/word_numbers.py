"""Automatic numbers of a Word file, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.exchange.reading.word_parts import Element, W, switched, value, whole
from cchc_cli.exchange.reading.word_styles import PLAIN, Look, look_of

if TYPE_CHECKING:
    from cchc_cli.exchange.reading.word_styles import Shape, Styles

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Signs of the fonts that draw bullets, as any font has them.
_BULLETS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf0e8": "➔", "\uf0e0": "→",
    "o": "○", "\uf06f": "□", "\uf0a8": "♦", "\uf02d": "-", "\uf0be": "-", "·": "•", "§": "▪", "Ø": "➢", "ü": "✓",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number or bullet as it is shown; ``look`` is what the list itself says of its looks."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts. ``restart`` is the level (from 1) after which it begins anew, 0 for never."""

    style: str
    template: str
    start: int = 1
    restart: int | None = None
    legal: bool = False
    look: Look = PLAIN


class Numbering:
    """The lists of one file and how far each has counted."""

    def __init__(self, root: Element, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Level]] = {}
        self._style_links: dict[str, str] = {}
        self._of_style: dict[tuple[str, str], int] = {}
        self._lists: dict[str, str] = {}
        self._own: dict[str, dict[int, Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        for element in root.iterchildren(f"{W}abstractNum"):
            self._add_abstract(element)
        for element in root.iterchildren(f"{W}num"):
            self._add_list(element)

    def next(self, shape: Shape) -> Number | None:
        """Count a paragraph of this shape and return its number, None for a paragraph without."""
        if shape.list_id is None or shape.list_id not in self._lists:
            return None
        abstract = self._abstract_of(shape.list_id)
        at = shape.list_level
        if at is None:
            at = self._of_style.get((abstract, shape.style), 0)
        levels = self._levels.get(abstract, {}) | self._own.get(shape.list_id, {})
        level = levels.get(at)
        if level is None:
            return None
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        self._count(shape.list_id, at, levels, counts)
        return Number(_shown(level, at, levels, counts), level.look)

    def _count(self, list_id: str, at: int, levels: dict[int, Level], counts: list[int | None]) -> None:
        override = self._starts.get(list_id, {}).get(at)
        start = levels[at].start
        if override is not None and (list_id, at) not in self._begun:
            counts[at], start = None, override
        self._begun.add((list_id, at))
        now = counts[at]
        counts[at] = start if now is None else now + 1
        # A level that is skipped counts as used: "1.1" before the first "1." makes that "2.", since Word 97.
        for above in range(at):
            if counts[above] is None and above in levels:
                counts[above] = levels[above].start
        for below in range(at + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or 0 < at + 1 <= restart:
                counts[below] = None

    def _abstract_of(self, list_id: str) -> str:
        """Return the definition a list counts by; one that only names a style leads to that style's list."""
        seen: set[str] = set()
        abstract = self._lists[list_id]
        while abstract in self._style_links and abstract not in seen:
            seen.add(abstract)
            abstract = self._lists.get(self._styles.list_of(self._style_links[abstract]), abstract)
        return abstract

    def _add_abstract(self, element: Element) -> None:
        name = element.get(f"{W}abstractNumId", "")
        link = element.find(f"{W}numStyleLink")
        if link is not None:
            self._style_links[name] = value(link)
        levels = self._levels.setdefault(name, {})
        for level in element.iterchildren(f"{W}lvl"):
            at = whole(level.get(f"{W}ilvl"), 0, _LEVELS - 1)
            levels[at] = _level(level)
            style = value(level.find(f"{W}pStyle"))
            if style:
                self._of_style[name, style] = at

    def _add_list(self, element: Element) -> None:
        name = element.get(f"{W}numId", "")
        self._lists[name] = value(element.find(f"{W}abstractNumId"))
        for override in element.iterchildren(f"{W}lvlOverride"):
            at = whole(override.get(f"{W}ilvl"), 0, _LEVELS - 1)
            start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
            if start is not None:
                self._starts.setdefault(name, {})[at] = whole(value(start), 1)
            if level is not None:
                self._own.setdefault(name, {})[at] = _level(level)


def _level(element: Element) -> Level:
    restart = element.find(f"{W}lvlRestart")
    return Level(
        value(element.find(f"{W}numFmt"), "decimal"),
        value(element.find(f"{W}lvlText")),
        whole(value(element.find(f"{W}start")), 1),
        None if restart is None else whole(value(restart), 0, _LEVELS),
        bool(switched(element.find(f"{W}isLgl"))),
        look_of(element.find(f"{W}rPr")),
    )


def _shown(level: Level, at: int, levels: dict[int, Level], counts: list[int | None]) -> str:
    if level.style == "bullet":
        return _BULLETS.get(level.template) or "".join(_BULLETS.get(char, char) for char in level.template)
    if level.style == "none" and "%" not in level.template:
        return level.template

    def put(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        count = counts[place]
        if place > at or count is None or place not in levels:
            return ""
        return written(count, "decimal" if level.legal else levels[place].style)

    return _PLACE.sub(put, level.template)


def written(count: int, style: str) -> str:
    """Return a count in one of Word's styles; a style not known here counts in figures."""
    if style in {"upperRoman", "lowerRoman"} and 0 < count < 5000:
        text = _roman(count)
        return text.upper() if style == "upperRoman" else text
    if style in {"upperLetter", "lowerLetter"} and 0 < count <= 780:
        # After z come aa, bb, cc.
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return text.upper() if style == "upperLetter" else text
    if style == "decimalZero":
        return f"{count:02d}"
    return "" if style == "none" else str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (count // worth)
        count %= worth
    return text
