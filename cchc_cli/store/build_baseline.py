"""Build the baseline of a plan from the plain data of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.content import LABELS, SINGLE, is_fingerprint
from cchc_cli.domain.finding import Place
from cchc_cli.domain.model import Baseline
from cchc_cli.domain.text import nfc
from cchc_cli.store.data import is_spare
from cchc_cli.store.names import is_id
from cchc_cli.store.take import Taker, Troubles

if TYPE_CHECKING:
    from cchc_cli.store.data import Data

_FIELDS = frozenset(field for fields in LABELS.values() for field in fields)


def read_print(text: str) -> str | None:
    """Return a fingerprint as written in the file, None for what is none."""
    return text.strip() if is_fingerprint(text.strip()) else None


def read_field(text: str) -> str | None:
    """Return the name of a field of the content, None for what is none."""
    return text if text in _FIELDS else None


def baseline(data: Data, file: str, troubles: Troubles) -> Baseline | None:
    """Return the content as it was fixed; None where it can't be read."""
    take = Taker(data, (), troubles)
    document, date, recorded = take.text("document", needed=True), take.date("date", needed=True), take.date("recorded")
    prints = {group: _group(take, data, group, troubles) for group in LABELS}
    if not take.done() or date is None:
        return None
    return Baseline(document, date, recorded, prints, Place(file))


def _group(take: Taker, data: Data, group: str, troubles: Troubles) -> dict[str, dict[str, str]]:
    inner = take.inner(group)
    held = data.get(group) if isinstance(data, dict) else None
    if inner is None or not isinstance(held, dict):
        troubles.lost |= inner is not None
        return {}
    if group in SINGLE:
        return {"": _prints(held, troubles)}
    found: dict[str, dict[str, str]] = {}
    for name, item in held.items():
        if is_spare(name):
            continue
        if not is_id(nfc(name)) or not isinstance(item, dict | None):
            troubles.note()
            troubles.lost = True
        else:
            found[nfc(name)] = _prints(item or {}, troubles)
    return found


def _prints(held: dict[str, Data], troubles: Troubles) -> dict[str, str]:
    prints: dict[str, str] = {}
    for name, text in held.items():
        if is_spare(name):
            continue
        taken = read_print(text) if isinstance(text, str) else None
        if read_field(name) is None or (taken is None and text is not None):
            troubles.note()
            troubles.lost = True
        elif taken is not None:
            prints[name] = taken
    return prints
