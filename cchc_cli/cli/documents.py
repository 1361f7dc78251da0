"""Render a document in the format asked for, and put it where it is wanted."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli.cli import edge
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cchc_cli.report.document import Document


class DocumentFormat(StrEnum):
    """How a document is written."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    MD = "md"
    JSON = "json"


AsFormat = Annotated[
    DocumentFormat | None,
    typer.Option(
        "--format", help="Dạng văn bản; mặc định theo đuôi tệp sau -o, không có thì docx.", show_default=False
    ),
]
Template = Annotated[
    str | None,
    typer.Option("--template", metavar="TỆP", help="Mẫu Word của cơ quan (.docx).", show_default=False),
]
Overwrite = Annotated[bool, typer.Option("--force", help="Ghi đè cả tệp không do chương trình lập.")]


def format_of(asked: DocumentFormat | None, output: str | None) -> DocumentFormat:
    """Return the format asked for, else the one the file's ending names, else Word.

    Raises Refused for an ending that names no format: Word would not open its own document under it.
    """
    if asked is not None:
        return asked
    path = Path(output) if output else Path()
    ending = path.suffix.lstrip(".").casefold()
    if ending in set(DocumentFormat):
        return DocumentFormat(ending)
    if ending and not path.is_dir():
        raise Refused(
            f"Đuôi tệp “{path.name}” không cho biết dạng văn bản.",
            "Dùng đuôi .docx, .pdf, .html, .md hoặc .json, hay thêm --format.",
        )
    return DocumentFormat.DOCX


def deliver(
    document: Document,
    form: DocumentFormat,
    output: str | None,
    *,
    force: bool,
    template: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Write a document: Markdown and JSON to standard output unless a file is named, others to a file.

    A file named ``-`` is standard output. Raises Refused for a template that can't be used and a file that may not be replaced.
    """
    from cchc_cli.cli import output as written

    if template is not None and form is not DocumentFormat.DOCX:
        raise Refused("Tùy chọn --template chỉ dùng với dạng docx.", "Bỏ --template, hoặc thêm --format docx.")
    if form in {DocumentFormat.MD, DocumentFormat.JSON} and output in {None, "-"}:
        edge.out(_text(document, form, data).rstrip("\n"))
        return
    if output == "-":
        raise Refused(f"Văn bản dạng {form.value} không đưa ra màn hình được.", "Đặt tên tệp sau -o, hoặc bỏ -o.")
    content = _content(document, form, template, data)
    path = written.deliver_document(content, output, f"{document.slug}.{form.value}", force=force)
    edge.talk(f"Đã lập {path}.")


def _text(document: Document, form: DocumentFormat, data: Mapping[str, Any] | None) -> str:
    from cchc_cli.cli.output import as_json

    if form is DocumentFormat.JSON:
        return as_json(data)
    from cchc_cli.report.markdown import markdown

    return markdown(document)


def _content(document: Document, form: DocumentFormat, template: str | None, data: Mapping[str, Any] | None) -> bytes:
    match form:
        case DocumentFormat.DOCX:
            from cchc_cli.report.word import word

            return word(document, _read_template(template), data)
        case DocumentFormat.HTML:
            from cchc_cli.report.html import html

            return html(document).encode()
        case DocumentFormat.PDF:
            from cchc_cli.report.pdf import pdf

            return pdf(document, places=_browser_places())
    import json

    if form is DocumentFormat.JSON:
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    from cchc_cli.report.markdown import markdown

    return markdown(document).encode()


def _browser_places() -> list[Path]:
    """Return where Edge and Chrome are installed on Windows."""
    import os

    roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    programs = (Path("Microsoft/Edge/Application/msedge.exe"), Path("Google/Chrome/Application/chrome.exe"))
    return [Path(root) / program for root in roots if root for program in programs]


def _read_template(template: str | None) -> bytes | None:
    if template is None:
        return None
    try:
        return Path(template).read_bytes()
    except OSError as error:
        raise Refused(f"Không đọc được mẫu “{template}”.", "Kiểm tra đường dẫn và quyền đọc.") from error
