"""The content of a plan is fixed by fingerprints: every edit of it is found at its field, and nothing else is."""

from __future__ import annotations

import copy
import datetime as dt
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.baseline import Edit, edits
from cchc_cli.domain.content import LABELS, fingerprint, pieces, prints_of
from cchc_cli.domain.model import Amendment, Baseline, Correction, Plan
from cchc_cli.domain.refusal import Refused
from cchc_cli.store import build_baseline
from cchc_cli.store.baseline import write_baseline
from cchc_cli.store.diagnosis import diagnose
from cchc_cli.store.load import load
from cchc_cli.store.record import append
from cchc_cli.store.source import read_source
from cchc_cli.store.take import Troubles

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SIGNED = Baseline("07/KH-X", dt.date(2020, 1, 10), dt.date(2020, 1, 20))
CONTENT = ("plan.yaml", "appendix.yaml", "indicators.yaml")


def read(directory: Path) -> Plan:
    loaded = load(directory)
    assert loaded.plan is not None
    assert loaded.findings == ()
    return loaded.plan


def fixed(plan: Plan) -> Plan:
    """Return a plan whose content is fixed as it stands."""
    return replace(plan, baseline=replace(SIGNED, prints=prints_of(plan)))


REAL = fixed(read(ROOT / "plan" / "2020"))


def found(plan: Plan) -> list[tuple[str, str, str, str]]:
    return [(edit.kind, edit.group, edit.id, edit.field) for edit in edits(plan)]


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_file_says_what_was_signed_and_gives_each_field_a_mark(plan: Path) -> None:
    written = write_baseline(plan, read(plan), SIGNED)
    assert (written.file, written.before) == ("baseline.yaml", "")
    assert (plan / "baseline.yaml").read_text(encoding="utf-8") == written.after
    assert written.after == (
        "# Nội dung kế hoạch khi ký: mỗi ô một dấu gồm tám chữ. Sửa ô nào thì dấu của ô đó không còn khớp.\n"
        "# Tệp do “cchc baseline” ghi, không sửa tay. Đổi nội dung theo văn bản mới thì dùng “cchc amend”.\n"
        "document: 07/KH-X\n"
        "date: 2020-01-10\n"
        "recorded: 2020-01-20\n"
        "plan:\n"
        "  number: bjqhchdp\n"
        "  date: jmpntbdk\n"
        "  year: kfpdpxmm\n"
        "  place: fjxqxmkb\n"
        "  doc_type: grpvppcm\n"
        "  agency: dcrtmjrr\n"
        "  bases: ncxxmrnc\n"
        "  signatory: tvpqrcvr\n"
        "appendix:\n"
        "  columns: rnhtcmxp\n"
        "body:\n"
        "  KH.I: {title: bxhjgxng}\n"
        "  KH.I.a: {text: fdckdpfx}\n"
        "  KH.I.b: {text: dtxxcdhf}\n"
        "sections:\n"
        "  I: {title: hrjvjkng}\n"
        "tasks:\n"
        "  I.1: {task: nvqgkcjg, product: gfcfpkgg, lead: grfhjcpj, support: npgqftjd, deadline: pgtdhktf}\n"
        "  I.2: {task: ctnqrtgm, lead: npgqftjd, deadline: bvkcxcgj, indicator: xnqrkdjx}\n"
        "  I.3: {task: bfgbtbvf, lead: npgqftjd, deadline: xbrkrbxm}\n"
        "indicators:\n"
        "  dung-han: {name: qkhdvxbf, target: pdkrfkfx}\n"
    )
    assert found(read(plan)) == []


@pytest.mark.parametrize("document", ["no", "01/KH: a #b", "'\"{}", "Kế hoạch\nhai dòng", "-", "2020"])
def test_any_name_of_a_document_reads_back(plan: Path, document: str) -> None:
    write_baseline(plan, read(plan), replace(SIGNED, document=document))
    again = read(plan).baseline
    assert again is not None
    assert again.document == document


@pytest.mark.parametrize("row", ["1.1", "no", "2020", "ế.1", "null", "1e5"])
def test_any_id_of_a_row_reads_back(plan: Path, row: str) -> None:
    edited(plan / "appendix.yaml", "id: I.3", f"id: '{row}'")
    write_baseline(plan, read(plan), SIGNED)
    assert found(read(plan)) == []
    assert all(isinstance(key, str) for key in yaml.safe_load((plan / "baseline.yaml").read_text("utf-8"))["tasks"])


