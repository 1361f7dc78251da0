"""Call the application, and say in Vietnamese what is wrong with a call that Typer can't read."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import typer
from typer._click import exceptions as faults
from typer._click.types import FuncParamType
from typer.core import TyperArgument, TyperGroup, TyperOption

from cchc_cli.cli import completion, edge, onward, pages
from cchc_cli.cli.pages import choices_of, command_line, name_of, range_of
from cchc_cli.cli.streams import readable
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typer._click import Context as AnyContext
    from typer._click import Parameter
    from typer._click.core import Command

# What Typer says, and how it is said here. Typer marks few of its messages for translation, so that
# gettext would not do; a test finds every message in its sources and looks for it here.
_VALUES: tuple[tuple[str, str], ...] = (
    (r"(?P<value>.+) is not a valid (?:int|integer)(?: range)?\.", "{value} không phải là số nguyên"),
    (r"(?P<value>.+) is not a valid float(?: range)?\.", "{value} không phải là số"),
    (r"(?P<value>.+) is not a valid boolean\. Recognized values: .*", "{value} không phải là true hay false"),
    (r"(?P<value>.+) is not a valid UUID\.", "{value} không phải là mã UUID"),
    (r"(?P<value>.+) is not in the range .+\.", "{value} nằm ngoài khoảng cho phép"),
    (r"(?P<value>.+) is not one of .*\.", "{value} không có trong các giá trị dùng được"),
    (r"(?P<value>.+) does not match the formats .+\.", "{value} không phải là ngày viết đúng dạng"),
    (r"(?:File|Directory|Path) (?P<value>.+) does not exist\.", "không tìm thấy {value}"),
    (r"(?:File|Directory|Path) (?P<value>.+) is a file\.", "{value} là tệp, không phải thư mục"),
    (r"(?:File|Directory|Path) (?P<value>.+) is a directory\.", "{value} là thư mục, không phải tệp"),
    (r"(?:File|Directory|Path) (?P<value>.+) is not readable\.", "không có quyền đọc {value}"),
    (r"(?:File|Directory|Path) (?P<value>.+) is not writable\.", "không có quyền ghi {value}"),
    (r"(?P<value>'.*'): .*", "không mở được {value}"),
    (r"(?P<count>\d+) values are required, but (?P<given>\d+) given\.", "cần {count} giá trị, có {given}"),
    (r"Takes (?P<count>\d+) values but (?P<given>\d+) given\.", "cần {count} giá trị, có {given}"),
    (r"Value must be an iterable\.", "cần một danh sách giá trị"),
)
_CALLS: tuple[tuple[str, str], ...] = (
    (r"Missing command\.", "Thiếu tên lệnh."),
    (r"No such command (?P<value>.+?)\.(?: Did you mean .+\?)?", "Không có lệnh {value}."),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<raw>.*)\)", "Thừa đối số: {raw}."),
    (r"Option (?P<value>.+) requires an argument\.", "Tùy chọn {value} cần có giá trị đi kèm."),
    (r"Option (?P<value>.+) requires (?P<count>\d+) arguments\.", "Tùy chọn {value} cần {count} giá trị."),
    (r"Option (?P<value>.+) does not take a value\.", "Tùy chọn {value} không nhận giá trị đi kèm."),
    (r"Argument (?P<value>.+) takes (?P<count>\d+) values\.", "Đối số {value} cần {count} giá trị."),
    (r"Could not open file (?P<value>.+): .*", "Không mở được tệp {value}."),
)


def invoke(app: typer.Typer, argv: Sequence[str]) -> int:
    """Run the command the arguments name and return the exit code.

    Raises Refused for a call that can't be read; whatever the command itself raises passes.
    """
    command = typer.main.get_command(app)
    pages.speak(command)
    if completion.is_asked():
        return completion.answer(command)
    try:
        with command.make_context("cchc", list(argv)) as context:
            return _ended(command, context)
    except typer.Exit as leaving:
        # --help and --version leave while the call is still being read.
        return leaving.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except faults.NoArgsIsHelpError as fault:
        edge.talk(pages.render(fault.ctx))
        return edge.REFUSED
    except faults.ClickException as fault:
        message, hint = explain(fault)
        raise Refused(message, hint) from fault


def _ended(command: Command, context: AnyContext) -> int:
    """Run the command, say what helps most next, and return the exit code."""
    try:
        command.invoke(context)
    except typer.Exit as leaving:
        code = leaving.exit_code
    else:
        code = edge.DONE
    onward.say(context.meta, code)
    return code


def explain(fault: faults.ClickException) -> tuple[str, str]:
    """Return a sentence that says what is wrong with the call, and one that helps."""
    context = getattr(fault, "ctx", None)
    page = f"Xem cách dùng: {command_line(context) if context else 'cchc'} --help"
    match fault:
        case faults.NoSuchOption():
            return f"Không có tùy chọn {_quoted(fault.option_name)}.", _joined(_place(fault), page)
        case faults.MissingParameter():
            return f"Thiếu {_named(fault.param)}.", _joined(_offer(fault.param), _example(context), page)
        case faults.BadParameter():
            return _bad_value(fault), _joined(_offer(fault.param), page)
        case _:
            sentence = translated(fault.message, _CALLS)
            if sentence is None:
                # Messages of our own are Vietnamese; nobody is served by English ones.
                sentence = "Lệnh gọi chưa đúng." if fault.message.isascii() else fault.message
            helps = (_nearest_command(fault, context), _option_offer(fault, context), *_too_many(fault, context))
            return sentence, _joined(*helps, page)


def _example(context: AnyContext | None) -> str:
    """Return the first example of a command's help page, where it has one."""
    text = (context.command.help or "") if context else ""
    lines = [line.strip() for line in text.partition("Ví dụ:")[2].splitlines()]
    return next((f"Ví dụ: {line}" for line in lines if line), "")


