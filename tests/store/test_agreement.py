"""The plain builders note trouble exactly where the forms explain some, on whatever data a file holds."""

from __future__ import annotations

import copy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.store import build, build_reports
from cchc_cli.store.diagnosis import diagnose
from cchc_cli.store.source import read_source
from cchc_cli.store.take import Troubles

if TYPE_CHECKING:
    from collections.abc import Callable

TESTS = Path(__file__).parent.parent
GOOD = TESTS / "bad" / "good"
BUILDERS: dict[str, Callable[[Any, str, Troubles], object]] = {
    "plan.yaml": build.Header,
    "appendix.yaml": build.Appendix,
    "units.yaml": build.units,
    "indicators.yaml": build.indicators,
    "corrections.yaml": build.corrections,
    "amendments.yaml": partial(build.amendments, {}),
    "progress/I.1.yaml": build.facts,
    "measurements/dung-han.yaml": build.readings,
    "reports/2020-Q1.yaml": build_reports.report_file,
    "statistics.yaml": build_reports.statistics,
}
FULLER: dict[str, str] = {
    "appendix.yaml": "sections: [{id: I, title: a, tasks: [{id: I.1, task: b, weight: '2', extra: {x: y}, tasks: [{id: I.1.a, task: c}]}]}]",
    "amendments.yaml": "- {date: 1/2/2020, document: x, recorded: 2020-02-02, added: {id: I.9, section: I, task: a, after: I.1}}\n"
    "- {date: 1/2/2020, document: x, removed: I.1}",
    "units.yaml": "- {id: a, name: A, valid_from: 2020-01-01, valid_to: 2020-02-01, successor: b, contact: {email: x}}",
    "progress/I.1.yaml": "- {date: 2020-01-01, part: a, due: 2020-02-02, basis: x}\n- {date: 2020-01-01, period: 2020-Q1, result: x}\n"
    "- {date: 2020-01-01, void: a2bcd, reason: x}\n- {date: 2020-01-01, obstacle: x, ask: y}",
    "reports/2020-Q1.yaml": "{texts: {V: a, I.4: , II.1.a: b}, statistics: {'1.1': x}, sent: , issued: {number: 1, date: 1/2/2020, known_on: 1/2/2020, state_date: 1/2/2020}}",
    "measurements/dung-han.yaml": "- {date: 2020-01-01, numerator: 5, denominator: 7}\n- {date: 2020-01-01, void: a2bcd}",
}  # fmt: skip

SCALARS = st.one_of(
    st.none(),
    st.sampled_from([
        "", " ", "\x1c", "\u3000", "\ufeff", "a", "I.1", "con", "a.", "-a", "a b", "ế", "e\u0302", "x" * 65, "true", "false", "True",
        "no", "2020", "20", "1899", "3000", "2020-02-30", "2020-02-28", "30/2/2020", "1/2/2020", "2020-Q1", "2020-q1", " 2020-06 ",
        "2020-Q5", "done", "Done", "task", "indicator", "month", "week", "cchc", "nd09", "deadline", "title", ">= 95 %", "≥95%", "95",
        "-5", "0", "1,5", "1.5", "1.234,5", "NaN", "1e5", "Infinity", "--5", "٣", "1/2", "0,0", "~", "null", "a\x00b", "KH.I.a",
        "tasks_total", "I.2",
    ]),
    st.text(max_size=8),
)  # fmt: skip
KEYS = st.sampled_from([
    "id", "date", "task", "tasks", "sections", "title", "lead", "deadline", "status", "result", "quantity", "evidence", "void", "period",
    "value", "numerator", "denominator", "name", "members", "outside", "target", "every", "field", "from", "to", "from_", "added",
    "removed", "document", "type", "indicator", "extra", "implements", "weight", "agency", "body", "items", "signatory", "reporting",
    "preset", "send_by", "where", "scanned", "corrected", "year", "number", "khác",
    "texts", "statistics", "sent", "issued", "known_on", "state_date", "signer", "seen", "figures", "rows", "known", "unit", "I.2", "XI.1.đ",
    "I.1.B", "I.2\n", "1.1", "số", "model_config", "__class__", "root", "", "self",
])  # fmt: skip
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def holders(data: Any) -> list[Any]:
    """Return all mappings and lists inside data, itself included."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else []
    return [data, *(found for item in inner if isinstance(item, dict | list) for found in holders(item))]


@st.composite
def mutants(draw: st.DrawFn, data: Any) -> Any:
    """Return data with some values changed, keys taken out, put in or renamed, items doubled."""
    root = [copy.deepcopy(data)]
    for _ in range(draw(st.integers(0, 3))):
        holder = draw(st.sampled_from(holders(root)))
        match draw(st.integers(0, 4)), holder:
            case 0 | 1, dict() if holder:
                holder[draw(st.sampled_from(sorted(holder)))] = draw(DATA)
            case 0 | 1, list() if holder:
                holder[draw(st.integers(0, len(holder) - 1))] = draw(DATA)
            case 2, dict():
                holder[draw(KEYS)] = draw(DATA)
            case 2, list():
                holder.append(draw(DATA))
            case 3, dict() if holder:
                holder.pop(draw(st.sampled_from(sorted(holder))))
            case 3, list() if holder:
                holder.pop()
            case 4, dict() if holder:
                holder[draw(KEYS)] = holder.pop(draw(st.sampled_from(sorted(holder))))
            case 4, list() if holder:
                holder.append(copy.deepcopy(holder[0]))
    return root[0] if root else None


def verdicts(file: str, data: Any) -> tuple[bool, bool]:
    """Return whether the builder noted trouble, and whether the form finds fault."""
    troubles = Troubles()
    BUILDERS[file](copy.deepcopy(data), file, troubles)
    return troubles.found, bool(diagnose(file, data))


def read(file: str, text: str) -> Any:
    source = read_source(file, text.encode())
    assert source.findings == ()
    return source.data


@pytest.mark.parametrize("file", BUILDERS)
def test_the_builder_and_the_form_agree_on_any_data(file: str) -> None:
    texts = [(GOOD / file).read_text(encoding="utf-8"), FULLER.get(file, "")]
    starts = [read(file, text) for text in texts if text]

    @given(st.sampled_from(starts).flatmap(mutants))
    @settings(deadline=None, max_examples=250)
    def agree(data: Any) -> None:
        noted, explained = verdicts(file, data)
        assert noted == explained, data

    assert [verdicts(file, data) for data in starts] == [(False, False)] * len(starts)
    agree()


@given(st.sampled_from(sorted(BUILDERS)), DATA)
@settings(deadline=None, max_examples=300)
def test_they_agree_on_data_that_has_nothing_to_do_with_a_plan(file: str, data: Any) -> None:
    noted, explained = verdicts(file, data)
    assert noted == explained
