"""Phrases of real plans, classified by hand, are read as classified; the exceptions are named."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from cchc_cli.domain.deadline import Deadline, Misread, read

DATA = Path(__file__).parent / "data"


class Row(NamedTuple):
    phrase: str
    year: int
    accepted: tuple[frozenset[str], ...]
    due: str


class Outcome(NamedTuple):
    kinds: frozenset[str]
    due: str


def read_rows(name: str) -> list[Row]:
    rows = []
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            phrase, year, kinds, due, _ = line.split("\t")
            accepted = tuple(frozenset(reading.split("+")) for reading in kinds.split("|"))
            rows.append(Row(phrase, int(year), accepted, due))
    return rows


def outcome(row: Row) -> Outcome:
    found = read(row.phrase, row.year)
    if isinstance(found, Misread):
        return Outcome(frozenset({"error"}), "")
    days = [part.due for part in found.parts if part.due is not None]
    return Outcome(frozenset(str(part.kind) for part in found.parts), str(max(days)) if days else "")


def agrees(row: Row, found: Outcome) -> bool:
    if found.kinds not in row.accepted:
        return False
    return found.kinds == {"error"} or not row.due or found.due == row.due


def exceptions(name: str) -> tuple[int, list[tuple[str, str]], list[str]]:
    """The number of rows, those read otherwise than classified, and those refused though classified."""
    rows = read_rows(name)
    missed = [(row, found) for row in rows if not agrees(row, found := outcome(row))]
    wrong = [
        (row.phrase, f"{'+'.join(sorted(found.kinds))} {found.due}".strip())
        for row, found in missed
        if found.kinds != {"error"}
    ]
    return len(rows), wrong, [row.phrase for row, found in missed if found.kinds == {"error"}]


def test_phrases_of_other_offices_are_read_as_classified() -> None:
    total, wrong, refused = exceptions("deadline-phrases.tsv")
    # The range ends on 31/10 and the weekly report within it on 29/10; see docs/deadlines.md.
    assert wrong == [
        (
            "Từ 16/4/2025 - 31/10/2025, định kỳ báo cáo tiến độ thực hiện nhiệm vụ, đề án về Ban Chỉ đạo "
            "(qua Ban Tổ chức Trung ương) trước 15 giờ ngày thứ 4 hằng tuần",
            "every+window 2025-10-31",
        )
    ]
    assert refused == []
    assert total == 253
    assert (total - len(wrong) - len(refused)) / total >= 0.95
    assert len(wrong) / total < 0.02


def test_phrases_of_other_styles_are_read_as_classified() -> None:
    assert exceptions("deadline-phrases-own.tsv") == (418, [], [])


# The 36 rows of the plan 01/KH-KCNĐN of 2020, in their own words.
PLAN_ROWS = [
    ("I.1", "Theo thời hạn đã đăng ký với UBND tỉnh", ["external"]),
    ("I.2", "Tháng 11/2020", ["by 2020-11-30"]),
    (
        "II.1",
        "- Thường xuyên; - Trường hợp Trung ương điều chỉnh, thời hạn 30 ngày kể từ ngày Trung ương ban hành",
        ["ongoing", "after"],
    ),
    ("II.2", "Thực hiện theo chương trình của tỉnh", ["external"]),
    ("II.3", "Thực hiện theo chương trình của tỉnh", ["external"]),
    ("II.4", "Thường xuyên", ["ongoing"]),
    ("II.5", "Quý I/2020", ["by 2020-03-31"]),
    (
        "II.6",
        "- Phối hợp nội bộ: Quý I/2020 - Phối hợp bên ngoài: Theo chương trình chung của tỉnh.",
        ["Phối hợp nội bộ: by 2020-03-31", "Phối hợp bên ngoài: external"],
    ),
    (
        "II.7",
        "Thường xuyên tiếp nhận; kết nối chia sẻ dữ liệu theo chương trình chung của tỉnh",
        ["ongoing", "kết nối chia sẻ dữ liệu: external"],
    ),
    ("II.8", "Hàng tháng", ["every 2020-12-31"]),
    ("II.9", "Cập nhật công khai thường xuyên", ["ongoing"]),
    ("II.10", "Quý I/2020", ["by 2020-03-31"]),
    ("II.11", "Thường xuyên", ["ongoing"]),
    ("II.12", "Thường xuyên", ["ongoing"]),
    ("II.13", "Thường xuyên", ["ongoing"]),
    ("II.14", "", ["none"]),
    ("II.15", "Thường xuyên", ["ongoing"]),
    ("II.16", "Thường xuyên", ["ongoing"]),
    ("II.17", "Theo chương trình của tỉnh", ["external"]),
    ("II.18", "Theo kế hoạch của tỉnh và Ban Quản lý", ["external"]),
    ("III.1", "Theo tiến độ phê duyệt", ["external"]),
    ("III.2", "Theo tiến độ phê duyệt", ["external"]),
    ("III.3", "Theo tiến độ phê duyệt", ["external"]),
    ("III.4", "Theo tiến độ phê duyệt", ["external"]),
    ("III.5", "Thường xuyên", ["ongoing"]),
    ("IV.1", "Theo tiến độ phê duyệt", ["external"]),
    ("IV.2", "Chậm nhất trong quý III/2020", ["by 2020-09-30"]),
    ("V.1", "Tháng 10/2020", ["by 2020-10-31"]),
    ("V.2", "Theo tiến độ phê duyệt", ["external"]),
    ("VI.1", "Thường xuyên", ["ongoing"]),
    ("VI.2", "Theo kế hoạch và triển khai của tỉnh", ["external"]),
    ("VI.3", "Theo chương trình của tỉnh", ["external"]),
    ("VI.4", "Triển khai từ Quý I/2020", ["from"]),
    ("VII.1", "Tháng 01/2020", ["by 2020-01-31"]),
    ("VII.2", "Thường xuyên", ["ongoing"]),
    ("VII.3", "Định kỳ, đột xuất", ["ongoing", "adhoc"]),
]


@pytest.mark.parametrize(("task", "phrase", "expected"), PLAN_ROWS, ids=[task for task, _, _ in PLAN_ROWS])
def test_every_row_of_the_plan_of_2020_is_typed(task: str, phrase: str, expected: list[str]) -> None:
    found = read(phrase, 2020)
    assert isinstance(found, Deadline), task
    told = []
    for part in found.parts:
        label = f"{part.label}: " if part.label and task != "II.1" else ""
        told.append(f"{label}{part.kind} {part.due or ''}".strip())
    assert told == expected


def test_the_plan_of_2020_has_36_rows() -> None:
    assert len(PLAN_ROWS) == 36
