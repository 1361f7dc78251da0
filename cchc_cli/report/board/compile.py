"""Work out the overview page: from plan, standings and moment to values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.figures import count
from cchc_cli.domain.ledger import in_force
from cchc_cli.domain.vocabulary import STATE_LABELS, State, short_date
from cchc_cli.report.board import indicators, people, table, times
from cchc_cli.report.board.values import Board, Counts, SectionBar, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.domain.figures import Figures
    from cchc_cli.domain.model import Moment, Plan, Section
    from cchc_cli.domain.standing import Standing

UNDATED = tuple(state for state, _ in wording.OTHERS)
OFFICIAL = tuple(state for state, _ in wording.OFFICIAL)
MOST_UNFOLDED = 24


def compile_board(plan: Plan, standings: Sequence[Standing], moment: Moment) -> Board:
    """Return what the overview page of a plan shows at a moment.

    Rows led from outside the agency and rows that are targets are in no count but the totals.
    """
    plan = plan_at(plan, moment)
    figures = count(standings, plan.reporting.ongoing, moment.as_of)
    own = [row for row in standings if not row.outside and not row.task.is_indicator]
    scale = times.scale(plan, standings, moment)
    bullets = indicators.bullets(plan, moment)
    groups = table.groups(plan, standings)
    owing = people.owing(plan, own)
    shown = {row.state for row in standings} | set(OFFICIAL) | {each.state for each in bullets}
    return Board(
        title=plan.subject or f"{plan.doc_type} {plan.number}",
        agency=plan.agency.name,
        document=f"{plan.doc_type} số {plan.number} ngày {short_date(plan.date)}",
        moment=wording.moment(moment),
        rests_on=_rests_on(plan, moment),
        counts=_counts(plan, figures, own),
        sections=tuple(_bar(section, standings) for section in plan.sections),
        scale=scale,
        steps=times.steps(own, moment),
        timeline=times.timeline(standings),
        bullets=bullets,
        owing=owing,
        owing_unfolded=sum(len(unit.rows) for unit in owing) <= MOST_UNFOLDED,
        owing_outside=people.owing_outside(standings),
        obstacles=people.obstacles(standings),
        groups=groups,
        choices_of_section=table.choices_of_section(plan),
        choices_of_unit=table.choices_of_unit(plan, standings),
        choices_of_state=table.choices_of_state(standings),
        states=tuple(state for state in State if state in shown),
    )


def _counts(plan: Plan, figures: Figures, own: Sequence[Standing]) -> Counts:
    counting = "" if plan.reporting.ongoing == "separate" else ", kể cả việc thường xuyên đã có kết quả"
    rates = (
        (f"Đã hoàn thành trên số nhiệm vụ của cơ quan{counting}", str(figures.completion)),
        ("Không kể việc thường xuyên, định kỳ, đột xuất", str(figures.completion_of_dated)),
        ("Đã hoàn thành trên số đã hoàn thành và quá hạn", str(figures.completion_of_due)),
        ("Hoàn thành đúng hạn trên số đã hoàn thành và quá hạn", str(figures.on_time)),
    )
    return Counts(
        totals=wording.totals(figures),
        own=figures.own.total(),
        official=tuple(Tally(state, STATE_LABELS[state], figures.own[state]) for state in OFFICIAL),
        undated=tuple(Tally(state, STATE_LABELS[state], figures.own[state]) for state in UNDATED if figures.own[state]),
        soon=sum(row.due_soon for row in own),
        rates=rates,
    )


def _bar(section: Section, standings: Iterable[Standing]) -> SectionBar:
    inner = {each.id for each in section.walk()}
    rows = [row for row in standings if row.task.section in inner]
    outside = sum(row.outside for row in rows)
    targets = sum(row.task.is_indicator for row in rows)
    counted = Counter(row.state for row in rows if not row.outside and not row.task.is_indicator)
    aside = [f"{wording.two(outside)} nhiệm vụ do cơ quan ngoài chủ trì"] if outside else []
    aside += [f"{wording.two(targets)} chỉ tiêu"] if targets else []
    return SectionBar(
        id=section.id,
        title=section.title,
        total=counted.total(),
        tallies=tuple(
            Tally(state, STATE_LABELS[state], counted[state]) for state in (*OFFICIAL, *UNDATED) if counted[state]
        ),
        aside=f"không kể {', '.join(aside)}" if aside else "",
    )


def _rests_on(plan: Plan, moment: Moment) -> str:
    """Say on how much the page rests: what is not written down, it can't know."""
    facts = [fact for each in plan.facts.values() for fact in in_force(each, moment)]
    readings = [reading for each in plan.readings.values() for reading in in_force(each, moment)]
    days = [fact.date for fact in facts] + [reading.date for reading in readings]
    said = f"Theo những gì đã ghi: {len(facts)} mục tiến độ, {len(readings)} số liệu chỉ tiêu"
    return said + (f"; mục gần nhất ngày {short_date(max(days))}." if days else ".")
