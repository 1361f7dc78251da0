"""Repair the characters of a plan's files in place: proven, under the lock, each file whole or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.store.change import change
from cchc_cli.store.data import BOM
from cchc_cli.store.names import LARGEST_FILE
from cchc_cli.store.pieces import INVISIBLE
from cchc_cli.store.tidying import Repair, Tidied, tidied
from cchc_cli.store.workspace import FOLDERS, OnDisk, plan_files

if TYPE_CHECKING:
    from pathlib import Path

_SIGNED = ("plan.yaml", "appendix.yaml", "indicators.yaml")


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was repaired in one file, or would be: its text before and after.

    ``left`` tells that some repairs could not be proven and were not made; ``as_signed`` that characters
    nobody sees stay because they are part of a content that is fixed; ``refused`` says why nothing could
    be written.
    """

    file: str
    before: str
    after: str
    repairs: tuple[Repair, ...]
    left: bool = False
    as_signed: bool = False
    refused: str = ""


def fix_plan(directory: Path, *, dry_run: bool = False) -> tuple[Fixed, ...]:
    """Repair all files of a plan and return those about which there is something to say.

    A file that can't be read, as text or as YAML, is left alone, and one that can't be written does not
    keep the others from being repaired. A file that needs no repair is only read. Nothing is written on
    a dry run.
    """
    folder = OnDisk(directory)
    files = [name for name in plan_files(folder) if name not in FOLDERS]
    is_fixed = folder.has("baseline.yaml")
    found: list[Fixed] = []
    for name in files:
        try:
            planned = fixed(name, folder.read(name), is_signed=is_fixed and name in _SIGNED)
        except OSError:
            continue
        if planned.repairs and not dry_run:
            planned = _written(directory, planned, is_signed=is_fixed and name in _SIGNED)
        if planned.repairs or planned.left or planned.as_signed or planned.refused:
            found.append(planned)
    return tuple(found)


def _written(directory: Path, planned: Fixed, *, is_signed: bool) -> Fixed:
    name = planned.file

    def make(old: bytes | None) -> tuple[bytes, Fixed]:
        if old is None:
            raise Refused(f"Chưa sửa {name}: tệp vừa bị xóa hoặc đổi tên.")
        done = fixed(name, old, is_signed=is_signed)
        return (old if done.before == done.after else done.after.encode()), done

    try:
        return change(directory, name, make)
    except Refused as refused:
        return Fixed(name, planned.before, planned.before, (), planned.left, planned.as_signed, refused.message)


def fixed(file: str, raw: bytes, *, is_signed: bool = False) -> Fixed:
    """Return what the bytes of one file become; a mark of byte order at their beginning is kept.

    ``is_signed`` says that the words of the file are fixed in baseline.yaml: what a reader can't see is
    part of them. Bytes that are no UTF-8 text stay as they are.
    """
    if len(raw) > LARGEST_FILE:
        return Fixed(file, "", "", ())
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return Fixed(file, "", "", ())
    body = text.lstrip(BOM)
    made: Tidied = tidied(file, body, keep_invisible=is_signed)
    as_signed = is_signed and any(char in made.text for char in INVISIBLE)
    return Fixed(file, text, text[: len(text) - len(body)] + made.text, made.repairs, made.left, as_signed)


def fix_diff(fix: Fixed, folder: str) -> str:
    """Return the repairs of one file as ``git diff`` would show them, empty where there are none."""
    import difflib

    if fix.before == fix.after:
        return ""
    name = f"{folder}/{fix.file}"
    before, after = (re.split(r"\r\n|\r|\n", text) for text in (fix.before, fix.after))
    lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm="")
    return "\n".join(lines) + "\n"
