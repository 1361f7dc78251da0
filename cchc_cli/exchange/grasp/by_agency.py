"""Tables without a column for the unit in the lead, whose sections are named by it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain.areas import area_of
from cchc_cli.domain.text import fold
from cchc_cli.exchange.pages import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.exchange.grasp.sections import Branch

_UNIT = re.compile(
    r"(?:cac\s+)?(?:so|phong|van phong|ban(?! hanh)|cuc|vu|chi cuc|tong cuc|trung tam|thanh tra(?!,)|ubnd|uy ban"
    r"|cong an|truong|benh vien|kho bac|bao hiem|vien|khoa|to(?! chuc)|toa an|doan|hoi(?! nghi)|cong ty|don vi"
    r"|bo(?! may)|bo phan|cong chuc|mat tran|lien doan|thue|buu dien|dai)\b"
)
_LONGEST = 90
_COUNT = re.compile(r"\s*[:(]\s*\d+\s+nhiệm vụ\)?\s*$|\s*:$", re.IGNORECASE)


def lead_by_titles(branches: Sequence[Branch], doubts: list[Doubt]) -> None:
    """Let the titles of sections lead their rows where no row names a unit and every such title does; says so."""
    holding = [branch for branch in branches if branch.tasks]
    if not holding or any(task.lead for branch in holding for task in (*branch.tasks, *branch.groups)):
        return
    if not all(_is_unit(branch.title) for branch in holding):
        return
    for branch in holding:
        lead = _COUNT.sub("", branch.title)
        branch.area = "" if area_of(branch.title) == branch.area else branch.area
        branch.tasks[:] = [replace(task, lead=lead, area=branch.area) for task in branch.tasks]
        branch.groups[:] = [replace(task, lead=lead, area=branch.area) for task in branch.groups]
    made = "Bảng không có cột chủ trì, các phần mang tên đơn vị; đã lấy tên phần làm đơn vị chủ trì."
    doubts.append(Doubt("lead_by_title", holding[0].where, "; ".join(branch.title for branch in holding)[:200], made))


def _is_unit(title: str) -> bool:
    words = " ".join(fold(title).split())
    return len(words) <= _LONGEST and _UNIT.match(words) is not None and not words.endswith(".")
