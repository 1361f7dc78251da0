"""Make of the rows of a filled form what is to be recorded, and say of each other row why it is left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.collecting import every_line, is_led_by, other_leads, request_to, window_named
from cchc_cli.domain.deadline import Kind
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.target import read_number
from cchc_cli.domain.text import fold, nearest, nfc
from cchc_cli.domain.vocabulary import Status, short_date
from cchc_cli.exchange.forms.already import Said, completed_before, counted_otherwise, still_new
from cchc_cli.exchange.forms.layout import STATUS_CHOICES, STATUS_WORDS, words_mark

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cchc_cli.domain.collecting import Line
    from cchc_cli.domain.model import Fact
    from cchc_cli.domain.reminders import Round
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.units import Unit
    from cchc_cli.domain.windows import Window
    from cchc_cli.exchange.forms.read import Filled, FilledRow

_BY_PERIOD = frozenset({Kind.EVERY, Kind.ONGOING, Kind.FROM})
_UNNAMED = "số lượng"
_MOVE = "cần ghi thì chuyển sang cột Kết quả"
_COUNTED = re.compile(r"([\d.,]+)\s*([^\W\d_][^\d:;]*)")
"""A number and what it counts: ``12 bộ``."""
_DAY = re.compile(r"(?:ngày )?(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{2}|\d{4})", re.IGNORECASE)


def form_of(filled: Filled, asked: Round, today: dt.date, *, unit: Unit | None = None, period: str = "") -> Form:
    """Return whose form it is and for which period; ``unit`` and ``period`` say it where its hidden sheet is gone.

    Raises Refused for the form of another plan, year, unit or period.
    """
    plan, stamp = asked.plan, filled.stamp
    if stamp is None:
        if unit is None or not period:
            raise Refused(
                f"“{filled.name}” không còn trang ẩn cho biết biểu mẫu của đơn vị, kỳ nào.",
                "Nếu rõ đơn vị và kỳ, thêm --unit ĐƠN_VỊ và --period KỲ.",
            )
    elif (nfc(stamp.plan), stamp.year) != (nfc(plan.number), plan.year):
        raise Refused(
            f"“{filled.name}” là biểu mẫu của kế hoạch {stamp.plan} năm {stamp.year}, "
            f"không phải của {plan.number} năm {plan.year}.",
            "Chọn đúng kế hoạch bằng --plan hoặc --year.",
        )
    owner = asked.plan.register.find(stamp.unit) if stamp else unit
    if owner is None:
        raise Refused(f"“{filled.name}”: không có đơn vị “{stamp.unit if stamp else ''}” trong units.yaml.")
    code = stamp.period if stamp else period
    window = window_named(plan.year, code, plan.reporting)
    if window is None:
        raise Refused(f"“{filled.name}”: “{code}” không phải là kỳ báo cáo của năm {plan.year}.")
    wanted = window_named(plan.year, period, plan.reporting) if period else None
    if wanted is not None and wanted.code != window.code:
        raise Refused(f"“{filled.name}” là biểu mẫu kỳ {window.code}, không phải kỳ {wanted.code}.")
    if unit is not None and unit.id != owner.id:
        raise Refused(f"“{filled.name}” là biểu mẫu của {owner.name}, không phải của {unit.name}.")
    return Form(filled, asked.current(owner), window, asked, today)


class Unclear(Exception):  # noqa: N818 (what a row is; it never leaves this room)
    """A row is left alone, for the reason given."""


@dataclass(frozen=True, slots=True)
class Form:
    """A filled form and what it is held against: whose it is, its period, the plan at the moment, today."""

    filled: Filled
    unit: Unit
    window: Window
    asked: Round
    today: dt.date


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be recorded of one row: the fields of the fact, and what the person should know of it."""

    line: Line
    said: Said
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a filled row: an answer to record, nothing new, or left alone for a reason."""

    row: FilledRow
    answer: Answer | None = None
    problem: str = ""
    note: str = ""

    @property
    def place(self) -> str:
        """The row as people find it: ``Dòng 14 (II.5)``, ``Dòng 15 (II.6, phần a)``."""
        named = ", ".join(word for word in (self.row["id"], self.row["aspect"]) if word)
        where = self.row.where
        return where[:1].upper() + where[1:] + (f" ({named})" if named else "")


def verdicts(form: Form, facts: Mapping[str, tuple[Fact, ...]]) -> list[Verdict]:
    """Return what becomes of each filled row of a form; ``facts`` are those already recorded, by task."""
    lines = _Lines(form)
    found: list[Verdict] = []
    seen: dict[str, FilledRow] = {}
    for row in form.filled.rows:
        if not row.is_filled:
            continue
        try:
            line = lines.line_of(row)
            first = seen.setdefault(line.key, row)
            if first is not row:
                found.append(_again(row, first))
                continue
            found.append(_judged(form, row, line, facts.get(line.row.task.id, ())))
        except Unclear as unclear:
            found.append(Verdict(row, problem=str(unclear)))
    return found


def _again(row: FilledRow, first: FilledRow) -> Verdict:
    """Return what becomes of a second row of one line: a copy is passed over, another answer is left alone."""
    if row.says_the_same == first.says_the_same:
        return Verdict(row, note=f"giống hệt {first.where}, không ghi thêm")
    return Verdict(
        row, problem=f"trùng mã với {first.where} nhưng nội dung khác; đề nghị gộp vào {first.where} rồi gửi lại"
    )


def _judged(form: Form, row: FilledRow, line: Line, facts: tuple[Fact, ...]) -> Verdict:
    said, notes = _said(form, row, line)
    if said is None:
        if row.beside:
            raise Unclear(f"có nội dung ở {', '.join(row.beside)} ngoài các cột của biểu mẫu; {_MOVE}")
        return Verdict(row, note="chưa thực hiện, không có gì để ghi")
    if row.beside:
        notes = (*notes, f"không nhận nội dung ở {', '.join(row.beside)} vì ngoài các cột của biểu mẫu; {_MOVE}")
    rest = still_new(said, facts, form.unit, form.asked.plan.register)
    if rest is None:
        return Verdict(row, note="đã ghi từ trước")
    _require_no_other(rest, facts, form, line)
    if not (rest.status or rest.result or rest.quantity or rest.obstacle):
        raise Unclear(
            "chỉ thêm tài liệu kiểm chứng cho nội dung đã ghi; đề nghị ghi thêm nội dung mới ở cột Kết quả, "
            "hoặc ghi tài liệu bằng “cchc result”"
        )
    return Verdict(row, Answer(line, rest, notes))


def _require_no_other(rest: Said, facts: tuple[Fact, ...], form: Form, line: Line) -> None:
    """Raise Unclear where an answer puts right what is recorded already: that has to be voided first."""
    for name, fact in counted_otherwise(rest, facts, form.unit, form.asked.plan.register):
        raise Unclear(
            f"kỳ này đã ghi số lượng “{name}” khác số trong biểu mẫu, ghi nữa sẽ cộng hai lần; "
            f"nếu số mới là đúng, {_undo(line, fact)}"
        )
    done = completed_before(rest, facts)
    if done is not None:
        day = short_date(done.date)
        raise Unclear(f"đã ghi hoàn thành ngày {day}; nếu ngày trong biểu mẫu là đúng, {_undo(line, done)}")


def _undo(line: Line, fact: Fact) -> str:
    if not fact.id:
        return "sửa dòng đã ghi trước đó"
    return f"hủy mục cũ bằng “cchc void {line.row.task.id} {fact.id}” rồi nhận lại tệp"


class _Lines:
    """Which line of the plan a row means, and whether the unit may answer for it."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._led = {line.row.task.id: line.row for line in request_to(form.asked, form.unit, form.window).lines}
        self._all = {row.task.id: row for row in form.asked.rows}
        self._marks = {key.split("/")[0]: mark for key, mark in (form.filled.stamp.lines if form.filled.stamp else ())}

    def line_of(self, row: FilledRow) -> Line:
        """Return the line a row is about; raise Unclear where it is none of the unit's own."""
        if row.formulas:
            raise Unclear(f"ô {', '.join(row.formulas)} là công thức hoặc báo lỗi; đề nghị nhập giá trị")
        if row.merged:
            raise Unclear(f"ô {', '.join(row.merged)} gộp với dòng khác; đề nghị bỏ gộp ô và ghi riêng từng dòng")
        typed = nfc(row["id"]).strip()
        if not typed:
            raise Unclear("không có mã nhiệm vụ; đề nghị ghi vào đúng dòng của nhiệm vụ, hoặc ghi mã ở cột Mã")
        standing = next((each for each in self._all.values() if each.task.id.casefold() == typed.casefold()), None)
        if standing is None:
            near = nearest(typed, self._all, most=1)
            raise Unclear(f"không có nhiệm vụ mã “{typed}” trong kế hoạch" + (f"; có phải {near[0]}?" if near else ""))
        self._require_words(row, standing)
        self._require_lead(standing)
        return _aspect_of(row, self._form, self._led[standing.task.id])

    def _require_words(self, row: FilledRow, standing: Standing) -> None:
        """Refuse a row whose words are those of another task: its id was changed, or it was pasted over."""
        words = row["task"]
        if not words or words_mark(words) in {words_mark(standing.task.task), self._marks.get(standing.task.id)}:
            return
        other = next((id_ for id_, each in self._all.items() if words_mark(each.task.task) == words_mark(words)), None)
        if other is not None:
            raise Unclear(f"mã là {standing.task.id} nhưng nội dung là của nhiệm vụ {other}; đề nghị kiểm tra lại mã")
        raise Unclear(f"nội dung nhiệm vụ không đúng với mã {standing.task.id} trong kế hoạch; đề nghị kiểm tra lại")

    def _require_lead(self, standing: Standing) -> None:
        if standing.task.id in self._led:
            return
        if standing.task.is_indicator:
            raise Unclear("dòng này là chỉ tiêu; số liệu ghi bằng “cchc measure”")
        lead = ", ".join(mention.name for mention in standing.lead) or "chưa ghi đơn vị"
        supports = request_to(self._form.asked, self._form.unit, self._form.window).supports
        if any(each.task.id == standing.task.id for each in supports):
            raise Unclear(f"{self._form.unit.name} chỉ phối hợp nhiệm vụ này; đơn vị chủ trì là {lead}")
        raise Unclear(f"nhiệm vụ của đơn vị khác ({lead}), không phải của {self._form.unit.name}")


