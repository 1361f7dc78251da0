"""Render a document as Markdown that reads well in a merge request (GitHub Flavored Markdown)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc_cli.report import writing
from cchc_cli.report.document import Paragraph, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.report.document import Appendix, Block, Document, Letterhead, Row, Run, Signature, Table

_HEADINGS = {Style.PART: "##", Style.SECTION: "###", Style.POINT: "####"}
_ITALIC = {Style.BASIS, Style.CAPTION, Style.NOTE}
_MARKS = re.compile(r"[\\`*_\[\]|~@$]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<!\w)#")
_ADDRESS = re.compile(r"(\w)(:(?=//)|(?<=[wW]{3})\.)")
_MAIL = re.compile(r"(?i)\b(mailto|xmpp):")
_LINE_START = re.compile(r"^(?:([>+\-=:])|(\d+)([.)]))")
_BREAK = "\\\n"


def markdown(document: Document) -> str:
    """Return a document as Markdown ending with a line feed; the same document gives the same text.

    Data is shown as text: none of it becomes markup, an element or an address. Places to fill stand in bold
    and brackets. The look of the letterhead is left to the other formats.
    """
    pieces = [*_opening(document), *_blocks(document.blocks), *_close(document.signature, document.recipients)]
    alone = not pieces
    for at, appendix in enumerate(document.appendices):
        pieces += _appendix(appendix, top=alone and at == 0)
    return "\n\n".join(pieces) + "\n"


def _opening(document: Document) -> Iterator[str]:
    if document.letterhead:
        yield from _letterhead(document.letterhead)
    kind, subject = _line(document.kind), _line(document.subject)
    if kind or subject:
        yield f"# {kind or subject}"
    if kind and subject:
        yield _strong(subject)
    if len(document.to) == 1:
        yield f"{writing.TO} {_inline(document.to[0])}"
    elif document.to:
        yield writing.TO
        yield _list(document.to)


def _letterhead(head: Letterhead) -> Iterator[str]:
    upper = [_starting(_line(head.parent.upper())), _strong(_line(head.agency.upper())), _inline(_held(head.number))]
    yield _BREAK.join(filter(None, upper))
    lower = [f"**{writing.NATION}**", f"**{writing.MOTTO}**", _slanted(_inline(_held(head.dateline)))]
    yield _BREAK.join(filter(None, lower))
    if head.about:
        yield f"# {_line(head.about)}"


def _close(signature: Signature | None, recipients: tuple[str, ...]) -> Iterator[str]:
    if signature:
        lines = [*writing.shown(signature.title).split("\n"), *writing.shown(signature.name).split("\n")]
        text = _BREAK.join(_strong(_escaped(line.strip())) for line in lines if line.strip())
        if text:
            yield text
    if recipients:
        yield f"***{writing.RECIPIENTS}***"
        yield _list(recipients)


def _list(names: Iterable[str]) -> str:
    lines = (_line(each.removeprefix("- ")) for each in writing.recipient_lines(names))
    return "\n".join(f"- {_starting(line)}" for line in lines)


def _appendix(appendix: Appendix, *, top: bool) -> Iterator[str]:
    name = ". ".join(filter(None, (_line(appendix.number), _line(appendix.title))))
    if not top:
        yield "---"
    if name:
        yield f"{'#' if top else '##'} {name}"
    note = _slanted(_inline(_held(appendix.note)))
    if note:
        yield note
    yield from _blocks(appendix.blocks)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield blocks; items that follow one another are one list."""
    items: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.style is Style.ITEM:
            items += [_item(block)]
            continue
        if items:
            yield "\n".join(items)
            items = []
        text = _paragraph(block) if isinstance(block, Paragraph) else _table(block)
        if text:
            yield text
    if items:
        yield "\n".join(items)


def _item(block: Paragraph) -> str:
    """Return an item; one with a sign of its own (``+``) stands a step further in."""
    indent = "" if block.number in {"", "-"} else "  "
    number = "" if block.number in {"", "-", "+"} else f"{_line(block.number)} "
    text = _runs(writing.runs_of(block)).replace("\n", f"\n{indent}  ")
    return f"{indent}- {_starting(number + text)}"


