"""The content of a plan's document, piece by piece, and the fingerprints that fix it.

Formatting does not count, nor does what the program keeps beside the document: facts, reports,
corrections, contacts of units, links from rows to places of the text, codes of areas.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cchc_cli.domain.finding import Place
from cchc_cli.domain.text import nfc
from cchc_cli.domain.vocabulary import TASK_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cchc_cli.domain.model import Node, Plan, Section, Task

LABELS: Mapping[str, Mapping[str, str]] = {
    "plan": {
        "number": "Số, ký hiệu",
        "date": "Ngày ban hành",
        "year": "Năm",
        "place": "Địa danh",
        "doc_type": "Tên loại văn bản",
        "subject": "Trích yếu",
        "agency": "Cơ quan ban hành",
        "bases": "Căn cứ",
        "preamble": "Đoạn mở đầu",
        "closing": "Đoạn kết",
        "recipients": "Nơi nhận",
        "signatory": "Người ký",
    },
    "appendix": {"title": "Tên phụ lục", "note": "Dòng “(Kèm theo ...)”", "columns": "Tên các cột"},
    "body": {
        "title": "Đề mục",
        "text": "Đoạn văn",
        "note": "Dòng in sau các mục con",
        "parent": "Mục cấp trên",
    },
    "sections": {"title": "Tên mục", "parent": "Mục cấp trên"},
    "tasks": {
        **TASK_FIELDS,
        "weight": "Trọng số",
        "extra": "Các cột khác",
        "indicator": "Chỉ tiêu của dòng",
        "section": "Mục",
        "parent": "Dòng cấp trên",
    },
    "indicators": {"name": "Tên chỉ tiêu", "target": "Mức phải đạt"},
}
"""The groups of a plan's content, in the order of the document, with the fields of their pieces."""

SINGLE = ("plan", "appendix")
"""The groups that are one piece, without an id."""

_INHERITED = ("product", "lead", "support", "deadline", "schedule", "leader")
# Sixteen consonants: what is written with them is never read as a number, a date or a word.
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrtvx")
_LENGTH = 8
_BETWEEN = " ¶ "


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the content: its group, its id, the fields that say something, and where it stands."""

    group: str
    id: str
    fields: Mapping[str, str]
    place: Place

    def place_of(self, field: str) -> Place:
        """Return where a field stands; what follows from the place of the piece stands at its id."""
        key = "id" if field in {"parent", "section"} and self.id else field
        return replace(self.place, path=(*self.place.path, key))

    def prints(self) -> dict[str, str]:
        """Return the fingerprint of each field."""
        return {field: fingerprint(text) for field, text in self.fields.items()}


@lru_cache(maxsize=8192)
def fingerprint(text: str) -> str:
    """Return eight letters that stand for a text, however it is spaced and in whatever normal form."""
    plain = " ".join(nfc(text).split())
    return hashlib.sha256(plain.encode(errors="surrogatepass")).hexdigest()[:_LENGTH].translate(_LETTERS)


def is_fingerprint(text: str) -> bool:
    """Whether a text can be a fingerprint."""
    return len(text) == _LENGTH and all(ord(char) in _LETTERS.values() for char in text)


def prints_of(plan: Plan) -> dict[str, dict[str, dict[str, str]]]:
    """Return the fingerprints of a plan's content as its files have it: by group, by id, by field."""
    prints: dict[str, dict[str, dict[str, str]]] = {group: {} for group in LABELS}
    for piece in pieces(plan):
        prints[piece.group].setdefault(piece.id, piece.prints())
    return prints


def pieces(plan: Plan) -> Iterator[Piece]:
    """Yield the content of a plan as its files have it, in the order of the document."""
    yield Piece("plan", "", _saying(_head(plan)), Place("plan.yaml"))
    head = {"title": plan.appendix_title, "note": plan.appendix_note, "columns": _joined(plan.columns)}
    yield Piece("appendix", "", _saying(head), Place("appendix.yaml"))
    for node in plan.body:
        yield from _nodes(node, "")
    for section in plan.sections:
        yield from _sections(section, "")
    for indicator in plan.indicators:
        fields = {"name": indicator.name, "target": str(indicator.target)}
        yield Piece("indicators", indicator.id, fields, indicator.place)


def _head(plan: Plan) -> dict[str, str]:
    return {
        "number": plan.number,
        "date": plan.date.isoformat(),
        "year": str(plan.year),
        "place": plan.place,
        "doc_type": plan.doc_type,
        "subject": plan.subject,
        "agency": _joined((plan.agency.parent, plan.agency.name)),
        "bases": _joined(plan.bases),
        "preamble": _joined(plan.preamble),
        "closing": _joined(plan.closing),
        "recipients": _joined(plan.recipients),
        "signatory": _joined(plan.signatory) if any(plan.signatory) else "",
    }


def _nodes(node: Node, parent: str) -> Iterator[Piece]:
    fields = {"title": node.title, "text": node.text, "note": node.note, "parent": _above(node.id, parent)}
    yield Piece("body", node.id, _saying(fields), node.place)
    for item in node.items:
        yield from _nodes(item, node.id)


def _sections(section: Section, parent: str) -> Iterator[Piece]:
    fields = {"title": section.title, "parent": _above(section.id, parent)}
    yield Piece("sections", section.id, _saying(fields), section.place)
    rows = {row.id: row for row in (*section.groups, *section.tasks)}
    for row in section.lines(section.tasks):
        yield Piece("tasks", row.id, _saying(_cells(row, rows.get(row.parent))), row.place)
    for inner in section.sections:
        yield from _sections(inner, section.id)


def _cells(row: Task, above: Task | None) -> dict[str, str]:
    """Return the cells of a row; those a sub-row only takes over from the row above it are that row's."""
    cells = {field: str(getattr(row, field)) for field in TASK_FIELDS}
    if above is not None:
        cells |= {field: "" for field in _INHERITED if cells[field] == getattr(above, field)}
    cells["weight"] = "" if row.weight is None else f"{row.weight.normalize():f}"
    cells["extra"] = _joined(f"{name}: {text}" for name, text in sorted(row.extra) if text)
    cells["indicator"] = row.indicator
    cells["section"] = "" if row.parent else _above(row.id, row.section)
    cells["parent"] = _above(row.id, row.parent)
    return cells


def _above(piece_id: str, above: str) -> str:
    """Return what a piece stands under, where its id does not say so itself."""
    return "" if piece_id.rpartition(".")[0] == above else above


def _joined(texts: Iterable[str]) -> str:
    return _BETWEEN.join(texts)


def _saying(fields: Mapping[str, str]) -> dict[str, str]:
    return {field: text for field, text in fields.items() if text.strip()}
