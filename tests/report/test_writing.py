"""What every text format does with words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.report.document import Paragraph, Run, Style
from cchc_cli.report.writing import place, recipient_lines, runs_of, shown


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        ("Văn phòng", "Văn phòng"),
        ("một\r\nhai\rba\x0bbốn\u2028năm", "một\nhai\nba\nbốn\nnăm"),
        ("cột\tcột", "cột cột"),
        ("\x00\x1b[31m\x7f", "␀␛[31m␡"),
        ("\ud800\ufffe", "��"),
        ("trái\u202ephải\u200b\ufeff\u00ad", "tráiphải"),
        ("rộng\u00a0rãi", "rộng\u00a0rãi"),
    ],
)
def test_what_can_not_be_seen_is_shown_or_left_out(data: str, seen: str) -> None:
    assert shown(data) == seen


@given(st.text())
def test_text_shown_can_be_written_to_a_file(data: str) -> None:
    text = shown(data)
    assert text.replace("\n", "").replace("\u00a0", " ").isascii() or text.encode("utf-8")
    assert not any(char < " " and char != "\n" for char in text)
    assert shown(text) == text


def test_a_place_stands_in_brackets_once() -> None:
    assert place("nội dung") == "[Cần bổ sung: nội dung]"
    assert place("[Cần bổ sung mục I.2]") == "[Cần bổ sung mục I.2]"
    assert place(" ") == "[Cần bổ sung]"


def test_recipients_stand_with_a_dash_semicolons_and_a_full_stop() -> None:
    assert recipient_lines(["Như trên;", "- Sở Nội vụ", "Lưu: VT."]) == ["- Như trên;", "- Sở Nội vụ;", "- Lưu: VT."]
    assert recipient_lines([]) == []


def test_runs_of_one_look_are_joined_and_empty_ones_dropped() -> None:
    paragraph = Paragraph(Style.TEXT, (Run("a "), Run("b"), Run("", bold=True), Run("c", place=True), Run("d")))
    assert runs_of(paragraph) == [Run("a b"), Run("[Cần bổ sung: c]", place=True), Run("d")]
