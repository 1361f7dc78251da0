"""The documentation says what the program does: its commands are run, its pictures drawn, its links followed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

# The scripts of docs/tools, a folder pytest is told of in pyproject.toml.
import pages
import pictures
import screens

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
BLOCKS = [block for page in pages.PAGES for block in pages.blocks(page)]

# Windows has no pseudo-terminals of this kind, and that of macOS may lose the end of what was written.
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="run on the pseudo-terminal of Linux")


@on_linux
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.page}:{block.line}")
def test_a_console_block_shows_what_the_program_answers(block: pages.Block) -> None:
    assert pages.answered(block) == block.text, "to accept the new answer: python docs/tools/refresh.py"


@on_linux
@pytest.mark.parametrize("name", pictures.PICTURES)
def test_a_picture_shows_what_the_program_answers(name: str) -> None:
    drawn = pictures.draw(pictures.PICTURES[name])
    assert (pictures.FOLDER / name).read_text("utf-8") == drawn, "to accept it: python docs/tools/refresh.py"


def test_there_is_no_picture_that_nothing_draws() -> None:
    assert {path.name for path in pictures.FOLDER.iterdir()} == {*pictures.PICTURES, *screens.SCREENS}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    path = ROOT / document
    text = path.read_text("utf-8")
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    assert [target for target in targets if target and not (path.parent / target).exists()] == []


def test_the_readme_has_exactly_two_commands_of_set_up() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(re.findall(r"^python3 -m venv .*$", readme, re.MULTILINE)) == 2


@pytest.mark.parametrize("document", pages.PAGES)
def test_the_demonstration_says_that_its_facts_are_fragments(document: str) -> None:
    assert "chưa có báo cáo kết quả" in (ROOT / document).read_text("utf-8")
