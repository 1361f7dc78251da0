"""``cchc forms``: hand out a workbook to each unit, take the filled ones in, and see who has answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.documents import Overwrite
from cchc_cli.cli.options import AsOf, DryRun, KnownOn, Output, PlanDir, RowFormat, Year
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from cchc_cli.cli.session import Session
    from cchc_cli.domain.model import Fact
    from cchc_cli.domain.reminders import Round
    from cchc_cli.domain.units import Unit
    from cchc_cli.domain.windows import Window
    from cchc_cli.exchange.forms.answers import Form, Verdict

Whom = Annotated[
    str | None,
    typer.Option("--unit", metavar="ĐƠN_VỊ", help="Chỉ đơn vị này: tên, tên khác hoặc mã.", show_default=False),
]
OfPeriod = Annotated[
    str | None,
    typer.Option("--period", metavar="KỲ", help="Kỳ: 2020-Q2, 2020-H1; mặc định kỳ đang tới.", show_default=False),
]
Folder = Annotated[str, typer.Option("-o", "--output", metavar="THƯ_MỤC", help="Thư mục để ghi; chưa có thì lập.")]
Files = Annotated[
    list[str], typer.Argument(metavar="TỆP", help="Các biểu mẫu đã điền (.xlsx), hoặc thư mục có các biểu mẫu.")
]


def forms() -> None:
    """Lập, nhận lại biểu mẫu Excel cho các đơn vị; xem ai đã trả lời.

    Ví dụ:
      cchc forms out --period 2020-Q2 -o bieu-mau
      cchc forms in bieu-mau/*.xlsx
    """


def forms_out(
    output: Folder,
    unit: Whom = None,
    period: OfPeriod = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    plan: PlanDir = None,
    year: Year = None,
    force: Overwrite = False,
) -> None:
    """Lập biểu mẫu Excel cho từng đơn vị: nhiệm vụ, tình trạng, các ô để điền.

    Ví dụ:
      cchc forms out -o bieu-mau
      cchc forms out --unit "Văn phòng" --period 2020-Q2 -o bieu-mau
    """
    from cchc_cli.cli.output import as_tsv, deliver_folder
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain.collecting import request_to, units_asked
    from cchc_cli.domain.reminders import addressees
    from cchc_cli.domain.vocabulary import short_date
    from cchc_cli.exchange.forms.write import form, form_name

    session = open_plan(Asked(plan, year, as_of, known_on))
    session.require_sound()
    asked, window = _round(session), _window(session, period)
    named = _unit(session, unit)
    wanted = units_asked(asked) if named is None else addressees(asked, named)
    requests = [request for each in wanted if (request := request_to(asked, each, window)).lines]
    if not requests:
        who = f"{named.name} không" if named else "Không đơn vị nào"
        edge.talk(f"{who} chủ trì nhiệm vụ nào cần báo cáo; không lập biểu mẫu.")
        return
    files = [(form_name(each.unit.id, window.code), form(each, asked.plan, session.moment)) for each in requests]
    paths = deliver_folder(files, output, foreign="biểu mẫu đã điền hoặc không do chương trình lập", force=force)
    rows = [(each.unit.name, str(len(each.lines)), path) for each, path in zip(requests, paths, strict=True)]
    edge.out(as_tsv(rows))
    edge.talk(f"Đã lập {len(files)} biểu mẫu kỳ {window.title} trong {output}, nộp trước {short_date(window.end)}.")
    edge.talk("Nhận lại: cchc forms in TỆP... Chương trình không gửi gì đi.")


def forms_in(
    files: Files,
    unit: Whom = None,
    period: OfPeriod = None,
    dry_run: DryRun = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:
    """Nhận biểu mẫu đã điền: mỗi dòng thành một mục ghi; dòng chưa rõ được báo và để lại.

    Nhận lại cùng một tệp không ghi thêm gì. Kết thúc bằng mã 1 khi có dòng hay tệp bị để lại.

    Ví dụ:
      cchc forms in bieu-mau/BM-tien-do-vp-2020-Q2.xlsx --dry-run
      cchc forms in bieu-mau
    """
    from cchc_cli.cli.session import Asked, open_plan

    session = open_plan(Asked(plan, year), quiet=True)
    taking = _Taking(session, dry_run=dry_run)
    wanted, asked = _unit(session, unit), _round(session)
    if period is not None:
        _window(session, period)
    given = _expanded(files)
    for file in given:
        taking.take(file, asked, wanted, period or "")
    taking.sum_up(len(given))
    if taking.left:
        raise typer.Exit(edge.FOUND)


def _expanded(files: list[str]) -> list[str]:
    """Return the files meant: Windows leaves ``*.xlsx`` to the program, a folder stands for the workbooks in it.

    ``~$...`` are the marks that Excel has a file open: what is not saved yet can't be read, and that is said.
    """
    import glob

    found: list[str] = []
    for file in files:
        if Path(file).is_dir():
            found += sorted(str(each) for each in Path(file).glob("*.xlsx")) or [file]
        else:
            matching = sorted(glob.glob(file)) if "*" in file and not Path(file).exists() else []  # noqa: PTH207 - any path
            found += matching or [file]
    wanted = [file for file in found if not Path(file).name.startswith("~$")]
    for file in wanted:
        if (name := Path(file).name) and Path(file).with_name(f"~${name}").exists():
            edge.talk(edge.visible(f"{name}: đang mở trong Excel; nội dung chưa lưu không đọc được."))
    return wanted


class _Taking:
    """One run of taking forms in: what was recorded so far, and how many rows and files were left alone."""

    def __init__(self, session: Session, *, dry_run: bool) -> None:
        self._session, self._dry_run = session, dry_run
        self._facts: dict[str, tuple[Fact, ...]] = dict(session.plan.facts)
        self._recorded = self._old = self._left_rows = self._left_files = 0

    @property
    def left(self) -> int:
        """How many rows and files were left alone."""
        return self._left_rows + self._left_files

    def take(self, file: str, asked: Round, unit: Unit | None, period: str) -> None:
        """Take in one file; one that can't be read is said and passed over."""
        from cchc_cli.exchange.forms.answers import form_of, verdicts
        from cchc_cli.exchange.forms.read import read_form

        name = Path(file).name
        try:
            filled = read_form(name, _bytes(file))
            form = form_of(filled, asked, edge.today(), unit=unit, period=period)
        except Refused as refused:
            self._left_files += 1
            edge.talk(edge.visible(" ".join(each for each in (refused.message, refused.hint) if each)))
            return
        found = verdicts(form, self._facts)
        if not found:
            edge.talk(edge.visible(f"{name}: chưa có dòng nào được điền."))
        for verdict in found:
            self._record(form, verdict)

    def _record(self, form: Form, verdict: Verdict) -> None:
        from cchc_cli.domain import wording
        from cchc_cli.domain.vocabulary import short_date
        from cchc_cli.store.recording import Said, record_fact

        place = f"{form.filled.name}: {verdict.place}"
        answer = verdict.answer
        if answer is None:
            self._pass_over(place, verdict)
            return
        task = answer.line.row.task
        source = edge.visible(f"{form.filled.name}, {verdict.row.where}")
        said = Said(answer.said.fields(form.unit, source), form.today, dry_run=self._dry_run)
        try:
            appended = record_fact(self._session.loaded.directory, self._session.plan, task, said)
        except Refused as refused:
            self._left_rows += 1
            edge.talk(edge.visible(f"{place}: để lại, {_within(refused.message)}"))
            return
        self._recorded += 1
        held = self._facts.get(task.id, ())
        fact = answer.said.as_fact(form.unit, len(held))
        self._facts[task.id] = (*held, fact)
        did = "sẽ ghi" if self._dry_run else f"đã ghi [{appended.entry_id}]"
        edge.out(edge.visible(f"{place}: {did} ngày {short_date(fact.date)}, {wording.happened(fact)}"))
        for note in answer.notes:
            edge.talk(edge.visible(f"{place}: {note}."))

    def _pass_over(self, place: str, verdict: Verdict) -> None:
        if verdict.problem:
            self._left_rows += 1
            edge.talk(edge.visible(f"{place}: để lại, {verdict.problem}."))
        else:
            self._old += 1
            edge.talk(edge.visible(f"{place}: {verdict.note}."))

    def sum_up(self, files: int) -> None:
        """Say what came of the run."""
        recorded = "sẽ ghi" if self._dry_run else "đã ghi"
        parts = [
            f"{recorded} {self._recorded} dòng",
            f"không có gì mới {self._old} dòng",
            f"để lại {self._left_rows} dòng",
        ]
        if self._left_files:
            parts.append(f"để lại {self._left_files} tệp")
        edge.talk(f"Đã đọc {files} tệp: {'; '.join(parts)}.")
        if self._dry_run:
            edge.talk("Chạy thử: chưa ghi gì.")
        elif self.left:
            edge.talk("Sửa các dòng để lại rồi nhận lại chính tệp đó: dòng đã ghi không bị ghi hai lần.")


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except FileNotFoundError as error:
        raise Refused(f"Không có tệp “{file}”.", "Kiểm tra đường dẫn.") from error
    except IsADirectoryError as error:
        raise Refused(f"Trong thư mục “{file}” không có tệp .xlsx nào.", "Chọn thư mục hoặc tệp khác.") from error
    except OSError as error:
        raise Refused(f"Không đọc được “{file}”.", "Kiểm tra đường dẫn và quyền đọc.") from error


def _within(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def forms_status(
    period: OfPeriod = None,
    unit: Whom = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    plan: PlanDir = None,
    year: Year = None,
    format: RowFormat = None,  # noqa: A002 - the option's name is the user's word
    output: Output = None,
) -> None:
    """Đơn vị nào đã trả lời trong kỳ, đơn vị nào chưa, còn thiếu những nhiệm vụ nào.

    Ví dụ:
      cchc forms status
      cchc forms status --period 2020-Q2 --as-of 10/6/2020 --format json
    """
    from cchc_cli.cli.answer_page import AnswerPage, show
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain.collecting import answers_of, group_answers, units_asked
    from cchc_cli.domain.reminders import addressees

    session = open_plan(Asked(plan, year, as_of, known_on))
    asked, window = _round(session), _window(session, period)
    named = _unit(session, unit)
    wanted = units_asked(asked) if named is None else addressees(asked, named)
    found = [answers for each in wanted if (answers := answers_of(asked, each, window)).owed]
    ids = {each.id for each in wanted}
    groups = [each for each in group_answers(asked, window) if ids & {member.unit.id for member in each.members}]
    show(AnswerPage(session.moment, window, found, groups), format, output)
    session.finish()


def _round(session: Session) -> Round:
    from cchc_cli.domain.amended import plan_at
    from cchc_cli.domain.reminders import Round

    return Round(plan_at(session.plan, session.moment), session.standings, session.moment, session.calendar)


def _unit(session: Session, word: str | None) -> Unit | None:
    from cchc_cli.cli.filters import unit_named

    found: Unit | None = unit_named(session, word)
    return found


def _window(session: Session, period: str | None) -> Window:
    """Return the window of a period; without one that of the report whose cut-off comes next."""
    from cchc_cli.domain.collecting import window_at, window_named
    from cchc_cli.domain.windows import reports

    plan = session.plan
    if period is None:
        return window_at(plan.year, session.moment.as_of, plan.reporting)
    found = window_named(plan.year, period, plan.reporting)
    if found is None:
        known = ", ".join(each.code for each in reports(plan.year, plan.reporting))
        raise Refused(
            f"--period: “{period}” không phải là kỳ báo cáo của năm {plan.year}.",
            f"Các kỳ: {known}; hoặc từng quý, như {plan.year}-Q2.",
        )
    return found
