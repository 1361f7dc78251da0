from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.deadline.parts import After
from cchc_cli.domain.workdays import WeekendCalendar, add_working_days, due_after, next_working_day

WEEK = WeekendCalendar()
DAYS = st.dates()


class Idle:
    def is_working_day(self, day: date) -> bool:
        return day.year < 1


def test_a_working_day_is_its_own_next_working_day() -> None:
    assert next_working_day(date(2020, 1, 31), WEEK) == date(2020, 1, 31)


def test_a_weekend_moves_to_monday() -> None:
    assert next_working_day(date(2020, 2, 1), WEEK) == date(2020, 2, 3)


@pytest.mark.parametrize(
    ("start", "amount", "reached"),
    [
        (date(2020, 1, 3), 1, date(2020, 1, 6)),
        (date(2020, 1, 3), 5, date(2020, 1, 10)),
        (date(2020, 1, 4), 1, date(2020, 1, 6)),
        (date(2020, 1, 6), -1, date(2020, 1, 3)),
        (date(2020, 1, 5), -5, date(2019, 12, 30)),
        (date(2020, 1, 4), 0, date(2020, 1, 4)),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: date, amount: int, reached: date) -> None:
    assert add_working_days(start, amount, WEEK) == reached


@pytest.mark.parametrize(
    ("event", "after", "due"),
    [
        (date(2020, 1, 1), After(30, "calendar", ""), date(2020, 1, 31)),
        (date(2020, 1, 2), After(30, "calendar", ""), date(2020, 2, 3)),
        (date(2020, 2, 1), After(0, "calendar", ""), date(2020, 2, 3)),
        (date(2020, 2, 1), After(0, "working", ""), date(2020, 2, 3)),
        (date(2020, 3, 10), After(-5, "working", ""), date(2020, 3, 3)),
        (date(2020, 3, 10), After(-2, "calendar", ""), date(2020, 3, 8)),
        (date(2020, 1, 31), After(1, "month", ""), date(2020, 3, 2)),
        (date(2020, 1, 15), After(6, "month", ""), date(2020, 7, 15)),
        (date(2020, 8, 31), After(6, "month", ""), date(2021, 3, 1)),
        (date(2020, 3, 31), After(-1, "month", ""), date(2020, 2, 29)),
        (date(2020, 12, 31), After(12, "month", ""), date(2021, 12, 31)),
    ],
)
def test_a_term_counts_from_its_event_and_a_last_day_off_moves(event: date, after: After, due: date) -> None:
    assert due_after(event, after, WEEK) == due


def test_a_calendar_without_working_days_does_not_hang() -> None:
    assert next_working_day(date(2020, 1, 1), Idle()) == date(2020, 1, 1)
    assert add_working_days(date(2020, 1, 1), 5, Idle()) == date(2020, 1, 1)


def test_terms_beyond_the_last_date_end_there() -> None:
    assert due_after(date(9999, 12, 30), After(30, "calendar", ""), WEEK) == date(9999, 12, 31)
    assert due_after(date(9999, 12, 30), After(30, "working", ""), WEEK) == date(9999, 12, 31)
    assert due_after(date(9999, 12, 30), After(1, "month", ""), WEEK) == date(9999, 12, 31)
    assert due_after(date(1, 1, 2), After(-30, "month", ""), WEEK) == date(1, 1, 1)
    assert add_working_days(date(2020, 1, 1), 10**12, WEEK) == date(9999, 12, 31)


@settings(deadline=None)
@given(DAYS, st.integers(-(10**12), 10**12), st.sampled_from(["calendar", "month"]))
def test_any_term_in_days_or_months_gives_a_date_on_its_side_of_the_event(event: date, amount: int, unit: str) -> None:
    due = due_after(event, After(amount, "month" if unit == "month" else "calendar", ""), WEEK)
    assert due <= event if amount < 0 else due >= event


@settings(deadline=None)
@given(DAYS, st.integers(-600, 600))
def test_any_term_in_working_days_gives_a_date_on_its_side_of_the_event(event: date, amount: int) -> None:
    due = due_after(event, After(amount, "working", ""), WEEK)
    assert due <= event if amount < 0 else due >= event


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)).filter(WEEK.is_working_day), st.integers(1, 300))
def test_counting_forth_and_back_returns_to_a_working_day(start: date, amount: int) -> None:
    assert add_working_days(add_working_days(start, amount, WEEK), -amount, WEEK) == start
