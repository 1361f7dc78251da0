"""What a release needs: a version that the tag, the program and the changelog agree on, notes, checksums."""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """``notes TAG`` checks the tag and prints the release notes; ``sums FOLDER`` writes SHA256SUMS there."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("what", choices=("notes", "sums"))
    parser.add_argument("of")
    asked = parser.parse_args()
    if asked.what == "sums":
        folder = Path(asked.of)
        (folder / "SHA256SUMS").write_text(sums(folder), encoding="ascii", newline="\n")
        return
    try:
        told = notes(
            asked.of,
            (ROOT / "cchc_cli" / "__init__.py").read_text("utf-8"),
            (ROOT / "CHANGELOG.md").read_text("utf-8"),
        )
    except ValueError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(told.encode())


def notes(tag: str, program: str, changelog: str) -> str:
    """Return the changelog's section of the version that a tag names.

    Raises ValueError where the tag is not that of the program's version, or where the changelog does not begin
    with that version and the day of its release: ``## 0.2.0 (05/02/2027)``.
    """
    found = re.search(r'^__version__ = "(.+)"$', program, re.MULTILINE)
    version = found[1] if found else ""
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, the program says {version}")
    first = re.search(r"^## (.+?)\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    heading = re.fullmatch(r"(\S+) \(\d{1,2}/\d{1,2}/\d{4}\)", first[1]) if first else None
    if first is None or heading is None or heading[1] != version:
        raise ValueError(f"the changelog must begin with “## {version} (ngày/tháng/năm)”")
    return f"{first[2].strip()}\n"


def sums(folder: Path) -> str:
    """Return the lines of SHA256SUMS for the files of a folder, as ``sha256sum --check`` reads them."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


if __name__ == "__main__":
    main()
