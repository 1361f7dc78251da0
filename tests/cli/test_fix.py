"""What ``--fix`` says, and the diff it shows instead of writing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_cli.cli.fixing import fix

REAL = Path(__file__).parents[2] / "plan" / "2020"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A copy of the real plan."""
    shutil.copytree(REAL, tmp_path / "2020")
    return tmp_path / "2020"


def damage(path: Path, old: str, new: str) -> None:
    raw = path.read_bytes()
    assert old.encode() in raw
    path.write_bytes(raw.replace(old.encode(), new.encode(), 1))


def test_each_file_says_what_was_repaired_and_in_which_lines(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(plan / "units.yaml", "name: Văn phòng", "Name: Văn\u00a0phòng")
    damage(plan / "progress" / "II.1.yaml", "- date: 2020-06-14\n", "- date:\t2020-06-14  \n")
    fix(plan, show_only=False)
    out, err = capsys.readouterr()
    line = 1 + (REAL / "units.yaml").read_text("utf-8").split("name: Văn phòng")[0].count("\n")
    fact = 1 + (REAL / "progress" / "II.1.yaml").read_text("utf-8").split("- date: 2020-06-14")[0].count("\n")
    assert out == ""
    assert err == (
        f"units.yaml: đã sửa khoảng trắng khác dấu cách thường, dòng {line}.\n"
        f"units.yaml: đã sửa tên khóa viết khác quy định, dòng {line}.\n"
        f"progress/II.1.yaml: đã sửa dấu Tab sau dấu hai chấm, dòng {fact}.\n"
        f"progress/II.1.yaml: đã sửa khoảng trắng thừa ở cuối dòng, dòng {fact}.\n"
        "Đã sửa 2 dòng trong 2 tệp.\n"
    )
    assert {path.relative_to(REAL): path.read_bytes() for path in REAL.rglob("*.yaml")} == {
        path.relative_to(plan): path.read_bytes() for path in plan.rglob("*.yaml")
    }


def test_a_sound_plan_needs_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fix(plan, show_only=False) == ()
    assert capsys.readouterr() == ("", "Không có chỗ nào cần sửa tự động.\n")


def test_the_diff_is_one_that_git_applies_and_nothing_is_written(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(plan / "units.yaml", "name: Văn phòng", "Name: Văn\u00a0phòng")
    held = (plan / "units.yaml").read_bytes()
    fix(plan, show_only=True)
    out, err = capsys.readouterr()
    assert (plan / "units.yaml").read_bytes() == held
    assert err.endswith("Sẽ sửa 1 dòng trong 1 tệp; chưa ghi gì.\n")
    assert out.startswith("--- a/2020/units.yaml\n+++ b/2020/units.yaml\n@@ ")
    apply = ["git", "apply", "--unidiff-zero", "-"]
    subprocess.run(apply, cwd=plan.parent, input=out.encode(), check=True)
    assert (plan / "units.yaml").read_bytes() == (REAL / "units.yaml").read_bytes()


def test_on_a_terminal_the_diff_shows_what_cannot_be_seen(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(plan / "units.yaml", "name: Văn phòng\n", "name:\tV\u200băn\u00a0phòng  \n")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    fix(plan, show_only=True)
    out, _ = capsys.readouterr()
    assert "-  name:→V<U+200B>ăn<U+00A0>phòng··\n" in out
    assert "+  name: Văn phòng\n" in out


def test_what_is_left_is_said(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(plan / "units.yaml", "name: Văn phòng", "name: Văn\u00a0phòng\n  aliases: [VP, \u200b, b]")
    damage(plan / "appendix.yaml", "Cải cách", "Cải c\u200bách")
    (plan / "baseline.yaml").write_bytes("document: Kế hoạch\ndate: 2020-01-14\n".encode())
    fix(plan, show_only=False)
    _, err = capsys.readouterr()
    assert (
        "units.yaml: còn chỗ chưa sửa vì không chắc giữ nguyên được nội dung; đề nghị sửa bằng tay.\n"
        "Đã sửa 1 dòng trong 1 tệp.\n"
    ) in err
    assert (
        "appendix.yaml: giữ các ký tự không nhìn thấy vì nội dung đã chốt; "
        "muốn bỏ thì sửa bằng tay rồi chạy “cchc baseline --again”.\n"
    ) in err
