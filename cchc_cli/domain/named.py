"""Find the row or the indicator that a person names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nearest, nfc

if TYPE_CHECKING:
    from cchc_cli.domain.model import Indicator, Plan, Task


def find_task(plan: Plan, task_id: str) -> Task:
    """Return the row a person means; raise Refused with the nearest ids where there is none."""
    tasks = {task.id: task for task in plan.tasks()}
    wanted = nfc(task_id).strip()
    exact = tasks.get(wanted) or next(
        (task for known_id, task in tasks.items() if known_id.casefold() == wanted.casefold()), None
    )
    if exact is not None:
        return exact
    near = nearest(wanted, tasks)
    hint = f"Có phải {', '.join(near)}?" if near else "Xem các mã bằng “cchc list”."
    raise Refused(f"Không có nhiệm vụ “{task_id}” trong kế hoạch {plan.number}.", hint)


def find_indicator(plan: Plan, indicator_id: str) -> Indicator:
    """Return the indicator a person means, by its id or by the row that states it."""
    wanted = nfc(indicator_id).strip()
    by_row = {task.id.casefold(): task.indicator for task in plan.tasks() if task.indicator}
    found = plan.indicator(by_row.get(wanted.casefold(), wanted.casefold()))
    if found is not None:
        return found
    near = nearest(wanted, [item.id for item in plan.indicators])
    hint = f"Có phải {', '.join(near)}?" if near else "Xem các mã bằng “cchc indicators”."
    raise Refused(f"Không có chỉ tiêu “{indicator_id}” trong kế hoạch {plan.number}.", hint)
