"""What an import says: how much was read, every guess by its kind, what is left to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.cli import paint
from cchc_cli.cli.import_doubts import remarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.cli.import_doubts import Remark
    from cchc_cli.cli.paint import Line
    from cchc_cli.exchange.again import Again
    from cchc_cli.exchange.imported import Imported


def counts(imported: Imported) -> dict[str, Any]:
    """Return how much was read, by the words of the contract."""
    rows = list(imported.plan.tasks())
    return {
        "sections": sum(1 for _ in imported.plan.all_sections()),
        "rows": len(rows),
        "tasks": sum(not row.is_indicator for row in rows),
        "indicators": len(imported.indicators),
        "units": len(imported.units),
        "paragraphs": sum(1 for _ in imported.plan.nodes()),
    }


def page(name: str, imported: Imported, *, known: bool = False) -> list[Line]:
    """Return what was read of a document: what does not add up first, then the guesses, each kind by itself.

    ``known``: the plan is there already, so that guesses about units, targets and words are settled in its files.
    """
    width, read = paint.page_width(), counts(imported)
    indicator_rows = read["rows"] - read["tasks"]
    rows = f"{read['rows']} mục" + (
        f": {read['tasks']} nhiệm vụ, {indicator_rows:02} chỉ tiêu" if indicator_rows else " đều là nhiệm vụ"
    )
    lines: list[Line] = [*paint.indented(f"Đọc {name}: kế hoạch năm {imported.plan.year}", 0, width, style="strong")]
    lines.append(paint.rule(width))
    for each in imported.tally:
        if each.seen != each.made:
            missed = f"Chưa khớp: mục {each.section} có {each.seen} dòng đánh số trong tệp, đọc được {each.made} dòng."
            lines += paint.indented(missed, 0, width, style="late")
    text = "Tệp không có lời văn ngoài bảng."
    if read["paragraphs"]:
        text = f"Nội dung văn bản có {read['paragraphs']} đoạn, nêu {read['indicators']} chỉ tiêu đo được."
    lines += paint.indented(
        f"Bảng có {read['sections']} phần, {rows}. Danh bạ có {read['units']} đơn vị. {text}", 0, width
    )  # fmt: skip
    kinds = remarks(imported, known=known)
    if not kinds:
        return [*lines, *paint.indented("Không có chỗ nào phải đoán.", 0, width)]
    number = sum(each.count for _, told in kinds for each in told)
    lines += paint.indented(f"Có {number} chỗ nên xem lại:", 0, width)
    for title, told in kinds:
        lines += [[], *paint.indented(f"{title} ({sum(one.count for one in told)})", 0, width, style="head")]
        for one in told:
            lines += _remark(one, width)
    return lines


def _remark(remark: Remark, width: int) -> list[Line]:
    first, *more = paint.indented(remark.text, 4, width)
    lines: list[Line] = [[("  - ", "dim"), *first[1:]], *more]
    for item in remark.items:
        begin, *rest = paint.indented(item, 6, width)
        lines += [[("    · ", "dim"), *begin[1:]], *rest]
    return lines


def to_fill(left: Sequence[dict[str, Any]]) -> list[Line]:
    """Return the lines that a person is to fill in, each with what stands there for the time being."""
    if not left:
        return []
    width = paint.page_width()
    lines: list[Line] = [[], *paint.indented(f"Còn phải điền ({len(left)})", 0, width, style="soon")]
    for each in left:
        lines += paint.indented(f"{each['file']}, dòng {each['line']}: {each['text']}", 2, width)
    return lines


def not_edited(found: Again) -> list[Line]:
    """Return what --apply leaves to a person: rows gone from the document, moved ones, ones under new headings."""
    width = paint.page_width()
    told: list[str] = []
    for row in found.removed:
        told.append(f"{row.id} không còn trong tệp. Chương trình không tự xóa; có văn bản đưa ra thì ghi:")
        told.append(f"cchc amend {row.id} --remove --document VĂN_BẢN --date NGÀY")
    told += [f"{row.id} đứng ở chỗ khác trong tệp (mục {section}): giữ nguyên chỗ cũ." for row, section in found.moved]
    told += [
        f"Dòng mới “{row.task}” thuộc đề mục hoặc nhóm chưa có trong kế hoạch: thêm bằng tay." for row in found.unplaced
    ]
    if not told:
        return []
    head = paint.indented("Không tự sửa", 0, width, style="soon")
    return [[], *head, *(line for each in told for line in paint.indented(each, 2, width))]
