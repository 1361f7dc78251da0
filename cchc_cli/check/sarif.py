"""Write findings as SARIF 2.1.0, the form that code scanning takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cchc_cli import __version__
from cchc_cli.check.show import dumped, excerpt, fingerprints

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cchc_cli.check.manual.page import Page
    from cchc_cli.check.show import Row

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"


def as_sarif(rows: Sequence[Row], pages: Mapping[str, Page], *, ascii_only: bool = False) -> str:
    """Write rows as a log of one run, with a rule for each code that occurs.

    What comments ask to ignore is there as suppressed, with the reason (SARIF 2.1.0, section 3.27.23).

    ``pages`` is the manual of rules by code, the help of each rule. The names of files are relative to
    the root of the repository.
    """
    codes = sorted({row.finding.code for row in rows})
    results = [
        _result(row, codes.index(row.finding.code), fingerprint)
        for row, fingerprint in zip(rows, fingerprints(rows), strict=True)
    ]
    driver = {
        "name": "cchc",
        "version": __version__,
        "language": "vi",
        "rules": [_rule(code, pages.get(code)) for code in codes],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ascii_only=ascii_only)


def _rule(code: str, page: Page | None) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": code,
        "defaultConfiguration": {"level": "error" if code.startswith("E") else "warning"},
    }
    if page is not None:
        rule |= {
            "shortDescription": {"text": page.title},
            "fullDescription": {"text": page.why},
            "help": {"text": _help(page, "{}"), "markdown": _help(page, "```yaml\n{}\n```")},
        }
    return rule


def _help(page: Page, frame: str) -> str:
    """Write a page as paragraphs, its examples each in a frame."""
    bad, good = (frame.format(f"# {page.file}\n{example}") for example in (page.bad, page.good))
    return f"{page.why}\n\nChưa đúng:\n\n{bad}\n\nĐúng:\n\n{good}\n\n{page.remedy}"


def _result(row: Row, rule: int, fingerprint: str) -> dict[str, Any]:
    finding = row.finding
    location = {"artifactLocation": {"uri": _uri(row.path), "uriBaseId": _ROOT}, "region": _region(row)}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": f"{finding.message} {finding.hint}".rstrip()},
        "locations": [{"physicalLocation": location}],
        # By this name GitHub follows a result from one commit to the next.
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }
    if row.ignored:
        result["suppressions"] = [{"kind": "inSource", "justification": row.ignored}]
    return result


def _uri(path: str) -> str:
    return quote(path, encoding="utf-8", errors="surrogateescape")


def _region(row: Row) -> dict[str, Any]:
    position = row.position
    region: dict[str, Any] = {
        "startLine": position.line,
        "startColumn": position.column,
        "endLine": position.end_line,
        "endColumn": position.end_column,
    }
    shown, _ = excerpt(position)
    return region | {"snippet": {"text": shown}} if shown.strip() else region
