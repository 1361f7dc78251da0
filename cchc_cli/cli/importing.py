"""``cchc import``: make a plan of a document, or hold one against the plan that is there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli.cli import edge, import_head
from cchc_cli.cli.import_head import Head
from cchc_cli.cli.options import DryRun, PlanDir, Year
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cchc_cli.cli.paint import Line
    from cchc_cli.cli.session import Session
    from cchc_cli.domain.model import Plan
    from cchc_cli.exchange.again import Again
    from cchc_cli.exchange.imported import Imported
    from cchc_cli.review.diff import Review

_HEAD = ("number", "date", "place", "subject")
_MOST_COMMANDS = 12
_BLANK = "…"


class Form(StrEnum):
    """How what was read is told."""

    TABLE = "table"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class _Call:
    """What the options of a call say."""

    name: str
    dry_run: bool
    apply: bool
    force: bool
    form: Form


def import_document(
    file: Annotated[str, typer.Argument(metavar="TỆP", help="Văn bản kế hoạch hoặc phụ lục: .docx, .xlsx, .csv, .tsv, .md, .txt.")],
    year: Year = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="THƯ_MỤC", help="Thư mục của kế hoạch; mặc định plan/NĂM.", show_default=False)] = None,
    plan: PlanDir = None,
    agency: import_head.Agency = None,
    parent: import_head.Parent = None,
    code: import_head.Code = None,
    place: import_head.Place = None,
    number: import_head.Number = None,
    date: import_head.Date = None,
    subject: import_head.Subject = None,
    apply: Annotated[bool, typer.Option("--apply", help="Khi kế hoạch đã có: sửa những dòng khác trong appendix.yaml.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Vẫn sửa dù nội dung kế hoạch đã chốt.")] = False,
    dry_run: DryRun = False,
    format: Annotated[Form, typer.Option("--format", help="Dạng kết quả.")] = Form.TABLE,  # noqa: A002
) -> None:  # fmt: skip
    """Nhập kế hoạch từ văn bản Word, Excel hoặc chữ đã quét; văn bản sửa rồi thì nhập lại để xem chỗ khác.

    Mọi chỗ phải đoán đều được kê ra. Kế hoạch đã có thì không ghi đè: chỉ cho xem chỗ khác; thêm --apply để sửa.

    Ví dụ:
      cchc import ke-hoach-2026.docx --parent "UBND tỉnh Đồng Nai"
      cchc import phu-luc.xlsx --year 2026 --dry-run
      cchc import ke-hoach-2026.docx --plan plan/2026 --apply
    """
    from cchc_cli.exchange.grasp.whole import grasp
    from cchc_cli.exchange.reading import read_document

    if output is not None and plan is not None:
        raise Refused("-o và --plan nói cùng một điều.", "Chỉ dùng một trong hai.")
    head = Head(agency, parent, code, place, number, date, subject)
    call = _Call(Path(file).name, dry_run, apply, force, format)
    data = _bytes_of(Path(file))
    known = _named_plan(output, plan, year)
    imported = grasp(read_document(call.name, data), year=year if year is not None else _year_of(known))
    folder = known or _folder_for(output, imported.plan.year)
    from cchc_cli.store.workspace import is_plan

    if is_plan(folder):
        if any(True for _ in head.given()):
            raise Refused(
                f"“{folder}” đã có kế hoạch: --agency, --number và các phần đầu văn bản chỉ ghi khi nhập lần đầu.",
                "Bỏ các tùy chọn này; cần sửa phần đầu thì sửa plan.yaml.",
            )
        _import_again(call, folder, imported)
    else:
        _import_new(call, folder, import_head.completed(imported, head))


def _bytes_of(path: Path) -> bytes:
    from cchc_cli.store.names import LARGEST_FILE
    from cchc_cli.store.workspace import read_bytes

    try:
        data = read_bytes(path)
    except FileNotFoundError as missing:
        raise Refused(f"Không có tệp “{path}”.", "Kiểm tra lại tên tệp và thư mục.") from missing
    except IsADirectoryError as folder:
        raise Refused(f"“{path}” không phải là tệp.", "Nhập từng tệp một.") from folder
    if len(data) > LARGEST_FILE:
        raise Refused(f"“{path.name}” lớn quá {LARGEST_FILE // (1024 * 1024)} MB.", "Bỏ bớt hình ảnh trong tệp.")
    return data


def _named_plan(output: str | None, plan: str | None, year: int | None) -> Path | None:
    """Return the plan that the call names, where there is one."""
    from cchc_cli.cli.session import Asked, locate
    from cchc_cli.store.workspace import is_plan

    if plan is not None:
        return locate(Asked(plan, year))
    if output is not None and not output.strip():
        raise Refused("-o: chưa ghi gì.", "Ghi tên thư mục, hoặc bỏ -o để dùng plan/NĂM.")
    return Path(output) if output is not None and is_plan(Path(output)) else None


def _year_of(plan: Path | None) -> int | None:
    from cchc_cli.store.workspace import year_of

    return year_of(plan) if plan is not None else None


def _folder_for(output: str | None, year: int) -> Path:
    """Return where the plan of a year is, or is to be: below the folder that holds the plans."""
    from cchc_cli.store.scaffold import plans_below

    if output is not None:
        return Path(output)
    here = Path.cwd()
    root = next((each for each in (here, *here.parents) if (each / "plan").is_dir()), here)
    found = [plan for plan, of in plans_below(root).items() if of == year]
    if len(found) > 1:
        listed = "\n".join(f"  --plan {plan}" for plan in found)
        raise Refused(f"Có nhiều kế hoạch năm {year}; cần chỉ rõ một kế hoạch:", listed)
    folder = found[0] if found else root / "plan" / str(year)
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _import_new(call: _Call, folder: Path, imported: Imported) -> None:
    from cchc_cli.cli import import_talk, paint
    from cchc_cli.store.plan_text import plan_texts
    from cchc_cli.store.scaffold import write_plan

    if call.apply:
        raise Refused(
            f"--apply chỉ dùng khi kế hoạch đã có; “{folder}” chưa có kế hoạch.", "Bỏ --apply để lập kế hoạch mới."
        )
    to_fill = _to_fill(imported)
    texts = plan_texts(_without_blanks(imported.plan, to_fill), imported.units, to_fill=to_fill)
    if not call.dry_run:
        write_plan(folder, texts)
    files = [str(folder / name) for name in texts]
    if call.form is Form.JSON:
        _tell_json(call, folder, imported, {"new": True, "files": files, "to_fill": _left(texts)})
    else:
        paint.show([*import_talk.page(call.name, imported), *import_talk.to_fill(_left(texts))])
        for name in files:
            edge.talk(f"{'Sẽ lập' if call.dry_run else 'Đã lập'} {name}")
    if call.dry_run:
        edge.talk("Chạy thử: chưa ghi gì.")
    else:
        where = "" if _is_found(folder) else f" --plan {_typed(str(folder)) if ' ' in str(folder) else folder}"
        edge.talk(f"Tiếp theo: xem lại các chỗ kê trên, rồi chạy “cchc validate{where}” và “cchc{where}”.")


def _is_found(folder: Path) -> bool:
    """Say whether commands typed here find the plan by themselves."""
    from cchc_cli.cli.session import Asked, locate

    try:
        return locate(Asked()).resolve() == folder.resolve()
    except Refused:
        return False


def _to_fill(imported: Imported) -> set[str]:
    """Return the fields that the document does not give: of the head, and rows and headings without words."""
    named = {name for name in _HEAD if name not in imported.stated}
    agency = imported.plan.agency
    unsaid = {"name", "parent", "code"} if "agency" not in imported.stated else set()
    named |= {f"agency.{name}" for name in ("name", "parent", "code") if name in unsaid or not getattr(agency, name)}
    named |= {f"{row.id}.task" for row in imported.plan.tasks() if row.task == _BLANK}
    return named | {f"{section.id}.title" for section in imported.plan.all_sections() if section.title == _BLANK}


def _without_blanks(plan: Plan, to_fill: set[str]) -> Plan:
    """Return a plan with nothing where its head has only dots, or a subject made of them, for better stand-ins."""
    from dataclasses import replace

    agency = {name: "" for name in ("name", "parent", "code") if _BLANK in getattr(plan.agency, name)}
    head = {name: "" for name in ("number", "place", "subject") if name in to_fill and _BLANK in getattr(plan, name)}
    return replace(plan, agency=replace(plan.agency, **agency), **head)  # type: ignore[arg-type]


def _left(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the lines that a person is to fill in: file, line from 1, and what stands there for the time being."""
    from cchc_cli.store.stand_ins import MARK

    return [
        {"file": name, "line": at, "text": line.partition(f"  # {MARK}")[0].strip()}
        for name, text in texts.items()
        for at, line in enumerate(text.split("\n"), 1)
        if f"  # {MARK}" in line
    ]


