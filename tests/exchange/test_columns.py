"""Columns are known by the words of their headings, whatever an office calls them and wherever they stand."""

from __future__ import annotations

import unicodedata

import pytest

from cchc_cli.domain.areas import area_of
from cchc_cli.exchange.grasp.columns import Columns, columns_at, is_counting
from cchc_cli.exchange.pages import Row, Table
from tests.exchange.appendix_cases import document_of


def rows_of(text: str) -> tuple[Row, ...]:
    table = document_of(text).blocks[0]
    assert isinstance(table, Table)
    return table.rows


def columns_of(text: str) -> Columns:
    found = columns_at(rows_of(text), 0)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Đơn vị chủ trì", "lead"), ("Cơ quan chủ trì", "lead"), ("Chủ trì", "lead"), ("CƠ QUAN CHỦ TRÌ THỰC HIỆN", "lead"),
        ("Đơn vị / thực hiện", "lead"), ("Phân công thực hiện", "lead"), ("Đơn vị", "lead"), ("Bộ phận phụ trách", "lead"),
        ("Cơ quan, đơn vị chịu trách nhiệm", "lead"), ("Đơn vị đầu mối", "lead"),
        ("Đơn vị phối hợp", "support"), ("Phối hợp", "support"), ("Cơ quan phối hợp thực hiện", "support"),
        ("Cơ quan chủ trì, phối hợp", "roles"), ("Đơn vị chủ trì/phối hợp", "roles"),
        ("Sản phẩm", "product"), ("Kết quả", "product"), ("Kết quả dự kiến", "product"), ("Sản phẩm đầu ra", "product"),
        ("Sản phẩm dự kiến", "product"), ("Chỉ tiêu đạt được", "product"), ("Kết quả/Sản phẩm", "product"),
        ("Thời gian hoàn thành", "deadline"), ("Thời gian thực hiện", "deadline"), ("THỜI GIAN", "deadline"),
        ("Thời gian triển khai", "deadline"), ("Thời gian dự kiến hoàn thành", "deadline"), ("Thời hạn", "deadline"),
        ("Thời hạn hoàn thành", "deadline"), ("Thời hạn ban hành", "deadline"), ("Tiến độ", "deadline"),
        ("Lãnh đạo phụ trách", "leader"), ("LĐ phụ trách", "leader"), ("Người đứng đầu chịu trách nhiệm", "leader"),
        ("Nguồn kinh phí", "budget"), ("Nguồn lực", "budget"), ("Kinh phí thực hiện", "budget"), ("Dự toán", "budget"),
        ("Ghi chú", "notes"), ("Tình trạng", "extra"), ("Văn bản giao nhiệm vụ", "extra"), ("Hồ sơ", "extra"),
        ("Gia hạn", "extra"), ("Đến đâu", "extra"),
    ],
)  # fmt: skip
def test_a_heading_names_its_field(heading: str, field: str) -> None:
    text = f"| STT | Nhiệm vụ | {heading} | a | b |\n| 1 | Việc một | Giấy | x | y |"
    assert columns_of(text).fields[:3] == ("number", "task", field)


@pytest.mark.parametrize("heading", ["STT", "TT", "Số TT", "Số / TT", "S.T.T", "Số thứ tự", "stt."])
def test_the_column_of_numbers_has_many_names(heading: str) -> None:
    text = f"| {heading} | Nội dung | Đơn vị thực hiện | Thời hạn |\n| 1 | Việc | A | Quý I |"
    assert columns_of(text).fields[0] == "number"


@pytest.mark.parametrize(
    "heading",
    [
        "Nhiệm vụ",
        "Nhiệm vụ cụ thể",
        "Nội dung nhiệm vụ",
        "Nội dung",
        "Công việc",
        "Tên nhiệm vụ",
        "Nhiệm vụ, giải pháp",
        "NỘI DUNG CÔNG VIỆC",
    ],
)
def test_the_column_of_tasks_has_many_names(heading: str) -> None:
    columns = columns_of(f"| STT | {heading} | Đơn vị thực hiện | Thời hạn |\n| 1 | Việc | A | Quý I |")
    assert (columns.fields[1], columns.is_tasks) == ("task", True)


