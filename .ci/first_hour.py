"""Replay the first hour with the program, from nothing to a report before its signature, and count what is typed."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "exchange" / "data" / "samples" / "appendix.docx"
MOST_COMMANDS = 8
LINES_SHOWN, WIDTH = 4, 100
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
ANSWERS: dict[str, dict[str, dict[str, str | int]]] = {
    "vp": {
        "II.5": {
            "Trạng thái": "Hoàn thành",
            "Ngày hoàn thành": "09/03/2020",
            "Kết quả": "Đã cập nhật 58 thủ tục",
            "Tài liệu kiểm chứng": "Báo cáo số 12/BC-KCNĐN ngày 09/3/2020",
        },
        "II.9": {"Kết quả": "Đã công khai 02 kỳ khảo sát", "Số lượng": 2, "Đơn vị tính": "kỳ"},
        "II.12": {"Khó khăn, vướng mắc": "Chưa có quy trình mẫu", "Đề xuất": "Sở Nội vụ hướng dẫn"},
    },
    "bo-phan-mot-cua": {"II.13": {"Kết quả": "Đã tiếp nhận 134 hồ sơ"}},
    "lanh-dao-ban": {
        "VII.1": {"Trạng thái": "Hoàn thành", "Ngày hoàn thành": "21/01/2020", "Kết quả": "Đã ban hành 03 kế hoạch"}
    },
}
"""What the units write, by a part of the form's name, the task's id and the heading of the column; it is made up."""


class FailedError(Exception):
    """A step of the hour did not do what it has to."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is typed, what the answer has to hold, and what is done by hand afterwards, away from the terminal."""

    typed: str
    says: tuple[str, ...]
    by_hand: Callable[[Hour], str] | None = None


@dataclass(slots=True)
class Hour:
    """The folder that the commands are typed in, the program they find, and how many were typed."""

    desk: Path
    program: Path
    profile: Path
    office: str | None
    typed: int = 0
    seconds: float = 0.0
    environment: dict[str, str] = field(default_factory=dict)

    def type(self, command: str, *, shown: str = "", at: Path | None = None) -> str:
        """Run one command as a person does who never answers a question; return all that it said."""
        self.typed += 1
        sys.stdout.write(f"\n{self.typed}. $ {shown or command}\n")
        sys.stdout.flush()
        begun, said, code = time.perf_counter(), "", 0
        for part in command.split(" && "):
            ran = subprocess.run(  # noqa: S603 - commands of this file and of README.md
                self._words(part),
                cwd=at or self.desk,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
                encoding="utf-8",
                errors="replace",
            )
            said, code = said + ran.stdout, ran.returncode
            if code:
                break
        took = time.perf_counter() - begun
        self.seconds += took
        lines = said.splitlines()
        sys.stdout.write("".join(f"   | {line[:WIDTH]}\n" for line in lines[:LINES_SHOWN]))
        sys.stdout.write(f"   {took:.1f} s, {len(lines)} dòng\n")
        if code:
            raise FailedError(f"exit code {code}:\n{said}")
        return said

    def _words(self, command: str) -> list[str]:
        """Return the words of a command; ``cchc`` is that of the fresh environment."""
        first, *rest = shlex.split(command)
        if first == "cchc":
            return [str(self.program), *rest]
        return [sys.executable if first == "python3" else first, *rest]


def forms_filled(hour: Hour) -> str:
    """Fill the forms as the units do: some in Excel, the others in LibreOffice, where it is there."""
    sys.path.append(str(ROOT / "docs" / "tools"))
    from hands import fill

    forms = hour.desk / "bieu-mau"
    for turn, (unit, answers) in enumerate(ANSWERS.items()):
        (form,) = forms.glob(f"BM-tien-do-{unit}-*.xlsx")
        in_office = hour.office is not None and turn % 2 == 0
        if in_office:
            saved_by_office(hour, form)
        fill(form, answers)
        if in_office:
            saved_by_office(hour, form)
    by_office = (len(ANSWERS) + 1) // 2 if hour.office else 0
    return f"{len(ANSWERS)} biểu mẫu được điền, {by_office} trong đó mở và lưu bằng LibreOffice"


def saved_by_office(hour: Hour, form: Path) -> None:
    """Open a workbook in LibreOffice and save it, by way of its own format."""
    profile = f"-env:UserInstallation={hour.profile.as_uri()}"
    for file, kind in ((form, "ods"), (form.with_suffix(".ods"), "xlsx")):
        options = ("--headless", profile, "--convert-to", kind, "--outdir", str(form.parent), str(file))
        subprocess.run([str(hour.office), *options], check=True, capture_output=True, timeout=240)  # noqa: S603
    form.with_suffix(".ods").unlink()


