"""Where a plan still holds stand-ins, which a person is to replace by the words of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.store.workspace import NEEDED_FILES, OTHER_FILES, OnDisk

if TYPE_CHECKING:
    from pathlib import Path


MARK = "ĐIỀN"
"""The word of the comment beside a value that a person is still to put in its place."""


def stand_ins(directory: Path) -> tuple[tuple[str, int], ...]:
    """Return the places that ``import`` and ``init`` marked: the file's name and the line, counted from 1.

    A file that can't be read holds none: other checks speak of it.
    """
    plan, found = OnDisk(directory), []
    for name in (*NEEDED_FILES, *OTHER_FILES):
        try:
            text = plan.read(name).decode("utf-8", "replace") if plan.has(name) else ""
        except OSError:
            continue
        found += [(name, at) for at, line in enumerate(text.split("\n"), 1) if f"# {MARK}" in line]
    return tuple(found)
