"""Photograph pages and office files that the program makes, as a browser and LibreOffice of this system show them.

python docs/tools/screens.py

What they draw differs a little from machine to machine, so that these pictures are made by hand
and looked at, not compared.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import hands
from console import ROOT, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")


@dataclass(frozen=True, slots=True)
class Screen:
    """A page to photograph: the command that makes it, its file, and how much of it is shown, in pixels.

    ``filled`` is what a person does with the file before.
    """

    command: str
    width: int
    height: int
    file: str = "page.html"
    filled: Callable[[Desk], None] | None = None


SCREENS = {
    "bao-cao-6-thang.png": Screen("cchc report half-year --format html -o page.html", 900, 1150),
    "trang-tong-quan.png": Screen("cchc dashboard --as-of 14/6/2020 -o page.html", 1100, 1250),
    "bieu-mau.png": Screen(
        'cchc forms out --period 2020-H1 --as-of 5/6/2020 --unit "Phòng Doanh nghiệp" -o bieu-mau',
        1400, 669, "bieu-mau/BM-tien-do-phong-doanh-nghiep-2020-H1.xlsx", hands.form_mended,
    ),
    "don-doc.png": Screen(
        "cchc remind --as-of 20/4/2020 -o don-doc", 900, 1120, "don-doc/don-doc-bo-phan-mot-cua.docx"
    ),
}  # fmt: skip
"""The photographs, by file name."""


def main() -> int:
    """Take every photograph anew, or those named; return 1 where there is no browser or no LibreOffice."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    office = shutil.which("soffice")
    if browser is None or office is None:
        sys.stderr.write("no browser or no LibreOffice found\n")
        return 1
    for name, screen in SCREENS.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            desk = Desk(Path(folder))
            desk.type(screen.command)
            if screen.filled:
                screen.filled(desk)
            if screen.file.endswith(".html"):
                take(browser, desk.folder / screen.file, screen, FOLDER / name)
            else:
                take_first_page(office, desk.folder / screen.file, screen, FOLDER / name)
    return 0


def take(browser: str, page: Path, screen: Screen, picture: Path) -> None:
    """Write the picture of a page."""
    size = f"--window-size={screen.width},{screen.height}"
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size, f"--screenshot={picture}")
    subprocess.run([browser, *flags, page.as_uri()], check=True, capture_output=True, timeout=120)


def take_first_page(office: str, file: Path, screen: Screen, picture: Path) -> None:
    """Write the picture of the first printed page of an office file, cut off below the height wanted."""
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    convert = (office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(file.parent), str(file))
    subprocess.run(convert, check=True, capture_output=True, timeout=240)
    shown = ("-scale-to-x", str(screen.width), "-scale-to-y", "-1", "-W", str(screen.width), "-H", str(screen.height))
    draw = ("pdftoppm", "-png", "-singlefile", *shown, str(file.with_suffix(".pdf")), str(picture.with_suffix("")))
    subprocess.run(draw, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    sys.exit(main())
