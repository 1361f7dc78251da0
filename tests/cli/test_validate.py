"""What ``cchc validate`` takes, writes where, and how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
import typer

from cchc_cli.cli import edge, validating

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "bad" / "good"
LEAD = "lead: Văn phòng\n"
STRANGE = "appendix.yaml:10:15: lỗi E301: Đơn vị “Phòng Lạ” chưa có trong units.yaml."

APP = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
APP.command("validate")(validating.validate)
APP.command("other")(lambda: None)


class Call(Protocol):
    def __call__(self, *argv: str) -> tuple[int, str, str]:
        """Call ``cchc validate``: exit code, standard output, standard error."""


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*argv: str) -> tuple[int, str, str]:
        code = edge.run(APP, ("validate", *argv))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the plans of 2020 (sound) and 2021 (a unit that is not registered), and the working directory."""
    (tmp_path / ".git").mkdir()
    for year in ("2020", "2021"):
        (tmp_path / "plan" / year).mkdir(parents=True)
        for name in ("plan.yaml", "appendix.yaml", "units.yaml", "indicators.yaml"):
            shutil.copyfile(GOOD / name, tmp_path / "plan" / year / name)
        change(tmp_path / "plan" / year / "plan.yaml", {"year: 2020": f"year: {year}"})
    change(tmp_path / "plan" / "2021" / "appendix.yaml", {LEAD: "lead: Phòng Lạ\n"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    return tmp_path


def change(file: Path, words: Mapping[str, str]) -> None:
    text = file.read_bytes().decode()
    for old, new in words.items():
        assert old in text
        text = text.replace(old, new)
    file.write_bytes(text.encode())


def heads(out: str) -> list[str]:
    """Return the first lines of the findings of errors."""
    return [line for line in out.splitlines() if ": lỗi " in line]


def test_a_plan_by_option_names_its_files_alone(here: Path, call: Call) -> None:
    code, out, err = call("--plan", "plan/2021", "--select", "E")
    assert (code, err) == (1, "")
    assert out.startswith(f"{STRANGE}\n            lead: Phòng Lạ\n                  ^^^^^^^^\n")
    assert out.endswith("\n\nĐã kiểm tra 4 tệp: 1 lỗi, 0 lưu ý.\n")


def test_several_plans_are_checked_in_one_run_each_once_and_sorted(here: Path, call: Call) -> None:
    code, out, _ = call("plan/2021", "plan/2020/", "./plan/2021", "--select", "E")
    assert code == 1
    assert heads(out) == [f"plan/2021/{STRANGE}"]
    assert out.endswith("Đã kiểm tra 8 tệp của 2 kế hoạch: 1 lỗi, 0 lưu ý.\n")


def test_files_stand_for_the_plan_they_are_in(here: Path, call: Call) -> None:
    progress = here / "plan" / "2021" / "progress"
    progress.mkdir(exist_ok=True)
    (progress / "I.1.yaml").write_text("- date: 2021-13-01\n", encoding="utf-8")
    code, out, _ = call("plan/2021/progress/I.1.yaml", "plan/2021/units.yaml", "--select", "E")
    assert code == 1
    assert [head.split(": ")[0] for head in heads(out)] == [
        "plan/2021/appendix.yaml:10:15", "plan/2021/progress/I.1.yaml:1:9",
    ]  # fmt: skip
    assert call("plan/2021/progress", "--select", "E") == (code, out, "")


def test_a_file_of_no_plan_and_a_file_that_is_not_there_are_refused(here: Path, call: Call) -> None:
    (here / "ghi-chu.yaml").touch()
    assert call("ghi-chu.yaml") == (
        2, "", "Lỗi: Tệp “ghi-chu.yaml” không thuộc kế hoạch nào.\nMột thư mục kế hoạch có tệp plan.yaml và appendix.yaml.\n",
    )  # fmt: skip
    assert call("plan/2022") == (2, "", "Lỗi: Không có tệp hay thư mục “plan/2022”.\nKiểm tra lại đường dẫn.\n")


@pytest.mark.parametrize(
    ("folder", "named", "begin"),
    [(".", (), "plan/"), ("plan/2020", (), "../"), ("plan", ("2021/..",), ""), (".", ("plan",), "plan/")],
)
def test_all_means_every_year_of_the_workspace(
    here: Path, call: Call, monkeypatch: pytest.MonkeyPatch, folder: str, named: tuple[str, ...], begin: str
) -> None:
    monkeypatch.chdir(here / folder)
    code, out, _ = call("--all", *named, "--select", "E")
    assert code == 1
    assert heads(out) == [f"{begin}2021/{STRANGE}"]
    assert out.endswith("của 2 kế hoạch: 1 lỗi, 0 lưu ý.\n")


def test_all_looks_for_plans_upwards_but_not_into_the_folders_beside(
    here: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "plan").rename(here / "khac")
    (here / "trong").mkdir()
    monkeypatch.chdir(here / "trong")
    assert call("--all") == (
        2, "", "Lỗi: Không tìm thấy kế hoạch nào từ “.”.\nGhi thêm sau --all thư mục chứa thư mục “plan”.\n",
    )  # fmt: skip
    monkeypatch.chdir(here / "khac" / "2021")
    assert heads(call("--all", "--select", "E")[1]) == [STRANGE]


def test_ways_to_name_a_plan_are_not_mixed(here: Path, call: Call) -> None:
    assert call("plan/2020", "--year", "2020")[0] == 2
    assert call("--all", "--year", "2020")[0] == 2
    assert call("--all", "--rev", "main")[0] == 2


def test_a_broken_file_hides_nothing_of_the_others(here: Path, call: Call) -> None:
    (here / "plan" / "2020" / "units.yaml").write_text("- id: [\n", encoding="utf-8")
    code, out, _ = call("--all", "--select", "E3")
    assert code == 1
    assert [head.split(": ")[1] for head in heads(out)] == ["lỗi E102", "lỗi E301"]


def test_warnings_count_only_when_asked(here: Path, call: Call) -> None:
    change(here / "plan" / "2020" / "appendix.yaml", {"        deadline: Hàng tháng\n": ""})
    given = ("--plan", "plan/2020", "--select", "W402")
    assert [call(*given)[0], call(*given, "--strict")[0]] == [0, 1]
    assert call("--plan", "plan/2020", "--select", "W402", "--ignore", "W40", "--strict")[0] == 0


def test_codes_that_do_not_exist_are_refused_before_anything_is_read(here: Path, call: Call) -> None:
    assert call("--plan", "nowhere", "--select", "E301,E9")[2].startswith("Lỗi: Không có mã “E9”.\n")
    assert call("--plan", "plan/2020", "--ignore", "E1")[0] == 2


def test_a_comment_with_a_reason_hides_a_finding_and_the_summary_says_so(here: Path, call: Call) -> None:
    change(
        here / "plan" / "2021" / "appendix.yaml",
        {"Phòng Lạ": "Phòng Lạ  # cchc: ignore E301 đơn vị mới, chờ quyết định"},
    )
    assert call("--plan", "plan/2021", "--select", "E") == (
        0, "Đã kiểm tra 4 tệp: không có lỗi, không có lưu ý; bỏ qua 1 điều theo ghi chú trong tệp, trong đó 1 lỗi: chưa lập được văn bản cho đến khi sửa.\n", "",
    )  # fmt: skip


def test_results_go_to_several_places_in_one_run(here: Path, call: Call) -> None:
    code, out, err = call(
        "--plan", "plan/2021", "--select", "E", "--output", "sarif=a.sarif", "--output", "gitlab=b.json", "-o", "json=c.json",
        "--output", "github=-",
    )  # fmt: skip
    assert code == 1
    assert out.startswith(
        "::error file=plan/2021/appendix.yaml,line=10,col=15,endLine=10,endColumn=23,title=cchc E301::"
    )
    assert err == "Đã ghi a.sarif.\nĐã ghi b.json.\nĐã ghi c.json.\n"
    sarif, gitlab, own = (json.loads(Path(name).read_text("utf-8")) for name in ("a.sarif", "b.json", "c.json"))
    location = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "plan/2021/appendix.yaml"
    assert gitlab[0]["location"] == {"path": "plan/2021/appendix.yaml", "lines": {"begin": 10, "end": 10}}
    assert [own["findings"][0][key] for key in ("plan", "file")] == ["plan/2021", "appendix.yaml"]


def test_people_keep_their_text_when_programs_get_files(here: Path, call: Call) -> None:
    _, out, _ = call("--plan", "plan/2021", "--select", "E", "--output", "sarif=a.sarif")
    assert heads(out) == [STRANGE]


def test_an_output_without_a_form_gets_the_format_asked_for_in_place_of_standard_output(here: Path, call: Call) -> None:
    code, out, err = call("--plan", "plan/2021", "--format", "json", "-o", "loi.json")
    assert (code, out, err) == (1, "", "Đã ghi loi.json.\n")
    assert json.loads(Path("loi.json").read_text("utf-8"))["schema"] == "cchc.findings/1"


def test_names_begin_at_the_repository_wherever_the_call_is_made(
    here: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here / "plan" / "2021")
    assert call("--select", "E", "--format", "github")[1].startswith("::error file=plan/2021/appendix.yaml,")
    assert heads(call("--select", "E")[1]) == [STRANGE]
    assert heads(call("appendix.yaml", "--select", "E")[1]) == [STRANGE]


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (
            ("sarf=a",),
            "Lỗi: --output: không có dạng “sarf”.\nCó phải “sarif”? Các dạng: text, json, sarif, github, gitlab.\n",
        ),
        (
            ("sarif=",),
            "Lỗi: --output: chưa ghi tên tệp sau “sarif=”.\nVí dụ: --output sarif=ket-qua; “-” là màn hình.\n",
        ),
        (("json=-", "-"), "Lỗi: Hai kết quả cùng ghi vào màn hình.\nGhi mỗi dạng ra một nơi riêng.\n"),
        (("json=a", "sarif=a"), "Lỗi: Hai kết quả cùng ghi vào “a”.\nGhi mỗi dạng ra một nơi riêng.\n"),
        (("json=a", "sarif=co-san"), "Lỗi: Tệp “co-san” đã có.\nChọn tên khác, hoặc xóa tệp cũ trước.\n"),
    ],
)
def test_a_wrong_output_is_refused_before_anything_is_written(
    here: Path, call: Call, outputs: tuple[str, ...], said: str
) -> None:
    (here / "co-san").touch()
    assert call("--plan", "plan/2021", *(word for each in outputs for word in ("--output", each))) == (2, "", said)
    assert not (here / "a").exists()


