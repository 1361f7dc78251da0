"""The reform area that a heading speaks of, by the words offices use for it."""

from __future__ import annotations

from cchc_cli.domain.text import fold

_WORDS = {
    "the_che": ("the che", "quy pham phap luat", "van ban phap luat"),
    "tthc": ("thu tuc hanh chinh", "tthc", "mot cua", "dich vu cong"),
    "bo_may": ("bo may", "to chuc hanh chinh nha nuoc", "tinh gian bien che"),
    "cong_vu": ("cong vu", "cong chuc", "vien chuc", "cbcc", "doi ngu can bo"),
    "tai_chinh_cong": ("tai chinh",),
    "chinh_quyen_so": (
        "chinh quyen dien tu", "chinh quyen so", "chinh phu dien tu", "chinh phu so", "hien dai hoa", "chuyen doi so",
        "cong nghe thong tin", "cntt",
    ),
    "chi_dao_dieu_hanh": ("chi dao", "dieu hanh", "tuyen truyen", "kiem tra cai cach hanh chinh"),
}  # fmt: skip


def area_of(title: str) -> str:
    """Return the code of the area (design 5.3) that a heading names first, empty where it names none."""
    folded = f" {fold(title)} "
    found = [(folded.find(f" {word}"), code) for code, words in _WORDS.items() for word in words]
    return min(((at, code) for at, code in found if at >= 0), default=(0, ""))[1]
