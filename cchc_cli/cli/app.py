"""The command line: which commands there are, and what they share."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc_cli import __version__
from cchc_cli.cli import (
    boards,
    edge,
    exporting,
    issuing,
    listing,
    measuring,
    overview,
    phrases,
    recording,
    reminding,
    reporting,
    showing,
    templating,
    validating,
)
from cchc_cli.cli.completion import InstallCompletion, ShowCompletion
from cchc_cli.cli.options import AsOf, KnownOn, PlanDir, Year

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
)

report_app = typer.Typer(callback=reporting.report, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


def _version(asked: bool) -> None:
    if asked:
        edge.out(f"cchc {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    plan: PlanDir = None,
    year: Year = None,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Hiện phiên bản rồi thoát.")
    ] = False,
    show_completion: ShowCompletion = None,
    install_completion: InstallCompletion = None,
) -> None:
    """Theo dõi kế hoạch cải cách hành chính: việc quá hạn, ghi tiến độ, chỉ tiêu.

    Gọi không kèm lệnh: một trang những gì cần chú ý hôm nay.

    Ví dụ:
      cchc list --overdue
      cchc done II.5 --date 20/3/2020 --evidence "Báo cáo số 12/BC-KCNĐN"
    """
    del version, show_completion, install_completion
    if context.invoked_subcommand is None:
        overview.show(as_of, known_on, plan, year)
    elif any((as_of, known_on, plan, year)):
        raise typer.BadParameter("đặt các tùy chọn sau tên lệnh, ví dụ “cchc list --as-of 30/6/2020”")


_READ, _RECORD, _REPORT, _CHECK = "Xem", "Ghi", "Lập văn bản", "Kiểm tra"
app.command("list", rich_help_panel=_READ)(listing.list_tasks)
app.command("show", rich_help_panel=_READ)(showing.show)
app.command("explain", rich_help_panel=_READ)(showing.explain)
app.command("indicators", rich_help_panel=_READ)(measuring.indicators)
app.command("deadline", rich_help_panel=_READ)(phrases.deadline)
app.command("update", rich_help_panel=_RECORD)(recording.update)
app.command("done", rich_help_panel=_RECORD)(recording.done)
app.command("result", rich_help_panel=_RECORD)(recording.result)
app.command("extend", rich_help_panel=_RECORD)(recording.extend)
app.command("void", rich_help_panel=_RECORD)(recording.void)
app.command("measure", rich_help_panel=_RECORD)(measuring.measure)
app.add_typer(report_app, name="report", rich_help_panel=_REPORT)
app.command("dashboard", rich_help_panel=_REPORT)(boards.dashboard)
app.add_typer(templating.template_app, name="template", rich_help_panel=_REPORT)
app.command("remind", rich_help_panel=_REPORT)(reminding.remind)
app.command("export", rich_help_panel=_REPORT)(exporting.export)
app.command("validate", rich_help_panel=_CHECK)(validating.validate)

_PERIODIC, _TABLES, _ISSUED = "Báo cáo định kỳ", "Bảng và văn bản", "Ban hành"
report_app.command("quarterly", rich_help_panel=_PERIODIC)(reporting.quarterly)
report_app.command("half-year", rich_help_panel=_PERIODIC)(reporting.half_year)
report_app.command("annual", rich_help_panel=_PERIODIC)(reporting.annual)
report_app.command("tasks", rich_help_panel=_TABLES)(reporting.tasks)
report_app.command("plan", rich_help_panel=_TABLES)(reporting.plan_document)
report_app.command("check", rich_help_panel=_ISSUED)(issuing.check_report)
report_app.command("issue", rich_help_panel=_ISSUED)(issuing.issue)
report_app.command("list", rich_help_panel=_ISSUED)(issuing.list_reports)
