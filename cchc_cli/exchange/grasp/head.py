"""The head of the signed text: number, place and date, type, subject, legal bases, opening."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.text import fold
from cchc_cli.exchange.grasp.names import in_letterhead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.exchange.grasp.markers import Paragraph

_NUMBER = re.compile(
    r"^(?:số|so)\s*[:.]?\s*[.…_ ]*(?P<digits>\d\w*)?[.…_ ]*\s*"
    r"(?P<by>[/-]\s*[A-ZĐ][\wĐđ&.]*(?:\s?[-–/]\s?[A-ZĐ][\w&.]*)*)",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"(?:(?P<place>[^\W\d_][^\d,;:()]{1,40}),\s*)?ngày\s*(?P<day>\d{1,2}|[.…_ ]*?)"
    r"\s*tháng\s*(?P<month>\d{1,2}|[.…_ ]*?)\s*năm\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
TYPES = (
    *("kế hoạch", "quyết định", "chương trình", "chương trình hành động", "đề án", "phương án", "chỉ thị"),
    *("nghị quyết", "thông báo", "công văn", "báo cáo", "hướng dẫn", "kết luận"),
)
_BASIS_OPENINGS = ("can cu", "thuc hien", "tiep tuc thuc hien", "theo ", "xet ", "de thuc hien", "trien khai")
_CITED = (
    r"Kế hoạch|Nghị quyết|Nghị định|Quyết định|Chương trình|Thông tư|Chỉ thị|Luật|Đề án|Công văn|Kết luận|Văn bản"
    r"|Pháp lệnh"
)
_NEXT_BASIS = re.compile(rf"(?<=[;,])\s+(?=(?:{_CITED})\b|(?:Căn cứ|căn cứ)\s)")
_NATION = ("cong hoa xa hoi", "doc lap - tu do", "doc lap-tu do", "dang cong san")
_LONGEST_SUBJECT_LINE = 220


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the numbered text; ``symbol`` is what follows the number (``KH-KCNĐN``)."""

    number: str = ""
    symbol: str = ""
    date: dt.date | None = None
    place: str = ""
    doc_type: str = ""
    subject: str = ""
    letterhead: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    preamble: tuple[str, ...] = ()


def read_head(found: Sequence[Paragraph]) -> Head:
    """Read the paragraphs before the numbered text."""
    kind = type_line(found)
    above = found if kind is None else found[:kind]
    number, symbol = _number(above)
    date, place = _dateline(above)
    letterhead = in_letterhead(each for each in above if not _is_furniture(each.text))
    if kind is None:
        return Head(number, symbol, date, place, letterhead=tuple(letterhead))
    doc_type, first = type_of(found[kind].text)
    subject, after = _subject(found, kind + 1, first)
    bases, preamble = _opening(found[after:])
    return Head(number, symbol, date, place, doc_type, subject, tuple(letterhead), bases, preamble)


def type_line(found: Sequence[Paragraph]) -> int | None:
    """Return where the type of the document stands in capitals, alone or before its subject."""
    for at, each in enumerate(found):
        if type_of(each.text)[0]:
            return at
    return None


def type_of(text: str) -> tuple[str, str]:
    """Return the type as written in prose, and the words of the subject on the same line."""
    upper = text.upper()
    for name in sorted(TYPES, key=len, reverse=True):
        if upper.startswith(name.upper()) and text[: len(name)].isupper():
            rest = text[len(name) :]
            if not rest[:1].strip() and not rest.strip().lower().startswith("số"):
                return name.capitalize(), rest.strip()
    return "", ""


def read_number(text: str) -> tuple[str, str]:
    """Return the number of a line ``Số: 01/KH-UBND`` as it stands, and its symbol; a number left blank is empty."""
    found = _NUMBER.match(text.strip())
    if found is None:
        return "", ""
    symbol = found["by"].strip("/- ")
    if not found["digits"]:
        return "", symbol
    return text.strip()[found.start("digits") : found.end("by")], symbol


def _number(found: Sequence[Paragraph]) -> tuple[str, str]:
    for each in found:
        number, symbol = read_number(each.text)
        if number or symbol:
            return number, symbol
    return "", ""


def _dateline(found: Sequence[Paragraph]) -> tuple[dt.date | None, str]:
    for each in found:
        line = DATELINE.search(each.text)
        if line and "kèm theo" not in each.text.lower():
            place = re.split(r"\s{2,}", (line["place"] or "").strip())[-1]
            return day_of(line), _without_number(place)
    return None, ""


def _without_number(place: str) -> str:
    """Leave out a symbol that stands on the same line: ``/KH-UBND Đồng Nai``."""
    words = place.split()
    while words and ("/" in words[0] or words[0].casefold().startswith(("số", "kh-"))):
        words.pop(0)
    return " ".join(words)


def day_of(line: re.Match[str]) -> dt.date | None:
    """Return the day of a dateline; None where it is left blank or there is no such day."""
    try:
        return dt.date(int(line["year"]), int(line["month"]), int(line["day"]))
    except ValueError:
        return None


def _is_furniture(text: str) -> bool:
    words = fold(text)
    return words.startswith(_NATION) or _NUMBER.match(text) is not None or DATELINE.search(text) is not None


def _subject(found: Sequence[Paragraph], start: int, first: str) -> tuple[str, int]:
    lines = [first] if first else []
    at = start
    while at < len(found) and _continues_subject(found[at], lines):
        lines.append(found[at].text)
        at += 1
    return " ".join(lines), at


def _continues_subject(each: Paragraph, lines: list[str]) -> bool:
    text = each.text
    if (
        re.match(r"(?:phụ lục|biểu)\b", text, re.IGNORECASE)
        or each.marker
        or len(text) > _LONGEST_SUBJECT_LINE
        or text.endswith((".", ";", ":", ","))
        or text.startswith("(")
    ):
        return False
    opens_basis = fold(text).startswith(_BASIS_OPENINGS)
    return not (opens_basis and lines) and len(lines) < 4


def _opening(found: Sequence[Paragraph]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    bases: list[str] = []
    preamble: list[str] = []
    for each in found:
        text = each.marker.rest if each.marker and each.marker.kind in {"dash", "plus", "dot"} else each.text
        opens = fold(text).startswith(_BASIS_OPENINGS)
        announces = text.endswith(":") or re.search(r"như sau|với (?:các|những) nội dung", text) is not None
        if opens and not preamble and not announces:
            bases += _NEXT_BASIS.split(text)
        else:
            preamble.append(text)
    return tuple(bases), tuple(preamble)
