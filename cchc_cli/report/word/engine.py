"""docxtpl, made to refuse what it would otherwise mend in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2.exceptions import TemplateRuntimeError
from lxml import etree  # type: ignore[import-untyped]

from cchc_cli.report.word.blocks import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOOTNOTES = "footnotes+xml"
_ENDNOTES = "endnotes+xml"
_CORE = "/metadata/core-properties"
_W = f"{{{NAMESPACE}}}"
_PICTURES = tuple(f"{_W}{name}" for name in ("drawing", "pict", "object"))
_TAG = re.compile(r"<[^>]*>")


class Malformed(TemplateRuntimeError):  # noqa: N818 (as Refused: what happened, said in a word)
    """The filled template is no whole XML: a choice or loop begins and ends in different places."""


class Template(DocxTemplate):  # type: ignore[misc]
    """A template whose every part is filled once, and read strictly afterwards."""

    def sources(self) -> Iterator[str]:
        """Yield the parts that are filled, as the engine reads them: a paragraph a line."""
        self.render_init()
        yield self._as_read(self.get_xml())
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _, part in self.get_headers_footers(uri):
                yield self._as_read(self.get_part_xml(part))
        for part in self._notes():
            yield self._as_read(part.blob.decode("utf-8"))

    def paragraphs(self) -> Iterator[str]:
        """Yield the words of every paragraph that is filled, as they stand in the template."""
        for root in self._roots():
            yield from map(_words, root.iter(f"{_W}p"))

    def crowded(self) -> Iterator[tuple[str, str]]:
        """Yield the kind and words of each paragraph, row or cell whose command takes away more than itself.

        The engine puts ``{%p ... %}`` in place of its whole paragraph, without a word about what else is in it.
        """
        for root in self._roots():
            for kind in ("p", "tr", "tc"):
                for element in root.iter(f"{_W}{kind}"):
                    words = _words(element)
                    command = re.search(rf"\{{[{{%]{kind} [^}}%]*[}}%]\}}", words)
                    if command is None or next(element.iterdescendants(f"{_W}{kind}"), None) is not None:
                        continue
                    others = words[: command.start()] + words[command.end() :]
                    if others.strip() or next(element.iter(*_PICTURES), None) is not None:
                        yield kind, words

    def _roots(self) -> Iterator[Any]:
        yield self.docx.element.body
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            yield from (parse_xml(part.blob) for _, part in self.get_headers_footers(uri))
        yield from (parse_xml(part.blob) for part in self._notes())

    def _as_read(self, xml: str) -> str:
        return re.sub(r"<w:p([ >])", r"\n<w:p\1", self.patch_xml(xml))

    def fix_tables(self, xml: str) -> Any:
        """Return the body as a tree; the engine itself would drop what is not well formed."""
        try:
            etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False, huge_tree=False))
        except etree.XMLSyntaxError as error:
            raise Malformed(f"lệnh mở và lệnh đóng không cùng chỗ: {_place(xml, error)}") from error
        return super().fix_tables(xml)

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Leave the properties of the file alone: they are set, not filled."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Fill the notes once, however many sections there are."""
        for part in self._notes():
            xml = self.patch_xml(part.blob.decode("utf-8"))
            part._blob = self.render_xml_part(xml, part, context, jinja_env).encode()  # noqa: SLF001

    def _notes(self) -> list[Any]:
        parts = self.docx.part.package.parts
        return [part for part in parts if str(part.content_type).endswith((_FOOTNOTES, _ENDNOTES))]

    def drop_foreign_properties(self) -> None:
        """Forget properties related under a name of LibreOffice's own: python-docx would write them twice."""
        related = self.docx.part.package.rels
        for key, relation in list(related.items()):
            foreign = relation.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES
            if foreign and relation.reltype.casefold().endswith(_CORE):
                del related[key]

    def free_section_breaks(self) -> None:
        """Give each section break a paragraph of its own: one that holds a command goes when it is filled."""
        for paragraph in list(self.docx.element.body.iter(f"{_W}p")):
            section = paragraph.find(f"{_W}pPr/{_W}sectPr")
            if section is not None and next(paragraph.iter(f"{_W}t"), None) is not None:
                own = parse_element("<w:p><w:pPr></w:pPr></w:p>")
                own[0].append(section)
                paragraph.addnext(own)

    def style_ids(self) -> dict[str, str]:
        """Return the identifiers of the paragraph and table styles by their names."""
        return {style.name: style.style_id for style in self.docx.styles if style.name}


def paragraph_text(line: str) -> str:
    """Return the words of a line of a part as the engine reads it."""
    return " ".join(_TAG.sub("", line).split())


def _words(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(f"{_W}t"))


def parse_element(xml: str) -> Any:
    """Return the element written as XML that begins with its bare tag: ``<w:p>``, ``<w:tbl>``.

    The element declares its namespace itself: moving one that leans on a parent's costs a hundred times more.
    """
    return parse_xml(xml.replace(">", f' xmlns:w="{NAMESPACE}">', 1))


def _place(xml: str, error: Any) -> str:
    lines = xml.split("\n")
    at = min(max(error.lineno - 1, 0), len(lines) - 1)
    before = lines[at][: max(error.offset - 1, 0)][-2000:]
    whole = before if before.rfind(">") > before.rfind("<") else before[: before.rfind("<")]
    words = paragraph_text(whole[whole.find("<") :])
    return f"gần “{words[-80:]}”"
