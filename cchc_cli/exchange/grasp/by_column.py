"""Tables that name the section of each row in a column of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.exchange.grasp.entries import Entry, title_entry
from cchc_cli.exchange.grasp.numbering import HEADINGS, NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.exchange.grasp.columns import Columns


def by_column(entries: list[Entry], columns: Columns | None) -> list[Entry]:
    """Return the entries of a table that names the section of each row in a column, with headings put in."""
    at = columns.at("section") if columns is not None else None
    if columns is None or at is None or columns.is_own:
        return entries
    if any(map(is_heading, entries)):
        title = columns.titles[at]
        return [replace(one, extra=(*one.extra, (title, one["section"]))) if one["section"] else one for one in entries]
    if _counts_sections(entries):
        entries = [
            replace(
                one,
                number=NONE,
                shown="",
                numbered=False,
                merged=one.merged - {"number"},
                words={**one.words, "section": ". ".join(filter(None, (number, one["section"])))},
            )
            for one, number in _with_section_numbers(entries)
        ]
    found: list[Entry] = []
    last = ""
    for entry in entries:
        text = ". ".join(filter(None, (entry["section"], entry["section_title"])))
        if text and text != last:
            found.append(title_entry(text, entry.where))
            last = text
        found.append(entry)
    return found


def _counts_sections(entries: Sequence[Entry]) -> bool:
    """Whether the numbers count the sections of a column, each merged over the rows of its section."""
    numbered = [one for one in entries if one.number.kind]
    sections = [one["section"] for one in numbered]
    merged = [one for one in entries if "number" in one.merged and "section" in one.merged]
    return bool(merged) and len(set(sections)) == len(sections) and len(numbered) + len(merged) == len(entries)


def _with_section_numbers(entries: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    number = ""
    for entry in entries:
        number = entry.number.value or number
        yield entry, number


def is_heading(entry: Entry) -> bool:
    """Whether an entry can only be a heading: by its place, or by its number where it has no duty."""
    return entry.title or entry.own or (entry.number.kind in HEADINGS and not entry.has_duty)
