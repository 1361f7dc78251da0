"""What single deadline phrases mean, which words are refused, and the instances of recurring rules."""

from __future__ import annotations

from datetime import date

import pytest

from cchc_cli.domain.deadline import After, Deadline, Every, Instance, Kind, Misread, Part, occurrences, read


def parts(phrase: str | None, year: int = 2020) -> tuple[Part, ...]:
    found = read(phrase, year)
    assert isinstance(found, Deadline), found
    return found.parts


def only(phrase: str, year: int = 2020) -> Part:
    (part,) = parts(phrase, year)
    return part


def refused(phrase: str, year: int = 2025) -> tuple[str, str]:
    found = read(phrase, year)
    assert isinstance(found, Misread), found
    start, end = found.span
    return phrase[start:end], found.message


# phrase, canonical phrase
CANONICAL = [
    ("Tháng 11/2020", "Chậm nhất ngày 30/11/2020"),
    ("trước ngày 15/12/2020", "Chậm nhất ngày 15/12/2020"),
    ("Dự kiến trong quý I", "Dự kiến chậm nhất ngày 31/3/2020"),
    ("Quý II, III/2022", "Từ ngày 01/4/2022 đến ngày 30/9/2022"),
    ("Từ tháng 11/2025 đến khi kết thúc Tổng kiểm kê", "Từ ngày 01/11/2025 đến khi kết thúc Tổng kiểm kê"),
    ("Triển khai từ Quý I/2020", "Từ quý I/2020"),
    ("Năm 2026 và các năm tiếp theo", "Từ năm 2026"),
    ("Sau tháng 6/2025", "Từ ngày 01/7/2025"),
    ("Cả năm", "Thường xuyên"),
    ("Hàng tháng", "Hằng tháng"),
    ("trước 15 giờ ngày thứ 4 hằng tuần", "Thứ tư hằng tuần"),
    ("ngày 25 của tháng cuối quý", "Ngày 25 tháng cuối mỗi quý"),
    ("trước ngày 25 tháng đầu tiên quý II, quý III và quý IV", "Ngày 25 tháng đầu các quý II, III, IV"),
    ("Chậm nhất ngày 05 tháng đầu tiên của quý sau", "Ngày 05 tháng đầu quý sau"),
    ("Trước ngày 10 của tháng sau", "Ngày 10 tháng sau hằng tháng"),
    ("trước ngày 18/6 và 18/12 hằng năm", "Định kỳ 6 tháng (ngày 18/6, ngày 18/12)"),
    ("trước ngày 15/01 năm sau hằng năm", "Ngày 15 tháng 01 năm sau hằng năm"),
    ("6 tháng, năm", "Định kỳ 6 tháng (tháng 6); Hằng năm"),
    ("Định kỳ 2 tháng/lần", "02 tháng một lần"),
    ("Hàng tháng từ tháng 3 đến tháng 11", "Hằng tháng, từ ngày 01/3/2020 đến ngày 30/11/2020"),
    ("Căn cứ tiến độ phê duyệt", "Theo tiến độ phê duyệt"),
    ("Tiếp tục thực hiện đến khi có quy định mới", "Đến khi có quy định mới"),
    ("02 tuần sau khi được phê duyệt", "Trong vòng 14 ngày kể từ khi được phê duyệt"),
    ("05 ngày làm việc trước ngày tổ chức hội nghị", "05 ngày làm việc trước khi tổ chức hội nghị"),
    ("Ngay sau khi có Quyết định phê duyệt", "Ngay sau khi có Quyết định phê duyệt"),
    ("Đột xuất theo yêu cầu của cấp trên", "Khi có yêu cầu"),
    ("-nt-", "Chưa xác định"),
]


@pytest.mark.parametrize(("phrase", "canonical"), CANONICAL)
def test_a_deadline_says_itself_in_one_canonical_phrase(phrase: str, canonical: str) -> None:
    found = read(phrase, 2020)
    assert isinstance(found, Deadline)
    assert str(found) == canonical


def test_words_that_would_not_read_back_stand_between_quotation_marks() -> None:
    found = read("Quý I: trước 15/3", 2020)
    assert isinstance(found, Deadline)
    assert str(found) == "Quý I: Chậm nhất ngày 15/3/2020"
    found = read("“a: b”: thường xuyên", 2020)
    assert isinstance(found, Deadline)
    assert str(found) == "“a: b”: Thường xuyên"