def _import_again(call: _Call, folder: Path, imported: Imported) -> None:
    from cchc_cli.cli import import_talk, paint
    from cchc_cli.cli.diffing import page
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.exchange.again import again
    from cchc_cli.review.diff import Side, review_of

    session = open_plan(Asked(str(folder)), quiet=True)
    _require_readable(session)
    found = again(session.plan, imported)
    review = review_of(
        Side(f"kế hoạch ở {folder}", session.plan), Side(f"tệp {call.name}", found.revised), session.moment,
        session.calendar,
    )  # fmt: skip
    if call.form is Form.TABLE:
        lines: list[Line] = [*import_talk.page(call.name, imported, known=True), [], *page(review)]
        paint.show([*lines, *import_talk.not_edited(found)])
    edited = _apply(call, folder, session, found) if call.apply else False
    if call.form is Form.JSON:
        _tell_json(call, folder, imported, _again_data(review, found, edited=edited))
    _say_next(call, found, review, edited=edited)


def _require_readable(session: Session) -> None:
    """Leave with code 1 where a part of the plan can't be read: what is not seen can't be compared."""
    errors = [each for each in session.loaded.findings if each.severity == "error"]
    if errors:
        from cchc_cli.check.show import as_text

        edge.talk(as_text(errors, session.loaded.sources))
        edge.talk(f"Kế hoạch đã có còn {len(errors)} lỗi nên chưa so được. Sửa các lỗi trên rồi chạy lại.")
        raise typer.Exit(edge.FOUND)


