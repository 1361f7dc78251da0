"""A document held against the plan that was made of it: only what the document says otherwise differs."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_cli.domain.change import compare
from cchc_cli.domain.model import Agency, Amendment, Correction, Node, Plan, Section, Task
from cchc_cli.domain.units import Register
from cchc_cli.exchange.again import again
from cchc_cli.exchange.grasp.whole import grasp
from cchc_cli.exchange.imported import Imported
from cchc_cli.exchange.reading import read_document
from cchc_cli.store.load import load
from cchc_cli.store.plan_text import plan_texts
from cchc_cli.store.row_edits import Insertion, edit_rows, with_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pytest

REAL = Path(__file__).parents[2] / "plan" / "2020"
ALL = frozenset({"number", "task", "product", "lead", "support", "deadline", "leader", "extra"})


def row(task_id: str, task: str, **cells: str) -> Task:
    return Task(task_id, task_id.rpartition(".")[0], "", task, **cells)  # type: ignore[arg-type]


def table(*rows: Task, **fields: object) -> Plan:
    """Return a plan of one section."""
    plan = Plan(
        "01/KH", dt.date(2026, 1, 5), 2026, Agency("Sở Nội vụ"), register=Register(()),
        sections=(Section("I", "Cải cách", "", rows),),
    )  # fmt: skip
    return replace(plan, **fields)  # type: ignore[arg-type]


def read(plan: Plan, carried: frozenset[str] = ALL, stated: Iterable[str] = ()) -> Imported:
    return Imported(plan, (), (), frozenset(stated), carried, (), ())


FIRST, SECOND = row("I.1", "Rà soát thủ tục", lead="Văn phòng", deadline="Quý I"), row("I.2", "Báo cáo năm", leader="A")


def test_a_document_that_says_the_same_changes_nothing() -> None:
    found = again(table(FIRST, SECOND), read(table(FIRST, SECOND)))

    assert not found.has_row_edits
    assert found.revised == table(FIRST, SECOND)


def test_only_columns_that_the_document_has_are_compared() -> None:
    bare = (row("I.1", "Rà soát thủ tục", lead="Thanh tra"), row("I.2", "Báo cáo năm"))

    found = again(table(FIRST, SECOND), read(table(*bare), frozenset({"task", "lead"})))

    assert found.cells == {"I.1": {"lead": "Thanh tra"}}


def test_blanks_and_line_ends_are_no_difference() -> None:
    found = again(table(FIRST), read(table(replace(FIRST, task="Rà  soát\nthủ tục"))))

    assert not found.cells


def test_a_cell_with_its_scan_errors_put_back_is_unchanged() -> None:
    plan = table(FIRST, corrections=(Correction("I.1.task", "Ra soát", "Rà soát"),))

    assert not again(plan, read(table(replace(FIRST, task="Ra soát thủ tục")))).cells


def test_known_scan_errors_are_put_right_in_a_cell_that_changed() -> None:
    plan = table(FIRST, corrections=(Correction("I.1.task", "Ra soát", "Rà soát"),))

    found = again(plan, read(table(replace(FIRST, task="Ra soát thủ tục nội bộ"))))

    assert found.cells == {"I.1": {"task": "Rà soát thủ tục nội bộ"}}


def test_a_cell_as_a_later_document_amended_it_is_unchanged() -> None:
    amended = Amendment(dt.date(2026, 5, 1), "15/QĐ", task="I.1", field="deadline", old="Quý I", new="Quý II")

    found = again(table(FIRST, amendments=(amended,)), read(table(replace(FIRST, deadline="Quý II"))))

    assert not found.cells


def test_a_new_deadline_clears_the_other_words_for_the_old_one() -> None:
    timed = replace(FIRST, schedule="31/3/2026")

    assert again(table(timed), read(table(replace(FIRST, deadline="Quý II")))).cells == {
        "I.1": {"deadline": "Quý II", "schedule": ""}
    }


def test_a_row_in_front_of_others_is_new_and_the_others_keep_their_ids_with_new_numbers() -> None:
    after = table(row("I.1", "Tập huấn cho công chức"), replace(FIRST, id="I.2"), replace(SECOND, id="I.3"))

    found = again(table(FIRST, SECOND), read(after))

    assert found.cells == {"I.1": {"number": "2"}, "I.2": {"number": "3"}}
    assert found.inserted == (Insertion(replace(row("I.3", "Tập huấn cho công chức"), number="1"), ""),)
    assert not found.moved


def test_a_row_that_the_document_no_longer_has_is_said_and_kept() -> None:
    found = again(table(FIRST, SECOND), read(table(FIRST)))

    assert found.removed == (SECOND,)
    assert not found.has_row_edits
    assert [task.id for task in found.revised.tasks()] == ["I.1"]


def test_rows_in_another_order_and_under_new_headings_are_left_to_people() -> None:
    after = table(SECOND, FIRST)
    new = Section("II", "Tổ chức bộ máy", "", (row("II.1", "Sắp xếp đơn vị"),))

    found = again(table(FIRST, SECOND), read(replace(after, sections=(*after.sections, new)), frozenset({"task"})))

    assert [task.id for task, _ in found.moved] == ["I.2"]
    assert [task.id for task in found.unplaced] == ["II.1"]
    assert not found.has_row_edits


def test_further_columns_are_compared_by_their_names() -> None:
    was = replace(FIRST, extra=(("Kinh phí", "5 triệu"), ("Ghi chú", "x")))
    now = replace(FIRST, extra=(("Kinh phí", "6 triệu"),))

    assert again(table(was), read(table(now))).cells == {"I.1": {"extra.Kinh phí": "6 triệu"}}


def test_words_around_the_table_differ_only_where_the_document_states_them() -> None:
    plan = table(FIRST, subject="Cải cách", body=(Node("KH.I", "MỤC TIÊU", "Đạt **95%** trở lên."),))
    after = table(FIRST, subject="khác", body=(Node("KH.I", "MỤC TIÊU", "Đạt 95% trở lên."),), number="02/KH")

    found = again(plan, read(after, stated=("number", "body")))

    assert [(change.id, change.fields) for change in compare(plan, found.revised)] == [("", frozenset({"number"}))]


def tsv(plan: Plan) -> bytes:
    """Return the table of a plan as one line a row."""
    lines = ["\t".join(plan.columns)]
    for section in plan.sections:
        lines.append(f"{section.id}. {section.title}" + "\t" * 5)
        for each in section.tasks:
            cells = (each.task, each.product, each.lead, each.support, each.deadline)
            lines.append("\t".join((each.number or each.id.rpartition(".")[2], *cells)))
    return "\n".join((*lines, "")).encode()


def real_plan(folder: Path = REAL) -> Plan:
    plan = load(folder).plan
    assert plan is not None
    return plan


PLAN = real_plan()
IDS = [task.id for task in PLAN.tasks() if not task.is_indicator]
words = st.lists(
    st.sampled_from(["rà soát", "Kinh phí: 5", "# 1", "tổ chức", "“x”", "'y'", "[z]", "100%"]), min_size=1, max_size=4
)
edits = st.dictionaries(
    st.sampled_from(IDS),
    st.fixed_dictionaries(
        {},
        optional={
            "task": words.map(lambda some: "Xây dựng " + " ".join(some)),
            "product": words.map(lambda some: "Báo cáo " + " ".join(some)),
            "lead": st.sampled_from(["Văn phòng", "Phòng Doanh nghiệp", "Ban Thanh tra nhân dân"]),
            "deadline": st.sampled_from(["Quý II/2020", "Tháng 9/2020", "Thường xuyên"]),
        },
    ),
    max_size=5,
)


@given(edits)
@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_edits_of_the_real_table_come_back_from_a_document_and_nothing_else_changes(
    tmp_path_factory: pytest.TempPathFactory, new: Mapping[str, Mapping[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("plan")
    shutil.copytree(REAL, folder, dirs_exist_ok=True)
    wanted = replace(PLAN, sections=tuple(
        replace(section, tasks=tuple(with_cells(task, new.get(task.id, {})) for task in section.tasks))
        for section in PLAN.sections
    ))  # fmt: skip

    found = again(PLAN, grasp(read_document("bang.tsv", tsv(wanted)), year=2020))
    done = edit_rows(folder, found.cells, found.inserted)

    expected = replace(wanted, sections=tuple(
        replace(section, tasks=tuple(
            replace(task, schedule="") if task.deadline != PLAN_ROWS[task.id].deadline else task for task in section.tasks
        ))
        for section in wanted.sections
    ))  # fmt: skip
    assert real_plan(folder).sections == expected.sections
    touched = {task.id for task in wanted.tasks() if task != PLAN_ROWS[task.id]}
    assert {line for line in done.before.split("\n") if line.lstrip().startswith("#")} <= set(done.after.split("\n"))
    assert len(set(done.before.split("\n")) - set(done.after.split("\n"))) <= 4 * len(touched)
    assert not edit_rows(folder, found.cells, found.inserted).is_changed
    assert not again(real_plan(folder), grasp(read_document("bang.tsv", tsv(wanted)), year=2020)).has_row_edits


PLAN_ROWS = {task.id: task for task in PLAN.tasks()}

TITLES = [
    "Rà soát thủ tục",
    "Báo cáo năm",
    "Tập huấn nghiệp vụ",
    "Công khai danh mục",
    "Kiểm tra công vụ",
    "Số hóa hồ sơ",
]
tables = st.lists(st.sampled_from(TITLES), min_size=1, max_size=6, unique=True)


def numbered(titles: list[str], leads: list[str]) -> Plan:
    rows = (row(f"I.{at}", title, lead=lead) for at, (title, lead) in enumerate(zip(titles, leads, strict=False), 1))
    return table(*rows)


@given(tables, tables, st.lists(st.sampled_from(["Văn phòng", "Thanh tra", ""]), min_size=6, max_size=6))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_rows_come_and_go_the_second_time_finds_nothing_to_edit(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], after: list[str], leads: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("plan")
    for name, text in plan_texts(numbered(before, leads[::-1]), ()).items():
        (folder / name).write_bytes(text.encode())
    document = read(numbered(after, leads), frozenset({"number", "task", "lead"}))

    found = again(real_plan(folder), document)
    edit_rows(folder, found.cells, found.inserted)

    held = real_plan(folder)
    assert not again(held, document).has_row_edits
    assert {task.task for task in held.tasks()} == {*after, *(each.task for each in found.removed)}
    assert all(task.lead == leads[after.index(task.task)] for task in held.tasks() if task.task in after)
