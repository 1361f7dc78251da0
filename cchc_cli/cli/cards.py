"""Rows as cards of a few lines, made for 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.cli.paint import Line, Styled, flow, indented, wrap
from cchc_cli.domain import wording
from cchc_cli.domain.vocabulary import DONE, LATE, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc_cli.domain.standing import Standing

_STYLES = {
    State.OVERDUE: "late",
    State.LATE_START: "late",
    State.NOT_MET: "late",
    State.STALE: "soon",
    State.DONE_ON_TIME: "good",
    State.DONE_LATE: "good",
    State.MET: "good",
}


def style(row: Standing) -> str:
    """Return the style of a row's state."""
    return "soon" if row.due_soon else _STYLES.get(row.state, "")


def indent_of(rows: Iterable[Standing]) -> int:
    """Return the width of the column of ids."""
    return max((len(row.task.id) for row in rows), default=4) + 2


def card(row: Standing, indent: int, width: int) -> list[Line]:
    """Return a row: its head, its task on two lines, its product, and what is missing."""
    head = flow(_head(row), width, indent=indent)
    lines: list[Line] = [[(f"{row.task.id:<{indent}}", "strong"), *head[0]], *head[1:]]
    lines += indented(row.task.task, indent, width, most=2)
    if row.task.product:
        lines += indented(f"→ {row.task.product}", indent, width, style="dim", most=1)
    lacking = wording.lacking(row) if row.state in LATE else []
    if lacking:
        lines += indented(" · ".join(lacking), indent, width, style="soon")
    return lines


def _head(row: Standing) -> list[Styled]:
    """Return what stands beside the id: state or timing, date, unit."""
    timed = wording.timing(row)
    said = timed if row.state in LATE and timed else wording.state(row)
    pieces: list[Styled] = [(said, style(row))]
    if timed and row.state not in {*LATE, *DONE}:
        pieces.append((timed, style(row)))
    if row.due is not None:
        pieces.append((wording.due(row), ""))
    return [*pieces, (wording.leads(row), "strong")]


def brief(row: Standing, indent: int, width: int) -> Line:
    """Return a row on one line: id, timing, task."""
    task = wrap(row.task.task, width - indent - 16, most=1)[0]
    return [(f"{row.task.id:<{indent}}", "strong"), (f"{wording.timing(row):<16}", style(row)), (task, "")]
