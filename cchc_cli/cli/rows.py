"""Rows as data: the cells of a table by column, and the versioned JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.domain import wording
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from cchc_cli.cli.session import Session
    from cchc_cli.domain.standing import Standing

COLUMNS = {
    "id": "Mã",
    "number": "STT",
    "section": "Mục",
    "area": "Lĩnh vực",
    "task": "Nhiệm vụ",
    "product": "Sản phẩm",
    "lead": "Chủ trì",
    "support": "Phối hợp",
    "leader": "Lãnh đạo phụ trách",
    "deadline": "Thời hạn ghi trong kế hoạch",
    "kind": "Loại thời hạn",
    "state": "Mã tình trạng",
    "label": "Tình trạng",
    "due": "Hạn",
    "first_due": "Hạn đầu tiên",
    "days": "Số ngày trễ",
    "missing": "Kỳ thiếu",
    "reported": "Đã có báo cáo",
    "outside": "Cơ quan ngoài",
}
USUAL = ("id", "state", "days", "due", "lead", "task", "product", "deadline", "missing", "reported")


def columns_named(asked: str | None) -> list[str]:
    """Return the columns asked for, the usual ones where none are; raise Refused for one there is not."""
    named = [word.strip() for word in (asked or ",".join(USUAL)).split(",") if word.strip()]
    unknown = [word for word in named if word not in COLUMNS]
    if unknown:
        raise Refused(f"Không có cột “{unknown[0]}”.", f"Các cột: {', '.join(COLUMNS)}.")
    return named


def cell(row: Standing, column: str) -> str:
    """Return one cell of a row, as text."""
    task = row.task
    match column:
        case "lead" | "support":
            return ", ".join(mention.name for mention in getattr(row, column))
        case "kind":
            return ", ".join(row.kinds)
        case "state":
            return row.state.value
        case "label":
            return wording.state(row)
        case "due" | "first_due":
            day = getattr(row, column)
            return day.isoformat() if day else ""
        case "days":
            return "" if row.days is None else str(row.days)
        case "missing":
            return ", ".join(row.missing)
        case "reported" | "outside":
            return "có" if getattr(row, column) else "không"
    return str(getattr(task, column))


def contract(session: Session, rows: list[Standing]) -> dict[str, Any]:
    """Return the data of ``cchc.list/1``."""
    figures = session.figures
    plan, moment = session.plan, session.moment
    return {
        "schema": "cchc.list/1",
        "as_of": moment.as_of.isoformat(),
        "known_on": moment.known_on.isoformat() if moment.known_on else None,
        "plan": {
            "number": plan.number,
            "date": plan.date.isoformat(),
            "year": plan.year,
            "agency": plan.agency.name,
            "subject": plan.subject,
        },
        "counts": {
            "total": figures.total,
            "tasks": figures.tasks,
            "indicators": figures.indicators,
            "outside": figures.outside,
            "states": {state.value: amount for state, amount in sorted(figures.rows.items())},
        },
        "tasks": [task_data(row) for row in rows],
    }


def task_data(row: Standing) -> dict[str, Any]:
    """Return one row as JSON data."""
    task = row.task
    return {
        "id": task.id,
        "number": task.number or task.id.rpartition(".")[2],
        "type": "indicator" if task.is_indicator else "task",
        "section": task.section,
        "area": task.area,
        "task": task.task,
        "product": task.product,
        "lead": [mention.name for mention in row.lead],
        "support": [mention.name for mention in row.support],
        "outside": row.outside,
        "deadline": task.deadline,
        "kind": [kind.value for kind in row.kinds],
        "state": row.state.value,
        "reported": row.reported,
        "due_soon": row.due_soon,
        "extended": row.extended,
        "due": row.due.isoformat() if row.due else None,
        "first_due": row.first_due.isoformat() if row.first_due else None,
        "days": row.days,
        "missing": list(row.missing),
        "parts": [
            {
                "part": part.letter,
                "label": part.part.label,
                "kind": part.part.kind.value,
                "state": part.state.value,
                "due": part.due.isoformat() if part.due else None,
            }
            for part in row.parts
        ],
    }
