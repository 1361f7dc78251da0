"""Cases of the report commands that officers run into: seals under another regime, wrong files, odd options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_reports import call, data, here, made

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ("here",)  # the fixture that lays out the plan and goes there

Q1 = ("report", "quarterly", "--quarter", "1")
SEAL = ("report", "issue", "Q1", "--number", "12/BC-KCNĐN", "--date", "18/3/2020", "--force")


def text_of(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    code, out, _ = call(capsys, *argv, "--format", "md")
    assert code == 0
    return out


def change(here: Path, file: str, old: str, new: str) -> None:
    path = here / "plan" / "2020" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_issued_report_keeps_the_windows_of_the_regime_it_was_issued_under(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    assert call(capsys, *SEAL)[0] == 0
    before = text_of(capsys, *Q1)
    change(here, "plan.yaml", "  preset: cchc\n", "  preset: calendar\n")
    assert text_of(capsys, *Q1) == before
    assert text_of(capsys, *Q1, "--preset", "nd09") == before
    code, out, err = call(capsys, *Q1, "--preset", "calendar", "--format", "md")
    assert code == 0
    assert "từ ngày 01/01/2020 đến ngày 31/3/2020" in out
    assert "đã ban hành" not in err
    _, out, _ = call(capsys, "report", "list")
    assert out.splitlines()[0].startswith("2020-Q1\tquý I năm 2020\t2019-12-15\t2020-03-14\t")


def test_a_report_issued_under_another_regime_stays_in_the_list(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    change(here, "plan.yaml", "  preset: cchc\n", "  preset: nd09\n")
    issued = ("report", "issue", "2020-Q2", "--number", "5/BC", "--date", "18/6/2020", "--force")
    assert call(capsys, *issued)[0] == 0
    change(here, "plan.yaml", "  preset: nd09\n", "  preset: cchc\n")
    _, out, _ = call(capsys, "report", "list")
    assert [line.split("\t")[0] for line in out.splitlines()] == ["2020-Q1", "2020-Q2", "2020-H1", "2020-Q3", "2020"]
    assert "2020-Q2\tquý II năm 2020\t2020-03-15\t2020-06-14\t\t5/BC\t" in out
    assert call(capsys, "report", "issue", "Q2", "--sent", "19/6/2020")[0] == 0
    err = call(capsys, "report", "quarterly", "--quarter", "2", "--preset", "nd09", "--format", "md")[2]
    assert "Báo cáo quý II năm 2020: số liệu từ 15/03/2020 đến 14/06/2020; đã ban hành số 5/BC" in err


def test_figures_that_are_not_those_issued_any_more_are_said_to_differ(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    assert call(capsys, *SEAL)[0] == 0
    assert "khác khi ban hành" not in call(capsys, *Q1, "--format", "md")[2]
    change(here, "progress/VII.1.yaml", "  status: done\n", "  status: started\n")
    err = call(capsys, *Q1, "--format", "md")[2]
    assert "Số liệu lập lại khác khi ban hành: hoàn thành 0, khi ban hành 01;" in err
    assert "Kế hoạch hoặc tiến độ đã thay đổi; xem lại bằng lịch sử của kho." in err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--date", "18/3/2120"), "Lỗi: Ngày ban hành 18/03/2120 chưa đến."),
        (("--date", "18/3/2020", "--sent", "17/3/2020"), "Lỗi: Ngày gửi 17/03/2020 trước ngày ban hành 18/03/2020."),
        (("--date", "18/3/2020", "--sent", "17/3/2120"), "Lỗi: Ngày gửi 17/03/2120 chưa đến."),
    ],
)
def test_days_that_cannot_be_are_not_sealed(
    capsys: pytest.CaptureFixture[str], here: Path, options: tuple[str, ...], message: str
) -> None:
    code, _, err = call(capsys, "report", "issue", "Q1", "--number", "12/BC", *options, "--force")
    assert code == 2
    assert message in err
    assert not (here / "plan" / "2020" / "reports").exists()


def test_a_day_of_sending_before_that_of_issuing_is_refused_afterwards_too(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    assert call(capsys, *SEAL)[0] == 0
    code, _, err = call(capsys, "report", "issue", "Q1", "--sent", "10/3/2020")
    assert code == 2
    assert "Lỗi: Ngày gửi 10/03/2020 trước ngày ban hành 18/03/2020." in err
    assert "sent:" not in (here / "plan" / "2020" / "reports" / "2020-Q1.yaml").read_text("utf-8")


def test_number_and_signer_are_sealed_on_one_line_without_control_characters(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    sealed = ("report", "issue", "Q1", "--date", "18/3/2020", "--force")
    assert call(capsys, *sealed, "--number", "12\n /BC", "--signer", "  Cao \t Tiến Sỹ ")[0] == 0
    text = (here / "plan" / "2020" / "reports" / "2020-Q1.yaml").read_text("utf-8")
    assert "  number: 12 /BC\n" in text
    assert "  signer: Cao Tiến Sỹ\n" in text
    code, _, err = call(capsys, *sealed, "--again", "--number", "12\x1b[31m")
    assert code == 2
    assert "Lỗi: Số báo cáo có ký tự điều khiển." in err


def test_one_place_left_is_named_without_dots(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    places = data(capsys, "quarterly", "--quarter", "1")["places"]
    texts = "".join(f"  {place.partition('mục ')[2].partition(':')[0]}: Không có.\n" for place in places[1:])
    (here / "plan" / "2020" / "reports").mkdir()
    (here / "plan" / "2020" / "reports" / "2020-Q1.yaml").write_text(f"texts:\n{texts}", encoding="utf-8")
    _, _, err = call(capsys, "report", "issue", "Q1", "--number", "12", "--date", "18/3/2020")
    assert err.splitlines()[0] == (
        "Lỗi: Báo cáo còn 1 chỗ cần người viết: mục I.2: về tổ chức chỉ đạo, điều hành cải cách hành chính."
    )


def test_words_under_a_heading_the_report_does_not_have_are_not_passed_over_in_silence(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    (here / "plan" / "2020" / "reports").mkdir()
    (here / "plan" / "2020" / "reports" / "2020-Q1.yaml").write_text(
        "texts:\n  I.2: Đã họp.\n  II.1: Lạc chỗ.\n", encoding="utf-8"
    )
    _, out, err = call(capsys, *Q1, "--format", "md")
    assert "Lạc chỗ" not in out
    assert "Lời viết ở mục II.1 chưa vào báo cáo: không có mục này. Xem “cchc validate”." in err


def test_a_report_of_a_window_that_has_not_begun_is_refused(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    code, out, err = call(capsys, "report", "quarterly", "--quarter", "3", "--as-of", "1/5/2020")
    assert (code, out) == (2, "")
    assert "Lỗi: Kỳ báo cáo quý III năm 2020 chưa bắt đầu: số liệu tính từ ngày 15/06/2020." in err
    assert made(here) == []
    skeleton = ("report", "quarterly", "--quarter", "3", "--as-of", "1/5/2020", "--skeleton")
    assert call(capsys, *skeleton)[0] == 0


def test_a_missing_folder_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, *Q1, "-o", "báo cáo/quý 1.html")
    assert code == 2
    assert "Lỗi: Chưa có thư mục “báo cáo”.\nTạo thư mục trước, hoặc chọn nơi khác bằng -o." in err


@pytest.mark.parametrize("name", ["q1.doc", "q1.txt", "bao-cao-14.3"])
def test_an_ending_that_names_no_format_is_refused_unless_the_format_is_given(
    capsys: pytest.CaptureFixture[str], here: Path, name: str
) -> None:
    code, _, err = call(capsys, *Q1, "-o", name)
    assert code == 2
    assert f"Lỗi: Đuôi tệp “{name}” không cho biết dạng văn bản." in err
    assert "Dùng đuôi .docx, .pdf, .html, .md hoặc .json, hay thêm --format." in err
    assert made(here) == []
    assert call(capsys, *Q1, "-o", name, "--format", "md")[0] == 0


def test_a_folder_with_a_dot_in_its_name_takes_the_speaking_name(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    (here / "tháng 3.2020").mkdir()
    assert call(capsys, *Q1, "-o", "tháng 3.2020")[0] == 0
    assert [path.name for path in (here / "tháng 3.2020").iterdir()] == ["BC-CCHC-quy-I-2020.docx"]


def test_a_dash_for_a_file_is_standard_output_for_text_and_refused_for_others(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    _, out, _ = call(capsys, *Q1, "--format", "md", "-o", "-")
    assert out == text_of(capsys, *Q1)
    code, out, err = call(capsys, *Q1, "-o", "-")
    assert (code, out) == (2, "")
    assert "Lỗi: Văn bản dạng docx không đưa ra màn hình được." in err
    assert made(here) == []


def test_what_is_missing_is_named_with_a_colon_between_id_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = call(capsys, "report", "check", "Q1")
    assert "  khong-hai-long: Tỷ lệ không hài lòng do những lỗi" in out.splitlines()


def test_a_window_of_a_month_set_by_the_plan_can_be_issued(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    own = "  preset: cchc\n  windows:\n    - {period: 2020-09, from: 2019-12-15, to: 2020-09-14}\n"
    change(here, "plan.yaml", "  preset: cchc\n", own)
    code, _, err = call(capsys, "report", "issue", "2020-09", "--number", "9/BC", "--date", "18/9/2020", "--force")
    assert code == 0
    assert "Đã chốt báo cáo tháng 09/2020: số 9/BC." in err


def test_facts_of_the_end_of_december_that_change_the_years_assessment_come_in_late_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sealed = ("report", "issue", "2020", "--number", "99/BC", "--date", "18/12/2020", "--known-on", "18/12/2020")
    assert call(capsys, *sealed, "--force")[0] == 0
    before = text_of(capsys, "report", "annual")
    assert call(capsys, "done", "V.1", "--date", "22/12/2020")[0] == 0
    _, after, err = call(capsys, "report", "annual", "--format", "md")
    assert after == before
    assert "V.1: hoàn thành (ngày 22/12/2020" in err
