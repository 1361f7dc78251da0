"""Find every plan below directories, each once, and read the files of many plans without delay."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.store.names import LARGEST_FILE
from cchc_cli.store.workspace import FOLDERS, NEEDED_FILES

if TYPE_CHECKING:
    from collections.abc import Iterable

_OF_BARE_REPOSITORY = frozenset({"HEAD", "objects", "refs"})
_BINARY = getattr(os, "O_BINARY", 0)
# A pipe in a plan's folder would never answer: it is opened without waiting, seen to be no file, and left.
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies below the directories asked for, sorted by path.

    ``plans`` are directories of plans; ``repositories`` the tops of git repositories with a working tree, ``bare``
    those without one; ``closed`` the directories that can't be looked into.
    """

    plans: tuple[Path, ...]
    repositories: tuple[Path, ...]
    bare: tuple[Path, ...]
    closed: tuple[Path, ...]


def find_below(directories: Iterable[Path]) -> Found:
    """Find plans and git repositories below directories, the directories themselves among them.

    A directory reached twice, through a link or from a directory above, is looked at once; hidden ones are passed
    over. Raises Refused for a directory that does not exist.
    """
    walk = _Walk()
    for directory in directories:
        if not os.path.isdir(directory):  # noqa: PTH112 (does not raise)
            raise Refused(f"Không có thư mục “{directory}”.", "Kiểm tra lại đường dẫn.")
        walk.through(str(directory))
    found = (walk.plans, walk.repositories, walk.bare, walk.closed)
    return Found(*(tuple(map(Path, sorted(paths))) for paths in found))


@dataclass(slots=True)
class _Walk:
    plans: list[str] = field(default_factory=list)
    repositories: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def through(self, top: str) -> None:
        """Look at a directory and all below it, the nearest first, so that links are not preferred to folders."""
        waiting = [top]
        while waiting:
            linked: list[str] = []
            while waiting:
                folder = waiting.pop()
                if self._is_new(folder):
                    inner, links = self._look(folder)
                    waiting += inner
                    linked += links
            waiting = linked

    def _is_new(self, folder: str) -> bool:
        try:
            status = os.stat(folder)  # noqa: PTH116 (a str is at hand)
        except OSError:
            self.closed.append(folder)
            return False
        known = (status.st_dev, status.st_ino)
        if known in self.seen:
            return False
        self.seen.add(known)
        return True

    def _look(self, folder: str) -> tuple[list[str], list[str]]:
        """Note what a folder is; return the folders in it, and those that links in it lead to."""
        try:
            with os.scandir(folder) as listed:
                entries = list(listed)
        except OSError:
            self.closed.append(folder)
            return [], []
        names = {entry.name for entry in entries}
        if names >= _OF_BARE_REPOSITORY:
            self.bare.append(folder)
            return [], []
        if ".git" in names:
            self.repositories.append(folder)
        is_plan = any(entry.name in NEEDED_FILES and _is(entry, stat.S_IFREG) for entry in entries)
        if is_plan:
            self.plans.append(folder)
        inner: list[str] = []
        links: list[str] = []
        for entry in entries:
            own = is_plan and entry.name in FOLDERS
            if not own and not entry.name.startswith(".") and _is(entry, stat.S_IFDIR):
                (links if entry.is_symlink() else inner).append(entry.path)
        return inner, links


def _is(entry: os.DirEntry[str], kind: int) -> bool:
    """Whether an entry, or what a link leads to, is of a kind; a link that leads nowhere is of none."""
    try:
        return entry.is_dir() if kind == stat.S_IFDIR else entry.is_file()
    except OSError:
        return False


class Swift:
    """The files of a plan in a directory, as :class:`OnDisk` gives them, in less time: paths are texts."""

    def __init__(self, directory: Path) -> None:
        self._directory = str(directory)

    def has(self, name: str) -> bool:
        """Whether there is something of this name, be it a link that leads nowhere."""
        return os.path.lexists(f"{self._directory}/{name}")

    def names(self, folder: str) -> list[str]:
        """Return what lies in a folder but hidden files, sorted; raises OSError."""
        listed = os.listdir(f"{self._directory}/{folder}")  # noqa: PTH208 (a str is at hand)
        return sorted(name for name in listed if not name.startswith("."))

    def read(self, name: str) -> bytes:
        """Return what a file holds, one byte more than a plan file may have at the most; raises OSError."""
        return _read(f"{self._directory}/{name}")


def _read(path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | _BINARY | _NO_WAIT)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        left = LARGEST_FILE + 1
        pieces: list[bytes] = []
        while left:
            piece = os.read(descriptor, min(left, max(status.st_size + 1, 1 << 16)))
            if not piece:
                break
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(descriptor)
