"""Append a change decided by a later document to amendments.yaml, checked against what the file holds by then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cchc_cli.domain import deadline as deadlines
from cchc_cli.domain.amended import plan_at
from cchc_cli.domain.baseline import edits
from cchc_cli.domain.model import Moment
from cchc_cli.domain.named import find_task
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nearest, nfc
from cchc_cli.domain.vocabulary import TASK_FIELDS, short_date
from cchc_cli.store import build
from cchc_cli.store.names import is_id
from cchc_cli.store.record import Appended, append, stamped
from cchc_cli.store.source import read_source
from cchc_cli.store.take import Troubles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from cchc_cli.domain.model import Amendment, Plan, Section, Task
    from cchc_cli.store.data import Source
    from cchc_cli.store.source import Entry

FILE = "amendments.yaml"
_EVER = Moment(dt.date(9999, 12, 31))


@dataclass(frozen=True, slots=True)
class Decision:
    """The document that decides a change, the day it is written down, and how sure people are."""

    document: str
    date: dt.date
    today: dt.date
    reason: str = ""
    force: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class NewWords:
    """The words that a cell of a row is to have."""

    task: str
    field: str
    to: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to add: its cells by field, the section it goes to, its id and the row before it where they are given."""

    cells: Mapping[str, str]
    section: str = ""
    id: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Amended:
    """What was appended, the amendment it is, and the plan with the amendments held before and after."""

    appended: Appended
    amendment: Amendment
    before: Plan = field(repr=False)
    after: Plan = field(repr=False)


def amend_cell(directory: Path, plan: Plan, words: NewWords, decision: Decision) -> Amended:
    """Append the change of one cell of a row; what it changes from is what is in force on the day.

    Raises Refused when there is no such row or cell, when the cell says so already, when the new words
    can't be read as a deadline or name no unit (unless ``decision.force``), or when it can't be written.
    """
    column, to = words.field, nfc(words.to.strip())
    if column not in TASK_FIELDS:
        raise _no_such_field(column)
    if column == "task" and not to:
        raise Refused("Nội dung nhiệm vụ không để trống được.", "Đưa cả dòng ra khỏi kế hoạch thì dùng --remove.")

    def entry(plan: Plan) -> dict[str, object]:
        task = _row_in_force(plan, words.task, decision)
        now = str(getattr(task, column))
        if to.split() == now.split():
            raise Refused(
                f"{TASK_FIELDS[column]} của {task.id} đang ghi đúng như vậy: “{now}”.",
                "Không cần điều chỉnh; kiểm tra lại --to nếu muốn ghi lời khác.",
            )
        later = [item for item in plan.amendments if (item.task, item.field) == (task.id, column)]
        _require_last(f"{TASK_FIELDS[column]} của {task.id}", later, decision)
        _require_signed_words(plan, task.id, column, decision)
        _require_readable(plan, {column: to}, decision)
        return {"task": task.id, "field": column, "from": now, "to": to}

    return _append(directory, plan, entry, decision)


def remove_row(directory: Path, plan: Plan, task_id: str, decision: Decision) -> Amended:
    """Append that a row is taken out of the plan; raise Refused when there is none, or it can't be written."""

    def entry(plan: Plan) -> dict[str, object]:
        task = _row_in_force(plan, task_id, decision)
        later = [item for item in plan.amendments if task.id in {item.task, item.removed}]
        _require_last(task.id, later, decision)
        return {"removed": task.id}

    return _append(directory, plan, entry, decision)


