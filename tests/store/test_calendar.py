from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.deadline.parts import After
from cchc_cli.domain.workdays import add_working_days, due_after, next_working_day
from cchc_cli.store.calendar import VietnamCalendar

VIETNAM = VietnamCalendar()


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 1, 1),
        date(2020, 1, 23),
        date(2020, 1, 29),
        date(2020, 4, 2),
        date(2020, 4, 30),
        date(2020, 5, 1),
        date(2020, 9, 2),
        date(2026, 1, 2),
        date(2026, 8, 31),
        date(2026, 11, 24),
        date(2020, 2, 1),
    ],
)
def test_holidays_swapped_days_and_weekends_are_days_off(day: date) -> None:
    assert not VIETNAM.is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 1, 22),
        date(2020, 1, 30),
        date(2020, 11, 24),
        date(2026, 1, 10),
        date(2026, 8, 22),
        date(2019, 1, 5),
        date(2014, 12, 27),
        date(2024, 5, 4),
    ],
)
def test_ordinary_weekdays_and_saturdays_worked_instead_are_working_days(day: date) -> None:
    assert VIETNAM.is_working_day(day)


def test_five_working_days_skip_tet() -> None:
    assert add_working_days(date(2020, 1, 20), 5, VIETNAM) == date(2020, 2, 3)


@pytest.mark.parametrize(
    ("event", "due"),
    [
        (date(2019, 12, 25), date(2020, 1, 30)),
        (date(2020, 1, 2), date(2020, 2, 3)),
        (date(2020, 4, 1), date(2020, 5, 4)),
    ],
)
def test_thirty_days_that_end_on_a_day_off_move_to_the_next_working_day(event: date, due: date) -> None:
    assert due_after(event, After(30, "calendar", ""), VIETNAM) == due


def test_swaps_are_known_to_the_last_year_announced() -> None:
    assert VIETNAM.announced_until == 2026


@pytest.mark.parametrize("year", [1, 1900, 1901, 2100, 2101, 9999])
def test_years_outside_the_known_range_keep_weekends(year: int) -> None:
    monday = next(date(year, 12, day) for day in range(1, 8) if date(year, 12, day).weekday() == 0)
    assert VIETNAM.is_working_day(monday)
    assert not VIETNAM.is_working_day(date.fromordinal(monday.toordinal() - 1))


@settings(deadline=None)
@given(st.dates())
def test_a_working_day_follows_any_date_soon(day: date) -> None:
    assert (next_working_day(day, VIETNAM) - day).days <= 12


def test_the_holiday_package_is_loaded_only_when_a_day_is_asked_for() -> None:
    code = "import sys, cchc_cli.store.calendar as c; c.VietnamCalendar(); sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
