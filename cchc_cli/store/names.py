"""What names a plan, a row or a file of either, and how large a file may be."""

from __future__ import annotations

import re

LARGEST_FILE = 32 * 1024 * 1024
MOST_VALUES = 200_000

ID = re.compile(r"[^\W_][\w.\-]{0,63}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def is_id(text: str) -> bool:
    """Whether a text can name a row, a unit or an indicator, and so a file on every system."""
    return bool(ID.fullmatch(text)) and not text.endswith(".") and not _RESERVED.fullmatch(text)


def read_year(text: str) -> int | None:
    """Read a year of four digits between 1900 and 2999."""
    text = text.strip()
    return int(text) if re.fullmatch(r"(19|2\d)\d\d", text, re.ASCII) else None
