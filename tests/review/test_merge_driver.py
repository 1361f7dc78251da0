"""Git calls the driver, with any path, and merges by lines where the driver is missing or fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from cchc_cli.cli import edge
from cchc_cli.cli.merging import merge_driver
from cchc_cli.review.merge_setup import ATTRIBUTES, CONFIG, driver

ROOT = Path(__file__).resolve().parent.parent.parent
BASE = "- date: 2020-01-20\n  id: a2bcd\n  status: started\n"
OURS = BASE + "- date: 2020-03-20\n  id: b3cde\n  status: done\n"
THEIRS = BASE + "- date: 2020-02-20\n  id: c4def\n  result: Đã họp\n"
SCRIPT = f"""\
import sys
sys.path.insert(0, {str(ROOT)!r})
import typer
from cchc_cli.cli import edge
from cchc_cli.cli.merging import merge_driver
app = typer.Typer(add_completion=False, rich_markup_mode=None)
app.callback()(lambda: None)
app.command("merge-driver")(merge_driver)
sys.exit(edge.run(app, sys.argv[1:]))
"""


@pytest.fixture
def program(tmp_path: Path) -> list[str]:
    """Return what runs the program, from a folder with a name that a shell must not read."""
    folder = tmp_path / "chương trình 100% 'thử'"
    folder.mkdir()
    (folder / "cchc.py").write_text(SCRIPT, encoding="utf-8")
    return [sys.executable, str(folder / "cchc.py")]


def git(place: Path, *arguments: str, fails: bool = False) -> subprocess.CompletedProcess[str]:
    """Run git in a repository, without anybody's settings."""
    people = {
        f"GIT_{who}_{key}": value
        for who in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "Ai"), ("EMAIL", "ai@example.invalid"))
    }
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    own |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **people}
    return subprocess.run(
        ["git", *arguments], cwd=place, env=own, check=not fails, capture_output=True, encoding="utf-8"
    )


def repository(place: Path, file: str, base: str | None, ours: str, theirs: str) -> Path:
    """Make a repository in which two branches changed a file; ours is checked out."""
    place.mkdir()
    git(place, "init", "-q", "-b", "main", ".")
    (place / ".gitattributes").write_text(ATTRIBUTES, encoding="utf-8")
    for branch, text in (("main", base), ("theirs", theirs), ("ours", ours)):
        if branch != "main":
            git(place, "checkout", "-q", "-b", branch, "main")
        if text is not None:
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            (place / file).write_text(text, encoding="utf-8")
        git(place, "add", "-A")
        git(place, "commit", "-q", "-m", branch)
    return place


@pytest.mark.parametrize(
    "file", ["plan/2020/progress/II.5.yaml", "plan/Kế hoạch 2020/progress/it's $HOME.yaml", "plan/progress/-x.yaml"]
)
def test_git_merges_with_the_driver_whatever_the_path(tmp_path: Path, program: list[str], file: str) -> None:
    place = repository(tmp_path / "kho", file, BASE, OURS, THEIRS)
    git(place, "config", "merge.cchc.driver", driver(*program))
    git(place, "merge", "-q", "--no-edit", "theirs")
    assert (place / file).read_text(encoding="utf-8") == BASE + THEIRS[len(BASE) :] + OURS[len(BASE) :]
    assert git(place, "status", "--porcelain").stdout == ""


def test_first_facts_of_two_branches_are_united(tmp_path: Path, program: list[str]) -> None:
    file = "plan/2020/progress/II.5.yaml"
    place = repository(tmp_path / "kho", file, None, OURS, THEIRS)
    git(place, "config", "merge.cchc.driver", driver(*program))
    git(place, "merge", "-q", "--no-edit", "theirs")
    assert (place / file).read_text(encoding="utf-8") == BASE + THEIRS[len(BASE) :] + OURS[len(BASE) :]


