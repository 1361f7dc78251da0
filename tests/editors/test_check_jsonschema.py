"""The schemas as check-jsonschema reads them: they take every sound file, and refuse files of a wrong form."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schemas"
BAD = ROOT / "tests" / "bad"
PLANS = (ROOT / "plan" / "2020", BAD / "good")
WRONG = (
    "unknown-key.yaml",
    "unknown-key-in-plan.yaml",
    "unknown-key-vietnamese.yaml",
    "missing-id.yaml",
    "wrong-words.yaml",
    "wrong-types.yaml",
    "list-where-a-mapping-is-due.yaml",
)


def checked(checker: str, name: str, *files: Path) -> tuple[int, str]:
    call = [checker, "--schemafile", str(SCHEMAS / f"{name}.schema.json"), *map(str, files)]
    done = subprocess.run(call, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def test_every_file_of_a_sound_plan_passes(checker: str) -> None:
    files: defaultdict[str, list[Path]] = defaultdict(list)
    for plan in PLANS:
        for path in sorted(plan.rglob("*.yaml")):
            files[path.relative_to(plan).parts[0].removesuffix(".yaml")].append(path)
    said = {name: checked(checker, name, *paths) for name, paths in files.items()}
    assert said == dict.fromkeys(files, (0, "ok -- validation done\n"))


@pytest.mark.parametrize("case", WRONG)
def test_a_file_of_a_wrong_form_does_not_pass(checker: str, case: str) -> None:
    role = (BAD / case).read_text("utf-8").splitlines()[0].removeprefix("# file: ")
    code, said = checked(checker, role.partition("/")[0].removesuffix(".yaml"), BAD / case)
    assert code == 1
    assert "Schema validation errors were encountered." in said
