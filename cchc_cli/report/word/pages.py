"""Put what a template was filled with onto its pages: sections of the appendices, blocks in their width."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cchc_cli.domain.refusal import Refused
from cchc_cli.report.word.blocks import NAMESPACE, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cchc_cli.report.document import Appendix, Block

_W = f"{{{NAMESPACE}}}"
_REFERENCES = (f"{_W}headerReference", f"{_W}footerReference")
_SHOWN = tuple(f"{_W}{name}" for name in ("drawing", "pict", "object", "sym", "fldSimple", "instrText"))
_HOLDERS = ("body", "tbl", "tr", "tc", "p", "r", "sdtContent")
_STRAY = f".//text()[normalize-space()][{' or '.join(f'parent::w:{name}' for name in _HOLDERS)}]"
_TARGET = "cchc"
_THIN = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
# Anything in lxml's tree; the library has no types of its own.
Element = Any


@dataclass(slots=True)
class Marks:
    """What the template asked for while it was filled, in order; marks in the XML hold the numbers."""

    blocks: list[tuple[tuple[Block, ...], bool]] = field(default_factory=list)
    sections: list[Appendix] = field(default_factory=list)

    def block(self, blocks: tuple[Block, ...], *, keep_last: bool) -> str:
        """Note blocks and return their mark."""
        self.blocks.append((blocks, keep_last))
        return f"<?{_TARGET} blocks {len(self.blocks) - 1}?>"

    def section(self, appendix: Appendix) -> str:
        """Note that an appendix begins and return the mark."""
        self.sections.append(appendix)
        return f"<?{_TARGET} section {len(self.sections) - 1}?>"


def lay_out(body: Element, marks: Marks, styles: Mapping[str, str], parse: Callable[[str], Element]) -> None:
    """Replace the marks in the body of a filled template by sections and blocks."""
    if body.find(f"{_W}sectPr") is None:
        raise Refused("Mẫu không có khổ giấy và lề.", "Bắt đầu lại từ mẫu có sẵn: chạy cchc template export.")
    found = list(_marks(body))
    if len(found) != len(marks.blocks) + len(marks.sections):
        raise Refused("Mẫu gọi blocks(...) hoặc section(...) ngoài phần thân văn bản.", "Chuyển lệnh đó vào phần thân.")
    for mark, _, _ in found:
        _lift(mark)
    starts = [(mark, marks.sections[at]) for mark, kind, at in found if kind == "section"]
    _part(body, starts, parse)
    _drop_empty_sections(body, marks)
    for mark, width in _widths_of_blocks(body):
        blocks, keep_last = marks.blocks[_number(mark)]
        for xml in Writer(styles, width).write(blocks, keep_last=keep_last):
            mark.addprevious(parse(xml))
        mark.getparent().remove(mark)
    _close_tables(body, parse)
    _refuse_stray_text(body)


def _marks(body: Element) -> Iterator[tuple[Element, str, int]]:
    for mark in body.xpath(f".//processing-instruction('{_TARGET}')"):
        kind, _, number = (mark.text or "").partition(" ")
        if kind in {"blocks", "section"} and number.isdigit():
            yield mark, kind, int(number)


def _number(mark: Element) -> int:
    return int(mark.text.partition(" ")[2])


def _lift(mark: Element) -> None:
    """Put a mark that stands in a paragraph behind it; the paragraph goes when it holds nothing else."""
    paragraph = next(mark.iterancestors(f"{_W}p"), None)
    if paragraph is None:
        return
    mark.tail = None
    paragraph.addnext(mark)
    if not _has_content(paragraph) and paragraph.find(f"{_W}pPr/{_W}sectPr") is None:
        paragraph.getparent().remove(paragraph)


def _part(body: Element, starts: Sequence[tuple[Element, Appendix]], parse: Callable[[str], Element]) -> None:
    """End a section before every appendix; each has the last section's page, turned as it needs."""
    last = body.find(f"{_W}sectPr")
    page = last
    for mark, appendix in starts:
        while mark.getparent() is not body:
            mark.getparent().addnext(mark)
        before = list(mark.itersiblings(preceding=True))
        if before and not _ends_section(before[0]):
            mark.addprevious(_section_end(page, parse))
        page = _turned(last, landscape=appendix.landscape)
        body.remove(mark)
    if page is not last:
        body.replace(last, page)


def _section_end(page: Element, parse: Callable[[str], Element]) -> Element:
    paragraph = parse(f"<w:p>{_THIN}</w:p>")
    paragraph[0].append(deepcopy(page))
    return paragraph


