"""What ``baseline`` and ``amend`` write, say and refuse, on a copy of the real plan."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import typer

from cchc_cli.cli import amending, edge, listing, recording, validating

ROOT = Path(__file__).parents[2]
BY = ("--document", "15/QĐ-KCNĐN", "--date", "4/5/2020")

APP = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
APP.command("baseline")(amending.baseline)
APP.command("amend")(amending.amend)
APP.command("validate")(validating.validate)
APP.command("list")(listing.list_tasks)
APP.command("done")(recording.done)


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a copy of the real plan, and the working directory in it."""
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    return tmp_path / "plan" / "2020"


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = edge.run(APP, argv)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def anonymous(text: str) -> str:
    """Return a text with the random ids and today's date taken out."""
    text = re.sub(r"\b[a-z][2-9][a-z2-9]{3}\b", "ID", text)
    return text.replace(edge.today().isoformat(), "TODAY")


def contents(plan: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()}


def test_the_content_is_fixed_and_recording_goes_on(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "baseline", "--document", "01/KH-KCNĐN", "--date", "2020-01-14")
    assert (code, out) == (
        0,
        "Đã chốt nội dung theo 01/KH-KCNĐN ngày 14/01/2020: 80 mục trong văn bản, 7 mục và 36 dòng trong phụ lục, 13 chỉ tiêu.\n",
    )
    assert err == (
        "Tệp baseline.yaml. Điều chỉnh về sau: cchc amend MÃ --field CỘT --to LỜI --document VĂN_BẢN --date NGÀY\n"
    )
    assert call(capsys, "done", "II.5", "--date", "20/3/2020")[0] == 0
    assert call(capsys, "amend", "II.5", "--field", "deadline", "--to", "Quý II/2020", *BY)[0] == 0
    assert call(capsys, "validate")[0] == 0


