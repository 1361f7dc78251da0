"""The appendix of a document: which tables hold tasks, and what sections and rows they give."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import fold
from cchc_cli.exchange.grasp.by_agency import lead_by_titles
from cchc_cli.exchange.grasp.by_column import by_column, is_heading
from cchc_cli.exchange.grasp.columns import EXTRA, SKIPPED, STATE, Columns, columns_at, is_counting
from cchc_cli.exchange.grasp.entries import CELLS, Entry, entry_of, line_entry, plain, title_entry
from cchc_cli.exchange.grasp.joining import SPLIT_WORD, joined
from cchc_cli.exchange.grasp.narrative import narrative_entries
from cchc_cli.exchange.grasp.numbering import HEADINGS, count_of, read_number, split_number
from cchc_cli.exchange.grasp.remarks import ditto_doubts, say_numbers, say_sections
from cchc_cli.exchange.grasp.sections import Tree
from cchc_cli.exchange.grasp.titles import (
    LONGEST_TITLE,
    is_head,
    is_label,
    is_letterhead,
    is_marked,
    named_above,
    title_and_note,
)
from cchc_cli.exchange.imported import ReadAppendix
from cchc_cli.exchange.pages import Document, Doubt, Line, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.exchange.grasp.numbering import Number
    from cchc_cli.exchange.pages import Row

_GRIDS = frozenset({"xlsx", "xls", "csv", "tsv"})
"""Formats whose paragraphs are rows with a single cell."""
_MOST_TITLE_LINES = 6


@dataclass(slots=True)
class _Found:
    """What has been taken so far."""

    entries: list[Entry] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    columns: Columns | None = None
    first: Columns | None = None
    carried: set[str] = field(default_factory=set)
    extra_titles: list[str] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    others: list[tuple[int, Table]] = field(default_factory=list)


def read_appendix(document: Document, *, year: int) -> ReadAppendix:  # noqa: ARG001
    """Return the sections and rows of a plan's appendix, or of its paragraphs with label lines.

    Raises Refused where the document has no table of tasks and no tasks with labels.
    """
    found = _Found()
    sheets = _sheets_of_tasks(document)
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table):
            _take_table(found, at, block, sheets, named_above(document, at))
        elif found.columns is not None:
            _take_line(found, document, at, block)
    if found.first is None:
        return _narrative(document)
    before = _before(document, found)
    entries = joined(found.entries, found.doubts)
    title, note = title_and_note([*before, *found.head])
    tree = _tree(entries, title or "Nhiệm vụ", found.doubts)
    if "lead" not in found.carried:
        lead_by_titles(tree.branches(), found.doubts)
    if not any(branch.tasks for branch in tree.branches()):
        raise Refused(
            "Bảng nhiệm vụ trong tệp không có dòng nhiệm vụ nào.",
            "Đề nghị kiểm tra lại nội dung của bảng.",
        )
    _say_others(found)
    first = found.first
    titles = [
        title
        for at, (title, name) in enumerate(zip(first.titles, first.fields, strict=True))
        if _is_signed(title, name, found) and (name == EXTRA or first.at(name) == at)
    ]
    return ReadAppendix(
        title=title,
        note=note,
        columns=tuple(titles),
        sections=tuple(branch.section() for branch in tree.top),
        used=frozenset(found.used),
        carried=frozenset(found.carried | {"support"} if any(one["support"] for one in entries) else found.carried),
        tally=tree.tally(),
        doubts=tuple(found.doubts),
    )


def _is_signed(title: str, name: str, found: _Found) -> bool:
    """Whether a column belongs to the plan's own table, and is no empty one without a heading."""
    own = found.first is not None and found.first.is_own
    placed = {
        "id",
        "section",
        "section_title",
        SKIPPED,
        STATE,
        *(("schedule", "weight", "continues", "implements") if own else ()),
    }
    return name not in placed and (bool(name) or title in found.extra_titles)


def _tree(entries: Sequence[Entry], fallback: str, doubts: list[Doubt], *, is_table: bool = True) -> Tree:
    tree = Tree(fallback, doubts)
    tree.take(entries)
    if is_table:
        say_sections(tree.top, doubts)
    last = 0
    for branch in tree.branches():
        say_numbers(branch, last, doubts)
        last = max(branch.numbers, default=0)
    doubts.extend(ditto_doubts(entries))
    return tree


def _sheets_of_tasks(document: Document) -> frozenset[str]:
    tables = (block for block in document.blocks if isinstance(block, Table) and block.name)
    return frozenset(table.name for table in tables if _starts(table) is not None)


def _starts(table: Table) -> tuple[int, Columns] | None:
    """Return the first row that is the heading of a table of tasks."""
    for at in range(len(table.rows)):
        columns = columns_at(table.rows, at)
        if columns is not None and columns.is_tasks:
            return at, columns
    return None


