"""Set the rows of an export in a Word table: the plan's own columns, then the state of each row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain import wording
from cchc_cli.domain.vocabulary import DONE, prose_date, short_date
from cchc_cli.report import phrasing
from cchc_cli.report.document import Block, Document, Paragraph, Run, Style, Table
from cchc_cli.report.plan_document import signed_appendix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cchc_cli.domain.model import Moment, Plan, Section, Task
    from cchc_cli.domain.standing import Standing

STATE = "Tình trạng tính đến"
"""How the heading of the one computed column begins; the date follows."""
_STATE_SHARE = 52


def export_document(standings: Sequence[Standing], plan: Plan, moment: Moment) -> Document:
    """Return the rows asked for in the columns of the plan's table, with their states and evidence in one more.

    ``plan`` reads as of the moment already. The table can be read back: its cells are the plan's words.
    """
    rows = {row.task.id: row for row in standings}
    title = f"{STATE} {short_date(moment.as_of)}"
    sections = tuple(kept for section in plan.sections if (kept := _kept(section, rows, title)) is not None)
    appendix = signed_appendix(replace(plan, sections=sections))
    whole = sum(1 for _ in plan.tasks())
    counted = f"cả {whole}" if len(rows) == whole else f"{wording.two(len(rows))} trong {whole}"
    said = f"{phrasing.moment(moment)}. Kê {counted} mục của kế hoạch."
    caption = Paragraph(Style.CAPTION, (Run(said),))
    return Document(
        title=f"{plan.appendix_title or 'Nhiệm vụ của kế hoạch'}, tính đến ngày {prose_date(moment.as_of)}",
        slug=f"Nhiem-vu-{moment.as_of.isoformat()}",
        stored=moment.as_of,
        appendices=(replace(appendix, blocks=(caption, *map(_widened, appendix.blocks))),),
    )


def _widened(block: Block) -> Block:
    """Give the column added beside the plan's own the room it needs, out of that of the widest."""
    if not isinstance(block, Table):
        return block
    shares = (_STATE_SHARE if each.title.startswith(STATE) else max(12, min(each.width, 80)) for each in block.columns)
    columns = (replace(each, width=share) for each, share in zip(block.columns, shares, strict=True))
    return replace(block, columns=tuple(columns))


def _kept(section: Section, rows: Mapping[str, Standing], title: str) -> Section | None:
    """Return a section with the rows asked for, each with its state as a further column; None for none."""
    tasks = tuple(_told(task, rows[task.id], title) for task in section.tasks if task.id in rows)
    inner = tuple(kept for each in section.sections if (kept := _kept(each, rows, title)) is not None)
    if not tasks and not inner:
        return None
    return replace(section, tasks=tasks, sections=inner)


def _told(task: Task, row: Standing, title: str) -> Task:
    evidence = dict.fromkeys(text for fact in row.facts for text in fact.evidence)
    lines = (_state(row), *(f"- {text}" for text in evidence))
    return replace(task, extra=(*task.extra, (title, "\n".join(lines))))


def _state(row: Standing) -> str:
    """Name the state with the day that belongs to it: of completion, else the date in force."""
    label = wording.state(row)
    if row.state in DONE:
        days = [part.fact.date for part in row.parts if part.fact is not None]
        return f"{label}, ngày {short_date(max(days))}" if days else label
    due = wording.due(row)
    return f"{label} ({due})" if due else label
