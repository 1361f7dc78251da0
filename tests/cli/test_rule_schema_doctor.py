"""``cchc rule``, ``cchc schema``, ``cchc doctor``: the manual of rules, the files' schemas, the check-up."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from cchc_cli.check.manual import BY_CODE
from cchc_cli.cli import checkup, edge
from cchc_cli.cli.doctor import doctor
from cchc_cli.cli.ruling import codes, rule
from cchc_cli.cli.schemas import names, schema
from cchc_cli.store.schemas import PATTERNS, schema_texts

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = ROOT / "tests" / "bad" / "good"


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """Call a command here, in an empty folder: exit code, standard output, standard error."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    for command in (rule, schema, doctor):
        app.command(command.__name__)(command)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("CCHC_PLAN", "CCHC_DEBUG", "_CCHC_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)

    def run(*argv: str) -> tuple[int, str, str]:
        code = edge.run(app, argv)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "plan" / "2020"))


def test_a_rule_is_explained_with_an_example_and_what_to_do(call: Callable[..., tuple[int, str, str]]) -> None:
    assert call("rule", "w404") == (
        0,
        "W404  lưu ý   Nhiệm vụ do cơ quan ngoài chủ trì\n"
        "\n"
        "  Cơ quan lập kế hoạch không trả lời thay được cho cơ quan khác, nên mục này\n"
        "  được kê riêng, không tính vào tỷ lệ nào và không nhắc việc.\n"
        "\n"
        "  Nên xem (appendix.yaml):\n"
        "    lead: Văn phòng UBND tỉnh\n"
        "\n"
        "  Được:\n"
        "    lead: Văn phòng\n"
        "    support: Văn phòng UBND tỉnh\n"
        "\n"
        "  Cần làm:\n"
        "  Nếu văn bản ký như vậy thì giữ nguyên. Nếu là đơn vị của cơ quan thì bỏ khóa\n"
        "  outside của đơn vị ấy trong units.yaml.\n"
        "\n"
        "  Đã xem và giữ nguyên: thêm vào cuối dòng “# cchc: ignore W404 lý do”.\n",
        "",
    )


@pytest.mark.parametrize("code", ["E102", "E201", "E120", "W120"])
def test_what_cannot_be_ignored_is_not_offered_to_be(code: str, call: Callable[..., tuple[int, str, str]]) -> None:
    assert "Đã xem và giữ nguyên" not in call("rule", code)[1]


