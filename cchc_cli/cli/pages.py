"""Help pages in Vietnamese, drawn from the commands and parameters that Typer holds."""

from __future__ import annotations

import inspect
import textwrap
from enum import Enum
from typing import TYPE_CHECKING, Any

import typer
from typer._click.exceptions import UsageError
from typer._click.types import StringParamType
from typer.core import TyperArgument, TyperGroup, TyperOption

from cchc_cli.cli import edge, onward
from cchc_cli.cli.streams import readable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from typer._click import Context as AnyContext
    from typer._click import Parameter
    from typer._click.core import Command

HELP_NAMES = ["-h", "--help"]
_WIDEST = 100
# The word for a value of each type; Typer's names of the types differ from version to version.
_METAVARS = {
    **dict.fromkeys(("str", "text"), "CHỮ"),
    **dict.fromkeys(("int", "integer", "int range", "integer range", "float", "float range"), "SỐ"),
    **dict.fromkeys(("file", "filename"), "TỆP"),
    "directory": "THƯ MỤC",
    "path": "ĐƯỜNG DẪN",
    "datetime": "NGÀY",
    "boolean": "true|false",
}


class Text(StringParamType):
    """Words as they were typed, also where the locale could not read their UTF-8 bytes."""

    def convert(self, value: Any, param: Parameter | None, ctx: AnyContext | None) -> Any:
        """Return the value as readable text."""
        return readable(str(super().convert(value, param, ctx)))


class Speaking(typer.Context):
    """A context that tells every usage error raised inside it where it was raised, and the call which command it was."""

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        if isinstance(fault, UsageError) and fault.ctx is None:
            fault.ctx = self
        onward.remember(self.meta, command_line(self).partition(" ")[2], self.params)
        return super().__exit__(kind, fault, trace)


def speak(command: Command) -> None:
    """Make a command, and all commands below it, read and speak Vietnamese."""
    command.context_class = Speaking
    command.add_help_option = False
    command.params.append(_help_option())
    for param in command.params:
        if type(param.type) is StringParamType:
            param.type = Text()
    if isinstance(command, TyperGroup):
        for child in command.commands.values():
            speak(child)


def _help_option() -> TyperOption:
    def show(context: AnyContext, _parameter: Parameter, wanted: Any) -> None:
        if wanted and not context.resilient_parsing:
            edge.out(render(context))
            onward.hush(context.meta)
            raise typer.Exit

    return TyperOption(
        param_decls=list(HELP_NAMES),
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=show,
        help="Hiện trợ giúp rồi thoát.",
    )


def command_line(context: AnyContext) -> str:
    """Return the words that call the command: ``cchc report quarterly``."""
    names: list[str] = []
    node: AnyContext | None = context
    while node is not None:
        names.insert(0, node.info_name or "")
        node = node.parent
    return " ".join(names)


def render(context: AnyContext) -> str:
    """Return the help page of the context's command, laid out for the width of the terminal."""
    width = min(edge.width(), _WIDEST)
    command = context.command
    blocks = [_usage(context, width), *_paragraphs(command.help or "", width)]
    for heading, rows in _sections(command, width):
        blocks.append(f"{heading}:\n" + "\n".join(_table(rows, width)))
    blocks.extend(_paragraphs(command.epilog or "", width))
    return "\n\n".join(blocks)


