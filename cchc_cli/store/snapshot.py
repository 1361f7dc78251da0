"""The files of a plan as they were when they were first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_cli.store.workspace import Folder


class Snapshot:
    """The files of a folder, each read once: what is asked of it twice is answered the same."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._names: dict[str, list[str] | OSError] = {}
        self._held: dict[str, bytes | OSError] = {}
        self._has: dict[str, bool] = {}

    def has(self, name: str) -> bool:
        """Whether there is something of this name."""
        if name not in self._has:
            self._has[name] = self._folder.has(name)
        return self._has[name]

    def names(self, folder: str) -> list[str]:
        """Return what lies in a folder; raises OSError."""
        if folder not in self._names:
            try:
                self._names[folder] = self._folder.names(folder)
            except OSError as error:
                self._names[folder] = error
        names = self._names[folder]
        if isinstance(names, OSError):
            raise names
        return names

    def read(self, name: str) -> bytes:
        """Return what a file holds; raises OSError."""
        if name not in self._held:
            try:
                self._held[name] = self._folder.read(name)
            except OSError as error:
                self._held[name] = error
        held = self._held[name]
        if isinstance(held, OSError):
            raise held
        return held
