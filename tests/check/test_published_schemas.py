"""The schemas in docs/schemas are the program's own, and the files of plan/2020 name them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_cli.store.schemas import schema_texts

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "schemas"
PLAN = ROOT / "plan" / "2020"
MARK = "# yaml-language-server: $schema="


def test_the_schemas_are_those_the_program_writes() -> None:
    held = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert held == dict(schema_texts()), "to accept the new ones: cchc schema -o docs/schemas --force"


@pytest.mark.parametrize("path", sorted(PLAN.rglob("*.yaml")), ids=lambda path: path.relative_to(PLAN).as_posix())
def test_every_file_of_the_plan_names_its_schema(path: Path) -> None:
    name = path.relative_to(PLAN).parts[0].removesuffix(".yaml")
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith(MARK)
    assert (path.parent / first.removeprefix(MARK)).resolve() == FOLDER / f"{name}.schema.json"
