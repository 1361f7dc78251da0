"""The sections of an appendix, with the rows and the groups of rows inside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from cchc_cli.domain.areas import area_of
from cchc_cli.domain.model import Section, Task
from cchc_cli.exchange.grasp.classes import bullet_of, is_below, roles_in
from cchc_cli.exchange.grasp.entries import DITTO, Entry
from cchc_cli.exchange.grasp.numbering import NONE, Number, count_of, roman
from cchc_cli.exchange.imported import Tally
from cchc_cli.exchange.pages import Doubt
from cchc_cli.store.names import is_id

if TYPE_CHECKING:
    from collections.abc import Sequence


INHERITED = ("product", "lead", "support", "deadline", "schedule", "leader")
"""The cells that a sub-row takes from the row that holds it where its own are blank, as the plan's files do."""
_NEVER_EMPTY = "…"


@dataclass(slots=True)
class Branch:
    """A section while it is being read."""

    id: str
    number: Number
    title: str
    where: str
    area: str = ""
    own: dict[str, str] = field(default_factory=dict)
    tasks: list[Task] = field(default_factory=list)
    groups: list[Task] = field(default_factory=list)
    inner: list[Branch] = field(default_factory=list)
    unnumbered: list[tuple[int, Entry]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    seen: int = 0

    def section(self) -> Section:
        """Return the section as a value."""
        inner = tuple(branch.section() for branch in self.inner)
        return Section(self.id, self.title, self.area, tuple(self.tasks), inner, tuple(self.groups))


class Tree:
    """Reads entries in order into sections; ``fallback`` is the title for rows that stand under no heading."""

    def __init__(self, fallback: str, doubts: list[Doubt]) -> None:
        self.fallback = fallback
        self.doubts = doubts
        self.top: list[Branch] = []
        self.open: list[Branch] = []
        self.holders: list[tuple[Number, Task, bool]] = []
        self.ids: set[str] = set()
        self.counts: Counter[str] = Counter()

    def take(self, entries: Sequence[Entry]) -> None:
        """Take all entries, one after the other."""
        for entry, role in zip(entries, roles_in(entries), strict=True):
            if role == "heading":
                self._heading(entry)
            else:
                self._row(entry, holds=role == "holder")
        for branch in self.branches():
            self._number_the_rest(branch)
            self._task_of_heading(branch)

    def branches(self) -> list[Branch]:
        """Return every section, those inside after the one that holds them."""
        found: list[Branch] = []
        left = list(reversed(self.top))
        while left:
            branch = left.pop()
            found.append(branch)
            left.extend(reversed(branch.inner))
        return found

    def tally(self) -> tuple[Tally, ...]:
        """Return how many rows of tasks each section shows and how many rows were made of them."""
        return tuple(
            Tally(branch.id, branch.seen, len(branch.tasks) + len(branch.groups))
            for branch in self.branches()
            if branch.seen or branch.tasks
        )

    def _heading(self, entry: Entry) -> None:
        number = self._likely(entry.number)
        self._close_for(number)
        above = self.open[-1] if self.open else None
        siblings = above.inner if above else self.top
        value = number.last if above else number.value
        if not value:
            value = _in_order(siblings, nested=above is not None)
            made = f"Tiêu đề không có số; đã lấy số {value} theo thứ tự."
            self.doubts.append(Doubt("section_without_number", entry.where, entry["task"], made))
        title = entry["task"] or next((text for _, text in entry.extra if not text.isdigit()), entry.shown)
        known = next((branch for branch in siblings if branch.title == title and branch.number == number), None)
        if known is not None:
            self.open.append(known)
        else:
            wanted = f"{above.id}.{value}" if above else value
            branch = Branch(self._unused(wanted, entry.where), number, title, entry.where)
            branch.area = area_of(title) or (above.area if above else "")
            siblings.append(branch)
            self.open.append(branch)
        self._own_cells(self.open[-1], entry)
        left = [
            text
            for text in (*(text for _, text in entry.extra), entry["budget"], entry["notes"])
            if text not in {"", title}
        ]
        if left:
            made = "Các ô này của dòng tiêu đề không đưa vào kế hoạch."
            self.doubts.append(Doubt("heading_cells", entry.where, " | ".join(left)[:200], made))
        self.holders.clear()

    def _likely(self, number: Number) -> Number:
        """Tell the letter I after H from the Roman figure."""
        letters = [branch.number.value for branch in self.open if branch.number.kind == "letter"]
        if number.kind == "roman" and number.value == "I" and letters[-1:] == ["H"]:
            return Number("letter", "I", number.rest)
        return number

    def _close_for(self, number: Number) -> None:
        """Close the sections that a heading with this number does not stand in."""
        if number.kind == "dotted":
            while self.open and not _holds_dotted(self.open[-1].number, number):
                if self.open[-1].number.kind != "dotted" and len(self.open) == 1:
                    break
                self.open.pop()
            return
        kinds = [branch.number.kind for branch in self.open]
        if number.kind in kinds:
            del self.open[kinds.index(number.kind) :]
        elif number.kind == "part" or (not number.kind and self.open and self.open[-1].tasks):
            self.open.clear()

    def _own_cells(self, branch: Branch, entry: Entry) -> None:
        cells = {name: entry[name] for name in INHERITED if entry[name]}
        if cells:
            branch.own.update(cells)
            made = (
                "Dòng tiêu đề có đơn vị hoặc thời hạn riêng; ô trống của các nhiệm vụ trong phần này lấy theo dòng đó."
            )
            self.doubts.append(Doubt("section_with_units", entry.where, entry.seen, made))

    def _task_of_heading(self, branch: Branch) -> None:
        """Make a row of a heading that has units or a deadline and no rows below it, so that they are not lost."""
        if not branch.own or branch.tasks or branch.inner:
            return
        entry = Entry(branch.where, words={"task": branch.title, **branch.own})
        branch.seen += 1
        branch.tasks.append(_task_of(entry, self._unused(f"{branch.id}.1", branch.where), branch, ""))
        made = (
            f"Dòng tiêu đề có đơn vị hoặc thời hạn mà không có nhiệm vụ bên dưới; đã ghi thêm nhiệm vụ {branch.id}.1."
        )
        self.doubts.append(Doubt("task_of_heading", branch.where, branch.title, made))

    def _row(self, entry: Entry, *, holds: bool) -> None:
        if entry.own:
            self._own_section(entry)
        branch = self._branch(entry)
        number = entry.number if entry.number.kind else bullet_of(entry)
        if not number.kind and "number" in entry.merged and self.holders:
            self._merged_number(branch, entry)
            return
        above = self._holder(entry, number)
        if not number.kind and not entry.own:
            self._unnumbered(branch, entry)
            return
        task = self._task(branch, entry, number, above)
        branch.seen += 1
        if entry.numbered and not entry.shown and not entry.own:
            made = f"Dòng không có số thứ tự; đã ghi thành dòng riêng, mã {task.id}."
            self.doubts.append(Doubt("unnumbered_row", entry.where, entry.seen, made))
        if not entry["task"]:
            made = f"Dòng {task.id} không có nội dung nhiệm vụ; tạm ghi “{_NEVER_EMPTY}”, đề nghị điền."
            self.doubts.append(Doubt("row_without_words", entry.where, entry.seen, made))
        (branch.groups if holds else branch.tasks).append(task)
        self.holders.append((number, task, holds))
        if number.kind == "arabic" and number.value.isdigit() and above is None and not entry.own:
            branch.numbers.append(int(number.value))

    def _branch(self, entry: Entry) -> Branch:
        if not self.open:
            branch = next((one for one in self.top if not one.number.kind and one.title == self.fallback), None)
            if branch is None:
                value = _in_order(self.top, nested=False)
                made = f"Các nhiệm vụ không đứng dưới tiêu đề nào; đã đưa vào phần {value}."
                self.doubts.append(Doubt("no_section", entry.where, entry.seen, made))
                branch = Branch(
                    self._unused(value, entry.where), NONE, self.fallback, entry.where, area_of(self.fallback)
                )
                self.top.append(branch)
            self.open.append(branch)
        return self.open[-1]

    def _own_section(self, entry: Entry) -> None:
        """Open the section that a row of our own export names."""
        wanted = entry["section"] or entry["id"].rpartition(".")[0] or "I"
        if self.open and self.open[-1].id == wanted:
            return
        found = next((branch for branch in self.branches() if branch.id == wanted), None)
        if found is None:
            above = next((branch for branch in reversed(self.branches()) if wanted.startswith(f"{branch.id}.")), None)
            title = entry["section_title"] or wanted
            found = Branch(
                self._unused(wanted, entry.where),
                NONE,
                title,
                entry.where,
                area_of(title) or (above.area if above else ""),
            )
            (above.inner if above else self.top).append(found)
        self.open = [found]
        self.holders.clear()

    def _holder(self, entry: Entry, number: Number) -> tuple[Task, bool] | None:
        """Return the row that this one stands under, and whether that one only holds sub-rows."""
        while self.holders:
            above, task, holds = self.holders[-1]
            inside = entry["id"].startswith(f"{task.id}.") if entry.own else is_below(number, above)
            if inside:
                return task, holds
            self.holders.pop()
        return None

    def _task(self, branch: Branch, entry: Entry, number: Number, above: tuple[Task, bool] | None) -> Task:
        wanted = entry["id"] if entry.own else self._wanted(branch, number, above)
        task_id = self._unused(wanted, entry.where, shown=entry.shown)
        parent = above[0] if above and above[1] else None
        usual = {task_id.rpartition(".")[2]} | ({task_id.removeprefix(f"{branch.id}.")} if parent else set())
        task = _task_of(entry, task_id, branch, "" if entry.shown in usual else entry.shown)
        held = branch.own
        if above is not None:
            held = {"lead": above[0].lead, "deadline": above[0].deadline} if entry.has_duty else {}
        task = self._inherited(task, parent, held, entry)
        return replace(task, parent=parent.id if parent else "")

    def _wanted(self, branch: Branch, number: Number, above: tuple[Task, bool] | None) -> str:
        if above is not None:
            self.counts[above[0].id] += 1
            last = number.last if number.kind != "dash" else str(self.counts[above[0].id])
            return f"{above[0].id}.{last}"
        if number.kind == "dash":
            return f"{branch.id}.{len(branch.tasks) + len(branch.groups) + 1}"
        if number.kind == "dotted" and not _agrees(branch.number, number.parts[:-1]):
            return f"{branch.id}.{number.value}"
        return f"{branch.id}.{number.last}"

    def _inherited(self, task: Task, parent: Task | None, own: dict[str, str], entry: Entry) -> Task:
        given = {name: getattr(parent, name) if parent else own.get(name, "") for name in INHERITED}
        if not parent and (task.lead or task.support):
            given["lead"] = given["support"] = ""
        taken = {
            name: text
            for name, text in given.items()
            if text and not getattr(task, name) and text.casefold() not in DITTO
        }
        if taken and not entry.own and taken.keys() != {"product"}:
            made = "Ô trống lấy theo dòng phía trên: " + "; ".join(taken.values()) + "."
            self.doubts.append(Doubt("inherited_cell", entry.where, entry.seen, made))
        return replace(task, **taken)  # type: ignore[arg-type]

    def _merged_number(self, branch: Branch, entry: Entry) -> None:
        """Take a row whose number is that of the row above, merged with it."""
        base = self.holders[-1][1].id
        self.counts[base] += 1
        task_id = self._unused(f"{base}.{self.counts[base] + 1}", entry.where)
        task = _task_of(entry, task_id, branch, "")
        branch.tasks.append(task)
        branch.seen += 1
        made = f"Chung một ô số thứ tự với dòng trên; đã ghi thành nhiệm vụ riêng, mã {task_id}."
        self.doubts.append(Doubt("merged_number", entry.where, entry.seen, made))

    def _unnumbered(self, branch: Branch, entry: Entry) -> None:
        if not entry["task"]:
            made = "Dòng không có số thứ tự và nội dung nhiệm vụ; chưa đưa vào phụ lục, đề nghị xem lại."
            self.doubts.append(Doubt("row_left_out", entry.where, entry.seen, made))
            return
        branch.seen += 1
        branch.unnumbered.append((len(branch.tasks), entry))
        branch.tasks.append(_task_of(entry, "", branch, entry.shown))
        self.holders.clear()

    def _number_the_rest(self, branch: Branch) -> None:
        """Give the rows without numbers their ids: in order where none has one, else after the last."""
        last = max(branch.numbers, default=0)
        for at, entry in branch.unnumbered:
            last += 1
            while f"{branch.id}.{last}" in self.ids:
                last += 1
            task_id = self._unused(f"{branch.id}.{last}", entry.where)
            branch.tasks[at] = self._inherited(replace(branch.tasks[at], id=task_id), None, branch.own, entry)
            if entry.numbered or entry.shown or branch.numbers:
                made = f"Dòng không có số thứ tự; đã ghi thành nhiệm vụ riêng, mã {task_id}."
                self.doubts.append(Doubt("unnumbered_row", entry.where, entry.seen, made))

    def _unused(self, wanted: str, where: str, *, shown: str = "") -> str:
        """Return an id that names nothing else yet, and say so where it had to be changed."""
        base = (
            wanted
            if is_id(wanted)
            else "".join(char if char.isalnum() or char in "._-" else "-" for char in wanted)[:50].strip(".-") or "x"
        )
        found = base
        again = 1
        while found in self.ids or not is_id(found):
            again += 1
            found = f"{base}-{again}"
        self.ids.add(found)
        if found != wanted:
            made = f"Mã {wanted} đã có hoặc không dùng được; dòng này mang mã {found}."
            self.doubts.append(Doubt("number_twice", where, shown or wanted, made))
        return found


def _task_of(entry: Entry, task_id: str, branch: Branch, number: str) -> Task:
    return Task(
        id=task_id,
        section=branch.id,
        area=branch.area,
        task=entry["task"] or _NEVER_EMPTY,
        number=number,
        product=entry["product"],
        lead=entry["lead"],
        support=entry["support"],
        deadline=entry["deadline"],
        schedule=entry["schedule"],
        leader=entry["leader"],
        budget=entry["budget"],
        weight=_weight(entry["weight"]),
        continues=entry["continues"],
        notes=entry["notes"],
        extra=entry.extra,
        implements=tuple(filter(None, (place.strip() for place in entry["implements"].split(";")))),
    )


def _weight(text: str) -> Decimal | None:
    try:
        weight = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return weight if weight.is_finite() else None


def _in_order(siblings: Sequence[Branch], *, nested: bool) -> str:
    kinds = {branch.number.kind for branch in siblings if branch.number.kind}
    counts = [count_of(branch.id.rpartition(".")[2]) or 0 for branch in siblings]
    following = max([*counts, len(siblings)], default=0) + 1
    return str(following) if nested or kinds == {"arabic"} else roman(following)


def _holds_dotted(above: Number, number: Number) -> bool:
    parts = number.parts[:-1]
    if above.kind == "dotted" or len(parts) > 1:
        return above.value == ".".join(parts)
    return _agrees(above, parts)


def _agrees(above: Number, parts: tuple[str, ...]) -> bool:
    """Whether the parts before the last name the section: ``1`` of ``1.2`` is ``I``, ``1``, or section 1."""
    if above.value == ".".join(parts) or (above.kind == "dotted" and above.parts[-len(parts) :] == parts):
        return True
    return len(parts) == 1 and count_of(above.last) is not None and count_of(above.last) == count_of(parts[0])
