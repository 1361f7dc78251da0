"""The plan as later documents amended it: an overlay by date on the plan as signed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain.vocabulary import TASK_FIELDS

if TYPE_CHECKING:
    from cchc_cli.domain.model import Amendment, Moment, Plan, Section, Task


def plan_at(plan: Plan, moment: Moment) -> Plan:
    """Return the plan as it reads at a moment; as of earlier dates it reads as signed.

    A row taken out stays, marked with the document that removed it, so that it never vanishes silently.
    """
    due = [
        amendment
        for amendment in plan.amendments
        if amendment.date <= moment.as_of and (moment.known_on is None or amendment.known <= moment.known_on)
    ]
    due.sort(key=lambda amendment: (amendment.date, amendment.position))
    for amendment in due:
        plan = replace(plan, sections=tuple(_section_with(section, amendment) for section in plan.sections))
    return plan


def _section_with(section: Section, amendment: Amendment) -> Section:
    tasks = tuple(_task_with(task, amendment) for task in section.tasks)
    if amendment.added is not None and amendment.added.section == section.id:
        tasks = _inserted(tasks, amendment.added, amendment.after)
    sections = tuple(_section_with(inner, amendment) for inner in section.sections)
    return replace(section, tasks=tasks, sections=sections)


def _inserted(tasks: tuple[Task, ...], added: Task, after: str) -> tuple[Task, ...]:
    at = next((index + 1 for index, task in enumerate(tasks) if task.id == after), len(tasks))
    return (*tasks[:at], added, *tasks[at:])


def _task_with(task: Task, amendment: Amendment) -> Task:
    if amendment.removed == task.id:
        return replace(task, removed=amendment.document)
    if amendment.task != task.id or amendment.field not in TASK_FIELDS:
        return task
    if amendment.field == "deadline":
        signed = task.deadline if task.signed_deadline is None else task.signed_deadline
        return replace(task, deadline=amendment.new, schedule="", signed_deadline=signed)
    changed: Task = replace(task, **{amendment.field: amendment.new})  # type: ignore[arg-type]
    return changed
