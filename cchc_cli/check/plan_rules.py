"""Rules about the plan as a whole: leads, products, numbering, and how its text and its table fit together."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cchc_cli.check.facts import listed
from cchc_cli.check.units import mentions
from cchc_cli.domain.finding import Finding, Place
from cchc_cli.domain.text import fold
from cchc_cli.domain.vocabulary import AREAS
from cchc_cli.store.take import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.domain.model import Node, Plan, Task

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_FEWEST_AREAS = 4


def _at(place: Place, key: str) -> Place:
    return replace(place, path=(*place.path, key))


def _rows(plan: Plan) -> Iterator[tuple[Task, Task | None]]:
    """Yield every line of the table in order, rows that hold sub-rows included, with the row above it."""
    for section in plan.all_sections():
        groups = {group.id: group for group in section.groups}
        for row in section.lines(section.tasks):
            yield row, groups.get(row.parent)


def rows_have_one_lead(plan: Plan) -> Iterator[Finding]:
    """W410: one unit leads a row; the others support it.

    Bad: ``lead: Phòng Doanh nghiệp, Văn phòng``. Good: ``lead: Phòng Doanh nghiệp`` and
    ``support: Văn phòng``, where the document says so.
    """
    for task, above in _rows(plan):
        units = mentions(plan, task.lead)
        # A sub-row that only takes over the lead of its row is said there.
        if len(units) > 1 and (above is None or above.lead != task.lead):
            names = listed([shown(unit.text) for unit in units], "đơn vị")
            message = f"{task.id} có {len(units)} đơn vị cùng chủ trì: {names}."
            hint = "Nếu văn bản ký như vậy thì giữ nguyên; mục này được tính cho từng đơn vị."
            yield Finding("W410", _at(task.place, "lead"), message, hint)


def rows_have_a_product(plan: Plan) -> Iterator[Finding]:
    """W411: in a table with a column for it, a row says what comes out of the work.

    Bad: a row without ``product`` under the column "Sản phẩm". Good: ``product: Báo cáo``.
    """
    if not any("san pham" in fold(column) for column in plan.columns):
        return
    for task in plan.tasks():
        if not task.product and not task.is_indicator:
            yield Finding("W411", _at(task.place, "id"), f"{task.id} không ghi sản phẩm.",
                          "Nếu văn bản không ghi, có thể bỏ qua.")  # fmt: skip


def numbers_have_no_gaps(plan: Plan) -> Iterator[Finding]:
    """W412: sections, rows and numbered places of the text follow one another.

    Bad: rows 1, 2, 4. Good: rows 1, 2, 3. Lettered points are W405.
    """
    yield from _gaps((section.id, section.id, section.place) for section in plan.sections)
    for section in plan.all_sections():
        by_parent: dict[str, list[Task]] = {}
        for row in section.lines(section.tasks):
            by_parent.setdefault(row.parent, []).append(row)
        for rows in by_parent.values():
            yield from _gaps((row.id, row.number or row.id, row.place) for row in rows)
    for items in (plan.body, *(node.items for node in plan.nodes())):
        yield from _gaps((node.id, node.id, node.place) for node in items)


def _gaps(places: Iterable[tuple[str, str, Place]]) -> Iterator[Finding]:
    numbered = [(name, _number(written), place) for name, written, place in places]
    for (before, low, _), (name, high, place) in pairwise(numbered):
        if low is not None and high is not None and high > low + 1:
            missing = f"thiếu {high - low - 1} mục ở giữa" if high - low > 2 else "thiếu một mục ở giữa"
            message = f"Sau {shown(before)} là {shown(name)}: {missing}."
            yield Finding("W412", _at(place, "id"), message, "Nếu văn bản ký như vậy thì giữ nguyên.")


def _number(written: str) -> int | None:
    """Return the last number of an id or an STT, Roman or Arabic; None where it ends otherwise."""
    last = written.strip().rstrip(".)").rpartition(".")[2].strip()
    if last.isascii() and last.isdigit() and len(last) < 6:
        return int(last)
    return _ROMAN.index(last) + 1 if last in _ROMAN else None


def _is_linked(plan: Plan) -> bool:
    """Whether links between table and text have been made: by most rows, targets aside."""
    rows = [task for task in plan.tasks() if not task.is_indicator]
    return sum(bool(task.implements) for task in rows) * 2 > len(rows)


def commitments_are_carried_out(plan: Plan) -> Iterator[Finding]:
    """W413: a place of the text is carried out by a row, or measured by an indicator.

    Said once for the whole text, and only in plans whose rows say what they carry out.

    Bad: a point ``KH.II.2.a.9`` that no row names in ``implements``. Good: ``implements: [KH.II.2.a.9]``.
    """
    if not _is_linked(plan):
        return
    reached = {node_id for task in plan.tasks() for node_id in task.implements}
    reached |= {indicator.source for indicator in plan.indicators}
    left = [node for top in plan.body for node in _unreached(top, reached)]
    if left:
        places = listed([each.id for each in left])
        message = f"Phụ lục chưa có nhiệm vụ thực hiện {len(left)} mục của văn bản: {places}."
        hint = "Nhiệm vụ nào thực hiện thì ghi mã ở khóa implements; định hướng chung thì có thể bỏ qua."
        yield Finding("W413", _at(left[0].place, "id"), message, hint)


def _unreached(node: Node, reached: set[str]) -> Iterator[Node]:
    """Yield the last places below a node that no row and no indicator reaches."""
    if node.id in reached:
        return
    if not node.items and node.text:
        yield node
    for item in node.items:
        yield from _unreached(item, reached)


def rows_carry_something_out(plan: Plan) -> Iterator[Finding]:
    """W414: a row carries out a place of the text.

    Said once for the whole table, and only in plans whose rows mostly say so.

    Bad: a row without ``implements``. Good: ``implements: [KH.II.2.a.7]``.
    """
    if not plan.body or not _is_linked(plan):
        return
    served = {task_id for indicator in plan.indicators for task_id in indicator.tasks}
    left = [task for task in plan.tasks() if not task.implements and task.id not in served]
    if left:
        message = f"Chưa rõ nhiệm vụ thực hiện mục nào của văn bản: {listed([each.id for each in left])}."
        hint = "Ghi mã của mục đó ở khóa implements; văn bản không có mục tương ứng thì có thể bỏ qua."
        yield Finding("W414", _at(left[0].place, "id"), message, hint)


def areas_are_all_there(plan: Plan) -> Iterator[Finding]:
    """W415: a table that covers the reform programme has a section for each of its areas.

    A table with fewer than four of them is a plan for one theme, and is left alone.

    Bad: no section with ``area: tai_chinh_cong``. Good: each area has its section.
    """
    named = {section.area for section in plan.all_sections() if section.area}
    missing = [title for code, title in AREAS.items() if code not in named]
    if missing and len(AREAS) - len(missing) >= _FEWEST_AREAS:
        message = f"Phụ lục chưa có phần cho lĩnh vực: {'; '.join(missing)}."
        hint = "Nếu phần đó có trong văn bản, ghi mã lĩnh vực ở khóa area; nếu không thì giữ nguyên."
        yield Finding("W415", Place("appendix.yaml", ("sections",), key=True), message, hint)