def _turned(page: Element, *, landscape: bool) -> Element:
    turned = deepcopy(page)
    size = turned.find(f"{_W}pgSz")
    if size is None:
        return turned
    width, height = int(size.get(f"{_W}w")), int(size.get(f"{_W}h"))
    if (width > height) != landscape:
        size.set(f"{_W}w", str(height))
        size.set(f"{_W}h", str(width))
    size.attrib.pop(f"{_W}orient", None)
    if landscape:
        size.set(f"{_W}orient", "landscape")
    return turned


def _sections(body: Element) -> list[tuple[list[Element], Element]]:
    """Return the sections of a body: what stands in each, and its properties."""
    found: list[tuple[list[Element], Element]] = []
    inside: list[Element] = []
    for element in body:
        if element.tag == f"{_W}sectPr":
            found.append((inside, element))
            break
        inside.append(element)
        if _ends_section(element):
            found.append((inside, element.find(f"{_W}pPr/{_W}sectPr")))
            inside = []
    return found


def _ends_section(element: Element) -> bool:
    return element.tag == f"{_W}p" and element.find(f"{_W}pPr/{_W}sectPr") is not None


def _drop_empty_sections(body: Element, marks: Marks) -> None:
    """Take out sections in which nothing stands, so that no page is blank; every other names its headers itself."""
    sections = _sections(body)
    full = [at for at, (inside, _) in enumerate(sections) if any(_stands(each, marks) for each in inside)] or [0]
    inherited: dict[tuple[str, str], Element] = {}
    for at, (inside, properties) in enumerate(sections):
        inherited |= {(each.tag, each.get(f"{_W}type")): each for each in properties if each.tag in _REFERENCES}
        if at in full:
            _name_headers(properties, inherited)
        else:
            for element in inside:
                body.remove(element)
    _, last = sections[full[-1]]
    final = body.find(f"{_W}sectPr")
    if last is final:
        return
    ending = last.getparent().getparent()
    last.getparent().remove(last)
    body.replace(final, last)
    if not _has_content(ending):
        body.remove(ending)


def _stands(element: Element, marks: Marks) -> bool:
    if isinstance(element.tag, str):
        return _has_content(element)
    return element.target == _TARGET and bool(marks.blocks[_number(element)][0])


def _has_content(element: Element) -> bool:
    if element.tag == f"{_W}tbl":
        return True
    return (
        any((each.text or "").strip() for each in element.iter(f"{_W}t"))
        or next(element.iter(*_SHOWN), None) is not None
    )


def _name_headers(properties: Element, inherited: Mapping[tuple[str, str], Element]) -> None:
    own = {(each.tag, each.get(f"{_W}type")) for each in properties if each.tag in _REFERENCES}
    for at, (key, reference) in enumerate(inherited.items()):
        if key not in own:
            properties.insert(min(at, len(properties)), deepcopy(reference))


def _widths_of_blocks(body: Element) -> list[tuple[Element, int]]:
    """Return every mark of blocks with the text width of its page."""
    return [
        (mark, _text_width(properties))
        for inside, properties in _sections(body)
        for element in inside
        for mark in ([element] if not isinstance(element.tag, str) else [each for each, _, _ in _marks(element)])
    ]


def _text_width(properties: Element) -> int:
    size, margins = properties.find(f"{_W}pgSz"), properties.find(f"{_W}pgMar")
    if size is None or margins is None:
        return 9355  # an A4 page with margins of 30 and 15 mm
    sides = sum(int(margins.get(f"{_W}{side}", "0")) for side in ("left", "right"))
    return max(int(size.get(f"{_W}w")) - sides, 1000)


def _close_tables(body: Element, parse: Callable[[str], Element]) -> None:
    """Put a thin paragraph where Word wants one: between two tables, after the last, in an empty cell."""
    for table in list(body.iter(f"{_W}tbl")):
        after = table.getnext()
        if after is None or after.tag in {f"{_W}tbl", f"{_W}sectPr"}:
            table.addnext(parse(f"<w:p>{_THIN}</w:p>"))
    for cell in body.iter(f"{_W}tc"):
        if len(cell) == 0 or cell[-1].tag == f"{_W}tcPr":
            cell.append(parse("<w:p></w:p>"))


def _refuse_stray_text(body: Element) -> None:
    """Refuse a filled template with words between its paragraphs, which Word would drop without a word."""
    stray = next((str(each).strip() for each in body.xpath(_STRAY)), "")
    if stray:
        raise Refused(
            f"Mẫu đặt chữ ra ngoài đoạn văn: “{stray[:60]}”.",
            "Dùng {{ ... }} để hiện chữ; {{p ... }} chỉ dành cho blocks(...) và section(...).",
        )
