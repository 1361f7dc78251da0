"""Figures that were kept come back the same, and a text that nobody here wrote comes back as nothing."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.domain.figures import Figures
from cchc_cli.domain.model import Moment
from cchc_cli.domain.rollup import PlanFigures, Share
from cchc_cli.domain.vocabulary import State
from cchc_cli.store.kept_figures import Assessed, revived, written

if TYPE_CHECKING:
    from collections.abc import Callable

MOMENT = Moment(dt.date(2020, 7, 1), dt.date(2020, 6, 30))
AMOUNTS = st.integers(0, 500)
COUNTERS = st.dictionaries(st.sampled_from(State), st.integers(1, 500)).map(Counter)
FIGURES = st.builds(Figures, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, COUNTERS, COUNTERS, COUNTERS, AMOUNTS)
SHARES = st.lists(st.builds(Share, st.text(max_size=5), st.text(max_size=9), FIGURES), max_size=3).map(tuple)
PLANS = st.builds(
    PlanFigures, st.text(), st.text(), st.integers(1900, 2100), st.text(), st.just(MOMENT.as_of),
    st.just(MOMENT.known_on), FIGURES, SHARES, SHARES, SHARES,
)  # fmt: skip


@given(st.builds(Assessed, st.none() | PLANS, AMOUNTS, st.text()))
def test_what_was_kept_comes_back_the_same(assessed: Assessed) -> None:
    assert revived(written(assessed), MOMENT) == assessed


@given(PLANS)
def test_parts_not_asked_for_are_left_out(plan: PlanFigures) -> None:
    kept = revived(written(Assessed(plan)), MOMENT, ("areas",))
    assert kept is not None
    assert kept.figures is not None
    assert (kept.figures.areas, kept.figures.units, kept.figures.sections) == (plan.areas, (), ())


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_any_other_text_comes_back_as_nothing(text: str) -> None:
    assert revived(text, MOMENT) is None


def plain() -> dict[str, Any]:
    none = Counter[State]()
    plan = PlanFigures("Sở A", "", 2020, "01", MOMENT.as_of, None, Figures(1, 1, 0, 0, none, none, none))
    data: dict[str, Any] = json.loads(written(Assessed(plan)))
    return data


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data["plan"].pop("whole"),
        lambda data: data["plan"].pop("units"),
        lambda data: data["plan"].update(year="2020"),
        lambda data: data["plan"].update(names=["Sở A", ""]),
        lambda data: data["plan"].update(areas=[["tthc", "TTHC"]]),
        lambda data: data["plan"].update(areas={"tthc": 1}),
        lambda data: data["plan"]["whole"].__setitem__(0, -1),
        lambda data: data["plan"]["whole"].__setitem__(0, True),
        lambda data: data["plan"]["whole"].__setitem__(0, 1.5),
        lambda data: data["plan"]["whole"][5].pop(),
        lambda data: data["plan"]["whole"][5].append(1),
        lambda data: data.update(errors="0"),
    ],
)
def test_a_text_of_almost_the_right_shape_comes_back_as_nothing(spoil: Callable[[dict[str, Any]], object]) -> None:
    data = plain()
    assert revived(json.dumps(data), MOMENT) is not None
    spoil(data)
    assert revived(json.dumps(data), MOMENT) is None
