"""Where the characters of a row's cell stand, and what is put in their place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.store.places import index
from cchc_cli.store.plan_text import row_lines
from cchc_cli.store.yaml_lines import indented, pair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.domain.finding import Path
    from cchc_cli.domain.model import Task

KEYS = ("id", "type", "indicator", "number", "task", "product", "lead", "support", "deadline", "schedule", "leader",
        "budget", "weight", "continues", "notes", "extra", "implements", "tasks")  # fmt: skip
"""The keys of a row in the order in which they are written."""
_HEAD_OF_SECTION = ("id", "title", "area")


@dataclass(frozen=True, slots=True)
class Splice:
    """New characters for those from ``start`` to ``end``; ``order`` decides between two of one place."""

    start: int
    end: int
    new: str
    order: int = 0


class Splicing:
    """The places of one text, and the splices that change cells of its rows.

    ``safe`` writes all new texts in double quotes, which stand anywhere.
    """

    def __init__(self, text: str, newline: str, *, safe: bool = False) -> None:
        self._text = text
        self._newline = newline
        self._safe = safe
        self._index = index(text)

    def cell(self, row: Path, name: str, text: str) -> Iterator[Splice]:
        """Yield what gives a row's cell its new text: a value replaced, put in with its key, or taken out."""
        head, dot, column = name.partition(".")
        path: Path = (*row, head, column) if dot else (*row, head)
        key = self._index.keys.get(path)
        if key is not None and not text:
            is_alone = bool(dot) and sum(each[:-1] == path[:-1] for each in self._index.keys) == 1
            path = path[:-1] if is_alone else path
            yield self._removed(path, self._index.keys[path])
        elif key is not None:
            yield self._replaced(path, key, text)
        elif text and dot and (*row, head) in self._index.keys:
            inside = [each for each in self._index.keys if each[:-1] == (*row, head)]
            lines = self._pair(column, text)
            yield self._after(inside[-1], lines) if inside else self._under((*row, head), lines)
        elif text:
            lines = [f"{head}:", *indented(self._pair(column, text), 2)] if dot else self._pair(head, text)
            yield self._after(self._key_before(row, head), lines)

    def row(self, holder: Path, before: Path | None, row: Task, above: Task | None) -> Splice:
        """Return what puts a row behind another one, or first into what holds it."""
        lines = row_lines(row, above)
        listed: Path = (*holder, "tasks")
        first = self._index.values.get((*listed, 0))
        if before is not None and before[: len(listed)] == listed:
            path = before[: len(listed) + 1]
            at = self._line_end(self._index.values[path][1])
            gap = [""] if self._is_spaced(path) else []
            return self._lines(at, [*gap, *indented(lines, self._dash(path))], order=1)
        if first is not None:
            at = self._line_start(first[0])
            return self._lines(at, indented(lines, self._dash((*listed, 0))), order=1)
        return self._after(self._key_before(holder, "tasks"), ["tasks:", *indented(lines, 2)], order=1)

    def _pair(self, key: str, text: str) -> list[str]:
        return [f"{pair(key, 'x')[0][:-1]}{_quoted(text)}"] if self._safe else pair(key, text)

    def _replaced(self, path: Path, key: tuple[int, int], text: str) -> Splice:
        start, end = self._index.values[path]
        if end <= start:
            colon = self._text.index(":", key[1]) + 1
            return Splice(colon, colon, f" {self._value(text, '', self._column(key[0]), alone=self._is_last(colon))}")
        old = self._text[start:end]
        return Splice(start, end, self._value(text, old, self._column(key[0]), alone=self._is_last(end)))

    def _value(self, text: str, old: str, column: int, *, alone: bool) -> str:
        """Write a text in the way of the old one: in its quotes, else as it is written anew."""
        if self._safe or (old[:1] == '"') or ("\n" in text and not alone):
            return _quoted(text)
        if old[:1] == "'" and text.isprintable():
            return "'" + text.replace("'", "''") + "'"
        first, *more = pair("k", text)
        return self._newline.join([first.removeprefix("k: "), *indented(more, column)])

    def _removed(self, path: Path, key: tuple[int, int]) -> Splice:
        """Take a key out with its line, or leave it with nothing where something else stands on the line."""
        start, end = self._index.values[path]
        end = max(end, key[1] + 1)
        begin = self._line_start(key[0])
        siblings = sum(each[:-1] == path[:-1] for each in self._index.keys)
        if not self._text[begin : key[0]].strip() and self._is_last(end) and siblings > 1:
            return Splice(begin, self._line_end(end), "")
        return Splice(start, max(start, end), "''") if end > start else Splice(start, start, " ''")

    def _key_before(self, holder: Path, name: str) -> Path:
        """Return the last key there is of those that are written before another one."""
        order = KEYS if name in KEYS and (*holder, "title") not in self._index.keys else (*_HEAD_OF_SECTION, "tasks")
        before = [key for key in order[: order.index(name)] if (*holder, key) in self._index.keys]
        return (*holder, before[-1] if before else "id")

    def _after(self, path: Path, lines: Sequence[str], *, order: int = 0) -> Splice:
        key = self._index.keys.get(path, (0, 0))
        end = max(key[1], self._index.values.get(path, (0, 0))[1])
        return self._lines(self._line_end(end), indented(lines, self._column(key[0])), order=order)

    def _under(self, path: Path, lines: Sequence[str]) -> Splice:
        key = self._index.keys[path]
        return self._lines(self._line_end(key[1]), indented(lines, self._column(key[0]) + 2))

    def _lines(self, at: int, lines: Sequence[str], *, order: int = 0) -> Splice:
        """Return whole lines put in at the beginning of a line, or at the end of a text that ends without one."""
        joined = self._newline.join(line for text in lines for line in text.split("\n"))
        begun = at == 0 or self._text[at - 1] in "\r\n"
        return Splice(at, at, joined + self._newline if begun else self._newline + joined, order)

    def _line_start(self, at: int) -> int:
        return max(self._text.rfind("\n", 0, at), self._text.rfind("\r", 0, at)) + 1

    def _line_end(self, at: int) -> int:
        """Return where the line after that of a character begins."""
        while at < len(self._text) and self._text[at] not in "\r\n":
            at += 1
        return at + (2 if self._text[at : at + 2] == "\r\n" else 1) if at < len(self._text) else at

    def _column(self, at: int) -> int:
        return at - self._line_start(at)

    def _is_last(self, at: int) -> bool:
        """Whether nothing but blanks follows on the line."""
        return not self._text[at : self._line_end(at)].strip()

    def _dash(self, row: Path) -> int:
        start = self._index.values[row][0]
        return max(self._text.rfind("-", self._line_start(start), start) - self._line_start(start), 0)

    def _is_spaced(self, row: Path) -> bool:
        """Whether the rows about a row stand apart by blank lines."""
        at = row[-1]
        following = self._index.values.get((*row[:-1], at + 1)) if isinstance(at, int) else None
        previous = self._index.values.get((*row[:-1], at - 1)) if isinstance(at, int) and at else None
        ends = self._index.values[row]
        between = (ends[1], following[0]) if following else (previous[1], ends[0]) if previous else (0, 0)
        lines = self._text[between[0] : between[1]].replace("\r\n", "\n").split("\n")
        return any(not line.strip() for line in lines[1:-1])


def _quoted(text: str) -> str:
    """Write a text in double quotes, with escapes for all that a line of YAML can't hold."""
    return "".join(
        char if char.isprintable() or char in ' "\\' else f"\\U{ord(char):08x}" if char not in "\n\t" else char
        for char in json.dumps(text, ensure_ascii=False)
    )
