"""Choose findings by their codes, or by the beginnings of codes: ``E301``, ``E3``, ``W``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.check.manual import BY_CODE
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from cchc_cli.domain.finding import Finding

FIRM = ("E1", "E2")
"""How the codes of syntax and structure begin: what a file with them holds is not known, so they are never left out."""


def read_codes(words: Iterable[str]) -> tuple[str, ...]:
    """Return the codes and beginnings of codes in some words, in which commas part them.

    Raises Refused for a word with which no code begins.
    """
    asked = [code.strip().upper() for word in words for code in word.replace(",", " ").split()]
    for code in asked:
        if not any(each.startswith(code) for each in BY_CODE):
            near = nearest(code, BY_CODE, most=1)
            raise Refused(
                f"Không có mã “{code}”.",
                f"Có phải “{near[0]}”?" if near else "Viết mã như E301, hoặc phần đầu của mã như E3.",
            )
    return tuple(asked)


def is_firm(code: str) -> bool:
    """Whether a code, or the beginning of one, is of syntax and structure alone."""
    return code.startswith(FIRM)


def selected(findings: Iterable[Finding], select: Collection[str], ignore: Collection[str]) -> list[Finding]:
    """Return the findings whose codes begin as ``select`` says (all where it is empty) but not as ``ignore`` says.

    What is wrong with syntax and structure always stays: rules could not look into such files. Raises
    Refused where ``ignore`` asks to leave that out.
    """
    for code in ignore:
        if is_firm(code):
            raise Refused(
                f"Không bỏ qua được {code}: lỗi về cú pháp và cấu trúc luôn được báo.",
                "Sửa lỗi ấy trước: chưa đọc được tệp thì chưa kiểm tra được nội dung.",
            )
    wanted, unwanted = tuple(select) or ("",), tuple(ignore)
    return [
        finding
        for finding in findings
        if is_firm(finding.code) or (finding.code.startswith(wanted) and not finding.code.startswith(unwanted))
    ]
