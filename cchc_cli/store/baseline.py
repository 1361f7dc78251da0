"""Write baseline.yaml: the content of a plan as signed, every field by its fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.content import LABELS, SINGLE, prints_of
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.text import nfc
from cchc_cli.domain.vocabulary import short_date
from cchc_cli.store.build_baseline import baseline as baseline_of
from cchc_cli.store.change import change, newline_of
from cchc_cli.store.record import Appended
from cchc_cli.store.source import entry_text, read_source
from cchc_cli.store.take import Troubles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cchc_cli.domain.model import Baseline, Plan

FILE = "baseline.yaml"
_BOM = b"\xef\xbb\xbf"
_TEACHING = """\
# Nội dung kế hoạch khi ký: mỗi ô một dấu gồm tám chữ. Sửa ô nào thì dấu của ô đó không còn khớp.
# Tệp do “cchc baseline” ghi, không sửa tay. Đổi nội dung theo văn bản mới thì dùng “cchc amend”.
"""
# Words that other readers of YAML take for something else than words.
_ODD = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def write_baseline(
    directory: Path,
    plan: Plan,
    signed: Baseline,
    *,
    again: bool = False,
    dry_run: bool = False,
) -> Appended:
    """Fix the content of a plan under the document, date and day of writing of ``signed``; its prints are not read.

    Returns the file's text before and after. Raises Refused when the content is fixed already, unless
    ``again``, and when the file can't be written.
    """
    prints = prints_of(plan)

    def make(old: bytes | None) -> tuple[bytes, Appended]:
        if old is not None and not again:
            raise _fixed_already(old)
        before = (old or b"").removeprefix(_BOM).decode(errors="replace")
        text = _text(signed, prints)
        if old is not None and newline_of(before) != "\n":
            text = text.replace("\n", newline_of(before))
        new = (_BOM if (old or b"").startswith(_BOM) else b"") + text.encode(errors="surrogatepass")
        _require_proof(new, signed, prints)
        return new, Appended(FILE, before, text, "")

    return change(directory, FILE, make, dry_run=dry_run)


def _fixed_already(old: bytes) -> Refused:
    held = baseline_of(read_source(FILE, old).data, FILE, Troubles())
    said = f" theo {held.document} ngày {short_date(held.date)}" if held else ""
    return Refused(
        f"Nội dung kế hoạch đã được chốt{said}.",
        "Văn bản mới thay đổi nội dung thì ghi bằng “cchc amend”; kế hoạch được ký lại thì thêm --again.",
    )


def _text(signed: Baseline, prints: Mapping[str, Mapping[str, Mapping[str, str]]]) -> str:
    head: dict[str, str | dt.date] = {"document": nfc(signed.document.strip()), "date": signed.date}
    if signed.recorded is not None:
        head["recorded"] = signed.recorded
    lines = [line[2:] for line in entry_text(head).splitlines()]
    for group in LABELS:
        if prints.get(group):
            lines += [f"{group}:", *_group(group, prints[group])]
    return _TEACHING + "".join(f"{line}\n" for line in lines)


def _group(group: str, held: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    if group in SINGLE:
        yield from (f"  {field}: {mark}" for field, mark in held[""].items())
        return
    for piece_id, fields in held.items():
        marks = ", ".join(f"{field}: {mark}" for field, mark in fields.items())
        yield f"  {_key(piece_id)}: {{{marks}}}"


def _key(piece_id: str) -> str:
    plain = piece_id[:1].isalpha() and piece_id.casefold() not in _ODD
    return piece_id if plain else f"'{piece_id}'"


def _require_proof(new: bytes, signed: Baseline, prints: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
    """Make sure that the file reads back as exactly what it is to hold, in the same order."""
    source, troubles = read_source(FILE, new), Troubles()
    again = None if source.findings else baseline_of(source.data, FILE, troubles)
    if again is not None and not troubles.found and again.document == nfc(signed.document.strip()):
        held = {group: list(pieces.items()) for group, pieces in again.prints.items() if any(pieces.values())}
        wanted = {group: list(pieces.items()) for group, pieces in prints.items() if any(pieces.values())}
        if held == wanted and (again.date, again.recorded) == (signed.date, signed.recorded):
            return
    raise Refused(
        f"Chưa ghi {FILE}: nội dung có ký tự không ghi được vào tệp.",
        "Bỏ các ký tự lạ trong --document hoặc trong mã của các mục, rồi ghi lại.",
    )
