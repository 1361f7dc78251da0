"""Rules about the plan's own content: deadlines, leads, lettering."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cchc_cli.check.references import added_rows
from cchc_cli.check.units import mentions
from cchc_cli.domain import deadline as deadlines
from cchc_cli.domain.finding import Finding
from cchc_cli.domain.vocabulary import PART_LETTERS
from cchc_cli.store.take import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.deadline import Misread
    from cchc_cli.domain.finding import Place
    from cchc_cli.domain.model import Node, Plan


def _misread(plan: Plan) -> Iterator[tuple[Place, Misread]]:
    """Yield the deadlines that can't be read, those that amendments bring included, each at its words."""
    words = [
        (task.place, column, getattr(task, column))
        for task in (*plan.tasks(), *added_rows(plan))
        for column in ("schedule" if task.schedule else "deadline",)
    ]
    words += [(item.place, "to", item.new) for item in plan.amendments if item.field in {"deadline", "schedule"}]
    for place, column, phrase in words:
        read = deadlines.read(phrase, plan.year)
        if isinstance(read, deadlines.Misread):
            yield replace(place, path=(*place.path, column), within=read.span), read


def deadlines_are_possible(plan: Plan) -> Iterator[Finding]:
    """E401: a date in a deadline exists.

    Bad: ``deadline: Trước ngày 31/11/2020``. Good: ``deadline: Trước ngày 30/11/2020``.
    """
    for where, misread in _misread(plan):
        if misread.impossible:
            yield Finding("E401", where, misread.message, "Đối chiếu văn bản gốc rồi sửa ngày.")


def deadlines_are_understood(plan: Plan) -> Iterator[Finding]:
    """W401: a deadline is written in words the program reads, or ``schedule`` says it in such words.

    Bad: ``deadline: Làm cho tốt``. Good: the same with ``schedule: Cuối năm``.
    """
    for where, misread in _misread(plan):
        if not misread.impossible:
            hint = "Giữ nguyên lời văn bản và thêm khóa schedule nói cùng ý; thử trước bằng “cchc deadline”."
            yield Finding("W401", where, misread.message, hint)


def rows_have_a_deadline(plan: Plan) -> Iterator[Finding]:
    """W402: a row says when it is due.

    Bad: a row without ``deadline``. Good: ``deadline: Quý I/2020``, or a date fixed later by a fact.
    """
    for task in plan.tasks():
        if not (task.schedule or task.deadline):
            # A row that goes on from an earlier plan had its deadline left open by "rollover", marked to be filled in.
            to_fill = "Nếu còn chữ ĐIỀN, ghi thời hạn của năm nay rồi bỏ chữ đó; văn bản không ghi thì giữ nguyên."
            hint = to_fill if task.continues else "Nếu văn bản không ghi, có thể bỏ qua."
            yield Finding("W402", replace(task.place, path=(*task.place.path, "id")),
                          f"{task.id} không ghi thời hạn.", hint)  # fmt: skip


def rows_have_a_lead(plan: Plan) -> Iterator[Finding]:
    """W403: a row says who leads it.

    Bad: a row without ``lead``. Good: ``lead: Văn phòng``.
    """
    for task in plan.tasks():
        if not task.lead:
            yield Finding("W403", replace(task.place, path=(*task.place.path, "id")),
                          f"{task.id} không ghi đơn vị chủ trì.", "Nếu văn bản không ghi, có thể bỏ qua.")  # fmt: skip


def rows_are_led_from_inside(plan: Plan) -> Iterator[Finding]:
    """W404: a row of an agency's plan is led by the agency.

    Bad: ``lead: Văn phòng UBND tỉnh`` in the plan of a board below it. Good: a unit of the board; such
    rows are shown apart and are in no rate.
    """
    for task in plan.tasks():
        if plan.register.is_outside(mentions(plan, task.lead)):
            where = replace(task.place, path=(*task.place.path, "lead"))
            yield Finding("W404", where, f"{task.id} do cơ quan ngoài chủ trì: {shown(task.lead)}.",
                          "Mục này được kê riêng, không tính vào tỷ lệ nào.")  # fmt: skip


def lettering_has_no_gaps(plan: Plan) -> Iterator[Finding]:
    """W405: lettered points follow the Vietnamese alphabet (a b c d đ e g ...; Nghị định 30/2020/NĐ-CP).

    Bad: points a, b, c, d, g. Good: a, b, c, d, đ.
    """
    for node in plan.nodes():
        letters = [(item, item.id.rpartition(".")[2]) for item in node.items]
        lettered = [(item, letter) for item, letter in letters if letter in PART_LETTERS]
        yield from _gaps(lettered)


def _gaps(lettered: list[tuple[Node, str]]) -> Iterator[Finding]:
    for (_, before), (node, letter) in pairwise(lettered):
        expected = PART_LETTERS[PART_LETTERS.index(before) + 1 :][:1]
        # Plans that number their points in the Latin order of Word (d, e, f) are not corrected here.
        if expected and letter not in {before, expected} and not (before == "d" and letter == "e"):
            where = replace(node.place, path=(*node.place.path, "id"))
            yield Finding("W405", where, f"Sau điểm {before}) là điểm {letter}), thiếu điểm {expected}).",
                          "Nếu văn bản ký như vậy thì giữ nguyên.")  # fmt: skip
