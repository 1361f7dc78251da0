"""Fill a Word template with a document."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cchc_cli.domain.refusal import Refused
from cchc_cli.report.document import Appendix, Document, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cchc_cli.report.word.engine import Template
    from cchc_cli.report.word.language import Language
    from cchc_cli.report.word.pages import Marks

REPORT, LETTER = "report.docx", "letter.docx"
"""The templates that come with the program."""

_HINT = "Sửa mẫu trong Word rồi thử lại; templates/README.md kê các tên dùng được."
_ALONE = {
    "p": "“p” phải đứng riêng một đoạn, không kèm chữ hay ảnh khác",
    "tr": "“tr” phải đứng riêng một hàng của bảng, không kèm chữ hay ảnh khác",
    "tc": "“tc” phải đứng riêng một ô của bảng, không kèm chữ hay ảnh khác",
}
_TEMPLATE_FAULTS = (
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
    *(MemoryError, RecursionError, SyntaxError),
)


def word(document: Document, template: bytes | None = None, data: Mapping[str, object] | None = None) -> bytes:
    """Return a document as a Word file (.docx), laid out under Nghị định 30/2020/NĐ-CP, Phụ lục I.

    ``template`` is the agency's own Word file in place of the one that comes with the program; in it
    ``doc`` is the document and ``data`` the report's figures. The same arguments give the same bytes.
    Raises Refused for a template that can't be filled: no Word file, unknown names, commands that the
    language of templates does not have.
    """
    from cchc_cli.report.jinja import template_path
    from cchc_cli.report.word.engine import parse_element
    from cchc_cli.report.word.package import require_docx, same_bytes
    from cchc_cli.report.word.pages import Marks, lay_out

    content = template_path(standard_template(document)).read_bytes() if template is None else template
    require_docx(content)
    engine = _open(content)
    faults = _faults(engine, data)
    if faults:
        raise Refused(f"Mẫu Word chưa dùng được: {'; '.join(faults)}.", _HINT)
    marks = Marks()
    _fill(engine, document, data, marks)
    lay_out(engine.docx.element.body, marks, engine.style_ids(), parse_element)
    _date(engine, document)
    buffer = BytesIO()
    engine.docx.save(buffer)
    return same_bytes(buffer.getvalue())


def standard_template(document: Document) -> str:
    """Return which of the program's templates lays a document out: a công văn has one of its own."""
    about = document.letterhead is not None and document.letterhead.about
    return LETTER if about and not document.kind else REPORT


def template_faults(template: bytes, data: Mapping[str, object] | None = None) -> tuple[str, ...]:
    """Return what keeps a template from being filled, as Vietnamese phrases; without ``data`` its names aren't checked.

    Raises Refused for a file that is no readable Word file.
    """
    from cchc_cli.report.word.blocks import STYLES
    from cchc_cli.report.word.package import require_docx

    require_docx(template)
    engine = _open(template)
    lacking = [name for name in STYLES if name not in engine.style_ids()]
    return (*_faults(engine, data), *(f"không có kiểu (style) “{name}”" for name in lacking))


def _open(content: bytes) -> Template:
    from cchc_cli.report.word.engine import Template

    try:
        engine = Template(BytesIO(content))
        engine.init_docx()
        engine.drop_foreign_properties()
        engine.free_section_breaks()
        engine.style_ids()
    except Exception as error:
        # Whatever python-docx makes of a package that isn't whole.
        raise Refused(
            "Mẫu không phải tệp Word (.docx), hoặc đã hỏng.",
            "Mở mẫu bằng Word, lưu lại dưới dạng “Word Document (.docx)” rồi thử lại.",
        ) from error
    return engine


def _faults(engine: Template, data: Mapping[str, object] | None) -> list[str]:
    from jinja2.exceptions import TemplateSyntaxError

    from cchc_cli.report.word.names import Reader, shape_of_type, shape_of_value

    unclosed = [text for text in engine.paragraphs() if not _closes_what_it_opens(text)]
    if unclosed:
        return [f"có lệnh chưa đóng ngoặc ở đoạn “{text.strip()[:100]}”" for text in unclosed]
    crowded = [f"lệnh {_ALONE[kind]}: “{words.strip()[:100]}”" for kind, words in engine.crowded()]
    if crowded:
        return crowded
    language = _language({"blocks": _nothing, "section": _nothing})
    known = {"doc": shape_of_type(Document), "data": shape_of_value(data)}
    reader = Reader(known, language.globals, language.filters)
    faults = []
    for source in engine.sources():
        try:
            reader.read(language.parse(source))
        except TemplateSyntaxError as error:
            faults.append(_unreadable(source, error.lineno, error.message or ""))
        except (ValueError, RecursionError):
            faults.append("có câu lệnh quá dài hoặc quá phức tạp")
    return [*faults, *reader.faults]


