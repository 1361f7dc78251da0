"""Cases of appendices kept as text: tables in bars, paragraphs, and what must be read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.exchange.pages import Cell, Document, Line, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.model import Section, Task
    from cchc_cli.exchange.imported import ReadAppendix

_COVERED = {"<": "left", "^": "above"}


def document_of(text: str) -> Document:
    """Return a document: rows in bars (``<`` and ``^`` are covered cells, ``#3`` an automatic number), paragraphs.

    A blank line ends a table, ``== name`` begins a sheet, ``*`` before a paragraph makes it bold,
    a slash between spaces is a line break.
    """
    blocks: list[Line | Table] = []
    rows: list[list[str]] = []
    name = ""

    def end() -> None:
        if rows:
            blocks.append(_table(rows, len([block for block in blocks if isinstance(block, Table)]) + 1, name))
            rows.clear()

    for place, line in enumerate(text.splitlines(), start=1):
        if line.startswith("|"):
            rows.append([cell.strip().replace(" / ", "\n") for cell in line.strip()[1:-1].split("|")])
            continue
        end()
        if line.startswith("== "):
            name = line.removeprefix("== ")
        elif line.strip():
            blocks.append(Line(line.lstrip("*").replace(" / ", "\n"), f"dòng {place}", bold=line.startswith("*")))
    end()
    return Document("ca.docx", "docx", tuple(blocks))


def _table(rows: list[list[str]], number: int, name: str) -> Table:
    width = max(map(len, rows))
    made = []
    for at, texts in enumerate(rows, start=1):
        padded = [*texts, *[""] * (width - len(texts))]
        made.append(Row(tuple(_cells(padded)), f"Bảng {number}, dòng {at}"))
    return Table(tuple(made), f"Bảng {number}", name)


def _cells(texts: list[str]) -> Iterator[Cell]:
    for at, text in enumerate(texts):
        span = 1
        while at + span < len(texts) and texts[at + span] == "<" and text not in _COVERED:
            span += 1
        if text == "<":
            yield Cell(covered="left")
        elif text == "^":
            yield Cell(covered="above")
        elif text.startswith("#"):
            yield Cell(number=text[1:], span=span)
        else:
            yield Cell(text, span=span)


def described(read: ReadAppendix) -> str:
    """Return what was read, a line a section, a row and a doubt."""
    lines = [line for section in read.sections for line in _section(section)]
    return "\n".join([*lines, *(f"? {doubt.code}: {doubt.made}" for doubt in read.doubts)]) + "\n"


def _section(section: Section) -> Iterator[str]:
    area = f" [{section.area}]" if section.area else ""
    yield f"{section.id} = {section.title}{area}"
    groups = {group.id for group in section.groups}
    for task in section.lines(section.tasks):
        yield _row(task, holds=task.id in groups)
    for inner in section.sections:
        yield from _section(inner)


def _row(task: Task, *, holds: bool) -> str:
    """Return a row: id, STT where it differs, the row above it, then the cells that say something."""
    mark = "+" if holds else "-"
    number = f" ({task.number})" if task.number else ""
    above = f" < {task.parent}" if task.parent else ""
    names = (
        ("SP", "product"), ("CT", "lead"), ("PH", "support"), ("TH", "deadline"), ("LĐ", "leader"), ("KP", "budget"),
        ("GC", "notes"),
    )  # fmt: skip
    cells = [f"{label}: {getattr(task, name)}" for label, name in names if getattr(task, name)]
    extra = [f"{title}: {text}" for title, text in task.extra]
    return " | ".join([f"  {mark} {task.id}{number}{above} {task.task}", *cells, *extra])
