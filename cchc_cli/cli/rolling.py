"""``cchc rollover``: next year's plan drafted from this one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import DryRun, PlanDir, Year

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cchc_cli.cli.session import Session
    from cchc_cli.domain.rollover import Draft
    from cchc_cli.domain.standing import Standing

_YES, _NO = frozenset({"c", "có", "co", "y"}), frozenset({"k", "không", "khong", "n", ""})
_HEAD_TO_FILL = ("number", "date", "note")


def rollover(
    new_year: Annotated[int, typer.Argument(metavar="NĂM", help="Năm của kế hoạch mới, ví dụ 2021.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="THƯ_MỤC", help="Nơi lập kế hoạch mới.", show_default="bên cạnh kế hoạch này"
        ),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="MÃ", help="Nhiệm vụ đã hoàn thành vẫn đưa sang; dùng nhiều lần được."),
    ] = None,
    keep_all: Annotated[bool, typer.Option("--keep-all", help="Đưa sang mọi nhiệm vụ đã hoàn thành.")] = False,
    keep_none: Annotated[bool, typer.Option("--keep-none", help="Không đưa sang nhiệm vụ đã hoàn thành nào.")] = False,
    dry_run: DryRun = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:
    """Soạn kế hoạch năm sau từ kế hoạch năm nay.

    Nhiệm vụ thường xuyên và chưa hoàn thành được đưa sang; nhiệm vụ đã hoàn thành thì hỏi từng việc.

    Ví dụ:
      cchc rollover 2021
      cchc rollover 2021 --keep II.5 --keep VII.1 -o du-thao/2021
    """
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain.named import find_task
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.domain.rollover import draft, finished

    old_year = open_plan(Asked(plan, year), quiet=True).plan.year
    session = open_plan(Asked(plan, year, f"{old_year}-12-31"), quiet=True)
    session.require_sound()
    if new_year <= old_year or not 1900 <= new_year <= 2999:
        raise Refused(f"Năm của kế hoạch mới phải sau năm {old_year}.", f"Ví dụ: cchc rollover {old_year + 1}.")
    if keep_all and keep_none:
        raise Refused("--keep-all và --keep-none trái nhau.", "Chọn một trong hai.")
    folder = output if output is not None else session.loaded.directory.parent / str(new_year)
    done = finished(session.standings)
    named = {find_task(session.plan, each).id for each in keep or ()}
    chosen = named | (
        set()
        if keep_none
        else _chosen([row for row in done if row.task.id not in named], all_of=keep_all, asks=not keep)
    )
    made = draft(session.plan, session.standings, new_year, chosen)
    _write(session, made, folder, dry_run=dry_run)
    _tell(session, made, [row for row in done if row.task.id not in chosen], folder, dry_run=dry_run)


def _chosen(done: Sequence[Standing], *, all_of: bool, asks: bool) -> set[str]:
    """Return the finished rows to take over: all, or those that the person at the terminal says yes to."""
    if all_of:
        return {row.task.id for row in done}
    if not (asks and done and sys.stdin.isatty() and edge.is_terminal()):
        return set()
    edge.talk(f"{len(done)} nhiệm vụ đã hoàn thành. Nhiệm vụ nào năm nào cũng có thì đưa sang (c: có, k: không).")
    return {row.task.id for row in done if _says_yes(row)}


def _says_yes(row: Standing) -> bool:
    from cchc_cli.cli import paint

    words = paint.wrap(f"{row.task.id} {row.task.task}", edge.width(), most=2)
    edge.talk("\n" + "\n".join(words))
    while True:
        said = str(typer.prompt("Đưa sang năm sau? [c/K]", default="", show_default=False, prompt_suffix=" ", err=True))
        if said.strip().casefold() in _YES | _NO:
            return said.strip().casefold() in _YES
        edge.talk("Gõ c (có) hoặc k (không).")


def _write(session: Session, made: Draft, folder: Path, *, dry_run: bool) -> None:
    from cchc_cli.store.plan_text import plan_texts
    from cchc_cli.store.scaffold import write_plan

    old = session.plan.year
    remarks = {f"{task}.deadline": f"năm {old}: {phrase}" for task, phrase in made.phrases.items()}
    remarks["subject"] = f"dự thảo soạn từ kế hoạch {session.plan.number}; rà lại từng mục của nội dung"
    to_fill = (*_HEAD_TO_FILL, *(f"{task}.deadline" for task in made.phrases))
    texts = plan_texts(made.plan, made.plan.register.units, to_fill=to_fill, remarks=remarks)
    if not dry_run:
        write_plan(folder, texts | {"progress/.gitkeep": ""})


def _tell(session: Session, made: Draft, left: Sequence[Standing], folder: Path, *, dry_run: bool) -> None:
    rows, shown = len(made.origins), _shown(folder)
    edge.out(f"{'Sẽ lập' if dry_run else 'Đã lập'} {shown}: {rows} mục từ kế hoạch {session.plan.number}, "
             f"{len(made.phrases)} mục chờ ghi thời hạn.")  # fmt: skip
    for before, after in made.renamed:
        edge.talk(f"Đơn vị {before} đã kết thúc; ghi thay bằng {after}.")
    dropped = _dropped(session, made, {row.task.id for row in left})
    if dropped:
        edge.talk(f"Không đưa sang vì đã ra khỏi kế hoạch: {', '.join(dropped)}.")
    if left:
        edge.talk(f"Không đưa sang {len(left)} nhiệm vụ đã hoàn thành: {', '.join(row.task.id for row in left)}. "
                  "Muốn đưa sang: thêm --keep MÃ, hoặc --keep-all.")  # fmt: skip
    if dry_run:
        edge.talk("Chạy thử: chưa ghi gì.")
    else:
        edge.talk(f"Mở {shown}, điền những chỗ có chữ ĐIỀN, rồi chạy: cchc validate --plan {_typed(shown)}")


def _shown(folder: Path) -> str:
    """Return a folder as a person there would name it: below the working directory from there."""
    here = Path.cwd()
    return edge.visible(
        str(folder.relative_to(here) if folder.is_absolute() and folder.is_relative_to(here) else folder)
    )


def _typed(path: str) -> str:
    return f'"{path}"' if " " in path else path


def _dropped(session: Session, made: Draft, left: Collection[str]) -> list[str]:
    taken = set(made.origins.values())
    return [row.task.id for row in session.standings if row.task.id not in taken and row.task.id not in left]
