"""Read a plan as it was at a revision, from git's objects; the working tree is not looked at."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.vocabulary import short_date
from cchc_cli.store.load import load_from
from cchc_cli.store.names import LARGEST_FILE
from cchc_cli.store.workspace import FOLDERS, NEEDED_FILES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from cchc_cli.review.git import Commit, Repository
    from cchc_cli.store.load import Loaded

MOST_PLANS_NAMED = 8


@dataclass(frozen=True, slots=True)
class Held:
    """The files of a plan as bytes, by name; ``astray`` are links that lead out of the repository, or nowhere."""

    files: Mapping[str, bytes]
    astray: Collection[str] = field(default=())

    def has(self, name: str) -> bool:
        """Whether there is a file, a folder or a link of this name."""
        return any(each == name or each.startswith(f"{name}/") for each in (*self.files, *self.astray))

    def names(self, folder: str) -> list[str]:
        """Return what lies in a folder but hidden files, sorted; raises OSError where it is none."""
        start = f"{folder}/" if folder else ""
        below = [each.removeprefix(start) for each in (*self.files, *self.astray) if each.startswith(start)]
        if folder and not below:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder)
        return sorted({name.partition("/")[0] for name in below if not name.startswith(".")})

    def read(self, name: str) -> bytes:
        """Return what a file holds; raises OSError for what is none."""
        if name in self.files:
            return self.files[name]
        if name in self.astray:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)


def plan_at_revision(repository: Repository, rev: str | Commit, directory: Path) -> Loaded:
    """Return the plan of a directory as it was at a revision.

    The directory need not exist in the working tree. Faults of the plan are findings, as when it is read
    from the disk. Raises Refused for an unknown revision, and where there was no plan then.
    """
    commit = repository.commit(rev) if isinstance(rev, str) else rev
    folder = repository.folder(directory)
    held = held_at(repository, commit.id, folder)
    if not any(name in held.files for name in NEEDED_FILES):
        raise _absent(repository, commit, folder)
    return load_from(held, directory)


def held_at(repository: Repository, commit: str, folder: str) -> Held:
    """Return the files of a plan in a folder of a commit; whatever else lies there is not read."""
    listed = [entry for entry in repository.entries(commit, folder) if _is_of_plan(entry.path)]
    entries = repository.followed(commit, folder, listed)
    # A link to a folder brings in all that lies below it.
    entries = [entry for entry in entries if _is_of_plan(entry.path)]
    contents = dict(repository.blobs((entry.id for entry in entries), LARGEST_FILE + 1))
    reached = {entry.path.partition("/")[0] for entry in entries} | {entry.path for entry in entries}
    astray = [entry.path for entry in listed if entry.is_link and entry.path not in reached]
    return Held({entry.path: contents[entry.id] for entry in entries}, astray)


def _is_of_plan(path: str) -> bool:
    """Whether a path may be one of a plan's: a YAML file beside plan.yaml or in one of its folders."""
    above, _, name = path.rpartition("/")
    return path in FOLDERS or (above in {"", *FOLDERS} and name.lower().endswith((".yaml", ".yml")))


def plans_at(repository: Repository, commit: str) -> list[str]:
    """Return the folders that hold a plan at a commit, sorted."""
    paths = (entry.path for entry in repository.entries(commit))
    return sorted({path.rpartition("/")[0] for path in paths if path.rpartition("/")[2] in NEEDED_FILES})


def plan_folder_at(repository: Repository, rev: str, year: int | None = None) -> Path:
    """Return the directory of the only plan there was at a revision, or of the only one for a year.

    The year is told by the name of the folder. Raises Refused where there is none, or more than one.
    """
    commit = repository.commit(rev)
    found = plans_at(repository, commit.id)
    fitting = [each for each in found if year is None or each.rpartition("/")[2].startswith(str(year))]
    if len(fitting) != 1:
        raise _unclear(commit, found)
    return repository.root / fitting[0]


def _absent(repository: Repository, commit: Commit, folder: str) -> Refused:
    where = folder or "."
    return _unclear(commit, plans_at(repository, commit.id), f" trong thư mục “{where}”")


def _unclear(commit: Commit, found: list[str], where: str = "") -> Refused:
    when = f"lần ghi {commit.short} ngày {short_date(commit.date)}"
    if not found:
        return Refused(f"Ở {when} chưa có kế hoạch nào.", "Chọn lần ghi khác (xem “git log”).")
    listed = ", ".join(each or "." for each in found[:MOST_PLANS_NAMED])
    listed += " …" if len(found) > MOST_PLANS_NAMED else ""
    message = f"Ở {when} không có kế hoạch{where}." if where else f"Ở {when} chưa rõ cần kế hoạch nào."
    return Refused(message, f"Kế hoạch khi đó nằm ở: {listed}. Chỉ rõ bằng --plan.")