def _apply(call: _Call, folder: Path, session: Session, found: Again) -> bool:
    """Edit the rows that differ; tell whether a character of the file changed, or would."""
    from cchc_cli.store.row_edits import edit_rows

    if not found.has_row_edits:
        return False
    baseline = session.plan.baseline
    if baseline is not None and not call.force:
        raise Refused(
            f"Chưa sửa gì: nội dung kế hoạch đã chốt theo {baseline.document}; thay đổi về sau ghi bằng văn bản điều chỉnh.",
            "\n".join([*_amend_commands(found), "Nếu vẫn muốn sửa thẳng nội dung đã chốt: thêm --force."]),
        )
    return edit_rows(folder, found.cells, found.inserted, dry_run=call.dry_run).is_changed


def _amend_commands(found: Again) -> Iterator[str]:
    """Yield the commands that record the same changes as decided by a later document."""
    by = "--document VĂN_BẢN --date NGÀY"
    commands = [
        f"cchc amend {task_id} --field {name} --to {_typed(text)} {by}"
        for task_id, cells in found.cells.items()
        for name, text in cells.items()
        if name != "schedule" and "." not in name
    ]
    commands += [
        f"cchc amend --add --section {each.row.section} --task {_typed(each.row.task)} {by}" for each in found.inserted
    ]
    yield from commands[:_MOST_COMMANDS]
    if len(commands) > _MOST_COMMANDS:
        yield f"(và {len(commands) - _MOST_COMMANDS} lệnh nữa như vậy)"


def _typed(text: str) -> str:
    """Return words as they are typed behind an option."""
    line = " ".join(text.split())
    return f"'{line}'" if '"' in line and "'" not in line else '"' + line.replace('"', "”") + '"'


def _say_next(call: _Call, found: Again, review: Review, *, edited: bool) -> None:
    from cchc_cli.domain.change import Kind

    if edited:
        rows = f"{len(found.cells)} dòng sửa, {len(found.inserted)} dòng thêm"
        edge.talk(f"{'Sẽ sửa' if call.dry_run else 'Đã sửa'} appendix.yaml: {rows}.")
    elif found.has_row_edits and not call.apply:
        edge.talk("Chưa sửa gì. Thêm --apply để sửa những dòng khác trong appendix.yaml.")
    if review.changes.of(Kind.HEADER, Kind.NODE):
        edge.talk("Phần văn bản ngoài bảng không tự sửa: xem các chỗ khác ở trên rồi sửa plan.yaml.")
    if edited and call.dry_run:
        edge.talk("Chạy thử: chưa ghi gì.")
    elif edited:
        edge.talk("Tiếp theo: cchc validate, rồi cchc diff để xem lại.")


def _again_data(review: Review, found: Again, *, edited: bool) -> dict[str, Any]:
    from cchc_cli.review.diff_json import contract

    return {
        "new": False,
        "applied": edited,
        "changes": contract(review)["changes"],
        "edited": sorted(found.cells),
        "inserted": [each.row.id for each in found.inserted],
        "removed": [row.id for row in found.removed],
        "moved": [{"id": row.id, "section": section} for row, section in found.moved],
        "unplaced": [row.id for row in found.unplaced],
    }


def _tell_json(call: _Call, folder: Path, imported: Imported, rest: dict[str, Any]) -> None:
    from dataclasses import asdict

    from cchc_cli.cli import output
    from cchc_cli.cli.import_talk import counts

    data = {
        "schema": "cchc.import/1",
        "file": call.name,
        "directory": str(folder),
        "dry_run": call.dry_run,
        "year": imported.plan.year,
        **counts(imported),
        "tally": [asdict(each) for each in imported.tally],
        "doubts": [asdict(each) for each in imported.doubts],
    }
    edge.out(output.as_json(data | rest))
