"""``cchc validate``: all that is wrong with a plan, in one run."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import Output, Plain, PlanDir, Rev, Year


def validate(
    strict: Annotated[bool, typer.Option("--strict", help="Lưu ý cũng tính là không đạt.")] = False,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    format: Annotated[Plain, typer.Option("--format", help="Dạng kết quả.")] = Plain.TEXT,  # noqa: A002
    output: Output = None,
) -> None:
    """Kiểm tra mọi tệp của kế hoạch: cú pháp, khóa, giá trị, tham chiếu.

    Ví dụ:
      cchc validate
      cchc validate --strict --format json -o loi.json
    """
    from cchc_cli.check import check
    from cchc_cli.check.show import as_json, as_text, summary
    from cchc_cli.cli.output import ascii_only, deliver
    from cchc_cli.cli.session import Asked, read_plan

    loaded = read_plan(Asked(plan, year, rev=rev))
    findings = [*loaded.findings, *(check(loaded.plan, loaded.incomplete) if loaded.plan is not None else ())]
    if format is Plain.JSON:
        deliver(as_json(findings, loaded.sources, ascii_only=ascii_only() and output is None), output)
    else:
        text = as_text(findings, loaded.sources)
        deliver(f"{text}\n\n{summary(findings, len(loaded.sources))}".lstrip(), output)
    severe = [finding for finding in findings if strict or finding.severity == "error"]
    if severe:
        raise typer.Exit(edge.FOUND)
