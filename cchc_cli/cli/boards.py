"""``cchc dashboard``: the whole plan on one page that opens in any browser, offline."""

from __future__ import annotations

from cchc_cli.cli import edge
from cchc_cli.cli.documents import Overwrite
from cchc_cli.cli.options import AsOf, KnownOn, Output, PlanDir, Rev, Year


def dashboard(
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    output: Output = None,
    force: Overwrite = False,
) -> None:
    """Lập trang tổng quan: một tệp HTML có số lượng, biểu đồ và bảng nhiệm vụ tìm, lọc được.

    Ví dụ:
      cchc dashboard
      cchc dashboard --as-of 30/6/2020 -o tong-quan.html
    """
    from cchc_cli.cli import output as written
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.report import dashboard as page

    session = open_plan(Asked(plan, year, as_of, known_on, rev))
    session.require_sound()
    text = page.dashboard(session.plan, session.standings, session.moment)
    path = written.deliver_document(text.encode(), output, page.file_name(session.plan), force=force)
    edge.talk(f"Đã lập {path}.")
