"""``cchc validate --fix``: repair what is only a matter of characters, or show what would be repaired."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cchc_cli.cli import edge

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cchc_cli.store.fixing import Fixed
    from cchc_cli.store.tidying import Kind

_KINDS: Mapping[Kind, str] = {
    "form": "chữ chưa ở dạng dựng sẵn (NFC)",
    "space": "khoảng trắng khác dấu cách thường",
    "invisible": "ký tự không nhìn thấy",
    "key": "tên khóa viết khác quy định",
    "tab": "dấu Tab sau dấu hai chấm",
    "end": "khoảng trắng thừa ở cuối dòng",
}
_MOST_LINES = 8


def fix(directory: Path, *, show_only: bool) -> tuple[Fixed, ...]:
    """Repair the characters of a plan's files and say on standard error what was repaired, file by file.

    With ``show_only`` nothing is written, and standard output has the repairs as a unified diff. Returns
    what there was to say something about.
    """
    from cchc_cli.store.fixing import fix_diff, fix_plan

    fixes = fix_plan(directory, dry_run=show_only)
    if show_only:
        for each in fixes:
            for line in fix_diff(each, directory.name).split("\n")[:-1]:
                edge.out(_shown(line) if edge.is_terminal() else line)
    for each in fixes:
        for line in _told(each, show_only=show_only):
            edge.talk(edge.visible(line))
    edge.talk(_summary(fixes, show_only=show_only))
    return fixes


def _shown(line: str) -> str:
    """Return a line of a diff with what can't be told from a space, and blanks at its end, to be seen."""
    from cchc_cli.store.pieces import SPACES

    line = line.translate({ord(space): f"<U+{ord(space):04X}>" for space in SPACES} | {ord("\t"): "\u2192"})
    words = line.rstrip(" ")
    ended = words + "·" * (len(line) - len(words)) if len(line) > 1 else line
    return edge.visible(ended)


def _told(fixed: Fixed, *, show_only: bool) -> list[str]:
    """Return the sentences about one file."""
    told: list[str] = []
    did = "sẽ sửa" if show_only else "đã sửa"
    for kind, name in _KINDS.items():
        lines = [repair.line for repair in fixed.repairs if repair.kind == kind]
        if lines:
            listed = ", ".join(map(str, lines[:_MOST_LINES]))
            more = f" và {len(lines) - _MOST_LINES} dòng nữa" if len(lines) > _MOST_LINES else ""
            told.append(f"{fixed.file}: {did} {name}, dòng {listed}{more}.")
    if fixed.left:
        told.append(f"{fixed.file}: còn chỗ chưa sửa vì không chắc giữ nguyên được nội dung; đề nghị sửa bằng tay.")
    if fixed.as_signed:
        told.append(
            f"{fixed.file}: giữ các ký tự không nhìn thấy vì nội dung đã chốt; "
            "muốn bỏ thì sửa bằng tay rồi chạy “cchc baseline --again”."
        )
    return [*told, *([fixed.refused] if fixed.refused else [])]


def _summary(fixes: tuple[Fixed, ...], *, show_only: bool) -> str:
    files = [each for each in fixes if each.repairs]
    if not files:
        return "Không có chỗ nào cần sửa tự động." if not fixes else "Chưa sửa gì."
    lines = sum(len(Counter(repair.line for repair in each.repairs)) for each in files)
    counted = f"{lines} dòng trong {len(files)} tệp"
    return f"Sẽ sửa {counted}; chưa ghi gì." if show_only else f"Đã sửa {counted}."
