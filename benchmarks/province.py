"""Write the plans of a province's agencies, the same for the same seed, for measuring work on many plans.

    python benchmarks/province.py DIRECTORY --plans 300 --tasks 60 [--seed 7]

Every plan stands at DIRECTORY/<agency>/plan/2020; agencies, units, leads, deadlines and facts differ from plan to plan.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.large_plan import AREAS, DEADLINES, PRODUCT, RESULT, WORK, YEAR

SECTION_SIZE = 12
SEED = 7
KINDS = ("Sở số", "UBND huyện số", "Ban Quản lý số", "UBND thành phố số", "Chi cục số")
FOLDERS = ("so", "huyen", "ban", "thanh-pho", "chi-cuc")


def write_province(directory: Path, plans: int, tasks: int, seed: int = SEED) -> None:
    """Write the plans below a directory, each in the folder of its agency."""
    for number in range(plans):
        kind, order = number % len(KINDS), number // len(KINDS) + 1
        folder = directory / f"{FOLDERS[kind]}-{order:04d}" / "plan" / str(YEAR)
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 - the same plans each time
        write_agency(folder, f"{KINDS[kind]} {order}", f"{FOLDERS[kind].upper()}{order}", tasks, chance)


def write_agency(folder: Path, name: str, code: str, tasks: int, chance: random.Random) -> None:
    """Write the plan of one agency, its work done as well or badly as chance has it."""
    (folder / "progress").mkdir(parents=True, exist_ok=True)
    units, diligence = chance.randint(6, 14), chance.uniform(0.3, 0.95)
    _write(
        folder / "plan.yaml",
        f"number: {chance.randint(1, 90):02d}/KH-{code}",
        f"date: {YEAR}-01-{chance.randint(6, 20):02d}",
        f"year: {YEAR}",
        "place: Đồng Nai",
        f"subject: Cải cách hành chính năm {YEAR} của {name}",
        f"agency: {{name: {name}, parent: UBND tỉnh, short: {name}, code: {code}}}",
    )
    members = [f"- {{id: phong-{unit}, name: Phòng số {unit}}}" for unit in range(1, units + 1)]
    _write(folder / "units.yaml", *members, "- {id: tinh, name: UBND tỉnh, outside: true}")
    lines = [f"title: NHIỆM VỤ CỤ THỂ NĂM {YEAR}", "sections:"]
    for number in range(tasks):
        section, row = divmod(number, SECTION_SIZE)
        if row == 0:
            lines += _section(section)
        task_id = f"{section + 1}.{row + 1}"
        lines += _row(task_id, units, chance)
        if chance.random() < diligence:
            _write(folder / "progress" / f"{task_id}.yaml", *_facts(number, diligence, chance))
    _write(folder / "appendix.yaml", *lines)


def _section(section: int) -> list[str]:
    return [
        f"  - id: '{section + 1}'",
        f"    title: Lĩnh vực số {section + 1}",
        f"    area: {AREAS[section % len(AREAS)]}",
        "    tasks:",
    ]


def _row(task_id: str, units: int, chance: random.Random) -> list[str]:
    lead = "UBND tỉnh" if chance.random() < 0.03 else f"Phòng số {chance.randint(1, units)}"
    return [
        f"      - id: '{task_id}'",
        f"        task: {WORK} {chance.randint(1, 999)}",
        f"        product: {PRODUCT}",
        f"        lead: {lead}",
        f"        support: Phòng số {chance.randint(1, units)}",
        f"        deadline: '{chance.choice(DEADLINES)}'",
    ]


def _facts(number: int, diligence: float, chance: random.Random) -> list[str]:
    lines: list[str] = []
    for turn in range(chance.randint(1, 3)):
        day = dt.date(YEAR, 1, 20) + dt.timedelta(days=chance.randint(0, 300))
        lines += [
            f"- date: {day}",
            f"  recorded: {day}",
            f"  id: a{turn}{number:04d}",
            f"  result: {RESULT} {turn + 1}",
            f"  quantity: {{quy trình: {chance.randint(1, 30)}}}",
        ]
    if chance.random() < diligence:
        day = dt.date(YEAR, 2, 1) + dt.timedelta(days=chance.randint(0, 300))
        lines += [f"- date: {day}", f"  recorded: {day}", f"  id: b0{number:04d}", "  status: done"]
        lines += ["  evidence: [Báo cáo kết quả]"]
    return lines


def _write(path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> int:
    """Write the plans that the call asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--plans", type=int, default=300)
    parser.add_argument("--tasks", type=int, default=60)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    write_province(asked.directory, asked.plans, asked.tasks, asked.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