def test_content_fixed_already_is_fixed_again_only_on_request(plan: Path) -> None:
    write_baseline(plan, read(plan), SIGNED)
    raw = b"\xef\xbb\xbf" + (plan / "baseline.yaml").read_bytes().replace(b"\n", b"\r\n")
    (plan / "baseline.yaml").write_bytes(raw)
    edited(plan / "appendix.yaml", "deadline: Hàng tháng", "deadline: Hàng quý")
    with pytest.raises(Refused) as refused:
        write_baseline(plan, read(plan), SIGNED)
    assert refused.value.message == "Nội dung kế hoạch đã được chốt theo 07/KH-X ngày 10/01/2020."
    assert (plan / "baseline.yaml").read_bytes() == raw
    assert found(read(plan)) == [("changed", "tasks", "I.3", "deadline")]
    write_baseline(plan, read(plan), replace(SIGNED, document="08/KH-X"), again=True, dry_run=True)
    assert (plan / "baseline.yaml").read_bytes() == raw
    write_baseline(plan, read(plan), replace(SIGNED, document="08/KH-X"), again=True)
    assert found(read(plan)) == []
    new = (plan / "baseline.yaml").read_bytes()
    assert new.startswith(b"\xef\xbb\xbf# ")
    assert new.count(b"\n") == new.count(b"\r\n") == raw.count(b"\n")


def in_flow(text: str) -> str:
    data = yaml.load(text, Loader=yaml.BaseLoader)
    return yaml.dump(data, default_flow_style=True, allow_unicode=True, width=60, default_style='"', sort_keys=True)


def in_folded_lines(text: str) -> str:
    data = yaml.load(text, Loader=yaml.BaseLoader)
    return yaml.dump(data, allow_unicode=True, width=40, default_style="'", sort_keys=True)


@pytest.mark.parametrize(
    "shape",
    [
        in_flow,
        in_folded_lines,
        lambda text: "# ghi chú\n" + text.replace("\n", "   # ghi chú\n", 3).replace("\n", "\r\n"),
        lambda text: "\ufeff" + unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\n\n"),
    ],
    ids=["flow", "folded", "comments", "nfd", "spaced"],
)
def test_the_way_it_is_written_does_not_count(tmp_path: Path, shape: Callable[[str], str]) -> None:
    for name in ("plan.yaml", "appendix.yaml", "indicators.yaml", "units.yaml", "corrections.yaml"):
        text = (ROOT / "plan" / "2020" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_bytes(shape(text).encode())
    plan = load(tmp_path).plan
    assert plan is not None
    assert prints_of(plan) == prints_of(REAL)


def test_what_stands_beside_the_document_is_free(plan: Path) -> None:
    write_baseline(plan, read(plan), SIGNED)
    append(plan, "progress/I.3.yaml", lambda _: {"date": dt.date(2020, 3, 1), "result": "Đã làm"})
    edited(plan / "units.yaml", "- id: vp\n", "- id: vp\n  contact: {email: vp@x.vn}\n")
    edited(plan / "plan.yaml", "  to: UBND tỉnh", "  to: Sở Nội vụ")
    edited(plan / "appendix.yaml", "        implements: [KH.I.b]\n", "")
    edited(plan / "indicators.yaml", "every: quarter", "every: month")
    assert found(read(plan)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "edit"),
    [
        ("plan.yaml", "number: 07/KH-X", "number: 08/KH-X", ("changed", "plan", "", "number")),
        ("plan.yaml", "parent: UBND tỉnh", "parent: UBND", ("changed", "plan", "", "agency")),
        ("plan.yaml", "  - Căn cứ Luật số 1;", "  - Căn cứ Luật số 2;", ("changed", "plan", "", "bases")),
        ("plan.yaml", "name: Nguyễn Văn A", "name: Nguyễn Văn B", ("changed", "plan", "", "signatory")),
        ("plan.yaml", "place: Đồng Nai\n", "", ("changed", "plan", "", "place")),
        ("plan.yaml", "bases:", "closing: Hết.\nbases:", ("changed", "plan", "", "closing")),
        ("plan.yaml", "Công khai thủ tục.", "Công khai mọi thủ tục.", ("changed", "body", "KH.I.b", "text")),
        ("plan.yaml", "title: MỤC TIÊU", "title: Mục tiêu", ("changed", "body", "KH.I", "title")),
        ("plan.yaml", "id: KH.I.b", "id: KH.I.c", ("renamed", "body", "KH.I.c", "")),
        ("appendix.yaml", "[STT, Nhiệm vụ]", "[STT, Việc]", ("changed", "appendix", "", "columns")),
        ("appendix.yaml", "title: Cải cách", "title: Sửa", ("changed", "sections", "I", "title")),
        ("appendix.yaml", "task: Rà soát", "task: Xem", ("changed", "tasks", "I.1", "task")),
        ("appendix.yaml", "        support: Phòng Một\n", "", ("changed", "tasks", "I.1", "support")),
        ("appendix.yaml", "task: Rà soát", "number: '2'\n        task: Rà soát", ("changed", "tasks", "I.1", "number")),
        ("appendix.yaml", "task: Rà soát", "extra: {Vốn: 5}\n        task: Rà soát", ("changed", "tasks", "I.1", "extra")),
        ("appendix.yaml", "Hàng tháng", "Hàng tháng\n        schedule: Hàng quý", ("changed", "tasks", "I.3", "schedule")),
        ("indicators.yaml", "'>= 95 %'", "'>= 90 %'", ("changed", "indicators", "dung-han", "target")),
        ("indicators.yaml", "  name: Tỷ lệ", "  name: Số", ("changed", "indicators", "dung-han", "name")),
    ],
)  # fmt: skip
def test_an_edit_is_found_at_its_field(
    plan: Path, file: str, old: str, new: str, edit: tuple[str, str, str, str]
) -> None:
    write_baseline(plan, read(plan), SIGNED)
    edited(plan / file, old, new)
    after = load(plan).plan
    assert after is not None
    assert found(after) == [edit]
    assert edits(after)[0].place.file == file