def test_a_terminal_gets_colours(here: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    _, out, _ = call("--plan", "plan/2021", "--select", "E")
    assert out.startswith("\x1b[1mappendix.yaml:10:15: \x1b[0m\x1b[1;31mlỗi E301\x1b[0m: Đơn vị “Phòng Lạ” chưa có")
    assert out.endswith("\n\nĐã kiểm tra 4 tệp: 1 lỗi, 0 lưu ý.\n")


def test_fix_repairs_characters_and_then_checks(here: Path, call: Call) -> None:
    appendix = here / "plan" / "2020" / "appendix.yaml"
    sound = appendix.read_bytes()
    change(appendix, {LEAD: LEAD.replace(" phòng", "\N{NO-BREAK SPACE}phòng")})
    damaged = appendix.read_bytes()
    code, out, _ = call("--plan", "plan/2020", "--diff")
    assert (code, appendix.read_bytes()) == (0, damaged)
    assert "\n+        lead: Văn phòng\n" in out
    assert call("--plan", "plan/2020", "--select", "E,W12", "--strict")[0] == 1
    code, out, err = call("--plan", "plan/2020", "--select", "E,W12", "--strict", "--fix")
    assert (code, out) == (0, "Đã kiểm tra 4 tệp: không có lỗi, không có lưu ý.\n")
    assert err.endswith("Đã sửa 1 dòng trong 1 tệp.\n")
    assert appendix.read_bytes() == sound
    assert call("--rev", "HEAD", "--fix")[0] == 2


def test_what_a_comment_hides_is_in_sarif_with_the_reason_and_nowhere_else(here: Path, call: Call) -> None:
    change(
        here / "plan" / "2021" / "appendix.yaml",
        {"Phòng Lạ": "Phòng Lạ  # cchc: ignore E301 - đơn vị mới, chờ quyết định"},
    )
    asked = [word for name in ("sarif", "json", "gitlab", "github") for word in ("-o", f"{name}={name}")]
    assert call("--plan", "plan/2021", "--select", "E", *asked)[0] == 0
    (result,) = json.loads(Path("sarif").read_text("utf-8"))["runs"][0]["results"]
    assert (result["ruleId"], result["suppressions"]) == (
        "E301", [{"kind": "inSource", "justification": "đơn vị mới, chờ quyết định"}],
    )  # fmt: skip
    assert json.loads(Path("json").read_text("utf-8"))["findings"] == []
    assert json.loads(Path("gitlab").read_text("utf-8")) == []
    assert Path("github").read_text("utf-8").strip() == ""
    asked = ["--ignore", "E301", "--format", "sarif"]
    assert json.loads(call("--plan", "plan/2021", "--select", "E", *asked)[1])["runs"][0]["results"] == []


def test_a_fact_of_a_day_to_come_is_pointed_out(here: Path, call: Call) -> None:
    progress = here / "plan" / "2020" / "progress"
    progress.mkdir()
    (progress / "I.1.yaml").write_text("- {date: 2120-03-02, result: Đã họp}\n", encoding="utf-8")
    _, out, _ = call("--plan", "plan/2020", "--select", "W611")
    assert out.startswith("progress/I.1.yaml:1:10: lưu ý W611: Ngày 02/03/2120 chưa đến: hôm nay là ")
