"""Completion of commands and options by the shell: show its script, install it, answer the shell."""

from __future__ import annotations

import contextlib
import io
import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli.cli import edge
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from typer._click.core import Command

VARIABLE = "_CCHC_COMPLETE"


class Shell(StrEnum):
    """The shells whose completion Typer knows."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"
    PWSH = "pwsh"


def show(shell: Shell | None) -> None:
    """Print the script that makes ``shell`` complete ``cchc``, and leave."""
    if shell is None:
        return
    from typer._completion_shared import get_completion_script

    edge.out(get_completion_script(prog_name="cchc", complete_var=VARIABLE, shell=shell.value))
    raise typer.Exit


def install(shell: Shell | None) -> None:
    """Write the completion script where ``shell`` looks for it, and leave; raise Refused if that fails."""
    if shell is None:
        return
    try:
        path = _install(shell)
    # Typer reads the shell's own files in the locale's encoding, and asks PowerShell for their place.
    except (OSError, UnicodeError, typer.Exit, _process_fault()) as fault:
        raise Refused(
            f"Chưa cài được phần tự hoàn thành lệnh cho {shell.value}.",
            f"Đề nghị chép kết quả của lệnh “cchc --show-completion {shell.value}” vào tệp cấu hình của nó.",
        ) from fault
    edge.out(f"Đã cài phần tự hoàn thành lệnh cho {shell.value}: {path}\nMở cửa sổ dòng lệnh mới để dùng.")
    raise typer.Exit


def _install(shell: Shell) -> Path:
    from typer._completion_shared import install as install_for

    # What Typer says on the way is English.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        _, path = install_for(shell=shell.value, prog_name="cchc", complete_var=VARIABLE)
    return path


def _process_fault() -> type[Exception]:
    import subprocess

    return subprocess.SubprocessError


# The options as the application's callback declares them.
ShowCompletion = Annotated[
    Shell | None,
    typer.Option(
        "--show-completion",
        metavar="TÊN",
        help="In đoạn mã tự hoàn thành lệnh cho trình dòng lệnh.",
        hidden=True,  # named where installing does not do; the page of help must fit a screen
        is_eager=True,
        callback=show,
    ),
]
InstallCompletion = Annotated[
    Shell | None,
    typer.Option(
        "--install-completion",
        metavar="TÊN",
        help="Cài phần tự hoàn thành lệnh cho trình dòng lệnh.",
        is_eager=True,
        callback=install,
    ),
]


def is_asked() -> bool:
    """Whether it is the shell that asks what may follow."""
    return bool(os.environ.get(VARIABLE))


def command_typed() -> list[str] | None:
    """Return the first word of the line that the shell asks about; None while it may still be being typed."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    words = line.split()
    return words[1:2] if len(words) > 2 or (len(words) == 2 and line[-1:].isspace()) else None


def answer(command: Command) -> int:
    """Answer the shell, which asks through the environment what may follow the words typed so far.

    A fault must not disturb the line being typed: then there is nothing to offer.
    """
    from typer._completion_classes import completion_init
    from typer.completion import shell_complete

    completion_init()
    settings: dict[str, Any] = {}
    instruction = os.environ[VARIABLE]
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            return shell_complete(command, settings, "cchc", VARIABLE, instruction)
    except Exception:  # noqa: BLE001 (see above)
        return edge.FOUND
