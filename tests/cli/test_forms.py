"""``cchc forms``: workbooks go out, come back filled by people, and become facts; on a copy of the real plan."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook

from cchc_cli.cli import edge, forms
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from cchc_cli.domain.model import Fact

ROOT = Path(__file__).parents[2]
VP = "BM-tien-do-vp-2020-Q2.xlsx"
DN = "BM-tien-do-phong-doanh-nghiep-2020-Q2.xlsx"
HEAD = 10


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "plan" / "2020", tmp_path / "plan" / "2020")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    return tmp_path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    import typer

    app = typer.Typer(callback=forms.forms)
    app.command("out")(forms.forms_out)
    app.command("in")(forms.forms_in)
    app.command("status")(forms.forms_status)

    def run(*argv: str) -> tuple[int, str, str]:
        code = edge.run(app, argv)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


@pytest.fixture
def handed_out(call: Callable[..., tuple[int, str, str]]) -> Path:
    code, _, err = call("out", "--unit", "vp", "--period", "2020-Q2", "--as-of", "20/4/2020", "-o", "bm")
    assert code == 0, err
    return Path("bm")


class Filler:
    """A person with a form: writes into the cells of rows, by heading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Any = load_workbook(path)
        self.sheet: Any = self.book.worksheets[0]
        self.columns = {cell.value: cell.column for cell in self.sheet[HEAD]}

    def row(self, task: str, aspect: str = "") -> int:
        for row in range(HEAD + 1, self.sheet.max_row + 1):
            if self.sheet.cell(row, 1).value == task and (self.sheet.cell(row, 2).value or "") == aspect:
                return row
        raise AssertionError(task)

    def fill(self, task: str, aspect: str = "", /, **cells: object) -> int:
        row = self.row(task, aspect)
        for name, value in cells.items():
            self.sheet.cell(row, self.columns[name.replace("__", ", ").replace("_", " ")]).value = value
        return row

    def save(self) -> str:
        self.book.save(self.path)
        return str(self.path)


def facts_of(task: str) -> tuple[Fact, ...]:
    plan = load(Path("plan/2020")).plan
    assert plan is not None
    return plan.facts.get(task, ())


def test_every_unit_that_leads_work_gets_a_form_of_its_own(
    call: Callable[..., tuple[int, str, str]], here: Path
) -> None:
    code, out, err = call("out", "--period", "2020-Q2", "--as-of", "20/4/2020", "-o", "bm/quy-2")
    assert code == 0
    names = [
        "BM-tien-do-ban-thanh-tra-nhan-dan-2020-Q2.xlsx",
        "BM-tien-do-bo-phan-co-thu-tuc-lien-thong-2020-Q2.xlsx",
        "BM-tien-do-bo-phan-mot-cua-2020-Q2.xlsx",
        "BM-tien-do-cac-don-vi-su-nghiep-2020-Q2.xlsx",
        "BM-tien-do-lanh-dao-ban-2020-Q2.xlsx",
        "BM-tien-do-phong-doanh-nghiep-2020-Q2.xlsx",
        "BM-tien-do-van-phong-dai-dien-2020-Q2.xlsx",
        "BM-tien-do-vp-2020-Q2.xlsx",
    ]
    assert sorted(path.name for path in (here / "bm" / "quy-2").iterdir()) == names
    assert out.splitlines()[0] == f"Văn phòng\t23\t{Path('bm/quy-2') / VP}"
    assert "nộp trước 14/06/2020" in err


def test_the_form_of_a_group_is_one_for_each_member(call: Callable[..., tuple[int, str, str]], here: Path) -> None:
    code, _, _ = call("out", "--unit", "Các bộ phận chuyên môn", "--period", "2020-Q2", "-o", "bm")
    assert code == 0
    assert len(list((here / "bm").iterdir())) == 3


def test_a_form_already_filled_in_is_not_overwritten(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    again = ("out", "--unit", "vp", "--period", "2020-Q2", "--as-of", "20/4/2020", "-o", "bm")
    assert call(*again)[0] == 0
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Kết_quả="Đã xong")
    filler.save()
    filled = (handed_out / VP).read_bytes()
    code, _, err = call(*again)
    assert code == 2
    assert VP in err
    assert (handed_out / VP).read_bytes() == filled


