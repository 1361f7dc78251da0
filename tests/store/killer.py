"""A process that is killed, over and over, at every step of an append, and looks at what is left each time.

    killer.py PLAN STEP...       appends to progress/I.1.yaml (there already) and progress/I.3.yaml (new)

Steps are counted in lines run in the modules that write, in audit events (what Python asks of the system),
and in calls of os functions. Prints a JSON report: kills of each kind, and what went wrong.
"""

from __future__ import annotations

# ruff: noqa: T201
import datetime as dt
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_cli.store import change, lock, record
from cchc_cli.store.record import append
from cchc_cli.store.source import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

WATCHED = {record.__file__, change.__file__, lock.__file__}
CALLS = ("open", "fsync", "write", "close", "replace", "unlink", "stat")
ENTRY = {"date": dt.date(2020, 6, 1), "result": "Đã làm"}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def after_lines(count: int) -> None:
    """Die before this many lines of the writing modules have run."""
    left = [count]

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        if frame.f_code.co_filename not in WATCHED:
            return None
        if event == "line":
            left[0] -= 1
            if left[0] == 0:
                die()
        return trace

    sys.settrace(trace)


def after_events(count: int) -> None:
    """Die before this many audit events have passed."""
    left = [count]

    def hook(event: str, _arguments: object) -> None:
        if event not in {"os.kill", "sys.settrace"}:
            left[0] -= 1
            if left[0] == 0:
                die()

    sys.addaudithook(hook)


def after_calls(count: int) -> None:
    """Die after this many calls of the functions that look at files or change them."""
    left = [count]

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            result = function(*arguments, **named)
            left[0] -= 1
            if left[0] == 0:
                die()
            return result

        return call

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))


STEPS = {"lines": after_lines, "events": after_events, "calls": after_calls}


def killed_at(plan: Path, file: str, arm: Callable[[int], None], count: int) -> bool:
    """Append in a child that dies at a step; False when it lived to the end."""
    child = os.fork()
    if child == 0:
        arm(count)
        append(plan, file, lambda _: ENTRY)  # type: ignore[arg-type, return-value]
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def wrong_after(plan: Path, file: str, old: bytes | None) -> str:
    """Return what is wrong after a kill, and after the next append; empty where nothing is."""
    path = plan / file
    now = path.read_bytes() if path.exists() else None
    if now != old:
        held = read_source(file, old or b"").data or []
        data = read_source(file, now or b"").data
        if now is None or not now.startswith(old or b"") or not isinstance(data, list) or len(data) != len(held) + 1:
            return f"neither old nor new: {now!r}"
    append(plan, file, lambda _: ENTRY)  # type: ignore[arg-type, return-value]
    if not path.read_bytes().startswith(now or b""):
        return "the next append lost something"
    left = sorted(each.name for each in path.parent.iterdir() if each.name.startswith("."))
    return f"left behind: {left}" if left else ""


def main() -> None:
    plan = Path(sys.argv[1])
    report: dict[str, Any] = {"kills": {}, "wrong": []}
    for kind in sys.argv[2:]:
        for file in ("progress/I.1.yaml", "progress/I.3.yaml"):
            path = plan / file
            old = path.read_bytes() if path.exists() else None
            count = 0
            alive = False
            while not alive:
                count += 1
                alive = not killed_at(plan, file, STEPS[kind], count)
                wrong = wrong_after(plan, file, old)
                if wrong:
                    report["wrong"].append(f"{kind} {count} {file}: {wrong}")
                if old is None:
                    path.unlink()
                else:
                    path.write_bytes(old)
            report["kills"][f"{kind} {file}"] = count - 1
    print(json.dumps(report))


if __name__ == "__main__":
    main()
