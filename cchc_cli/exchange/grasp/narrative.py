"""Tasks of a plan without a table: paragraphs followed by lines such as "Cơ quan chủ trì: ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from cchc_cli.domain.text import unaccented
from cchc_cli.exchange.grasp.classes import is_below
from cchc_cli.exchange.grasp.entries import Entry, plain, title_entry
from cchc_cli.exchange.grasp.numbering import HEADINGS, NONE, Number, split_number
from cchc_cli.exchange.pages import Document, Doubt, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHO = r"(?:(?:co quan|don vi|bo phan|phong|to chuc|cac (?:co quan|don vi|so))[ ,]*)*"
_LABELS = (
    ("support", rf"{_WHO}(?:cung )?phoi hop(?: thuc hien)?"),
    ("lead", (rf"{_WHO}(?:chu tri(?: thuc hien| tham muu| trien khai)?)|{_WHO}(?:chiu trach nhiem|thuc hien|duoc giao)"
             r"|phan cong(?: thuc hien)?|trach nhiem thuc hien|dau moi")),
    ("deadline", (r"(?:thoi gian|thoi han|thoi diem)(?: (?:du kien|thuc hien|hoan thanh|trien khai|ban hanh|trinh))*"
                 r"|tien do(?: thuc hien)?|han hoan thanh|lo trinh(?: thuc hien)?")),
    ("product", (r"san pham(?: (?:dau ra|du kien|hoan thanh|can dat|dat duoc))*"
                r"|ket qua(?: (?:dau ra|du kien|can dat|dat duoc|thuc hien))*|dau ra")),
    ("budget", r"(?:nguon )?kinh phi(?: thuc hien)?|nguon luc|du toan"),
    ("leader", r"lanh dao (?:phu trach|chi dao)|nguoi (?:phu trach|chiu trach nhiem|dung dau)"),
    ("notes", r"ghi chu"),
)  # fmt: skip
_LABEL = re.compile(
    r"(?:^|(?<=[;.\n]))\s*(?:[-–—+•*▪◦·o]\s*|\(?[a-z0-9đ]{1,2}[.)]\s*)?\**\(?(?:"
    + "|".join(f"(?P<{name}>{shape})" for name, shape in _LABELS)
    + r")\**\s*[:：]\**"
)

_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*[.;]?$")


_CLOSING = re.compile(r"(?:to chuc thuc hien|(?:nguon )?kinh phi|che do (?:thong tin|bao cao)|dieu khoan)\b")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_Item: TypeAlias = tuple[Number, str, Line]


@dataclass(slots=True)
class _Pending:
    """Paragraphs since the last task, and the labels that have come after them."""

    lines: list[_Item] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    last: str = ""
    """The field of a label whose value stands in a list below it."""
    bullet: str = ""
    """The dash that the first label stands behind."""

    @property
    def is_dashed(self) -> bool:
        """Whether all its paragraphs stand behind the same dash as its labels."""
        return bool(self.bullet) and all(_bullet(line) == self.bullet for _, _, line in self.lines)


def narrative_entries(document: Document, doubts: list[Doubt]) -> tuple[list[Entry], frozenset[str]]:
    """Return headings and tasks of a plan in paragraphs, and the fields that its labels give.

    The paragraphs stay part of the text: none counts as used. Both are empty where nothing is labelled.
    """
    groups = list(_groups(document))
    by_dash = any(group.labels and group.lines and group.is_dashed for group in groups[1:])
    found: list[Entry] = []
    before = NONE
    for group in groups:
        entries = list(_entries(group, doubts, before, by_dash=by_dash))
        found.extend(entries)
        before = entries[-1].number if entries and not entries[-1].title else NONE
    tasks = [entry for entry in found if not entry.title]
    if len(tasks) < 2 and not any(entry["lead"] for entry in tasks):
        return [], frozenset()
    if any(entry.title and entry.number.kind for entry in found):
        found = [entry for entry in found if not entry.title or entry.number.kind]
    fields = frozenset(name for entry in found for name, text in entry.words.items() if text and not entry.title)
    return _with_tasks(found), fields


def _groups(document: Document) -> Iterator[_Pending]:
    """Yield the paragraphs up to each run of labels, with those labels."""
    pending = _Pending()
    for block in document.blocks:
        if not isinstance(block, Line):
            continue
        labels = list(labels_of(block.text))
        if labels:
            if not pending.labels:
                pending.bullet = _bullet(block)
            _take_labels(pending, labels)
            continue
        if pending.last and split_number(plain(block.text)).kind == "dash":
            value = split_number(plain(block.text)).rest
            pending.labels[pending.last] = "; ".join(filter(None, (pending.labels[pending.last], value.rstrip(";."))))
            continue
        if pending.labels:
            yield pending
            pending = _Pending()
        words, inline = _inline_labels(plain(f"{block.number} {block.text}".strip().strip("*")))
        if words:
            number = split_number(words)
            pending.lines.append((number if number.kind else NONE, words, block))
            _take_labels(pending, inline)
    yield pending


def _bullet(line: Line) -> str:
    """Return the dash that a paragraph stands behind, ``a`` for any letter, empty where there is neither."""
    text = plain(f"{line.number} {line.text}".strip().strip("*"))
    kind = split_number(text).kind
    return text[:1] if kind == "dash" else "a" if kind == "lower" else ""


def labels_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the labelled values of a paragraph by field; none where words stand before the first label."""
    flat = _flat(text)
    found = list(_LABEL.finditer(flat))
    if not found or flat[: found[0].start()].strip():
        return
    for label, after in zip(found, [*found[1:], None], strict=True):
        value = plain(text[label.end() : after.start() if after else len(text)]).strip("* ")
        if value.rstrip(".;").endswith(")") and value.count("(") < value.count(")"):
            value = value.rstrip(".;").removesuffix(")")
        yield str(label.lastgroup), re.sub(r"[;.]$", "", value).strip()