def test_filled_rows_become_facts_that_name_their_unit_and_their_file(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    row = filler.fill(
        "II.5", Trạng_thái="Hoàn thành", Ngày_hoàn_thành=dt.date(2020, 4, 25), Kết_quả="Đã cập nhật",
        Tài_liệu_kiểm_chứng="Báo cáo số 12/BC-KCNĐN\nCông văn số 3",
    )  # fmt: skip
    filler.fill("I.2", Trạng_thái="Đang thực hiện", Kết_quả="Đã rà soát", Số_lượng=12, Đơn_vị_tính="văn bản")
    filler.fill("IV.1", Khó_khăn__vướng_mắc="Thiếu kinh phí", Đề_xuất="Bố trí kinh phí")
    filler.fill("II.1", "phần b", Trạng_thái="Không phát sinh")
    code, out, err = call("in", filler.save())
    assert (code, len(out.splitlines())) == (0, 4), err
    (done,) = facts_of("II.5")
    assert (done.status, done.date, done.result, done.period) == ("done", dt.date(2020, 4, 25), "Đã cập nhật", "")
    assert done.evidence == ("Báo cáo số 12/BC-KCNĐN", "Công văn số 3")
    assert (done.by, done.source) == ("Văn phòng", f"{VP}, dòng {row}")
    (begun,) = facts_of("I.2")
    assert (begun.status, begun.period, begun.quantity) == ("started", "2020-Q2", (("văn bản", Decimal(12)),))
    assert begun.date == dt.date(2020, 6, 14)
    (blocked,) = facts_of("IV.1")
    assert (blocked.obstacle, blocked.ask) == ("Thiếu kinh phí", "Bố trí kinh phí")
    part = facts_of("II.1")[-1]
    assert (part.part, part.result) == ("b", "Không phát sinh")
    assert "Đã đọc 1 tệp: đã ghi 4 dòng; không có gì mới 0 dòng; để lại 0 dòng." in err


def test_the_same_file_twice_adds_nothing(call: Callable[..., tuple[int, str, str]], handed_out: Path) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Trạng_thái="Hoàn thành", Ngày_hoàn_thành="25/04/2020")
    filler.fill("I.2", Trạng_thái="Đang thực hiện", Kết_quả="Đã rà soát", Số_lượng=12)
    path = filler.save()
    assert call("in", path)[0] == 0
    before = {file: file.read_bytes() for file in Path("plan").rglob("*.yaml")}
    code, out, err = call("in", path, path)
    assert (code, out) == (0, "")
    assert "đã ghi 0 dòng; không có gì mới 4 dòng" in err
    assert {file: file.read_bytes() for file in Path("plan").rglob("*.yaml")} == before


