"""Compare Vietnamese text: normal form, folding for searches, numbers as offices write them."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_STROKE = str.maketrans({"đ": "d", "Đ": "D"})


def nfc(text: str) -> str:
    """Return the text in the composed form (NFC) in which all texts are compared."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def unaccented(text: str) -> str:
    """Return the text without diacritics: ``Quá hạn`` becomes ``Qua han``, ``đ`` becomes ``d``."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKE))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Return the form in which searches and names are compared: no diacritics, lower case, single spaces."""
    return " ".join(unaccented(text).casefold().split())


def nearest(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Return the known names most like ``word``, best first, compared without case or diacritics."""
    by_fold: dict[str, str] = {}
    for name in known:
        by_fold.setdefault(fold(name), name)
    return [by_fold[match] for match in get_close_matches(fold(word), by_fold, n=most, cutoff=0.5)]
