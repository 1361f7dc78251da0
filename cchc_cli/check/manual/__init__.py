"""The manual of rules: a page for every code that ``validate`` may report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.check.manual import characters, citations, content, facts, files, forms, names, signed, wholeness
from cchc_cli.check.manual.page import Page
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BY_CODE", "PAGES", "Page", "page_of"]

PAGES: tuple[Page, ...] = (
    *files.PAGES,
    *characters.PAGES,
    *forms.PAGES,
    *names.PAGES,
    *content.PAGES,
    *wholeness.PAGES,
    *signed.PAGES,
    *facts.PAGES,
    *citations.PAGES,
)
"""All pages; ``BY_CODE`` sorts them."""

BY_CODE: Mapping[str, Page] = {page.code: page for page in sorted(PAGES, key=lambda page: page.code)}


def page_of(code: str) -> Page:
    """Return the page of a code, written in any case; raise Refused, with the nearest codes, where there is none."""
    page = BY_CODE.get(code.strip().upper())
    if page is not None:
        return page
    near = nearest(code[:20], BY_CODE)
    meant = f"Có phải {', '.join(near)}? " if near else ""
    raise Refused(f"Không có mã “{code}”.", f"{meant}“cchc rule” kê mọi mã.")
