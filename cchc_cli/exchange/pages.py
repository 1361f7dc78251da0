"""A document somebody made, as the lines and tables a person sees in it, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Doubt:
    """A guess or an oddity that a person should look at: where in the file, what was seen, what was made of it.

    ``code`` is a stable word for its kind (``joined_row``); ``where`` is how people find the place
    (``Bảng 2, dòng 14``; ``trang tính “Phụ lục”, ô C14``; ``dòng 120``); ``made`` is a Vietnamese sentence.
    """

    code: str
    where: str
    seen: str
    made: str


@dataclass(frozen=True, slots=True)
class Line:
    r"""A paragraph. ``number`` is an automatic number as it is shown, which ``text`` does not hold.

    ``text`` is in normal form, without invisible characters; ``\n`` is a line break inside the paragraph.
    ``level`` is the outline level of a heading from 1, 0 for none.
    """

    text: str
    where: str
    number: str = ""
    bold: bool = False
    centred: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    r"""One cell of the grid: its paragraphs joined by ``\n``, its automatic number, and how far it was merged.

    A merged cell stands once, with its ``span`` in columns; the places it covers are cells without text that say
    on which side its text is: ``left`` or ``above``.
    """

    text: str = ""
    where: str = ""
    number: str = ""
    span: int = 1
    covered: Literal["", "left", "above"] = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, a cell for each column of the grid; ``heading`` says that its author marked it to repeat."""

    cells: tuple[Cell, ...]
    where: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of equal length. ``name`` is that of the sheet it stands on, empty outside workbooks."""

    rows: tuple[Row, ...]
    where: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in reading order, with what its reader had to guess.

    ``kind`` is the format read: ``docx``, ``xlsx``, ``xls``, ``csv``, ``tsv``, ``md``, ``txt``, ``json``, ``yaml``.
    """

    name: str
    kind: str
    blocks: tuple[Line | Table, ...]
    doubts: tuple[Doubt, ...] = ()
