"""The edits of a plan that ``merges`` merges in pairs: facts recorded by the program, words changed by hand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = (sys.executable, "-m", "cchc_cli")


def surroundings() -> dict[str, str]:
    """Return an environment in which git knows nobody's settings and the checkout is in front."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "CCHC_"))}
    own |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PYTHONPATH": str(ROOT)}
    people = {"NAME": "Người Sửa", "EMAIL": "nguoi.sua@example.invalid", "DATE": "2020-06-01T08:00:00+07:00"}
    return own | {f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in people.items()}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a plan; edits of different ``part`` have nothing to do with each other."""

    name: str
    part: str
    make: Callable[[Path], None]


def replaced(file: str, old: str, new: str, *, after: str = "") -> Callable[[Path], None]:
    """Return an edit by hand: the first ``old`` behind ``after`` becomes ``new``."""

    def make(plan: Path) -> None:
        path = plan / file
        text = path.read_bytes().decode()
        at = text.index(old, text.index(after))
        path.write_bytes((text[:at] + new + text[at + len(old) :]).encode())

    return make


def rewritten(file: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    """Return an edit of a whole file."""

    def make(plan: Path) -> None:
        path = plan / file
        before = path.read_bytes().decode() if path.exists() else ""
        after = change(before)
        if after == before:
            raise ValueError(f"an edit of {file} changes nothing")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(after.encode())

    return make


def called(*arguments: str) -> Callable[[Path], None]:
    """Return an edit made by the program."""

    def make(plan: Path) -> None:
        subprocess.run([*PROGRAM, *arguments, "--plan", str(plan)], env=surroundings(), check=True, capture_output=True)

    return make


APPENDIX, PLAN_FILE, UNITS, INDICATORS = "appendix.yaml", "plan.yaml", "units.yaml", "indicators.yaml"
FACTS, LOOSE, READINGS = "progress/II.5.yaml", "progress/II.7.yaml", "measurements/dung-han.yaml"
AMENDMENTS, REPORT = "amendments.yaml", "reports/2020-Q1.yaml"

_FACTS = """\
# Tiến độ của nhiệm vụ II.5.

- date: 2020-01-20
  recorded: 2020-01-21
  id: a2bcd
  status: started
  by: Văn phòng

# Ghi theo báo cáo tháng.
- date: 2020-02-28
  recorded: 2020-03-02
  id: b3cde
  result: Đã cập nhật 120 thủ tục
  quantity: {thủ tục: 120}

- date: 2020-04-01
  recorded: 2020-04-02
  id: c4def
  obstacle: Thiếu tài khoản truy cập
"""
_LOOSE = """\
- date: 2020-02-01
  result: Tiếp nhận 15 phản ánh
- date: 2020-03-01
  result: Tiếp nhận 20 phản ánh
- date: 2020-04-01
  result: Tiếp nhận 25 phản ánh
"""
_READINGS = """\
- date: 2020-03-31
  recorded: 2020-04-01
  id: d5efg
  period: 2020-Q1
  value: 96,1
"""
_AMENDMENTS = """\
- date: 2020-05-04
  document: 12/QĐ-KCNĐN
  task: II.11
  field: deadline
  from: Thường xuyên
  to: Quý II/2020
"""
_REPORT = """\
texts:
  I.2: Đã họp giao ban 3 lần.
  I.3: Đã kiểm tra 2 đơn vị.
  II.1.b: Không có.
