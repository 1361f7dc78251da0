"""A row of a table of readings says what it says, or why it can't be taken."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.pages import Cell, Document, Row, Table
from cchc_cli.exchange.readings import ReadingRow, Setting, passed_over, reading_rows, said_by
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from cchc_cli.domain.model import Plan

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2020, 8, 20)


@pytest.fixture(scope="module")
def plan() -> Plan:
    loaded = load(ROOT / "plan" / "2020").plan
    assert loaded is not None
    return loaded


def document(*lines: str) -> Document:
    rows = tuple(
        Row(tuple(Cell(text) for text in line.split("|")), f"dòng {at}") for at, line in enumerate(lines, start=1)
    )
    return Document("a.csv", "csv", (Table(rows, "bảng"),))


def row(**cells: str) -> ReadingRow:
    return ReadingRow("dòng 2", {"id": "dung-han", "value": "97,2", "period": "2020-Q1", **cells})


def test_headings_are_known_in_vietnamese_and_english() -> None:
    found = reading_rows(
        document(
            "Chỉ tiêu|Kỳ|Tử số|Mẫu số|Tài liệu kiểm chứng", "dung-han|Quý I|12|13|BC 5",
            "indicator|period|value|date|note", "mot-cua|2020-Q1|100|14/3/2020|x",
        )
    )  # fmt: skip
    assert [(each.where, dict(each.cells)) for each in found] == [
        ("dòng 2", {"name": "dung-han", "period": "Quý I", "numerator": "12", "denominator": "13", "evidence": "BC 5"}),
        ("dòng 4", {"name": "mot-cua", "period": "2020-Q1", "value": "100", "date": "14/3/2020", "note": "x"}),
    ]


def test_an_empty_row_does_not_end_the_table() -> None:
    first, second = document("Mã|Kỳ|Giá trị", "dung-han|Quý I|97"), document("mot-cua|Quý I|100")
    both = Document("a.csv", "csv", (*first.blocks, *second.blocks))
    assert [row["id"] for row in reading_rows(both)] == ["dung-han", "mot-cua"]
    assert passed_over(both) == ()


def test_a_table_of_another_shape_needs_a_heading_of_its_own() -> None:
    first, second = document("Mã|Kỳ|Giá trị", "dung-han|Quý I|97"), document("mot-cua|100")
    both = Document("a.csv", "csv", (*first.blocks, *second.blocks))
    assert [row["id"] for row in reading_rows(both)] == ["dung-han"]


def test_a_table_without_readings_is_refused() -> None:
    with pytest.raises(Refused, match=r"Không thấy bảng số liệu trong “a\.csv”\."):
        reading_rows(document("STT|Nhiệm vụ|Thời hạn", "1|Rà soát|Quý I"))


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2020-Q1", "2020-Q1"), ("Quý I/2020", "2020-Q1"), ("quý 2", "2020-Q2"), ("Q3/2020", "2020-Q3"),
        ("Quý IV năm 2020", "2020-Q4"), ("Tháng 6/2020", "2020-06"), ("tháng 06 năm 2020", "2020-06"),
        ("6/2020", "2020-06"), ("tháng 7", "2020-07"), ("6 tháng đầu năm 2020", "2020-H1"), ("6 tháng", "2020-H1"),
        ("6 tháng cuối năm", "2020-H2"), ("Năm 2020", "2020"), ("cả năm", "2020"), ("2020", "2020"),
    ],
)  # fmt: skip
def test_periods_are_read_as_offices_write_them(plan: Plan, typed: str, period: str) -> None:
    assert said_by(row(period=typed), Setting(plan, dt.date(2021, 1, 5), {})).period == period


@pytest.mark.parametrize(
    ("cells", "value", "date"),
    [
        ({"value": "97,2%"}, Fraction("97.2"), dt.date(2020, 3, 31)),
        ({"value": "1200/1250"}, Fraction(96), dt.date(2020, 3, 31)),
        ({"value": "", "numerator": "1.200", "denominator": "1.250"}, Fraction(96), dt.date(2020, 3, 31)),
        ({"value": "96%", "numerator": "1200", "denominator": "1250"}, Fraction(96), dt.date(2020, 3, 31)),
        ({"period": "2020"}, Fraction("97.2"), TODAY),
        ({"period": "", "date": "14/3/2020"}, Fraction("97.2"), dt.date(2020, 3, 14)),
        ({"id": "II.14"}, Fraction("97.2"), dt.date(2020, 3, 31)),
        (
            {"id": "", "name": "tỷ lệ hồ sơ giải quyết đúng hạn và trước hạn"},
            Fraction("97.2"),
            dt.date(2020, 3, 31),
        ),
    ],
)
def test_a_row_says_a_number_and_a_day(plan: Plan, cells: dict[str, str], value: Fraction, date: dt.date) -> None:
    said = said_by(row(**cells), Setting(plan, TODAY, {}))
    assert (said.indicator.id, said.value, said.date) == ("dung-han", value, date)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"id": "dung-hn"}, "Không có chỉ tiêu “dung-hn”."),
        ({"id": ""}, "Chưa ghi mã chỉ tiêu."),
        ({"value": ""}, "Chưa có số liệu."),
        ({"value": "nhiều"}, "Không đọc được số liệu “nhiều”."),
        ({"value": "", "numerator": "12", "denominator": "0"}, "Không đọc được tử số, mẫu số “12/0”."),
        ({"value": "97", "numerator": "12", "denominator": "24"}, "Giá trị “97” không khớp với tử số, mẫu số “12/24”."),
        ({"period": "đợt 1"}, "“đợt 1” không phải là kỳ."),
        ({"period": "Quý V/2020"}, "“Quý V/2020” không phải là kỳ."),
        ({"period": "13/2020"}, "“13/2020” không phải là kỳ."),
        ({"date": "31/11/2020"}, "“31/11/2020” không phải là một ngày có thật."),
        ({"date": "1/1/2020"}, "Ngày 01/01/2020 trước ngày ban hành kế hoạch."),
        ({"date": "21/8/2020"}, "Ngày 21/08/2020 chưa tới."),
        ({"period": ""}, "Chưa ghi kỳ hoặc ngày của số liệu."),
    ],
)
def test_a_row_that_cant_be_taken_says_why(plan: Plan, cells: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        said_by(row(**cells), Setting(plan, TODAY, {}))
    assert refused.value.message == sentence


def test_the_call_speaks_for_rows_that_dont(plan: Plan) -> None:
    usual = {"period": "2020-H1", "by": "Văn phòng", "evidence": "Báo cáo số 5\nBáo cáo số 6"}
    said = said_by(row(period=""), Setting(plan, TODAY, usual))
    assert (said.period, said.by, said.evidence) == ("2020-H1", "Văn phòng", ("Báo cáo số 5", "Báo cáo số 6"))
    own = said_by(row(period="2020-Q2", evidence="Báo cáo số 7; Báo cáo số 8"), Setting(plan, TODAY, usual))
    assert (own.period, own.evidence) == ("2020-Q2", ("Báo cáo số 7", "Báo cáo số 8"))


@given(
    st.dictionaries(st.sampled_from(["id", "name", "value", "numerator", "denominator", "period", "date"]), st.text())
)
def test_no_text_breaks_a_row(plan: Plan, cells: dict[str, str]) -> None:
    with suppress(Refused):
        assert said_by(row(**cells), Setting(plan, TODAY, {})).date <= TODAY
