"""The real plan with its files mutated: findings or nothing, never a traceback (CCHC_FULL=1: 20,000 of them)."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_cli.check import examine, show
from cchc_cli.store.load import load

REAL = Path(__file__).parents[2] / "plan" / "2020"
FILES = sorted(path.relative_to(REAL).as_posix() for path in REAL.rglob("*.yaml"))
MUTANTS = 20_000 if os.environ.get("CCHC_FULL") == "1" else 200
VALUES = [
    b"[]",
    b"{}",
    b"~",
    b"2025-02-30",
    b"'",
    b"- x",
    b"a: b: c",
    b"&a",
    b"*a",
    b"!!x",
    b"\t",
    b"no",
    b"|",
    b"\xff",
    b"99999999999",
    b"x: y",
]

changes = st.lists(
    st.tuples(
        st.sampled_from(["flip", "drop", "double", "swap", "cut", "value"]), st.integers(0, 10**6), st.integers(0, 255)
    ),
    min_size=1,
    max_size=4,
)


def mutated(raw: bytes, change: tuple[str, int, int]) -> bytes:
    """Return bytes with one change: a byte, a line dropped, doubled or swapped, the end cut off, a value replaced."""
    kind, place, byte = change
    lines = raw.split(b"\n")
    at = place % max(len(lines), 1)
    match kind:
        case "flip":
            at = place % max(len(raw), 1)
            return raw[:at] + bytes([byte]) + raw[at + 1 :]
        case "drop":
            del lines[at]
        case "double":
            lines.insert(at, lines[at])
        case "swap":
            other = byte % len(lines)
            lines[at], lines[other] = lines[other], lines[at]
        case "cut":
            return raw[: place % max(len(raw), 1)]
        case _:
            key, colon, _ = lines[at].partition(b":")
            lines[at] = key + colon + b" " + VALUES[byte % len(VALUES)]
    return b"\n".join(lines)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("mutants") / "2020"
    shutil.copytree(REAL, directory)
    return directory


@settings(max_examples=MUTANTS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=st.sampled_from(FILES), made=changes)
def test_a_mutated_plan_gives_findings_and_no_traceback(
    plan: Path, file: str, made: list[tuple[str, int, int]]
) -> None:
    raw = (REAL / file).read_bytes()
    for change in made:
        raw = mutated(raw, change)
    (plan / file).write_bytes(raw)
    try:
        loaded = load(plan)
        found = examine(loaded)
        written = json.loads(show.as_json(found, loaded.sources))
        assert all(each["line"] >= 1 and each["message"] for each in written["findings"])
    finally:
        shutil.copy(REAL / file, plan / file)
