"""The rules a plan is held to: pure functions from the plan to findings, in one visible tuple."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.check import baseline, content, references, reports, units

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from cchc_cli.domain.finding import Finding
    from cchc_cli.domain.model import Plan
    from cchc_cli.store.load import Loaded

RULES: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    units.units_are_registered,
    units.unit_cells_are_short,
    references.ids_are_unique,
    references.implements_leads_somewhere,
    references.facts_have_a_task,
    references.facts_name_real_parts,
    references.readings_have_an_indicator,
    references.indicators_lead_somewhere,
    references.indicator_rows_have_an_indicator,
    units.unit_names_are_unique,
    units.unit_links_lead_somewhere,
    references.voids_name_an_entry,
    references.entry_ids_are_unique,
    references.amendments_lead_somewhere,
    references.corrections_stand_in_the_text,
    reports.report_files_have_a_report,
    content.deadlines_are_possible,
    content.deadlines_are_understood,
    content.rows_have_a_deadline,
    content.rows_have_a_lead,
    content.rows_are_led_from_inside,
    content.lettering_has_no_gaps,
    reports.texts_have_a_heading,
    baseline.content_is_as_signed,
    baseline.rows_are_as_signed,
)

_SIGNED = ("plan.yaml", "appendix.yaml", "indicators.yaml", "amendments.yaml", "corrections.yaml", "baseline.yaml")

LOOKED_UP: Mapping[Callable[[Plan], Iterator[Finding]], tuple[str, ...]] = {
    units.units_are_registered: ("units.yaml",),
    references.implements_leads_somewhere: ("plan.yaml",),
    references.facts_have_a_task: ("appendix.yaml", "amendments.yaml"),
    references.readings_have_an_indicator: ("indicators.yaml",),
    references.indicators_lead_somewhere: ("plan.yaml", "appendix.yaml", "amendments.yaml"),
    references.indicator_rows_have_an_indicator: ("indicators.yaml",),
    units.unit_names_are_unique: ("units.yaml",),
    units.unit_links_lead_somewhere: ("units.yaml",),
    references.amendments_lead_somewhere: ("appendix.yaml",),
    references.corrections_stand_in_the_text: ("plan.yaml", "appendix.yaml"),
    content.lettering_has_no_gaps: ("plan.yaml",),
    reports.report_files_have_a_report: ("plan.yaml",),
    reports.texts_have_a_heading: ("appendix.yaml",),
    baseline.content_is_as_signed: _SIGNED,
    baseline.rows_are_as_signed: _SIGNED,
}
"""The files in which a rule looks for what another place names."""


def check(plan: Plan, incomplete: Collection[str] = ()) -> list[Finding]:
    """Hold a plan to the rules of every read and return what was found, in the order of the rules.

    ``incomplete`` names the files that could not be read whole. What a rule does not find in them is
    no fault of the place that names it, so such rules wait until those files are put right. The rules
    of ``careful.CAREFUL`` cost time and change no figure: only ``examine`` holds a plan to them.
    """
    found = [
        finding
        for rule in RULES
        if not any(name in incomplete for name in LOOKED_UP.get(rule, ()))
        for finding in rule(plan)
    ]
    return [finding for finding in found if finding.code != "E310" or finding.place.file not in incomplete]


def examine(loaded: Loaded, *, today: dt.date | None = None, checked: Sequence[Finding] | None = None) -> list[Finding]:
    """Return all there is to say about a plan that was read: form, references, content, characters.

    Without ``today`` nothing is said of facts dated in the future. ``checked`` is what ``check`` found in
    the plan, where it was held to ``RULES`` before.
    """
    from cchc_cli.check.careful import look_at_texts, look_closely

    said: list[Finding] = []
    if loaded.plan is not None:
        said += check(loaded.plan, loaded.incomplete) if checked is None else checked
        said += look_closely(loaded.plan, loaded.incomplete, today)
    return [*loaded.findings, *said, *look_at_texts(loaded.sources)]
