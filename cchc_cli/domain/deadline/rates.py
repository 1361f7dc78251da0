"""Read how often work comes round: "hằng quý", "03 tháng một lần", "02 lần/năm"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.deadline.parts import Every
from cchc_cli.domain.deadline.words import ROMAN

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.cursor import Cursor

EACH = ("vào hằng", "hằng", "mỗi", "từng")
NEXT = ("tiếp theo", "kế tiếp", "liền kề", "sau liền kề", "sau", "tới")

_MONTHLY, _QUARTERLY, HALF, YEARLY_RULE = Every("month"), Every("quarter"), Every("half"), Every("year")
# How often a count of units comes round; a rule that the kinds can't hold is not in the table.
SPACED: dict[tuple[int, str], tuple[Every, ...]] = {
    (7, "ngày"): (Every("week"),),
    (10, "ngày"): (Every("month", day=10), Every("month", day=20), _MONTHLY),
    (15, "ngày"): (Every("month", day=15), _MONTHLY),
    (30, "ngày"): (_MONTHLY,),
    **{(n, "tuần"): (Every("week", n),) for n in (1, 2, 3, 4)},
    (1, "tháng"): (_MONTHLY,), (2, "tháng"): (Every("month", 2),), (3, "tháng"): (_QUARTERLY,),
    (4, "tháng"): (Every("month", 4),), (6, "tháng"): (HALF,), (9, "tháng"): (Every("year", month=9),),
    (12, "tháng"): (YEARLY_RULE,),
    (1, "quý"): (_QUARTERLY,), (2, "quý"): (HALF,), (4, "quý"): (YEARLY_RULE,),
    **{(n, "năm"): (Every("year", n),) for n in range(1, 11)},
}  # fmt: skip
_TIMES: dict[tuple[int, str], tuple[Every, ...]] = {
    (1, "tuần"): (Every("week"),), (2, "tuần"): (Every("week"),),
    (1, "tháng"): (_MONTHLY,), (2, "tháng"): SPACED[15, "ngày"], (3, "tháng"): SPACED[10, "ngày"],
    (4, "tháng"): (Every("week"),),
    (1, "quý"): (_QUARTERLY,), (3, "quý"): (_MONTHLY,),
    (1, "năm"): (YEARLY_RULE,), (2, "năm"): (HALF,), (3, "năm"): (Every("month", 4),), (4, "năm"): (_QUARTERLY,),
    (6, "năm"): (Every("month", 2),), (12, "năm"): (_MONTHLY,),
    (1, "6 tháng"): (HALF,),
}  # fmt: skip


def take_unit(cursor: Cursor, *, each: bool) -> tuple[Every, ...] | None:
    """Move past one unit and its count, and return its rules: none of them for "hằng ngày", None for no rule.

    ``each`` says that "hằng", "mỗi" or "từng" stands before it.
    """
    if (rules := _take_times(cursor)) is not None:
        return rules
    start = cursor.at
    if cursor.take("nửa năm"):
        return SPACED[6, "tháng"]
    count = cursor.take_count(1, 30) if not cursor.sees("năm") else None
    unit = cursor.take("tuần", "tháng", "quý", "năm", "ngày")
    if unit is None or (count is None and is_numbered(cursor)) or cursor.sees("đầu", "cuối", "học", "kể"):
        cursor.at = start
        return None
    if cursor.sees(*NEXT, "nay", "này", "trước đó", "làm việc") and not cursor.sees("trước ngày"):
        cursor.at = start
        return None
    if cursor.take("/ lần", "/ một lần", "một lần") or (cursor.figure() == 1 and cursor.key(1) == "lần"):
        cursor.take("01 lần", "1 lần")
        return SPACED.get((count or 1, unit))
    if (cursor.sees("/") and cursor.figure(1) == 1) and cursor.key(2) == "lần":
        cursor.at += 3
        return SPACED.get((count or 1, unit))
    counted = cursor.at
    cursor.take("ít nhất", "tối thiểu")
    if (each and count is None) or count == 1:
        times = cursor.take_count(1, 12)
        if times is not None and cursor.take("lần"):
            return _TIMES.get((times, unit))
    cursor.at = counted
    if unit == "ngày":
        if each and count is None:
            return ()
        cursor.at = start
        return None
    return SPACED.get((count or 1, unit))


def is_numbered(cursor: Cursor) -> bool:
    """Whether a number follows that makes the unit one period ("quý II") and no rule."""
    if cursor.figure() is not None:
        return cursor.key(1) != "lần" and not cursor.sees("/")
    return cursor.key() in ROMAN


def _take_times(cursor: Cursor) -> tuple[Every, ...] | None:
    """Read "02 lần/năm", "một lần mỗi quý", "1 lần trong 6 tháng"."""
    start = cursor.at
    times = cursor.take_count(1, 12)
    if times is not None and cursor.take("lần"):
        cursor.take_all("/", "trong", "trên", *EACH)
        count = cursor.take_count(1, 12) if not cursor.sees("năm") else 1
        if (unit := cursor.take("tuần", "tháng", "quý", "năm")) and not cursor.sees("đầu", "cuối"):
            if count is None or count == 1:
                rules = _TIMES.get((times, unit))
            else:
                rules = SPACED.get((count, unit)) if times == 1 else None
            if rules is not None:
                return rules
    cursor.at = start
    return None
