"""An issued report counts what was known when it was issued, and what came in later is told."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from cchc_cli.domain.model import Agency, Amendment, Fact, Plan, Reading, Seal
from cchc_cli.domain.reporting.sealed import late_entries, sealed_plan, seen_on
from cchc_cli.domain.units import Register

Date = dt.date
CUT_OFF, ISSUED = Date(2020, 3, 14), Date(2020, 3, 18)
OLD = Fact(Date(2020, 3, 2), recorded=Date(2020, 3, 3), id="a2aaa", result="cũ")
SEEN = Fact(Date(2020, 3, 10), recorded=ISSUED, id="b2bbb", result="ghi trước khi ký")
SAME_DAY = Fact(Date(2020, 3, 10), recorded=ISSUED, id="c2ccc", result="ghi sau khi ký, cùng ngày")
NAMELESS = Fact(ISSUED, result="cùng ngày, không có mã")
LATE = Fact(Date(2020, 3, 12), recorded=Date(2020, 4, 1), id="d2ddd", result="ghi muộn")
LATER = Fact(Date(2020, 3, 20), recorded=Date(2020, 3, 21), id="e2eee", result="sau kỳ")
VOID = Fact(Date(2020, 5, 5), recorded=Date(2020, 5, 5), id="f2fff", void="a2aaa", reason="ghi nhầm")
READING = Reading(Date(2020, 3, 14), Fraction(97), recorded=Date(2020, 3, 14), id="g2ggg")
LATE_READING = Reading(Date(2020, 3, 13), Fraction(96), recorded=Date(2020, 3, 20), id="h2hhh")
SEAL = Seal("12/BC", ISSUED, ISSUED, CUT_OFF, seen=("b2bbb",))


def plan(*facts: Fact, readings: tuple[Reading, ...] = (), amendments: tuple[Amendment, ...] = ()) -> Plan:
    return Plan(
        number="01/KH",
        date=Date(2020, 1, 14),
        year=2020,
        agency=Agency("Ban"),
        register=Register(()),
        facts={"II.5": facts},
        readings={"dung-han": readings},
        amendments=amendments,
    )


def test_a_seal_has_seen_what_was_written_down_by_then_on_its_own_day() -> None:
    assert seen_on(plan(OLD, SEEN, NAMELESS, LATE), ISSUED) == ("b2bbb",)
    assert seen_on(plan(SEEN, readings=(READING,)), Date(2020, 3, 14)) == ("g2ggg",)


def test_a_sealed_plan_holds_what_was_known_when_the_report_was_issued() -> None:
    amended = Amendment(Date(2020, 3, 1), "QĐ 1", task="II.5", field="deadline", old="a", new="b")
    late = Amendment(Date(2020, 3, 1), "QĐ 2", recorded=Date(2020, 3, 19), removed="II.5")
    held = plan(OLD, SEEN, SAME_DAY, NAMELESS, LATE, LATER, VOID,
                readings=(READING, LATE_READING), amendments=(amended, late))  # fmt: skip
    assert sealed_plan(held, SEAL) == plan(OLD, SEEN, NAMELESS, readings=(READING,), amendments=(amended,))


def test_an_amendment_written_down_later_on_the_day_of_issue_does_not_count() -> None:
    before = Amendment(Date(2020, 3, 1), "QĐ 1", recorded=ISSUED, removed="II.5", id="b2bbb")
    after = Amendment(Date(2020, 3, 1), "QĐ 2", recorded=ISSUED, removed="II.6", id="k2kkk")
    assert seen_on(plan(amendments=(before,)), ISSUED) == ("b2bbb",)
    assert sealed_plan(plan(amendments=(before, after)), SEAL).amendments == (before,)


def test_an_entry_without_a_day_of_recording_counts_from_the_day_it_happened() -> None:
    before, after = Fact(Date(2020, 3, 17), id="a", result="x"), Fact(Date(2020, 3, 19), id="b", result="x")
    assert sealed_plan(plan(before, after), SEAL).facts == {"II.5": (before,)}


def test_what_came_in_late_is_told_in_the_order_it_came_in() -> None:
    held = plan(OLD, VOID, SEEN, LATE, SAME_DAY, NAMELESS, LATER, readings=(READING, LATE_READING))
    assert late_entries(held, SEAL, CUT_OFF) == (
        ("II.5", SAME_DAY),
        ("dung-han", LATE_READING),
        ("II.5", LATE),
        ("II.5", VOID),
    )


def test_what_a_report_never_counted_is_not_told_when_it_is_voided() -> None:
    of_late = Fact(Date(2020, 5, 6), id="i2iii", void="d2ddd")
    of_later = Fact(Date(2020, 5, 6), id="j2jjj", void="e2eee")
    assert late_entries(plan(OLD, LATE, LATER, of_late, of_later), SEAL, CUT_OFF) == ()


def test_what_was_voided_before_a_report_is_not_told_when_it_is_voided_again() -> None:
    first = Fact(Date(2020, 3, 5), id="k2kkk", void="a2aaa")
    assert late_entries(plan(OLD, first, VOID), SEAL, CUT_OFF) == ()
