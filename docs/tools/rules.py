"""Write docs/rules.md, the manual of the rules, from the pages that ``cchc rule`` shows.

python docs/tools/rules.py            write it when it has changed
python docs/tools/rules.py --check    write nothing; exit with 1 when it has changed
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from cchc_cli.check.manual import BY_CODE  # noqa: E402 (found once its folder is known)
from cchc_cli.check.show import SEVERITIES  # noqa: E402

if TYPE_CHECKING:
    from cchc_cli.check.manual import Page

PAGE = ROOT / "docs" / "rules.md"
_HEAD = """\
# Các mã của “cchc validate”

`cchc validate` nêu mỗi chỗ bằng một mã không đổi qua các phiên bản. **Lỗi** là chỗ chương trình không dùng được như đã
ghi: còn lỗi thì chưa lập văn bản. **Lưu ý** là chỗ nên đối chiếu lại; văn bản ký như vậy thì giữ nguyên. Trên máy, xem
từng mã bằng `cchc rule MÃ`.

Chỗ đã đối chiếu và giữ nguyên thì thêm vào cuối dòng, hoặc một mình ở dòng trên, ghi chú có lý do:
`# cchc: ignore W404 văn bản ký ghi như vậy`. Lỗi về cú pháp và cấu trúc (E1, E2) thì không bỏ qua được.

Trang này do `python docs/tools/rules.py` lập từ chương trình; sửa lời ở `cchc_cli/check/manual/`.
"""


def manual() -> str:
    """Return the text of the page: a table of the codes, then each with its example."""
    rows = [
        f"| [{page.code}](#{page.code.lower()}) | {SEVERITIES[page.severity]} | {_cell(page.title)} |"
        for page in BY_CODE.values()
    ]
    table = "\n".join(["| Mã | Mức | Nói gì |", "|---|---|---|", *rows])
    return "\n".join([_HEAD, table, *map(_section, BY_CODE.values())])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")


def _seen(example: str) -> str:
    return example.replace("\N{ZERO WIDTH SPACE}", "<U+200B>")


def _section(page: Page) -> str:
    found = "Chưa đúng" if page.severity == "error" else "Nên xem"
    return "\n".join([
        f"\n## {page.code}\n",
        f"**{_cell(page.title)}** ({SEVERITIES[page.severity]}). {_cell(page.why)}\n",
        f"{found} (`{page.file}`):\n",
        f"```yaml\n{_seen(page.bad)}\n```\n",
        "Được:\n",
        f"```yaml\n{page.good}\n```\n",
        f"Cần làm: {_cell(page.remedy)}",
    ])  # fmt: skip


def main() -> int:
    """Write the page, or check it, and say on standard output whether it differs."""
    text = manual() + "\n"
    if PAGE.exists() and PAGE.read_text("utf-8") == text:
        return 0
    sys.stdout.write("docs/rules.md\n")
    if sys.argv[1:] == ["--check"]:
        return 1
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
