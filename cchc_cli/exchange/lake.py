"""The figures of many plans from the published dataset: DuckDB adds up, by the classes the domain gave each row."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from cchc_cli.domain.figures import Figures
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.rollup import NOTHING, PlanFigures, Share, area_title
from cchc_cli.domain.vocabulary import State
from cchc_cli.exchange.lake_engine import is_remote, opened, require_engine
from cchc_cli.exchange.lake_rows import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from duckdb import DuckDBPyConnection

Kind: TypeAlias = Literal["section", "area", "unit"]
KINDS: tuple[Kind, ...] = ("section", "area", "unit")
_KEYS: dict[Kind, tuple[str, ...]] = {
    "section": ("section", "section_title"), "area": ("area",), "unit": ("lead_units",),
}  # fmt: skip
_HEAD = (
    "agency_code", "plan_year::INTEGER AS plan_year", "schema", "agency_name", "agency_parent", "plan_number",
    "as_of::DATE AS as_of", "known_on::DATE AS known_on",
)  # fmt: skip
_FLAGS = ("is_indicator", "outside", "own", "dated", "counted_done")
_CLASS = ", ".join(("state", *_FLAGS))
_PLANS = """
    SELECT agency_code, plan_year, schema, agency_name, agency_parent, plan_number, as_of, known_on,
           sum(counted)::BIGINT, max(last)
    FROM sums GROUP BY ALL ORDER BY ALL
"""


class Unusable(NamedTuple):
    """A part of the dataset that can't be counted: whose it is or where it lies, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a dataset says: the figures of its plans, by code of the agency and year, and what can't be counted."""

    plans: tuple[PlanFigures, ...]
    unusable: tuple[Unusable, ...] = ()


class _Key(NamedTuple):
    code: str | None
    year: int | None


def is_dataset(name: str) -> bool:
    """Whether a name is that of a dataset: an address, a Parquet file, or a directory that has its tables."""
    return is_remote(name) or name.endswith(".parquet") or next(_files_below(Path(name) / "tasks"), None) is not None


def figures_from(dataset: str, *, shares: Collection[Kind] = KINDS, year: int | None = None) -> Iterable[PlanFigures]:
    """Return the figures of the plans in a dataset, as ``rollup.figures_of`` gives them for the plans themselves.

    See ``read_dataset``, which also tells what can't be counted; here that is refused.
    """
    found = read_dataset(dataset, shares=shares, year=year)
    if found.unusable:
        where, why = found.unusable[0]
        raise Refused(f"Dữ liệu của “{where}” chưa dùng được: {why}", f"Số phần như vậy: {len(found.unusable)}.")
    return found.plans


def read_dataset(dataset: str, *, shares: Collection[Kind] = KINDS, year: int | None = None) -> Dataset:
    """Return the figures of all plans in a dataset: a directory or address that holds its tables, or one file of tasks.

    States are those of the day each part was published for, which ``PlanFigures.as_of`` says. ``shares`` names
    the shares wanted beside the whole, ``year`` the plans' year (None: all).

    Raises:
        Refused: there is no such dataset, none of it can be read, or DuckDB is not installed.
    """
    require_engine()
    import duckdb

    files = _files(dataset)
    with opened(dataset if is_remote(dataset) else str(Path(dataset).resolve())) as connection:
        try:
            reading = _Reading(connection, _summing(shares), year)
            unusable = _read(reading, files, "" if is_remote(dataset) else str(Path(dataset).resolve()))
            return _dataset(connection, shares, unusable)
        except duckdb.Error as error:
            raise Refused(
                f"Không đọc được dữ liệu ở “{dataset}”.",
                "Kiểm tra địa chỉ, quyền đọc và các tệp có nguyên vẹn không.",
            ) from error


def _summing(shares: Collection[Kind]) -> str:
    """Return the query that counts rows by plan, class and the shares wanted, in one pass over the files.

    Rows are not held: opening thousands of files costs more than all the rest.
    """
    keys = [column for kind in KINDS if kind in shares for column in _KEYS[kind]]
    flags = [f"{flag}::BOOLEAN AS {flag}" for flag in _FLAGS]
    return f"""
        CREATE TEMP TABLE sums AS
        SELECT {", ".join([*_HEAD, "state", *flags, *keys])},
               count(position) AS counted, min(position)::INTEGER AS first, max(position)::INTEGER AS last
        FROM read_parquet($files, hive_partitioning = false)
        WHERE $year IS NULL OR plan_year = $year
        GROUP BY ALL
    """  # noqa: S608 - made of names written here


class _Reading(NamedTuple):
    connection: DuckDBPyConnection
    query: str
    year: int | None

    def over(self, files: list[str]) -> None:
        self.connection.execute(self.query, {"files": files, "year": self.year})


def _read(reading: _Reading, files: list[str], root: str) -> list[Unusable]:
    """Count the rows of files into the table ``sums``; those below ``root`` that can't be read are returned."""
    import duckdb

    try:
        reading.over(files)
    except duckdb.Error:
        if not root:
            raise
        sound, unusable = _sifted(reading, files, Path(root))
        if not sound:
            raise
        reading.over(sound)
        return unusable
    return []


