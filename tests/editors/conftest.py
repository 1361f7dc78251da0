"""Programs of others that read the schemas; tests are skipped where there are none, unless CCHC_EDITOR=1."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.editors.client import Client

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SERVER = "yaml-language-server@1.25.0"


def _without(what: str) -> NoReturn:
    """Skip, or fail where these tests are demanded."""
    if os.environ.get("CCHC_EDITOR") == "1":
        pytest.fail(f"CCHC_EDITOR=1, but {what}")
    pytest.skip(what)


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The YAML language server that VS Code uses, with its repository opened; from npm, or from npm's cache."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        _without("npm was not found")
    folder = tmp_path_factory.mktemp("server")
    call = [npm, "install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)]
    try:
        done = subprocess.run([*call, SERVER], cwd=folder, capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        _without("npm took too long")
    if done.returncode:
        _without(f"npm could not install {SERVER}")
    program = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    with Client([node, str(program), "--stdio"], ROOT) as client:
        yield client


@pytest.fixture(scope="module")
def checker() -> str:
    """check-jsonschema, beside this Python or on the path."""
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    found = shutil.which("check-jsonschema", path=beside)
    if found is None:
        _without("check-jsonschema was not found")
    return found
