"""Rules about units: those that cells name are registered, and the register holds together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.check.references import added_rows, is_comparable, meant
from cchc_cli.domain.finding import Finding, Place
from cchc_cli.store.take import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.model import Plan
    from cchc_cli.domain.units import Mention

LONGEST_CELL = 5_000
"""Beyond so many characters a cell names no units: something else was pasted into it."""


def units_are_registered(plan: Plan) -> Iterator[Finding]:
    """E301: a unit named in a row or a fact is in units.yaml.

    Bad: ``lead: Phòng Doanh nghiêp`` (a slip of the keyboard makes a unit that nobody is).
    Good: ``lead: Phòng Doanh nghiệp``, registered by name or alias.
    """
    if not plan.register.units:
        return
    for place, column, cell in _unit_cells(plan):
        for mention in mentions(plan, cell):
            if mention.unit is None:
                comparable = is_comparable(mention.text, plan.register.units)
                near = plan.register.nearest(mention.text) if comparable else []
                guess = f"Có phải “{shown(near[0])}”? Nếu là đơn vị khác, thêm" if near else "Thêm đơn vị này"
                hint = f"{guess} vào units.yaml."
                where = replace(place, path=(*place.path, column), within=mention.span)
                yield Finding("E301", where, f"Đơn vị “{shown(mention.text)}” chưa có trong units.yaml.", hint)


def unit_cells_are_short(plan: Plan) -> Iterator[Finding]:
    """E316: a cell that names units is no longer than 5,000 characters.

    Bad: a whole document pasted behind ``lead:``. Good: ``lead: Văn phòng``.
    """
    for place, column, cell in _unit_cells(plan):
        if len(cell) > LONGEST_CELL:
            where = replace(place, path=(*place.path, column))
            length = f"{len(cell):,}".replace(",", ".")
            message = f"Ô đơn vị dài {length} ký tự nên không đọc thành tên đơn vị."
            yield Finding("E316", where, message, "Ô này chỉ ghi tên các đơn vị; lời văn khác thì chuyển sang notes.")


def mentions(plan: Plan, cell: str) -> tuple[Mention, ...]:
    """Return the units that a cell names; none for one that is too long to be such a cell (E316)."""
    return plan.register.read(cell) if len(cell) <= LONGEST_CELL else ()


def _unit_cells(plan: Plan) -> list[tuple[Place, str, str]]:
    """Return every text that names units, with the place of its row or entry, and its key there."""
    rows = (*plan.tasks(), *added_rows(plan))
    cells = [(task.place, column, getattr(task, column)) for task in rows for column in ("lead", "support")]
    cells += [(item.place, "to", item.new) for item in plan.amendments if item.field in {"lead", "support"}]
    cells += [(fact.place, "lead", fact.lead) for facts in plan.facts.values() for fact in facts if fact.lead]
    return [(place, column, cell) for place, column, cell in cells if cell]


def unit_names_are_unique(plan: Plan) -> Iterator[Finding]:
    """E314: an id, a name or an alias in units.yaml means one unit.

    Bad: two units with ``id: vp``, or the alias of one that is the name of another. Good: each its own.
    """
    owner: dict[str, int] = {}
    for at, unit in enumerate(plan.register.units):
        words: list[tuple[tuple[str | int, ...], str]] = [(("id",), unit.id), (("name",), unit.name)]
        words += [(("aliases", index), alias) for index, alias in enumerate(unit.aliases)]
        for path, word in words:
            if owner.setdefault(word.casefold(), at) != at:
                where = Place("units.yaml", (at, *path))
                yield Finding("E314", where, f"“{shown(word)}” đã chỉ một đơn vị khác ở trên.",
                              "Mỗi mã, tên và cách ghi khác chỉ dùng cho một đơn vị.")  # fmt: skip


def unit_links_lead_somewhere(plan: Plan) -> Iterator[Finding]:
    """E309: the members and the successor of a unit are units.

    Bad: ``members: [phong-x]`` without such a unit. Good: ``members: [phong-doanh-nghiep]``.
    """
    known = {unit.id for unit in plan.register.units}
    for at, unit in enumerate(plan.register.units):
        links: list[tuple[tuple[str | int, ...], str]] = [
            (("members", index), member) for index, member in enumerate(unit.members)
        ]
        if unit.successor:
            links.append((("successor",), unit.successor))
        for path, unit_id in links:
            if unit_id not in known:
                yield Finding("E309", Place("units.yaml", (at, *path)), f"Không có đơn vị mã “{shown(unit_id)}”.",
                              meant(unit_id, known, "Ghi mã (id) của một đơn vị trong tệp này."))  # fmt: skip
