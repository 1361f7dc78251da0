"""Read a Word file (.docx) as the lines and tables that a person sees in it."""

from __future__ import annotations

import zipfile
import zlib

from cchc_cli.exchange.pages import Document, Doubt
from cchc_cli.exchange.reading.package import refuse_broken, require_office_file
from cchc_cli.exchange.reading.word_blocks import Blocks
from cchc_cli.exchange.reading.word_parts import Element, W, local, read_parts

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, LookupError, SyntaxError)
_CHANGES = (f"{W}ins", f"{W}del", f"{W}moveTo")
_MARKS = frozenset({"rPr", "numPr"})


def read_word(name: str, data: bytes) -> Document:
    """Return what a Word file shows once its tracked changes are accepted.

    Headers and footers are left out. Hidden text, notes, comments, text boxes, tracked changes and letters of fonts
    from before Unicode are listed as doubts. Raises ``Refused`` for a file that can't be read or is not safe to read.
    """
    require_office_file(name, data, "word")
    try:
        parts = read_parts(data)
        body = parts.document.find(f"{W}body")
        if body is None:
            raise ValueError(name)
        blocks = Blocks(parts)
        read = blocks.read(body)
    # lxml raises kinds of SyntaxError and ValueError, zipfile most of the others.
    except _BROKEN as error:
        refuse_broken(name, "word", error)
    return Document(name, "docx", read, (*_tracked(body), *blocks.doubts))


def _tracked(body: Element) -> list[Doubt]:
    """Return the doubt that says how many changes were tracked; ends of paragraphs count where nothing else does."""
    found = [local(element.getparent()) in _MARKS for element in body.iter(*_CHANGES)]
    count = found.count(False) or len(found)
    if not count:
        return []
    seen = f"{count} chỗ sửa đổi được theo dõi"
    made = "Văn bản được đọc như khi chấp nhận mọi sửa đổi: phần thêm được lấy, phần xóa được bỏ."
    return [Doubt("tracked_changes", "toàn văn bản", seen, made)]
