"""DuckDB, shut in: it opens what a call names, loads nothing by itself, and says what is missing in one sentence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_EXTENSIONS = {
    "s3": "httpfs", "gs": "httpfs", "gcs": "httpfs", "r2": "httpfs", "http": "httpfs", "https": "httpfs",
    "az": "azure", "azure": "azure", "abfss": "azure",
}  # fmt: skip
"""The extension of DuckDB that reads from where an address points, by its scheme."""


def is_remote(dataset: str) -> bool:
    """Whether a dataset is named by an address (``s3://...``) and not by a path."""
    return "://" in dataset


def require_engine() -> None:
    """Raise Refused where DuckDB is not installed."""
    from importlib.util import find_spec

    if find_spec("duckdb") is None:
        # The portable build takes in no library.
        remedy = "Dùng bản cài bằng Python" if hasattr(sys, "frozen") else "Cài bằng lệnh"
        raise Refused("Máy chưa có phần đọc và ghi dữ liệu Parquet.", f'{remedy}: pip install "cchc[lake]"')


def opened(place: str) -> DuckDBPyConnection:
    """Return a connection that can read and write at one place alone: a directory, a file, or an address.

    Extensions are never fetched: for an address, the one it needs must be installed already.

    Raises:
        Refused: DuckDB or the extension is not installed, or the address is of an unknown kind.
    """
    require_engine()
    import duckdb

    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "allow_persistent_secrets": "true" if is_remote(place) else "false",
            "temp_directory": "",
        },
    )
    if is_remote(place):
        _reach(connection, place)
    setting = "allowed_paths" if place.endswith(".parquet") else "allowed_directories"
    connection.execute(f"SET {setting} = [$place]", {"place": place if is_remote(place) else str(Path(place))})
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _reach(connection: DuckDBPyConnection, address: str) -> None:
    """Load what an address needs: the extension that reads it, and the keys kept for it by the user."""
    import duckdb

    scheme = address.partition("://")[0].casefold()
    extension = _EXTENSIONS.get(scheme)
    if extension is None:
        raise Refused(f"Chưa đọc được dữ liệu ở địa chỉ dạng “{scheme}://”.", f"Các dạng đọc được: {_schemes()}.")
    try:
        connection.load_extension(extension)
        # Secrets are read from disk when first asked for, which can't be later.
        connection.execute("SELECT count(*) FROM duckdb_secrets()").fetchall()
    except duckdb.Error as error:
        raise Refused(
            f"Máy chưa có phần mở rộng “{extension}” của DuckDB để đọc địa chỉ “{scheme}://”.",
            f"""Cài một lần: python -c "import duckdb; duckdb.connect().install_extension('{extension}')\"""",
        ) from error


def _schemes() -> str:
    return ", ".join(f"{scheme}://" for scheme in _EXTENSIONS)
