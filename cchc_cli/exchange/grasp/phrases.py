"""Measurable targets as sentences state them: ``đạt từ 95% trở lên``, ``tối thiểu 30%``, ``nhóm 10 tỉnh dẫn đầu``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc_cli.domain.target import Target, read_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

_NUMBER = r"\d+(?:[.,]\d+)*"
_AT_LEAST = r"tối thiểu|ít nhất|không thấp hơn|không dưới|không ít hơn|≥|>=|=>"
_AT_MOST = r"tối đa|không quá|không vượt quá|không cao hơn|nhiều nhất|≤|<=|=<"
_MORE = r"cao hơn|lớn hơn|nhiều hơn|trên|hơn|vượt|>"
_LESS = r"thấp hơn|nhỏ hơn|ít hơn|dưới|<"
_SIGNS = ((_AT_LEAST, ">="), (_AT_MOST, "<="), (_LESS, "<"), (_MORE, ">"))
_PERCENT = re.compile(
    rf"(?P<before>(?:(?:{_AT_LEAST}|{_AT_MOST}|{_LESS}|{_MORE}|từ|bằng|đạt|=)\s*:?\s*(?:là\s+|mức\s+)?){{0,3}})"
    rf"(?<![\w.,/])(?P<value>{_NUMBER})(?:\s*%)?(?P<range>\s*(?:-|–|đến|tới)\s*(?:dưới\s*)?(?P<upper>{_NUMBER}))?"
    r"\s*(?:%|phần trăm)(?P<after>\s*(?:trở lên|trở xuống))?",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?P<before>{_AT_LEAST})\s*:?\s*(?:là\s+|từ\s+)?(?P<value>{_NUMBER})\s+"
    r"(?P<unit>tập dữ liệu|[^\W\d_]+(?: [^\W\d_]+)?)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    rf"(?P<before>(?:đạt|từ|trên|≥|>=|>|{_AT_LEAST})\s*(?:từ\s*|trên\s*|tối thiểu\s*)?)"
    rf"(?P<value>{_NUMBER})\s*(?P<unit>điểm)\b(?P<after>\s*trở lên)?",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?:nhóm|tốp|top)\s+(?P<value>\d{1,3})\b"
    r"(?=[^.;]{0,60}?(?:dẫn đầu|đứng đầu|cao nhất|tốt nhất|cả nước|toàn quốc|thế giới))"
    r"|(?:xếp|đứng)\s+(?:hạng|thứ)(?:\s+thứ)?\s+(?P<place>\d{1,3})(?=\s+trở lên)",
    re.IGNORECASE,
)
_NO_UNITS = frozenset({
    "trong", "trên", "cho", "của", "đến", "tại", "để", "ở", "và", "so", "từ", "ngày", "tháng", "năm", "giờ", "tuần",
    "phút", "quý", "giây", "lần",
})  # fmt: skip
_TWO_WORD_UNITS = frozenset({
    "kịch", "loại", "thủ", "dịch", "sản", "hội", "mô", "sáng", "nhiệm", "cán", "công", "doanh", "đơn", "cơ", "văn",
    "chuyên", "phần", "hệ",
})  # fmt: skip
"""First words of units that are two words: ``kịch bản``, ``thủ tục``, ``sáng kiến``."""
_REDUCTION = re.compile(
    r"(?:giảm|cắt giảm|tiết giảm|rút ngắn)(?!\s+(?:xuống|còn))(?:\s+[^\W\d_]+){0,6}\s*:?\s*$", re.IGNORECASE
)
_KNOWN = re.compile(
    r"\b(?:mới|đã|hiện nay|đến nay|ước|thực tế|năm trước|cùng kỳ)\s+(?:đạt|là|có|chiếm)?\s*[^\d,;]{0,12}$",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\bđạt\b|tối thiểu|ít nhất|bảo đảm|đảm bảo|phấn đấu|tỷ lệ|tỉ lệ|chỉ tiêu|mức độ|chiếm|không quá|không dưới|giảm"
    r"|tăng|trở lên|hoàn thành|thực hiện|duy trì|nâng|bố trí|chỉ số|tích hợp|cung cấp|triển khai",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\s*(?:kế hoạch\b|(?:không\s+)?(?:cộng|trừ)\b)|[^.;,\d]{0,25}\bcùng kỳ", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:;|\.(?=\s)|\n)\s*")
_NEAR = 200
_ZERO = re.compile(r"^0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure of a sentence that states or may state a target.

    ``sure`` says whether it is one. ``span`` is the place of its words in ``clause``; ``reduction`` says that
    the figure is how much less, not how much is left.
    """

    clause: str
    span: tuple[int, int]
    target: Target
    sure: bool
    reduction: bool = False

    @property
    def seen(self) -> str:
        """The words of the figure: ``từ 95% trở lên``."""
        return self.clause[slice(*self.span)].strip()