def _take_table(found: _Found, at: int, table: Table, sheets: frozenset[str], named: Entry | None) -> None:
    start = _starts(table)
    if start is None and not _carries_on(found, table):
        found.others.append((at, table))
        if _has_own_heading(table):
            found.columns = None
        return
    found.used.add(at)
    if start is not None and start[0] and found.columns is None:
        found.head.extend(_texts(table.rows[: start[0]]))
    fits = found.columns is not None and len(found.columns.fields) == len(table.rows[0].cells)
    begin = start[0] if start is not None and not fits else 0
    above = list(_above_heading(table.rows[:begin], found.doubts)) if found.columns is not None else []
    taken = [*above, *by_column(list(_entries(found, table, begin)), found.columns)]
    if len(sheets) > 1 and table.name in sheets and taken and not any(is_heading(entry) for entry in taken):
        found.entries.append(title_entry(table.name, table.where))
    elif named is not None and start is not None and _starts_anew(found.entries, taken):
        found.entries.append(named)
    found.entries.extend(taken)


def _above_heading(rows: Sequence[Row], doubts: list[Doubt]) -> Iterator[Entry]:
    """Yield the headings of sections that stand above the heading of a further table; says what else stands there."""
    for row in rows:
        texts = [plain(cell.text) for cell in row.cells if cell.text.strip()]
        if len(texts) == 1 and (split_number(texts[0]).kind in HEADINGS or texts[0].isupper()):
            yield title_entry(texts[0], row.where)
        elif texts:
            made = "Dòng đứng trên tiêu đề cột của bảng; không đưa vào phụ lục."
            doubts.append(Doubt("row_left_out", row.where, " | ".join(texts)[:200], made))


def _starts_anew(before: Sequence[Entry], taken: Sequence[Entry]) -> bool:
    """Whether a further table counts from 1 again under no heading of its own."""
    if not before or not taken or before[-1].title or any(map(is_heading, taken)):
        return False
    return taken[0].number.kind == "arabic" and taken[0].number.value == "1"


def _carries_on(found: _Found, table: Table) -> bool:
    """Whether a table without a heading goes on with the columns of the one before."""
    columns = found.columns
    if columns is None or not table.rows or len(table.rows[0].cells) != len(columns.fields) or _has_own_heading(table):
        return False
    at = columns.at("number")
    if at is None:
        return True
    cells = [row.cells[at] for row in table.rows]
    texts = [cell.number or cell.text.strip() for cell in cells]
    words = [text for text in texts if text and not read_number(text).kind and not split_number(text).kind]
    return not words or len(words) * 2 < sum(1 for text in texts if text)


def _has_own_heading(table: Table) -> bool:
    if not table.rows:
        return False
    columns = columns_at(table.rows, 0)
    return columns is not None and (columns.is_tasks or "number" in columns.fields)


def _entries(found: _Found, table: Table, begin: int) -> Iterator[Entry]:
    """Yield the entries of a table; a later heading replaces the columns."""
    opens = found.columns is not None
    above = found.entries[-1] if found.entries else None
    at = begin
    while at < len(table.rows):
        columns = columns_at(table.rows, at)
        if columns is not None and columns.is_tasks:
            opens = _take_heading(found, columns, table.rows[at])
            at += columns.depth
            continue
        row = table.rows[at]
        at += 1
        if found.columns is None or (is_counting(row) and _near_heading(table.rows, at - 1)):
            continue
        entry = entry_of(row, found.columns, above, found.doubts, opens=opens)
        if entry is not None:
            opens = False
            above = entry
            yield entry


def _near_heading(rows: Sequence[Row], at: int) -> bool:
    return at == 0 or any(columns_at(rows, before) is not None for before in range(max(0, at - 3), at))


def _take_heading(found: _Found, columns: Columns, row: Row) -> bool:
    """Take the columns of a heading; return whether it is a repeated one."""
    repeated = found.columns is not None
    if found.first is None:
        found.first = columns
    elif columns.fields != found.first.fields and (found.columns is None or columns.fields != found.columns.fields):
        made = "Tiêu đề cột khác với bảng trước; từ đây đọc theo các cột này."
        found.doubts.append(Doubt("columns_changed", row.where, " | ".join(columns.titles), made))
    found.columns = columns
    names = {"lead", "support"} if "roles" in columns.fields else set()
    names |= {name for name in columns.fields if name in {*CELLS, "number", EXTRA}}
    found.carried |= names
    for title, name in zip(columns.titles, columns.fields, strict=True):
        if name == EXTRA and title not in found.extra_titles:
            found.extra_titles.append(title)
    return repeated


