"""The statistical form of a plan's reports: the plan's own ``statistics.yaml``, else the one of this package."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cchc_cli.domain.finding import Finding, Place
from cchc_cli.domain.refusal import Refused
from cchc_cli.store.build_reports import statistics
from cchc_cli.store.source import read_source
from cchc_cli.store.take import Troubles, shown
from cchc_cli.store.workspace import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from cchc_cli.domain.model import ReportFile
    from cchc_cli.domain.reporting.statistics import Statistics
    from cchc_cli.store.data import Source

STATISTICS_FILE = "statistics.yaml"


def statistics_of(sources: Mapping[str, Source]) -> Statistics:
    """Return the form in force for a plan that was read; raise Refused when its own can't be read."""
    source = sources.get(STATISTICS_FILE)
    if source is None:
        return default_statistics()
    if not source.is_readable:
        raise _unreadable()
    return statistics(source.data, STATISTICS_FILE, Troubles())


def read_statistics(directory: Path) -> Statistics:
    """Return the form in force for the plan in a directory; raise Refused when its own can't be read."""
    path = directory / STATISTICS_FILE
    if not os.path.lexists(path):
        return default_statistics()
    try:
        source = read_source(STATISTICS_FILE, read_bytes(path))
    except OSError as error:
        raise _unreadable() from error
    return statistics_of({STATISTICS_FILE: source})


def _unreadable() -> Refused:
    return Refused(
        f"Không đọc được {STATISTICS_FILE} của kế hoạch.", "Chạy “cchc validate” để xem lỗi, sửa rồi thử lại."
    )


def default_statistics() -> Statistics:
    """Return the form that comes with the program."""
    return statistics(read_source(STATISTICS_FILE, default_form().encode()).data, STATISTICS_FILE, Troubles())


def default_form() -> str:
    """Return the text of the form that comes with the program, for an agency to copy and change."""
    from importlib.resources import files

    return files("cchc_cli.store").joinpath(STATISTICS_FILE).read_text(encoding="utf-8")


def values_without_a_row(form: Statistics, reports: Iterable[ReportFile]) -> Iterator[Finding]:
    """W407: a value written for a report belongs to a row of the statistical form.

    Bad: ``"1.99": 4`` where the form has no such row. Good: the number of a row of the form.
    """
    known = {row.id for row in form.rows()}
    for report in reports:
        for row_id, _ in report.statistics:
            if row_id not in known:
                hint = "Ghi số của một dòng trong biểu số liệu thống kê."
                where = Place(report.place.file, ("statistics", row_id), key=True)
                yield Finding("W407", where, f"Biểu số liệu không có dòng “{shown(row_id)}”: báo cáo sẽ bỏ qua.", hint)