def test_a_conflict_stops_the_merge_and_says_where_to_look(tmp_path: Path, program: list[str]) -> None:
    file = "plan/2020/progress/II.5.yaml"
    ours, theirs = BASE.replace("started", "done"), BASE.replace("started", "paused")
    place = repository(tmp_path / "kho", file, BASE, ours, theirs)
    git(place, "config", "merge.cchc.driver", driver(*program))
    done = git(place, "merge", "--no-edit", "theirs", fails=True)
    assert done.returncode == 1
    assert (
        "plan/2020/progress/II.5.yaml: còn 1 chỗ hai bên cùng sửa khác nhau. "
        "Tìm dấu <<<<<<< trong tệp, giữ lại nội dung đúng, bỏ các dòng dấu rồi lưu."
    ) in done.stderr
    assert (place / file).read_text(encoding="utf-8") == f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
    assert git(place, "status", "--porcelain").stdout == f"UU {file}\n"


@pytest.mark.parametrize(
    "broken",
    [
        ["no-such-program-anywhere"],
        [sys.executable, "-c", "raise SystemExit(3)"],
        [sys.executable, "-m", "no_such_module_anywhere"],
    ],
)
def test_without_the_program_git_merges_by_lines_and_keeps_both_sides(tmp_path: Path, broken: list[str]) -> None:
    file = "plan/2020/progress/II.5.yaml"
    place = repository(tmp_path / "kho", file, BASE, OURS, THEIRS)
    git(place, "config", "merge.cchc.driver", driver(*broken))
    assert git(place, "merge", "--no-edit", "theirs", fails=True).returncode == 1
    text = (place / file).read_text(encoding="utf-8")
    assert "b3cde" in text
    assert "c4def" in text
    assert text.count("<<<<<<< ours") == 1


def test_a_clone_that_does_not_know_the_driver_merges_as_ever(tmp_path: Path) -> None:
    file = "plan/2020/progress/II.5.yaml"
    place = repository(tmp_path / "kho", file, BASE, BASE.replace("2020-01-20", "2020-01-21"), THEIRS)
    git(place, "merge", "-q", "--no-edit", "theirs")
    assert (place / file).read_text(encoding="utf-8") == THEIRS.replace("2020-01-20", "2020-01-21")


def test_the_settings_name_the_command() -> None:
    assert dict(CONFIG)["merge.cchc.driver"] == (
        "cchc merge-driver -- %O %A %B %P; code=$?; test $code -eq 0 && exit 0; "
        "test $code -eq 1 && grep -q '<<<<<<< ours' %A && exit 1; "
        "git merge-file -L ours -L base -L theirs %A %O %B"
    )


def versions(folder: Path, *texts: str) -> list[str]:
    """Write the three versions of a file and return their names."""
    names = [str(folder / name) for name in ("goc", "ta", "kia")]
    for name, text in zip(names, texts, strict=True):
        Path(name).write_bytes(text.encode())
    return names


def test_the_command_writes_the_result_over_our_version(tmp_path: Path) -> None:
    names = versions(tmp_path, BASE, OURS, THEIRS)
    merge_driver(names[0], names[1], names[2], "plan/2020/progress/II.5.yaml")
    assert [Path(name).read_text("utf-8") for name in names] == [
        BASE,
        BASE + THEIRS[len(BASE) :] + OURS[len(BASE) :],
        THEIRS,
    ]


def test_the_command_ends_with_1_where_markers_are_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = versions(tmp_path, "a\n", "b\n", "c\n")
    with pytest.raises(typer.Exit) as left:
        merge_driver(names[0], names[1], names[2], "x\x1b.yaml")
    assert left.value.exit_code == edge.FOUND
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[0][:20]) == ("", "x␛.yaml: còn 1 chỗ h")


def test_a_version_that_is_not_there_is_refused(tmp_path: Path, program: list[str]) -> None:
    call = [*program, "merge-driver", "--", "khong-co", "khong-co", "khong-co", "x.yaml"]
    done = subprocess.run(
        call, cwd=tmp_path, check=False, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}
    )
    assert done.returncode == edge.REFUSED
    assert (
        done.stderr
        == "Lỗi: Không đọc được tệp “khong-co”.\nLệnh này do git gọi; cài đặt cho git bằng cchc init --git.\n"
    )