def _too_many(fault: faults.ClickException, context: AnyContext | None) -> list[str]:
    """Say how arguments are written, to somebody who typed more of them than a command takes."""
    if context is None or not fault.message.startswith("Got unexpected extra argument"):
        return []
    names = [name_of(param) for param in context.command.params if isinstance(param, TyperArgument)]
    said = ["Kỳ viết liền: 2020-Q1."] if "KỲ" in names else []
    if len(names) > 1:
        said.append("Lời có dấu cách thì đặt trong dấu nháy kép.")
    return [*said, _example(context)]


def translated(message: str, said: Iterable[tuple[str, str]] = (*_VALUES, *_CALLS)) -> str | None:
    """Return what is said here for one of Typer's messages; None for one it doesn't have."""
    for pattern, sentence in said:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            words = found.groupdict()
            if "value" in words:
                words["value"] = _quoted(_bare(words["value"]))
            return sentence.format(**words)
    return None


def _bad_value(fault: faults.BadParameter) -> str:
    detail = translated(fault.message, _VALUES)
    if detail is None and _is_unread_word(fault):
        detail = f"không hiểu {_quoted(fault.message)}"
    if detail is None:
        detail = "" if fault.message.isascii() else fault.message.rstrip(".")
    hint = fault.param_hint
    subject = f"{hint if isinstance(hint, str) else ' / '.join(hint)}" if hint else _named(fault.param)
    return f"Giá trị của {subject} chưa dùng được{': ' if detail else ''}{detail}."


def _is_unread_word(fault: faults.BadParameter) -> bool:
    """Say whether the message is the very word which a reading function of ours could make nothing of.

    Then Typer raised it; a fault raised by the function itself carries a sentence.
    """
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    raiser = trace.tb_frame.f_globals.get("__name__", "") if trace else ""
    return str(raiser).startswith("typer.") and isinstance(getattr(fault.param, "type", None), FuncParamType)


def _named(param: Parameter | None) -> str:
    if isinstance(param, TyperArgument):
        return f"đối số {_quoted(name_of(param))}"
    if isinstance(param, TyperOption):
        return f"tùy chọn {_quoted(max(param.opts or param.secondary_opts, key=len))}"
    return "tham số"


def _offer(param: Parameter | None) -> str:
    """Say which values a parameter takes, where they can be told."""
    if param is None:
        return ""
    choices, bounds = choices_of(param), range_of(param)
    if choices:
        return f"Các giá trị dùng được: {', '.join(choices)}."
    if bounds:
        return f"Khoảng cho phép: {bounds}."
    formats = getattr(param.type, "formats", None)
    return f"Dạng viết: {', '.join(map(_plain_format, formats))}." if formats else ""


def _plain_format(pattern: str) -> str:
    for code, letters in {"%Y": "yyyy", "%m": "mm", "%d": "dd", "%H": "hh", "%M": "mm", "%S": "ss"}.items():
        pattern = pattern.replace(code, letters)
    return pattern


def _option_offer(fault: faults.ClickException, context: AnyContext | None) -> str:
    name = getattr(fault, "option_name", None)
    if name is None or context is None:
        return ""
    return next((_offer(param) for param in context.command.params if name in param.opts), "")


def _place(fault: faults.NoSuchOption) -> str:
    """Say which option may have been meant, or where the one that was typed belongs."""
    context, name = fault.ctx, fault.option_name
    if context is None:
        return ""
    parent = context.parent
    if parent is not None and name in _options(parent.command.params):
        return f"Tùy chọn này đặt ngay sau {_quoted(command_line(parent))}."
    if isinstance(context.command, TyperGroup):
        for command, child in context.command.commands.items():
            if not child.hidden and name in _options(child.params):
                return f"Tùy chọn này đặt sau tên lệnh, ví dụ: {command_line(context)} {command} {name}"
    known = {option.lstrip("-"): option for option in _options(context.command.params)}
    return _meant([known[word] for word in nearest(name.lstrip("-"), known, most=2)])


def _options(params: Iterable[Parameter]) -> list[str]:
    return [
        name
        for param in params
        if isinstance(param, TyperOption) and not param.hidden
        for name in (*param.opts, *param.secondary_opts)
        if name.startswith("--")
    ]


def _nearest_command(fault: faults.ClickException, context: AnyContext | None) -> str:
    found = re.match(r"No such command (.+?)\.(?: Did you mean .+\?)?$", fault.message, re.DOTALL)
    if not found or context is None or not isinstance(context.command, TyperGroup):
        return ""
    word = _bare(found[1])
    commands = {name: command for name, command in context.command.commands.items() if not command.hidden}
    # "cchc overdue" is meant for "cchc list --overdue".
    switches = [
        f"{command_line(context)} {name} --{word}"
        for name, command in commands.items()
        for param in command.params
        if isinstance(param, TyperOption) and param.is_flag and f"--{word}" in param.opts
    ]
    return _meant(switches[:1] or nearest(word, list(commands)))


def _meant(names: Sequence[str]) -> str:
    return f"Có phải {', '.join(names)}?" if names else ""


def _joined(*sentences: str) -> str:
    return "\n".join(sentence for sentence in sentences if sentence)


def _quoted(word: str) -> str:
    return f"“{readable(word)}”"


def _bare(shown: str) -> str:
    """Return the word behind its ``repr``; other texts as they are."""
    try:
        word = ast.literal_eval(shown)
    except (SyntaxError, ValueError):
        return shown
    return word if isinstance(word, str) else shown
