"""What rules have in common is worked out once for a plan, and anew for the next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_cli.check.asked_once import once_a_plan
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.model import Plan

REAL = Path(__file__).parents[2] / "plan" / "2020"


def test_a_plan_is_looked_at_once_and_another_one_anew() -> None:
    looked: list[str] = []

    @once_a_plan
    def numbers(plan: Plan) -> Iterator[str]:
        looked.append(plan.number)
        yield plan.number

    plan = load(REAL).plan
    assert plan is not None
    other = replace(plan, number="02/KH-ABC")
    assert [numbers(plan), numbers(plan)] == [("01/KH-KCNĐN",)] * 2
    assert numbers(other) == ("02/KH-ABC",)
    assert numbers(replace(plan)) == ("01/KH-KCNĐN",)
    assert looked == ["01/KH-KCNĐN", "02/KH-ABC", "01/KH-KCNĐN"]