def _texts(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        texts = [plain(cell.text) for cell in row.cells if cell.text.strip()]
        if len(texts) == 1:
            yield texts[0]


def _take_line(found: _Found, document: Document, at: int, line: Line) -> None:
    """Take a paragraph between tables as a heading where tasks go on below it."""
    text = plain(f"{line.number} {line.text}")
    if not text or text.isdigit() or len(text) > LONGEST_TITLE or not _leads_to_tasks(found, document, at):
        return
    kind = split_number(text.strip("*")).kind
    folded = fold(text).strip("*( ")
    in_grid = document.kind in _GRIDS
    if in_grid and found.entries and (text[0].islower() or SPLIT_WORD.search(found.entries[-1]["task"])):
        found.used.add(at)
        found.entries.append(Entry(line.where, words={"task": text}, opens=True))
        return
    if folded.startswith(("phu luc", "kem theo", "bieu", "bang", "trang")) or kind in {"lower", "dash"}:
        return
    if kind in HEADINGS | {"dotted"} or in_grid or is_marked(line, text) or (kind == "arabic" and len(text) < 150):
        found.used.add(at)
        found.entries.append(line_entry(line))


def _leads_to_tasks(found: _Found, document: Document, at: int) -> bool:
    for block in document.blocks[at + 1 : at + 5]:
        if isinstance(block, Table):
            return _starts(block) is not None or _carries_on(found, block)
    return False


def _before(document: Document, found: _Found) -> list[str]:
    """Return the title and note above the first table, and mark them as used; a heading there opens a section."""
    first = min(found.used)
    lines: list[tuple[int, Line]] = []
    for at in range(first - 1, max(-1, first - 1 - _MOST_TITLE_LINES), -1):
        block = document.blocks[at]
        if not isinstance(block, Line):
            break
        lines.insert(0, (at, block))
    texts: list[str] = []
    for at, line in reversed(lines):
        text = plain(f"{line.number} {line.text}").strip("*").strip()
        number = split_number(text)
        if not texts and found.entries and _opens_section(number, found.entries[0]):
            if _is_counted_in_text(document, at, number):
                texts.insert(0, number.rest)
                break
            found.entries.insert(0, line_entry(line))
            found.used.add(at)
        elif text.startswith("(") and not is_head(line, text):
            continue
        elif number.kind in HEADINGS and at > 0:
            texts[:0] = [] if texts else [number.rest]
            break
        elif text and is_head(line, text) and not is_letterhead(text):
            texts.insert(0, text)
            found.used.add(at)
            if is_label(text):
                break
        elif text:
            break
    return texts


def _is_counted_in_text(document: Document, at: int, number: Number) -> bool:
    """Whether paragraphs far above count up to this one, so that it is a heading of the text."""
    before = (count_of(number.last) or 1) - 1
    lines = (block for block in document.blocks[:at] if isinstance(block, Line))
    numbers = (split_number(plain(f"{line.number} {line.text}").strip("* ")) for line in lines)
    return before > 0 and any(one.kind == number.kind and count_of(one.last) == before for one in numbers)


def _opens_section(number: Number, first: Entry) -> bool:
    """Whether a numbered paragraph right above the first table is a heading of its rows, and not of the text."""
    kind = number.kind
    if kind == "arabic" and number.value == "1":
        return not is_heading(first) and first.number.kind == "arabic"
    return kind in HEADINGS and (not is_heading(first) or kind in {"part", "letter"} - {first.number.kind})


def _say_others(found: _Found) -> None:
    if found.first is not None and found.first.is_own:
        return
    for _, table in found.others:
        filled = [row for row in table.rows if any(cell.text.strip() for cell in row.cells)]
        if len(filled) < 2 or len(filled[0].cells) < 3:
            continue
        seen = " | ".join(plain(cell.text) for cell in filled[0].cells if cell.text.strip())[:200]
        made = "Bảng này không phải bảng nhiệm vụ; không đưa vào phụ lục."
        found.doubts.append(Doubt("other_table", table.where, seen, made))


def _narrative(document: Document) -> ReadAppendix:
    doubts: list[Doubt] = []
    entries, carried = narrative_entries(document, doubts)
    if not entries:
        raise Refused(
            "Không tìm thấy bảng nhiệm vụ trong tệp.",
            "Bảng cần có cột nhiệm vụ và cột đơn vị chủ trì hoặc thời hạn; "
            "kế hoạch không có bảng cần các dòng như “Cơ quan chủ trì: ...”, “Thời gian thực hiện: ...”.",
        )
    tree = _tree(entries, "Nhiệm vụ", doubts, is_table=False)
    return ReadAppendix(
        sections=tuple(branch.section() for branch in tree.top),
        carried=carried,
        tally=tree.tally(),
        doubts=tuple(doubts),
    )
