"""``cchc rollup`` and ``cchc list --all``: many plans added up, compared, listed; what is wrong is said."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_cli.cli import cache, edge, listing, rollup
from cchc_cli.cli.gathering import assess_all, sources_below
from cchc_cli.domain.model import Moment
from cchc_cli.store.keeping import Keeper
from cchc_cli.store.kept_figures import PARTS, Assessed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Call = Callable[..., tuple[int, str, str]]

LATE, DONE, ONGOING = "Quý I/2020", "Quý II/2020", "Thường xuyên"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Call the program in a folder of its own: exit code, standard output, standard error."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command("rollup")(rollup.rollup)
    app.command("list")(listing.list_tasks)
    for name in ("CCHC_PLAN", "CCHC_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def run(*argv: str) -> tuple[int, str, str]:
        code = edge.run(app, argv)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A cache of the test's own."""
    monkeypatch.setenv("CCHC_CACHE", str(tmp_path / "cache"))
    cache.keeper.cache_clear()
    yield tmp_path / "cache"
    cache.keeper.cache_clear()


def make(
    root: Path, name: str, deadlines: list[str], done: int = 0, *, year: int = 2020, folder: str = "", parent: str = ""
) -> Path:
    """Write a plan of one section with a row for every deadline, the first ``done`` of them completed on 1 March."""
    plan = root / (folder or name.replace(" ", "-").lower()) / "plan" / str(year)
    (plan / "progress").mkdir(parents=True)
    files = {
        "plan.yaml": f"number: 01/KH\ndate: {year}-01-10\nyear: {year}\nagency: {{name: {name}, parent: '{parent}'}}\n",
        "units.yaml": "- {id: vp, name: Văn phòng}\n- {id: tinh, name: UBND tỉnh, outside: true}\n",
        "appendix.yaml": "sections:\n  - id: I\n    title: Thể chế\n    area: the_che\n    tasks:\n"
        + "".join(
            f"      - {{id: I.{at}, task: Việc {at}, product: Báo cáo, lead: Văn phòng, deadline: {words}}}\n"
            for at, words in enumerate(deadlines, start=1)
        ),
        **{
            f"progress/I.{at}.yaml": f"- {{date: {year}-03-01, id: a{at}, status: done, evidence: [Báo cáo số 1]}}\n"
            for at in range(1, done + 1)
        },
    }
    for file, text in files.items():
        (plan / file).write_text(text, encoding="utf-8")
    return plan


@pytest.fixture
def province(tmp_path: Path) -> Path:
    root = tmp_path / "tinh"
    make(root, "Sở Một", [LATE, LATE, ONGOING], 1)
    make(root, "Sở Hai", [LATE, DONE], 2)
    make(root, "Sở Ba", [LATE, LATE], 0)
    return root


def rolled(call: Call, *argv: str, code: int = 0) -> dict[str, Any]:
    found, out, err = call("rollup", "tinh", "--as-of", "2020-06-15", "--format", "json", *argv)
    assert found == code, err
    data: dict[str, Any] = json.loads(out)
    return data


def places(data: dict[str, Any]) -> list[tuple[int, str, int]]:
    return [(each["place"], each["name"], each["states"].get("overdue", 0)) for each in data["groups"]]


def spoil(root: Path, agency: str, file: str = "appendix.yaml") -> None:
    with (root / agency / "plan" / "2020" / file).open("a", encoding="utf-8") as lines:
        lines.write("      - {id: I.9, task: Việc lạ, lead: Văn phòng, deadlines: Quý I}\n")


@pytest.mark.usefixtures("province")
def test_agencies_are_ranked_by_what_is_overdue(call: Call) -> None:
    data = rolled(call)
    assert places(data) == [(1, "Sở Ba", 2), (2, "Sở Một", 1), (3, "Sở Hai", 0)]
    assert data["totals"]["states"] == {"done_on_time": 3, "overdue": 3, "stale": 1}
    assert data["totals"]["rates"]["completion"] == [3, 7]
    assert (data["schema"], data["plans"], data["year"]) == ("cchc.rollup/1", 3, 2020)


