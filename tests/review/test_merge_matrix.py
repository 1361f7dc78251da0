"""Pairs of edits of the real plan, merged in a real repository, lose nothing, with plain git or with the driver."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from benchmarks.merge_edits import EDITS, Edit
from benchmarks.merges import all_pairs, are_apart, prepare, run

if TYPE_CHECKING:
    from pathlib import Path

SMALL = ("lead of I.2", "deadline of II.5", "deadline of II.5, with a comment", "add I.3", "add another I.3",
         "done II.5", "result II.5", "reword b3cde", "target", "amend II.12")  # fmt: skip


def chosen() -> tuple[list[Edit], list[tuple[Edit, Edit]]]:
    """Return the edits and the pairs of this run: all edits where CCHC_FULL is set."""
    if os.environ.get("CCHC_FULL"):
        return list(EDITS), all_pairs()[::5]
    edits = [edit for edit in EDITS if edit.name in SMALL]
    return edits, all_pairs(edits)


@pytest.mark.slow
def test_merges_lose_nothing_and_merged_plans_are_valid(tmp_path: Path) -> None:
    edits, pairs = chosen()
    outcome = run(prepare(tmp_path, edits), pairs)
    assert outcome.faults == []
    assert outcome.merges.total() == 2 * len(pairs)
    assert outcome.merges["plain git, clean"] >= sum(are_apart(*pair) for pair in pairs)
    assert outcome.merges["driver, clean"] >= outcome.merges["plain git, clean"]
