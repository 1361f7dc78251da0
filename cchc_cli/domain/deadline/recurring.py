"""Read recurring rules: "định kỳ hằng quý", "ngày 20 hằng tháng", "02 lần/năm", "ngày 25 của tháng cuối quý"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.domain.deadline.anchors import inner_month
from cchc_cli.domain.deadline.days import take_hour
from cchc_cli.domain.deadline.limits import take_limits
from cchc_cli.domain.deadline.parts import Every
from cchc_cli.domain.deadline.periods import take_month_place
from cchc_cli.domain.deadline.rates import EACH, HALF, NEXT, SPACED, YEARLY_RULE, is_numbered, take_unit

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.cursor import Cursor

YEARLY = ("hằng năm", "mỗi năm", "từng năm", "các năm", "của hằng năm", "của mỗi năm", "vào hằng năm")


class Rhythm(NamedTuple):
    """The rules a phrase names; ``daily`` for "hằng ngày", which is work without end."""

    rules: tuple[Every, ...]
    daily: bool = False


def read_rhythm(cursor: Cursor) -> Rhythm | None:
    """Read a recurring rule or several; None, without moving, where none stands."""
    start = cursor.at
    for reader in (_read_units, _read_anchored):
        if (rhythm := reader(cursor)) is not None:
            return rhythm
        cursor.at = start
    return None


def _read_units(cursor: Cursor) -> Rhythm | None:
    """Read "định kỳ hằng quý, 6 tháng, năm", "02 lần/năm", "mỗi quý một lần"."""
    regular = cursor.take("định kỳ", "thường kỳ") is not None
    cursor.take_all("ít nhất", "tối thiểu", "vào", ":")
    by = cursor.take("theo", "cứ") is not None
    found: list[tuple[Every, ...]] = []
    said = regular or by
    daily = False
    while True:
        before = cursor.at
        if found and not cursor.take(", và", ",", "và", "hoặc", "/", "-", "+", "&"):
            break
        each = cursor.take(*EACH) or (cursor.take("theo", "vào") and cursor.take(*EACH))
        if cursor.sees("các tháng", "các quý", "các tuần", "trong các tháng", "trong các quý", "trong các tuần"):
            each = cursor.take("trong các", "các")
        if (rules := take_unit(cursor, each=bool(each))) is None:
            cursor.at = before
            break
        said = said or bool(each) or cursor.tokens[cursor.at - 1].key == "lần" or _counted(cursor, before)
        daily = daily or not rules
        found.append(_take_anchor(cursor, rules))
    if not found or not (said or len(found) > 1 or cursor.sees("( trước", "( chậm nhất", "( ngày")):
        return None
    rules = tuple(rule for group in found for rule in group)
    if HALF in rules and YEARLY_RULE in rules and len(found) > 1:
        # "6 tháng, năm": the second half is the year's own.
        rules = tuple(rule._replace(only=(1,)) if rule == HALF else rule for rule in rules)
    return Rhythm(tuple(dict.fromkeys(rules)), daily=daily)


def _counted(cursor: Cursor, start: int) -> bool:
    return any(cursor.tokens[at].key == "lần" for at in range(start, cursor.at))


def _take_anchor(cursor: Cursor, rules: tuple[Every, ...]) -> tuple[Every, ...]:
    """Read the day that goes with a rule: "hằng tháng (ngày 25)", "hằng tuần, vào thứ sáu"."""
    start = cursor.at
    opened = cursor.take("(") is not None
    if not opened:
        cursor.take(",")
    take_limits(cursor)
    take_hour(cursor)
    anchored: tuple[Every, ...] | None = None
    if len(rules) == 1 and rules[0].step == 1:
        rule = rules[0]
        if rule.unit == "week" and (days := _take_weekdays(cursor)):
            anchored = tuple(rule._replace(day=day) for day in days)
        elif rule.unit in ("month", "quarter") and (monthly := _take_days(cursor)):
            anchored = _place_days(cursor, rule, monthly)
    if anchored is None or (opened and not cursor.take(")")):
        cursor.at = start
        return rules
    return anchored


def _place_days(cursor: Cursor, rule: Every, days: list[int]) -> tuple[Every, ...] | None:
    if rule.unit == "quarter":
        cursor.take("của", "vào")
        place = take_month_place(cursor)
        cursor.take("quý", "của quý")
        return None if place is None else tuple(rule._replace(day=day, month=inner_month(place, 3)) for day in days)
    cursor.take("của tháng")
    later = 2 if cursor.take(*(f"tháng {word}" for word in NEXT), *(f"của tháng {word}" for word in NEXT)) else None
    if cursor.sees("/", "-", "tháng", "của"):
        return None
    return tuple(rule._replace(day=day, month=later) for day in days)


def _take_weekdays(cursor: Cursor) -> list[int]:
    """Move past "thứ hai", "ngày thứ 6", "chủ nhật" and lists of them; ISO weekdays."""
    days: list[int] = []
    while True:
        before = cursor.at
        if days:
            cursor.take(", và", ",", "và")
        cursor.take_all("các", "ngày", "sáng", "chiều", "vào")
        if cursor.take("chủ nhật"):
            day: int | None = 8
        else:
            day = cursor.take_count(2, 7) if cursor.take("thứ") or days else None
        if day is None or cursor.sees("/"):
            cursor.at = before
            return days
        days.append(day - 1)


def _take_days(cursor: Cursor) -> list[int]:
    """Move past "ngày 15", "ngày 15 và 30", "ngày 10, ngày 20" without a month."""
    days: list[int] = []
    while True:
        before = cursor.at
        if days:
            cursor.take(",", "và")
        said = cursor.take("các ngày", "ngày", "mùng", "mồng") is not None
        day = cursor.take_figure(1, 31) if said or days or cursor.key(1) in ("hằng", "mỗi") else None
        if day is not None and cursor.take("- ngày", "-", "đến hết ngày", "đến ngày", "đến"):
            day = cursor.take_figure(day, 31)  # of a range the last day is due
        if day is None or cursor.sees("/", "-") or (cursor.sees("tháng") and cursor.figure(1) is not None):
            cursor.at = before
            return days
        days.append(day)


def _read_anchored(cursor: Cursor) -> Rhythm | None:
    """Read a rule that begins with its day: "ngày 20 hằng tháng", "thứ sáu hằng tuần", "cuối mỗi quý"."""
    cursor.take("định kỳ")
    take_limits(cursor)
    take_hour(cursor)
    start = cursor.at
    for reader in (_read_weekly, _read_period_end, _read_dayed):
        cursor.at = start
        if rules := reader(cursor):
            return Rhythm(rules)
    return None


def _read_weekly(cursor: Cursor) -> tuple[Every, ...]:
    each = cursor.take(*EACH) is not None
    days = _take_weekdays(cursor)
    cursor.take(",", "của")
    if days and (cursor.take("hằng tuần", "mỗi tuần", "từng tuần", "trong tuần", "tuần") or each):
        return tuple(Every("week", day=day) for day in days)
    return ()


def _read_period_end(cursor: Cursor) -> tuple[Every, ...]:
    """Read "cuối quý", "ngày cuối cùng của tháng", "tuần cuối của tháng", "tháng cuối mỗi quý"."""
    if cursor.take("tuần"):
        cursor.take("thứ")
        week = (
            1 if cursor.take("đầu tiên", "đầu") else 0 if cursor.take("cuối cùng", "cuối") else cursor.take_count(1, 4)
        )
        cursor.take("của")
        if week is not None and cursor.take("hằng tháng", "mỗi tháng", "từng tháng"):
            return (Every("month", day=7 * week or None),)
        return ()
    if cursor.sees("tháng") and (place := take_month_place(cursor)) is not None:
        return _quarters(cursor, place, [None])
    if not cursor.take("ngày làm việc cuối cùng", "ngày cuối cùng", "ngày cuối", "cuối", "đầu", "giữa"):
        return ()
    cursor.take("của", "các")
    each = cursor.take(*EACH)
    unit = cursor.take("tháng", "quý", "tuần", "năm")
    if unit is None or is_numbered(cursor) or (unit == "năm" and not each):
        return ()
    cursor.take(*YEARLY)
    return SPACED[1, unit]


def _read_dayed(cursor: Cursor) -> tuple[Every, ...]:
    days = _take_days(cursor)
    if not days:
        return ()
    cursor.take("của", "vào", "trong", "các")
    if cursor.take("kỳ báo cáo", "kỳ"):
        rules = _read_bracketed(cursor)
        # The 31st of June or December is the half's last day.
        return tuple(
            rule._replace(day=None if rule.unit == "half" and day == 31 else day) for rule in rules for day in days
        )
    each = cursor.take(*EACH) is not None
    if (place := take_month_place(cursor)) is not None:
        return _quarters(cursor, place, list(days))
    if not cursor.take("tháng") or is_numbered(cursor):
        return ()
    later = 2 if cursor.take(*NEXT) else None
    cursor.take("hằng tháng", *YEARLY)
    ended = (
        cursor.done
        or not cursor.key()
        or cursor.sees(",", "và", "(", ")", ".", "-", "hoặc", "từ", "kể từ", "báo cáo", ":")
    )
    return tuple(Every("month", day=day, month=later) for day in days) if each or later or ended else ()


def _read_bracketed(cursor: Cursor) -> tuple[Every, ...]:
    if not cursor.take("(") or (rhythm := _read_units(cursor)) is None or not cursor.take(")"):
        return ()
    return rhythm.rules


def _quarters(cursor: Cursor, place: int, days: list[int] | list[None] | list[int | None]) -> tuple[Every, ...]:
    """Read the quarters after "tháng đầu": "mỗi quý", "quý sau", "quý II, quý III và quý IV"."""
    cursor.take("của", "các")
    cursor.take(*EACH)
    cursor.take("các")
    if not cursor.take("quý"):
        return ()
    only: list[int] = []
    while (number := cursor.take_count(1, 4, roman=True)) is not None:
        only.append(number)
        before = cursor.at
        cursor.take(", và", ",", "và")
        cursor.take("quý")
        if cursor.at == before:
            break
    if only and (len(only) < 2 or cursor.sees("/", "năm")):
        return ()
    month = place + 3 if not only and cursor.take(*NEXT) else inner_month(place, 3)
    cursor.take("thuộc kỳ báo cáo", "của kỳ báo cáo")
    cursor.take("hằng quý", *YEARLY)
    kept = () if len(only) == 4 else tuple(dict.fromkeys(only))
    return tuple(Every("quarter", day=day, month=month, only=kept) for day in days)
