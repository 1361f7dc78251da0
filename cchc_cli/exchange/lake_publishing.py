"""Publish a plan's part of the dataset: one Parquet file a table, each put in the place of the one before whole.

DuckDB writes Parquet itself: pyarrow would add 140 MB to an installation for the same bytes.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nfc
from cchc_cli.exchange.lake_engine import opened, require_engine
from cchc_cli.exchange.lake_rows import TABLES
from cchc_cli.store.lock import put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

    from cchc_cli.exchange.lake_rows import Column, Part, Row

FILE = "part.parquet"
_LONGEST_FOLDER = 200  # bytes; file systems end at 255


def folder_of(code: str, year: int) -> str:
    """Return the folder of a plan's part below each table: ``agency=KCN%C4%90N/year=2020``.

    Only ASCII letters, digits, ``-`` and ``_`` stand for themselves, so that every file system and object store
    takes the name, and nothing in a code leads elsewhere. Raises Refused for a code that is empty or too long.
    """
    if not nfc(code).strip():
        raise Refused(
            "Kế hoạch chưa ghi mã cơ quan nên chưa có chỗ trong kho dữ liệu chung.",
            "Thêm code vào mục agency của plan.yaml, ví dụ code: KCNĐN.",
        )
    # Full stops are taken for parts of a path in some places, and dropped at the end in others.
    name = "agency=" + re.sub(r"[.~]", lambda sign: f"%{ord(sign[0]):02X}", quote(nfc(code), safe=""))
    if len(name) > _LONGEST_FOLDER:
        raise Refused(f"Mã cơ quan “{code[:20]}…” quá dài.", "Dùng mã ngắn, như trong số ký hiệu văn bản.")
    return f"{name}/year={year}"


def publish(part: Part, directory: Path, *, force: bool = False) -> list[Path]:
    """Write a plan's part below a directory, which is made where it is not there; return its files.

    The same part gives the same bytes, and a file that would not change is left as it is.

    Raises:
        Refused: the place belongs to another agency of the same code (unless with ``force``), it can't be
            written, or DuckDB is not installed.
    """
    require_engine()
    folder = folder_of(part.agency_code, part.year)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".cchc-", dir=directory.resolve()) as scratch:
            if not force:
                _require_own(part, directory.resolve() / "tasks" / folder / FILE)
            made = _written(part, Path(scratch))
            return [_placed(made[table], directory / table / folder / FILE) for table in TABLES]
    except OSError as error:
        raise Refused(f"Không ghi được dữ liệu vào “{directory}”.", "Kiểm tra quyền ghi và chỗ trống.") from error


def _require_own(part: Part, file: Path) -> None:
    """Refuse to take the place of another agency: by its code, also where file names ignore case, or by its name."""
    import duckdb

    if not file.exists():
        return
    with opened(str(file)) as connection:
        try:
            found = connection.execute(
                "SELECT DISTINCT agency_code, agency_name FROM read_parquet([$file], hive_partitioning = false)",
                {"file": str(file)},
            ).fetchall()
        except duckdb.Error as error:
            raise Refused(
                f"Tệp “{file}” đã có và không đọc được.", "Kiểm tra tệp ấy; thêm --force để ghi đè."
            ) from error
    if found != [(part.agency_code, part.agency_name)]:
        other = ", ".join(f"{name} ({code})" for code, name in found) or "cơ quan khác"
        raise Refused(
            f"Mã “{part.agency_code}” trong kho dữ liệu đang thuộc về: {other}.",
            "Thống nhất lại mã cơ quan; nếu là cơ quan này đổi tên, thêm --force để ghi đè.",
        )


def _written(part: Part, scratch: Path) -> dict[str, Path]:
    made: dict[str, Path] = {}
    with opened(str(scratch)) as connection:
        for table, columns in TABLES.items():
            made[table] = scratch / f"{table}.parquet"
            write_rows(connection, columns, part.tables[table], made[table])
    return made


def write_rows(connection: DuckDBPyConnection, columns: Sequence[Column], rows: Sequence[Row], file: Path) -> None:
    """Write rows as one Parquet file; every value reaches DuckDB as a parameter."""
    selected = ", ".join(f'unnest(${each.name}::{each.type}[]) AS "{each.name}"' for each in columns)
    values = {each.name: [row.get(each.name) for row in rows] for each in columns}
    relation = connection.sql(f"SELECT {selected}", params=values)
    relation.write_parquet(str(file), compression="zstd")


def _placed(made: Path, file: Path) -> Path:
    content = made.read_bytes()
    if not file.is_file() or file.read_bytes() != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        put(file, content)
    return file
