"""What ``cchc remind`` writes, says and refuses, on a copy of the real plan."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cchc_cli.cli import edge
from cchc_cli.cli.app import app

ROOT = Path(__file__).parents[2]
LETTERS = [
    "bao-cao-lanh-dao-ban.docx",
    "don-doc-bo-phan-co-thu-tuc-lien-thong.docx",
    "don-doc-bo-phan-co-thu-tuc-lien-thong.ics",
    "don-doc-bo-phan-mot-cua.docx",
    "don-doc-phong-doanh-nghiep.docx",
    "don-doc-van-phong-dai-dien.docx",
    "don-doc-vp.docx",
    "don-doc-vp.ics",
]
OF_VP = ("--as-of", "20/4/2020", "--unit", "vp", "--format", "md", "-o", "thu")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "plan" / "2020", tmp_path / "plan" / "2020")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = edge.run(app, ("remind", *argv))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_unit_that_owes_something_gets_a_letter_and_its_dates(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    code, out, err = call(capsys, "--as-of", "20/4/2020", "-o", "thu/thang-4")
    assert code == 0
    assert made(here / "thu" / "thang-4") == LETTERS
    folder = Path("thu/thang-4")
    assert out.splitlines() == [
        f"Văn phòng\t22\t{folder / 'don-doc-vp.docx'}",
        f"Văn phòng\t6\t{folder / 'don-doc-vp.ics'}",
        f"Lãnh đạo Ban\t5\t{folder / 'bao-cao-lanh-dao-ban.docx'}",
        f"Phòng Doanh nghiệp\t1\t{folder / 'don-doc-phong-doanh-nghiep.docx'}",
        f"Văn phòng Đại diện\t1\t{folder / 'don-doc-van-phong-dai-dien.docx'}",
        f"Bộ phận Một cửa tại TT HCC tỉnh\t4\t{folder / 'don-doc-bo-phan-mot-cua.docx'}",
        f"Bộ phận chuyên môn có thủ tục liên thông\t3\t{folder / 'don-doc-bo-phan-co-thu-tuc-lien-thong.docx'}",
        f"Bộ phận chuyên môn có thủ tục liên thông\t1\t{folder / 'don-doc-bo-phan-co-thu-tuc-lien-thong.ics'}",
    ]
    assert err.splitlines() == [
        "Đã lập 6 văn bản và 2 lịch trong thu/thang-4, tính đến 20/04/2020.",
        "Trước khi ký: điền số, ngày và ngày trả lời. Chương trình không gửi gì đi.",
        "Chưa rõ đơn vị để đôn đốc (không ghi, hoặc không có trong units.yaml): dung-han.",
    ]


@pytest.mark.parametrize("word", ["vp", "Văn phòng", "van phong", "VĂN PHÒNG"])
def test_one_unit_is_named_by_its_id_or_name(capsys: pytest.CaptureFixture[str], here: Path, word: str) -> None:
    assert call(capsys, "--as-of", "20/4/2020", "--unit", word, "-o", "thu")[0] == 0
    assert made(here / "thu") == ["don-doc-vp.docx", "don-doc-vp.ics"]


def test_a_unit_is_named_by_another_name_and_a_group_stands_for_its_members(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    assert call(capsys, "--as-of", "20/4/2020", "--unit", "Lãnh đạo phụ trách", "-o", "mot")[0] == 0
    assert made(here / "mot") == ["bao-cao-lanh-dao-ban.docx"]
    assert call(capsys, "--as-of", "20/4/2020", "--unit", "Các bộ phận chuyên môn", "-o", "hai")[0] == 0
    assert made(here / "hai") == [
        "don-doc-bo-phan-mot-cua.docx",
        "don-doc-phong-doanh-nghiep.docx",
        "don-doc-van-phong-dai-dien.docx",
    ]


def test_an_outside_office_gets_a_letter_only_by_name(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    code, out, _ = call(capsys, "--as-of", "20/4/2020", "--unit", "Văn phòng UBND tỉnh", "-o", "thu")
    assert code == 0
    assert out == f"Văn phòng UBND tỉnh\t1\t{Path('thu') / 'phoi-hop-van-phong-ubnd-tinh.docx'}\n"


def test_a_unit_that_owes_nothing_gets_nothing(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    code, out, err = call(capsys, "--as-of", "20/4/2020", "--unit", "Sở Nội vụ", "-o", "thu")
    assert (code, out) == (0, "")
    assert err == "Sở Nội vụ không có nội dung cần đôn đốc, tính đến 20/04/2020; không lập văn bản.\n"
    assert not (here / "thu").exists()


def test_when_nobody_owes_anything_nothing_is_written(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    code, out, err = call(capsys, "--as-of", "15/1/2020", "--days", "0", "-o", "thu")
    assert (code, out) == (0, "")
    assert err == "Không đơn vị nào có nội dung cần đôn đốc, tính đến 15/01/2020; không lập văn bản.\n"
    assert not (here / "thu").exists()


def test_days_say_how_far_ahead_it_looks(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert "Nhiệm vụ sắp đến hạn" not in _letter(capsys, here)
    assert "Nhiệm vụ sắp đến hạn" in _letter(capsys, here, "--days", "200")


def _letter(capsys: pytest.CaptureFixture[str], here: Path, *more: str) -> str:
    assert call(capsys, *OF_VP, *more)[0] == 0
    return (here / "thu" / "don-doc-vp.md").read_text("utf-8")


def test_a_unit_the_plan_does_not_have_is_refused_with_its_nearest_names(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    code, _, err = call(capsys, "--unit", "Phòng Doanh nghiep A", "-o", "thu")
    assert code == 2
    assert "Lỗi: Không có đơn vị “Phòng Doanh nghiep A” trong kế hoạch.\nCó phải Phòng Doanh nghiệp" in err
    assert not (here / "thu").exists()


def test_a_folder_is_required_and_may_not_be_a_file(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    code, _, err = call(capsys, "--as-of", "20/4/2020")
    assert code == 2
    assert "Lỗi: Thiếu tùy chọn “--output”." in err
    (here / "thu").write_text("của tôi", encoding="utf-8")
    code, _, err = call(capsys, *OF_VP)
    assert code == 2
    assert "Lỗi: “thu” là tệp, không phải thư mục.\nChọn thư mục khác bằng -o." in err
    assert (here / "thu").read_text("utf-8") == "của tôi"


def test_letters_changed_by_hand_are_kept_and_nothing_else_is_written(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    assert call(capsys, "--as-of", "20/4/2020", "--format", "md", "-o", "thu")[0] == 0
    assert call(capsys, "--as-of", "20/4/2020", "--format", "md", "-o", "thu")[0] == 0
    changed, other = here / "thu" / "don-doc-vp.md", here / "thu" / "bao-cao-lanh-dao-ban.md"
    changed.write_text(changed.read_text("utf-8").replace("Gửi kết quả", "Đã hẹn"), encoding="utf-8")
    before = other.read_bytes()
    code, out, err = call(capsys, "--as-of", "30/6/2020", "--format", "md", "-o", "thu")
    assert (code, out) == (2, "")
    assert "Lỗi: Trong “thu” có tệp đã được sửa hoặc không do chương trình lập: don-doc-vp.md." in err
    assert "Đã hẹn" in changed.read_text("utf-8")
    assert other.read_bytes() == before
    assert call(capsys, "--as-of", "30/6/2020", "--format", "md", "-o", "thu", "--force")[0] == 0
    assert "Đã hẹn" not in changed.read_text("utf-8")


def test_a_letter_left_from_before_for_a_unit_that_owes_nothing_now_is_told(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    assert call(capsys, *OF_VP)[0] == 0
    _, _, err = call(capsys, "--as-of", "15/1/2020", "--days", "0", "-o", "thu")
    assert "Tệp của lần trước, nay đơn vị không còn nội dung cần đôn đốc: don-doc-vp.md, don-doc-vp.ics.\n" in err


def test_the_same_call_gives_the_same_bytes(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    for folder in ("mot", "hai"):
        assert call(capsys, "--as-of", "20/4/2020", "-o", folder)[0] == 0
    assert [(here / "mot" / name).read_bytes() for name in LETTERS] == [
        (here / "hai" / name).read_bytes() for name in LETTERS
    ]


def test_letters_are_refused_on_a_plan_with_errors(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "plan" / "2020" / "units.yaml").write_text("- {id: vp}\n", encoding="utf-8")
    code, out, err = call(capsys, *OF_VP)
    assert (code, out) == (1, "")
    assert "nên chưa lập văn bản. Sửa các lỗi trên rồi chạy lại." in err
    assert not (here / "thu").exists()
