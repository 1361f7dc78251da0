"""The tables of a report's appendices: indicators against their targets, and the statistical form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.vocabulary import DONE, STATE_LABELS, State, short_date
from cchc_cli.report.document import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cchc_cli.domain.model import Reading
    from cchc_cli.domain.reporting.statistics import Statistics
    from cchc_cli.domain.reporting.values import Measured, Values
    from cchc_cli.domain.target import Target


def indicator_table(lines: Sequence[Measured]) -> Table:
    """Return the indicators: target, the reading before, the reading of the window, whether it is met."""
    columns = (
        Column("STT", 10, centred=True),
        Column("Chỉ tiêu", 90),
        Column("Mục tiêu", 18, centred=True),
        Column("Kết quả lần trước", 32, centred=True),
        Column("Kết quả trong kỳ", 32, centred=True),
        Column("Đánh giá", 29, centred=True),
        Column("Nguồn số liệu, ghi chú", 41),
    )
    rows = [
        Row((
            str(number),
            line.indicator.name,
            line.indicator.target.printed,
            _reading(line.before, line.indicator.target),
            _reading(line.reading, line.indicator.target),
            STATE_LABELS[line.state],
            _source(line.reading),
        ))
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip
    return Table(columns, tuple(rows))


def _reading(reading: Reading | None, target: Target) -> str:
    if reading is None:
        return ""
    return f"{wording.measured(reading, target)}\n({short_date(reading.date)})"


def _source(reading: Reading | None) -> str:
    if reading is None:
        return ""
    return "\n".join(each for each in (reading.by, *reading.evidence, reading.note) if each)


def statistics_table(form: Statistics, values: Values, filled: Mapping[str, str]) -> Table:
    """Return the statistical form: figures the program knows, values people filled in, blanks for the rest."""
    columns = (
        Column("STT", 12, centred=True),
        Column("Chỉ tiêu thống kê", 96),
        Column("Đơn vị tính", 19, centred=True),
        Column("Kết quả thống kê", 19, centred=True),
        Column("Ghi chú", 19),
    )
    known = known_figures(values)
    rows: list[Row] = []
    for group in form.groups:
        rows.append(Row((f"{group.id}. {group.title}",), heading=True))
        for line in group.rows:
            value = filled.get(line.id) or known.get(line.known, "")
            rows.append(Row((line.id, line.name, line.unit, value, "")))
    return Table(columns, tuple(rows))


def known_figures(values: Values) -> dict[str, str]:
    """Return the figures the program fills in by itself, by the names the statistical form uses."""
    own, indicators = values.figures.own, [line.state for line in values.indicators]
    return {
        "tasks_total": str(own.total()),
        "tasks_done": str(sum(own[state] for state in DONE)),
        "tasks_done_on_time": str(own[State.DONE_ON_TIME]),
        "tasks_done_late": str(own[State.DONE_LATE]),
        "tasks_in_time": str(own[State.IN_TIME]),
        "tasks_overdue": str(own[State.OVERDUE]),
        "indicators_total": str(len(indicators)),
        "indicators_met": str(indicators.count(State.MET)),
    }
