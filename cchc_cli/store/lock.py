"""One writer at a time: an operating-system lock on a plan, gone with the process that held it."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_SECONDS = 120.0
_PAUSE_SECONDS = 0.01
_SWAP_ATTEMPTS = 200 if sys.platform == "win32" else 0
_LONGEST_STEM = 40  # of the name of a temporary file, which a long name would make too long
_FAR_BYTE = 0x7FFF0000  # beyond any content: Windows locks are mandatory, and readers must not be shut out


@contextmanager
def exclusive(file: Path, *, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the lock on an existing file that all writers of a plan share, here its plan.yaml.

    The file is only opened for reading and nothing is written beside it. Where it was replaced while
    waiting, the lock is taken again on the file that is there now. Raises Refused when another process
    holds the lock for longer than ``patience`` seconds.
    """
    give_up = time.monotonic() + patience
    while True:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            while not _try_lock(descriptor):
                if time.monotonic() > give_up:
                    raise Refused(
                        "Kế hoạch đang được người khác ghi, chờ quá lâu.",
                        "Thử lại sau ít phút; nếu vẫn vậy, tìm chương trình cchc đang chạy dở và đóng lại.",
                    )
                time.sleep(_PAUSE_SECONDS)
            if _is_same(descriptor, file):
                yield
                return
        finally:
            os.close(descriptor)


def swap(new: Path, old: Path) -> None:
    """Put one file in the place of another, atomically.

    Windows refuses that while somebody reads the old one, which readers do for a moment only.
    """
    for _ in range(_SWAP_ATTEMPTS):
        try:
            new.replace(old)
        except PermissionError:
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    new.replace(old)


def put(path: Path, content: bytes) -> None:
    """Put a file in place whole or not at all; raises OSError."""
    temporary = path.parent / f".{path.name[:_LONGEST_STEM]}.{os.getpid()}.cchc-tmp"
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        swap(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _is_same(descriptor: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
