"""The title and the note "(Kèm theo ...)" that stand above a table of tasks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc_cli.domain.text import fold
from cchc_cli.exchange.grasp.entries import Entry, plain, title_entry
from cchc_cli.exchange.pages import Document, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TITLE = 300
_LETTERHEAD = (
    "ubnd",
    "uy ban nhan dan",
    "so ",
    "bo ",
    "ban ",
    "cong hoa",
    "doc lap",
    "van phong",
    "chinh phu",
    "huyen ",
    "phong ",
    "truong ",
    "benh vien ",
    "trung tam ",
    "cuc ",
    "chi cuc ",
    "vien ",
)


_OWN_CAPTION = re.compile(r"\(?tinh den ngay .*\bke (?:ca )?\d+ (?:trong \d+ )?muc cua ke hoach\.?\)?")
"""What an export in Word says above its table of the day and of the rows that are in it."""


def title_and_note(texts: Sequence[str]) -> tuple[str, str]:
    """Return the title and the note "(Kèm theo ...)" of what stands above the table."""
    title: list[str] = []
    note: list[str] = []
    for text in texts:
        folded = fold(text).lstrip("( ")
        if folded.startswith(("kem theo", "ban hanh kem")):
            note.extend([] if text in note else [text])
        elif _OWN_CAPTION.fullmatch(folded):
            continue
        elif not title or title[-1] != text:
            title.append(text)
    title = [text for text in title if not is_letterhead(text)]
    named = [text for text in title if not re.fullmatch(r"phu luc( so)?( [ivx\d]+)?[.:]?", fold(text))]
    return " ".join(named or title), " ".join(note)


def is_label(text: str) -> bool:
    """Whether a line begins an appendix, so that what stands above it belongs to the text: ``PHỤ LỤC II``."""
    return re.match(r"\(?(?:phu luc|bieu|mau)(?: so)?\b(?! (?:kem|nay|cua))", fold(text)) is not None


def is_letterhead(text: str) -> bool:
    """Whether a line above a table names an agency or the country, and no table."""
    return fold(text).startswith(_LETTERHEAD) and not re.search(r"nhiem vu|phu luc|ke hoach|danh muc", fold(text))


def named_above(document: Document, at: int) -> Entry | None:
    """Return the title that stands above a further table, "PHỤ LỤC II / DANH MỤC ...", as the heading of its rows."""
    texts: list[tuple[str, str]] = []
    for before in range(at - 1, max(-1, at - 5), -1):
        line = document.blocks[before]
        text = plain(line.text).strip("* ") if isinstance(line, Line) else ""
        if not isinstance(line, Line) or (text and not is_head(line, text)):
            break
        if text:
            texts.insert(0, (text, line.where))
    title, _ = title_and_note([text for text, _ in texts])
    return title_entry(title, texts[0][1]) if title else None


def is_head(line: Line, text: str) -> bool:
    """Whether a paragraph may be part of the title of the appendix."""
    folded = fold(text)
    if folded.startswith(("(kem theo", "kem theo", "(ban hanh kem", "ban hanh kem", "phu luc")):
        return True
    letters = text.partition("(")[0]
    return len(text) <= LONGEST_TITLE and (letters.isupper() or line.bold or line.centred) and "noi nhan" not in folded


def is_marked(line: Line, text: str) -> bool:
    """Whether its author set a paragraph off as a heading."""
    return line.bold or line.centred or line.level > 0 or text.startswith("**") or text.isupper()
