"""The whole of a document from outside: its text, its table, its units and targets, and all that is in doubt."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain.model import Agency, Plan
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.units import Register
from cchc_cli.exchange.grasp.appendix import read_appendix
from cchc_cli.exchange.grasp.head import type_of
from cchc_cli.exchange.grasp.levels import is_province, leads_within
from cchc_cli.exchange.grasp.oddities import oddities, texts_of
from cchc_cli.exchange.grasp.targets import indicators_of
from cchc_cli.exchange.grasp.text import read_text
from cchc_cli.exchange.grasp.units import units_of
from cchc_cli.exchange.imported import Imported
from cchc_cli.exchange.pages import Doubt, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cchc_cli.domain.model import Node, Section
    from cchc_cli.exchange.imported import ReadAppendix, ReadText
    from cchc_cli.exchange.pages import Document

STAND_IN = "…"
"""What stands for a number or a name that the document does not give; a person must write it."""

_OF_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b(?!\s*[-–]\s*20\d\d)", re.IGNORECASE)
_SPAN = re.compile(r"(?:\b(?:năm học|giai đoạn|năm|từ năm)\s+)(20\d\d)\s*(?:[-–]|đến(?: năm)?)\s*20\d\d", re.IGNORECASE)
_ANY_DAY = re.compile(r"\bngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}\s+năm\s+|/\d{1,2}/)(20\d\d)", re.IGNORECASE)
_IN_CELL = re.compile(r"(?:(?:tháng|quý)\s*\w{1,3}\s*/|\d{1,2}/\d{1,2}/|\bnăm\s)(20\d\d)(?!\d)", re.IGNORECASE)
_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_TITLE_ROWS = 8
_LONGEST_TITLE = 250
_TEXT_PARTS = (
    *("number", "date", "place", "doc_type", "subject", "agency", "bases", "preamble", "body", "closing", "recipients"),
    "signatory",
)


def grasp(document: Document, *, year: int | None = None) -> Imported:
    """Make a plan of a document, with everything that a person should look at.

    Without ``year`` the plan's year is that of the titles ("năm 2020"), else that of the document's date.
    Raises Refused when no year can be found, and when there is neither a table of tasks nor tasks in the text.
    """
    found, doubt = (year, None) if year else _year_of(document)
    if found is None:
        raise Refused(
            f"Chưa xác định được năm của kế hoạch trong tệp {document.name}.",
            "Ghi thêm năm, ví dụ --year 2020.",
        )
    appendix = read_appendix(document, year=found)
    text = _titled(read_text(document, appendix.used), appendix)
    text, seat = _seated(text, appendix.sections)
    indicators, sections, of_targets = indicators_of(text.body, appendix.sections)
    units, of_units = units_of(sections, seat)
    odd = oddities([*_titles(text, appendix), *texts_of(text.body, sections)], text.agency)
    plan = Plan(
        number=text.number or STAND_IN,
        date=text.date or dt.date(found, 1, 1),
        year=found,
        agency=text.agency or Agency(STAND_IN),
        place=text.place,
        doc_type=text.doc_type or "Kế hoạch",
        subject=text.subject,
        bases=text.bases,
        preamble=text.preamble,
        body=text.body,
        closing=text.closing,
        recipients=text.recipients,
        signatory=text.signatory,
        appendix_title=appendix.title,
        appendix_note=appendix.note,
        columns=appendix.columns,
        sections=sections,
        indicators=indicators,
        register=Register(units),
    )
    doubts = [*document.doubts, *((doubt,) if doubt else ()), *text.doubts, *appendix.doubts]
    return Imported(
        plan=plan,
        units=units,
        indicators=indicators,
        stated=_stated(text, appendix, told=year is None),
        carried=appendix.carried,
        tally=appendix.tally,
        doubts=tuple(_in_order(doubts, [*of_targets, *of_units, *odd], text.body, sections)),
    )


def _titled(text: ReadText, appendix: ReadAppendix) -> ReadText:
    """Return the text with the subject that only the title of the table gives: ``KẾ HOẠCH CẢI CÁCH ... NĂM 2020``."""
    doc_type, subject = type_of(appendix.title)
    if text.subject or text.doc_type or not subject:
        return text
    return replace(text, doc_type=doc_type, subject=subject)


def _seated(text: ReadText, sections: Sequence[Section]) -> tuple[ReadText, Agency | None]:
    """Return the text with the agency that the rows bear out, and the agency by which units are told apart.

    Where a letterhead has one line, a province, and rooms of one office lead the tasks, that line names the superior.
    """
    leads = (name for top in sections for section in top.walk() for task in section.tasks for name in (task.lead,))
    if not leads_within(leads) or (text.agency and (text.agency.parent or not is_province(text.agency.name))):
        return text, text.agency
    if text.agency is None:
        return text, Agency(STAND_IN)
    if text.doc_type:
        return text, text.agency
    above = text.agency.name
    said = (
        "Nhiệm vụ giao cho các phòng, bộ phận nên hiểu đây là cơ quan cấp trên; đề nghị ghi tên cơ quan lập kế hoạch."
    )
    agency = Agency(STAND_IN, parent=above, code=text.agency.code)
    return replace(
        text, agency=agency, doubts=(*text.doubts, Doubt("agency_superior", "đầu văn bản", above, said))
    ), agency


def _stated(text: ReadText, appendix: ReadAppendix, *, told: bool) -> frozenset[str]:
    parts = {name for name in _TEXT_PARTS if getattr(text, name) and getattr(text, name) != ("", "")}
    if text.agency and text.agency.name == STAND_IN:
        parts.discard("agency")
    parts |= {name for name, value in (("appendix_title", appendix.title), ("appendix_note", appendix.note)) if value}
    return frozenset(parts | ({"year"} if told else set()))


def _titles(text: ReadText, appendix: ReadAppendix) -> Iterator[tuple[str, str]]:
    """Yield the texts of the head by the keys of the files."""
    yield from (("number", text.number), ("subject", text.subject))
    yield from (("bases", basis) for basis in text.bases)
    yield from (("preamble", each) for each in text.preamble)
    yield from (("closing", each) for each in text.closing)
    yield from (("appendix.title", appendix.title), ("appendix.note", appendix.note))


def _year_of(document: Document) -> tuple[int | None, Doubt | None]:
    """Find the year the plan is for; a year that only a date or the name of the file gives is a doubt."""
    tops = list(_top_texts(document))
    for shape in (_OF_YEAR, _ANY_DAY):
        titles = [(text, where) for text, where in tops if shape is _ANY_DAY or _is_title(text)]
        for text, where in titles:
            found = shape.search(text)
            if found:
                said = f"Không tìm thấy năm của kế hoạch ở tên văn bản; đã lấy năm {found[1]} theo ngày ghi ở đây."
                return int(found[1]), Doubt("year", where, text[:80], said) if shape is _ANY_DAY else None
    for text, where in tops:
        found = _SPAN.search(text) if _is_title(text) else None
        if found:
            said = f"Kế hoạch cho nhiều năm; đã lấy năm đầu {found[1]}, muốn năm khác thì thêm --year."
            return int(found[1]), Doubt("year", where, text[:80], said)
    named = _IN_NAME.search(document.name)
    if named is None:
        return _year_of_cells(document)
    said = f"Trong tệp không ghi năm của kế hoạch; đã lấy năm {named[1]} theo tên tệp."
    return int(named[1]), Doubt("year", "tên tệp", document.name, said)


def _year_of_cells(document: Document) -> tuple[int | None, Doubt | None]:
    """Find the one year that the cells of the tables name, as deadlines do."""
    rows = [row for block in document.blocks if not isinstance(block, Line) for row in block.rows]
    seen = [
        (found[1], row.where, found[0]) for row in rows for cell in row.cells for found in _IN_CELL.finditer(cell.text)
    ]
    if len({year for year, _, _ in seen}) != 1:
        return None, None
    year, where, text = seen[0]
    said = f"Trong tệp không ghi năm của kế hoạch; đã lấy năm {year}, năm duy nhất ghi trong các bảng."
    return int(year), Doubt("year", where, text, said)


def _is_title(text: str) -> bool:
    """A title: it names what is planned, is no legal basis, and is no dateline."""
    return len(text) <= _LONGEST_TITLE and not re.match(
        r"(?:căn cứ|thực hiện|tiếp tục|theo(?! dõi)|xét)\b|.*\bngày\s.*\btháng\b"
        r"|\(?\s*(?:ban hành\s+)?kèm theo|[-+•\d]",
        text,
        re.IGNORECASE,
    )


def _top_texts(document: Document) -> Iterator[tuple[str, str]]:
    for block in document.blocks:
        if isinstance(block, Line):
            yield " ".join(block.text.replace("**", "").split()), block.where
            continue
        for row in block.rows[:_TITLE_ROWS]:
            for cell in row.cells:
                if cell.text and cell.span > 1:
                    yield " ".join(cell.text.split()), cell.where or row.where
        if block.name:
            yield block.name, block.where


def _in_order(
    first: Iterable[Doubt], after: Iterable[Doubt], body: Sequence[Node], sections: Sequence[Section]
) -> Iterator[Doubt]:
    """Yield every doubt once: those of reading as they came, those of places in the order of the text and the rows."""
    order: dict[str, int] = {}
    for where, _ in texts_of(body, sections):
        order.setdefault(where, len(order))
        order.setdefault(where.rpartition(".")[0] if where.rpartition(".")[2].islower() else where, len(order))
    ranked = sorted(after, key=lambda doubt: order.get(doubt.where.partition(",")[0], -1))
    seen: set[Doubt] = set()
    for doubt in (*first, *ranked):
        if doubt not in seen:
            seen.add(doubt)
            yield doubt