def stated(text: str) -> Iterator[Stated]:
    """Yield every figure of a text that states a target or may do so, in its order.

    Ranges, figures reached so far and parts of scoring rules are never sure.
    """
    for clause in clauses(text):
        found = [*_percentages(clause), *_ranks(clause)]
        if not found:
            found = [*_points(clause)]
        if not found:
            found = [*_counts(clause)]
        yield from sorted(found, key=lambda each: each.span)


def clauses(text: str) -> list[str]:
    """Return the clauses of a text, without marks of bold type."""
    return [clause.strip(" .;,-") for clause in _CLAUSE.split(text.replace("**", "")) if clause.strip(" .;,-")]


def _percentages(clause: str) -> Iterator[Stated]:
    previous, reduced = "", False
    for found in _PERCENT.finditer(clause):
        value = _value(found["value"])
        if value is None:
            continue
        before, after = _around(clause, found)
        sign = _sign(found["before"], found["after"] or "")
        goes_on = not sign and previous != "" and ":" in before and re.search(r"(?:,|và)\s*$", before) is not None
        sign = previous if goes_on else sign
        reduction = (goes_on and reduced) or _REDUCTION.search(before) is not None
        previous, reduced = sign, reduction
        sure = not found["range"] and not _is_known(before, after) and _is_goal(before, after, found, sign)
        yield Stated(clause, found.span(), Target(sign or "=", value, "%"), sure, reduction)


def _around(clause: str, found: re.Match[str]) -> tuple[str, str]:
    """Return the words near a figure, before it and after it; those far away say nothing of it."""
    return clause[max(0, found.start() - _NEAR) : found.start()], clause[found.end() : found.end() + _NEAR]


def _is_known(before: str, after: str) -> bool:
    """Tell whether a figure says what was reached, or what a score is given for."""
    return _KNOWN.search(before) is not None or _COMPARED.match(after) is not None


def _is_goal(before: str, after: str, found: re.Match[str], sign: str) -> bool:
    """Tell whether a sentence sets its figure as a goal: by a word for it, or by beginning with it."""
    if _GOAL.search(before + found[0] + after):
        return True
    opens = not before.strip() or re.search(r"(?:,|\bvà|:|\btrong đó)\s*$", before) is not None
    return (opens and sign in {"", "=", ">="}) or (sign == "" and found["value"] == "100")


def _sign(before: str, after: str) -> str:
    if "xuống" in after:
        return "<="
    if "trở lên" in after:
        return ">="
    for words, sign in _SIGNS:
        if re.search(rf"(?:{words})", before, re.IGNORECASE):
            return sign
    return ""


def _ranks(clause: str) -> Iterator[Stated]:
    for found in _RANK.finditer(clause):
        value = _value(found["value"] or found["place"])
        if value is not None:
            yield Stated(clause, found.span(), Target("<=", value, "thứ bậc"), sure=True)


def _points(clause: str) -> Iterator[Stated]:
    for found in _POINTS.finditer(clause):
        value = _value(found["value"])
        before = clause[: found.start()]
        if value is None:
            continue
        sign = _sign(found["before"], found["after"] or "") or "="
        sure = not _is_known(before, "") and not re.search(r"cộng|trừ", before, re.IGNORECASE)
        yield Stated(clause, found.span(), Target(sign, value, "điểm"), sure)


def _counts(clause: str) -> Iterator[Stated]:
    for found in _COUNT.finditer(clause):
        value = _value(found["value"])
        unit = found["unit"].lower().split()
        if value is None or unit[0] in _NO_UNITS:
            continue
        words = unit if unit[0] == "tập" else unit[:2] if unit[0] in _TWO_WORD_UNITS else unit[:1]
        end = found.start("unit") + len(" ".join(words))
        stated_here = Stated(clause, (found.start(), end), Target(">=", value, " ".join(words)), sure=True)
        yield replace(stated_here, sure=not _is_known(clause[: found.start()], ""))


def _value(text: str) -> Decimal | None:
    return read_number(_ZERO.sub("", text))
