"""Reading at a revision and the life of a row, as people call them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cchc_cli.cli import edge
from cchc_cli.cli.app import app
from tests.review.repository import APPENDIX_YAML, PLAN_YAML, Repo

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
FACT = "- date: 2020-02-03\n  id: k3f9x\n  status: done\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "kho")
    made.first()
    made.commit("Ghi", {"progress/I.1.yaml": FACT}, author="Bé")
    made.commit("Gia hạn", {"appendix.yaml": APPENDIX_YAML.replace("Quý I/2020", "Quý II/2020")}, author="Chi")
    return made


@pytest.fixture
def call(
    repo: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Call the program in the repository: exit code, standard output, standard error."""
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    monkeypatch.chdir(repo.root)

    def run(*argv: str) -> tuple[int, str, str]:
        code = edge.run(app, argv)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_a_list_at_a_revision_knows_nothing_of_what_came_later(
    repo: Repo, call: Callable[..., tuple[int, str, str]]
) -> None:
    first = repo.git("rev-parse", "--short=7", "HEAD~2")
    wanted = ("list", "--columns", "id,state,deadline", "--as-of", "30/6/2020")
    assert call(*wanted, "--rev", "HEAD~2") == (
        0,
        "I.1\toverdue\tQuý I/2020\nI.2\tstale\tThường xuyên\n",
        f"Theo lần ghi {first} ngày 01/02/2020.\n",
    )
    assert call(*wanted)[1] == "I.1\tdone_on_time\tQuý II/2020\nI.2\tstale\tThường xuyên\n"


@pytest.mark.parametrize(
    ("argv", "then", "now"),
    [
        (("show", "I.1"), "“Quý I/2020”", "“Quý II/2020”"),
        (("explain", "I.1"), "“Quý I/2020”", "“Quý II/2020”"),
        (("indicators", "--format", "json"), '"indicators": []', '"indicators": []'),
    ],
    ids=["show", "explain", "indicators"],
)
def test_other_reads_take_the_revision_too(
    call: Callable[..., tuple[int, str, str]], argv: tuple[str, ...], then: str, now: str
) -> None:
    code, out, err = call(*argv, "--rev", "HEAD~1")
    assert (code, then in out) == (0, True)
    assert "ngày 02/02/2020." in err
    assert now in call(*argv)[1]


