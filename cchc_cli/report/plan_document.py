"""Write the signed plan as a document: its text and its appendix, in its own words.

Later amendments are not in it: what was signed stays as signed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc_cli.domain.text import fold, unaccented
from cchc_cli.domain.vocabulary import TASK_FIELDS, long_date
from cchc_cli.report.document import (
    Appendix,
    Column,
    Document,
    Letterhead,
    Paragraph,
    Row,
    Signature,
    Style,
    Table,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.domain.model import Node, Plan, Section, Task

_BASIS_OPENINGS = ("can cu", "theo", "xet", "thuc hien")
# The first that stands in a column's title names its field: "Thời gian thực hiện" is no unit.
_FIELD_SIGNS = (
    ("support", ("phoi hop",)),
    ("lead", ("chu tri",)),
    ("deadline", ("thoi gian", "thoi han", "han hoan thanh", "tien do")),
    ("budget", ("kinh phi",)),
    ("notes", ("ghi chu",)),
    ("leader", ("lanh dao",)),
    ("product", ("san pham", "ket qua")),
    ("task", ("nhiem vu", "noi dung", "cong viec", "hoat dong")),
    ("lead", ("thuc hien", "dau moi")),
)
_NUMBERING = ("stt", "tt", "so tt", "so thu tu")
_SIGNED_FIELDS = ("number", "task", "product", "lead", "support", "deadline")
_WIDTHS = {"number": 10, "task": 118, "product": 38, "lead": 28, "support": 26, "deadline": 32}
_OTHER_WIDTH = 26
_LONGEST_SLUG = 80


def plan_document(plan: Plan) -> Document:
    """Return the plan as signed, laid out under Nghị định 30/2020/NĐ-CP, Phụ lục I.

    The words are those of the plan's files, nothing added and nothing left out.
    """
    title, name = plan.signatory
    return Document(
        title=f"{plan.doc_type} số {plan.number}",
        slug=_slug(f"{plan.doc_type} {plan.number}"),
        stored=plan.date,
        letterhead=Letterhead(
            agency=plan.agency.name,
            parent=plan.agency.parent,
            number=f"Số: {plan.number}",
            dateline=", ".join(filter(None, (plan.place, long_date(plan.date)))),
        ),
        kind=plan.doc_type.upper(),
        subject=plan.subject,
        blocks=(
            *(Paragraph(Style.BASIS, words(text)) for text in _bases(plan.bases)),
            *_texts(plan.preamble),
            *(paragraph for node in plan.body for paragraph in _node(node)),
            *_texts(plan.closing),
        ),
        signature=Signature(title, name) if title or name else None,
        recipients=plan.recipients,
        appendices=(signed_appendix(plan),) if plan.sections else (),
    )


def signed_appendix(plan: Plan) -> Appendix:
    """Return the table of tasks as signed, in its own columns."""
    fields = _columns(plan)
    columns = tuple(Column(title, _WIDTHS.get(field, _OTHER_WIDTH), field == "number") for title, field in fields)
    rows = (row for section in plan.sections for row in _section(section, tuple(field for _, field in fields)))
    return Appendix("", plan.appendix_title, plan.appendix_note, (Table(columns, tuple(rows)),))


def row_number(task: Task) -> str:
    """Return the STT of a row as printed; a row under another shows both numbers (``3.a``)."""
    if task.number:
        return task.number
    return task.id.removeprefix(f"{task.section}.") if task.parent else task.id.rpartition(".")[2]


def section_heading(section: Section) -> str:
    """Return the heading of a section as the table shows it: ``I. Cải cách thể chế``."""
    return f"{section.id.rpartition('.')[2]}. {section.title}"


def _bases(bases: Iterable[str]) -> list[str]:
    """Return the paragraphs of the legal bases: an entry that doesn't open one itself goes on with the last."""
    paragraphs: list[str] = []
    for basis in bases:
        if paragraphs and not fold(basis).startswith(_BASIS_OPENINGS):
            paragraphs[-1] += f" {basis}"
        else:
            paragraphs.append(basis)
    return paragraphs


def _texts(texts: Iterable[str]) -> Iterator[Paragraph]:
    for text in texts:
        yield from (Paragraph(Style.TEXT, words(line)) for line in _lines(text))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _node(node: Node) -> Iterator[Paragraph]:
    """Yield a place of the text and all below it; its number is the last piece of its id."""
    style, number = _look(node)
    if node.title:
        yield Paragraph(style, words(node.title), number)
        yield from _texts([node.text])
    else:
        first, *more = _lines(node.text) or [""]
        yield Paragraph(style, words(first), number)
        yield from _texts(more)
    for item in node.items:
        yield from _node(item)
    yield from _texts([node.note])


def _look(node: Node) -> tuple[Style, str]:
    """Return how a place stands on the page and its number; untitled places with figures are dashes."""
    last = node.id.rpartition(".")[2]
    if last.isdigit():
        return (Style.SECTION, f"{last}.") if node.title else (Style.ITEM, "")
    if last.isupper():
        return (Style.PART if node.title else Style.TEXT), f"{last}."
    return (Style.POINT if node.title else Style.TEXT), f"{last})"


def _columns(plan: Plan) -> list[tuple[str, str]]:
    """Return the title of every column with the field that fills it.

    Words of a row that no signed column holds get a column of their own, so that none are lost.
    """
    tasks = tuple(plan.tasks())
    extra = dict.fromkeys(title for task in tasks for title, _ in task.extra)
    found: list[tuple[str, str]] = []
    for title in plan.columns or tuple(TASK_FIELDS[field] for field in _SIGNED_FIELDS):
        taken = {field for _, field in found}
        field = f"extra:{title}" if title in extra else _field_of(title, taken)
        found.append((title, field))
    shown = {field for _, field in found}
    lost = [field for field in _SIGNED_FIELDS[1:] if field not in shown and any(getattr(task, field) for task in tasks)]
    further = [(title, f"extra:{title}") for title in extra if f"extra:{title}" not in shown]
    return [*found, *((TASK_FIELDS[field], field) for field in lost), *further]


def _field_of(title: str, taken: set[str]) -> str:
    folded = fold(title)
    if folded in _NUMBERING:
        return "number"
    matching = (field for field, signs in _FIELD_SIGNS if any(sign in folded for sign in signs))
    return next((field for field in matching if field not in taken), "")


def _section(section: Section, fields: tuple[str, ...]) -> Iterator[Row]:
    yield Row((section_heading(section),), heading=True)
    groups = {group.id: group for group in section.groups}
    for task in section.lines(section.tasks):
        above = groups.get(task.parent)
        yield Row(tuple("" if above and _inherits(task, above, field) else _cell(task, field) for field in fields))
    for inner in section.sections:
        yield from _section(inner, fields)


def _inherits(task: Task, above: Task, field: str) -> bool:
    """Whether a cell of a sub-row says only what stands above it, where the signed table leaves it blank."""
    return field in {"product", "lead", "support", "deadline"} and _cell(task, field) == _cell(above, field)


def _cell(task: Task, field: str) -> str:
    if field == "number":
        return row_number(task)
    if field.startswith("extra:"):
        return dict(task.extra).get(field.removeprefix("extra:"), "")
    return str(getattr(task, field)) if field else ""


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[A-Za-z0-9]+", unaccented(text)))[:_LONGEST_SLUG].strip("-")
