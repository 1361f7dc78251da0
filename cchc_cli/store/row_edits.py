"""Edit rows of appendix.yaml in place: only the characters of what changes, proven by reading the file again."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.target import read_number
from cchc_cli.store.build import Appendix
from cchc_cli.store.change import change, newline_of, read_present
from cchc_cli.store.row_splices import Splice, Splicing
from cchc_cli.store.source import read_source
from cchc_cli.store.spans import comments_of
from cchc_cli.store.take import Troubles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cchc_cli.domain.model import Section, Task
    from cchc_cli.store.data import Data

FILE = "appendix.yaml"
INHERITED = frozenset({"product", "lead", "support", "deadline", "schedule", "leader"})


@dataclass(frozen=True, slots=True)
class Insertion:
    """A row that comes in, after another one of its section, or first of all where ``after`` is empty."""

    row: Task
    after: str = ""


@dataclass(frozen=True, slots=True)
class RowsEdited:
    """The text of appendix.yaml before and after, or what it would become."""

    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether a character changed."""
        return self.before != self.after


def edit_rows(
    directory: Path,
    cells: Mapping[str, Mapping[str, str]],
    inserted: Sequence[Insertion] = (),
    *,
    dry_run: bool = False,
) -> RowsEdited:
    """Give rows of appendix.yaml new cells, and put new rows in.

    ``cells`` holds the new texts by the id of the row and the name of the field; ``extra.Kinh phí`` is that of
    a further column, and an empty text clears a cell. Comments, quotes, order and line ends of all else stay byte
    for byte. The new text is read again: it holds exactly the wanted rows. Raises Refused, with nothing changed,
    where that can't be done.
    """
    return change(directory, FILE, lambda old: _planned(old, cells, inserted), dry_run=dry_run)


def _planned(
    old: bytes | None, cells: Mapping[str, Mapping[str, str]], inserted: Sequence[Insertion]
) -> tuple[bytes, RowsEdited]:
    source = read_present(FILE, old)
    if old is None or source is None:
        raise Refused(f"Chưa sửa gì: không có tệp {FILE}.")
    held = _Held(source.data)
    wanted = held.with_cells(cells)
    for insertion in inserted:
        wanted = with_row(wanted, insertion)
    for safe in (False, True):
        splicing = Splicing(source.text, newline_of(source.text), safe=safe)
        after = spliced(source.text, [*_cell_splices(splicing, held, cells), *_row_splices(splicing, held, inserted)])
        if _is_proven(source.text, after, held, wanted):
            return old[: len(old) - len(source.text.encode())] + after.encode(), RowsEdited(source.text, after)
    raise Refused(
        f"Chưa sửa gì: cách viết của {FILE} không sửa từng chỗ được mà giữ nguyên phần còn lại.",
        "Sửa tay các dòng nêu trên, hoặc viết lại mỗi khóa một dòng rồi chạy lại.",
    )


