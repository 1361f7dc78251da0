"""Write the documentation's console blocks and pictures anew from the program itself.

python docs/tools/refresh.py            write what has changed
python docs/tools/refresh.py excel      write the blocks of that page alone
python docs/tools/refresh.py --check    write nothing; exit with 1 when something has changed
"""

from __future__ import annotations

import sys
from pathlib import Path

import pages
import pictures


def main() -> int:
    """Refresh, or check, and say on standard output what differs."""
    check = sys.argv[1:] == ["--check"]
    named = set(sys.argv[1:]) - {"--check"}
    stale: list[str] = []
    for page in (*pages.PAGES, *pages.HANDBOOK):
        if named and Path(page).stem not in named:
            continue
        if check:
            written = zip(pages.blocks(page), pages.answers(page), strict=True)
            stale += [f"{page}:{each.line}" for each, answer in written if answer != each.text]
        elif pages.rewrite(page):
            stale.append(page)
    for name, command in () if named else pictures.PICTURES.items():
        path, drawn = pictures.FOLDER / name, pictures.draw(command)
        if not path.exists() or path.read_text("utf-8") != drawn:
            stale.append(f"docs/pictures/{name}")
            if not check:
                path.write_text(drawn, encoding="utf-8", newline="\n")
    sys.stdout.write("".join(f"{each}\n" for each in stale))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
