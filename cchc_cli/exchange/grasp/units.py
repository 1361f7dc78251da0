"""The units that the rows of a table name, as entries of a register that a person completes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cchc_cli.domain.text import fold, nfc
from cchc_cli.domain.units import Register, Unit
from cchc_cli.exchange.grasp.levels import is_group, is_outside
from cchc_cli.exchange.pages import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.domain.model import Agency, Section

_COLUMNS = (("lead", "chủ trì"), ("support", "phối hợp"))
_LONG_FORMS = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "bql": "ban quản lý", "vp": "văn phòng", "tt": "trung tâm",
    "kh&cn": "khoa học và công nghệ", "gd&đt": "giáo dục và đào tạo", "tt&tt": "thông tin và truyền thông",
    "tn&mt": "tài nguyên và môi trường", "kh&đt": "kế hoạch và đầu tư", "nn&mt": "nông nghiệp và môi trường",
    "nn&ptnt": "nông nghiệp và phát triển nông thôn", "vhttdl": "văn hóa, thể thao và du lịch",
    "lđtbxh": "lao động - thương binh và xã hội", "gtvt": "giao thông vận tải", "kcn": "khu công nghiệp",
    "hcc": "hành chính công", "ttpvhcc": "trung tâm phục vụ hành chính công", "tp": "thành phố", "&": "và",
}  # fmt: skip
_TONES = str.maketrans({"ỷ": "ỉ"})
_LONGEST_ID = 48
_JOINED = re.compile(r"\s+và\s+", re.IGNORECASE)


@dataclass(slots=True)
class _Found:
    """A unit while its names are gathered; ``where`` is the row and column that first name it."""

    name: str
    where: str
    others: dict[str, str] = field(default_factory=dict)


def units_of(sections: Sequence[Section], agency: Agency | None) -> tuple[tuple[Unit, ...], tuple[Doubt, ...]]:
    """Return a unit for every distinct name in the columns of leads and partners, in the order of the table.

    Names that differ by abbreviation or the place of a tone mark are one unit, the first the name, the
    others aliases. Groups come without members. Each of these guesses is a doubt.
    """
    gathered: dict[str, _Found] = {}
    for text, where in _names(sections):
        key = same_name(text)
        known = gathered.setdefault(key, _Found(text[:1].upper() + text[1:], where))
        if text.casefold() != known.name.casefold():
            known.others.setdefault(text.casefold(), f"{text}\n{where}")
    units: list[Unit] = []
    doubts: list[Doubt] = []
    taken: set[str] = set()
    for found in gathered.values():
        aliases = [words.partition("\n") for words in found.others.values()]
        outside = is_outside(found.name, agency)
        unit_id = unit_slug(found.name, taken)
        taken.add(unit_id)
        units.append(Unit(unit_id, found.name, tuple(alias for alias, _, _ in aliases), outside=outside))
        for alias, _, where in aliases:
            doubts.append(Doubt("unit_alias", where, alias, f"Hiểu là cách ghi khác của “{found.name}”."))
        if outside:
            said = "Đã ghi là cơ quan ngoài, không tính vào tiến độ của cơ quan; đề nghị kiểm tra."
            doubts.append(Doubt("outside_unit", found.where, found.name, said))
        elif is_group(found.name):
            said = "Đây là tên chung của nhiều đơn vị; đề nghị ghi các đơn vị thành viên vào units.yaml."
            doubts.append(Doubt("unit_group", found.where, found.name, said))
    return tuple(units), tuple(doubts)


def _names(sections: Sequence[Section]) -> Iterator[tuple[str, str]]:
    first = dict.fromkeys(name for name, _ in _read(sections, Register(())))
    alone = [name for name in first if not _JOINED.search(name)]
    known = Register(tuple(Unit(f"u-{at}", name) for at, name in enumerate(alone)))
    for name, where in _read(sections, Register(())):
        parts = _JOINED.split(name)
        if len(parts) > 1 and all(known.find(part) for part in parts):
            yield from ((part, where) for part in parts)
        else:
            yield name, where


def _read(sections: Sequence[Section], register: Register) -> Iterator[tuple[str, str]]:
    for top in sections:
        for section in top.walk():
            for row in section.lines(section.tasks):
                for column, label in _COLUMNS:
                    for mention in register.read(getattr(row, column)):
                        yield mention.text, f"{row.id}, đơn vị {label}"


def same_name(name: str) -> str:
    """Return the form in which ways of writing one name are equal: ``Sở KH&CN``, ``Sở Khoa học và Công nghệ``."""
    words = nfc(name).casefold().replace("uỷ", "ủy").replace("hoá", "hóa").replace("-", " - ")
    spelled = [_LONG_FORMS.get(word.strip(",.;"), word) for word in re.sub(r"\s*&\s*", "&", words).split()]
    return " ".join(re.sub(r"[,.;–-]", " ", " ".join(spelled)).translate(_TONES).split())


def unit_slug(name: str, taken: set[str]) -> str:
    """Return an id for a unit, of Latin letters, unlike those taken: ``phong-doanh-nghiep``."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    slug = "vp" if words == ["van", "phong"] else "-".join(words)[:_LONGEST_ID].rstrip("-")
    slug = slug if slug and slug not in {"con", "prn", "aux", "nul"} else f"don-vi-{slug}".rstrip("-")
    if slug not in taken:
        return slug
    return next(f"{slug}-{turn}" for turn in range(2, len(taken) + 3) if f"{slug}-{turn}" not in taken)
