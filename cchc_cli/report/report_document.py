"""Compose the periodic report: values and the words people wrote, put under the headings of its outline."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.reporting.outline import ACHIEVED, ASSESSMENT, LACKING, PARTS
from cchc_cli.domain.vocabulary import State, long_date, prose_date
from cchc_cli.domain.windows import Window
from cchc_cli.report import phrasing
from cchc_cli.report.document import (
    Appendix,
    Block,
    Column,
    Document,
    Letterhead,
    Paragraph,
    Row,
    Run,
    Signature,
    Style,
    Table,
    words,
)
from cchc_cli.report.report_tables import indicator_table, statistics_table
from cchc_cli.report.task_table import task_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cchc_cli.domain.model import Plan, ReportFile, Seal
    from cchc_cli.domain.reporting.statistics import Statistics
    from cchc_cli.domain.reporting.values import Chapter, Values
    from cchc_cli.domain.standing import Standing

NOTHING_DUE = "không có"


def report_document(values: Values, written: ReportFile | None, form: Statistics) -> Document:
    """Return the report of a window; places nobody has filled yet are marked."""
    return _Report(values, written, form).document()


class _Report:
    """One report while it is composed: what is known and what people wrote."""

    def __init__(self, values: Values, written: ReportFile | None, form: Statistics) -> None:
        self.values = values
        self.plan = values.plan
        self.written = written
        self.texts = dict(written.texts) if written else {}
        self.form = form
        self.seal = written.seal if written else None

    def document(self) -> Document:
        title = self.values.report.title
        reporting = self.plan.reporting
        return Document(
            title=f"Báo cáo công tác cải cách hành chính {title}",
            slug=file_stem(self.values.report.code),
            stored=self.seal.date if self.seal else self.values.report.end,
            letterhead=letterhead(self.plan, self.seal, _signing_year(self.values)),
            kind="BÁO CÁO",
            subject=f"Công tác cải cách hành chính {title}, phương hướng, nhiệm vụ {self.values.ahead.window.title}",
            to=reporting.to,
            blocks=tuple(self._blocks()),
            signature=Signature(self.plan.signatory[0], (self.seal and self.seal.signer) or self.plan.signatory[1]),
            recipients=(*(["Như trên"] if reporting.to else []), *reporting.copies),
            appendices=tuple(self._appendices()),
        )

    def _blocks(self) -> Iterator[Block]:
        yield text(self._opening())
        yield part("I", PARTS["I"])
        for chapter in self.values.steering:
            yield heading(Style.SECTION, f"{chapter.code.partition('.')[2]}.", chapter.title)
            if chapter.code == "I.1":
                yield from self._of_plan()
                yield from self._achievements(chapter)
                yield from self._own_words(chapter.code)
            else:
                yield from self._filled(chapter.code, chapter.title, self._achievements(chapter))
            yield from self._since_the_year_began(chapter)
        yield part("II", PARTS["II"])
        for chapter in self.values.areas:
            yield from self._area(chapter)
        yield part("III", PARTS["III"])
        for code, title in ASSESSMENT:
            yield heading(Style.SECTION, f"{code.partition('.')[2]}.", title)
            yield from self._filled(code, title, ())
        yield part("IV", f"{PARTS['IV']} {self.values.ahead.window.title}")
        yield from self._own_words("IV")
        yield from self._ahead()
        yield part("V", PARTS["V"])
        yield from self._filled("V", PARTS["V"], (item(f"{phrasing.asked(entry)}.") for entry in self.values.asks))
        yield text(self._closing())

    def _opening(self) -> str:
        values = self.values
        about = f" về {_lower(self.plan.subject)}" if self.plan.subject else ""
        who = phrasing.agency(self.plan) if self.plan.agency.name in about else self.plan.agency.name
        span = phrasing.span(values.report)
        if not values.is_closed:
            span += f"; kỳ số liệu chưa kết thúc, tính đến ngày {prose_date(values.moment.as_of)}"
        return (
            f"Thực hiện {phrasing.plan_named(self.plan)}{about}, {who} báo cáo kết quả công tác "
            f"cải cách hành chính {values.report.title} (số liệu {span}) như sau:"
        )

    def _closing(self) -> str:
        to = ", ".join(self.plan.reporting.to)
        asking = f"; kính báo cáo {to}" if to else ""
        return (
            f"Trên đây là Báo cáo công tác cải cách hành chính {self.values.report.title} "
            f"của {self.plan.agency.name}{asking}./."
        )

    def _own_words(self, code: str) -> Iterator[Block]:
        for line in self.texts.get(code, "").splitlines():
            if line.strip():
                yield written_line(line.strip())

    def _filled(self, code: str, title: str, known: Iterable[Block]) -> Iterator[Block]:
        """Yield what is known and what people wrote under a heading, a marked place where both are nothing."""
        blocks = [*known, *self._own_words(code)]
        if blocks:
            yield from blocks
        else:
            yield place(f"Cần bổ sung mục {code}: {_lower(title)}")

    def _of_plan(self) -> Iterator[Block]:
        """Yield how the plan stands: what is counted, the classes, the rates, what is late and why."""
        values, figures = self.values, self.values.figures
        yield text(f"{phrasing.plan_named(self.plan)} có {wording.totals(figures)}.")
        short, stretch = phrasing.silent_stretch(values.stale, values.report)
        four, rest = phrasing.classes(figures, short)
        own = figures.own.total()
        yield text(
            f"Tính đến ngày {prose_date(values.moment.as_of)}, trong {wording.two(own)} nhiệm vụ do "
            f"{phrasing.agency(self.plan)} chủ trì: {four}"
            + (f"; nhiệm vụ không có ngày hạn: {rest}." if rest else ".")
        )
        yield paragraph(Style.CAPTION, "Tình hình thực hiện nhiệm vụ theo lĩnh vực")
        yield self._by_area()
        yield item(self._completion())
        yield item(f"Tỷ lệ hoàn thành nhiệm vụ đến hạn: {phrasing.rate(figures.completion_of_due, 'nhiệm vụ')}.")
        yield item(f"Tỷ lệ hoàn thành đúng hạn: {phrasing.rate(figures.on_time, 'nhiệm vụ')}.")
        done = f"{wording.two(len(values.completed))} nhiệm vụ"
        named = f" (mục {phrasing.ids(values.completed)})" if values.completed else ""
        yield item(f"Hoàn thành trong kỳ: {done}{named}; lũy kế từ đầu năm: {wording.two(figures.done)} nhiệm vụ.")
        late = tuple(row for row in values.completed if row.state is State.DONE_LATE)
        yield from _listed("Hoàn thành quá hạn trong kỳ", late, phrasing.done_late)
        if not values.overdue:
            yield item(f"Quá hạn chưa hoàn thành: {NOTHING_DUE}.")
        yield from _listed("Quá hạn chưa hoàn thành", values.overdue, phrasing.late)
        yield from _listed("Chưa có báo cáo triển khai", values.late_start, phrasing.late)
        if values.stale:
            count = wording.two(len(values.stale))
            named = f"(mục {phrasing.ids(values.stale)})"
            yield item(f"Thường xuyên, chưa báo cáo kết quả {stretch}: {count} nhiệm vụ {named}.")
        for row in values.extended:
            yield item(f"Được gia hạn: {phrasing.extended(row, self.plan)}.")
        for label, state in (("Tạm dừng", State.PAUSED), ("Đưa ra khỏi kế hoạch", State.DROPPED)):
            halted = (row for row in values.rows if row.state is state and not row.outside)
            yield from (item(f"{label}: {phrasing.halted(row)}.") for row in halted)
        for row in values.outside:
            yield item(
                f"Nhiệm vụ do cơ quan ngoài chủ trì, không tính vào tỷ lệ: {phrasing.row_named(row)}; "
                f"{wording.state(row)[0].lower()}{wording.state(row)[1:]}."
            )
        yield from self._at_year_end()

    def _completion(self) -> str:
        figures = self.values.figures
        when = {
            "separate": "",
            "if_reported": "trong quý chốt số liệu gần nhất được tính là hoàn thành",
            "year_end": "trong năm được tính là hoàn thành khi hết năm",
        }[self.plan.reporting.ongoing]
        counted = f" (nhiệm vụ thường xuyên có kết quả {when})" if when else ""
        dropped = figures.own[State.DROPPED]
        without = f"; không tính {wording.two(dropped)} nhiệm vụ đưa ra khỏi kế hoạch" if dropped else ""
        return (
            f"Tỷ lệ hoàn thành kế hoạch{counted}: {phrasing.rate(figures.completion, 'nhiệm vụ')}; không tính nhiệm vụ "
            f"thường xuyên, định kỳ: {phrasing.rate(figures.completion_of_dated, 'nhiệm vụ')}{without}."
        )

    def _by_area(self) -> Table:
        """Return the agency's own tasks by section of the plan and class; each row and column adds up."""
        own = [row for row in self.values.rows if not row.outside and not row.task.is_indicator]
        lines: list[Row] = []
        sums = [0] * 6
        for section in self.plan.sections:
            inside = {each.id for each in section.walk()}
            counted = _counted([row for row in own if row.task.section in inside])
            if counted[0]:
                lines.append(Row((f"{section.id}. {section.title}", *map(str, counted))))
                sums = [total + each for total, each in zip(sums, counted, strict=True)]
        columns = (
            Column("Lĩnh vực", 40),
            Column("Tổng số", 9, centred=True),
            Column("Hoàn thành đúng hạn", 11, centred=True),
            Column("Hoàn thành quá hạn", 11, centred=True),
            Column("Chưa hoàn thành, trong hạn", 12, centred=True),
            Column("Quá hạn chưa hoàn thành", 12, centred=True),
            Column("Không có ngày hạn", 11, centred=True),
        )
        return Table(columns, (*lines, Row(("Cộng", *map(str, sums)), bold=True)))

    def _at_year_end(self) -> Iterator[Block]:
        assessed = self.values.year_end
        if assessed is None:
            return
        figures = assessed.figures
        yield item(
            f"Đánh giá khi hết năm (tính đến ngày {prose_date(assessed.moment.as_of)}; nhiệm vụ thường xuyên, định kỳ "
            f"có kết quả trong năm được tính là hoàn thành): {phrasing.rate(figures.completion, 'nhiệm vụ')}; "
            f"trong đó {wording.two(figures.closed)} nhiệm vụ thường xuyên, định kỳ; "
            f"quá hạn chưa hoàn thành {wording.two(figures.own[State.OVERDUE])}."
        )

    def _achievements(self, chapter: Chapter) -> Iterator[Block]:
        for entry in chapter.results:
            yield item(f"{phrasing.achieved(entry)}.")
        counted = [(each.name, each.amount) for each in chapter.quantities if each.amount]
        if counted:
            yield item(f"Số lượng trong kỳ: {wording.amounts(counted)}.")

    def _since_the_year_began(self, chapter: Chapter) -> Iterator[Block]:
        """Say what there is since the year began, in forms that print both; it does not fill the heading's place."""
        if self.values.report.is_cumulative or not chapter.earlier:
            return
        rows = {entry.row.task.id: entry.row for entry in (*chapter.earlier, *chapter.results)}
        count = len(chapter.earlier) + len(chapter.results)
        said = f"Lũy kế từ đầu năm: {wording.two(count)} kết quả (mục {phrasing.ids(rows.values())})"
        counted = wording.amounts([(each.name, each.total) for each in chapter.quantities])
        yield item(f"{said}; số lượng: {counted}." if counted else f"{said}.")

    def _area(self, chapter: Chapter) -> Iterator[Block]:
        yield heading(Style.SECTION, f"{chapter.code.partition('.')[2]}.", chapter.title)
        yield heading(Style.POINT, "a)", ACHIEVED)
        asked = f"{_lower(ACHIEVED)} - {chapter.title}"
        yield from self._filled(f"{chapter.code}.a", asked, self._achievements(chapter))
        yield from self._since_the_year_began(chapter)
        yield heading(Style.POINT, "b)", LACKING)
        obstacles = (item(f"{phrasing.obstructed(entry)}.") for entry in chapter.obstacles)
        blocks = [*obstacles, *self._own_words(f"{chapter.code}.b")]
        late = [row for row in chapter.rows if row in self.values.overdue or row in self.values.late_start]
        if late:
            yield item(
                f"Nhiệm vụ quá hạn hoặc chưa có báo cáo triển khai: mục {phrasing.ids(late)} "
                "(chi tiết tại mục 1 phần I của báo cáo)."
            )
        yield from blocks or [place(f"Cần bổ sung mục {chapter.code}.b: {_lower(LACKING)} - {chapter.title}")]

    def _ahead(self) -> Iterator[Block]:
        ahead = self.values.ahead
        label = f"Nhiệm vụ đến hạn {phrasing.span(Window('', '', self._ahead_from(), ahead.last_due))}"
        if not ahead.due:
            yield item(f"{label}: không có trong kế hoạch này.")
        yield from _listed(label, ahead.due, lambda row: phrasing.row_named(row, phrasing.due(row)))
        if ahead.carried:
            yield item(
                f"Nhiệm vụ chuyển tiếp từ kỳ này: {wording.two(len(ahead.carried))} nhiệm vụ "
                f"(mục {phrasing.ids(ahead.carried)})."
            )
        if ahead.continuing:
            yield item(
                f"Tiếp tục thực hiện {wording.two(len(ahead.continuing))} nhiệm vụ thường xuyên, định kỳ "
                f"(mục {phrasing.ids(ahead.continuing)})."
            )

    def _ahead_from(self) -> dt.date:
        """Return the first day looked ahead to: what is due on the day of the states itself is still in time."""
        days = [row.due for row in self.values.ahead.due if row.due]
        start = self.values.ahead.window.start
        return min([start, *days]) if self.values.is_closed else min(start, self.values.moment.as_of)

    def _appendices(self) -> Iterator[Appendix]:
        number, day = _number_and_day(self.plan, self.seal, _signing_year(self.values))
        note = f"(Kèm theo Báo cáo số {number} {day} của {self.plan.agency.name})"
        title = self.values.report.title.upper()
        yield Appendix(
            "Phụ lục 1",
            f"KẾT QUẢ THỰC HIỆN CHỈ TIÊU CỦA KẾ HOẠCH, {title}",
            note,
            (indicator_table(self.values.indicators),)
            if self.values.indicators
            else (text("Kế hoạch không có chỉ tiêu."),),
        )
        table = task_table(self.values.rows, self.plan, since=self.values.report.start, until=self.values.report.end)
        yield Appendix("Phụ lục 2", f"TIẾN ĐỘ THỰC HIỆN TỪNG NHIỆM VỤ, {title}", note, table)
        yield Appendix(
            "Phụ lục 3",
            f"BIỂU SỐ LIỆU THỐNG KÊ, {title}",
            note,
            (statistics_table(self.form, self.values, dict(self.written.statistics) if self.written else {}),),
            landscape=False,
        )


