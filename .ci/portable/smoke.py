"""Try the portable build as an office would: no Python, a read-only folder with Vietnamese letters, the real plan."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
MOST_BYTES = 60_000_000
SLOWEST = 3.0
ROUNDS = 9


class Step(NamedTuple):
    """A call of the program, what it has to say, and the file it has to leave (its first bytes)."""

    call: tuple[str, ...]
    says: str = ""
    leaves: tuple[str, bytes] | None = None
    code: int = 0


PLAN = ("--plan", "plan/2020")
STEPS = (
    Step(("--version",), "cchc "),
    Step(("--help",), "forms"),
    Step(("list", "--overdue", *PLAN, "--as-of", "30/6/2020"), "II.6\t"),
    Step(("list", "--overdue", *PLAN, "--as-of", "30/6/2020"), "II.6\t"),  # now from what was kept
    Step(("explain", "II.6", *PLAN, "--as-of", "30/6/2020"), "II.6"),
    Step(("validate", *PLAN), "0 lỗi"),
    Step(("doctor", *PLAN), "Dùng được"),
    Step(("rule", "W407"), "W407"),
    Step(("schema", "plan"), "json-schema.org"),
    Step(("done", "II.6", *PLAN, "--date", "10/7/2020", "--evidence", "Báo cáo số 12/BC-KCNĐN"), "II.6"),
    Step(("report", "quarterly", "--quarter", "1", *PLAN, "-o", "quý I.docx"), leaves=("quý I.docx", b"PK")),
    Step(("report", "quarterly", "--quarter", "1", *PLAN, "-o", "quý I.html"), leaves=("quý I.html", b"<!DOCTYPE")),
    Step(
        ("report", "quarterly", "--quarter", "1", *PLAN, "--format", "pdf", "-o", "quý I.pdf"),
        "Dùng máy có Edge hoặc Chrome",
        code=2,
    ),
    Step(("report", "tasks", *PLAN, "-o", "bảng.docx"), leaves=("bảng.docx", b"PK")),
    Step(("dashboard", *PLAN, "-o", "tổng quan.html"), leaves=("tổng quan.html", b"<!DOCTYPE")),
    Step(("remind", *PLAN, "--as-of", "30/6/2020", "-o", "đôn đốc"), leaves=("đôn đốc", b"")),
    Step(("export", *PLAN, "--format", "ics", "-o", "lịch.ics"), leaves=("lịch.ics", b"BEGIN:VCALENDAR")),
    Step(("export", *PLAN, "--format", "xlsx", "-o", "kế hoạch.xlsx"), leaves=("kế hoạch.xlsx", b"PK")),
    Step(("import", "phụ lục.docx", "--year", "2020", "-o", "nhập"), "plan.yaml", ("nhập/appendix.yaml", b"")),
    Step(("import", "phụ lục.xls", "--year", "2020", "-o", "nhập xls"), "plan.yaml", ("nhập xls/appendix.yaml", b"")),
    Step(("import", "kế hoạch.xlsx", "--year", "2020", "-o", "nhập xlsx"), "", ("nhập xlsx/appendix.yaml", b"")),
    Step(
        ("forms", "out", *PLAN, "--unit", "vp", "--period", "2020-Q2", "-o", "biểu mẫu"), "BM-tien-do-vp-2020-Q2.xlsx"
    ),
    Step(("forms", "in", "biểu mẫu/BM-tien-do-vp-2020-Q2.xlsx", *PLAN)),
    Step(("rollup", "plan", "--as-of", "30/6/2020"), "Ban Quản lý"),
    Step(("huong-dan", "bao-cao"), "cchc report"),
    Step(("list", "--plan", "không có"), "Lỗi", code=2),
)


def main() -> None:
    """Unpack the archive, go through the steps, measure; end with 1 at the first thing that is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--installed", type=Path, required=True, help="cchc as pip installed it, to measure against")
    asked = parser.parse_args()
    # Windows' own code page has no Vietnamese letters.
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch, "Cơ quan của tôi")
        folder = unpack(asked.archive, place / "Chương trình")
        before = stamps(folder)
        desk = lay_out(place / "Kế hoạch năm 2020")
        program = folder / ("cchc.exe" if os.name == "nt" else "cchc")
        surroundings = bare(place)
        for step in STEPS:
            go(program, step, desk, surroundings)
        if stamps(folder) != before:
            sys.exit("the program wrote into its own folder")
        say_size(asked.archive, folder)
        for call in (("--version",), ("list", "--overdue", *PLAN)):
            say_ratio(program, asked.installed.absolute(), call, desk, {**surroundings, "CCHC_CACHE": "off"})
        make_writable(folder)


