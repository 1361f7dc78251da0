"""Write findings out: one function for each format, ``(findings, sources) -> str``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cchc_cli.store.places import Position, Positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cchc_cli.domain.finding import Finding
    from cchc_cli.store.source import Source

SEVERITIES = {"error": "lỗi", "warning": "lưu ý"}
_WIDEST_EXCERPT = 72


def placed(findings: Iterable[Finding], sources: Mapping[str, Source]) -> list[tuple[Finding, Position]]:
    """Return findings with their positions, sorted by file, line and column."""
    positions = Positions(sources)
    pairs = [(finding, positions.of(finding.place)) for finding in findings]
    return sorted(pairs, key=lambda pair: (pair[0].place.file, pair[1].line, pair[1].column, pair[0].code))


def as_text(findings: Iterable[Finding], sources: Mapping[str, Source]) -> str:
    """Write findings for people: place, severity, sentence, excerpt with a caret, what to do."""
    return "\n\n".join(_block(finding, position) for finding, position in placed(findings, sources))


def _block(finding: Finding, position: Position) -> str:
    head = f"{finding.place.file}:{position.line}:{position.column}: {SEVERITIES[finding.severity]} {finding.code}: {finding.message}"  # noqa: E501
    excerpt, caret = _excerpt(position)
    lines = [_printable(head)]
    if excerpt.strip():
        lines += [f"    {excerpt}", f"    {caret}"]
    if finding.hint:
        lines.append(_printable(f"  → {finding.hint}"))
    return "\n".join(lines)


def _printable(text: str, instead: str = "\N{REPLACEMENT CHARACTER}") -> str:
    return "".join(char if char.isprintable() else instead for char in text)


def _excerpt(position: Position) -> tuple[str, str]:
    """Return the part of the line around the place, and carets under it."""
    line = _printable(position.excerpt, " ")
    start = position.column - 1
    end = position.end_column - 1 if position.end_line == position.line else len(line)
    end = max(start + 1, min(end, len(line)))
    first = max(0, min(start - _WIDEST_EXCERPT // 3, len(line) - _WIDEST_EXCERPT))
    shown = line[first : first + _WIDEST_EXCERPT]
    before, after = ("…" if first else ""), ("…" if first + _WIDEST_EXCERPT < len(line) else "")
    width = max(1, min(end, first + _WIDEST_EXCERPT) - start)
    return f"{before}{shown}{after}", " " * (start - first + len(before)) + "^" * width


def summary(findings: Iterable[Finding], files: int) -> str:
    """Say how much was read and found."""
    severities = [finding.severity for finding in findings]
    errors, warnings = severities.count("error"), severities.count("warning")
    if not severities:
        return f"Đã kiểm tra {files} tệp: không có lỗi, không có lưu ý."
    return f"Đã kiểm tra {files} tệp: {errors} lỗi, {warnings} lưu ý."


def as_json(findings: Iterable[Finding], sources: Mapping[str, Source], *, ascii_only: bool = False) -> str:
    """Write findings in the form ``cchc.findings/1``."""
    listed: list[dict[str, Any]] = [
        {
            "code": finding.code,
            "severity": finding.severity,
            "file": finding.place.file,
            "line": position.line,
            "column": position.column,
            "end_line": position.end_line,
            "end_column": position.end_column,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding, position in placed(findings, sources)
    ]
    data = {"schema": "cchc.findings/1", "findings": listed}
    # The name of a file may hold bytes that are no text; escaped, they can be written anywhere.
    return json.dumps(data, ensure_ascii=ascii_only, indent=2).encode("utf-8", "backslashreplace").decode()
