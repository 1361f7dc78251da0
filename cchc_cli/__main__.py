"""Start the program: ``cchc`` and ``python -m cchc_cli``."""

from __future__ import annotations

import gc
import sys

from cchc_cli import __version__
from cchc_cli.cli import edge, streams


def run() -> None:
    """Run the command line on the arguments of the process, and end with its exit code."""
    # One command makes few cycles and is soon over: looking for them costs more than it frees.
    gc.disable()
    streams.prepare()
    sys.exit(edge.guard(_start))


def _start() -> int:
    # The version is asked for by scripts and by people in doubt: it needs nothing else of the program.
    if sys.argv[1:2] in (["--version"], ["-V"]):
        edge.out(f"cchc {__version__}")
        return edge.DONE

    from cchc_cli.cli import answers

    if not answers.is_kept(sys.argv[1:]):
        return _run()
    known = answers.answer(sys.argv[1:])
    if known is not None:
        return known
    with answers.keeping(sys.argv[1:]) as outcome:
        outcome.append(_run())
    return outcome[0]


def _run() -> int:
    from cchc_cli.cli import completion
    from cchc_cli.cli.app import application
    from cchc_cli.cli.usage import invoke

    named = completion.command_typed() if completion.is_asked() else sys.argv[1:]
    return invoke(application(named), sys.argv[1:])


if __name__ == "__main__":
    run()
