"""A plan written to files reads back as the same plan, and looks as if a person had written it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.model import Agency, Indicator, Node, Plan, Section, Task
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.target import Target
from cchc_cli.domain.text import nfc
from cchc_cli.domain.units import Register, Unit
from cchc_cli.store.load import load
from cchc_cli.store.plan_text import plan_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

REAL = Path(__file__).parents[2] / "plan" / "2020"
SMALL = Plan("01/KH", dt.date(2026, 1, 5), 2026, Agency("Sở Nội vụ"), register=Register(()))

words = (
    st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=30)
    | st.sampled_from(["no", "12:30", "0123", "a: b", "# x", "[x]", "'", '"', "- a", "x #y", "a\nb", "|", "~", "null", "=",
                       "a\n\n  b", "&a", "*b", "!c", "%d", "a:", "1.", "2020-01-01", "\\n", "a\x85b", "x\u2028y"])
).map(lambda text: nfc(text.strip()))  # fmt: skip
needed = words.filter(bool)


def read_back(tmp_path: Path, texts: Mapping[str, str]) -> Plan:
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    loaded = load(tmp_path)
    assert not loaded.findings
    assert loaded.plan is not None
    return loaded.plan


@st.composite
def sections(draw: st.DrawFn, depth: int = 1, above: str = "I", area: str = "") -> Section:
    own = draw(st.sampled_from(["the_che", "tthc"])) if not area or draw(st.booleans()) else area
    tasks = tuple(
        Task(
            f"{above}.{at}", above, own, draw(needed), number=draw(words), product=draw(words), lead=draw(words),
            support=draw(words), deadline=draw(words), schedule=draw(words), leader=draw(words), budget=draw(words),
            notes=draw(words), weight=draw(st.none() | st.integers(1, 9).map(Decimal)),
            extra=tuple(draw(st.dictionaries(needed.filter(lambda key: "\0" not in key), words, max_size=2)).items()),
            implements=tuple(draw(st.lists(needed, max_size=2))),
            indicator=draw(st.sampled_from(["", "dung-han"])),
        )
        for at in range(1, draw(st.integers(1, 3)))
    )  # fmt: skip
    group = Task(f"{above}.9", above, own, draw(needed), lead=draw(words), deadline=draw(words))
    sub = Task(f"{above}.9.a", above, own, draw(needed), lead=group.lead or draw(words), deadline=group.deadline,
               parent=group.id)  # fmt: skip
    has_group = draw(st.booleans())
    inner = (draw(sections(depth - 1, f"{above}.A", own)),) if depth and draw(st.booleans()) else ()
    return Section(
        above, draw(needed), own, (*tasks, sub) if has_group else tasks, inner, (group,) if has_group else ()
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    some = st.lists(needed, max_size=2).map(tuple)
    return Plan(
        draw(needed), draw(st.dates()), draw(st.integers(1900, 2999)),
        Agency(draw(needed), draw(words), draw(words), draw(words)),
        place=draw(words), doc_type=draw(needed), subject=draw(words), bases=draw(some), preamble=draw(some),
        body=(Node("KH.I", draw(words), draw(words), draw(words), (Node("KH.I.1", "", draw(words)),)),),
        closing=draw(some), recipients=draw(some), signatory=(draw(words), draw(words)),
        appendix_title=draw(words), appendix_note=draw(words), columns=draw(some), sections=(draw(sections()),),
        indicators=(Indicator("dung-han", draw(needed), Target(">=", Decimal("95.125"), "%"), draw(words), draw(some)),),
        register=Register((Unit("vp", draw(needed), draw(some), draw(some), draw(st.booleans())),)),
    )  # fmt: skip


@given(plans())
@settings(deadline=None, max_examples=25)
def test_any_plan_reads_back_from_its_files_as_it_is(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> None:
    texts = plan_texts(plan, plan.register.units)

    assert read_back(tmp_path_factory.mktemp("plan"), texts) == plan


def test_the_real_plan_is_written_as_the_people_who_typed_it_did() -> None:
    plan = load(REAL).plan
    assert plan is not None

    texts = plan_texts(plan, plan.register.units)

    for name in ("plan.yaml", "appendix.yaml"):
        assert without_comments(texts[name]) == without_comments((REAL / name).read_text(encoding="utf-8"))


def without_comments(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.strip().startswith("#")).strip()


def test_what_is_to_be_filled_in_is_marked_and_has_a_stand_in() -> None:
    task = Task("I.1", "I", "tthc", "Rà soát")
    plan = replace(SMALL, number="", agency=Agency(""), sections=(Section("I", "Cải cách", "tthc", (task,)),))

    texts = plan_texts(
        plan, (), to_fill={"number", "date", "agency.name", "I.1.deadline"}, remarks={"I.1.deadline": "năm 2025: Quý I"}
    )

    assert "number: …/KH-…  # ĐIỀN\ndate: 2026-01-05  # ĐIỀN\n" in texts["plan.yaml"]
    assert "  name: Tên cơ quan  # ĐIỀN\n" in texts["plan.yaml"]
    assert "        task: Rà soát\n        deadline:  # ĐIỀN: năm 2025: Quý I\n" in texts["appendix.yaml"]


def test_rows_and_headings_without_words_get_a_marked_stand_in() -> None:
    plan = replace(SMALL, sections=(Section("I", "", "tthc", (Task("I.1", "I", "tthc", ""),)),))

    text = plan_texts(plan, ())["appendix.yaml"]

    assert "title: (chưa có nội dung)  # ĐIỀN\n" in text
    assert "task: (chưa có nội dung)  # ĐIỀN\n" in text


def test_a_sub_row_is_written_without_the_cells_of_its_group() -> None:
    group = Task("I.1", "I", "tthc", "Nhóm việc", lead="Văn phòng", deadline="Quý I")
    rows = (
        Task("I.1.a", "I", "tthc", "Việc một", lead="Văn phòng", deadline="Quý I", parent="I.1"),
        Task("I.1.b", "I", "tthc", "Việc hai", lead="Thanh tra", deadline="Quý I", parent="I.1"),
    )
    plan = replace(SMALL, sections=(Section("I", "Cải cách", "tthc", rows, (), (group,)),))

    text = plan_texts(plan, ())["appendix.yaml"]

    assert text.endswith(
        """
      - id: I.1
        task: Nhóm việc
        lead: Văn phòng
        deadline: Quý I
        tasks:
          - id: I.1.a
            task: Việc một
          - id: I.1.b
            task: Việc hai
            lead: Thanh tra
"""
    )


def test_texts_are_written_as_a_reader_takes_them(tmp_path: Path) -> None:
    plan = replace(SMALL, subject="  Ca\u0309i ca\u0301ch ")

    assert read_back(tmp_path, plan_texts(plan, ())).subject == "Cải cách"


@pytest.mark.parametrize("task_id", ["I/1", "", "CON", "a" * 65])
def test_an_id_that_can_name_no_file_is_refused(task_id: str) -> None:
    plan = replace(SMALL, sections=(Section("I", "Cải cách", "tthc", (Task(task_id, "I", "tthc", "Rà soát"),)),))

    with pytest.raises(Refused, match="Chưa lập: "):
        plan_texts(plan, ())


def test_half_of_a_character_is_refused() -> None:
    with pytest.raises(Refused, match="Chưa lập: "):
        plan_texts(replace(SMALL, subject="x\ud800"), ())
