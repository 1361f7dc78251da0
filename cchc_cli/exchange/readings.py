"""Readings of indicators in bulk: the rows of a table, and what each of them says, or why it can't be taken."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cchc_cli.domain.ledger import in_force
from cchc_cli.domain.model import Moment
from cchc_cli.domain.periods import read_period
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.target import read_number, read_reading
from cchc_cli.domain.text import fold, nearest
from cchc_cli.domain.vocabulary import read_date, short_date
from cchc_cli.exchange.pages import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cchc_cli.domain.model import Indicator, Plan, Reading
    from cchc_cli.domain.periods import Period
    from cchc_cli.exchange.pages import Document, Row

_HEADINGS = {
    "id": ("ma", "ma chi tieu", "ma so", "id", "code", "indicator id"),
    "name": ("chi tieu", "ten chi tieu", "indicator", "name"),
    "period": ("ky", "ky bao cao", "ky so lieu", "period"),
    "value": ("gia tri", "so lieu", "ket qua", "ty le", "value"),
    "numerator": ("tu so", "numerator"),
    "denominator": ("mau so", "denominator"),
    "date": ("ngay", "ngay so lieu", "ngay chot", "ngay chot so lieu", "date"),
    "by": ("nguoi bao cao", "don vi bao cao", "don vi", "by"),
    "evidence": (
        "tai lieu kiem chung",
        "tai lieu",
        "kiem chung",
        "minh chung",
        "nguon",
        "nguon so lieu",
        "evidence",
        "source",
    ),
    "note": ("ghi chu", "note", "notes"),
}
_COUNTERS = frozenset({"stt", "tt", "so tt"})
_NUMERALS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PERIODS = (
    (re.compile(r"(?:thang )?(\d{1,2})(?:[ /-]+(?:nam )?(\d{4}))"), "{1}-{0:0>2}"),
    (re.compile(r"thang (\d{1,2})()"), "{1}-{0:0>2}"),
    (re.compile(r"(?:quy |q)(iv|i{1,3}|[1-4])(?:[ /-]+(?:nam )?(\d{4}))?"), "{1}-Q{0}"),
    (re.compile(r"6 thang( dau| cuoi)?(?: nam)?(?:[ /-]*(\d{4}))?"), "{1}-H{0}"),
    (re.compile(r"()(?:ca )?nam(?: (\d{4}))?"), "{1}"),
)


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A row of the table: where people find it, and its cells by what they hold."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class SaidReading:
    """What a row says: the indicator, the number in its own words and as a value, its period and day."""

    indicator: Indicator
    typed: Mapping[str, str]
    value: Fraction
    base: Fraction | None
    period: str
    date: dt.date
    by: str = ""
    evidence: tuple[str, ...] = ()
    note: str = ""

    def fields(self) -> dict[str, object]:
        """Return the fields of the entry to record."""
        return {
            **self.typed, "period": self.period, "date": self.date, "by": self.by,
            "evidence": list(self.evidence), "note": self.note,
        }  # fmt: skip

    def is_in(self, held: Sequence[Reading | SaidReading]) -> bool:
        """Whether a reading of the indicator says the same number of the same period, or day where it names none."""
        return any(
            each.period == self.period
            and each.value == self.value
            and each.base == self.base
            and (bool(self.period) or each.date == self.date)
            for each in held
        )

    def oddities(self, held: Sequence[Reading | SaidReading]) -> tuple[str, ...]:
        """Return what should be looked at again, though it is recorded as it was said."""
        found: list[str] = []
        if self.indicator.target.unit == "%" and self.value > 100:
            found.append("tỷ lệ trên 100%")
        others = [each for each in held if self.period and each.period == self.period]
        if others:
            found.append(f"kỳ này đã có số liệu khác: {self.indicator.target.measure(others[-1].value)}")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Setting:
    """What rows are read in: the plan, today, what the call says for rows that say nothing, and how sure it is."""

    plan: Plan
    today: dt.date
    usual: Mapping[str, str]
    force: bool = False


def reading_rows(document: Document) -> tuple[ReadingRow, ...]:
    """Return the rows of the tables that have an indicator and a number; headings in Vietnamese or English.

    Raises Refused where there is no such table.
    """
    tables = [block for block in document.blocks if isinstance(block, Table)]
    found = [row for row, _ in _read(tables)]
    if not found and not any(_places(row) for table in tables for row in table.rows):
        raise Refused(
            f"Không thấy bảng số liệu trong “{document.name}”.",
            "Bảng cần dòng tiêu đề có cột Mã (hoặc Chỉ tiêu), Kỳ, và Giá trị hoặc Tử số, Mẫu số.",
        )
    return tuple(found)


def passed_over(document: Document) -> tuple[str, ...]:
    """Return the headings of the columns that are not read though some row of readings fills them, each once."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return tuple(dict.fromkeys(title for _, titles in _read(tables) for title in titles))


