"""Rules about what is written for reports: each file is that of a report, each text stands under a heading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain.finding import Finding, Place
from cchc_cli.domain.periods import read_period
from cchc_cli.domain.text import nearest
from cchc_cli.domain.windows import PRESETS, reports
from cchc_cli.store.take import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.domain.model import Plan


def report_files_have_a_report(plan: Plan) -> Iterator[Finding]:
    """E315: a file of reports/ is named after a reporting period of the plan's year.

    Bad: ``reports/quy-1.yaml``, or ``reports/2021-Q1.yaml`` in the plan of 2020. Good: ``reports/2020-Q1.yaml``.
    """
    if not plan.reports:
        return
    known = {report.code for preset in PRESETS for report in reports(plan.year, replace(plan.reporting, preset=preset))}
    for code, written in plan.reports.items():
        if code not in known:
            period = read_period(code)
            near = [period.text] if period and period.text in known else nearest(code, known, most=1)
            hint = f"Có phải “{near[0]}.yaml”?" if near else f"Đặt tên như {plan.year}-Q1.yaml, {plan.year}-H1.yaml."
            message = f"Kế hoạch năm {plan.year} không có kỳ báo cáo “{shown(code)}”."
            yield Finding("E315", written.place, message, hint)


def texts_have_a_heading(plan: Plan) -> Iterator[Finding]:
    """W406: a text written for a report stands under a heading that the report takes texts for.

    Bad: ``II: Kết quả ...`` (the results stand under II.1.a, II.1.b ...). Good: ``II.1.a: Kết quả ...``.
    """
    if not plan.reports:
        return
    from cchc_cli.domain.reporting.outline import headings

    known = [heading.code for heading in headings(plan)]
    for written in plan.reports.values():
        for code, _ in written.texts:
            if code not in known:
                inside = [each for each in known if each.startswith(f"{code}.")]
                hint = f"Ghi lời ở một trong các mục: {', '.join(inside or known)}."
                where = Place(written.place.file, ("texts", code), key=True)
                yield Finding("W406", where, f"Báo cáo không lấy lời ở mục “{code}”: lời này sẽ bị bỏ qua.", hint)
