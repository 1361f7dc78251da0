"""Write a plan of many tasks, the same each time, for measuring how cost grows with their number.

    python benchmarks/large_plan.py DIRECTORY --tasks 1000

Rows are as long as those of a real plan; every kind of deadline is there, and two of three rows have facts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

YEAR = 2020
SECTION_SIZE = 50
DEADLINES = (
    "Quý I/2020",
    "Thường xuyên",
    "Tháng 11/2020",
    "Theo chương trình của tỉnh",
    "Hàng tháng",
    "Chậm nhất trong quý III/2020",
    "- Phối hợp nội bộ: Quý I/2020 - Phối hợp bên ngoài: Theo chương trình chung của tỉnh.",
    "Triển khai từ Quý I/2020",
    "30 ngày kể từ ngày Trung ương ban hành",
    "Định kỳ, đột xuất",
)
WORK = (
    "Rà soát, chuẩn hóa các quy trình phối hợp thực hiện nhiệm vụ giữa các cơ quan nhà nước với nhau, xác định rõ "
    "trách nhiệm của từng cơ quan, đơn vị, từng cán bộ, công chức trong phối hợp xử lý các nhiệm vụ chung, việc thứ"
)
PRODUCT = "Các quy trình, cấu hình lên phần mềm một cửa của Ban Quản lý"
RESULT = "Đã rà soát, trình ban hành bộ quy trình; công khai trên trang thông tin điện tử của cơ quan, đợt"
AREAS = ("the_che", "tthc", "bo_may", "cong_vu", "tai_chinh_cong", "chinh_quyen_so", "chi_dao_dieu_hanh")


def write_plan(directory: Path, tasks: int) -> None:
    """Write the plan's files into a directory, which is made where it is not there."""
    (directory / "progress").mkdir(parents=True, exist_ok=True)
    _write(
        directory / "plan.yaml",
        "number: 01/KH-ABC",
        f"date: {YEAR}-01-14",
        f"year: {YEAR}",
        "place: Đồng Nai",
        f"subject: Cải cách hành chính năm {YEAR}",
        "agency: {name: Ban Quản lý ABC, parent: UBND tỉnh, short: Ban Quản lý}",
    )
    units = [f"- {{id: phong-{number}, name: Phòng số {number}}}" for number in range(1, 41)]
    _write(directory / "units.yaml", *units, "- {id: tinh, name: UBND tỉnh, outside: true}")
    lines = [f"title: NHIỆM VỤ CỤ THỂ NĂM {YEAR}", "sections:"]
    for number in range(tasks):
        section, row = divmod(number, SECTION_SIZE)
        task_id = f"{section + 1}.{row + 1}"
        if row == 0:
            area = AREAS[section % len(AREAS)]
            lines += [
                f"  - id: '{section + 1}'",
                f"    title: Lĩnh vực số {section + 1}",
                f"    area: {area}",
                "    tasks:",
            ]
        lines += _row(task_id, number)
        if number % 3:
            _write(directory / "progress" / f"{task_id}.yaml", *_facts(number))
    _write(directory / "appendix.yaml", *lines)


def _row(task_id: str, number: int) -> list[str]:
    return [
        f"      - id: '{task_id}'",
        f"        task: {WORK} {number + 1}",
        f"        product: {PRODUCT}",
        f"        lead: Phòng số {number % 40 + 1}",
        f"        support: Phòng số {(number + 7) % 40 + 1}, Phòng số {(number + 19) % 40 + 1}",
        f"        deadline: '{DEADLINES[number % len(DEADLINES)]}'",
    ]


def _facts(number: int) -> list[str]:
    lines: list[str] = []
    for turn in range(3):
        day = dt.date(YEAR, 1, 20) + dt.timedelta(days=(7 * number + 61 * turn) % 300)
        lines += [
            f"- date: {day}",
            f"  recorded: {day}",
            f"  id: a{number % 10}{turn}{number // 10:03d}",
            f"  result: {RESULT} {turn + 1}",
            "  quantity: {quy trình: 12}",
            f"  evidence: [Quyết định số {number + turn}/QĐ-ABC ngày {day:%d/%m/%Y}]",
        ]
    if number % 4 == 1:
        lines += ["- date: 2020-11-20", "  status: done", "  evidence: [Báo cáo kết quả]"]
    return lines


def _write(path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> int:
    """Write the plan that the call asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--tasks", type=int, default=1000)
    asked = parser.parse_args()
    write_plan(asked.directory, asked.tasks)
    return 0


if __name__ == "__main__":
    sys.exit(main())
