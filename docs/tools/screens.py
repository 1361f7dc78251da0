"""Photograph pages that the program renders, as a browser of this system shows them.

python docs/tools/screens.py

What a browser draws differs a little from machine to machine, so that these pictures are made by hand
and looked at, not compared.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from console import ROOT, Desk

FOLDER = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")


@dataclass(frozen=True, slots=True)
class Screen:
    """A page to photograph: the command that makes ``page.html``, and how much of it is shown."""

    command: str
    width: int
    height: int


SCREENS = {
    "bao-cao-6-thang.png": Screen("cchc report half-year --format html -o page.html", 900, 1150),
    "trang-tong-quan.png": Screen("cchc dashboard --as-of 14/6/2020 -o page.html", 1100, 1250),
}
"""The photographs, by file name."""


def main() -> int:
    """Take every photograph anew; return 1 where there is no browser."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.stderr.write("no browser found\n")
        return 1
    for name, screen in SCREENS.items():
        with tempfile.TemporaryDirectory() as folder:
            Desk(Path(folder)).type(screen.command)
            take(browser, Path(folder) / "page.html", screen, FOLDER / name)
    return 0


def take(browser: str, page: Path, screen: Screen, picture: Path) -> None:
    """Write the picture of a page."""
    size = f"--window-size={screen.width},{screen.height}"
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size, f"--screenshot={picture}")
    subprocess.run([browser, *flags, page.as_uri()], check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    sys.exit(main())
