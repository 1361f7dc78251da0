"""Merge three versions of a plan's file: nothing lost, nothing doubled, markers where both changed a field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.review.merge_lines import clashes, merge_lines, resolved, whole, written
from cchc_cli.review.merge_text import merge_layouts
from cchc_cli.review.merge_values import Reading, chosen, is_proven, is_settled, keeps_comments, merge_values, rules_for
from cchc_cli.store.change import newline_of
from cchc_cli.store.data import BOM
from cchc_cli.store.source import read_source
from cchc_cli.store.spans import comments_of, lay_out
from cchc_cli.store.workspace import NEEDED_FILES, OTHER_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.review.merge_lines import Pieces
    from cchc_cli.review.merge_values import Form, Outcome, Rules
    from cchc_cli.store.data import Source

_ENTRIES, _FIELDS = frozenset({"progress", "measurements"}), frozenset({"reports"})
_SEALED = frozenset({"baseline.yaml"})


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of three versions of a file: its bytes, and how many places are left to people."""

    content: bytes
    conflicts: int


def form_of(path: str) -> Form | None:
    """Return how the file at a path of the repository is merged; None for what is no file of a plan."""
    folder, _, name = path.replace("\\", "/").rpartition("/")
    folder = folder.rpartition("/")[2]
    if not name.endswith(".yaml"):
        return None
    if folder in _ENTRIES:
        return "entries"
    if name in _SEALED:
        return "whole"
    return "fields" if folder in _FIELDS or name in {*NEEDED_FILES, *OTHER_FILES} else None


def merge(path: str, base: bytes, ours: bytes, theirs: bytes) -> Merged:
    """Merge three versions of the file at a path of the repository; an empty base is one that was not there.

    Facts and readings are united by id, in the order of their dates; other files of a plan are merged
    field by field. Whatever both sides changed differently stands between git's conflict markers.
    A merge without them is proven: read again, it says what the values of the three versions give.
    """
    if theirs in (ours, base):
        return Merged(ours, 0)
    if ours == base:
        return Merged(theirs, 0)
    texts = [version.decode(errors="surrogateescape") for version in (base, ours, theirs)]
    bom = _changed([BOM if text.startswith(BOM) else "" for text in texts])
    texts = [text.lstrip(BOM) for text in texts]
    newline = "\n"
    if all(map(_is_uniform, texts)):
        newline = _changed([newline_of(text) for text in texts])
        texts = [_plain(text) for text in texts]
    pieces = _merged(path, *texts)
    merged = bom + written(pieces).replace("\n", newline)
    return Merged(merged.encode(errors="surrogateescape"), clashes(pieces))


def _changed(versions: list[str]) -> str:
    """Return the form of a text that a side changed; ours where both did."""
    base, ours, theirs = versions
    return theirs if ours == base else ours


def _is_uniform(text: str) -> bool:
    """Whether all lines of a text end in the same way."""
    rest = text.replace(newline_of(text), "")
    return "\r" not in rest and "\n" not in rest


def _plain(text: str) -> str:
    """Return a uniform text with line feeds, one at the end of its last line too."""
    text = text.replace(newline_of(text), "\n")
    return text if not text or text.endswith("\n") else text + "\n"


def _merged(path: str, base: str, ours: str, theirs: str) -> Pieces:
    lines = merge_lines(base, ours, theirs)
    form = form_of(path)
    sources = [read_source(path, text.encode(errors="surrogateescape")) for text in (base, ours, theirs)]
    if form is None or any(source.findings for source in sources):
        return lines
    proof = _Proof(form, sources)
    attempts = _attempts(lines, proof)
    return next((pieces for pieces in attempts if proof.holds(pieces)), whole(ours, theirs))


def _attempts(lines: Pieces, proof: _Proof) -> Iterator[Pieces]:
    """Yield ways to merge, best first: as git does, region by region, as git does with its conflicts."""
    if not clashes(lines):
        yield lines
    layouts = [lay_out(source) for source in proof.sources]
    if all(layout is not None for layout in layouts):
        pieces = merge_layouts(proof.rules, *layouts)  # type: ignore[arg-type]
        if pieces is not None:
            yield pieces
    if clashes(lines):
        yield lines


class _Proof:
    """Holds merged texts against what the values of the three versions give."""

    def __init__(self, form: Form, sources: list[Source]) -> None:
        self.sources = sources
        base, ours, theirs = (source.data for source in sources)
        self.rules: Rules = rules_for(form, base, ours, theirs)
        self._due: Outcome = merge_values(self.rules, base, ours, theirs)
        self._comments = [comments_of(source.text) for source in sources]

    def holds(self, pieces: Pieces) -> bool:
        """Whether a merge says what it must, and still has the comments of both sides."""
        mine, other = (read_source("", resolved(pieces, side).encode()) for side in ("ours", "theirs"))
        if mine.findings or other.findings:
            return False
        if not clashes(pieces):
            return is_settled(self._due) and mine.data == chosen(self._due, "ours") and self._keeps(mine, mine)
        readings = (
            Reading("ours", mine.data, self.sources[1].data),
            Reading("theirs", other.data, self.sources[2].data),
        )
        return is_proven(self._due, *readings) and self._keeps(mine, other)

    def _keeps(self, mine: Source, other: Source) -> bool:
        both = Counter(comments_of(mine.text)) | Counter(comments_of(other.text))
        base, ours, theirs = self._comments
        return keeps_comments(base, ours, theirs, both.elements())
