"""Plans without a table give tasks by the label lines below their paragraphs."""

from __future__ import annotations

import pytest

from cchc_cli.exchange.grasp.appendix import read_appendix
from cchc_cli.exchange.grasp.narrative import labels_of
from tests.exchange.appendix_cases import described, document_of


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("- Cơ quan chủ trì: Sở Tư pháp.", [("lead", "Sở Tư pháp")]),
        ("Đơn vị thực hiện: Văn phòng; thời gian: Quý I/2020.", [("lead", "Văn phòng"), ("deadline", "Quý I/2020")]),
        ("+ Cơ quan, đơn vị phối hợp: Các sở; ngành", [("support", "Các sở; ngành")]),
        ("(Chủ trì: Sở A. Phối hợp: Sở B)", [("lead", "Sở A"), ("support", "Sở B")]),
        ("Sản phẩm dự kiến: Quyết định của UBND tỉnh", [("product", "Quyết định của UBND tỉnh")]),
        ("Kinh phí thực hiện: 50 triệu đồng", [("budget", "50 triệu đồng")]),
        ("**Thời gian hoàn thành:** Trước 30/6", [("deadline", "Trước 30/6")]),
        ("Sở Tư pháp là đơn vị chủ trì: việc này.", []),
        ("Xây dựng kế hoạch. Thời gian rất gấp", []),
    ],
)
def test_labels_are_read_in_every_usual_form(text: str, labels: list[tuple[str, str]]) -> None:
    assert list(labels_of(text)) == labels


def test_the_paragraphs_of_tasks_stay_part_of_the_text() -> None:
    found = read_appendix(document_of("I. NHIỆM VỤ\n1. Việc một\nCơ quan chủ trì: Sở A"), year=2020)
    assert described(found) == "I = NHIỆM VỤ\n  - I.1 (1.) Việc một | CT: Sở A\n"
    assert found.used == frozenset()
    assert found.carried == {"task", "lead"}


def test_headings_without_tasks_make_no_sections() -> None:
    text = "I. MỤC TIÊU\n1. Nâng cao chất lượng\nII. NHIỆM VỤ\n1. Việc một\nCơ quan chủ trì: Sở A\nIII. TỔ CHỨC THỰC HIỆN\n1. Các sở thực hiện"
    assert (
        described(read_appendix(document_of(text), year=2020)) == "II = NHIỆM VỤ\n  - II.1 (1.) Việc một | CT: Sở A\n"
    )
