"""A real git repository in a temporary folder, with an identity and a clock of its own."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PLAN_YAML = "number: 01/KH-ABC\ndate: 2020-01-10\nyear: 2020\nagency: {name: Ban ABC}\n"
APPENDIX_YAML = """sections:
  - id: I
    title: Thể chế
    tasks:
      - id: I.1
        task: Rà soát văn bản
        lead: Văn phòng
        deadline: Quý I/2020
      - id: I.2
        task: Tuyên truyền
        lead: Phòng Một
        deadline: Thường xuyên
"""
UNITS_YAML = "- {id: vp, name: Văn phòng}\n- {id: p1, name: Phòng Một}\n"


class Repo:
    """A repository whose commits are dated one day after another, from 01/02/2020, 8:00 in Vietnam."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.count = 0
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    @property
    def plan(self) -> Path:
        return self.root / "plan" / "2020"

    def git(self, *arguments: str, author: str = "Nguyễn Văn An") -> str:
        stamp = f"{1_580_518_800 + 86_400 * self.count} +0700"
        identity = {"NAME": author, "EMAIL": "an@example.vn", "DATE": stamp}
        run = subprocess.run(
            ["git", "-c", "commit.gpgSign=false", "-c", "core.autocrlf=false", *arguments],
            cwd=self.root,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
                **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in identity.items()},
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_CONFIG_NOSYSTEM": "1",
            },
            capture_output=True,
            check=True,
        )
        return run.stdout.decode("utf-8").strip()

    def write(self, files: dict[str, str | None]) -> None:
        """Write files of the plan, or of the root with a leading slash; None takes one away."""
        for name, text in files.items():
            path = self.root / name[1:] if name.startswith("/") else self.plan / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, encoding="utf-8", newline="")

    def commit(self, subject: str, files: dict[str, str | None], *, author: str = "Nguyễn Văn An") -> str:
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject, author=author)
        self.count += 1
        return self.git("rev-parse", "HEAD")

    def first(self) -> str:
        """Commit a plan of two rows."""
        return self.commit(
            "Kế hoạch", {"plan.yaml": PLAN_YAML, "appendix.yaml": APPENDIX_YAML, "units.yaml": UNITS_YAML}
        )
