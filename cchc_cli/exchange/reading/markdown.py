"""Read Markdown: headings, paragraphs, lists as lines, and tables drawn with bars."""

from __future__ import annotations

import html
import re

from cchc_cli.exchange.pages import Cell, Document, Doubt, Line, Row, Table
from cchc_cli.exchange.reading.cleaning import clean
from cchc_cli.exchange.reading.plain import LABEL, decode, split_lines

_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*")
_RULE = re.compile(r" {0,3}(?:(?:\*\s*){3,}|(?:_\s*){3,}|(?:-\s*){3,})")
_BULLET = re.compile(r"[*+-]\s+(?=\S)")
_NEW_ITEM = re.compile(r"\s*(?:[*+–-]\s|\(?\w{1,4}\\?[.)]\s|>)")
_CELL_END = re.compile(r"(?<!\\)\|")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|span|center|b|strong|i|em|u|font|sub|sup)(?:\s[^<>]*)?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
# The marks stand at words, so that 2*3, a_b and a lone ** stay as they are.
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)"
)
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SHELTER = 0xF0000  # escaped marks are kept as letters of a private plane until the others are gone


def read_markdown(name: str, data: bytes) -> Document:
    r"""Read a Markdown file; marks of bold, italics, code and links are taken off, escaped marks and ``<br>`` read.

    Lines that follow one another are a paragraph each when the next begins with a list mark or a label, or the one
    before ends in a hard break; else they are joined by a space, as Markdown is shown. A table needs no line of dashes.

    Raises:
        Refused: the file is no text, or in an unknown encoding.
    """
    text, doubts = decode(name, data)
    text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    reader = _Reader(split_lines(text))
    reader.read()
    return Document(name, "md", tuple(reader.blocks), (*doubts, *reader.doubts))


class _Reader:
    """Reads line by line; ``at`` is the line that comes next."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.blocks: list[Line | Table] = []
        self.doubts: list[Doubt] = []

    def read(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip() or _RULE.fullmatch(line):
                self.at += 1
            elif self._starts_table():
                self._table()
            elif heading := _HEADING.fullmatch(line):
                self._add(heading[2], self.at, level=len(heading[1]))
                self.at += 1
            else:
                self._paragraph()

    def _starts_table(self) -> bool:
        line = self.lines[self.at]
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        if "|" not in line:
            return False
        return ("|" in following and _DELIMITER.fullmatch(following) is not None) or (
            line.strip().startswith("|") and len(_cells(line)) > 1
        )

    def _table(self) -> None:
        start = self.at
        drawn: list[tuple[int, list[str]]] = []
        while self.at < len(self.lines) and "|" in self.lines[self.at]:
            line = self.lines[self.at]
            if not _DELIMITER.fullmatch(line):
                drawn.append((self.at + 1, [_shown(cell) for cell in _cells(line)]))
            self.at += 1
        if not drawn:
            return
        columns = max(len(cells) for _, cells in drawn)
        for number, cells in drawn:
            if len(cells) > len(drawn[0][1]):
                made = "Dòng có nhiều ô hơn dòng đầu của bảng; đã giữ mọi ô."
                self.doubts.append(Doubt("more_cells", f"dòng {number}", " | ".join(cells), made))
        rows = tuple(_row(number, cells, columns) for number, cells in drawn)
        self.blocks.append(Table(rows, f"dòng {start + 1} đến {self.at}" if self.at > start + 1 else f"dòng {self.at}"))

    def _paragraph(self) -> None:
        start, parts = self.at, [self.lines[self.at]]
        self.at += 1
        while self.at < len(self.lines) and not self._ends_paragraph(parts[-1]):
            if underline := _UNDERLINE.fullmatch(self.lines[self.at]):
                self.at += 1
                self._add(" ".join(parts), start, level=1 if underline[1].startswith("=") else 2)
                return
            parts.append(self.lines[self.at])
            self.at += 1
        self._add(" ".join(part.strip().removesuffix("\\") for part in parts), start)

    def _ends_paragraph(self, before: str) -> bool:
        line = self.lines[self.at]
        hard = before.endswith(("  ", "\\")) or _LINE_BREAK.search(before[-8:]) is not None
        if _UNDERLINE.fullmatch(line):
            return False
        return (
            hard
            or not line.strip()
            or self._starts_table()
            or _HEADING.fullmatch(line) is not None
            or _NEW_ITEM.match(line) is not None
            or LABEL.match(line.lstrip("*_ ")) is not None
        )

    def _add(self, raw: str, start: int, *, level: int = 0) -> None:
        raw = raw.strip().lstrip("> ")
        bullet = _BULLET.match(raw)
        inner = raw[bullet.end() :] if bullet else raw
        strong = _STRONG.fullmatch(inner.strip())
        bold = strong is not None and strong[1] not in strong[2]
        text = _shown(inner)
        if text:
            self.blocks.append(Line(f"- {text}" if bullet else text, f"dòng {start + 1}", bold=bold, level=level))


def _cells(line: str) -> list[str]:
    line = line.strip()
    parts = _CELL_END.split(line)
    if line.startswith("|"):
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1].strip() and line.endswith("|"):
        parts = parts[:-1]
    return parts


def _shown(raw: str) -> str:
    """Return inline Markdown as it is shown."""
    text = _ESCAPE.sub(lambda escape: chr(_SHELTER + ord(escape[1])), _LINE_BREAK.sub("\n", raw))
    text = _TAG.sub("", text)
    text = _CODE.sub(r"\2", text)
    text = _LINK.sub(r"\1", text)
    for _ in range(2):  # bold within italics, or the other way round
        text = _STRONG.sub(r"\2", text)
        text = _EMPHASIS.sub(lambda marked: marked[1] or marked[2], text)
    text = html.unescape(text)
    return clean("".join(chr(ord(char) - _SHELTER) if _SHELTER < ord(char) < _SHELTER + 128 else char for char in text))


def _row(number: int, cells: list[str], columns: int) -> Row:
    where = f"dòng {number}"
    padded = (cells + [""] * columns)[:columns]
    return Row(tuple(Cell(text, f"{where}, cột {column}") for column, text in enumerate(padded, start=1)), where)
