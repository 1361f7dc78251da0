"""Read documents of other programs as the lines and tables that people see in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from cchc_cli.exchange.pages import Document

READABLE = (".docx", ".xlsx", ".xls", ".csv", ".tsv", ".md", ".txt", ".json", ".yaml")
"""The endings of the files that are read, as users are told them."""

_OTHERS = {
    ".doc": "Xin mở tệp bằng Word, lưu thành .docx rồi nhập lại.",
    ".rtf": "Xin mở tệp bằng Word, lưu thành .docx rồi nhập lại.",
    ".odt": "Xin mở tệp bằng Word hoặc LibreOffice, lưu thành .docx rồi nhập lại.",
    ".pdf": "Xin mở tệp bằng Word để chuyển thành .docx, hoặc lưu phần chữ thành .txt, rồi nhập lại.",
    ".ods": "Xin mở tệp bằng Excel hoặc LibreOffice, lưu thành .xlsx rồi nhập lại.",
    ".xlsb": "Xin mở tệp bằng Excel, lưu thành .xlsx rồi nhập lại.",
    ".html": "Xin mở tệp bằng Word hoặc Excel, lưu thành .docx hoặc .xlsx rồi nhập lại.",
}
_SAME = {".docm": ".docx", ".dotx": ".docx", ".xlsm": ".xlsx", ".xltx": ".xlsx", ".markdown": ".md", ".text": ".txt",
         ".tab": ".tsv", ".yml": ".yaml", ".htm": ".html"}  # fmt: skip
_ZIP, _PDF, _OLE = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_document(name: str, data: bytes) -> Document:
    """Read a file by the ending of its name, as far as what it holds agrees with it.

    Raises:
        Refused: the file is of a kind that is not read, or is not what its name says; it is damaged or unsafe.
    """
    ending = _ending(name)
    if ending in _OTHERS:
        raise Refused(f"Chương trình không đọc trực tiếp tệp {ending}.", _OTHERS[ending])
    if ending not in READABLE:
        raise Refused(f"Chương trình không đọc loại tệp của {name}.", f"Các loại tệp đọc được: {', '.join(READABLE)}.")
    if not data.strip():
        raise Refused(f"Tệp {name} không có nội dung.", "Xin mở tệp xem có đúng là tệp cần nhập, lưu lại rồi nhập lại.")
    return _reader(ending, name, data)(name, data)


def _ending(name: str) -> str:
    stem, dot, last = name.rpartition(".")
    ending = f".{last.lower()}" if dot and stem else ""
    return _SAME.get(ending, ending)


def _reader(ending: str, name: str, data: bytes) -> Callable[[str, bytes], Document]:
    if ending == ".docx":
        from cchc_cli.exchange.reading.word import read_word

        return read_word
    # Programs that export "Excel" often give a workbook of today the old ending.
    if ending == ".xlsx" or (ending == ".xls" and data.startswith(_ZIP)):
        from cchc_cli.exchange.reading.excel import read_excel

        return read_excel
    if ending == ".xls":
        from cchc_cli.exchange.reading.xls import read_xls

        return read_xls
    _require_text(name, data)
    return _text_reader(ending)


def _require_text(name: str, data: bytes) -> None:
    marks = {
        _ZIP: "Nội dung của tệp là của Word hoặc Excel: xin đặt lại đuôi .docx hoặc .xlsx cho đúng rồi nhập lại.",
        _PDF: _OTHERS[".pdf"],
        _OLE: "Nội dung của tệp là của Word hoặc Excel đời cũ: xin mở tệp, lưu thành .docx hoặc .xlsx rồi nhập lại.",
    }
    for mark, hint in marks.items():
        if data.startswith(mark):
            raise Refused(f"Tệp {name} không phải là tệp văn bản như đuôi của tên cho biết.", hint)


def _text_reader(ending: str) -> Callable[[str, bytes], Document]:
    if ending == ".csv":
        from cchc_cli.exchange.reading.delimited import read_csv

        return read_csv
    if ending == ".tsv":
        from cchc_cli.exchange.reading.delimited import read_tsv

        return read_tsv
    if ending == ".md":
        from cchc_cli.exchange.reading.markdown import read_markdown

        return read_markdown
    if ending == ".txt":
        from cchc_cli.exchange.reading.plain import read_plain

        return read_plain
    from cchc_cli.exchange.reading.own_rows import read_own_rows

    return read_own_rows