@pytest.mark.usefixtures("province")
def test_agencies_are_ranked_by_completion_or_by_name_when_asked(call: Call) -> None:
    assert [name for _, name, _ in places(rolled(call, "--sort", "completion"))] == ["Sở Hai", "Sở Một", "Sở Ba"]
    assert [name for _, name, _ in places(rolled(call, "--sort", "name"))] == ["Sở Ba", "Sở Hai", "Sở Một"]


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("by", "names"),
    [("area", ["Cải cách thể chế"]), ("section", ["Thể chế"]), ("unit", ["Văn phòng", "Văn phòng", "Văn phòng"])],
)
def test_plans_are_compared_by_area_section_and_unit(call: Call, by: str, names: list[str]) -> None:
    data = rolled(call, "--by", by)
    assert [each["name"] for each in data["groups"]] == names
    assert sum(each["total"] for each in data["groups"]) == data["totals"]["total"] == 7


@pytest.mark.usefixtures("province")
def test_the_table_fits_eighty_columns_and_ends_with_the_sums(call: Call) -> None:
    code, out, _ = call("rollup", "tinh", "--as-of", "2020-06-15", "--format", "table")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert out.splitlines()[:9] == [
        "TỔNG HỢP NĂM 2020   quá hạn 3   đã xong 3/7   Tính đến 15/06/2020",
        "xếp theo số quá hạn",
        "-" * 80,
        " TT Cơ quan                     Nhiệm   Hoàn   Đúng    Quá                 Tỷ lệ",
        "                                   vụ  thành    hạn    hạn            hoàn thành",
        "  1 Sở Ba                           2      0      0      2              0/2 (0%)",
        "  2 Sở Một                          3      1      1      1          1/3 (33,33%)",
        "  3 Sở Hai                          2      2      2      0            2/2 (100%)",
        "-" * 80,
    ]
    assert "    Cộng 03 kế hoạch                7      3      3      3          3/7 (42,86%)\n" in out
    assert "03 kế hoạch; 07 mục: 07 nhiệm vụ, 0 chỉ tiêu.\n" in out


def test_a_plan_with_an_error_is_counted_as_far_as_it_reads_and_listed_with_the_error(
    call: Call, province: Path
) -> None:
    spoil(province, "sở-ba")
    code, out, err = call("rollup", "tinh", "--as-of", "2020-06-15", "--format", "table")
    assert code == 1
    assert "  1 Sở Ba*  " in out
    assert "* Kế hoạch có lỗi: mới tính phần đọc được." in out
    assert "Kế hoạch có lỗi: 01" in out
    assert "appendix.yaml:8:" in out
    assert err.endswith("1 kế hoạch có lỗi; xem bằng “cchc validate --plan THƯ_MỤC”.\n")


def test_a_plan_that_cannot_be_read_at_all_is_listed_and_in_no_figure(call: Call, province: Path) -> None:
    (province / "sở-ba" / "plan" / "2020" / "plan.yaml").write_text("a: [", encoding="utf-8")
    data = rolled(call, code=1)
    assert [name for _, name, _ in places(data)] == ["Sở Một", "Sở Hai"]
    (broken,) = data["broken"]
    assert (broken["agency"], broken["counted"]) == (None, False)
    assert broken["plan"].endswith("2020")
    assert broken["first"].startswith("plan.yaml:")


@pytest.mark.usefixtures("province")
def test_a_plan_below_two_of_the_directories_is_counted_once(call: Call) -> None:
    assert rolled(call, "tinh/sở-ba", ".")["plans"] == 3


