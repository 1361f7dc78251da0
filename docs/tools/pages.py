"""Find the console blocks of the documentation's pages, and write them anew from what the program answers."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from console import ROOT, Desk

PAGES = ("README.md", "docs/huong-dan.md")

_OF_GIT = ("git ", "cchc diff", "cchc history")
"""Commands that look into a repository: the plan of their block is kept in one."""

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


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
    """Return the block with what the program answers today; each block has a plan of its own."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), in_git=any(command.startswith(_OF_GIT) for command in block.commands))
        shown = [f"$ {command}\n{_trimmed(desk.type(command))}" for command in block.commands]
    return "\n".join(shown)


def rewrite(page: str) -> bool:
    """Write the blocks of a page anew; return whether anything changed."""
    path = ROOT / page
    old = path.read_text("utf-8")
    answers = iter([answered(block) for block in blocks(page)])
    new = _BLOCK.sub(lambda _: f"```console\n{next(answers)}```", old)
    if new != old:
        path.write_text(new, encoding="utf-8", newline="\n")
    return new != old


def _trimmed(output: str) -> str:
    return "".join(line.rstrip() + "\n" for line in output.strip("\n").split("\n")) if output.strip() else ""