TEXT = st.text(alphabet="abcđế ớ#:-", min_size=1, max_size=12).map(str.strip).filter(bool)


@st.composite
def edits_of_cells(draw: st.DrawFn) -> tuple[Plan, set[tuple[str, str, str, str]]]:
    """Return a plan some of whose cells say something else than its baseline, and which."""
    plan, expected = REAL, set()
    tasks = {task.id: task for task in plan.tasks()}
    for task_id in draw(st.lists(st.sampled_from(sorted(tasks)), max_size=4, unique=True)):
        field = draw(st.sampled_from(["task", "product", "lead", "support", "deadline", "leader", "notes"]))
        text = draw(TEXT if field == "task" else TEXT | st.just(""))
        if text.split() != getattr(tasks[task_id], field).split():
            expected.add(("changed", "tasks", task_id, field))
            tasks[task_id] = replace(tasks[task_id], **{field: text})  # type: ignore[arg-type]
    sections = tuple(
        replace(section, tasks=tuple(tasks[task.id] for task in section.tasks)) for section in plan.sections
    )
    subject = draw(st.just(plan.subject) | TEXT)
    if subject.split() != plan.subject.split():
        expected.add(("changed", "plan", "", "subject"))
    return replace(plan, sections=sections, subject=subject), expected


@given(edits_of_cells())
@settings(deadline=None, max_examples=100)
def test_exactly_the_cells_edited_are_found(case: tuple[Plan, set[tuple[str, str, str, str]]]) -> None:
    plan, expected = case
    assert set(found(plan)) == expected
    assert len(found(plan)) == len(expected)


@given(st.permutations(range(6)), st.sets(st.integers(0, 5)))
def test_the_fewest_rows_are_said_to_have_moved(order: list[int], gone: set[int]) -> None:
    section = next(section for section in REAL.sections if len(section.tasks) >= 6)
    first = replace(section, tasks=section.tasks[:6])
    signed = fixed(replace(REAL, sections=(first,)))
    rows = tuple(first.tasks[at] for at in order if at not in gone)
    said = found(replace(signed, sections=(replace(first, tasks=rows),)))
    moved = {row for kind, _, row, _ in said if kind == "moved"}
    assert {row for kind, _, row, _ in said if kind == "removed"} == {first.tasks[at].id for at in gone}
    stay = [row.id for row in rows if row.id not in moved]
    assert stay == [row.id for row in first.tasks if row.id in stay]
    assert len(moved) <= max(len(rows) - 1, 0)