def test_two_plans_of_an_agency_for_the_year_are_both_counted_which_is_said(call: Call, province: Path) -> None:
    make(province, "Sở Ba", [DONE], folder="ban-sao")
    data = rolled(call)
    assert (data["plans"], data["several_plans"]) == (4, ["Sở Ba"])
    assert places(data)[0] == (1, "Sở Ba", 2)


def test_of_an_agencys_plans_the_one_of_the_as_of_year_is_taken(call: Call, province: Path) -> None:
    make(province, "Sở Ba", [LATE] * 5, year=2019)
    make(province, "Sở Bốn", [LATE], year=2019)
    data = rolled(call)
    assert (data["plans"], data["other_years"]) == (3, [str(Path("tinh", "sở-bốn"))])
    assert rolled(call, "--year", "2019")["plans"] == 2


@pytest.mark.usefixtures("province")
def test_without_a_day_the_latest_year_is_seen_at_its_end_which_is_said(call: Call) -> None:
    code, out, err = call("rollup", "tinh", "--format", "json")
    assert (code, json.loads(out)["as_of"]) == (0, "2020-12-31")
    assert err == ("Tính đến ngày 31/12/2020, ngày cuối năm của các kế hoạch. Chọn ngày khác bằng --as-of.\n")


@pytest.mark.usefixtures("province")
def test_work_overdue_gives_exit_code_1_when_asked(call: Call) -> None:
    assert call("rollup", "tinh", "--as-of", "2020-06-15", "--exit-code")[0] == 1
    assert call("rollup", "tinh", "--as-of", "2020-01-15", "--exit-code")[0] == 0


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("khong",), "Không có thư mục “khong”."),
        (("tinh", "--year", "1999"), "Không có kế hoạch nào của năm 1999."),
        (("trong",), "Không tìm thấy kế hoạch nào trong các thư mục này."),
        (("tinh", "--as-of", "31/11/2020"), "--as-of: “31/11/2020” không phải là một ngày có thật."),
    ],
)
@pytest.mark.usefixtures("province")
def test_a_call_that_can_mean_nothing_is_refused(call: Call, tmp_path: Path, argv: tuple[str, ...], said: str) -> None:
    (tmp_path / "trong").mkdir()
    code, out, err = call("rollup", *argv)
    assert (code, out, err.splitlines()[0]) == (2, "", f"Lỗi: {said}")


@pytest.mark.usefixtures("province")
def test_rows_have_every_class_in_a_column(call: Call) -> None:
    code, out, err = call("rollup", "tinh", "--as-of", "2020-06-15", "--format", "csv")
    head, first, *_ = csv.reader(io.StringIO(out))
    row = dict(zip(head, first, strict=True))
    assert (code, row["Cơ quan"], row["Nhiệm vụ"], row["Quá hạn chưa hoàn thành"]) == (0, "Sở Ba", "2", "2")
    assert (row["Tỷ lệ hoàn thành: tử số"], row["Tỷ lệ hoàn thành: mẫu số"]) == ("0", "2")
    assert "Tính đến 15/06/2020: 03 kế hoạch; 07 mục" in err
    tsv = call("rollup", "tinh", "--as-of", "2020-06-15")[1]
    assert tsv.splitlines()[0].split("\t") == first


