from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.model import Node, Section, Task
from cchc_cli.exchange.grasp.phrases import stated
from cchc_cli.exchange.grasp.targets import indicators_of


def row(words: str, *, lead: str = "", deadline: str = "", product: str = "") -> Section:
    return Section("I", "Thể chế", tasks=(Task("I.1", "I", "", words, lead=lead, deadline=deadline, product=product),))


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 95% trở lên", [">= 95 %"]),
        ("bố trí tối thiểu 03% ngân sách cho phát triển khoa học", [">= 3 %"]),
        ("tỷ lệ không hài lòng do những lỗi giảm xuống dưới 1,3%", ["< 1,3 %"]),
        ("Tỷ lệ doanh nghiệp ứng dụng thương mại điện tử phấn đấu đạt trên 70%", ["> 70 %"]),
        ("Tỷ lệ doanh nghiệp ứng dụng công nghệ số đạt tỷ lệ 60%", ["= 60 %"]),
        ("**100%** lãnh đạo sử dụng chữ ký số", ["= 100 %"]),
        ("Kinh tế số chiếm 45% GRDP tỉnh.", ["= 45 %"]),
        ("với tốc độ 01 Gb/s đạt 100%.", ["= 100 %"]),
        ("Tỷ lệ dân số từ 15 tuổi trở lên có điện thoại thông minh đạt tối thiểu 95%", [">= 95 %"]),
        ("100% bộ, ngành đạt cấp độ 4 và 90% đạt cấp độ 5", ["= 100 %", "= 90 %"]),
        ("cắt giảm ít nhất: 30% thời gian, 30% chi phí", [">= 30 %", ">= 30 %"]),
        ("đạt GRDP 10% trở lên", [">= 10 %"]),
        ("tỷ lệ trễ hạn không quá 5%", ["<= 5 %"]),
        ("đạt tối thiểu 85% trước ngày 15/12/2026", [">= 85 %"]),
        ("có tối thiểu 05 kịch bản ứng dụng dữ liệu", [">= 5 kịch bản"]),
        ("có ít nhất 20 tập dữ liệu mở", [">= 20 tập dữ liệu"]),
        ("từ 90 điểm trở lên", [">= 90 điểm"]),
        ("thuộc nhóm 10 tỉnh, thành phố dẫn đầu cả nước", ["<= 10 thứ bậc"]),
        ("70% phụ nữ mang thai được tầm soát ít nhất 4 loại bệnh", ["= 70 %"]),
    ],
)
def test_figures_that_are_surely_targets(words: str, targets: list[str]) -> None:
    assert [str(each.target) for each in stated(words) if each.sure] == targets


@pytest.mark.parametrize(
    "words",
    [
        "từ 95- dưới 100% cộng 04 điểm",
        "Giảm tối thiểu 20–30% thời gian",
        "đến nay mới đạt 39,5%",
        "ước đạt 8% so cùng kỳ",
        "tăng 19,56% so với cùng kỳ năm 2023",
        "trừ 01 điểm/ngày",
        "03/7 cơ sở dữ liệu chuyên ngành",
        "VN_AQI ≥ 300 trong 03 ngày liên tục",
        "báo cáo ít nhất 05 ngày làm việc trước kỳ họp",
        "Nghị quyết số 120/2018/NQ-CP ngày 06/7/2018",
    ],
)
def test_figures_that_are_no_sure_targets(words: str) -> None:
    assert [str(each.target) for each in stated(words) if each.sure] == []


def test_a_target_is_named_by_its_clause_without_the_figure() -> None:
    body = (
        Node(
            "KH.I.1", text="Bảo đảm sự hài lòng của người dân đạt từ 85% trở lên; tỷ lệ trễ hạn giảm xuống dưới 1,3%."
        ),
        Node("KH.I.2", text="100% lãnh đạo sử dụng chữ ký số;"),
        Node("KH.I.3", text="Rà soát, đảm bảo tỷ lệ hồ sơ trực tuyến trên tổng số hồ sơ đạt từ **20%** trở lên"),
        Node("KH.I.4", text="Kiểm tra công vụ tại 100% các bộ phận."),
    )
    indicators, _, _ = indicators_of(body, ())
    assert [(each.name, str(each.target), each.source) for each in indicators] == [
        ("Sự hài lòng của người dân", ">= 85 %", "KH.I.1"),
        ("Tỷ lệ trễ hạn", "< 1,3 %", "KH.I.1"),
        ("Tỷ lệ lãnh đạo sử dụng chữ ký số", "= 100 %", "KH.I.2"),
        ("Tỷ lệ hồ sơ trực tuyến trên tổng số hồ sơ", ">= 20 %", "KH.I.3"),
        ("Kiểm tra công vụ tại các bộ phận (tỷ lệ)", "= 100 %", "KH.I.4"),
    ]