def test_rows_that_go_come_or_go_elsewhere_are_found() -> None:
    first, second, *others = REAL.sections
    row = first.tasks[0]
    away = replace(first, tasks=first.tasks[1:])
    assert found(replace(REAL, sections=(away, second, *others))) == [("removed", "tasks", row.id, "")]
    there = replace(second, tasks=(*second.tasks, replace(row, section=second.id)))
    assert found(replace(REAL, sections=(away, there, *others))) == [("changed", "tasks", row.id, "section")]
    new = replace(row, id="I.9", task="Việc mới")
    more = replace(first, tasks=(*first.tasks, new))
    assert found(replace(REAL, sections=(more, second, *others))) == [("added", "tasks", "I.9", "")]
    other = replace(first, tasks=(replace(row, id="I.9", lead="Ai"), *first.tasks[1:]))
    assert found(replace(REAL, sections=(other, second, *others))) == [
        ("renamed", "tasks", "I.9", ""),
        ("changed", "tasks", "I.9", "lead"),
    ]


def test_a_cell_taken_over_from_the_row_above_is_found_once(plan: Path) -> None:
    rows = "        tasks: [{id: I.3.a, task: Việc a}, {id: I.3.b, task: Việc b, deadline: Quý IV}]\n"
    appendix = plan / "appendix.yaml"
    appendix.write_text(appendix.read_text(encoding="utf-8") + rows, encoding="utf-8")
    write_baseline(plan, read(plan), SIGNED)
    edited(appendix, "deadline: Hàng tháng", "deadline: Hàng quý")
    assert found(read(plan)) == [("changed", "tasks", "I.3", "deadline")]
    edited(appendix, "deadline: Quý IV", "deadline: Quý II")
    assert found(read(plan))[1:] == [("changed", "tasks", "I.3.b", "deadline")]


def with_cell(plan: Plan, task_id: str, **cells: str) -> Plan:
    def within(section: Any) -> Any:
        tasks = tuple(replace(task, **cells) if task.id == task_id else task for task in section.tasks)
        return replace(section, tasks=tasks)

    return replace(plan, sections=tuple(within(section) for section in plan.sections))


def amended(old: str, new: str, *, day: int = 1, field: str = "deadline") -> Amendment:
    return Amendment(dt.date(2020, 5, day), "15/QĐ", task="II.5", field=field, old=old, new=new)


def test_an_amendment_explains_an_edit_only_from_the_words_signed_to_the_words_there() -> None:
    plan = with_cell(REAL, "II.5", deadline="Quý III/2020")
    edit = ("changed", "tasks", "II.5", "deadline")
    first, second = amended("Quý I/2020", "Quý II/2020"), amended("Quý II/2020", "Quý III/2020", day=9)
    assert found(replace(plan, amendments=(amended("Quý I/2020", "Quý III/2020"),))) == []
    assert found(replace(plan, amendments=(second, first))) == []
    assert found(replace(plan, amendments=(first,))) == [edit]
    assert found(replace(plan, amendments=(second,))) == [edit]
    assert found(replace(plan, amendments=(amended("Quý I/2020", "Quý III/2020", field="lead"),))) == [edit]
    (said,) = edits(replace(plan, amendments=(first,)))
    assert (said.label, said.now, said.signed) == ("Thời gian hoàn thành", "Quý III/2020", "Quý I/2020")


def test_amendments_change_nothing_of_what_was_signed() -> None:
    assert found(replace(REAL, amendments=(amended("Quý I/2020", "Quý II/2020"),))) == []


