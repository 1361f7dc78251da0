"""What differs from the plan as signed, in the words of an annex."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from cchc_cli.domain.content import prints_of
from cchc_cli.domain.model import Amendment, Baseline, Moment, Plan
from cchc_cli.domain.refusal import Refused
from cchc_cli.review.since_baseline import as_data, as_lines, changes_since_baseline
from cchc_cli.store.load import load

GOOD = Path(__file__).parent.parent / "bad" / "good"
END = Moment(dt.date(2020, 12, 31))


@pytest.fixture
def plan() -> Plan:
    """Return the small plan, its content fixed, with one amendment of each kind and two edits."""
    held = load(GOOD).plan
    assert held is not None
    fixed = replace(held, baseline=Baseline("07/KH-X", held.date, prints=prints_of(held)))
    section = fixed.sections[0]
    added = replace(section.tasks[0], id="I.4", task="Khảo sát", lead="Văn phòng", deadline="Quý IV/2020", support="")
    changes = (
        Amendment(dt.date(2020, 7, 1), "15/QĐ-X", added=replace(added, product=""), after="I.1", position=1),
        Amendment(dt.date(2020, 7, 1), "15/QĐ-X", removed="I.2", reason="Trùng với I.1", position=2),
        Amendment(dt.date(2020, 9, 1), "20/QĐ-X", task="I.3", field="notes", new="Cả năm", position=3),
    )
    rows = (replace(section.tasks[0], product="Tờ trình"), *section.tasks[1:])
    edited = replace(section, tasks=rows, title="Thủ tục")
    return replace(fixed, sections=(edited,), amendments=(*held.amendments, *changes))


def test_the_annex_lists_decisions_by_document_and_undecided_edits_apart(plan: Plan) -> None:
    assert "\n".join(as_lines(plan, changes_since_baseline(plan, END))) == (
        "PHỤ LỤC ĐIỀU CHỈNH\n"
        "Những nội dung điều chỉnh, bổ sung của Kế hoạch số 07/KH-X ngày 10/01/2020\n"
        "\n"
        "Theo 12/QĐ-X ngày 04/5/2020:\n"
        "1. Điều chỉnh nhiệm vụ I.1: Rà soát thủ tục\n"
        "   Thời gian hoàn thành: “Quý I/2020” được điều chỉnh thành “Quý II/2020”\n"
        "\n"
        "Theo 15/QĐ-X ngày 01/7/2020:\n"
        "2. Bổ sung nhiệm vụ I.4 vào mục I, sau I.1: Khảo sát\n"
        "   Đơn vị chủ trì: Văn phòng\n"
        "   Thời gian hoàn thành: Quý IV/2020\n"
        "3. Đưa nhiệm vụ I.2 ra khỏi kế hoạch: Hồ sơ đúng hạn\n"
        "   Lý do: Trùng với I.1\n"
        "\n"
        "Theo 20/QĐ-X ngày 01/9/2020:\n"
        "4. Điều chỉnh nhiệm vụ I.3: Tuyên truyền\n"
        "   Ghi chú: bổ sung “Cả năm”\n"
        "\n"
        "Khác bản chốt (07/KH-X ngày 10/01/2020) mà chưa có văn bản điều chỉnh:\n"
        "- I, Tên mục: nay “Thủ tục”\n"
        "- I.1, Sản phẩm: nay “Tờ trình”"
    )


def test_decisions_count_by_their_day_and_the_day_they_were_known(plan: Plan) -> None:
    def kinds(moment: Moment) -> list[str]:
        return [each.kind for each in changes_since_baseline(plan, moment)]

    assert kinds(Moment(dt.date(2020, 5, 3))) == ["edited", "edited"]
    assert kinds(Moment(dt.date(2020, 7, 1))) == ["amended", "row_added", "row_removed", "edited", "edited"]
    assert kinds(Moment(dt.date(2020, 12, 31), dt.date(2020, 6, 1))) == ["amended", "edited", "edited"]


def test_nothing_differs_from_a_plan_just_signed() -> None:
    held = load(GOOD).plan
    assert held is not None
    plan = replace(held, amendments=(), baseline=Baseline("07/KH-X", held.date, prints=prints_of(held)))
    assert changes_since_baseline(plan, END) == ()
    assert as_lines(plan, ()) == [
        "PHỤ LỤC ĐIỀU CHỈNH",
        "Những nội dung điều chỉnh, bổ sung của Kế hoạch số 07/KH-X ngày 10/01/2020",
        "",
        "Không có điều chỉnh nào.",
    ]


def test_a_plan_whose_content_was_never_fixed_is_refused(plan: Plan) -> None:
    with pytest.raises(Refused) as refused:
        changes_since_baseline(replace(plan, baseline=None), END)
    assert refused.value.message == "Nội dung kế hoạch 07/KH-X chưa được chốt."


def test_the_data_say_the_same(plan: Plan) -> None:
    listed = json.loads(json.dumps(as_data(changes_since_baseline(plan, END)), ensure_ascii=False))
    assert listed[0] == {
        "kind": "amended",
        "id": "I.1",
        "group": "tasks",
        "edit": None,
        "field": "deadline",
        "label": "Thời gian hoàn thành",
        "from": "Quý I/2020",
        "to": "Quý II/2020",
        "document": "12/QĐ-X",
        "date": "2020-05-04",
        "reason": None,
        "section": "I",
        "after": None,
        "cells": {},
    }
    assert [(each["kind"], each["group"], each["id"], each["edit"], each["field"]) for each in listed[1:]] == [
        ("row_added", "tasks", "I.4", None, None),
        ("row_removed", "tasks", "I.2", None, None),
        ("amended", "tasks", "I.3", None, "notes"),
        ("edited", "sections", "I", "changed", "title"),
        ("edited", "tasks", "I.1", "changed", "product"),
    ]
