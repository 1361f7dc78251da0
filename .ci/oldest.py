"""Print the oldest versions of the libraries that pyproject.toml allows, as constraints for pip."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path


def main() -> None:
    """Write one ``name==version`` a line."""
    project = tomllib.loads((Path(__file__).resolve().parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
    for requirement in project["dependencies"]:
        found = re.match(r"([A-Za-z0-9_.-]+)>=([^,;\s]+)", requirement)
        if found is None:
            sys.exit(f"no oldest version in {requirement!r}")
        sys.stdout.write(f"{found[1]}=={found[2]}\n")


if __name__ == "__main__":
    main()
