"""Exports as JSON and YAML are read back as tables; anything else is refused in a sentence."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.model import Agency, Moment, Plan, Section, Task
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.standing import standings
from cchc_cli.domain.units import Register, Unit
from cchc_cli.exchange.pages import Line, Table
from cchc_cli.exchange.reading.own_rows import read_own_rows
from cchc_cli.exchange.rows import Export, contract, export_of
from cchc_cli.exchange.yaml_document import yaml_document
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load

ROOT = Path(__file__).parents[2]
MOMENT = Moment(dt.date(2020, 6, 30))


def exported(plan: Plan) -> Export:
    return export_of(plan_at(plan, MOMENT), standings(plan, MOMENT, VietnamCalendar()), MOMENT)


def small_plan(**fields: Any) -> Plan:
    task = Task("I.1", "I", "the_che", "Rà soát văn bản", lead="Văn phòng", deadline="Quý I/2020", **fields)
    return Plan(
        number="02/KH-ABC",
        date=dt.date(2020, 1, 14),
        year=2020,
        agency=Agency("Ban ABC"),
        sections=(Section("I", "Cải cách thể chế", "the_che", (task,)),),
        register=Register((Unit("vp", "Văn phòng"),)),
    )


def table(plan: Plan, kind: str) -> list[list[str]]:
    data = contract(exported(plan))
    text = json.dumps(data, ensure_ascii=False) if kind == "json" else yaml_document(data)
    document = read_own_rows(f"a.{kind}", text.encode())
    assert document.kind == kind
    (only,) = (block for block in document.blocks if isinstance(block, Table))
    return [[cell.text for cell in row.cells] for row in only.rows]


@pytest.mark.parametrize("kind", ["json", "yaml"])
def test_an_export_comes_back_as_the_plans_own_columns(kind: str) -> None:
    plan = small_plan(notes="Họp\nhằng tuần", extra=(("Nguồn lực", "=1+1"),), implements=("KH.I", "KH.II"))
    assert table(plan, kind) == [
        ["Phần", "Tên phần", "Mã", "STT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp",
         "Thời gian hoàn thành", "Ghi chú", "Nơi nêu trong kế hoạch", "Nguồn lực"],
        ["I", "Cải cách thể chế", "I.1", "1", "Rà soát văn bản", "", "Văn phòng", "", "Quý I/2020",
         "Họp\nhằng tuần", "KH.I; KH.II", "=1+1"],
    ]  # fmt: skip


def test_json_and_yaml_of_the_real_plan_hold_the_same_rows() -> None:
    plan = load(ROOT / "plan" / "2020").plan
    assert plan is not None
    rows = table(plan, "json")
    assert rows == table(plan, "yaml")
    assert len(rows) == 37
    by_id = {row[2]: row for row in rows}
    assert by_id["II.1"][3] == "1."
    for task in plan.tasks():
        assert by_id[task.id][4:9] == [task.task, task.product, task.lead, task.support, task.deadline]


def test_the_plan_is_named_above_the_table() -> None:
    text = json.dumps(contract(exported(small_plan())))
    first = read_own_rows("a.json", text.encode("utf-8-sig")).blocks[0]
    assert isinstance(first, Line)
    assert first.text == "(Kèm theo Kế hoạch số 02/KH-ABC ngày 14 tháng 01 năm 2020 của Ban ABC)"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=40))
def test_any_text_comes_back_the_same_from_both(text: str) -> None:
    plan = small_plan(product=text)
    assert table(plan, "json") == table(plan, "yaml")


HEAD = '{"schema": "cchc.export/1", "columns": [{"field": "task", "title": "Nhiệm vụ"}], "rows": '


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.json", "", "Tệp “a.json” không đọc được theo dạng JSON."),
        ("a.json", "[" * 200_000, "Tệp “a.json” không đọc được theo dạng JSON."),
        ("a.json", "9" * 5000, "Tệp “a.json” không đọc được theo dạng JSON."),
        ("a.json", "[]", "Tệp “a.json” không phải tệp do chương trình xuất."),
        ("a.json", '{"schema": "cchc.list/1"}', "Tệp “a.json” không phải tệp do chương trình xuất."),
        ("a.json", '{"schema": "cchc.export/1"}', "Tệp “a.json” thiếu danh sách cột."),
        ("a.json", '{"schema": "cchc.export/1", "columns": [1]}', "Tệp “a.json” có cột không ghi rõ tên."),
        ("a.json", HEAD + "{}}", "Tệp “a.json” thiếu danh sách dòng."),
        ("a.json", HEAD + "[1]}", "Tệp “a.json”, dòng thứ 1 không phải một nhiệm vụ."),
        ("a.json", HEAD + '[{"task": {}}]}', "Tệp “a.json”, dòng thứ 1: giá trị của “task” không phải là chữ."),
        ("a.json", HEAD + '[{}, {"task": 1.5}]}', "Tệp “a.json”, dòng thứ 2: giá trị của “task” không phải là chữ."),
        ("a.yaml", "schema: [", "Tệp “a.yaml” không đọc được theo dạng YAML. Sai cú pháp YAML"),
        ("a.yaml", "a: &x 1\nb: *x\n", "Tệp “a.yaml” không đọc được theo dạng YAML. Không dùng ký hiệu"),
        ("a.yaml", "schema: cchc.export/1\ncolumns: !!python/name:os.system x", "Tệp “a.yaml” không đọc được"),
        ("a.yaml", "schema: cchc.export/1\n", "Tệp “a.yaml” thiếu danh sách cột."),
    ],
)
def test_what_is_no_export_is_refused(name: str, text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_own_rows(name, text.encode())
    assert refused.value.message.startswith(sentence)


@given(st.binary(max_size=300), st.sampled_from(["a.json", "a.yaml"]))
def test_no_bytes_break_the_reader(data: bytes, name: str) -> None:
    with pytest.raises(Refused):
        read_own_rows(name, data)