# phrase, due
DUE = [
    ("trước tháng 3", date(2020, 2, 29)),
    ("trước quý IV", date(2020, 9, 30)),
    ("trước năm 2021", date(2020, 12, 31)),
    ("cuối năm", date(2020, 12, 31)),
    ("6 tháng đầu năm", date(2020, 6, 30)),
    ("Tuần 2 tháng 6", date(2020, 6, 14)),
    ("trước ngày 30 tháng 01 của năm tiếp theo", date(2021, 1, 30)),
    ("đến năm 2025, định hướng 2030", date(2025, 12, 31)),
    ("15 ngày kể từ ngày 01/7/2020", date(2020, 7, 16)),
    ("Quý III năm 2020 (chậm nhất ngày 15/8/2020)", date(2020, 8, 15)),
    ("Xây dựng Kế hoạch CCHC năm 2021 trước ngày 31/12/2020", date(2020, 12, 31)),
    ("mồng 5 tháng Chạp", date(2020, 12, 5)),
    ("29/02/2020", date(2020, 2, 29)),
]


@pytest.mark.parametrize(("phrase", "due"), DUE)
def test_work_is_due_on_the_last_day_that_the_phrase_allows(phrase: str, due: date) -> None:
    part = only(phrase)
    assert (part.kind, part.due) == (Kind.BY, due)


def test_vague_words_are_tentative_and_due_at_the_end_of_what_they_name() -> None:
    part = only("đầu quý II/2025")
    assert (part.due, part.tentative) == (date(2025, 6, 30), True)


def test_a_range_without_years_takes_the_year_that_is_given_and_the_one_before() -> None:
    part = only("từ tháng 11 đến tháng 3/2026")
    assert (part.kind, part.start, part.due) == (Kind.WINDOW, date(2025, 11, 1), date(2026, 3, 31))


def test_an_open_start_says_by_when_it_is_late() -> None:
    part = only("Triển khai từ Quý I/2020")
    assert (part.start, part.starts_by, part.due) == (date(2020, 1, 1), date(2020, 3, 31), None)


def test_a_condition_before_a_term_is_its_label() -> None:
    phrase = "- Thường xuyên; - Trường hợp Trung ương điều chỉnh, thời hạn 30 ngày kể từ ngày Trung ương ban hành"
    ongoing, after = parts(phrase)
    assert ongoing.kind is Kind.ONGOING
    assert after.label == "Trường hợp Trung ương điều chỉnh"
    assert after.after == After(30, "calendar", "Trung ương ban hành")


# phrase, after
TERMS = [
    ("trong 05 ngày làm việc sau khi nhận hồ sơ", After(5, "working", "nhận hồ sơ")),
    ("05 ngày làm việc trước ngày họp", After(-5, "working", "họp")),
    ("Sau khi Nghị định được ban hành", After(0, "calendar", "Nghị định được ban hành")),
    ("Trong 6 tháng kể từ ngày Nghị quyết có hiệu lực", After(6, "month", "Nghị quyết có hiệu lực")),
    ("trong vòng 05 ngày làm việc", After(5, "working", "")),
    ("Trước kỳ họp HĐND tỉnh 15 ngày", After(-15, "calendar", "kỳ họp HĐND tỉnh")),
    ("Trước khi kết thúc năm học", After(-1, "calendar", "kết thúc năm học")),
    ("Trong vòng 48 giờ kể từ khi nhận tin", After(2, "calendar", "nhận tin")),
]


@pytest.mark.parametrize(("phrase", "after"), TERMS)
def test_a_term_is_counted_from_its_event(phrase: str, after: After) -> None:
    assert only(phrase).after == after


def test_the_programme_waited_for_is_kept_in_its_words() -> None:
    part = only("Theo Kế hoạch bồi dưỡng công chức, viên chức hàng năm")
    assert (part.kind, part.awaits) == (Kind.EXTERNAL, "Kế hoạch bồi dưỡng công chức, viên chức hàng năm")


def test_words_after_a_label_are_read_in_the_year_of_the_label() -> None:
    part = only("Năm 2026: quý II", 2025)
    assert (part.label, part.due) == ("Năm 2026", date(2026, 6, 30))


def test_a_time_may_stand_before_the_work_it_belongs_to() -> None:
    first, second = parts("Quý I: xây dựng kế hoạch; Quý II - IV: tổ chức thực hiện")
    assert (first.label, first.due) == ("xây dựng kế hoạch", date(2020, 3, 31))
    assert (second.label, second.start, second.due) == ("tổ chức thực hiện", date(2020, 4, 1), date(2020, 12, 31))


