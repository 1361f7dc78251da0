"""``cchc doctor``: whether this computer has what cchc needs, and what to do where it has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import Plain, PlanDir, Year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.cli.checkup import Answer
    from cchc_cli.cli.paint import Line

_MARKS = {"ok": "●", "look": "!", "broken": "✗"}
_PLAIN_MARKS = {"ok": "+", "look": "!", "broken": "x"}
_WORDS = {"ok": "được", "look": "nên xem", "broken": "chưa được"}
_STYLES = {"ok": "good", "look": "soon", "broken": "late"}


def doctor(
    plan: PlanDir = None,
    year: Year = None,
    format: Annotated[Plain, typer.Option("--format", help="Dạng kết quả.")] = Plain.TEXT,  # noqa: A002
) -> None:
    """Xem máy này có đủ những gì cchc cần: Python, git, PDF, chữ Việt, kế hoạch, quyền ghi.

    Không ghi gì. Kết thúc bằng mã 1 khi có chỗ chưa được.

    Ví dụ:
      cchc doctor
      cchc doctor --plan plan/2020 --format json
    """
    from cchc_cli.cli.checkup import Wish, examine

    answers = examine(Wish(plan, year))
    if format is Plain.JSON:
        from cchc_cli.cli.output import as_json

        listed = [
            {"id": each.id, "state": each.state, "subject": each.subject, "found": each.found, "remedy": each.remedy}
            for each in answers
        ]
        edge.out(as_json({"schema": "cchc.doctor/1", "checks": listed}))
    else:
        from cchc_cli.cli import paint

        paint.show(_page(answers, paint.page_width()))
    if any(each.state == "broken" for each in answers):
        raise typer.Exit(edge.FOUND)


def _page(answers: Sequence[Answer], width: int) -> list[Line]:
    from cchc_cli.cli import paint
    from cchc_cli.cli.output import ascii_only

    marks = _PLAIN_MARKS if ascii_only() else _MARKS
    lines: list[Line] = []
    for each in answers:
        state = f"{marks[each.state]} {_WORDS[each.state]:<11}"
        first, *others = paint.wrap(f"{each.subject}: {each.found}", width - len(state))
        lines.append([(state, _STYLES[each.state]), (first, "")])
        lines += [[(" " * len(state) + other, "")] for other in others]
        if each.remedy:
            lines += paint.indented(f"→ {each.remedy}", len(state), width, style="dim")
    return [*lines, [], *paint.indented(_summary(answers), 0, width)]


def _summary(answers: Sequence[Answer]) -> str:
    states = [each.state for each in answers]
    broken, look = states.count("broken"), states.count("look")
    if broken:
        return f"Có {broken} chỗ cần làm cho được trước khi dùng cchc, {look} chỗ nên xem."
    if look:
        return f"Dùng được. Có {look} chỗ nên xem."
    return "Dùng được, không thiếu gì."
