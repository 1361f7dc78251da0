"""Which reports a plan owes under each regime, and which of them a command means."""

from __future__ import annotations

import datetime as dt

import pytest

from cchc_cli.domain.windows import Report, Reporting, Unit, choose, following, reports, title_of

SPRING = dt.date(2020, 4, 1)


def spans(preset: str) -> list[str]:
    return [f"{each.code} {each.start} {each.end}" for each in reports(2020, Reporting(preset))]


def test_the_decree_wants_every_quarter_both_halves_and_the_year() -> None:
    assert spans("nd09") == [
        "2020-Q1 2019-12-15 2020-03-14",
        "2020-Q2 2020-03-15 2020-06-14",
        "2020-H1 2019-12-15 2020-06-14",
        "2020-Q3 2020-06-15 2020-09-14",
        "2020-Q4 2020-09-15 2020-12-14",
        "2020-H2 2020-06-15 2020-12-14",
        "2020 2019-12-15 2020-12-14",
    ]


def test_the_calendar_regime_takes_whole_months() -> None:
    assert spans("calendar")[:3] == [
        "2020-Q1 2020-01-01 2020-03-31",
        "2020-Q2 2020-04-01 2020-06-30",
        "2020-H1 2020-01-01 2020-06-30",
    ]


def test_a_plan_may_set_windows_and_sending_days_of_its_own() -> None:
    own = Report("2020-Q1", title_of("2020-Q1"), dt.date(2020, 1, 1), dt.date(2020, 3, 10), dt.date(2020, 1, 1))
    reporting = Reporting(
        windows=(own,), send_by=(("2020-Q1", dt.date(2020, 3, 12)), ("2020-H1", dt.date(2020, 6, 18)))
    )
    first, second = reports(2020, reporting)[:2]
    assert (first.start, first.end, first.send_by) == (dt.date(2020, 1, 1), dt.date(2020, 3, 10), dt.date(2020, 3, 12))
    assert (second.code, second.send_by) == ("2020-H1", dt.date(2020, 6, 18))


@pytest.mark.parametrize(
    ("unit", "number", "on", "code"),
    [
        ("quarter", 1, SPRING, "2020-Q1"),
        ("quarter", 2, SPRING, "2020-H1"),
        ("quarter", 4, SPRING, "2020"),
        ("half", 1, SPRING, "2020-H1"),
        ("half", 2, SPRING, "2020"),
        ("year", None, SPRING, "2020"),
        ("quarter", None, dt.date(2020, 3, 13), "2020-Q1"),
        ("quarter", None, dt.date(2020, 3, 14), "2020-Q1"),
        ("quarter", None, dt.date(2020, 6, 13), "2020-Q1"),
        ("quarter", None, dt.date(2020, 6, 14), "2020-H1"),
        ("quarter", None, dt.date(2020, 9, 14), "2020-Q3"),
        ("quarter", None, dt.date(2020, 12, 31), "2020"),
        ("half", None, SPRING, "2020-H1"),
        ("half", None, dt.date(2020, 12, 31), "2020-H1"),
    ],
)
def test_the_report_meant_is_the_one_named_or_the_last_one_closed(
    unit: Unit, number: int | None, on: dt.date, code: str
) -> None:
    found = choose(2020, unit, number, on=on)
    assert found is not None
    assert found.code == code


def test_under_the_decree_quarter_two_has_a_report_of_its_own() -> None:
    found = choose(2020, "quarter", 2, on=SPRING, reporting=Reporting("nd09"))
    assert found is not None
    assert (found.code, found.is_cumulative) == ("2020-Q2", False)


@pytest.mark.parametrize(
    ("preset", "code", "title", "start", "end"),
    [
        ("cchc", "2020-Q1", "quý II năm 2020", "2020-03-15", "2020-06-14"),
        ("cchc", "2020-H1", "6 tháng cuối năm 2020", "2020-06-15", "2020-12-14"),
        ("cchc", "2020-Q3", "quý IV năm 2020", "2020-09-15", "2020-12-14"),
        ("cchc", "2020", "năm 2021", "2020-12-15", "2021-12-14"),
        ("nd09", "2020-Q4", "quý I năm 2021", "2020-12-15", "2021-03-14"),
        ("nd09", "2020-H2", "6 tháng đầu năm 2021", "2020-12-15", "2021-06-14"),
        ("calendar", "2020-Q1", "quý II năm 2020", "2020-04-01", "2020-06-30"),
    ],
)
def test_a_report_looks_ahead_as_far_as_its_own_period_is_long(
    preset: str, code: str, title: str, start: str, end: str
) -> None:
    report = next(each for each in reports(2020, Reporting(preset)) if each.code == code)
    ahead = following(report)
    assert (ahead.title, ahead.start.isoformat(), ahead.end.isoformat()) == (title, start, end)