def test_parts_know_their_words_and_where_they_stand() -> None:
    phrase = "- Phối hợp nội bộ: Quý I/2020 - Phối hợp bên ngoài: Theo chương trình chung của tỉnh."
    first, second = parts(phrase)
    assert (first.text, first.span) == ("Quý I/2020", (19, 29))
    assert (second.text, second.awaits) == ("Theo chương trình chung của tỉnh", "chương trình chung của tỉnh")


@pytest.mark.parametrize(
    "phrase", [None, "", "  ", "-", "...", "nt", "-nt-", "Chưa đề xuất", "Chưa có thời gian cụ thể"]
)
def test_an_empty_cell_sets_no_deadline(phrase: str | None) -> None:
    assert [part.kind for part in parts(phrase)] == [Kind.NONE]


# phrase, words that don't fit
MISREAD = [
    ("abc xyz", "abc xyz"),
    ("Quý I/2025 abc xyz", "abc xyz"),
    ("abc xyz, quý I/2025", "abc xyz"),
    ("Hàng tháng (trừ tháng 7)", "trừ tháng 7"),
    ("Không hoàn thành trong quý I", "Không"),
    ("Nghị quyết năm 2025", "năm 2025"),
    ("Trong tháng", "Trong tháng"),
    ("Ngày 15", "Ngày 15"),
    ("Đang thực hiện", "Đang thực hiện"),
    ("từ tháng 11 đến tháng 2", "tháng 11 đến tháng 2"),
    ("2025?", "?"),
]


@pytest.mark.parametrize(("phrase", "words"), MISREAD)
def test_words_that_do_not_fit_are_pointed_at(phrase: str, words: str) -> None:
    assert refused(phrase)[0] == words


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Trước ngày 30/02/2022", "ngày 30/02/2022"),
        ("từ 31/11/2025 đến 03/02/2026", "31/11/2025"),
        ("Quý I/2025; trước 31/6", "31/6"),
        ("Tháng 13/2025", "Tháng 13/2025"),
        ("29/02/2021", "29/02/2021"),
        ("trước 31/4 hằng năm", "31/4"),
    ],
)
def test_a_day_that_the_calendar_does_not_have_is_refused_as_such(phrase: str, words: str) -> None:
    assert refused(phrase) == (
        words,
        "Lịch không có ngày, tháng hoặc quý này. Vui lòng kiểm tra lại số ngày, số tháng.",
    )
    found = read(phrase, 2025)
    assert isinstance(found, Misread)
    assert found.impossible


def test_a_refusal_says_what_to_write_instead() -> None:
    assert refused("bao giờ xong thì xong")[1] == (
        "Chưa hiểu các chữ “bao giờ xong thì xong” trong thời hạn này. Xin ghi một mốc rõ, ví dụ “Quý III/2025”, "
        "“trước ngày 15/12/2025”, “Hằng tháng”, “Thường xuyên” hoặc “Theo kế hoạch của tỉnh”."
    )


def test_a_month_has_an_instance_due_on_its_day_or_its_last() -> None:
    months = occurrences(Every("month", day=31), 2020, since=date(2020, 1, 14), until=date(2020, 12, 31))
    assert [each.due.day for each in months] == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert months[0] == Instance("2020-01", date(2020, 1, 1), date(2020, 1, 31), date(2020, 1, 31))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Every("quarter", day=25), [("2020-Q1", "2020-03-25"), ("2020-Q2", "2020-06-25"), ("2020-Q3", "2020-09-25"), ("2020-Q4", "2020-12-25")]),
        (Every("quarter", day=25, month=1, only=(2, 4)), [("2020-Q2", "2020-04-25"), ("2020-Q4", "2020-10-25")]),
        (Every("quarter", day=5, month=4, only=(4,)), [("2020-Q4", "2021-01-05")]),
        (Every("half"), [("2020-H1", "2020-06-30"), ("2020-H2", "2020-12-31")]),
        (Every("year", day=29, month=2), [("2020", "2020-02-29")]),
        (Every("year", 2), []),
        (Every("month", 4), [("2020-04", "2020-04-30"), ("2020-08", "2020-08-31"), ("2020-12", "2020-12-31")]),
    ],
)  # fmt: skip
def test_instances_follow_from_the_rule(rule: Every, expected: list[tuple[str, str]]) -> None:
    found = occurrences(rule, 2020, since=None, until=None)
    assert [(each.period, str(each.due)) for each in found] == expected


def test_a_week_belongs_to_the_year_in_which_it_is_due() -> None:
    mondays = occurrences(Every("week", day=1), 2025, since=date(2025, 12, 22), until=date(2025, 12, 31))
    assert [(each.period, str(each.due)) for each in mondays] == [
        ("2025-W52", "2025-12-22"),
        ("2026-W01", "2025-12-29"),
    ]
