"""The rules that only ``validate`` holds a plan to: what they find never changes a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.check import characters, citations, courses, facts, plan_rules, targets

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator, Mapping

    from cchc_cli.domain.finding import Finding
    from cchc_cli.domain.model import Plan
    from cchc_cli.store.data import Source

CAREFUL: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    plan_rules.rows_have_one_lead,
    plan_rules.rows_have_a_product,
    plan_rules.numbers_have_no_gaps,
    plan_rules.commitments_are_carried_out,
    plan_rules.rows_carry_something_out,
    plan_rules.areas_are_all_there,
    targets.targets_have_an_indicator,
    targets.indicators_are_measured,
    facts.facts_follow_the_plan,
    facts.entries_are_recorded_afterwards,
    facts.dates_are_moved_with_a_basis,
    facts.completions_have_evidence,
    facts.entries_come_before_their_report,
    courses.courses_are_possible,
    courses.periods_belong_to_the_row,
    courses.dates_are_moved_once,
    courses.late_completions_have_a_reason,
    courses.obstacles_are_resolved,
    citations.numbers_are_well_formed,
    citations.years_are_possible,
    citations.types_agree,
    citations.dates_agree,
)

BY_TODAY: tuple[Callable[[Plan, dt.date], Iterator[Finding]], ...] = (facts.entries_have_happened,)
"""Rules that hold a plan against the day it is checked on."""

IN_THE_TEXT: tuple[Callable[[Source], Iterator[Finding]], ...] = (
    characters.spaces_are_plain,
    characters.nothing_is_invisible,
    characters.letters_are_of_one_script,
    characters.letters_are_composed,
    characters.values_have_no_stray_blanks,
)
"""Rules that look at the characters of a file rather than at what it says."""

_ROWS = ("appendix.yaml", "amendments.yaml")

LOOKED_UP: Mapping[Callable[[Plan], Iterator[Finding]], tuple[str, ...]] = {
    plan_rules.numbers_have_no_gaps: ("plan.yaml", "appendix.yaml"),
    plan_rules.commitments_are_carried_out: ("plan.yaml", "appendix.yaml", "indicators.yaml"),
    plan_rules.rows_carry_something_out: ("plan.yaml", "appendix.yaml", "indicators.yaml"),
    plan_rules.areas_are_all_there: ("appendix.yaml",),
    targets.targets_have_an_indicator: ("plan.yaml", "appendix.yaml", "indicators.yaml"),
    targets.indicators_are_measured: ("indicators.yaml", "measurements/"),
    facts.facts_follow_the_plan: ("plan.yaml",),
    facts.entries_come_before_their_report: ("plan.yaml",),
    courses.courses_are_possible: _ROWS,
    courses.periods_belong_to_the_row: _ROWS,
    courses.dates_are_moved_once: _ROWS,
    courses.late_completions_have_a_reason: _ROWS,
}
"""The files, or folders of files, in which a rule looks for what another place says."""


def look_closely(plan: Plan, incomplete: Collection[str] = (), today: dt.date | None = None) -> list[Finding]:
    """Hold a plan to every rule of ``CAREFUL`` and return what was found, in the order of the rules.

    Those of ``BY_TODAY`` are held to only when the day is given. A rule waits while a file it looks things
    up in (``incomplete``) could not be read whole, and nothing is said of such a file itself.
    """
    found = [
        finding
        for rule in CAREFUL
        if not any(_waits(name, incomplete) for name in LOOKED_UP.get(rule, ()))
        for finding in rule(plan)
    ]
    if today is not None:
        found += [finding for by_day in BY_TODAY for finding in by_day(plan, today)]
    return [finding for finding in found if finding.place.file not in incomplete]


def _waits(name: str, incomplete: Collection[str]) -> bool:
    return name in incomplete or (name.endswith("/") and any(each.startswith(name) for each in incomplete))


def look_at_texts(sources: Mapping[str, Source]) -> list[Finding]:
    """Return what is odd about the characters of the files that could be read."""
    return [
        finding for source in sources.values() if source.is_readable for rule in IN_THE_TEXT for finding in rule(source)
    ]
