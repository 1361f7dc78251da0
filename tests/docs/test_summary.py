"""The summary prints on one page of A4, and names commands that are there."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Any

import pytest

import one_page
from cchc_cli.cli.app import COMMANDS


def test_the_page_is_made_of_its_source() -> None:
    assert one_page.PAGE.read_text("utf-8") == one_page.html(), "to accept it: python docs/tools/one_page.py"


def test_its_commands_are_those_of_the_program() -> None:
    named = set(re.findall(r"`cchc ([a-z][a-z-]*)", one_page.SOURCE.read_text("utf-8")))
    assert sorted(named - {each.name for each in COMMANDS} - {"huong-dan"}) == []


def test_it_fetches_nothing() -> None:
    page = one_page.html()
    assert re.findall(r"(?:src|href)=", page) == []
    assert {source[:5] for source in re.findall(r'url\("([^"]+)"\)', page)} == {"data:"}


def laid_out() -> Any:
    """Return the summary laid out in pages; WeasyPrint needs Pango, which not every machine has."""
    if find_spec("weasyprint") is None:
        pytest.skip("no WeasyPrint")
    try:
        from weasyprint import HTML
    except OSError:
        pytest.skip("no Pango")
    return HTML(string=one_page.html()).render()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_it_prints_on_one_page_of_a4() -> None:
    sizes = [(round(page.width / 96 * 25.4), round(page.height / 96 * 25.4)) for page in laid_out().pages]
    assert sizes == [(210, 297)]
