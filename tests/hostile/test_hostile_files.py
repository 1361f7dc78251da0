"""Files made to harm, or ruined by accident: findings or a refusal, in bounded time, and never a traceback."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_cli.check import examine, show
from cchc_cli.domain.refusal import Refused
from cchc_cli.store.load import load
from cchc_cli.store.record import append

GOOD = Path(__file__).parent.parent / "bad" / "good"
ROOT = Path(__file__).parent.parent.parent
ROLES = [
    "plan.yaml", "appendix.yaml", "units.yaml", "indicators.yaml", "corrections.yaml", "amendments.yaml",
    "progress/I.1.yaml", "measurements/dung-han.yaml",
]  # fmt: skip
FULL = bool(os.environ.get("CCHC_FULL"))

ROW = "      - {id: %s, task: việc, lead: Phòng %d, deadline: Quý %d}\n"
HOSTILE: dict[str, bytes] = {
    "binary": random.Random(1).randbytes(100_000),
    "all bytes": bytes(range(256)) * 10,
    "zeros": bytes(1000),
    "a nul in text": b"a: b\x00c\n",
    "utf-16": "number: 01/KH\n".encode("utf-16-le"),
    "half a character": "Đ".encode()[:1],
    "a surrogate": b"a: \xed\xa0\x80\n",
    "deep brackets": b"[" * 10_000,
    "deep closed brackets": b"[" * 10_000 + b"]" * 10_000,
    "deep braces": b"{a: " * 10_000,
    "deep dashes": b"- " * 10_000 + b"x",
    "deep block": b"".join(b" " * depth + b"a:\n" for depth in range(3000)),
    "deep keys": b"? " * 10_000,
    "deep sections": b"sections: [{id: a, title: b, " * 1000 + b"}]" * 1000,
    "alias bomb": b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (98 + n, 98 + n, 97 + n, 97 + n) for n in range(24)),
    "anchors": b"".join(b"- &a%d x\n" % number for number in range(20_000)),
    "tags": b"!!python/object/apply:os.system ['exit 1']\n",
    "a doubled key, often": b"a: 1\n" * 20_000,
    "100,000 keys": b"".join(b"k%d: v\n" % number for number in range(100_000)),
    "many entries": b"- x\n" * 20_000,
    "many empty entries": b"-\n" * 20_000,
    "many values": b"[" + b"a," * 200_000 + b"]",
    "a long line": b"a: " + b"x" * 1_000_000,
    "a long key": b"x" * 1_000_000 + b": a",
    "long words": b"- {id: " + b"a " * 500_000 + b", date: " + b"2020-01-" * 100_000 + b"}",
    "long words of a plan": b"number: " + b"a " * 500_000 + b"\ndate: " + b"9" * 100_000 + b"\nyear: " + b"2" * 100_000,
    "quotes": b"'" * 100_000,
    "colons": b":" * 100_000,
    "tabs": b"\t" * 100_000,
    "line ends": b"\r\n" * 100_000,
    "next lines": "\x85\u2028\u2029".encode() * 1000,
    "percent": b"%" * 1000,
    "directives": b"%YAML 9.9\n---\na: b\n",
    "documents": b"---\n" * 1000,
    "boms": b"\xef\xbb\xbf" * 1000,
    "null": b"~",
    "a date": b"2025-02-30",
    "a number": b"0x1F",
    "a list": b"- 1\n- 2025-02-30\n- {a: b}\n- [c]\n- ~\n",
    "a mapping": b"1: 2\n? [a]\n: b\n",
    "keys of all kinds": b"{1: a, ~: b, true: c, 2020-01-01: d, '': e, ' ': f}",
    "merge keys": b"- {<<: [{a: b}], id: x}\n",
    "wrong everywhere": b"sections:\n  - {id: [], title: {}, area: [], tasks: {a: b}, sections: x}\n  - ~\n  - 5\n  - [[]]\n",
    "control characters": b'number: "\\e[31m\\0\\a"\n"\\e[2J": x\n',
    "marks of direction": "number: \u202eabc\u2066\n".encode(),
    "conflict markers": b"<<<<<<< a\n" * 10_000,
    "2000 rows": b"sections:\n  - id: I\n    title: a\n    tasks:\n"
    + b"".join(ROW.encode() % (b"I.%d" % number, number, number) for number in range(2000)),
    "rows without words": b"sections:\n  - id: I\n    title: a\n    tasks:\n" + b"      - {id: I.1, lead: '%s'}\n" % (b"a, " * 2_000),
    "many bad facts": b"- {date: 2020-13-01, status: xong, void: [], part: z}\n" * 10_000,
    "many good facts": b"- {date: 2020-03-01, id: a2bcd, void: x, part: z, lead: ai}\n" * 5_000,
    "many units": b"".join(b"- {id: u%d, name: Phong %d, members: [x%d], successor: y}\n" % (n, n, n) for n in range(5_000)),
}  # fmt: skip


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("hostile") / "plan"
    shutil.copytree(GOOD, directory)
    return directory


def findings_of(plan: Path) -> list[str]:
    """Read, check and write out in all forms; return the codes found."""
    loaded = load(plan)
    found = examine(loaded)
    assert show.as_text(found, loaded.sources).isprintable() or found
    show.summary(found, len(loaded.sources))
    return [each["code"] for each in json.loads(show.as_json(found, loaded.sources).encode())["findings"]]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_findings_or_nothing(plan: Path, name: str) -> None:
    harmless = {"line ends", "next lines", "boms", "null"}
    for role in ROLES if len(HOSTILE[name]) < 10_000 or FULL else (ROLES[0], ROLES[1], ROLES[2], ROLES[6]):
        old = (plan / role).read_bytes()
        (plan / role).write_bytes(HOSTILE[name])
        try:
            found = findings_of(plan)
            assert found or name in harmless or (role, name) == ("appendix.yaml", "2000 rows"), role
        finally:
            (plan / role).write_bytes(old)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_takes_no_fact_or_keeps_its_bytes(plan: Path, name: str) -> None:
    path = plan / "progress" / "I.3.yaml"
    path.write_bytes(HOSTILE[name])
    try:
        append(plan, "progress/I.3.yaml", lambda _: {"date": dt.date(2020, 6, 1), "result": "x"})
    except Refused:
        assert path.read_bytes() == HOSTILE[name]
    else:
        assert path.read_bytes().startswith(HOSTILE[name])
    finally:
        path.unlink()


@pytest.mark.parametrize("size", [32 * 1024 * 1024, 50 * 1024 * 1024])
@pytest.mark.parametrize("line", [b"# ghi chu\n", b"- a: b\n", b"x" * 1023 + b"\n"])
def test_a_huge_file_is_read_within_bounds(plan: Path, size: int, line: bytes) -> None:
    path = plan / "corrections.yaml"
    old = path.read_bytes()
    path.write_bytes(line * (size // len(line)))
    try:
        assert len(findings_of(plan)) <= 1
    finally:
        path.write_bytes(old)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes and links of this kind")
@pytest.mark.parametrize(
    "command", [("list",), ("validate",), ("show", "I.1"), ("result", "I.1", "x", "--date", "1/6/2020"), ()]
)
def test_no_command_hangs_or_breaks_on_things_that_are_no_files(tmp_path: Path, command: tuple[str, ...]) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(GOOD, plan)
    for name in ("units.yaml", "progress/I.1.yaml"):
        (plan / name).unlink()
        os.mkfifo(plan / name)
    (plan / "indicators.yaml").unlink()
    (plan / "indicators.yaml").symlink_to("indicators.yaml")
    (plan / "amendments.yaml").unlink()
    (plan / "amendments.yaml").mkdir()
    (plan / "progress" / "I.2.yaml").symlink_to("/dev/zero")
    (plan / "progress" / os.fsdecode(b"\xff\n\x1b[31m.yaml")).write_bytes(b"\xff")
    done = subprocess.run(
        [sys.executable, "-m", "cchc_cli", *command, "--plan", str(plan)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == (2 if command[:1] == ("result",) else 1), done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout + done.stderr