class _Held:
    """The rows of the file as they are: as values, and as written."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.appendix = Appendix(data, FILE, Troubles())
        self.rows = {row.id: row for row in _rows(self.appendix.sections)}
        self.sections = {section.id: section for top in self.appendix.sections for section in top.walk()}

    def written(self, row: Task) -> Data:
        """Return what is written for a row, before it takes anything from the row above it."""
        found: Data = self.data
        for step in row.place.path:
            found = found[step]  # type: ignore[index]
        return found

    def with_cells(self, cells: Mapping[str, Mapping[str, str]]) -> tuple[Section, ...]:
        """Return the sections with new cells."""
        for task_id in cells:
            if task_id not in self.rows:
                raise Refused(f"Chưa sửa gì: {FILE} không còn dòng {task_id}.", "Chạy lại lệnh để so với tệp mới.")
        return tuple(_changed(section, cells) for section in self.appendix.sections)


def _rows(sections: Sequence[Section]) -> Iterator[Task]:
    for top in sections:
        for section in top.walk():
            yield from (*section.groups, *section.tasks)


def _changed(section: Section, cells: Mapping[str, Mapping[str, str]]) -> Section:
    return dataclasses.replace(
        section,
        tasks=tuple(with_cells(row, cells.get(row.id, {})) for row in section.tasks),
        groups=tuple(with_cells(row, cells.get(row.id, {})) for row in section.groups),
        sections=tuple(_changed(inner, cells) for inner in section.sections),
    )


def with_cells(row: Task, cells: Mapping[str, str]) -> Task:
    """Return a row with new cells by the names of its fields."""
    if not cells:
        return row
    extra = dict(row.extra)
    named: dict[str, object] = {}
    for name, text in cells.items():
        head, dot, column = name.partition(".")
        if not dot:
            named[name] = read_number(text) if name == "weight" else text
        elif text:
            extra[column] = text
        elif head == "extra":
            extra.pop(column, None)
    return dataclasses.replace(row, **named, extra=tuple(extra.items()))  # type: ignore[arg-type]


def with_row(sections: tuple[Section, ...], insertion: Insertion) -> tuple[Section, ...]:
    """Return sections with a row put in; those that it is not for stay as they are."""
    return tuple(_section_with(section, insertion) for section in sections)


def _section_with(section: Section, insertion: Insertion) -> Section:
    inner = with_row(section.sections, insertion)
    if section.id != insertion.row.section:
        return dataclasses.replace(section, sections=inner)
    rows = list(section.tasks)
    # After a row that holds sub-rows means after the last of them.
    places = [at for at, row in enumerate(rows) if insertion.after and insertion.after in _line_of(row, section)]
    at = places[-1] + 1 if places else _first_place(rows, insertion.row.parent)
    rows.insert(at, dataclasses.replace(insertion.row, area=section.area))
    return dataclasses.replace(section, tasks=tuple(rows), sections=inner)


def _line_of(row: Task, section: Section) -> set[str]:
    """Return the ids of a row and of those above it."""
    groups = {group.id: group for group in section.groups}
    found = {row.id}
    above = groups.get(row.parent)
    while above is not None and above.id not in found:
        found.add(above.id)
        above = groups.get(above.parent)
    return found


def _first_place(rows: Sequence[Task], parent: str) -> int:
    return next((at for at, row in enumerate(rows) if row.parent == parent), 0) if parent else 0


def _cell_splices(splicing: Splicing, held: _Held, cells: Mapping[str, Mapping[str, str]]) -> Iterator[Splice]:
    for task_id, new in cells.items():
        row = held.rows[task_id]
        written = held.written(row)
        own = written if isinstance(written, dict) else {}
        for name, text in new.items():
            if with_cells(row, {name: text}) == row and (own.get(name) or name not in cells.get(row.parent, {})):
                continue
            above = cells.get(row.parent, {}).get(name)
            if name in INHERITED and row.parent and not own.get(name) and text == above:
                continue
            yield from splicing.cell(row.place.path, name, text)
    for row in held.rows.values():
        yield from _kept_apart(splicing, held, row, cells)


def _kept_apart(splicing: Splicing, held: _Held, row: Task, cells: Mapping[str, Mapping[str, str]]) -> Iterator[Splice]:
    """Yield the cells that a sub-row has to say itself from now on, for those of its group become others."""
    written = held.written(row)
    own = written if isinstance(written, dict) else {}
    for name, text in cells.get(row.parent, {}).items() if row.parent else ():
        now = str(getattr(row, name, ""))
        if name in INHERITED and not own.get(name) and name not in cells.get(row.id, {}) and now and now != text:
            yield from splicing.cell(row.place.path, name, now)


def _row_splices(splicing: Splicing, held: _Held, inserted: Sequence[Insertion]) -> Iterator[Splice]:
    anchors: dict[str, str] = {}
    for insertion in inserted:
        row, after = insertion.row, anchors.get(insertion.after, insertion.after)
        anchors[row.id] = after
        section, above = held.sections.get(row.section), held.rows.get(row.parent)
        if section is None:
            raise Refused(f"Chưa sửa gì: {FILE} không có mục {row.section}.", "Thêm mục này bằng tay rồi chạy lại.")
        holder = above.place.path if above is not None else section.place.path
        before = held.rows[after].place.path if after in held.rows else None
        yield splicing.row(holder, before, row, above)


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Return a text with splices made; those of one place in the order given."""
    parts: list[str] = []
    cursor = 0
    for splice in sorted(splices, key=lambda each: (each.start, each.order, each.end)):
        if splice.start < cursor:
            return text
        parts += [text[cursor : splice.start], splice.new]
        cursor = splice.end
    return "".join((*parts, text[cursor:]))


def _is_proven(before: str, after: str, held: _Held, wanted: tuple[Section, ...]) -> bool:
    """Read the new text and tell whether it holds exactly the wanted rows, and all of the comments."""
    again = read_source(FILE, after.encode(errors="surrogatepass"))
    if again.findings:
        return False
    old, troubles = held.appendix, Troubles()
    new = Appendix(again.data, FILE, troubles)
    same_head = (old.title, old.note, old.columns) == (new.title, new.note, new.columns)
    return same_head and not troubles.found and new.sections == wanted and comments_of(before) == comments_of(after)
