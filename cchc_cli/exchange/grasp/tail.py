"""The end of the signed text: closing words, recipients, who signed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.text import fold
from cchc_cli.exchange.grasp.markers import BULLETS, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.exchange.grasp.markers import Paragraph

_RECIPIENTS = re.compile(r"nơi nhận\s*:?\s*(.*)", re.IGNORECASE)
_CLOSINGS = ("tren day la", "yeu cau cac", "yeu cau thu truong", "de nghi cac", "de nghi thu truong", "trong qua trinh")
_SIGNING = re.compile(r"\(\s*(?:đã ký|ký)|\[?\s*(?:ký tên|đã ký|ký, đóng dấu)", re.IGNORECASE)
_TITLES = (
    *("tm", "kt", "tl", "q", "tuq", "chu tich", "pho chu tich", "truong ban", "pho truong", "giam doc", "pho giam"),
    *("bo truong", "thu truong", "cuc truong", "chi cuc", "vien truong", "hieu truong", "truong", "tong", "chanh"),
    *("bi thu", "pho bi thu", "thu tuong", "pho", "quyen", "vien"),
)
_BODY = re.compile(r"(?:TRƯỜNG|PHÒNG|VIỆN|TỔNG CỤC|CHI CỤC|HỘI ĐỒNG|TỔNG CÔNG TY)\s(?!TRƯỞNG)")
"""Bodies whose names begin as titles of office do: TRƯỜNG, against TRƯỞNG PHÒNG."""
_FILED = ("luu", "- luu")
_APPENDIX = re.compile(r"\(?\s*(?:ban hành\s+)?kèm theo|phụ lục|biểu\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands after the numbered text; ``rest`` are the paragraphs after the name of the signer."""

    closing: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signatory: tuple[str, str] = ("", "")
    rest: tuple[Paragraph, ...] = ()


def parted(found: Sequence[Paragraph]) -> tuple[Sequence[Paragraph], Tail]:
    """Part the numbered text from what stands after it."""
    listed = next((at for at, each in enumerate(found) if _RECIPIENTS.match(each.text)), None)
    end = len(found) if listed is None else listed
    closing = _closing_start(found, end)
    if listed is None:
        signed = next((at for at in range(closing, end) if _is_title(found[at].text)), end)
        if signed == end and closing == end:
            return found, Tail()
        title, name, rest = _signature(found[signed:])
        return found[:closing], Tail(_texts(found[closing:signed]), (), (title, name), rest)
    before = next((at for at in range(closing, end) if _is_title(found[at].text)), end)
    recipients, after = _recipients(found, listed)
    title, name, rest = _signature([*found[before:end], *found[after:]])
    return found[:closing], Tail(_texts(found[closing:before]), recipients, (title, name), rest)


def _texts(found: Sequence[Paragraph]) -> tuple[str, ...]:
    return tuple(each.text for each in whole(found))


def _closing_start(found: Sequence[Paragraph], end: int) -> int:
    """Return where the closing words begin: after the last numbered paragraph, at words that close."""
    last = max((at for at in range(end) if found[at].marker), default=-1)
    opens = (
        at for at in range(last + 1, end) if fold(found[at].text).startswith(_CLOSINGS) or _is_title(found[at].text)
    )
    return next(opens, end)


def _is_title(text: str) -> bool:
    if not text.isupper() or len(text) >= 80 or _BODY.match(text):
        return False
    words = f"{fold(text).replace('.', ' ').replace('/', '')} "
    return any(words.startswith(f"{title} ") for title in _TITLES)


def _recipients(found: Sequence[Paragraph], at: int) -> tuple[tuple[str, ...], int]:
    """Return who gets the document, and where the list ends: at a line that is no item of it."""
    first = _RECIPIENTS.match(found[at].text)
    lines = [first[1]] if first and first[1].strip(" .;:") else []
    after = at + 1
    while after < len(found):
        each = found[after]
        is_item = each.marker is not None and each.marker.kind in BULLETS
        if not is_item and (_is_title(each.text) or each.text.isupper() or not _goes_on(lines, each.text)):
            break
        lines.append(each.marker.rest if is_item and each.marker else each.text)
        after += 1
    items = [item for line in lines for item in re.split(r";\s*[-–]\s+", line)]
    return tuple(item.strip(" ;.-–").strip() for item in items if item.strip(" ;.-–")), after


def _goes_on(lines: list[str], text: str) -> bool:
    """Tell whether a line without a dash is still a recipient: before the line that says where it is filed."""
    if lines and fold(lines[-1]).startswith(_FILED):
        return False
    return text.endswith((";", ",")) or fold(text).startswith(_FILED) or not lines


def _signature(found: Sequence[Paragraph]) -> tuple[str, str, tuple[Paragraph, ...]]:
    titles: list[str] = []
    for at, each in enumerate(found):
        text = each.text
        if _SIGNING.match(text):
            continue
        if _APPENDIX.match(text):
            return "\n".join(titles), "", tuple(found[at:])
        if text.isupper() and (titles or _is_title(text)) and not _is_name(text, titles):
            titles.append(text)
        elif titles:
            return (
                ("\n".join(titles), text, tuple(found[at + 1 :]))
                if len(text) < 50
                else ("\n".join(titles), "", tuple(found[at:]))
            )
        else:
            return "", "", tuple(found[at:])
    return "\n".join(titles), "", ()


def _is_name(text: str, titles: list[str]) -> bool:
    return bool(titles) and not _is_title(text) and 2 <= len(text.split()) <= 4 and not titles[-1].startswith("TM")