def _files(dataset: str) -> list[str]:
    if is_remote(dataset):
        if dataset.endswith(".parquet"):
            return [dataset]
        if dataset.casefold().startswith(("http://", "https://")):
            raise Refused(
                "Qua https:// không liệt kê được thư mục.",
                "Chỉ đến một tệp .parquet gộp sẵn, hoặc dùng địa chỉ s3:// của kho ấy.",
            )
        return [dataset.rstrip("/") + "/tasks/**/*.parquet"]
    path = Path(dataset).resolve()
    # Names are listed here: DuckDB would take a “[” or “*” in the path of the directory for a pattern.
    files = [str(path)] if path.is_file() else sorted(_files_below(path / "tasks"))
    if not files:
        raise Refused(
            f"Chưa thấy dữ liệu Parquet trong “{dataset}”.", "Lập bằng lệnh: cchc export --format parquet -o THƯ-MỤC"
        )
    return files


def _files_below(folder: Path) -> Iterator[str]:
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (f"{at}{os.sep}{name}" for name in names if name.endswith(".parquet") and not name.startswith("."))


def _sifted(reading: _Reading, files: list[str], root: Path) -> tuple[list[str], list[Unusable]]:
    """Part the files that can be read alone from those that can't."""
    import duckdb

    sound: list[str] = []
    unusable: list[Unusable] = []
    for file in files:
        try:
            reading.over([file])
            reading.connection.execute("DROP TABLE sums")
            sound.append(file)
        except duckdb.Error:
            where = Path(file).relative_to(root).as_posix() if Path(file) != root else root.name
            unusable.append(Unusable(where, "tệp hỏng hoặc thiếu cột"))
    return sound, unusable


def _dataset(connection: DuckDBPyConnection, shares: Collection[Kind], unusable: list[Unusable]) -> Dataset:
    wholes = _wholes(connection)
    parted = {kind: _parted(connection, kind) if kind in shares else {} for kind in KINDS}
    heads: dict[_Key, list[tuple[Any, ...]]] = {}
    for code, year, *rest in connection.execute(_PLANS).fetchall():
        heads.setdefault(_Key(code, year), []).append(tuple(rest))
    plans: list[PlanFigures] = []
    for key, found in heads.items():
        why = _why_unusable(key, found, wholes)
        if why:
            unusable.append(Unusable(f"{found[0][1] or key.code or 'chưa rõ cơ quan'}, năm {key.year}", why))
            continue
        _, name, parent, number, as_of, known_on, *_ = found[0]
        plans.append(
            PlanFigures(
                agency=name, parent=parent or "", year=key.year or 0, number=number or "", as_of=as_of,
                known_on=known_on, whole=wholes.get(key) or NOTHING, sections=parted["section"].get(key, ()),
                areas=parted["area"].get(key, ()), units=parted["unit"].get(key, ()),
            )
        )  # fmt: skip
    return Dataset(tuple(plans), tuple(unusable))


