"""The rows of a table of tasks as they come: what each cell is for, nothing decided about them yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cchc_cli.domain.text import fold
from cchc_cli.exchange.grasp.columns import EXTRA, SKIPPED
from cchc_cli.exchange.grasp.numbering import HEADINGS, NONE, Number, read_number, split_number
from cchc_cli.exchange.pages import Doubt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cchc_cli.exchange.grasp.columns import Columns
    from cchc_cli.exchange.pages import Line, Row

MERGEABLE = frozenset(
    {"task", "lead", "support", "roles", "deadline", "product", "leader", "budget", "section", "section_title"}
)
CELLS = ("task", "product", "lead", "support", "deadline", "schedule", "leader", "budget", "weight", "continues",
         "notes", "implements")  # fmt: skip
_PLACING = frozenset({"task", "id", "section", "section_title"})
_ROLES = re.compile(
    r"(?:^|(?<=[\s.;,(–-]))(?:(?:cơ quan|đơn vị|bộ phận)\s+)?(chủ trì|phối hợp)\s*[:：]\s*", re.IGNORECASE
)
_REMARK = ("ghi chu", "tong cong", "tong so", "(*)", "* ghi chu", "luu y", "nguoi lap", "noi nhan", "lap bieu", "(ky")
_BELOW = ("nguoi lap", "lap bieu", "tong cong", "tong so", "(ky")
_SUMS = frozenset({"cong", "tong", "cong:", "tong:"})
DITTO = frozenset(
    {"nt", "-nt-", "- nt -", "nt.", '"', "''", "//", "-//-", "như trên", "như trên.", "“", "”", '-"-', "″"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row or a paragraph of the appendix: its number, its words by field, and how it stands in the table.

    ``title`` says that it can only be a heading (merged, alone in the first cell, a paragraph), ``wide`` that its
    words reach over the columns of units; ``opens`` that it is the first row after a repeated heading or on a
    further page; ``merged`` names the fields that a merged cell above says.
    """

    where: str
    number: Number = NONE
    shown: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[tuple[str, str], ...] = ()
    title: bool = False
    wide: bool = False
    opens: bool = False
    own: bool = False
    numbered: bool = True
    merged: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> str:
        return self.words.get(name, "")

    @property
    def has_duty(self) -> bool:
        """Whether it names a unit in the lead or a deadline."""
        return bool(self["lead"] or self["deadline"])

    @property
    def is_bare(self) -> bool:
        """Whether it says nothing beside its number and the text of the task."""
        return not self.extra and not any(text for name, text in self.words.items() if name not in _PLACING)

    @property
    def seen(self) -> str:
        """The words as a person sees them, in short."""
        texts = [self.shown, *self.words.values(), *(text for _, text in self.extra)]
        return " | ".join(text for text in texts if text)[:200]


def entry_of(row: Row, columns: Columns, above: Entry | None, doubts: list[Doubt], *, opens: bool) -> Entry | None:
    """Return the entry of one row of the grid, None for an empty row or one of remarks (with a doubt)."""
    alone = _alone(row, columns)
    if alone is not None:
        return None if _is_remark(alone, row, doubts) else alone
    words, extra, merged = _taken(row, columns, above)
    if not any(words.values()) and not extra and not merged:
        return None
    entry = _entry(row, columns, words, (extra, merged), opens=opens)
    unnumbered = not entry.number.kind and not entry.own and not merged
    unnumbered = unnumbered and (not entry.has_duty or fold(entry.seen).startswith(_BELOW))
    return None if unnumbered and _is_remark(entry, row, doubts) else entry


def _is_remark(entry: Entry, row: Row, doubts: list[Doubt]) -> bool:
    """Whether a row is a remark, a sum or a place to sign below the tasks; says so."""
    words = fold(entry.seen)
    if not words.startswith(_REMARK) and words.partition(" | ")[0] not in _SUMS:
        return False
    made = "Dòng ghi chú, tổng cộng hoặc ký tên; không đưa vào phụ lục."
    doubts.append(Doubt("row_left_out", row.where, entry.seen, made))
    return True


