"""Text from other programs without what nobody sees in it."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# Tabs, no-break and other fixed spaces, the Hangul and braille blanks: all of them look like a space.
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]+")
_NO_BREAK_HYPHENS = str.maketrans({"\u2011": "-", "\x1e": "-"})
# Cc: control characters. Cf: zero-width ones, soft hyphens, marks of direction. Cs: halves of a character.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def clean(text: str) -> str:
    r"""Return text as people see it: NFC, one kind of space and of line break (``\n``), nothing unseen.

    Runs of blanks become one space and the ends of every line are stripped; empty lines within the text stay.
    """
    if text.isascii() and text.isalnum():
        return text
    text = _BREAKS.sub("\n", text).translate(_NO_BREAK_HYPHENS)
    text = _BLANKS.sub(" ", text)
    if not text.isprintable():
        text = "".join(char for char in text if char == "\n" or unicodedata.category(char) not in _UNSEEN)
        # What was taken out may have stood between two blanks.
        text = _BLANKS.sub(" ", text)
    text = unicodedata.normalize("NFC", text)
    return "\n".join(line.strip() for line in text.strip().split("\n"))
