"""The words of the field: what is written in the files and what is shown for it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import lru_cache

from cchc_cli.domain.deadline.parts import Kind

Date = dt.date


class Status(StrEnum):
    """What a fact says of a task's life; everything else about its state is computed."""

    STARTED = "started"
    DONE = "done"
    PAUSED = "paused"
    RESUMED = "resumed"
    DROPPED = "dropped"
    REOPENED = "reopened"


class State(StrEnum):
    """The state of a row at a date, always computed from plan, facts and date."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    LATE_START = "late_start"
    ONGOING = "ongoing"
    STALE = "stale"
    WAITING = "waiting"
    DORMANT = "dormant"
    NO_DEADLINE = "no_deadline"
    MET = "met"
    NOT_MET = "not_met"
    NOT_MEASURED = "not_measured"
    PAUSED = "paused"
    DROPPED = "dropped"


STATUS_LABELS = {
    Status.STARTED: "bắt đầu thực hiện",
    Status.DONE: "hoàn thành",
    Status.PAUSED: "tạm dừng",
    Status.RESUMED: "tiếp tục thực hiện",
    Status.DROPPED: "đưa ra khỏi kế hoạch",
    Status.REOPENED: "mở lại",
}

STATE_LABELS = {
    State.DONE_ON_TIME: "Hoàn thành đúng hạn",
    State.DONE_LATE: "Hoàn thành quá hạn",
    State.IN_TIME: "Chưa hoàn thành, trong hạn",
    State.OVERDUE: "Quá hạn chưa hoàn thành",
    State.LATE_START: "Chưa có báo cáo triển khai",
    State.ONGOING: "Thường xuyên",
    State.STALE: "Thường xuyên, chưa báo cáo kết quả trong kỳ",
    State.WAITING: "Chờ ấn định thời hạn",
    State.DORMANT: "Chưa phát sinh",
    State.NO_DEADLINE: "Không ghi thời hạn",
    State.MET: "Đạt",
    State.NOT_MET: "Chưa đạt",
    State.NOT_MEASURED: "Chưa có số liệu",
    State.PAUSED: "Tạm dừng",
    State.DROPPED: "Đưa ra khỏi kế hoạch",
}

WORST_FIRST = (
    State.OVERDUE,
    State.LATE_START,
    State.STALE,
    State.IN_TIME,
    State.WAITING,
    State.NO_DEADLINE,
    State.ONGOING,
    State.DORMANT,
    State.DONE_LATE,
    State.DONE_ON_TIME,
)
"""The order in which a compound row takes the state of its worst part."""

LATE = frozenset({State.OVERDUE, State.LATE_START})
"""The states that ``--overdue`` lists."""

DONE = frozenset({State.DONE_ON_TIME, State.DONE_LATE})

KIND_LABELS = {
    Kind.BY: "có hạn",
    Kind.WINDOW: "trong khoảng",
    Kind.FROM: "triển khai từ",
    Kind.ONGOING: "thường xuyên",
    Kind.EVERY: "định kỳ",
    Kind.EXTERNAL: "theo văn bản khác",
    Kind.AFTER: "sau sự kiện",
    Kind.ADHOC: "đột xuất",
    Kind.NONE: "không ghi",
}

AREAS = {
    "the_che": "Cải cách thể chế",
    "tthc": "Cải cách thủ tục hành chính",
    "bo_may": "Cải cách tổ chức bộ máy",
    "cong_vu": "Cải cách chế độ công vụ",
    "tai_chinh_cong": "Cải cách tài chính công",
    "chinh_quyen_so": "Xây dựng chính quyền điện tử, chính quyền số",
    "chi_dao_dieu_hanh": "Chỉ đạo, điều hành cải cách hành chính",
}
"""The stable codes of the reform areas with their usual titles; a plan may add areas of its own."""

TASK_FIELDS = {
    "number": "STT",
    "task": "Nhiệm vụ",
    "product": "Sản phẩm",
    "lead": "Đơn vị chủ trì",
    "support": "Đơn vị phối hợp",
    "deadline": "Thời gian hoàn thành",
    "schedule": "Thời hạn diễn giải",
    "leader": "Lãnh đạo phụ trách",
    "budget": "Kinh phí",
    "notes": "Ghi chú",
}
"""The columns of a row that people name, as files and commands write them."""

PART_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters that name the parts of a compound row, in the order of Vietnamese points (NĐ 30/2020/NĐ-CP)."""


def part_letter(position: int) -> str:
    """Return the letter of the part at ``position`` (0 = a); beyond the alphabet ``a2``, ``b2`` ..."""
    turn, index = divmod(position, len(PART_LETTERS))
    return PART_LETTERS[index] + (str(turn + 1) if turn else "")


def short_date(day: Date) -> str:
    """Write a date as tables do: ``31/03/2020``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def prose_date(day: Date) -> str:
    """Write a date as the text of documents does: ``08/11/2019``, ``14/3/2020``, ``05/02/2020``.

    Zeros stand before days under 10 and before months 1 and 2 only (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def long_date(day: Date) -> str:
    """Write a date in full: ``ngày 05 tháng 02 năm 2020``."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def _month(day: Date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


@lru_cache(maxsize=4096)
def read_date(text: str) -> Date | None:
    """Read ``2020-03-14``, ``14/3/2020`` or ``14-3-2020``; None for anything else or an impossible date.

    Remembered: the entries of a plan name the same days again and again.
    """
    words = text.strip().replace("/", "-").split("-")
    if len(words) != 3 or not all(word.isascii() and word.isdigit() and len(word) <= 4 for word in words):
        return None
    iso = len(words[0]) == 4
    if not iso and len(words[2]) != 4:
        return None
    year, month, day = (int(word) for word in (words if iso else reversed(words)))
    try:
        return Date(year, month, day)
    except ValueError:
        return None
