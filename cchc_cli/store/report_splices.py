"""Put lines into the file of a report where they belong, all else byte for byte, proven by reading it again."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.store.change import newline_of, read_present, unbroken
from cchc_cli.store.places import index
from cchc_cli.store.skeleton import INDENT
from cchc_cli.store.source import read_source
from cchc_cli.store.yaml_lines import indented, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cchc_cli.domain.finding import Path
    from cchc_cli.store.data import Data
    from cchc_cli.store.places import Index

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_BLOCK_NOTE = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")


def no_room(file: str) -> Refused:
    """Return what is said where lines can't be put into a file without touching the others."""
    return Refused(
        f"Chưa ghi vào {file}: không ghi thêm được mà giữ nguyên những gì đã có.",
        "Xem lại tệp: mỗi khóa đứng đầu một dòng, không viết trong ngoặc { }.",
    )


class Present:
    """What a report's file holds now, and the ways to put lines into it that leave all else as it is."""

    def __init__(self, file: str, old: bytes | None) -> None:
        source = read_present(file, old)
        data = source.data if source is not None else None
        if data is not None and not isinstance(data, dict):
            raise Refused(
                f"Chưa ghi vào {file}: tệp không gồm các khóa và giá trị.",
                "Mỗi khóa (texts, statistics, sent) đứng đầu một dòng.",
            )
        self.file = file
        self.bytes = old or b""
        self.text = source.text if source is not None else ""
        self.data: dict[str, Data] = data or {}
        self._bom = (old or b"")[: len(old or b"") - len(self.text.encode())]
        self._newline = newline_of(self.text)

    def names(self, key: str) -> Iterable[str]:
        """Return the keys of a section."""
        held = self.data.get(key)
        return held if isinstance(held, dict) else ()

    def with_key(self, key: str, block: list[str], value: Data, *, note: str = "") -> bytes:
        """Return the file with a block of lines for a key, in place of the one it has or at its end."""
        wanted = {**self.data, key: value}
        if key in self.data:
            return self._proven(self._instead(key, block), wanted)
        return self._proven(self._at_end([note, *block] if note else block), wanted)

    def with_lines(self, key: str, make: Callable[[int], list[str]], added: Mapping[str, Data]) -> bytes:
        """Return the file with lines at the end of a section, made where there is none.

        ``make`` gives the lines for the column of its keys; they add ``added``.
        """
        held = self.data.get(key)
        inner: dict[str, Data] = {**(held if isinstance(held, dict) else {}), **added}
        wanted = {**self.data, key: inner or None}
        if key not in self.data:
            return self._proven(self._at_end([f"{key}:", *make(INDENT)]), wanted)
        places = index(self.text)
        block = make(self._inner_column(key, places))
        ends = self._ends_of(key, places)
        return self._proven((self._put(at, lines) for at in ends for lines in (["", *block], block)), wanted)

    def with_text(self, key: str, name: str, text: str, above: Callable[[int], list[str]]) -> bytes:
        """Return the file with a text under a name of a section: in place of what stands there, else where a place
        for it is put out of use by a #, else at the section's end below the lines that ``above`` gives.
        """
        held = self.data.get(key)
        if isinstance(held, dict) and name in held:
            return self._proven(self._text_instead((key, name), text), {**self.data, key: {**held, name: text}})
        in_use = self._in_use(key, name, text)
        if in_use is not None:
            inner = held if isinstance(held, dict) else {}
            return self._proven([in_use], {**self.data, key: {**inner, name: text}})
        return self.with_lines(key, lambda at: [*above(at), *indented(pair(name, text), at)], {name: text})

    def _text_instead(self, path: Path, text: str) -> Iterator[str]:
        """Yield the file with another text under a key; comments beside the key and below its value stay."""
        places = index(self.text)
        (start, end), (begin, stop) = places.keys[path], places.values[path]
        old = self.text[begin:stop]
        gap, note = "", ""
        if old:
            block = _BLOCK_NOTE.match(old)
            note = (block[1] or "") if block else ""
        else:
            gap, begin = " ", self.text.index(":", end) + 1
            stop = begin
        line = self._line_end(stop)
        beside = self.text[stop:line].rstrip("\r\n")
        for first, *body in (pair("k", text), [f"k: {json.dumps(text, ensure_ascii=False)}"]):
            head = self.text[:begin] + gap + first.removeprefix("k: ") + note
            if body:
                lines = indented(body, self._column(start))
                yield (
                    head
                    + beside
                    + self._newline
                    + "".join(f"{each}{self._newline}" for each in lines)
                    + self.text[line:]
                )
            else:
                yield head + self.text[stop:]

    def _in_use(self, key: str, name: str, text: str) -> str | None:
        """Return the file with a text at the place that a # puts out of use; None where there is no such place."""
        if key not in self.data:
            return None
        places = index(self.text)
        start, (_, full) = places.keys[(key,)][1], self._ends_of(key, places)
        found = re.compile(rf"^[ \t]*# ?{re.escape(name)}:[ \t]*(?=[\r\n]|\Z)", re.MULTILINE).search(
            self.text, start, full
        )
        if found is None:
            return None
        lines = indented(pair(name, text), self._inner_column(key, places))
        return self.text[: found.start()] + self._newline.join(lines) + self.text[found.end() :]

    def _inner_column(self, key: str, places: Index) -> int:
        """Return the column of the keys of a section, or the one they would have."""
        columns = [self._column(at) for path, (at, _) in places.keys.items() if len(path) == 2 and path[0] == key]
        return columns[0] if columns else self._column(places.keys[(key,)][0]) + INDENT

    def _ends_of(self, key: str, places: Index) -> tuple[int, int]:
        """Return where the section of a key ends: without the blank lines and comments that follow, and with them."""
        start, end = places.keys[(key,)]
        last = max(end, places.values[(key,)][1])
        stop = min((at for path, (at, _) in places.keys.items() if len(path) == 1 and at > start), default=-1)
        full = len(self.text) if stop < 0 else stop - self._column(stop)
        least = self._line_end(last)
        trimmed, own = least, self._column(start)
        for line in _LINE.finditer(self.text, least, full):
            words = line.group().lstrip(" ")
            if words.strip() and len(line.group()) - len(words) > own:
                trimmed = line.end()
        return trimmed, full

    def _instead(self, key: str, block: list[str]) -> Iterator[str]:
        places = index(self.text)
        start, end = places.keys[(key,)]
        value = places.values[(key,)]
        if len(block) == 1:
            # A single value: what stands behind it on its line stays.
            words = block[0].partition(": ")[2]
            yield self.text[: value[0]] + words + self.text[value[1] :]
            yield self.text[: value[0]] + " " + words + self.text[value[1] :]
        column = self._column(start)
        lines = [" " * column + line if line else "" for line in block]
        stop = self._line_end(max(end, value[1]))
        yield self.text[: start - column] + "".join(line + self._newline for line in lines) + self.text[stop:]

    def _at_end(self, block: list[str]) -> Iterator[str]:
        top = next((self._column(at) for path, (at, _) in index(self.text).keys.items() if len(path) == 1), 0)
        lines = [" " * top + line if line else "" for line in block]
        if self.text:
            yield self._put(len(self.text), ["", *lines])
        yield self._put(len(self.text), lines)

    def _put(self, at: int, lines: list[str]) -> str:
        before, after = self.text[:at], self.text[at:]
        gap = "" if not before or before.endswith(("\n", "\r")) else self._newline
        return before + gap + "".join(line + self._newline for line in lines) + after

    def _proven(self, candidates: Iterable[str], wanted: dict[str, Data]) -> bytes:
        """Return the first of the texts that reads as the old data and exactly what was to be added."""
        whole = not self.text or self.text.endswith(("\n", "\r"))
        for text in candidates:
            again = read_source(self.file, self._bom + text.encode(errors="surrogatepass"))
            if not again.findings and (
                again.data == wanted or (not whole and unbroken(again.data) == unbroken(wanted))
            ):
                return self._bom + text.encode()
        raise no_room(self.file)

    def _column(self, at: int) -> int:
        return at - (max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1)

    def _line_end(self, at: int) -> int:
        line = _LINE.match(self.text, at)
        return line.end() if line else at
