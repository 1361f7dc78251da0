"""Make a folder a git repository whose clones merge plans entry by entry: git's settings, attributes, owners."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from cchc_cli.domain.model import Moment
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.standing import standings
from cchc_cli.review.git import NoRepository, open_repository
from cchc_cli.review.merge_setup import ATTRIBUTES, CONFIG, driver
from cchc_cli.review.owners import MARK, PlanOwners, codeowners, unusable_accounts
from cchc_cli.store.change import newline_of
from cchc_cli.store.load import load
from cchc_cli.store.lock import put
from cchc_cli.store.scaffold import plans_below

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from cchc_cli.domain.model import Date
    from cchc_cli.domain.workdays import Calendar
    from cchc_cli.review.git import Repository

Change: TypeAlias = Literal["new", "changed", "same", "foreign"]

OWNERS_FILE = "CODEOWNERS"
_OTHER_OWNERS_FILES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")
_DRIVER = "merge.cchc.driver"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of a file: ``foreign`` is one that people keep themselves, left alone."""

    file: str
    change: Change


def find_repository(directory: Path, surroundings: Mapping[str, str] | None = None) -> Repository | None:
    """Return the repository a directory lies in, None where there is none; raise NoRepository without git."""
    if _git() is None:
        raise NoRepository(
            "Máy này chưa có git, nên chưa cài đặt git cho kho này.",
            "Cài git (https://git-scm.com), mở lại cửa sổ lệnh rồi chạy “cchc init --git”.",
        )
    try:
        return open_repository(directory, surroundings)
    except NoRepository:
        return None


def make_repository(directory: Path, surroundings: Mapping[str, str] | None = None) -> Repository:
    """Make an existing directory a repository with the branch ``main``; raise Refused when git can't."""
    git = _git()
    if git is not None:
        # Said as a setting, which versions of git without the option ``-b`` pass over.
        command = [git, "-C", str(directory), "-c", "init.defaultBranch=main", "init", "--quiet"]
        done = subprocess.run(  # noqa: S603
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=surroundings
        )
        if done.returncode == 0:
            return open_repository(directory, surroundings)
    raise Refused(
        f"git không lập được kho ở “{directory}”.", "Chạy “git init” ở đó để xem lý do, rồi chạy lại “cchc init --git”."
    )


def _git() -> str | None:
    git = shutil.which("git")
    return git if git is not None and os.path.isabs(git) else None  # noqa: PTH117 - as in review/git.py


def install_driver(repository: Repository, program: Sequence[str], *, dry_run: bool = False) -> bool:
    """Let git of this clone merge plans through ``program``; tell whether any setting has to be changed."""
    wanted = dict(CONFIG) | {_DRIVER: driver(*program)}
    changed = False
    for name, value in wanted.items():
        if repository.attempt("config", "--local", "--null", "--get-all", name) != f"{value}\0".encode():
            changed = True
            if not dry_run:
                repository.run("config", "--local", "--replace-all", name, value)
    return changed


def with_attributes(text: str) -> str:
    """Return the text of ``.gitattributes`` with the lines that name the merge driver; the rest as it is."""
    wanted = [line for line in ATTRIBUTES.splitlines() if line and not line.startswith("#")]
    held = {" ".join(line.split()) for line in text.splitlines()}
    if all(line in held for line in wanted):
        return text
    newline = newline_of(text)
    gap = "" if not text or text.endswith(("\n", "\r")) else newline
    blank = newline if text else ""
    return text + gap + blank + ATTRIBUTES.replace("\n", newline)


def refresh_attributes(directory: Path, *, dry_run: bool = False) -> Refreshed:
    """Bring ``.gitattributes`` of a directory up to date; raise Refused when it can't be read or written."""
    return _refresh(directory, ".gitattributes", lambda old: with_attributes(old or ""), dry_run=dry_run)


def refresh_owners(
    directory: Path, top: str, day: Date, calendar: Calendar, *, dry_run: bool = False
) -> tuple[Refreshed, list[tuple[str, str]]]:
    """Write CODEOWNERS of a repository of plans anew from the contacts of their units.

    ``top`` is the directory as seen from the top of its git repository (``""`` where it is the top). A
    file that this program did not make is left alone, and none is begun where no unit has an account.
    Returns with it what is no account. Raises Refused where a plan can't be read, or the file be written.
    """
    plans: list[PlanOwners] = []
    unusable: list[tuple[str, str]] = []
    for folder in plans_below(directory):
        name = folder.relative_to(directory).as_posix()
        loaded = load(folder)
        if loaded.plan is None or loaded.has_errors:
            raise Refused(
                f"Chưa lập {OWNERS_FILE}: kế hoạch {name} đang có lỗi.",
                f"Chạy “cchc validate --plan {name}”, sửa các lỗi rồi chạy lại.",
            )
        rows = standings(loaded.plan, Moment(day), calendar)
        plans.append(PlanOwners(f"{top}/{name}".strip("/"), loaded.plan, rows, day))
        unusable += unusable_accounts(loaded.plan)
    text = codeowners(plans)
    has_owners = text != codeowners(())

    def renewed(old: str | None) -> str | None:
        if old is None:
            elsewhere = any(os.path.lexists(directory / name) for name in _OTHER_OWNERS_FILES)
            return text if has_owners and not elsewhere else None
        return text if old.partition("\n")[0].rstrip("\r") == MARK else None

    return _refresh(directory, OWNERS_FILE, renewed, dry_run=dry_run), unusable


def _refresh(directory: Path, file: str, renew: Callable[[str | None], str | None], *, dry_run: bool) -> Refreshed:
    """Put in place what ``renew`` makes of a file's text (None: no file); it gives None to leave all as it is."""
    path = directory / file
    try:
        if path.is_symlink():
            return Refreshed(file, "foreign")
        old = path.read_bytes() if path.exists() else None
        new = renew(None if old is None else old.decode())
        if new is None or (old is None and not new):
            return Refreshed(file, "same" if old is None else "foreign")
        if new.encode() == old:
            return Refreshed(file, "same")
        if not dry_run:
            put(path, new.encode())
    except UnicodeDecodeError:
        return Refreshed(file, "foreign")
    except OSError as error:
        raise Refused(f"Không đọc, ghi được {path}.", "Kiểm tra tệp này và quyền ghi.") from error
    return Refreshed(file, "new" if old is None else "changed")