def test_a_form_sent_again_with_more_in_it_adds_what_is_new(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("I.2", Kết_quả="Đã rà soát", Số_lượng=12, Đơn_vị_tính="văn bản")
    assert call("in", filler.save())[0] == 0
    filler.fill("I.2", Khó_khăn__vướng_mắc="Thiếu người")
    assert call("in", filler.save())[0] == 0
    first, second = facts_of("I.2")
    assert (second.obstacle, second.result, second.quantity) == ("Thiếu người", "", ())
    assert first.quantity == (("văn bản", Decimal(12)),)


def test_a_dry_run_writes_nothing(call: Callable[..., tuple[int, str, str]], handed_out: Path) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Trạng_thái="Hoàn thành", Ngày_hoàn_thành="25/04/2020")
    code, out, _ = call("in", filler.save(), "--dry-run")
    assert (code, out) == (0, f"{VP}: Dòng 16 (II.5): sẽ ghi ngày 25/04/2020, hoàn thành\n")
    assert facts_of("II.5") == ()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Trạng_thái": "Hoàn thành"}, "đã hoàn thành nhưng chưa ghi ngày hoàn thành"),
        ({"Trạng_thái": "Hoàn thành", "Ngày_hoàn_thành": "cuối tháng 3"}, "“cuối tháng 3” không phải là một ngày cụ thể"),
        ({"Trạng_thái": "Hoàn thành", "Ngày_hoàn_thành": "31/11/2020"}, "“31/11/2020” không có trong lịch"),
        ({"Trạng_thái": "Hoàn thành", "Ngày_hoàn_thành": dt.date(2099, 1, 1)}, "ngày hoàn thành 01/01/2099 chưa tới"),
        ({"Trạng_thái": "Hoàn thành", "Ngày_hoàn_thành": "1/1/2020"}, "01/01/2020 trước ngày ban hành kế hoạch"),
        ({"Ngày_hoàn_thành": "25/04/2020"}, "có ngày hoàn thành nhưng chưa chọn trạng thái"),
        ({"Trạng_thái": "sắp xong rồi"}, "không rõ trạng thái “sắp xong rồi”"),
        ({"Kết_quả": "=1+1"}, "ô Kết quả là công thức hoặc báo lỗi"),
        ({"Đề_xuất": "Bố trí kinh phí"}, "có đề xuất nhưng chưa ghi khó khăn, vướng mắc"),
        ({"Tài_liệu_kiểm_chứng": "Công văn 3"}, "có tài liệu kiểm chứng nhưng chưa ghi trạng thái"),
        ({"Kết_quả": "Xong", "Số_lượng": "khoảng chục"}, "không đọc được số lượng “khoảng chục”"),
        ({"Mã": "V.1", "Kết_quả": "Xong"}, "mã là V.1 nhưng nội dung là của nhiệm vụ II.5"),
        ({"Mã": "XX.9", "Kết_quả": "Xong"}, "không có nhiệm vụ mã “XX.9”"),
        ({"Mã": None, "Kết_quả": "Xong"}, "không có mã nhiệm vụ"),
        ({"Mã": "II.4", "Nhiệm_vụ": None, "Kết_quả": "Xong"}, "chỉ phối hợp nhiệm vụ này"),
        ({"Mã": "III.1", "Nhiệm_vụ": None, "Kết_quả": "Xong"}, "nhiệm vụ của đơn vị khác (Lãnh đạo Ban)"),
        ({"Nhiệm_vụ": "Việc khác hẳn", "Kết_quả": "Xong"}, "nội dung nhiệm vụ không đúng với mã II.5"),
    ],
)  # fmt: skip
def test_a_row_that_is_not_clear_is_left_alone_and_the_others_are_taken(
    call: Callable[..., tuple[int, str, str]], handed_out: Path, cells: dict[str, object], said: str
) -> None:
    filler = Filler(handed_out / VP)
    row = filler.fill("II.5", **cells)
    filler.fill("VI.4", Kết_quả="Đã triển khai")
    code, out, err = call("in", filler.save())
    assert code == 1
    assert f"Dòng {row} (" in err or f"Dòng {row}:" in err
    assert said in err
    assert facts_of("II.5") == ()
    assert [fact.result for fact in facts_of("VI.4")] == ["Đã triển khai"]
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("đã hoàn thành", "done"),
        ("HOÀN THÀNH", "done"),
        ("hoan thanh", "done"),
        ("Xong.", "done"),
        (" Hoàn  thành ", "done"),
    ],
)
def test_a_status_typed_by_hand_is_understood(
    call: Callable[..., tuple[int, str, str]], handed_out: Path, typed: str, status: str
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Trạng_thái=typed, Ngày_hoàn_thành="25.04.2020")
    assert call("in", filler.save())[0] == 0
    assert [fact.status for fact in facts_of("II.5")] == [status]


