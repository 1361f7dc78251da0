"""The agency whose plan it is, as its letterhead, its subject and its first sentence name it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc_cli.domain.model import Agency
from cchc_cli.domain.units.words import FIELDS
from cchc_cli.exchange.pages import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.exchange.grasp.markers import Paragraph

_HEADS = (
    *("UBND", "ỦY BAN", "UỶ BAN", "HĐND", "HỘI ĐỒNG", "CHÍNH PHỦ", "THỦ TƯỚNG", "QUỐC HỘI", "VĂN PHÒNG", "BỘ", "SỞ"),
    *("BAN", "TỔNG CỤC", "CỤC", "CHI CỤC", "THANH TRA", "TỈNH ỦY", "THÀNH ỦY", "HUYỆN ỦY", "ĐẢNG ỦY", "ĐẢNG BỘ"),
    *("TRUNG TÂM", "PHÒNG", "TRƯỜNG", "VIỆN", "BỆNH VIỆN", "ĐẠI HỌC", "TẬP ĐOÀN", "TỔNG CÔNG TY", "CÔNG TY"),
    *(
        "KHO BẠC",
        "BẢO HIỂM",
        "TÒA ÁN",
        "LIÊN ĐOÀN",
        "LIÊN HIỆP",
        "HỘI",
        "MẶT TRẬN",
        "NGÂN HÀNG",
        "CÔNG AN",
        "TỔNG LIÊN",
    ),
)
_HEAD = re.compile(rf"(?:{'|'.join(_HEADS)})\b", re.IGNORECASE)
_AFTER_OF = re.compile(rf"\b(?:của|tại)\s+((?:{'|'.join(_HEADS)})\b[^;:()]*)$", re.IGNORECASE)
_PLACES = re.compile(r"\b(TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ(?! HỘI)|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\b")
_COUNCIL = re.compile(r"(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN)(?=\s)", re.IGNORECASE)
_ISSUES = r"(?:ban hành|xây dựng|lập|triển khai|đề ra|tổ chức)"
_LONGEST_NAME = 120
_LONGEST_OPENING = 1500


def in_letterhead(found: Iterable[Paragraph]) -> list[str]:
    """Return the bodies that the left of a letterhead names, the superior first, each joined to one line."""
    names: list[str] = []
    for each in found:
        text = re.split(r"\s*CỘNG H(?:ÒA|OÀ)", each.text, maxsplit=1)[0].strip()
        if not text or not text.isupper() or len(text) > _LONGEST_NAME:
            continue
        if _HEAD.match(text) and not (names and names[-1].casefold().endswith((" các", " và", " chủ"))):
            names.append(text)
        elif names:
            names[-1] += f" {text}"
    return names


def read_agency(
    letterhead: Sequence[str], subject: str, opening: Sequence[str], texts: Sequence[str], code: str
) -> tuple[Agency | None, list[Doubt]]:
    """Read the agency's names, as running text spells them; None where no place names it.

    ``opening`` are the paragraphs before the numbered text, which say who issues the plan.
    A name that stands in capitals only is put in small letters where its words allow that, with a doubt.
    """
    doubts: list[Doubt] = []
    name = _after_of(subject) or _who_issues(opening)
    parent = ""
    if letterhead:
        own = letterhead[-1]
        spelled = _spelled(own, (subject, *texts), doubts)
        parent = _spelled(letterhead[0], (subject, *texts), doubts) if len(letterhead) > 1 else ""
        if not name or len(letterhead) > 1 or _same(name, own):
            name = spelled
        elif not _same(own, name):
            parent = spelled
    if not name:
        return None, doubts
    return Agency(name=name, parent=parent, short=_short(name, texts), code=code), doubts


def named_in_note(text: str) -> str:
    """Return the agency at the end of ``(Kèm theo Kế hoạch số ... ngày ... của ...)``."""
    return _after_of(text.strip().rstrip(".").removesuffix(")"))


def _same(one: str, other: str) -> bool:
    return _COUNCIL.sub("UBND", one).casefold() == _COUNCIL.sub("UBND", other).casefold()


def _after_of(text: str) -> str:
    found = None
    for start in re.finditer(r"\b(?:của|tại)\s+", text, re.IGNORECASE):
        found = _AFTER_OF.match(text, start.start()) or found
    if found is None or len(found[1]) > _LONGEST_NAME:
        return ""
    return re.split(r"\s+(?:năm|giai đoạn)\s+\d{4}", found[1])[0].strip(" .,")


def _who_issues(texts: Sequence[str]) -> str:
    for text in texts:
        sentence = re.compile(
            rf"((?:{'|'.join(_HEADS)})\b[^,;:()]*?)\s*(?:\([^)]*\)\s*)?{_ISSUES}\b[^;:]*[kK]ế hoạch", re.IGNORECASE
        )
        opening = text[:_LONGEST_OPENING]
        for start in re.finditer(r"(?:^|[,;]\s+)", opening):
            found = sentence.match(opening, start.end())
            if found and len(found[1]) <= _LONGEST_NAME:
                return found[1].strip()
    return ""


def _spelled(name: str, texts: Iterable[str], doubts: list[Doubt]) -> str:
    """Return a name in capitals as running text spells it."""
    wanted = [name, _COUNCIL.sub("UBND", name), _COUNCIL.sub("ỦY BAN NHÂN DÂN", name)]
    for text in texts:
        for form in wanted:
            found = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE)
            if found and not found[0].isupper():
                return found[0][:1].upper() + found[0][1:]
    made = _in_small_letters(name)
    said = f"Tên cơ quan chỉ ghi chữ in hoa; đã ghi là “{made}”, đề nghị kiểm tra cách viết hoa."
    if made == name:
        said = "Tên cơ quan chỉ ghi chữ in hoa; giữ nguyên, đề nghị ghi lại bằng chữ thường."
    doubts.append(Doubt("agency_case", "đầu văn bản", name, said))
    return made


def _in_small_letters(name: str) -> str:
    head = _HEAD.match(name)
    place = _PLACES.search(name)
    if head is None:
        return name
    council = _COUNCIL.match(name)
    first = "UBND" if name.startswith("UBND") else "Ủy ban nhân dân" if council else head[0].capitalize()
    rest = name[(council or head).end() :].strip()
    field = next((known for known in FIELDS if known.casefold() == rest.casefold()), "")
    if place is None and field:
        return f"{first} {field}"
    if place is None:
        return f"{first} {rest.capitalize()}".strip() if len(rest.split()) <= 2 else name
    before = name[(council or head).end() : place.start()].strip().capitalize()
    after = " ".join(word.capitalize() for word in name[place.end() :].split())
    return " ".join(filter(None, (first, before, place[0].lower(), after)))


def _short(name: str, texts: Iterable[str]) -> str:
    called = r"(?:(?:sau đây|dưới đây|viết tắt|gọi tắt|gọi chung)[^):]*?\blà:?\s*|viết tắt:?\s*|gọi tắt:?\s*)?"
    for text in texts:
        found = re.search(rf"{re.escape(name)}\s*\({called}[“\"]?([^)“”\"]{{2,60}})[”\"]?\)", text, re.IGNORECASE)
        if found:
            return found[1].strip()
    return ""
