"""The figures of a plan as they are kept: plain data, looked at closely before it is figures again."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from cchc_cli.domain.figures import Figures
from cchc_cli.domain.rollup import PlanFigures, Share
from cchc_cli.domain.vocabulary import State

if TYPE_CHECKING:
    from cchc_cli.domain.model import Moment

Part: TypeAlias = Literal["sections", "areas", "units"]
PARTS: tuple[Part, ...] = ("sections", "areas", "units")


@dataclass(frozen=True, slots=True)
class Assessed:
    """What came of one plan: its figures, None where it can't be read at all; its errors, and the first in words."""

    figures: PlanFigures | None
    errors: int = 0
    first: str = ""


def written(assessed: Assessed) -> str:
    """Return what came of a plan as a text to keep."""
    figures = assessed.figures
    data: dict[str, object] = {"errors": assessed.errors, "first": assessed.first, "plan": None}
    if figures is not None:
        plan: dict[str, object] = {"names": [figures.agency, figures.parent, figures.number], "year": figures.year}
        plan["whole"] = _plain(figures.whole)
        for part in PARTS:
            plan[part] = [[each.key, each.title, _plain(each.figures)] for each in _shares(figures, part)]
        data["plan"] = plan
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def revived(text: object, moment: Moment, parts: tuple[Part, ...] = PARTS) -> Assessed | None:
    """Return what a kept text says of a plan at a moment, with these parts of it alone; None for any other text."""
    try:
        kept = json.loads(text) if isinstance(text, str) else None
        match kept:
            case {"errors": int() as errors, "first": str() as first, "plan": None}:
                return Assessed(None, errors, first)
            case {
                "errors": int() as errors,
                "first": str() as first,
                "plan": {"names": [str() as agency, str() as parent, str() as number], "year": int() as year} as plan,
            }:
                shares = {part: _shares_of(plan[part]) if part in parts else () for part in PARTS}
                whole = _figures(plan["whole"])
                figures = PlanFigures(agency, parent, year, number, moment.as_of, moment.known_on, whole, **shares)
                return Assessed(figures, errors, first)
    except (ValueError, KeyError, RecursionError):
        return None
    return None


def _shares(figures: PlanFigures, part: Part) -> tuple[Share, ...]:
    return {"sections": figures.sections, "areas": figures.areas, "units": figures.units}[part]


def _plain(figures: Figures) -> list[object]:
    counts = (figures.rows, figures.own, figures.dated)
    numbers = (figures.total, figures.tasks, figures.indicators, figures.outside, figures.closed)
    return [*numbers, *([each[state] for state in State] for each in counts)]


def _shares_of(kept: Any) -> tuple[Share, ...]:
    found: list[Share] = []
    for each in kept if isinstance(kept, list) else [None]:
        match each:
            case [str() as key, str() as title, figures]:
                found.append(Share(key, title, _figures(figures)))
            case _:
                raise ValueError
    return tuple(found)


def _figures(kept: Any) -> Figures:
    match kept:
        case [total, tasks, indicators, outside, closed, list() as rows, list() as own, list() as dated]:
            numbers = (total, tasks, indicators, outside)
            if not all(map(_is_amount, (*numbers, closed))):
                raise ValueError
            return Figures(*numbers, _counter(rows), _counter(own), _counter(dated), closed)
    raise ValueError


def _counter(kept: list[Any]) -> Counter[State]:
    if not all(map(_is_amount, kept)):
        raise ValueError
    return Counter({state: amount for state, amount in zip(State, kept, strict=True) if amount})


def _is_amount(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