@pytest.mark.parametrize(
    ("corrections", "explained"),
    [
        ([Correction("II.5.deadline", "Quý I/2020", "Quý II/2020")], True),
        ([Correction("II.5.deadline", "I/2020", "II/2020")], True),
        ([Correction("II.5.deadline", "Quý", "Quy"), Correction("II.5.deadline", "I/2020", "II/2020")], True),
        ([Correction("II.5.deadline", "III/2020", "II/2020")], False),
        ([Correction("II.5.task", "I/2020", "II/2020")], False),
        ([Correction("II.6.deadline", "I/2020", "II/2020")], False),
    ],
)
def test_a_correction_explains_an_edit_when_the_scanned_words_give_what_was_signed(
    corrections: list[Correction], explained: bool
) -> None:
    plan = with_cell(REAL, "II.5", deadline="Quý II/2020")
    wrong = replace(plan, corrections=(*REAL.corrections, *corrections))
    assert (found(wrong) == []) == explained


def test_corrections_of_the_text_and_of_the_head_explain_edits(plan: Path) -> None:
    write_baseline(plan, read(plan), SIGNED)
    edited(plan / "plan.yaml", "Công khai thủ tục.", "Công khai thủ tục!")
    edited(plan / "plan.yaml", "number: 07/KH-X", "number: 07/KH-Y")
    assert len(found(read(plan))) == 2
    with (plan / "corrections.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "- {where: KH.I.b, scanned: tục., corrected: tục!}\n- {where: number, scanned: KH-X, corrected: KH-Y}\n"
        )
    assert found(read(plan)) == []


def test_a_plan_without_a_baseline_has_no_edits() -> None:
    assert edits(replace(REAL, baseline=None)) == ()


def test_every_piece_of_the_real_plan_has_fields_and_a_place() -> None:
    for piece in pieces(REAL):
        assert piece.fields
        assert set(piece.fields) <= set(LABELS[piece.group])
        assert piece.place.file in CONTENT


@given(st.text(), st.text())
def test_a_fingerprint_is_the_same_for_the_same_words_alone(one: str, other: str) -> None:
    def same(text: str) -> list[str]:
        return unicodedata.normalize("NFC", text).split()

    assert (fingerprint(one) == fingerprint(other)) == (same(one) == same(other))
    assert fingerprint(f"  {one}\n") == fingerprint(one)
    assert len(fingerprint(one)) == 8
    assert set(fingerprint(one)) <= set("bcdfghjkmnpqrtvx")


START = {
    "document": "07/KH-X",
    "date": "2020-01-10",
    "recorded": "2020-01-11",
    "plan": {"number": "bjqhchdp", "place": None},
    "appendix": None,
    "body": {"KH.I": {"title": "bxhjgxng"}, "KH.II": None},
    "tasks": {"I.1": {"task": "nvqgkcjg"}},
}
SCALARS = st.none() | st.sampled_from(
    ["", "bcdfghjk", " bcdfghjk ", "bcdfghja", "BCDFGHJK", "x", "2020-01-10", "30/2/2020"]
)
KEYS = st.sampled_from(
    ["document", "date", "recorded", "plan", "body", "tasks", "I.1", "a b", "", "title", "task", "con", "note", "x"]
)
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)


@given(
    st.dictionaries(KEYS, DATA, max_size=3), st.sets(KEYS, max_size=2), st.sampled_from(["", "plan", "body", "tasks"])
)
@settings(deadline=None, max_examples=400)
def test_the_builder_and_the_form_agree(more: dict[str, Any], less: set[str], into: str) -> None:
    data: Any = copy.deepcopy(START)
    holder = data[into] if into else data
    holder.update(more)
    for key in less:
        holder.pop(key, None)
    troubles = Troubles()
    built = build_baseline.baseline(copy.deepcopy(data), "baseline.yaml", troubles)
    assert troubles.found == bool(diagnose("baseline.yaml", data)), data
    assert built is not None or troubles.lost


@given(DATA)
def test_they_agree_on_data_that_is_no_baseline(data: Any) -> None:
    troubles = Troubles()
    assert build_baseline.baseline(data, "baseline.yaml", troubles) is None or isinstance(data, dict)
    assert troubles.found == bool(diagnose("baseline.yaml", data)), data


def test_an_edit_names_its_field_as_people_do() -> None:
    place = next(iter(pieces(REAL))).place
    assert Edit("changed", "tasks", "II.5", place, "support").label == "Đơn vị phối hợp"
    assert read_source("baseline.yaml", b"").data is None
