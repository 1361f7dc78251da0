"""``cchc export --format parquet`` publishes a plan whole, and its figures come back from the dataset."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cchc_cli.cli import edge
from cchc_cli.cli.app import app
from cchc_cli.cli.laking import dataset_named, rolled_from
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.vocabulary import State

pytest.importorskip("duckdb")

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    monkeypatch.setenv("CCHC_CACHE", "off")


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = edge.run(app, argv)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_a_plan_is_published_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "export", "--format", "parquet", "--as-of", "30/6/2020", "-o", "kho") == (
        0, "", f"Đã lập {Path('kho/tasks/agency=KCN%C4%90N/year=2020')} cùng 2 bảng khác: 36 mục.\n",
    )  # fmt: skip
    made = rolled_from("kho", "agency", "overdue", as_of="30/6/2020", year=None, unfit=(None, None))
    late = [made.whole.rows[state] for state in (State.OVERDUE, State.LATE_START)]
    assert (made.plans, made.whole.total, sum(late)) == (1, 36, 5)
    assert [each.group.title for each in made.ranked] == ["Ban Quản lý các Khu công nghiệp Đồng Nai"]


def test_a_part_of_a_plan_is_not_published(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, "export", "--format", "parquet", "--as-of", "30/6/2020", "--overdue", "-o", "kho")
    assert (code, "Dữ liệu Parquet luôn gồm cả kế hoạch." in err) == (2, True)
    assert not Path("kho").exists()


def test_the_dataset_is_a_directory(capsys: pytest.CaptureFixture[str]) -> None:
    Path("kho").write_text("", encoding="utf-8")
    code, _, err = call(capsys, "export", "--format", "parquet", "--as-of", "30/6/2020", "-o", "kho")
    assert (code, "là một thư mục, không phải một tệp" in err) == (2, True)


def test_figures_of_another_day_are_not_taken_for_those_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "export", "--format", "parquet", "--as-of", "30/6/2020", "-o", "kho")
    with pytest.raises(Refused) as refused:
        rolled_from("kho", "agency", "overdue", as_of="30/9/2020", year=None, unfit=(None, None))
    assert refused.value.hint == "Số liệu công bố từ ngày 30/06/2020 đến ngày 30/06/2020."
    with pytest.raises(Refused, match="không dùng --known-on và --rev"):
        rolled_from("kho", "agency", "overdue", as_of=None, year=None, unfit=("2020-03-14", None))


def test_a_dataset_is_told_from_directories_of_plans(capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "export", "--format", "parquet", "--as-of", "30/6/2020", "-o", "kho")
    assert dataset_named(["plan"]) is None
    assert dataset_named(["kho"]) == "kho"
    with pytest.raises(Refused, match="Mỗi lần tổng hợp được một kho dữ liệu Parquet"):
        dataset_named(["kho", "plan"])
