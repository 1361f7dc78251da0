"""The regions of a text are its exact characters: put together again they give the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.store.source import read_source
from cchc_cli.store.spans import Block, comments_of, lay_out

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = sorted(
    path.relative_to(ROOT).as_posix() for folder in ("plan", "tests/bad") for path in (ROOT / folder).rglob("*.yaml")
)


def together(block: Block) -> str:
    """Return the text of a block from its regions."""
    if not block.is_block:
        return block.text
    text = ""
    for number, region in enumerate(block.regions):
        indent = "" if block.inline and not number else " " * block.column
        text += region.gap + region.lead + indent + region.head + together(region.block) + region.rest
    return text + block.tail


@pytest.mark.parametrize("file", FILES)
def test_the_regions_of_a_file_give_its_text_again(file: str) -> None:
    source = read_source(file, (ROOT / file).read_bytes())
    layout = lay_out(source)
    if layout is None:
        assert source.findings
    else:
        assert layout.header + together(layout.block) == source.text


LINES = st.lists(
    st.sampled_from(
        [
            "- a: 1",
            "- b",
            "  c: |",
            "    lời",
            "  # chú",
            "# chú",
            "",
            "  d:",
            "  - e",
            "   - f",
            "- - g",
            "  h: [1, # x",
            "   2]",
            "-",
            "k: 'x",
            "  y'",
            "l: >+",
            "m:",
            "--- ",
            "? n",
            "  o: p # q",
            "...",
            " - r: s",
        ]
    ),
    max_size=8,
)


@settings(max_examples=1000, deadline=None)
@given(LINES)
def test_whatever_can_be_read_is_cut_without_losing_a_character(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    source = read_source("x", text.encode())
    layout = lay_out(source)
    if layout is not None:
        assert layout.header + together(layout.block) == text
        assert layout.block.data == source.data


def test_comments_belong_to_the_region_below_them_unless_they_are_set_deeper() -> None:
    text = "# đầu\n\n# một\n- a: 1  # cuối dòng\n  # của a\n\n# hai\n- b: 2\n# hết\n"
    layout = lay_out(read_source("x", text.encode()))
    assert layout is not None
    first, second = layout.block.regions
    assert (layout.header, layout.block.tail) == ("# đầu\n\n", "# hết\n")
    assert (first.lead, first.body) == ("# một\n", "- a: 1  # cuối dòng\n  # của a\n")
    assert (second.gap, second.lead, second.body) == ("\n", "# hai\n", "- b: 2\n")


def test_a_number_sign_inside_a_text_is_no_comment() -> None:
    assert comments_of("a: x#y  # một\nb: '# không'\nc: |\n  # không\n# hai\n") == ("# một", "# hai")
