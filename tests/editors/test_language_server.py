"""People who type in an editor are helped in Vietnamese: the schemas as the YAML language server reads them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.editors.client import Client

PLAN = Path(__file__).parents[2] / "plan" / "2020"
APPENDIX = PLAN / "appendix.yaml"
TEXT = APPENDIX.read_text("utf-8")
LINES = TEXT.splitlines()
LEAD = next(at for at, line in enumerate(LINES) if line.startswith("        lead: "))


@pytest.fixture
def opened(editor: Client) -> Iterator[Client]:
    """The language server, and the appendix closed again afterwards."""
    yield editor
    editor.close(APPENDIX)


@pytest.mark.parametrize("path", sorted(PLAN.rglob("*.yaml")), ids=lambda path: path.relative_to(PLAN).as_posix())
def test_no_file_of_the_plan_is_underlined(editor: Client, path: Path) -> None:
    assert editor.open(path, path.read_text("utf-8")) == []
    editor.close(path)


def test_a_key_is_explained_in_vietnamese(opened: Client) -> None:
    opened.open(APPENDIX, TEXT)
    assert opened.hover(APPENDIX, LEAD, 9).startswith("Đơn vị chủ trì, đúng lời văn bản\n")


def test_the_keys_that_a_row_may_still_take_are_offered_with_their_meaning(opened: Client) -> None:
    opened.open(APPENDIX, "\n".join([*LINES[:LEAD], "        ", *LINES[LEAD + 1 :]]))
    offered = opened.complete(APPENDIX, LEAD, 8)
    assert offered["lead"] == "Đơn vị chủ trì, đúng lời văn bản"
    assert offered["budget"] == "Kinh phí"
    assert offered.keys() & {"id", "task", "deadline"} == set()  # the row has them


def test_the_words_of_a_status_are_offered(editor: Client) -> None:
    path = PLAN / "progress" / "II.1.yaml"
    text = f"{path.read_text('utf-8').splitlines()[0]}\n- date: 2020-06-14\n  status: \n"
    editor.open(path, text)
    assert {"started", "done", "paused", "resumed", "dropped", "reopened"} <= editor.complete(path, 2, 10).keys()
    editor.close(path)


def test_a_key_that_is_not_there_is_underlined(opened: Client) -> None:
    assert opened.open(APPENDIX, TEXT.replace("        lead:", "        chu_tri:", 1)) == [
        "Property chu_tri is not allowed."
    ]


def test_a_row_without_an_id_is_underlined(opened: Client) -> None:
    (said,) = opened.open(APPENDIX, TEXT.replace("      - id: I.1\n        task:", "      - task:", 1))
    assert '"id"' in said
