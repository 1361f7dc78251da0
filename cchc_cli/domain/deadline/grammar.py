"""Read a whole phrase: cut it into rows, take off labels, and read each row's clause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline.clauses import Clause
from cchc_cli.domain.deadline.compose import compose
from cchc_cli.domain.deadline.cursor import Cursor
from cchc_cli.domain.deadline.faults import is_risky, unknown
from cchc_cli.domain.deadline.items import part
from cchc_cli.domain.deadline.lexer import cut
from cchc_cli.domain.deadline.occurrences import last_due
from cchc_cli.domain.deadline.parts import Date, Kind, Misread, Part
from cchc_cli.domain.deadline.terms import read_terms
from cchc_cli.domain.deadline.words import NO_TIME_YET, ROMAN, STATUS, UNCERTAIN
from cchc_cli.domain.text import fold

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.lexer import Token

LONGEST = 2_000
_DEEPEST = 2  # labels within labels
_UNCERTAIN = frozenset(map(fold, UNCERTAIN))
_STATUS = frozenset(map(fold, STATUS))
_SHORTENED = frozenset(["tp", "tx", "tt", "p", "q", "h", "x", "đ", "gs", "ts", "ths", "st", "k"])
_LOOSE_MARKS = frozenset("-+.,;:/…*•_\n")
_EMPTY_MARKS = frozenset("-./…,;:_()*•\n")
_CALENDAR = frozenset(["quý", "q", "tháng", "t", "năm", "ngày", "tuần", "hết", "đến"])
_PLAIN_LABELS = (
    "thời gian hoàn thành", "thời hạn hoàn thành", "thời gian thực hiện", "thời hạn thực hiện", "thời gian triển khai",
    "tiến độ thực hiện", "tiến độ hoàn thành", "hạn hoàn thành", "hạn cuối cùng", "hạn cuối", "hạn chót",
    "thời gian", "thời hạn", "tiến độ", "hạn", "chậm nhất", "hoàn thành",
)  # fmt: skip


def read_phrase(text: str, year: int) -> tuple[Part, ...] | Misread:
    """Read a phrase into its parts, or the words that don't fit."""
    if len(text) > LONGEST:
        return Misread((0, len(text)), "Ô thời hạn dài quá 2.000 chữ. Xin ghi ngắn gọn, mỗi mốc một dòng.")
    tokens = cut(text)
    cursor = Cursor(text, tokens, year)
    if _says_nothing(cursor):
        return (replace(part(cursor, cursor.end, Kind.NONE), text=text.strip(), span=(0, len(text))),)
    parts: list[Part] = []
    for start, end in _rows(tokens):
        read = _read_row(cursor.within(start, end), first=not parts)
        if isinstance(read, Misread):
            return read
        parts.extend(read)
    if not parts:
        return unknown(cursor, 0, cursor.end)
    # A part said twice ("thường xuyên, định kỳ") is one.
    return tuple(dict.fromkeys(replace(each, text=text[each.span[0] : each.span[1]]) for each in parts))


def _says_nothing(cursor: Cursor) -> bool:
    """Whether the cell is empty, a ditto mark, or says that no deadline has been set."""
    words = [token.key for token in cursor.tokens if token.kind != "mark" or token.key not in _EMPTY_MARKS]
    whole = " ".join(words)
    return not words or fold(whole) in _UNCERTAIN or _sets_no_time(words)


def _sets_no_time(words: list[str]) -> bool:
    """Whether the words only say that no time is set: "chưa có thời gian cụ thể"."""
    told = words[0] == "chưa" or words[:2] in (["không", "có"], ["không", "quy"], ["không", "ghi"])
    return (
        told
        and len(words) > 2
        and words != ["chưa", "hoàn", "thành"]
        and all(fold(word) in NO_TIME_YET for word in words)
    )


