"""Who has not reported, and what stands in the way of whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.vocabulary import State, short_date
from cchc_cli.report.board.table import anchor, key_of
from cchc_cli.report.board.values import Obstacle, Owed, Owing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc_cli.domain.model import Plan
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.units import Mention, Unit


@dataclass(slots=True)
class _Account:
    """What is found for one unit while the rows are gone through."""

    mention: Mention
    members: tuple[Unit, ...]
    rows: list[Owed] = field(default_factory=list)


def owes(row: Standing) -> bool:
    """Whether a result is due for a row and none has been reported: overdue, not begun, or silent in the period.

    An overdue row somebody has reported on is late, but it has been reported on.
    """
    if row.state is State.OVERDUE:
        return bool(row.missing) or not row.reported
    return row.state in {State.LATE_START, State.STALE}


def owing(plan: Plan, own: Iterable[Standing]) -> tuple[Owing, ...]:
    """Return the units with rows they have not reported on, in the order of the plan.

    A row with several leads stands with each. A group stands as one; where some of its members have
    reported for themselves, those who have not are named.
    """
    accounts: dict[str, _Account] = {}
    for row in own:
        for mention in row.lead:
            members = plan.register.members(mention.unit) if mention.unit is not None else ()
            said = _silent_members(plan, row, members)
            if owes(row) or said:
                account = accounts.setdefault(key_of(mention), _Account(mention, members))
                account.rows.append(_owed(row, said))
    return tuple(
        Owing(account.mention.name, key, tuple(account.rows), _note(account)) for key, account in accounts.items()
    )


def _silent_members(plan: Plan, row: Standing, members: tuple[Unit, ...]) -> str:
    """Say which members of a group have reported and which have not; nothing where it can't be told apart.

    A report by somebody else, or by nobody named, stands for the whole group.
    """
    if not members or row.state not in {State.ONGOING, State.STALE, State.OVERDUE, State.LATE_START}:
        return ""
    segment = row.deciding.segment if row.deciding else None
    reports = [fact for fact in row.facts if fact.is_report and (segment is None or fact.date >= segment.start)]
    reporters = {unit.id if (unit := plan.register.find(fact.by)) else "" for fact in reports}
    ids = {unit.id for unit in members}
    if not reporters or not reporters <= ids or reporters == ids:
        return ""
    spoken = ", ".join(unit.name for unit in members if unit.id in reporters)
    silent = ", ".join(unit.name for unit in members if unit.id not in reporters)
    return f"đã báo cáo: {spoken}; chưa có báo cáo: {silent}"


def _owed(row: Standing, members: str) -> Owed:
    said = [members] if members else []
    if owes(row):
        said = [wording.state(row), *filter(None, (wording.due(row), wording.timing(row))), *said]
        said += [f"thiếu {wording.periods(row.missing)}"] if row.missing else []
    return Owed(row.task.id, anchor(row), row.task.task, ", ".join(said))


def _note(account: _Account) -> str:
    return f"Nhóm gồm: {', '.join(unit.name for unit in account.members)}" if account.members else ""


def owing_outside(standings: Iterable[Standing]) -> str:
    """Say which rows without a report are led from outside: nobody here is reminded of them."""
    rows = [row for row in standings if row.outside and owes(row)]
    if not rows:
        return ""
    ids = ", ".join(row.task.id for row in rows)
    return f"Không kể {wording.two(len(rows))} nhiệm vụ do cơ quan ngoài chủ trì ({ids})."


def obstacles(standings: Iterable[Standing]) -> tuple[Obstacle, ...]:
    """Return every obstacle still open, in the order of the plan."""
    return tuple(
        Obstacle(
            id=row.task.id,
            anchor=anchor(row),
            lead=wording.leads(row),
            said=f"ghi ngày {short_date(fact.date)}" + (f", {fact.by} báo cáo" if fact.by else ""),
            text=fact.obstacle,
            ask=fact.ask,
        )
        for row in standings
        for fact in row.obstacles
    )
