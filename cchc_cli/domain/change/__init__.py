"""What differs between two plans, and what that does to the states of their rows."""

from cchc_cli.domain.change.compare import compare, shift_of
from cchc_cli.domain.change.effects import Effect, effects
from cchc_cli.domain.change.values import (
    Action,
    Change,
    Changes,
    Edit,
    Kind,
    Mark,
    Move,
    Shift,
    Stretch,
    Thing,
    Value,
)
from cchc_cli.domain.change.words import mark_words

__all__ = [
    "Action",
    "Change",
    "Changes",
    "Edit",
    "Effect",
    "Kind",
    "Mark",
    "Move",
    "Shift",
    "Stretch",
    "Thing",
    "Value",
    "compare",
    "effects",
    "mark_words",
    "shift_of",
]
