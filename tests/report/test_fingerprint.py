"""A file made by the program is known again while nobody has changed it."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.report.fingerprint import is_unchanged, sign


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as stream:
        stream.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


FILES = {
    "markdown": "# Báo cáo\n\nLời.\n".encode(),
    "html": "<!doctype html>\n<p>Báo cáo</p>\n".encode(),
    "pdf": b"%PDF-1.7\nx\n%%EOF\n",
    "docx": archive(),
    "ics": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
}


@pytest.mark.parametrize("name", FILES)
def test_a_signed_file_is_known_until_a_byte_of_it_changes(name: str) -> None:
    signed = sign(FILES[name])
    assert is_unchanged(signed)
    assert sign(FILES[name]) == signed
    assert not is_unchanged(signed[:6] + b"!" + signed[7:])
    assert not is_unchanged(signed + b"x")
    assert not is_unchanged(FILES[name])


def test_a_signed_archive_and_calendar_stay_readable() -> None:
    assert zipfile.ZipFile(io.BytesIO(sign(FILES["docx"]))).read("word/document.xml") == b"<w:document/>"
    assert sign(FILES["ics"]).startswith(b"BEGIN:VCALENDAR\r\nX-CCHC-MARK:cchc-")


def test_json_has_no_place_for_a_mark_and_is_left_as_it_is() -> None:
    assert sign(b'{"a": 1}\n') == b'{"a": 1}\n'


@given(st.binary(max_size=300))
def test_what_the_program_did_not_make_is_not_its_own(content: bytes) -> None:
    assert not is_unchanged(content)
    assert is_unchanged(sign(content)) or sign(content) == content