def _closes_what_it_opens(text: str) -> bool:
    return all(text.count(opening) == text.count(closing) for opening, closing in (("{{", "}}"), ("{%", "%}")))


def _unreadable(source: str, line: int, message: str) -> str:
    """Say which command can't be read; the engine names unknown ones in its own, English message."""
    from cchc_cli.report.word.engine import paragraph_text

    if message.startswith("Unexpected end of template"):
        return "có lệnh “if” hoặc “for” chưa có “endif”, “endfor”"
    unknown = re.match(r"Encountered unknown tag '(\w+)'", message)
    if unknown is not None:
        return f"không có lệnh “{unknown[1]}”, hoặc lệnh đó đặt không đúng chỗ"
    lines = source.split("\n")
    words = paragraph_text(lines[min(max(line - 1, 0), len(lines) - 1)])
    return f"có lệnh không đọc được ở đoạn “{words[:100]}”"


def _fill(engine: Template, document: Document, data: Mapping[str, object] | None, marks: Marks) -> None:
    from jinja2.exceptions import SecurityError, TemplateError

    from cchc_cli.report.word.engine import Malformed
    from cchc_cli.report.word.language import NotAllowed

    language = _language(_functions(document, marks))
    try:
        engine.render({"doc": document, "data": data}, language, autoescape=True)
    except SecurityError as error:
        raise Refused("Mẫu Word gọi những gì không được phép.", _HINT) from error
    except (NotAllowed, Malformed) as error:
        raise Refused(f"Mẫu Word chưa dùng được: {error.message}.", _HINT) from error
    except TemplateError as error:
        raise Refused(f"Mẫu Word chưa dùng được: {_said(error)}.", _HINT) from error
    except _TEMPLATE_FAULTS as error:
        raise Refused("Mẫu Word có phép tính hoặc câu lệnh không thực hiện được.", _HINT) from error


def _said(error: Any) -> str:
    from jinja2.exceptions import UndefinedError

    return str(error.message) if isinstance(error, UndefinedError) else "có câu lệnh không thực hiện được"


def _language(functions: Mapping[str, Callable[..., Any]]) -> Language:
    from cchc_cli.report.word.language import Language

    return Language(functions)


def _nothing(*_: object) -> str:
    return ""


def _functions(document: Document, marks: Marks) -> dict[str, Callable[..., Any]]:
    """Return what a template may call: ``blocks(...)`` and ``section(...)``."""
    from markupsafe import Markup

    from cchc_cli.report.word.language import NotAllowed

    most = 20 + 4 * len(document.appendices)

    def blocks(found: object) -> Markup:
        if not isinstance(found, tuple) or not all(isinstance(each, Paragraph | Table) for each in found):
            raise NotAllowed("blocks(...) dùng cho doc.blocks hoặc blocks của một phụ lục")
        if len(marks.blocks) >= most:
            raise NotAllowed("gọi blocks(...) quá nhiều lần")
        keep = found is document.blocks and document.signature is not None
        return Markup(marks.block(found, keep_last=keep))  # noqa: S704 (no data in it)

    def section(found: object) -> Markup:
        if not isinstance(found, Appendix):
            raise NotAllowed("section(...) dùng cho một phụ lục")
        if len(marks.sections) >= most:
            raise NotAllowed("gọi section(...) quá nhiều lần")
        return Markup(marks.section(found))  # noqa: S704 (no data in it)

    return {"blocks": blocks, "section": section}


def _date(engine: Template, document: Document) -> None:
    """Store the document's own date and title in the file, in place of the clock's and the template's."""
    from cchc_cli.report.word.text import clean

    stored = dt.datetime.combine(document.stored, dt.time(), dt.UTC)
    properties = engine.docx.core_properties
    author = clean(document.letterhead.agency) if document.letterhead else ""
    properties.title = clean(document.title)[:255]
    properties.author = properties.last_modified_by = author[:255]
    properties.created = properties.modified = stored
    properties.revision = 1
    properties.language = "vi-VN"
