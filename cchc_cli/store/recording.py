"""Record a fact of a task or a reading of an indicator, checked against what its file holds by then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.ledger import known
from cchc_cli.domain.logic import Setting, require_sense
from cchc_cli.domain.model import Moment
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.standing import read_parts
from cchc_cli.domain.target import read_number
from cchc_cli.domain.text import nfc
from cchc_cli.store import build
from cchc_cli.store.record import Appended, append
from cchc_cli.store.take import Troubles
from cchc_cli.store.workspace import entry_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cchc_cli.domain.model import Fact, Indicator, Plan, Task
    from cchc_cli.store.data import Source
    from cchc_cli.store.source import Entry

_FAR = dt.date(9999, 12, 31)
_ORDER = (
    "date", "recorded", "part", "status", "due", "event", "result", "period", "quantity", "obstacle", "ask",
    "resolved", "lead", "void", "value", "numerator", "denominator", "reason", "basis", "approved_by", "by",
    "note", "evidence", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says happened: the fields of an entry, the day it is written down, and how sure they are."""

    fields: Mapping[str, object]
    today: dt.date
    force: bool = False
    dry_run: bool = False


def record_fact(directory: Path, plan: Plan, task: Task, said: Said) -> Appended:
    """Append one fact about a task; ``said.fields`` holds at least its ``date``.

    Raises Refused when the fact makes no sense beside those already there, or can't be written.
    """
    entry = _entry(said)
    amended = plan_at(plan, Moment(_FAR)).task(task.id) or task
    file = entry_file("progress", task.id)

    def make(source: Source | None) -> Entry:
        held = build.facts(source.data, file, Troubles()) if source is not None else ()
        fact = _as_fact(entry, file)
        setting = Setting(plan, read_parts(amended, plan.year)[0], known(held, Moment(_FAR)), said.today, said.force)
        require_sense(replace(fact, position=len(held)), setting)
        return entry

    return append(directory, file, make, dry_run=said.dry_run)


def _as_fact(entry: Entry, file: str) -> Fact:
    """Read the new entry back as the fact it will be; an entry that can't be read is a wrong call."""
    from cchc_cli.store.source import entry_text, read_source

    troubles = Troubles()
    facts = build.facts(read_source(file, entry_text(entry).encode()).data, file, troubles)
    if troubles.found or len(facts) != 1:
        raise Refused("Mục cần ghi có giá trị không hợp lệ.", "Kiểm tra lại ngày, kỳ, số lượng và tình trạng.")
    return facts[0]


def record_reading(directory: Path, indicator: Indicator, said: Said) -> Appended:
    """Append one reading of an indicator; raise Refused when it can't be written."""
    entry = _entry(said)
    return append(directory, entry_file("measurements", indicator.id), lambda _: entry, dry_run=said.dry_run)


def _entry(said: Said) -> Entry:
    """Return the entry to write: what was said, in the order of the files, with the day it is written down."""
    fields = {key: value for key, value in said.fields.items() if value not in (None, "", [], {}, ())}
    fields["recorded"] = said.today
    return {key: _written(key, fields[key]) for key in _ORDER if key in fields}  # type: ignore[misc]


def _written(key: str, value: object) -> object:
    """Return a field as its file holds it: figures as plain numbers, texts in normal form."""
    if key in {"value", "numerator", "denominator"}:
        return _figure(str(value))
    if isinstance(value, dict):
        return {_clean(name): _figure(str(amount)) for name, amount in value.items()}
    return _clean(value)


def _figure(typed: str) -> int | str:
    """Return a whole number as such, any other in Vietnamese notation: both read back without quotes."""
    amount = read_number(typed)
    if amount is None:
        return typed
    return int(amount) if amount == amount.to_integral_value() else str(amount).replace(".", ",")


def _clean(value: object) -> object:
    if isinstance(value, str):
        return nfc(value.strip())
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    return value
