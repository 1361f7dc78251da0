"""Files that are no Word or Excel files, or not safe to read, are refused in one sentence."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.reading.package import Kind, require_office_file

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
DOCUMENT = "word/document.xml"


def word_file() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def excel_file() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


WORD, EXCEL = word_file(), excel_file()


def zip_of(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def changed(data: bytes, **members: bytes) -> bytes:
    """Return a package with other members; ``__`` in a name stands for a slash, ``_xml`` for its ending."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    return zip_of(old | {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in members.items()})


def refusal(name: str, data: bytes, kind: Kind = "word") -> str:
    with pytest.raises(Refused) as caught:
        require_office_file(name, data, kind)
    assert caught.value.hint
    return caught.value.message


def test_word_and_excel_files_pass() -> None:
    require_office_file("a.docx", WORD, "word")
    require_office_file("a.xlsx", EXCEL, "excel")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "“a.docx” là tệp trống."),
        (b"%PDF-1.7\n", "“a.docx” thực chất là tệp PDF, không phải tệp Word (.docx)."),
        (b"{\\rtf1\\ansi", "“a.docx” thực chất là tệp RTF, không phải tệp Word (.docx)."),
        (b"\xef\xbb\xbf\n<HTML>", "“a.docx” thực chất là trang web, không phải tệp Word (.docx)."),
        (b"\x89PNG\r\n", "“a.docx” thực chất là tệp ảnh, không phải tệp Word (.docx)."),
        (b"Rar!\x1a", "“a.docx” thực chất là tệp nén .rar, không phải tệp Word (.docx)."),
        ("Kế hoạch".encode(), "“a.docx” không phải tệp Word (.docx), hoặc đã hỏng."),
        (OLE + "WordDocument".encode("utf-16-le"), "“a.docx” là tệp Word đời cũ (.doc)."),
        (OLE + "Workbook".encode("utf-16-le"), "“a.docx” là tệp Excel đời cũ (.xls)."),
        (OLE + b"\0" * 99, "“a.docx” là tệp đời cũ."),
        (
            OLE + "EncryptionInfo".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le"),
            "“a.docx” được bảo vệ bằng mật khẩu nên không đọc được.",
        ),
        (WORD[: len(WORD) // 2], "“a.docx” đã hỏng nên không đọc được."),
        (zip_of({"a.txt": b"a"}), "“a.docx” là tệp nén, không phải tệp Word (.docx)."),
        (
            zip_of({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
            "“a.docx” là tệp OpenDocument, không phải tệp Word (.docx).",
        ),
        (EXCEL, "“a.docx” thực chất là tệp Excel (.xlsx), không phải tệp Word (.docx)."),
    ],
)
def test_other_files_under_the_name_of_a_word_file_are_named(data: bytes, message: str) -> None:
    assert refusal("a.docx", data) == message


def test_a_word_file_is_no_workbook() -> None:
    assert refusal("a.xlsx", WORD, "excel") == "“a.xlsx” thực chất là tệp Word (.docx), không phải tệp Excel (.xlsx)."


def test_macros_are_refused() -> None:
    message = "“a.xlsx” có chứa macro nên không được mở, để bảo đảm an toàn."
    assert refusal("a.xlsx", changed(EXCEL, **{"xl__vbaProject.bin": b"x"}), "excel") == message
    with zipfile.ZipFile(io.BytesIO(EXCEL)) as archive:
        types = archive.read("[Content_Types].xml")
    types = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert refusal("a.xlsx", changed(EXCEL, **{"[Content_Types].xml": types}), "excel") == message


def test_the_binary_kind_of_workbook_is_named() -> None:
    types = b'<Types><Override PartName="/a" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    assert (
        refusal("a.xlsx", zip_of({"[Content_Types].xml": types}), "excel") == "“a.xlsx” là tệp Excel nhị phân (.xlsb)."
    )


UNSAFE = "“a.docx” chứa phần khai báo hoặc cấu trúc bất thường nên không được mở, để bảo đảm an toàn."


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"),
        b"<a>" * 300 + b"</a>" * 300,
    ],
)
def test_declarations_and_bottomless_nesting_are_refused(xml: bytes) -> None:
    assert refusal("a.docx", changed(WORD, word__document_xml=xml)) == UNSAFE
    assert refusal("a.docx", changed(WORD, customXml__item9_xml=xml)) == UNSAFE


def test_files_that_unpack_to_too_much_are_refused() -> None:
    message = "“a.docx” quá lớn sau khi giải nén nên không được mở, để bảo đảm an toàn."
    assert refusal("a.docx", changed(WORD, **{"word/media/a.png": b"\0" * (40 * 2**20)})) == message
    assert refusal("a.docx", changed(WORD, word__document_xml=b"<a>" + b" " * (65 * 2**20) + b"</a>")) == message
    assert refusal("a.docx", changed(WORD, **{f"word/media/{at}": b"" for at in range(5001)})) == message


def test_a_member_that_says_less_than_it_holds_is_refused() -> None:
    packed = bytearray(zip_of({"[Content_Types].xml": b"<a/>", "bomb.bin": b"\0" * 10**6}))
    at = packed.rindex(b"PK\x01\x02")
    packed[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert refusal("a.docx", bytes(packed)) in {
        "“a.docx” đã hỏng nên không đọc được.",
        "“a.docx” không phải tệp Word (.docx).",
    }


def test_a_member_that_stands_twice_is_refused() -> None:
    buffer = io.BytesIO(WORD)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(DOCUMENT, "<a/>")
    assert refusal("a.docx", buffer.getvalue()) == "“a.docx” chứa hai thành phần trùng tên."


def test_an_encrypted_member_is_refused() -> None:
    packed = bytearray(WORD)
    packed[packed.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusal("a.docx", bytes(packed)) == "“a.docx” được bảo vệ bằng mật khẩu nên không đọc được."


def test_broken_xml_is_refused() -> None:
    assert refusal("a.docx", changed(WORD, word__styles_xml=b"<a>")) == "“a.docx” đã hỏng nên không đọc được."
    odd = b'<?xml version="1.0" encoding="no-such-thing"?><a/>'
    assert refusal("a.docx", changed(WORD, word__styles_xml=odd)) == "“a.docx” đã hỏng nên không đọc được."


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", OLE, b"%PDF", b"PK\x05\x06"]))
def test_any_bytes_are_refused(rest: bytes, start: bytes) -> None:
    with pytest.raises(Refused):
        require_office_file("a.docx", start + rest, "word")
