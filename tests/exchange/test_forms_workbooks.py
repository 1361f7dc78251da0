"""Forms as workbooks: what a person sees and may change, and whatever comes back is read or refused."""

from __future__ import annotations

import datetime as dt
import io
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment

from cchc_cli.domain.collecting import request_to, window_named
from cchc_cli.domain.model import Agency, Fact, Moment, Plan, Section, Task
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.reminders import Round
from cchc_cli.domain.standing import standings
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import Status
from cchc_cli.domain.workdays import WeekendCalendar
from cchc_cli.exchange.forms.answers import Verdict, form_of, verdicts
from cchc_cli.exchange.forms.read import read_form
from cchc_cli.exchange.forms.write import form, form_name

Date = dt.date
VP, DN = Unit("vp", "Văn phòng"), Unit("dn", "Phòng Doanh nghiệp")
MOMENT = Moment(Date(2020, 4, 20))
TASKS = (
    Task("I.1", "I", "the_che", "Rà soát văn bản", product="Báo cáo", lead="Văn phòng", deadline="Quý I/2020"),
    Task("I.2", "I", "the_che", "Bản tin hàng tháng", lead="Văn phòng", deadline="Hàng tháng"),
    Task("I.3", "I", "the_che", '=HYPERLINK("http://a")', lead="Văn phòng", deadline="Thường xuyên"),
    Task("I.4", "I", "the_che", "Việc của phòng", lead="Phòng Doanh nghiệp", support="Văn phòng", deadline="Cả năm"),
)


def a_round(*facts: tuple[str, Fact]) -> Round:
    held: dict[str, tuple[Fact, ...]] = {}
    for task, fact in facts:
        held[task] = (*held.get(task, ()), replace(fact, position=len(held.get(task, ()))))
    plan = Plan(
        "01/KH",
        Date(2020, 1, 14),
        2020,
        Agency("Ban Quản lý", parent="UBND tỉnh"),
        sections=(Section("I", "Thể chế", tasks=TASKS),),
        register=Register((VP, DN)),
        facts=held,
    )
    return Round(plan, standings(plan, MOMENT, WeekendCalendar()), MOMENT, WeekendCalendar())


def made(asked: Round | None = None) -> bytes:
    asked = asked or a_round()
    window = window_named(2020, "2020-Q2")
    assert window is not None
    return form(request_to(asked, VP, window), asked.plan, MOMENT)


def opened() -> Any:
    return load_workbook(io.BytesIO(made()))


def filled(**cells: object) -> bytes:
    """Return the form with cells filled in by address."""
    book = opened()
    for address, value in cells.items():
        book.worksheets[0][address].value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def judged(data: bytes, *facts: tuple[str, Fact]) -> list[Verdict]:
    asked = a_round(*facts)
    return verdicts(form_of(read_form("a.xlsx", data), asked, Date(2020, 7, 1)), asked.plan.facts)


def test_the_name_says_the_unit_and_the_period() -> None:
    assert form_name("vp", "2020-Q2") == "BM-tien-do-vp-2020-Q2.xlsx"


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert made() == made()


