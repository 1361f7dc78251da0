"""Numbers, targets, dates, periods, windows and folding, as offices write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.domain.figures import Rate
from cchc_cli.domain.periods import read_period
from cchc_cli.domain.target import Target, number, read_number, read_reading, read_target
from cchc_cli.domain.text import fold, nearest
from cchc_cli.domain.vocabulary import part_letter, read_date, short_date
from cchc_cli.domain.windows import last_closed, next_report, reports, segments


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("97,2", "97.2"),
        ("97.2", "97.2"),
        ("35", "35"),
        ("21.914", "21914"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("0.500", "0.500"),
        ("-3", "-3"),
        ("1 234", "1234"),
        ("", None),
        ("1,2,3", None),
        ("1.23,4", None),
        ("12a", None),
        ("١٢", None),
        ("9" * 40, None),
        (".", None),
    ],
)
def test_numbers_are_read_in_vietnamese_notation(typed: str, expected: str | None) -> None:
    assert read_number(typed) == (Decimal(expected) if expected is not None else None)


@given(st.text(max_size=40))
def test_reading_a_number_never_raises(typed: str) -> None:
    read_number(typed)
    read_target(typed)
    read_reading(typed)
    read_date(typed)
    read_period(typed)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("21914", "21.914"),
        ("41.3333", "41,33"),
        ("100", "100"),
        ("0.5", "0,5"),
        ("-1234.5", "-1.234,5"),
        ("0.001", "0"),
    ],
)
def test_numbers_are_written_in_vietnamese_notation(value: str, expected: str) -> None:
    assert number(Decimal(value)) == expected


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_what_is_written_reads_back(value: Decimal) -> None:
    assert read_number(number(value)) == value


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (">= 95 %", Target(">=", Decimal(95), "%")),
        ("< 1,3 %", Target("<", Decimal("1.3"), "%")),
        ("≥ 20%", Target(">=", Decimal(20), "%")),
        ("100 %", Target("=", Decimal(100), "%")),
        ("<= 3 thứ bậc", Target("<=", Decimal(3), "thứ bậc")),
        ("nhiều", None),
        (">=", None),
    ],
)
def test_targets_are_read(typed: str, expected: Target | None) -> None:
    assert read_target(typed) == expected


@pytest.mark.parametrize(
    ("target", "reading", "met"),
    [
        (">= 95 %", 95, True),
        (">= 95 %", Fraction(9499, 100), False),
        ("< 1,3 %", Fraction(13, 10), False),
        ("< 1,3 %", 1, True),
        ("<= 3", 3, True),
        ("> 3", 3, False),
        ("= 100 %", 100, True),
        ("= 100 %", 99, False),
    ],
)
def test_a_reading_meets_a_target_or_not(target: str, reading: Fraction, met: bool) -> None:
    read = read_target(target)
    assert read is not None
    assert read.is_met(Fraction(reading)) is met


def test_a_reading_is_a_value_or_a_numerator_and_a_base() -> None:
    assert read_reading("97,2") == Fraction(972, 10)
    assert read_reading("97,2 %") == Fraction(972, 10)
    assert read_reading("1234/1270") == (Decimal(1234), Decimal(1270))
    assert [read_reading(typed) for typed in ("", "12/0", "a/b", "-1/5", "1/-5")] == [None] * 5


def test_rates_print_their_parts() -> None:
    assert str(Rate(31, 75)) == "31/75 (41,33%)"
    assert str(Rate(0, 0)) == "0/0"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2020-03-14", dt.date(2020, 3, 14)),
        ("14/3/2020", dt.date(2020, 3, 14)),
        ("14-03-2020", dt.date(2020, 3, 14)),
        ("29/2/2021", None),
        ("14/3/20", None),
        ("3/2020", None),
        ("2020/3/14", dt.date(2020, 3, 14)),
        ("0000-01-01", None),
    ],
)
def test_dates_are_read_as_typed(typed: str, expected: dt.date | None) -> None:
    assert read_date(typed) == expected


def test_dates_in_tables_have_two_digits() -> None:
    assert short_date(dt.date(2020, 3, 4)) == "04/03/2020"


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("2020-06", "2020-06-01", "2020-06-30", "tháng 06/2020"),
        ("2020-Q1", "2020-01-01", "2020-03-31", "quý I/2020"),
        ("2020-q4", "2020-10-01", "2020-12-31", "quý IV/2020"),
        ("2020-H1", "2020-01-01", "2020-06-30", "6 tháng đầu năm 2020"),
        ("2020-H2", "2020-07-01", "2020-12-31", "6 tháng cuối năm 2020"),
        ("2020", "2020-01-01", "2020-12-31", "năm 2020"),
        ("2020-W53", "2020-12-28", "2021-01-03", "tuần 53/2020"),
    ],
)
def test_periods_are_read_and_named(text: str, start: str, end: str, label: str) -> None:
    period = read_period(text)
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat(), period.label) == (start, end, label)


def test_what_is_no_period_is_not_read() -> None:
    assert [read_period(text) for text in ("2020-13", "2020-Q5", "2020-H3", "2021-W53", "20", "2020-", "tháng 6")] == [
        None
    ] * 7


def test_segments_are_disjoint_and_leave_no_day_out() -> None:
    found = segments(2020)
    assert [(each.start.isoformat(), each.end.isoformat()) for each in found] == [
        ("2019-12-15", "2020-03-14"),
        ("2020-03-15", "2020-06-14"),
        ("2020-06-15", "2020-09-14"),
        ("2020-09-15", "2020-12-14"),
    ]


def test_the_last_closed_segment_is_one_the_plan_has_lived_to_see_closed() -> None:
    plan_date = dt.date(2020, 1, 14)
    closed = [last_closed(2020, since=plan_date, on=dt.date(2020, 3, day)) for day in (13, 14)]
    assert [each.code if each else None for each in closed] == [None, "2020-Q1"]
    assert last_closed(2020, since=dt.date(2020, 12, 20), on=dt.date(2020, 12, 31)) is None


def test_there_are_four_reports_a_year_and_none_of_quarter_two_or_four() -> None:
    assert [(each.code, each.start.isoformat(), each.end.isoformat()) for each in reports(2020)] == [
        ("2020-Q1", "2019-12-15", "2020-03-14"),
        ("2020-H1", "2019-12-15", "2020-06-14"),
        ("2020-Q3", "2020-06-15", "2020-09-14"),
        ("2020", "2019-12-15", "2020-12-14"),
    ]
    coming = [next_report(2020, on=dt.date(2020, month, 15)) for month in (3, 9, 12)]
    assert [each.code if each else None for each in coming] == ["2020-H1", "2020", None]


def test_folding_finds_words_without_diacritics_in_any_normal_form() -> None:
    assert fold("Rà  SOÁT") == fold("Ra\u0300 soa\u0301t") == "ra soat"
    assert fold("Đồng Nai") == "dong nai"
    assert nearest("phong doanh nghiep", ["Văn phòng", "Phòng Doanh nghiệp"]) == ["Phòng Doanh nghiệp"]


def test_parts_are_lettered_as_vietnamese_points() -> None:
    assert [part_letter(index) for index in (0, 3, 4, 6, 22, 23)] == ["a", "d", "đ", "g", "y", "a2"]
