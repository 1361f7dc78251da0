"""What is made of the tables of other agencies' plans; to add a case, add a file to appendices/."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.grasp.appendix import read_appendix
from cchc_cli.exchange.pages import Cell, Document, Row, Table
from cchc_cli.store.names import is_id
from tests.exchange.appendix_cases import described, document_of

if TYPE_CHECKING:
    from cchc_cli.domain.model import Section, Task
    from cchc_cli.exchange.imported import ReadAppendix

CASES = sorted((Path(__file__).parent / "appendices").glob("*.txt"))
HEADING = "| STT | Nhiệm vụ | Sản phẩm | Chủ trì | Thời gian hoàn thành |\n"


def read(text: str) -> ReadAppendix:
    return read_appendix(document_of(text), year=2020)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_plan_of_another_agency_is_read_as_its_case_says(path: Path) -> None:
    given, _, expected = path.read_text(encoding="utf-8").partition("\n=>\n")
    assert described(read(given)) == expected


def test_the_title_and_note_above_the_table_are_those_of_the_appendix() -> None:
    found = read(
        "UBND TỈNH\n*PHỤ LỤC I\n*DANH MỤC NHIỆM VỤ NĂM 2021\n(Kèm theo Kế hoạch số 12/KH-UBND)\n"
        + HEADING
        + "| 1 | Việc một | Báo cáo | Sở A | Quý I |"
    )
    assert (found.title, found.note) == ("DANH MỤC NHIỆM VỤ NĂM 2021", "(Kèm theo Kế hoạch số 12/KH-UBND)")
    assert found.used == {1, 2, 3, 4}


def test_the_columns_are_those_of_the_first_table_and_name_what_is_carried() -> None:
    found = read(
        "| TT | Nội dung | Cơ quan thực hiện | < | Thời hạn | Hồ sơ |\n| ^ | ^ | Chủ trì | Phối hợp | ^ | ^ |\n"
        "| 1 | Việc một | Sở A | Sở B | Quý I | Có |"
    )
    assert found.columns == ("TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn", "Hồ sơ")
    assert found.carried == {"number", "task", "lead", "support", "deadline", "extra"}


def test_a_row_split_by_a_page_is_joined_only_where_number_lead_and_deadline_are_empty() -> None:
    rows = "| 1 | Kế hoạch 177- | Báo | Sở A | Quý I |\n" + HEADING
    joined = read(HEADING + rows + "|  | KH/TU | cáo |  |  |")
    assert [(task.task, task.product) for task in joined.sections[0].tasks] == [("Kế hoạch 177-KH/TU", "Báo cáo")]
    apart = read(HEADING + rows + "|  | KH/TU | cáo | Sở B |  |")
    assert [task.id for task in apart.sections[0].tasks] == ["I.1", "I.2"]


def test_a_row_without_a_number_in_the_middle_of_a_page_is_never_joined() -> None:
    found = read(HEADING + "| 1 | Việc một | Báo cáo | Sở A | Quý I |\n|  | phần còn lại |  |  |  |\n")
    assert [task.task for task in found.sections[0].tasks] == ["Việc một", "phần còn lại"]
    assert [doubt.code for doubt in found.doubts] == ["no_section", "unnumbered_row"]


def test_a_document_without_tasks_is_refused() -> None:
    with pytest.raises(Refused, match="Không tìm thấy bảng nhiệm vụ trong tệp"):
        read("Kính gửi các sở\n| STT | Chỉ tiêu | Mục tiêu |\n| 1 | Hài lòng | 85% |")


def test_a_table_of_tasks_without_rows_is_refused() -> None:
    with pytest.raises(Refused, match="không có dòng nhiệm vụ nào"):
        read(HEADING)


def test_a_statistics_table_is_left_alone_and_said() -> None:
    found = read(
        "| STT | Nội dung | Đơn vị tính | Kết quả | Đơn vị chủ trì |\n| 1 | Hồ sơ | hồ sơ | 12 | Sở A |\n\n"
        + HEADING
        + "| 1 | Việc một | Báo cáo | Sở A | Quý I |"
    )
    assert [doubt.code for doubt in found.doubts] == ["no_section", "other_table"]
    assert found.used == {1}


CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "1",
            "2.",
            "I",
            "II.",
            "A",
            "1.1",
            "I.1",
            "a)",
            "-",
            "Sở A",
            "Quý I/2020",
            "STT",
            "Nhiệm vụ",
            "Chủ trì",
            "<",
            "^",
        ]
    ),
    st.text(max_size=12),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=15))
def test_any_table_gives_rows_with_ids_of_their_own_or_a_refusal(cells: list[list[str]]) -> None:
    heading = [cell.strip() for cell in HEADING.strip()[1:-1].split("|")]
    rows = tuple(Row(tuple(map(_cell, texts)), f"dòng {at}") for at, texts in enumerate([heading, *cells], start=1))
    try:
        found = read_appendix(Document("ca.xlsx", "xlsx", (Table(rows, "Bảng 1"),)), year=2020)
    except Refused:
        return
    sections = [inner for section in found.sections for inner in section.walk()]
    ids = [section.id for section in sections] + [row.id for section in sections for row in _rows(section)]
    assert [each for each, count in Counter(ids).items() if count > 1] == []
    assert all(map(is_id, ids))
    assert all(row.task and row.section == section.id for section in sections for row in _rows(section))
    assert all(tally.seen == tally.made for tally in found.tally)


def _cell(text: str) -> Cell:
    if text == "<":
        return Cell(covered="left")
    return Cell(covered="above") if text == "^" else Cell(text)


def _rows(section: Section) -> tuple[Task, ...]:
    return (*section.tasks, *section.groups)
