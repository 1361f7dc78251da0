"""The letters that remind: those of the real plan whole, and what small plans make them say."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.model import Agency, Fact, Indicator, Moment, Plan, Reading, Section, Task
from cchc_cli.domain.reminders import Round, reminder_to
from cchc_cli.domain.standing import standings
from cchc_cli.domain.target import read_target
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import Status
from cchc_cli.report.document import Document, Row, Table, places
from cchc_cli.report.letters import letter
from cchc_cli.report.markdown import markdown
from cchc_cli.report.word import word
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load
from tests.report.golden import as_text, check_golden
from tests.report.samples import HOSTILE

Date = dt.date
SIGNED = Path(__file__).parents[2] / "plan" / "2020"
CALENDAR = VietnamCalendar()
APRIL = Date(2020, 4, 20)
VP = Unit("vp", "Văn phòng")
OUTSIDE = Unit("ngoai", "Sở Nội vụ", outside=True)
LEADERS = Unit("ld", "Lãnh đạo Ban")


@pytest.fixture(scope="module")
def signed() -> Plan:
    plan = load(SIGNED).plan
    assert plan is not None
    return plan


def letter_of(plan: Plan, unit: Unit, on: Date = APRIL, known_on: Date | None = None) -> Document:
    moment = Moment(on, known_on)
    asked = Round(plan_at(plan, moment), standings(plan, moment, CALENDAR), moment, CALENDAR)
    return letter(reminder_to(asked, unit), asked.plan, moment)


def plan_of(*facts: Fact, deadline: str = "Quý I/2020", **more: Any) -> Plan:
    given = {"lead": "Văn phòng", "task": "Rà soát văn bản"} | more.pop("row", {})
    return Plan(
        number="02/KH-ABC",
        date=Date(2020, 1, 14),
        year=2020,
        agency=Agency("Ban ABC", code="ABC"),
        place="Đồng Nai",
        subject="Cải cách hành chính năm 2020",
        signatory=("TRƯỞNG BAN", "Nguyễn Văn A"),
        sections=(Section("I", "Thể chế", "the_che", (Task("I.1", "I", "the_che", deadline=deadline, **given),)),),
        register=Register((VP, OUTSIDE, LEADERS)),
        facts={"I.1": facts},
        **more,
    )


def rows(document: Document) -> list[Row]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [row for row in table.rows if not row.heading]


def cells(plan: Plan, unit: Unit = VP, on: Date = APRIL) -> tuple[str, ...]:
    """Return the one line of the letter, without its number."""
    (only,) = rows(letter_of(plan, unit, on))
    return only.cells[1:]


@pytest.mark.parametrize("unit", ["vp", "lanh-dao-ban", "bo-phan-mot-cua", "van-phong-ubnd-tinh"])
def test_the_letters_of_april_2020_read_as_their_golden_documents(signed: Plan, unit: str) -> None:
    found = signed.register.find(unit)
    assert found is not None
    check_golden(f"cong-van-{unit}.txt", as_text(letter_of(signed, found)))


def test_a_letter_leaves_number_date_and_the_day_to_answer_by_to_people() -> None:
    document = letter_of(plan_of(), VP)
    assert document.letterhead is not None
    assert document.letterhead.number == "Số:      /ABC"
    assert document.letterhead.dateline == "Đồng Nai, ngày      tháng      năm 2020"
    assert document.letterhead.about == "V/v đôn đốc thực hiện nhiệm vụ cải cách hành chính năm 2020"
    assert places(document) == ("ngày trả lời",)
    assert (document.kind, document.to, document.slug) == ("", ("Văn phòng",), "don-doc-vp")
    assert document.recipients == ("Như trên", "Lưu: VT")


def test_leaders_get_a_report_and_no_letter() -> None:
    document = letter_of(plan_of(row={"lead": "Lãnh đạo Ban"}), LEADERS)
    assert document.kind == "BÁO CÁO"
    assert document.subject == "Các nhiệm vụ do Lãnh đạo Ban chủ trì, tính đến ngày 20/4/2020"
    assert document.slug == "bao-cao-ld"
    assert places(document) == ()
    text = as_text(document)
    assert "Lãnh đạo Ban chủ trì 01 nhiệm vụ: quá hạn chưa hoàn thành 01." in text
    assert "Xin cho biết kết quả, tài liệu kiểm chứng" in text
    assert "đôn đốc" not in text
    assert "Nguyễn Văn A" not in text


def test_an_outside_office_is_asked_to_coordinate_in_words_that_command_nothing() -> None:
    text = as_text(letter_of(plan_of(row={"lead": "Sở Nội vụ"}), OUTSIDE))
    assert "V/v đề nghị phối hợp thực hiện nhiệm vụ cải cách hành chính năm 2020" in text
    assert "Đã qua thời hạn 20 ngày; chưa có thông tin kết quả" in text
    assert "đôn đốc" not in text
    assert "Quá hạn" not in text


def test_an_outside_office_that_supports_a_row_is_told_who_leads_it() -> None:
    assert cells(plan_of(row={"support": "Sở Nội vụ"}), OUTSIDE) == (
        "Mục I.1: Rà soát văn bản\nChủ trì: Văn phòng",
        "Quý I/2020\nHạn 31/03/2020",
        "Đã qua thời hạn 20 ngày; chưa có thông tin kết quả",
        "Gửi kết quả phần việc phối hợp, thời gian dự kiến hoàn thành",
    )


def test_an_overdue_row_names_the_last_report_and_the_obstacle_recorded() -> None:
    facts = (Fact(Date(2020, 3, 2), result="Đã rà soát đợt 1"), Fact(Date(2020, 3, 20), obstacle="Thiếu dữ liệu."))
    assert cells(plan_of(*facts))[2:] == (
        "Quá hạn 20 ngày; báo cáo gần nhất ngày 20/03/2020; vướng mắc đã nêu: Thiếu dữ liệu",
        "Gửi kết quả xử lý vướng mắc, thời gian dự kiến hoàn thành",
    )


def test_an_extended_row_shows_both_dates() -> None:
    extended = Fact(Date(2020, 3, 20), due=Date(2020, 4, 15), basis="Thông báo số 3")
    assert cells(plan_of(extended))[1:3] == (
        "Quý I/2020\nHạn 15/04/2020, gia hạn từ 31/03/2020",
        "Quá hạn 5 ngày; chưa có báo cáo kết quả",
    )


def test_ongoing_work_is_asked_for_the_stretch_that_closed() -> None:
    plan = plan_of(deadline="Thường xuyên")
    stretch = "Chưa có báo cáo kết quả trong kỳ quý I (từ 15/12/2019 đến 14/03/2020)"
    assert cells(plan, on=Date(2020, 3, 14))[2:] == (stretch, "Gửi kết quả trong kỳ, số lượng (nếu có)")
    assert cells(plan, on=Date(2020, 3, 15))[2] == f"{stretch} và từ đó đến nay"


def test_every_missing_period_is_named() -> None:
    assert cells(plan_of(Fact(Date(2020, 2, 10), result="x"), deadline="Hàng tháng"), on=Date(2020, 7, 5)) == (
        "Mục I.1: Rà soát văn bản",
        "Hàng tháng\nKỳ đầu còn thiếu: hạn 31/01/2020",
        "Chưa có báo cáo kết quả 05 kỳ: tháng 01/2020, tháng 03/2020, tháng 04/2020, tháng 05/2020, tháng 06/2020; "
        "báo cáo gần nhất ngày 10/02/2020",
        "Gửi kết quả từng kỳ còn thiếu",
    )


@pytest.mark.parametrize(
    ("deadline", "on", "words"),
    [
        (
            "Tháng 4/2020",
            Date(2020, 4, 20),
            (
                "Tháng 4/2020\nHạn 30/04/2020",
                "Còn 10 ngày",
                "Gửi kết quả, tài liệu kiểm chứng khi hoàn thành; khó khăn, vướng mắc (nếu có) trước khi đến hạn",
            ),
        ),
        (
            "Tháng 4/2020",
            Date(2020, 4, 30),
            (
                "Tháng 4/2020\nHạn 30/04/2020",
                "Đến hạn trong ngày",
                "Gửi kết quả, tài liệu kiểm chứng khi hoàn thành; khó khăn, vướng mắc (nếu có) trước khi đến hạn",
            ),
        ),
        (
            "Hàng quý",
            Date(2020, 3, 20),
            ("Hàng quý\nHạn 31/03/2020", "Còn 11 ngày", "Gửi kết quả quý I/2020"),
        ),
        (
            "Triển khai từ Quý I/2020",
            Date(2020, 3, 20),
            (
                "Triển khai từ Quý I/2020\nTriển khai chậm nhất 31/03/2020",
                "Còn 11 ngày",
                "Gửi tình hình triển khai",
            ),
        ),
    ],
    ids=["by", "today", "every", "from"],
)
def test_what_falls_due_says_when_and_what_is_to_be_sent(deadline: str, on: Date, words: tuple[str, ...]) -> None:
    assert cells(plan_of(deadline=deadline), on=on)[1:] == words


def test_completed_work_without_evidence_says_when_it_was_completed() -> None:
    assert cells(plan_of(Fact(Date(2020, 3, 20), status=Status.DONE)))[1:] == (
        "Quý I/2020",
        "Hoàn thành ngày 20/03/2020, chưa ghi tài liệu kiểm chứng",
        "Gửi số, ký hiệu văn bản hoặc tài liệu kiểm chứng khác",
    )


def test_a_reading_names_its_target_its_rows_and_the_stretch() -> None:
    target = read_target(">= 95 %")
    assert target is not None
    measured = Indicator("dung-han", "Hồ sơ đúng hạn", target, tasks=("I.1",), every="quarter")
    old = (Reading(Date(2019, 12, 1), Fraction(97)),)
    plan = plan_of(deadline="Theo chương trình của tỉnh", indicators=(measured,), readings={"dung-han": old})
    assert cells(plan) == (
        "Hồ sơ đúng hạn\nChỉ tiêu: ≥\N{NO-BREAK SPACE}95% (mục I.1)",
        "Hàng quý",
        "Chưa có số liệu kỳ quý I (từ 15/12/2019 đến 14/03/2020)",
        "Gửi số liệu trong kỳ và nguồn số liệu",
    )


def test_a_letter_says_by_whose_knowledge_it_speaks() -> None:
    text = as_text(letter_of(plan_of(), VP, known_on=Date(2020, 4, 1)))
    assert "tính đến ngày 20/4/2020, theo những gì đã ghi đến ngày 01/4/2020, Ban ABC đề nghị Văn phòng" in text


def test_an_agency_without_code_signatory_or_place_still_gets_its_letter() -> None:
    bare = plan_of()
    plan = Plan(
        "1/KH", bare.date, 2020, Agency("Ban ABC"), sections=bare.sections, register=bare.register, facts=bare.facts
    )
    document = letter_of(plan, VP)
    assert document.letterhead is not None
    assert document.letterhead.number == "Số:"
    assert document.letterhead.dateline == "Ngày      tháng      năm 2020"
    assert word(document).startswith(b"PK")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_text(text: str) -> None:
    document = letter_of(plan_of(Fact(Date(2020, 3, 1), obstacle=text), row={"task": text}), VP)
    written = markdown(document)
    assert re.search(r"(?<!\\)(<[A-Za-z/!?]|\](?=\())", written.replace("<br>", "")) is None
    assert len([line for line in written.splitlines() if line.startswith("|")]) == 4
    assert word(document) == word(document)
