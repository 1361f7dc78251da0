"""Run the commands of the documentation as on a terminal of 80 columns, on a fresh copy of the plan."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COLUMNS = 80
# What stands in the documentation for that which differs from run to run.
COMMITTED_ON = "2020-01-14T08:00:00+07:00"  # the same commit each time, and so the same id
WRITTEN_ON = dt.date(2026, 11, 23)
IDS = (
    *("k3f9x", "p7m2d", "t5w8b", "h4q6n", "c2r7y", "v8j3s", "f6z2k"),
    *("x9c4m", "g3n7t", "d5b8q", "y2h6w", "s4p9r", "m7v3j", "z8k5f"),
)
PLACE = "~/ke-hoach"  # where the commands are typed

_ID = re.compile(r"\b[a-z][0-9][a-z0-9]{3}\b")


class Desk:
    """A folder with a copy of the plan, where commands are typed one after the other."""

    def __init__(self, folder: Path, *, in_git: bool = False) -> None:
        self.folder = folder
        self._shown: dict[str, str] = {}
        shutil.copytree(ROOT / "plan", folder / "plan")
        self._published = set(_ID.findall("".join(path.read_text("utf-8") for path in folder.rglob("*.yaml"))))
        programs = folder / ".bin"
        programs.mkdir()
        (programs / "cchc").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cchc_cli "$@"\n', encoding="utf-8")
        (programs / "cchc").chmod(0o755)
        if in_git:
            self._keep_in_git()

    def type(self, command: str, *, colour: bool = False) -> str:
        """Run a command, and return what the terminal shows, with the documentation's ids and dates."""
        for real, shown in self._shown.items():
            command = command.replace(shown, real)
        return self._as_documented(_on_terminal(command, self.folder, _environment(self.folder, colour=colour)))

    def _as_documented(self, text: str) -> str:
        for real in _ID.findall(text):
            if real not in self._published and real not in self._shown:
                self._shown[real] = IDS[len(self._shown)]
        for real, shown in self._shown.items():
            text = text.replace(real, shown)
        text = text.replace(str(self.folder), PLACE)
        today = dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date()
        return text.replace(f"{today}", f"{WRITTEN_ON}").replace(f"{today:%d/%m/%Y}", f"{WRITTEN_ON:%d/%m/%Y}")

    def _keep_in_git(self) -> None:
        for arguments in (
            ("init", "-q"),
            ("config", "color.ui", "false"),
            ("config", "user.name", "Văn phòng"),
            ("config", "user.email", "van-phong@example.org"),
            ("add", "plan"),
            ("commit", "-q", "-m", "Kế hoạch năm 2020"),
        ):
            dated = {"GIT_AUTHOR_DATE": COMMITTED_ON, "GIT_COMMITTER_DATE": COMMITTED_ON}
            environment = {**_environment(self.folder), **dated}
            subprocess.run(["git", *arguments], cwd=self.folder, check=True, env=environment)


def _environment(folder: Path, *, colour: bool = False) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CCHC", "GIT_", "LC_"))}
    kept.update(
        PATH=f"{folder / '.bin'}{os.pathsep}{kept.get('PATH', '')}",
        PYTHONPATH=str(ROOT),
        HOME=str(folder),
        LANG="C.UTF-8",
        COLUMNS=str(COLUMNS),
        TERM="xterm-256color",
        GIT_CONFIG_NOSYSTEM="1",
        GIT_PAGER="cat",
    )
    kept.pop("NO_COLOR", None)
    return kept if colour else {**kept, "NO_COLOR": "1"}


def _on_terminal(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a shell command on a pseudo-terminal, and return what it wrote there."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        ["sh", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    ):
        os.close(theirs)
        written = bytearray()
        while chunk := _read(ours):
            written += chunk
    os.close(ours)
    return written.decode("utf-8").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the way Linux says that nobody holds the other end any more
        return b""
