"""Write findings out for people and programs: rows of findings with their positions, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from cchc_cli.store.places import Position, Positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cchc_cli.domain.finding import Finding
    from cchc_cli.store.data import Source

SEVERITIES = {"error": "lỗi", "warning": "lưu ý"}
_WIDEST_EXCERPT = 72

Styled: TypeAlias = tuple[str, str]
"""A text and how it is to look: ``strong``, ``late`` (an error), ``soon`` (a warning), ``dim``, or plain."""

_STYLES = {"error": "late", "warning": "soon"}


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with its position; ``folder`` is the directory of its plan, as file names are to begin.

    ``ignored`` is the reason a comment in the file gives for ignoring it, empty where none does.
    """

    finding: Finding
    position: Position
    folder: str = ""
    ignored: str = ""

    @property
    def path(self) -> str:
        """The name of the file, beginning with the plan's directory where there is one."""
        name = self.finding.place.file
        return f"{self.folder.rstrip('/')}/{name}" if self.folder else name


def placed(findings: Iterable[Finding], sources: Mapping[str, Source], folder: str = "") -> list[Row]:
    """Return the findings of one plan with their positions, sorted by file, line and column."""
    positions = Positions(sources)
    rows = [Row(finding, positions.of(finding.place), folder) for finding in findings]
    return sorted(rows, key=_order)


def _order(row: Row) -> tuple[str, int, int, str]:
    return row.finding.place.file, row.position.line, row.position.column, row.finding.code


def as_text(findings: Iterable[Finding], sources: Mapping[str, Source]) -> str:
    """Write findings for people: place, severity, sentence, excerpt with a caret, what to do."""
    return rows_as_text(placed(findings, sources))


def rows_as_text(rows: Iterable[Row]) -> str:
    """Write rows for people, a block each, with an empty line between them."""
    return "\n".join("".join(text for text, _ in line) for line in rows_as_lines(rows))


def rows_as_lines(rows: Iterable[Row]) -> list[list[Styled]]:
    """Return the same as lines of styled text."""
    lines: list[list[Styled]] = []
    for row in rows:
        lines += [[], *_block(row)] if lines else _block(row)
    return lines


def _block(row: Row) -> Iterator[list[Styled]]:
    finding, position = row.finding, row.position
    style = _STYLES[finding.severity]
    yield [
        (printable(f"{row.path}:{position.line}:{position.column}: "), "strong"),
        (f"{SEVERITIES[finding.severity]} {finding.code}", style),
        (printable(f": {finding.message}"), ""),
    ]
    shown, caret = excerpt(position)
    if shown.strip():
        yield [(f"    {shown}", "")]
        yield [(f"    {caret}", style)]
    if finding.hint:
        yield [(printable(f"  → {finding.hint}"), "dim")]


def printable(text: str, instead: str = "\N{REPLACEMENT CHARACTER}") -> str:
    """Return a text as one line that can only be shown: what is no letter or sign is replaced."""
    return "".join(char if char.isprintable() else instead for char in text)


def excerpt(position: Position) -> tuple[str, str]:
    """Return the part of the line around the place, and carets under it."""
    line = printable(position.excerpt, " ")
    start = position.column - 1
    end = position.end_column - 1 if position.end_line == position.line else len(line)
    end = max(start + 1, min(end, len(line)))
    first = max(0, min(start - _WIDEST_EXCERPT // 3, len(line) - _WIDEST_EXCERPT))
    shown = line[first : first + _WIDEST_EXCERPT]
    before, after = ("…" if first else ""), ("…" if first + _WIDEST_EXCERPT < len(line) else "")
    width = max(1, min(end, first + _WIDEST_EXCERPT) - start)
    return f"{before}{shown}{after}", " " * (start - first + len(before)) + "^" * width


def summary(findings: Iterable[Finding], files: int, *, plans: int = 1, hidden: int = 0, hidden_errors: int = 0) -> str:
    """Say how much was read and found; ``hidden`` counts what comments in the files ask to ignore.

    Errors among it (``hidden_errors``) are pointed out: they still keep documents from being made.
    """
    severities = [finding.severity for finding in findings]
    errors, warnings = severities.count("error"), severities.count("warning")
    read = f"Đã kiểm tra {files} tệp" + (f" của {plans} kế hoạch" if plans != 1 else "")
    aside = f"; bỏ qua {hidden} điều theo ghi chú trong tệp" if hidden else ""
    if hidden_errors:
        aside += f", trong đó {hidden_errors} lỗi: chưa lập được văn bản cho đến khi sửa"
    if not severities:
        return f"{read}: không có lỗi, không có lưu ý{aside}."
    return f"{read}: {errors} lỗi, {warnings} lưu ý{aside}."


def as_json(findings: Iterable[Finding], sources: Mapping[str, Source], *, ascii_only: bool = False) -> str:
    """Write the findings of one plan in the form ``cchc.findings/1``."""
    return rows_as_json(placed(findings, sources), ascii_only=ascii_only)


def rows_as_json(rows: Iterable[Row], *, ascii_only: bool = False) -> str:
    """Write rows in the form ``cchc.findings/1``; ``file`` is relative to the directory ``plan``."""
    data = {"schema": "cchc.findings/1", "findings": [_listed(row) for row in rows]}
    return dumped(data, ascii_only=ascii_only)


def _listed(row: Row) -> dict[str, Any]:
    finding, position = row.finding, row.position
    shown, caret = excerpt(position)
    return {
        "code": finding.code,
        "severity": finding.severity,
        "plan": row.folder,
        "file": finding.place.file,
        "line": position.line,
        "column": position.column,
        "end_line": position.end_line,
        "end_column": position.end_column,
        "message": finding.message,
        "hint": finding.hint,
        "excerpt": shown,
        "underline": caret if shown.strip() else "",
    }


def dumped(data: object, *, ascii_only: bool = False) -> str:
    """Write data as JSON that any encoding takes."""
    # The name of a file may hold bytes that are no text; escaped, they can be written anywhere.
    return json.dumps(data, ensure_ascii=ascii_only, indent=2).encode("utf-8", "backslashreplace").decode()


def fingerprints(rows: Sequence[Row]) -> list[str]:
    """Return what names each row in every run: 32 hexadecimal digits, different within the run.

    They rest on the file, the code, the sentence and the text of the line, never on its number, so that
    they stay when lines move; rows equal in all that are told apart by their order.
    """
    from hashlib import sha256

    seen: Counter[tuple[str, ...]] = Counter()
    prints: list[str] = []
    for row in rows:
        said = (row.path, row.finding.code, row.finding.message, " ".join(row.position.excerpt.split()))
        seen[said] += 1
        whole = "\0".join((*said, str(seen[said])))
        prints.append(sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return prints
