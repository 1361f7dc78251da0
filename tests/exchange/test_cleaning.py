from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.exchange.reading.cleaning import clean


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("Qu\u00fd\u00a0I/2020", "Quý I/2020"),
        (unicodedata.normalize("NFD", "Cải cách thể chế"), "Cải cách thể chế"),
        ("\ufeffVăn\u200b phòng\u00ad", "Văn phòng"),
        ("Văn \u200b phòng", "Văn phòng"),
        ("Văn phòng\vPhòng Doanh nghiệp", "Văn phòng\nPhòng Doanh nghiệp"),
        ("Văn phòng\r\nPhòng\rBan", "Văn phòng\nPhòng\nBan"),
        ("  Các   bộ phận \t chuyên môn  \n  Văn phòng ", "Các bộ phận chuyên môn\nVăn phòng"),
        ("177\u2011KH/TU", "177-KH/TU"),
        ("a\x00\x07b", "ab"),
        ("một\n\nhai", "một\n\nhai"),
        ("", ""),
    ],
)
def test_text_is_what_people_see(raw: str, seen: str) -> None:
    assert clean(raw) == seen


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in once if char != "\n")
