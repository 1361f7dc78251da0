"""Read text files: paragraphs, and tables whose columns are parted by tabs."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, pairwise

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.pages import Cell, Document, Doubt, Line, Row, Table
from cchc_cli.exchange.reading.cleaning import clean

MOST_BYTES = 20_000_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Words that no plan does without: text decoded by the wrong table has none of them.
_COMMON = re.compile(r"\b(?:các|của|thực hiện|nhiệm vụ|quản lý|đơn vị|phòng|kế hoạch|thời hạn)\b")
# Controls that no text holds. 1A ends texts of DOS.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_BREAK = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_LIST_MARK = re.compile(r"[-–+*•]\s|\(?\w{1,4}[.)]\s|(?:Điều|Chương|Mục|Phần|Phụ lục)\s")
# How a plan told in words names who does a task and by when.
LABEL = re.compile(r"[^\W\d_a-zà-ỹ][^:.;]{2,40}:[*_]*\s")
_CUT_WORD = re.compile(r"\w-$")
_PAGE_NUMBER = re.compile(r"(?:Trang )?[-–]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?[-–]?", re.IGNORECASE)
_NARROW, _WIDE = 60, 200
_EDGE = 2  # lines on either side of a page break on which its page number may stand


def read_plain(name: str, data: bytes) -> Document:
    """Read a text file, such as the text of a scan.

    A line is a paragraph, unless the lines of the file were broken at a certain width. Lines with tabs that
    follow one another are a table. Words cut by a page's end are joined again, with a doubt.

    Raises:
        Refused: the file is no text, or in an unknown encoding.
    """
    text, doubts = decode(name, data)
    lines, of_pages = _without_page_numbers(text)
    doubts += of_pages
    width = _width(lines)
    blocks: list[Line | Table] = []
    for tabbed, group in groupby(enumerate(lines, start=1), key=lambda each: _is_tabbed(each[1])):
        numbered = list(group)
        table = _table(numbered) if tabbed else None
        if table is not None:
            blocks.append(table)
        else:
            blocks += _paragraphs(numbered, width, doubts)
    return Document(name, "txt", tuple(_rejoined(blocks, doubts)), tuple(doubts))


def decode(name: str, data: bytes) -> tuple[str, list[Doubt]]:
    """Return the text of a file, and a doubt when its encoding had to be guessed.

    UTF-8 and UTF-16 with their marks, UTF-8 without, else Windows-1258 if it gives Vietnamese words.

    Raises:
        Refused: none of them fits, or the file is no text.
    """
    if len(data) > MOST_BYTES:
        raise Refused(f"Tệp {name} lớn hơn {MOST_BYTES // 1_000_000} MB, chương trình không đọc.")
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    doubts: list[Doubt] = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _from_code_page(name, data)
        doubts = [Doubt("encoding", "cả tệp", "không phải UTF-8", "Đã đọc theo bảng mã Windows-1258.")]
    if _BINARY.search(text):
        raise Refused(f"Tệp {name} không phải là tệp văn bản.", "Xin kiểm tra lại tên và đuôi của tệp.")
    return text, doubts


def _from_code_page(name: str, data: bytes) -> str:
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        text = ""
    if not _COMMON.search(text.casefold()):
        raise Refused(
            f"Chương trình không nhận ra bảng mã của tệp {name}.",
            "Xin mở tệp bằng phần mềm đã tạo ra nó rồi lưu lại theo bảng mã UTF-8.",
        )
    return text


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, whatever marks their ends."""
    return _BREAK.split(text)


def _without_page_numbers(text: str) -> tuple[list[str], list[Doubt]]:
    """Return the lines; page breaks part them, and a number alone beside a page break is left out."""
    lines: list[str] = []
    doubts: list[Doubt] = []
    raw = split_lines(text.replace("\x1a", ""))
    breaks = [number for number, line in enumerate(raw) if "\f" in line]
    edges = {number + beside for number in breaks for beside in range(-_EDGE, _EDGE + 1)}
    for number, line in enumerate(raw):
        kept = line.replace("\f", "")
        bare = kept.strip()
        if number in edges and _PAGE_NUMBER.fullmatch(bare):
            doubts.append(Doubt("page_number", f"dòng {number + 1}", bare, "Đã coi là số trang và bỏ qua."))
            kept = ""
        lines.append(kept)
    return lines, doubts


