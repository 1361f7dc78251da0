"""Sign the files made, so that one changed by hand since is never overwritten unasked.

The mark stands where its format allows a remark: a comment of Markdown, HTML, PDF or the zip archive of
Word, a private property of a calendar. JSON has no such place and is not signed.
"""

from __future__ import annotations

import hashlib
import re

_LENGTH = 32
_BLANK = b"0" * _LENGTH
_MARK = re.compile(rb"cchc-([0-9a-f]{32})")
_NEAR = 400
_ZIP_END = b"PK\x05\x06"
_ZIP_END_SIZE = 22
_CALENDAR = b"BEGIN:VCALENDAR\r\n"


def sign(content: bytes) -> bytes:
    """Return a file's content with its mark; the same content where the format has no place for one."""
    marked = _with_blank_mark(content)
    return content if marked is None else _filled(marked, _digest(marked))


def is_unchanged(content: bytes) -> bool:
    """Whether a file bears the mark that its content was signed with."""
    at = _mark_at(content)
    if at is None:
        return False
    blank = content[:at] + _BLANK + content[at + _LENGTH :]
    return content[at : at + _LENGTH] == _digest(blank)


def _mark_at(content: bytes) -> int | None:
    if content.startswith(_CALENDAR):
        first = _MARK.search(content, 0, _NEAR)
        return first.start(1) if first else None
    found = list(_MARK.finditer(content, max(0, len(content) - _NEAR)))
    return found[-1].start(1) if found else None


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest()[:_LENGTH].encode()


def _filled(marked: bytes, digest: bytes) -> bytes:
    at = _mark_at(marked)
    return marked if at is None else marked[:at] + digest + marked[at + _LENGTH :]


def _with_blank_mark(content: bytes) -> bytes | None:
    mark = b"cchc-" + _BLANK
    if content.startswith(b"PK"):
        end = content.rfind(_ZIP_END)
        if end < 0 or len(content) - end != _ZIP_END_SIZE:
            return None
        return content[:-2] + len(mark).to_bytes(2, "little") + mark
    if content.startswith(b"%PDF"):
        return content.rstrip(b"\n") + b"\n%" + mark + b"\n"
    if content.startswith(_CALENDAR):
        # Properties of the calendar stand before its events (RFC 5545, 3.6).
        return _CALENDAR + b"X-CCHC-MARK:" + mark + b"\r\n" + content.removeprefix(_CALENDAR)
    if content.lstrip()[:1] in {b"{", b"["}:
        return None
    return content.rstrip(b"\n") + b"\n\n<!-- " + mark + b" -->\n"
