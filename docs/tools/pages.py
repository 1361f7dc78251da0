"""Find the console blocks of the documentation's pages, and write them anew from what the program answers.

A block of README.md has a plan of its own. A page of the handbook is one desk: its blocks follow each other on the
same plan, and what a person does by hand between them is done by ``hands``. A yaml block that names a file, as
```` ```yaml plan/2020/units.yaml ````, is typed into that file before the next console block.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import hands
from console import ROOT, Desk

PAGES = ("README.md", "docs/huong-dan.md")
HANDBOOK = tuple(sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/huong-dan/*.md")))

_OF_GIT = ("git ", "cchc diff", "cchc history")
"""Commands that look into a repository: the plan of their block is kept in one."""

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STEP = re.compile(r"^```(console|yaml \S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ITEM = re.compile(r"^- id: (\S+)\n(?:  .*\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A console block: its page, the line it begins on, and its text between the fences."""

    page: str
    line: int
    text: str

    @property
    def commands(self) -> list[str]:
        """The commands typed, without their prompt."""
        return [line[2:] for line in self.text.splitlines() if line.startswith("$ ")]


def blocks(page: str) -> list[Block]:
    """Return the console blocks of a page, named by its path in the repository."""
    text = (ROOT / page).read_text("utf-8")
    return [Block(page, text.count("\n", 0, found.start()) + 1, found[1]) for found in _BLOCK.finditer(text)]


def answered(block: Block) -> str:
    """Return the block with what the program answers today, on a plan of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return _typed(Desk(Path(folder), in_git=_looks_into_git([block])), block)


def answers(page: str) -> list[str]:
    """Return the console blocks of a page with what the program answers today, one after the other."""
    if page not in HANDBOOK:
        return [answered(block) for block in blocks(page)]
    text, found = (ROOT / page).read_text("utf-8"), blocks(page)
    shown: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), in_git=_looks_into_git(found))
        for step in _STEP.finditer(text):
            if step[1] == "console":
                hands.before(Path(page).stem, len(shown) + 1, desk)
                shown.append(_typed(desk, found[len(shown)]))
            else:
                _type_into(Path(folder) / step[1].removeprefix("yaml "), step[2])
    return shown


def rewrite(page: str) -> bool:
    """Write the blocks of a page anew; return whether anything changed."""
    path = ROOT / page
    old = path.read_text("utf-8")
    written = iter(answers(page))
    new = _BLOCK.sub(lambda _: f"```console\n{next(written)}```", old)
    if new != old and path.read_text("utf-8") == old:  # else somebody edits it at this moment
        path.write_text(new, encoding="utf-8", newline="\n")
    return new != old


def _looks_into_git(found: list[Block]) -> bool:
    return any(command.startswith(_OF_GIT) for block in found for command in block.commands)


def _typed(desk: Desk, block: Block) -> str:
    return "\n".join(f"$ {command}\n{_trimmed(desk.type(command))}" for command in block.commands)


def _type_into(path: Path, text: str) -> None:
    """Put the items of a list into a file: in place of the item of that id, else at the end."""
    old = path.read_text("utf-8") if path.exists() else ""
    for item in _ITEM.finditer(text):
        same = next((each for each in _ITEM.finditer(old) if each[1] == item[1]), None)
        old = old[: same.start()] + item[0] + old[same.end() :] if same else f"{old}\n{item[0]}"
    path.write_text(old, encoding="utf-8", newline="\n")


def _trimmed(output: str) -> str:
    return "".join(line.rstrip() + "\n" for line in output.strip("\n").split("\n")) if output.strip() else ""
