"""What is said about a row: days, dates, what is missing, and why it has its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.periods import read_period
from cchc_cli.domain.target import number
from cchc_cli.domain.vocabulary import DONE, STATE_LABELS, STATUS_LABELS, State, short_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from cchc_cli.domain.figures import Figures
    from cchc_cli.domain.model import Fact, Moment, Reading
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.target import Target

MOST_PERIODS = 4
# Words that begin the name of a figure, not of a thing: "Số cuộc họp 02", never "02 Số cuộc họp".
_FIGURES = ("số ", "tổng ", "tỷ lệ ", "tỉ lệ ")


def two(count: int) -> str:
    """Write a count as offices do: ``01``, ``09``, ``10``; none is ``0``."""
    return f"{count:02d}" if count else "0"


def state(row: Standing) -> str:
    """Name the state of a row; what is not known is not said."""
    if row.misread is not None and row.state is State.NO_DEADLINE:
        return "Chưa đọc được thời hạn"
    if row.state is State.IN_TIME and row.reported:
        return "Đang thực hiện, trong hạn"
    if row.state is State.OVERDUE and not row.reported:
        return "Quá hạn, chưa có báo cáo kết quả"
    return STATE_LABELS[row.state]


def moment(each: Moment) -> str:
    """Say for which day, and by whose knowledge: ``Tính đến 30/06/2020, theo những gì đã ghi đến 14/06/2020``."""
    text = f"Tính đến {short_date(each.as_of)}"
    return text + (f", theo những gì đã ghi đến {short_date(each.known_on)}" if each.known_on else "")


def timing(row: Standing) -> str:
    """Say how late or how soon: ``trễ 31 ngày``, ``còn 5 ngày``, ``hạn hôm nay``."""
    if row.days is None or row.state in DONE:
        return ""
    if row.days > 0:
        return f"trễ {row.days} ngày"
    return f"còn {-row.days} ngày" if row.days else "hạn hôm nay"


def due(row: Standing) -> str:
    """Say when it is or was due, with the first date where it was extended."""
    if row.due is None:
        return ""
    text = f"hạn {short_date(row.due)}"
    if row.extended and row.first_due is not None:
        text += f" (gia hạn, hạn đầu {short_date(row.first_due)})"
    return text


def leads(row: Standing) -> str:
    """Name who leads the row."""
    return ", ".join(mention.name for mention in row.lead) or "chưa ghi đơn vị"


def periods(named: Iterable[str]) -> str:
    """Name periods in words, the middle left out where there are many."""
    labels = [period.label if (period := read_period(text)) else text for text in named]
    if len(labels) > MOST_PERIODS:
        return f"{len(labels)} kỳ ({labels[0]} đến {labels[-1]})"
    return ", ".join(labels)


def lacking(row: Standing) -> list[str]:
    """Say what is missing: the periods of recurring work, the part of a compound row, any report at all."""
    said: list[str] = []
    if row.missing:
        said.append(f"thiếu {periods(row.missing)}")
    late = [part for part in row.parts if part.state == row.state]
    if len(row.parts) > 1 and len(late) < len(row.parts):
        said += [f"phần {part.letter}) {part.part.label or part.part.text}" for part in late if not part.missing]
    if row.state is State.LATE_START and row.deciding is not None:
        said.append(f"“{row.deciding.part.text}”, chưa có báo cáo triển khai")
    elif not row.reported:
        said.append("chưa có báo cáo kết quả")
    return said


def totals(figures: Figures) -> str:
    """Say what is counted: ``36 mục: 35 nhiệm vụ, 01 chỉ tiêu; trong đó 01 nhiệm vụ do cơ quan ngoài chủ trì``."""
    text = f"{two(figures.total)} mục: {two(figures.tasks)} nhiệm vụ, {two(figures.indicators)} chỉ tiêu"
    if figures.outside:
        text += f"; trong đó {two(figures.outside)} nhiệm vụ do cơ quan ngoài chủ trì"
    return text


OFFICIAL = (
    (State.DONE_ON_TIME, "hoàn thành đúng hạn"),
    (State.DONE_LATE, "hoàn thành quá hạn"),
    (State.IN_TIME, "chưa hoàn thành, trong hạn"),
    (State.OVERDUE, "quá hạn chưa hoàn thành"),
)
OTHERS = (
    (State.LATE_START, "chưa có báo cáo triển khai"),
    (State.ONGOING, "thường xuyên"),
    (State.STALE, "thường xuyên, chưa báo cáo trong kỳ"),
    (State.WAITING, "chờ ấn định thời hạn"),
    (State.DORMANT, "chưa phát sinh"),
    (State.NO_DEADLINE, "không ghi thời hạn"),
    (State.PAUSED, "tạm dừng"),
    (State.DROPPED, "đưa ra khỏi kế hoạch"),
)


def classes(figures: Figures, others: Iterable[tuple[State, str]] = OTHERS) -> tuple[str, str]:
    """Return the agency's own tasks by the four official classes, and by the classes without a date."""
    four = "; ".join(f"{label} {two(figures.own[each])}" for each, label in OFFICIAL)
    return four, "; ".join(f"{label} {two(figures.own[each])}" for each, label in others if figures.own[each])