def _paragraph(block: Paragraph) -> str:
    runs = writing.runs_of(block)
    number = _line(block.number)
    if block.style in _HEADINGS:
        text = " ".join(_runs(runs).replace(_BREAK, " ").split())
        return f"{_HEADINGS[block.style]} {number} {text}" if number else f"{_HEADINGS[block.style]} {text}"
    text = _runs(runs)
    text = f"{number} {text}" if number and text else number or text
    return _slanted(text) if block.style in _ITALIC else _starting(text)


def _runs(runs: list[Run]) -> str:
    """Return runs as lines with their marks; a line keeps no blanks at its ends."""
    pieces: list[str] = []
    for at, run in enumerate(runs):
        mark = "**" * (run.bold or run.place) + "*" * run.italic
        before = runs[at - 1].text[-1:] if at else ""
        after = runs[at + 1].text[:1] if at + 1 < len(runs) else ""
        pieces.append(_marked(run.text, mark, before, after))
    lines = "".join(pieces).split("\n")
    return _BREAK.join(_starting(line.strip()) for line in lines if line.strip())


def _marked(text: str, mark: str, before: str, after: str) -> str:
    """Return words between marks, line by line, blanks left outside; without them where they would not hold.

    Stars beside a letter on one side and a sign on the other neither open nor close (CommonMark 0.31, 6.2).
    """
    lines: list[str] = []
    parts = text.split("\n")
    for at, line in enumerate(parts):
        core = line.strip()
        start = line[: len(line) - len(line.lstrip())]
        end = line[len(line.rstrip()) :] if core else ""
        left = before if at == 0 and not start else ""
        right = after if at == len(parts) - 1 and not end else ""
        holds = bool(core and mark) and _holds(left, core[0]) and _holds(right, core[-1])
        lines.append(f"{start}{mark}{_escaped(core)}{mark}{end}" if holds else start + _escaped(core) + end)
    return "\n".join(lines)


def _holds(outside: str, inside: str) -> bool:
    return not outside or outside.isspace() or (inside.isalnum() and outside not in "*_")


def _table(table: Table) -> str:
    width = len(table.columns)
    lines = [
        _cells(_cell(column.title) for column in table.columns),
        _cells(":-:" if column.centred else "---" for column in table.columns),
    ]
    lines += [_cells(_row(row, width)) for row in table.rows]
    return "\n".join(lines)


def _row(row: Row, width: int) -> list[str]:
    cells = [_cell(cell) for cell in row.cells]
    if row.heading or row.bold:
        cells = [_strong(cell) if "<br>" not in cell else cell for cell in cells]
    return cells + [""] * (width - len(cells))


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return "<br>".join(_escaped(line.strip()) for line in writing.shown(text).split("\n") if line.strip())


def _strong(escaped: str) -> str:
    return f"**{escaped}**" if escaped else ""


def _slanted(escaped: str) -> str:
    return f"_{escaped}_" if escaped else ""


def _line(text: str) -> str:
    """Return data as text on one line."""
    return _escaped(" ".join(writing.shown(text).split()))


def _inline(text: str) -> str:
    """Return data as text, its line breaks kept."""
    lines = (line.strip() for line in writing.shown(text).split("\n"))
    return _BREAK.join(_starting(_escaped(line)) for line in lines if line)


def _held(text: str) -> str:
    """Return data whose rows of blanks, left to be filled in by hand, stay as wide as they are."""
    return re.sub(r" {2,}", lambda blanks: "\u00a0" * len(blanks[0]), text)


def _starting(escaped: str) -> str:
    """Return text for the beginning of a line, where some signs would open a list or heading."""
    return _LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", escaped)


def _escaped(text: str) -> str:
    """Return one line of data as text of Markdown, in which no sign means anything."""
    text = _MARKS.sub(lambda found: f"\\{found[0]}", text)
    text = _MAIL.sub(lambda found: f"{found[1]}\\:", text)
    return _ADDRESS.sub(lambda found: f"{found[1]}\\{found[2]}", text)
