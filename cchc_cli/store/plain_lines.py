"""Read the plain way of writing YAML, a key and its value on each line, several times as fast as libyaml does.

It is what the program writes but for words over several lines, and nearly all that people write. A text that goes
beyond it in any way, by a fault too, is not read here but by ``source``, which knows all of YAML and can tell where
a value stands. The two never disagree: ``tests/store/test_plain_lines.py`` holds them to the same data.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from cchc_cli.store.data import BOM, NULLS, Source
from cchc_cli.store.names import LARGEST_FILE, MOST_VALUES

if TYPE_CHECKING:
    from cchc_cli.store.data import Data

    Mapping: TypeAlias = dict[str, Data]
    Holder: TypeAlias = Mapping | list[Data]

_DEEPEST = 16


def read_plainly(file: str, raw: bytes) -> Source | None:
    """Read the bytes of one file, None where they are not written plainly from the first line to the last."""
    if len(raw) > LARGEST_FILE:
        return None
    try:
        text = raw.decode().lstrip(BOM)
        return Source(file, text, _Reading().data(text))
    except (UnicodeDecodeError, _NotPlainError):
        return None


class _NotPlainError(Exception):
    """What stands here may be good YAML or bad, but is not for this reader; never leaves this module."""


class _Reading:
    """One reading of a text: what is open at a line, the column where its entries begin, and what is around it."""

    def __init__(self) -> None:
        self._root: list[Data] = []
        self._holder: Holder = self._root
        self._column = -1
        self._around: list[tuple[Holder, int]] = []
        self._pending: str | None = ""
        """The key that stood alone on its line: what follows may be its value. Empty ahead of the first line."""

    def data(self, text: str) -> Data:
        """Return what a text holds, None for one without content. This runs for every line of a plan."""
        lines = _lines(text)
        mapping: Mapping = {}
        column, other_values = -1, 0
        for blanks, dash, key, written, rest in lines:
            if not key:
                if written and dash:
                    self._list_at(len(blanks)).append(value := _value(written))
                    column = -1
                    other_values += _inside(value)
                elif written or dash or rest:
                    raise _NotPlainError
                continue
            if dash or len(blanks) != column:
                column = len(blanks)
                if dash:
                    self._list_at(column).append(mapping := {})
                    column += 2
                    self._open(mapping, column)
                    other_values += 1
                else:
                    mapping = self._mapping_at(column)
            if key in mapping:
                raise _NotPlainError
            if not written:
                mapping[key], self._pending = None, key
                column = -1
            elif written[0] in _MARKS or len(written) < 5 or ": " in written or " #" in written:
                mapping[key] = value = _value(written)
                other_values += _inside(value)
            else:
                mapping[key] = written
        if 2 * len(lines) + other_values >= MOST_VALUES:
            raise _NotPlainError
        return self._root[0] if self._root else None

    def _open(self, holder: Holder, column: int) -> None:
        self._around.append((self._holder, self._column))
        if len(self._around) > _DEEPEST:
            raise _NotPlainError
        self._holder, self._column, self._pending = holder, column, None

    def _mapping_at(self, column: int) -> Mapping:
        """Return the mapping whose keys begin at a column: one that is open, or a new one."""
        if self._pending is not None and column > self._column:
            mapping: Mapping = {}
            self._place(mapping)
            self._open(mapping, column)
            return mapping
        # A list may begin at the column of its key: the next key there ends it.
        while column < self._column or (column == self._column and type(self._holder) is list):
            self._close()
        if column != self._column or type(self._holder) is not dict:
            raise _NotPlainError
        self._pending = None
        return self._holder

    def _list_at(self, column: int) -> list[Data]:
        """Return the list whose dashes stand at a column: one that is open, or a new one."""
        if self._pending is not None and column >= self._column:
            items: list[Data] = []
            self._place(items)
            self._open(items, column)
            return items
        while column < self._column:
            self._close()
        if column != self._column or type(self._holder) is not list:
            raise _NotPlainError
        self._pending = None
        return self._holder

    def _place(self, value: Holder) -> None:
        if type(self._holder) is dict:
            self._holder[self._pending or ""] = value
        else:
            self._root.append(value)

    def _close(self) -> None:
        self._holder, self._column = self._around.pop()


def _lines(text: str) -> list[tuple[str, str, str, str, str]]:
    """Return blanks, dash, key, value and rest of each line.

    Only the last has a rest: everything from the first line on that is not written plainly.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    # What is not printable YAML may refuse, or take for the end of a line.
    if not text.replace("\n", "").isprintable():
        raise _NotPlainError
    return _LINE.findall(text if text.endswith("\n") else text + "\n")


def _value(written: str) -> Data:
    """Return the value that something written stands for."""
    mark = written[0]
    if mark in _MARKS:
        if mark in "'\"" and _TEXT.fullmatch(written):
            inner = written[1:-1]
            return inner.replace("''", "'") if mark == "'" else _ESCAPED.sub(_meant, inner)
        if mark == "[" and written[-1] == "]":
            return [_plain(item, rest) for item, rest in _ITEMS.findall(written[1:-1])]
        if mark == "{" and written[-1] == "}":
            found = _PAIRS.findall(written[1:-1])
            pairs = {key: _plain(item, rest) for key, item, rest in found}
            if len(pairs) == len(found):
                return pairs
        raise _NotPlainError
    if ": " in written or " #" in written:
        raise _NotPlainError
    return None if written in NULLS else written


def _plain(item: str, rest: str) -> Data:
    """Return what an item within brackets stands for; raises where there is a rest that is no item."""
    if rest:
        raise _NotPlainError
    return _value(item)


def _meant(escaped: re.Match[str]) -> str:
    return _ESCAPES[escaped[1]]


def _inside(value: Data) -> int:
    """Return how many values there are at the most within one written in brackets."""
    return 2 * len(value) if isinstance(value, (list, dict)) else 0


# With one of these a value that is not just words begins, or nothing that YAML would read.
_MARKS = frozenset("-?:,[]{}#&*!|>'\"%@`")
# YAML refuses a key of more than 1,024 characters.
_KEY = r"""\w[^\n:#,\[\]{}?"'&*!|>%@`]{0,199}+(?<! )"""
_LINE = re.compile(rf"( *+)(?:#[^\n]*+|(- )?(?:({_KEY}):(?=[ \n]) ?)?([^\s#][^\n]*+(?<![ :]))?)\n|((?s:.++))")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
_ESCAPED = re.compile(r"""\\([nt"\\])""")
_TEXT = re.compile(rf"""'(?:[^'\n]++|'')*+'|"(?:[^"\\\n]++|{_ESCAPED.pattern.replace("(", "(?:")})*+\"""")
_ITEM = rf"""(\w[^\n:#,\[\]{{}}?"'&*!|>%@`]*+(?<! )|{_TEXT.pattern})(?:, (?!$)|$)"""
_ITEMS = re.compile(rf"{_ITEM}|(.++)")
_PAIRS = re.compile(rf"({_KEY}): {_ITEM}|(.++)")
