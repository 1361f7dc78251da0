"""The text of a report's file before people have written in it: what is known as comments, places to fill."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.domain.reporting.notes import HeadingNote
    from cchc_cli.domain.reporting.statistics import StatisticRow

INDENT = 2
_WIDTH = 100

_TEACHING = """
Cách viết:
- Sau dấu hai chấm của mục ghi dấu “|” rồi xuống dòng; mỗi đoạn một dòng, thụt vào bốn dấu cách:
    I.2: |
      Đoạn thứ nhất.
      Đoạn thứ hai.
- Câu ngắn như “Không có.” có thể ghi ngay sau dấu hai chấm.
- Mục còn để trống sẽ được đánh dấu trong báo cáo.
- Mục có dấu # ở đầu là không bắt buộc: muốn viết thêm thì bỏ dấu # rồi ghi.
- Các dòng khác bắt đầu bằng dấu # là điều chương trình biết, để tham khảo; không vào báo cáo.
- Lập lại báo cáo bao nhiêu lần cũng được: lời viết ở đây được giữ nguyên.
"""

_STATISTICS = """
Số liệu cho biểu thống kê kèm báo cáo, theo số của dòng.
Không phát sinh thì ghi 0; chưa có số thì để trống.
Dòng có dấu # ở đầu do chương trình tự điền: chỉ bỏ dấu # khi cần ghi số khác.
"""


def skeleton(code: str, title: str, headings: Sequence[HeadingNote], statistics: Sequence[StatisticRow]) -> str:
    """Return the text of a new file: every heading in order, what is known of it, and the place to fill.

    ``title`` names the report: ``quý I năm 2020``. Optional places, and figures the program fills by
    itself, stand there as comments. The text reads as ``texts`` and ``statistics`` with the other places
    empty, whatever the words of titles and facts hold.
    """
    lines = [
        *_wrapped(f"Lời viết cho báo cáo {title} (kỳ {code})", 0),
        "#",
        *_comment_block(_TEACHING),
        "",
        *_texts(headings),
    ]
    if statistics:
        lines += ["", *_comment_block(_STATISTICS), *_statistics(statistics)]
    return "".join(f"{line}\n" for line in lines)


def _texts(headings: Sequence[HeadingNote]) -> list[str]:
    lines = ["texts:"]
    for heading in headings:
        lines += [*heading_lines(heading, INDENT), ""]
    return lines[:-1] if headings else lines


def _statistics(rows: Sequence[StatisticRow]) -> list[str]:
    return ["statistics:", *(line for row in rows for line in row_lines(row, INDENT))]


def heading_lines(heading: HeadingNote, column: int) -> list[str]:
    """Return the lines of one heading: its title and what is known, as comments, and the place to fill."""
    note = "" if heading.needed else " (không bắt buộc)"
    lines = list(_wrapped(f"{heading.code}. {heading.title}{note}", column))
    for known in heading.known:
        lines += _wrapped(known, column, "- ")
    key = f"{heading.code}:" if heading.needed else f"# {heading.code}:"
    return [*lines, " " * column + key]


def row_lines(row: StatisticRow, column: int) -> list[str]:
    """Return the lines of one row of the form; its number is quoted, for other readers take 1.10 for 1.1."""
    unit = f" ({row.unit})" if row.unit else ""
    note = ": chương trình tự điền" if row.known else ""
    key = f'# "{row.id}":' if row.known else f'"{row.id}":'
    return [*_wrapped(f"{row.id}. {row.name}{unit}{note}", column), " " * column + key]


def plain(text: str) -> str:
    """Return words on one line, with a mark for every character that a comment can't hold."""
    line = " ".join(text.split())
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)


def _wrapped(text: str, column: int, dash: str = "") -> Iterator[str]:
    head = " " * column + "# "
    yield from textwrap.wrap(
        plain(text),
        _WIDTH,
        initial_indent=head + dash,
        subsequent_indent=head + " " * len(dash),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _comment_block(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in text.strip().split("\n")]
