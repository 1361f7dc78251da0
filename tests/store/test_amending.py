"""What later documents change is appended with the words in force; before their day the plan reads as before."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.check import check
from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.baseline import edits
from cchc_cli.domain.content import prints_of
from cchc_cli.domain.model import Baseline, Moment, Plan
from cchc_cli.domain.refusal import Refused
from cchc_cli.store.amending import Amended, Decision, NewRow, NewWords, add_row, amend_cell, remove_row
from cchc_cli.store.load import load

TODAY = dt.date(2020, 12, 1)
DAY = dt.date(2020, 6, 1)
DECISION = Decision("15/QĐ-X", DAY, TODAY)


def read(directory: Path) -> Plan:
    loaded = load(directory)
    assert loaded.plan is not None
    assert [*loaded.findings, *check(loaded.plan, loaded.incomplete)] == []
    return loaded.plan


def cell(directory: Path, task: str, field: str, day: dt.date) -> str:
    found = plan_at(read(directory), Moment(day)).task(task)
    assert found is not None
    return str(getattr(found, field))


def amend(directory: Path, task: str, field: str, to: str, decision: Decision = DECISION) -> Amended:
    return amend_cell(directory, read(directory), NewWords(task, field, to), decision)


def without_ids(text: str) -> str:
    return re.sub(r"id: [a-z][2-9][a-z2-9]{3}\n", "id: ID\n", text)


def test_an_entry_is_appended_with_the_words_in_force_on_the_day(plan: Path) -> None:
    old = (plan / "amendments.yaml").read_bytes()
    done = amend(plan, "I.1", "deadline", " Quý III/2020 ", replace(DECISION, reason="Chờ văn bản của tỉnh"))
    new = (plan / "amendments.yaml").read_bytes()
    assert new.startswith(old)
    assert without_ids(new[len(old) :].decode()) == (
        "- date: 2020-06-01\n"
        "  recorded: 2020-12-01\n"
        "  id: ID\n"
        "  document: 15/QĐ-X\n"
        "  task: I.1\n"
        "  field: deadline\n"
        "  from: Quý II/2020\n"
        "  to: Quý III/2020\n"
        "  reason: Chờ văn bản của tỉnh\n"
    )
    assert done.amendment.id == done.appended.entry_id
    assert (done.amendment.old, done.amendment.new) == ("Quý II/2020", "Quý III/2020")
    assert done.after == read(plan)


def test_before_its_day_the_plan_reads_as_before(plan: Path) -> None:
    amend(plan, "I.1", "lead", "Phòng Một")
    assert cell(plan, "I.1", "lead", DAY - dt.timedelta(1)) == "Văn phòng"
    assert cell(plan, "I.1", "lead", DAY) == "Phòng Một"
    amend(plan, "I.1", "lead", "Văn phòng, Phòng Một", replace(DECISION, date=dt.date(2020, 7, 1)))
    assert cell(plan, "I.1", "lead", dt.date(2020, 6, 30)) == "Phòng Một"
    assert cell(plan, "I.1", "lead", dt.date(2020, 7, 1)) == "Văn phòng, Phòng Một"
    assert [item.old for item in read(plan).amendments if item.field == "lead"] == ["Văn phòng", "Phòng Một"]


def test_a_file_is_made_where_there_is_none_and_a_cell_can_be_filled_or_emptied(plan: Path) -> None:
    (plan / "amendments.yaml").unlink()
    amend(plan, "I.3", "product", "Bản tin")
    amend(plan, "I.3", "product", "", replace(DECISION, date=dt.date(2020, 7, 1)))
    assert without_ids((plan / "amendments.yaml").read_text(encoding="utf-8")) == (
        "- date: 2020-06-01\n  recorded: 2020-12-01\n  id: ID\n  document: 15/QĐ-X\n"
        "  task: I.3\n  field: product\n  from: ''\n  to: Bản tin\n"
        "- date: 2020-07-01\n  recorded: 2020-12-01\n  id: ID\n  document: 15/QĐ-X\n"
        "  task: I.3\n  field: product\n  from: Bản tin\n  to: ''\n"
    )
    assert [cell(plan, "I.3", "product", dt.date(2020, month, 15)) for month in (5, 6, 7)] == ["", "Bản tin", ""]


def test_a_row_comes_into_the_plan_from_the_day_of_the_decision(plan: Path) -> None:
    cells = {"task": "Khảo sát", "lead": "Phòng 1", "deadline": "Quý IV/2020", "product": " "}
    done = add_row(plan, read(plan), NewRow(cells, after="i.1"), DECISION)
    assert without_ids(done.appended.after.removeprefix(done.appended.before)) == (
        "- date: 2020-06-01\n"
        "  recorded: 2020-12-01\n"
        "  id: ID\n"
        "  document: 15/QĐ-X\n"
        "  added:\n"
        "    id: I.4\n"
        "    section: I\n"
        "    after: I.1\n"
        "    task: Khảo sát\n"
        "    lead: Phòng 1\n"
        "    deadline: Quý IV/2020\n"
    )
    before, after = (
        [task.id for task in plan_at(read(plan), Moment(day)).tasks()] for day in (DAY - dt.timedelta(1), DAY)
    )
    assert (before, after) == (["I.1", "I.2", "I.3"], ["I.1", "I.4", "I.2", "I.3"])
    again = add_row(plan, read(plan), NewRow({"task": "Việc khác"}, section="i"), DECISION)
    assert again.amendment.added is not None
    assert (again.amendment.added.id, again.amendment.added.area) == ("I.5", "tthc")
    named = add_row(plan, read(plan), NewRow({"task": "Việc nữa"}, section="I", id="I.3b"), DECISION)
    assert named.amendment.added is not None
    assert [task.id for task in plan_at(read(plan), Moment(DAY)).tasks()] == ["I.1", "I.4", "I.2", "I.3", "I.5", "I.3b"]


def test_an_added_row_can_be_amended_and_taken_out_again(plan: Path) -> None:
    add_row(plan, read(plan), NewRow({"task": "Khảo sát", "deadline": "Quý IV"}, section="I"), DECISION)
    with pytest.raises(Refused) as refused:
        amend(plan, "I.4", "deadline", "Quý III", replace(DECISION, date=dt.date(2020, 5, 1)))
    assert refused.value.message == "Nhiệm vụ I.4 chỉ có từ ngày 01/06/2020 (15/QĐ-X)."
    with pytest.raises(Refused) as refused:
        add_row(plan, read(plan), NewRow({"task": "a"}, after="I.4"), replace(DECISION, date=dt.date(2020, 5, 1)))
    assert refused.value.message == "Nhiệm vụ I.4 chỉ có từ ngày 01/06/2020 (15/QĐ-X)."
    amend(plan, "I.4", "deadline", "Quý III", replace(DECISION, date=dt.date(2020, 6, 2)))
    assert cell(plan, "I.4", "deadline", dt.date(2020, 6, 2)) == "Quý III"
    remove_row(plan, read(plan), "I.4", replace(DECISION, date=dt.date(2020, 8, 3)))
    task = plan_at(read(plan), Moment(dt.date(2020, 8, 3))).task("I.4")
    assert task is not None
    assert task.removed == "15/QĐ-X"


def test_a_row_taken_out_stays_with_the_document_that_removed_it(plan: Path) -> None:
    done = remove_row(plan, read(plan), "I.3", DECISION)
    assert done.appended.after.endswith("  document: 15/QĐ-X\n  removed: I.3\n")
    for task_id, word in (("I.3", "amend"), ("I.3", "remove")):
        with pytest.raises(Refused) as refused:
            amend(plan, task_id, "lead", "Văn phòng") if word == "amend" else remove_row(
                plan, read(plan), task_id, DECISION
            )
        assert refused.value.message == "Nhiệm vụ I.3 đã đưa ra khỏi kế hoạch theo 15/QĐ-X."


def test_a_dry_run_shows_the_entry_and_writes_nothing(plan: Path) -> None:
    old = (plan / "amendments.yaml").read_bytes()
    done = amend(plan, "I.1", "lead", "Phòng Một", replace(DECISION, dry_run=True))
    assert (plan / "amendments.yaml").read_bytes() == old
    assert done.appended.after.endswith("  to: Phòng Một\n")
    assert (len(done.before.amendments), len(done.after.amendments)) == (1, 2)


@pytest.mark.parametrize(
    ("task", "field", "to", "decision", "message"),
    [
        ("I.9", "deadline", "Quý IV", {}, "Không có nhiệm vụ “I.9” trong kế hoạch 07/KH-X."),
        ("I.1", "han", "Quý IV", {}, "Không có cột “han”."),
        ("I.1", "deadline", " Quý  II/2020", {}, "Thời gian hoàn thành của I.1 đang ghi đúng như vậy: “Quý II/2020”."),
        ("I.1", "task", " ", {}, "Nội dung nhiệm vụ không để trống được."),
        ("I.1", "deadline", "Quý X/2020", {}, "Chưa đọc được thời hạn “Quý X/2020”. Chưa hiểu các chữ “Quý X/2020”"),
        ("I.1", "deadline", "31/11/2020", {}, "Chưa đọc được thời hạn “31/11/2020”. Lịch không có ngày"),
        ("I.1", "schedule", "sớm", {}, "Chưa đọc được thời hạn “sớm”."),
        ("I.1", "lead", "Phòng Hai", {}, "Không có đơn vị “Phòng Hai” trong units.yaml."),
        ("I.1", "support", "Phòng Một, Phòng Ma", {}, "Không có đơn vị “Phòng Ma” trong units.yaml."),
        ("I.1", "deadline", "Quý IV", {"date": dt.date(2020, 1, 9)}, "Ngày 09/01/2020 trước ngày ban hành kế hoạch (10/01/2020)."),
        ("I.1", "deadline", "Quý IV", {"date": dt.date(2020, 12, 2)}, "Ngày 02/12/2020 chưa tới."),
        ("I.1", "deadline", "Quý IV", {"date": dt.date(2020, 5, 3)}, "Thời gian hoàn thành của I.1 đã có điều chỉnh sau ngày này: 12/QĐ-X ngày 04/05/2020."),
        ("I.1", "deadline", "Quý IV", {"document": "  "}, "Chưa có số văn bản điều chỉnh."),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    plan: Path, task: str, field: str, to: str, decision: dict[str, object], message: str
) -> None:
    old = (plan / "amendments.yaml").read_bytes()
    with pytest.raises(Refused) as refused:
        amend(plan, task, field, to, replace(DECISION, **decision))  # type: ignore[arg-type]
    assert refused.value.message.startswith(message)
    assert (plan / "amendments.yaml").read_bytes() == old


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (NewRow({"lead": "Văn phòng"}, section="I"), "Chưa có nội dung nhiệm vụ cần bổ sung."),
        (NewRow({"task": "a"}), "Chưa nói bổ sung vào mục nào."),
        (NewRow({"task": "a"}, section="V"), "Phụ lục không có mục “V”."),
        (NewRow({"task": "a"}, section="I", after="I.8"), "Không có nhiệm vụ “I.8” trong kế hoạch 07/KH-X."),
        (NewRow({"task": "a"}, section="I", id="i.3"), "Mã “i.3” đã dùng."),
        (NewRow({"task": "a"}, section="I", id="../a"), "“../a” không dùng làm mã được."),
        (NewRow({"task": "a", "lead": "Phòng Ma"}, section="I"), "Không có đơn vị “Phòng Ma” trong units.yaml."),
        (NewRow({"task": "a", "deadline": "sớm"}, section="I"), "Chưa đọc được thời hạn “sớm”."),
    ],
)
def test_a_row_that_cannot_be_added_is_refused(plan: Path, row: NewRow, message: str) -> None:
    old = (plan / "amendments.yaml").read_bytes()
    with pytest.raises(Refused) as refused:
        add_row(plan, read(plan), row, DECISION)
    assert refused.value.message.startswith(message)
    assert (plan / "amendments.yaml").read_bytes() == old


def test_a_person_who_is_sure_can_record_what_the_program_doubts(plan: Path) -> None:
    sure = replace(DECISION, force=True)
    amend_cell(plan, read(plan), NewWords("I.3", "deadline", "Khi thuận tiện"), sure)
    loaded = load(plan)
    assert loaded.plan is not None
    amend_cell(plan, loaded.plan, NewWords("I.3", "lead", "Phòng Ma"), sure)
    loaded = load(plan)
    assert loaded.plan is not None
    assert [item.new for item in loaded.plan.amendments[1:]] == ["Khi thuận tiện", "Phòng Ma"]


def test_a_file_with_faults_takes_no_amendment(plan: Path) -> None:
    held = read(plan)
    (plan / "amendments.yaml").write_text("- date: 2020-05-04\n  document: x\n  task: I.1\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        amend_cell(plan, held, NewWords("I.1", "lead", "Phòng Một"), DECISION)
    assert refused.value.message == "Chưa ghi vào amendments.yaml: tệp đang có lỗi."


def test_a_cell_edited_since_it_was_signed_is_put_back_first(plan: Path) -> None:
    held = read(plan)
    signed = replace(held, baseline=Baseline("07/KH-X", held.date, prints=prints_of(held)))
    section = signed.sections[0]
    rows = (*section.tasks[:2], replace(section.tasks[2], deadline="Hàng quý"))
    wrong = replace(signed, sections=(replace(section, tasks=rows),))
    with pytest.raises(Refused) as refused:
        amend_cell(plan, wrong, NewWords("I.3", "deadline", "Hàng tuần"), DECISION)
    assert refused.value.message == "Thời gian hoàn thành của I.3 trong appendix.yaml không còn như khi ký."
    done = amend_cell(plan, signed, NewWords("I.3", "deadline", "Hàng quý"), DECISION)
    assert edits(done.after) == ()


DAYS = st.dates(dt.date(2020, 1, 10), dt.date(2020, 11, 30))
WORDS = st.sampled_from(["Bản tin", "Báo cáo: số 5", "no", "2020", "# x", "a\nb", "“Tờ rơi”", "- x", "~", "'"])


@given(st.lists(st.tuples(DAYS, st.sampled_from(["I.1", "I.3"]), WORDS), max_size=5))
@settings(deadline=None, max_examples=25)
def test_each_day_reads_by_the_last_decision_up_to_it(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[dt.date, str, str]]
) -> None:
    plan = tmp_path_factory.mktemp("plan") / "plan"
    shutil.copytree(Path(__file__).parent.parent / "bad" / "good", plan)
    taken: list[tuple[dt.date, str, str]] = []
    for day, task, words in said:
        try:
            amend(plan, task, "notes", words, replace(DECISION, date=day))
        except Refused:
            continue
        taken.append((day, task, words))
    for day in {day + dt.timedelta(step) for day, _, _ in said for step in (-1, 0)}:
        for task in ("I.1", "I.3"):
            decided = [words for on, row, words in taken if row == task and on <= day]
            assert cell(plan, task, "notes", day) == (decided[-1] if decided else "")
