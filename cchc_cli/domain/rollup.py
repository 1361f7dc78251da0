"""The figures of many plans: what one plan adds to them, their sums, and the order of those that are compared."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, TypeAlias

from cchc_cli.domain.figures import Figures, count
from cchc_cli.domain.text import fold, nfc
from cchc_cli.domain.vocabulary import AREAS, State
from cchc_cli.domain.wording import leads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cchc_cli.domain.model import Moment, Plan
    from cchc_cli.domain.standing import Standing

Date = dt.date
By: TypeAlias = Literal["agency", "area", "unit", "section"]
Order: TypeAlias = Literal["overdue", "completion", "name"]

NO_AREA = "Chưa ghi lĩnh vực"
NOTHING = Figures(0, 0, 0, 0, Counter(), Counter(), Counter())
"""The figures of no rows."""


@dataclass(frozen=True, slots=True)
class Share:
    """The rows of one plan that belong together: of a section, an area, or those led by the same units.

    ``key`` tells shares of one plan apart: the id of a section, the code of an area, the names of the units that
    lead, as the plan says them. Every row is in one share of each kind, so that shares add up to the plan.
    """

    key: str
    title: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """The figures of one plan on a day: plain numbers, with all of the plan left behind.

    ``parent`` is the agency's superior, which tells agencies of one name apart.
    """

    agency: str
    parent: str
    year: int
    number: str
    as_of: Date
    known_on: Date | None
    whole: Figures
    sections: tuple[Share, ...] = ()
    areas: tuple[Share, ...] = ()
    units: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What is compared: an agency, an area, a unit of an agency, or the sections of one title; with its figures.

    ``agency`` is set where groups belong to agencies, ``parent`` where two agencies have the same name.
    """

    title: str
    figures: Figures
    plans: int
    agency: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A group with its place; groups that are equal in what is compared share it.

    Groups that are all led from outside are in no ranking: they come last and have no place.
    """

    place: int | None
    group: Group


@dataclass(frozen=True, slots=True)
class Broken:
    """A plan with errors: its name, its agency where that can be read, and the first error in words.

    ``counted`` says that what can be read of it is in the figures.
    """

    name: str
    agency: str
    errors: int
    first: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Rollup:
    """The answer for many plans of one year: groups in order, the sums, and what is not in them.

    ``twice`` names agencies with more than one plan for the year, ``elsewhere`` places with plans of other years
    alone.
    """

    year: int
    as_of: Date
    known_on: Date | None
    by: By
    order: Order
    ranked: tuple[Ranked, ...]
    whole: Figures
    plans: int
    broken: tuple[Broken, ...] = ()
    twice: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def figures_of(plan: Plan, standings: Iterable[Standing], moment: Moment) -> PlanFigures:
    """Return the figures of a plan whose rows stand as given at a moment.

    Rows led by several units are a share of their own under all the names: they are counted once.
    """
    rows = tuple(standings)

    def shares(key: Callable[[Standing], str], title: Callable[[str], str]) -> tuple[Share, ...]:
        parted: dict[str, list[Standing]] = {}
        for row in rows:
            parted.setdefault(key(row), []).append(row)
        return tuple(Share(name, title(name), counted(each)) for name, each in parted.items())

    def counted(each: Iterable[Standing]) -> Figures:
        return count(each, plan.reporting.ongoing, moment.as_of)

    titles = {section.id: section.title for section in plan.all_sections()}
    return PlanFigures(
        agency=plan.agency.name,
        parent=plan.agency.parent,
        year=plan.year,
        number=plan.number,
        as_of=moment.as_of,
        known_on=moment.known_on,
        whole=counted(rows),
        sections=shares(lambda row: row.task.section, lambda key: titles.get(key, key)),
        areas=shares(lambda row: row.task.area, area_title),
        units=shares(leads, str),
    )


def area_title(code: str) -> str:
    """Return the usual title of an area, the code itself of one that plans have added."""
    return AREAS.get(code, code) or NO_AREA


def add(figures: Iterable[Figures]) -> Figures:
    """Add figures up, class by class: the rates of the sum are those of all rows together."""
    total = tasks = indicators = outside = closed = 0
    rows, own, dated = Counter[State](), Counter[State](), Counter[State]()
    for each in figures:
        total, tasks, indicators = total + each.total, tasks + each.tasks, indicators + each.indicators
        outside, closed = outside + each.outside, closed + each.closed
        rows.update(each.rows)
        own.update(each.own)
        dated.update(each.dated)
    return Figures(total, tasks, indicators, outside, rows, own, dated, closed)


def totals(plans: Iterable[PlanFigures]) -> Figures:
    """Return the figures of all plans together."""
    return add(each.whole for each in plans)


def grouped(plans: Iterable[PlanFigures], by: By) -> list[Group]:
    """Return the groups that plans fall into, which add up to their totals, in the order they are first met.

    Agencies are the same when name and superior are. Units stay those of their agency: two offices of one name
    are two. Sections are the same when their titles are, without regard to case, since plans number them
    differently; areas when their codes are.
    """
    found: dict[tuple[str, ...], _Sum] = {}
    for plan in plans:
        for key, title, figures in _parts(plan, by):
            group = found.get(key)
            if group is None:
                of_agency = by in {"agency", "unit"}
                group = found[key] = _Sum(title, plan.agency if of_agency else "", plan.parent if of_agency else "")
            group.figures = add((group.figures, figures)) if group.plans else figures
            group.plans += 1
    same = Counter((fold(each.title), each.agency) for each in found.values())
    return [
        Group(
            each.title, each.figures, each.plans, each.agency if by == "unit" else "",
            each.parent if same[fold(each.title), each.agency] > 1 else "",
        )
        for each in found.values()
    ]  # fmt: skip


@dataclass(slots=True)
class _Sum:
    title: str
    agency: str
    parent: str
    figures: Figures = NOTHING
    plans: int = 0


def _parts(plan: PlanFigures, by: By) -> list[tuple[tuple[str, ...], str, Figures]]:
    """Return what a plan adds to which groups; shares that fall into one group are added up first."""
    agency = (_same(plan.agency), _same(plan.parent))
    if by == "agency":
        return [(agency, plan.agency, plan.whole)]
    merged: dict[tuple[str, ...], list[Share]] = {}
    for share in {"unit": plan.units, "section": plan.sections, "area": plan.areas}[by]:
        key = _same(share.title if by == "section" else share.key)
        merged.setdefault((*agency, key) if by == "unit" else (key,), []).append(share)
    return [(key, each[0].title, add(share.figures for share in each)) for key, each in merged.items()]


def _same(name: str) -> str:
    return " ".join(nfc(name).casefold().split())


def ranked(groups: Sequence[Group], order: Order) -> list[Ranked]:
    """Return groups in order, each with its place.

    By overdue: most rows overdue first, of equals the one with the lower completion. By completion: the highest
    rate first, of equals the one with less overdue. In both, groups without any task of their own follow. By name:
    the order of the alphabet, without diacritics.
    """

    def worth(group: Group) -> tuple[float, ...]:
        rate, overdue = group.figures.completion, group.figures.own[State.OVERDUE]
        # Floats tell any two rates of less than sixty million tasks apart, and sort many times as fast as fractions.
        done = rate.part / rate.whole if rate.whole else 0
        idle = not rate.whole
        return (idle, -overdue, done) if order == "overdue" else (idle, -done, overdue)

    def name(group: Group) -> tuple[str, ...]:
        return fold(group.agency), fold(group.title), fold(group.parent), group.agency, group.title, group.parent

    own = [group for group in groups if not _is_outside(group)]
    apart = [Ranked(None, group) for group in sorted(filter(_is_outside, groups), key=name)]
    if order == "name":
        return [*(Ranked(place, group) for place, group in enumerate(sorted(own, key=name), start=1)), *apart]
    places: dict[tuple[float, ...], int] = {}
    lined = sorted(((worth(group), name(group), group) for group in own), key=itemgetter(0, 1))
    placed = (Ranked(places.setdefault(value, at), group) for at, (value, _, group) in enumerate(lined, start=1))
    return [*placed, *apart]


def _is_outside(group: Group) -> bool:
    return group.figures.outside > 0 and not group.figures.own.total()