def add_row(directory: Path, plan: Plan, row: NewRow, decision: Decision) -> Amended:
    """Append that a row comes into the plan, at the end of its section unless it is to follow another row.

    Without an id it gets the next number of its section. Raises Refused when section, id or the row
    before it are not usable, when deadline or units can't be read (unless ``decision.force``), or when it
    can't be written.
    """
    cells = {name: nfc(text.strip()) for name, text in row.cells.items() if text.strip()}
    if not cells.get("task"):
        raise Refused("Chưa có nội dung nhiệm vụ cần bổ sung.", "Thêm --task NỘI_DUNG.")

    def entry(plan: Plan) -> dict[str, object]:
        after = find_task(plan_at(plan, _EVER), row.after) if row.after else None
        section = _section(plan, row.section or (after.section if after else ""))
        if after is not None and after.section != section.id:
            raise Refused(f"{after.id} không thuộc mục {section.id}.", f"{after.id} thuộc mục {after.section}.")
        if after is not None and plan_at(plan, Moment(decision.date)).task(after.id) is None:
            raise _not_there_yet(plan, after.id)
        _require_readable(plan, cells, decision)
        place = {"id": _new_id(plan, row.id, section), "section": section.id}
        place |= {"after": after.id} if after else {}
        return {"added": {**place, **{name: cells[name] for name in TASK_FIELDS if name in cells}}}

    return _append(directory, plan, entry, decision)


def _no_such_field(column: str) -> Refused:
    """Return the refusal of a column that rows don't have, with the ones they have."""
    near = nearest(column, TASK_FIELDS, most=1)
    meant = f"Có phải {near[0]}? " if near else ""
    listed = ", ".join(f"{name} ({label})" for name, label in TASK_FIELDS.items())
    return Refused(f"Không có cột “{column}”.", f"{meant}Các cột: {listed}.")


def _append(directory: Path, plan: Plan, make: Callable[[Plan], dict[str, object]], decision: Decision) -> Amended:
    document = nfc(decision.document.strip())
    if not document:
        raise Refused("Chưa có số văn bản điều chỉnh.", "Thêm --document VĂN_BẢN, ví dụ --document 15/QĐ-KCNĐN.")
    _require_date(plan, decision)

    def entry(source: Source | None) -> Entry:
        reason = nfc(decision.reason.strip())
        head = {**stamped(decision.date, decision.today), "document": document}
        return {**head, **make(_with(plan, source)), **({"reason": reason} if reason else {})}  # type: ignore[dict-item]

    appended = append(directory, FILE, entry, dry_run=decision.dry_run)
    before, after = (
        _with(plan, read_source(FILE, text.encode()) if text else None) for text in (appended.before, appended.after)
    )
    amendment = next(item for item in after.amendments if item.id == appended.entry_id)
    return Amended(appended, amendment, before, after)


def _with(plan: Plan, source: Source | None) -> Plan:
    """Return the plan with the amendments a file holds; raise Refused where one of them can't be read."""
    troubles = Troubles()
    areas = {section.id: section.area for section in plan.all_sections()}
    held = build.amendments(areas, source.data, FILE, troubles) if source is not None else ()
    if troubles.found:
        raise Refused(f"Chưa ghi vào {FILE}: tệp đang có lỗi.", "Chạy “cchc validate” để xem lỗi ở dòng nào.")
    return replace(plan, amendments=held)


def _require_date(plan: Plan, decision: Decision) -> None:
    if decision.date < plan.date:
        raise Refused(
            f"Ngày {short_date(decision.date)} trước ngày ban hành kế hoạch ({short_date(plan.date)}).",
            "Kiểm tra lại --date: đó là ngày của văn bản điều chỉnh.",
        )
    if decision.date > decision.today and not decision.force:
        raise Refused(
            f"Ngày {short_date(decision.date)} chưa tới.",
            "Kiểm tra lại --date; thêm --force nếu văn bản đúng là ghi ngày đó.",
        )


def _row_in_force(plan: Plan, task_id: str, decision: Decision) -> Task:
    """Return the row as it reads on the day of the decision, raise Refused where it is not in the plan then."""
    ever = find_task(plan_at(plan, _EVER), task_id)
    task = plan_at(plan, Moment(decision.date)).task(ever.id)
    if task is None:
        raise _not_there_yet(plan, ever.id)
    if task.removed:
        raise Refused(f"Nhiệm vụ {task.id} đã đưa ra khỏi kế hoạch theo {task.removed}.")
    return task


def _not_there_yet(plan: Plan, task_id: str) -> Refused:
    """Return the refusal of a row that comes into the plan only after the day of the decision."""
    added = next(item for item in plan.amendments if item.added is not None and item.added.id == task_id)
    return Refused(f"Nhiệm vụ {task_id} chỉ có từ ngày {short_date(added.date)} ({added.document}).")


