"""Compose what reminds a unit of what it owes: a letter, a report to the leaders, a request to an outside office."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.deadline import Kind
from cchc_cli.domain.periods import read_period
from cchc_cli.domain.reminders import Audience, Debt, Owed, last_report, serves
from cchc_cli.domain.vocabulary import prose_date, short_date
from cchc_cli.report import phrasing
from cchc_cli.report.document import Block, Column, Document, Letterhead, Paragraph, Row, Run, Signature, Style, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.model import Moment, Plan
    from cchc_cli.domain.reminders import Reminder
    from cchc_cli.domain.windows import Window

ANSWER_BY = "ngày trả lời"
MOST_PERIODS = 12
_STEMS = {Audience.UNIT: "don-doc", Audience.LEADERS: "bao-cao", Audience.OUTSIDE: "phoi-hop"}
_HEADINGS = {
    Owed.OVERDUE: "Nhiệm vụ quá hạn chưa hoàn thành",
    Owed.PERIODS: "Nhiệm vụ định kỳ còn thiếu báo cáo kết quả",
    Owed.START: "Nhiệm vụ chưa có báo cáo triển khai",
    Owed.RESULT: "Nhiệm vụ thường xuyên chưa có báo cáo kết quả trong kỳ",
    Owed.SOON: "Nhiệm vụ sắp đến hạn",
    Owed.EVIDENCE: "Nhiệm vụ đã hoàn thành, chưa ghi tài liệu kiểm chứng",
    Owed.READING: "Chỉ tiêu chưa có số liệu",
}
_OUTSIDE_HEADINGS = {
    Owed.OVERDUE: "Nội dung đã qua thời hạn ghi trong kế hoạch",
    Owed.PERIODS: "Nội dung định kỳ chưa có thông tin kết quả",
    Owed.START: "Nội dung chưa có thông tin triển khai",
    Owed.RESULT: "Nội dung thường xuyên chưa có thông tin kết quả trong kỳ",
    Owed.SOON: "Nội dung sắp đến thời hạn ghi trong kế hoạch",
    Owed.EVIDENCE: "Nội dung đã hoàn thành, chưa ghi tài liệu kiểm chứng",
    Owed.READING: "Chỉ tiêu chưa có số liệu",
}
_WANTED = {
    Owed.OVERDUE: "kết quả, tài liệu kiểm chứng; nếu chưa hoàn thành: nguyên nhân và thời gian dự kiến hoàn thành",
    Owed.PERIODS: "kết quả từng kỳ còn thiếu",
    Owed.START: "tình hình triển khai; nếu chưa triển khai: nguyên nhân và thời gian dự kiến triển khai",
    Owed.RESULT: "kết quả trong kỳ, số lượng (nếu có)",
    Owed.SOON: "kết quả, tài liệu kiểm chứng khi hoàn thành; khó khăn, vướng mắc (nếu có) trước khi đến hạn",
    Owed.EVIDENCE: "số, ký hiệu văn bản hoặc tài liệu kiểm chứng khác",
    Owed.READING: "số liệu trong kỳ và nguồn số liệu",
}
_EVERY = {"month": "Hàng tháng", "quarter": "Hàng quý", "half": "6 tháng một lần", "year": "Hàng năm"}
_COLUMNS = (
    Column("STT", 7, centred=True),
    Column("Nhiệm vụ", 36),
    Column("Thời hạn", 16),
    Column("Tình trạng", 20),
)


def letter(reminder: Reminder, plan: Plan, moment: Moment) -> Document:
    """Return what reminds a unit of its debts; the day to answer by is a place to fill.

    ``plan`` reads as of the moment (see ``plan_at``). Number and date are left blank: nothing is signed or
    sent yet.
    """
    return _Letter(reminder, plan, moment).document()


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter while it is composed."""

    reminder: Reminder
    plan: Plan
    moment: Moment

    @property
    def unit(self) -> str:
        return self.reminder.unit.name

    @property
    def audience(self) -> Audience:
        return self.reminder.audience

    def document(self) -> Document:
        plan, unit = self.plan, self.reminder.unit
        common = Document(
            title=f"Công văn {self._subject()}: {unit.name}",
            slug=f"{_STEMS[self.audience]}-{unit.id}",
            stored=self.moment.as_of,
            to=(unit.name,),
            blocks=tuple(self._blocks()),
            recipients=("Như trên", "Lưu: VT"),
        )
        if self.audience is Audience.LEADERS:
            return replace(
                common,
                title=self._subject(),
                letterhead=self._letterhead("BC"),
                kind="BÁO CÁO",
                subject=self._subject(),
                signature=Signature("NGƯỜI LẬP BÁO CÁO"),
            )
        head = replace(self._letterhead(), about=f"V/v {self._subject()}")
        return replace(common, letterhead=head, signature=Signature(*plan.signatory))

    def _letterhead(self, kind: str = "") -> Letterhead:
        """Return a letterhead with blanks for number and day; no department is named in the number."""
        agency, place = self.plan.agency, self.plan.place
        day = f"ngày      tháng      năm {self.moment.as_of.year}"
        return Letterhead(
            agency=agency.name,
            parent=agency.parent,
            number=f"Số:      /{'-'.join(filter(None, (kind, agency.code)))}".rstrip("/ "),
            dateline=f"{place}, {day}" if place else f"N{day[1:]}",
        )

    def _subject(self) -> str:
        year = self.plan.year
        match self.audience:
            case Audience.LEADERS:
                day = prose_date(self.moment.as_of)
                return f"Các nhiệm vụ do {self.unit} chủ trì, tính đến ngày {day}"
            case Audience.OUTSIDE:
                return f"đề nghị phối hợp thực hiện nhiệm vụ cải cách hành chính năm {year}"
        return f"đôn đốc thực hiện nhiệm vụ cải cách hành chính năm {year}"

    def _blocks(self) -> Iterator[Block]:
        yield _text(self._opening())
        if self.audience is Audience.LEADERS:
            yield _text(self._counted())
        yield Paragraph(Style.CAPTION, (Run(self._caption()),))
        yield self._table()
        waiting = self.reminder.waiting
        if waiting and self.audience is not Audience.OUTSIDE:
            named = f"{wording.two(len(waiting))} nhiệm vụ (mục {phrasing.ids(waiting)})"
            asking = "" if self.audience is Audience.LEADERS else "; khi đã có thời hạn, đề nghị cho biết để theo dõi"
            yield _text(f"Ngoài ra, {named} đang chờ ấn định thời hạn{asking}.")
        yield from self._closing()

    def _opening(self) -> str:
        plan = self.plan
        about = f" về {plan.subject[:1].lower()}{plan.subject[1:]}" if plan.subject else ""
        agency = phrasing.agency(plan) if plan.agency.name in about else plan.agency.name
        known = self.moment.known_on
        seen = f", theo những gì đã ghi đến ngày {prose_date(known)}" if known else ""
        basis = f"Thực hiện {phrasing.plan_named(plan)}{about}; tính đến ngày {prose_date(self.moment.as_of)}{seen}"
        count = wording.two(len(self.reminder.debts))
        match self.audience:
            case Audience.LEADERS:
                return f"{basis}, xin báo cáo {self.unit} tình hình các nhiệm vụ do {self.unit} chủ trì như sau:"
            case Audience.OUTSIDE:
                return f"{basis}, {agency} trân trọng đề nghị {self.unit} phối hợp, thông tin về {count} nội dung sau:"
        return f"{basis}, {agency} đề nghị {self.unit} quan tâm thực hiện, báo cáo {count} nội dung sau:"

    def _counted(self) -> str:
        rows = [row for row in self.reminder.rows if not row.task.is_indicator]
        states = [row.state for row in rows]
        labels = (*wording.OFFICIAL, *wording.OTHERS)
        counts = [f"{label} {wording.two(states.count(each))}" for each, label in labels if each in states]
        return f"{self.unit} chủ trì {wording.two(len(rows))} nhiệm vụ: {'; '.join(counts)}."

    def _caption(self) -> str:
        match self.audience:
            case Audience.LEADERS:
                return f"{wording.two(len(self.reminder.debts))} nội dung cần có thông tin"
            case Audience.OUTSIDE:
                return f"Nội dung đề nghị {self.unit} phối hợp"
        return f"Nội dung đề nghị {self.unit} báo cáo"

    def _closing(self) -> Iterator[Block]:
        agency = phrasing.agency(self.plan)
        match self.audience:
            case Audience.LEADERS:
                yield _text(
                    "Nội dung nào đã có kết quả mà chưa được ghi nhận, xin cho biết kết quả và tài liệu kiểm chứng "
                    f"để cập nhật; nội dung nào còn khó khăn, vướng mắc, kính xin ý kiến chỉ đạo của {self.unit}./."
                )
            case Audience.OUTSIDE:
                yield _answer_by(f"Đề nghị {self.unit} gửi thông tin về {agency}")
                yield _text(f"{agency} rất mong nhận được sự quan tâm, phối hợp của {self.unit}./.")
            case Audience.UNIT:
                yield _answer_by(f"Đề nghị {self.unit} gửi báo cáo về {agency}")
                yield _text(
                    "Nội dung đã thực hiện thì ghi kết quả, số và ký hiệu văn bản hoặc tài liệu kiểm chứng khác; nội "
                    "dung không phát sinh trong kỳ thì ghi “không phát sinh”; nội dung chưa hoàn thành thì nêu "
                    "nguyên nhân, khó khăn, vướng mắc, kiến nghị và thời gian dự kiến hoàn thành."
                )
                yield _text("Nội dung đã báo cáo nhưng chưa được ghi nhận ở trên, đề nghị cho biết để cập nhật./.")

    def _table(self) -> Table:
        rows: list[Row] = []
        headings = _OUTSIDE_HEADINGS if self.audience is Audience.OUTSIDE else _HEADINGS
        number = 0
        for what, found in groupby(self.reminder.debts, key=lambda debt: debt.what):
            debts = list(found)
            rows.append(Row((f"{headings[what]} ({wording.two(len(debts))})",), heading=True))
            for debt in debts:
                number += 1
                rows.append(self._row(number, debt))
        asked = "Nội dung xin ý kiến" if self.audience is Audience.LEADERS else "Đề nghị"
        return Table((*_COLUMNS, Column(asked, 21)), tuple(rows))

    def _row(self, number: int, debt: Debt) -> Row:
        lines = (self._named(debt), _deadline(debt), [self._state(debt)], [self._wanted(debt)])
        return Row((str(number), *("\n".join(filter(None, each)) for each in lines)))

    def _named(self, debt: Debt) -> Iterator[str]:
        """Yield the row with its place in the plan, the part meant, and who shares it."""
        if debt.indicator is not None:
            rows = phrasing.ids(row for row in self.reminder.rows if serves(row, debt.indicator))
            yield debt.indicator.name
            yield f"Chỉ tiêu: {debt.indicator.target.printed}" + (f" (mục {rows})" if rows else "")
        if debt.row is not None:
            yield f"Mục {debt.row.task.id}: {phrasing.name(debt.row)}"
            if debt.part is not None and len(debt.row.parts) > 1:
                label = debt.part.part.label
                yield f"Phần {debt.part.letter}" + (f": {label}" if label else "")
        if debt.group:
            yield f"Giao chung: {debt.group}"
        if debt.others:
            together = "Chủ trì" if debt.supports else "Cùng thực hiện" if debt.indicator else "Cùng chủ trì"
            yield f"{together}: {', '.join(debt.others)}"

    def _state(self, debt: Debt) -> str:
        """Say how a debt stands; where nothing was reported, only that."""
        answer = "thông tin" if self.audience is Audience.OUTSIDE else "báo cáo"
        said = _standing(debt, answer, self.moment)
        if debt.what in {Owed.EVIDENCE, Owed.READING}:
            return said
        last = last_report(debt)
        if last is not None:
            said += f"; {answer} gần nhất ngày {short_date(last.date)}"
        elif debt.what is Owed.OVERDUE:
            said += f"; chưa có {answer} kết quả"
        if debt.row is not None and debt.row.obstacles:
            said += f"; vướng mắc đã nêu: {'; '.join(phrasing.sentence(fact.obstacle) for fact in debt.row.obstacles)}"
        return said

    def _wanted(self, debt: Debt) -> str:
        wanted = _WANTED[debt.what]
        if debt.supports:
            wanted = "kết quả phần việc phối hợp, thời gian dự kiến hoàn thành"
        elif debt.what is Owed.OVERDUE and debt.row is not None and debt.row.obstacles:
            wanted = "kết quả xử lý vướng mắc, thời gian dự kiến hoàn thành"
        elif debt.what is Owed.SOON and debt.part is not None:
            if debt.part.ahead is not None:
                wanted = f"kết quả {wording.periods([debt.part.ahead.period])}"
            elif debt.part.due is None:
                wanted = "tình hình triển khai"
        return f"{'Xin cho biết' if self.audience is Audience.LEADERS else 'Gửi'} {wanted}"


