"""``cchc rule``: the manual page of a code that ``validate`` reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import Plain

if TYPE_CHECKING:
    from cchc_cli.check.manual import Page
    from cchc_cli.cli.paint import Line


def codes(incomplete: str) -> list[tuple[str, str]]:
    """Offer the codes there are to the shell's completion."""
    from cchc_cli.check.manual import BY_CODE

    return [(code, page.title) for code, page in BY_CODE.items() if code.startswith(incomplete.upper())]


def rule(
    code: Annotated[str | None, typer.Argument(metavar="MÃ", help="Mã mà “cchc validate” nêu, ví dụ W404; không ghi thì kê mọi mã.", autocompletion=codes, show_default=False)] = None,
    format: Annotated[Plain, typer.Option("--format", help="Dạng kết quả.")] = Plain.TEXT,  # noqa: A002
) -> None:  # fmt: skip
    """Xem một mã của “cchc validate” nói gì, vì sao, và cần làm gì.

    Ví dụ:
      cchc rule W404
      cchc rule
    """
    from cchc_cli.check.manual import BY_CODE, page_of

    asked = list(BY_CODE.values()) if code is None else [page_of(code)]
    if format is Plain.JSON:
        from cchc_cli.cli.output import as_json

        edge.out(as_json({"schema": "cchc.rules/1", "rules": [_data(page) for page in asked]}))
    elif code is not None:
        from cchc_cli.cli import paint

        paint.show(_page(asked[0], paint.page_width()))
    elif edge.is_terminal():
        from cchc_cli.cli import paint

        paint.show(_index(asked, paint.page_width()))
    else:
        from cchc_cli.cli.output import as_tsv

        edge.out(as_tsv([(page.code, _severity(page), page.title) for page in asked]))


def _severity(page: Page) -> str:
    from cchc_cli.check.show import SEVERITIES

    return SEVERITIES[page.severity]


def _data(page: Page) -> dict[str, Any]:
    return {
        "code": page.code,
        "severity": page.severity,
        "title": page.title,
        "why": page.why,
        "file": page.file,
        "bad": page.bad,
        "good": page.good,
        "remedy": page.remedy,
    }


def _index(pages: list[Page], width: int) -> list[Line]:
    from cchc_cli.cli import paint

    lines: list[Line] = []
    for page in pages:
        style = "late" if page.severity == "error" else "soon"
        first, *others = paint.wrap(page.title, width - 14)
        lines.append([(f"{page.code}  ", "strong"), (f"{_severity(page):<8}", style), (first, "")])
        lines += [[(" " * 14 + other, "")] for other in others]
    return [*lines, [], [("Xem một mã: cchc rule MÃ", "dim")]]


def _page(page: Page, width: int) -> list[Line]:
    from cchc_cli.check.selection import is_firm
    from cchc_cli.cli import paint

    lines: list[Line] = []
    style = "late" if page.severity == "error" else "soon"
    first, *others = paint.wrap(page.title, width - 14)
    lines.append([(f"{page.code}  ", "strong"), (f"{_severity(page):<8}", style), (first, "strong")])
    lines += [[(" " * 14 + other, "strong")] for other in others]
    lines += [[], *paint.indented(page.why, 2, width)]
    found = "Chưa đúng" if page.severity == "error" else "Nên xem"
    for head, example in ((f"{found} ({page.file}):", page.bad), ("Được:", page.good)):
        lines += [[], [(f"  {head}", "head")]]
        # An example keeps its own lines: broken anywhere else it would be another file.
        lines += [[("    " + edge.visible(line), "")] for line in example.split("\n")]
    lines += [[], [("  Cần làm:", "head")], *paint.indented(page.remedy, 2, width)]
    if not is_firm(page.code) and page.code != "W120":
        aside = f"Đã xem và giữ nguyên: thêm vào cuối dòng “# cchc: ignore {page.code} lý do”."
        lines += [[], *paint.indented(aside, 2, width, style="dim")]
    return lines
