"""Where the user's cache is: what is kept there saves time, and nothing is lost with it."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from cchc_cli import __version__
from cchc_cli.store.keeping import Keeper, program_stamp


@cache
def keeper() -> Keeper | None:
    """Return what keeps values in the user's cache, None where nothing is to be kept."""
    folder = cache_folder()
    return Keeper(folder, program_stamp(__version__)) if folder is not None else None


def cache_folder() -> Path | None:
    """Return the directory for what the program keeps, None where it is to keep nothing.

    ``CCHC_CACHE`` names another one, or says ``off``; else it is the place the system has for such files.
    """
    given = os.environ.get("CCHC_CACHE", "")
    if given:
        return None if given.casefold() in {"off", "0"} else Path(given)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
        return Path(base, "cchc", "Cache") if base else None
    home = os.environ.get("HOME", "")
    if sys.platform == "darwin":
        return Path(home, "Library", "Caches", "cchc") if home else None
    base = os.environ.get("XDG_CACHE_HOME", "") or (f"{home}/.cache" if home else "")
    return Path(base, "cchc") if base.startswith("/") else None
