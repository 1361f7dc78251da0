"""What the recording commands write, say and refuse, on a copy of the real plan."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cchc_cli.cli import edge
from cchc_cli.cli.app import app

ROOT = Path(__file__).parents[2]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a copy of the real plan, and the working directory in it."""
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    return tmp_path / "plan" / "2020"


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = edge.run(app, argv)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def state(capsys: pytest.CaptureFixture[str], task: str, as_of: str = "2020-12-31") -> str:
    _, out, _ = call(capsys, "show", task, "--as-of", as_of, "--format", "json")
    found: str = json.loads(out)["state"]
    return found


def anonymous(text: str) -> str:
    """Return a text with the random ids and today's date taken out."""
    text = re.sub(r"\b[a-z][2-9][a-z2-9]{3}\b", "ID", text)
    return text.replace(edge.today().isoformat(), "TODAY")


def test_done_appends_one_fact_and_says_what_changed(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["done", "II.5", "--date", "20/3/2020", "--by", "van phong", "--evidence", "Báo cáo số 12/BC-KCNĐN"]
    code, out, err = call(capsys, *argv)
    assert code == 0
    assert anonymous(out) == (
        "Đã ghi II.5 [ID] ngày 20/03/2020: hoàn thành\n"
        "Tình trạng tính đến 31/12/2020: Quá hạn, chưa có báo cáo kết quả -> Hoàn thành đúng hạn\n"
    )
    assert anonymous(err) == "Tệp progress/II.5.yaml. Nếu ghi nhầm: cchc void II.5 ID --reason LÝ_DO\n"
    assert anonymous((plan / "progress" / "II.5.yaml").read_text(encoding="utf-8")) == (
        "- date: 2020-03-20\n"
        "  recorded: TODAY\n"
        "  id: ID\n"
        "  status: done\n"
        "  by: Văn phòng\n"
        "  evidence:\n"
        "  - Báo cáo số 12/BC-KCNĐN\n"
    )


def test_git_shows_only_the_fact_recorded(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", str(plan)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "plan"], check=True)
    call(capsys, "result", "VII.2", "Đăng bản tin quý III", "--quantity", "bản tin CCHC=7", "--date", "2020-09-10")
    status = subprocess.run([*git, "status", "--porcelain"], check=True, capture_output=True, encoding="utf-8").stdout
    diff = subprocess.run([*git, "diff", "-U0"], check=True, capture_output=True, encoding="utf-8").stdout
    assert status.split() == ["M", "progress/VII.2.yaml"]
    added = [line[1:] for line in anonymous(diff).splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert [line for line in diff.splitlines() if line.startswith("-") and not line.startswith("---")] == []
    assert added == [
        "",
        "- date: 2020-09-10",
        "  recorded: TODAY",
        "  id: ID",
        "  result: Đăng bản tin quý III",
        "  quantity:",
        "    bản tin CCHC: 7",
    ]


def test_a_dry_run_prints_the_diff_and_writes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(
        capsys, "extend", "II.10", "30/6/2020", "--basis", "Công văn số 9", "--date", "2020-03-20", "--dry-run"
    )
    assert (code, err) == (0, "Chạy thử: chưa ghi gì.\n")
    assert anonymous(out) == (
        "--- /dev/null\n"
        "+++ b/2020/progress/II.10.yaml\n"
        "@@ -0,0 +1,5 @@\n"
        "+- date: 2020-03-20\n"
        "+  recorded: TODAY\n"
        "+  id: ID\n"
        "+  due: 2020-06-30\n"
        "+  basis: Công văn số 9\n"
    )
    assert not (plan / "progress" / "II.10.yaml").exists()


def test_an_extension_moves_the_date_and_keeps_the_first(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = [
        "extend",
        "II.10",
        "30/6/2020",
        "--basis",
        "Công văn số 9",
        "--approved-by",
        "Trưởng ban",
        "--date",
        "20/3/2020",
    ]
    code, out, _ = call(capsys, *argv)
    assert code == 0
    assert "Thời hạn: 31/03/2020 -> 30/06/2020\n" in out
    _, shown, _ = call(capsys, "list", "--as-of", "2020-04-01", "--format", "json", "--search", "một cửa liên thông")
    (row,) = [task for task in json.loads(shown)["tasks"] if task["id"] == "II.10"]
    assert (row["state"], row["due"], row["first_due"], row["extended"]) == (
        "in_time",
        "2020-06-30",
        "2020-03-31",
        True,
    )


def test_a_date_fixed_later_ends_the_waiting(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert state(capsys, "II.2", "2020-06-30") == "waiting"
    code, _, _ = call(
        capsys, "update", "II.2", "--due", "2020-09-30", "--basis", "Kế hoạch số 99/KH-UBND", "--date", "2020-05-04"
    )
    assert (code, state(capsys, "II.2", "2020-06-30"), state(capsys, "II.2", "2020-10-01")) == (0, "in_time", "overdue")


def test_an_event_starts_a_term(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, _ = call(
        capsys, "update", "II.1", "--event", "Quyết định công bố TTHC", "--part", "b", "--date", "2020-04-01"
    )
    assert code == 0
    _, out, _ = call(capsys, "list", "--as-of", "2020-05-04", "--format", "json", "--section", "II")
    (row,) = [task for task in json.loads(out)["tasks"] if task["id"] == "II.1"]
    # 30 days after 01/4 is 01/5, a holiday before a week-end: rolled to Monday 04/5.
    assert row["parts"][1] == {"part": "b", "label": "Trường hợp Trung ương điều chỉnh", "kind": "after",
                               "state": "in_time", "due": "2020-05-04"}  # fmt: skip


def test_recurring_work_is_answered_period_by_period(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for month in ("01", "02"):
        code, _, _ = call(
            capsys, "result", "II.8", "Không phát sinh", "--period", f"2020-{month}", "--date", "2020-03-02"
        )
        assert code == 0
    _, out, _ = call(capsys, "list", "--overdue", "--as-of", "2020-04-01", "--columns", "id,missing,reported")
    assert "II.8\t2020-03\tcó\n" in out


def test_a_voided_fact_stays_in_the_file_and_counts_no_more(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "void", "VII.1", "r9d3h", "--reason", "Ghi nhầm nhiệm vụ")
    assert code == 0
    assert out.startswith("Đã ghi VII.1 [")
    assert "bỏ mục r9d3h ghi nhầm" in out
    assert state(capsys, "VII.1") == "overdue"
    assert "id: r9d3h" in (plan / "progress" / "VII.1.yaml").read_text(encoding="utf-8")
    code, _, err = call(capsys, "void", "VII.1", "r9d3h", "--reason", "Lại")
    assert code == 2
    assert err.startswith("Lỗi: Không có mục “r9d3h” đang có hiệu lực.\n")


def test_an_obstacle_is_open_until_resolved(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = ["--obstacle", "Chưa có kinh phí", "--ask", "Đề nghị bố trí kinh phí"]
    assert call(capsys, "update", "VI.4", *said, "--date", "2020-05-20")[0] == 0
    _, out, _ = call(capsys, "explain", "VI.4", "--as-of", "2020-06-01")
    assert "Chưa có kinh phí" in out
    assert call(capsys, "update", "VI.4", "--resolved", "Đã bố trí", "--date", "2020-06-05")[0] == 0
    _, out, _ = call(capsys, "explain", "VI.4", "--as-of", "2020-06-10")
    assert "Chưa có kinh phí" not in out


def test_a_group_shows_who_has_reported_and_who_has_not(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "result", "II.4", "Đã cập nhật hồ sơ mẫu", "--by", "Phòng Doanh nghiệp", "--date", "2020-06-01")
    _, out, _ = call(capsys, "explain", "II.4", "--as-of", "2020-06-30")
    flat = " ".join(out.split())
    assert (
        "Các bộ phận chuyên môn: đã báo cáo Phòng Doanh nghiệp; chưa báo cáo Văn phòng Đại diện, Bộ phận Một cửa"
        in flat
    )


def test_a_row_is_reassigned_with_a_basis(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["update", "II.5", "--lead", "phòng doanh nghiệp", "--basis", "Thông báo số 3", "--date", "2020-02-10"]
    assert call(capsys, *argv)[0] == 0
    _, out, _ = call(capsys, "list", "--as-of", "2020-02-10", "--unit", "phong-doanh-nghiep", "--columns", "id,lead")
    assert "II.5\tPhòng Doanh nghiệp\n" in out


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["done", "VII.1", "--date", "2020-02-01"], "Nhiệm vụ đã được ghi “hoàn thành” ngày 21/01/2020."),
        (["update", "II.5", "--status", "resumed", "--date", "2020-02-01"], "không ở tình trạng tạm dừng"),
        (["update", "II.5", "--status", "reopened", "--date", "2020-02-01"], "chưa hoàn thành nên không cần mở lại"),
        (["update", "VII.1", "--status", "started", "--date", "2020-02-01"], "Nhiệm vụ đã hoàn thành ngày 21/01/2020."),
        (["update", "VII.1", "--status", "done", "--date", "2020-01-20"], "đã được ghi “hoàn thành” ngày 21/01/2020, sau ngày đang ghi."),
        (["done", "II.5", "--date", "2020-01-13"], "Ngày 13/01/2020 trước ngày ban hành kế hoạch (14/01/2020)."),
        (["done", "II.5", "--date", "2999-01-01"], "Ngày 01/01/2999 chưa tới"),
        (["extend", "II.5", "30/6/2020", "--date", "2020-03-01"], "Ấn định hoặc gia hạn thời hạn phải có căn cứ."),
        (["extend", "II.5", "31/3/2020", "--basis", "CV", "--date", "2020-03-01"], "Thời hạn đang áp dụng đã là ngày 31/03/2020."),
        (["extend", "II.5", "1/2/2020", "--basis", "CV", "--date", "2020-03-01"], "trước ngày quyết định 01/03/2020"),
        (["extend", "II.4", "30/6/2020", "--basis", "CV", "--date", "2020-03-01"], "Việc thường xuyên hoặc định kỳ"),
        (["extend", "II.6", "30/6/2020", "--basis", "CV", "--date", "2020-03-01"], "Nhiệm vụ có nhiều thời hạn"),
        (["extend", "VII.1", "30/6/2020", "--basis", "CV", "--date", "2020-03-01"], "không còn hạn để gia hạn"),
        (["update", "II.5", "--event", "Nghị định", "--date", "2020-03-01"], "không tính từ một sự kiện nào"),
        (["update", "II.5", "--part", "b", "--status", "started"], "chỉ có một thời hạn, không có phần “b”"),
        (["update", "II.6", "--part", "x", "--status", "started"], "không có phần “x”"),
        (["update", "II.5", "--resolved", "Xong"], "không có vướng mắc nào đang chờ"),
        (["update", "II.5", "--ask", "Kinh phí"], "--ask đi cùng --obstacle"),
        (["update", "II.5"], "Chưa nói ghi gì."),
        (["update", "II.5", "--status", "xong"], "Không có tình trạng “xong”."),
        (["update", "II.5", "--lead", "Phòng Ma", "--basis", "CV"], "Không có đơn vị “Phòng Ma” trong units.yaml."),
        (["update", "II.5", "--lead", "Phòng Doanh nghiệp"], "Giao đơn vị khác chủ trì phải có căn cứ."),
        (["result", "II.8", "Đã làm", "--period", "2020-Q1"], "Kỳ 2020-Q1 không phải kỳ của nhiệm vụ này."),
        (["result", "II.8", "Đã làm", "--period", "tháng 1"], "--period: “tháng 1” không phải là kỳ."),
        (["result", "II.4", "Đã làm", "--quantity", "bản tin"], "--quantity: không đọc được “bản tin”."),
        (["done", "II.55"], "Không có nhiệm vụ “II.55” trong kế hoạch 01/KH-KCNĐN."),
        (["done", "../../x"], "Không có nhiệm vụ “../../x” trong kế hoạch 01/KH-KCNĐN."),
        (["void", "II.5", "k3f9x", "--reason", "Nhầm"], "Không có mục “k3f9x” đang có hiệu lực."),
        (["measure", "dung-hn", "97"], "Không có chỉ tiêu “dung-hn” trong kế hoạch 01/KH-KCNĐN."),
        (["measure", "dung-han", "nhiều"], "Không đọc được số liệu “nhiều”."),
        (["measure", "dung-han", "12/0"], "Không đọc được số liệu “12/0”."),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_the_reason_and_nothing_is_written(
    plan: Path, capsys: pytest.CaptureFixture[str], argv: list[str], sentence: str
) -> None:
    before = {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()}
    code, out, err = call(capsys, *argv)
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: ")
    assert sentence in err
    assert {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()} == before


def test_force_lets_a_date_in_the_future_be_written(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, "done", "II.5", "--date", "2999-01-01", "--force")
    assert code == 0
    assert "Lưu ý: ngày ghi nằm sau năm 2020 của kế hoạch" in err


def test_readings_are_recorded_and_judged(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "measure", "dung-han", "97,2", "--period", "2020-q1", "--date", "14/3/2020")
    assert (code, out) == (
        0,
        "Đã ghi Tỷ lệ hồ sơ giải quyết đúng hạn và trước hạn: 97,2%. Mức phải đạt ≥\u00a095%: đạt.\n",
    )
    code, out, _ = call(
        capsys, "measure", "II.14", "1200/1270", "--period", "2020-H1", "--date", "2020-06-14", "--by", "Văn phòng"
    )
    assert (code, out) == (
        0,
        "Đã ghi Tỷ lệ hồ sơ giải quyết đúng hạn và trước hạn: 1.200/1.270 = 94,49%. Mức phải đạt ≥\u00a095%: chưa đạt.\n",
    )
    assert anonymous((plan / "measurements" / "dung-han.yaml").read_text(encoding="utf-8")) == (
        "- date: 2020-03-14\n  recorded: TODAY\n  id: ID\n  period: 2020-Q1\n  value: 97,2\n"
        "- date: 2020-06-14\n  recorded: TODAY\n  id: ID\n  period: 2020-H1\n"
        "  numerator: 1200\n  denominator: 1270\n  by: Văn phòng\n"
    )
    assert state(capsys, "II.14", "2020-03-31") == "met"
    assert state(capsys, "II.14", "2020-06-30") == "not_met"


def test_a_broken_file_stops_recording_into_it_and_reads_go_on(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = plan / "progress" / "II.5.yaml"
    file.write_text("- date: 2020-03-20\n  status: [done\n", encoding="utf-8")
    code, out, err = call(capsys, "done", "II.5", "--date", "2020-03-20")
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: Chưa ghi vào progress/II.5.yaml: tệp đang có lỗi. Sai cú pháp YAML.")
    assert file.read_text(encoding="utf-8") == "- date: 2020-03-20\n  status: [done\n"
    code, out, err = call(capsys, "list", "--overdue", "--as-of", "2020-04-01", "--columns", "id")
    assert (code, out.split()) == (1, ["II.5", "II.6", "II.10", "VI.4", "II.8"])
    assert err == "Kế hoạch có 1 lỗi nên kết quả có thể thiếu; chạy “cchc validate” để xem và sửa.\n"
