"""``cchc init``: a new repository of plans, another year in it, git set up for it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer
import yaml

from cchc_cli.cli import edge, starting, validating
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Call the program in a folder of its own: exit code, standard output, standard error."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command("init")(starting.init)
    app.command("validate")(validating.validate)
    for name in ("CCHC_PLAN", "CCHC_DEBUG", "GIT_DIR", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)

    def run(*argv: str) -> tuple[int, str, str]:
        code = edge.run(app, argv)
        return code, *capsys.readouterr()

    return run


def files_in(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    )


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=An", "-c", "user.email=an@example.vn", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


def test_a_new_repository_is_made_and_is_sound(call: Call, tmp_path: Path) -> None:
    code, out, err = call("init", "kho", "--year", "2026")
    assert code == 0
    assert sorted(out.splitlines()) == sorted(str(Path("kho") / name) for name in files_in(tmp_path / "kho"))
    assert err == (
        "Đã lập 25 tệp. Mở plan/2026, điền những chỗ có chữ ĐIỀN và thay những đoạn MẪU, rồi chạy “cchc validate”.\n"
    )
    assert not (tmp_path / "kho/.git").exists()
    assert call("validate", "--strict", "--plan", "kho") == (
        0,
        "Đã kiểm tra 4 tệp: không có lỗi, không có lưu ý.\n",
        "",
    )


def test_every_file_of_the_plan_names_its_schema_for_editors(call: Call, tmp_path: Path) -> None:
    call("init", "kho", "--year", "2026")
    for file in sorted((tmp_path / "kho/plan/2026").glob("*.yaml")):
        first = file.read_text("utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=../../schemas/{file.stem}.schema.json"
        assert (file.parent / first.partition("=")[2]).is_file()


def test_the_plan_says_what_the_options_say(call: Call, tmp_path: Path) -> None:
    code, _, _ = call(
        "init", "kho", "--agency", "Ban: “A” #1", "--parent", "UBND tỉnh", "--code", "BQL", "--place", "'Đồng Nai",
        "--number", "01/KH-BQL", "--date", "14/1/2020",
    )  # fmt: skip
    assert code == 0
    plan = load(tmp_path / "kho/plan/2020").plan
    assert plan is not None
    assert (plan.year, plan.number, plan.date.isoformat()) == (2020, "01/KH-BQL", "2020-01-14")
    assert (plan.agency.name, plan.agency.parent, plan.agency.code) == ("Ban: “A” #1", "UBND tỉnh", "BQL")
    assert plan.place == "'Đồng Nai"


def test_the_year_is_the_present_one_unless_said(call: Call, tmp_path: Path) -> None:
    call("init", "kho")
    assert (tmp_path / f"kho/plan/{edge.today().year}/plan.yaml").is_file()


def test_without_a_directory_the_working_directory_is_taken(call: Call, tmp_path: Path) -> None:
    assert call("init", "--year", "2026")[0] == 0
    assert (tmp_path / "plan/2026/plan.yaml").is_file()


def test_files_of_the_directory_are_named_and_kept(call: Call, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("của tôi\n", "utf-8")
    (tmp_path / ".editorconfig").write_text("root = true\n", "utf-8")
    code, out, err = call("init", ".", "--year", "2026")
    assert code == 0
    assert "README.md" not in out.splitlines()
    assert err.splitlines()[0] == "Đã có sẵn, giữ nguyên: README.md, .editorconfig."
    assert (tmp_path / "README.md").read_text("utf-8") == "của tôi\n"


def test_a_plan_of_the_same_year_is_refused(call: Call, tmp_path: Path) -> None:
    call("init", "kho", "--year", "2026")
    before = {name: (tmp_path / "kho" / name).read_bytes() for name in files_in(tmp_path / "kho")}
    code, out, err = call("init", "kho", "--year", "2026", "--git")
    assert (code, out) == (2, "")
    assert err == (
        "Lỗi: “kho” đã có kế hoạch năm 2026: plan/2026.\n"
        "Chọn năm khác bằng --year, hoặc thư mục khác; muốn cài đặt git cho kho này: cchc init --git.\n"
    )
    assert {name: (tmp_path / "kho" / name).read_bytes() for name in files_in(tmp_path / "kho")} == before
    assert not (tmp_path / "kho/.git").exists()


def test_another_year_leaves_the_rest_alone(call: Call, tmp_path: Path) -> None:
    call("init", "kho", "--year", "2026")
    code, out, _ = call("init", "kho", "--year", "2027")
    assert code == 0
    assert [Path(line).name for line in out.splitlines()] == [
        "plan.yaml", "appendix.yaml", "indicators.yaml", "units.yaml", ".gitkeep",
    ]  # fmt: skip
    assert call("validate", "--plan", "kho", "--year", "2027")[0] == 0


def test_a_year_that_is_none_is_refused_and_not_taken_for_unsaid(call: Call, tmp_path: Path) -> None:
    assert call("init", "kho", "--year", "0") == (
        2,
        "",
        "Lỗi: “0” không phải là năm của kế hoạch.\nViết bốn chữ số, ví dụ --year 2026.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_an_empty_name_is_not_taken_for_the_working_directory(call: Call, tmp_path: Path) -> None:
    code, out, err = call("init", "", "--year", "2026")
    assert (code, out) == (2, "")
    assert err == "Lỗi: THƯ_MỤC: chưa ghi gì.\nGhi tên thư mục; không nêu thư mục nào là thư mục đang đứng.\n"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_option_is_refused_where_only_git_would_be_set_up(call: Call, tmp_path: Path) -> None:
    call("init", ".", "--year", "2020")
    code, out, err = call("init", "--git", "--agency", "")
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: --agency: chưa ghi gì.")
    assert not (tmp_path / ".git").exists()


def test_no_repository_is_made_in_the_folder_that_holds_the_plans(call: Call, tmp_path: Path) -> None:
    call("init", "kho", "--year", "2020")
    before = files_in(tmp_path)
    for arguments in ((), ("--git",), ("--year", "2021")):
        assert call("init", "kho/plan", *arguments) == (
            2,
            "",
            f"Lỗi: “{Path('kho/plan')}” là nơi để các kế hoạch của một kho.\n"
            "Chạy lại ở thư mục đứng trên, là thư mục có “plan”.\n",
        )
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("arguments", [("--agency", "a\x07b"), ("--place", " "), ("--date", "31/2/2026")])
def test_options_that_make_no_sense_are_refused(call: Call, tmp_path: Path, arguments: tuple[str, str]) -> None:
    code, out, err = call("init", "kho", "--year", "2026", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"Lỗi: {arguments[0]}:")
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_lists_and_writes_nothing(call: Call, tmp_path: Path) -> None:
    code, out, err = call("init", "kho", "--year", "2026", "--git", "--dry-run")
    assert code == 0
    assert str(Path("kho/plan/2026/plan.yaml")) in out.splitlines()
    assert err == (
        "Sẽ lập kho git ở “kho”.\n"
        "Sẽ cài đặt cho git hợp nhất kế hoạch bằng cchc, chỉ trên máy này và kho này.\n"
        "Chỉ xem trước, chưa ghi gì.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_git_is_set_up_with_the_new_repository(call: Call, tmp_path: Path) -> None:
    code, _, err = call("init", "kho", "--year", "2026", "--git")
    assert code == 0
    assert err.splitlines()[:2] == [
        "Đã lập kho git ở “kho”.",
        "Đã cài đặt cho git hợp nhất kế hoạch bằng cchc, chỉ trên máy này và kho này.",
    ]
    assert git(tmp_path / "kho", "symbolic-ref", "HEAD") == "refs/heads/main\n"
    assert "merge-driver" in git(tmp_path / "kho", "config", "--local", "merge.cchc.driver")
    attributed = git(tmp_path / "kho", "check-attr", "merge", "plan/2026/plan.yaml")
    assert attributed == "plan/2026/plan.yaml: merge: cchc\n"
    git(tmp_path / "kho", "add", ".")
    git(tmp_path / "kho", "commit", "--quiet", "-m", "Kế hoạch mới")
    assert git(tmp_path / "kho", "ls-files").splitlines() == files_in(tmp_path / "kho")


def test_git_alone_is_set_up_where_a_plan_is(call: Call, tmp_path: Path) -> None:
    call("init", ".", "--year", "2020")
    (tmp_path / ".gitattributes").write_text("*.docx binary\n", "utf-8")
    units = tmp_path / "plan/2020/units.yaml"
    units.write_text(
        units.read_text("utf-8").replace("  # contact: {name: Nguyễn Văn A", "  contact: {name: A"), "utf-8"
    )
    (tmp_path / "README.md").unlink()
    before = files_in(tmp_path)
    code, out, err = call("init", "--git")
    assert (code, out) == (0, "")
    assert err == (
        "Đã lập kho git ở “.”.\n"
        "Đã cài đặt cho git hợp nhất kế hoạch bằng cchc, chỉ trên máy này và kho này.\n"
        "Đã cập nhật .gitattributes.\n"
        "Đã cập nhật CODEOWNERS.\n"
    )
    assert files_in(tmp_path) == before
    assert "/plan/2020/progress/I.1.yaml @nguyen.van.a" in (tmp_path / "CODEOWNERS").read_text("utf-8").splitlines()
    for arguments in ((), ("--dry-run",)):
        assert call("init", "--git", *arguments) == (0, "", "Kho này đã được cài đặt, không có gì phải đổi.\n")


def test_a_dry_run_of_git_alone_says_what_it_would_do(call: Call, tmp_path: Path) -> None:
    call("init", ".", "--year", "2020")
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".gitattributes").unlink()
    assert call("init", "--git", "--dry-run") == (
        0,
        "",
        "Sẽ cài đặt cho git hợp nhất kế hoạch bằng cchc, chỉ trên máy này và kho này.\n"
        "Sẽ lập .gitattributes.\n"
        "Chỉ xem trước, chưa ghi gì.\n",
    )
    assert not (tmp_path / ".gitattributes").exists()
    assert "cchc" not in git(tmp_path, "config", "--local", "--list")


def test_a_repository_above_is_used_and_named(call: Call, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    code, _, err = call("init", "kho", "--year", "2026", "--git")
    assert code == 0
    assert not (tmp_path / "kho/.git").exists()
    assert err.splitlines()[-2] == (
        f"Gốc của kho git là {tmp_path.resolve()}; .github, .gitlab-ci.yml, .pre-commit-config.yaml và CODEOWNERS "
        "chỉ có tác dụng ở đó. Chuyển những tệp này lên đó, rồi trong ba tệp đầu sửa “plan” thành “kho/plan”."
    )
    assert git(tmp_path, "check-attr", "merge", "kho/plan/2026/plan.yaml").endswith("merge: cchc\n")


def test_without_git_the_rest_is_done(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, out, err = call("init", "kho", "--year", "2026", "--git")
    assert code == 0
    assert len(out.splitlines()) == 25
    assert err.splitlines()[0] == (
        "Máy này chưa có git, nên chưa cài đặt git cho kho này. "
        "Cài git (https://git-scm.com), mở lại cửa sổ lệnh rồi chạy “cchc init --git”."
    )


def test_a_plan_with_errors_keeps_its_owners_and_ends_with_one(call: Call, tmp_path: Path) -> None:
    call("init", ".", "--year", "2026")
    (tmp_path / "plan/2026/units.yaml").write_text("- {id: vp\n", "utf-8")
    owners = (tmp_path / "CODEOWNERS").read_bytes()
    code, _, err = call("init", "--git")
    assert code == 1
    assert err.splitlines()[-1] == (
        "Chưa lập CODEOWNERS: kế hoạch plan/2026 đang có lỗi. "
        "Chạy “cchc validate --plan plan/2026”, sửa các lỗi rồi chạy lại."
    )
    assert (tmp_path / "CODEOWNERS").read_bytes() == owners


@pytest.fixture
def on_path(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the program on the PATH, as the machines that check plans have it."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "cchc"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cchc_cli "$@"\n', "utf-8")
    program.chmod(0o755)
    (folder / "python").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path(starting.__file__).parent.parent.parent))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="the servers' scripts run under a POSIX shell")
def test_the_check_on_github_notes_each_fault_at_its_line(call: Call, tmp_path: Path, on_path: None) -> None:
    call("init", ".", "--year", "2026")
    workflow = yaml.safe_load((tmp_path / ".github/workflows/cchc.yml").read_text("utf-8"))
    command = shlex.split(workflow["jobs"]["kiem-tra"]["steps"][-1]["run"])
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
    appendix = tmp_path / "plan/2026/appendix.yaml"
    appendix.write_text(appendix.read_text("utf-8").replace("Tháng 9/2026\n", "31/11/2026, 100%\n", 1), "utf-8")
    line = 1 + appendix.read_text("utf-8").splitlines().index("        deadline: 31/11/2026, 100%")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stdout.startswith(f"::error file=plan/2026/appendix.yaml,line={line},col=")
    assert done.stdout.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the servers' scripts run under a POSIX shell")
def test_the_check_on_gitlab_leaves_a_report_of_the_faults(call: Call, tmp_path: Path, on_path: None) -> None:
    call("init", ".", "--year", "2026")
    (tmp_path / "plan/2026/units.yaml").write_text("- {id: vp, name: Văn phòng}\n", "utf-8")
    jobs = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text("utf-8"))
    (script,) = jobs["kiem-tra"]["script"]
    done = subprocess.run(["sh", "-e", "-c", script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    report = yaml.safe_load((tmp_path / "gl-code-quality-report.json").read_text("utf-8"))
    assert {each["location"]["path"] for each in report} == {"plan/2026/appendix.yaml"}
    assert {each["severity"] for each in report} == {"major"}
    assert len({each["fingerprint"] for each in report}) == len(report) == 2
    assert "Các phòng chuyên môn" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="one of the two is run by a POSIX shell")
@pytest.mark.parametrize("which", ["local", "offered"])
def test_the_hook_checks_every_plan_of_the_repository(call: Call, tmp_path: Path, on_path: None, which: str) -> None:
    call("init", ".", "--year", "2026")
    call("init", ".", "--year", "2027")
    (tmp_path / "plan/2026").rename(tmp_path / "plan/Năm 2026")
    config = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text("utf-8"))
    offered = Path(starting.__file__).parent.parent.parent / ".pre-commit-hooks.yaml"
    hook = config["repos"][0]["hooks"][0] if which == "local" else yaml.safe_load(offered.read_text("utf-8"))[0]
    command = shlex.split(hook["entry"])
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Đã kiểm tra 8 tệp của 2 kế hoạch: không có lỗi, không có lưu ý.\n"
    (tmp_path / "plan/Năm 2026/units.yaml").write_text("- {id: vp, name: Văn phòng}\n", "utf-8")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "Các phòng chuyên môn" in done.stdout
