"""Where plans are: finding the directory of a plan, and the files it is made of."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cchc_cli.domain.refusal import Refused
from cchc_cli.store.names import LARGEST_FILE, is_id, read_year

if TYPE_CHECKING:
    from pathlib import Path

NEEDED_FILES = ("plan.yaml", "appendix.yaml")
OTHER_FILES = (
    "indicators.yaml",
    "units.yaml",
    "corrections.yaml",
    "amendments.yaml",
    "baseline.yaml",
    "statistics.yaml",
)
FOLDERS = ("progress", "measurements", "reports")
_ENDING = ".yaml"


class Wanted(NamedTuple):
    """What the caller says of the plan it wants; all of it may be unsaid."""

    directory: Path | None = None
    year: int | None = None
    as_of_year: int | None = None


def find_plan(wanted: Wanted, start: Path) -> Path:
    """Return the directory of the plan wanted, looking upwards from ``start`` for a folder ``plan``.

    Raises Refused when there is none, or when several fit equally well.
    """
    if wanted.directory is not None:
        return _given(wanted.directory, wanted.year)
    for folder in (start, *start.parents):
        if is_plan(folder):
            return folder
        if _is_folder(folder / "plan"):
            plans = _plans_below(folder / "plan")
            if plans:
                return _choose(plans, wanted)
    raise Refused(
        "Không tìm thấy kế hoạch nào từ thư mục này trở lên.",
        "Chuyển vào thư mục có thư mục “plan”, hoặc chỉ rõ bằng --plan THƯ_MỤC.",
    )


def _given(directory: Path, year: int | None) -> Path:
    if is_plan(directory):
        return directory
    if not _is_folder(directory):
        raise Refused(f"Không có thư mục kế hoạch “{directory}”.", "Kiểm tra lại đường dẫn sau --plan.")
    inside = directory / "plan" if _is_folder(directory / "plan") else directory
    plans = _plans_below(inside)
    if not plans:
        raise Refused(
            f"Thư mục “{directory}” không có kế hoạch nào.",
            "Một thư mục kế hoạch có tệp plan.yaml và appendix.yaml.",
        )
    return _choose(plans, Wanted(year=year))


def is_plan(folder: Path) -> bool:
    """Whether a folder holds a plan."""
    return any(_is_file(folder / name) for name in NEEDED_FILES)


# Unlike Path.is_dir and Path.is_file these two do not raise where a folder may not be searched.
def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113


def _plans_below(folder: Path) -> list[Path]:
    if is_plan(folder):
        return [folder]
    try:
        return sorted(inner for inner in folder.iterdir() if is_plan(inner))
    except OSError:
        return []


def _choose(plans: list[Path], wanted: Wanted) -> Path:
    years = {plan: year_of(plan) for plan in plans}
    for year in (wanted.year, wanted.as_of_year):
        fitting = [plan for plan in plans if years[plan] == year]
        if year is not None and len(fitting) > 1:
            raise _several(fitting)
        if fitting and year is not None:
            return fitting[0]
        if year is not None and year == wanted.year:
            found = ", ".join(sorted({str(known) for known in years.values() if known}))
            raise Refused(f"Không có kế hoạch năm {year}.", f"Các năm có kế hoạch: {found}." if found else "")
    latest = max((year or 0 for year in years.values()), default=0)
    fitting = [plan for plan in plans if (years[plan] or 0) == latest]
    if len(fitting) > 1:
        raise _several(fitting)
    return fitting[0]


def _several(plans: list[Path]) -> Refused:
    listed = "\n".join(f"  --plan {plan}" for plan in plans)
    return Refused("Có nhiều kế hoạch phù hợp; cần chỉ rõ một kế hoạch:", listed)


def year_of(plan: Path) -> int | None:
    """Return the year a plan is for: as its plan.yaml says, else as its folder's name begins."""
    try:
        with (plan / "plan.yaml").open(encoding="utf-8-sig", errors="replace") as lines:
            for line in lines:
                key, colon, value = line.partition(":")
                if colon and key.strip("\"' ") == "year" and not line.startswith(" "):
                    return read_year(value.partition("#")[0].strip().strip("\"'"))
    except OSError:
        pass
    return read_year(plan.name[:4])


class Folder(Protocol):
    """The files of a plan, wherever they are kept; names are relative to it, with forward slashes."""

    def has(self, name: str) -> bool:
        """Whether there is something of this name, of use or not."""

    def names(self, folder: str) -> list[str]:
        """Return what lies in a folder (``""``: the plan's own) but hidden files, sorted; raises OSError."""

    def read(self, name: str) -> bytes:
        """Return what a file holds, at most a byte more than a plan file may have; raises OSError."""


class OnDisk(NamedTuple):
    """The files of a plan in a directory."""

    directory: Path

    def has(self, name: str) -> bool:
        """Whether there is something of this name, be it a link that leads nowhere."""
        return os.path.lexists(self.directory / name)

    def names(self, folder: str) -> list[str]:
        """Return what lies in a folder but hidden files, sorted; raises OSError."""
        names = os.listdir(self.directory / folder)  # noqa: PTH208 (only names are wanted)
        return sorted(name for name in names if not name.startswith("."))

    def read(self, name: str) -> bytes:
        """Return what a file holds; raises OSError."""
        return read_bytes(f"{self.directory}/{name}")


def plan_files(plan: Folder) -> tuple[str, ...]:
    """Return the files of a plan that exist.

    A folder of entries that can't be listed is named itself, for its reader to report.
    """
    found = [name for name in (*NEEDED_FILES, *OTHER_FILES) if plan.has(name)]
    for folder in FOLDERS:
        try:
            found += [f"{folder}/{name}" for name in plan.names(folder) if name.endswith(_ENDING)]
        except OSError:
            found += [folder] if plan.has(folder) else []
    return tuple(found)


def misnamed_files(plan: Folder) -> tuple[str, ...]:
    """Return the files that look like those of a plan but for their ending, and so are not read."""
    expected = {name.removesuffix(_ENDING) for name in (*NEEDED_FILES, *OTHER_FILES)}
    found: list[str] = []
    for folder in ("", *FOLDERS):
        with suppress(OSError):
            for name in plan.names(folder):
                stem, _, ending = name.rpartition(".")
                if ending != "yaml" and ending.lower() in {"yaml", "yml"} and (folder or stem in expected):
                    found.append(f"{folder}/{name}" if folder else name)
    return tuple(found)


def read_bytes(path: Path | str) -> bytes:
    """Return what a file holds, one byte more than a plan file may have at the most.

    Raises OSError, IsADirectoryError for all that is no file: a pipe, say, would never answer.
    """
    # Not to be asked for more than there is: room for the largest file would be made for each small one.
    size = (status := os.stat(path)).st_size  # noqa: PTH116 (a str is at hand)
    if not stat.S_ISREG(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    with open(path, "rb") as file:  # noqa: PTH123 (a str is at hand)
        raw = file.read(min(size, LARGEST_FILE) + 1)
        # It may have grown meanwhile.
        return raw if len(raw) <= size else raw + file.read(LARGEST_FILE + 1 - len(raw))


def entry_file(folder: str, entry_id: str) -> str:
    """Return the file that holds the facts of a task, the readings of an indicator or the texts of a report."""
    if not is_id(entry_id):
        raise Refused(f"“{entry_id}” không dùng làm tên tệp được.")
    return f"{folder}/{entry_id}.yaml"