def _width(lines: list[str]) -> int:
    """Return the width at which the lines of the file were broken; 0 when they were not."""
    lengths = sorted(len(line) for line in lines if len(line) >= _NARROW and "\t" not in line)
    if len(lengths) < 8 or lengths[-1] > _WIDE:
        return 0
    width = lengths[len(lengths) * 9 // 10]
    # Lines that were broken are nearly all as long as the page is wide.
    return width if sum(length >= width * 0.8 for length in lengths) >= len(lengths) * 0.6 else 0


def _is_tabbed(line: str) -> bool:
    return "\t" in line.rstrip(" ") and bool(line.strip())


def _table(numbered: list[tuple[int, str]]) -> Table | None:
    """Return lines with tabs as a table; None when the tabs only indent."""
    grid = [(number, [clean(cell) for cell in line.split("\t")]) for number, line in numbered]
    if all(sum(map(bool, cells)) < 2 for _, cells in grid):
        return None
    columns = max(len(cells) for _, cells in grid)
    while columns > 1 and not any(cells[columns - 1] for _, cells in grid if len(cells) >= columns):
        columns -= 1
    rows = tuple(_row(number, cells, columns) for number, cells in grid)
    where = rows[0].where if len(rows) == 1 else f"{rows[0].where} đến {grid[-1][0]}"
    return Table(rows, where)


def _row(number: int, cells: list[str], columns: int) -> Row:
    where = f"dòng {number}"
    padded = (cells + [""] * columns)[:columns]
    return Row(tuple(Cell(text, f"{where}, cột {column}") for column, text in enumerate(padded, start=1)), where)


def _paragraphs(numbered: list[tuple[int, str]], width: int, doubts: list[Doubt]) -> list[Line | Table]:
    """Return the lines of a file as paragraphs; lines broken at ``width`` are joined again."""
    if not width:
        return [Line(text, f"dòng {number}") for number, line in numbered if (text := clean(line))]
    texts: list[tuple[int, str]] = []
    before = ""
    joined = 0
    for number, line in numbered:
        text = clean(line)
        if texts and text and before and _runs_on(before, text, width):
            texts[-1] = (texts[-1][0], clean(f"{texts[-1][1]}{'' if _CUT_WORD.search(before) else ' '}{text}"))
            joined += 1
        elif text:
            texts.append((number, text))
        before = text
    if joined and not any(doubt.code == "wrapped_lines" for doubt in doubts):
        made = "Các dòng bị ngắt theo bề rộng trang đã được nối lại thành đoạn."
        doubts.append(Doubt("wrapped_lines", f"từ dòng {numbered[0][0]}", f"dòng dài khoảng {width} chữ", made))
    return [Line(text, f"dòng {number}") for number, text in texts]


def _runs_on(before: str, text: str, width: int) -> bool:
    if _LIST_MARK.match(text) or LABEL.match(text) or before.endswith((".", ";", ":", "!", "?")):
        return False
    return len(before) >= width * 3 // 4 or _CUT_WORD.search(before) is not None


def _rejoined(blocks: list[Line | Table], doubts: list[Doubt]) -> list[Line | Table]:
    """Join a paragraph that ends within a word (``177-``) to the next one."""
    joined: list[Line | Table] = blocks[:1]
    for before, block in pairwise(blocks):
        last = joined[-1]
        if (
            isinstance(last, Line)
            and isinstance(before, Line)
            and isinstance(block, Line)
            and _CUT_WORD.search(last.text)
            and block.text[0].isalnum()
        ):
            joined[-1] = Line(last.text + block.text, last.where)
            seen = f"{last.text[-20:]} | {block.text[:20]}"
            doubts.append(Doubt("joined_lines", block.where, seen, f"Đã nối liền vào đoạn ở {last.where}."))
        else:
            joined.append(block)
    return joined