def _text(line: str) -> Paragraph:
    return Paragraph(Style.TEXT, (Run(line),))


def _standing(debt: Debt, answer: str, moment: Moment) -> str:
    part = debt.part
    days = abs(part.days or 0) if part else 0
    match debt.what:
        case Owed.OVERDUE:
            return f"Quá hạn {days} ngày" if answer == "báo cáo" else f"Đã qua thời hạn {days} ngày"
        case Owed.PERIODS if part is not None:
            missing = [instance.period for instance in part.missing]
            return f"Chưa có {answer} kết quả {_periods(missing)}"
        case Owed.START:
            return f"Chưa có {answer} triển khai; đã qua {days} ngày"
        case Owed.RESULT if debt.window is not None:
            since = " và từ đó đến nay" if moment.as_of > debt.window.end else ""
            return f"Chưa có {answer} kết quả trong kỳ {_window(debt.window)}{since}"
        case Owed.SOON:
            return f"Còn {days} ngày" if days else "Đến hạn trong ngày"
        case Owed.READING if debt.window is not None:
            return f"Chưa có số liệu kỳ {_window(debt.window)}"
    done = [each.fact.date for each in ([part] if part else debt.row.parts if debt.row else []) if each.fact]
    when = f" ngày {short_date(max(done))}" if done else ""
    return f"Hoàn thành{when}, chưa ghi tài liệu kiểm chứng"


