"""Charts say in words what they draw, fill their width exactly, and are read without colour."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.domain.vocabulary import State
from cchc_cli.report.board.values import Bullet, Mark, Scale, SectionBar, Steps, Tally
from cchc_cli.report.charts.bars import bullet, section_bar
from cchc_cli.report.charts.looks import LOOKS, fill, patterns, swatch
from cchc_cli.report.charts.svg import element, percent, write
from cchc_cli.report.charts.times import axis, steps_chart, ticks, track

YEAR = Scale(dt.date(2020, 1, 1), dt.date(2020, 12, 31), dt.date(2020, 6, 14), 2020)
TEXT = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Cn"]))


def said(chart: str) -> tuple[str | None, str | None]:
    svg = ET.fromstring(chart)
    assert svg.get("role") == "img"
    return svg.findtext("title"), svg.findtext("desc")


def bar_of(*tallies: Tally, title: str = "Cải cách thủ tục hành chính") -> SectionBar:
    return SectionBar("II", title, sum(each.count for each in tallies), tallies)


def bullet_of(**changed: object) -> Bullet:
    values: dict[str, object] = {
        "name": "Hồ sơ đúng hạn", "source": "", "target": "≥ 95 %", "goal": Fraction(95), "top": Fraction(100),
        "state": State.MET, "label": "Đạt", "value": Fraction(972, 10), "reading": "97,2 %",
        "before": Fraction(93), "earlier": "93 %",
    }  # fmt: skip
    return Bullet(**(values | changed))  # type: ignore[arg-type]


def test_a_section_says_each_state_with_its_count() -> None:
    bar = bar_of(Tally(State.OVERDUE, "Quá hạn chưa hoàn thành", 3), Tally(State.ONGOING, "Thường xuyên", 2))
    assert said(write(section_bar(bar, 5))) == (
        "II. Cải cách thủ tục hành chính: 5 nhiệm vụ của cơ quan",
        "Quá hạn chưa hoàn thành: 3; Thường xuyên: 2.",
    )


def test_the_pieces_of_a_bar_stand_side_by_side_in_their_proportions() -> None:
    bar = bar_of(Tally(State.OVERDUE, "Quá hạn", 3), Tally(State.ONGOING, "Thường xuyên", 2))
    drawn = ET.fromstring(write(section_bar(bar, 10)))
    assert [(each.get("x"), each.get("width")) for each in drawn.iter("rect")] == [("0%", "30%"), ("30%", "20%")]
    assert [each.text for each in drawn.iter("text")] == ["3", "2"]


def test_a_figure_without_room_is_left_out_of_the_bar_but_not_of_its_words() -> None:
    drawn = write(section_bar(bar_of(Tally(State.OVERDUE, "Quá hạn", 12), Tally(State.IN_TIME, "Trong hạn", 400)), 412))
    assert [each.text for each in ET.fromstring(drawn).iter("text")] == ["400"]
    assert said(drawn)[1] == "Quá hạn: 12; Trong hạn: 400."


def test_a_section_without_tasks_of_the_agency_is_an_empty_bar() -> None:
    drawn = write(section_bar(bar_of(), 0))
    assert said(drawn)[1] == "Không có nhiệm vụ của cơ quan."
    assert "<rect" not in drawn


def test_a_bullet_holds_the_reading_against_the_target_and_the_reading_before() -> None:
    drawn = write(bullet(bullet_of()))
    assert said(drawn) == ("Hồ sơ đúng hạn: Đạt", "Mức phải đạt ≥ 95 %; số liệu 97,2 %; kỳ trước 93 %.")
    svg = ET.fromstring(drawn)
    assert [each.get("width") for each in svg.iter("rect")] == ["100%", "97.2%"]
    assert [each.get("x1") for each in svg.iter("line")] == ["95%"]
    assert [each.get("x") for each in svg.iter("svg")][1:] == ["93%"]


def test_a_bullet_without_a_reading_shows_the_target_alone() -> None:
    none = bullet_of(value=None, reading="", before=None, earlier="", state=State.NOT_MEASURED, label="Chưa có số liệu")
    drawn = write(bullet(none))
    assert said(drawn) == ("Hồ sơ đúng hạn: Chưa có số liệu", "Mức phải đạt ≥ 95 %; chưa có số liệu.")
    assert drawn.count("<rect") == 1


def test_a_reading_beyond_the_scale_stays_inside_the_chart() -> None:
    drawn = ET.fromstring(write(bullet(bullet_of(value=Fraction(250), before=Fraction(-3)))))
    assert [each.get("width") for each in drawn.iter("rect")] == ["100%", "100%"]
    assert [each.get("x") for each in drawn.iter("svg")][1:] == ["0%"]


def test_the_steps_say_how_many_were_due_and_done_by_the_date() -> None:
    steps = Steps(((dt.date(2020, 3, 31), 3), (dt.date(2020, 11, 30), 7)), ((dt.date(2020, 1, 21), 1),), 3)
    assert said(write(steps_chart(steps, YEAR))) == (
        "Lũy kế nhiệm vụ đến hạn và đã hoàn thành",
        "Đến 14/06/2020: 3 nhiệm vụ đã đến hạn, 1 nhiệm vụ đã hoàn thành; cả năm có 7 nhiệm vụ có ngày hạn.",
    )


def test_what_was_done_is_drawn_up_to_the_date_and_what_is_due_to_the_end() -> None:
    steps = Steps(((dt.date(2020, 3, 31), 3),), ((dt.date(2020, 1, 21), 1),), 3)
    lines = list(ET.fromstring(write(steps_chart(steps, YEAR))).iter("line"))
    ends = {look: [each.get("x2") for each in lines if each.get("class") == look][-1] for look in ("planned", "done")}
    assert ends == {"planned": "98%", "done": "49.23%"}


def test_an_overdue_row_has_a_tail_up_to_the_date_and_a_shape_of_its_own() -> None:
    mark = Mark("II.5", "viec-II.5", "Quá hạn, chưa có báo cáo kết quả", "hạn 31/03/2020, trễ 75 ngày",
                State.OVERDUE, dt.date(2020, 3, 31))  # fmt: skip
    drawn = write(track(mark, YEAR))
    assert said(drawn) == ("II.5: Quá hạn, chưa có báo cáo kết quả", "hạn 31/03/2020, trễ 75 ngày.")
    tail = next(each for each in ET.fromstring(drawn).iter("line") if each.get("class") == "late")
    assert (tail.get("x1"), tail.get("x2")) == ("24.66%", "45.21%")
    assert "M-5-5 5 5M5-5-5 5" in drawn


def test_a_completed_row_has_its_day_of_completion() -> None:
    mark = Mark("VII.1", "viec-VII.1", "Hoàn thành đúng hạn", "hạn 31/01/2020, hoàn thành 21/01/2020",
                State.DONE_ON_TIME, dt.date(2020, 1, 31), done=dt.date(2020, 1, 21))  # fmt: skip
    drawn = ET.fromstring(write(track(mark, YEAR)))
    assert len(list(drawn.iter("circle"))) == 1
    assert [each for each in drawn.iter("line") if each.get("class") == "late"] == []


def test_the_months_of_a_year_have_four_labels_and_those_of_other_years_their_year() -> None:
    assert [label for _, label in ticks(YEAR) if label] == ["T1", "T4", "T7", "T10"]
    longer = Scale(dt.date(2019, 12, 1), dt.date(2021, 6, 30), dt.date(2020, 6, 14), 2020)
    assert [label for _, label in ticks(longer) if label] == ["T12/2019", "T6", "T12", "T6/2021"]
    assert write(axis(YEAR)).count("<text") == 4


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)))
def test_every_day_has_its_place_on_the_scale(day: dt.date) -> None:
    assert 0 <= YEAR.share(day) <= 1


@given(st.fractions(0, 1))
def test_a_share_is_written_as_percent_to_a_hundredth(share: Fraction) -> None:
    assert abs(Fraction(percent(share).removesuffix("%")) - 100 * share) <= Fraction(1, 200)


@given(TEXT, TEXT)
def test_any_text_stays_text(title: str, label: str) -> None:
    svg = ET.fromstring(write(section_bar(bar_of(Tally(State.ONGOING, label, 4), title=title), 4)))
    assert {each.tag for each in svg.iter()} == {"svg", "title", "desc", "g", "rect", "text"}
    assert svg.findtext("title") == f"II. {title}: 4 nhiệm vụ của cơ quan"
    assert svg.findtext("g/title") == f"{label}: 4"


def test_quotes_in_attributes_do_not_end_them() -> None:
    assert write(element("g", id='a" onload="b')) == '<g id="a&quot; onload=&quot;b"/>'


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("state", State)
def test_figures_are_read_on_the_ground_of_their_state(state: State) -> None:
    look = LOOKS[state]
    light, dark = sorted((luminance(look.ground), luminance(look.figures)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_states_that_stand_in_one_bar_differ_without_colour() -> None:
    tasks = [state for state in State if state not in {State.MET, State.NOT_MET, State.NOT_MEASURED}]
    seen = {(LOOKS[state].drawn, luminance(LOOKS[state].ground) > 0.5) for state in tasks}
    assert len(seen) == len(tasks)


def test_a_pattern_stands_once_in_the_page_and_falls_back_to_its_ground() -> None:
    drawn = write(patterns([State.OVERDUE, State.ONGOING]))
    assert drawn.count("<pattern") == 1
    assert fill(State.OVERDUE) == "url(#look-overdue) #b3261e"
    assert 'aria-hidden="true"' in write(swatch(State.OVERDUE))