def _require_last(what: str, amendments: list[Amendment], decision: Decision) -> None:
    """Refuse a change that stands before one already recorded, which was made from other words."""
    later = next((item for item in amendments if item.date > decision.date), None)
    if later is not None and not decision.force:
        raise Refused(
            f"{what} đã có điều chỉnh sau ngày này: {later.document} ngày {short_date(later.date)}.",
            "Kiểm tra lại --date; thêm --force nếu vẫn ghi, rồi đối chiếu lời cũ (from) của điều chỉnh sau.",
        )


def _require_signed_words(plan: Plan, task_id: str, column: str, decision: Decision) -> None:
    """Refuse to amend a cell that was edited in its file since: what it changes from was never signed."""
    edited = any((edit.group, edit.id, edit.field) == ("tasks", task_id, column) for edit in edits(plan))
    if edited and not decision.force:
        raise Refused(
            f"{TASK_FIELDS[column]} của {task_id} trong appendix.yaml không còn như khi ký.",
            "Trả lại lời đã ký trong appendix.yaml rồi ghi điều chỉnh; xem chỗ sửa bằng “cchc validate”.",
        )


def _require_readable(plan: Plan, cells: Mapping[str, str], decision: Decision) -> None:
    if decision.force:
        return
    for column in ("deadline", "schedule"):
        phrase = cells.get(column, "")
        read = deadlines.read(phrase, plan.year)
        # Where `schedule` says the same in words that are read, the signed words need not be.
        if isinstance(read, deadlines.Misread) and not (column == "deadline" and cells.get("schedule")):
            raise Refused(
                f"Chưa đọc được thời hạn “{phrase}”. {read.message}",
                "Thử cách ghi khác bằng “cchc deadline”; văn bản ghi đúng như vậy thì thêm --force.",
            )
    for column in ("lead", "support"):
        _require_units(plan, cells.get(column, ""))


def _require_units(plan: Plan, cell: str) -> None:
    register = plan.register
    unknown = next((mention for mention in register.read(cell) if mention.unit is None), None)
    if unknown is not None and register.units:
        near = register.nearest(unknown.text)
        meant = f"Có phải {', '.join(near)}? " if near else ""
        raise Refused(
            f"Không có đơn vị “{unknown.text}” trong units.yaml.",
            f"{meant}Đơn vị mới thì thêm vào units.yaml trước, hoặc thêm --force.",
        )


def _section(plan: Plan, wanted: str) -> Section:
    sections = {section.id: section for section in plan.all_sections()}
    word = nfc(wanted.strip())
    found = next((section for name, section in sections.items() if name.casefold() == word.casefold()), None)
    if found is not None:
        return found
    listed = ", ".join(sections)
    if not word:
        raise Refused("Chưa nói bổ sung vào mục nào.", f"Thêm --section MỤC, hoặc --after MÃ. Các mục: {listed}.")
    raise Refused(f"Phụ lục không có mục “{wanted}”.", f"Các mục: {listed}.")


def _new_id(plan: Plan, wanted: str, section: Section) -> str:
    """Return the id of a new row: the one wanted, else the next number of its section; ids are never used again."""
    rows = [task.id for part in plan.all_sections() for task in (*part.groups, *part.tasks)]
    rows += [item.added.id for item in plan.amendments if item.added is not None]
    taken = {row.casefold() for row in rows}
    word = nfc(wanted.strip())
    if not word:
        tails = [row.removeprefix(f"{section.id}.") for row in rows if row.startswith(f"{section.id}.")]
        return f"{section.id}.{max((int(tail) for tail in tails if tail.isascii() and tail.isdigit()), default=0) + 1}"
    if not is_id(word):
        raise Refused(
            f"“{wanted}” không dùng làm mã được.", "Mã chỉ gồm chữ, số và dấu . - _, tối đa 64 ký tự, ví dụ II.19."
        )
    if word.casefold() in taken:
        raise Refused(f"Mã “{word}” đã dùng.", "Chọn mã khác, hoặc bỏ --id để chương trình đặt số tiếp theo.")
    return word
