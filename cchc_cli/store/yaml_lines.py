"""Lines of YAML as a person writes them: values plain on one line, quotes only where a reader needs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc_cli.store.source import entry_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST_LIST = 110
# Words that begin with a letter and are nothing else to any reader: most of a plan, and quick to tell.
_PLAIN = re.compile(r"[^\W\d_](?:[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff:#]|:(?! |$)|(?<! )#)*(?<! )")
_OTHER_KINDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"})
_FLOW_SIGNS = frozenset(",[]{}?'\"")


def pair(key: str, text: str) -> list[str]:
    """Return a key with its text as lines without indent."""
    if _is_plain(key) and _is_plain(text):
        return [f"{key}: {text}"]
    if _is_plain(key) and text.isprintable() and (text[:1].isalpha() or (text.isascii() and text.isdigit())):
        return ["{}: '{}'".format(key, text.replace("'", "''"))]
    lines = entry_text({key: text}).removesuffix("\n").split("\n")
    return [line[2:] for line in lines]


def sequence(texts: Iterable[str]) -> list[str]:
    """Return texts as the lines of a block list."""
    return [line for text in texts for line in _item(text)]


def _item(text: str) -> list[str]:
    if _is_plain(text):
        return [f"- {text}"]
    first, *more = pair("k", text)
    return [f"-{first.removeprefix('k:')}", *more]


def listing(key: str, texts: Sequence[str]) -> list[str]:
    """Return a key with short texts in brackets, with others on lines of their own; nothing for no texts."""
    if not texts:
        return []
    line = f"{key}: [{', '.join(texts)}]"
    if len(line) <= _LONGEST_LIST and all(_is_plain(text) and not _FLOW_SIGNS & set(text) for text in texts):
        return [line]
    return [f"{key}:", *indented(sequence(texts), 2)]


def entry(lines: Sequence[str]) -> list[str]:
    """Return the lines of a mapping as one entry of a list."""
    first, *more = lines
    return [f"- {first}", *indented(more, 2)]


def indented(lines: Iterable[str], column: int) -> list[str]:
    """Return lines moved to the right, empty ones as they are."""
    return [" " * column + line if line else line for line in lines]


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text.isprintable() and text.lower() not in _OTHER_KINDS
