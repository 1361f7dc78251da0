"""Run the small application of edge_app.py: in this process, in one of its own, from a shell."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from cchc_cli.cli import edge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import typer

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SCRIPT = str(HERE / "edge_app.py")


@pytest.fixture(scope="session")
def edge_app() -> typer.Typer:
    spec = importlib.util.spec_from_file_location("edge_app", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["edge_app"] = module  # Typer looks up the annotations there
    spec.loader.exec_module(module)
    app: typer.Typer = module.app
    return app


@pytest.fixture
def call(
    edge_app: typer.Typer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Callable[..., tuple[int, str, str]]:
    """Call the application here: exit code, standard output, standard error."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("CCHC_PLAN", "CCHC_DEBUG", "_CCHC_COMPLETE"):
        monkeypatch.delenv(name, raising=False)

    def run(*argv: str) -> tuple[int, str, str]:
        code = edge.run(edge_app, argv)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of a new process: UTF-8, 80 columns, nothing of whoever runs the tests."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME", "USERPROFILE"), str(tmp_path))
    return {**kept, **places, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "80"}


@pytest.fixture
def spawn(tmp_path: Path, surroundings: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the application, or another program of Python's, in a process of its own."""

    def run(
        *argv: str | bytes,
        program: tuple[str, ...] = (SCRIPT,),
        env: Mapping[str, str] | None = None,
        stdout: int | IO[bytes] = subprocess.PIPE,
        stderr: int | IO[bytes] = subprocess.PIPE,
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, *program, *argv],
            env={**surroundings, **(env or {})},
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def sh(tmp_path: Path, surroundings: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a line of shell in which ``cchc`` is the application, or ``python -m cchc_cli``."""

    def run(line: str, *, module: bool = False) -> subprocess.CompletedProcess[bytes]:
        if os.name == "nt":
            pytest.skip("needs a shell")
        program = "-m cchc_cli" if module else f'"{SCRIPT}"'
        define = f'cchc() {{ "{sys.executable}" {program} "$@"; }}\n'
        return subprocess.run(
            ["sh", "-c", define + line], env=surroundings, cwd=tmp_path, capture_output=True, check=False
        )

    return run
