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
    "list": "Xem một việc: cchc show MÃ. Vì sao có tình trạng ấy: cchc explain MÃ.",
    "show": "Ghi việc đã làm: cchc done {task_id} --date NGÀY. Vì sao có tình trạng này: cchc explain {task_id}.",
    "explain": "Xem trọn nhiệm vụ: cchc show {task_id}. Thời hạn thay đổi: cchc extend {task_id} NGÀY --basis CĂN_CỨ.",
    "indicators": "Ghi số liệu: cchc measure MÃ SỐ_LIỆU --period KỲ.",
    "deadline": "Các cách ghi thời hạn: cchc huong-dan thời hạn.",
    "diff": "Xem từng nhiệm vụ: cchc history MÃ.",
    "history": "Xem trọn nhiệm vụ hiện nay: cchc show MÃ.",
    "measure": "Xem các chỉ tiêu: cchc indicators.",
    "report check": "Viết các mục còn trống: lập báo cáo với --skeleton. Đã ký: cchc report issue {period} --number SỐ --date NGÀY.",
    "report issue": "Xem các báo cáo trong năm: cchc report list.",
    "report list": "Kiểm tra trước khi ký: cchc report check KỲ.",
    "report quarterly": "Kiểm tra trước khi trình ký: cchc report check KỲ, ví dụ 2020-Q1.",
    "report half-year": "Kiểm tra trước khi trình ký: cchc report check KỲ, ví dụ 2020-H1.",
    "report annual": "Kiểm tra trước khi trình ký: cchc report check KỲ, ví dụ 2020.",
    "report tasks": "Báo cáo đủ các phần: cchc report quarterly, half-year hoặc annual.",
    "report plan": "Bảng tiến độ từng nhiệm vụ: cchc report tasks.",
    "dashboard": "Mở tệp này bằng trình duyệt. Danh sách trên màn hình: cchc list --overdue.",
    "export": "Các đơn vị điền rồi gửi lại: dùng cchc forms out.",
    "template check": "Lập văn bản theo mẫu này: thêm --template TỆP vào lệnh lập báo cáo.",
    "forms out": "Các đơn vị gửi lại: cchc forms in TỆP. Đơn vị nào chưa gửi: cchc forms status.",
    "forms in": "Xem đơn vị nào chưa trả lời: cchc forms status.",
    "forms status": "Đôn đốc đơn vị còn việc: cchc remind -o THƯ_MỤC.",
    "validate": "Một mã nói gì, cần làm gì: cchc rule MÃ. Tự sửa lỗi chữ và ngày: cchc validate --fix.",
    "rule": "Kiểm tra lại kế hoạch: cchc validate.",
    "rollup": "Xem việc của các kế hoạch: cchc list --all THƯ_MỤC.",
}
"""What is said after each command that succeeds, or that finds what it was asked to look for.

``{name}`` is the value typed for a parameter.
"""

SAYS_ITSELF: frozenset[str] = frozenset({
    "",  # the bare call: its page ends with it
    "update", "done", "result", "extend", "void",  # names the entry written
    "amend", "baseline", "import", "init", "rollover", "remind", "schema", "doctor", "template export", "huong-dan",
    "merge-driver",  # called by git
})  # fmt: skip
"""The commands whose last line already says what comes next, with names that only they know."""

_MACHINE = frozenset({"json", "jsonl", "csv", "tsv", "md", "sarif", "github", "gitlab", "codequality", "junit"})
_ONLY_ASKED = ("dry_run", "strict", "exit_code")


def remember(meta: dict[str, Any], names: str, values: Mapping[str, Any]) -> None:
    """Keep which command ended; of nested ones the innermost."""
    if names.startswith(meta.get(ENDED, ("", {}))[0]):
        meta[ENDED] = (names, dict(values))


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
