"""Write parts as the phrase that reads back to them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline.grammar import read_phrase
from cchc_cli.domain.deadline.occurrences import last_due
from cchc_cli.domain.deadline.parts import After, Date, Every, Kind, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

_WEEKDAYS = ("", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
# A part must read back beside another one too: words with an open bracket would not.
_WITNESS = "Ngày 01/01/1990"
_ROMAN = ("", "I", "II", "III", "IV")


def write(parts: Iterable[Part], year: int) -> str:
    """Return the canonical phrase of the parts of a plan's year.

    Free words (an event, a programme, a label) stand plain where they read back the same, else
    between “ and ”.
    """
    return "; ".join(_write_part(part, year) for part in parts)


def _write_part(part: Part, year: int) -> str:
    written = ""
    witness = Part(Kind.BY, "", (0, 0), due=Date(1990, 1, 1))
    for label_quoted, words_quoted in ((False, False), (False, True), (True, False), (True, True)):
        phrase = _phrase(part, year, quoted=words_quoted)
        if part.tentative:
            phrase = f"Dự kiến {phrase[0].lower()}{phrase[1:]}"
        written = f"{_words(part.label, quoted=label_quoted)}: {phrase}" if part.label else phrase
        if read_phrase(f"{written}; {_WITNESS}", year) == tuple(dict.fromkeys((part, witness))):
            break
    return written


def _words(words: str, *, quoted: bool) -> str:
    return f"“{words}”" if quoted else words


def _phrase(part: Part, year: int, *, quoted: bool) -> str:
    awaits = _words(part.awaits or "", quoted=quoted)
    match part.kind:
        case Kind.BY if part.due:
            return f"Chậm nhất ngày {_day(part.due)}"
        case Kind.WINDOW if part.start:
            return f"Từ ngày {_day(part.start)} đến " + (f"ngày {_day(part.due)}" if part.due else f"khi {awaits}")
        case Kind.FROM if part.start and part.starts_by:
            return _from(part.start, part.starts_by)
        case Kind.EVERY if part.every:
            return _every(part.every) + _bound(part, year)
        case Kind.AFTER if part.after:
            return _after(part.after, quoted=quoted)
        case Kind.EXTERNAL if part.awaits and part.awaits.startswith("đến khi "):
            return f"Đến khi {_words(part.awaits.removeprefix('đến khi '), quoted=quoted)}"
        case Kind.EXTERNAL:
            return f"Theo {awaits}"
        case Kind.ADHOC:
            return "Khi có yêu cầu"
        case Kind.ONGOING:
            return "Thường xuyên"
        case _:
            return "Chưa xác định"


def _day(day: Date) -> str:
    """Write a date as Nghị định 30/2020/NĐ-CP does: a zero before days under 10 and months 1 and 2."""
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def _sentence(phrase: str) -> str:
    phrase = phrase.strip()
    return phrase[:1].upper() + phrase[1:]


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def _from(start: Date, starts_by: Date) -> str:
    if start == starts_by:
        return f"Từ ngày {_day(start)}"
    if start.day == 1 and start.year == starts_by.year and (starts_by + dt.timedelta(days=1)).day == 1:
        months = (start.month, starts_by.month)
        if months == (1, 12):
            return f"Từ năm {start.year}"
        if start.month == starts_by.month:
            return f"Từ tháng {start.month}/{start.year}"
        if start.month % 3 == 1 and starts_by.month == start.month + 2:
            return f"Từ quý {_ROMAN[starts_by.month // 3]}/{start.year}"
    return f"Từ ngày {_day(start)} đến ngày {_day(starts_by)} và các năm tiếp theo"


def _bound(part: Part, year: int) -> str:
    if part.start is None or part.every is None:
        return ""
    start = f", từ ngày {_day(part.start)}"
    if part.due == last_due(part.every, year, since=part.start):
        return start
    # A range without any occurrence in the plan's year is written as its first day.
    return f"{start} đến ngày {_day(part.due or part.start)}"


def _every(every: Every) -> str:
    day = f"ngày {every.day:02d}" if every.day else ""
    match every.unit:
        case "week" if every.step > 1:
            return f"{every.step:02d} tuần một lần"
        case "week":
            return _sentence(f"{_WEEKDAYS[every.day or 0]} hằng tuần")
        case "month" if every.step > 1:
            return f"{every.step:02d} tháng một lần"
        case "month":
            return _sentence(f"{day} {'tháng sau ' if every.month == 2 else ''}hằng tháng")
        case "quarter" | "half":
            return _every_part_year(every, day)
        case _ if every.step > 1:
            return f"{every.step:02d} năm một lần"
        case _ if every.day is None and every.month is None:
            return "Hằng năm"
        case _:
            return _every_year(every, day)


def _every_year(every: Every, day: str) -> str:
    month = every.month or 12
    later = " năm sau" if month > 12 else ""
    return _sentence(f"{day} tháng {_month((month - 1) % 12 + 1)}{later} hằng năm")


def _every_part_year(every: Every, day: str) -> str:
    """Write a rule of quarters or halves: by the month's place in the quarter, else by dates of the year."""
    if every.day is None and every.month is None and not every.only:
        return "Hằng quý" if every.unit == "quarter" else "Định kỳ 6 tháng"
    if every.unit == "quarter" and len(every.only) != 1:
        month = every.month or 3
        place = ("đầu", "thứ hai", "cuối")[(month - 1) % 3]
        quarters = f"các quý {', '.join(_ROMAN[n] for n in every.only)}" if every.only else "mỗi quý"
        later = " sau" if month > 3 else ""
        return _sentence(f"{day} tháng {place} {'quý' if later else quarters}{later}")
    length, name = (3, "Hằng quý") if every.unit == "quarter" else (6, "Định kỳ 6 tháng")
    months = [length * (n - 1) + (every.month or length) for n in every.only or (1, 2)]
    return f"{name} ({', '.join(f'ngày {every.day:02d}/{_month(n)}' if every.day else f'tháng {n}' for n in months)})"


def _after(after: After, *, quoted: bool) -> str:
    event = _words(after.event, quoted=quoted)
    unit = {"calendar": "ngày", "working": "ngày làm việc", "month": "tháng"}[after.unit]
    length = f"{abs(after.amount):02d} {unit}"
    if not after.event:
        return f"Trong vòng {length}"
    if after.amount == 0:
        return f"Ngay sau khi {event}"
    return f"{length} trước khi {event}" if after.amount < 0 else f"Trong vòng {length} kể từ khi {event}"
