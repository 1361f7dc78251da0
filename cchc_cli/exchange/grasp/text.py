"""The signed text around the table of tasks: head, numbered body, closing words, recipients, signature."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain.model import Agency
from cchc_cli.exchange.grasp.body import read_body
from cchc_cli.exchange.grasp.cover import read_cover, with_plan
from cchc_cli.exchange.grasp.head import DATELINE, day_of, read_head, type_line
from cchc_cli.exchange.grasp.markers import HEADINGS, paragraphs, whole
from cchc_cli.exchange.grasp.names import named_in_note, read_agency
from cchc_cli.exchange.grasp.tail import parted
from cchc_cli.exchange.imported import ReadText
from cchc_cli.exchange.pages import Doubt, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.exchange.grasp.markers import Paragraph
    from cchc_cli.exchange.pages import Document

_NOTE = re.compile(
    r"kèm theo\s+(?:kế hoạch|quyết định|công văn|văn bản|báo cáo|chương trình|tờ trình)\b", re.IGNORECASE
)
_NOTE_NUMBER = re.compile(r"\bsố\s*:?\s*(\d\w*\s*[/-]\s*[A-ZĐ][\w&]*(?:\s?[-–/]\s?[A-ZĐ][\w&]*)*)")
_SHORT_DATE = re.compile(r"ngày\s+(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>\d{4})", re.IGNORECASE)
_LONGEST_SEEN = 80


def read_text(document: Document, used: frozenset[int]) -> ReadText:
    """Read the text of a document without the blocks that the table of tasks took.

    What the text does not say is left empty; nothing is raised, whatever the document holds.
    """
    found: Sequence[Paragraph] = list(paragraphs(document, used))
    cover = read_cover(found)
    found = cover.plan if cover else found
    kind = type_line(found)
    start = _body_start(found, 0 if kind is None else kind + 1)
    if start < len(found):
        opening: Sequence[Paragraph] = found[:start]
        middle, tail = parted(found[start:])
    else:
        opening, tail = parted(found)
        middle = ()
    head = with_plan(cover, read_head(opening)) if cover else read_head(opening)
    tail = replace(cover.tail, closing=tail.closing, rest=(*cover.tail.rest, *tail.rest)) if cover else tail
    body, doubts = read_body(whole(middle))
    prose = [*head.preamble, *head.bases, *(node.text for root in body for node in root.walk()), *tail.recipients]
    agency, unsure = read_agency(head.letterhead, head.subject, head.preamble, prose, code_of(head.symbol))
    made = ReadText(
        number=head.number,
        date=head.date,
        place=head.place,
        doc_type=head.doc_type,
        subject=head.subject,
        agency=agency,
        bases=head.bases,
        preamble=head.preamble,
        body=body,
        closing=tail.closing,
        recipients=tail.recipients,
        signatory=tail.signatory,
        doubts=(*((cover.doubt,) if cover else ()), *unsure, *doubts, *_left_over(tail.rest)),
    )
    return from_note(made, document)


def code_of(symbol: str) -> str:
    """Return the agency's code in a symbol: ``KH-KCNĐN`` gives ``KCNĐN``, ``KH/TU`` gives ``TU``."""
    parts = re.split(r"\s*[-–/]\s*", symbol)
    return "-".join(parts[1:]) if len(parts) > 1 else ""


def from_note(text: ReadText, document: Document) -> ReadText:
    """Fill number, date and agency from ``(Kèm theo Kế hoạch số ... ngày ... của ...)`` where they are missing."""
    note = next(_notes(document), None)
    if note is None or (text.number and text.date and text.agency):
        return text
    number, day, name = _NOTE_NUMBER.search(note.text), None, named_in_note(note.text)
    for shape in (DATELINE, _SHORT_DATE):
        found = shape.search(note.text)
        day = day or (found and day_of(found)) or None
    taken: list[str] = []
    if not text.number and number:
        symbol = re.split(r"[/-]", number[1], maxsplit=1)[1].strip()
        agency = text.agency and replace(text.agency, code=text.agency.code or code_of(symbol))
        text = replace(text, number=number[1].strip(), agency=agency)
        taken.append("số")
    if not text.date and day:
        text = replace(text, date=day)
        taken.append("ngày")
    if name and (text.agency is None or (not text.agency.parent and not text.doc_type)):
        text = _with_agency(text, name)
        taken.append("tên cơ quan")
    if not taken:
        return text
    said = f"Văn bản không có phần đầu ghi {', '.join(taken)}; đã lấy theo dòng này."
    return replace(text, doubts=(*text.doubts, Doubt("taken_from_note", note.where, note.text, said)))


def _with_agency(text: ReadText, name: str) -> ReadText:
    symbol = re.split(r"[/-]", text.number, maxsplit=1)[1].strip() if re.search(r"[/-]", text.number) else ""
    above = text.agency.name if text.agency and text.agency.name.casefold() != name.casefold() else ""
    return replace(text, agency=Agency(name=name, parent=above, code=code_of(symbol)))


def _notes(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        if isinstance(block, Line):
            if _NOTE.search(block.text):
                yield replace(block, text=" ".join(block.text.replace("**", "").split()))
            continue
        for row in block.rows[:8]:
            for cell in row.cells:
                if _NOTE.search(cell.text) and len(cell.text) < 400:
                    yield Line(" ".join(cell.text.split()), cell.where or row.where)


def _body_start(found: Sequence[Paragraph], start: int) -> int:
    """Return where the numbered text begins: at its first part, at a later one that a table left, at the first 1."""
    for kinds in (HEADINGS, frozenset({"number"})):
        for at in range(start, len(found)):
            marker = found[at].marker
            if marker and marker.kind in kinds and marker.value in {"I", "A", "1"}:
                return at
        for at in range(start, len(found)):
            marker = found[at].marker
            if marker and marker.kind in kinds & {"part", "roman"}:
                return at
    return len(found)


def _left_over(found: Sequence[Paragraph]) -> Iterator[Doubt]:
    """Say which paragraphs after the signature are neither text nor heading of the table."""
    for each in found:
        if len(each.text) > 30 and not each.text.isupper() and not _NOTE.search(each.text):
            said = "Đoạn đứng sau chữ ký và ngoài bảng nhiệm vụ; không đưa vào kế hoạch."
            yield Doubt("left_over", each.where, each.text[:_LONGEST_SEEN], said)
