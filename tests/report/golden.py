"""Documents as plain text, held against the golden files beside this module.

``CCHC_GOLDEN=1`` writes them anew: look at the difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_cli.report.document import Paragraph, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.report.document import Block, Document, Letterhead

FOLDER = Path(__file__).parent / "golden"
GOLDENS = (
    "bao-cao-2020-H1.txt",
    "bao-cao-2020-Q1.txt",
    "bao-cao-2020-Q3.txt",
    "bao-cao-2020.txt",
    "cong-van-bo-phan-mot-cua.txt",
    "cong-van-lanh-dao-ban.txt",
    "cong-van-van-phong-ubnd-tinh.txt",
    "cong-van-vp.txt",
    "ke-hoach-2020.txt",
    "nhiem-vu-2020-06-14.txt",
    "nhiem-vu-qua-han-2020-06-14.txt",
)
"""Every golden file there is; a test finds files that nobody names here."""


def check_golden(name: str, text: str) -> None:
    """Hold a text against its golden file, or write it when asked to."""
    assert name in GOLDENS, f"{name} is to be named in GOLDENS"
    path = FOLDER / name
    if os.environ.get("CCHC_GOLDEN") == "1":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), f"{name} is not there yet: run with CCHC_GOLDEN=1"
    assert text.split("\n") == path.read_text(encoding="utf-8").split("\n")


def as_text(document: Document) -> str:
    """Return a document as plain text: a line a paragraph, the cells of a table between bars."""
    lines = list(_head(document))
    lines += _blocks(document.blocks)
    if document.signature is not None:
        lines += ["", *document.signature.title.split("\n"), document.signature.name]
    if document.recipients:
        lines += ["", "Nơi nhận:", *document.recipients]
    for appendix in document.appendices:
        way = "ngang" if appendix.landscape else "dọc"
        lines += ["", f"=== trang {way} ===", *filter(None, (appendix.number, appendix.title, appendix.note)), ""]
        lines += _blocks(appendix.blocks)
    return "\n".join(lines) + "\n"


def _head(document: Document) -> Iterator[str]:
    yield f"<{document.slug}> {document.title} (lưu {document.stored.isoformat()})"
    if document.letterhead is not None:
        yield from _letterhead(document.letterhead)
    if document.kind or document.subject:
        yield from ("", *filter(None, (document.kind, document.subject)))
    if document.to:
        yield from ("Kính gửi:", *document.to)
    if document.blocks:
        yield ""


def _letterhead(head: Letterhead) -> Iterable[str]:
    return filter(None, (head.parent, head.agency, head.number, head.dateline, head.about))


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _paragraph(block)
            continue
        yield " | ".join(column.title for column in block.columns)
        for row in block.rows:
            mark = "# " if row.heading else "* " if row.bold else ""
            yield mark + " | ".join(cell.replace("\n", " // ") for cell in row.cells)


def _paragraph(block: Paragraph) -> str:
    text = "".join(_run(run.text, bold=run.bold, place=run.place) for run in block.runs)
    look = "" if block.style is Style.TEXT else f"[{block.style}] "
    return look + " ".join(filter(None, (block.number, text)))


def _run(text: str, *, bold: bool, place: bool) -> str:
    return f"[[{text}]]" if place else f"**{text}**" if bold else text
