"""What every text format does with words: characters that can't be shown, places to fill, recipients."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc_cli.report.document import Paragraph, Run

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TO = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"

_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_DELETE = "\u2421"
_UNKNOWN = "\ufffd"


def shown(text: str) -> str:
    """Return data as characters that can be seen, its line breaks as line feeds and its tabs as blanks.

    Control characters become their pictures (``␛``), what is no character becomes ``�``; marks of direction
    and of no width are left out.
    """
    if text.isprintable():
        return text
    for end, line_end in _LINE_ENDS.items():
        text = text.replace(end, line_end)
    return "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char.isprintable() or char == "\n":
        return char
    if char == "\t":
        return " "
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return _DELETE
    category = unicodedata.category(char)
    return char if category == "Zs" else "" if category == "Cf" else _UNKNOWN


def runs_of(paragraph: Paragraph) -> list[Run]:
    """Return the runs of a paragraph in characters that can be seen, neighbours of one look joined."""
    from dataclasses import replace

    joined: list[Run] = []
    for run in paragraph.runs:
        text = place(shown(run.text)) if run.place else shown(run.text)
        last = joined[-1] if joined else None
        if last and not run.place and (last.bold, last.italic, last.place) == (run.bold, run.italic, False):
            joined[-1] = replace(last, text=last.text + text)
        elif text:
            joined.append(replace(run, text=text))
    return joined


def place(text: str) -> str:
    """Return the words of a place that people have still to fill: ``[Cần bổ sung: …]``."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return text
    return f"[Cần bổ sung: {text}]" if text else "[Cần bổ sung]"


def recipient_lines(recipients: Iterable[str]) -> list[str]:
    """Return the list under Nơi nhận: a dash before each, a semicolon after it, a full stop after the last.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, part II, point 9.
    """
    names = [shown(each).strip().removeprefix("-").strip().rstrip(";.").rstrip() for each in recipients]
    return [f"- {name}{';' if at < len(names) else '.'}" for at, name in enumerate(names, 1)]
