"""The measurable targets of a plan, from its text and from the rows of its table."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cchc_cli.domain.model import Indicator
from cchc_cli.domain.text import fold
from cchc_cli.exchange.grasp.phrases import clauses, stated
from cchc_cli.exchange.pages import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.domain.model import Node, Section, Task
    from cchc_cli.domain.target import Target
    from cchc_cli.exchange.grasp.phrases import Stated

_RATIO = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|mức độ|chỉ số|sự hài lòng|tốc độ|quy mô)\b", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"^(?:đảm bảo|bảo đảm|phấn đấu|trong đó|theo đó|cụ thể|có|và|để|nâng|đưa|duy trì)\b[\s:,]*", re.IGNORECASE
)
_TAIL = re.compile(
    r"[\s,:(]*(?:\b(?:giảm xuống|giảm còn|tăng lên|phải đạt|đạt mức|đạt|chiếm|là|từ|lên|xuống|mức|với|còn)[\s,:]*)+$",
    re.IGNORECASE,
)
_PREDICATE = re.compile(r"\s(?=(?:được|sử dụng|có|thực hiện|đạt|áp dụng|triển khai|hoàn thành)\s)")
_QUALITY = re.compile(r"\b(?:chỉ số|thứ hạng|xếp hạng|mức độ|tỷ lệ|tỉ lệ)\b", re.IGNORECASE)
_RISE = re.compile(r"\b(?:cải thiện|nâng|tăng|duy trì|phấn đấu|giảm)\b", re.IGNORECASE)
_LONGEST_NAME = 200
_LONGEST_ID = 40
_NOT_IN_IDS = frozenset({
    "ty", "ti", "le", "muc", "do", "thuc", "hien", "cua", "cac", "va", "theo", "ve", "voi", "trong", "duoc", "bao",
    "dam", "tren",
})  # fmt: skip


@dataclass(slots=True)
class _Found:
    """A target while the rows that state it too are gathered."""

    name: str
    target: Target
    source: str
    where: str
    seen: str
    clause: str
    tasks: list[str] = field(default_factory=list)


def indicators_of(
    body: Sequence[Node], sections: Sequence[Section]
) -> tuple[tuple[Indicator, ...], tuple[Section, ...], tuple[Doubt, ...]]:
    """Read the targets of the text and of the rows; rows that only state one come back marked as indicators.

    A target that rows state in the same words as the text is one indicator with these rows. What is not
    surely a target is only a doubt: ranges, figures reached so far, goals without a figure.
    """
    found: list[_Found] = []
    doubts: list[Doubt] = []
    for where, text in _texts(body):
        _gather(where, text, found, doubts)
    known = _Known(tuple(found))
    served: dict[str, list[tuple[str, _Found]]] = {}
    for task in _rows(sections):
        served[task.id] = _gather_row(task, found, known, doubts)
    taken: Counter[str] = Counter()
    ids = {id(each): _slug(each.name, taken) for each in found}
    indicators = tuple(
        Indicator(ids[id(each)], each.name, each.target, each.source, tuple(each.tasks), "quarter") for each in found
    )
    marks: dict[str, str] = {}
    made = [Doubt("target", each.where, each.seen, _said(each)) for each in found if each.source]
    for task in _rows(sections):
        made += [Doubt("target", task.id, seen, _said(each)) for seen, each in served[task.id]]
        if served[task.id] and not task.lead.strip() and not task.deadline.strip():
            marks[task.id] = ids[id(served[task.id][0][1])]
            said = "Dòng này chỉ nêu chỉ tiêu, không có đơn vị chủ trì và thời hạn; không tính là nhiệm vụ."
            made.append(Doubt("target_row", task.id, task.task, said))
    return indicators, tuple(_marked(section, marks) for section in sections), (*made, *doubts)


def _said(found: _Found) -> str:
    return f"Đã ghi chỉ tiêu “{found.name}”: {found.target.printed}, đo hằng quý."


def _texts(body: Sequence[Node]) -> Iterator[tuple[str, str]]:
    for root in body:
        for node in root.walk():
            yield node.id, "\n".join(filter(None, (node.title, node.text)))


def _rows(sections: Sequence[Section]) -> Iterator[Task]:
    for top in sections:
        for section in top.walk():
            yield from section.tasks


def _gather(where: str, text: str, found: list[_Found], doubts: list[Doubt]) -> list[_Found]:
    """Add the targets that one text states, and doubts for those it may state."""
    if not any(char.isdigit() for char in text):
        doubts.extend(_without_figure(where, text))
        return []
    own: list[_Found] = []
    figures = list(stated(text))
    for each in figures:
        if each.sure:
            name = _name(each, [other for other in figures if other.clause is each.clause])
            own.append(_Found(name, each.target, where, where, each.seen, each.clause))
        else:
            said = "Có thể là chỉ tiêu; chưa ghi vào danh mục chỉ tiêu, đề nghị xem lại."
            doubts.append(Doubt("target_offered", where, _around(each), said))
    found.extend(own)
    return own


def _without_figure(where: str, text: str) -> Iterator[Doubt]:
    for clause in clauses(text):
        begins = _QUALITY.search(clause)
        if begins and begins.start() < 40 and _RISE.search(clause) and len(clause) < 200:
            said = "Có thể là chỉ tiêu không có con số; chưa ghi vào danh mục chỉ tiêu."
            yield Doubt("target_offered", where, clause[:80], said)


def _gather_row(task: Task, found: list[_Found], known: _Known, doubts: list[Doubt]) -> list[tuple[str, _Found]]:
    """Return the targets of a row with its words for them; new ones are added. Its product only offers some."""
    fresh: list[_Found] = []
    products: list[_Found] = []
    _gather(task.id, task.task, fresh, doubts)
    _gather(f"{task.id}.product", task.product, products, doubts)
    said = "Sản phẩm có nêu con số; chưa ghi vào danh mục chỉ tiêu, đề nghị xem lại."
    doubts.extend(Doubt("target_offered", each.where, each.seen, said) for each in products)
    own: list[tuple[str, _Found]] = []
    for each in fresh:
        same = known.find(each, task.id)
        if same is None:
            each.source = ""
            found.append(each)
            known.add(each)
            same = each
        same.tasks.append(task.id)
        own.append((each.seen, same))
    return own


class _Known:
    """The targets found so far: those of the text by their words, those of rows by their name."""

    def __init__(self, in_text: Sequence[_Found]) -> None:
        self._in_text = in_text
        self._in_rows: dict[tuple[Target, str], _Found] = {}

    def add(self, found: _Found) -> None:
        """Take in a target of a row."""
        self._in_rows.setdefault((found.target, fold(found.name)), found)

    def find(self, found: _Found, task: str) -> _Found | None:
        """Return the target that a row states again; a row states each only once."""
        named = self._in_rows.get((found.target, fold(found.name)))
        if named is not None and task not in named.tasks:
            return named
        alike = (other for other in self._in_text if other.target == found.target and task not in other.tasks)
        return next((other for other in alike if _is_same(found.name, other.name)), None)


def _is_same(one: str, other: str) -> bool:
    """Tell whether two names share most of their words."""
    ours, theirs = set(fold(one).split()), set(fold(other).split())
    shared = len(ours & theirs)
    return shared >= 0.6 * min(len(ours), len(theirs)) and shared >= 0.4 * max(len(ours), len(theirs))


def _name(each: Stated, siblings: Sequence[Stated]) -> str:
    """Name a target by the words of its clause without the figure: ``Tỷ lệ hồ sơ giải quyết đúng hạn``."""
    at = siblings.index(each)
    start = siblings[at - 1].span[1] if at else 0
    end = siblings[at + 1].span[0] if at + 1 < len(siblings) else len(each.clause)
    before, after = each.clause[start : each.span[0]].strip(" ,:"), each.clause[each.span[1] : end].strip(" ,:")
    if at:
        before = re.sub(r"^.*?(?:,|\bvà\b)\s*", "", before) if not _RATIO.search(before) else before
    before = _from_ratio(before) if not each.reduction else before
    before = _TAIL.sub("", before).strip(" ,:")
    if at + 1 < len(siblings):
        after = re.sub(r"[\s,]*(?:\bvà\b|,)?\s*$", "", after)
        after = _shared_predicate(after, siblings[-1]) if not before else after
    name = _put_together(before, after, each)
    return _shortened(name[:1].upper() + name[1:])


def _from_ratio(before: str) -> str:
    """Keep what is measured: from the last word for a ratio on, else without the verbs that open the clause."""
    ratio = [found for found in _RATIO.finditer(before) if fold(found[0]) in {"ty le", "ti le"}] or list(
        _RATIO.finditer(before)
    )
    if ratio:
        return before[ratio[-1].start() :]
    after_comma = re.split(r",\s+(?=(?:đảm bảo|bảo đảm|phấn đấu|trong đó)\b)", before, flags=re.IGNORECASE)[-1]
    while after_comma != (cut := _LEAD_IN.sub("", after_comma)):
        after_comma = cut
    return after_comma


def _put_together(before: str, after: str, each: Stated) -> str:
    if each.target.unit == "thứ bậc":
        return _from_ratio(each.clause) if _RATIO.search(each.clause) else each.clause
    if each.target.unit != "%":
        joined = " ".join(filter(None, (before, after))) or each.clause
        return f"{joined} ({each.target.unit})" if fold(each.target.unit) not in fold(joined) else joined
    if not before:
        return f"Tỷ lệ {_lowered(after)}" if after else each.clause
    if _RATIO.match(before) or each.reduction or not after:
        return f"{before} {after}".strip()
    return f"{before} {after} (tỷ lệ)"


def _lowered(words: str) -> str:
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _shared_predicate(words: str, last: Stated) -> str:
    """``100% A và 100% B được bồi dưỡng``: A, too, is trained."""
    predicate = _PREDICATE.split(last.clause[last.span[1] :], maxsplit=1)
    return f"{words} {predicate[1]}".rstrip(" ,") if len(predicate) > 1 and not _PREDICATE.search(words) else words


def _shortened(name: str) -> str:
    if len(name) <= _LONGEST_NAME:
        return name
    cut = max(name.rfind(",", 60, _LONGEST_NAME), name.rfind(" (", 60, _LONGEST_NAME))
    return name[:cut] if cut > 0 else name[:_LONGEST_NAME].rpartition(" ")[0] + "…"


def _around(each: Stated) -> str:
    start, end = each.span
    return each.clause[max(0, start - 30) : end + 20].strip()


def _slug(name: str, taken: Counter[str]) -> str:
    """Return an id of Latin letters from the words of a name that tell it apart."""
    words = [word for word in re.findall(r"[a-z0-9]+", fold(name)) if word not in _NOT_IN_IDS]
    slug = ""
    for word in words:
        if len(slug) + len(word) >= _LONGEST_ID:
            break
        slug = f"{slug}-{word}".strip("-")
    slug = slug or "chi-tieu"
    taken[slug] += 1
    while taken[slug] > 1 and taken[f"{slug}-{taken[slug]}"]:
        taken[slug] += 1
    if taken[slug] == 1:
        return slug
    own = f"{slug}-{taken[slug]}"
    taken[own] += 1
    return own


def _marked(section: Section, marks: dict[str, str]) -> Section:
    tasks = tuple(replace(task, indicator=marks[task.id]) if task.id in marks else task for task in section.tasks)
    return replace(section, tasks=tasks, sections=tuple(_marked(inner, marks) for inner in section.sections))
