"""The filters of rows that ``list`` and ``report tasks`` share: their options, and the query they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from cchc_cli.cli.session import Session
    from cchc_cli.domain.query import Query

# fmt: off
Overdue = Annotated[bool, typer.Option("--overdue", help="Việc quá hạn và chưa có báo cáo triển khai, nặng nhất trước.")]
DueSoon = Annotated[bool, typer.Option("--due-soon", help="Việc sắp đến hạn.")]
Days = Annotated[int, typer.Option("--days", min=0, metavar="SỐ", help="Sắp đến hạn là trong bao nhiêu ngày.")]
StateName = Annotated[list[str] | None, typer.Option("--state", metavar="TÌNH_TRẠNG", help="Theo tình trạng; dùng nhiều lần được.", show_default=False)]
UnitName = Annotated[str | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị chủ trì: tên, tên khác hoặc mã.", show_default=False)]
Leader = Annotated[str | None, typer.Option("--leader", metavar="TÊN", help="Lãnh đạo phụ trách.", show_default=False)]
SectionName = Annotated[str | None, typer.Option("--section", metavar="MỤC", help="Mục của phụ lục, ví dụ II.", show_default=False)]
Area = Annotated[str | None, typer.Option("--area", metavar="MÃ", help="Lĩnh vực: the_che, tthc, bo_may, cong_vu ...", show_default=False)]
KindName = Annotated[list[str] | None, typer.Option("--kind", metavar="LOẠI", help="Loại thời hạn: by, ongoing, every ...", show_default=False)]
Search = Annotated[str | None, typer.Option("--search", metavar="CHỮ", help="Tìm chữ; không cần gõ dấu.", show_default=False)]
# fmt: on


def query_of(
    session: Session,
    *,
    overdue: bool,
    due_within: int | None,
    state: list[str] | None,
    unit: str | None,
    leader: str | None,
    section: str | None,
    area: str | None,
    kind: list[str] | None,
    search: str | None,
) -> Query:
    """Return the query the options ask for; raise Refused for a name the plan doesn't have."""
    from cchc_cli.domain.query import Query

    return Query(
        overdue=overdue,
        due_within=due_within,
        states=frozenset(state_named(word) for word in state or ()),
        kinds=frozenset(kind_named(word) for word in kind or ()),
        unit=unit_named(session, unit),
        leader=leader or "",
        section=section_named(session, section),
        area=area or "",
        words=search or "",
    )


def state_named(word: str) -> Any:
    """Return the state a word names; raise Refused where there is none."""
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.domain.text import fold, nearest
    from cchc_cli.domain.vocabulary import STATE_LABELS, State

    known = {fold(label): state for state, label in STATE_LABELS.items()} | {state.value: state for state in State}
    found = known.get(fold(word)) or known.get(fold(word).replace(" ", "_"))
    if found is None:
        near = nearest(word, [state.value for state in State], most=1)
        hint = (f"Có phải {near[0]}? " if near else "") + f"Các tình trạng: {', '.join(State)}."
        raise Refused(f"Không có tình trạng “{word}”.", hint)
    return found


def kind_named(word: str) -> Any:
    """Return the kind of deadline a word names; raise Refused where there is none."""
    from cchc_cli.domain.deadline import Kind
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.domain.text import fold
    from cchc_cli.domain.vocabulary import KIND_LABELS

    known = {fold(label): kind for kind, label in KIND_LABELS.items()} | {kind.value: kind for kind in Kind}
    if fold(word) not in known:
        raise Refused(f"Không có loại thời hạn “{word}”.", f"Các loại: {', '.join(Kind)}.")
    return known[fold(word)]


def unit_named(session: Session, word: str | None) -> Any:
    """Return the unit a word names, None for no word; raise Refused where the plan has none."""
    from cchc_cli.domain.refusal import Refused

    if word is None:
        return None
    register = session.plan.register
    found = register.find(word)
    if found is None:
        near = register.nearest(word)
        hint = f"Có phải {', '.join(near)}?" if near else "Các đơn vị ghi trong units.yaml."
        raise Refused(f"Không có đơn vị “{word}” trong kế hoạch.", hint)
    return found


def section_named(session: Session, word: str | None) -> str:
    """Return the id of the section a word names; raise Refused where there is none."""
    from cchc_cli.domain.refusal import Refused
    from cchc_cli.domain.text import fold

    if word is None:
        return ""
    known = [section.id for section in session.plan.all_sections()]
    by_title = {fold(section.title): section.id for section in session.plan.all_sections()}
    found = next((each for each in known if fold(each) == fold(word)), by_title.get(fold(word)))
    if found is None:
        raise Refused(f"Phụ lục không có mục “{word}”.", f"Các mục: {', '.join(known)}.")
    return found
