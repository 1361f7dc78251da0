"""Refuse what is no Word or Excel file, or is not safe to read, before anything else looks at it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Literal, NoReturn
from xml.parsers import expat

from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["word", "excel"]

_MOST_MEMBERS = 5_000
_MOST_UNPACKED = 200 * 2**20
_LARGEST_XML = 64 * 2**20
# What text and drawings really reach is below 100; a bomb is near 1,000.
_TIGHTEST, _TIGHT_FROM = 200, 20 * 2**20
_DEEPEST = 200
_CHUNK = 2**16
_CONTENT_TYPES = "[Content_Types].xml"
_PROGRAMS = {"word": "Word (.docx)", "excel": "Excel (.xlsx)"}
_FORMATS = {"word": "wordprocessingml", "excel": "spreadsheetml"}
# How the content of other files begins; names of files lie.
_BEGINNINGS = (
    (b"%PDF", "tệp PDF"),
    (b"{\\rtf", "tệp RTF"),
    (b"<!doctype html", "trang web"),
    (b"<html", "trang web"),
    (b"mime-version:", "trang web"),
    (b"\x89png", "tệp ảnh"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"gif8", "tệp ảnh"),
    (b"rar!", "tệp nén .rar"),
    (b"7z\xbc\xaf", "tệp nén .7z"),
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)
_BROKEN_TOO = (struct.error, KeyError, IndexError, OverflowError, LookupError, MemoryError)


def require_office_file(name: str, data: bytes, kind: Kind) -> None:
    """Refuse a file that is no file of the current Word (``word``) or Excel (``excel``), or is not safe to read.

    Such are other formats under that name, old and locked files, macros, packages that unpack to more than 200 MB,
    hold more than 5,000 members or one member twice, and XML with declarations of its own, nested too deep or broken.
    """
    if not data:
        raise Refused(f"“{name}” là tệp trống.", "Xin kiểm tra lại tệp gốc.")
    _require_zip(name, data, kind)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _require_modest(name, members)
            _require_kind(name, archive, kind)
            for info in members:
                _require_sound(name, archive, info)
    except (*_BROKEN, *_BROKEN_TOO) as error:
        refuse_broken(name, kind, error)


def refuse_broken(name: str, kind: Kind, error: Exception) -> NoReturn:
    """Refuse a file that proves damaged while it is read."""
    raise Refused(
        f"“{name}” đã hỏng nên không đọc được.",
        f"Mở tệp bằng chương trình soạn ra nó, lưu lại dưới dạng {_PROGRAMS[kind]} rồi thử lại.",
    ) from error


def _require_zip(name: str, data: bytes, kind: Kind) -> None:
    program = _PROGRAMS[kind]
    if data.startswith(_OLE):
        _refuse_old(name, data, program)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, what in _BEGINNINGS:
        if start.startswith(mark.lower()):
            raise Refused(
                f"“{name}” thực chất là {what}, không phải tệp {program}.",
                f"Xin dùng tệp {program} gốc, hoặc mở tệp này, chép nội dung sang một tệp {program} rồi thử lại.",
            )
    if not data.startswith(b"PK"):
        raise Refused(f"“{name}” không phải tệp {program}, hoặc đã hỏng.", f"Xin chọn tệp {program}.")


def _refuse_old(name: str, data: bytes, program: str) -> NoReturn:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise Refused(
            f"“{name}” được bảo vệ bằng mật khẩu nên không đọc được.",
            "Mở tệp, bỏ mật khẩu mở tệp, lưu lại rồi thử lại.",
        )
    what = "tệp đời cũ"
    if holds("WordDocument"):
        what = "tệp Word đời cũ (.doc)"
    elif holds("Workbook") or holds("Book\0"):
        what = "tệp Excel đời cũ (.xls)"
    raise Refused(f"“{name}” là {what}.", f"Mở tệp, lưu lại dưới dạng {program} rồi thử lại.")


def _require_modest(name: str, members: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in members):
        raise Refused(f"“{name}” được bảo vệ bằng mật khẩu nên không đọc được.", "Bỏ mật khẩu, lưu lại rồi thử lại.")
    xml = (info.file_size for info in members if _is_xml(info.filename))
    unpacked, packed = sum(info.file_size for info in members), sum(info.compress_size for info in members)
    if (
        len(members) > _MOST_MEMBERS
        or unpacked > _MOST_UNPACKED
        or max(xml, default=0) > _LARGEST_XML
        or (unpacked > _TIGHT_FROM and unpacked > packed * _TIGHTEST)
    ):
        raise Refused(
            f"“{name}” quá lớn sau khi giải nén nên không được mở, để bảo đảm an toàn.",
            "Nếu đây đúng là tệp của cơ quan, xin bỏ bớt ảnh hoặc tách thành nhiều tệp.",
        )
    if len({info.filename.casefold() for info in members}) < len(members):
        raise Refused(f"“{name}” chứa hai thành phần trùng tên.", "Mở tệp, lưu lại thành tệp mới rồi thử lại.")


def _require_kind(name: str, archive: zipfile.ZipFile, kind: Kind) -> None:
    program, names = _PROGRAMS[kind], archive.namelist()
    if _CONTENT_TYPES not in names:
        what = "tệp OpenDocument" if "mimetype" in names and "content.xml" in names else "tệp nén"
        raise Refused(f"“{name}” là {what}, không phải tệp {program}.", f"Xin lưu lại dưới dạng {program}.")
    types = _content_types(name, archive)
    if any(".binary." in each for each in types):
        raise Refused(f"“{name}” là tệp Excel nhị phân (.xlsb).", f"Mở tệp, lưu lại dưới dạng {program} rồi thử lại.")
    if any("macroenabled" in each for each in types) or any(
        each.casefold().endswith("vbaproject.bin") for each in names
    ):
        raise Refused(
            f"“{name}” có chứa macro nên không được mở, để bảo đảm an toàn.",
            f"Mở tệp, lưu lại dưới dạng {program} không kèm macro rồi thử lại.",
        )
    mains = {each for each in types if each.endswith(".main+xml")}
    if any(_FORMATS[kind] in each for each in mains):
        return
    for other, label in _PROGRAMS.items():
        if any(_FORMATS[other] in each for each in mains):
            raise Refused(
                f"“{name}” thực chất là tệp {label}, không phải tệp {program}.",
                "Xin đổi lại phần đuôi của tên tệp cho đúng loại rồi thử lại.",
            )
    raise Refused(f"“{name}” không phải tệp {program}.", f"Xin chọn tệp {program}.")


def _content_types(name: str, archive: zipfile.ZipFile) -> set[str]:
    """Return what the package says its members are, in lower case."""
    found: set[str] = set()

    def note(_: str, attributes: dict[str, str]) -> None:
        found.add(attributes.get("ContentType", "").casefold())

    with archive.open(_CONTENT_TYPES) as stream:
        _parse(name, iter(lambda: stream.read(_CHUNK), b""), note)
    return found


def _is_xml(member: str) -> bool:
    return member.casefold().endswith((".xml", ".rels", ".vml"))


def _require_sound(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Read a member to its end: its check sum, and if it is XML all that the limits speak of."""
    with archive.open(info) as stream:
        chunks = iter(lambda: stream.read(_CHUNK), b"")
        if _is_xml(info.filename) and info.file_size:
            _parse(name, chunks)
        else:
            for _ in chunks:
                pass


class _Unsafe(Exception):  # noqa: N818 (what was met)
    """XML holds what no office program writes."""


def _parse(name: str, chunks: Iterable[bytes], note: object = None) -> None:
    """Parse XML without keeping it; ``note`` is called with the name and attributes of every element."""
    parser = expat.ParserCreate()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _Unsafe
        if callable(note):
            note(tag, attributes)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> NoReturn:
        raise _Unsafe

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 (takes no keywords)
        parser.Parse(b"", True)  # noqa: FBT003
    except _Unsafe as error:
        raise Refused(
            f"“{name}” chứa phần khai báo hoặc cấu trúc bất thường nên không được mở, để bảo đảm an toàn.",
            "Mở tệp, lưu lại thành tệp mới rồi thử lại.",
        ) from error
    except expat.ExpatError as error:
        raise zipfile.BadZipFile(str(error)) from error
