"""Find the templates and make the environment that fills those of text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_PACKAGE = Path(__file__).resolve().parent.parent
_FOLDERS = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
"""Where an installed package holds them, and where a checkout does."""


def template_path(name: str) -> Path:
    """Return the path of a file of the templates folder, ``name`` written with forward slashes.

    Raises FileNotFoundError for a name that is not shipped.
    """
    for folder in _FOLDERS:
        path = folder.joinpath(*name.split("/"))
        if path.is_file():
            return path
    raise FileNotFoundError(name)


@cache
def environment() -> SandboxedEnvironment:
    """Return the environment of the HTML templates: sandboxed, escaping, refusing unknown names."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in _FOLDERS], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,  # a template is filled once a run: folding its constants costs more than it saves
    )