def _periods(named: list[str]) -> str:
    """Name every period that is missing, as only these are asked for; very many by the first and last."""
    if len(named) > MOST_PERIODS:
        return wording.periods(named)
    labels = ", ".join(period.label if (period := read_period(each)) else each for each in named)
    return f"{wording.two(len(named))} kỳ: {labels}"


def _window(window: Window) -> str:
    return f"{window.title} (từ {short_date(window.start)} đến {short_date(window.end)})"


def _deadline(debt: Debt) -> Iterator[str]:
    """Yield the plan's own words, then the day in force, with the first one where it was extended."""
    if debt.indicator is not None:
        yield _EVERY.get(debt.indicator.every, "")
    if debt.row is None:
        return
    task, part = debt.row.task, debt.part
    yield part.part.text if part and len(debt.row.parts) > 1 and not task.schedule else task.deadline
    if part is None or debt.what is Owed.EVIDENCE:
        return
    if part.due is not None:
        label = "Kỳ đầu còn thiếu: hạn" if debt.what is Owed.PERIODS else "Hạn"
        extended = part.part.kind is not Kind.EVERY and part.first_due is not None and part.due > part.first_due
        yield f"{label} {short_date(part.due)}" + (
            f", gia hạn từ {short_date(part.first_due)}" if extended and part.first_due else ""
        )
    elif part.part.starts_by is not None:
        yield f"Triển khai chậm nhất {short_date(part.part.starts_by)}"


def _answer_by(asking: str) -> Paragraph:
    return Paragraph(Style.TEXT, (Run(f"{asking} trước ngày "), Run(ANSWER_BY, place=True), Run(" để tổng hợp.")))
