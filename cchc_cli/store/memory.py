"""The files of a plan before they are written, so that they can be read back first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class InMemory:
    """The files of a plan as texts by name; there are no folders."""

    texts: Mapping[str, str]

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self.texts

    def names(self, folder: str) -> list[str]:
        """Return the names of all files; raises FileNotFoundError for a folder."""
        if folder:
            raise FileNotFoundError(folder)
        return sorted(self.texts)

    def read(self, name: str) -> bytes:
        """Return what a file will hold."""
        return self.texts[name].encode(errors="surrogatepass")
