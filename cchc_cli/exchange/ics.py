"""Write calendars as iCalendar files (RFC 5545): whole days, stable identities, the same bytes every time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Date = dt.date
LONGEST_LINE = 75
_DAYS_BEFORE = 7
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that falls on a day.

    ``uid`` tells the event from all others for good, whatever is reworded; ``stamp`` is the day what is
    known of it was last written down, ``revision`` grows whenever its day may have changed: calendars take no
    update with a smaller one. ``alarm`` asks for one a week before.
    """

    uid: str
    date: Date
    summary: str
    stamp: Date
    description: str = ""
    category: str = ""
    revision: int = 0
    alarm: bool = True


def write_calendar(events: Iterable[Event], *, name: str) -> str:
    """Return a calendar of all-day events; lines end in CR LF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cchc//cchc//VI",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in fold_line(line))


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_day(event.stamp)}T000000Z"
    yield f"LAST-MODIFIED:{_day(event.stamp)}T000000Z"
    yield f"SEQUENCE:{event.revision}"
    yield f"DTSTART;VALUE=DATE:{_day(event.date)}"
    # The last days of the calendar's range have no day after them.
    if event.date < Date.max:
        yield f"DTEND;VALUE=DATE:{_day(event.date + dt.timedelta(days=1))}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.category:
        yield f"CATEGORIES:{_text(event.category)}"
    yield "TRANSP:TRANSPARENT"
    if event.alarm:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(event.summary)}"
        yield f"TRIGGER:-P{_DAYS_BEFORE}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def fold_line(line: str) -> list[str]:
    """Part a line into pieces of at most 75 octets, later ones after a blank; no letter is cut in two."""
    pieces: list[str] = []
    piece, size = "", 0
    for char in line:
        octets = len(char.encode("utf-8"))
        if size + octets > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += octets
    return [*pieces, piece]


def _text(text: str) -> str:
    """Return text as a value: marks escaped, one kind of line break, nothing that is no character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(char if char == "\n" or _is_writable(char) else "\N{REPLACEMENT CHARACTER}" for char in text)
    return "".join(_ESCAPES.get(char, char) for char in kept)


def _is_writable(char: str) -> bool:
    code = ord(char)
    return not (code < 0x20 or 0x7F <= code < 0xA0 or code in {0x2028, 0x2029} or 0xD800 <= code < 0xE000)


def _day(day: Date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"