def test_a_form_shows_whose_it_is_and_every_line_to_be_filled() -> None:
    sheet = opened().worksheets[0]
    texts = [row[0].value for row in sheet.iter_rows(max_row=8) if row[0].value]
    assert texts[:6] == [
        "UBND TỈNH",
        "BAN QUẢN LÝ",
        "BIỂU BÁO CÁO TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ",
        "Kế hoạch số 01/KH ngày 14/01/2020 · Kỳ báo cáo: quý II năm 2020 (2020-Q2), từ 15/03/2020 đến 14/06/2020",
        "Kính gửi: Văn phòng",
        "Nộp trước ngày: 14/06/2020",
    ]
    assert [cell.value for cell in sheet[10]] == [
        "Mã", "Phần, kỳ", "Nhiệm vụ", "Sản phẩm", "Thời hạn", "Đến hạn", "Tình trạng hiện nay", "Trạng thái",
        "Ngày hoàn thành", "Kết quả", "Số lượng", "Đơn vị tính", "Tài liệu kiểm chứng", "Khó khăn, vướng mắc", "Đề xuất",
    ]  # fmt: skip
    first = [cell.value.date() if cell.is_date else cell.value for cell in sheet[12][:7]]
    assert first == [
        "I.1", None, "Rà soát văn bản", "Báo cáo", "Quý I/2020", Date(2020, 3, 31), "Quá hạn, chưa có báo cáo kết quả",
    ]  # fmt: skip
    lines = [(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(13, 21)]
    assert lines == [
        ("I.2", "tháng 01/2020"),
        ("I.2", "tháng 02/2020"),
        ("I.2", "tháng 03/2020"),
        ("I.2", "tháng 04/2020"),
        ("I.2", "tháng 05/2020"),
        ("I.3", None),
        ("B. NHIỆM VỤ PHỐI HỢP (để biết, không phải điền)", None),
        ("I.4", None),
    ]


def test_only_the_cells_to_fill_are_open() -> None:
    sheet = opened().worksheets[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {f"{letter}{row}" for row in range(12, 19) for letter in "HIJKLMNO"}


def test_the_cells_to_fill_are_checked_while_typing() -> None:
    found = {
        rule.type: (str(rule.sqref), rule.formula1) for rule in opened().worksheets[0].data_validations.dataValidation
    }
    assert found == {
        "list": ("H12:H18", '"Hoàn thành,Đang thực hiện,Chưa thực hiện,Tạm dừng,Không phát sinh"'),
        "date": ("I12:I18", "43844"),
        "whole": ("K12:K18", "0"),
    }


def test_a_form_prints_on_a4_across_with_its_heading_on_every_page() -> None:
    sheet = opened().worksheets[0]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$10:$10"
    assert sheet.freeze_panes == "D11"
    assert all(sheet.row_dimensions[row].height >= 40 for row in range(12, 19))
    assert sheet["A12"].font.name == "Times New Roman"


def test_a_text_that_begins_like_a_formula_is_text() -> None:
    cell = opened().worksheets[0]["C18"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=HYPERLINK("http://a")', "s", True)


def test_the_hidden_sheet_says_which_form_it_is() -> None:
    hidden = opened()["_cchc"]
    assert hidden.sheet_state == "hidden"
    stamp = read_form("a.xlsx", made()).stamp
    assert stamp is not None
    assert (stamp.plan, stamp.year, stamp.unit, stamp.period) == ("01/KH", 2020, "vp", "2020-Q2")
    assert [key for key, _ in stamp.lines][:2] == ["I.1", "I.2//2020-01"]


def test_a_form_nobody_filled_in_says_nothing() -> None:
    assert judged(made()) == []


def test_a_month_of_recurring_work_is_answered_alone() -> None:
    (verdict,) = judged(filled(H14="Hoàn thành", I14="28/2/2020", K14=15, L14="bản tin"))
    assert verdict.answer is not None
    said = verdict.answer.said
    assert (said.status, said.period, said.date) == (Status.DONE, "2020-02", Date(2020, 2, 28))
    assert said.quantity == (("bản tin", "15"),)


def test_work_that_was_paused_and_is_under_way_is_resumed() -> None:
    paused = Fact(Date(2020, 2, 1), status=Status.PAUSED, by="Văn phòng")
    (verdict,) = judged(filled(H12="Đang thực hiện"), ("I.1", paused))
    assert verdict.answer is not None
    assert verdict.answer.said.status is Status.RESUMED


def test_a_quantity_may_name_several_things() -> None:
    (verdict,) = judged(filled(J18="Đã làm", K18="bản tin: 15; hội nghị: 2"))
    assert verdict.answer is not None
    assert verdict.answer.said.quantity == (("bản tin", "15"), ("hội nghị", "2"))


def test_evidence_alone_on_what_is_recorded_already_is_said() -> None:
    done = Fact(Date(2020, 3, 2), status=Status.DONE, by="Văn phòng")
    (verdict,) = judged(filled(H12="Hoàn thành", I12="2/3/2020", M12="Báo cáo số 5"), ("I.1", done))
    assert verdict.problem.startswith("chỉ thêm tài liệu kiểm chứng cho nội dung đã ghi")


def test_a_row_written_twice_is_taken_once() -> None:
    first, second = judged(filled(J12="Lần một", A13="I.1", B13=None, C13=None, J13="Lần hai"))
    assert first.answer is not None
    assert second.problem == "trùng mã với dòng 12 nhưng nội dung khác; đề nghị gộp vào dòng 12 rồi gửi lại"


def test_a_row_copied_as_it_is_is_taken_once() -> None:
    first, second = judged(filled(J12="Lần một", A13="I.1", B13=None, C13=None, J13="Lần một"))
    assert first.answer is not None
    assert (second.problem, second.note) == ("", "giống hệt dòng 12, không ghi thêm")


def test_an_answer_in_a_cell_that_is_one_for_several_rows_is_left_alone_in_each() -> None:
    book = opened()
    sheet = book.worksheets[0]
    sheet["J12"].value = "Đã xong cả hai"
    sheet.merge_cells("J12:J13")
    stream = io.BytesIO()
    book.save(stream)
    said = "ô Kết quả gộp với dòng khác; đề nghị bỏ gộp ô và ghi riêng từng dòng"
    assert [(each.row.number, each.problem) for each in judged(stream.getvalue())] == [(12, said), (13, said)]


def test_what_is_written_outside_the_columns_of_the_form_is_said() -> None:
    beside, alone = judged(filled(P10="Ghi chú", J12="Xong", P12="đã gửi Sở", P13="hỏi lại"))
    assert beside.answer is not None
    assert beside.answer.notes == (
        "không nhận nội dung ở ô P12 (cột “Ghi chú”) vì ngoài các cột của biểu mẫu; "
        "cần ghi thì chuyển sang cột Kết quả",
    )
    assert alone.problem.startswith("có nội dung ở ô P13 (cột “Ghi chú”) ngoài các cột của biểu mẫu")


def test_a_comment_on_a_cell_is_not_lost_unsaid() -> None:
    book = opened()
    book.worksheets[0]["H12"].comment = Comment("Đã gửi Sở Nội vụ", "Văn thư")
    stream = io.BytesIO()
    book.save(stream)
    (verdict,) = judged(stream.getvalue())
    assert verdict.problem.startswith("có nội dung ở ghi chú đính kèm ô H12 ngoài các cột")


@pytest.mark.parametrize(
    ("amount", "measure", "quantity"),
    [
        ("12 bộ", None, (("bộ", "12"),)),
        ("12 bộ", "Bộ", (("bộ", "12"),)),
        ("1.200 hồ sơ; 3 lớp", None, (("hồ sơ", "1.200"), ("lớp", "3"))),
    ],
)
def test_a_number_typed_with_what_it_counts_is_read(
    amount: str, measure: str | None, quantity: tuple[tuple[str, str], ...]
) -> None:
    (verdict,) = judged(filled(K12=amount, L12=measure))
    assert verdict.answer is not None
    assert verdict.answer.said.quantity == quantity


def test_a_number_typed_with_another_measure_than_its_column_is_left_alone() -> None:
    (verdict,) = judged(filled(K12="12 bộ", L12="lớp"))
    assert verdict.problem == "số lượng ghi “12 bộ” nhưng đơn vị tính ghi “lớp”; đề nghị ghi thống nhất"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("14/03/20", "ghi thiếu năm đủ bốn chữ số"),
        ("31/2/2020", "không có trong lịch"),
        ("tháng 3", "không phải là một ngày cụ thể"),
    ],
)
def test_a_day_that_is_none_is_left_alone_with_the_reason(typed: str, why: str) -> None:
    (verdict,) = judged(filled(H12="Hoàn thành", I12=typed))
    assert verdict.problem == (f"ngày hoàn thành “{typed}” {why}; đề nghị ghi đủ ngày, tháng, năm, như 14/03/2020")


def test_a_task_reworded_since_the_form_went_out_is_still_known_by_the_form() -> None:
    data = filled(J12="Đã làm")
    asked = a_round()
    reworded = (replace(TASKS[0], task="Rà soát, hệ thống hóa văn bản"), *TASKS[1:])
    plan = replace(asked.plan, sections=(Section("I", "Thể chế", tasks=reworded),))
    later = Round(plan, standings(plan, MOMENT, WeekendCalendar()), MOMENT, WeekendCalendar())
    (verdict,) = verdicts(form_of(read_form("a.xlsx", data), later, Date(2020, 7, 1)), {})
    assert verdict.problem == ""


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(Date(1900, 3, 1)),
    st.sampled_from(
        ["Hoàn thành", "xong", "cuối tháng 3", "31/11/2020", "=1+1", "I.1", "I.9", "a: b: 3", ";;", "#N/A"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12),
)


@given(st.dictionaries(st.sampled_from([f"{letter}{row}" for letter in "ABCHIJKLMNO" for row in (12, 14, 18)]), CELLS))
@settings(max_examples=40)
def test_whatever_people_type_each_filled_row_is_taken_or_left_alone_with_a_reason(cells: dict[str, object]) -> None:
    for verdict in judged(filled(**cells)):
        assert (verdict.answer is not None) + bool(verdict.problem) + bool(verdict.note) == 1


@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=20))
@settings(max_examples=60)
def test_a_damaged_file_is_read_or_refused(at: int, junk: bytes) -> None:
    data = GOOD[: at % len(GOOD)] + junk + GOOD[at % len(GOOD) + len(junk) :]
    # Anything but a refusal fails the test.
    with suppress(Refused):
        read_form("a.xlsx", data)


GOOD = made()


def test_a_workbook_without_a_heading_is_refused() -> None:
    book = opened()
    book.worksheets[0].delete_rows(10)
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(Refused, match="không phải biểu mẫu báo cáo tiến độ"):
        read_form("a.xlsx", stream.getvalue())
