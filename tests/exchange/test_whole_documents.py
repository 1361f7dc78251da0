"""Plans of other agencies, taken as a whole: what stands around the table is read with care too."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.grasp.units import units_of
from cchc_cli.exchange.grasp.whole import grasp
from tests.exchange.appendix_cases import document_of

if TYPE_CHECKING:
    from cchc_cli.exchange.imported import Imported

TABLE = """
| TT | Nhiệm vụ | Chủ trì | Thời hạn |
| I | Thể chế |  |  |
| 1 | Việc một | Văn phòng | Quý I |
"""
DECISION = """
UBND TỈNH VĨNH LONG
Số: 3012/QĐ-UBND
Vĩnh Long, ngày 28 tháng 12 năm 2022
*QUYẾT ĐỊNH
*Về việc ban hành Kế hoạch cải cách hành chính tỉnh Vĩnh Long năm 2023
*CHỦ TỊCH UBND TỈNH VĨNH LONG
Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;
*QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2023.
Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Thị An
"""


def _read(text: str, year: int | None = None) -> Imported:
    return grasp(document_of(text), year=year)


def _codes(found: Imported) -> set[str]:
    return {doubt.code for doubt in found.doubts}


def test_a_plan_attached_to_a_decision_takes_its_head_from_the_decision() -> None:
    plan = f"*KẾ HOẠCH\n*Cải cách hành chính tỉnh Vĩnh Long năm 2023\n*I. MỤC TIÊU\nNâng cao chất lượng.\n{TABLE}"
    found = _read(DECISION + plan)
    assert (found.plan.number, found.plan.date) == ("3012/QĐ-UBND", dt.date(2022, 12, 28))
    assert (found.plan.doc_type, found.plan.subject) == ("Kế hoạch", "Cải cách hành chính tỉnh Vĩnh Long năm 2023")
    assert found.plan.bases == ("Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;",)
    assert found.plan.signatory == ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Nguyễn Thị An")
    assert [node.title for node in found.plan.body] == ["MỤC TIÊU"]
    assert "cover" in _codes(found)


def test_the_subject_of_a_decision_names_a_plan_that_is_only_a_table() -> None:
    found = _read(f"{DECISION}*PHỤ LỤC\n*NHIỆM VỤ\n{TABLE}")
    assert found.plan.subject == "Cải cách hành chính tỉnh Vĩnh Long năm 2023"


def test_tables_of_figures_are_not_poured_into_the_text() -> None:
    figures = "| STT | Chỉ tiêu | Đơn vị tính | Mục tiêu |\n| 1 | Hồ sơ trực tuyến | % | 80 |\n"
    found = _read(f"*KẾ HOẠCH\n*Cải cách hành chính năm 2020\n*I. MỤC TIÊU\n{figures}*II. PHÂN CÔNG\n{TABLE}")
    assert [(node.id, node.title, node.text) for node in found.plan.body] == [
        ("KH.I", "MỤC TIÊU", ""),
        ("KH.II", "PHÂN CÔNG", ""),
    ]
    assert "other_table" in _codes(found)


def test_the_title_of_a_lone_table_is_the_subject() -> None:
    found = _read(f"*KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2020\n{TABLE}")
    assert (found.plan.doc_type, found.plan.subject) == ("Kế hoạch", "CẢI CÁCH HÀNH CHÍNH NĂM 2020")


def test_an_appendix_begins_at_its_own_label() -> None:
    found = _read(f"*KẾ HOẠCH\n*Cải cách hành chính năm 2020\n*PHỤ LỤC I\n*DANH MỤC NHIỆM VỤ\n{TABLE}*PHỤ LỤC II\nX")
    assert (found.plan.subject, found.plan.appendix_title) == ("Cải cách hành chính năm 2020", "DANH MỤC NHIỆM VỤ")


def test_a_heading_counted_in_the_text_stays_in_the_text() -> None:
    rows = "| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n| 1 | Thể chế | < | < |\n| 1.1 | Việc một | Văn phòng | Quý I |\n"
    text = f"*KẾ HOẠCH\n*Năm 2020\n*I. MỤC TIÊU\nNâng cao.\n*II. NHIỆM VỤ\n{rows}*III. TỔ CHỨC\nCác phòng thực hiện."
    found = _read(text)
    assert [node.id for node in found.plan.body] == ["KH.I", "KH.II", "KH.III"]
    assert [section.id for section in found.plan.sections] == ["1"]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("*KẾ HOẠCH NĂM HỌC 2023-2024", "Kế hoạch cho nhiều năm; đã lấy năm đầu 2023, muốn năm khác thì thêm --year."),
        (
            "*DANH MỤC GIAI ĐOẠN 2023-2030",
            "Kế hoạch cho nhiều năm; đã lấy năm đầu 2023, muốn năm khác thì thêm --year.",
        ),
        ("*THEO DÕI NHIỆM VỤ NĂM 2023", ""),
        (
            "*NHIỆM VỤ",
            "Trong tệp không ghi năm của kế hoạch; đã lấy năm 2023, năm duy nhất ghi trong các bảng.",
        ),
    ],
)
def test_the_year_is_found_where_no_title_says_it_outright(title: str, said: str) -> None:
    found = _read(f"{title}\n{TABLE.replace('Quý I ', 'Quý I/2023 ')}")
    assert found.plan.year == 2023
    assert [doubt.made for doubt in found.doubts if doubt.code == "year"] == ([said] if said else [])


def test_two_years_among_the_deadlines_are_not_chosen_from() -> None:
    table = f"{TABLE.replace('Quý I ', 'Quý I/2023 ')}| 2 | Việc hai | Văn phòng | Quý I/2024 |\n"
    with pytest.raises(Refused, match="Chưa xác định được năm"):
        _read(f"*NHIỆM VỤ\n{table}")


def test_the_letterhead_of_a_school_is_no_signature() -> None:
    found = _read(f"PHÒNG GD&ĐT BIÊN HÒA\nTRƯỜNG THCS LÊ LỢI\n*KẾ HOẠCH CẢI CÁCH NĂM 2023\n{TABLE}")
    assert (found.plan.agency.parent, found.plan.agency.name) == ("PHÒNG GD&ĐT BIÊN HÒA", "TRƯỜNG THCS LÊ LỢI")
    assert found.plan.signatory == ("", "")


def test_names_of_bodies_in_capitals_are_written_as_their_fields_are() -> None:
    found = _read(f"UBND TỈNH LÂM ĐỒNG\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\n*KẾ HOẠCH\n*Năm 2023\n{TABLE}")
    assert found.plan.agency.name == "Sở Khoa học và Công nghệ"
    other = _read(f"UBND XÃ TÂN AN\nPHÒNG VĂN HÓA - XÃ HỘI\n*KẾ HOẠCH\n*Năm 2023\n{TABLE}")
    assert (other.plan.agency.parent, other.plan.agency.name) == ("UBND xã Tân An", "PHÒNG VĂN HÓA - XÃ HỘI")


def test_a_joined_pair_is_parted_where_both_stand_alone_elsewhere() -> None:
    table = TABLE.replace("Văn phòng", "Công chức VP-TK và công chức Tư pháp - Hộ tịch")
    more = "| 2 | Việc hai | Công chức VP-TK | Quý I |\n| 3 | Việc ba | Công chức Tư pháp - Hộ tịch | Quý I |\n"
    units, _ = units_of(_read(f"*KẾ HOẠCH NĂM 2020\n{table}{more}").plan.sections, None)
    assert [unit.name for unit in units] == ["Công chức VP-TK", "Công chức Tư pháp - Hộ tịch"]


def test_words_that_stand_beside_any_other_are_no_errors_of_a_scan() -> None:
    table = TABLE.replace("Văn phòng", "Phòng Hành chính Tổng hợp").replace(
        "Việc một", "Cải cách hành chính cùng với số hóa"
    )
    assert "oddity" not in _codes(_read(f"*KẾ HOẠCH NĂM 2020\n{table}"))


WORDS = st.sampled_from(
    [
        *(
            "STT",
            "Nhiệm vụ",
            "Chủ trì",
            "Phối hợp",
            "Thời hạn",
            "Kết quả",
            "Lĩnh vực",
            "Mục",
            "Cơ quan chủ trì/Nhiệm vụ",
        ),
        *(
            "I",
            "II",
            "A",
            "1",
            "2",
            "1.1",
            "a)",
            "-",
            "",
            "",
            "Cải cách thể chế",
            "Sở Nội vụ",
            "Quý I/2025",
            "nt",
            "Cộng",
        ),
        *("I. Thể chế", "1. Việc", "Đạt từ 95% trở lên", "Người lập biểu", "<", "^", "#1"),
    ]
)
LINES = st.sampled_from(
    [
        *("I. MỤC TIÊU", "II- NHIỆM VỤ", "*QUYẾT ĐỊNH", "*KẾ HOẠCH", "Điều 1. Ban hành", "a) Rà soát", "1.2. Soát"),
        *("- Chủ trì: Sở A", "Thời gian: Quý I", "*PHỤ LỤC", "Nơi nhận:", "TRƯỜNG A", "T/M ĐẢNG ỦY", "== Trang"),
    ]
)
TABLES = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=8).map(
        lambda rows: "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
    )
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(LINES, TABLES, TABLES), max_size=8).map("\n".join))
def test_whatever_the_tables_hold_rows_in_are_rows_out_or_the_file_is_refused(text: str) -> None:
    try:
        found = _read(text, 2025)
    except Refused:
        return
    ids = [row.id for row in found.plan.tasks()]
    assert len(set(ids)) == len(ids)
    assert all(each.seen == each.made for each in found.tally)
