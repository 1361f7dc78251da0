"""Read the package a Word file is, from whoever made it, and write one that is always the same."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from cchc_cli.domain.refusal import Refused

_MOST_MEMBERS = 2_000
_MOST_UNPACKED = 64 * 2**20
_LARGEST_XML = 8 * 2**20
_OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
_XML_NAMES = (".xml", ".rels")
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_LEVEL = 6
_HINT = "Mở mẫu bằng Word, lưu lại dưới dạng “Word Document (.docx)” rồi thử lại."


def require_docx(content: bytes) -> None:
    """Refuse a file that is no Word file, or one that is not safe to read.

    Such are old and locked files (.doc, a password), a package that unpacks to more than 64 MB or holds
    more than 2,000 members, one that holds a member twice, and XML with declarations of its own.
    """
    if content.startswith(_OLD_OR_LOCKED):
        raise Refused("Mẫu là tệp .doc đời cũ hoặc có đặt mật khẩu.", _HINT)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_modest(archive.infolist())
            for info in archive.infolist():
                if info.filename.casefold().endswith(_XML_NAMES):
                    _require_plain(info.filename, archive.read(info))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise Refused("Mẫu không phải tệp Word (.docx), hoặc đã hỏng.", _HINT) from error


def _require_modest(members: list[zipfile.ZipInfo]) -> None:
    names = {info.filename for info in members}
    if "[Content_Types].xml" not in names:
        raise Refused("Mẫu không phải tệp Word (.docx).", _HINT)
    if len(members) > _MOST_MEMBERS or sum(info.file_size for info in members) > _MOST_UNPACKED:
        raise Refused("Mẫu quá lớn sau khi giải nén.", "Bỏ bớt ảnh, hoặc bắt đầu lại từ mẫu có sẵn.")
    if len(names) < len(members):
        raise Refused("Mẫu chứa hai thành phần trùng tên.", _HINT)


def _require_plain(name: str, xml: bytes) -> None:
    if len(xml) > _LARGEST_XML:
        raise Refused(f"Thành phần “{name}” của mẫu quá lớn.", "Mẫu chỉ nên chứa phần trình bày, không chứa số liệu.")
    if b"\x00" in xml or _DECLARED.search(xml):
        raise Refused(f"Thành phần “{name}” của mẫu có khai báo không được phép.", _HINT)


def same_bytes(content: bytes) -> bytes:
    """Pack a package anew: members in the order of their names, without the dates of their making."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return pack(members, zipfile.ZIP_DEFLATED)


def pack(members: dict[str, bytes], compression: int) -> bytes:
    """Write a package; the list of its content stands first, as readers expect."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(members, key=lambda each: (each != "[Content_Types].xml", each != "_rels/.rels", each)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0  # the same wherever it is written
            info.compress_type = compression
            archive.writestr(info, members[name], compression, _LEVEL)
    return buffer.getvalue()
