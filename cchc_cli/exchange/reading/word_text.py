"""The words of a Word file in Unicode, and which of them had to be converted from fonts of old."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cchc_cli.exchange.pages import Doubt
from cchc_cli.exchange.reading.cleaning import clean
from cchc_cli.exchange.reading.legacy_fonts import is_legacy, is_unicode, to_unicode
from cchc_cli.exchange.reading.word_parts import Element, W

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.exchange.reading.legacy_fonts import Coding
    from cchc_cli.exchange.reading.word_runs import Piece


class Spelling:
    """Joins pieces to text as people see it.

    Fonts of old stay set on text that has long been Unicode. What a paragraph's own letters do not decide,
    the letters of the whole document do.
    """

    def __init__(self, root: Element) -> None:
        self._root = root
        self._mostly_legacy: bool | None = None
        self._converted: dict[str, int] = {}
        self._kept = self._guessed = 0

    def text(self, pieces: Sequence[Piece]) -> str:
        """Return the text of a paragraph, in normal form."""
        if not pieces:
            return ""
        if all(not piece.coding and not piece.capitals for piece in pieces):
            return clean("".join(piece.text for piece in pieces))
        converts = self._converts(pieces)
        text = ""
        for (coding, capitals), group in groupby(pieces, key=lambda piece: (piece.coding, piece.capitals)):
            part = "".join(piece.text for piece in group)
            if converts:
                part = to_unicode(part, coding)
            text += part.upper() if capitals else part
        return clean(text)

    def doubts(self) -> list[Doubt]:
        """Return what is to be said about fonts of old: one doubt for the whole file, or none."""
        if not self._converted and not self._kept:
            return []
        said = [f"Đã chuyển {count} đoạn từ bảng mã {name} sang Unicode." for name, count in self._converted.items()]
        if self._guessed:
            said.append(f"Trong đó {self._guessed} đoạn không đủ dấu hiệu, được đọc theo phần lớn văn bản.")
        if self._kept:
            said.append(f"{self._kept} đoạn đặt phông chữ cũ nhưng chữ đã là Unicode, được giữ nguyên.")
        return [Doubt("legacy_font", "toàn văn bản", "phông chữ của bảng mã cũ", " ".join(said))]

    def _converts(self, pieces: Sequence[Piece]) -> bool:
        """Decide whether the fonts of a paragraph are to be believed, and count the decision."""
        texts: dict[Coding, str] = {}
        for piece in pieces:
            if piece.coding:
                texts[piece.coding] = texts.get(piece.coding, "") + piece.text
        if all(text.isascii() for text in texts.values()):
            return True
        if any(is_unicode(text) for text in texts.values()):
            self._kept += 1
            return False
        if not any(is_legacy(text, coding) for coding, text in texts.items()):
            if not self._believes_fonts():
                self._kept += 1
                return False
            self._guessed += 1
        name = "VNI" if "VNI" in texts else "TCVN3 (ABC)"
        self._converted[name] = self._converted.get(name, 0) + 1
        return True

    def _believes_fonts(self) -> bool:
        if self._mostly_legacy is None:
            texts = [element.text or "" for element in self._root.iter(f"{W}t")]
            legacy = sum(is_legacy(text, "VNI") or is_legacy(text, "TCVN3") for text in texts)
            self._mostly_legacy = legacy > sum(map(is_unicode, texts))
        return self._mostly_legacy
