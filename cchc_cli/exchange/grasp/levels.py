"""Whether a name is that of a group, and whether the unit stands outside the agency whose plan it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc_cli.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc_cli.domain.model import Agency

_PLURALS = r"(?:cac|nhung|mot so|moi|tat ca|toan bo|toan the)\s+"
_GROUP = re.compile(
    rf"{_PLURALS}|\d{{1,3}}\s+\w"
    r"|(?:so|bo|ban|nganh|co quan|don vi|dia phuong|bo phan|vien|truong|doanh nghiep|phong)\s*"
    r"(?:,|$|(?:co|lien|chuyen|nghiep|truc|khac)\s)|(?:ubnd|uy ban nhan dan|cong an)\s+"
    rf"(?:{_PLURALS}|cap\s|(?:huyen|xa|phuong)\s*(?:,|$))"
)
_CENTRAL = re.compile(
    r"(?:bo\s+(?!phan|chi huy|may)\w|cac bo\b(?! phan)|chinh phu|van phong chinh phu|thu tuong|thanh tra chinh phu"
    r"|quoc hoi|ngan hang nha nuoc|kiem toan nha nuoc|vien han lam|van phong trung uong|uy ban thuong vu|tong cuc)"
)
_PROVINCE = re.compile(
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|doan dbqh)\s+(?:cac\s+)?(?:cap\s+)?(?:tinh|thanh pho)"
    r"|tinh uy|thanh uy|tinh doan|thanh doan|mat tran to quoc.*tinh"
)
_DEPARTMENT = re.compile(
    r"(?:cac\s+)?so(?:\s+\w|,)|(?:cong an|buu dien|bao hiem xa hoi|thue|cuc thue|kho bac nha nuoc|thong ke|bao|dai)\b"
    r".*\b(?:tinh|thanh pho)|bo chi huy|ban quan ly (?:cac )?khu|vien kiem sat|toa an"
)
_DISTRICT = re.compile(r"(?:ubnd|uy ban nhan dan)\s+(?:cac\s+)?(?:cap\s+)?(?:huyen|quan|thi xa)")
_COMMUNE = re.compile(r"(?:ubnd|uy ban nhan dan)\s+(?:cac\s+)?(?:cap\s+)?(?:xa|phuong|thi tran|dac khu)")
_BUSINESS = re.compile(r"(?:cac\s+)?doanh nghiep|vnpt\b|viettel\b|dien luc|(?:tong )?cong ty\b|tap doan\b|hiep hoi\b")
_PART = re.compile(r"van phong$|lanh dao ban|(?:cac )?(?:phong|bo phan)\b")
_LEVELS = ((0, _CENTRAL), (1, _PROVINCE), (2, _DEPARTMENT), (3, _DISTRICT), (4, _COMMUNE))


def is_group(name: str) -> bool:
    """Tell whether a name stands for several units: ``Các sở, ban, ngành``, ``Bộ phận chuyên môn có ...``."""
    return _GROUP.match(fold(name)) is not None


def leads_within(leads: Iterable[str]) -> bool:
    """Tell whether tasks are led by parts of one agency (``Văn phòng``, ``Phòng ...``), and none by a department."""
    names = [fold(name) for name in leads]
    own = any(_PART.match(name) and _level(name) is None for name in names)
    return own and not any(name.startswith("so ") for name in names)


def is_province(name: str) -> bool:
    """Tell whether a name is that of a province's council: ``UBND tỉnh Đồng Nai``."""
    return _PROVINCE.match(fold(name)) is not None


def is_outside(name: str, agency: Agency | None) -> bool:
    """Tell whether a unit surely is not below the agency: a body above it, or one beside it.

    What the name does not show is taken for a unit of the agency.
    """
    if agency is None or fold(name) in {fold(agency.name), fold(agency.short)}:
        return False
    if fold(agency.name).startswith((f"{fold(name)} tinh ", f"{fold(name)} thanh pho ", f"{fold(name)} huyen ")):
        return False
    own = _level(agency.name)
    own = 2 if own is None else own
    if own < 0 or fold(agency.name).startswith("chinh phu"):
        return False
    if _BUSINESS.match(fold(name)):
        return _BUSINESS.match(fold(agency.name)) is None
    level = _level(name)
    if level is None:
        return False
    if own in {0, 2}:
        return True
    return level < own or (level == own and not _serves(name, agency.name))


def _level(name: str) -> int | None:
    """Return how high a body stands, 0 the central ones; None where its name does not show it."""
    words = fold(name)
    if words.startswith(("trung tam", "phong", "to ", "bo phan", "nha truong", "truong")):
        return None
    for level, shape in _LEVELS:
        found = shape.match(words) or (
            shape.search(words) if words.startswith(("van phong", "thanh tra", "lanh dao")) else None
        )
        if found:
            return level
    return None


def _serves(name: str, agency: str) -> bool:
    """``Văn phòng UBND tỉnh`` works for ``UBND tỉnh Đồng Nai``; ``UBND xã A`` does not for ``UBND xã B``."""
    one, other = (fold(words).replace("uy ban nhan dan", "ubnd") for words in (name, agency))
    return one.startswith(("van phong", "lanh dao")) or one in other or other in one