def test_documents_are_made_of_a_revision(
    repo: Repo, call: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    for name, argv in (("a.ics", ("export",)), ("a.html", ("dashboard",))):
        repo.write({"appendix.yaml": "hỏng: ["})
        file = tmp_path / name
        assert call(*argv, "--rev", "HEAD~2", "-o", str(file))[0] == 0
        assert "Rà soát văn bản" in file.read_text(encoding="utf-8").replace("\n ", "")


def test_validate_shows_the_lines_of_the_revision(repo: Repo, call: Callable[..., tuple[int, str, str]]) -> None:
    commit = repo.commit("Hỏng", {"appendix.yaml": APPENDIX_YAML.replace("title: Thể chế", "title: 'Thể chế")})
    repo.write({"appendix.yaml": APPENDIX_YAML})
    code, out, err = call("validate", "--rev", "HEAD")
    assert code == 1
    assert out.startswith("appendix.yaml:3:12: lỗi E102: Sai cú pháp YAML.")
    assert "        title: 'Thể chế\n" in out
    assert err == f"Theo lần ghi {commit[:7]} ngày 04/02/2020.\n"
    assert call("validate")[0] == 0


def test_an_unknown_revision_is_refused(call: Callable[..., tuple[int, str, str]]) -> None:
    assert call("list", "--rev", "mian") == (
        2,
        "",
        "Lỗi: Kho git không có lần ghi, nhánh hay nhãn nào tên là “mian”.\nCó phải “main”?\n",
    )


def test_a_plan_taken_away_since_is_still_read(repo: Repo, call: Callable[..., tuple[int, str, str]]) -> None:
    repo.git("rm", "-rq", "plan")
    for argv in ((), ("--plan", "plan/2020"), ("--year", "2020")):
        code, out, _ = call("list", "--rev", "HEAD", "--columns", "id", *argv)
        assert (code, out) == (0, "I.1\nI.2\n")


def test_a_plan_that_lay_elsewhere_is_named(repo: Repo, call: Callable[..., tuple[int, str, str]]) -> None:
    repo.git("mv", "plan/2020", "ke-hoach")
    repo.commit("Chuyển", {"plan.yaml": PLAN_YAML, "appendix.yaml": APPENDIX_YAML, "/ke-hoach/units.yaml": None})
    repo.git("rm", "-rq", "plan")
    repo.commit("Chỉ còn một", {})
    code, _, err = call("list", "--plan", "ke-hoach", "--rev", "HEAD~2")
    assert code == 2
    assert err.endswith("Kế hoạch khi đó nằm ở: plan/2020. Chỉ rõ bằng --plan.\n")
    assert call("list", "--plan", "plan/2020", "--rev", "HEAD~2", "--columns", "id")[1] == "I.1\nI.2\n"


def test_without_a_repository_a_revision_is_refused(
    tmp_path: Path, call: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call("list", "--plan", str(ROOT / "tests" / "bad" / "good"), "--rev", "v99")
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: ")


def test_a_hook_of_another_repository_does_not_mislead(repo: Repo, tmp_path: Path) -> None:
    other = Repo(tmp_path / "khac")
    other.commit("Khác", {"/x": "x"})
    run = subprocess.run(
        [sys.executable, "-m", "cchc_cli", "list", "--columns", "id", "--rev", "HEAD"],
        cwd=repo.plan,
        env={
            **{name: value for name, value in os.environ.items() if name != "CCHC_PLAN"},
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            "GIT_DIR": str(other.root / ".git"),
            "GIT_INDEX_FILE": str(other.root / ".git" / "index"),
            "GIT_PREFIX": "plan/",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, "I.1\nI.2\n")


def test_the_life_of_a_row_is_rows_of_eight_columns(repo: Repo, call: Callable[..., tuple[int, str, str]]) -> None:
    repo.write({"progress/I.1.yaml": FACT + "- date: 2020-05-01\n  id: m2p4q\n  result: Xong phần hai\n"})
    commits = repo.git("log", "--reverse", "--format=%h", "--abbrev=7").split()
    code, out, err = call("history", "i.1")
    assert (code, err) == (0, "")
    assert [line.split("\t") for line in out.splitlines()] == [
        ["2020-02-01", commits[0], "Nguyễn Văn An", "task", "thêm", "", "", "Rà soát văn bản"],
        ["2020-02-02", commits[1], "Bé", "fact", "thêm", "", "", "03/02/2020 [k3f9x] hoàn thành"],
        ["2020-02-03", commits[2], "Chi", "task", "sửa", "deadline", "Quý I/2020", "Quý II/2020"],
        ["", "chưa ghi vào git", "", "fact", "thêm", "", "", "01/05/2020 [m2p4q] kết quả: Xong phần hai"],
    ]


def test_one_field_and_a_limit_narrow_a_life(call: Callable[..., tuple[int, str, str]]) -> None:
    out = call("history", "I.1", "--field", "deadline")[1]
    assert [line.split("\t")[5:] for line in out.splitlines()] == [
        ["deadline", "", "Quý I/2020"],
        ["deadline", "Quý I/2020", "Quý II/2020"],
    ]
    code, out, err = call("history", "I.1", "--limit", "1")
    assert (code, len(out.splitlines()), err) == (0, 1, "Chỉ hiện 1 trong 3 dòng, mới nhất ở cuối.\n")


def test_a_life_reads_well_on_a_screen(
    repo: Repo, call: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    repo.commit("Đính chính", {"progress/I.1.yaml": FACT.replace("done", "started")})
    commits = repo.git("log", "--reverse", "--format=%h", "--abbrev=7").split()
    assert call("history", "I.1", "--format", "table")[1] == (
        "I.1   4 thay đổi\n"
        + "-" * 80
        + "\nRà soát văn bản\n\n"
        + f"01/02/2020   {commits[0]}   Nguyễn Văn An   Kế hoạch\n"
        + "  Thêm dòng của phụ lục: Rà soát văn bản\n\n"
        + f"02/02/2020   {commits[1]}   Bé   Ghi\n"
        + "  Thêm mục: 03/02/2020 [k3f9x] hoàn thành\n\n"
        + f"03/02/2020   {commits[2]}   Chi   Gia hạn\n"
        + "  Thời hạn: Quý I/2020 → Quý II/2020\n\n"
        + f"04/02/2020   {commits[3]}   Nguyễn Văn An   Đính chính\n"
        + "  Sửa mục 03/02/2020 [k3f9x], diễn biến: hoàn thành → bắt đầu thực hiện\n"
    )


def test_a_life_is_versioned_json(repo: Repo, call: Callable[..., tuple[int, str, str]]) -> None:
    data = json.loads(call("history", "I.1", "--format", "json")[1])
    assert (data["schema"], data["id"]) == ("cchc.history/1", "I.1")
    assert data["changes"][1] == {
        "date": "2020-02-02",
        "time": "2020-02-02T08:00:00+07:00",
        "commit": repo.git("rev-parse", "HEAD~1"),
        "author": "Bé",
        "subject": "Ghi",
        "pending": False,
        "kind": "fact",
        "action": "added",
        "entry": "k3f9x",
        "field": None,
        "old": None,
        "new": "03/02/2020 [k3f9x] hoàn thành",
    }


def test_a_row_taken_out_of_the_plan_keeps_its_life(repo: Repo, call: Callable[..., tuple[int, str, str]]) -> None:
    repo.commit("Bỏ", {"appendix.yaml": APPENDIX_YAML.partition("      - id: I.2")[0]})
    code, out, _ = call("history", "I.2")
    assert code == 0
    assert [line.split("\t")[3:5] for line in out.splitlines()] == [["task", "thêm"], ["task", "bỏ"]]


def test_an_id_that_never_was_is_refused_with_the_nearest(call: Callable[..., tuple[int, str, str]]) -> None:
    code, _, err = call("history", "I.11")
    assert code == 2
    assert err == "Lỗi: Không có mục “I.11” trong kế hoạch và trong lịch sử.\nCó phải I.1, I.2?\n"


def test_outside_a_repository_a_life_is_told_by_its_facts(
    repo: Repo, call: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "ngoai").mkdir()
    repo.plan.rename(tmp_path / "ngoai" / "2020")
    code, out, err = call("history", "I.1", "--plan", str(tmp_path / "ngoai" / "2020"))
    assert (code, out) == (0, "2020-02-03\t\t\tfact\tthêm\t\t\t03/02/2020 [k3f9x] hoàn thành\n")
    assert err.endswith("không nằm trong kho git nào. Chỉ theo những gì đã ghi trong các tệp của kế hoạch.\n")


def test_a_new_repository_without_commits_says_so(call: Callable[..., tuple[int, str, str]], repo: Repo) -> None:
    repo.git("update-ref", "-d", "HEAD")
    code, _, err = call("history", "I.1")
    assert code == 0
    assert err == ("Kho git này chưa có lần ghi (commit) nào. Chỉ theo những gì đã ghi trong các tệp của kế hoạch.\n")


@pytest.mark.parametrize("argv", [("list", "--rev", "HEAD~1"), ("validate", "--rev", "HEAD"), ("history", "I.1")])
def test_reading_revisions_leaves_every_file_as_it_was(
    repo: Repo, call: Callable[..., tuple[int, str, str]], argv: tuple[str, ...]
) -> None:
    repo.write({"appendix.yaml": APPENDIX_YAML, "moi.yaml": "mới"})
    repo.git("add", "plan/2020/moi.yaml")

    def traces() -> dict[str, tuple[int, bytes]]:
        return {
            str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
            for path in [repo.root, *repo.root.rglob("*")]
        }

    before = traces()
    call(*argv)
    assert traces() == before
