"""``cchc baseline`` and ``cchc amend``: fix the content as signed, and record what later documents change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import DryRun, Force, PlanDir, Year, task_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.cli.session import Session
    from cchc_cli.domain.standing import Standing
    from cchc_cli.store.amending import Amended, Decision

_MOST_SHOWN = 12


def baseline(
    document: Annotated[str | None, typer.Option("--document", metavar="VĂN_BẢN", help="Văn bản đã ký; mặc định số của kế hoạch.", show_default=False)] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="NGÀY", help="Ngày của văn bản; mặc định ngày của kế hoạch.", show_default=False)] = None,
    again: Annotated[bool, typer.Option("--again", help="Chốt lại nội dung đã chốt: khi kế hoạch được ký lại.")] = False,
    dry_run: DryRun = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:  # fmt: skip
    """Chốt nội dung kế hoạch đã ký; sau đó sửa nội dung phải có văn bản điều chỉnh.

    Ghi tiến độ không bị ảnh hưởng. “cchc validate” báo chỗ sửa không có căn cứ.

    Ví dụ:
      cchc baseline
      cchc baseline --document "01/KH-KCNĐN" --date 14/1/2020
    """
    from cchc_cli.cli.session import Asked, open_plan, typed_date
    from cchc_cli.domain.baseline import edits
    from cchc_cli.domain.content import prints_of
    from cchc_cli.domain.model import Baseline
    from cchc_cli.store.baseline import write_baseline
    from cchc_cli.store.record import unified_diff

    day = typed_date(date, "--date")
    session = open_plan(Asked(plan, year), quiet=True)
    _require_sound(session)
    _require_filled_in(session)
    held = session.plan
    signed = Baseline((document or "").strip() or held.number, day or held.date, edge.today())
    written = write_baseline(session.loaded.directory, held, signed, again=again, dry_run=dry_run)
    if dry_run:
        edge.out(unified_diff(written, session.loaded.directory.name), end="")
        edge.talk("Chạy thử: chưa ghi gì.")
        return
    from cchc_cli.domain.vocabulary import short_date

    counts = {group: len(pieces) for group, pieces in prints_of(held).items()}
    edge.out(
        f"Đã chốt nội dung theo {edge.visible(signed.document)} ngày {short_date(signed.date)}: "
        f"{counts['body']} mục trong văn bản, {counts['sections']} mục và {counts['tasks']} dòng trong phụ lục, "
        f"{counts['indicators']} chỉ tiêu."
    )
    accepted = edits(held)
    if accepted:
        edge.out(f"So với lần chốt trước có {len(accepted)} chỗ khác, nay coi là đã ký:")
        for each in accepted[:_MOST_SHOWN]:
            edge.out(f"  {' · '.join(edge.visible(text) for text in (each.id, each.label) if text)}")
        if len(accepted) > _MOST_SHOWN:
            edge.out(f"  và {len(accepted) - _MOST_SHOWN} chỗ nữa")
    edge.talk(
        f"Tệp {written.file}. Điều chỉnh về sau: cchc amend MÃ --field CỘT --to LỜI --document VĂN_BẢN --date NGÀY"
    )


def _require_filled_in(session: Session) -> None:
    """Refuse a plan that holds stand-ins: they are no words that anybody signed."""
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.store.stand_ins import stand_ins

    marked = stand_ins(session.loaded.directory)
    if marked:
        some = ", ".join(f"{name} dòng {line}" for name, line in marked[:_MOST_SHOWN])
        more = f" và {len(marked) - _MOST_SHOWN} chỗ nữa" if len(marked) > _MOST_SHOWN else ""
        raise Refused(
            f"Chưa chốt: kế hoạch còn {len(marked)} chỗ ghi tạm (chữ ĐIỀN): {some}{more}.",
            "Ghi theo văn bản đã ký rồi bỏ chữ ĐIỀN; văn bản để trống thì chỉ cần bỏ chữ đó.",
        )


def _require_sound(session: Session) -> None:
    """Leave with code 1 when the plan has errors; edits since an earlier baseline are what is to be fixed."""
    replace(
        session, findings=tuple(each for each in session.findings if each.code not in {"E501", "E502"})
    ).require_sound()


Cell = str | None


def amend(
    task_id: Annotated[str | None, typer.Argument(metavar="[MÃ]", help="Mã nhiệm vụ, ví dụ II.5.", autocompletion=task_ids, show_default=False)] = None,
    field: Annotated[Cell, typer.Option("--field", metavar="CỘT", help="Cột được điều chỉnh: task, product, lead, support, deadline ...", show_default=False)] = None,
    to: Annotated[Cell, typer.Option("--to", metavar="LỜI", help="Lời mới, đúng như văn bản điều chỉnh.", show_default=False)] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Đưa nhiệm vụ ra khỏi kế hoạch.")] = False,
    add: Annotated[bool, typer.Option("--add", help="Bổ sung nhiệm vụ.")] = False,
    document: Annotated[Cell, typer.Option("--document", metavar="VĂN_BẢN", help="Văn bản điều chỉnh; bắt buộc.", show_default=False)] = None,
    date: Annotated[Cell, typer.Option("--date", metavar="NGÀY", help="Ngày của văn bản điều chỉnh; bắt buộc.", show_default=False)] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="CHỮ", help="Lý do.", show_default=False)] = "",
    section: Annotated[str, typer.Option("--section", metavar="MỤC", help="Cùng --add: mục nhận dòng mới, ví dụ II.", show_default=False)] = "",
    after: Annotated[str, typer.Option("--after", metavar="MÃ", help="Cùng --add: đứng sau nhiệm vụ nào.", show_default=False)] = "",
    new_id: Annotated[str, typer.Option("--id", metavar="MÃ", help="Cùng --add: mã; mặc định số tiếp theo của mục.", show_default=False)] = "",
    task: Annotated[Cell, typer.Option("--task", metavar="CHỮ", help="Cùng --add: nội dung nhiệm vụ.", show_default=False)] = None,
    product: Annotated[Cell, typer.Option("--product", metavar="CHỮ", help="Cùng --add: sản phẩm.", show_default=False)] = None,
    lead: Annotated[Cell, typer.Option("--lead", metavar="ĐƠN_VỊ", help="Cùng --add: đơn vị chủ trì.", show_default=False)] = None,
    support: Annotated[Cell, typer.Option("--support", metavar="ĐƠN_VỊ", help="Cùng --add: đơn vị phối hợp.", show_default=False)] = None,
    deadline: Annotated[Cell, typer.Option("--deadline", metavar="LỜI", help="Cùng --add: thời gian hoàn thành.", show_default=False)] = None,
    leader: Annotated[Cell, typer.Option("--leader", metavar="TÊN", help="Cùng --add: lãnh đạo phụ trách.", show_default=False)] = None,
    number: Annotated[Cell, typer.Option("--number", metavar="STT", help="Cùng --add: STT ghi trong bảng.", show_default=False)] = None,
    notes: Annotated[Cell, typer.Option("--notes", metavar="CHỮ", help="Cùng --add: ghi chú.", show_default=False)] = None,
    force: Force = False,
    dry_run: DryRun = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:  # fmt: skip
    """Ghi điều chỉnh do văn bản sau quyết định; trước ngày đó kế hoạch vẫn đọc như đã ký.

    Ví dụ:
      cchc amend II.5 --field deadline --to "Quý II/2020" --document 15/QĐ-KCNĐN --date 4/5/2020
      cchc amend II.7 --remove --document 15/QĐ-KCNĐN --date 4/5/2020
      cchc amend --add --section II --task "Rà soát" --document 15/QĐ-KCNĐN --date 4/5/2020
    """
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.store import amending

    cells = {"number": number, "task": task, "product": product, "lead": lead, "support": support,
             "deadline": deadline, "leader": leader, "notes": notes}  # fmt: skip
    given = {name: text for name, text in cells.items() if text is not None}
    _require_one_thing(task_id, field, to, remove=remove, add=add, of_new_row=bool(given or section or after or new_id))
    decision = _decision(document, date, reason, force=force, dry_run=dry_run)
    session = open_plan(Asked(plan, year), quiet=True)
    directory, held = session.loaded.directory, session.plan
    if add:
        row = amending.NewRow(given, section, new_id, after)
        amended = amending.add_row(directory, held, row, decision)
    elif remove:
        amended = amending.remove_row(directory, held, task_id or "", decision)
    else:
        words = amending.NewWords(task_id or "", _column(field or ""), to or "")
        amended = amending.amend_cell(directory, held, words, decision)
    _tell(session, amended, dry_run=dry_run)


def _require_one_thing(
    task_id: str | None, field: str | None, to: str | None, *, remove: bool, add: bool, of_new_row: bool
) -> None:
    """Raise Refused where the options do not say one change, whole."""
    from cchc_cli.domain.refusal import Refused

    one_cell = field is not None or to is not None
    if add + remove + one_cell > 1:
        raise Refused("Mỗi lần chỉ ghi một điều chỉnh.", "Dùng riêng --add, --remove, hoặc --field cùng --to.")
    if not (add or remove or one_cell):
        hint = "Thêm --field CỘT --to LỜI, hoặc --remove; bổ sung nhiệm vụ thì dùng --add."
        raise Refused("Chưa nói điều chỉnh gì.", hint)
    if add and task_id is not None:
        raise Refused("Nhiệm vụ bổ sung chưa có mã trong kế hoạch.", f"Muốn đặt mã thì dùng --id {task_id}.")
    if not add and of_new_row:
        raise Refused("Các tùy chọn của dòng mới chỉ đi cùng --add.", "Sửa một ô thì dùng --field CỘT --to LỜI.")
    if not add and task_id is None:
        raise Refused("Chưa nói điều chỉnh nhiệm vụ nào.", "Ghi mã nhiệm vụ sau “cchc amend”, ví dụ II.5.")
    if one_cell and (field is None or to is None):
        raise Refused("--field và --to đi cùng nhau.", "Ví dụ: --field deadline --to “Quý II/2020”.")


def _decision(document: str | None, date: str | None, reason: str, *, force: bool, dry_run: bool) -> Decision:
    from cchc_cli.cli.session import typed_date
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.store.amending import Decision

    if not (document and document.strip()):
        raise Refused("Chưa có số văn bản điều chỉnh.", "Thêm --document VĂN_BẢN, ví dụ --document 15/QĐ-KCNĐN.")
    day = typed_date(date, "--date")
    if day is None:
        raise Refused("Chưa có ngày của văn bản điều chỉnh.", "Thêm --date NGÀY, ví dụ --date 4/5/2020.")
    return Decision(document, day, edge.today(), reason, force, dry_run)


def _column(typed: str) -> str:
    """Return the column a person means, by its key or by its title in the table."""
    from cchc_cli.domain.text import fold
    from cchc_cli.domain.vocabulary import TASK_FIELDS

    known = {fold(label): name for name, label in TASK_FIELDS.items()} | {name: name for name in TASK_FIELDS}
    return known.get(fold(typed), typed)


def _tell(session: Session, amended: Amended, *, dry_run: bool) -> None:
    """Say what was recorded and what it does to the row; on a dry run what it would do, beside the difference."""
    from cchc_cli.store.record import unified_diff

    if dry_run:
        edge.out(unified_diff(amended.appended, session.loaded.directory.name), end="")
        for line in (*_said(amended), *_effect(session, amended)):
            edge.talk(line)
        edge.talk("Chạy thử: chưa ghi gì.")
        return
    from cchc_cli.domain.vocabulary import short_date

    item = amended.amendment
    document = f"{edge.visible(item.document)} ngày {short_date(item.date)}"
    edge.out(f"Đã ghi điều chỉnh [{item.id}] theo {document}:")
    for line in (*_said(amended), *_effect(session, amended)):
        edge.out(line)
    edge.talk(f"Tệp {amended.appended.file}. Trước ngày {short_date(item.date)} kế hoạch vẫn đọc như cũ.")


def _said(amended: Amended) -> Iterator[str]:
    """Say what changes: old words and new ones."""
    from cchc_cli.domain.vocabulary import TASK_FIELDS

    item = amended.amendment
    if item.added is not None:
        row = item.added
        behind = f", sau {item.after}" if item.after else ""
        yield edge.visible(f"Bổ sung {row.id} vào mục {row.section}{behind}: {row.task}")
        for name, label in TASK_FIELDS.items():
            if name != "task" and getattr(row, name):
                yield edge.visible(f"{label}: {getattr(row, name)}")
    elif item.removed:
        yield f"Đưa {item.removed} ra khỏi kế hoạch."
    else:
        old, new = (f"“{text}”" if text else "để trống" for text in (item.old, item.new))
        yield edge.visible(f"{item.task} · {TASK_FIELDS[item.field]}: {old} -> {new}")


def _effect(session: Session, amended: Amended) -> Iterator[str]:
    """Say the state and the date of the row before and after."""
    from cchc_cli.domain import wording
    from cchc_cli.domain.standing import standings
    from cchc_cli.domain.vocabulary import short_date

    item = amended.amendment
    task_id = item.added.id if item.added is not None else item.task or item.removed
    moment = replace(session.moment, as_of=max(session.moment.as_of, item.date))
    old = _row(standings(amended.before, moment, session.calendar), task_id)
    new = _row(standings(amended.after, moment, session.calendar), task_id)
    if new is None:
        return
    head = f"Tình trạng tính đến {short_date(moment.as_of)}"
    if old is None:
        yield f"{head}: {wording.state(new)}"
    elif wording.state(old) != wording.state(new):
        yield f"{head}: {wording.state(old)} -> {wording.state(new)}"
    else:
        yield f"{head} không đổi: {wording.state(new)}"
    due = old.due if old is not None else None
    if new.due != due and new.due is not None and not item.removed:
        yield f"Thời hạn: {short_date(due) if due else 'chưa có'} -> {short_date(new.due)}"


def _row(rows: tuple[Standing, ...], task_id: str) -> Standing | None:
    return next((row for row in rows if row.task.id == task_id), None)