def _usage(context: AnyContext, width: int) -> str:
    pieces = ["[TÙY CHỌN]"]
    for param in context.command.params:
        if isinstance(param, TyperArgument) and not param.hidden:
            name = name_of(param) + ("..." if param.nargs != 1 else "")
            pieces.append(name if param.required else f"[{name}]")
    if isinstance(context.command, TyperGroup):
        pieces.append("[LỆNH ...]" if context.command.invoke_without_command else "LỆNH ...")
    lead = f"Cách dùng: {command_line(context)} "
    return _wrapped(" ".join(pieces), width, first=lead, rest=" " * min(len(lead), width // 3))


def _sections(command: Command, width: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    arguments = [param for param in command.params if isinstance(param, TyperArgument) and not param.hidden]
    options = [param for param in command.params if isinstance(param, TyperOption) and not param.hidden]
    if arguments:
        yield "Đối số", [(name_of(param), _help(param)) for param in arguments]
    if options:
        yield "Tùy chọn", [(_spelled(param), _help(param)) for param in options]
    if isinstance(command, TyperGroup):
        longest = max(len(name) for name in command.commands)
        panels: dict[str, list[tuple[str, str]]] = {}
        for name, child in command.commands.items():
            if not child.hidden:
                panel = getattr(child, "rich_help_panel", None)
                rows = panels.setdefault(panel if isinstance(panel, str) else "Lệnh", [])
                rows.append((name, _short(child, width - longest - 4)))
        yield from panels.items()


def name_of(param: TyperArgument) -> str:
    """Return the name by which an argument is called in help and messages."""
    return (param.metavar or (param.name or "").upper()).strip("[]").removesuffix("...")


def choices_of(param: Parameter) -> list[str]:
    """Return the values a parameter chooses from; none where it takes any."""
    choices = getattr(param.type, "choices", ())
    return [str(choice.value if isinstance(choice, Enum) else choice) for choice in choices]


def _spelled(option: TyperOption) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    if option.secondary_opts:
        names += " / " + ", ".join(sorted(option.secondary_opts, key=len))
    if option.is_flag or option.count:
        return names
    metavar = option.metavar or "|".join(choices_of(option)) or _METAVARS.get(option.type.name, "GIÁ TRỊ")
    return f"{names} {metavar}{'...' if option.nargs != 1 else ''}"


def _help(param: TyperOption | TyperArgument) -> str:
    notes = []
    choices = choices_of(param)
    if choices and (param.metavar or isinstance(param, TyperArgument)):
        notes.append("một trong: " + ", ".join(choices))
    if param.show_envvar and param.envvar:
        names = param.envvar if isinstance(param.envvar, str) else ", ".join(param.envvar)
        notes.append(f"biến môi trường: {names}")
    default = _default(param)
    if default:
        notes.append(f"mặc định: {default}")
    bounds = range_of(param)
    if bounds:
        notes.append(bounds)
    if param.required:
        notes.append("bắt buộc")
    text = inspect.cleandoc(param.help or "")
    return f"{text}  [{'; '.join(notes)}]".strip() if notes else text


def _default(param: TyperOption | TyperArgument) -> str:
    value = param.default
    if isinstance(param.show_default, str):
        return param.show_default
    if not param.show_default or value is None or callable(value):
        return ""
    if isinstance(param, TyperOption) and (param.is_flag or param.count):
        named = param.opts if value else param.secondary_opts
        return named[0] if named and param.secondary_opts else ""
    values = value if isinstance(value, (list, tuple)) else [value]
    return ", ".join(str(item.value if isinstance(item, Enum) else item) for item in values)


def range_of(param: Parameter) -> str:
    """Return the bounds of a number in words; an empty text where it has none."""
    low, high = getattr(param.type, "min", None), getattr(param.type, "max", None)
    words = [f"từ {low}"] if low is not None else []
    return " ".join([*words, f"đến {high}"] if high is not None else words)


def _short(command: Command, room: int) -> str:
    """Return what a command does in one line; of a longer sentence what stands before its details."""
    text = inspect.cleandoc(command.short_help or command.help or "").partition("\f")[0]
    sentence = " ".join(text.split("\n\n")[0].split())
    for marks in (":", ";", ","):
        while len(sentence) > room and marks in sentence:
            sentence = f"{sentence.rpartition(marks)[0]}."
    return sentence


def _paragraphs(text: str, width: int) -> list[str]:
    """Wrap the paragraphs of a text; those with indented lines (examples) stay as they are."""
    blocks = []
    for block in inspect.cleandoc(text).partition("\f")[0].split("\n\n"):
        lines = [line for line in block.split("\n") if line.strip() not in {"", "\b"}]
        if any(line.startswith(" ") for line in lines) or "\b" in block:
            blocks.append("\n".join(f"  {line}" for line in lines))
        elif lines:
            blocks.append(_wrapped(" ".join(lines), width, first="  ", rest="  "))
    return blocks


def _table(rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    column = min(max(len(name) for name, _ in rows), width * 3 // 8) + 4
    for name, text in rows:
        lead = f"  {name}".ljust(column)
        if len(lead) > column or (len(lead) == column and not lead.endswith("  ")):
            yield lead.rstrip()
            lead = " " * column
        yield _wrapped(text, width, first=lead, rest=" " * column).rstrip() if text else lead.rstrip()


def _wrapped(text: str, width: int, *, first: str, rest: str) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )
