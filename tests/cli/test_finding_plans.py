"""Which plan a command is about: --plan, CCHC_PLAN, the folders above, the year."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cchc_cli.cli import edge
from cchc_cli.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path


def _plan(folder: Path, year: int, number: str = "01/KH-ABC") -> Path:
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text(
        f"number: {number}\ndate: {year}-01-10\nyear: {year}\nagency: {{name: Ban ABC}}\n", encoding="utf-8"
    )
    (folder / "appendix.yaml").write_text(
        "sections:\n  - id: I\n    title: Thể chế\n    tasks:\n      - {id: I.1, task: Việc, lead: Văn phòng, deadline: Quý I}\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    for year in (2019, 2020, 2021):
        _plan(tmp_path / "plan" / str(year), year)
    (tmp_path / "docs" / "sau").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "docs" / "sau")
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, int | str]:
    """Return the exit code and the year of the plan listed, or what was said instead."""
    code = edge.run(app, ["list", "--format", "json", *argv])
    out, err = capsys.readouterr()
    return code, json.loads(out)["plan"]["year"] if code == 0 else err


def test_the_latest_plan_is_taken_when_nothing_says_otherwise(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(capsys) == (0, 2021)


def test_the_year_of_the_as_of_date_chooses_the_plan(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "--as-of", "2019-06-30") == (0, 2019)
    assert found(capsys, "--as-of", "2019-06-30", "--year", "2020") == (0, 2020)
    assert found(capsys, "--as-of", "2025-06-30") == (0, 2021)


def test_a_year_without_plan_is_refused_with_the_years_there_are(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(capsys, "--year", "2018") == (
        2,
        "Lỗi: Không có kế hoạch năm 2018.\nCác năm có kế hoạch: 2019, 2020, 2021.\n",
    )


def test_a_folder_may_be_given_by_option_or_environment(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_PLAN", str(workspace / "plan" / "2019"))
    assert found(capsys) == (0, 2019)
    assert found(capsys, "--plan", str(workspace / "plan" / "2020")) == (0, 2020)
    assert found(capsys, "--plan", str(workspace), "--year", "2021") == (0, 2021)


def test_two_plans_of_one_year_are_listed_and_one_is_asked_for(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = _plan(workspace / "plan" / "2021-so-y-te", 2021, "05/KH-SYT")
    code, said = found(capsys)
    assert (code, said) == (
        2,
        "Lỗi: Có nhiều kế hoạch phù hợp; cần chỉ rõ một kế hoạch:\n"
        f"  --plan {workspace / 'plan' / '2021'}\n  --plan {other}\n",
    )


def test_no_plan_anywhere_is_said_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    monkeypatch.chdir(tmp_path)
    assert found(capsys) == (
        2,
        "Lỗi: Không tìm thấy kế hoạch nào từ thư mục này trở lên.\n"
        "Chuyển vào thư mục có thư mục “plan”, hoặc chỉ rõ bằng --plan THƯ_MỤC.\n",
    )
    assert found(capsys, "--plan", "khong-co") == (
        2,
        "Lỗi: Không có thư mục kế hoạch “khong-co”.\nKiểm tra lại đường dẫn sau --plan.\n",
    )


def test_a_plan_without_a_readable_head_is_said_with_its_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _plan(tmp_path / "x", 2020)
    (folder / "plan.yaml").write_text("number: 01\nyear: 2020\n", encoding="utf-8")
    code, said = found(capsys, "--plan", str(folder))
    assert code == 1
    assert isinstance(said, str)
    assert "plan.yaml:1:1: lỗi E201: Thiếu khóa “date”." in said
    assert said.endswith("Chưa đọc được kế hoạch. Sửa các lỗi trên rồi chạy lại.\n")


def test_a_read_where_there_is_no_plan_names_the_document_that_lies_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Kế hoạch 2026.docx").write_bytes(b"")
    (tmp_path / "so-lieu.xlsx").write_bytes(b"")
    assert found(capsys) == (
        2,
        "Lỗi: Không tìm thấy kế hoạch nào từ thư mục này trở lên.\n"
        "Chuyển vào thư mục có thư mục “plan”, hoặc chỉ rõ bằng --plan THƯ_MỤC.\n"
        'Nhập từ tệp có sẵn: cchc import "Kế hoạch 2026.docx"\n',
    )
    assert "cchc import" not in str(found(capsys, "--plan", "khong-co")[1])
