"""What an import says of its guesses: by kind, and what holds of several places only once."""

from __future__ import annotations

from cchc_cli.cli.import_doubts import Remark, remarks
from cchc_cli.exchange.grasp.whole import grasp
from cchc_cli.exchange.reading import read_document

TEXT = """\
KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026
STT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời hạn
I\tThể chế\t\t\t
1\tKiểm toàn bộ phận một cửa\tVăn phòng\tCác phòng\tQuý I
2\tTỷ lệ hồ sơ đúng hạn đạt từ 95% trở lên\t\t\t
3\tKiểm toàn Ban chỉ đạo\tVăn phòng\tCác đơn vị\tQuý I
\tViệc không số\tVăn phòng\t\tQuý I
Tổng cộng\t\t\t\t
"""


def told(*, known: bool = False) -> dict[str, list[Remark]]:
    return dict(remarks(grasp(read_document("a.tsv", TEXT.encode())), known=known))


def test_what_is_not_taken_is_said_before_the_rows() -> None:
    assert list(told()) == [
        "Phần không lấy vào kế hoạch",
        "Dòng và ô của bảng",
        "Đơn vị",
        "Chỉ tiêu",
        "Chữ có thể bị sai",
    ]


def test_units_of_one_doubt_share_one_remark() -> None:
    assert told()["Đơn vị"] == [
        Remark(
            "Đây là tên chung của nhiều đơn vị; đề nghị ghi các đơn vị thành viên vào units.yaml:",
            ("“Các phòng”: I.1, đơn vị phối hợp", "“Các đơn vị”: I.3, đơn vị phối hợp"),
        )
    ]


def test_an_indicator_is_said_once_with_its_places() -> None:
    assert told()["Chỉ tiêu"][0] == Remark(
        "Đã ghi vào indicators.yaml, đo hằng quý; đề nghị xem tên và mức:", ("≥\u00a095%: Tỷ lệ hồ sơ đúng hạn (I.2)",)
    )


def test_a_word_that_may_be_wrong_is_said_once_with_its_places() -> None:
    assert told()["Chữ có thể bị sai"] == [
        Remark(
            "Chưa sửa chỗ nào; chỗ nào đúng là sai thì sửa trong tệp của kế hoạch:",
            ("“Kiểm toàn”, có thể là “Kiện toàn”: I.1, nhiệm vụ; I.3, nhiệm vụ",),
        )
    ]


def test_a_single_place_is_said_with_what_was_seen() -> None:
    assert told()["Dòng và ô của bảng"] == [
        Remark(
            "Dòng 7: Dòng không có số thứ tự; đã ghi thành nhiệm vụ riêng, mã I.4. "
            "Thấy: “Việc không số | Văn phòng | Quý I”."
        )
    ]


def test_a_plan_that_is_there_settles_its_units_targets_and_words() -> None:
    assert list(told(known=True)) == ["Phần không lấy vào kế hoạch", "Dòng và ô của bảng"]
