"""The samples of the real plan, in every format, give the plan of 2020 as it was scanned."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cchc_cli.domain.model import Agency, Plan
from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.grasp.whole import STAND_IN, grasp
from cchc_cli.exchange.pages import Cell, Document, Line, Row, Table
from cchc_cli.exchange.reading import read_document
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from cchc_cli.exchange.imported import Imported

ROOT = Path(__file__).parents[2]
SAMPLES = Path(__file__).parent / "data" / "samples"
SCAN = ROOT / "tests" / "plan" / "data" / "ke-hoach-cchc-2020.txt"
FORMATS = ["docx", "xlsx", "md", "tsv", "txt"]
WITH_TEXT = ["docx", "txt"]
COLUMNS = ("task", "product", "lead", "support", "deadline")


@cache
def imported(kind: str) -> Imported:
    if kind == "txt":
        # The first line of the copy says where it comes from.
        return grasp(read_document("ke-hoach.txt", SCAN.read_text(encoding="utf-8").partition("\n")[2].encode()))
    return grasp(read_document(f"appendix.{kind}", (SAMPLES / f"appendix.{kind}").read_bytes()))


@cache
def signed() -> Plan:
    plan = load(ROOT / "plan" / "2020").plan
    assert plan is not None
    return plan


def as_scanned(where: str, text: str) -> str:
    for correction in signed().corrections:
        # The number parted by a page break is joined by the import, and said.
        if correction.where == where and "\n" not in correction.scanned:
            text = text.replace(correction.corrected, correction.scanned)
    return text


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_seven_sections(kind: str) -> None:
    sections = imported(kind).plan.sections
    expected = signed().sections
    assert [(each.id, each.title, each.area) for each in sections] == [(e.id, e.title, e.area) for e in expected]
    assert [len(each.tasks) for each in sections] == [2, 18, 5, 2, 2, 4, 3]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_36_rows_cell_for_cell_as_scanned(kind: str) -> None:
    rows = {
        row.id: [getattr(row, column) for column in COLUMNS]
        for each in imported(kind).plan.sections
        for row in each.tasks
    }
    assert rows == {
        row.id: [as_scanned(f"{row.id}.{column}", getattr(row, column)) for column in COLUMNS]
        for each in signed().sections
        for row in each.tasks
    }


@pytest.mark.parametrize("kind", FORMATS)
def test_rows_in_are_rows_out(kind: str) -> None:
    assert [(each.seen, each.made) for each in imported(kind).tally] == [
        (count, count) for count in (2, 18, 5, 2, 2, 4, 3)
    ]


@pytest.mark.parametrize("kind", WITH_TEXT)
def test_the_body_is_that_of_the_plan_place_by_place(kind: str) -> None:
    body = [(node.id, node.title, node.text, node.note) for root in imported(kind).plan.body for node in root.walk()]
    assert body == [
        (node.id, as_scanned(node.id, node.title), as_scanned(node.id, node.text), node.note)
        for root in signed().body
        for node in root.walk()
    ]


@pytest.mark.parametrize("kind", WITH_TEXT)
def test_head_and_end_of_the_text_are_those_of_the_plan(kind: str) -> None:
    plan, expected = imported(kind).plan, signed()
    assert plan.number == "01 /KH-KCNĐN"
    for part in (
        "date",
        "place",
        "year",
        "doc_type",
        "subject",
        "bases",
        "preamble",
        "closing",
        "recipients",
        "signatory",
    ):
        assert getattr(plan, part) == getattr(expected, part), part
    # The scan has no letterhead, so that the superior is not named.
    assert plan.agency == Agency("Ban Quản lý các Khu công nghiệp Đồng Nai", short="Ban Quản lý", code="KCNĐN")


@pytest.mark.parametrize("kind", ["docx", "md", "tsv", "txt"])
def test_title_and_note_of_the_appendix_are_taken(kind: str) -> None:
    plan = imported(kind).plan
    assert plan.appendix_title == "NHIỆM VỤ CỤ THỂ THỰC HIỆN CẢI CÁCH HÀNH CHÍNH NĂM 2020"
    assert plan.appendix_note == as_scanned("appendix.note", signed().appendix_note)
    assert plan.date == dt.date(2020, 1, 14)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_unit_of_the_table_is_registered_as_in_the_plan(kind: str) -> None:
    units = {unit.name: unit.outside for unit in imported(kind).units}
    expected = {unit.name: unit.outside for unit in signed().register.units}
    assert len(units) == 12
    assert units.items() <= expected.items()


@pytest.mark.parametrize("kind", WITH_TEXT)
def test_all_thirteen_targets_are_found_with_their_place(kind: str) -> None:
    found = [(each.source, str(each.target)) for each in imported(kind).indicators]
    assert found == [(each.source, str(each.target)) for each in signed().indicators]


@pytest.mark.parametrize("kind", WITH_TEXT)
def test_rows_that_state_a_target_of_the_text_serve_it(kind: str) -> None:
    served = {(row, each.source) for each in imported(kind).indicators for row in each.tasks}
    assert served == {
        ("II.14", "KH.II.2.b.5"),
        ("II.15", "KH.II.2.c.6"),
        ("IV.2", "KH.II.4.b"),
        ("VI.2", "KH.II.6.b.1"),
        ("VII.3", "KH.II.7.c"),
    }


@pytest.mark.parametrize("kind", FORMATS)
def test_one_row_is_a_target_and_not_a_task(kind: str) -> None:
    rows = {row.id: row.indicator for each in imported(kind).plan.sections for row in each.tasks if row.indicator}
    assert rows == {"II.14": "ho-so-giai-quyet-dung-han-truoc-han"}


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_is_doubted_of_the_rows_in_every_format(kind: str) -> None:
    doubts = [
        doubt
        for doubt in imported(kind).doubts
        if doubt.where.partition(".")[0] in {"I", "II", "III", "IV", "V", "VI", "VII"}
    ]
    assert [(doubt.code, doubt.where, doubt.seen[:40]) for doubt in doubts] == [
        ("unit_group", "I.1, đơn vị phối hợp", "Các bộ phận chuyên môn"),
        ("oddity", "II.5.product", "công dịch vụ công tình"),
        ("oddity", "II.7.task", "Công dịch vụ công quốc gia"),
        ("outside_unit", "II.8, đơn vị chủ trì", "Văn phòng UBND tỉnh"),
        ("outside_unit", "II.8, đơn vị phối hợp", "Các sở, ngành, UBND cấp huyện"),
        ("unit_group", "II.10, đơn vị chủ trì", "Bộ phận chuyên môn có thủ tục liên thông"),
        ("oddity", "II.11.task", "tầm suất"),
        ("target", "II.14", "đạt từ 95% trở lên"),
        ("target_row", "II.14", "Tỷ lệ hồ sơ giải quyết đúng hạn và trước"),
        ("target", "II.15", "đạt từ 20% trở lên"),
        ("oddity", "II.16.task", "Kiểm toàn"),
        ("oddity", "III.3.task", "nhưng người hoạt động"),
        ("oddity", "III.4.task", "tình gián biên chế"),
        ("oddity", "III.4.product", "tình gián"),
        ("oddity", "IV.1.task", "Đông Nai"),
        ("target", "IV.2", "100%"),
        ("target", "IV.2", "100%"),
        ("unit_group", "V.1, đơn vị phối hợp", "Các đơn vị sự nghiệp"),
        ("oddity", "VI.2.task", "Công dịch vụ công"),
        ("target", "VI.2", "tối thiểu 50%"),
        ("unit_group", "VII.2, đơn vị phối hợp", "Các phòng chuyên môn"),
        ("target", "VII.3", "100%"),
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_rows_parted_by_a_page_break_are_named_in_every_format(kind: str) -> None:
    joined = [doubt.seen[:24] for doubt in imported(kind).doubts if doubt.code == "joined_row"]
    assert joined == [
        "chia sẻ dữ liệu thủ tục ",
        "tin, Trang thông tin điệ",
        "ngày 16/4/2018 của Tỉnh ",
        "việc tiếp nhận hồ sơ đượ",
    ]


@pytest.mark.parametrize("kind", WITH_TEXT)
def test_every_correction_of_the_plan_is_offered(kind: str) -> None:
    offered = {doubt.where for doubt in imported(kind).doubts if doubt.code == "oddity"}
    assert {each.where for each in signed().corrections} - offered == {"KH.I.2.d"}
    assert offered - {each.where for each in signed().corrections} == set()


@pytest.mark.parametrize("kind", FORMATS)
def test_no_doubt_stands_twice(kind: str) -> None:
    assert [doubt for doubt, count in Counter(imported(kind).doubts).items() if count > 1] == []


def test_what_the_file_gives_is_told_from_stand_ins() -> None:
    assert imported("docx").stated == {
        *("number", "date", "place", "year", "doc_type", "subject", "agency", "bases", "preamble", "body", "closing"),
        *("recipients", "signatory", "appendix_title", "appendix_note"),
    }
    assert imported("xlsx").stated == {"year", "appendix_title"}
    plan = imported("xlsx").plan
    assert (plan.number, plan.date, plan.agency) == (
        STAND_IN,
        dt.date(2020, 1, 1),
        Agency(STAND_IN, parent="UBND tỉnh Đồng Nai"),
    )


def document(*lines: str, name: str = "bang.csv") -> Document:
    cells = [("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"), ("1", "Rà soát văn bản", "Văn phòng", "Quý I")]
    rows = [
        Row(tuple(Cell(text, f"ô {at}") for text in row), f"dòng {at}", heading=at == 1)
        for at, row in enumerate(cells, 1)
    ]
    return Document(name, "csv", (*(Line(text, "dòng 1") for text in lines), Table(tuple(rows), "Bảng 1")))


def test_a_file_without_a_year_is_refused_with_the_way_out() -> None:
    with pytest.raises(Refused) as refused:
        grasp(document())
    assert str(refused.value) == "Chưa xác định được năm của kế hoạch trong tệp bang.csv."
    assert refused.value.hint == "Ghi thêm năm, ví dụ --year 2020."


def test_the_year_comes_from_the_call_the_titles_a_date_or_the_name_of_the_file() -> None:
    title = "NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2024"
    assert grasp(document(title), year=2025).plan.year == 2025
    assert grasp(document("Đồng Nai, ngày 28 tháng 12 năm 2023", title)).plan.year == 2024
    dated = grasp(document("Đồng Nai, ngày 28 tháng 12 năm 2023"))
    named = grasp(document(name="ke-hoach-2022.csv"))
    assert (dated.plan.year, named.plan.year) == (2023, 2022)
    assert [doubt.code for doubt in (*dated.doubts, *named.doubts) if doubt.code == "year"] == ["year", "year"]