def _read(tables: Sequence[Table]) -> Iterator[tuple[ReadingRow, list[str]]]:
    """Yield each row of readings with the headings of its filled columns that nothing reads.

    An empty row parts a sheet in two tables: the second has the columns of the first unless it has its own heading.
    """
    places: dict[str, int] = {}
    titles: list[str] = []
    sheet = ""
    for table in tables:
        if table.name != sheet or len(table.rows[0].cells) != len(titles):
            places, titles, sheet = {}, [], table.name
        for row in table.rows:
            heading = _places(row)
            if heading:
                places, titles = heading, [cell.text.strip() for cell in row.cells]
            elif places:
                cells = {key: row.cells[at].text.strip() for key, at in places.items()}
                if any(cells.values()):
                    yield ReadingRow(row.where, cells), list(_beside(row, titles, places))


def _beside(row: Row, titles: Sequence[str], places: Mapping[str, int]) -> Iterator[str]:
    for at, (cell, title) in enumerate(zip(row.cells, titles, strict=False)):
        if at not in places.values() and cell.text.strip() and fold(title) not in _COUNTERS:
            yield title or f"cột thứ {at + 1}"


def _places(row: Row) -> dict[str, int]:
    """Return the column of each field where a row is a heading of readings, else nothing."""
    words = [fold(cell.text.replace("_", " ")) for cell in row.cells]
    places = {key: at for key, names in _HEADINGS.items() for at, word in enumerate(words) if word in names}
    has_number = "value" in places or {"numerator", "denominator"} <= set(places)
    return places if has_number and {"id", "name"} & set(places) else {}


def said_by(row: ReadingRow, setting: Setting) -> SaidReading:
    """Return what a row says; raise Refused with the reason where it can't be taken.

    A row without a day has that of the end of its period, or today while the period lasts.
    """
    indicator = _indicator(row, setting.plan)
    typed = _typed(row, indicator)
    value, base = _number(typed)
    period = _period(row["period"] or setting.usual.get("period", ""), setting.plan.year)
    evidence = tuple(text for piece in re.split(r"[;\n]", row["evidence"]) if (text := piece.strip()))
    usual = setting.usual.get("evidence", "")
    return SaidReading(
        indicator=indicator,
        typed=typed,
        value=value,
        base=base,
        period=period.text if period else "",
        date=_date(row["date"] or setting.usual.get("date", ""), period, setting),
        by=row["by"] or setting.usual.get("by", ""),
        evidence=evidence or tuple(filter(None, usual.split("\n"))),
        note=row["note"] or setting.usual.get("note", ""),
    )


def held_readings(plan: Plan, indicator: Indicator) -> tuple[Reading, ...]:
    """Return the readings of an indicator that are recorded and not void."""
    return tuple(in_force(plan.readings.get(indicator.id, ()), Moment(dt.date.max)))


def _indicator(row: ReadingRow, plan: Plan) -> Indicator:
    """Find the indicator by its id, the row that states it, or its name."""
    wanted = row["id"] or row["name"]
    if not wanted:
        raise Refused("Chưa ghi mã chỉ tiêu.")
    folded = fold(wanted)
    ids = {fold(each.id): each for each in plan.indicators}
    by_row = {fold(task.id): ids.get(fold(task.indicator)) for task in plan.tasks() if task.indicator}
    named = [each for each in plan.indicators if fold(each.name) == folded]
    found = ids.get(folded) or by_row.get(folded) or (named[0] if len(named) == 1 else None)
    if found is None:
        near = nearest(wanted, [each.id for each in plan.indicators], most=1)
        raise Refused(f"Không có chỉ tiêu “{wanted}”.", f"Có phải {near[0]}?" if near else "")
    return found


