"""Write a review as one small page of HTML that needs no other file and runs no script."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cchc_cli.review.diff_spans import Look
from cchc_cli.review.diff_words import groups, heading, notes, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.review.diff import Review
    from cchc_cli.review.diff_entries import Entry
    from cchc_cli.review.diff_spans import Line
    from cchc_cli.review.diff_words import Group

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 "Segoe UI", "Noto Sans", Arial, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
       overflow-wrap: anywhere }
h1 { font-size: 1.4rem } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid #8886 }
h2.careful { border-left: .3rem solid #c60; padding-left: .5rem }
ul.entries { list-style: none; padding: 0 } ul.entries > li { margin: .8rem 0 }
ul ul { margin: .2rem 0 0 1.2rem; padding: 0 }
.what { opacity: .75 } .label { font-weight: 600 }
del, .old { color: #a11 } ins, .new { color: #061 } del { background: #f001 } ins { background: #0a01 }
@media (prefers-color-scheme: dark) { del, .old { color: #f99 } ins, .new { color: #8d8 } }
"""
_TAGS = {
    Look.LABEL: ('<span class="label">', "</span>"),
    Look.OLD: ('<span class="old">', "</span>"),
    Look.NEW: ('<span class="new">', "</span>"),
    Look.REMOVED: ("<del>", "</del>"),
    Look.ADDED: ("<ins>", "</ins>"),
}


def html(review: Review) -> str:
    """Return a review as a page ending with a line feed; the same review gives the same text. Data is text."""
    return "\n".join(_page(review)) + "\n"


def _page(review: Review) -> Iterator[str]:
    title = _text(heading(review))
    yield '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Thay đổi: {title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{title}</h1>\n<p><strong>{_text(summary(review))}</strong></p>"
    for note in notes(review):
        yield f"<p>{_text(note)}</p>"
    for group in groups(review):
        yield from _group(group)
    yield "</body>\n</html>"


def _group(group: Group) -> Iterator[str]:
    careful = ' class="careful"' if group.careful else ""
    yield f'<h2{careful}>{_text(group.title)} ({len(group.entries)})</h2>\n<ul class="entries">'
    yield from map(_entry, group.entries)
    yield "</ul>"


def _entry(entry: Entry) -> str:
    what = f' <span class="what">{_text(entry.what)}</span>' if entry.what else ""
    title = f" {_text(entry.title)}" if entry.title else ""
    lines = "".join(f"<li>{_line(line)}</li>" for line in entry.lines)
    return f"<li><strong>{_text(entry.name)}</strong>{what}{title}" + (f"<ul>{lines}</ul></li>" if lines else "</li>")


def _line(line: Line) -> str:
    pieces: list[str] = []
    for span in line:
        opening, closing = _TAGS.get(span.look, ("", ""))
        pieces.append(f"{opening}{_text(span.text)}{closing}")
    return "".join(pieces)


def _text(text: str) -> str:
    shown = (" " if char.isspace() else char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return escape("".join(shown))
