"""Rows are edited in place: exactly the wanted cells change, and every other byte stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.model import Task
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nfc
from cchc_cli.store.load import load
from cchc_cli.store.row_edits import Insertion, edit_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from cchc_cli.store.row_edits import RowsEdited

HEAD = """\
number: 01/KH
date: 2026-01-05
year: 2026
agency: {name: Sở Nội vụ}
"""
TABLE = """\
# Bảng nhiệm vụ.
sections:
  - id: I
    title: Cải cách thể chế
    tasks:
      # Dòng thứ nhất.
      - id: I.1
        task: 'Rà soát: văn bản'   # theo bản ký
        lead: Văn phòng
        deadline:
        extra:
          Kinh phí: 5 triệu
      - id: I.2
        task: "Báo cáo"
        support: |
          Các phòng
          Các đơn vị
        deadline: Quý I  # chưa rõ

      # Hết.
  - id: II
    title: Cải cách thủ tục
"""


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., str]:
    """Return the text of the table after edits."""

    def run(cells: Mapping[str, Mapping[str, str]], *rows: Insertion, table: str = TABLE) -> str:
        write(tmp_path, table)
        edit_rows(tmp_path, cells, rows)
        return (tmp_path / "appendix.yaml").read_bytes().decode()

    return run


def write(folder: Path, table: str) -> None:
    (folder / "plan.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "appendix.yaml").write_bytes(table.encode())


def test_a_cell_keeps_its_quotes_and_the_comment_behind_it(edited: Callable[..., str]) -> None:
    after = edited({"I.1": {"task": "Rà soát: thủ tục 'nội bộ'"}})

    assert after == TABLE.replace("'Rà soát: văn bản'", "'Rà soát: thủ tục ''nội bộ'''")


def test_an_empty_cell_is_filled_where_its_key_stands(edited: Callable[..., str]) -> None:
    assert edited({"I.1": {"deadline": "Quý II"}}) == TABLE.replace("deadline:\n", "deadline: Quý II\n", 1)


def test_a_missing_cell_comes_in_where_it_is_usually_written(edited: Callable[..., str]) -> None:
    after = edited({"I.2": {"product": "Báo cáo: bản giấy"}})

    assert after == TABLE.replace('"Báo cáo"\n', "\"Báo cáo\"\n        product: 'Báo cáo: bản giấy'\n")


def test_a_cleared_cell_goes_with_its_line(edited: Callable[..., str]) -> None:
    assert edited({"I.1": {"lead": ""}}) == TABLE.replace("        lead: Văn phòng\n", "", 1)


def test_a_cleared_cell_leaves_the_comment_behind_it(edited: Callable[..., str]) -> None:
    assert edited({"I.2": {"deadline": ""}}) == TABLE.replace("Quý I  #", "''  #")


def test_a_block_of_text_becomes_one_line_and_a_line_becomes_a_block(edited: Callable[..., str]) -> None:
    after = edited({"I.1": {"lead": "Văn phòng\nThanh tra"}, "I.2": {"support": "Các phòng"}})

    assert after == TABLE.replace("lead: Văn phòng\n", "lead: |-\n          Văn phòng\n          Thanh tra\n").replace(
        "support: |\n          Các phòng\n          Các đơn vị\n", "support: Các phòng\n"
    )


def test_further_columns_are_changed_added_and_cleared(edited: Callable[..., str]) -> None:
    assert edited({"I.1": {"extra.Kinh phí": "6 triệu"}}) == TABLE.replace("5 triệu", "6 triệu")
    assert edited({"I.1": {"extra.Ghi chú": "x"}}) == TABLE.replace("5 triệu\n", "5 triệu\n          Ghi chú: x\n")
    assert edited({"I.1": {"extra.Kinh phí": ""}}) == TABLE.replace("        extra:\n          Kinh phí: 5 triệu\n", "")


def test_a_new_row_stands_after_the_row_before_it(edited: Callable[..., str]) -> None:
    new = Task("I.3", "I", "", "Tập huấn", deadline="Quý III")

    after = edited({}, Insertion(new, "I.1"))

    row = "      - id: I.3\n        task: Tập huấn\n        deadline: Quý III\n"
    assert after == TABLE.replace("5 triệu\n", "5 triệu\n" + row)


def test_new_rows_stand_one_after_the_other_and_first_in_a_section(edited: Callable[..., str]) -> None:
    first, second = Task("I.8", "I", "", "Tập huấn"), Task("I.9", "I", "", "Kiểm tra")
    empty = Task("II.1", "II", "", "Công khai")

    after = edited({}, Insertion(first), Insertion(second, "I.8"), Insertion(empty))

    rows = "      - id: I.8\n        task: Tập huấn\n      - id: I.9\n        task: Kiểm tra\n"
    assert after == TABLE.replace("      - id: I.1\n", rows + "      - id: I.1\n") + (
        "    tasks:\n      - id: II.1\n        task: Công khai\n"
    )


def test_line_ends_and_the_mark_of_byte_order_are_kept(tmp_path: Path) -> None:
    table = "\ufeff" + TABLE.replace("\n", "\r\n")
    write(tmp_path, table)

    edit_rows(tmp_path, {"I.1": {"lead": "Thanh tra\nVăn phòng"}}, [Insertion(Task("I.3", "I", "", "Tập huấn"), "I.2")])

    after = (tmp_path / "appendix.yaml").read_bytes().decode()
    assert after.startswith("\ufeff# Bảng")
    assert "\n" not in after.replace("\r\n", "")
    assert "        lead: |-\r\n          Thanh tra\r\n          Văn phòng\r\n        deadline:\r\n" in after


def test_a_cell_of_a_row_in_braces_is_edited_too(edited: Callable[..., str]) -> None:
    table = "sections:\n  - {id: I, title: Cải cách, tasks: [{id: I.1, task: Rà soát, lead: Văn phòng}]}\n"

    after = edited({"I.1": {"lead": "Văn phòng, Thanh tra"}}, table=table)

    assert after == table.replace("lead: Văn phòng", 'lead: "Văn phòng, Thanh tra"')


def test_sub_rows_follow_their_group_or_say_their_own_cell(edited: Callable[..., str]) -> None:
    table = (
        "sections:\n  - id: I\n    title: Cải cách\n    tasks:\n      - id: I.1\n        task: Nhóm\n        lead: A\n"
        "        tasks:\n          - id: I.1.a\n            task: Một\n          - id: I.1.b\n            task: Hai\n"
    )

    after = edited({"I.1": {"lead": "B"}, "I.1.a": {"lead": "B"}}, table=table)

    assert after == table.replace("lead: A", "lead: B") + "            lead: A\n"


def test_nothing_is_written_on_a_dry_run(tmp_path: Path) -> None:
    write(tmp_path, TABLE)

    done = edit_rows(tmp_path, {"I.1": {"lead": "Thanh tra"}}, dry_run=True)

    assert done.after == TABLE.replace("lead: Văn phòng", "lead: Thanh tra")
    assert (tmp_path / "appendix.yaml").read_bytes() == TABLE.encode()


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        ({"I.7": {"lead": "x"}}, []),
        ({"I.1": {"task": ""}}, []),
        ({"I.1": {"lead": "x\ud800"}}, []),
        ({}, [Insertion(Task("V.1", "V", "", "Tập huấn"))]),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    tmp_path: Path, cells: dict[str, dict[str, str]], rows: Sequence[Insertion]
) -> None:
    write(tmp_path, TABLE)

    with pytest.raises(Refused, match="Chưa sửa gì"):
        edit_rows(tmp_path, cells, rows)

    assert (tmp_path / "appendix.yaml").read_bytes() == TABLE.encode()


texts = st.text(st.characters(exclude_categories=["Cs", "Cn"]), min_size=1, max_size=25).map(lambda t: nfc(t.strip()))


@given(
    st.dictionaries(
        st.sampled_from(["I.1", "I.2"]),
        st.dictionaries(st.sampled_from(["task", "lead", "deadline", "number", "extra.Kinh phí"]), texts.filter(bool),
                        min_size=1),
        min_size=1,
    ),
    st.sampled_from(["\n", "\r\n"]),
)  # fmt: skip
@settings(deadline=None, max_examples=60)
def test_any_words_go_into_a_cell_and_all_other_lines_stay(
    tmp_path_factory: pytest.TempPathFactory, cells: dict[str, dict[str, str]], newline: str
) -> None:
    folder = tmp_path_factory.mktemp("plan")
    write(folder, TABLE.replace("\n", newline))

    done: RowsEdited = edit_rows(folder, cells)

    loaded = load(folder)
    assert not loaded.findings
    assert loaded.plan is not None
    for task_id, new in cells.items():
        row = loaded.plan.task(task_id)
        assert row is not None
        for name, text in new.items():
            assert (dict(row.extra)["Kinh phí"] if "." in name else getattr(row, name)) == text
    assert not edit_rows(folder, cells).is_changed
    assert "# Bảng nhiệm vụ." in done.after
    assert "# theo bản ký" in done.after
