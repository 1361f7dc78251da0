"""The columns of an export: those of the plan's own table between where a row stands and what is computed of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.vocabulary import TASK_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.domain.model import Plan, Task

EXTRA = "extra:"
PLACED = {"section": "Phần", "section_title": "Tên phần", "id": "Mã"}
"""Where a row stands and what it is called, before the columns of the table."""
OPTIONAL = {
    "schedule": TASK_FIELDS["schedule"],
    "leader": TASK_FIELDS["leader"],
    "budget": TASK_FIELDS["budget"],
    "weight": "Trọng số",
    "continues": "Tiếp nối",
    "notes": TASK_FIELDS["notes"],
    "implements": "Nơi nêu trong kế hoạch",
}
"""Fields of a row that get a column where some row of the plan has them."""
COMPUTED = {
    "state": "Tình trạng",
    "outside": "Ngoài cơ quan",
    "due": "Đến hạn",
    "completed": "Ngày hoàn thành",
    "result": "Kết quả gần nhất",
    "evidence": "Tài liệu kiểm chứng",
}
"""What the program works out; reading an export back leaves these columns out."""

_STATE_ON = re.compile(r"Tình trạng tính đến \d{2}/\d{2}/\d{4}")
_SIGNED = ("number", "task", "product", "lead", "support", "deadline")
_ROLES = "roles"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what fills it (a field, ``extra:<title>``, empty for nothing known) and its title."""

    field: str
    title: str

    @property
    def is_computed(self) -> bool:
        """Whether the program works its cells out, so that no plan holds them."""
        return self.field in COMPUTED


def is_state_on_a_day(title: str) -> bool:
    """Whether a title is that of the one computed column of an export in Word, which has no column of ids."""
    return _STATE_ON.fullmatch(title) is not None


def headings(plan: Plan) -> tuple[Heading, ...]:
    """Return the columns of an export of a plan; they depend on the plan alone, never on which rows are asked for.

    No title stands twice: a computed column that has the title of one of the plan's says that it is computed.
    """
    own = list(_own(plan))
    titles = {heading.title for heading in own}
    computed = (Heading(field, _unlike(title, titles)) for field, title in COMPUTED.items())
    return (*(Heading(field, _unlike(title, titles)) for field, title in PLACED.items()), *own, *computed)


def _unlike(title: str, taken: set[str]) -> str:
    return f"{title} (chương trình ghi)" if title in taken else title


def _own(plan: Plan) -> Iterator[Heading]:
    """Yield the columns of the signed table, then what some row has beside them."""
    rows = tuple(_rows(plan))
    extra = dict.fromkeys(title for task in rows for title, _ in task.extra)
    shown: set[str] = set()
    titles = tuple(dict.fromkeys(plan.columns or (TASK_FIELDS[field] for field in _SIGNED)))
    for title, known in zip(titles, _fields(titles), strict=True):
        field = EXTRA + title if title in extra else known
        # Who leads and who supports in one column: they get a column each, below.
        if field != _ROLES and (not field or field not in shown):
            shown.add(field)
            yield Heading(field, title)
    further: Iterable[tuple[str, str]] = ((field, TASK_FIELDS[field]) for field in _SIGNED)
    for field, title in (*further, *OPTIONAL.items()):
        if field not in shown and any(getattr(task, field) for task in rows):
            yield Heading(field, title)
    for title in extra:
        if EXTRA + title not in shown:
            yield Heading(EXTRA + title, title)


def _rows(plan: Plan) -> Iterator[Task]:
    for section in plan.all_sections():
        yield from section.groups
        yield from section.tasks


def _fields(titles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the field under each title of a signed table, as an import of it reads them; empty for none."""
    from cchc_cli.exchange.grasp.columns import columns_at
    from cchc_cli.exchange.pages import Cell, Row

    found = columns_at((Row(tuple(Cell(title) for title in titles), ""),), 0)
    fields = found.fields if found is not None else ("",) * len(titles)
    known = {*_SIGNED, *OPTIONAL, _ROLES}
    return tuple(field if field in known else "" for field in fields)
