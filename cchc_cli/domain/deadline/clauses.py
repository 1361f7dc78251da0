"""Read one clause of a phrase: the times it says, the words of work it steps over, the notes in brackets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline import waiting
from cchc_cli.domain.deadline.dates import read_calendar
from cchc_cli.domain.deadline.faults import is_risky, unknown
from cchc_cli.domain.deadline.items import Item, part
from cchc_cli.domain.deadline.notes import closing, explains, is_optional, names_days_off, narrow
from cchc_cli.domain.deadline.occurrences import last_due
from cchc_cli.domain.deadline.parts import Kind, Misread
from cchc_cli.domain.deadline.recurring import Rhythm, read_rhythm
from cchc_cli.domain.deadline.words import CLOSED_WORK, DIRECT, JOINERS, NAMES, ROMAN, WORK
from cchc_cli.domain.text import fold

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.cursor import Cursor

_DEEPEST = 2  # brackets within brackets
_WAITING = ("after", "on_demand", "external")
_TIME_WORDS = frozenset(["ngày", "tháng", "quý", "tuần", "hạn"])
_WORK = tuple(sorted(WORK, key=len, reverse=True))
_CLOSED = tuple(sorted(CLOSED_WORK, key=len, reverse=True))
_NAMES = tuple(sorted(NAMES, key=len, reverse=True))
_CONDITIONS = ("trường hợp", "nếu", "khi")


class Clause:
    """The reading of one clause; what has been found so far, and where open wording may end."""

    __slots__ = ("_ends", "cursor", "depth", "items")

    def __init__(self, cursor: Cursor, depth: int = 0) -> None:
        self.cursor = cursor
        self.depth = depth
        self.items: list[Item] = []
        self._ends: list[tuple[int, bool]] | None = None

    def read(self) -> list[Item] | Misread:
        """Read the clause to its end: its items, or the words that don't fit."""
        cursor = self.cursor
        joint = ""
        while not cursor.done:
            if taken := cursor.take(*JOINERS):
                joint = joint or taken
                continue
            fault = self._read_note() if cursor.sees("(") else self._read_next(joint)
            if fault is not None:
                return fault
            joint = ""
        return self.items

    def _read_next(self, joint: str) -> Misread | None:
        found = self.read_item(opening=not self.items)
        if isinstance(found, Misread):
            return found
        if found is None:
            return self._read_led(joint)
        found.joint = joint
        self._keep(found)
        return None

    def _keep(self, found: Item) -> None:
        directly = bool(self.items) and not found.joint
        dated = bool(self.items) and self.items[-1].source != "after"
        said = found.parts[0].text.split()[:1] if found.parts else [""]
        if (
            directly
            and dated
            and (found.source == "external" or (found.source == "on_demand" and fold(said[0]) == "theo"))
        ):
            # "Hằng tháng theo quy định": the rule only says by whose order.
            return
        if found.source != "aside":
            self.items.append(found)

    def read_item(self, *, opening: bool, shallow: bool = False) -> Item | Misread | None:
        """Read the time that stands here; ``shallow`` leaves out those that run on to the clause's end."""
        cursor = self.cursor
        start = cursor.at
        if (rhythm := read_rhythm(cursor)) is not None:
            return _rhythm_item(cursor, start, rhythm)
        if (item := waiting.read_on_demand(cursor)) or (item := waiting.read_ongoing(cursor)):
            return item
        if not shallow:
            after = waiting.read_after(cursor, self._open_end, opening=opening)
            if after is not None:
                return after
            cursor.at = start
        calendar = read_calendar(cursor, None if shallow else self._open_end)
        if calendar is not None or shallow:
            return calendar
        cursor.at = start
        return waiting.read_external(cursor, self._open_end)

    def _open_end(self, first: int) -> tuple[int, bool]:
        """Return where wording that began at ``first`` ends, and whether a date follows it directly."""
        if self._ends is None:
            self._ends = self._find_ends()
        for end, direct in self._ends:
            if end > first:
                return end, direct
        return self.cursor.end, False

    def _find_ends(self) -> list[tuple[int, bool]]:
        cursor = self.cursor
        here, self._ends = cursor.at, []
        ends: list[tuple[int, bool]] = []
        for at in range(here + 1, cursor.end):
            cursor.at = at
            if cursor.sees("(") and closing(cursor, at) >= cursor.end - 1:
                ends.append((at, False))
            elif cursor.take(",", "và", "hoặc", "nhưng", "hay"):
                cursor.take_all(*JOINERS, *_CLOSED)
                if self._strong(joined=True):
                    ends.append((at, False))
            elif cursor.sees(*DIRECT):
                cursor.take_all(*_CLOSED)
                if self._strong(joined=False):
                    ends.append((at, True))
        cursor.at = here
        return ends

    def _strong(self, *, joined: bool) -> bool:
        cursor = self.cursor
        found = self.read_item(opening=False, shallow=True)
        if not isinstance(found, Item) or not (cursor.done or cursor.key() in (",", "và", "hoặc", "(", ".", ")")):
            return False
        if found.source == "rhythm":
            return joined and fold(cursor.words(found.start)).split()[0] in (
                "dinh",
                "hang",
                "moi",
                "truoc",
                "cham",
                "ngay",
            )
        if found.source == "calendar" and found.terms is not None:
            year_only = all(term.unit == "year" for term in found.terms.terms)
            to_the_end = cursor.tokens[found.start].key == "đến"
            return to_the_end or not year_only or (joined and not found.bare)
        return joined

    def _read_led(self, joint: str) -> Misread | None:
        """Step over words that say what is done, up to the next time in the clause."""
        cursor = self.cursor
        start = cursor.at
        condition = cursor.sees(*_CONDITIONS) is not None
        share = cursor.figure() is not None and cursor.key(1) == "%"
        if not condition and not share and not cursor.sees(*_WORK) and not self._works_later(start):
            return self._unfit(start)
        if not cursor.take_all(*_CLOSED):
            cursor.take(*_WORK)
        passed: list[tuple[int, int]] = []
        while not cursor.done:
            at = cursor.at
            if cursor.sees("("):
                if cursor.sees("( nếu có )", "( nếu cần )", "( nếu phát sinh )", "( nếu cần thiết )"):
                    return self._keep_optional(start, closing(cursor, at))
                cursor.at = closing(cursor, at) + 1
                continue
            if at > start and (found := self._led_item(start, passed)) is not None:
                if isinstance(found, Misread):
                    return found
                return self._keep_led(found, start, at, joint, condition=condition)
            cursor.at = max(at + 1, cursor.at)
        return self._read_tail(start, passed)

    def _works_later(self, start: int) -> bool:
        """Whether words of work follow whose they are, before the next mark: "UBND các xã gửi báo cáo ..."."""
        cursor = self.cursor
        probe = cursor.within(start, cursor.end)
        capital = cursor.tokens[start].capital
        while capital and not probe.done and probe.key() not in (",", "(", ":", *_TIME_WORDS):
            if probe.sees(*_WORK):
                return True
            probe.at += 1
        return False

    def _keep_optional(self, start: int, close: int) -> Misread | None:
        """Keep work that is done only "(nếu có)"."""
        cursor = self.cursor
        if is_risky(cursor, start, close - 2):
            return unknown(cursor, start, close)
        cursor.at = close + 1
        self.items.append(Item("on_demand", [part(cursor, start, Kind.ADHOC)], start, cursor.at, joint="lead"))
        return None

    def _led_item(self, start: int, passed: list[tuple[int, int]]) -> Item | Misread | None:
        cursor = self.cursor
        at = cursor.at
        found = self.read_item(opening=False)
        if found is None or isinstance(found, Misread):
            cursor.at = at
            return found
        if found.source == "calendar" and found.bare and not self._certain(found, start, at):
            passed.append((at, cursor.at))
            return None
        return found

    def _certain(self, found: Item, start: int, at: int) -> bool:
        """Whether a bare period after words is the deadline and not part of a name."""
        if self._is_plain(start, at):
            return True
        year_only = found.terms is not None and all(term.unit in ("year", "school") for term in found.terms.terms)
        lead = self.cursor.within(start, at)
        return not year_only and not any(lead.sees(*_NAMES, ahead=n) for n in range(at - start))

    def _leaves_unit(self, start: int, at: int) -> bool:
        """Whether a unit of time without a number stands among the words ("các quý trong năm")."""
        tokens = self.cursor.tokens
        for n in range(start, at):
            if tokens[n].key in ("quý", "tháng", "tuần"):
                beside = [*tokens[n - 1 : n], *tokens[n + 1 : n + 2]]
                if not any(token.kind == "number" or token.key in ROMAN for token in beside):
                    return True
        return False

    def _is_plain(self, start: int, at: int) -> bool:
        """Whether the words are nothing but the plain verbs of carrying out."""
        lead = self.cursor.within(start, at)
        lead.take_all(*_CLOSED, ",", "và")
        return lead.done

    def _keep_led(self, found: Item, start: int, at: int, joint: str, *, condition: bool) -> Misread | None:
        cursor = self.cursor
        if is_risky(cursor, start + condition, at) or (condition and found.source not in _WAITING):
            return unknown(cursor, start, at)
        if found.source != "rhythm" and self._leaves_unit(start, at):
            return unknown(cursor, start, at)
        found.joint, found.closed = joint, self._is_plain(start, at)
        end = at
        while end > start and cursor.tokens[end - 1].key in (",", "-", ":", "và"):
            end -= 1
        found.lead = cursor.name(start, end)
        if self.items and not joint and not found.closed:
            found.joint = "lead"
        if not found.closed:
            found.parts = [replace(each, label=each.label or found.lead) for each in found.parts]
        self._keep(found)
        return None

    def _read_tail(self, start: int, passed: list[tuple[int, int]]) -> Misread | None:
        """Step over words of work after the last time, unless they may change it."""
        cursor = self.cursor
        if passed and not self.items:
            return Misread(
                cursor.span(passed[0][0], passed[-1][1]),
                f"Chưa rõ “{cursor.words(passed[0][0], passed[-1][1])}” là thời hạn hay thuộc tên văn bản, tên việc. "
                "Xin ghi thêm chữ chỉ mốc, ví dụ “trong”, “trước” hoặc “chậm nhất”.",
            )
        keys = [cursor.tokens[n].key for n in range(start, cursor.end)]
        if not self.items or is_risky(cursor, start, cursor.end) or any(key in _TIME_WORDS for key in keys):
            return unknown(cursor, start, cursor.end)
        return None

    def _unfit(self, start: int) -> Misread | None:
        """Return the fault of the words that stand here, up to the next time or mark."""
        cursor = self.cursor
        if cursor.take("sau thời gian này", "sau thời điểm này", "sau đó") and self.items:
            return self._read_tail(start, [])
        for at in range(start + 1, cursor.end):
            cursor.at = at
            if cursor.sees(",", "(", ";") or isinstance(self.read_item(opening=False, shallow=True), Item):
                return unknown(cursor, start, at)
        return unknown(cursor, start, cursor.end)

    def _read_note(self) -> Misread | None:
        """Read what stands in brackets: a narrower date, "nếu có", "dự kiến", or a note that says no time."""
        cursor = self.cursor
        start = cursor.at
        close = closing(cursor, start)
        inner = cursor.within(start + 1, close)
        cursor.at = min(close + 1, cursor.end)
        if inner.done or not self.items:
            return None
        if inner.sees("không tính", "không kể", "trừ", "không bao gồm"):
            return None if names_days_off(inner) else unknown(cursor, start + 1, close)
        if inner.sees("dự kiến") and inner.end - inner.at == 2:
            last = self.items[-1]
            last.parts = [replace(each, tentative=True) for each in last.parts]
            return None
        if is_risky(cursor, inner.at, close) and not inner.sees("nếu"):
            return unknown(cursor, start + 1, close)
        if self.depth == _DEEPEST:
            return unknown(cursor, start, close)
        found = Clause(inner, self.depth + 1).read()
        if isinstance(found, Misread):
            return found if found.impossible else None
        return self._add_noted(found, start, close)

    def _add_noted(self, found: list[Item], start: int, close: int) -> Misread | None:
        last = self.items[-1]
        for item in found:
            dated = item.source == "calendar" and bool(item.parts)
            if dated and last.source == "calendar" and item.closed and not item.limits.since:
                if not (narrow(last, item) or explains(last, item)):
                    return unknown(self.cursor, start + 1, close)
            elif (
                dated
                or item.source in ("rhythm", "ongoing")
                or (item.source == "on_demand" and item.joint)
                or is_optional(item)
            ):
                item.joint = item.joint or "("
                self.items.append(item)
        return None


def _rhythm_item(cursor: Cursor, start: int, rhythm: Rhythm) -> Item:
    """Return the item of recurring rules, each a part due with its last occurrence in the year."""
    base = part(cursor, start, Kind.EVERY)
    ongoing = [replace(base, kind=Kind.ONGOING)] if rhythm.daily else []
    parts = [replace(base, every=rule, due=last_due(rule, cursor.year)) for rule in rhythm.rules]
    return Item("rhythm" if parts else "ongoing", ongoing + parts, start, cursor.at, rules=rhythm.rules)