def test_an_edit_without_a_document_is_an_error_until_it_is_put_back(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call(capsys, "baseline")
    appendix = plan / "appendix.yaml"
    signed = appendix.read_bytes()
    appendix.write_bytes(signed.replace("deadline: Quý I/2020".encode(), "deadline: Quý II/2020".encode(), 1))
    code, out, _ = call(capsys, "validate")
    assert code == 1
    assert "appendix.yaml:75:19: lỗi E501: Thời gian hoàn thành của II.5 không còn như khi ký (01/KH-KCNĐN)." in out
    appendix.write_bytes(signed)
    assert call(capsys, "validate")[0] == 0


def test_content_is_fixed_again_only_on_request_and_says_what_it_accepts(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call(capsys, "baseline")
    appendix = plan / "appendix.yaml"
    appendix.write_bytes(appendix.read_bytes().replace("deadline: Quý I/2020".encode(), "deadline: Quý II".encode(), 1))
    code, _, err = call(capsys, "baseline")
    assert (code, err.splitlines()[0]) == (
        2,
        "Lỗi: Nội dung kế hoạch đã được chốt theo 01/KH-KCNĐN ngày 14/01/2020.",
    )
    code, out, _ = call(capsys, "baseline", "--again", "--document", "09/KH-KCNĐN", "--date", "1/3/2020")
    assert code == 0
    assert out.splitlines()[1:] == [
        "So với lần chốt trước có 1 chỗ khác, nay coi là đã ký:",
        "  II.5 · Thời gian hoàn thành",
    ]
    assert call(capsys, "validate")[0] == 0


def test_a_plan_with_errors_is_not_fixed(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (plan / "progress" / "II.5.yaml").write_text("- date: 2020-02-30\n", encoding="utf-8")
    code, out, err = call(capsys, "baseline")
    assert (code, out) == (1, "")
    assert "progress/II.5.yaml:1:9: lỗi E204" in err
    assert not (plan / "baseline.yaml").exists()


@pytest.mark.parametrize("how", [(), ("--dry-run",), ("--again",)])
def test_a_plan_with_places_still_to_fill_in_is_not_fixed(
    plan: Path, capsys: pytest.CaptureFixture[str], how: tuple[str, ...]
) -> None:
    file = plan / "plan.yaml"
    lines = file.read_text(encoding="utf-8").split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith("number:"))
    lines[at] += "  # ĐIỀN"
    file.write_text("\n".join(lines), encoding="utf-8", newline="")
    code, out, err = call(capsys, "baseline", *how)
    assert (code, out) == (2, "")
    assert err == (
        f"Lỗi: Chưa chốt: kế hoạch còn 1 chỗ ghi tạm (chữ ĐIỀN): plan.yaml dòng {at + 1}.\n"
        "Ghi theo văn bản đã ký rồi bỏ chữ ĐIỀN; văn bản để trống thì chỉ cần bỏ chữ đó.\n"
    )
    assert not (plan / "baseline.yaml").exists()


def test_a_baseline_can_be_looked_at_first(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "baseline", "--dry-run")
    assert (code, err) == (0, "Chạy thử: chưa ghi gì.\n")
    assert out.startswith("--- /dev/null\n+++ b/2020/baseline.yaml\n")
    assert not (plan / "baseline.yaml").exists()


def test_an_amendment_says_old_and_new_and_what_it_does_to_the_row(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["amend", "ii.5", "--field", "thời gian hoàn thành", "--to", "Quý III/2020", "--reason", "Chờ phần mềm"]
    code, out, err = call(capsys, *argv, *BY)
    assert (code, anonymous(out)) == (
        0,
        "Đã ghi điều chỉnh [ID] theo 15/QĐ-KCNĐN ngày 04/05/2020:\n"
        "II.5 · Thời gian hoàn thành: “Quý I/2020” -> “Quý III/2020”\n"
        "Tình trạng tính đến 31/12/2020 không đổi: Quá hạn, chưa có báo cáo kết quả\n"
        "Thời hạn: 31/03/2020 -> 30/09/2020\n",
    )
    assert err == "Tệp amendments.yaml. Trước ngày 04/05/2020 kế hoạch vẫn đọc như cũ.\n"
    listed = ["--columns", "id,deadline,state", "--search", "cơ sở dữ liệu quốc gia"]
    assert call(capsys, "list", "--as-of", "3/5/2020", *listed)[1] == "II.5\tQuý I/2020\toverdue\n"
    assert call(capsys, "list", "--as-of", "4/5/2020", *listed)[1] == "II.5\tQuý III/2020\tin_time\n"


def test_a_row_is_added_and_another_taken_out(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = ["--section", "II", "--task", "Khảo sát", "--lead", "Văn phòng", "--deadline", "Quý III/2020"]
    code, out, _ = call(capsys, "amend", "--add", *row, "--after", "II.18", *BY)
    assert (code, anonymous(out)) == (
        0,
        "Đã ghi điều chỉnh [ID] theo 15/QĐ-KCNĐN ngày 04/05/2020:\n"
        "Bổ sung II.19 vào mục II, sau II.18: Khảo sát\n"
        "Đơn vị chủ trì: Văn phòng\n"
        "Thời gian hoàn thành: Quý III/2020\n"
        "Tình trạng tính đến 31/12/2020: Quá hạn, chưa có báo cáo kết quả\n"
        "Thời hạn: chưa có -> 30/09/2020\n",
    )
    code, out, _ = call(capsys, "amend", "II.10", "--remove", *BY)
    assert (code, anonymous(out)) == (
        0,
        "Đã ghi điều chỉnh [ID] theo 15/QĐ-KCNĐN ngày 04/05/2020:\n"
        "Đưa II.10 ra khỏi kế hoạch.\n"
        "Tình trạng tính đến 31/12/2020: Quá hạn, chưa có báo cáo kết quả -> Đưa ra khỏi kế hoạch\n",
    )
    _, out, _ = call(capsys, "list", "--as-of", "1/6/2020", "--section", "II", "--columns", "id,state")
    assert out.splitlines()[-1] == "II.19\tin_time"
    assert "II.10\tdropped" in out
    assert call(capsys, "done", "II.19", "--date", "1/7/2020")[0] == 0
    assert call(capsys, "validate")[0] == 0


def test_a_dry_run_prints_the_entry_and_writes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(plan)
    code, out, err = call(capsys, "amend", "II.5", "--field", "lead", "--to", "Phòng Doanh nghiệp", *BY, "--dry-run")
    assert (code, anonymous(out)) == (
        0,
        "--- /dev/null\n"
        "+++ b/2020/amendments.yaml\n"
        "@@ -0,0 +1,8 @@\n"
        "+- date: 2020-05-04\n"
        "+  recorded: TODAY\n"
        "+  id: ID\n"
        "+  document: 15/QĐ-KCNĐN\n"
        "+  task: II.5\n"
        "+  field: lead\n"
        "+  from: Văn phòng\n"
        "+  to: Phòng Doanh nghiệp\n",
    )
    assert err.splitlines()[0] == "II.5 · Đơn vị chủ trì: “Văn phòng” -> “Phòng Doanh nghiệp”"
    assert err.splitlines()[-1] == "Chạy thử: chưa ghi gì."
    assert contents(plan) == before


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["II.5", *BY], "Chưa nói điều chỉnh gì."),
        (["--field", "deadline", "--to", "Quý II", *BY], "Chưa nói điều chỉnh nhiệm vụ nào."),
        (["II.5", "--field", "deadline", *BY], "--field và --to đi cùng nhau."),
        (["II.5", "--to", "Quý II", *BY], "--field và --to đi cùng nhau."),
        (["II.5", "--remove", "--field", "deadline", "--to", "Quý II", *BY], "Mỗi lần chỉ ghi một điều chỉnh."),
        (["II.5", "--add", "--section", "II", "--task", "a", *BY], "Nhiệm vụ bổ sung chưa có mã trong kế hoạch."),
        (["II.5", "--remove", "--deadline", "Quý II", *BY], "Các tùy chọn của dòng mới chỉ đi cùng --add."),
        (["--remove", *BY], "Chưa nói điều chỉnh nhiệm vụ nào."),
        (["II.5", "--remove", "--date", "4/5/2020"], "Chưa có số văn bản điều chỉnh."),
        (["II.5", "--remove", "--document", "15/QĐ"], "Chưa có ngày của văn bản điều chỉnh."),
        (["II.5", "--remove", "--document", "15/QĐ", "--date", "31/4/2020"], "--date: “31/4/2020” không phải là một ngày có thật."),
        (["II.5", "--field", "deadlin", "--to", "Quý II", *BY], "Không có cột “deadlin”."),
        (["II.5", "--field", "deadline", "--to", "Quý I/2020", *BY], "đang ghi đúng như vậy: “Quý I/2020”."),
        (["II.5", "--field", "lead", "--to", "Phòng Ma", *BY], "Không có đơn vị “Phòng Ma” trong units.yaml."),
        (["II.55", "--remove", *BY], "Không có nhiệm vụ “II.55” trong kế hoạch 01/KH-KCNĐN."),
        (["--add", "--section", "IX", "--task", "a", *BY], "Phụ lục không có mục “IX”."),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_the_reason_and_nothing_is_written(
    plan: Path, capsys: pytest.CaptureFixture[str], argv: list[str], sentence: str
) -> None:
    before = contents(plan)
    code, out, err = call(capsys, "amend", *argv)
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: ")
    assert sentence in err
    assert contents(plan) == before


def test_words_are_shown_and_never_obeyed(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = [
        "amend",
        "II.5",
        "--field",
        "notes",
        "--to",
        "a [red]b\u202ec",
        "--document",
        "15/QĐ [/]",
        "--date",
        "4/5/2020",
    ]
    code, out, _ = call(capsys, *argv)
    assert code == 0
    assert "theo 15/QĐ [/] ngày 04/05/2020:" in out
    assert "II.5 · Ghi chú: để trống -> “a [red]b<U+202E>c”" in out
