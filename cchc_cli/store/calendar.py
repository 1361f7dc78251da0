"""The working days of Vietnamese state offices: public holidays, and the swaps the government announced."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, NamedTuple


class Year(NamedTuple):
    """What differs from an ordinary year: days off on weekdays, working days at weekends."""

    off: frozenset[date]
    work: frozenset[date]


_ORDINARY = Year(frozenset(), frozenset())


class VietnamCalendar:
    """Monday to Friday but public holidays and days swapped, with the Saturdays worked instead.

    Holidays come from the ``holidays`` package (Bộ luật Lao động 2019, Điều 111 and 112) and are put right
    by ``holidays.toml`` in this package. Years are computed when they are asked for. In years outside the
    range of that package every Monday to Friday is a working day.
    """

    def is_working_day(self, day: date) -> bool:
        """Tell whether state offices work on a day."""
        year = _year(day.year)
        return day in year.work if day.weekday() >= 5 else day not in year.off

    @property
    def announced_until(self) -> int:
        """The last year whose swapped days are announced; later years are computed only."""
        return int(_overrides()["announced_until"])


@cache
def _overrides() -> dict[str, Any]:
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files("cchc_cli.store").joinpath("holidays.toml").read_text(encoding="utf-8"))


@cache
def _year(year: int) -> Year:
    published = _published(year)
    own = _overrides().get(str(year), {})
    off = published.off - _dates(own.get("remove", ())) - _dates(own.get("work", ()))
    work = published.work - _dates(own.get("remove", ())) - _dates(own.get("off", ()))
    return Year(off | _dates(own.get("off", ())), work | _dates(own.get("work", ())))


def _published(year: int) -> Year:
    from holidays import country_holidays

    covered = country_holidays("VN")
    if not covered.start_year <= year <= covered.end_year:
        return _ORDINARY
    # A swap is filed under the year of the day off: the Saturday worked may lie in the year before or after.
    years = {max(year - 1, covered.start_year), year, min(year + 1, covered.end_year)}
    known = country_holidays("VN", years=years)
    return Year(
        frozenset(day for day in known if day.year == year),
        frozenset(day for day in known.weekend_workdays if day.year == year),
    )


def _dates(written: Any) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in written)
