"""What a file of a plan holds, as plain data: mappings, lists and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cchc_cli.domain.finding import Finding

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"
Span: TypeAlias = tuple[int, int]

SPARE = "\x00"
BOM = "\ufeff"
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""What stands for no value where it is not in quotes."""


class Source(NamedTuple):
    """One file of the plan: its text (without BOM), what it holds, and what is wrong with its form."""

    file: str
    text: str
    data: Data = None
    findings: tuple[Finding, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether the whole text could be read; what it holds may still be faulty."""
        return not any(finding.code in _FATAL for finding in self.findings)


_FATAL = frozenset({"E101", "E102", "E106", "E107", "E108", "E109"})


def spare(holder: Mapping[str, Data], key: str) -> str:
    """Return a name under which the second value of a doubled key is put aside."""
    return f"{key}{SPARE}{len(holder)}{SPARE}"


def is_spare(key: str) -> bool:
    """Whether a key only holds the second value of a doubled one, which is reported already."""
    return key.endswith(SPARE)


def without_spares(data: Data) -> Data:
    """Return data with the first value of each doubled key only."""
    if isinstance(data, dict):
        return {key: without_spares(value) for key, value in data.items() if not is_spare(key)}
    return [without_spares(item) for item in data] if isinstance(data, list) else data
