"""The JSON Schemas of a plan's files, for editors that help while people type."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

PATTERNS = {
    "plan": "plan/*/plan.yaml",
    "appendix": "plan/*/appendix.yaml",
    "units": "plan/*/units.yaml",
    "indicators": "plan/*/indicators.yaml",
    "corrections": "plan/*/corrections.yaml",
    "amendments": "plan/*/amendments.yaml",
    "statistics": "plan/*/statistics.yaml",
    "baseline": "plan/*/baseline.yaml",
    "progress": "plan/*/progress/*.yaml",
    "measurements": "plan/*/measurements/*.yaml",
    "reports": "plan/*/reports/*.yaml",
}
"""The files each schema is for, by its name, in a repository of plans."""


@cache
def schema_texts() -> Mapping[str, str]:
    """Return the text of each schema by the name of its file: ``appendix.schema.json``."""
    from cchc_cli.store.forms import FORMS

    return {
        f"{name.removesuffix('.yaml')}.schema.json": _text(form.model_json_schema()) for name, form in FORMS.items()
    }


def _text(schema: dict[str, Any]) -> str:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    shown = _for_editors(schema)
    return json.dumps(head | shown, ensure_ascii=False, indent=2) + "\n"


def _for_editors(schema: dict[str, Any], *, is_form: bool = True) -> dict[str, Any]:
    """Return a schema in the words of its users, as wide as the program reads.

    Names of classes and their English docstrings go. What a field takes as text may look like a number
    to an editor, and one text stands for a list of one.
    """
    kept: dict[str, Any] = {}
    for key, value in schema.items():
        match key, value:
            case ("title" | "default", _):
                continue
            case ("description", _) if is_form:
                continue
            case ("type", "string") if not schema.keys() & {"enum", "const", "examples"}:
                kept[key] = ["string", "number", "boolean"]
            case ("type", "array") if schema.get("items", {}).get("type") == "string":
                kept[key] = ["array", "string"]
            case ("properties", dict()):
                kept[key] = {name: _for_editors(inner, is_form=False) for name, inner in value.items()}
            case ("$defs", dict()):
                kept[key] = {name: _for_editors(inner) for name, inner in value.items()}
            case ("anyOf" | "allOf" | "oneOf", list()):
                kept[key] = [_for_editors(inner, is_form=False) for inner in value]
            case ("items" | "additionalProperties", dict()):
                kept[key] = _for_editors(value, is_form=False)
            case _:
                kept[key] = value
    return kept
