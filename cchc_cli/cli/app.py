"""The command line: which commands there are, and what they share.

A call names one command, and only its module is loaded: loading all of them takes longer than most
commands do.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli import __version__
from cchc_cli.cli import edge
from cchc_cli.cli.completion import InstallCompletion, ShowCompletion
from cchc_cli.cli.options import AsOf, KnownOn, PlanDir, Year

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, the heading it is listed under, the module of this room and the function that runs it."""

    name: str
    panel: str
    module: str
    function: str


@dataclass(frozen=True, slots=True)
class Group:
    """A command that has commands of its own; ``function`` says what it is for."""

    name: str
    panel: str
    module: str
    function: str
    commands: tuple[Command, ...]


COMMANDS: tuple[Command | Group, ...] = (
    Command("list", "Xem", "listing", "list_tasks"),
    Command("show", "Xem", "showing", "show"),
    Command("explain", "Xem", "showing", "explain"),
    Command("indicators", "Xem", "measuring", "indicators"),
    Command("deadline", "Xem", "phrases", "deadline"),
    Command("rollup", "Xem", "rollup", "rollup"),
    Command("huong-dan", "Xem", "guide", "guide"),
    Command("diff", "Xem", "diffing", "diff"),
    Command("history", "Xem", "history", "history"),
    Command("update", "Ghi", "recording", "update"),
    Command("done", "Ghi", "recording", "done"),
    Command("result", "Ghi", "recording", "result"),
    Command("extend", "Ghi", "recording", "extend"),
    Command("void", "Ghi", "recording", "void"),
    Command("measure", "Ghi", "measuring", "measure"),
    Command("amend", "Ghi", "amending", "amend"),
    Command("baseline", "Ghi", "amending", "baseline"),
    Group(
        "report", "Lập văn bản", "reporting", "report",
        (
            Command("quarterly", "Báo cáo định kỳ", "reporting", "quarterly"),
            Command("half-year", "Báo cáo định kỳ", "reporting", "half_year"),
            Command("annual", "Báo cáo định kỳ", "reporting", "annual"),
            Command("tasks", "Bảng và văn bản", "reporting", "tasks"),
            Command("plan", "Bảng và văn bản", "reporting", "plan_document"),
            Command("write", "Ban hành", "report_writing", "write_report"),
            Command("check", "Ban hành", "issuing", "check_report"),
            Command("issue", "Ban hành", "issuing", "issue"),
            Command("list", "Ban hành", "issuing", "list_reports"),
        ),
    ),
    Command("dashboard", "Lập văn bản", "boards", "dashboard"),
    Group(
        "template", "Lập văn bản", "templating", "template",
        (
            Command("export", "Lệnh", "templating", "export_templates"),
            Command("check", "Lệnh", "templating", "check_template"),
        ),
    ),
    Command("remind", "Lập văn bản", "reminding", "remind"),
    Command("export", "Lập văn bản", "exporting", "export"),
    Command("import", "Từ Word, Excel", "importing", "import_document"),
    Group(
        "forms", "Từ Word, Excel", "forms", "forms",
        (
            Command("out", "Lệnh", "forms", "forms_out"),
            Command("in", "Lệnh", "forms", "forms_in"),
            Command("status", "Lệnh", "forms", "forms_status"),
        ),
    ),
    Command("validate", "Kiểm tra", "validating", "validate"),
    Command("rule", "Kiểm tra", "ruling", "rule"),
    Command("schema", "Kiểm tra", "schemas", "schema"),
    Command("doctor", "Kiểm tra", "doctor", "doctor"),
    Command("init", "Kho kế hoạch", "starting", "init"),
    Command("rollover", "Kho kế hoạch", "rolling", "rollover"),
    Command("merge-driver", "Kho kế hoạch", "merging", "merge_driver"),
)  # fmt: skip


_OPENING = frozenset({"--as-of", "--known-on", "--plan", "--year"})
"""The options with a value that stand before a command, or are all there is."""


def _version(asked: bool) -> None:
    if asked:
        edge.out(f"cchc {__version__}")
        raise typer.Exit


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
        from cchc_cli.cli import overview

        overview.show(as_of, known_on, plan, year)
    elif any((as_of, known_on, plan, year)):
        raise typer.BadParameter("đặt các tùy chọn sau tên lệnh, ví dụ “cchc list --as-of 30/6/2020”")


def application(argv: Sequence[str] | None = None) -> typer.Typer:
    """Return the application with the one command that the arguments name, or with all.

    It has none where there are no arguments but options with their values: then none is called.
    """
    app = typer.Typer(
        callback=main,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
    )
    if argv is None or len(argv) % 2 or not _OPENING.issuperset(argv[::2]):
        _register(app, COMMANDS, argv or ())
    return app


def _register(app: typer.Typer, commands: Sequence[Command | Group], argv: Sequence[str]) -> None:
    named = [command for command in commands if argv and command.name == argv[0]]
    for command in named or commands:
        if isinstance(command, Group):
            group = typer.Typer(
                callback=_function(command), add_completion=False, rich_markup_mode=None, no_args_is_help=True
            )
            _register(group, command.commands, argv[1:] if named else ())
            app.add_typer(group, name=command.name, rich_help_panel=command.panel)
        else:
            app.command(command.name, rich_help_panel=command.panel)(_function(command))


def _function(command: Command | Group) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(import_module(f"cchc_cli.cli.{command.module}"), command.function)
    return function


def __getattr__(name: str) -> typer.Typer:
    """Return ``app``, the application with all its commands, made when it is first asked for."""
    if name == "app":
        return application()
    raise AttributeError(name)
