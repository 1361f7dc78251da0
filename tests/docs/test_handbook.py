"""The handbook says what the program does, page by page, and its pages hold together."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

# Scripts of docs/tools, a folder pytest is told of in pyproject.toml.
import pages
from cchc_cli.cli.app import COMMANDS, Command

ROOT = Path(__file__).resolve().parent.parent.parent
FRONT = "docs/huong-dan.md"
ALL = (FRONT, *pages.HANDBOOK)
TOPICS = [Path(page).stem for page in pages.HANDBOOK]
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")

# Windows has no pseudo-terminals of this kind, and that of macOS may lose the end of what was written.
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="run on the pseudo-terminal of Linux")


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def prose_of(page: str) -> str:
    """Return the page without its fenced blocks."""
    return FENCED.sub("", text_of(page))


def headings_of(page: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", prose_of(page), re.MULTILINE)


def anchor(heading: str) -> str:
    """Return the name that GitHub gives the place of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def named_commands() -> list[str]:
    found: list[str] = []
    for each in COMMANDS:
        found += [each.name] if isinstance(each, Command) else [f"{each.name} {sub.name}" for sub in each.commands]
    return found


@on_linux
@pytest.mark.slow
@pytest.mark.parametrize("page", pages.HANDBOOK)
def test_the_console_blocks_of_a_page_show_what_the_program_answers(page: str) -> None:
    shown = [block.text for block in pages.blocks(page)]
    assert pages.answers(page) == shown, f"to accept the new answers: python docs/tools/refresh.py {Path(page).stem}"


@pytest.mark.parametrize("page", ALL)
def test_a_page_begins_with_its_title_and_says_when_one_needs_it(page: str) -> None:
    title, blank, first = text_of(page).split("\n")[:3]
    assert re.fullmatch(r"# \S.*", title)
    assert blank == ""
    assert first.startswith("Dành cho" if page == FRONT else "Dùng khi: ")


@pytest.mark.parametrize("page", ALL)
def test_a_page_is_short(page: str) -> None:
    assert len(text_of(page).splitlines()) <= 160


@pytest.mark.parametrize("page", ALL)
def test_the_headings_of_a_page_differ(page: str) -> None:
    anchors = [anchor(heading) for heading in headings_of(page)]
    assert sorted(set(anchors)) == sorted(anchors)


def test_no_two_pages_have_the_same_title() -> None:
    titles = [headings_of(page)[0] for page in ALL]
    assert sorted(set(titles)) == sorted(titles)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_typed_without_marks(topic: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", topic)


@pytest.mark.parametrize("page", ALL)
def test_a_page_needs_no_html(page: str) -> None:
    without_code = re.sub(r"`[^`\n]*`", "", prose_of(page))
    assert re.findall(r"<[a-zA-Z/!][^>]*>", without_code) == []


@pytest.mark.parametrize("page", ALL)
def test_the_links_of_a_page_lead_to_files_and_headings_that_are_there(page: str) -> None:
    missing = []
    for target in LINK.findall(prose_of(page)):
        if "://" in target:
            continue
        name, _, place = target.partition("#")
        path = ((ROOT / page).parent / name).resolve() if name else ROOT / page
        known = path.exists() and (not place or place in map(anchor, headings_of(path.relative_to(ROOT).as_posix())))
        missing += [] if known else [target]
    assert missing == []


def test_the_front_page_leads_to_every_page() -> None:
    linked = {target.partition("#")[0] for target in LINK.findall(text_of(FRONT))}
    assert [topic for topic in TOPICS if f"huong-dan/{topic}.md" not in linked] == []


def test_the_front_page_goes_through_the_twelve_months() -> None:
    assert re.findall(r"^\| (\d+) \|", text_of(FRONT), re.MULTILINE) == [str(month) for month in range(1, 13)]


@pytest.mark.parametrize("name", named_commands())
def test_a_command_of_the_program_stands_in_the_handbook(name: str) -> None:
    assert any(re.search(rf"cchc {name}(?![\w-])", text_of(page)) for page in ALL)


@pytest.mark.parametrize("page", ALL)
def test_a_page_names_no_command_that_is_not_there(page: str) -> None:
    known = {each.name for each in COMMANDS} | {"huong-dan"}
    named = re.findall(r"(?:`|\$ )cchc ([a-z][a-z-]*)", text_of(page))
    assert sorted(set(named) - known) == []


def test_a_yaml_block_that_names_a_file_is_typed_into_it(tmp_path: Path) -> None:
    path = tmp_path / "units.yaml"
    path.write_text("# Danh bạ\n- id: a\n  name: A\n\n- id: b\n  name: B\n", encoding="utf-8")
    pages._type_into(path, "- id: a\n  name: A\n  valid_to: 2020-06-30\n- id: c\n  name: C\n")
    assert path.read_text("utf-8") == (
        "# Danh bạ\n- id: a\n  name: A\n  valid_to: 2020-06-30\n\n- id: b\n  name: B\n\n- id: c\n  name: C\n"
    )
