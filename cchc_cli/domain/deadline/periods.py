"""Read the name of one calendar period: a week, month, quarter, half or year, and the year it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.cursor import Cursor

UNIT_WORDS = ("ngày", "tuần", "tháng", "quý", "năm", "lần", "giờ", "h")

_SOME_YEAR = ("báo cáo", "kế hoạch", "thực hiện")


class Term(NamedTuple):
    """A named period before its year is known.

    ``first`` and ``last`` are months of the year (13 and more for none), ``number`` the quarter, the
    month or the week of the month (0 = its last), ``day`` the day; 0 where not said. ``year`` is as
    written; ``shift`` counts from the plan's year ("năm sau": 1). ``vague`` marks "đầu", "giữa".
    """

    unit: Literal["day", "week", "month", "quarter", "months", "year", "school"]
    span: tuple[int, int]
    number: int = 0
    first: int = 0
    last: int = 0
    day: int = 0
    year: int | None = None
    shift: int | None = None
    vague: bool = False


def take_year(cursor: Cursor) -> tuple[int | None, int | None]:
    """Move past the year that belongs to a month, quarter or day, and return it: as written, or as a shift."""
    start = cursor.at
    slash = cursor.take_all("/") or cursor.take("-") is not None
    if not slash:
        cursor.take(", năm", "của năm", "thuộc năm", "năm", "của")
    else:
        cursor.take("năm")
    if (year := _take_figures_of_year(cursor, short=slash)) is not None:
        return year, None
    cursor.at = start
    if slash:
        return None, None
    cursor.take("của")
    shift = cursor.take(
        "năm sau liền kề", "năm liền kề sau", "năm sau", "năm tiếp theo", "năm kế tiếp", "năm liền sau", "năm tới"
    )
    if shift:
        return None, 1
    if cursor.take("năm trước liền kề", "năm liền trước", "năm trước"):
        cursor.take("năm báo cáo", "kỳ báo cáo", "năm kế hoạch")
        return None, -1
    if cursor.take("năm nay", "năm này", "năm báo cáo", "năm kế hoạch"):
        return None, 0
    cursor.at = start
    return None, None


def _take_figures_of_year(cursor: Cursor, *, short: bool = False) -> int | None:
    token = cursor.token()
    if token is None or token.kind != "number":
        return None
    if len(token.key) == 4 and 1900 <= token.value <= 2199:
        cursor.at += 1
        return token.value
    if (
        short
        and len(token.key) == 2
        and 13 <= token.value <= 99
        and not token.spaced
        and cursor.key(1) not in ("/", "-", ".")
    ):
        cursor.at += 1
        return 2000 + token.value
    return None


def read_months(cursor: Cursor) -> Term | None:
    """Read "6 tháng đầu năm", "9 tháng cuối năm 2025", "nửa đầu năm"."""
    start = cursor.at
    if half := cursor.take("nửa đầu năm", "nửa cuối năm", "nửa sau năm", "nửa sau của năm"):
        count, early = 6, half == "nửa đầu năm"
    else:
        given = cursor.take_count(2, 11)
        if given is None or not cursor.take("tháng") or not (edge := cursor.take("đầu", "cuối")):
            return None
        count, early = given, edge == "đầu"
        cursor.take("của")
        if _take_figures_of_year(cursor) is not None:
            cursor.at -= 1
        elif not cursor.take("năm", "các năm") and not cursor.done:
            return None
        elif cursor.tokens[cursor.at - 1].key == "năm" and cursor.sees("sau", "trước", "nay", "tiếp theo", "kế tiếp"):
            cursor.at -= 1
    year, shift = take_year(cursor)
    first, last = (1, count) if early else (13 - count, 12)
    return Term("months", cursor.span(start), first=first, last=last, year=year, shift=shift)


def take_month(cursor: Cursor) -> int | None:
    """Move past "tháng" and its number, and return the number, which may be no month at all."""
    start = cursor.at
    cursor.take("tháng")
    month = cursor.take_count(1, 99)
    if month is None:
        cursor.at = start
    return month


def read_month(cursor: Cursor) -> Term | None:
    """Read "tháng 11/2020", "T11"."""
    start = cursor.at
    if not cursor.take("tháng", "t"):
        return None
    if (quarter := read_quarter(cursor)) is not None:  # "tháng Quý II", a slip seen in tables
        return quarter
    if cursor.sees("năm") and (cursor.figure(1) or 0) >= 1900:
        return None
    month = cursor.take_count(0, 99)
    if month is None or (cursor.sees("/") and 0 < (cursor.figure(1) or 0) <= 12):
        return None
    year, shift = take_year(cursor)
    return Term("month", cursor.span(start), number=month, first=month, last=month, year=year, shift=shift)


def read_quarter(cursor: Cursor) -> Term | None:
    """Read "quý I/2020", "Q1"."""
    start = cursor.at
    if not cursor.take("quý", "q"):
        return None
    cursor.take_all(".", "/")
    number = cursor.take_count(0, 9, roman=True)
    if number is None:
        return None
    return make_quarter(cursor, start, number)


def make_quarter(cursor: Cursor, start: int, number: int) -> Term:
    """Return the quarter of that number, with the year that follows it."""
    year, shift = take_year(cursor)
    return Term(
        "quarter", cursor.span(start), number=number, first=3 * number - 2, last=3 * number, year=year, shift=shift
    )


def read_week(cursor: Cursor) -> Term | None:
    """Read a week of a month: "tuần 2 tháng 6" (days 8 to 14), "tuần cuối tháng 11"."""
    start = cursor.at
    if not cursor.take("tuần"):
        return None
    cursor.take_all("lễ", "thứ")
    if cursor.take("đầu tiên", "đầu"):
        number: int | None = 1
    elif cursor.take("cuối cùng", "cuối"):
        number = 0
    else:
        number = cursor.take_count(1, 5, roman=True)
    cursor.take("của", "trong", "/", ",")
    if number is None or not cursor.sees("tháng") or (month := take_month(cursor)) is None:
        return None
    year, shift = take_year(cursor)
    return Term("week", cursor.span(start), number=number, first=month, last=month, year=year, shift=shift)


def read_school(cursor: Cursor) -> Term | None:
    """Read "năm học 2025-2026"."""
    start = cursor.at
    if not cursor.take("năm học"):
        return None
    year = _take_figures_of_year(cursor)
    if year is None or not cursor.take("-", "/") or _take_figures_of_year(cursor) != year + 1:
        return None
    return Term("school", cursor.span(start), year=year)


def read_last_day(cursor: Cursor) -> Term | None:
    """Read "ngày cuối cùng của quý III", "ngày 15 tháng cuối quý III"."""
    if not cursor.take("ngày làm việc cuối cùng", "ngày cuối cùng", "ngày cuối"):
        return _read_day_in_quarter(cursor)
    cursor.take("của")
    for reader in (read_month, read_quarter):
        before = cursor.at
        if (term := reader(cursor)) is not None:
            return term
        cursor.at = before
    return None


def _read_day_in_quarter(cursor: Cursor) -> Term | None:
    day = cursor.take_figure(1, 31) if cursor.take("ngày") else 0
    cursor.take("của")
    if day is None or (place := take_month_place(cursor)) is None:
        return None
    quarter = read_quarter(cursor)
    if quarter is None or quarter.number > 4:
        return None
    month = quarter.first + place - 1
    if day:
        return quarter._replace(unit="day", day=day, first=month, last=month, number=0)
    return quarter._replace(unit="month", first=month, last=month, number=month)


def take_month_place(cursor: Cursor) -> int | None:
    """Move past "tháng đầu", "tháng thứ hai", "tháng cuối" of a quarter; 1, 2 or 3."""
    start = cursor.at
    if cursor.take("tháng"):
        place: int | None = None
        if cursor.take("đầu tiên", "đầu"):
            place = 1
        elif cursor.take("cuối cùng", "cuối"):
            place = 3
        elif cursor.take("giữa"):
            place = 2
        elif cursor.take("thứ"):
            place = cursor.take_count(1, 3)
        if place is not None:
            cursor.take("của", "trong")
            return place
    cursor.at = start
    return None


def read_year(cursor: Cursor, like: Term | None, *, marked: bool) -> Term | None:
    """Read a year, "giai đoạn 2026" before a range, or "năm" alone after a bounding word."""
    start = cursor.at
    named = cursor.take("giai đoạn") is not None
    year, shift = take_year(cursor) if cursor.key() in ("năm", "của") else (None, None)
    if year is None and shift is None and (year := _take_figures_of_year(cursor)) is None and marked and not named:
        if not cursor.take("năm") or cursor.key() in (*UNIT_WORDS, "đầu", "học") or cursor.figure() is not None:
            cursor.at = start
            return None
        cursor.take(*_SOME_YEAR) if cursor.sees("báo cáo", "kế hoạch") and not cursor.token(2) else None
        return Term("year", cursor.span(start), shift=0)
    if year is None and shift is None:
        cursor.at = start
        return None
    if cursor.key() in ("lần", "ngày", "%") or (like is not None and like.unit == "day" and not like.first):
        cursor.at = start
        return None
    return Term("year", cursor.span(start), year=year, shift=shift)
