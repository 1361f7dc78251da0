"""Read the names of calendar periods: days, weeks, months, quarters, halves, years and lists of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cchc_cli.domain.deadline.days import read_date, take_hour, take_weekday
from cchc_cli.domain.deadline.periods import (
    UNIT_WORDS,
    Term,
    make_quarter,
    read_last_day,
    read_month,
    read_months,
    read_quarter,
    read_school,
    read_week,
    read_year,
    take_year,
)

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.cursor import Cursor

ONWARD = (
    "và các năm tiếp theo", "và những năm tiếp theo", "và các năm sau", "và những năm sau", "và năm tiếp theo",
    "và các năm kế tiếp", "và các năm tới", "và những năm tới", "và các năm tiếp", ", các năm tiếp theo",
    ", những năm tiếp theo", "và các quý tiếp theo", "và các tháng tiếp theo", "và các giai đoạn tiếp theo",
    "và giai đoạn tiếp theo", "trở đi", "trở về sau", "và tiếp tục",
)  # fmt: skip


class Terms(NamedTuple):
    """A row of terms and what stands between them: a range ("đến", "-") or a list (",", "và")."""

    terms: tuple[Term, ...]
    joints: tuple[Literal["range", "list"], ...] = ()


def read_terms(cursor: Cursor, *, marked: bool = False) -> Terms | None:
    """Read a term and those joined to it; None, without moving, where none stands.

    ``marked`` says that a word such as "trong" stands before it, after which "năm" alone is a year.
    """
    first = _read_term(cursor, None, marked=marked)
    if first is None:
        return None
    terms, joints = [first], list[Literal["range", "list"]]()
    while True:
        before = cursor.at
        joint = _read_joint(cursor)
        term = _read_term(cursor, terms[-1], marked=joint == "range") if joint else None
        if joint is None or term is None:
            cursor.at = before
            return Terms(tuple(terms), tuple(joints))
        terms.append(term)
        joints.append(joint)


def _read_joint(cursor: Cursor) -> Literal["range", "list"] | None:
    if cursor.sees(*ONWARD):
        return None
    if cursor.take("cho đến hết", "cho đến", "đến hết", "đến trước", "đến", "tới hết", "tới", "- đến", "-"):
        return "range"
    if cursor.take(", và", "và", ",", "+", "&", "hoặc"):
        cursor.take_all("trước", "các", "vào", "trong", "đến")
        return "list"
    if (
        cursor.sees("/")
        and (token := cursor.token())
        and (after := cursor.token(1))
        and (token.spaced or after.kind == "word")
    ):
        cursor.at += 1
        return "list"
    return None


def _read_term(cursor: Cursor, like: Term | None, *, marked: bool) -> Term | None:
    start = cursor.at
    take_weekday(cursor)
    take_hour(cursor)
    edge = cursor.take("đầu", "giữa", "cuối", "hết")
    cursor.take("các", "những")
    term = _read_core(cursor, like, marked=marked or edge is not None)
    if term is None or (edge in ("đầu", "giữa") and term.unit in ("day", "week")):
        cursor.at = start
        return None
    cursor.take("thuộc kỳ báo cáo", "của kỳ báo cáo", "trong kỳ báo cáo")
    return term._replace(vague=term.vague or edge in ("đầu", "giữa"), span=cursor.span(start))


def _read_core(cursor: Cursor, like: Term | None, *, marked: bool) -> Term | None:
    start = cursor.at
    if like is not None and like.unit == "quarter" and (term := _read_like(cursor, like)) is not None:
        return term
    for reader in (read_months, read_date, read_month, read_quarter, read_week, read_school, read_last_day):
        if (term := reader(cursor)) is not None:
            return term
        cursor.at = start
    if like is not None and (term := _read_like(cursor, like)) is not None:
        return term
    cursor.at = start
    return read_year(cursor, like, marked=marked)


def _read_like(cursor: Cursor, like: Term) -> Term | None:
    """Read a term that leaves its unit to the one before: "quý II, III", "tháng 6, 9"."""
    start = cursor.at
    if like.unit == "months" and cursor.take("cả năm", "năm"):
        cursor.at -= 1
        return read_year(cursor, None, marked=True)
    if like.unit == "quarter":
        number = cursor.take_count(1, 4, roman=True)
        if number is not None and (cursor.key() not in UNIT_WORDS or cursor.sees("năm")):
            return make_quarter(cursor, start, number)
    if like.unit == "month":
        month = cursor.take_figure(1, 12)
        if month is not None and (cursor.key() not in UNIT_WORDS or cursor.sees("năm")):
            year, shift = take_year(cursor)
            return Term("month", cursor.span(start), number=month, first=month, last=month, year=year, shift=shift)
    if like.unit == "day" and not like.first:
        day = cursor.take_figure(1, 31)
        if day is not None and cursor.key() not in UNIT_WORDS:
            return Term("day", cursor.span(start), day=day)
    cursor.at = start
    return None
