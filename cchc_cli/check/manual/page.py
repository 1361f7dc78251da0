"""One page of the manual of rules, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.finding import Finding, Place

if TYPE_CHECKING:
    from cchc_cli.domain.finding import Severity


@dataclass(frozen=True, slots=True)
class Page:
    """What users read about a code, in Vietnamese.

    ``title`` says in one line what was found, ``why`` why it matters, ``remedy`` what to do about it.
    ``bad`` and ``good`` are a piece of the same ``file`` (named relative to the plan's directory): as it
    is found, and as it should be.
    """

    code: str
    title: str
    why: str
    file: str
    bad: str
    good: str
    remedy: str

    @property
    def severity(self) -> Severity:
        """How severe findings of this code are."""
        return Finding(self.code, Place(self.file), self.title).severity
