"""From the filled cells of a sheet to the lines and tables that people see on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cchc_cli.domain.refusal import Refused
from cchc_cli.exchange.pages import Cell, Line, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

# Far beyond any plan: a sheet that needs more would only fill the memory.
MOST_COLUMNS = 256
MOST_CELLS = 500_000

Side = Literal["left", "above"]


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell that shows something, and how it looks."""

    text: str
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells: first and last row, first and last column, all from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of a sheet by (row, column) from 1, and what says how they belong together.

    ``headings`` are the rows that are printed on top of every page.
    """

    cells: Mapping[tuple[int, int], Filled]
    merges: tuple[Merge, ...] = ()
    headings: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Places:
    """How people call the places of a sheet: one row, rows from one to another, a cell."""

    name: str
    rows: Callable[[int, int], str]
    cell: Callable[[int, int], str]


@dataclass(slots=True)
class _Grid:
    rows: dict[int, dict[int, Filled]] = field(default_factory=dict)
    spans: dict[tuple[int, int], Merge] = field(default_factory=dict)
    covered: dict[tuple[int, int], Side] = field(default_factory=dict)


def blocks_of(sheet: Sheet, places: Places) -> list[Line | Table]:
    """Part a sheet at its empty rows; rows of one filled cell above a table are lines, the others its rows.

    Above the first table a row of two cells is two lines, when the table has more columns: the heading of a
    document stands so. Columns without a word are left out, the rest keep their places in all tables of the sheet.

    Raises:
        Refused: the sheet is larger than any plan.
    """
    if not sheet.cells:
        return []
    grid = _spread(sheet)
    groups = list(_groups(grid))
    # Until a table has begun, two cells side by side are more often the two halves of a heading.
    least = 3 if any(_seen(grid, row) >= 3 for group in groups for row in group) else 2
    parts: list[tuple[list[int], list[int]]] = []
    for group in groups:
        start = next((place for place, row in enumerate(group) if _seen(grid, row) >= least), len(group))
        least = 2 if start < len(group) else least
        parts.append((group[:start], group[start:]))
    columns = _columns(grid, [row for _, table in parts for row in table])
    blocks: list[Line | Table] = []
    for above, table in parts:
        blocks += (line for row in above for line in _lines(grid, row, places))
        if table:
            rows = tuple(_row(grid, row, columns, sheet.headings, places) for row in table)
            blocks.append(Table(rows, places.rows(table[0], table[-1]), places.name))
    return blocks


def _spread(sheet: Sheet) -> _Grid:
    grid = _Grid()
    for row, column in sorted(sheet.cells):
        grid.rows.setdefault(row, {})[column] = sheet.cells[row, column]
    last_row, last_column = max(grid.rows), max(column for _, column in sheet.cells)
    left = MOST_CELLS
    for merge in sheet.merges:
        if (merge.top, merge.left) not in sheet.cells:
            continue
        merge = Merge(merge.top, merge.left, min(merge.bottom, last_row), min(merge.right, last_column))  # noqa: PLW2901
        left -= (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)
        if left < 0:
            raise too_large()
        grid.spans[merge.top, merge.left] = merge
        for row in range(merge.top, merge.bottom + 1):
            for column in range(merge.left, merge.right + 1):
                grid.covered[row, column] = "above" if column == merge.left else "left"
        del grid.covered[merge.top, merge.left]
    for row, _ in grid.covered:
        grid.rows.setdefault(row, {})
    return grid


def too_large() -> Refused:
    """Return the refusal of a sheet that is larger than any plan."""
    return Refused(
        "Trang tính lớn hơn mọi bảng kế hoạch thường gặp, chương trình không đọc.",
        "Xin lưu riêng bảng nhiệm vụ sang một tệp rồi nhập tệp ấy.",
    )


def _groups(grid: _Grid) -> Iterator[list[int]]:
    group: list[int] = []
    for row in sorted(grid.rows):
        if group and row > group[-1] + 1:
            yield group
            group = []
        group.append(row)
    yield group


def _seen(grid: _Grid, row: int) -> int:
    """Return how many cells people see filled in a row; one merged downwards, near its left, is seen in each of its."""
    return len(grid.rows[row]) + any(grid.covered.get((row, column)) == "above" for column in range(1, 4))


def _columns(grid: _Grid, rows: Iterable[int]) -> list[int]:
    """Return the columns that hold a word in some row of the tables, in order."""
    rows = list(rows)
    columns = sorted({column for row in rows for column in grid.rows[row]})
    if len(columns) > MOST_COLUMNS or len(columns) * len(rows) > MOST_CELLS:
        raise too_large()
    return columns


def _lines(grid: _Grid, row: int, places: Places) -> Iterator[Line]:
    for column, filled in grid.rows[row].items():
        yield Line(filled.text, places.cell(row, column), bold=filled.bold, centred=filled.centred)


def _row(grid: _Grid, row: int, columns: list[int], headings: frozenset[int], places: Places) -> Row:
    filled = grid.rows[row]
    cells: list[Cell] = []
    for column in columns:
        merge = grid.spans.get((row, column))
        span = sum(merge.left <= other <= merge.right for other in columns) if merge else 1
        side: Side | Literal[""] = grid.covered.get((row, column), "")
        text = filled[column].text if column in filled and not side else ""
        cells.append(Cell(text, places.cell(row, column), span=span, covered=side))
    return Row(tuple(cells), places.rows(row, row), heading=row in headings)
