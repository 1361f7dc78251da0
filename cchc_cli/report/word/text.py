"""Write data as the text of XML, whatever characters it holds."""

from __future__ import annotations

import re

# What XML 1.0 has no place for, with the controls that nobody can see.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MARKS = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&#34;"}
# Signs that mean something to the engine which fills templates.
_ENGINE_MARKS = {**_MARKS, ord("{"): "&#123;", ord("}"): "&#125;", ord("_"): "&#95;"}


def clean(text: str) -> str:
    """Return text with one kind of line break, U+FFFD in place of what XML can't hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape(text: str) -> str:
    """Return text as it stands between tags."""
    return clean(text).translate(_MARKS)


def escape_for_engine(text: str) -> str:
    """Return text as it stands between tags, with nothing in it that docxtpl would act on but line breaks."""
    return clean(text).translate(_ENGINE_MARKS)
