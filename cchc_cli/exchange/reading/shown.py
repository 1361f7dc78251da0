"""Numbers and dates of a workbook as its formats show them, written the Vietnamese way."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# The formats that files name by number alone (ECMA-376 part 1, 18.8.30).
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00",
    44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@",
}  # fmt: skip
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_UNSHOWN = re.compile(r"_.|\*.")
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_BRACKETS = re.compile(r"\[(?![hms]+\])[^\]]*\]", re.IGNORECASE)
_DIGITS = re.compile(r"[#0?][#0?,. ]*")
_LAST_SERIAL = 2_958_466  # the day after 31/12/9999
_LITERAL = "\ue000"


def is_date(code: str) -> bool:
    """Say whether a number format shows dates or times."""
    return bool(set(_letters(code)) & set("dmyhs"))


@lru_cache(maxsize=512)
def _letters(code: str) -> str:
    """Return the letters of the first section of a format that stand for something."""
    bare = _BRACKETS.sub("", _UNSHOWN.sub("", _QUOTED.sub("", code.partition(";")[0])))
    return "" if bare.casefold() in {"general", "standard"} else bare.casefold()


def day_of(serial: float, *, since_1904: bool = False) -> dt.datetime | None:
    """Return the day and time that a number of days stands for; None when the calendar has no such day.

    Days up to 59 are those before the 29 February 1900 that Excel counts and the calendar does not.
    """
    if not 0 <= serial < _LAST_SERIAL:
        return None
    # Workbooks know no time zones.
    start = dt.datetime(1904, 1, 1) if since_1904 else dt.datetime(1899, 12, 31 if serial < 60 else 30)  # noqa: DTZ001
    try:
        return start + dt.timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return None


def show_date(day: dt.datetime, code: str) -> str:
    """Return a date as a format shows it: ``Tháng 11/2020`` where it has no day, ``05/11/2020``, ``5/11``, ``2020``."""
    letters = _letters(code)
    if "y" not in letters and "d" not in letters:
        if "h" in letters or "s" in letters:
            return f"{day.hour}:{day.minute:02d}"
        return f"Tháng {_month(day.month)}"
    if "d" in letters:
        return f"{day:%d/%m}/{day.year:04d}" if "y" in letters else f"{day.day}/{day.month}"
    if "m" in letters:
        return show_month(day)
    return str(day.year)


def show_month(day: dt.date) -> str:
    """Return a month as plans write it: ``Tháng 01/2020``, ``Tháng 11/2020``."""
    return f"Tháng {_month(day.month)}/{day.year}"


def _month(month: int) -> str:
    """Return a month's number: a zero stands before 1 and 2 only (Nghị định 30/2020/NĐ-CP)."""
    return f"{month:02d}" if month < 3 else str(month)


def show_number(number: float, code: str, *, numbering: bool = False) -> str:
    """Return a number as a format shows it: decimals after a comma, dots between thousands.

    In a column of numbering decimals follow a dot: ``1.2`` is the second row of the first.
    """
    value = Decimal(repr(number))
    sections = code.split(";")
    section = sections[1] if number < 0 and len(sections) > 1 and sections[1] else sections[0]
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or "")
        return _LITERAL

    pattern = _BRACKETS.sub("", _CURRENCY.sub(r"\1", _UNSHOWN.sub("", _QUOTED.sub(keep, section)))).strip()
    digits = _DIGITS.search(pattern)
    if not digits or re.search(r"[/eE]", pattern):
        return _general(value, numbering=numbering)
    if number < 0 and section is not sections[0]:
        value = -value
    before, after = pattern[: digits.start()], pattern[digits.end() :]
    shown = before + _by_pattern(value, digits[0].strip(), percent="%" in after, numbering=numbering) + after
    for literal in literals:
        shown = shown.replace(_LITERAL, literal, 1)
    return shown


def _general(value: Decimal, *, numbering: bool) -> str:
    if value == value.to_integral_value() and abs(value) < 10**15:
        return str(int(value))
    shown = f"{float(value):.11g}"
    return shown if numbering else shown.replace(".", ",")


def _by_pattern(value: Decimal, digits: str, *, percent: bool, numbering: bool) -> str:
    whole, _, fraction = digits.partition(".")
    places = sum(char in "0?#" for char in fraction)
    scaled = value * 100 if percent else value
    if abs(scaled) >= 10**15:
        return _general(scaled, numbering=numbering)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    grouped = "," in whole.strip(",")
    text = f"{abs(rounded):,f}" if grouped else f"{abs(rounded):f}"
    units, _, decimals = text.partition(".")
    units = units.replace(",", ".").zfill(whole.count("0"))
    decimals = decimals[: fraction.count("0")] + decimals[fraction.count("0") :].rstrip("0")
    sign = "-" if rounded < 0 else ""
    mark = "." if numbering and not percent and not grouped else ","
    return f"{sign}{units}{mark}{decimals}" if decimals else f"{sign}{units}"
