"""What every command's own page of help has to be: one screen, Vietnamese, with examples that can be typed."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
import typer

from cchc_cli.cli import edge
from cchc_cli.cli.app import COMMANDS, Group, application

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.cli.app import Command

# A window is opened with 24 to 30 lines and drawn larger; what is longer than this is no page to look at.
SCREEN = 40
INDEX = 64


def lines_of(commands: Sequence[Command | Group], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for command in commands:
        yield (*before, command.name)
        if isinstance(command, Group):
            yield from lines_of(command.commands, (*before, command.name))


NAMES = [(), *lines_of(COMMANDS)]
every_command = pytest.mark.parametrize("names", NAMES, ids=[" ".join(names) or "bare" for names in NAMES])


def page_of(names: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "80")
    argv = [*names, "--help"]
    assert edge.run(application(argv), argv) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def examples_of(page: str) -> list[list[str]]:
    found = re.search(r"Ví dụ:\n(?P<lines>(?:    .+\n)+)", page)
    return [shlex.split(line) for line in found["lines"].splitlines()] if found else []


@every_command
def test_a_help_page_fits_a_screen(
    names: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = page_of(names, capsys, monkeypatch).splitlines()
    assert len(lines) <= (SCREEN if names else INDEX)
    # What is typed stands on one line, whatever its length; all else is laid out for the window.
    assert [line for line in lines if len(line) > 80 and not line.startswith("    cchc ")] == []
    assert [line for line in lines if len(line) > 100] == []


@every_command
def test_a_help_page_has_two_examples_of_commands_that_there_are(
    names: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = examples_of(page_of(names, capsys, monkeypatch))
    assert len(examples) >= 2
    for words in examples:
        assert words[0] == "cchc"
        assert any(tuple(words[1 : 1 + len(known)]) == known for known in NAMES if known), words
    assert any(tuple(words[1 : 1 + len(names)]) == names for words in examples)


@every_command
def test_every_option_of_an_example_is_one_of_its_command(
    names: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = typer.main.get_command(application())
    for words in examples_of(page_of(names, capsys, monkeypatch)):
        node, rest = whole, words[1:]
        while rest and isinstance(node, typer.core.TyperGroup) and rest[0] in node.commands:
            node, rest = node.commands[rest[0]], rest[1:]
        known = {option for param in node.params for option in (*param.opts, *param.secondary_opts)}
        assert {word.partition("=")[0] for word in rest if re.match(r"-[-a-z]", word)} <= known, words


def test_the_index_names_each_command_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of((), capsys, monkeypatch)
    commands = page[page.index("\nXem:") :].splitlines()
    assert [line for line in commands if line and not re.match(r"[^ ].*:$|  [a-z]", line)] == []
    assert "  explain     Giải thích vì sao một nhiệm vụ có tình trạng như vậy.\n" in page
    assert "  export     Xuất nhiệm vụ sang Excel, CSV, Word, JSON, YAML, Parquet.\n" in page
