"""What is shipped: metadata that agrees with itself, and a wheel with everything the program reads."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

import cchc_cli

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project: dict[str, Any] = tomllib.load(file)["project"]
    return project


def test_the_changelog_begins_with_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == cchc_cli.__version__


def test_the_module_starts_like_the_command() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "cchc_cli", "--version"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout == f"cchc {cchc_cli.__version__}\n"


def test_every_library_has_an_oldest_version(project: dict[str, Any]) -> None:
    assert [each for each in project["dependencies"] if not re.match(r"[a-z0-9-]+>=\d", each)] == []


def test_typer_stays_below_the_version_that_imports_pydantic(project: dict[str, Any]) -> None:
    assert "typer>=0.26,<0.29" in project["dependencies"]


@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="needs hatchling, of the dev extra")
def test_the_wheel_carries_what_the_program_reads(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, sources)
    for name in ("cchc_cli", "templates", "docs"):
        shutil.copytree(ROOT / name, sources / name, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=sources,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (name for name in names if name.endswith("/entry_points.txt"))
        assert archive.read(entry_points).decode() == "[console_scripts]\ncchc = cchc_cli.__main__:run\n"
    sources_of_package = {
        path.relative_to(sources).as_posix() for path in (sources / "cchc_cli").rglob("*") if path.is_file()
    }
    assert sources_of_package - names == set()
    assert {"cchc_cli/store/holidays.toml", "cchc_cli/store/statistics.yaml"} <= names
    shipped = {path.relative_to(sources).as_posix() for path in (sources / "templates").rglob("*") if path.is_file()}
    assert {f"cchc_cli/{name}" for name in shipped} - names == set()
    assert {name.partition("/")[0] for name in names} == {"cchc_cli", f"cchc-{cchc_cli.__version__}.dist-info"}