def letterhead(plan: Plan, seal: Seal | None, year: int | None = None) -> Letterhead:
    """Return the letterhead of a report, with blanks for number and day of a year until it is issued."""
    number, day = _number_and_day(plan, seal, year or plan.year)
    return Letterhead(
        agency=plan.agency.name,
        parent=plan.agency.parent,
        number=f"Số: {number}",
        dateline=f"{plan.place}, {day}" if plan.place else day[0].upper() + day[1:],
    )


def _signing_year(values: Values) -> int:
    """Return the year a report is signed in: it is signed after its cut-off."""
    return (values.report.end + dt.timedelta(days=1)).year


def _number_and_day(plan: Plan, seal: Seal | None, year: int) -> tuple[str, str]:
    if seal is not None:
        return seal.number, long_date(seal.date)
    return f"      /BC-{plan.agency.code}".rstrip("-"), f"ngày      tháng      năm {year}"


def file_stem(code: str) -> str:
    """Return the stem of a report's file name: ``BC-CCHC-quy-I-2020``, ``BC-CCHC-nam-2020``."""
    year, _, period = code.partition("-")
    named = {
        "Q1": "quy-I",
        "Q2": "quy-II",
        "Q3": "quy-III",
        "Q4": "quy-IV",
        "H1": "6-thang-dau-nam",
        "H2": "6-thang-cuoi-nam",
    }
    return f"BC-CCHC-{named.get(period, period) or 'nam'}-{year}"


