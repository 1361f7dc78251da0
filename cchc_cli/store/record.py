"""Append one entry to a file of facts or readings: the old bytes and exactly one entry more, or nothing."""

from __future__ import annotations

import errno
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.store.lock import exclusive, swap
from cchc_cli.store.source import Data, Entry, Source, entry_text, list_indent, read_source
from cchc_cli.store.workspace import FOLDERS, NEEDED_FILES, read_bytes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

_TEMPORARY = ".cchc-tmp"
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
    try:
        _require_inside(directory, file)
        if dry_run:
            return _planned(directory, file, make_entry)[0]
        lock_on = next((directory / name for name in NEEDED_FILES if (directory / name).is_file()), None)
        if lock_on is None:
            raise Refused(f"“{directory}” không còn là thư mục kế hoạch.")
        with exclusive(lock_on):
            _sweep(directory)
            while True:
                appended, old, new = _planned(directory, file, make_entry)
                if _replace(directory / file, old, new):
                    return appended
    except OSError as error:
        raise _refusal(file, error) from error


def _planned(
    directory: Path, file: str, make_entry: Callable[[Source | None], Entry]
) -> tuple[Appended, bytes | None, bytes]:
    """Work out the new bytes of the file and prove them, without touching anything."""
    old = _read(directory / file)
    source = read_source(file, old) if old is not None else None
    if source is not None and source.findings:
        problem = source.findings[0]
        raise Refused(
            f"Chưa ghi vào {file}: tệp đang có lỗi. {problem.message}",
            "Chạy “cchc validate” để xem lỗi ở dòng nào, sửa rồi ghi lại.",
        )
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
    return Appended(file, text, text + tail.decode(), entry_id), old, (old or b"") + tail


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
    if again.findings or again.data != [_as_data(entry)]:
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
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
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
    if again.findings or not isinstance(again.data, list) or again.data[len(held) :] != [_as_data(entry)]:
        return False
    if source is not None and not source.text.endswith(("\n", "\r")):
        # A block of text at the very end had no line break yet: it gets one, as the file does.
        return _unbroken(again.data[: len(held)]) == _unbroken(held)
    return again.data[: len(held)] == held


def _as_data(entry: object) -> Data:
    if isinstance(entry, dict):
        return {str(key): _as_data(value) for key, value in entry.items()}
    if isinstance(entry, list):
        return [_as_data(value) for value in entry]
    return str(entry)


def _unbroken(data: Data) -> Data:
    if isinstance(data, dict):
        return {key: _unbroken(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_unbroken(value) for value in data]
    return data.removesuffix("\n") if isinstance(data, str) else data


def _read(path: Path) -> bytes | None:
    try:
        return read_bytes(path)
    except FileNotFoundError:
        return None


def _require_inside(directory: Path, file: str) -> None:
    """Refuse to write through a link that leads out of the plan."""
    try:
        target, home = (directory / file).resolve(), directory.resolve()
    except RuntimeError as error:  # how a ring of links was reported before Python 3.13
        raise Refused(f"Chưa ghi: {file} là liên kết vòng.", "Xóa liên kết này rồi ghi lại.") from error
    if not target.is_relative_to(home):
        raise Refused(f"Chưa ghi: {file} là liên kết trỏ ra ngoài thư mục kế hoạch.")


def _replace(path: Path, old: bytes | None, new: bytes) -> bool:
    """Put the new bytes in place atomically; False when the file changed since ``old`` was read."""
    path = path.resolve()
    path.parent.mkdir(exist_ok=True)
    temporary = path.parent / f".{path.name}.{os.getpid()}{_TEMPORARY}"
    mode = path.stat().st_mode & 0o777 if old is not None and path.exists() else 0o666
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        if _read(path) != old:
            return False
        if old is not None:
            temporary.chmod(mode)
        swap(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return True


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets a folder be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(directory: Path) -> None:
    """Remove what killed writers left; called under the lock, so no living writer's file is among it."""
    for folder in FOLDERS:
        with suppress(OSError):
            for left in (directory / folder).glob(f".*{_TEMPORARY}"):
                left.unlink(missing_ok=True)


def _refusal(file: str, error: OSError) -> Refused:
    if isinstance(error, IsADirectoryError):
        return Refused(f"Chưa ghi: {file} không phải là tệp.", "Kiểm tra lại thư mục kế hoạch.")
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return Refused(f"Chưa ghi vào {file}: hết chỗ trên đĩa. Tệp cũ còn nguyên.", "Dọn bớt đĩa rồi ghi lại.")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return Refused(f"Chưa ghi vào {file}: không có quyền ghi.", "Kiểm tra quyền của thư mục kế hoạch.")
    return Refused(f"Chưa ghi vào {file}: hệ thống báo lỗi số {error.errno}. Tệp cũ còn nguyên.")


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
