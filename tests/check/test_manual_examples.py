"""The examples of the manual are true: the bad one is found under its code, the good one is not."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from cchc_cli.check import examine
from cchc_cli.check.ignores import without_ignored
from cchc_cli.check.manual import BY_CODE, Page
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from pathlib import Path

# The plan that the examples are pieces of: II.5 with a date, and what they name.
PLAN = {
    "plan.yaml": """\
number: 01/KH-X
date: 2020-01-14
place: Đồng Nai
year: 2020
agency: {name: Ban Quản lý}
body:
  - id: KH.II
    items:
      - {id: KH.II.2.a.7, text: Rà soát}
      - {id: KH.II.2.a.8, text: Đánh giá}
      - {id: KH.II.2.a.9, text: Công khai}
""",
    "appendix.yaml": """\
columns: [STT, Nhiệm vụ, Sản phẩm]
sections:
  - id: II
    title: Cải cách thủ tục hành chính
    tasks:
      - {id: II.5, task: Rà soát, product: Kết nối cổng dịch vụ, lead: Văn phòng, deadline: Quý I/2020, implements: [KH.II.2.a.7]}
      - {id: II.14, type: indicator, indicator: dung-han, task: Hồ sơ đúng hạn đạt từ 95% trở lên, implements: [KH.II]}
""",
    "units.yaml": """\
- {id: vp, name: Văn phòng}
- {id: phong-dn, name: Phòng Doanh nghiệp}
- {id: vp-ubnd, name: Văn phòng UBND tỉnh, outside: true}
""",
    "indicators.yaml": "- {id: dung-han, name: Hồ sơ đúng hạn, target: '>= 95 %', tasks: [II.14], every: quarter}\n",
    "progress/II.5.yaml": "- {date: 2020-04-06, recorded: 2020-04-06, result: Đã rà soát}\n",
}
# Shown by a file's name, by several files, by a baseline or a seal: tests/bad and the rules' own tests show these.
ELSEWHERE = {
    "E101", "E107", "E110", "E111", "E112", "E304", "E305", "E306", "E315", "E316", "E501", "E502",
    "W405", "W413", "W414", "W415", "W609",
}  # fmt: skip


def as_file(page: Page, example: str) -> str:
    """Return a whole file that holds an example: itself, or with the rest of a row or of the head around it."""
    if page.file == "plan.yaml":
        keys = set(re.findall(r"^(\w+):", example, re.MULTILINE))
        kept = [line for line in PLAN["plan.yaml"].splitlines() if line.partition(":")[0] not in keys]
        return "\n".join([*kept, example, ""])
    if page.file != "appendix.yaml":
        return example + "\n"
    rows = example
    if not re.search("^- ", example, re.MULTILINE):
        given = set(re.findall(r"^(\w+):", example, re.MULTILINE))
        usual = {"id": "II.5", "task": "Rà soát", "product": "Báo cáo", "lead": "Văn phòng", "deadline": "Quý I/2020"}
        lines = [f"{key}: {value}" for key, value in usual.items() if key not in given]
        rows = "\n".join(f"{'- ' if at == 0 else '  '}{line}" for at, line in enumerate([*lines, *example.split("\n")]))
    head, tasks, _ = PLAN["appendix.yaml"].partition("    tasks:\n")
    return head + tasks + "\n".join(f"      {line}" for line in rows.split("\n")) + "\n"


def codes_found(page: Page, example: str, plan: Path) -> set[str]:
    deadline = re.search("# Thời hạn: (.+)", page.bad)
    for name, text in (PLAN | {page.file: as_file(page, example)}).items():
        path = plan / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("Quý I/2020", deadline[1]) if deadline else text, encoding="utf-8")
    loaded = load(plan)
    return {
        finding.code
        for finding in without_ignored(examine(loaded, today=dt.date(2021, 1, 31)), loaded.sources).findings
    }


@pytest.mark.parametrize("code", [code for code in BY_CODE if code not in ELSEWHERE])
def test_the_bad_example_is_found_and_the_good_one_is_not(code: str, tmp_path: Path) -> None:
    page = BY_CODE[code]
    assert code in codes_found(page, page.bad, tmp_path)
    assert code not in codes_found(page, page.good, tmp_path)
