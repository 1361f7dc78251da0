"""Read a day as offices write it: 15/12, 31-12-2025, ngày 05 tháng 02 năm 2020, with the hour and weekday before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.deadline.periods import UNIT_WORDS, Term, take_month, take_year

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.cursor import Cursor


# A figure after these numbers them: "đợt 1 tháng 5" is no 1st of May.
_COUNTED = frozenset(["đợt", "lần", "kỳ", "bước", "đoạn", "khóa", "vòng", "phần", "nhóm", "số", "mục", "cấp", "loại"])


def take_weekday(cursor: Cursor) -> None:
    """Move past the weekday of a date ("thứ Sáu, ngày 15/8/2025"): the date says it too."""
    start = cursor.at
    if cursor.take("chủ nhật") or (cursor.take("thứ") and cursor.take_count(2, 7)):
        cursor.take(",")
        if cursor.sees("ngày"):
            return
    cursor.at = start


def take_hour(cursor: Cursor) -> bool:
    """Move past an hour of the day ("17h00", "trước 15 giờ", "16:30"); the day is all that counts."""
    start = cursor.at
    cursor.take("vào lúc", "lúc")
    hour = cursor.take_figure(0, 24)
    if hour is not None and cursor.take("h", "g", "giờ", ":"):
        if (minutes := cursor.token()) and (not minutes.spaced or cursor.key(1) in ("ngày", "phút", "'", ",")):
            cursor.take_figure(0, 59)
        cursor.take_all("phút", "'", "’", "p", ",", "sáng", "chiều", "tối", "của")
        if cursor.sees("ngày", "hằng", "mỗi", "thứ", "chủ nhật", "mùng") or cursor.figure() is not None:
            return True
    elif hour is None and cursor.take("sáng", "chiều", "tối") and cursor.sees("ngày", "thứ", "chủ nhật", "mùng"):
        return True
    cursor.at = start
    return False


def read_date(cursor: Cursor) -> Term | None:
    """Read a day; without a month (0) where only the day of a range or list is written."""
    start = cursor.at
    said = cursor.take("ngày mùng", "ngày mồng", "ngày", "mùng", "mồng") is not None
    figures = _take_dashed(cursor, said=said)
    if figures is None and not said and cursor.at and cursor.tokens[cursor.at - 1].key in _COUNTED:
        return None
    if figures is not None:
        return _date_of(cursor, start, figures)
    day = cursor.take_count(1, 99) if said else cursor.take_figure(1, 31)
    if day is None:
        return None
    if cursor.sees("của tháng") and cursor.figure(2) is not None:
        cursor.take("của")
    if (
        cursor.sees("tháng")
        and not (cursor.key(1) == "năm" and cursor.figure(2))
        and (month := take_month(cursor)) is not None
    ):
        year, shift = take_year(cursor)
        return Term("day", cursor.span(start), day=day, first=month, year=year, shift=shift)
    if cursor.key() in UNIT_WORDS or (not said and not _leads_to_date(cursor)):
        return None
    return Term("day", cursor.span(start), day=day)


def _leads_to_date(cursor: Cursor) -> bool:
    """Whether a lone figure is the first day of a range ("10 - 15/6", "10 đến ngày 15 tháng 6")."""
    ahead = 1 if cursor.sees("-", "đến", "và") else 0
    if ahead and cursor.key(ahead) in ("ngày", "hết"):
        ahead += 1
    second = cursor.figure(ahead) if ahead else None
    return second is not None and second <= 31 and cursor.key(ahead + 1) in ("/", "tháng")


def _take_dashed(cursor: Cursor, *, said: bool) -> list[int] | None:
    """Take figures joined by one and the same sign: 15/12, 15/12/2025, 31-12-2025, 15.12.2025, 2025-12-15."""
    start = cursor.at
    if (first := cursor.figure()) is None:
        return None
    figures, sign = [first], ""
    cursor.at += 1
    while len(figures) < 3 and (mark := cursor.token()) and mark.key in ("/", "-", ".") and sign in ("", mark.key):
        ahead = 2 if cursor.sees("/ /") else 1
        token = cursor.token(ahead)
        if token is None or token.kind != "number" or (mark.key != "/" and (mark.spaced or token.spaced)):
            break
        figures.append(token.value)
        sign = mark.key
        cursor.at += ahead + 1
    return _checked(cursor, start, figures, sign, said=said)


def _checked(cursor: Cursor, start: int, figures: list[int], sign: str, *, said: bool) -> list[int] | None:
    mixed = len(figures) == 2 and sign == "-" and cursor.sees("/", "tháng", "-", "hằng", "mỗi", "của tháng")
    yearly = len(figures) > 1 and max(figures[-1], figures[0]) >= 1900
    plain = len(figures) == 3 or (len(figures) == 2 and (sign == "/" or said or (yearly and figures[0] <= 12)))
    if len(figures) == 3 and not yearly and not (sign == "/" and 13 <= figures[2] <= 99):
        plain = False
    if mixed or not plain:
        cursor.at = start
        return None
    return figures


def _date_of(cursor: Cursor, start: int, figures: list[int]) -> Term:
    if len(figures) == 2 and figures[1] >= 1900:
        month = figures[0]
        return Term("month", cursor.span(start), number=month, first=month, last=month, year=figures[1])
    if len(figures) == 3:
        day, month, year = figures if figures[0] < 1900 else figures[::-1]
        return Term("day", cursor.span(start), day=day, first=month, year=year if year >= 1900 else 2000 + year)
    given, shift = take_year(cursor)
    return Term("day", cursor.span(start), day=figures[0], first=figures[1], year=given, shift=shift)