def _aspect_of(row: FilledRow, form: Form, standing: Standing) -> Line:
    """Return the line that the column of parts and periods names; without words, the only one there can be."""
    lines = every_line(form.asked, standing)
    wanted = fold(row["aspect"])
    found = next((line for line in lines if fold(line.aspect) == wanted), None)
    if found is None:
        raise Unclear(f"không rõ “{row['aspect']}” là phần nào, kỳ nào của nhiệm vụ")
    if wanted:
        return found
    parts = [line.aspect for line in lines if line.part and not line.period]
    if parts:
        raise Unclear(f"nhiệm vụ có nhiều phần; đề nghị ghi rõ ở cột Phần, kỳ ({'; '.join(parts)})")
    periods = [line for line in lines if line.period]
    if not periods:
        return found
    own = next((line for line in periods if line.period == form.window.code), None)
    if own is None:
        raise Unclear(f"nhiệm vụ định kỳ; đề nghị ghi rõ kỳ ở cột Phần, kỳ, ví dụ {periods[0].aspect}")
    return own


def _said(form: Form, row: FilledRow, line: Line) -> tuple[Said | None, tuple[str, ...]]:
    """Return what a row says, None where it says that nothing has happened yet; raise Unclear."""
    status, result = _status_and_result(row)
    day = _day(form, row, status)
    quantity, notes = _quantity(row, line)
    if status is not None and _is_shared(form, line):
        status, result, notes = _share_of(status, result, notes)
    if status is Status.DONE and (others := other_leads(form.asked, line.row, form.unit)):
        names = ", ".join(each.name for each in others)
        notes = (*notes, f"nhiệm vụ do nhiều đơn vị chủ trì được ghi hoàn thành; nên hỏi lại {names}")
    obstacle, ask = row["obstacle"], row["ask"]
    if ask and not obstacle:
        raise Unclear("có đề xuất nhưng chưa ghi khó khăn, vướng mắc; đề nghị ghi thêm ở cột Khó khăn, vướng mắc")
    evidence = tuple(part.strip(" -+•") for part in re.split(r"\n|;", row["evidence"]) if part.strip(" -+•"))
    if status is None and not (result or quantity or obstacle):
        if evidence:
            raise Unclear("có tài liệu kiểm chứng nhưng chưa ghi trạng thái hoặc kết quả; đề nghị ghi thêm")
        return None, ()
    kinds = {part.part.kind for part in ((line.standing,) if line.standing else line.row.parts)}
    own_period = line.period or (form.window.code if status is not Status.DONE or kinds <= _BY_PERIOD else "")
    said = Said(
        day or _closing_day(form), day is not None, line.part, status, result,
        own_period if result or quantity or status is Status.DONE else "",
        quantity, obstacle, ask, evidence,
    )  # fmt: skip
    return said, notes


