"""The figures of many plans for a terminal, and as rows for spreadsheets and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.cli import paint
from cchc_cli.domain import rollup_words as words
from cchc_cli.domain import wording
from cchc_cli.domain.vocabulary import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.cli.paint import Line
    from cchc_cli.domain.figures import Figures
    from cchc_cli.domain.rollup import Rollup

_ORDERS = {"overdue": "xếp theo số quá hạn", "completion": "xếp theo tỷ lệ hoàn thành", "name": "xếp theo tên"}
_HEADS = (("Nhiệm", "vụ"), ("Hoàn", "thành"), ("Đúng", "hạn"), ("Quá", "hạn"), ("Tỷ lệ", "hoàn thành"))
_AMOUNT, _RATE, _GAP = 7, 22, 2
_CLASSES = (*wording.OFFICIAL, *wording.OTHERS)


def page(rollup: Rollup) -> list[Line]:
    """Return the comparison as lines: groups in order, the sums, the plans with errors."""
    width = paint.page_width()
    overdue = rollup.whole.own[State.OVERDUE]
    head = [
        (f"TỔNG HỢP NĂM {rollup.year}", "strong"),
        (f"quá hạn {overdue}", "late" if overdue else "good"),
        (f"đã xong {rollup.whole.done}/{rollup.whole.completion.whole}", "good"),
        (words.moment(rollup), "dim"),
        (_ORDERS[rollup.order], "dim"),
    ]
    lines: list[Line] = [*paint.flow(head, width), paint.rule(width), *_head(rollup, width)]
    for each in rollup.ranked:
        lines += _row(words.place(each), words.name(each.group, rollup), each.group.figures, width)
    lines += [paint.rule(width), *_row("", words.total_label(rollup), rollup.whole, width, style="strong"), []]
    lines += paint.indented(f"{words.sums(rollup)}.", 0, width, style="dim")
    for sentence in wording.official(rollup.whole):
        if sentence:
            lines += paint.indented(sentence, 0, width, style="dim")
    for remark in words.remarks(rollup):
        lines += paint.indented(remark, 0, width, style="dim")
    return [*lines, *_broken(rollup, width)]


def _name_width(width: int) -> int:
    return width - 4 - 4 * _AMOUNT - _RATE


def _head(rollup: Rollup, width: int) -> Iterator[Line]:
    room = _name_width(width)
    for at in (0, 1):
        named = f"{'TT':>3} {words.GROUPED[rollup.by]:<{room}}" if at == 0 else " " * (room + 4)
        amounts = "".join(f"{head[at]:>{_AMOUNT}}" for head in _HEADS[:-1])
        yield [(f"{named}{amounts}{_HEADS[-1][at]:>{_RATE}}", "head")]


def _row(place: str, name: str, figures: Figures, width: int, *, style: str = "") -> Iterator[Line]:
    room = _name_width(width)
    first, *more = paint.wrap(name, room - _GAP)
    overdue = figures.own[State.OVERDUE]
    yield [
        (f"{place:>3} ", "dim"),
        (f"{first:<{room}}", style),
        (f"{figures.own.total():>{_AMOUNT}}{figures.done:>{_AMOUNT}}", style),
        (f"{figures.own[State.DONE_ON_TIME]:>{_AMOUNT}}", style),
        (f"{overdue:>{_AMOUNT}}", "late" if overdue else style),
        (f"{figures.completion!s:>{_RATE}}", style),
    ]
    for line in more:
        yield [("    ", ""), (line, style)]


def _broken(rollup: Rollup, width: int) -> Iterator[Line]:
    if not rollup.broken:
        return
    yield []
    yield [(words.broken_heading(rollup), "late")]
    for each in rollup.broken:
        yield from paint.indented(f"{words.said_of(each)}: {each.errors} lỗi", 2, width, style="strong")
        yield from paint.indented(each.first, 4, width)


def heading(rollup: Rollup) -> list[str]:
    """Return the headings of the rows."""
    classes = [label.capitalize() for _, label in _CLASSES]
    rates = [f"{rate}: {part}" for rate in words.RATES for part in ("tử số", "mẫu số", "%")]
    return [
        "TT", words.GROUPED[rollup.by], "Cơ quan", "Kế hoạch", "Số mục", "Chỉ tiêu", "Cơ quan ngoài chủ trì",
        "Nhiệm vụ", *classes, *rates,
    ]  # fmt: skip


def cells(rollup: Rollup) -> list[list[str]]:
    """Return a row for every group, each class of tasks in a column."""
    rows: list[list[str]] = []
    for each in rollup.ranked:
        group, figures = each.group, each.group.figures
        counted = (group.plans, figures.total, figures.indicators, figures.outside, figures.own.total())
        rates = [
            str(word)
            for rate in (figures.completion, figures.on_time)
            for word in (rate.part, rate.whole, rate.percent)
        ]
        named = f"{group.title} ({group.parent})" if group.parent else group.title
        agency = group.title if rollup.by == "agency" else group.agency
        rows.append(
            [
                words.place(each),
                named,
                agency,
                *map(str, counted),
                *(str(figures.own[state]) for state, _ in _CLASSES),
                *rates,
            ]
        )
    return rows


def talk(rollup: Rollup) -> Iterator[str]:
    """Yield what rows have no place for: the remarks, and the plans with errors."""
    yield f"{words.moment(rollup)}: {words.sums(rollup)}."
    yield from words.remarks(rollup)
    for each in rollup.broken:
        yield f"{words.said_of(each)}: {each.errors} lỗi; {each.first}"
