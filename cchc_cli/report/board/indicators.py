"""The indicators of the plan against their targets, each with the reading before the last."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.ledger import in_force
from cchc_cli.domain.standing import measured
from cchc_cli.domain.vocabulary import STATE_LABELS, short_date
from cchc_cli.report.board.values import Bullet

if TYPE_CHECKING:
    from cchc_cli.domain.model import Indicator, Moment, Plan, Reading
    from cchc_cli.domain.target import Target


def bullets(plan: Plan, moment: Moment) -> tuple[Bullet, ...]:
    """Return every indicator with what it is to reach, its last reading and the one before."""
    return tuple(_bullet(each, in_force(plan.readings.get(each.id, ()), moment)) for each in plan.indicators)


def _bullet(indicator: Indicator, readings: tuple[Reading, ...]) -> Bullet:
    last = readings[-1] if readings else None
    before = readings[-2] if len(readings) > 1 else None
    state = measured(indicator, last)
    goal = Fraction(indicator.target.value)
    return Bullet(
        name=indicator.name,
        source=indicator.source,
        target=indicator.target.printed,
        goal=goal,
        top=_top(indicator.target, [each.value for each in (last, before) if each is not None]),
        state=state,
        label=STATE_LABELS[state],
        value=last.value if last else None,
        reading=reading(last, indicator) if last else "",
        before=before.value if before else None,
        earlier=reading(before, indicator) if before else "",
    )


def reading(each: Reading, indicator: Indicator) -> str:
    """Write a reading with its unit, period and day: ``97,2% (quý I/2020), ngày 14/03/2020``."""
    period = f" ({wording.periods([each.period])})" if each.period else ""
    return f"{wording.measured(each, indicator.target)}{period}, ngày {short_date(each.date)}"


def _top(each: Target, values: list[Fraction]) -> Fraction:
    """Return where the scale ends: a hundred for percentages, else room beyond target and readings."""
    goal = Fraction(each.value)
    highest = max([goal, *values])
    if each.unit == "%" and goal >= 20 and highest <= 100:
        return Fraction(100)
    return max(goal * 2, highest * Fraction(11, 10), Fraction(1, 100))