"""
STARTING = {FACTS: _FACTS, LOOSE: _LOOSE, READINGS: _READINGS, AMENDMENTS: _AMENDMENTS, REPORT: _REPORT}
"""Files added to the plan before any edit."""


def _tasks() -> Iterator[Edit]:
    """Yield the same few edits for each of some rows of the appendix."""
    for row in ("I.2", "II.5", "II.6", "II.10"):
        at = f"- id: {row}\n"
        yield Edit(f"reword {row}", row, replaced(APPENDIX, "task: ", "task: Tổ chức thực hiện. ", after=at))
        yield Edit(f"reword {row} otherwise", row, replaced(APPENDIX, "task: ", "task: Phối hợp. ", after=at))
        yield Edit(f"deadline of {row}", row, _of_field(row, "deadline", "Quý III/2020"))
        noted = _of_field(row, "deadline", "Quý IV/2020  # theo họp 5/3")
        yield Edit(f"deadline of {row}, with a comment", row, noted)
        yield Edit(f"lead of {row}", row, _of_field(row, "lead", "Phòng Doanh nghiệp"))
        yield Edit(f"notes of {row}", row, replaced(APPENDIX, "\n", "\n        notes: Xem lại\n", after=at))
        yield Edit(f"comment on {row}", row, replaced(APPENDIX, at, f"# Đã rà soát {row}.\n      {at}"))


def _of_field(row: str, name: str, value: str) -> Callable[[Path], None]:
    def change(text: str) -> str:
        start = text.index(f"- id: {row}\n")
        at = text.index(f" {name}: ", start)
        return f"{text[:at]} {name}: {value}{text[text.index(chr(10), at) :]}"

    return rewritten(APPENDIX, change)


def _row(text: str, row: str) -> tuple[int, int]:
    start = text.index(f"      - id: {row}\n")
    found = re.compile(r"^(?: {0,6}\S.*)?$", re.MULTILINE).search(text, text.index("\n", start) + 1)
    return start, found.start() if found else len(text)


def _without_row(text: str, row: str) -> str:
    start, stop = _row(text, row)
    return text[:start] + text[stop:]


def _with_row(text: str, row: str, new: str) -> str:
    stop = _row(text, row)[1]
    return text[:stop] + new + text[stop:]


def _new_row(row: str, task: str) -> str:
    return f"      - id: {row}\n        task: {task}\n        lead: Văn phòng\n        deadline: Quý II/2020\n"


def _moved_row(text: str, row: str, behind: str) -> str:
    start, stop = _row(text, row)
    return _with_row(_without_row(text, row), behind, text[start:stop])


def _wider(text: str) -> str:
    """Set every line of a list two columns further in."""
    return "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))


def _quoted(text: str) -> str:
    return re.sub(r"^(\s+)(product|lead): ([^'\"\n]+)$", r'\1\2: "\3"', text, flags=re.MULTILINE)


def _rows() -> Iterator[Edit]:
    """Yield edits of the appendix as a table: rows added, removed, moved, the whole of it laid out otherwise."""
    sections = "rows"
    new, other = _new_row("I.3", "Rà soát quy chế"), _new_row("I.3", "Rà soát quy trình")
    yield Edit("add I.3", sections, rewritten(APPENDIX, lambda text: _with_row(text, "I.2", new)))
    yield Edit("add another I.3", sections, rewritten(APPENDIX, lambda text: _with_row(text, "I.2", other)))
    fourth = _new_row("I.4", "Theo dõi thi hành pháp luật")
    yield Edit("add I.4", sections, rewritten(APPENDIX, lambda text: _with_row(text, "I.2", fourth)))
    yield Edit("remove II.6", "rows", rewritten(APPENDIX, lambda text: _without_row(text, "II.6")))
    yield Edit("move II.6", "rows", rewritten(APPENDIX, lambda text: _moved_row(text, "II.6", "II.9")))
    yield Edit("II.6 to section I", "rows", rewritten(APPENDIX, lambda text: _moved_row(text, "II.6", "I.2")))
    yield Edit("II.6 to section VII", "rows", rewritten(APPENDIX, lambda text: _moved_row(text, "II.6", "VII.1")))
    yield Edit("quotes everywhere", "layout", rewritten(APPENDIX, _quoted))
    yield Edit(
        "section titled anew", "section II", replaced(APPENDIX, "thủ tục", "TTHC và thủ tục", after="- id: II\n")
    )


def _appended(file: str, more: str) -> Callable[[Path], None]:
    return rewritten(file, lambda text: text + more)


def _facts() -> Iterator[Edit]:
    """Yield edits of recorded facts and readings, by the program and by hand."""
    evidence = ("--evidence", "Báo cáo số 12")
    basis = ("--basis", "Công văn số 9")
    fact = "\n- date: 2020-05-{0}\n  id: e6fgh\n  result: Đã xong đợt {1}\n"
    made = {
        "done II.5": called("done", "II.5", "--date", "2020-03-20", *evidence),
        "result II.5": called("result", "II.5", "Cập nhật thêm 30 thủ tục", "--date", "2020-05-12"),
        "extend II.5": called("extend", "II.5", "2020-06-30", *basis, "--date", "2020-03-20"),
        "void b3cde": called("void", "II.5", "b3cde", "--reason", "Ghi nhầm nhiệm vụ"),
        "reword b3cde": replaced(FACTS, "120 thủ tục", "125 thủ tục"),
        "reword b3cde otherwise": replaced(FACTS, "120 thủ tục", "118 thủ tục"),
        "remove b3cde": rewritten(FACTS, _without_b3cde),
        "comment in facts": replaced(FACTS, "  obstacle", "  # hỏi lại Sở\n  obstacle"),
        "facts set further in": rewritten(FACTS, _facts_further_in),
        "facts with CRLF": rewritten(FACTS, lambda text: text.replace("\n", "\r\n")),
        "new fact by hand": _appended(FACTS, fact.format("05", 2)),
        "the same new fact": _appended(FACTS, fact.format("05", 2)),
        "another fact of that id": _appended(FACTS, fact.format("06", 3)),
    }
    yield from (Edit(name, "facts II.5", make) for name, make in made.items())
    made = {
        "loose fact at the end": _appended(LOOSE, "- date: 2020-05-01\n  result: Tiếp nhận 9 phản ánh\n"),
        "loose fact in front": rewritten(LOOSE, lambda text: "- date: 2020-01-15\n  result: Mở tổng đài\n" + text),
        "loose fact reworded": replaced(LOOSE, "20 phản ánh", "21 phản ánh"),
        "loose fact reworded otherwise": replaced(LOOSE, "20 phản ánh", "22 phản ánh"),
        "result II.7": called("result", "II.7", "Tiếp nhận 30 phản ánh", "--date", "2020-05-31"),
    }
    yield from (Edit(name, "facts II.7", make) for name, make in made.items())
    made = {
        "first fact of II.4": called("result", "II.4", "Công khai 12 bộ hồ sơ mẫu", "--date", "2020-04-10"),
        "other first fact of II.4": called("result", "II.4", "Công khai 5 bộ hồ sơ mẫu", "--date", "2020-02-10"),
    }
    yield from (Edit(name, "facts II.4", make) for name, make in made.items())
    quarter = ("--period", "2020-Q2", "--date")
    made = {
        "measure": called("measure", "dung-han", "97,2", *quarter, "2020-06-30"),
        "measure again": called("measure", "dung-han", "1234/1270", *quarter, "2020-06-29"),
        "reading put right": replaced(READINGS, "96,1", "96,4"),
    }
    yield from (Edit(name, "readings", make) for name, make in made.items())


def _without_b3cde(text: str) -> str:
    return text[: text.index("# Ghi")] + text[text.index("- date: 2020-04-01") :]


def _facts_further_in(text: str) -> str:
    at = text.index("- ")
    return text[:at] + _wider(text[at:])


def _others() -> Iterator[Edit]:
    """Yield edits of the other files of a plan."""
    indicator = "\n- id: {0}\n  name: Chỉ tiêu {0}\n  target: '>= 50 %'\n  source: KH.I.2.c\n  every: year\n"
    yield Edit("target", "indicator hai-long", replaced(INDICATORS, "'>= 85 %'", "'>= 90 %'"))
    yield Edit("indicator more often", "indicator hai-long", replaced(INDICATORS, "every: quarter", "every: month"))
    renamed = replaced(INDICATORS, "name: Tỷ lệ", "name: Tỉ lệ", after="id: mot-cua")
    yield Edit("indicator renamed", "indicator mot-cua", renamed)
    yield Edit("indicator added", "indicators", _appended(INDICATORS, indicator.format("moi-a")))
    yield Edit("other indicator added", "indicators", _appended(INDICATORS, indicator.format("moi-b")))
    name = "name: Văn phòng\n"
    yield Edit("alias", "unit vp", replaced(UNITS, name, f"{name}  aliases: [VP]\n"))
    yield Edit("other alias", "unit vp", replaced(UNITS, name, f"{name}  aliases: [Văn phòng Ban]\n"))
    yield Edit("unit added", "units", _appended(UNITS, "\n- id: phong-moi\n  name: Phòng Đầu tư\n"))
    node = replaced(PLAN_FILE, "text: Tăng cường", "text: Tiếp tục tăng cường", after="id: KH.I.2.a")
    yield Edit("node reworded", "KH.I.2.a", node)
    yield Edit("signatory", "signatory", replaced(PLAN_FILE, "name: Cao Tiến Sỹ", "name: Cao Tiến Sĩ"))
    second = "  - Sở Nội vụ\n"
    yield Edit("recipient added", "recipients", replaced(PLAN_FILE, second, f"{second}  - Sở Tài chính\n"))
    yield Edit("other recipient added", "recipients", replaced(PLAN_FILE, second, f"{second}  - Sở Tư pháp\n"))
    amendment = "- date: 2020-05-20\n  document: 15/QĐ-KCNĐN\n  task: {0}\n  field: deadline\n  from: {1}\n  to: {2}\n"
    first = amendment.format("II.12", "Thường xuyên", "Quý III/2020")
    yield Edit("amend II.12", "amendments", _appended(AMENDMENTS, first))
    other = amendment.format("II.12", "Thường xuyên", "Quý IV/2020")
    yield Edit("amend II.12 otherwise", "amendments", _appended(AMENDMENTS, other))
    third = amendment.format("II.13", "Thường xuyên", "Tháng 12/2020")
    yield Edit("amend II.13", "amendments", _appended(AMENDMENTS, third))
    program = ("--to", "Hàng tháng", "--document", "16/QĐ-KCNĐN", "--date", "2020-05-25")
    yield Edit("amend II.12 by the program", "amendments", called("amend", "II.12", "--field", "deadline", *program))
    yield Edit("text of a report", "report", replaced(REPORT, "3 lần", "4 lần"))
    yield Edit("other text of a report", "report", replaced(REPORT, "2 đơn vị", "3 đơn vị"))


EDITS = (*_tasks(), *_rows(), *_facts(), *_others())
