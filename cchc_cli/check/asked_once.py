"""What several rules ask of one plan is worked out for the first of them alone."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cchc_cli.domain.model import Plan

Found = TypeVar("Found")


def once_a_plan(work: Callable[[Plan], Iterable[Found]]) -> Callable[[Plan], tuple[Found, ...]]:
    """Remember what a function found in the plan it was asked about last: plans do not change."""
    last: list[tuple[Plan, tuple[Found, ...]]] = []

    @wraps(work)
    def remembering(plan: Plan) -> tuple[Found, ...]:
        if not last or last[0][0] is not plan:
            last[:] = [(plan, tuple(work(plan)))]
        return last[0][1]

    return remembering
