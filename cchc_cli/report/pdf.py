"""Render a document as PDF from its HTML page: with WeasyPrint, else with a browser found on the machine."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from cchc_cli.domain.refusal import Refused
from cchc_cli.report.html import html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.report.document import Date, Document

Engine: TypeAlias = Literal["auto", "weasyprint", "browser"]

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
_MAC_APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
)
_SECONDS = 120
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_INSTALL = 'Cài bằng lệnh: pip install "cchc[pdf]"'
_BROWSER = "Dùng máy có Edge hoặc Chrome"  # the portable build takes in no library
_OTHERWISE = "hoặc lập văn bản dạng docx hay html rồi in ra PDF."
_DATES = re.compile(rb"/(?:CreationDate|ModDate) ?\((D:[^)]{14,})\)")
_IDENTIFIER = re.compile(rb"/ID ?\[ ?<([0-9A-Fa-f]+)> ?<([0-9A-Fa-f]+)> ?\]")


def pdf(document: Document, *, engine: Engine = "auto", places: Sequence[Path] = ()) -> bytes:
    """Return a document as PDF, tagged, with title, language and the document's own date.

    ``places`` are further programs that may be a browser of the Chromium family. The same document gives the
    same bytes with the same version of the engine and the same fonts. Nothing is fetched from anywhere.

    Raises Refused where the engine asked for, or any with ``auto``, is not to be had.
    """
    page = html(document)
    if engine != "browser":
        found = _weasyprint()
        if found is not None:
            return _by_weasyprint(found, page)
        if engine == "weasyprint":
            raise Refused("Máy này chưa cài WeasyPrint hoặc thiếu thư viện Pango mà WeasyPrint cần.", _remedy())
    program = find_browser(places)
    if program is None:
        raise Refused("Máy này chưa có phần mềm tạo PDF: WeasyPrint, Chromium, Chrome hoặc Edge.", _remedy())
    return _by_browser(program, page, document.stored)


def _remedy() -> str:
    """Return what to do where no PDF can be made."""
    return f"{_BROWSER if hasattr(sys, 'frozen') else _INSTALL}; {_OTHERWISE}"


def find_browser(places: Sequence[Path] = ()) -> Path | None:
    """Return the first browser of the Chromium family: by name, else at one of the places."""
    from shutil import which

    for name in BROWSERS:
        program = which(name)
        if program:
            return Path(program)
    return next((place for place in (*places, *_MAC_APPLICATIONS) if place.is_file()), None)


def _weasyprint() -> Any:
    """Return the library, or None where it, a recent version of it, or a system library it needs, is missing."""
    with _silence():
        try:
            import weasyprint
            import weasyprint.pdf.fonts
            import weasyprint.urls
        except (ImportError, OSError):
            return None
    return weasyprint if hasattr(weasyprint.urls, "URLFetcher") else None


def _by_weasyprint(weasyprint: Any, page: str) -> bytes:
    """Make the PDF; the dates and the language are those of the page, fonts its own or the system's."""
    with _silence():
        fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
        # Without this library on the system fonts are cut down by another, which stores the time of day in them.
        uncut = getattr(weasyprint.pdf.fonts, "harfbuzz_subset", None) is None
        content: bytes = weasyprint.HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_tags=True, full_fonts=uncut)
    return content


def _by_browser(program: Path, page: str, stored: Date) -> bytes:
    import subprocess
    import tempfile

    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8", newline="\n")
        command = [
            str(program),
            *_OPTIONS,
            *_without_sandbox(),
            f"--user-data-dir={Path(folder, 'profile')}",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        try:
            subprocess.run(  # noqa: S603 (a list of arguments, no data among them)
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=True,
                cwd=folder,
            )
            return _dated(target.read_bytes(), stored)
        except (OSError, subprocess.SubprocessError) as error:
            raise Refused(f"Trình duyệt “{program.name}” không tạo được PDF.", _remedy()) from error


def _without_sandbox() -> tuple[str, ...]:
    """Return the option without which these browsers don't start for the administrator of a Linux system."""
    import os

    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def _dated(content: bytes, stored: Date) -> bytes:
    """Put the document's date in place of the day of rendering, byte for byte, and an identifier of the content."""
    from hashlib import sha256

    day = f"D:{stored:%Y%m%d}000000+00'00'".encode()
    for found in list(_DATES.finditer(content)):
        content = _spliced(content, found.span(1), day)
    for found in list(_IDENTIFIER.finditer(content)):
        content = _spliced(_spliced(content, found.span(1), b""), found.span(2), b"")
        digest = sha256(content).hexdigest().encode()
        content = _spliced(_spliced(content, found.span(1), digest), found.span(2), digest)
    return content


def _spliced(content: bytes, span: tuple[int, int], text: bytes) -> bytes:
    """Return the content with a text at a span, cut or filled with zeros to its length: offsets stay true."""
    start, end = span
    return content[:start] + text[: end - start].ljust(end - start, b"0") + content[end:]


@contextmanager
def _silence() -> Iterator[None]:
    """Let libraries neither log nor warn meanwhile."""
    import logging
    import warnings

    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
