"""The parts of an Excel package: sheets, texts, looks, and the rows of a sheet one by one."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cchc_cli.exchange.reading.cleaning import clean
from cchc_cli.exchange.reading.shown import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator

# An element of lxml's tree, whose types are not known.
Element = Any
_CHUNK = 1 << 20
# Sheets are often formatted far below their last word. What holds nothing is taken out before it is parsed, if
# it says where it stands: places of what says nothing are counted.
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?=[^<>]*\sr=)\s[^<>]*(?:/>|></(?:\w+:)?c>)")
_EMPTY_ROW = re.compile(rb"<(?:\w+:)?row(?=[^<>]*\sr=)\s[^<>]*(?:/>|>\s*</(?:\w+:)?row>)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TITLE_ROWS = re.compile(r"\$?(\d+):\$?(\d+)(?!\d)")


@dataclass(frozen=True, slots=True)
class Look:
    """How the cells of a style look: the code of their number format, and what of their letters matters."""

    code: str = "General"
    bold: bool = False
    struck: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet of the workbook: its name, where it stands in the package, the rows printed on top of every page."""

    name: str
    path: str
    hidden: bool
    headings: frozenset[int] = frozenset()


@dataclass(slots=True)
class Workbook:
    """An opened package. ``texts`` are the shared texts, each with whether letters of it are struck through."""

    archive: zipfile.ZipFile
    parts: list[Part] = field(default_factory=list)
    texts: list[tuple[str, bool]] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    since_1904: bool = False


def open_workbook(data: bytes) -> Workbook:
    """Open a package.

    Raises what zip archives and lxml raise on damaged files, ``KeyError`` and ``ValueError``.
    """
    book = Workbook(zipfile.ZipFile(io.BytesIO(data)))
    home = next(target for kind, target in _relations(book.archive, "").values() if kind == "officeDocument")
    root = _tree(book.archive.read(home))
    relations = _relations(book.archive, home)
    _read_parts(book, root, relations)
    for kind, target in relations.values():
        if kind == "sharedStrings":
            with book.archive.open(target) as stream:
                book.texts = [text_of(entry) for entry in _elements(stream, "{*}si")]
        elif kind == "styles":
            book.looks = _looks(_tree(book.archive.read(target)))
    return book


def _read_parts(book: Workbook, root: Element, relations: dict[str, tuple[str, str]]) -> None:
    for properties in root.iterfind("{*}workbookPr"):
        book.since_1904 = is_on(properties.get("date1904"))
    headings: dict[int, frozenset[int]] = {}
    for name in root.iterfind("{*}definedNames/{*}definedName"):
        place = name.get("localSheetId")
        if name.get("name") == "_xlnm.Print_Titles" and place is not None:
            headings[int(place)] = _title_rows(name.text or "")
    for place, sheet in enumerate(root.iterfind("{*}sheets/{*}sheet")):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, target = relations[link]
        if kind == "worksheet":
            hidden = sheet.get("state", "visible") != "visible"
            book.parts.append(Part(clean(sheet.get("name", "")), target, hidden, headings.get(place, frozenset())))


def _title_rows(reference: str) -> frozenset[int]:
    # The sheet's name may hold anything.
    rows = [_TITLE_ROWS.fullmatch(each.rpartition("!")[2]) for each in reference.split(",")]
    return frozenset(
        row for found in rows if found for row in range(int(found[1]), min(int(found[2]), int(found[1]) + 99) + 1)
    )


def _relations(archive: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part: by their ids, the last word of their kind and where they point to."""
    folder, name = posixpath.split(path)
    try:
        root = _tree(archive.read(posixpath.join(folder, "_rels", f"{name}.rels")))
    except KeyError:
        return {}
    found = {}
    for relation in root:
        target = relation.get("Target", "").replace("\\", "/")
        if relation.get("TargetMode") != "External":
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], full)
    return found


def _tree(data: bytes) -> Element:
    from lxml import etree  # type: ignore[import-untyped]

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _looks(root: Element) -> list[Look]:
    codes = dict(BUILT_IN)
    for each in root.iterfind("{*}numFmts/{*}numFmt"):
        codes[int(each.get("numFmtId"))] = each.get("formatCode", "General")
    fonts = [(_has(font, "b"), _has(font, "strike")) for font in root.iterfind("{*}fonts/{*}font")]
    looks = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        font = int(style.get("fontId", 0))
        bold, struck = fonts[font] if 0 <= font < len(fonts) else (False, False)
        sides = [each.get("horizontal") for each in style.iterfind("{*}alignment")]
        centred = bool({"center", "centerContinuous"}.intersection(sides))
        looks.append(Look(codes.get(int(style.get("numFmtId", 0)), "General"), bold, struck, centred))
    return looks


def _has(font: Element, name: str) -> bool:
    return any(is_on(mark.get("val", "1")) for mark in font.iterfind(f"{{*}}{name}"))


def is_on(value: str | None) -> bool:
    """Say whether an attribute that is true or false says true."""
    return value in {"1", "true", "on"}


def text_of(entry: Element) -> tuple[str, bool]:
    """Return a text as shown, and whether letters of it are struck through; signs for reading aloud are no text."""
    parts = [each.text or "" for each in entry.iterfind("{*}t")]
    struck = False
    for run in entry.iterfind("{*}r"):
        part = "".join(each.text or "" for each in run.iterfind("{*}t"))
        parts.append(part)
        struck = struck or (bool(part.strip()) and any(_has(looks, "strike") for looks in run.iterfind("{*}rPr")))
    return clean(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), "".join(parts))), struck


def elements_of_sheet(book: Workbook, part: Part) -> Iterator[Element]:
    """Yield the rows of a sheet, then its columns and merged cells, each of them forgotten afterwards."""
    with book.archive.open(part.path) as stream:
        yield from _elements(stream, "{*}row", "{*}mergeCell", "{*}col")


def _elements(stream: Any, *names: str) -> Iterator[Element]:
    from lxml import etree

    parser = etree.XMLPullParser(events=("end",), tag=names, resolve_entities=False, no_network=True)
    while chunk := stream.read(_CHUNK):
        parser.feed(_EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", chunk)))
        yield from _forgotten(parser)
    parser.close()
    yield from _forgotten(parser)


def _forgotten(parser: Any) -> Iterator[Element]:
    for _, element in parser.read_events():
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