def heading(style: Style, number: str, title: str) -> Paragraph:
    """Return a heading."""
    return Paragraph(style, (Run(title),), number)


def part(number: str, title: str) -> Paragraph:
    """Return the heading of a part."""
    return heading(Style.PART, f"{number}.", title)


def text(line: str) -> Paragraph:
    """Return a paragraph of running text."""
    return paragraph(Style.TEXT, line)


def item(line: str) -> Paragraph:
    """Return a line with a dash before it."""
    return Paragraph(Style.ITEM, (Run(line),), number="-")


def paragraph(style: Style, line: str) -> Paragraph:
    """Return a paragraph of one look."""
    return Paragraph(style, (Run(line),))


def place(what: str) -> Paragraph:
    """Return a marked place that people have still to fill."""
    return Paragraph(Style.TEXT, (Run(f"[{what}]", place=True),))


def written_line(line: str) -> Paragraph:
    """Return a line people wrote: one that begins with a dash is an item."""
    if line.startswith(("- ", "+ ")):
        return Paragraph(Style.ITEM, words(line[2:].strip()), number=line[0])
    return Paragraph(Style.TEXT, words(line))


def _counted(rows: list[Standing]) -> list[int]:
    dated = (State.IN_TIME, State.OVERDUE)
    states = [row.state for row in rows]
    figures = [states.count(State.DONE_ON_TIME), states.count(State.DONE_LATE), *map(states.count, dated)]
    return [len(states), *figures, len(states) - sum(figures)]


def _listed(label: str, rows: tuple[Standing, ...], say: Callable[[Standing], str]) -> Iterator[Block]:
    if rows:
        yield item(f"{label}: {wording.two(len(rows))} nhiệm vụ:")
        for row in rows:
            yield Paragraph(Style.ITEM, (Run(f"{say(row)}."),), number="+")


def _lower(line: str) -> str:
    return line[:1].lower() + line[1:]