def _rows(tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    """Cut at line ends, semicolons, full stops and the dashes of a list run together on one line."""
    listed = bool(tokens) and tokens[0].key in ("-", "+", "•")
    mixed = any(token.capital for token in tokens if token.kind == "word") and any(
        token.kind == "word" and not token.capital for token in tokens
    )
    rows: list[tuple[int, int]] = []
    start = depth = 0
    for at, token in enumerate(tokens):
        depth = max(0, depth + (token.key == "(") - (token.key == ")")) if token.kind == "mark" else depth
        if token.kind != "mark" or (depth and token.key != "\n"):
            continue
        if (
            token.key in ("\n", ";", "•")
            or _ends_sentence(tokens, at)
            or (token.key in ("-", "+") and listed and _begins_row(tokens, at, mixed=mixed))
        ):
            rows.append((start, at))
            start, depth = at + 1, 0
    rows.append((start, len(tokens)))
    trimmed = [_trimmed(tokens, *row) for row in rows]
    return [(first, end) for first, end in trimmed if first < end]


def _ends_sentence(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a full stop ends a sentence; "TP. Biên Hòa" and "1. Quý I" go on."""
    if tokens[at].key != "." or at == 0 or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if not after.spaced and after.kind == "number":
        return False
    if before.key in _SHORTENED:
        return False
    return after.spaced or after.capital


def _begins_row(tokens: tuple[Token, ...], at: int, *, mixed: bool) -> bool:
    if at == 0:
        return True
    token, before = tokens[at], tokens[at - 1]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not token.spaced or before.key in ("\n", ";"):
        return after is not None and token.spaced
    ranged = (before.kind == "number" or before.key in (*ROMAN, "năm")) and (
        after.kind == "number" or after.key in (*ROMAN, *_CALENDAR)
    )
    if ranged:
        return False
    return after.capital or (not mixed and (before.key, after.key) not in (("tế", "xã"), ("tế", "kỹ"), ("te", "xa")))


def _trimmed(tokens: tuple[Token, ...], start: int, end: int) -> tuple[int, int]:
    """Leave out the marks around a row, and its number: "1)", "a.", "(2)"."""
    numbered = True
    while numbered:
        while start < end and tokens[start].kind == "mark" and tokens[start].key in _LOOSE_MARKS:
            start += 1
        numbered = False
        for length in (2, 3):
            if end - start > length and _is_number(tokens[start : start + length], tokens[start + length]):
                start, numbered = start + length, True
                break
    while end > start and tokens[end - 1].kind == "mark" and tokens[end - 1].key in _LOOSE_MARKS:
        end -= 1
    return start, end


def _is_number(tokens: tuple[Token, ...], after: Token) -> bool:
    keys = [token.key for token in tokens]
    match keys:
        case ["(", key, ")"]:
            return len(key) <= 2
        case [key, ")"]:
            return len(key) <= 2
        case [key, "."]:
            return len(key) == 1 and after.spaced
    return False


def _read_row(cursor: Cursor, *, first: bool, depth: int = 0) -> list[Part] | Misread:
    colon = _find_colon(cursor)
    if colon is not None and depth == _DEEPEST:
        return unknown(cursor, cursor.at, cursor.end)
    if colon is not None and colon > cursor.at:
        return _read_labelled(cursor, colon, first=first, depth=depth)
    return _read_clause(cursor, first=first)


def _read_clause(cursor: Cursor, *, first: bool) -> list[Part] | Misread:
    start = cursor.at
    whole = " ".join(token.key for token in cursor.tokens[start : cursor.end])
    if fold(whole) in _UNCERTAIN or _sets_no_time(whole.split()):
        cursor.at = cursor.end
        return [part(cursor, start, Kind.NONE)]
    if fold(whole) in _STATUS:
        return Misread(
            cursor.span(start, cursor.end),
            "Đây là tình trạng thực hiện, chưa phải thời hạn. Xin ghi mốc phải xong, ví dụ "
            f"“Quý III/{cursor.year}”; tình trạng được ghi ở phần tiến độ.",
        )
    if not first and cursor.take("sau thời gian này", "sau thời điểm này"):
        return _read_remark(cursor, start)
    items = Clause(cursor).read()
    if isinstance(items, Misread):
        return items
    return compose(items, cursor.year) or unknown(cursor, start, cursor.end)


def _read_remark(cursor: Cursor, start: int) -> list[Part] | Misread:
    """Step over what happens after the date before it, where it sets no date itself."""
    dated = any(token.kind == "number" for token in cursor.tokens[cursor.at : cursor.end])
    return unknown(cursor, start, cursor.end) if dated or is_risky(cursor, cursor.at, cursor.end) else []


def _find_colon(cursor: Cursor) -> int | None:
    for at in range(cursor.at, cursor.end):
        if cursor.tokens[at].key != ":":
            continue
        probe = cursor.within(at - 1, cursor.end) if at > cursor.at else None
        after = cursor.tokens[at + 1] if at + 1 < cursor.end else None
        clock = probe is not None and probe.figure() is not None and probe.figure(2) is not None
        if not (clock and after is not None and not after.spaced):
            return at
    return None


def _read_labelled(cursor: Cursor, colon: int, *, first: bool, depth: int) -> list[Part] | Misread:
    """Read "label: phrase"; a year as label dates the phrase, and "Quý I: việc cần làm" is read the other way."""
    left, right = cursor.within(cursor.at, colon), cursor.within(colon + 1, cursor.end)
    label = _label_of(left)
    plain = left.sees(*_PLAIN_LABELS)
    if plain and len(plain.split()) == colon - cursor.at:
        label = ""
    if right.done:
        return (
            [replace(part(right, right.at, Kind.NONE), label=label or None)]
            if not plain
            else _read_clause(right, first=first)
        )
    if (year := _year_label(left)) is not None and year != right.year:
        planned, right.year = right.year, year
        found = _read_label_of(left, right, label, depth=depth)
        return found if isinstance(found, Misread) else [_held_from(each, year, planned) for each in found]
    return _read_label_of(left, right, label, depth=depth)


def _held_from(read: Part, year: int, planned: int) -> Part:
    """Let a rule under another year's label hold from that year on."""
    if read.every is None:
        return read
    start = max(Date(year, 1, 1), read.start or Date(year, 1, 1))
    return replace(read, start=start, due=last_due(read.every, planned, since=start))


def _read_label_of(left: Cursor, right: Cursor, label: str, *, depth: int) -> list[Part] | Misread:
    turned = _read_turned(left, right)
    if turned is not None:
        return turned
    read = _read_row(right, first=True, depth=depth + 1)
    if not isinstance(read, Misread):
        labels = [" - ".join(filter(None, (label, each.label))) or None for each in read]
        return _swallowed(left) or [replace(each, label=label) for each, label in zip(read, labels, strict=True)]
    times = _times(left.within(left.at, left.end))
    if times and not is_risky(right, left.end + 1, right.end) and not read.impossible:
        return [replace(each, label=right.name(left.end + 1, right.end)) for each in times]
    return read


def _swallowed(left: Cursor) -> Misread | None:
    """Return the fault of a label that says a bounded time itself, which must not be lost."""
    found = Clause(left.within(left.at, left.end)).read()
    if isinstance(found, Misread):
        return found if found.impossible else None
    bounded = any(item.source in ("calendar", "rhythm") and item.limits.said for item in found)
    return unknown(left, left.at, left.end) if bounded else None


def _label_of(left: Cursor) -> str:
    return left.name(left.at, left.end)


def _year_label(left: Cursor) -> int | None:
    probe = left.within(left.at, left.end)
    terms = read_terms(probe)
    if terms is not None and probe.done and len(terms.terms) == 1 and terms.terms[0].unit == "year":
        return terms.terms[0].year
    return None


def _times(left: Cursor) -> list[Part]:
    """Return the parts of words that are a time and nothing else."""
    found = Clause(left).read()
    if isinstance(found, Misread) or any(item.lead for item in found):
        return []
    return compose(found, left.year)


def _read_turned(left: Cursor, right: Cursor) -> list[Part] | None:
    """Read a rule and the date it is tied to: "Hằng năm: trước ngày 15/12"."""
    rhythm = Clause(left.within(left.at, left.end)).read()
    if isinstance(rhythm, Misread) or len(rhythm) != 1 or rhythm[0].source != "rhythm":
        return None
    found = Clause(right.within(right.at, right.end)).read()
    if isinstance(found, Misread) or not found:
        return None
    found[0].joint = ":"
    joined = compose([*rhythm, *found], left.year)
    return joined if all(each.kind is Kind.EVERY for each in joined) else None