def test_a_day_that_excel_holds_as_a_number_is_a_day(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    row = filler.fill("II.5", Trạng_thái="Hoàn thành", Ngày_hoàn_thành=43946)
    filler.sheet.cell(row, filler.columns["Ngày hoàn thành"]).number_format = "General"
    assert call("in", filler.save())[0] == 0
    assert facts_of("II.5")[0].date == dt.date(2020, 4, 25)


def test_sheets_renamed_rows_sorted_and_columns_moved_are_understood(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Kết_quả="Đã cập nhật")
    filler.fill("VI.4", Kết_quả="Đã triển khai")
    table = [[cell.value for cell in row][::-1] for row in filler.sheet.iter_rows(min_row=HEAD)]
    moved = filler.book.create_sheet("Bảng của tôi", 0)
    for row in [table[0], *sorted(table[1:], key=str)]:
        moved.append(row)
    del filler.book["Tiến độ"]
    code, _, err = call("in", filler.save())
    assert code == 0, err
    assert [fact.result for task in ("II.5", "VI.4") for fact in facts_of(task)] == ["Đã cập nhật", "Đã triển khai"]


def test_without_its_hidden_sheet_a_form_needs_its_unit_and_period_said(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Kết_quả="Đã cập nhật")
    del filler.book["_cchc"]
    path = filler.save()
    code, _, err = call("in", path)
    assert (code, facts_of("II.5")) == (1, ())
    assert "không còn trang ẩn" in err
    assert call("in", path, "--unit", "vp", "--period", "2020-Q2")[0] == 0
    assert facts_of("II.5")[0].period == "2020-Q2"


@pytest.mark.parametrize(("row", "value"), [(2, "99/KH-KHAC"), (3, "2019"), (4, "lanh-dao-ban"), (5, "2020-Q1")])
def test_a_form_whose_hidden_sheet_was_changed_is_left_alone(
    call: Callable[..., tuple[int, str, str]], handed_out: Path, row: int, value: str
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Kết_quả="Đã cập nhật")
    filler.book["_cchc"].cell(row, 2).value = value
    code, _, err = call("in", filler.save())
    assert (code, facts_of("II.5")) == (1, ())
    assert "trang ẩn _cchc của biểu mẫu đã bị thay đổi" in err


def test_a_form_of_another_plan_or_period_is_left_alone(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Kết_quả="Đã cập nhật")
    path = filler.save()
    code, _, err = call("in", path, "--period", "2020-Q1")
    assert code == 1
    assert "là biểu mẫu kỳ 2020-Q2, không phải kỳ 2020-Q1" in err
    head = Path("plan/2020/plan.yaml")
    head.write_text(head.read_text("utf-8").replace("01/KH-KCNĐN", "77/KH-KCNĐN"), "utf-8")
    code, _, err = call("in", path)
    assert code == 1
    assert "là biểu mẫu của kế hoạch 01/KH-KCNĐN năm 2020, không phải của 77/KH-KCNĐN" in err


def test_what_is_no_workbook_is_said_and_the_other_files_are_read(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Kết_quả="Đã cập nhật")
    Path("a.xlsx").write_bytes(b"%PDF-1.4 ...")
    other = Workbook()
    other.save("b.xlsx")
    code, out, err = call("in", "a.xlsx", "khong-co.xlsx", "b.xlsx", filler.save())
    assert code == 1
    assert len(out.splitlines()) == 1
    assert "“a.xlsx” thực chất là tệp PDF" in err
    assert "Không có tệp “khong-co.xlsx”" in err
    assert "“b.xlsx” không phải biểu mẫu báo cáo tiến độ" in err
    assert "để lại 3 tệp" in err


def test_one_member_of_a_group_completes_nothing_for_the_others(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    assert call("out", "--unit", "phong-doanh-nghiep", "--period", "2020-Q2", "-o", str(handed_out))[0] == 0
    filler = Filler(handed_out / DN)
    filler.fill("II.4", Trạng_thái="Hoàn thành", Ngày_hoàn_thành="25/04/2020")
    code, _, err = call("in", filler.save())
    assert code == 0
    (fact,) = facts_of("II.4")
    assert (fact.status, fact.result, fact.by) == (None, "Đã hoàn thành phần việc của đơn vị", "Phòng Doanh nghiệp")
    assert "được ghi là kết quả của riêng đơn vị" in err
    _, out, _ = call("status", "--period", "2020-Q2", "--as-of", "14/6/2020", "--format", "json")
    (group,) = json.loads(out)["groups"]
    assert [(each["id"], each["waiting"]) for each in group["members"]] == [
        ("phong-doanh-nghiep", []),
        ("van-phong-dai-dien", ["II.4"]),
        ("bo-phan-mot-cua", ["II.4"]),
    ]


def test_status_lists_who_has_answered_and_what_each_still_owes(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Trạng_thái="Hoàn thành", Ngày_hoàn_thành="25/04/2020")
    assert call("in", filler.save())[0] == 0
    code, out, _ = call("status", "--period", "2020-Q2", "--as-of", "14/6/2020", "--unit", "vp")
    assert code == 0
    unit, name, owed, answered, last, waiting, groups = out.rstrip("\n").split("\t")
    assert (unit, name, answered, last, groups) == ("vp", "Văn phòng", "4", "2020-06-14", "")
    assert "II.5" not in waiting.split(", ")
    assert len(waiting.split(", ")) == int(owed) - 4
    code, out, _ = call("status", "--period", "2020-Q2", "--as-of", "14/6/2020", "--format", "table")
    assert out.splitlines()[0] == "BIỂU MẪU quý II năm 2020   nộp trước 14/06/2020   Tính đến 14/06/2020"
    assert "    Văn phòng Đại diện: đã trả lời 0/1; còn thiếu II.4" in out.splitlines()
    assert max(map(len, out.splitlines())) <= 80


def test_a_period_that_is_none_is_refused(call: Callable[..., tuple[int, str, str]]) -> None:
    code, _, err = call("status", "--period", "2020-13")
    assert code == 2
    assert "không phải là kỳ báo cáo của năm 2020" in err


def test_a_folder_stands_for_the_workbooks_in_it_and_one_that_is_open_is_said(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Kết_quả="Đã cập nhật")
    filler.save()
    (handed_out / f"~${VP}").write_bytes(b"x")
    (handed_out / "ghi chú.docx").write_bytes(b"x")
    code, out, err = call("in", str(handed_out))
    assert (code, len(out.splitlines())) == (0, 1)
    assert f"{VP}: đang mở trong Excel; nội dung chưa lưu không đọc được.\n" in err
    assert "Đã đọc 1 tệp: đã ghi 1 dòng" in err


def test_a_folder_without_workbooks_is_said(call: Callable[..., tuple[int, str, str]], here: Path) -> None:
    (here / "trống").mkdir()
    code, _, err = call("in", "trống")
    assert code == 1
    assert "Trong thư mục “trống” không có tệp .xlsx nào." in err


def test_rows_of_a_second_sheet_are_read_and_named_by_their_sheet(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Kết_quả="Đã cập nhật")
    copy = filler.book.copy_worksheet(filler.sheet)
    copy.title = "Bản sao"
    row = filler.row("VI.4")
    copy.cell(row, filler.columns["Kết quả"]).value = "Đã triển khai"
    code, _, err = call("in", filler.save())
    assert code == 0
    assert f"Dòng {filler.row('II.5')} trang “Bản sao” (II.5): giống hệt dòng {filler.row('II.5')}" in err
    assert [fact.source for fact in facts_of("VI.4")] == [f"{VP}, dòng {row} trang “Bản sao”"]
    assert len(facts_of("II.5")) == 1


def test_status_says_when_nobody_has_to_answer(call: Callable[..., tuple[int, str, str]]) -> None:
    code, _, err = call("status", "--unit", "Sở Nội vụ", "--as-of", "14/3/2020")
    assert (code, err) == (0, "Không đơn vị nào phải trả lời trong kỳ này.\n")


def test_who_completes_work_that_several_lead_is_reminded_of_the_others(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("VI.1", Trạng_thái="Hoàn thành", Ngày_hoàn_thành="25/04/2020")
    code, _, err = call("in", filler.save())
    assert code == 0
    assert "nhiệm vụ do nhiều đơn vị chủ trì được ghi hoàn thành; nên hỏi lại Lãnh đạo Ban." in err


def test_a_number_put_right_is_not_counted_on_top_of_the_old_one(
    call: Callable[..., tuple[int, str, str]], handed_out: Path
) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("I.2", Kết_quả="Đã rà soát", Số_lượng=12, Đơn_vị_tính="văn bản")
    assert call("in", filler.save())[0] == 0
    (first,) = facts_of("I.2")
    row = filler.fill("I.2", Số_lượng=15, Đơn_vị_tính="Văn bản")
    code, out, err = call("in", filler.save())
    assert (code, out) == (1, "")
    assert (
        f"{VP}: Dòng {row} (I.2): để lại, kỳ này đã ghi số lượng “Văn bản” khác số trong biểu mẫu, ghi nữa sẽ cộng hai "
        f"lần; nếu số mới là đúng, hủy mục cũ bằng “cchc void I.2 {first.id}” rồi nhận lại tệp."
    ) in err
    assert facts_of("I.2") == (first,)


def test_another_day_of_completion_is_left_alone(call: Callable[..., tuple[int, str, str]], handed_out: Path) -> None:
    filler = Filler(handed_out / VP)
    filler.fill("II.5", Trạng_thái="Hoàn thành", Ngày_hoàn_thành="20/04/2020")
    assert call("in", filler.save())[0] == 0
    filler.fill("II.5", Ngày_hoàn_thành="25/04/2020")
    code, out, err = call("in", filler.save())
    assert (code, out) == (1, "")
    (done,) = facts_of("II.5")
    assert (
        "(II.5): để lại, đã ghi hoàn thành ngày 20/04/2020; nếu ngày trong biểu mẫu là đúng, "
        f"hủy mục cũ bằng “cchc void II.5 {done.id}” rồi nhận lại tệp."
    ) in err
    assert len(facts_of("II.5")) == 1
