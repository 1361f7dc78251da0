"""A small application with one of everything that can be typed wrongly, run through the edge of cchc."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cchc_cli.cli import completion, edge, streams
from cchc_cli.domain.refusal import Refused

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Tài liệu: docs/huong-dan.md",
)
report = typer.Typer(no_args_is_help=True, help="Lập báo cáo.")
app.add_typer(report, name="report")


class Format(StrEnum):
    """How a list is written."""

    TABLE = "table"
    TSV = "tsv"
    JSON = "json"


def read_date(text: str) -> str:
    """Read a date, or fail with a sentence of our own."""
    if text == "31/11":
        raise typer.BadParameter("tháng 11 chỉ có 30 ngày.")
    if not text[:1].isdigit():
        raise ValueError(text)
    return text


@app.callback()
def main(
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="DIR", envvar="CCHC_PLAN", help="Thư mục kế hoạch.")
    ] = None,
    show: completion.ShowCompletion = None,
    install: completion.InstallCompletion = None,
) -> None:
    """Theo dõi kế hoạch cải cách hành chính: việc nào quá hạn, ai còn nợ kết quả gì, báo cáo kỳ tới
    phải gửi vào ngày nào.

      cchc list --overdue
      cchc done II.5
    """


@app.command("list")
def list_tasks(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Mã nhiệm vụ.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Chỉ nhiệm vụ quá hạn.")] = False,
    days: Annotated[int, typer.Option("--days", min=1, max=365, help="Số ngày tính là sắp đến hạn.")] = 30,
    form: Annotated[Format, typer.Option("--format", help="Dạng kết quả.")] = Format.TABLE,
    file: Annotated[Path | None, typer.Option("--file", exists=True, dir_okay=False, help="Đọc từ tệp.")] = None,
    ratio: Annotated[float, typer.Option("--ratio", help="Tỷ lệ.")] = 0.5,
    pair: Annotated[tuple[int, int] | None, typer.Option("--pair", help="Hai số.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="NGÀY", parser=read_date, help="Tính đến ngày.")
    ] = None,
    notes: Annotated[bool, typer.Option("--notes/--no-notes", help="Kèm ghi chú.")] = True,
) -> None:
    """Liệt kê nhiệm vụ."""
    edge.out(
        "|".join(
            [
                *(ids or []),
                str(overdue),
                str(days),
                form,
                str(file),
                str(ratio),
                str(pair),
                str(as_of),
                str(notes),
            ]
        )
    )


@app.command()
def show(
    task: Annotated[str, typer.Argument(metavar="ID", help="Mã nhiệm vụ.")],
    by: Annotated[str, typer.Option("--by", help="Người ghi.")],
) -> None:
    """Xem một nhiệm vụ."""
    raise Refused(f"Không có nhiệm vụ {task} do {by} ghi.", "Có phải II.5?")


@app.command()
def fail(how: str) -> None:
    """Gặp sự cố."""
    edge.out("dữ liệu")
    if how == "found":
        raise typer.Exit(1)
    if how == "stop":
        raise KeyboardInterrupt
    if how == "bug":
        raise ZeroDivisionError("chia cho không")
    if how == "file":
        Path("khong-co.yaml").read_text(encoding="utf-8")
    if how == "kill":
        os.kill(os.getpid(), 2)


@app.command()
def say(text: str) -> None:
    """Nói lại."""
    edge.out(text)
    edge.talk(text)


@app.command()
def flood() -> None:
    """In rất nhiều dòng."""
    for _ in range(100_000):
        edge.out("Quá hạn – chưa có báo cáo kết quả")


@report.command()
def quarterly(quarter: Annotated[int, typer.Option("--quarter", min=1, help="Quý.")] = 1) -> None:
    """Báo cáo quý."""
    edge.out(str(quarter))


if __name__ == "__main__":
    streams.prepare()
    sys.exit(edge.run(app, sys.argv[1:]))
