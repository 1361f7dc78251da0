"""Every case file tells the story of one row; its state is held against it at each date it names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from cchc_cli.check import check
from cchc_cli.domain.model import Moment
from cchc_cli.domain.standing import Standing, standings
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
UNITS = [
    {"id": "vp", "name": "Văn phòng"},
    {"id": "dn", "name": "Phòng Doanh nghiệp", "members": []},
    {"id": "ngoai", "name": "Sở Nội vụ", "outside": "true"},
    {"id": "nhom", "name": "Các phòng chuyên môn", "members": ["vp", "dn"]},
]


def _write(directory: Path, story: dict[str, Any]) -> None:
    plan = {"number": "02/KH-ABC", "date": "2020-01-14", "year": "2020", "agency": {"name": "Ban ABC"}}
    row = {"id": "I.1", "task": "Việc", "lead": "Văn phòng", **story.get("row", {})}
    sections = [{"id": "I", "title": "Cải cách thể chế", "area": "the_che", "tasks": [row]}]
    files: dict[str, Any] = {
        "plan.yaml": {**plan, **story.get("plan", {})},
        "appendix.yaml": {"sections": sections},
        "units.yaml": UNITS,
        "indicators.yaml": [{"id": "dung-han", "name": "Đúng hạn", "target": ">= 95 %"}],
        "amendments.yaml": story.get("amendments"),
        "progress/I.1.yaml": story.get("facts"),
        "measurements/dung-han.yaml": story.get("readings"),
    }
    for name, data in files.items():
        if data is not None:
            (directory / name).parent.mkdir(exist_ok=True)
            (directory / name).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def _seen(row: Standing, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what the case asks about, as the case would write it."""
    seen: dict[str, Any] = {
        "state": row.state.value,
        "due": row.due.isoformat() if row.due else None,
        "first_due": row.first_due.isoformat() if row.first_due else None,
        "days": None if row.days is None else str(row.days),
        "missing": list(row.missing),
        "reported": str(row.reported).lower(),
        "due_soon": str(row.due_soon).lower(),
        "extended": str(row.extended).lower(),
        "outside": str(row.outside).lower(),
        "lead": [mention.name for mention in row.lead],
        "parts": {part.letter: part.state.value for part in row.parts},
        "rule": row.deciding.rule if row.deciding else None,
        "deadline": row.task.deadline,
        "obstacles": [fact.obstacle for fact in row.obstacles],
    }
    return {key: seen[key] for key in asked}


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_states_of_a_row_at_each_date_are_as_its_case_says(case: Path, tmp_path: Path) -> None:
    story = yaml.load(case.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    _write(tmp_path, story)
    loaded = load(tmp_path)
    assert loaded.plan is not None
    findings = [*loaded.findings, *check(loaded.plan)]
    assert [finding.message for finding in findings if finding.severity == "error"] == []
    for asked in story["expect"]:
        as_of, known_on = _day(asked.pop("as_of")), _day(asked.pop("known_on", None))
        assert as_of is not None
        rows = standings(loaded.plan, Moment(as_of, known_on), VietnamCalendar())
        wanted = asked.pop("id", "I.1")
        row = next(row for row in rows if row.task.id == wanted)
        expected = {key: (None if value in {"", "null"} else value) if isinstance(value, str) else value
                    for key, value in asked.items()}  # fmt: skip
        assert _seen(row, expected) == expected, f"{case.stem} at {as_of}, known on {known_on}"


def test_every_state_and_every_rule_has_a_case() -> None:
    from cchc_cli.domain.vocabulary import State

    texts = "\n".join(case.read_text(encoding="utf-8") for case in CASES)
    assert [state.value for state in State if f"state: {state.value}" not in texts] == []
