"""Answers given before, kept so that the same question about an unchanged plan is answered at once.

An answer is what a reading command wrote, word for word. It is given again only when the call, the day, the
terminal, the program and every byte of the plan are the same: then the command could say nothing else.
Nothing heavier than the standard library is loaded for it. Lost or unwritable, it costs time and nothing more.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_cli.cli import edge, streams
from cchc_cli.cli.cache import keeper
from cchc_cli.domain.refusal import Refused
from cchc_cli.store.keeping import Keeper, content_digest, digest_of
from cchc_cli.store.workspace import OnDisk, Wanted, find_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMMANDS = frozenset({"list", "show", "explain", "indicators"})
# What ``validate`` may be told where it only reads one plan; paths in its other forms depend on more than the plan.
_OF_VALIDATE = frozenset({"--plan", "--year", "--select", "--ignore"})
# Options that write files, read what is not a plan's file, or ask for more than one plan.
_NEVER = ("-o", "--output", "--rev", "--all", "--install-completion", "--show-completion")
_SURROUNDINGS = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM", "LANG", "LANGUAGE")
_PREFIXES = ("CCHC_", "LC_", "PYTHON", "TTY_", "_TYPER", "TYPER_")
_DAY = 24 * 60 * 60
_VIETNAM = 7 * 60 * 60
_LONGEST = 2_000_000


@dataclass(slots=True)
class _Search:
    """A search for a plan that the command under way made: what it wanted, where it was led, what it read there."""

    wanted: Wanted
    directory: Path
    digest: str | None = None


_searches: list[_Search] | None = None


def note_search(wanted: Wanted, directory: Path) -> None:
    """Remember which plan the command under way asked for, and the directory it was given."""
    if _searches is not None:
        _searches.append(_Search(wanted, directory))


def note_content(digest: str | None) -> None:
    """Remember the name of the content that was read where the last search led."""
    if _searches:
        _searches[-1].digest = digest


def is_kept(argv: Sequence[str]) -> bool:
    """Whether a call only reads one plan as it is on the disk, so that its answer may be kept."""
    asks = not argv or argv[0] in _COMMANDS or argv[0].startswith("--") or _only_validates(argv)
    told_apart = "CCHC_DEBUG" in os.environ or "_CCHC_COMPLETE" in os.environ
    return asks and not told_apart and not any(word.startswith(_NEVER) for word in argv)


def _only_validates(argv: Sequence[str]) -> bool:
    """Whether a call holds the one plan that is looked for to the rules, and says on the screen what it finds."""
    words = iter(argv)
    return next(words, None) == "validate" and all(
        word == "--strict" or (word in _OF_VALIDATE and next(words, None) is not None) for word in words
    )


def answer(argv: Sequence[str]) -> int | None:
    """Say again what was said to this very question, and return its exit code; None where it is not known."""
    keeps, question = keeper(), _question(argv)
    if keeps is None or question is None:
        return None
    kept = _usable(keeps.recall(question))
    if kept is None:
        return None
    said, code = kept
    for is_talk, text in said:
        if is_talk:
            streams.flush()
            streams.write_aside(text)
        else:
            streams.write(text)
    return code


@contextmanager
def keeping(argv: Sequence[str]) -> Iterator[list[int]]:
    """Keep what is said within, where the exit code put into the list is that of an answer and the plan stayed."""
    global _searches  # noqa: PLW0603 (a call of the program asks one question)
    keeps, question = keeper(), _question(argv)
    outcome: list[int] = []
    if keeps is None or question is None:
        yield outcome
        return
    _searches, streams.heard = [], []
    try:
        yield outcome
        # The day may have ended meanwhile, or the terminal been drawn wider.
        if outcome in ([edge.DONE], [edge.FOUND]) and len(_searches) == 1 and question == _question(argv):
            _keep(keeps, question, _searches[0], outcome[0])
    finally:
        _searches = streams.heard = None


def _keep(keeps: Keeper, question: str, search: _Search, code: int) -> None:
    said = streams.heard or []
    if search.digest is None or sum(len(text) for _, text in said) > _LONGEST:
        return
    wanted = search.wanted
    keeps.keep(
        question,
        {
            "wanted": [str(wanted.directory) if wanted.directory else None, wanted.year, wanted.as_of_year],
            "directory": str(search.directory),
            "digest": search.digest,
            "said": [[int(is_talk), text] for is_talk, text in said],
            "code": code,
        },
    )


def _question(argv: Sequence[str]) -> str | None:
    """Return a name for the call and all around it that its answer may depend on, but for the plan.

    None where the working directory is gone: what is found from there is nobody's to remember.
    """
    try:
        here = os.getcwd()  # noqa: PTH109 (a str is wanted)
    except OSError:
        return None
    around = [
        f"{name}={value}"
        for name, value in sorted(os.environ.items())
        if name in _SURROUNDINGS or name.startswith(_PREFIXES)
    ]
    encoding = str(getattr(sys.stdout, "encoding", None))
    surroundings = (here, encoding, str(edge.is_terminal()), str(edge.is_watched()), str(edge.width()), str(sys.flags))
    day = str(int((time.time() + _VIETNAM) // _DAY))
    return digest_of("answer", *argv, "", day, *surroundings, *around)


def _usable(kept: object) -> tuple[list[tuple[bool, str]], int] | None:
    """Return what was said and its exit code, where the plan is still the one that was found and read."""
    match kept:
        case {
            "wanted": [str() | None as given, int() | None as year, int() | None as as_of_year],
            "directory": str() as directory,
            "digest": str() as digest,
            "said": list() as said,
            "code": 0 | 1 as code,
        }:
            pass
        case _:
            return None
    lines: list[tuple[bool, str]] = []
    for line in said:
        match line:
            case [0 | 1 as is_talk, str() as text]:
                lines.append((bool(is_talk), text))
            case _:
                return None
    try:
        found = find_plan(Wanted(Path(given) if given is not None else None, year, as_of_year), Path.cwd())
    except Refused:
        return None
    if str(found) != directory or content_digest(OnDisk(found)) != digest:
        return None
    return lines, int(code)