def report_read(hour: Hour) -> str:
    """Look whether what the units wrote is in the report as Word."""
    file = hour.desk / "BC-CCHC-quy-I-2020.docx"
    with ZipFile(file) as package:
        text = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode("utf-8"))
    written = (
        "Đã cập nhật 58 thủ tục",
        "Đã công khai 02 kỳ khảo sát",
        "Chưa có quy trình mẫu",
        "Đã tiếp nhận 134 hồ sơ",
        "Đã ban hành 03 kế hoạch",
    )
    missing = [each for each in written if each not in text]
    if missing:
        raise FailedError(f"{file.name} lacks: {'; '.join(missing)}")
    return f"{file.name}: {file.stat().st_size // 1024} KB, có đủ {len(written)} điều các đơn vị đã điền"


# The plan is that of 2020, so the day is said; in the plan's own year it is left out.
COMMANDS = (
    Command(
        'cchc import ke-hoach.docx --parent "UBND tỉnh Đồng Nai"', ("36 mục: 35 nhiệm vụ, 01 chỉ tiêu", "plan.yaml")
    ),
    Command("cchc --as-of 10/3/2020", ("QUÁ HẠN 1", "VII.1", "Báo cáo tới: quý I năm 2020")),
    Command("cchc forms out -o bieu-mau --as-of 10/3/2020", ("Đã lập 9 biểu mẫu kỳ quý I năm 2020",), forms_filled),
    Command("cchc forms in bieu-mau/*.xlsx", ("đã ghi 5 dòng; không có gì mới 0 dòng; để lại 0 dòng",)),
    Command("cchc forms status --as-of 14/3/2020", ("Văn phòng", "VII.3")),
    Command("cchc report quarterly --quarter 1", ("Đã lập BC-CCHC-quy-I-2020.docx",), report_read),
    Command("cchc report check 2020-Q1", ("Trước khi ký báo cáo quý I năm 2020",)),
)


def main() -> int:
    """Replay, print each command with its seconds and first lines; return 1 where something failed or is too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", nargs="?", type=Path, help="install this wheel instead of the checkout")
    parser.add_argument("--program", type=Path, help="use this cchc, as from the portable build; install nothing")
    asked = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")
    office = shutil.which("soffice")
    if office is None and os.environ.get("CCHC_OFFICE") == "1":
        sys.stderr.write("CCHC_OFFICE=1, but LibreOffice (soffice) is not here\n")
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        try:
            hour = replay(Path(scratch).resolve(), asked.wheel, asked.program, office)
        except FailedError as failed:
            sys.stderr.write(f"\n{failed}\n")
            return 1
    sys.stdout.write(
        f"\n{hour.typed} lệnh, {hour.seconds:.0f} giây; không mở trình soạn thảo lần nào; nhiều nhất {MOST_COMMANDS}.\n"
    )
    return 0 if hour.typed <= MOST_COMMANDS else 1


def replay(scratch: Path, wheel: Path | None, program: Path | None, office: str | None) -> Hour:
    """Set up a fresh environment, then type the commands in a folder that holds a Word file and nothing else."""
    venv, desk, home = scratch / ".venv", scratch / "ke hoach", scratch / "home"
    desk.mkdir()
    home.mkdir()
    installed = program.resolve() if program else venv / PROGRAMS / "cchc"
    hour = Hour(desk, installed, scratch / "office", office, environment=surroundings(home))
    if program is None:
        hour.type(set_up(venv, wheel), shown=first_command(), at=ROOT)
    shutil.copyfile(SAMPLE, desk / "ke-hoach.docx")
    for command in COMMANDS:
        said = hour.type(command.typed)
        missing = [each for each in command.says if each not in said]
        if missing:
            raise FailedError(f"the answer lacks: {'; '.join(missing)}\n{said}")
        if command.by_hand:
            sys.stdout.write(f"   - {command.by_hand(hour)}\n")
    return hour


def first_command() -> str:
    """Return the first of the two commands that README.md gives."""
    found = re.search(r"^python3 -m venv .*$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise FailedError("README.md holds no command of set-up")
    return found[0]


def set_up(venv: Path, wheel: Path | None) -> str:
    """Return the first command of README.md for an environment of our own, with the wheel where one is given."""
    command = first_command().replace(".venv/bin/", f"{(venv / PROGRAMS).as_posix()}/")
    command = command.replace("venv .venv", f"venv '{venv.as_posix()}'")
    return command.replace("install -q .", f"install -q '{wheel.resolve().as_posix()}'") if wheel else command


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of somebody who has set nothing, and whose programs don't ask or open anything."""
    mine = ("CCHC", "GIT_", "LC_", "PYTHON", "VIRTUAL_ENV", "EDITOR", "VISUAL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
    return {
        **kept,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "EDITOR": "false",
        "VISUAL": "false",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


if __name__ == "__main__":
    sys.exit(main())
