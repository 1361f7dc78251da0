"""What a form looks like to those who write and read it: its columns, its words, its hidden sheet."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.text import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HIDDEN_SHEET = "_cchc"
SHEET = "Tiến độ"
SCHEMA = "cchc.form/1"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form: its key, its heading and its width in characters; ``others`` are headings read, too."""

    key: str
    heading: str
    width: float
    others: tuple[str, ...] = ()


GIVEN = (
    Column("id", "Mã", 6.5, ("mã nhiệm vụ", "mã số")),
    Column("aspect", "Phần, kỳ", 8.5, ("phần", "kỳ")),
    Column("task", "Nhiệm vụ", 29, ("nội dung nhiệm vụ",)),
    Column("product", "Sản phẩm", 13),
    Column("deadline", "Thời hạn", 11.5),
    Column("due", "Đến hạn", 10.5),
    Column("state", "Tình trạng hiện nay", 12, ("tình trạng",)),
)
"""The columns that are given, and locked."""

ASKED = (
    Column("status", "Trạng thái", 12.5, ("trạng thái thực hiện",)),
    Column("date", "Ngày hoàn thành", 10.5, ("ngày",)),
    Column("result", "Kết quả", 24, ("kết quả thực hiện",)),
    Column("amount", "Số lượng", 7),
    Column("measure", "Đơn vị tính", 8, ("đvt",)),
    Column("evidence", "Tài liệu kiểm chứng", 15, ("tài liệu", "minh chứng")),
    Column("obstacle", "Khó khăn, vướng mắc", 15, ("khó khăn", "vướng mắc")),
    Column("ask", "Đề xuất", 14, ("đề xuất, kiến nghị", "kiến nghị")),
)
"""The columns that are to be filled in."""

COLUMNS = (*GIVEN, *ASKED)
ASKED_KEYS = tuple(column.key for column in ASKED)
HEADINGS = {fold(name): column.key for column in COLUMNS for name in (column.heading, *column.others)}
NAMES = {column.key: column.heading for column in COLUMNS}

STATUS_CHOICES = ("Hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Tạm dừng", "Không phát sinh")

_TYPED = {
    "done": (
        "hoàn thành", "đã hoàn thành", "hoàn thành đúng hạn", "hoàn thành quá hạn", "hoàn thành trước hạn", "hoàn tất",
        "đã hoàn tất", "xong", "đã xong", "làm xong", "đã thực hiện xong", "ht", "đã ht", "done",
    ),
    "started": (
        "đang thực hiện", "đang triển khai", "đang triển khai thực hiện", "đang làm", "đang tiến hành", "đang xử lý",
        "đã bắt đầu", "bắt đầu thực hiện", "đang th", "tiếp tục thực hiện", "started",
    ),
    "none": ("chưa thực hiện", "chưa triển khai", "chưa triển khai thực hiện", "chưa làm", "chưa bắt đầu", "chưa"),
    "paused": ("tạm dừng", "tạm ngừng", "đang tạm dừng", "tạm hoãn", "paused"),
    "nothing": ("không phát sinh", "chưa phát sinh", "không có phát sinh", "kps"),
}  # fmt: skip
STATUS_WORDS = {fold(word): status for status, words in _TYPED.items() for word in words}
"""What people write for the state of a task, without marks, and what they mean by it."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the hidden sheet says of a form: the plan, the unit and the period it is for.

    ``lines`` holds for each line its key and the fingerprint of the words of its task when it was made.
    """

    plan: str
    year: int
    unit: str
    period: str
    lines: tuple[tuple[str, str], ...] = ()

    @property
    def fingerprint(self) -> str:
        """What shows that the hidden sheet is as it was made."""
        return _digest(
            [self.plan, str(self.year), self.unit, self.period, *(part for pair in self.lines for part in pair)]
        )

    def rows(self) -> list[tuple[str, str]]:
        """Return the rows of the hidden sheet."""
        named = [
            ("schema", SCHEMA), ("plan", self.plan), ("year", str(self.year)), ("unit", self.unit),
            ("period", self.period), ("fingerprint", self.fingerprint),
        ]  # fmt: skip
        return [*named, *((f"line:{key}", mark) for key, mark in self.lines)]


def stamp_of(rows: Sequence[tuple[str, str]]) -> Stamp | None:
    """Return what the rows of a hidden sheet say; None where it is not one of ours, or was changed."""
    named: Mapping[str, str] = dict(rows)
    year = named.get("year", "")
    if named.get("schema") != SCHEMA or not (year.isascii() and year.isdigit() and len(year) == 4):
        return None
    lines = tuple((key.removeprefix("line:"), value) for key, value in rows if key.startswith("line:"))
    stamp = Stamp(named.get("plan", ""), int(year), named.get("unit", ""), named.get("period", ""), lines)
    return stamp if stamp.fingerprint == named.get("fingerprint") else None


def words_mark(text: str) -> str:
    """Return the fingerprint of a task's words, the same however its blanks and marks are stored."""
    return _digest([fold(nfc(text))])


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]
