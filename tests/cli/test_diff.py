"""``cchc diff`` on real repositories: revisions, the working tree, directories, formats, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
import typer

from cchc_cli.cli import edge
from cchc_cli.cli.diffing import diff

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
Call: TypeAlias = "Callable[..., tuple[int, str, str]]"

app = typer.Typer(add_completion=False, rich_markup_mode=None)
app.command("diff")(diff)
app.callback()(lambda: None)


def git(folder: Path, *arguments: str) -> str:
    identity = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Văn thư")
    identity |= dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "vt@example.vn")
    identity |= dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2020-04-01T08:00:00+07:00")
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(folder), **identity}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], env=surroundings, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "--short=7", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the plan of 2020, committed once; the working directory."""
    folder = tmp_path / "kho"
    shutil.copytree(ROOT / "plan" / "2020", folder / "plan" / "2020")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "Kế hoạch như đã ký")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    return folder


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*argv: str) -> tuple[int, str, str]:
        code = edge.run(app, ("diff", *argv))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def extend(folder: Path, old: str = "Quý I/2020", new: str = "Quý II/2020") -> None:
    """Change the deadline of II.5."""
    path = folder / "plan" / "2020" / "appendix.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("- id: II.5")
    path.write_text(text[:start] + text[start:].replace(old, new, 1), encoding="utf-8", newline="")


def test_nothing_changed_is_said_in_a_sentence(repository: Path, call: Call) -> None:
    code, out, err = call("--exit-code")
    assert (code, err) == (0, "")
    assert out.split("\n")[2] == "Không có thay đổi."


def test_the_working_tree_is_held_against_the_last_commit(repository: Path, call: Call) -> None:
    short = git(repository, "rev-parse", "--short=7", "HEAD")
    extend(repository)
    code, out, err = call("--as-of", "1/5/2020")
    assert (code, err) == (0, "")
    assert (
        out
        == f"""\
Kế hoạch số 01/KH-KCNĐN: lần ghi {short} → bản đang sửa
--------------------------------------------------------------------------------
Nhiệm vụ: sửa 01; tình trạng đổi: 01 mục.
Tình trạng tính đến ngày 01/05/2020.

Nhiệm vụ (1)
II.5  sửa: Cập nhật lên cơ sở dữ liệu quốc gia về TTHC. Hoàn thiện đồng bộ hóa
      cơ sở dữ liệu thủ tục hành chính từ Trung ương đến địa phương trên cơ …
      Thời hạn: “Quý I/2020” (31/03/2020) → “Quý II/2020” (30/06/2020), lùi 91
      ngày

Tình trạng đổi (1)
II.5  Cập nhật lên cơ sở dữ liệu quốc gia về TTHC. Hoàn thiện …
      quá hạn, chưa có báo cáo kết quả; hạn 31/03/2020 → chưa hoàn thành, trong
      hạn; hạn 30/06/2020; chưa có báo cáo kết quả
"""
    )


def test_revisions_are_compared_without_the_working_tree(repository: Path, call: Call) -> None:
    extend(repository)
    second = commit(repository, "Lùi hạn II.5")
    extend(repository, "Quý II/2020", "Quý III/2020")
    for named in (("HEAD~1", "HEAD"), ("HEAD~1..HEAD",), ("HEAD~1..",)):
        data = json.loads(call(*named, "--format", "json")[1])
        (change,) = data["changes"]
        assert [edit["new"] for edit in change["edits"]] == ["Quý II/2020"]
        assert data["after"]["label"] == f"lần ghi {second}"
    (change,) = json.loads(call("HEAD~1", "--format", "json")[1])["changes"]
    assert [edit["new"] for edit in change["edits"]] == ["Quý III/2020"]


def test_two_directories_are_compared_outside_any_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    for name in ("cu", "moi"):
        shutil.copytree(ROOT / "plan" / "2020", tmp_path / name / "plan" / "2020")
    extend(tmp_path / "moi")
    monkeypatch.chdir(tmp_path)
    code, out, err = call("cu/plan/2020", "moi/plan/2020", "--exit-code")
    assert (code, err) == (1, "")
    assert out.startswith("Kế hoạch số 01/KH-KCNĐN: cu/plan/2020 → moi/plan/2020\n")
    assert "lùi 91" in out


def test_a_plan_that_was_not_there_is_new(repository: Path, call: Call) -> None:
    shutil.copytree(repository / "plan" / "2020", repository / "plan" / "2021")
    path = repository / "plan" / "2021" / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("year: 2020", "year: 2021"), encoding="utf-8", newline="")
    code, out, _ = call("--plan", "plan/2021", "--exit-code", "--format", "md")
    assert code == 1
    assert out.startswith("**Kế hoạch mới: 36 mục, 07 phần, 13 chỉ tiêu, 15 đơn vị, 09 mục tiến độ.**\n")


def test_a_commit_without_the_plan_on_either_side_is_refused(repository: Path, call: Call) -> None:
    shutil.copytree(repository / "plan" / "2020", repository / "plan" / "2021")
    code, out, err = call("HEAD", "HEAD", "--plan", "plan/2021")
    assert (code, out) == (2, "")
    assert "không có kế hoạch trong thư mục “plan/2021”" in err


def test_errors_of_one_side_are_said_and_the_rest_is_compared(repository: Path, call: Call) -> None:
    extend(repository)
    (repository / "plan" / "2020" / "units.yaml").write_text("- id: [\n", encoding="utf-8")
    code, out, err = call()
    assert code == 1
    assert "lùi 91" in out
    assert "Chưa đọc được ở bản đang sửa, nên không so: units.yaml." in out
    assert err == "Kế hoạch ở bản đang sửa có 1 lỗi nên kết quả có thể thiếu; chạy “cchc validate” để xem.\n"


