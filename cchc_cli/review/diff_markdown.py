"""Write a review as Markdown to be pasted as a comment on a merge request, on GitHub and on GitLab."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc_cli.review.diff_spans import Look
from cchc_cli.review.diff_words import groups, heading, notes, summary

if TYPE_CHECKING:
    from cchc_cli.review.diff import Review
    from cchc_cli.review.diff_entries import Entry
    from cchc_cli.review.diff_spans import Line
    from cchc_cli.review.diff_words import Group

LONGEST = 60_000
"""Characters that a comment may have: GitHub takes 65,536."""
MOST_UNFOLDED = 10
"""Entries of a group that are shown without being folded away."""
_APART, _APART_MARK = "&#8203;", "\u200b"
_MARKS = re.compile(r"[\\`*_\[\]|~$]")
# Both sites look for names, numbers and addresses after the Markdown is read, where a backslash is gone:
# a space of no width after the sign keeps them asleep.
_WAKING = re.compile(
    r"@|[#!%$~&^](?=[\w\"])|:(?=//|\w+:)|\b(?:www(?=\.)|(?:mailto|xmpp)(?=:)|gh(?=-\d))", re.IGNORECASE
)
_LOOKS = {Look.REMOVED: "~~", Look.ADDED: "**", Look.NEW: "**"}


def markdown(review: Review) -> str:
    """Return a review as Markdown ending with a line feed, at most ``LONGEST`` characters.

    The sentence that sums up comes first; groups of many entries are folded. Data is shown as text: none
    of it becomes markup, a mention, a reference or an address.
    """
    pieces = [f"**{escaped(summary(review))}**", escaped(f"{heading(review)}.")]
    pieces += [escaped(note) for note in notes(review)]
    room = LONGEST - sum(map(len, pieces)) - 500
    left_out = 0
    listed, written = groups(review), dict[str, str]()
    # What a reviewer has to look at comes first into the room there is, however much else changed.
    for group in sorted(listed, key=lambda group: not group.careful):
        items = [_item(entry) for entry in group.entries]
        kept = _fitting(items, room)
        left_out += len(items) - len(kept)
        if kept:
            written[group.title] = _group(group, kept)
            room -= len(written[group.title])
    pieces += [written[group.title] for group in listed if group.title in written]
    if left_out:
        pieces.append(f"_Còn {left_out} mục chưa hiện ở đây vì quá dài; xem đủ bằng lệnh_ `cchc diff`.")
    return "\n\n".join(pieces) + "\n"


def _fitting(items: list[str], room: int) -> list[str]:
    kept: list[str] = []
    for item in items:
        room -= len(item) + 1
        if room < 0:
            break
        kept.append(item)
    return kept


def _group(group: Group, items: list[str]) -> str:
    title = f"### {'⚠️ ' if group.careful else ''}{escaped(group.title)} ({len(group.entries)})"
    listed = "\n".join(items)
    if len(items) <= MOST_UNFOLDED or group.careful:
        return f"{title}\n\n{listed}"
    return f"{title}\n\n<details><summary>Xem {len(items)} mục</summary>\n\n{listed}\n\n</details>"


def _item(entry: Entry) -> str:
    head = f"- **{escaped(entry.name)}**"
    aside = ": ".join(filter(None, (escaped(entry.what), escaped(entry.title))))
    lines = [f"{head} {aside}".rstrip(), *(f"  - {_line(line)}" for line in entry.lines)]
    return "\n".join(lines)


def _line(line: Line) -> str:
    """Return a line with its marks, each where it holds: blanks outside, and one before and after at least."""
    text = ""
    for span in line:
        mark = _LOOKS.get(span.look, "")
        core = escaped(span.text.strip())
        if not mark or not core:
            text += _spaced(text, escaped(span.text)) if text.endswith(("~~", "**")) else escaped(span.text)
            continue
        opened = bool(text) and not text[-1].isspace() and not text.endswith("“")
        blank = " " if opened or span.text[:1].isspace() else ""
        text = text.rstrip() if blank else text
        text += f"{blank}{mark}{core}{mark}" + (" " if span.text[-1:].isspace() else "")
    return text.strip()


def _spaced(before: str, following: str) -> str:
    """Return words that follow a mark; a letter right after it would keep the mark from closing."""
    return following if not following[:1].isalnum() or not before else f" {following}"


def escaped(text: str) -> str:
    """Return data as one line of text of Markdown, in which no sign means anything."""
    line = " ".join("".join(map(_visible, text)).split(" "))
    line = _WAKING.sub(lambda found: f"{found[0]}{_APART_MARK}", line)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKS.sub(lambda found: f"\\{found[0]}", line).replace(_APART_MARK, _APART)


def _visible(char: str) -> str:
    if char.isspace():
        return " "
    return char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"
