"""Walks type commands in a folder of their own, one after the other, as people do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cchc_cli.cli import edge
from cchc_cli.cli.app import application

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Type commands in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCHC_PLAN", raising=False)

    def run(*argv: str) -> tuple[int, str, str]:
        code = edge.run(application(argv), argv)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run
