"""Read deadlines without a day of their own: ongoing, on demand, after an event, by somebody else's programme."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from cchc_cli.domain.deadline.items import Item, part
from cchc_cli.domain.deadline.parts import After, Kind, Misread, Part
from cchc_cli.domain.deadline.spans import day_of, resolve
from cchc_cli.domain.deadline.terms import read_terms
from cchc_cli.domain.deadline.words import DEMANDS, EXTERNAL, MEETINGS, ONGOING, ONGOING_TAILS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cchc_cli.domain.deadline.cursor import Cursor
    from cchc_cli.domain.deadline.spans import Span

OpenEnd: TypeAlias = "Callable[[int], tuple[int, bool]]"
_Unit: TypeAlias = Literal["calendar", "working", "month"]

_STEPS = ("từng", "thực tế", "mức độ", "các")
_AFTERWARDS = ("kể từ", "tính từ", "bắt đầu từ", "bắt đầu kể từ", "từ", "sau", "ngay sau", "kể", "khi", "ngay khi")
_FIRST_WORDS = ("ngay khi", "thời điểm", "khi", "ngày", "lúc")


def read_ongoing(cursor: Cursor) -> Item | None:
    """Read work without end: "thường xuyên, liên tục", "cả năm", "định kỳ" with no period named."""
    start = cursor.at
    cursor.take("đảm bảo", "bảo đảm")
    if cursor.take(*ONGOING):
        cursor.take_all(*ONGOING_TAILS)
        return Item("ongoing", [part(cursor, start, Kind.ONGOING)], start, cursor.at)
    cursor.at = start
    if not cursor.sees("theo kỳ họp") and cursor.take("theo định kỳ", "định kỳ", "thường kỳ", "theo kỳ"):
        return Item("regular", [part(cursor, start, Kind.ONGOING)], start, cursor.at)
    return None


def read_on_demand(cursor: Cursor) -> Item | None:
    """Read work on demand: "đột xuất", "khi có yêu cầu của cấp trên", "theo phát sinh", "nếu có"."""
    start = cursor.at
    cursor.take("báo cáo", "ngay") if cursor.sees("báo cáo đột xuất", "ngay khi có yêu cầu") else None
    if cursor.take("đột xuất", "theo đột xuất"):
        cursor.take_all("hoặc") if cursor.sees("hoặc khi", "hoặc theo yêu cầu") else None
        if cursor.sees("theo", "khi", "nếu"):
            _skip_words(cursor)
    elif cursor.take("nếu có", "nếu cần thiết", "nếu cần", "nếu phát sinh"):
        cursor.take("yêu cầu", "phát sinh", "thay đổi")
    elif cursor.take("khi", "mỗi khi", "nếu", "lúc", "theo", "tùy theo", "tùy") and _takes_demand(cursor):
        _skip_words(cursor)
    else:
        cursor.at = start
        return None
    return Item("on_demand", [part(cursor, start, Kind.ADHOC)], start, cursor.at)


def _takes_demand(cursor: Cursor) -> bool:
    cursor.take_all("có", "được", "xảy ra", "theo")
    cursor.take_all(*_STEPS)
    return cursor.take(*DEMANDS, "phát sinh") is not None


def _skip_words(cursor: Cursor) -> None:
    """Move past whose demand it is, up to the next mark or joining word."""
    while not cursor.done and not cursor.sees(
        ",", "và", "hoặc", "(", ")", "/", ".", "-", ":", "hằng", "trước ngày", "chậm nhất"
    ):
        cursor.at += 1


def read_external(cursor: Cursor, open_end: OpenEnd) -> Item | None:
    """Read what waits for others: "theo kế hoạch của tỉnh", "phụ thuộc tiến độ phê duyệt", "kỳ họp cuối năm"."""
    start = cursor.at
    cursor.take("đảm bảo", "bảo đảm", "từ nay đến", "đến", "tới", "trong")
    cursor.take("hết")
    cursor.take("tại", "trình tại", "trình")
    if cursor.sees("kỳ họp", "phiên họp", "nhiệm kỳ"):
        first = cursor.at
    else:
        cursor.at = start
        cursor.take("đảm bảo", "bảo đảm")
        if cursor.take("cho đến khi", "cho tới khi", "đến khi", "tới khi"):
            return _until(cursor, start, open_end)
        if not cursor.take(*EXTERNAL):
            cursor.at = start
            return None
        first = cursor.at
    if cursor.done or cursor.key() in (",", ".", ":", ")", "và", "("):
        cursor.at = start
        return None
    end, direct = open_end(first)
    cursor.at = end
    if direct:
        return Item("aside", [], start, end)
    awaits = _open_words(cursor, first, end)
    return Item("external", [replace(part(cursor, start, Kind.EXTERNAL), awaits=awaits)], start, end)


def _until(cursor: Cursor, start: int, open_end: OpenEnd) -> Item | None:
    """Read "đến khi có quy định mới": it goes on until others decide."""
    first = cursor.at
    if cursor.done or cursor.key() in (",", ".", ":", ")", "("):
        cursor.at = start
        return None
    cursor.at, _ = open_end(first)
    awaits = f"đến khi {_open_words(cursor, first, cursor.at)}"
    return Item("external", [replace(part(cursor, start, Kind.EXTERNAL), awaits=awaits)], start, cursor.at)


def _open_words(cursor: Cursor, first: int, end: int) -> str:
    if end == first + 1 and cursor.tokens[first].kind == "quote":
        return cursor.tokens[first].key
    while end > first and cursor.tokens[end - 1].key in (".", ",", ";", "-", "và", ":"):
        end -= 1
    return cursor.words(first, end).replace("“", '"').replace("”", '"')


class _Length(NamedTuple):
    amount: int
    unit: _Unit


def read_after(cursor: Cursor, open_end: OpenEnd, *, opening: bool) -> Item | Misread | None:
    """Read a term counted from an event: "30 ngày kể từ ngày ...", "ngay sau khi ...", "05 ngày trước ...".

    ``opening`` says that no other words of the clause stand before it.
    """
    start = cursor.at
    if (ahead := _read_days_ahead(cursor, open_end)) is not None:
        return ahead
    marked = cursor.take_all(
        "trong vòng",
        "trong thời hạn",
        "trong thời gian",
        "trong khoảng",
        "trong",
        "chậm nhất là",
        "chậm nhất",
        "muộn nhất là",
        "muộn nhất",
        "không quá",
        "tối đa là",
        "tối đa",
        "thời hạn là",
        "thời hạn",
        "thời gian",
        "sau thời hạn",
        "hạn",
        "ít nhất",
        "tối thiểu",
        "là",
        "sau",
    )
    counted_from = marked and cursor.tokens[cursor.at - 1].key == "sau"
    length = _take_length(cursor)
    if length is None:
        cursor.at = start
        return _read_bare_after(cursor, open_end, opening=opening)
    named = cursor.at
    cursor.take(",", "thì")
    if cursor.take("trước khi", "trước ngày", "trước"):
        length = _Length(-length.amount, length.unit)
    elif not (cursor.take(*_AFTERWARDS) or (counted_from and not _at_stop(cursor))):
        cursor.at = named
        ended = length.unit == "calendar" and (cursor.done or cursor.key() in (",", ".", ")", "("))
        if not (marked or length.unit == "working" or ended or cursor.sees("(")):
            cursor.at = start
            return None
        return _after_item(cursor, start, length, "")
    return _read_event(cursor, start, length, open_end)


def _read_days_ahead(cursor: Cursor, open_end: OpenEnd) -> Item | None:
    """Read "trước ít nhất 10 ngày diễn ra hội nghị"."""
    start = cursor.at
    cursor.take("chậm nhất")
    ahead = cursor.take("trước ít nhất", "trước tối thiểu", "trước") and cursor.key(1) not in ("h", "giờ", "g")
    if ahead and (length := _take_length(cursor)) is not None:
        cursor.take("trước", "so với", "tính đến")
        cursor.take_all(*_FIRST_WORDS)
        if not _at_stop(cursor):
            first = cursor.at
            cursor.at, _ = open_end(first)
            event = _open_words(cursor, first, cursor.at)
            return _after_item(cursor, start, _Length(-length.amount, length.unit), event)
    cursor.at = start
    return None


def _read_event(cursor: Cursor, start: int, length: _Length, open_end: OpenEnd) -> Item | Misread | None:
    before = cursor.at
    cursor.take("hết") if cursor.sees("hết ngày") else None
    if length.unit != "working" and (terms := read_terms(cursor)) is not None and _at_stop(cursor):
        spans = resolve(terms, cursor.year)
        if isinstance(spans, Misread):
            return spans
        return _from_date(cursor, start, length, spans)
    cursor.at = before
    cursor.take_all(*_FIRST_WORDS)
    first = cursor.at
    if cursor.done or cursor.key() in (",", ".", ")", ":"):
        cursor.at = start
        return None
    end, _ = open_end(first)
    cursor.at = end
    return _after_item(cursor, start, length, _open_words(cursor, first, end))


def _at_stop(cursor: Cursor) -> bool:
    return cursor.done or cursor.key() in (",", ".", "(", ")", "và", ";")


def _from_date(cursor: Cursor, start: int, length: _Length, spans: list[Span]) -> Item | None:
    """A term counted from a day that is known is a date; one beside a range only repeats its length."""
    span = spans[0]
    if len(spans) > 1:
        return None
    if span.many:
        window = replace(part(cursor, start, Kind.WINDOW), start=span.start, due=span.end)
        return Item("calendar", [window], start, cursor.at)
    if length.amount < 0 and length.unit == "month":
        # "báo cáo 6 tháng trước ngày 30/6" names the report, and no term.
        return None
    day = span.end if length.amount > 0 else span.start
    if length.unit == "month":
        due = day_of(day.year, day.month + length.amount, day.day) if day.month + length.amount > 0 else None
    else:
        due = day + dt.timedelta(days=length.amount)
    if due is None:
        return None
    return Item("calendar", [replace(part(cursor, start, Kind.BY), due=due)], start, cursor.at)


def _after_item(cursor: Cursor, start: int, length: _Length, event: str) -> Item:
    read: Part = replace(part(cursor, start, Kind.AFTER), after=After(length.amount, length.unit, event))
    return Item("after", [read], start, cursor.at)


def _take_length(cursor: Cursor) -> _Length | None:
    start = cursor.at
    amount = cursor.take_count(1, 999)
    working = cursor.sees("ngày làm việc", "giờ làm việc") is not None
    unit = cursor.take("ngày làm việc", "giờ làm việc", "ngày", "tuần", "tháng", "quý", "năm", "giờ", "h")
    if (
        amount is None
        or unit is None
        or cursor.sees("đầu", "cuối", "/", "một lần", "tiếp theo")
        or cursor.figure() is not None
    ):
        cursor.at = start
        return None
    cursor.take("làm việc")
    match unit:
        case "tuần":
            return _Length(7 * amount, "calendar")
        case "tháng" | "quý" | "năm":
            return _Length(amount * {"tháng": 1, "quý": 3, "năm": 12}[unit], "month")
        case "giờ" | "h":
            return _Length(-(-amount // 24), "calendar")
        case "giờ làm việc":
            return _Length(-(-amount // 8), "working")
        case _:
            return _Length(amount, "working" if working else "calendar")


def _read_bare_after(cursor: Cursor, open_end: OpenEnd, *, opening: bool) -> Item | None:
    """Read "ngay sau khi ...", "khi ... được ban hành", "trước khi ...", "sau khi có Quyết định 10 ngày"."""
    start = cursor.at
    cursor.take_all("chậm nhất", "ngay", "lập tức", "thực hiện")
    amount = 0
    if cursor.take("sau khi", "sau ngày", "từ ngày", "ngay khi", "ngay sau", "kể từ khi", "kể từ ngày", "từ khi"):
        pass
    elif cursor.take("trước khi") or (cursor.sees("trước") and cursor.sees(*MEETINGS, ahead=1)):
        cursor.take("trước")
        amount = -1
    elif not cursor.take("sau") and not (opening and cursor.take("khi")):
        cursor.at = start
        return None
    if cursor.key() in {"nào", "nao"}:
        # "khi nào ..." asks or leaves open: it names no event.
        cursor.at = start
        return None
    mere = cursor.tokens[cursor.at - 1].key == "sau"
    cursor.take_all(*_FIRST_WORDS)
    first = cursor.at
    if cursor.done or cursor.key() in (",", ".", ")", ":", "và", "("):
        cursor.at = start
        return None
    end, direct = open_end(first)
    if amount == 0 and _dated(cursor, first):
        cursor.at = start
        return None
    if mere and (direct or cursor.sees("đó", "thời gian này", "này") or cursor.figure() is not None):
        cursor.at = start
        return None
    length = _Length(amount, "calendar")
    if end - first > 2 and (trailing := _take_trailing(cursor, first, end)) is not None:
        length, stop = trailing
        cursor.at = end
        sign = -1 if amount else 1
        return _after_item(cursor, start, _Length(sign * length.amount, length.unit), _open_words(cursor, first, stop))
    cursor.at = end
    return _after_item(cursor, start, length, _open_words(cursor, first, end))


def _dated(cursor: Cursor, first: int) -> bool:
    """Whether it is a date that stands here, so that "sau năm 2028" is a start."""
    probe = cursor.within(first, cursor.end)
    figure = probe.figure() is not None
    return read_terms(probe, marked=True) is not None and (figure or _at_stop(probe) or probe.key() == "hằng")


def _take_trailing(cursor: Cursor, first: int, end: int) -> tuple[_Length, int] | None:
    """Read the days that stand after their event: "sau khi có Quyết định phê duyệt 10 ngày"."""
    for back in (2, 3, 4):
        at = end - back
        if at <= first:
            break
        tail = cursor.within(at, end)
        if tail.figure() is not None and (length := _take_length(tail)) is not None and tail.done:
            stop = at
            while cursor.tokens[stop - 1].key in ("ít", "nhất", "tối", "thiểu", ",", "là", "chậm", "trong", "vòng"):
                stop -= 1
            return length, stop
    return None
