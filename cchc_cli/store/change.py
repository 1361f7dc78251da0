"""Change one file of a plan safely: under the lock, proven beforehand, put in place whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from cchc_cli.domain.refusal import Refused
from cchc_cli.store.lock import exclusive, swap
from cchc_cli.store.source import read_source
from cchc_cli.store.workspace import FOLDERS, NEEDED_FILES, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cchc_cli.store.data import Data, Source

    Said = TypeVar("Said")

_TEMPORARY = ".cchc-tmp"


def change(
    directory: Path,
    file: str,
    make: Callable[[bytes | None], tuple[bytes, Said]],
    *,
    dry_run: bool = False,
) -> Said:
    """Put in the place of what ``file`` of the plan holds the bytes that ``make`` gives for it.

    ``make`` is called under the plan's lock with the bytes there are now (None where there is no file
    yet), and again where somebody changed them meanwhile; it proves what it gives, and says what the
    caller is told. It may raise Refused, and nothing is written then, nor on a dry run, nor where
    the bytes stay the same. Raises Refused when the file can't be written.
    """
    try:
        _require_inside(directory, file)
        if dry_run:
            return make(_read(directory / file))[1]
        lock_on = next((directory / name for name in NEEDED_FILES if (directory / name).is_file()), None)
        if lock_on is None:
            raise Refused(f"“{directory}” không còn là thư mục kế hoạch.")
        with exclusive(lock_on):
            _sweep(directory)
            while True:
                old = _read(directory / file)
                new, said = make(old)
                if new == old or _replace(directory / file, old, new):
                    return said
    except OSError as error:
        raise _refusal(file, error) from error


def read_present(file: str, old: bytes | None) -> Source | None:
    """Return what the bytes of a file hold, None where there is no file; raise Refused when they can't be read."""
    source = read_source(file, old) if old is not None else None
    if source is not None and source.findings:
        problem = source.findings[0]
        raise Refused(
            f"Chưa ghi vào {file}: tệp đang có lỗi. {problem.message}",
            "Chạy “cchc validate” để xem lỗi ở dòng nào, sửa rồi ghi lại.",
        )
    return source


def newline_of(text: str) -> str:
    """Return how a text ends its lines."""
    return "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"


def as_data(entry: object) -> Data:
    """Return what is to be written as it will be read again: mappings, lists and texts."""
    if isinstance(entry, dict):
        return {str(key): as_data(value) for key, value in entry.items()}
    if isinstance(entry, list):
        return [as_data(value) for value in entry]
    return str(entry)


def unbroken(data: Data) -> Data:
    """Return data with no line break at the end of its texts: a block of text at a file's very end has none yet."""
    if isinstance(data, dict):
        return {key: unbroken(value) for key, value in data.items()}
    if isinstance(data, list):
        return [unbroken(value) for value in data]
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
    return Refused(
        f"Chưa ghi vào {file}: hệ thống báo lỗi số {error.errno}. Tệp cũ còn nguyên.",
        "Thử ghi lại; vẫn vậy thì chạy cchc doctor.",
    )