def test_a_plan_whose_head_cannot_be_read_is_not_compared(repository: Path, call: Call) -> None:
    (repository / "plan" / "2020" / "plan.yaml").write_text("number: [\n", encoding="utf-8")
    code, out, err = call("--plan", "plan/2020")
    assert (code, out) == (1, "")
    assert "Chưa đọc được kế hoạch ở bản đang sửa nên chưa so được." in err


def test_an_edit_of_the_looks_counts_as_a_change(repository: Path, call: Call) -> None:
    path = repository / "plan" / "2020" / "units.yaml"
    path.write_bytes(b"# l\xe1\xbb\x9di\n" + path.read_bytes())
    code, out, _ = call("--exit-code")
    assert code == 1
    assert "Chỉ đổi cách trình bày: 01 tệp." in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("khong-co",), "Kho git không có lần ghi, nhánh hay nhãn nào tên là “khong-co”."),
        (("a", "b", "c"), "Chỉ so được hai phiên bản một lần."),
        (("--", "--output=x"), "Kho git không có lần ghi, nhánh hay nhãn nào tên là “--output=x”."),
        (("--as-of", "31/2/2020"), "--as-of: “31/2/2020” không phải là một ngày có thật."),
    ],
)
def test_a_wrong_call_is_refused(repository: Path, call: Call, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_document_is_written_where_it_is_wanted_and_made_anew(repository: Path, call: Call) -> None:
    extend(repository)
    for _ in range(2):
        code, out, err = call("-o", "thay-doi.html")
        assert (code, out, err) == (0, "", "Đã ghi thay-doi.html.\n")
    assert "<h2>Nhiệm vụ (1)</h2>" in Path("thay-doi.html").read_text(encoding="utf-8")
    Path("thay-doi.html").write_text("của người khác", encoding="utf-8")
    assert call("-o", "thay-doi.html")[0] == 2


def test_a_review_leaves_every_file_as_it_was(repository: Path, call: Call) -> None:
    extend(repository)
    seen = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in repository.rglob("*") if path.is_file()}
    for arguments in ((), ("HEAD", "HEAD"), ("--format", "md"), ("--format", "html"), ("--format", "json")):
        assert call(*arguments)[0] == 0
    assert seen == {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in repository.rglob("*") if path.is_file()
    }


def test_a_user_s_settings_of_git_change_nothing(repository: Path, call: Call) -> None:
    extend(repository)
    plain = call("--format", "json")
    for setting in ("diff.external=false", "color.ui=always", "diff.noprefix=true", "core.quotePath=true"):
        name, _, value = setting.partition("=")
        git(repository, "config", name, value)
    assert call("--format", "json") == plain


def test_control_characters_of_the_data_are_shown_and_not_obeyed(repository: Path, call: Call) -> None:
    extend(repository, "Quý I/2020", "'Quý \u202eI [red]x[/red]'")
    assert "“Quý <U+202E>I [red]x[/red]”" in call()[1]


def test_a_directory_is_held_against_the_plan_in_use(repository: Path, tmp_path: Path, call: Call) -> None:
    other = Path(shutil.copytree(repository, tmp_path / "khac", ignore=shutil.ignore_patterns(".git")))
    extend(other)
    code, out, err = call(str(other / "plan" / "2020"), "--format", "json")
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert [edit["new"] for change in data["changes"] for edit in change["edits"]] == ["Quý I/2020"]
    assert (data["before"]["label"], data["after"]["label"]) == (str(other / "plan" / "2020"), "bản đang sửa")


def test_three_dots_ask_for_what_a_branch_changed_since_it_parted(repository: Path, call: Call) -> None:
    git(repository, "checkout", "--quiet", "-b", "sua-han")
    extend(repository)
    commit(repository, "Lùi hạn II.5")
    git(repository, "checkout", "--quiet", "main")
    units = repository / "plan" / "2020" / "units.yaml"
    units.write_text(units.read_text(encoding="utf-8") + "- {id: moi, name: Phòng Mới}\n", encoding="utf-8")
    commit(repository, "Thêm đơn vị")

    def changed(named: str) -> list[tuple[str, str]]:
        return [(each["kind"], each["id"]) for each in json.loads(call(named, "--format", "json")[1])["changes"]]

    assert changed("main..sua-han") == [("task", "II.5"), ("unit", "moi")]
    assert changed("main...sua-han") == [("task", "II.5")]
    assert changed("...sua-han") == [("task", "II.5")]
    git(repository, "checkout", "--quiet", "--orphan", "khac")
    commit(repository, "Không chung gốc")
    code, out, err = call("main...khac")
    assert (code, out) == (2, "")
    assert "“main” và “khac” không có lần ghi chung nào." in err


def test_a_directory_that_is_no_plan_s_is_named_as_such(repository: Path, call: Call) -> None:
    (repository / "trong").mkdir()
    code, out, err = call("plan", "trong")
    assert (code, out) == (2, "")
    assert err == "Lỗi: Thư mục “plan” không phải là thư mục của một kế hoạch.\nKế hoạch trong đó: plan/2020.\n"
    assert "Thư mục “../kho” không phải là thư mục của một kế hoạch." in call("../kho")[2]
    assert "Chỉ rõ thư mục có tệp plan.yaml." in call("plan/2020", "trong")[2]
    git(repository, "branch", "trong")
    assert call("trong")[0] == 0


def test_a_word_wider_than_the_screen_is_broken_into_lines(
    repository: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    extend(repository, "Quý I/2020", "x" * 1000)
    lines = call()[1].splitlines()
    assert max(map(len, lines)) == 40
    assert sum(line.count("x") for line in lines) == 1000