def _is_shared(form: Form, line: Line) -> bool:
    """Whether the unit holds the row with the other members of a group."""
    asked, row = form.asked, line.row
    groups = (asked.members(asked.current(mention.unit)) for mention in row.lead if mention.unit is not None)
    return not is_led_by(asked, row, form.unit) and any(len(members) > 1 for members in groups)


def _share_of(status: Status, result: str, notes: tuple[str, ...]) -> tuple[Status | None, str, tuple[str, ...]]:
    """Return what a member of a group reports of its own share: one member completes nothing for the others."""
    if status is Status.PAUSED:
        raise Unclear("nhiệm vụ chung của một nhóm; việc tạm dừng do cơ quan quyết định, ghi bằng “cchc update”")
    if status is Status.STARTED:
        return status, result, notes
    note = "được ghi là kết quả của riêng đơn vị; cả nhóm xong thì ghi hoàn thành bằng “cchc done”"
    return None, result or "Đã hoàn thành phần việc của đơn vị", (*notes, note)


def _status_and_result(row: FilledRow) -> tuple[Status | None, str]:
    """Read the state that was chosen or typed; "không phát sinh" is a result."""
    result = row["result"]
    meant = STATUS_WORDS.get(fold(row["status"]).rstrip(".")) if row["status"] else ""
    if meant is None:
        raise Unclear(f"không rõ trạng thái “{row['status']}”; đề nghị chọn một trong: {', '.join(STATUS_CHOICES)}")
    if meant == "none" and (result or row["amount"] not in {"", "0"}):
        raise Unclear("trạng thái là “Chưa thực hiện” nhưng có kết quả; đề nghị chọn lại trạng thái")
    if meant == "nothing":
        return None, result or "Không phát sinh"
    return (Status(meant) if meant in {"done", "started", "paused"} else None), result


