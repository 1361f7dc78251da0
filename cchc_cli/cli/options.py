"""The options that have the same words in every command."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """How rows are written out."""

    TABLE = "table"
    TSV = "tsv"
    CSV = "csv"
    JSON = "json"
    MD = "md"


class Plain(StrEnum):
    """How a single answer is written out."""

    TEXT = "text"
    JSON = "json"


def task_ids(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the rows of the plan, that of the line typed, to the shell's completion; none where it can't be read."""
    try:
        from cchc_cli.cli.session import Asked, open_plan

        typed = context.params
        rows = open_plan(Asked(typed.get("plan"), typed.get("year")), quiet=True).plan.tasks()
        return [(task.id, task.task[:60]) for task in rows if task.id.casefold().startswith(incomplete.casefold())]
    except Exception:  # noqa: BLE001 - completion stays silent whatever is wrong with the plan
        return []


AsOf = Annotated[str | None, typer.Option("--as-of", metavar="NGÀY", help="Tính đến ngày này.", show_default=False)]
KnownOn = Annotated[
    str | None,
    typer.Option("--known-on", metavar="NGÀY", help="Chỉ theo những gì đã ghi đến ngày này.", show_default=False),
]
PlanDir = Annotated[str | None, typer.Option("--plan", metavar="THƯ_MỤC", help="Thư mục kế hoạch.", show_default=False)]
Year = Annotated[int | None, typer.Option("--year", metavar="NĂM", help="Năm của kế hoạch.", show_default=False)]
Rev = Annotated[
    str | None,
    typer.Option(
        "--rev", metavar="LẦN_GHI", help="Theo kế hoạch ở lần ghi này của git: main, HEAD~3, mã.", show_default=False
    ),
]
Output = Annotated[
    str | None, typer.Option("-o", "--output", metavar="TỆP", help="Ghi ra tệp này.", show_default=False)
]
RowFormat = Annotated[
    Format | None,
    typer.Option("--format", help="Dạng kết quả; ngoài màn hình mặc định là tsv.", show_default=False),
]
TaskId = Annotated[str, typer.Argument(metavar="MÃ", help="Mã nhiệm vụ, ví dụ II.5.", autocompletion=task_ids)]
Force = Annotated[bool, typer.Option("--force", help="Vẫn làm dù chương trình thấy chưa hợp lý.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Chỉ cho xem thay đổi, không ghi.")]
EntryDate = Annotated[
    str | None, typer.Option("--date", metavar="NGÀY", help="Ngày việc xảy ra; mặc định hôm nay.", show_default=False)
]
By = Annotated[
    str | None, typer.Option("--by", metavar="ĐƠN_VỊ", help="Đơn vị hoặc người báo cáo.", show_default=False)
]
Part = Annotated[
    str | None, typer.Option("--part", metavar="CHỮ", help="Phần của nhiệm vụ ghép: a, b ...", show_default=False)
]
Period = Annotated[
    str | None,
    typer.Option("--period", metavar="KỲ", help="Kỳ: 2020-06, 2020-Q1, 2020-H1, 2020.", show_default=False),
]
Note = Annotated[str | None, typer.Option("--note", metavar="CHỮ", help="Ghi chú.", show_default=False)]
Evidence = Annotated[
    list[str] | None,
    typer.Option("--evidence", metavar="VĂN_BẢN", help="Tài liệu kiểm chứng; dùng nhiều lần được.", show_default=False),
]
