"""The parts of a Word file, found by their relations and parsed without trusting them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

# An element of lxml's tree; its stubs know less than its users do.
Element: TypeAlias = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_WANTED = ("styles", "numbering", "footnotes", "endnotes", "comments")


@dataclass(frozen=True, slots=True)
class Parts:
    """Roots of the parts that hold what people see; a part the file does not have is None."""

    document: Element
    styles: Element = None
    numbering: Element = None
    footnotes: Element = None
    endnotes: Element = None
    comments: Element = None


def read_parts(data: bytes) -> Parts:
    """Parse the parts of a file that passed ``require_office_file``; raises ``ValueError`` where one is not there.

    Raises also what zip archives and lxml raise on damaged files.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        main = next((target for kind, target in _relations(archive, names, "") if kind == "officeDocument"), "")
        if main.casefold() not in names:
            raise ValueError(main)
        roots = {"document": _root(archive, names[main.casefold()])}
        for kind, target in _relations(archive, names, main):
            if kind in _WANTED and target.casefold() in names:
                roots[kind] = _root(archive, names[target.casefold()])
        return Parts(**roots)


def _root(archive: zipfile.ZipFile, name: str) -> Element:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    xml = archive.read(name)
    if b"purl.oclc.org/ooxml" in xml[:4096]:
        for strict, usual in _STRICT:
            xml = xml.replace(strict, usual)
    return etree.fromstring(xml, parser)


def _relations(archive: zipfile.ZipFile, names: dict[str, str], of: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the member's name of what a part relates to inside the package."""
    folder, base = posixpath.split(of)
    name = names.get(posixpath.join(folder, "_rels", f"{base}.rels").casefold())
    if name is None:
        return
    for element in _root(archive, name):
        target = element.get("Target", "")
        if element.get("TargetMode") != "External" and target:
            kind = element.get("Type", "").rpartition("/")[2]
            yield kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value(element: Element, default: str = "") -> str:
    """Return ``w:val`` of an element that may be missing."""
    return default if element is None else str(element.get(f"{W}val", default))


def whole(text: str | None, default: int, most: int = 1_000_000) -> int:
    """Return a number that a file gives, from 0 to ``most``; ``default`` where it is none."""
    if text is None or len(text) > 10 or not text.isascii() or not text.isdigit():
        return default
    return min(int(text), most)


def switched(element: Element) -> bool | None:
    """Return whether a property that is on or off is on; None where it is not set."""
    return None if element is None else value(element, "true") not in {"0", "false", "off"}
