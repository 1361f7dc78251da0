"""Whatever is typed, a deadline is read or refused with a place, and what was read can be said again."""

from __future__ import annotations

import time
import unicodedata
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cchc_cli.domain.deadline import Deadline, Every, Misread, occurrences, read
from cchc_cli.domain.deadline.words import EXTERNAL, GRAMMAR, STATUS, UNCERTAIN, WORK
from cchc_cli.domain.text import unaccented

DATA = Path(__file__).parent / "data"

WORDS = [
    *GRAMMAR, *WORK, *EXTERNAL, *STATUS, *UNCERTAIN,
    "quý I", "Quý III/2025", "tháng 3", "tháng 12/2025", "15/6", "31/12/2025", "31/11", "2025", "2026", "6", "30", "02",
    "hằng tháng", "hằng quý", "hằng năm", "của tháng cuối quý", "ngày làm việc", "kể từ ngày", "sau khi", "các năm tiếp theo",
    "6 tháng đầu năm", "01 lần/quý", "nếu có", "45/2020/NĐ-CP", "UBND tỉnh", "TP.", "Biên Hòa",
    ",", ";", ":", "-", "–", "(", ")", ".", "/", "•", "+", "“", "”", '"', "\n", "?", "%",
]  # fmt: skip

phrases = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
glued = st.lists(st.sampled_from(WORDS), max_size=10).map("".join)


def data_phrases(name: str) -> list[tuple[str, int]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(phrase, int(year)) for phrase, year, *_ in cells]


REAL = data_phrases("deadline-phrases.tsv") + data_phrases("deadline-phrases-own.tsv")

joints = st.sampled_from(["; ", ", ", " và ", " - ", ". ", "\n- ", " (", ": ", " hoặc ", " "])
compounds = st.lists(st.tuples(st.sampled_from([phrase for phrase, _ in REAL]), joints), min_size=1, max_size=4).map(
    lambda pairs: "".join(phrase + joint for phrase, joint in pairs)
)
texts = st.one_of(compounds, phrases, glued, st.text(max_size=60))


@settings(max_examples=1500, deadline=None)
@given(texts, st.integers(2000, 2100))
@example("“ ” “” ::", 2025)
@example("٣/٤/٢٠٢٥ Ⅲ ², 9999999999999999999999", 2025)
@example("a" * 20_000, 2025)
def test_any_text_is_read_or_refused_and_never_raises(text: str, year: int) -> None:
    found = read(text, year)
    if isinstance(found, Misread):
        start, end = found.span
        assert 0 <= start <= end <= len(text)
        assert found.message.strip()
    else:
        assert found.parts
        for part in found.parts:
            start, end = part.span
            assert 0 <= start <= end <= len(text)


@settings(max_examples=1500, deadline=None)
@given(texts, st.integers(2000, 2100))
@example("HOAN THANH”CĀN CỨ'", 2000)
def test_what_was_read_reads_back_from_its_canonical_phrase(text: str, year: int) -> None:
    found = read(text, year)
    if isinstance(found, Deadline):
        again = read(str(found), year)
        assert isinstance(again, Deadline), str(found)
        assert again.parts == found.parts, str(found)


@pytest.mark.parametrize(("phrase", "year"), REAL)
def test_every_real_phrase_reads_back_from_its_canonical_phrase(phrase: str, year: int) -> None:
    found = read(phrase, year)
    if isinstance(found, Deadline):
        again = read(str(found), year)
        assert isinstance(again, Deadline)
        assert again.parts == found.parts


@settings(max_examples=500, deadline=None)
@given(texts)
def test_decomposed_letters_read_like_composed_ones(text: str) -> None:
    composed, decomposed = (read(unicodedata.normalize(form, text), 2025) for form in ("NFC", "NFD"))
    assert kinds_and_days(composed) == kinds_and_days(decomposed)


def kinds_and_days(found: Deadline | Misread) -> object:
    if isinstance(found, Misread):
        return "misread"
    return [(part.kind, part.start, part.due, part.starts_by, part.every, part.tentative) for part in found.parts]


# "THANH 12/2026" without diacritics is "thành" as well as the slip "thánh" for "tháng".
AMBIGUOUS_WITHOUT_DIACRITICS = {"thánh 12/2026"}


@pytest.mark.parametrize(("phrase", "year"), [row for row in REAL if row[0] not in AMBIGUOUS_WITHOUT_DIACRITICS])
def test_capitals_and_lost_diacritics_change_nothing(phrase: str, year: int) -> None:
    expected = kinds_and_days(read(phrase, year))
    assert kinds_and_days(read(unicodedata.normalize("NFD", phrase), year)) == expected
    assert kinds_and_days(read(unaccented(phrase), year)) == expected
    if ":" not in phrase:
        assert kinds_and_days(read(phrase.upper(), year)) == expected
        assert kinds_and_days(read(unaccented(phrase).upper(), year)) == expected


@pytest.mark.parametrize(
    "unit", ["theo ", "khi có ", "10/6, ", "trong tháng ", "(", "a: ", "- ", "Hoàn thành ", "năm "]
)
def test_long_texts_are_read_or_refused_quickly(unit: str) -> None:
    started = time.process_time()
    for length in (2_000, 20_000):
        read((unit * length)[:length], 2025)
    assert time.process_time() - started < 5


units = st.sampled_from(["week", "month", "quarter", "half", "year"])


@given(units, st.integers(2000, 2100), st.one_of(st.none(), st.integers(1, 7)))
def test_instances_cover_the_year_in_order_and_are_due_once_each(unit: str, year: int, day: int | None) -> None:
    rule = Every(unit, day=day)  # type: ignore[arg-type]
    found = occurrences(rule, year, since=None, until=None)
    assert len(found) in {"week": (52, 53), "month": (12,), "quarter": (4,), "half": (2,), "year": (1,)}[unit]
    assert len({each.period for each in found}) == len(found)
    for before, after in pairwise(found):
        assert after.start == before.end + timedelta(days=1)
    for each in found:
        assert each.start <= each.due <= each.end


@given(units, st.dates(date(2020, 1, 1), date(2020, 12, 31)), st.dates(date(2020, 1, 1), date(2020, 12, 31)))
def test_since_and_until_keep_the_periods_that_they_fall_in(unit: str, since: date, until: date) -> None:
    rule = Every(unit)  # type: ignore[arg-type]
    whole = occurrences(rule, 2020, since=None, until=None)
    kept = occurrences(rule, 2020, since=since, until=until)
    assert kept == [each for each in whole if each.end >= since and each.start <= until]
