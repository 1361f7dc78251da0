"""A fault in a plan is a value with a place: one shape for every finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file of the plan and a path into its tree.

    ``file`` is relative to the plan's directory, with forward slashes. ``path`` is turned into a line
    and column when it is shown; ``key`` points at the key itself rather than at its value. ``span``
    (start and end, in characters of the text) is given instead of a path where there is no tree to
    point into, as for a syntax error; ``within`` narrows a path to characters of its value.
    """

    file: str
    path: Path = ()
    key: bool = False
    span: tuple[int, int] | None = None
    within: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: a stable code, its place, a Vietnamese sentence, and another that says what to do."""

    code: str
    place: Place
    message: str
    hint: str = field(default="")

    @property
    def severity(self) -> Severity:
        """``error`` for codes that begin with E, ``warning`` for the others."""
        return "error" if self.code.startswith("E") else "warning"
