"""Ask git about a repository: revisions, files as they were, commits; the user's settings change no answer."""

from __future__ import annotations

import datetime as dt
import os
import posixpath
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import IO

VIETNAM = dt.timezone(dt.timedelta(hours=7))
_PLAIN = (
    "--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs",
    "-c", "core.quotePath=false", "-c", "color.ui=false", "-c", "core.fsmonitor=false", "-c", "log.showRoot=true",
)  # fmt: skip
_LOG = (
    "log", "-z", "--topo-order", "--no-show-signature", "--no-notes", "--no-mailmap", "--encoding=UTF-8",
    "--format=%H%x00%at%x00%an%x00%s",
)  # fmt: skip
_RAW = ("-c", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-relative")
_LINK, _SUBMODULE = "120000", "160000"
_DEEPEST_LINKS = 5


class NoRepository(Refused):
    """There is no git here, or no repository: what needs none can go on without."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; ``date`` is its author's date, at the time of Vietnam."""

    id: str
    author: str
    date: dt.datetime
    subject: str

    @property
    def short(self) -> str:
        """The first letters of the id, as people cite it."""
        return self.id[:7]


@dataclass(frozen=True, slots=True)
class Touched:
    """A file that a commit changed, compared with each of its parents.

    ``before`` holds the blob of each parent (one empty place for a commit without parents), ``after``
    the blob it left; None where there was no file.
    """

    path: str
    before: tuple[str | None, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a commit, by its path below the folder asked for."""

    path: str
    id: str
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository, by the top folder of its working tree; nothing here writes to either."""

    root: Path
    git: str = "git"
    surroundings: Mapping[str, str] | None = field(default=None, compare=False, repr=False)

    def run(self, *arguments: str, given: bytes | None = None) -> bytes:
        """Return what git answers; raise Refused, with git's own words as the hint, when it can't."""
        return _answer(_call(self.git, self.root, arguments, self.surroundings, given))

    def attempt(self, *arguments: str, given: bytes | None = None) -> bytes | None:
        """Return what git answers, None when it ends with an error."""
        done = _call(self.git, self.root, arguments, self.surroundings, given)
        return done.stdout if done.returncode == 0 else None

    def folder(self, directory: Path) -> str:
        """Return a directory as git names it: from the root, with forward slashes, ``""`` for the root itself.

        Its last parts need not exist. Raises Refused for a directory outside the repository.
        """
        there, missing = directory, list[str]()
        while not os.path.isdir(there) and there != there.parent:  # noqa: PTH112 (does not raise)
            missing.insert(0, there.name)
            there = there.parent
        # Asked in the folder itself: git knows how it is spelt in the tree, whatever the disk makes of it.
        asked = ("rev-parse", "--show-toplevel", "--show-prefix")
        done = _call(self.git, there, asked, self.surroundings, None)
        root, _, prefix = _text(done.stdout).removesuffix("\n").partition("\n")
        if done.returncode or Path(root) != self.root:
            raise Refused(f"Thư mục “{directory}” không nằm trong kho git {self.root}.")
        return "/".join((*prefix.strip("/").split("/"), *missing)).strip("/")

    def resolve(self, rev: str) -> str:
        """Return the id of the commit a revision names; raise Refused when there is none."""
        found = self.attempt("rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
        # ``^main`` is answered with ``^`` and the id: what to leave out, which is no commit.
        if rev.strip() and found and not found.startswith(b"^"):
            return _text(found).strip()
        raise self._unknown(rev)

    def parting(self, one: str, other: str) -> str:
        """Return the id of the last commit two revisions have in common; raise Refused when there is none."""
        found = self.attempt("merge-base", "--end-of-options", self.resolve(one), self.resolve(other))
        if found is None:
            hint = (
                "Tải đủ bằng “git fetch --unshallow” rồi chạy lại." if self.cut() else "Viết cách nhau: cchc diff A B."
            )
            raise Refused(f"“{one}” và “{other}” không có lần ghi chung nào.", hint)
        return _text(found).strip()

    def commit(self, rev: str) -> Commit:
        """Return the commit a revision names; raise Refused when there is none."""
        return self.log(rev=rev, most=1)[0]

    @property
    def is_unborn(self) -> bool:
        """Whether nothing was committed yet on the branch in use."""
        return self.attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}") is None

    def cut(self) -> frozenset[str]:
        """Return the commits behind which a shallow clone has no history; none for a whole repository."""
        path = _text(self.run("rev-parse", "--git-path", "shallow")).removesuffix("\n")
        try:
            return frozenset((self.root / path).read_text(encoding="ascii").split())
        except OSError:
            return frozenset()

    def _unknown(self, rev: str) -> Refused:
        names = _text(self.attempt("for-each-ref", "--format=%(refname:short)") or b"").split("\n")
        if not any(names) and self.is_unborn:
            return Refused("Kho git này chưa có lần ghi (commit) nào.", "Ghi lần đầu bằng git commit rồi chạy lại.")
        message = f"Kho git không có lần ghi, nhánh hay nhãn nào tên là “{rev}”."
        if self.cut():
            return Refused(
                f"{message} Kho này được tải về rút gọn (shallow), thiếu các lần ghi cũ.",
                "Tải đủ bằng “git fetch --unshallow” rồi chạy lại.",
            )
        near = nearest(rev, filter(None, names))
        listed = " hay ".join(f"“{name}”" for name in near)
        hint = f"Có phải {listed}?" if near else "Viết như HEAD~3, main, hoặc mã lần ghi (xem “git log --oneline”)."
        return Refused(message, hint)

    def entries(self, commit: str, folder: str = "") -> list[Entry]:
        """Return all files below a folder at a commit, links among them; none where there is no such folder."""
        tree = self.attempt("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}:{folder}")
        listed = self.attempt("ls-tree", "-r", "-z", "--full-tree", _text(tree).strip()) if tree else None
        found: list[Entry] = []
        for line in _text(listed or b"").split("\0")[:-1]:
            described, _, path = line.partition("\t")
            mode, _, blob = described.split(" ")
            if mode != _SUBMODULE:
                found.append(Entry(path, blob, mode == _LINK))
        return found

    def files(self, commit: str, folder: str = "") -> dict[str, bytes]:
        """Return what all files below a folder held at a commit, by their paths below it.

        Links are followed inside the repository; one that leads nowhere in it is left out.
        """
        entries = self.followed(commit, folder, self.entries(commit, folder))
        held = dict(self.blobs(entry.id for entry in entries))
        return {entry.path: held[entry.id] for entry in entries}

    def followed(self, commit: str, folder: str, entries: Iterable[Entry]) -> list[Entry]:
        """Return entries with each link replaced by the file, or the files of the folder, it leads to."""
        return list(self._followed(commit, folder, entries, _DEEPEST_LINKS))

    def _followed(self, commit: str, folder: str, entries: Iterable[Entry], left: int) -> Iterator[Entry]:
        for entry in entries:
            if not entry.is_link:
                yield entry
                continue
            target = _text(next(self.blobs([entry.id]))[1])
            path = posixpath.normpath(posixpath.join(folder, posixpath.dirname(entry.path), target))
            if not left or path.startswith(("/", "..")):
                continue
            above, _, name = path.rpartition("/")
            here = [each for each in self.entries(commit, above) if each.path == name]
            for reached in self._followed(commit, above, here, left - 1):
                yield Entry(entry.path, reached.id)
            if not here:
                for below in self._followed(commit, path, self.entries(commit, path), left - 1):
                    yield Entry(f"{entry.path}/{below.path}", below.id)

    def blobs(self, ids: Iterable[str], most: int | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield what blobs hold, each once, in the order first asked; no more than ``most`` bytes of each.

        Raises Refused for an object the repository lacks.
        """
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return
        with _conversation(self.git, self.root, ("cat-file", "--batch"), self.surroundings) as (ask, answer):
            for at, each in enumerate(wanted):
                if at % _AHEAD == 0:
                    # Git works on while we read: never so far ahead that questions fill the pipe.
                    asked = wanted[at + _AHEAD if at else 0 : at + 2 * _AHEAD]
                    ask.write("".join(f"{blob}\n" for blob in asked).encode())
                    ask.flush()
                head = answer.readline().split()
                if len(head) != 3:
                    raise Refused(
                        "Kho git thiếu dữ liệu của một lần ghi.", "Kiểm tra kho bằng “git fsck”, hoặc tải lại kho."
                    )
                size = int(head[2])
                held = answer.read(size if most is None else min(size, most))
                for left in range(size - len(held), -1, -_CHUNK):
                    answer.read(min(left, _CHUNK))
                answer.read(1)
                yield each, held

    def log(self, *paths: str, rev: str = "HEAD", most: int | None = None) -> list[Commit]:
        """Return the commits that a revision has behind it, newest first; with paths, those that touched them."""
        return [commit for commit, _ in self._log((), paths, rev, most)]

    def touched(self, *paths: str, rev: str = "HEAD") -> list[tuple[Commit, tuple[Touched, ...]]]:
        """Return the commits that touched any of the paths, newest first, each with what it did to them.

        A merge is among them only where it differs from each of its parents. Renamed files are not followed.
        """
        return self._log(_RAW, paths, rev, None)

    def _log(
        self, options: tuple[str, ...], paths: tuple[str, ...], rev: str, most: int | None
    ) -> list[tuple[Commit, tuple[Touched, ...]]]:
        limit = () if most is None else (f"--max-count={most}",)
        said = self.run(*_LOG, *options, *limit, "--end-of-options", self.resolve(rev), "--", *paths)
        return list(_read_log(said.split(b"\0")))


_CHUNK = 1 << 20
_AHEAD = 24


def open_repository(directory: Path, surroundings: Mapping[str, str] | None = None) -> Repository:
    """Return the repository that holds a directory, which need not exist any more.

    ``surroundings`` are the environment variables git is to run with, those of this process by default.
    Raises NoRepository where git is missing or there is no repository, Refused where git won't open it.
    """
    git = shutil.which("git")
    if git is None or not os.path.isabs(git):  # noqa: PTH117 - Windows also finds a git that lies in the plan
        raise NoRepository(
            "Máy này chưa có git, nên không xem được các lần ghi trước.",
            "Cài git (https://git-scm.com) rồi mở lại cửa sổ lệnh.",
        )
    there = directory.absolute()
    while not os.path.isdir(there) and there != there.parent:  # noqa: PTH112 (does not raise)
        there = there.parent
    done = _call(git, there, ("rev-parse", "--show-toplevel"), surroundings, None)
    if done.returncode == 0:
        return Repository(Path(_text(done.stdout).removesuffix("\n")), git, surroundings)
    if _call(git, there, ("rev-parse", "--is-bare-repository"), surroundings, None).stdout.strip() == b"true":
        raise Refused(
            "Kho git này chỉ để chia sẻ (bare), không có thư mục làm việc.",
            "Tải một bản về bằng “git clone” rồi chạy trong bản đó.",
        )
    if not any(os.path.lexists(folder / ".git") for folder in (there, *there.parents)):
        raise NoRepository(
            f"Thư mục “{directory}” không nằm trong kho git nào.",
            "Lập kho bằng “git init”, ghi lần đầu bằng “git add .” và “git commit”.",
        )
    if b"safe.directory" in done.stderr:  # the one word of it that git never translates
        raise Refused(
            "git không mở kho này vì chủ sở hữu thư mục là người khác.",
            f"Nếu tin kho này: git config --global --add safe.directory {there}",
        )
    raise Refused("git không mở được kho chứa thư mục này.", _last_line(done.stderr))


def _call(
    git: str, folder: Path, arguments: tuple[str, ...], surroundings: Mapping[str, str] | None, given: bytes | None
) -> subprocess.CompletedProcess[bytes]:
    feed: dict[str, object] = {"stdin": subprocess.DEVNULL} if given is None else {"input": given}
    try:
        return subprocess.run(  # type: ignore[call-overload,no-any-return]  # noqa: S603
            [git, "-C", str(folder), *_PLAIN, *arguments], capture_output=True, check=False, env=surroundings, **feed
        )
    except (OSError, ValueError) as error:  # a zero byte among the arguments
        raise Refused("Không gọi được git.", "Kiểm tra việc cài đặt git bằng cchc doctor.") from error


@contextmanager
def _conversation(
    git: str, folder: Path, arguments: tuple[str, ...], surroundings: Mapping[str, str] | None
) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Run git for questions and answers, one at a time; it ends with the conversation."""
    command = [git, "-C", str(folder), *_PLAIN, *arguments]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=surroundings) as process:  # noqa: S603
            try:
                yield cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
            finally:
                process.kill()
    except OSError as error:
        raise Refused("git dừng giữa chừng.", "Thử lại; vẫn vậy thì chạy cchc doctor.") from error


def _answer(done: subprocess.CompletedProcess[bytes]) -> bytes:
    if done.returncode:
        raise Refused("git không trả lời được.", _last_line(done.stderr))
    return done.stdout


def _read_log(words: list[bytes]) -> Iterator[tuple[Commit, tuple[Touched, ...]]]:
    """Read ``git log -z``: four fields for each commit, then pairs of what was done and the path."""
    at = 0
    while at + 3 < len(words):
        commit_id, when, author, subject = (word.decode(errors="replace") for word in words[at : at + 4])
        at += 4
        touched: list[Touched] = []
        while at < len(words) and (not words[at] or words[at].startswith((b":", b"\n:"))):
            if words[at]:
                touched.append(_read_touched(_text(words[at]).lstrip("\n"), _text(words[at + 1])))
                at += 1
            at += 1
        yield Commit(commit_id.strip(), author, _moment(when), subject), tuple(touched)


def _read_touched(described: str, path: str) -> Touched:
    parents = len(described) - len(described.lstrip(":"))
    ids = described.split(" ")[parents + 1 : 2 * parents + 2]
    before = [each if each.strip("0") else None for each in ids]
    return Touched(path, tuple(before[:-1]), before[-1])


def _moment(seconds: str) -> dt.datetime:
    """Return a time in Vietnam; the beginning of the count where a commit bears none that is possible."""
    try:
        return dt.datetime.fromtimestamp(int(seconds), VIETNAM)
    except (ValueError, OverflowError, OSError):
        return dt.datetime.fromtimestamp(0, VIETNAM)


def _text(said: bytes) -> str:
    return said.decode("utf-8", "surrogateescape")


def _last_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    # Only a quotation: whoever looks after the computer can make something of git's own words.
    return f"Đề nghị gửi lời của git cho người phụ trách máy: “{lines[-1]}”" if lines else "Thử lại bằng cchc doctor."
