"""Append one entry to a file of facts or readings: the old bytes and exactly one entry more, or nothing."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.store.change import as_data, change, newline_of, read_present, unbroken
from cchc_cli.store.source import Entry, entry_text, list_indent, read_source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from cchc_cli.store.data import Data, Source

_LETTERS, _DIGITS = "abcdefghkmnpqrstuvwxyz", "23456789"


@dataclass(frozen=True, slots=True)
class Appended:
    """What an append did, or would do: the file, its text before and after, and the entry's id."""

    file: str
    before: str
    after: str
    entry_id: str


def append(
    directory: Path,
    file: str,
    make_entry: Callable[[Source | None], Entry],
    *,
    dry_run: bool = False,
) -> Appended:
    """Append to ``file`` of the plan the entry that ``make_entry`` gives for its present content.

    ``make_entry`` is called under the plan's lock with what the file holds now (None where there is no
    file yet), so that what it checks can't change before the write; it may raise Refused. The id is
    added here. Nothing is written on a dry run. Raises Refused when the file can't take the entry.
    """
    return change(directory, file, lambda old: _planned(file, old, make_entry), dry_run=dry_run)


def _planned(file: str, old: bytes | None, make_entry: Callable[[Source | None], Entry]) -> tuple[bytes, Appended]:
    """Work out the new bytes of the file and prove them, without touching anything."""
    source = read_present(file, old)
    held = source.data if source is not None else None
    if held is not None and not isinstance(held, list):
        raise Refused(f"Chưa ghi vào {file}: tệp không phải là một danh sách các mục bắt đầu bằng “- ”.")
    entry = make_entry(source)
    entry_id = _fresh_id(held or [])
    entry = _with_id(entry, entry_id)
    block = _block(file, entry)
    text = source.text if source is not None else ""
    tails = _tails(file, text, block)
    tail = next((tail for tail in tails if _is_proven(file, source, entry, (old or b"") + tail)), None)
    if tail is None:
        raise Refused(
            f"Chưa ghi vào {file}: không ghi thêm được mà giữ nguyên các mục đã có.",
            "Xem lại cuối tệp (dấu nháy chưa đóng, đoạn chữ dùng “|”), rồi ghi lại.",
        )
    return (old or b"") + tail, Appended(file, text, text + tail.decode(), entry_id)


def _with_id(entry: Entry, entry_id: str) -> Entry:
    """Put the id after the two dates, where people look for it."""
    head = {key: entry[key] for key in ("date", "recorded") if key in entry}
    return {**head, "id": entry_id, **{key: value for key, value in entry.items() if key not in head}}


def _fresh_id(held: list[Data]) -> str:
    """Return a short random id that no entry of the file has; it never reads as a number or a word."""
    taken = [entry.get("id") for entry in held if isinstance(entry, dict)]
    while True:
        tail = "".join(secrets.choice(_LETTERS + _DIGITS) for _ in range(3))
        entry_id = secrets.choice(_LETTERS) + secrets.choice(_DIGITS) + tail
        if entry_id not in taken:
            return entry_id


def _block(file: str, entry: Entry) -> list[str]:
    """Return the lines of a new entry, proven to read back as what was said."""
    text = entry_text(entry)
    again = read_source(file, text.encode(errors="surrogatepass"))
    if again.findings or again.data != [as_data(entry)]:
        raise Refused(
            f"Chưa ghi vào {file}: nội dung có ký tự không ghi được vào tệp.",
            "Bỏ các ký tự lạ (thường do dán từ nơi khác), rồi ghi lại.",
        )
    return text.removesuffix("\n").split("\n")


def _tails(file: str, text: str, block: list[str]) -> tuple[bytes, ...]:
    """Return what can be put after a file's text, best first: the entry in the file's own indent and line ends.

    A blank line goes before it where the file has one between its entries, unless that would become
    part of the last one.
    """
    indent = list_indent(text)
    if indent is None:
        raise Refused(
            f"Chưa ghi vào {file}: danh sách đang viết trong ngoặc vuông [ ].",
            "Viết lại mỗi mục trên dòng riêng, bắt đầu bằng “- ”, rồi ghi lại.",
        )
    newline = newline_of(text)
    joined = newline.join(" " * indent + line if line else "" for line in block) + newline
    gap = "" if not text or text.endswith(("\n", "\r")) else newline
    gaps = (gap + newline, gap) if _is_spaced(text, indent) else (gap,)
    return tuple((gap + joined).encode() for gap in gaps)


def _is_spaced(text: str, indent: int) -> bool:
    """Whether the last entry of the file stands after a blank line, as a new one then should."""
    lines = _lines(text.rstrip())
    dash = " " * indent + "- "
    last = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].startswith(dash)), 0)
    while last > 0 and lines[last - 1].lstrip().startswith("#"):
        last -= 1
    return last > 0 and not lines[last - 1].strip()


def _is_proven(file: str, source: Source | None, entry: Entry, new: bytes) -> bool:
    """Read the new bytes again and tell whether they hold the old entries and exactly the new one."""
    again = read_source(file, new)
    held = source.data if source is not None and isinstance(source.data, list) else []
    if again.findings or not isinstance(again.data, list) or again.data[len(held) :] != [as_data(entry)]:
        return False
    if source is not None and not source.text.endswith(("\n", "\r")):
        # A block of text at the very end had no line break yet: it gets one, as the file does.
        return unbroken(again.data[: len(held)]) == unbroken(held)
    return again.data[: len(held)] == held


def _lines(text: str) -> list[str]:
    lines = re.split(r"\r\n|\r|\n", text)
    return lines if lines[-1] else lines[:-1]


def unified_diff(appended: Appended, folder: str) -> str:
    """Return the change as ``git diff`` would show it."""
    import difflib

    name = f"{folder}/{appended.file}"
    lines = difflib.unified_diff(
        _lines(appended.before),
        _lines(appended.after),
        f"a/{name}" if appended.before else "/dev/null",
        f"b/{name}",
        lineterm="",
    )
    return "\n".join(lines) + "\n"


def stamped(date: dt.date, recorded: dt.date) -> dict[str, dt.date]:
    """Return the two dates every entry begins with."""
    return {"date": date, "recorded": recorded}
