"""What is said of many plans: the columns that every format shows, their cells, title, sums and remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.model import Moment
from cchc_cli.domain.vocabulary import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.figures import Figures
    from cchc_cli.domain.rollup import Broken, By, Group, Ranked, Rollup

GROUPED: dict[By, str] = {
    "agency": "Cơ quan",
    "area": "Lĩnh vực",
    "unit": "Đơn vị chủ trì",
    "section": "Mục của phụ lục",
}
COLUMNS = (
    "Nhiệm vụ", "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Chưa hoàn thành, trong hạn", "Quá hạn chưa hoàn thành",
    "Không có ngày hạn",
)  # fmt: skip
"""The columns of numbers: the first is the sum of the others."""
RATES = ("Tỷ lệ hoàn thành", "Tỷ lệ đúng hạn")
BROKEN = ("Kế hoạch", "Số lỗi", "Lỗi đầu tiên")
MARK = "*"
_OFFICIAL = tuple(state for state, _ in wording.OFFICIAL)
_MOST_NAMED = 5


def numbers(figures: Figures) -> tuple[int, ...]:
    """Return the numbers of the columns: the agency's own tasks, the four official classes, the others."""
    own = figures.own.total()
    four = tuple(figures.own[state] for state in _OFFICIAL)
    return (own, *four, own - sum(four))


def rates(figures: Figures) -> tuple[str, str]:
    """Return the rates of completion and of work done on time, each with its parts."""
    return str(figures.completion), str(figures.on_time)


def name(group: Group, rollup: Rollup) -> str:
    """Return the name of a group, with what tells it apart; a mark says that one of its plans has errors."""
    agency = f", {group.agency}" if group.agency else ""
    parent = f" ({group.parent})" if group.parent else ""
    marked = rollup.by == "agency" and any(each.counted and each.agency == group.title for each in rollup.broken)
    return f"{group.title}{agency}{parent}{MARK if marked else ''}"


def place(each: Ranked) -> str:
    """Return the place of a group as it is written, a dash where it has none."""
    return "-" if each.place is None else str(each.place)


def title(rollup: Rollup) -> str:
    """Return the title of the document."""
    return f"Tổng hợp kết quả thực hiện kế hoạch cải cách hành chính năm {rollup.year}"


def moment(rollup: Rollup) -> str:
    """Say for which day, and by whose knowledge."""
    return wording.moment(Moment(rollup.as_of, rollup.known_on))


def sums(rollup: Rollup) -> str:
    """Say what is counted: ``300 kế hoạch, 18.000 mục: ...``."""
    return f"{wording.two(rollup.plans)} kế hoạch; {wording.totals(rollup.whole)}"


def total_label(rollup: Rollup) -> str:
    """Return what stands before the line of totals."""
    return f"Cộng {wording.two(rollup.plans)} kế hoạch"


def broken_heading(rollup: Rollup) -> str:
    """Return the heading of the plans with errors."""
    return f"Kế hoạch có lỗi: {wording.two(len(rollup.broken))}"


def said_of(each: Broken) -> str:
    """Name a plan with errors, its agency first where that is known."""
    said = f"{each.agency} - {each.name}" if each.agency else each.name
    return said if each.counted else f"{said} (chưa tính)"


def remarks(rollup: Rollup) -> Iterator[str]:
    """Yield what readers must know to understand the figures."""
    if rollup.whole.outside:
        yield f"{wording.two(rollup.whole.outside)} nhiệm vụ do cơ quan ngoài chủ trì không tính vào các cột và tỷ lệ."
    if rollup.whole.own[State.LATE_START]:
        amount = wording.two(rollup.whole.own[State.LATE_START])
        yield f"“Không có ngày hạn” gồm cả {amount} nhiệm vụ chưa có báo cáo triển khai."
    if any(each.counted for each in rollup.broken):
        yield f"{MARK} Kế hoạch có lỗi: mới tính phần đọc được."
    if rollup.twice:
        yield f"Có hơn một kế hoạch năm {rollup.year}, đều được tính: {_listed(rollup.twice)}."
    if rollup.elsewhere:
        count = wording.two(len(rollup.elsewhere))
        yield f"{count} nơi không có kế hoạch năm {rollup.year} nên không tính: {_listed(rollup.elsewhere)}."


def _listed(names: tuple[str, ...]) -> str:
    rest = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" và {rest} nơi khác" if rest > 0 else "")
