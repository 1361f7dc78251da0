"""Calendars are read back by another library as they were meant, whatever text they hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.cli import edge
from cchc_cli.cli.app import app
from cchc_cli.domain.model import Agency, Amendment, Fact, Moment, Plan, ReportFile, Seal, Section, Task
from cchc_cli.domain.standing import standings
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import Status
from cchc_cli.domain.windows import Reporting
from cchc_cli.exchange.ics import Event, fold_line, write_calendar
from cchc_cli.exchange.plan_calendar import plan_events
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]
CALENDAR = VietnamCalendar()
UNITS = (Unit("vp", "Văn phòng"), Unit("ngoai", "Sở Nội vụ", outside=True))


def plan_of(*tasks: Task, facts: dict[str, tuple[Fact, ...]] | None = None) -> Plan:
    return Plan(
        number="02/KH-ĐN",
        date=dt.date(2020, 1, 14),
        year=2020,
        agency=Agency("Ban ABC"),
        sections=(Section("I", "Thể chế", "the_che", tuple(tasks)),),
        register=Register(UNITS),
        facts=facts or {},
    )


def task(task_id: str, deadline: str, lead: str = "Văn phòng") -> Task:
    return Task(task_id, "I", "the_che", "Rà soát văn bản", product="Báo cáo", lead=lead, deadline=deadline)


def days(plan: Plan, as_of: dt.date = dt.date(2020, 4, 20), *, reports: bool = False) -> list[tuple[str, str, str]]:
    events = plan_events(plan, standings(plan, Moment(as_of), CALENDAR), reports=reports)
    return [(event.date.isoformat(), event.uid, event.summary) for event in events]


def test_open_work_falls_on_its_day_and_completed_work_on_none() -> None:
    done = Fact(dt.date(2020, 3, 1), status=Status.DONE)
    plan = plan_of(
        task("I.1", "Quý I/2020"), task("I.2", "Tháng 11/2020"), task("I.3", "Thường xuyên"), facts={"I.1": (done,)}
    )
    assert days(plan) == [("2020-11-30", "I.2/a@02-kh-dn.2020.cchc", "I.2: Rà soát văn bản")]


def test_an_extended_row_moves_to_its_new_day_and_keeps_its_identity() -> None:
    longer = Fact(dt.date(2020, 3, 1), recorded=dt.date(2020, 3, 2), due=dt.date(2020, 9, 30), basis="Công văn số 5")
    before = plan_of(task("I.1", "Quý I/2020"))
    after = replace(before, facts={"I.1": (longer,)})
    (old,) = plan_events(before, standings(before, Moment(dt.date(2020, 2, 1)), CALENDAR), reports=False)
    (new,) = plan_events(after, standings(after, Moment(dt.date(2020, 4, 1)), CALENDAR), reports=False)
    assert (old.uid, old.date, old.stamp, old.revision) == (
        "I.1/a@02-kh-dn.2020.cchc",
        dt.date(2020, 3, 31),
        dt.date(2020, 1, 14),
        0,
    )
    assert (new.uid, new.date, new.stamp, new.revision) == (old.uid, dt.date(2020, 9, 30), dt.date(2020, 3, 2), 1)
    assert "Gia hạn, hạn đầu 31/03/2020" in new.description


def test_each_part_and_each_period_still_owed_has_a_day_of_its_own() -> None:
    told = Fact(dt.date(2020, 3, 30), result="Đã báo cáo", period="2020-Q1")
    plan = plan_of(
        task("I.1", "Hàng quý"), task("I.2", "- Nội bộ: Quý I/2020 - Bên ngoài: Quý III/2020"), facts={"I.1": (told,)}
    )
    assert days(plan) == [
        ("2020-03-31", "I.2/a@02-kh-dn.2020.cchc", "I.2, a) Nội bộ: Rà soát văn bản"),
        ("2020-06-30", "I.1/a/2020-Q2@02-kh-dn.2020.cchc", "I.1: Rà soát văn bản (quý II/2020)"),
        ("2020-09-30", "I.1/a/2020-Q3@02-kh-dn.2020.cchc", "I.1: Rà soát văn bản (quý III/2020)"),
        ("2020-09-30", "I.2/b@02-kh-dn.2020.cchc", "I.2, b) Bên ngoài: Rà soát văn bản"),
        ("2020-12-31", "I.1/a/2020-Q4@02-kh-dn.2020.cchc", "I.1: Rà soát văn bản (quý IV/2020)"),
    ]


def test_a_voided_extension_moves_the_day_back_by_a_later_revision() -> None:
    longer = Fact(
        dt.date(2020, 3, 1), recorded=dt.date(2020, 3, 2), id="a", due=dt.date(2020, 9, 30), basis="Công văn số 5"
    )
    void = Fact(dt.date(2020, 4, 1), recorded=dt.date(2020, 4, 2), id="b", void="a", reason="Ghi nhầm", position=1)
    seen = []
    for facts in ((), (longer,), (longer, void)):
        plan = plan_of(task("I.1", "Quý I/2020"), facts={"I.1": facts})
        (event,) = plan_events(plan, standings(plan, Moment(dt.date(2020, 4, 20)), CALENDAR), reports=False)
        seen.append((event.date.isoformat(), event.stamp.isoformat(), event.revision))
    assert seen == [("2020-03-31", "2020-01-14", 0), ("2020-09-30", "2020-03-02", 1), ("2020-03-31", "2020-04-02", 2)]


def test_an_amended_deadline_is_a_later_revision() -> None:
    changed = Amendment(
        dt.date(2020, 3, 1), "Quyết định số 9", task="I.1", field="deadline", old="Quý I/2020", new="Quý III/2020"
    )
    plan = replace(plan_of(task("I.1", "Quý I/2020")), amendments=(changed,))
    (event,) = plan_events(plan, standings(plan, Moment(dt.date(2020, 4, 20)), CALENDAR), reports=False)
    assert (event.date, event.stamp, event.revision) == (dt.date(2020, 9, 30), dt.date(2020, 3, 1), 1)


def test_recurring_work_completed_as_a_whole_keeps_only_the_periods_missed_before() -> None:
    done = Fact(dt.date(2020, 5, 10), status=Status.DONE)
    plan = plan_of(task("I.1", "Hàng tháng"), facts={"I.1": (done,)})
    found = [day for day, _, _ in days(plan, dt.date(2020, 6, 14))]
    assert found == ["2020-01-31", "2020-02-29", "2020-03-31", "2020-04-30"]


def test_work_not_begun_in_time_keeps_the_day_it_should_have_begun() -> None:
    plan = plan_of(task("I.1", "Triển khai từ Quý I/2020"))
    expected = [("2020-03-31", "I.1/a/bat-dau@02-kh-dn.2020.cchc", "I.1: Rà soát văn bản (bắt đầu triển khai)")]
    assert days(plan, dt.date(2020, 2, 1)) == days(plan, dt.date(2020, 4, 20)) == expected


def test_days_that_have_passed_have_no_alarm() -> None:
    plan = plan_of(task("I.1", "Quý I/2020"), task("I.2", "Tháng 11/2020"))
    moment = Moment(dt.date(2020, 4, 20))
    events = plan_events(plan, standings(plan, moment, CALENDAR), reports=False, moment=moment)
    assert [(event.date.isoformat(), event.alarm) for event in events] == [("2020-03-31", False), ("2020-11-30", True)]
    assert write_calendar(events, name="Lịch").count("BEGIN:VALARM") == 1


def test_a_report_issued_but_not_sent_keeps_its_sending_day() -> None:
    seal = Seal("05/BC-ABC", dt.date(2020, 3, 16), dt.date(2020, 3, 16), dt.date(2020, 3, 14))
    reporting = Reporting(send_by=(("2020-Q1", dt.date(2020, 3, 20)),))
    plan = replace(plan_of(), reporting=reporting, reports={"2020-Q1": ReportFile("2020-Q1", seal=seal)})
    sent = replace(plan, reports={"2020-Q1": ReportFile("2020-Q1", seal=seal, sent=dt.date(2020, 3, 18))})

    def of_first_quarter(plan: Plan, as_of: dt.date) -> list[str]:
        return [event.date.isoformat() for event in plan_events(plan, (), moment=Moment(as_of)) if "Q1" in event.uid]

    assert of_first_quarter(plan, dt.date(2020, 3, 15)) == ["2020-03-14", "2020-03-20"]
    assert of_first_quarter(plan, dt.date(2020, 3, 17)) == ["2020-03-20"]
    assert of_first_quarter(sent, dt.date(2020, 3, 19)) == []


def test_rows_led_from_outside_have_no_day_but_in_a_calendar_for_their_leads() -> None:
    plan = plan_of(task("I.1", "Quý I/2020", lead="Sở Nội vụ"))
    assert days(plan) == []
    rows = standings(plan, Moment(dt.date(2020, 2, 1)), CALENDAR)
    assert [event.uid for event in plan_events(plan, rows, reports=False, outside=True)] == ["I.1/a@02-kh-dn.2020.cchc"]


def test_reports_have_their_cut_off_and_their_sending_day() -> None:
    plan = replace(plan_of(), reporting=Reporting(send_by=(("2020-Q1", dt.date(2020, 3, 20)),)))
    assert days(plan, reports=True)[:3] == [
        (
            "2020-03-14",
            "bao-cao/2020-Q1/chot-so-lieu@02-kh-dn.2020.cchc",
            "Chốt số liệu báo cáo cải cách hành chính quý I năm 2020",
        ),
        ("2020-03-20", "bao-cao/2020-Q1/gui@02-kh-dn.2020.cchc", "Hạn gửi báo cáo cải cách hành chính quý I năm 2020"),
        (
            "2020-06-14",
            "bao-cao/2020-H1/chot-so-lieu@02-kh-dn.2020.cchc",
            "Chốt số liệu báo cáo cải cách hành chính 6 tháng đầu năm 2020",
        ),
    ]


def test_the_real_plan_is_read_back_without_a_fault() -> None:
    plan = load(ROOT / "plan" / "2020").plan
    assert plan is not None
    events = plan_events(plan, standings(plan, Moment(dt.date(2020, 4, 20)), CALENDAR))
    calendar = icalendar.Calendar.from_ical(write_calendar(events, name="Lịch"))
    read = list(calendar.walk("VEVENT"))
    assert calendar.errors == []
    assert [each.errors for each in read] == [[]] * len(events)
    assert [each.decoded("dtstart") for each in read] == [event.date for event in events]
    assert [str(each["summary"]) for each in read] == [event.summary for event in events]
    assert len({str(each["uid"]) for each in read}) == len(events) == 11


@given(summary=st.text(), description=st.text(), uid=st.text(min_size=1))
def test_any_text_is_read_back_and_adds_no_line_of_its_own(summary: str, description: str, uid: str) -> None:
    text = write_calendar([Event(uid, dt.date(2020, 3, 31), summary, dt.date(2020, 1, 14), description)], name=summary)
    for line in text.split("\r\n"):
        assert len(line.encode("utf-8")) <= 75
        assert line.isprintable() or not any(char in line for char in "\r\n\x00\x1b")
    calendar = icalendar.Calendar.from_ical(text)
    (read,) = calendar.walk("VEVENT")
    plain = summary.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if all(char == "\n" or (char.isprintable() and char != "\\") for char in plain):
        assert str(read["summary"]) == plain


@given(st.text(max_size=300))
def test_folded_lines_join_to_the_line_they_came_from(line: str) -> None:
    line = "".join(char for char in line if not 0xD800 <= ord(char) < 0xE000)
    pieces = fold_line(line)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


def test_the_calendar_is_written_to_a_file_with_the_same_bytes_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ("export", "--format", "ics", "--plan", str(ROOT / "plan" / "2020"), "--as-of", "20/4/2020")
    assert edge.run(app, asked) == 0
    first = (tmp_path / "lich-cchc-2020.ics").read_bytes()
    assert edge.run(app, asked) == 0
    assert (tmp_path / "lich-cchc-2020.ics").read_bytes() == first
    assert capsys.readouterr().err == "Đã lập lich-cchc-2020.ics: 11 ngày.\n" * 2
    assert edge.run(app, (*asked, "--unit", "Bộ phận Một cửa", "-o", "mc.ics")) == 0
    assert "Không có ngày nào để ghi vào lịch." in capsys.readouterr().err
    assert not (tmp_path / "mc.ics").exists()
