"""What to say of an appendix as a whole: numbers that are missing, cells that repeat those above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.exchange.grasp.entries import DITTO, Entry
from cchc_cli.exchange.grasp.numbering import count_of, gaps, roman
from cchc_cli.exchange.pages import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.exchange.grasp.sections import Branch

_CELL_NAMES = {"lead": "đơn vị chủ trì", "support": "đơn vị phối hợp", "deadline": "thời hạn", "product": "sản phẩm"}


def say_sections(branches: Sequence[Branch], doubts: list[Doubt]) -> None:
    """Say which numbers are missing among the sections of the first level."""
    counted = [
        (count_of(branch.number.last), branch) for branch in branches if branch.number.kind in {"roman", "arabic"}
    ]
    missing = gaps([count for count, _ in counted if count is not None], after=0)
    if missing:
        named = ", ".join(roman(count) if counted[0][1].number.kind == "roman" else str(count) for count in missing)
        seen = ", ".join(branch.id for _, branch in counted)
        doubts.append(Doubt("section_skipped", counted[0][1].where, seen, f"Số thứ tự của các phần thiếu {named}."))


def say_numbers(branch: Branch, after: int, doubts: list[Doubt]) -> None:
    """Say which numbers are missing in a section that may go on after ``after``, or that it has no rows."""
    missing = gaps(branch.numbers, after=after)
    if missing:
        seen = ", ".join(map(str, branch.numbers))[:200]
        listed = ", ".join(map(str, missing))
        doubts.append(Doubt("number_skipped", branch.where, seen, f"Phần {branch.id} thiếu số thứ tự {listed}."))
    if not branch.tasks and not branch.inner:
        doubts.append(Doubt("empty_section", branch.where, branch.title, f"Phần {branch.id} không có nhiệm vụ nào."))


def ditto_doubts(entries: Sequence[Entry]) -> Iterator[Doubt]:
    """Yield a doubt a column for cells merged from above, and for marks that repeat the cell above."""
    for name, words in _CELL_NAMES.items():
        marked = [entry for entry in entries if entry[name].casefold() in DITTO]
        if marked:
            made = f"Cột {words} có {len(marked)} ô ghi như dòng trên; giữ nguyên cách ghi."
            yield Doubt("ditto", marked[0].where, marked[0][name], made)
        merged = [entry for entry in entries if name in entry.merged and entry[name]]
        if merged:
            made = f"Cột {words} có {len(merged)} dòng gộp ô với dòng trên; đã lấy nội dung của ô gộp."
            yield Doubt("merged_cell", merged[0].where, merged[0][name], made)
