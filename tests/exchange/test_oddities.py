from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.model import Agency
from cchc_cli.exchange.grasp.oddities import oddities

DONG_NAI = Agency("Ban Quản lý các Khu công nghiệp Đồng Nai")


def offers(*texts: str, agency: Agency | None = None) -> list[tuple[str, str]]:
    found = oddities([(f"I.{at}.task", text) for at, text in enumerate(texts, 1)], agency)
    return [(doubt.seen, doubt.made.partition("“")[2].partition("”")[0]) for doubt in found]


@pytest.mark.parametrize(
    ("text", "seen", "better"),
    [
        ("Triển khai hiệu quả tình gián biên chế", "tình gián biên chế", "tinh giản biên chế"),
        ("Kiểm toàn trang thông tin điện tử", "Kiểm toàn", "Kiện toàn"),
        ("từ cơ sở dữ liệu với công dịch vụ công tình, các trang", "công dịch vụ công tình", "cổng dịch vụ công tỉnh"),
        ("thủ tục có tầm suất hồ sơ lớn", "tầm suất", "tần suất"),
        ("giải quyết TTTC liên quan", "TTTC", "TTHC"),
        ("thông qua trực liên thông của tỉnh", "trực liên thông", "trục liên thông"),
        ("TRANG THÔNG TIN ĐIỆN TỬ ĐỀ CẬP NHẬT", "ĐỀ CẬP NHẬT", "ĐỂ CẬP NHẬT"),
        ("Kế hoạch số 01 /KH-KCNĐN ngày 14", "01 /KH-KCNĐN", "01/KH-KCNĐN"),
        ("Rà soát thủ tuc hành chính mới", "thủ tuc hành chính", "thủ tục hành chính"),
    ],
)
def test_words_one_stroke_from_a_set_phrase_are_offered(text: str, seen: str, better: str) -> None:
    assert offers(text) == [(seen, better)]


def test_the_place_is_named_as_corrections_name_it_and_nothing_is_changed() -> None:
    (doubt,) = oddities([("II.5.product", "công dịch vụ công tình")])
    assert (doubt.code, doubt.where, doubt.made) == (
        "oddity",
        "II.5.product",
        "Có thể là “cổng dịch vụ công tỉnh”; chưa sửa.",
    )


def test_the_name_of_the_agency_with_other_marks_is_offered() -> None:
    assert offers("Ban Quản lý các KCN Đông Nai", agency=DONG_NAI) == [("Đông Nai", "Đồng Nai")]
    assert offers("Ban Quản lý các KCN Đông Nai") == []


def test_a_phrase_spelled_another_way_elsewhere_is_offered_where_it_is_rarer() -> None:
    usual = "phối hợp giữa các phòng với nhau"
    assert offers(usual, usual, "phối hợp giữa cạc phòng với nhau") == [("cạc", "các")]
    assert offers(usual, "phối hợp giữa cạc phòng với nhau") == []


@pytest.mark.parametrize(
    "text",
    [
        "Kiểm toán nhà nước kiểm tra",
        "tầm soát bệnh",
        "Bộ Nội vụ, Sở Nội vụ",
        "chuyển đổi có lộ trình",
        "bộ phận có thủ tục liên thông",
        "sử dụng văn bản điện tử",
        "CCVC, CBCC, TTTT",
        "Rà soát thủ tục hành chính, hoá đơn, uỷ quyền",
        "cai cach hanh chinh, tinh gian bien che",
        "Nghị quyết số 30c/NQ-CP, Kế hoạch số 166-KH/TU, giai đoạn 2016 - 2020",
        "",
    ],
)
def test_right_words_are_left_alone(text: str) -> None:
    assert offers(text) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_texts_can_be_looked_through(texts: list[str]) -> None:
    for doubt in oddities([(f"I.{at}.task", text) for at, text in enumerate(texts)], DONG_NAI):
        assert any(doubt.seen in text for text in texts)