def test_a_row_without_lead_and_deadline_that_states_a_target_is_an_indicator() -> None:
    indicators, sections, doubts = indicators_of((), [row("Tỷ lệ hồ sơ đúng hạn đạt từ 95% trở lên")])
    assert [(each.id, each.tasks, each.every) for each in indicators] == [("ho-so-dung-han", ("I.1",), "quarter")]
    assert sections[0].tasks[0].indicator == "ho-so-dung-han"
    assert [(doubt.code, doubt.where) for doubt in doubts] == [("target", "I.1"), ("target_row", "I.1")]


def test_a_row_with_a_lead_stays_a_task_that_serves_its_target() -> None:
    indicators, sections, _ = indicators_of(
        (), [row("Đảm bảo tỷ lệ hồ sơ đúng hạn đạt từ 95% trở lên", lead="Văn phòng")]
    )
    assert [each.tasks for each in indicators] == [("I.1",)]
    assert sections[0].tasks[0].indicator == ""


def test_text_and_row_with_the_same_target_are_one_indicator() -> None:
    body = (Node("KH.II.5", text="Tỷ lệ hồ sơ giải quyết đúng hạn và trước hạn đạt từ 95% trở lên."),)
    indicators, _, _ = indicators_of(body, [row("Tỷ lệ hồ sơ giải quyết đúng hạn và trước hạn đạt từ 95% trở lên")])
    assert [(each.source, each.tasks) for each in indicators] == [("KH.II.5", ("I.1",))]


def test_the_same_figure_for_something_else_is_another_indicator() -> None:
    body = (Node("KH.II.5", text="100% lãnh đạo sử dụng chữ ký số."),)
    indicators, _, _ = indicators_of(body, [row("Công khai 100% thủ tục hành chính trên cổng", lead="Văn phòng")])
    assert [(each.source, each.tasks) for each in indicators] == [("KH.II.5", ()), ("", ("I.1",))]


def test_goals_without_a_figure_and_ranges_are_only_offered() -> None:
    body = (
        Node("KH.I", text="Chỉ số cải cách hành chính tiếp tục được cải thiện"),
        Node("KH.II", text="Giảm 20 - 30% thời gian"),
    )
    indicators, _, doubts = indicators_of(body, ())
    assert indicators == ()
    assert [(doubt.code, doubt.where) for doubt in doubts] == [("target_offered", "KH.I"), ("target_offered", "KH.II")]


def test_ids_are_latin_and_differ() -> None:
    body = tuple(Node(f"KH.{at}", text="100% lãnh đạo sử dụng chữ ký số") for at in ("I", "II"))
    indicators, _, _ = indicators_of(body, ())
    assert [each.id for each in indicators] == ["lanh-dao-su-dung-chu-ky-so", "lanh-dao-su-dung-chu-ky-so-2"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "100%",
                "từ",
                "đạt",
                "95%",
                " - ",
                "trở lên",
                "tối thiểu",
                "5",
                ";",
                "và",
                ",",
                ":",
                "tỷ lệ",
                "giảm",
                "điểm",
                "nhóm",
                "**",
                "½%",
                "9" * 40 + "%",
            ]
        ),
        max_size=14,
    ).map(" ".join)
)
def test_any_words_give_targets_with_names(words: str) -> None:
    indicators, _, _ = indicators_of((Node("KH.I", text=words),), ())
    assert all(each.name.strip() and each.id for each in indicators)


def test_a_figure_in_the_product_of_a_row_is_only_offered() -> None:
    indicators, _, doubts = indicators_of((), [row("Tích hợp dịch vụ", lead="Văn phòng", product="100% dịch vụ công")])
    assert indicators == ()
    assert [(doubt.code, doubt.where, doubt.seen) for doubt in doubts] == [("target_offered", "I.1.product", "100%")]