def test_a_document_says_the_same_in_every_format(call: Call, province: Path, tmp_path: Path) -> None:
    spoil(province, "sở-ba")
    code, out, _ = call("rollup", "tinh", "--as-of", "2020-06-15", "--format", "md")
    assert code == 1
    assert "# TỔNG HỢP KẾT QUẢ THỰC HIỆN KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2020" in out
    assert "Sở Hai | 2 | 2 | 0 | 0 | 0 | 0 | 2/2 (100%) | 2/2 (100%)" in out
    for name in ("a.html", "a.xlsx", "b.xlsx"):
        assert call("rollup", "tinh", "--as-of", "2020-06-15", "-o", name)[0] == 1
    page = (tmp_path / "a.html").read_text("utf-8")
    assert page.count("Sở Hai") == 1
    assert page.count("Sở Ba") == 2
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.usefixtures("province")
def test_a_workbook_holds_the_groups_and_sums_that_are_formulas(call: Call, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert call("rollup", "tinh", "--as-of", "2020-06-15", "--format", "xlsx", "-o", "tong.xlsx")[0] == 0
    formulas = openpyxl.load_workbook(tmp_path / "tong.xlsx")["Tổng hợp"]
    values = openpyxl.load_workbook(tmp_path / "tong.xlsx", data_only=True)["Tổng hợp"]
    assert [cell.value for cell in values[5]][:8] == [1, "Sở Ba", 2, 0, 0, 0, 2, 0]
    assert [cell.value for cell in values[8]][1:8] == ["Cộng 03 kế hoạch", 7, 3, 0, 0, 3, 1]
    assert formulas["C8"].value == "=SUM(C5:C7)"


def test_data_is_never_markup(call: Call, tmp_path: Path) -> None:
    make(tmp_path / "tinh", "'=1+[red]<b>'", [LATE], folder="la")
    for form, mark in (("csv", "'=1+[red]<b>"), ("md", "=1+\\[red\\]\\<b>"), ("table", "=1+[red]<b>")):
        assert mark in call("rollup", "tinh", "--as-of", "2020-06-15", "--format", form)[1]


# --- git -------------------------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=An", "-c", "user.email=an@example.vn", "-c", "commit.gpgSign=false"]
    around = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True,
        env={**around, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
    )  # fmt: skip


@pytest.fixture
def committed(province: Path) -> Path:
    """The province in a repository, with one more completion in the working tree than at its only commit."""
    git(province, "init", "-q", "-b", "main")
    git(province, "add", "-A")
    git(province, "commit", "-q", "-m", "Kế hoạch")
    done = "- {date: 2020-03-01, id: b1, status: done, evidence: [Báo cáo số 1]}\n"
    (province / "sở-ba" / "plan" / "2020" / "progress" / "I.1.yaml").write_text(done, encoding="utf-8")
    return province


@pytest.mark.usefixtures("committed")
def test_plans_of_a_repository_are_read_at_the_revision_asked_for(call: Call) -> None:
    assert rolled(call)["totals"]["states"]["overdue"] == 2
    assert rolled(call, "--rev", "main")["totals"]["states"]["overdue"] == 3


def test_with_a_revision_only_what_lies_below_the_directories_is_read(call: Call, committed: Path) -> None:
    code, out, _ = call(
        "rollup", str(committed / "sở-ba"), "--as-of", "2020-06-15", "--rev", "HEAD", "--format", "json"
    )
    assert (code, json.loads(out)["plans"]) == (0, 1)


def test_a_bare_repository_is_read_at_its_head_and_at_a_revision(call: Call, committed: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(committed), "kho.git")
    shutil.rmtree(committed)
    committed.mkdir()
    git(tmp_path, "clone", "-q", "--bare", "kho.git", "tinh/chung.git")
    assert rolled(call)["totals"]["states"]["overdue"] == 3
    assert rolled(call, "--rev", "main")["plans"] == 3


def test_a_bare_repository_named_itself_is_read_at_a_revision(call: Call, committed: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(committed), "kho.git")
    code, out, err = call("rollup", "kho.git", "--rev", "main", "--as-of", "2020-06-15", "--format", "json")
    assert (code, json.loads(out)["plans"]) == (0, 3), err


@pytest.mark.usefixtures("committed")
def test_a_revision_that_a_repository_lacks_is_said_beside_the_others(call: Call) -> None:
    data = rolled(call, "--rev", "khong-co", code=1)
    (broken,) = data["broken"]
    assert broken["first"] == "Kho git không có lần ghi, nhánh hay nhãn nào tên là “khong-co”."


@pytest.mark.usefixtures("province")
def test_a_plan_in_no_repository_is_listed_when_a_revision_is_asked_for(call: Call) -> None:
    data = rolled(call, "--rev", "HEAD", code=1)
    assert (data["plans"], len(data["broken"])) == (0, 3)
    assert data["broken"][0]["first"] == "Kế hoạch không nằm trong kho git nào nên không có lần ghi để đọc."


# --- the cache -------------------------------------------------------------------------------------------------------


def test_a_plan_that_changed_is_read_again_whatever_its_times_say(call: Call, province: Path, kept: Path) -> None:
    before = rolled(call)
    assert any(kept.iterdir())
    assert rolled(call) == before
    file = province / "sở-ba" / "plan" / "2020" / "appendix.yaml"
    times, text = file.stat(), file.read_text("utf-8")
    file.write_text(text.replace("Quý I/2020", "Quý 4/2020"), encoding="utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert places(rolled(call)) == [(1, "Sở Một", 1), (2, "Sở Ba", 0), (3, "Sở Hai", 0)]
    file.write_text(text, encoding="utf-8")
    assert rolled(call) == before


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_byte_changed_anywhere_gives_the_answer_of_the_files_as_they_are(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("byte")
    make(root, "Sở Một", [LATE, ONGOING], 1)
    keeper = Keeper(root / "cache", "program")
    moment = Moment(dt.date(2020, 6, 15))

    def answers(kept: Keeper | None) -> list[Assessed]:
        return [assessed for _, assessed in assess_all(sources_below([str(root)], None), moment, PARTS, kept)]

    before = answers(keeper)
    assert answers(keeper) == before
    file = data.draw(st.sampled_from(sorted(root.glob("*/plan/**/*.yaml"))))
    text = bytearray(file.read_bytes())
    text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(bytes(text))
    assert answers(keeper) == answers(None)
    shutil.rmtree(root)


@pytest.mark.usefixtures("province", "kept")
def test_figures_kept_for_one_day_are_not_taken_for_another(call: Call) -> None:
    june = rolled(call)
    march = rolled(call, "--as-of", "2020-03-31")
    known = rolled(call, "--known-on", "2020-02-01")
    assert june["totals"]["states"] == {"done_on_time": 3, "overdue": 3, "stale": 1}
    assert march["totals"]["states"] == {"done_on_time": 3, "in_time": 3, "stale": 1}
    assert known["totals"]["states"]["overdue"] == 5
    assert rolled(call) == june


@pytest.mark.usefixtures("province")
def test_what_others_put_into_the_cache_changes_nothing(call: Call, kept: Path) -> None:
    before = rolled(call)
    for path in kept.iterdir():
        path.write_bytes(path.read_bytes().replace(b"2", b"3"))
    assert rolled(call) == before


def test_the_error_of_a_plan_is_kept_with_its_figures(call: Call, province: Path, kept: Path) -> None:
    spoil(province, "sở-ba")
    before = rolled(call, code=1)
    assert any(kept.iterdir())
    assert rolled(call, code=1) == before


def test_many_plans_give_the_same_in_several_processes_as_in_one(call: Call, tmp_path: Path) -> None:
    for number in range(45):
        make(tmp_path / "tinh", f"Sở {number:02}", [LATE, DONE, ONGOING][: number % 3 + 1], number % 2)
    whole = rolled(call)
    halves = [
        json.loads(call("rollup", *names, "--as-of", "2020-06-15", "--format", "json")[1])
        for names in (
            [f"tinh/sở-{number:02}" for number in range(20)],
            [f"tinh/sở-{number:02}" for number in range(20, 45)],
        )
    ]
    groups = {each["name"]: each["states"] for half in halves for each in half["groups"]}
    assert {each["name"]: each["states"] for each in whole["groups"]} == groups
    assert len(groups) == 45


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are not told by modes there")
def test_a_read_leaves_every_file_as_it_was(call: Call, province: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.is_file()) for path in province.rglob("*")}
    rolled(call)
    assert {path: (path.stat().st_mtime_ns, path.is_file()) for path in province.rglob("*")} == before


# --- list --all ------------------------------------------------------------------------------------------------------


def listed(call: Call, *argv: str) -> tuple[int, str, str]:
    return call("list", "--all", "tinh", "--as-of", "2020-06-15", *argv)


@pytest.mark.usefixtures("province")
def test_the_rows_of_every_plan_are_listed_with_their_agency(call: Call) -> None:
    code, out, err = listed(call, "--overdue", "--columns", "id,state,due")
    assert (code, out.splitlines()) == (
        0,
        [
            "Sở Ba\tI.1\toverdue\t2020-03-31",
            "Sở Ba\tI.2\toverdue\t2020-03-31",
            "Sở Một\tI.2\toverdue\t2020-03-31",
        ],
    )
    assert err == "Tính đến 15/06/2020: 3 mục của 03 kế hoạch.\n"


@pytest.mark.usefixtures("province")
def test_the_page_has_the_agency_as_a_heading(call: Call) -> None:
    out = listed(call, "--overdue", "--format", "table")[1]
    assert [line for line in out.splitlines() if line.startswith("Sở")] == ["Sở Ba: 2", "Sở Một: 1"]
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.usefixtures("province")
def test_json_holds_for_every_plan_what_a_list_of_it_does(call: Call) -> None:
    data = json.loads(listed(call, "--state", "stale", "--format", "json")[1])
    assert data["schema"] == "cchc.list-all/1"
    assert [(each["plan"]["agency"], len(each["tasks"]), each["counts"]["total"]) for each in data["plans"]] == [
        ("Sở Ba", 0, 2),
        ("Sở Hai", 0, 2),
        ("Sở Một", 1, 3),
    ]


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--unit", "Phòng lạ"), "Không có đơn vị “Phòng lạ” trong kế hoạch."),
        (("--state", "lạ"), "Không có tình trạng “lạ”."),
        (("--plan", "tinh"), "Tùy chọn --plan và --all không dùng cùng nhau."),
    ],
)
def test_a_name_that_no_plan_has_is_refused(call: Call, argv: tuple[str, ...], said: str) -> None:
    code, out, err = listed(call, *argv)
    assert (code, out, err.splitlines()[0]) == (2, "", f"Lỗi: {said}")


