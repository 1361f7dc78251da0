"""Counted things are written as offices write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from cchc_cli.domain import wording
from cchc_cli.domain.model import Fact


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        ((("kỳ", "2"),), "02 kỳ"),
        ((("bản tin pháp luật", "35"), ("cuộc thi", "1")), "35 bản tin pháp luật, 01 cuộc thi"),
        ((("bản tin", "1000"),), "1.000 bản tin"),
        ((("hồ sơ", "0"),), "0 hồ sơ"),
        ((("tỷ đồng", "1.5"),), "1,5 tỷ đồng"),
        ((("lượt", "2.0"),), "02 lượt"),
        ((("Số cuộc họp", "3"),), "Số cuộc họp 03"),
        ((("tỷ lệ", "97.2"),), "tỷ lệ 97,2"),
        ((("Tỷ lệ đúng hạn", "97.2"),), "Tỷ lệ đúng hạn 97,2"),
        ((("chỉnh giảm", "-2"),), "-2 chỉnh giảm"),
    ],
)
def test_the_amount_goes_before_the_thing(counted: tuple[tuple[str, str], ...], said: str) -> None:
    assert wording.amounts((name, Decimal(amount)) for name, amount in counted) == said


def test_what_a_fact_counts_is_said_so() -> None:
    day = dt.date(2020, 3, 9)
    fact = Fact(date=day, result="Đã công khai", quantity=(("kỳ", Decimal(2)),))
    assert wording.happened(fact) == "kết quả: Đã công khai; số lượng: 02 kỳ"
