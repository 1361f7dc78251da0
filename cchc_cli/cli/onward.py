"""The one line that helps most once a command has ended, and to whom it is said."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from cchc_cli.cli import edge

if TYPE_CHECKING:
    from collections.abc import Mapping

ENDED = "cchc.ended"
"""Under this name a call keeps which command ended last, and on which values of its parameters."""

ONWARD: dict[str, str] = {
    "list": "Xem trọn một việc: cchc show MÃ. Lấy ra Excel: cchc export, lọc như trên.",
    "show": "Ghi việc đã làm: cchc done {task_id} --date NGÀY. Vì sao: cchc explain {task_id}.",
    "explain": "Xem trọn: cchc show {task_id}. Đổi hạn: cchc extend {task_id} NGÀY --basis CĂN_CỨ.",
    "deadline": "Các cách ghi thời hạn: cchc huong-dan thời hạn.",
    "diff": "Xem từng nhiệm vụ: cchc history MÃ.",
    "history": "Xem trọn nhiệm vụ hiện nay: cchc show MÃ.",
    "measure": "Xem các chỉ tiêu: cchc indicators.",
    "report check": "Viết mục còn trống: cchc report write {period} MỤC. Đã ký: cchc report issue.",
    "report issue": "Xem các báo cáo trong năm: cchc report list.",
    "report list": "Kiểm tra trước khi ký: cchc report check KỲ.",
    "report quarterly": "Kiểm tra trước khi trình ký: cchc report check {code}.",
    "report half-year": "Kiểm tra trước khi trình ký: cchc report check {code}.",
    "report annual": "Kiểm tra trước khi trình ký: cchc report check {code}.",
    "report tasks": "Báo cáo đủ các phần: cchc report quarterly, half-year hoặc annual.",
    "report plan": "Bảng tiến độ từng nhiệm vụ: cchc report tasks.",
    "dashboard": "Mở tệp này bằng trình duyệt. Danh sách trên màn hình: cchc list --overdue.",
    "export": "Để các đơn vị điền và gửi lại: cchc forms out.",
    "template check": "Lập văn bản theo mẫu này: thêm --template TỆP vào lệnh lập báo cáo.",
    "forms out": "Đơn vị nào chưa gửi lại: cchc forms status.",
    "forms in": "Xem đơn vị nào chưa trả lời: cchc forms status.",
    "forms status": "Đôn đốc đơn vị còn việc: cchc remind -o THƯ_MỤC.",
    "validate": "Một mã nói gì: cchc rule MÃ. Tự sửa lỗi chữ và ngày: cchc validate --fix.",
    "rule": "Kiểm tra lại kế hoạch: cchc validate.",
    "rollup": "Xem việc của các kế hoạch: cchc list --all THƯ_MỤC.",
}
"""What is said after each command that succeeds, or that finds what it was asked to look for.

``{name}`` is the value typed for a parameter, or one that the command added with ``tell``.
"""

SAYS_ITSELF: frozenset[str] = frozenset({
    "",  # the bare call: its page ends with it
    "update", "done", "result", "extend", "void",  # names the entry written
    "amend", "baseline", "import", "init", "rollover", "remind", "schema", "doctor", "template export", "huong-dan",
    "report write",  # names the headings left
    "indicators",  # shows a reading of the plan's own year
    "merge-driver",  # called by git
})  # fmt: skip
"""The commands whose last line already says what comes next, with names that only they know."""

_MACHINE = frozenset(
    {"json", "jsonl", "csv", "tsv", "md", "ics", "parquet", "sarif", "github", "gitlab", "codequality", "junit"}
)
_ONLY_ASKED = ("dry_run", "strict", "exit_code")


def remember(meta: dict[str, Any], names: str, values: Mapping[str, Any]) -> None:
    """Keep which command ended; of nested ones the innermost."""
    if names.startswith(meta.get(ENDED, ("", {}))[0]):
        meta[ENDED] = (names, dict(values))


def tell(**values: str) -> None:
    """Add values that only the running command knows to those that its last line may name."""
    from typer._click.globals import get_current_context

    context = get_current_context(silent=True)
    if context is not None:
        context.params.update(values)


def hush(meta: dict[str, Any]) -> None:
    """Let nothing be said after this call: it only showed a page of help."""
    meta[ENDED] = ("--help", {})


def say(meta: Mapping[str, Any], code: int) -> None:
    """Say what helps most after the command that ended with ``code``, to a person who looks on.

    Who knows the commands by heart sets CCHC_TIPS=off.
    """
    names, values = meta.get(ENDED, ("", {}))
    line = line_after(names, values, code)
    if line and edge.is_watched() and os.environ.get("CCHC_TIPS") != "off":
        edge.talk(line)


def line_after(names: str, values: Mapping[str, Any], code: int) -> str:
    """Return what helps most after a command; nothing where the command said it, or a machine reads it.

    What ends with an error has said what to do; ``validate`` alone ends with 1 and has more to offer.
    """
    if code != edge.DONE and not (code == edge.FOUND and names == "validate"):
        return ""
    if _text(values.get("format")) in _MACHINE or any(values.get(name) for name in _ONLY_ASKED):
        return ""
    return ONWARD.get(names, "").format_map({name: edge.visible(_text(value)) for name, value in values.items()})


def _text(value: object) -> str:
    return str(getattr(value, "value", value))
