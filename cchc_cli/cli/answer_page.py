"""How far the units have answered for a period, as a page, as rows and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.cli import edge
from cchc_cli.cli.options import Format

if TYPE_CHECKING:
    import datetime as dt

    from cchc_cli.cli.paint import Line
    from cchc_cli.domain.collecting import Answers, GroupAnswers
    from cchc_cli.domain.model import Moment
    from cchc_cli.domain.windows import Window


NOBODY = "Không đơn vị nào phải trả lời trong kỳ này."


class AnswerPage:
    """What ``forms status`` shows, in the forms it can be shown in."""

    def __init__(self, moment: Moment, window: Window, units: list[Answers], groups: list[GroupAnswers]) -> None:
        self._moment, self._window, self._units, self._groups = moment, window, units, groups

    def data(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "schema": "cchc.forms-status/1",
            "as_of": self._moment.as_of.isoformat(),
            "period": self._window.code,
            "start": self._window.start.isoformat(),
            "end": self._window.end.isoformat(),
            "units": [_unit_data(each) for each in self._units],
            "groups": [
                {"id": group.unit.id, "name": group.unit.name, "members": [_unit_data(each) for each in group.members]}
                for group in self._groups
            ],
        }

    def cells(self) -> tuple[list[str], list[list[str]]]:
        """Return it as a table: a row for each unit."""
        head = ["Mã đơn vị", "Đơn vị", "Cần trả lời", "Đã trả lời", "Lần cuối", "Còn thiếu", "Trong nhóm"]
        rows = [
            [
                each.unit.id, each.unit.name, str(len(each.owed)), str(len(each.answered)),
                each.last.isoformat() if each.last else "", ", ".join(row.task.id for row in each.waiting),
                ", ".join(group.unit.name for group in self._groups if _is_member(group, each)),
            ]
            for each in self._units
        ]  # fmt: skip
        return head, rows

    def lines(self) -> list[Line]:
        """Return it as a page for the terminal."""
        from cchc_cli.cli import paint
        from cchc_cli.domain import wording
        from cchc_cli.domain.vocabulary import short_date
        from cchc_cli.domain.windows import title_of

        width = paint.page_width()
        head = [
            (f"BIỂU MẪU {title_of(self._window.code)}", "strong"),
            (f"nộp trước {short_date(self._window.end)}", ""),
            (wording.moment(self._moment), "dim"),
        ]
        lines: list[Line] = [*paint.flow(head, width), paint.rule(width)]
        if not self._units:
            lines.append([(NOBODY, "dim")])
        for each in self._units:
            lines += _card(each, width)
        for group in self._groups:
            lines += _group_card(group, width)
        return lines


def _card(each: Answers, width: int) -> list[Line]:
    from cchc_cli.cli import paint

    told = f"đã trả lời {len(each.answered)}/{len(each.owed)}"
    style = "good" if not each.waiting else "" if each.answered else "late"
    lines = paint.flow([(each.unit.name, "strong"), (told, style), (_last(each.last), "dim")], width)
    if each.waiting:
        lines += paint.indented(f"Còn thiếu: {_waiting(each)}", 4, width)
    return lines


def _group_card(group: GroupAnswers, width: int) -> list[Line]:
    from cchc_cli.cli import paint

    lines: list[Line] = [[], *paint.indented(f"Nhóm {group.unit.name}", 0, width, style="head")]
    for each in group.members:
        told = f"đã trả lời {len(each.answered)}/{len(each.owed)}" if each.owed else "không phải trả lời"
        missing = f"; còn thiếu {_waiting(each)}" if each.waiting else ""
        lines += paint.indented(f"{each.unit.name}: {told}{missing}", 4, width)
    return lines


def _waiting(each: Answers) -> str:
    """Name the rows still without word, with the parts and periods where only those are missing."""
    lacking = dict(each.lacking)
    ids = (row.task.id for row in each.waiting)
    return ", ".join(f"{task} ({'; '.join(lacking[task])})" if task in lacking else task for task in ids)


def _last(day: dt.date | None) -> str:
    from cchc_cli.domain.vocabulary import short_date

    return f"lần cuối {short_date(day)}" if day else "chưa trả lời lần nào"


def _is_member(group: GroupAnswers, answers: Answers) -> bool:
    return any(member.unit.id == answers.unit.id for member in group.members)


def _unit_data(each: Answers) -> dict[str, object]:
    return {
        "id": each.unit.id,
        "name": each.unit.name,
        "owed": [row.task.id for row in each.owed],
        "answered": [row.task.id for row in each.answered],
        "waiting": [row.task.id for row in each.waiting],
        "lacking": {task: list(aspects) for task, aspects in each.lacking},
        "last": each.last.isoformat() if each.last else None,
    }


def show(page: AnswerPage, asked: Format | None, output: str | None) -> None:
    """Write the page in the form asked for, where it is wanted."""
    from cchc_cli.cli import output as written
    from cchc_cli.cli import paint
    from cchc_cli.cli.listing import chosen_format

    head, cells = page.cells()
    form = chosen_format(asked, output)
    if not cells and form is not Format.JSON and form is not Format.TABLE:
        edge.talk(NOBODY)
    match form:
        case Format.JSON:
            written.deliver(written.as_json(page.data()), output)
        case Format.TABLE if output is None:
            paint.show(page.lines())
        case Format.TABLE:
            written.deliver("\n".join(map(paint.plain, page.lines())), output)
        case Format.CSV:
            written.deliver(written.as_csv(head, cells), output, spreadsheet=True)
        case Format.MD:
            written.deliver(written.as_markdown(head, cells), output)
        case _:
            written.deliver(written.as_tsv(cells), output)
