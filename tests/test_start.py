"""What the program loads before it answers: heavy libraries stay away until a command needs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLAN = str(ROOT / "plan" / "2020")

_CALL = "from cchc_cli.__main__ import run\ntry:\n    run()\nexcept SystemExit as leaving:\n    code = leaving.code"
_LIST = "import json, sys\nsys.stderr.write('\\n' + json.dumps(sorted(sys.modules)))"


def loaded_after(statement: str, *arguments: str, cache: str = "off") -> set[str]:
    """Return the modules a fresh interpreter has loaded once it has run the statement."""
    run = subprocess.run(
        [sys.executable, "-c", f"{statement}\n{_LIST}", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "CCHC_CACHE": cache},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(json.loads(run.stderr.splitlines()[-1]))


def test_the_version_is_printed_without_any_outside_library() -> None:
    loaded = loaded_after(_CALL, "--version")
    assert loaded & {"typer", "yaml", "pydantic", "rich", "jinja2", "holidays"} == set()


@pytest.mark.parametrize(
    "arguments",
    [("list", "--overdue"), ("show", "II.5"), ("explain", "II.6"), ("indicators",), ()],
    ids=["list", "show", "explain", "indicators", "bare"],
)
def test_reading_a_sound_plan_loads_no_heavy_library(arguments: tuple[str, ...]) -> None:
    loaded = loaded_after(_CALL, *arguments, "--plan", PLAN)
    assert loaded & {"yaml", "hashlib", "pydantic", "rich", "jinja2", "holidays", "dateutil", "asyncio"} == set()


def test_an_unchanged_plan_is_read_without_yaml_and_the_same_question_answered_without_typer(tmp_path: Path) -> None:
    calls = (("list", "--overdue"), ("show", "II.5"), ("explain", "II.6"), ("indicators",), ())
    assert "cchc_cli.domain.deadline.grammar" in loaded_after(_CALL, *calls[0], "--plan", PLAN, cache=str(tmp_path))
    for call in calls[1:]:
        loaded = loaded_after(_CALL, *call, "--plan", PLAN, cache=str(tmp_path))
        assert loaded & {"yaml", "pydantic", "rich", "jinja2", "holidays"} == set()
        assert loaded & {"cchc_cli.domain.deadline.grammar", "cchc_cli.domain.units.reader"} == set()
        assert "cchc_cli.store.plain_lines" not in loaded
    # Where something is found, the place of it is looked for in the text.
    assert "pydantic" not in loaded_after(_CALL, "validate", "--plan", PLAN, cache=str(tmp_path))
    for call in (*calls, ("validate",)):
        loaded = loaded_after(_CALL, *call, "--plan", PLAN, cache=str(tmp_path))
        assert loaded & {"typer", "yaml", "datetime", "decimal", "cchc_cli.domain.model"} == set()


def test_the_page_of_the_day_loads_no_command() -> None:
    loaded = loaded_after(_CALL, "--plan", PLAN)
    assert loaded & {"cchc_cli.cli.listing", "cchc_cli.cli.reporting", "cchc_cli.cli.importing"} == set()


def test_the_top_of_the_command_line_imports_typer_and_the_standard_library_alone() -> None:
    typer_alone = loaded_after("import typer")
    with_ours = loaded_after("import cchc_cli.cli.app")
    added = {name.partition(".")[0] for name in with_ours - typer_alone}
    outside = {name for name in added if name not in sys.stdlib_module_names}
    assert outside == {"cchc_cli"}
