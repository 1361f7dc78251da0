"""Count the tasks overdue of every agency on a Dask cluster: ``python dask_overdue.py DATASET [SCHEDULER]``.

Without the address of a scheduler, a small cluster of two local processes is started. DATASET is a directory or
what fsspec reads (``s3://...``, with s3fs installed).
"""
# ruff: noqa: INP001, T201 - a script to copy

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import dask.dataframe as dd
from distributed import Client, LocalCluster

if TYPE_CHECKING:
    import pandas as pd


def overdue(dataset: str) -> pd.DataFrame:
    """Return own tasks and those of them overdue, by agency; needs a client that is connected."""
    rows = dd.read_parquet(f"{dataset}/tasks/*/*/*.parquet", columns=["agency_name", "own", "state"])
    own = rows[rows["own"].fillna(value=False)]
    marked = own.assign(overdue=(own["state"] == "overdue").astype("int64"))
    counted = marked.groupby("agency_name")["overdue"].agg(["count", "sum"]).compute()
    return counted.rename(columns={"count": "own_tasks", "sum": "overdue"}).sort_index()


def main(argv: list[str]) -> None:
    """Print the counts, worst first."""
    if len(argv) > 1:
        with Client(argv[1]):
            counted = overdue(argv[0])
    else:
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
            counted = overdue(argv[0])
    print(counted.sort_values("overdue", ascending=False).to_string())


if __name__ == "__main__":
    main(sys.argv[1:])