def official(figures: Figures) -> tuple[str, str]:
    """Say the classes as sentences: the four official ones, then those without a date."""
    four, rest = classes(figures)
    own = f"{two(figures.own.total())} nhiệm vụ của cơ quan: {four}."
    return own, f"Không có ngày hạn: {rest}." if rest else ""


def amounts(counted: Iterable[tuple[str, Decimal]]) -> str:
    """Write counted things as offices do: ``35 bản tin, 02 kỳ``; a name that is itself a figure goes before it."""
    return ", ".join(map(_amount, counted))


def _amount(each: tuple[str, Decimal]) -> str:
    name, amount = each
    figure = two(int(amount)) if amount == int(amount) and 0 <= amount < 10 else number(amount)
    return f"{name} {figure}" if f"{name.casefold()} ".startswith(_FIGURES) else f"{figure} {name}"


def reading(each: Reading) -> str:
    """Write a reading: ``97,2`` or ``1.234/1.270 = 97,17``."""
    value = number(each.value)
    if each.base is not None and each.count is not None:
        return f"{number(each.count)}/{number(each.base)} = {value}"
    return value


def measured(each: Reading, target: Target) -> str:
    """Write a reading in its target's unit: ``97,2%``, ``1.234/1.270 = 97,17%``."""
    return f"{reading(each)}{target.suffix}"


def happened(fact: Fact) -> str:
    """Say what a fact says, in one line."""
    said: list[str] = []
    if fact.status is not None:
        said.append(STATUS_LABELS[fact.status])
    if fact.due is not None:
        said.append(f"thời hạn {short_date(fact.due)}")
    if fact.event:
        said.append(f"sự kiện: {fact.event}")
    if fact.result:
        named = f" ({periods([fact.period])})" if fact.period else ""
        said.append(f"kết quả{named}: {fact.result}")
    if fact.quantity:
        said.append(f"số lượng: {amounts(fact.quantity)}")
    if fact.obstacle:
        said.append(f"vướng mắc: {fact.obstacle}")
    if fact.ask:
        said.append(f"kiến nghị: {fact.ask}")
    if fact.resolved:
        said.append(f"đã giải quyết: {fact.resolved}")
    if fact.lead:
        said.append(f"giao cho {fact.lead}")
    if fact.void:
        said.append(f"bỏ mục {fact.void} ghi nhầm")
    if fact.part:
        said[0] = f"phần {fact.part}) {said[0]}"
    return "; ".join([*(each.rstrip(" .;") for each in said[:-1]), *said[-1:]])


def cited(fact: Fact) -> str:
    """Name a fact so that people find it: its day and id."""
    return f"ngày {short_date(fact.date)}" + (f" [{fact.id}]" if fact.id else "")
