"""``cchc rollover``: next year's plan drafted from this one."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from cchc_cli.cli import edge, rolling, validating
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Call the program beside a copy of the real plan: exit code, standard output, standard error."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command("rollover")(rolling.rollover)
    app.command("validate")(validating.validate)
    for name in ("CCHC_PLAN", "CCHC_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CCHC_CACHE", "off")
    shutil.copytree(ROOT / "plan" / "2020", tmp_path / "plan" / "2020")
    monkeypatch.chdir(tmp_path)

    def run(*argv: str) -> tuple[int, str, str]:
        code = edge.run(app, argv)
        return code, *capsys.readouterr()

    return run


def test_the_draft_stands_beside_the_plan_with_all_but_the_finished_rows(call: Call, tmp_path: Path) -> None:
    code, out, err = call("rollover", "2021")
    folder = tmp_path / "plan" / "2021"
    assert code == 0
    assert out == "Đã lập plan/2021: 35 mục từ kế hoạch 01/KH-KCNĐN, 34 mục chờ ghi thời hạn.\n"
    assert err == (
        "Không đưa sang 1 nhiệm vụ đã hoàn thành: VII.1. Muốn đưa sang: thêm --keep MÃ, hoặc --keep-all.\n"
        "Mở plan/2021, điền những chỗ có chữ ĐIỀN, rồi chạy: cchc validate --plan plan/2021\n"
    )
    assert sorted(path.name for path in folder.iterdir()) == [
        "appendix.yaml", "indicators.yaml", "plan.yaml", "progress", "units.yaml",
    ]  # fmt: skip


def test_rows_say_where_they_come_from_and_what_their_deadline_was(call: Call, tmp_path: Path) -> None:
    call("rollover", "2021")
    text = (tmp_path / "plan" / "2021" / "appendix.yaml").read_text("utf-8")
    assert "        deadline:  # ĐIỀN: năm 2020: Tháng 11/2020\n        continues: 2020/I.2\n" in text
    # VII.1 was finished, so that what was VII.2 is the first row of its section now.
    plan = load(tmp_path / "plan" / "2021").plan
    assert plan is not None
    assert [(task.id, task.continues) for task in plan.tasks() if task.section == "VII"] == [
        ("VII.1", "2020/VII.2"),
        ("VII.2", "2020/VII.3"),
    ]


def test_a_finished_row_comes_along_when_it_is_named(call: Call, tmp_path: Path) -> None:
    code, _, err = call("rollover", "2021", "--keep", "vii.1")
    plan = load(tmp_path / "plan" / "2021").plan
    assert (code, plan is not None and plan.task("VII.1") is not None) == (0, True)
    assert "đã hoàn thành" not in err


def test_the_draft_validates_without_error_and_its_facts_begin_anew(call: Call, tmp_path: Path) -> None:
    call("rollover", "2021", "--keep-all")
    code, out, _ = call("validate", "--plan", str(tmp_path / "plan" / "2021"))
    assert code == 0
    assert "0 lỗi" in out
    plan = load(tmp_path / "plan" / "2021").plan
    assert plan is not None
    assert (len(list(plan.tasks())), dict(plan.facts), plan.year) == (36, {}, 2021)


def test_a_dry_run_writes_nothing(call: Call, tmp_path: Path) -> None:
    code, out, err = call("rollover", "2021", "--dry-run")
    assert (code, out.startswith("Sẽ lập "), err.endswith("Chạy thử: chưa ghi gì.\n")) == (0, True, True)
    assert not (tmp_path / "plan" / "2021").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("2020",), "Lỗi: Năm của kế hoạch mới phải sau năm 2020.\nVí dụ: cchc rollover 2021.\n"),
        (("2021", "--keep", "IX.9"), "Lỗi: Không có nhiệm vụ “IX.9” trong kế hoạch 01/KH-KCNĐN.\n"),
        (("2021", "--keep-all", "--keep-none"), "Lỗi: --keep-all và --keep-none trái nhau.\nChọn một trong hai.\n"),
        (
            ("2021", "-o", "plan/2020"),
            "Lỗi: “plan/2020” đã có và không trống.\nChọn thư mục khác bằng -o, hoặc chuyển những gì trong đó đi.\n",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(call: Call, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = call("rollover", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)
    assert not (tmp_path / "plan" / "2021").exists()


def answered(folder: Path, typed: bytes) -> str:
    """Run the program on a terminal, type an answer once it asks, and return all it showed."""
    owner, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from cchc_cli.__main__ import run; run()", "rollover", "2021"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "TERM": "dumb", "COLUMNS": "80"},
        stdin=terminal, stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    shown = b""
    while select.select([owner], [], [], 30)[0]:
        try:
            some = os.read(owner, 65536)
        except OSError:
            break
        if not some:
            break
        shown += some
        if typed and "Đưa sang năm sau? [c/K]".encode() in shown:
            os.write(owner, typed)
            typed = b""
    process.wait()
    os.close(owner)
    return shown.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("typed", "rows"), [("có\n", 36), ("\n", 35)])
def test_finished_rows_are_offered_one_by_one_at_a_terminal(call: Call, tmp_path: Path, typed: str, rows: int) -> None:
    del call
    shown = answered(tmp_path, typed.encode())
    assert "1 nhiệm vụ đã hoàn thành. Nhiệm vụ nào năm nào cũng có thì đưa sang (c: có, k: không)." in shown
    assert "VII.1 Ban hành các Kế hoạch của năm 2020" in shown
    plan = load(tmp_path / "plan" / "2021").plan
    assert plan is not None
    assert len(list(plan.tasks())) == rows


def test_a_draft_elsewhere_is_named_as_it_was_typed(call: Call, tmp_path: Path) -> None:
    code, out, err = call("rollover", "2021", "-o", "dự thảo/2021")
    assert code == 0
    assert out.startswith("Đã lập dự thảo/2021: 35 mục")
    assert err.endswith('rồi chạy: cchc validate --plan "dự thảo/2021"\n')
    assert (tmp_path / "dự thảo" / "2021" / "plan.yaml").exists()


def test_an_open_deadline_of_a_draft_is_to_be_filled_in(call: Call) -> None:
    call("rollover", "2021")
    _, out, _ = call("validate", "--plan", "plan/2021")
    assert "W402: I.1 không ghi thời hạn." in out
    assert "Nếu còn chữ ĐIỀN, ghi thời hạn của năm nay rồi bỏ chữ đó; văn bản không ghi thì giữ nguyên." in out