def _inline_labels(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Divide a paragraph that ends in "(Chủ trì: ...; thời gian: ...)" into its words and those labels."""
    found = _IN_BRACKETS.search(text)
    labels = list(labels_of(found[1])) if found else []
    if not found or not {"lead", "deadline"} & {name for name, _ in labels}:
        return text, []
    return text[: found.start()].strip(), labels


def _flat(text: str) -> str:
    return "".join(_plain_letter(char) for char in text)


def _plain_letter(char: str) -> str:
    """Return a letter without marks in lower case, always one for one."""
    folded = unaccented(char).lower()
    return folded if len(folded) == 1 else char


def _take_labels(pending: _Pending, labels: list[tuple[str, str]]) -> None:
    pending.last = labels[-1][0] if labels and not labels[-1][1] else ""
    for name, value in labels:
        known = pending.labels.get(name)
        pending.labels[name] = f"{known}; {value}" if known and value else known or value


def _entries(pending: _Pending, doubts: list[Doubt], before: Number, *, by_dash: bool) -> Iterator[Entry]:
    """Yield the headings above a task and the tasks beside it that have no labels, then the task with its labels."""
    lines = pending.lines
    begin = len(lines)
    if {"lead", "deadline"} & pending.labels.keys() and lines:
        begin = _begin(lines, "" if by_dash else pending.bullet)
    beside = _beside(lines, begin, before)
    for at, (number, text, line) in enumerate(lines[:begin]):
        if at in beside:
            made = "Đoạn đánh số như các nhiệm vụ nhưng không có dòng ghi đơn vị, thời hạn; đã ghi thành nhiệm vụ."
            doubts.append(Doubt("task_without_labels", line.where, text[:200], made))
            yield Entry(line.where, number, text.removesuffix(number.rest).strip(), {"task": number.rest})
        elif _is_heading(number, line, text):
            yield title_entry(text, line.where)
    if begin == len(lines):
        return
    number, text, line = lines[begin]
    more = [words for _, words, _ in lines[begin + 1 :]]
    if more:
        made = f"Nhiệm vụ gồm {len(more) + 1} đoạn trước dòng ghi đơn vị, thời hạn; đã nối thành một."
        doubts.append(Doubt("joined_paragraphs", line.where, text[:200], made))
    words = " ".join([number.rest if number.kind else text, *more])
    shown = text.removesuffix(number.rest).strip() if number.kind else ""
    yield Entry(line.where, number, shown, {"task": words, **pending.labels})


def _beside(lines: list[_Item], begin: int, before: Number) -> set[int]:
    """Return which paragraphs are numbered like the task before or the one after them, in one run with it."""
    found: set[int] = set()
    if begin < len(lines):
        of = lines[begin][0]
        for at in range(begin - 1, -1, -1):
            number = lines[at][0]
            if _is_alike(number, of) and _rank(number) < _rank(of):
                found.add(at)
                of = number
            elif number.kind and not is_below(number, of):
                break
    of = before
    for at in range(begin):
        number = lines[at][0]
        if _is_alike(number, of) and _rank(number) == _rank(of) + 1 and not _CLOSING.match(_flat(number.rest)):
            found.add(at)
            of = number
        elif number.kind and not is_below(number, of):
            break
    return found


def _is_alike(number: Number, other: Number) -> bool:
    """Whether two numbers count within one list: ``2.1`` and ``2.3``, ``a`` and ``c``."""
    return (
        number.kind == other.kind
        and number.kind in {"arabic", "dotted", "lower"}
        and (number.parts[:-1] == other.parts[:-1])
    )


def _rank(number: Number) -> int:
    """Return the place of a number within its list."""
    if number.last.isdigit():
        return int(number.last)
    return _LETTERS.find(number.last)


def _begin(lines: list[_Item], bullet: str) -> int:
    """Return where the task begins: at the numbered paragraph nearest above, or the one its bullets belong to.

    Paragraphs behind the same ``bullet`` as the labels are words of the task, as the labels are.
    """
    at = len(lines) - 1
    first = at
    while first > 0 and bullet and _bullet(lines[first][2]) == bullet:
        first -= 1
    if first < at and lines[first][0].kind in {"arabic", "dotted", "lower"} and not _is_surely_heading(lines[first]):
        return first
    while at > 0 and not lines[at][0].kind and not _is_surely_heading(lines[at - 1]):
        at -= 1
    if lines[at][0].kind in {"dash", "lower"}:
        first = at
        while first > 0 and lines[first - 1][0].kind == lines[at][0].kind:
            first -= 1
        above = lines[first - 1] if first > 0 else None
        if above is not None and above[0].kind in {"arabic", "dotted"} and above[1].rstrip().endswith(":"):
            return first - 1
    return at


def _is_surely_heading(item: _Item) -> bool:
    number, _, line = item
    return number.kind in HEADINGS or line.level > 0 or line.bold


def _is_heading(number: Number, line: Line, text: str) -> bool:
    if number.kind in HEADINGS or line.level > 0:
        return True
    numbered = number.kind in {"arabic", "dotted"}
    return len(text) < 200 and ((numbered and not text.endswith((";", ","))) or (line.bold and text.isupper()))


def _with_tasks(entries: list[Entry]) -> list[Entry]:
    """Return the entries without the headings that no task stands under."""
    kept: list[Entry] = []
    waiting: list[Entry] = []
    for entry in entries:
        if not entry.title:
            kept.extend([*waiting, entry])
            waiting = []
            continue
        kinds = [other.number.kind for other in waiting]
        if entry.number.kind in kinds:
            del waiting[kinds.index(entry.number.kind) :]
        waiting.append(entry)
    return kept