def unpack(archive: Path, into: Path) -> Path:
    """Unpack, and take the right to write away from everything."""
    into.mkdir(parents=True)
    filters = {} if archive.suffix == ".zip" else {"filter": "data"}
    shutil.unpack_archive(archive, into, **filters)  # type: ignore[arg-type]
    (folder,) = into.iterdir()
    for path in (*folder.rglob("*"), folder):
        path.chmod(path.stat().st_mode & ~0o222)
    return folder


def make_writable(folder: Path) -> None:
    """Give the right to write back, without which the folder can't be cleared away."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of every file; who runs this as root writes where it is forbidden."""
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def lay_out(desk: Path) -> Path:
    """Put the plan and the documents to read where the work is done."""
    shutil.copytree(ROOT / "plan", desk / "plan")
    data = ROOT / "tests" / "exchange" / "data"
    shutil.copy(data / "samples" / "appendix.docx", desk / "phụ lục.docx")
    shutil.copy(data / "appendix.xls", desk / "phụ lục.xls")
    return desk


def bare(place: Path) -> dict[str, str]:
    """Return surroundings without Python, git or a browser: a home of their own and next to no PATH."""
    home = place / "Nhà"
    home.mkdir()
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    path = os.path.join(os.environ.get("SYSTEMROOT", ""), "System32") if os.name == "nt" else str(home)  # noqa: PTH118
    return {**kept, "PATH": path, "HOME": str(home), "LOCALAPPDATA": str(home), "LANG": "C.UTF-8", "COLUMNS": "80"}


def go(program: Path, step: Step, desk: Path, surroundings: dict[str, str]) -> None:
    """Make one call and end all where it does not say and leave what it must."""
    call: list[str | Path] = [program, *step.call]
    done = subprocess.run(call, cwd=desk, env=surroundings, capture_output=True, check=False)  # noqa: S603
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    left = step.leaves is None or is_left(desk / step.leaves[0], step.leaves[1])
    sys.stdout.write(f"cchc {' '.join(step.call)}: {done.returncode}\n")
    if done.returncode != step.code or not is_said(step.says, said) or not left or "Traceback" in said:
        sys.exit(f"expected {step}, got:\n{said}")


def is_said(wanted: str, said: str) -> bool:
    """Whether it was said; on Windows, whose code page spells Vietnamese without its marks, as far as it is ASCII."""
    return wanted in said or (os.name == "nt" and not wanted.isascii())


def is_left(path: Path, start: bytes) -> bool:
    """Whether the file or folder is there and begins as it must."""
    return path.is_dir() or (path.is_file() and path.read_bytes().lstrip(b"\xef\xbb\xbf").startswith(start))


def say_size(archive: Path, folder: Path) -> None:
    """Print how large the folder and its archive are; end all where the folder is too large."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    sys.stdout.write(f"size: {size / 1e6:.1f} MB unpacked, {archive.stat().st_size / 1e6:.1f} MB packed\n")
    if size > MOST_BYTES:
        sys.exit(f"the portable build must stay under {MOST_BYTES / 1e6:.0f} MB")


def say_ratio(program: Path, installed: Path, call: tuple[str, ...], desk: Path, surroundings: dict[str, str]) -> None:
    """Print how long the build takes for a call as a multiple of the installed program; end all where it is too long.

    The two take turns and the best of each counts, so that a busy computer slows both or neither.
    """
    best = dict.fromkeys((program, installed), float("inf"))
    for _ in range(ROUNDS):
        for each in best:
            begun = time.perf_counter()
            subprocess.run([each, *call], cwd=desk, env=surroundings, capture_output=True, check=True)  # noqa: S603
            best[each] = min(best[each], time.perf_counter() - begun)
    ratio = best[program] / best[installed]
    sys.stdout.write(f"time: {ratio:.2f} x the installed program, cchc {' '.join(call)}\n")
    if ratio > SLOWEST:
        sys.exit(f"the portable build must start within {SLOWEST:g} x the installed program")


if __name__ == "__main__":
    main()