def _entry(
    row: Row,
    columns: Columns,
    words: dict[str, str],
    further: tuple[tuple[tuple[str, str], ...], set[str]],
    *,
    opens: bool,
) -> Entry:
    extra, merged = further
    shown = words.pop("number", "")
    at = columns.at("task") or 0
    number = read_number(shown)
    if not shown:
        found = split_number(words.get("task", ""))
        if found.kind in HEADINGS or (found.kind and columns.at("number") is None and not columns.is_own):
            number, shown = Number(found.kind, found.value), words["task"].removesuffix(found.rest).strip()
            words["task"] = found.rest
    reach = row.cells[at].span + at
    wide = any(
        columns.fields[place] in {"lead", "deadline", "roles"}
        for place in range(at + 1, min(reach, len(columns.fields)))
    )
    if merged <= {"number"} and not words.get("task") and not number.kind and shown:
        words["task"], shown = shown, ""
    numbered = columns.at("number") is not None
    return Entry(row.where, number, shown, words, extra, wide=wide, opens=opens, own=columns.is_own,
                 numbered=numbered, merged=frozenset(merged))  # fmt: skip


def _taken(
    row: Row, columns: Columns, above: Entry | None
) -> tuple[dict[str, str], tuple[tuple[str, str], ...], set[str]]:
    """Return the words of a row by field and by further column, with the fields a merged cell above says."""
    words: dict[str, str] = {}
    extra: list[tuple[str, str]] = []
    merged: set[str] = set()
    for cell, name, title in zip(row.cells, columns.fields, columns.titles, strict=True):
        text = plain(cell.text)
        if name in {"number", "task"} and cell.number:
            text = f"{cell.number} {text}".strip()
        if cell.covered == "above" and not text and above is not None:
            merged.add(name)
            text = above[name] if name in MERGEABLE else ""
        if name == EXTRA and text:
            extra.append((title, text))
        elif name and name not in {EXTRA, SKIPPED}:
            words[name] = f"{words.get(name, '')} {text}".strip()
    if "roles" in words:
        words["lead"], words["support"] = roles_of(words.pop("roles"))
    elif not words.get("support") and all(
        f"{role}:" in fold(words.get("lead", "")) for role in ("chu tri", "phoi hop")
    ):
        words["lead"], words["support"] = roles_of(words["lead"])
    return words, tuple(extra), merged - {EXTRA, ""}


def _alone(row: Row, columns: Columns) -> Entry | None:
    """Return a heading that stands alone in a row: merged, or in the first cell and no number."""
    filled = [(at, cell) for at, cell in enumerate(row.cells) if cell.text.strip() or cell.number]
    if len(filled) != 1 or any(cell.covered == "above" for cell in row.cells):
        return None
    at, cell = filled[0]
    text = plain(f"{cell.number} {cell.text}")
    merged = cell.span > 1 and cell.span * 2 >= len(row.cells)
    first = at == 0 and columns.fields[0] != "task" and not read_number(text).kind
    if not merged and not first:
        return None
    return title_entry(text, row.where, wide=merged)


def title_entry(text: str, where: str, *, wide: bool = True) -> Entry:
    """Return the entry of a heading, its number taken from before its words."""
    number = split_number(text)
    if number.kind in {"dash", "lower"}:
        number = Number(rest=text)
    shown = text.removesuffix(number.rest).strip()
    return Entry(where, number, shown, {"task": number.rest}, title=True, wide=wide)


def line_entry(line: Line) -> Entry:
    """Return the entry of a paragraph between tables."""
    return title_entry(plain(f"{line.number} {line.text}".strip().strip("*")), line.where)


def plain(text: str) -> str:
    """Return the lines of a cell as one, joined by a space."""
    return " ".join(text.split())


def roles_of(text: str) -> tuple[str, str]:
    """Divide a cell for both roles: ``Chủ trì: A. Phối hợp: B``; without such labels all of it leads."""
    found = list(_ROLES.finditer(text))
    if not found:
        return text, ""
    roles = {"chủ trì": [text[: found[0].start()].strip(" -–")], "phối hợp": []}
    for label, after in zip(found, [*found[1:], None], strict=True):
        value = text[label.end() : after.start() if after else len(text)]
        roles[label[1].casefold()].append(value.strip(" ;-–").removesuffix(".").strip())
    lead, support = ("; ".join(filter(None, roles[role])) for role in ("chủ trì", "phối hợp"))
    return lead, support
