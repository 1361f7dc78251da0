"""An export as one YAML document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.store.source import entry_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def yaml_document(data: Mapping[str, Any]) -> str:
    """Return the data of ``cchc.export/1`` as YAML: plain values first, then its lists entry by entry."""
    return "".join(_pieces(data))


def _pieces(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, list):
            yield f"{key}:\n" if value else f"{key}: []\n"
            yield from map(entry_text, value)
        elif value is not None:
            yield _dedented(entry_text({key: value}))


def _dedented(entry: str) -> str:
    """Return the text of an entry without the dash it begins with as an entry of a list."""
    return "".join(line[2:] for line in entry.splitlines(keepends=True))
