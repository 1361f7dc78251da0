"""A small plan to write to, and ways to look at what was written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

GOOD = Path(__file__).parent.parent / "bad" / "good"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a copy of the small plan that has no faults."""
    shutil.copytree(GOOD, tmp_path / "plan")
    return tmp_path / "plan"
