"""Say which words of a phrase don't fit, and which may change what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.deadline.parts import Misread
from cchc_cli.domain.deadline.words import HARMLESS_AFTER_NOT, RISKY

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.cursor import Cursor


def is_risky(cursor: Cursor, start: int, end: int) -> bool:
    """Whether a word stands there that may change what a time means."""
    keys = [cursor.tokens[at].key for at in range(start, end)]
    return any(
        key in RISKY and not (key == "không" and keys[n + 1 : n + 2] and keys[n + 1] in HARMLESS_AFTER_NOT)
        for n, key in enumerate(keys)
    )


def unknown(cursor: Cursor, start: int, end: int) -> Misread:
    """Return the fault of words that fit no deadline."""
    words = cursor.words(start, end)
    shown = words if len(words) <= 80 else f"{words[:77]}..."
    return Misread(
        cursor.span(start, end),
        f"Chưa hiểu các chữ “{shown}” trong thời hạn này. Xin ghi một mốc rõ, ví dụ “Quý III/{cursor.year}”, "
        f"“trước ngày 15/12/{cursor.year}”, “Hằng tháng”, “Thường xuyên” hoặc “Theo kế hoạch của tỉnh”.",
    )
