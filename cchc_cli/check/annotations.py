"""Write findings for the pages of a merge request: GitHub's workflow commands, GitLab's code quality report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.check.show import dumped, fingerprints, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.check.show import Row

_GITLAB_SEVERITIES = {"error": "major", "warning": "minor"}


def as_github(rows: Iterable[Row]) -> str:
    """Write a workflow command a row (docs.github.com: Workflow commands for GitHub Actions).

    The names of files are relative to the root of the repository.
    """
    return "\n".join(_command(row) for row in rows)


def _command(row: Row) -> str:
    finding, position = row.finding, row.position
    where: dict[str, object] = {"file": printable(row.path), "line": position.line}
    if position.end_line == position.line:
        # Columns are only taken where the place lies on one line.
        where |= {"col": position.column, "endLine": position.end_line, "endColumn": position.end_column}
    else:
        where |= {"endLine": position.end_line}
    where["title"] = f"cchc {finding.code}"
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
    text = printable(finding.message) + (f"\n→ {printable(finding.hint)}" if finding.hint else "")
    return f"::{finding.severity} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(rows: Sequence[Row], *, ascii_only: bool = False) -> str:
    """Write GitLab's code quality report (docs.gitlab.com: Code Quality report format).

    The names of files are relative to the root of the repository.
    """
    issues = [_issue(row, fingerprint) for row, fingerprint in zip(rows, fingerprints(rows), strict=True)]
    return dumped(issues, ascii_only=ascii_only)


def _issue(row: Row, fingerprint: str) -> dict[str, Any]:
    finding, position = row.finding, row.position
    return {
        "description": f"{finding.message} {finding.hint}".rstrip(),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _GITLAB_SEVERITIES[finding.severity],
        "location": {"path": row.path, "lines": {"begin": position.line, "end": position.end_line}},
    }