def test_all_codes_are_listed_one_a_line_where_a_program_reads(call: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = call("rule")
    rows = [line.split("\t") for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert rows[0] == ["E101", "lỗi", "Tệp không phải văn bản UTF-8"]
    assert [row[0] for row in rows] == list(BY_CODE)
    assert {row[1] for row in rows} == {"lỗi", "lưu ý"}


def test_all_codes_are_listed_in_columns_on_a_terminal(
    call: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    code, out, _ = call("rule")
    assert code == 0
    assert out.startswith("E101  lỗi     Tệp không phải văn bản UTF-8\n")
    assert out.endswith("\n\nXem một mã: cchc rule MÃ\n")
    assert max(map(len, out.splitlines())) <= 80


def test_a_rule_as_data_has_its_version_and_everything_of_its_page(call: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = call("rule", "E401", "--format", "json")
    page = BY_CODE["E401"]
    assert code == 0
    assert json.loads(out) == {
        "schema": "cchc.rules/1",
        "rules": [
            {
                "code": "E401",
                "severity": "error",
                "title": "Thời hạn ghi một ngày không có thật",
                "why": page.why,
                "file": "appendix.yaml",
                "bad": "deadline: Trước ngày 31/11/2020",
                "good": "deadline: Trước ngày 30/11/2020",
                "remedy": page.remedy,
            }
        ],
    }


@pytest.mark.parametrize("code", BY_CODE)
def test_every_page_is_shown(code: str, call: Callable[..., tuple[int, str, str]]) -> None:
    assert call("rule", code)[0] == 0


@pytest.mark.parametrize("typed", ["", "X", "\x1b[31m", "a" * 10_000, "[red]"])
def test_a_code_there_is_not_is_refused(typed: str, call: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = call("rule", typed)
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: Không có mã “")
    assert "\x1b" not in err


def test_the_shell_is_offered_codes_and_names() -> None:
    assert codes("w40")[0] == ("W401", "Có lời ghi thời hạn chưa hiểu được")
    assert names("app") == [("appendix", "plan/*/appendix.yaml")]


def test_the_schemas_are_listed_with_the_files_they_are_for(call: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = call("schema")
    assert (code, err) == (0, "")
    assert [tuple(line.split("\t")) for line in out.splitlines()] == list(PATTERNS.items())


@pytest.mark.parametrize("typed", ["units", "Units", "units.yaml", "units.schema.json"])
def test_one_schema_goes_to_standard_output(typed: str, call: Callable[..., tuple[int, str, str]]) -> None:
    assert call("schema", typed) == (0, schema_texts()["units.schema.json"], "")


def test_a_schema_there_is_not_is_refused_with_the_nearest(call: Callable[..., tuple[int, str, str]]) -> None:
    assert call("schema", "apendix") == (
        2,
        "",
        "Lỗi: Không có lược đồ “apendix”.\n"
        "Có phải “appendix”? Các lược đồ: plan, appendix, units, indicators, corrections, amendments, statistics, "
        "baseline, progress, measurements, reports.\n",
    )


def test_all_schemas_are_written_into_a_folder(call: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = call("schema", "-o", "luoc-do")
    assert code == 0
    assert {path.name: path.read_text("utf-8") for path in Path("luoc-do").iterdir()} == dict(schema_texts())
    assert [Path(line).name for line in out.splitlines()] == [f"{name}.schema.json" for name in PATTERNS]
    assert err == "Đã ghi 11 lược đồ, 0 lược đồ đã có sẵn như vậy.\n"


def test_schemas_that_are_there_already_are_left_as_they_are(call: Callable[..., tuple[int, str, str]]) -> None:
    call("schema", "-o", "x")
    before = {path: path.stat().st_mtime_ns for path in Path("x").iterdir()}
    assert call("schema", "-o", "x") == (0, "", "Đã ghi 0 lược đồ, 11 lược đồ đã có sẵn như vậy.\n")
    assert {path: path.stat().st_mtime_ns for path in Path("x").iterdir()} == before


def test_a_file_of_another_content_is_replaced_only_when_asked(call: Callable[..., tuple[int, str, str]]) -> None:
    Path("x").mkdir()
    Path("x/units.schema.json").write_text("{}", encoding="utf-8")
    assert call("schema", "-o", "x") == (
        2,
        "",
        "Lỗi: Trong “x” đã có tệp nội dung khác: units.schema.json.\n"
        "Chọn thư mục khác, hoặc thêm --force để ghi đè bằng lược đồ của phiên bản này.\n",
    )
    assert [path.name for path in Path("x").iterdir()] == ["units.schema.json"]
    assert call("schema", "units", "-o", "x", "--force")[0] == 0
    assert Path("x/units.schema.json").read_text("utf-8") == schema_texts()["units.schema.json"]


def test_a_folder_that_is_a_file_is_refused(call: Callable[..., tuple[int, str, str]]) -> None:
    Path("x").write_text("", encoding="utf-8")
    assert call("schema", "-o", "x") == (2, "", "Lỗi: Không ghi được vào “x”.\nKiểm tra thư mục và quyền ghi.\n")


def examined(out: str) -> dict[str, tuple[str, str, str]]:
    """Return state, finding and remedy of each check, by its id."""
    data = json.loads(out)
    assert data["schema"] == "cchc.doctor/1"
    return {each["id"]: (each["state"], each["found"], each["remedy"]) for each in data["checks"]}


def test_a_sound_plan_outside_git_is_fit_for_use(call: Callable[..., tuple[int, str, str]], plan: Path) -> None:
    code, out, err = call("doctor", "--format", "json")
    found = examined(out)
    assert (code, err) == (0, "")
    assert [found[name][0] for name in ("python", "libraries", "templates", "clock", "plan", "writing")] == ["ok"] * 6
    assert found["plan"][1] == f"07/KH-X ({plan}): 0 lỗi, 0 lưu ý"
    assert found["repository"] == ("look", "kế hoạch chưa nằm trong kho git nào", "Chạy “cchc init --git”.")


def test_each_line_has_a_mark_and_a_word_without_colour(call: Callable[..., tuple[int, str, str]], plan: Path) -> None:
    (plan / "units.yaml").write_text("- id: vp\n", encoding="utf-8")
    code, out, _ = call("doctor")
    lines = out.splitlines()
    assert code == 1
    assert lines[0].startswith("● được       Python: 3.")
    assert "! nên xem    Kho git: kế hoạch chưa nằm trong kho git nào" in lines
    assert any(line.startswith("✗ chưa được  Kế hoạch: 07/KH-X") for line in lines)
    assert lines[-1].startswith("Có 1 chỗ cần làm cho được trước khi dùng cchc, ")
    assert "\x1b" not in out


def test_marks_are_plain_where_the_terminal_has_no_such_signs(
    call: Callable[..., tuple[int, str, str]], plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252", errors="replace"))
    assert call("doctor")[0] == 0
    sys.stdout.flush()
    said = raw.getvalue().decode("cp1252")
    assert said.startswith("+ ")
    assert "PYTHONUTF8=1" in said


def test_no_plan_is_no_fault_of_the_computer(call: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = call("doctor", "--format", "json")
    assert code == 0
    assert examined(out)["plan"][:2] == ("look", "Không tìm thấy kế hoạch nào từ thư mục này trở lên.")


def test_a_plan_asked_for_that_is_not_there_is_not_fit_for_use(call: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = call("doctor", "--plan", "nowhere", "--format", "json")
    assert code == 1
    assert examined(out)["plan"][:2] == ("broken", "Không có thư mục kế hoạch “nowhere”.")


def test_a_check_up_leaves_every_file_as_it_was(call: Callable[..., tuple[int, str, str]], plan: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in plan.rglob("*")}
    call("doctor")
    assert {path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in plan.rglob("*")} == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is open to root")
def test_a_plan_that_is_locked_can_only_be_read(call: Callable[..., tuple[int, str, str]], plan: Path) -> None:
    (plan / "progress").chmod(0o555)
    code, out, _ = call("doctor", "--format", "json")
    assert code == 0
    assert examined(out)["writing"][:2] == ("look", "chỉ xem được: không ghi được progress")


def test_git_missing_is_said_with_what_to_do(
    call: Callable[..., tuple[int, str, str]], plan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, out, _ = call("doctor", "--format", "json")
    found = examined(out)
    assert code == 0
    assert found["git"][0] == "look"
    assert found["git"][2] == "Cài git (https://git-scm.com) rồi mở lại cửa sổ lệnh."
    assert found["program"][0] == "look"
    assert "repository" not in found


def test_the_portable_build_is_never_told_to_install_with_python(
    call: Callable[..., tuple[int, str, str]], plan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(checkup, "LIBRARIES", ("khong-co",))
    monkeypatch.setattr("cchc_cli.report.jinja.template_path", lambda name: tmp_path / name)
    code, out, _ = call("doctor", "--format", "json")
    found = examined(out)
    again = "Giải nén lại trọn thư mục của chương trình từ tệp đã tải về."
    assert code == 1
    assert found["python"][1].endswith(" (đi kèm chương trình)")
    assert found["program"][2] == "Mở tệp “mo-cua-so-lenh.cmd” trong thư mục của chương trình."
    assert (found["libraries"][2], found["templates"][2]) == (again, again)
    assert "pip" not in out


@pytest.fixture
def repository(tmp_path: Path, plan: Path) -> Callable[..., None]:
    """Make the working folder a git repository, and give git further commands there."""

    def git(*argv: str) -> None:
        subprocess.run(["git", *argv], cwd=tmp_path, check=True, capture_output=True)

    git("init", "--quiet")
    return git


def test_a_new_repository_lacks_an_author_and_the_merging_of_plans(
    call: Callable[..., tuple[int, str, str]], repository: Callable[..., None], tmp_path: Path
) -> None:
    code, out, _ = call("doctor", "--format", "json")
    found = examined(out)
    assert code == 0
    assert found["repository"][:2] == ("ok", str(tmp_path))
    assert found["author"][:2] == ("look", "chưa khai user.name và user.email")
    assert found["merging"] == (
        "look",
        "chưa cài đặt: git hợp nhất theo dòng",
        "Chạy “cchc init --git” ở gốc kho.",
    )


def test_a_repository_set_up_is_fit(
    call: Callable[..., tuple[int, str, str]], repository: Callable[..., None], tmp_path: Path
) -> None:
    repository("config", "user.name", "Nguyễn Văn A")
    repository("config", "user.email", "a@example.vn")
    repository("config", "merge.cchc.driver", f'"{sys.executable}" -m cchc_cli merge-driver -- %O %A %B %P; true')
    found = examined(call("doctor", "--format", "json")[1])
    assert found["author"][:2] == ("ok", "Nguyễn Văn A")
    assert found["merging"][:2] == ("look", "đã cài đặt, nhưng .gitattributes chưa nêu tệp kế hoạch")
    (tmp_path / ".gitattributes").write_text("plan/**/*.yaml merge=cchc\n", encoding="utf-8")
    assert examined(call("doctor", "--format", "json")[1])["merging"] == ("ok", "theo từng mục", "")


@pytest.mark.parametrize("driver", ["/nowhere/cchc merge-driver -- %O %A %B %P; true", "'unclosed"])
def test_a_driver_that_has_gone_is_said(
    driver: str, call: Callable[..., tuple[int, str, str]], repository: Callable[..., None], tmp_path: Path
) -> None:
    repository("config", "merge.cchc.driver", driver)
    (tmp_path / ".gitattributes").write_text("plan/**/*.yaml merge=cchc\n", encoding="utf-8")
    found = examined(call("doctor", "--format", "json")[1])
    assert found["merging"][:2] == ("look", "lệnh cchc mà git gọi không còn ở chỗ cũ")


def test_a_look_that_fails_is_an_answer_and_stops_no_other() -> None:
    def broken(wish: checkup.Wish) -> list[checkup.Answer]:
        raise ZeroDivisionError

    found = checkup.examine(checkup.Wish(), (("Thử", broken), ("Mẫu", checkup.templates)))
    assert [(each.subject, each.state, each.found) for each in found] == [
        ("Thử", "look", "chưa xem được (ZeroDivisionError)"),
        ("Mẫu văn bản và phông chữ", "ok", "đọc được"),
    ]
