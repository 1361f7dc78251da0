"""Rules about measurable targets: each is an indicator, and each indicator is measured in time."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc_cli.check.courses import last_recorded
from cchc_cli.check.facts import listed
from cchc_cli.domain.finding import Finding
from cchc_cli.domain.ledger import known
from cchc_cli.domain.model import Moment
from cchc_cli.domain.periods import read_period
from cchc_cli.domain.text import nfc

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc_cli.domain.finding import Place
    from cchc_cli.domain.model import Indicator, Plan, Reading
    from cchc_cli.domain.periods import Period

# A share that is to be reached; digits beyond these belong to no share.
_SHARE = re.compile(r"(?<![\d.,])(?P<number>\d{1,3}(?:[.,]\d{1,3})?)(?:\*\*)?\s?%")
_CODES: dict[str, list[str]] = {
    "month": [f"-{month:02d}" for month in range(1, 13)],
    "quarter": [f"-Q{number}" for number in range(1, 5)],
    "half": ["-H1", "-H2"],
    "year": [""],
}


def targets_have_an_indicator(plan: Plan) -> Iterator[Finding]:
    """W416: a share that a row or a place of the text sets as a target is an indicator's.

    Bad: ``task: Hồ sơ đúng hạn đạt từ 95% trở lên`` and no indicator of 95 %.
    Good: an entry of indicators.yaml with ``target: '>= 95 %'`` and that row among its ``tasks``.
    """
    texts: list[tuple[Place, str, str, set[str]]] = [
        (task.place, "task", task.task, {task.id, *task.implements}) for task in plan.tasks()
    ]
    for node in plan.nodes():
        texts += [(node.place, "text", node.text, {node.id})]
    for place, key, text, names in texts:
        if "%" not in text:
            continue
        linked = [indicator for indicator in plan.indicators if names & {indicator.source, *indicator.tasks}]
        values = {indicator.target.value for indicator in linked}
        for found in _SHARE.finditer(nfc(text)):
            if Decimal(found["number"].replace(",", ".")) not in values:
                where = replace(place, path=(*place.path, key), within=found.span())
                message = f"Mức {found.group().replace('*', '')} ghi ở đây chưa có trong các chỉ tiêu."
                hint = "Nếu là chỉ tiêu phải đạt, thêm vào indicators.yaml kèm source hoặc tasks."
                yield Finding("W416", where, message, hint)


def indicators_are_measured(plan: Plan) -> Iterator[Finding]:
    """W417: an indicator has a reading for every period that has ended.

    Periods count as ended by the last day anything was written down in the plan, not by today's.

    Bad: ``every: quarter`` and no reading of quarter I while the year goes on. Good: ``period: 2020-Q1``.
    """
    until = last_recorded(plan)
    if until is None:
        return
    never: list[Indicator] = []
    for indicator in plan.indicators:
        ended = _ended(indicator, plan, until)
        readings = known(plan.readings.get(indicator.id, ()), Moment(plan.date))
        missing = [period for period in ended if not any(_is_of(reading, period) for reading in readings)]
        if missing and not readings:
            never.append(indicator)
        elif missing:
            message = f"Chỉ tiêu {indicator.id} chưa có số liệu của {listed([period.label for period in missing])}."
            yield Finding("W417", _id_of(indicator), message, "Ghi bằng “cchc measure” kèm --period.")
    if never:
        names = listed([each.id for each in never])
        message = f"Có kỳ đã hết mà chưa có số liệu đo của {len(never)} chỉ tiêu: {names}."
        yield Finding("W417", _id_of(never[0]), message, "Có số liệu thì ghi bằng “cchc measure”.")


def _id_of(indicator: Indicator) -> Place:
    return replace(indicator.place, path=(*indicator.place.path, "id"))


def _ended(indicator: Indicator, plan: Plan, until: dt.date) -> list[Period]:
    codes = _CODES.get(indicator.every, [])
    periods = [period for code in codes if (period := read_period(f"{plan.year}{code}"))]
    return [period for period in periods if plan.date <= period.end <= until]


def _is_of(reading: Reading, period: Period) -> bool:
    """Whether a reading says something about a period: it names one of its days, or was taken in it."""
    named = read_period(reading.period) if reading.period else None
    if named is not None:
        return named.start <= period.end and period.start <= named.end
    return period.start <= reading.date <= period.end
