"""Make the portable build from a wheel: one folder that needs no Python, and its archive."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Left out of the folder, where they would double its size: the program says what to do without them.
ABSENT = ("weasyprint", "duckdb", "numpy", "PIL", "tkinter")


def main() -> None:
    """Build for the system that this runs on, and print where the archive is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("into", type=Path, help="folder for the archive")
    asked = parser.parse_args()
    version = asked.wheel.name.split("-")[1]
    asked.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = freeze(asked.wheel.resolve(), Path(scratch))
        furnish(folder)
        archive = pack(folder, asked.into.resolve() / f"cchc-{version}-{system()}")
    sys.stdout.write(f"{archive}\n")


def system() -> str:
    """Return the system that the build is for, as it stands in the archive's name: ``windows-x64``."""
    name = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    machine = platform.machine().lower()
    return f"{name}-{ {'amd64': 'x64', 'x86_64': 'x64', 'aarch64': 'arm64'}.get(machine, machine) }"


def freeze(wheel: Path, scratch: Path) -> Path:
    """Install the wheel in an environment of its own and let PyInstaller collect what it needs."""
    subprocess.run([sys.executable, "-m", "venv", scratch / "venv"], check=True)  # noqa: S603
    python = scratch / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install: list[str | Path] = [python, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt", f"{wheel}[xls]"]
    subprocess.run(install, check=True)  # noqa: S603
    surroundings = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    command: list[str | Path] = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    folders: list[str | Path] = ["--distpath", scratch / "dist", "--workpath", scratch / "work"]
    # Not from the checkout: the package that lies there would be taken for the installed one, which has the templates.
    subprocess.run([*command, *folders, HERE / "cchc.spec"], check=True, env=surroundings, cwd=scratch)  # noqa: S603
    return scratch / "dist" / "cchc"


def furnish(folder: Path) -> None:
    """Put beside the program what people read first, and check that nothing heavy came along."""
    inside = {path.name for path in (folder / "_internal").iterdir()}
    heavy = sorted(inside.intersection(ABSENT))
    if heavy:
        sys.exit(f"these must not be in the portable build: {', '.join(heavy)}")
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    of_python = Path(sys.base_prefix, "LICENSE.txt")
    if of_python.is_file():
        shutil.copy(of_python, folder / "_internal" / "LICENSE-Python.txt")
    # Notepad of older Windows shows neither bare line feeds nor UTF-8 without its mark.
    text = (HERE / "DOC-TRUOC.txt").read_text("utf-8")
    (folder / "DOC-TRUOC.txt").write_text(text, encoding="utf-8-sig", newline="\r\n")
    if os.name == "nt":
        batch = (HERE / "mo-cua-so-lenh.cmd").read_text("ascii")
        (folder / "mo-cua-so-lenh.cmd").write_text(batch, encoding="ascii", newline="\r\n")


def pack(folder: Path, name: Path) -> Path:
    """Pack the folder under the archive's own name: zip for Windows, tar.gz (which keeps rights) elsewhere."""
    folder = folder.rename(folder.with_name(name.name))
    kind = "zip" if os.name == "nt" else "gztar"
    return Path(shutil.make_archive(str(name), kind, folder.parent, folder.name))


if __name__ == "__main__":
    main()
