"""Rules about the baseline: what was signed stays as signed, changes are amendments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.finding import Finding
from cchc_cli.domain.vocabulary import TASK_FIELDS
from cchc_cli.store.take import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.baseline import Edit
    from cchc_cli.domain.model import Plan

_RESTORE = "Trả lại như đã ký; lỗi do quét thì kê vào corrections.yaml; kế hoạch ký lại thì “cchc baseline --again”."
_PUT_BACK = "Trả lại như đã ký; kế hoạch ký lại thì “cchc baseline --again”."
_WHAT = {"body": "Mục", "sections": "Mục", "tasks": "Nhiệm vụ", "indicators": "Chỉ tiêu"}


def _edits(plan: Plan, *, changed: bool) -> Iterator[Edit]:
    if plan.baseline is None:
        return
    from cchc_cli.domain.baseline import edits

    yield from (edit for edit in edits(plan) if (edit.kind == "changed") == changed)


def content_is_as_signed(plan: Plan) -> Iterator[Finding]:
    """E501: once the content is fixed in baseline.yaml, an edit of it has an amendment or a correction behind it.

    Bad: ``deadline: Quý II/2020`` where ``Quý I/2020`` was signed. Good: the words as signed, and the new
    ones in amendments.yaml with their document and date (``cchc amend``).
    """
    document = plan.baseline.document if plan.baseline else ""
    for edit in _edits(plan, changed=True):
        of = f" của {edit.id}" if edit.id else ""
        message = f"{edit.label}{of} không còn như khi ký ({shown(document)})."
        if edit.signed:
            message += f" Khi ký: “{shown(edit.signed)}”."
        yield Finding("E501", edit.place, message, _hint(edit))


def _hint(edit: Edit) -> str:
    if edit.group != "tasks" or edit.field not in TASK_FIELDS:
        return _RESTORE
    to = shown(edit.now)
    quoted = to if to and to == edit.now and not any(sign in to for sign in '"\\$`') else "..."
    return (
        "Trả lại lời đã ký, rồi ghi điều chỉnh: "
        f'cchc amend {edit.id} --field {edit.field} --to "{quoted}" --document VĂN_BẢN --date NGÀY. '
        "Lỗi do quét thì kê vào corrections.yaml."
    )


def rows_are_as_signed(plan: Plan) -> Iterator[Finding]:
    """E502: once the content is fixed in baseline.yaml, nothing is added to it, taken out, moved or given another id.

    Bad: a row written into appendix.yaml after the plan was signed. Good: ``cchc amend --add``, or
    ``cchc amend II.7 --remove``, with the document that decided it.
    """
    document = shown(plan.baseline.document) if plan.baseline else ""
    for edit in _edits(plan, changed=False):
        what = f"{_WHAT[edit.group]} {edit.id}"
        match edit.kind:
            case "added":
                message, command = f"{what} không có trong kế hoạch khi ký ({document}).", "cchc amend --add"
                hint = "Bỏ đi, rồi ghi bổ sung"
            case "removed":
                message, command = f"{what} có khi ký ({document}), nay không còn.", f"cchc amend {edit.id} --remove"
                hint = "Đưa lại vào, rồi ghi điều chỉnh"
            case "renamed":
                message, command = f"{what} khi ký ({document}) mang mã {edit.was}.", ""
                hint = "Trả lại mã cũ: mã không đổi sau khi ban hành; STT khác thì ghi ở khóa number."
            case _:
                message, command, hint = f"{what} không còn đứng chỗ cũ như khi ký ({document}).", "", _PUT_BACK
        if edit.group == "tasks" and command:
            hint = f"{hint}: {command} --document VĂN_BẢN --date NGÀY."
        elif command:
            hint = _PUT_BACK
        yield Finding("E502", edit.place, message, hint)
