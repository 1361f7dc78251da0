"""The outline of a periodic report: its headings, and under which of them each row of the plan stands.

No official text of the outline was found; this is the order provincial and departmental reports of
2021-2025 share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.text import fold
from cchc_cli.domain.vocabulary import AREAS

if TYPE_CHECKING:
    from cchc_cli.domain.model import Plan, Task

STEERING_AREA = "chi_dao_dieu_hanh"
STEERING = (
    ("I.1", "Về kế hoạch cải cách hành chính"),
    ("I.2", "Về tổ chức chỉ đạo, điều hành cải cách hành chính"),
    ("I.3", "Về kiểm tra cải cách hành chính"),
    ("I.4", "Về công tác thông tin, tuyên truyền cải cách hành chính"),
)
ACHIEVED = "Những kết quả chủ yếu đã đạt được"
LACKING = "Những tồn tại, hạn chế và nguyên nhân"
PARTS = {
    "I": "Công tác chỉ đạo, điều hành cải cách hành chính",
    "II": "Kết quả thực hiện các nhiệm vụ cải cách hành chính",
    "III": "Đánh giá chung",
    "IV": "Phương hướng, nhiệm vụ trọng tâm",
    "V": "Kiến nghị, đề xuất",
}
ASSESSMENT = (("III.1", "Những kết quả tích cực"), ("III.2", "Những tồn tại, hạn chế"))
# Words that put a steering task under a heading; the first to stand in it decides.
_SIGNS = (("I.4", ("tuyen truyen", "thong tin, quang ba")), ("I.3", ("kiem tra", "thanh tra")))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading people may write under: its code (``II.1.b``) and its title.

    ``needed`` says that the report isn't complete without their words; elsewhere the program's suffice.
    """

    code: str
    title: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Area:
    """An area of reform in part II: its heading, its title in the plan, and its stable code."""

    code: str
    title: str
    area: str


def areas(plan: Plan) -> tuple[Area, ...]:
    """Return the areas of part II: the six of the programme in its order, then those a plan adds.

    Titles are the plan's own: they differ between plans and between years.
    """
    titles = {area: title for area, title in AREAS.items() if area != STEERING_AREA}
    named = {STEERING_AREA}
    for top in plan.sections:
        for section in top.walk():
            key, title = (section.area, section.title) if section.area else (_own_area(top.id), top.title)
            if key not in named:
                named.add(key)
                titles[key] = title
    return tuple(Area(f"II.{at}", title, key) for at, (key, title) in enumerate(titles.items(), start=1))


def headings(plan: Plan) -> tuple[Heading, ...]:
    """Return every heading people may write under, in the order of the report."""
    steering = [Heading(code, title, needed=code != "I.1") for code, title in STEERING]
    inner = [
        Heading(f"{area.code}.{letter}", f"{area.title}: {title}", needed=True)
        for area in areas(plan)
        for letter, title in (("a", ACHIEVED), ("b", LACKING))
    ]
    assessment = [Heading(code, title, needed=True) for code, title in ASSESSMENT]
    return (
        *steering,
        *inner,
        *assessment,
        Heading("IV", PARTS["IV"], needed=False),
        Heading("V", PARTS["V"], needed=True),
    )


def placement(plan: Plan) -> dict[str, str]:
    """Return the heading each row stands under, by its id: that of its area, for steering tasks what their words name.

    The plan's own setting ``reporting.places`` goes before.
    """
    codes = {area.area: area.code for area in areas(plan)}
    own = dict(plan.reporting.places)
    found: dict[str, str] = {}
    for top in plan.sections:
        for section in top.walk():
            for task in section.tasks:
                usual = (
                    _steering(task) if task.area == STEERING_AREA else codes.get(task.area or _own_area(top.id), "I.1")
                )
                found[task.id] = own.get(task.id, usual)
    return found


def _own_area(section: str) -> str:
    return f"section:{section}"


def _steering(task: Task) -> str:
    words = fold(f"{task.task} {task.product}")
    if words.startswith(("ban hanh", "xay dung")) and "ke hoach" in words[:40]:
        return "I.1"
    places = [(words.find(sign), code) for code, signs in _SIGNS for sign in signs if sign in words]
    return min(places)[1] if places else "I.2"