def test_headings_are_read_without_diacritics_and_in_decomposed_form() -> None:
    text = "| STT | Nhiem vu | Don vi chu tri | Thoi gian hoan thanh |\n| 1 | Viec | A | B |"
    assert columns_of(text).fields == ("number", "task", "lead", "deadline")
    text = unicodedata.normalize(
        "NFD", "| STT | Nhiệm vụ | Đơn vị chủ trì | Thời gian hoàn thành |\n| 1 | Việc | A | B |"
    )
    assert columns_of(text).fields == ("number", "task", "lead", "deadline")


def test_progress_beside_a_deadline_is_a_state() -> None:
    text = "| STT | Nhiệm vụ | Thời hạn | Chủ trì | Tiến độ |\n| 1 | Việc | Quý I | A | 50% |"
    assert columns_of(text).fields == ("number", "task", "deadline", "lead", "extra")


def test_progress_alone_is_a_deadline_where_dates_stand_in_it_and_a_state_where_states_do() -> None:
    heading = "| STT | Nhiệm vụ | Chủ trì | Tiến độ |\n"
    assert columns_of(heading + "| 1 | Việc | A | Quý II |").fields[3] == "deadline"
    assert columns_of(heading + "| 1 | Việc | A | Đã hoàn thành |").fields[3] == "extra"


def test_of_two_columns_of_tasks_the_one_of_concrete_tasks_counts() -> None:
    text = "| STT | Nội dung | Nhiệm vụ cụ thể | Chủ trì | Thời hạn |\n| 1 | Thể chế | Việc | A | Quý I |"
    assert columns_of(text).fields == ("number", "extra", "task", "lead", "deadline")


def test_a_start_beside_an_end_is_a_further_column() -> None:
    text = "| TT | Nhiệm vụ | Chủ trì | Thời gian thực hiện | < |\n| ^ | ^ | ^ | Bắt đầu | Kết thúc |\n| 1 | Việc | A | 1/3 | 1/6 |"
    columns = columns_of(text)
    assert (columns.depth, columns.fields[3:], columns.titles[3:]) == (
        2,
        ("extra", "deadline"),
        ("Bắt đầu", "Kết thúc"),
    )


def test_further_columns_keep_headings_of_their_own() -> None:
    text = "| STT | Nhiệm vụ | Chủ trì | Thời hạn | Khác | Khác |  |\n| 1 | Việc | A | Quý I | x | y | z |"
    assert columns_of(text).titles[4:] == ("Khác", "Khác (2)", "Cột 7")


@pytest.mark.parametrize(
    "text",
    [
        "| STT | Chỉ tiêu | Đơn vị tính | Mục tiêu | Cơ quan theo dõi |",
        "| STT | Nội dung | Đơn vị tính | Kết quả | Cơ quan chủ trì |",
        "| STT | Nội dung chỉ tiêu | Năm 2020 | Thời gian | Đơn vị chủ trì |",
        "| STT | Tên văn bản | Cơ quan chủ trì | Thời gian trình |",
        "| STT | Nhiệm vụ | Ghi chú |",
        "| 1 | Xây dựng nội dung | Đơn vị chủ trì | Thời gian |",
    ],
)
def test_other_tables_are_no_tables_of_tasks(text: str) -> None:
    found = columns_at(rows_of(text), 0)
    assert found is None or not found.is_tasks


@pytest.mark.parametrize(
    ("text", "counting"),
    [
        ("| (1) | (2) | (3) | (4) |", True),
        ("| A | B | 1 | 2 | 3=1+2 |", True),
        ("| 1 | Việc một | 2 | 3 |", False),
        ("| I | 1 | 2 | 3 |", False),
    ],
)
def test_a_row_that_counts_the_columns_is_known(text: str, *, counting: bool) -> None:
    assert is_counting(rows_of(text)[0]) is counting


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("CẢI CÁCH THỂ CHẾ", "the_che"),
        ("Cải cách thủ tục hành chính", "tthc"),
        ("Cải cách tổ chức bộ máy hành chính nhà nước", "bo_may"),
        ("Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức", "cong_vu"),
        ("Cải cách chế độ công vụ", "cong_vu"),
        ("Cải cách tài chính công", "tai_chinh_cong"),
        ("Xây dựng và phát triển chính quyền điện tử, chính quyền số", "chinh_quyen_so"),
        ("Hiện đại hóa hành chính", "chinh_quyen_so"),
        ("Công tác chỉ đạo, điều hành cải cách hành chính", "chi_dao_dieu_hanh"),
        ("Sở Nội vụ", ""),
    ],
)
def test_a_title_names_its_area(title: str, area: str) -> None:
    assert area_of(title) == area
