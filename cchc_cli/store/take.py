"""Take typed values out of plain data, noting the first sign of trouble instead of explaining it.

On a valid plan this is all that runs. Where it notes trouble, ``forms`` explains it; a property test
holds the two to the same verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cchc_cli.domain.target import read_number
from cchc_cli.domain.text import nfc
from cchc_cli.domain.vocabulary import read_date
from cchc_cli.store.data import is_spare
from cchc_cli.store.names import is_id, read_year

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from cchc_cli.domain.finding import Path
    from cchc_cli.store.data import Data

Value = TypeVar("Value")


def shown(value: str) -> str:
    """Return a value as messages quote it: one line of at most 80 characters."""
    line = " ".join(value[:400].split())
    return line if len(line) <= 80 and len(value) <= 400 else line[:80].rstrip() + "…"


def _read_id(text: str) -> str | None:
    text = nfc(text)
    return text if is_id(text) else None


class Troubles:
    """Whether anything in a file is not plainly right, and whether entries had to be left out for it."""

    def __init__(self) -> None:
        self.found = False
        self.lost = False

    def note(self) -> None:
        """Note that something is not plainly right."""
        self.found = True


class Taker:
    """Takes values out of one mapping of a file; whatever is left untaken is trouble."""

    def __init__(self, data: Data, path: Path, troubles: Troubles) -> None:
        self.path = path
        self.troubles = troubles
        self._left = dict(data) if isinstance(data, dict) else {}
        self.is_usable = isinstance(data, dict)
        if not self.is_usable:
            troubles.note()

    def left(self) -> tuple[str, ...]:
        """Return the keys that are there to be taken still."""
        return tuple(self._left)

    def done(self) -> bool:
        """Note keys that nobody took; tell whether all that is essential was there."""
        if any(not is_spare(key) for key in self._left):
            self.troubles.note()
        self.troubles.lost |= not self.is_usable
        return self.is_usable

    def _take(self, key: str, read: Callable[[str], Value | None], *, needed: bool) -> Value | None:
        value = self._left.pop(key, None)
        if isinstance(value, str):
            taken = read(value)
            if taken is not None:
                return taken
        elif value is None and not needed:
            return None
        self._miss(needed=needed)
        return None

    def _miss(self, *, needed: bool, essential: bool = True) -> None:
        self.troubles.note()
        if needed and essential:
            self.is_usable = False

    def text(self, key: str, *, needed: bool = False, essential: bool = True) -> str:
        """Take a text in normal form; a needed one may not be empty, one not essential leaves the rest of use."""
        value = self._left.pop(key, None)
        if isinstance(value, str):
            taken = nfc(value.strip())
            if taken or not needed:
                return taken
        elif value is None and not needed:
            return ""
        self._miss(needed=needed, essential=essential)
        return ""

    def verbatim(self, key: str) -> str:
        """Take a text as it stands, with the blanks at its ends."""
        return self._take(key, lambda text: text, needed=True) or ""

    def id(self, key: str = "id", *, needed: bool = True) -> str:
        """Take an id."""
        return self._take(key, _read_id, needed=needed) or ""

    def date(self, key: str, *, needed: bool = False) -> dt.date | None:
        """Take a date, ISO or dd/mm/yyyy."""
        return self._take(key, read_date, needed=needed)

    def number(self, key: str) -> Decimal | None:
        """Take a number in Vietnamese or plain notation."""
        return self._take(key, read_number, needed=False)

    def year(self, key: str) -> int | None:
        """Take a year."""
        return self._take(key, read_year, needed=True)

    def flag(self, key: str) -> bool:
        """Take ``true`` or ``false``; absent is false."""
        return bool(self._take(key, {"true": True, "false": False}.get, needed=False))

    def read(self, key: str, read: Callable[[str], Value | None], *, needed: bool = False) -> Value | None:
        """Take a text by a reader of its own, which returns None for what it can't read."""
        return self._take(key, read, needed=needed)

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts; a single text is a list of one."""
        value = self._left.pop(key, None)
        if isinstance(value, str):
            value = [value]
        return tuple(text for _, item in self._items(value) if (text := self._text_item(item)))

    def _text_item(self, item: Data) -> str:
        if isinstance(item, str) and item.strip():
            return nfc(item.strip())
        self.troubles.note()
        return ""

    def pairs(self, key: str, is_name: Callable[[str], bool] | None = None) -> tuple[tuple[str, str], ...]:
        """Take a mapping of texts to texts, in its order; ``is_name`` tells which keys it may have."""
        value = self._left.pop(key, None)
        if value is not None and not isinstance(value, dict):
            self.troubles.note()
            return ()
        taken: list[tuple[str, str]] = []
        for name, item in (value or {}).items():
            if is_spare(name):
                continue
            if is_name is not None and not is_name(nfc(name)):
                self.troubles.note()
            elif isinstance(item, str):
                taken.append((nfc(name), nfc(item.strip())))
            elif item is not None:
                self.troubles.note()
        return tuple(taken)

    def inner(self, key: str) -> Taker | None:
        """Take a mapping of its own form; None where there is none."""
        value = self._left.pop(key, None)
        return None if value is None else Taker(value, (*self.path, key), self.troubles)

    def each(self, key: str) -> Iterator[Taker]:
        """Take a list of mappings."""
        value = self._left.pop(key, None)
        for index, item in self._items(value):
            yield Taker(item, (*self.path, key, index), self.troubles)

    def _items(self, value: Data) -> Iterator[tuple[int, Data]]:
        if isinstance(value, list):
            yield from enumerate(value)
        elif value is not None:
            self.troubles.note()
            self.troubles.lost = True


def entries(data: Data, troubles: Troubles) -> Iterator[Taker]:
    """Take a file that is a list of mappings; an empty file holds none."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield Taker(item, (index,), troubles)
    elif data is not None:
        troubles.note()
        troubles.lost = True
