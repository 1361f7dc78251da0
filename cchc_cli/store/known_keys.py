"""Which known key of a plan file is meant by one written in other letters: ``Deadline`` is ``deadline``."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from cchc_cli.store.pieces import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.domain.finding import Path

# Cyrillic and Greek letters that look the same as Latin ones, in small letters and in capitals.
_LOOK_ALIKE = str.maketrans(
    "аеорсухіѕјԁһѵԛԝАВЕКМНОРСТХІЅЈУ" + "οιανρυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxisjdhvqwABEKMHOPCTXISJY" + "oiavpuABEZHIKMNOPTYX",
)
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))


class KeyNames:
    """The keys of one file, given by their paths, against those its form knows."""

    def __init__(self, file: str, paths: Iterable[Path]) -> None:
        self._file = file
        self._beside: dict[Path, list[str]] = {}
        for path in paths:
            self._beside.setdefault(path[:-1], []).append(str(path[-1]))

    def is_known(self, path: Path) -> bool:
        """Whether the key at the end of a path is one of the form, as it stands there."""
        return path[-1] in self._known(path[:-1])

    def is_taken(self, path: Path) -> bool:
        """Whether there is already such a key."""
        return path[-1] in self._beside.get(path[:-1], ())

    def meant(self, path: Path) -> str | None:
        """Return the known key that the key at the end of a path is another way of writing.

        None where it is known itself, where none is meant, and where the one meant stands beside it.
        """
        name = str(path[-1])
        known = self._known(path[:-1])
        if name in known:
            return None
        meant = next((each for each in known if each == _plain(name)), None)
        alike = [each for each in self._beside[path[:-1]] if each == meant or _plain(each) == meant]
        return meant if len(alike) == 1 else None

    def _known(self, path: Path) -> frozenset[str]:
        # What a path looks like to a form does not depend on the numbers in it.
        return _known_keys(self._file, tuple(0 if isinstance(step, int) else step for step in path))


def _plain(name: str) -> str:
    shown = unicodedata.normalize("NFKC", name).translate(_UNSEEN).translate(_LOOK_ALIKE)
    return shown.strip().casefold()


@cache
def _schema(file: str) -> dict[str, Any]:
    from cchc_cli.store.forms import form_of

    return form_of(file).model_json_schema()


@cache
def _known_keys(file: str, path: Path) -> frozenset[str]:
    whole = _schema(file)
    schemas = list(_open(whole, whole))
    for step in path:
        schemas = [inner for schema in schemas for inner in _inside(whole, schema, step)]
    return frozenset(name for schema in schemas for name in schema.get("properties", ()))


def _inside(whole: dict[str, Any], schema: dict[str, Any], step: str | int) -> Iterator[dict[str, Any]]:
    inner = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
    if inner is None and isinstance(step, str):
        inner = schema.get("additionalProperties")
    if isinstance(inner, dict):
        yield from _open(whole, inner)


def _open(whole: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a schema and what it refers to."""
    yield schema
    if "$ref" in schema:
        yield from _open(whole, whole["$defs"][schema["$ref"].rpartition("/")[2]])
    for several in ("anyOf", "allOf", "oneOf"):
        for inner in schema.get(several, ()):
            yield from _open(whole, inner)