def _typed(row: ReadingRow, indicator: Indicator) -> dict[str, str]:
    """Return the number as typed, by the field of the entry that holds it."""
    value, above, below = row["value"], row["numerator"], row["denominator"]
    if value and (above or below):
        both = f"{above}/{below}"
        if _same(value, both):
            return {"numerator": above, "denominator": below}
        raise Refused(f"Giá trị “{value}” không khớp với tử số, mẫu số “{both}”.")
    if above or below:
        return {"numerator": above, "denominator": below}
    if not value:
        raise Refused("Chưa có số liệu.")
    if value.endswith("%") and indicator.target.unit != "%":
        raise Refused(f"Số liệu “{value}” là phần trăm, chỉ tiêu tính theo {indicator.target.unit or 'số'}.")
    if "/" in value:
        above, _, below = value.rstrip("%").partition("/")
        return {"numerator": above.strip(), "denominator": below.strip()}
    return {"value": value.rstrip("%").strip()}


def _same(value: str, both: str) -> bool:
    """Whether a share given beside its numerator and denominator is theirs, rounded."""
    stated, counted = read_reading(value), read_reading(both)
    if not isinstance(stated, Fraction) or not isinstance(counted, tuple):
        return False
    return abs(stated - 100 * Fraction(counted[0]) / Fraction(counted[1])) < Fraction(6, 10)


def _number(typed: Mapping[str, str]) -> tuple[Fraction, Fraction | None]:
    """Return the value, in per cent where it was counted, and the denominator."""
    if "value" in typed:
        value = read_number(typed["value"])
        if value is None:
            raise Refused(f"Không đọc được số liệu “{typed['value']}”.", "Viết như 97,2 hoặc 1234/1270.")
        return Fraction(value), None
    both = f"{typed['numerator']}/{typed['denominator']}"
    counted = read_reading(both)
    if not isinstance(counted, tuple):
        raise Refused(f"Không đọc được tử số, mẫu số “{both}”.", "Hai số không âm, mẫu số lớn hơn 0.")
    above, below = Fraction(counted[0]), Fraction(counted[1])
    return 100 * above / below, below


def _period(typed: str, year: int) -> Period | None:
    """Read a period as files write it or as offices do (``Quý I/2020``, ``Tháng 6``); None for no words."""
    if not typed:
        return None
    found = read_period(typed) or next(filter(None, _spoken(fold(typed), year)), None)
    if found is None:
        raise Refused(f"“{typed}” không phải là kỳ.", "Viết như Quý I/2020, Tháng 6/2020, 6 tháng đầu năm 2020.")
    return found


def _spoken(words: str, year: int) -> Iterator[Period | None]:
    for shape, pattern in _PERIODS:
        found = shape.fullmatch(words)
        if found is not None:
            part = (found[1] or "").strip()
            part = "2" if part == "cuoi" else "1" if "H" in pattern else _NUMERALS.get(part, part)
            yield read_period(pattern.format(part, found[2] or year))


def _date(typed: str, period: Period | None, setting: Setting) -> dt.date:
    if typed:
        day = read_date(typed)
    else:
        day = max(min(period.end, setting.today), setting.plan.date) if period is not None else None
    if day is None:
        if typed:
            raise Refused(f"“{typed}” không phải là một ngày có thật.", "Viết như 14/3/2020.")
        raise Refused("Chưa ghi kỳ hoặc ngày của số liệu.")
    if day < setting.plan.date:
        raise Refused(f"Ngày {short_date(day)} trước ngày ban hành kế hoạch.")
    if day > setting.today and not setting.force:
        raise Refused(f"Ngày {short_date(day)} chưa tới.", "Nếu đúng là ghi trước, thêm --force.")
    return day
