"""Write docs/tom-tat.html, the summary that prints on one A4 page, from docs/tom-tat.md.

python docs/tools/one_page.py            write it when it has changed
python docs/tools/one_page.py --check    write nothing; exit with 1 when it has changed

It carries the fonts of the reports, so that it prints the same on a machine without them.
"""

from __future__ import annotations

import base64
import sys

from markdown_it import MarkdownIt

from console import ROOT

SOURCE = ROOT / "docs" / "tom-tat.md"
PAGE = ROOT / "docs" / "tom-tat.html"
FONTS = {"regular": "400", "bold": "700"}

_STYLE = """\
@page { size: A4; margin: 12mm 14mm 10mm 16mm }
* { box-sizing: border-box }
body { font: 10.3pt/1.3 Tinos, "Times New Roman", serif; color: #111; max-width: 180mm; margin: 0 auto }
h1 { font-size: 15pt; margin: 0 0 1.5mm }
p { margin: 0 0 2.5mm }
table { width: 100%; border-collapse: collapse; margin: 0 0 3mm }
th { text-align: left; background: #e8edf3 }
th, td { border: 0.4pt solid #9aa5b1; padding: 0.55mm 1.6mm; vertical-align: top }
td:first-child { width: 34% }
code { font: 8.6pt "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace }
@media screen { body { padding: 8mm 0 } }
"""


def html() -> str:
    """Return the page."""
    source = SOURCE.read_text("utf-8")
    title = source.partition("\n")[0].removeprefix("# ")
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(source)
    faces = "".join(_face(name, weight) for name, weight in FONTS.items())
    return (
        f'<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>\n{faces}{_STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _face(name: str, weight: str) -> str:
    data = base64.b64encode((ROOT / "templates" / "fonts" / f"tinos-{name}.woff2").read_bytes()).decode("ascii")
    source = f'url("data:font/woff2;base64,{data}") format("woff2")'
    return f"@font-face {{ font-family: Tinos; font-weight: {weight}; src: {source} }}\n"


def main() -> int:
    """Write the page, or check it, and say on standard output whether it differs."""
    text = html()
    if PAGE.exists() and PAGE.read_text("utf-8") == text:
        return 0
    sys.stdout.write("docs/tom-tat.html\n")
    if sys.argv[1:] == ["--check"]:
        return 1
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
