"""The numbers of an appendix's rows and headings: 1, 1., 1), I, A, I.1, 1.1, a), dashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind: TypeAlias = Literal["", "part", "letter", "roman", "arabic", "dotted", "lower", "dash"]

HEADINGS: frozenset[Kind] = frozenset({"part", "letter", "roman"})
"""Kinds that number sections; rows have the others."""

_ORDINALS = {
    "nhất": "1", "hai": "2", "ba": "3", "bốn": "4", "tư": "4", "năm": "5", "sáu": "6", "bảy": "7",
}  # fmt: skip
_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{0,3}))"
_VALUES = {"I": 1, "V": 5, "X": 10}
_CELL: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "part",
        re.compile(
            r"(?i:phần|mục|chương|nhóm)\s+(?i:thứ\s+)?((?i:[ivx]+|\d{1,2}|[a-h]|nhất|hai|ba|bốn|tư|năm|sáu|bảy))\b"
        ),
    ),
    ("arabic", re.compile(r"\(?\s*(\d{1,4}[a-dđ]?)(?:[.,]0)?")),
    ("dotted", re.compile(r"\(?\s*((?:[IVX]+|[A-ZĐ]|\d{1,3})(?:\s*\.\s*(?:\d{1,3}|[IVX]+|[a-zđ]))+)")),
    ("roman", re.compile(rf"\(?\s*(?=[IVX])({_ROMAN})")),
    ("letter", re.compile(r"\(?\s*([A-ZĐ])")),
    ("lower", re.compile(r"\(?\s*([a-zđ]{1,2}|i{1,3})")),
    ("dash", re.compile(r"([-–—+•*●▪◦·○■])")),
)  # fmt: skip
_AFTER_CELL = re.compile(r"\s*[.)/:,;\-–]*\s*")
_AFTER: dict[Kind, str] = {
    "part": r"\s*[.:)\-–]*\s+",
    "arabic": r"(?:\s*[)/:]|\.(?!\d))\s*(?!\d)|\s*[-–]\s+(?!\d)",
    "dotted": r"[.):]\s*|\s+",
    "roman": r"(?:\s*[.):/]\s*|\s*[-–]\s+|\s+[-–]?\s*)",
    "letter": r"\s*[.):/]\s*|\s+[-–]\s+",
    "lower": r"\s*[.)]\s*",
    "dash": r"\s*(?!\d)",
}
_PREFIX = {kind: re.compile(rf"(?:{shape.pattern})(?:{_AFTER[kind]})(?=\S)") for kind, shape in _CELL}


@dataclass(frozen=True, slots=True)
class Number:
    """A number: its kind, its value in one way of writing (``II``, ``1``, ``1.1``, ``a``), the words after it."""

    kind: Kind = ""
    value: str = ""
    rest: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts between the dots."""
        return tuple(self.value.split("."))

    @property
    def last(self) -> str:
        """The last part: ``2`` of ``1.2``."""
        return self.parts[-1]


NONE = Number()


def read_number(text: str) -> Number:
    """Read a cell that should hold a number and nothing else; its kind is empty where it holds none."""
    for kind, shape in _CELL:
        found = shape.match(text)
        if found and _AFTER_CELL.fullmatch(text, found.end()) and found[1]:
            return Number(kind, _value(kind, found[1]))
    return NONE


def split_number(text: str) -> Number:
    """Read the number that a text begins with; ``rest`` is the text after it, all of it where there is none."""
    for kind, shape in _PREFIX.items():
        found = shape.match(text)
        if found and found[1] and not (kind == "arabic" and len(found[1]) > 3):
            return Number(kind, _value(kind, found[1]), text[found.end() :].strip())
    return Number(rest=text)


def _value(kind: Kind, text: str) -> str:
    if kind == "arabic":
        return str(int(text)) if text.isdigit() else text.lstrip("0")
    if kind == "dotted":
        parts = (part.strip() for part in text.split("."))
        return ".".join(str(int(part)) if part.isdigit() else part for part in parts)
    if kind == "part":
        word = _ORDINALS.get(text.casefold(), text.upper())
        return str(int(word)) if word.isdigit() else word
    return "-" if kind == "dash" else text


def count_of(value: str) -> int | None:
    """Return a number in figures or Roman figures as an int, None for anything else."""
    if value.isdigit():
        return int(value)
    if not value or not re.fullmatch(_ROMAN, value):
        return None
    digits = [_VALUES[char] for char in value]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))


def roman(number: int) -> str:
    """Return a number from 1 as a Roman figure."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def gaps(numbers: Sequence[int], *, after: int) -> tuple[int, ...]:
    """Return the numbers missing in a section that begins at 1 or goes on after ``after``."""
    if not numbers:
        return ()
    first = after + 1 if after and min(numbers) > after else 1
    return tuple(sorted(set(range(first, max(numbers) + 1)) - set(numbers)))[:50]