def test_a_unit_that_some_plans_have_lists_theirs(call: Call, province: Path) -> None:
    units = province / "sở-ba" / "plan" / "2020" / "units.yaml"
    units.write_text(units.read_text("utf-8") + "- {id: pm, name: Phòng Mới}\n", encoding="utf-8")
    appendix = units.with_name("appendix.yaml")
    appendix.write_text(appendix.read_text("utf-8").replace("lead: Văn phòng", "lead: Phòng Mới", 1), encoding="utf-8")
    code, out, _ = listed(call, "--unit", "Phòng Mới", "--columns", "id")
    assert (code, out) == (0, "Sở Ba\tI.1\n")


def test_a_plan_with_errors_is_said_and_the_rest_listed(call: Call, province: Path) -> None:
    (province / "sở-ba" / "plan" / "2020" / "plan.yaml").write_text("a: [", encoding="utf-8")
    code, out, err = listed(call, "--overdue", "--columns", "id")
    assert (code, out) == (1, "Sở Một\tI.2\n")
    assert "plan.yaml:1:" in err
    assert err.endswith("1 kế hoạch có lỗi nên kết quả có thể thiếu.\n")


@pytest.mark.usefixtures("province")
def test_directories_are_named_together_with_all(call: Call) -> None:
    assert call("list", "tinh")[2].startswith("Lỗi: Không rõ “tinh” là gì.")
    assert call("list", "--all")[2].startswith("Lỗi: Cần nêu thư mục sau --all.")
