"""The data of a report as JSON: what programs read, and what an agency's own Word template may name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.domain import wording
from cchc_cli.domain.vocabulary import State
from cchc_cli.report import phrasing
from cchc_cli.report.report_tables import known_figures

if TYPE_CHECKING:
    from cchc_cli.domain.figures import Figures, Rate
    from cchc_cli.domain.model import Node, Plan, Reading, ReportFile, Section
    from cchc_cli.domain.reporting.values import Chapter, Entry, Measured, Values
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.windows import Window


_OF_INDICATORS = frozenset({State.MET, State.NOT_MET, State.NOT_MEASURED})


def report_contract(values: Values, written: ReportFile | None, places: tuple[str, ...]) -> dict[str, Any]:
    """Return the data of ``cchc.report/1``; dates are ISO, figures numbers, texts as written."""
    plan, report, moment = values.plan, values.report, values.moment
    return {
        "schema": "cchc.report/1",
        "plan": {"number": plan.number, "date": plan.date.isoformat(), "year": plan.year, "agency": plan.agency.name},
        "report": {
            "code": report.code,
            "title": report.title,
            **_window(report),
            "cumulative": report.is_cumulative,
            "since": report.since.isoformat(),
            "send_by": report.send_by.isoformat() if report.send_by else None,
            "closed": values.is_closed,
        },
        "as_of": moment.as_of.isoformat(),
        "known_on": moment.known_on.isoformat() if moment.known_on else None,
        "issued": _issued(written),
        "figures": figures_contract(values.figures),
        "known": known_figures(values),
        "completed": [row.task.id for row in values.completed],
        "overdue": [_late(row) for row in values.overdue],
        "late_start": [_late(row) for row in values.late_start],
        "stale": [row.task.id for row in values.stale],
        "extended": [_late(row) for row in values.extended],
        "outside": [row.task.id for row in values.outside],
        "steering": [_chapter(chapter) for chapter in values.steering],
        "areas": [_chapter(chapter) for chapter in values.areas],
        "ahead": {
            "title": values.ahead.window.title,
            **_window(values.ahead.window),
            "due": [row.task.id for row in values.ahead.due],
            "carried": [row.task.id for row in values.ahead.carried],
            "continuing": [row.task.id for row in values.ahead.continuing],
        },
        "asks": [_obstacle(entry) for entry in values.asks],
        "indicators": [_indicator(line) for line in values.indicators],
        "year_end": figures_contract(values.year_end.figures) if values.year_end else None,
        "tasks": [_task(row) for row in values.rows],
        "texts": dict(written.texts) if written else {},
        "statistics": dict(written.statistics) if written else {},
        "places": list(places),
    }


def plan_contract(plan: Plan) -> dict[str, Any]:
    """Return the data of ``cchc.plan/1``: the document as signed."""
    return {
        "schema": "cchc.plan/1",
        "number": plan.number,
        "date": plan.date.isoformat(),
        "year": plan.year,
        "doc_type": plan.doc_type,
        "subject": plan.subject,
        "agency": {"name": plan.agency.name, "parent": plan.agency.parent},
        "bases": list(plan.bases),
        "preamble": list(plan.preamble),
        "body": [_node(node) for node in plan.body],
        "closing": list(plan.closing),
        "recipients": list(plan.recipients),
        "signatory": {"title": plan.signatory[0], "name": plan.signatory[1]},
        "sections": [_section(section) for section in plan.sections],
        "indicators": [
            {"id": each.id, "name": each.name, "target": str(each.target), "source": each.source}
            for each in plan.indicators
        ],
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "title": node.title,
        "text": node.text,
        "note": node.note,
        "items": [_node(item) for item in node.items],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "title": section.title,
        "area": section.area,
        "tasks": [
            {
                "id": task.id,
                "task": task.task,
                "product": task.product,
                "lead": task.lead,
                "support": task.support,
                "deadline": task.deadline,
            }
            for task in section.tasks
        ],
        "sections": [_section(inner) for inner in section.sections],
    }


def figures_contract(figures: Figures) -> dict[str, Any]:
    """Return counts and rates by name."""
    return {
        "total": figures.total,
        "tasks": figures.tasks,
        "indicators": figures.indicators,
        "outside": figures.outside,
        "own": figures.own.total(),
        "done": figures.done,
        "counted_as_done": figures.closed,
        "states": {state.value: figures.own[state] for state in State if state not in _OF_INDICATORS},
        "completion": _rate(figures.completion),
        "completion_of_dated": _rate(figures.completion_of_dated),
        "completion_of_due": _rate(figures.completion_of_due),
        "on_time": _rate(figures.on_time),
    }


def sealed_figures(figures: Figures) -> tuple[tuple[str, str], ...]:
    """Return the counts that a seal fixes, by name, as texts."""
    data = figures_contract(figures)
    counts = {name: str(data[name]) for name in ("total", "tasks", "indicators", "outside", "own", "done")}
    counts |= {state: str(amount) for state, amount in data["states"].items() if amount}
    return tuple(counts.items())


def _rate(rate: Rate) -> dict[str, Any]:
    return {"part": rate.part, "whole": rate.whole, "percent": rate.percent or None}


def _window(window: Window) -> dict[str, str]:
    return {"start": window.start.isoformat(), "end": window.end.isoformat()}


def _issued(written: ReportFile | None) -> dict[str, Any] | None:
    if written is None or written.seal is None:
        return None
    seal = written.seal
    return {
        "number": seal.number,
        "date": seal.date.isoformat(),
        "signer": seal.signer,
        "known_on": seal.known_on.isoformat(),
        "sent": written.sent.isoformat() if written.sent else None,
    }


def _late(row: Standing) -> dict[str, Any]:
    return {
        "id": row.task.id,
        "task": row.task.task,
        "lead": wording.leads(row),
        "due": row.due.isoformat() if row.due else None,
        "first_due": row.first_due.isoformat() if row.first_due else None,
        "days": row.days,
        "missing": list(row.missing),
        "reported": row.reported,
        "reason": phrasing.reason(row),
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "code": chapter.code,
        "title": chapter.title,
        "rows": [row.task.id for row in chapter.rows],
        "results": [_result(entry) for entry in chapter.results],
        "quantities": [
            {"name": each.name, "amount": str(each.amount), "total": str(each.total)} for each in chapter.quantities
        ],
        "obstacles": [_obstacle(entry) for entry in chapter.obstacles],
    }


def _result(entry: Entry) -> dict[str, Any]:
    fact = entry.fact
    return {
        "id": entry.row.task.id,
        "date": fact.date.isoformat(),
        "status": fact.status.value if fact.status else None,
        "result": fact.result,
        "quantity": {name: str(amount) for name, amount in fact.quantity},
        "evidence": list(fact.evidence),
        "note": fact.note,
    }


def _obstacle(entry: Entry) -> dict[str, Any]:
    fact = entry.fact
    return {"id": entry.row.task.id, "date": fact.date.isoformat(), "obstacle": fact.obstacle, "ask": fact.ask}


def _indicator(line: Measured) -> dict[str, Any]:
    return {
        "id": line.indicator.id,
        "name": line.indicator.name,
        "target": str(line.indicator.target),
        "state": line.state.value,
        "reading": _reading(line.reading),
        "before": _reading(line.before),
    }


def _reading(reading: Reading | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    return {"date": reading.date.isoformat(), "value": wording.reading(reading), "period": reading.period}


def _task(row: Standing) -> dict[str, Any]:
    return {
        "id": row.task.id,
        "state": row.state.value,
        "label": wording.state(row),
        "due": row.due.isoformat() if row.due else None,
        "outside": row.outside,
        "reported": row.reported,
    }