def _why_unusable(key: _Key, found: list[tuple[Any, ...]], wholes: dict[_Key, Figures | None]) -> str:
    schema, name, _, _, as_of, _, rows, last = found[0]
    if any(each[0] != SCHEMA for each in found):
        return f"dạng dữ liệu “{schema}” khác “{SCHEMA}”; công bố lại bằng bản cchc mới."
    if len(found) > 1:
        return "có hai bộ dữ liệu khác nhau cùng mã cơ quan và năm."
    if rows != (last or 0):
        return "số dòng không khớp số thứ tự; có thể bị chép hai lần hoặc thiếu."
    if (
        not key.code
        or not name
        or key.year is None
        or not isinstance(as_of, dt.date)
        or wholes.get(key, NOTHING) is None
    ):
        return "có ô thiếu hoặc mang giá trị lạ."
    return ""


def _wholes(connection: DuckDBPyConnection) -> dict[_Key, Figures | None]:
    """Return the figures of every plan; None for one whose rows hold what no plan would."""
    query = f"""
        SELECT agency_code, plan_year, {_CLASS}, sum(counted)::BIGINT
        FROM sums WHERE counted > 0 GROUP BY ALL
    """  # noqa: S608 - made of names written here
    sums: dict[_Key, _Sum | None] = {}
    for code, year, *classed in connection.execute(query).fetchall():
        key = _Key(code, year)
        total = sums.setdefault(key, _Sum())
        if total is not None and not total.take(classed):
            sums[key] = None
    return {key: total.figures() if total is not None else None for key, total in sums.items()}


def _parted(connection: DuckDBPyConnection, kind: Kind) -> dict[_Key, tuple[Share, ...]]:
    """Return the shares of every plan, in the order of their first rows."""
    title = "section_title" if kind == "section" else "NULL"
    query = f"""
        SELECT agency_code, plan_year, {_KEYS[kind][0]}, {title}, {_CLASS}, counted
        FROM sums WHERE counted > 0 ORDER BY first
    """  # noqa: S608 - made of names written here
    sums: dict[_Key, dict[str, tuple[str, _Sum]]] = {}
    for code, year, name, titled, *classed in connection.execute(query).fetchall():
        share = name or ""
        shown = {"section": titled or share, "area": area_title(share), "unit": share}[kind]
        sums.setdefault(_Key(code, year), {}).setdefault(share, (shown, _Sum()))[1].take(classed)
    return {
        key: tuple(Share(share, shown, total.figures()) for share, (shown, total) in each.items())
        for key, each in sums.items()
    }


class _Sum:
    """Figures as they are added up, class by class."""

    __slots__ = ("_closed", "_dated", "_indicators", "_outside", "_own", "_rows")

    def __init__(self) -> None:
        self._indicators = self._outside = self._closed = 0
        self._rows: dict[State, int] = {}
        self._own: dict[State, int] = {}
        self._dated: dict[State, int] = {}

    def take(self, classed: list[Any]) -> bool:
        """Count rows of one class; False when there is no such class."""
        code, is_indicator, outside, own, dated, closed, counted = classed
        state = _STATES.get(code)
        if state is None or None in classed or own is (is_indicator or outside):
            return False
        self._rows[state] = self._rows.get(state, 0) + counted
        if own:
            self._own[state] = self._own.get(state, 0) + counted
        if dated:
            self._dated[state] = self._dated.get(state, 0) + counted
        self._indicators += counted * is_indicator
        self._outside += counted * outside
        self._closed += counted * closed
        return True

    def figures(self) -> Figures:
        """Return what was counted."""
        total = sum(self._rows.values())
        return Figures(
            total, total - self._indicators, self._indicators, self._outside,
            Counter(self._rows), Counter(self._own), Counter(self._dated), self._closed,
        )  # fmt: skip


_STATES: dict[Any, State] = {state.value: state for state in State}
