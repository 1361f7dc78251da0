"""Measure ``cchc history ID`` in a repository of many commits, made anew each time.

    python benchmarks/history.py [--commits 5000] [--rows 36] [--check]

Two repositories: one where facts are recorded in three of four commits and a row is reworded in the fourth,
as offices do, and one where every commit rewords a row. Seconds are processor time of whole processes with
git's share, the best of three: a busy machine does not change them much. The ratio is to ``git log --raw``
over the same files, which nothing that asks git can beat.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, cast

ROOT = Path(__file__).resolve().parent.parent
GIT = shutil.which("git") or "git"
MOST_SECONDS = 2.0
WORK = "Rà soát, chuẩn hóa các quy trình phối hợp thực hiện nhiệm vụ giữa các cơ quan nhà nước với nhau, xác định rõ"
PRODUCT = "Các quy trình, cấu hình lên phần mềm một cửa của Ban Quản lý"
HEAD = """number: 01/KH-ABC
date: 2020-01-14
year: 2020
place: Đồng Nai
subject: Cải cách hành chính năm 2020
agency: {name: Ban Quản lý ABC, parent: UBND tỉnh, short: Ban Quản lý}
"""


def write_repository(root: Path, *, commits: int, rows: int, facts_in: int) -> None:
    """Make a repository whose commits record facts, ``facts_in`` of every four, and reword rows."""
    subprocess.run([GIT, "init", "-q", "-b", "main", str(root)], check=True)
    with subprocess.Popen([GIT, "-C", str(root), "fast-import", "--quiet"], stdin=subprocess.PIPE) as importing:
        _stream(cast("IO[bytes]", importing.stdin), commits, rows, facts_in)
    if importing.returncode:
        raise SystemExit(importing.returncode)
    subprocess.run([GIT, "-C", str(root), "reset", "-q", "--hard", "main"], check=True)


def _stream(out: IO[bytes], commits: int, rows: int, facts_in: int) -> None:
    chance = random.Random(7)  # noqa: S311 - the same repository each time
    versions = [0] * rows
    facts: dict[int, str] = {}
    for number in range(commits):
        files: dict[str, str] = {}
        row = chance.randrange(rows)
        if number == 0:
            files = {"plan.yaml": HEAD, "appendix.yaml": _appendix(versions)}
        elif number % 4 < facts_in:
            day = f"2020-{1 + number % 12:02d}-{1 + number % 28:02d}"
            facts[row] = facts.get(row, "") + f"- date: {day}\n  id: a1{number:05d}\n  result: Đợt {number}\n"
            files[f"progress/{_id_of(row)}.yaml"] = facts[row]
        else:
            versions[row] += 1
            files["appendix.yaml"] = _appendix(versions)
        who = f"Người {number % 7} <nguoi{number % 7}@example.vn> {1_580_000_000 + 3600 * number} +0700"
        out.write(f"commit refs/heads/main\nmark :{number + 1}\ncommitter {who}\n".encode())
        out.write(_data(f"Lần {number}"))
        for name, text in files.items():
            out.write(f"M 100644 inline plan/2020/{name}\n".encode() + _data(text))


def _data(text: str) -> bytes:
    raw = text.encode()
    return b"data %d\n%s\n" % (len(raw), raw)


def _id_of(row: int) -> str:
    return f"{row // 6 + 1}.{row % 6 + 1}"


def _appendix(versions: list[int]) -> str:
    lines = ["title: NHIỆM VỤ CỤ THỂ", "sections:"]
    for row, version in enumerate(versions):
        if row % 6 == 0:
            lines += [f"  - id: '{row // 6 + 1}'", f"    title: Lĩnh vực {row // 6 + 1}", "    tasks:"]
        lines += [
            f"      - id: '{_id_of(row)}'",
            f"        task: {WORK} trách nhiệm của từng cơ quan, đơn vị, lần {version}",
            f"        product: {PRODUCT}",
            f"        lead: Phòng số {row % 4 + 1}",
            "        support: Văn phòng, các phòng chuyên môn, đơn vị sự nghiệp trực thuộc",
            f"        deadline: {('Quý I/2020', 'Quý II/2020', 'Tháng 11/2020')[version % 3]}",
        ]
    return "\n".join(lines) + "\n"


def best(command: list[str], folder: Path) -> float:
    """Return the seconds of processor time that the cheapest of three runs took."""
    return min(_seconds(command, folder) for _ in range(3))


def _seconds(command: list[str], folder: Path) -> float:
    start = _spent()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True)
    return _spent() - start


def _spent() -> float:
    times = os.times()
    return times.children_user + times.children_system


def main() -> int:
    """Measure both repositories, and return 1 when ``--check`` was given and the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commits", type=int, default=5000)
    parser.add_argument("--rows", type=int, default=36)
    parser.add_argument("--check", action="store_true", help="exit with 1 when a target is missed")
    asked = parser.parse_args()
    missed = False
    print("| repository                   | git log, s | history, s | ratio | target |")
    print("|:-----------------------------|-----------:|-----------:|------:|:-------|")
    for name, facts_in in (("facts, and a row in four", 3), ("every commit rewords a row", 0)):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_repository(root, commits=asked.commits, rows=asked.rows, facts_in=facts_in)
            files = [f"plan/2020/{each}" for each in ("appendix.yaml", "amendments.yaml", "progress/3.3.yaml")]
            log = best([GIT, "log", "--raw", "--no-abbrev", "--", *files], root)
            cchc = [sys.executable, "-c", "from cchc_cli.__main__ import run; run()", "history", "3.3"]
            took = best(cchc, root)
        met = took <= MOST_SECONDS
        missed |= not met
        print(f"| {name:<28} | {log:10.2f} | {took:10.2f} | {took / log:5.1f} | {'met' if met else 'missed'} |")
    return int(missed and asked.check)


if __name__ == "__main__":
    sys.exit(main())
