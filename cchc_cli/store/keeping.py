"""What was worked out before, kept in the user's cache directory under the content it was worked out from.

Nothing in it is ever needed: a value that is lost, unreadable, of another shape or of doubtful origin is
simply not there, and a directory that can't be written keeps nothing.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.store.workspace import FOLDERS, misnamed_files, plan_files

try:
    # hashlib would load OpenSSL first, which costs more than all that is hashed here.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc_cli.store.workspace import Folder

MOST_ENTRIES = 20_000
MOST_BYTES = 512 * 1024 * 1024
LARGEST_ENTRY = 64 * 1024 * 1024
_ENDING = ".json"
_LENGTH = 32


def digest_of(*parts: bytes | str) -> str:
    """Return a name for a sequence of texts: another one for any other sequence."""
    digest = blake2b(digest_size=_LENGTH)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()


def content_digest(plan: Folder) -> str | None:
    """Return a name for all that is read of a plan, None where any of it can't be read."""
    parts: list[bytes | str] = []
    try:
        for name in plan_files(plan):
            if name in FOLDERS:
                return None
            parts += [name, plan.read(name)]
    except OSError:
        return None
    return digest_of(*parts, "", *misnamed_files(plan))


def program_stamp(version: str) -> str:
    """Return a name for this very program: its version, its files, and the libraries installed beside it.

    The portable build holds most of these within the executable, which therefore counts as one of them.
    """
    package = Path(__file__).resolve().parent.parent
    seen = [f"{name} {stat.st_mtime_ns} {stat.st_size}" for name, stat in _files_below(str(package))]
    for place in (*sys.path, sys.executable):
        with suppress(OSError, ValueError):
            seen.append(f"{place} {os.stat(place).st_mtime_ns}")  # noqa: PTH116 (a str is at hand)
    return digest_of(version, sys.version, *sorted(seen))


def _files_below(folder: str) -> Iterable[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files_below(entry.path)
            else:
                yield entry.path, entry.stat()


class Keeper(NamedTuple):
    """Values in a directory of the user's own, by digest; ``stamp`` is that of the program that keeps them."""

    folder: Path
    stamp: str

    def recall(self, key: str) -> object:
        """Return the value kept under a key, None where there is none of use."""
        try:
            raw = _own_bytes(self._path(key))
            if raw is None:
                return None
            seal, _, raw = raw.partition(b"\n")
            if seal.decode("ascii") != self._seal(key, raw):
                return None
            value: object = json.loads(raw)
        except (OSError, ValueError, RecursionError):
            return None
        return value

    def keep(self, key: str, value: object) -> None:
        """Keep a value of dicts, lists, texts and numbers under a key, where that can be done."""
        raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        if len(raw) > LARGEST_ENTRY - 2 * _LENGTH - 1:
            return
        path = self._path(key)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        with suppress(OSError):
            if not self._is_private():
                return
            try:
                descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
                with os.fdopen(descriptor, "wb") as file:
                    file.write(self._seal(key, raw).encode() + b"\n" + raw)
                temporary.replace(path)
            finally:
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)
            # To look through the whole directory each time would cost more than it saves.
            if path.name < _NOW_AND_THEN:
                self.prune()

    def _path(self, key: str) -> Path:
        return self.folder / f"{digest_of(self.stamp, key)}{_ENDING}"

    def _seal(self, key: str, raw: bytes) -> str:
        return digest_of(self.stamp, key, raw)

    def _is_private(self) -> bool:
        """Make the directory where it is missing, and tell whether only its owner, ourselves, can write there."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _is_ours(self.folder.stat())

    def prune(self) -> None:
        """Take away the older half once there are too many, what a killed process left half written included."""
        with os.scandir(self.folder) as found:
            held = [(entry.stat(follow_symlinks=False), entry.path) for entry in found if _ENDING in entry.name]
        if len(held) <= MOST_ENTRIES and sum(status.st_size for status, _ in held) <= MOST_BYTES:
            return
        held.sort(key=lambda each: each[0].st_mtime_ns)
        for _, path in held[: (len(held) + 1) // 2]:
            with suppress(OSError):
                os.unlink(path)  # noqa: PTH108 (a str is at hand)


_NOW_AND_THEN = "08"
_OPENING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def _own_bytes(path: Path) -> bytes | None:
    """Return what a file of our own holds, None for anything else: a pipe, say, would never answer."""
    descriptor = os.open(path, _OPENING)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or not _is_ours(status) or status.st_size > LARGEST_ENTRY:
            return None
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(status.st_size)
    finally:
        os.close(descriptor)


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody but ourselves could have written a file, as far as the system tells."""
    if sys.platform == "win32":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022
