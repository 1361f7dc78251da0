"""The sentences of a report that a leader would stumble over: which days, whose decision, what was settled."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cchc_cli.domain.model import Amendment, Fact, Indicator, Reading
from cchc_cli.domain.target import read_target
from cchc_cli.domain.vocabulary import Status
from cchc_cli.domain.windows import Reporting
from cchc_cli.report.document import Table
from cchc_cli.report.report_document import report_document
from tests.report.test_reports import FORM, document_of, lines, plan_of, row, values_of

if TYPE_CHECKING:
    from cchc_cli.domain.model import Plan
    from cchc_cli.report.document import Document

PLAN = "Về kế hoạch cải cách hành chính"
ACHIEVED = "Những kết quả chủ yếu đã đạt được"
LACKING = "Những tồn tại, hạn chế và nguyên nhân"


def on(day: int, month: int, year: int = 2020) -> dt.date:
    return dt.date(year, month, day)


def cells(document: Document, appendix: int, line: int) -> tuple[str, ...]:
    table = next(each for each in document.appendices[appendix].blocks if isinstance(each, Table))
    return [each for each in table.rows if not each.heading][line].cells


def reported_early() -> Plan:
    told = Fact(on(12, 3), result="Đã cấu hình 10 quy trình")
    return plan_of(row(deadline="Thường xuyên"), facts={"I.1": (told,)})


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("2020-H1", "trong quý II (từ ngày 15/3/2020 đến ngày 14/6/2020)"),
        ("2020-Q3", "trong kỳ"),
        ("2020", "trong quý IV (từ ngày 15/9/2020 đến ngày 14/12/2020)"),
    ],
)
def test_ongoing_work_without_a_result_names_the_stretch_where_it_is_not_the_whole_window(code: str, said: str) -> None:
    document = document_of(reported_early(), code)
    found = lines(document, PLAN)
    assert f"Thường xuyên, chưa báo cáo kết quả {said}: 01 nhiệm vụ (mục I.1)." in found
    short = said.partition(" (")[0]
    assert any(line.endswith(f"nhiệm vụ không có ngày hạn: thường xuyên, chưa báo cáo {short} 01.") for line in found)


def test_the_progress_of_a_row_names_the_stretch_without_a_result_as_the_text_does() -> None:
    plan = reported_early()
    assert cells(document_of(plan, "2020-H1"), 1, 0)[6].splitlines() == [
        "Thường xuyên, chưa báo cáo kết quả trong quý II",
        "- 12/03/2020: Đã cấu hình 10 quy trình",
    ]
    assert cells(document_of(plan, "2020-Q3"), 1, 0)[6] == "Thường xuyên, chưa báo cáo kết quả trong kỳ"


def test_what_is_asked_for_begins_in_upper_case_and_ends_with_a_stop() -> None:
    held = Fact(on(2, 3), obstacle="Chưa có kinh phí")
    asked = Fact(on(3, 3), obstacle="Chưa có mẫu.", ask="sớm ban hành mẫu;", position=1)
    plan = plan_of(row(), facts={"I.1": (held, asked)})
    assert lines(document_of(plan, "2020-Q1"), "Kiến nghị, đề xuất")[:2] == [
        "Đề nghị có ý kiến chỉ đạo, tháo gỡ (vướng mắc: Chưa có kinh phí; mục I.1).",
        "Sớm ban hành mẫu (vướng mắc: Chưa có mẫu; mục I.1).",
    ]


def test_an_obstacle_settled_by_the_cut_off_says_so_instead_of_asking_again() -> None:
    held = Fact(on(10, 3), obstacle="Chưa có quy trình mẫu.", ask="Đề nghị Sở Nội vụ ban hành")
    settled = Fact(on(20, 7), resolved="Tỉnh đã ban hành quy trình.", position=1)
    plan = plan_of(row(deadline="Tháng 12/2020"), facts={"I.1": (held, settled)})
    assert lines(document_of(plan, "2020-Q1"), LACKING)[0] == (
        "Chưa có quy trình mẫu (mục I.1; ngày 10/3/2020); kiến nghị: Đề nghị Sở Nội vụ ban hành."
    )
    assert lines(document_of(plan, "2020"), LACKING)[0] == (
        "Chưa có quy trình mẫu (mục I.1; ngày 10/3/2020); đã giải quyết ngày 20/7/2020: Tỉnh đã ban hành quy trình."
    )


def test_rows_taken_out_or_halted_are_named_with_the_decision_and_the_rate_says_they_do_not_count() -> None:
    out = Fact(on(1, 2), status=Status.DROPPED, basis="Quyết định số 12/QĐ-ABC.")
    halted = Fact(on(2, 2), status=Status.PAUSED, basis="Công văn số 7", note="Chờ sắp xếp bộ máy.")
    removed = Amendment(on(3, 2), "Quyết định số 90/QĐ-ABC", removed="I.3")
    plan = plan_of(row(), row("I.2"), row("I.3"), row("I.4"), facts={"I.1": (out,), "I.2": (halted,)})
    said = lines(document_of(replace(plan, amendments=(removed,)), "2020-Q1"), PLAN)
    assert said[1].endswith("nhiệm vụ không có ngày hạn: tạm dừng 01; đưa ra khỏi kế hoạch 02.")
    assert (
        "Tỷ lệ hoàn thành kế hoạch: 0/02 nhiệm vụ, đạt 0%; không tính nhiệm vụ thường xuyên, định kỳ: "
        "0/02 nhiệm vụ, đạt 0%; không tính 02 nhiệm vụ đưa ra khỏi kế hoạch."
    ) in said
    assert "Tạm dừng: Rà soát văn bản (mục I.2; Văn phòng chủ trì; từ ngày 02/02/2020; theo Công văn số 7)." in said
    assert (
        "Đưa ra khỏi kế hoạch: Rà soát văn bản (mục I.1; Văn phòng chủ trì; từ ngày 01/02/2020; "
        "theo Quyết định số 12/QĐ-ABC)."
    ) in said
    assert ("Đưa ra khỏi kế hoạch: Rà soát văn bản (mục I.3; Văn phòng chủ trì; theo Quyết định số 90/QĐ-ABC).") in said


def test_a_deadline_moved_by_an_amendment_is_extended_on_the_word_of_its_document() -> None:
    moved = Amendment(
        on(1, 3), "Quyết định số 88/QĐ-ABC ngày 01/3/2020", task="I.1", field="deadline",
        old="Quý I/2020", new="Quý III/2020",
    )  # fmt: skip
    said = lines(document_of(replace(plan_of(row()), amendments=(moved,)), "2020-H1"), PLAN)
    assert (
        "Được gia hạn: Rà soát văn bản (mục I.1; Văn phòng chủ trì; hạn 30/9/2020, gia hạn từ 31/3/2020; "
        "theo Quyết định số 88/QĐ-ABC ngày 01/3/2020)."
    ) in said


def test_work_completed_late_in_the_window_is_named_with_how_late_it_was() -> None:
    done = Fact(on(15, 4), status=Status.DONE)
    plan = plan_of(row(), facts={"I.1": (done,)})
    said = lines(document_of(plan, "2020-H1"), PLAN)
    at = said.index("Hoàn thành quá hạn trong kỳ: 01 nhiệm vụ:")
    assert said[at + 1] == (
        "Rà soát văn bản (mục I.1; Văn phòng chủ trì; hạn 31/3/2020; hoàn thành ngày 15/4/2020, sau hạn 15 ngày)."
    )
    assert not any(line.startswith("Hoàn thành quá hạn trong kỳ") for line in lines(document_of(plan, "2020"), LACKING))


def test_what_falls_due_next_is_said_with_its_first_and_last_day() -> None:
    plan = plan_of(row(), row("I.2", deadline="Tháng 12/2020"))
    ahead = "Phương hướng, nhiệm vụ trọng tâm"
    assert lines(document_of(plan, "2020-Q1"), f"{ahead} quý II năm 2020")[0] == (
        "Nhiệm vụ đến hạn từ ngày 15/3/2020 đến ngày 30/6/2020: 01 nhiệm vụ:"
    )
    assert lines(document_of(plan, "2020"), f"{ahead} năm 2021")[0] == (
        "Nhiệm vụ đến hạn từ ngày 15/12/2020 đến ngày 31/12/2021: 01 nhiệm vụ:"
    )
    early = report_document(values_of(plan, "2020-H1", as_of=on(2, 3)), None, FORM)
    assert lines(early, f"{ahead} 6 tháng cuối năm 2020")[0] == (
        "Nhiệm vụ đến hạn từ ngày 02/3/2020 đến ngày 31/12/2020: 02 nhiệm vụ:"
    )


def test_late_rows_of_an_area_point_to_the_heading_of_the_report_not_to_a_row_of_the_plan() -> None:
    said = lines(document_of(plan_of(row()), "2020-H1"), LACKING)
    assert "Nhiệm vụ quá hạn hoặc chưa có báo cáo triển khai: mục I.1 (chi tiết tại mục 1 phần I của báo cáo)." in said


@pytest.mark.parametrize(
    ("task", "shown"),
    [
        ("Số hóa hồ sơ - giai đoạn 1.", "Số hóa hồ sơ - giai đoạn 1"),
        ("Chuẩn hóa thủ tục hành chính - dịch vụ công của tỉnh", "Chuẩn hóa thủ tục hành chính - dịch vụ công của tỉnh"),
        ("Ban hành các Kế hoạch: - Kế hoạch một - Kế hoạch hai", "Ban hành các Kế hoạch"),
        ("- Khảo sát; lập danh mục", "Khảo sát; lập danh mục"),
        ("Rà soát quy trình. Cấu hình lên phần mềm.", "Rà soát quy trình"),
        (f"Rà soát {'quy trình ' * 14}(xác định rõ trách nhiệm, thời gian giải quyết)", f"Rà soát {'quy trình ' * 14}".strip() + "…"),
    ],
)  # fmt: skip
def test_a_task_is_named_by_whole_words_that_stand_by_themselves(task: str, shown: str) -> None:
    done = Fact(on(1, 3), status=Status.DONE)
    said = lines(document_of(plan_of(row(task=task), facts={"I.1": (done,)}), "2020-Q1"), ACHIEVED)
    assert said[0] == f"Hoàn thành: {shown} (mục I.1; ngày 01/3/2020)."


def test_a_reading_stands_with_the_unit_of_its_target_beside_the_one_before_it() -> None:
    target, documents = read_target(">= 95 %"), read_target(">= 20 văn bản")
    assert target is not None
    assert documents is not None
    readings = (Reading(on(1, 7), Fraction(97)), Reading(on(10, 9), Fraction(94), position=1))
    plan = plan_of(
        row(),
        indicators=(Indicator("a", "Đúng hạn", target), Indicator("b", "Văn bản", documents)),
        readings={"a": readings, "b": (Reading(on(2, 7), Fraction(21)),)},
    )
    document = document_of(plan, "2020-Q3")
    assert cells(document, 0, 0)[3:5] == ("97%\n(01/07/2020)", "94%\n(10/09/2020)")
    assert cells(document, 0, 1)[3:5] == ("", "21\u00a0văn bản\n(02/07/2020)")
    table = document.appendices[0].blocks[0]
    assert isinstance(table, Table)
    assert [column.title for column in table.columns][3:5] == ["Kết quả lần trước", "Kết quả trong kỳ"]


def test_the_blank_dateline_of_a_window_closed_at_the_end_of_the_year_bears_the_next_year() -> None:
    plan = plan_of(row(), reporting=Reporting(preset="calendar"))
    datelines = {}
    for code in ("2020-Q3", "2020-Q4", "2020"):
        head = document_of(plan, code).letterhead
        assert head is not None
        datelines[code] = head.dateline[-8:]
    assert datelines == {"2020-Q3": "năm 2020", "2020-Q4": "năm 2021", "2020": "năm 2021"}


def test_the_yearly_report_made_before_its_cut_off_assesses_no_year_that_is_still_running() -> None:
    told = Fact(on(1, 2), result="Đã rà soát")
    later = Fact(on(1, 11), status=Status.DONE, position=1)
    plan = plan_of(row(deadline="Thường xuyên"), row("I.2"), facts={"I.1": (told,), "I.2": (later,)})
    assert values_of(plan, "2020", as_of=on(1, 7)).year_end is None
    assert values_of(plan, "2020", as_of=on(14, 12)).year_end is not None


def test_cells_of_the_progress_table_have_no_doubled_stops() -> None:
    told = Fact(on(1, 2), result="Đã đăng 12 tin.", quantity=())
    held = Fact(on(2, 2), obstacle="Chưa có mẫu.", ask="Đề nghị ban hành mẫu.", position=1)
    begun = Fact(on(3, 2), status=Status.STARTED, result="Đã lập tổ công tác;", resolved="Đã có mẫu.", position=2)
    plan = plan_of(row(), facts={"I.1": (told, held, begun)})
    found = "\n".join("\n".join(cells(document_of(plan, "2020-Q1"), 1, 0)).splitlines())
    assert not any(mark in found for mark in (".;", ";;", "..", ".,", ";.", " ;", " ."))


def test_a_target_of_the_table_read_before_the_window_has_no_reading_in_it() -> None:
    target = read_target(">= 95 %")
    assert target is not None
    plan = plan_of(
        row(indicator="a", deadline=""),
        indicators=(Indicator("a", "Đúng hạn", target),),
        readings={"a": (Reading(on(10, 6), Fraction(97), evidence=("Báo cáo một cửa",)),)},
    )
    seen = {code: cells(document_of(plan, code), 1, 0) for code in ("2020-H1", "2020-Q3")}
    assert [seen["2020-H1"][at] for at in (6, 7)] == [
        "Đạt: 97% (10/06/2020)\nChỉ tiêu: ≥\u00a095%",
        "Báo cáo một cửa",
    ]
    assert [seen["2020-Q3"][at] for at in (6, 7)] == [
        "Chưa có số liệu trong kỳ; lần trước: 97% (10/06/2020)\nChỉ tiêu: ≥\u00a095%",
        "",
    ]


def test_how_ongoing_work_counts_names_the_quarter_that_decides_not_the_window_of_the_report() -> None:
    told = Fact(on(4, 5), result="Đã rà soát")
    plan = plan_of(
        row(deadline="Thường xuyên"), row("I.2"), facts={"I.1": (told,)}, reporting=Reporting(ongoing="if_reported")
    )
    assert (
        "Tỷ lệ hoàn thành kế hoạch (nhiệm vụ thường xuyên có kết quả trong quý chốt số liệu gần nhất được tính là "
        "hoàn thành): 01/02 nhiệm vụ, đạt 50%; không tính nhiệm vụ thường xuyên, định kỳ: 0/01 nhiệm vụ, đạt 0%."
    ) in lines(document_of(plan, "2020-H1"), PLAN)