def _day(form: Form, row: FilledRow, status: Status | None) -> dt.date | None:
    typed = row["date"]
    if not typed:
        if status is Status.DONE:
            raise Unclear("đã hoàn thành nhưng chưa ghi ngày hoàn thành; đề nghị ghi thêm ở cột Ngày hoàn thành")
        return None
    if row.date is None:
        raise Unclear(
            f"ngày hoàn thành “{typed}” {_why_no_day(typed)}; đề nghị ghi đủ ngày, tháng, năm, như 14/03/2020"
        )
    if status is not Status.DONE:
        chosen = f"trạng thái là “{row['status']}”" if row["status"] else "chưa chọn trạng thái"
        raise Unclear(f"có ngày hoàn thành nhưng {chosen}; đề nghị chọn “Hoàn thành” hoặc bỏ ngày")
    if row.date > form.today:
        raise Unclear(f"ngày hoàn thành {short_date(row.date)} chưa tới; đề nghị kiểm tra lại ngày")
    if row.date < form.asked.plan.date:
        raise Unclear(f"ngày hoàn thành {short_date(row.date)} trước ngày ban hành kế hoạch; đề nghị kiểm tra lại ngày")
    return row.date


def _why_no_day(typed: str) -> str:
    found = _DAY.fullmatch(typed.strip())
    if found is None:
        return "không phải là một ngày cụ thể"
    return "ghi thiếu năm đủ bốn chữ số" if len(found[3]) == 2 else "không có trong lịch"


def _closing_day(form: Form) -> dt.date:
    """The day of what names none: the cut-off of the period, or today while that has not come."""
    return max(min(form.window.end, form.today), form.asked.plan.date)


def _quantity(row: FilledRow, line: Line) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return the quantities by name: a number with its unit, or ``bản tin: 15; hội nghị: 2``."""
    typed = row["amount"]
    amount = read_number(typed)
    if not typed or amount == 0:
        return (), ()
    if amount is not None and amount >= 0:
        name = row["measure"] or _counted_before(line) or _UNNAMED
        note = f"số lượng {typed} được ghi với tên “{name}” vì chưa ghi đơn vị tính"
        return ((name, typed),), (() if row["measure"] else (note,))
    pairs = tuple(_pair(part.strip(), row) for part in re.split(r"[\n;]", typed) if part.strip())
    return pairs, ()


def _pair(part: str, row: FilledRow) -> tuple[str, str]:
    """Read ``bản tin: 15`` or ``12 bộ`` as a name and its number; raise Unclear."""
    counted = _COUNTED.fullmatch(part)
    name, number = (counted[2], counted[1]) if counted else part.rpartition(":")[::2]
    value = read_number(number)
    if not name.strip() or value is None or value < 0:
        raise Unclear(f"không đọc được số lượng “{row['amount']}”; đề nghị ghi một số, tên ghi ở cột Đơn vị tính")
    if counted and row["measure"] and fold(row["measure"]) != fold(name):
        raise Unclear(f"số lượng ghi “{part}” nhưng đơn vị tính ghi “{row['measure']}”; đề nghị ghi thống nhất")
    return name.strip(), number.strip()


def _counted_before(line: Line) -> str:
    counted = {name for fact in line.row.facts for name, _ in fact.quantity}
    return counted.pop() if len(counted) == 1 else ""
