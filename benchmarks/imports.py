"""Measure reading and importing a workbook of 5,000 rows: seconds and the most memory of a whole process.

Exits with 1 when more than 10 seconds or 300 MB are needed. A second workbook, formatted far below its last row,
must cost no more.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROWS, SECTIONS, FORMATTED = 5000, 50, 600_000
MOST_SECONDS, MOST_MEGABYTES = 10.0, 300
SHEET = "xl/worksheets/sheet1.xml"
HEADER = ("STT", "Nhiệm vụ cụ thể", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành")
DEADLINES = ("Tháng 11/2020", "Quý I/2020", "Thường xuyên", "Theo chương trình của tỉnh", "Trước ngày 15/12/2020")
READ = "from cchc_cli.exchange.reading import read_document as read; read(name, data)"
IMPORT = (
    "from cchc_cli.exchange.reading import read_document as read\nfrom cchc_cli.exchange.grasp.whole import grasp\n"
)
IMPORT += "grasp(read(name, data), year=2020)"


def main() -> int:
    """Measure, print the table, and return 1 when a budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, help=f"rows of the workbook ({ROWS})")
    parser.add_argument("--make", type=Path, help="only make the workbooks, in this folder")
    asked = parser.parse_args()
    rows: int = asked.rows
    if asked.make:
        make(asked.make, rows)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: the most memory of a process counts for those it starts.
        subprocess.run([sys.executable, __file__, "--rows", str(rows), "--make", folder], check=True)
        large, formatted = Path(folder, "large.xlsx"), Path(folder, "formatted.xlsx")
        cases = [(f"read, {rows:,} rows", READ, large), (f"read, {FORMATTED:,} empty rows below", READ, formatted)]
        if importlib.util.find_spec("cchc_cli.exchange.grasp.whole"):
            cases.append((f"import, {rows:,} rows", IMPORT, large))
        print(f"| {'workbook':<30} |     s |  MB | {'budget':<18} |")
        print(f"|:{'-' * 31}|------:|----:|:{'-' * 19}|")
        missed = sum([show(name, code, path) for name, code, path in cases])
    return 1 if missed else 0


def make(folder: Path, rows: int) -> None:
    """Write both workbooks into a folder."""
    data = workbook(rows)
    (folder / "large.xlsx").write_bytes(data)
    (folder / "formatted.xlsx").write_bytes(formatted_below(data, rows))


def workbook(rows: int) -> bytes:
    """Return a workbook of tasks in sections, with merged section rows, a merged lead and a date in each section."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.create_sheet("Phụ lục", 0)
    sheet.append(["NHIỆM VỤ CỤ THỂ THỰC HIỆN CẢI CÁCH HÀNH CHÍNH NĂM 2020"])
    sheet.append([])
    sheet.append(list(HEADER))
    for number in range(rows):
        place = number % max(rows // SECTIONS, 1)
        if place == 0:
            sheet.append([f"{roman(number // max(rows // SECTIONS, 1) + 1)}. Cải cách số {number}"])
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=6)
        task = f"Rà soát, chuẩn hóa hệ thống các thủ tục hành chính số {number}, " + "dịch vụ công " * 8
        lead = f"Phòng {number % 40}, Văn phòng"
        sheet.append([place + 1, task, f"Quyết định {number}", lead, "Các bộ phận", DEADLINES[number % 5]])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def roman(number: int) -> str:
    """Return a number in Roman figures."""
    values = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
    figures = ""
    for value, letters in values.items():
        figures += letters * (number // value)
        number %= value
    return figures


def formatted_below(data: bytes, rows: int) -> bytes:
    """Return the workbook with rows below its last one that are formatted and hold nothing."""
    first = rows + SECTIONS + 10
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(first, first + FORMATTED))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == SHEET:
                content = content.replace(b"</sheetData>", empty.encode() + b"</sheetData>")
            target.writestr(info.filename, content)
    return stream.getvalue()


def show(name: str, code: str, path: Path) -> bool:
    """Run a case in a process of its own, print its cost, and say whether its budget is missed."""
    seconds, megabytes = cost(code, path)
    missed = seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES
    budget = f"{MOST_SECONDS:.0f} s, {MOST_MEGABYTES} MB: {'missed' if missed else 'met'}"
    shown = f"{megabytes:3.0f}" if megabytes else "  -"
    print(f"| {name:<30} | {seconds:5.2f} | {shown} | {budget:<18} |", flush=True)
    return missed


def cost(code: str, path: Path) -> tuple[float, float]:
    """Return the processor seconds of a process, and its most memory in MB (0 where the system doesn't tell).

    Reading and importing wait for nothing: on an idle machine these are the seconds by the clock.
    """
    start = "import sys, time, pathlib; sys.path.insert(0, sys.argv[1]); path = pathlib.Path(sys.argv[2])\n"
    start += "name, data = path.name, path.read_bytes()\n"
    peak = "0"
    if sys.platform != "win32":
        start += "import resource\n"
        peak = "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss"
    ended = subprocess.run(
        [sys.executable, "-c", f"{start}{code}\nprint(time.process_time(), {peak})", str(ROOT), str(path)],
        capture_output=True,
        check=False,
    )
    if ended.returncode:
        sys.exit(f"{path.name} failed:\n{ended.stderr.decode(errors='replace')}")
    seconds, most = map(float, ended.stdout.split())
    return seconds, most / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.exit(main())
