"""The HTML page of a report in a real browser: quiet, alone, accessible, fit for a telephone and for paper."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from cchc_cli.report.html import html
from tests.report.samples import appendix_alone, full_document, hostile_document, letter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from cchc_cli.report.document import Document

SAMPLES = [full_document, letter, appendix_alone, hostile_document]


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Callable[[Document], tuple[list[str], list[str]]]:
    """Open a document from a file; return what the console said and what was asked for, but the file itself."""

    def open_document(document: Document) -> tuple[list[str], list[str]]:
        file = tmp_path / "bao-cao.html"
        file.write_text(html(document), encoding="utf-8")
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        return said, [url for url in asked if url != file.as_uri() and not url.startswith("data:font/woff2;")]

    return open_document


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_page_is_quiet_and_asks_for_nothing(
    opened: Callable[[Document], tuple[list[str], list[str]]], sample: Callable[[], Document]
) -> None:
    assert opened(sample()) == ([], [])


@pytest.mark.parametrize("sample", [full_document, letter, appendix_alone])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation(
    page: Page,
    opened: Callable[[Document], tuple[list[str], list[str]]],
    sample: Callable[[], Document],
    width: int,
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.set_viewport_size({"width": width, "height": 800})
    opened(sample())
    results = axe.Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("width", [360, 800, 801, 1280])
def test_the_page_never_scrolls_sideways(
    page: Page,
    opened: Callable[[Document], tuple[list[str], list[str]]],
    sample: Callable[[], Document],
    width: int,
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(sample())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_table_scrolls_inside_its_box(
    page: Page, opened: Callable[[Document], tuple[list[str], list[str]]]
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    opened(appendix_alone())
    box = page.locator(".box")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    assert box.evaluate("box => box.scrollLeft") > 0


def test_the_name_of_the_nation_stands_on_one_line_on_paper(
    page: Page, opened: Callable[[Document], tuple[list[str], list[str]]]
) -> None:
    opened(full_document())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(165 / 25.4 * 96), "height": 1000})
    height, inside = page.locator(".nation").evaluate(
        "line => [line.getBoundingClientRect().height, line.scrollWidth <= line.parentElement.clientWidth]"
    )
    assert height < 25
    assert inside


def test_the_page_prints_portrait_first_then_landscape_appendices(
    page: Page, opened: Callable[[Document], tuple[list[str], list[str]]]
) -> None:
    pypdf = pytest.importorskip("pypdf")
    opened(full_document())
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    shapes = "".join("p" if each.mediabox.width < each.mediabox.height else "l" for each in reader.pages)
    assert re.fullmatch("p{3}l{8}", shapes)
    letters = [len(each.extract_text()) for each in reader.pages]
    # The last page of each appendix ends where the table ends; no other stands half empty.
    assert min(letters[3:6] + letters[7:10]) > 0.6 * max(letters[3:])
