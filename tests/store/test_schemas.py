"""The schemas that editors use take every file that the program takes, and say what it says of others."""

from __future__ import annotations

import json
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from cchc_cli.store.scaffold import Head, repository_texts
from cchc_cli.store.schemas import PATTERNS, schema_texts

ROOT = Path(__file__).resolve().parent.parent.parent
PLANS = (ROOT / "plan" / "2020", ROOT / "tests" / "bad" / "good")
FILES = [path for plan in PLANS for path in sorted(plan.rglob("*.yaml"))]
BAD = ROOT / "tests" / "bad"


class EditorLoader(yaml.SafeLoader):
    """Reads as the editors' language server does: dates stay text, as in YAML 1.2."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def name_of(file: str) -> str:
    """Return the schema of a file named relative to its plan."""
    return file.partition("/")[0].removesuffix(".yaml")


def faults(name: str, text: str) -> list[str]:
    validator = Draft202012Validator(json.loads(schema_texts()[f"{name}.schema.json"]))
    return [error.message for error in validator.iter_errors(yaml.load(text, EditorLoader))]


@pytest.mark.parametrize("name", PATTERNS)
def test_a_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schema_texts()[f"{name}.schema.json"]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_of_a_sound_plan_is_as_its_schema_says(path: Path) -> None:
    plan = next(plan for plan in PLANS if path.is_relative_to(plan))
    assert faults(name_of(path.relative_to(plan).as_posix()), path.read_text("utf-8")) == []


def test_a_new_plan_is_as_the_schemas_beside_it_say() -> None:
    texts = repository_texts(Head(2026), "0.0")
    files = [name for name in texts if fnmatch(name, "plan/2026/*.yaml")]
    assert files
    for name in files:
        assert faults(name_of(name.removeprefix("plan/2026/")), texts[name]) == [], name
    beside = {name.removeprefix("schemas/"): text for name, text in texts.items() if name.startswith("schemas/")}
    assert beside == dict(schema_texts())


@pytest.mark.parametrize(
    "case", ["unknown-key.yaml", "unknown-key-in-plan.yaml", "missing-id.yaml", "wrong-words.yaml", "wrong-types.yaml"]
)
def test_a_file_with_a_wrong_form_is_not_as_its_schema_says(case: str) -> None:
    text = (BAD / case).read_text("utf-8")
    role = text.splitlines()[0].removeprefix("# file: ")
    assert faults(name_of(role), text)


def objects(schema: Any) -> list[dict[str, Any]]:
    """Return all mappings inside a schema that list properties."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    found = [each for value in inner for each in objects(value)]
    return [*found, schema] if isinstance(schema, dict) and isinstance(schema.get("properties"), dict) else found


@pytest.mark.parametrize("name", PATTERNS)
def test_every_key_is_described_to_whoever_points_at_it(name: str) -> None:
    schema = json.loads(schema_texts()[f"{name}.schema.json"])
    mute = [
        key
        for each in objects(schema)
        for key, value in each["properties"].items()
        if isinstance(value, dict) and "description" not in value
    ]
    assert mute == []
