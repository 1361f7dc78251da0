"""What only ``validate`` looks at: the careful rules are right where they speak and silent where they should be."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_cli.check import check, examine, show
from cchc_cli.check.characters import MOST_SAID
from cchc_cli.store.load import load
from cchc_cli.store.places import START, Positions

ROOT = Path(__file__).parent.parent.parent
GOOD = ROOT / "tests" / "bad" / "good"
REAL = ROOT / "plan" / "2020"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    shutil.copytree(GOOD, tmp_path / "plan")
    return tmp_path / "plan"


def found(plan: Path) -> list[tuple[str, str]]:
    """Return the code and the sentence of each finding."""
    loaded = load(plan)
    return [(finding.code, finding.message) for finding in examine(loaded)]


def codes(plan: Path) -> list[str]:
    return [code for code, _ in found(plan)]


def add(plan: Path, file: str, text: str) -> None:
    path = plan / file
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")


def put(plan: Path, file: str, old: str, new: str) -> None:
    path = plan / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def in_text(plan: Path, words: str) -> list[tuple[str, str]]:
    """Return what is found when a place of the text reads so."""
    put(plan, "plan.yaml", "Công khai thủ tục.", words)
    return found(plan)


def test_the_real_plan_has_no_errors_and_these_warnings() -> None:
    loaded = load(REAL)
    text = show.as_text(examine(loaded), loaded.sources)
    assert re.findall(r"^(\S+?):\d+:\d+: (\S+ \S+) (\w\d{3}): (.*)$", text, re.MULTILINE) == [
        ("appendix.yaml", "lưu ý", "W404", "II.8 do cơ quan ngoài chủ trì: Văn phòng UBND tỉnh."),
        ("appendix.yaml", "lưu ý", "W402", "II.14 không ghi thời hạn."),
        ("appendix.yaml", "lưu ý", "W403", "II.14 không ghi đơn vị chủ trì."),
        ("appendix.yaml", "lưu ý", "W410", "II.18 có 2 đơn vị cùng chủ trì: Phòng Doanh nghiệp, Văn phòng Đại diện."),
        ("appendix.yaml", "lưu ý", "W414", "Chưa rõ nhiệm vụ thực hiện mục nào của văn bản: III.3."),
        ("appendix.yaml", "lưu ý", "W410", "VI.1 có 2 đơn vị cùng chủ trì: Lãnh đạo Ban, Văn phòng."),
        ("appendix.yaml", "lưu ý", "W410", "VII.3 có 2 đơn vị cùng chủ trì: Văn phòng, Ban Thanh tra nhân dân."),
        (
            "indicators.yaml",
            "lưu ý",
            "W417",
            "Có kỳ đã hết mà chưa có số liệu đo của 13 chỉ tiêu: hai-long, khong-hai-long, mot-cua, dung-han, truc-tuyen, "
            "boi-duong-cchc, boi-duong-tiep-nhan, phan-mem-van-ban, chu-ky-so, van-ban-dien-tu, chu-ky-so-tthc, "
            "su-dung-truc-tuyen và 1 mục khác.",
        ),
        (
            "plan.yaml",
            "lưu ý",
            "W413",
            "Phụ lục chưa có nhiệm vụ thực hiện 9 mục của văn bản: KH.I.1, KH.I.2.a, KH.II.2.a.2, KH.II.2.a.9, "
            "KH.II.2.c.1, KH.III.1, KH.III.2, KH.III.4, KH.III.5.",
        ),
        ("plan.yaml", "lưu ý", "W405", "Sau điểm d) là điểm g), thiếu điểm đ)."),
        (
            "plan.yaml",
            "lưu ý",
            "W703",
            "Nghị quyết số 120/2018/NQ-CP ghi là của HĐND tỉnh, nhưng ký hiệu “CP” là của cơ quan khác "
            "(cũng như vậy ở III.5).",
        ),
        (
            "plan.yaml",
            "lưu ý",
            "W701",
            "Nghị quyết số 18/NQ-TW là văn bản của Đảng, thường viết 18-NQ/TW (cũng như vậy ở V.1).",
        ),
        (
            "plan.yaml",
            "lưu ý",
            "W701",
            "Nghị quyết số 19/NQ-TW là văn bản của Đảng, thường viết 19-NQ/TW (cũng như vậy ở V.1).",
        ),
    ]


def test_reads_do_not_wait_for_the_careful_rules() -> None:
    loaded = load(REAL)
    assert loaded.plan is not None
    assert {each.code for each in check(loaded.plan)} == {"W402", "W403", "W404", "W405"}


def test_a_voided_fact_is_held_to_nothing(plan: Path) -> None:
    add(
        plan,
        "progress/I.1.yaml",
        "- date: 2002-03-05\n  recorded: 2002-03-01\n  id: d5efg\n  status: resumed\n"
        "- date: 2020-03-06\n  void: d5efg\n  reason: Nhầm\n",
    )
    assert codes(plan) == []


def test_work_done_again_after_it_was_reopened_is_possible(plan: Path) -> None:
    add(
        plan,
        "progress/I.1.yaml",
        "- date: 2020-03-10\n  status: paused\n- date: 2020-03-12\n  status: resumed\n"
        "- date: 2020-03-14\n  status: done\n- date: 2020-03-20\n  status: reopened\n"
        "- date: 2020-03-25\n  status: done\n",
    )
    assert codes(plan) == []


def test_an_event_or_a_reassignment_may_be_recorded_ahead(plan: Path) -> None:
    put(plan, "appendix.yaml", "deadline: Hàng tháng", "deadline: 30 ngày kể từ ngày Trung ương ban hành")
    add(
        plan,
        "progress/I.3.yaml",
        "- date: 2020-03-30\n  recorded: 2020-03-02\n  event: Trung ương ban hành\n"
        "- date: 2020-03-30\n  recorded: 2020-03-02\n  lead: Văn phòng\n  basis: Quyết định số 3/QĐ-X\n",
    )
    assert codes(plan) == []


def test_a_reading_recorded_before_its_day_is_said(plan: Path) -> None:
    put(plan, "measurements/dung-han.yaml", "  id: c4def\n", "  id: c4def\n  recorded: 2020-03-30\n")
    assert found(plan) == [("W602", "Ghi ngày 30/03/2020, trước ngày việc diễn ra (01/04/2020).")]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("- date: 2020-07-03\n  status: done\n  note: Chờ ý kiến của Sở\n", []),
        ("- date: 2020-06-20\n  obstacle: Thiếu mẫu\n- date: 2020-07-03\n  status: done\n", []),
        ("- date: 2020-06-30\n  status: done\n", []),
        ("- date: 2020-06-20\n  due: 2020-07-31\n  basis: Công văn số 1\n- date: 2020-07-03\n  status: done\n", []),
        ("- date: 2020-07-03\n  status: done\n", ["W607"]),
    ],
)
def test_a_late_completion_is_said_where_nothing_explains_it(plan: Path, more: str, expected: list[str]) -> None:
    add(plan, "progress/I.1.yaml", more)
    assert [code for code in codes(plan) if code != "W417"] == expected


def test_the_first_date_of_a_row_that_waited_for_one_is_no_move(plan: Path) -> None:
    put(plan, "appendix.yaml", "deadline: Hàng tháng", "deadline: Theo chương trình của tỉnh")
    first = "- date: 2020-03-02\n  due: 2020-06-30\n  basis: Công văn số 1/UBND-TH\n"
    second = "- date: 2020-03-20\n  due: 2020-09-30\n  basis: Công văn số 2/UBND-TH\n"
    add(plan, "progress/I.3.yaml", first + second)
    assert codes(plan) == []


def test_an_obstacle_of_work_that_was_finished_is_not_open(plan: Path) -> None:
    add(
        plan,
        "progress/I.1.yaml",
        "- date: 2020-03-05\n  obstacle: Thiếu mẫu\n- date: 2020-06-14\n  status: done\n"
        "- date: 2020-06-20\n  result: Đã gửi báo cáo\n",
    )
    assert codes(plan) == []


def test_what_was_recorded_after_a_report_is_said_once_for_the_report(plan: Path) -> None:
    late = "- date: 2020-03-10\n  recorded: 2020-03-25\n  result: Đã họp\n"
    add(plan, "progress/I.1.yaml", late * 3)
    add(plan, "progress/I.3.yaml", late)
    message = "Sau khi phát hành báo cáo 12/BC-X còn ghi thêm việc của kỳ này: I.1, I.3."
    assert found(plan) == [("W609", message)]


def test_sub_rows_repeat_nothing_of_the_row_that_holds_them(plan: Path) -> None:
    add(
        plan,
        "appendix.yaml",
        "      - id: I.4\n        task: Ban hành kế hoạch\n        lead: Văn phòng, Phòng Một\n        tasks:\n"
        "          - {id: I.4.a, task: Kế hoạch kiểm tra, deadline: Quý I}\n"
        "          - {id: I.4.b, task: Kế hoạch tuyên truyền, deadline: Quý I}\n"
        "      - {id: I.5, task: Sơ kết, lead: Văn phòng, deadline: Quý II}\n",
    )
    assert found(plan) == [("W410", "I.4 có 2 đơn vị cùng chủ trì: Văn phòng, Phòng Một.")]


def test_links_are_asked_for_only_where_most_rows_have_them(plan: Path) -> None:
    put(plan, "appendix.yaml", "        implements: [KH.I.b]\n", "")
    assert codes(plan) == []


def test_a_rule_waits_for_a_file_that_could_not_be_read(plan: Path) -> None:
    add(plan, "appendix.yaml", "        implements: [KH.I.a]\n")
    put(plan, "appendix.yaml", "implements: [KH.I.b]", "implements: [KH.I.a]")
    assert codes(plan) == ["W413"]
    (plan / "indicators.yaml").write_text("- id: [\n", encoding="utf-8")
    assert "W413" not in codes(plan)


def test_nothing_is_said_about_the_course_of_a_file_that_could_not_be_read_whole(plan: Path) -> None:
    add(plan, "progress/I.1.yaml", "- date: 2020-02-30\n  status: paused\n- date: 2020-03-12\n  status: resumed\n")
    assert codes(plan) == ["E204"]


@pytest.mark.parametrize(
    "words",
    [
        "Theo Nghị định số 108/2014/NĐ-CP ngày 20/11/2014 của Chính phủ.",
        "Theo Nghị quyết số 30c/NQ-CP ngày 08/11/2011 của Chính phủ, Quyết định số 225/QĐ-TTg của Thủ tướng Chính phủ.",
        "Theo Thông tư số 01/2019/TT-BNV, Thông tư số 02/2019/TT-BNV của Bộ Nội vụ.",
        "Theo Kế hoạch số 166-KH/TU ngày 02/4/2018 của Tỉnh ủy thực hiện Nghị quyết số 18-NQ/TW của Hội nghị Trung ương.",
        "Theo Quyết định số 99-QĐi/TW và Quyết định số 12/QĐ-UBND của Chủ tịch UBND tỉnh.",
        "Theo Thông tư liên tịch số 03/2015/TTLT-BNV-BTC, Nghị quyết số 5/2018/NQ-HĐND của Hội đồng nhân dân tỉnh.",
        "Nghị quyết số 76/NQ-UBTVQH14 của Ủy ban Thường vụ Quốc hội.",
        "Kế hoạch số hóa hồ sơ; Luật số 64; nghị quyết đã ban hành; báo cáo số liệu; kế hoạch năm 2020.",
        "NGHỊ ĐỊNH SỐ 34/2019/NĐ-CP và nghị định số 34/2019/NĐ-CP.",
    ],
)
def test_documents_cited_well_are_left_alone(plan: Path, words: str) -> None:
    assert in_text(plan, words) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Nghị định số 34/2019/ND-CP", "Nghị định số 34/2019/ND-CP: ký hiệu “ND” không phải của nghị định (NĐ)."),
        ("Quyết định số 225", "Quyết định số 225 không đúng cách ghi số, ký hiệu."),
        ("Nghị định số 108 /2014/ NĐ-CP", "Nghị định số 108 /2014/ NĐ-CP không đúng cách ghi số, ký hiệu."),
        (
            "Quyết định số 225/QĐ-TTg của Chính phủ",
            "Quyết định số 225/QĐ-TTg ghi là của Chính phủ, nhưng ký hiệu “TTg” là của cơ quan khác.",
        ),
    ],
)
def test_a_slip_in_a_citation_is_said(plan: Path, words: str, expected: str) -> None:
    assert [message for _, message in in_text(plan, words)] == [expected]


def test_a_document_cited_wrongly_in_many_places_is_said_once(plan: Path) -> None:
    put(plan, "appendix.yaml", "task: Tuyên truyền", "task: Tuyên truyền Nghị quyết số 18/NQ-TW")
    put(plan, "plan.yaml", "Hồ sơ đúng hạn đạt", "Theo Nghị quyết số 18/NQ-TW, hồ sơ đúng hạn đạt")
    message = "Nghị quyết số 18/NQ-TW là văn bản của Đảng, thường viết 18-NQ/TW (cũng như vậy ở KH.I.b, I.3)."
    assert in_text(plan, "Nghị quyết số 18/NQ-TW") == [("W701", message)]


def test_characters_of_comments_and_of_other_languages_are_left_alone(plan: Path) -> None:
    add(plan, "units.yaml", "# chú\u00a0thích\u200b\tÐồng Nai e\u0302  \n")
    put(plan, "units.yaml", "name: Sở Nội vụ", "name: 'Sở Nội vụ (Москва, α, ≥ 95 %)'   # ghi chú\t")
    assert codes(plan) == []


def test_many_places_of_one_kind_are_said_once_with_their_number(plan: Path) -> None:
    few, many = ("\u00a0".join(["dài"] * (count + 1)) for count in (MOST_SAID, MOST_SAID + 1))
    assert codes(plan) == []
    put(plan, "units.yaml", "name: Sở Nội vụ", f"name: {few}")
    assert codes(plan) == ["W121"] * MOST_SAID
    put(plan, "units.yaml", few, many)
    sentence = "Dấu cách ở đây là một ký tự khác trông giống dấu cách; tệp này có 11 chỗ như vậy."
    assert found(plan) == [("W121", sentence)]


def test_blanks_are_looked_for_inside_values_alone(plan: Path) -> None:
    put(plan, "plan.yaml", "text: Công khai thủ tục.", "text: |\n          Công khai  \n\n          thủ tục.")
    put(plan, "plan.yaml", "place: Đồng Nai", "place: Đồng Nai   ")
    put(plan, "plan.yaml", "year: 2020", "year:\t2020")
    loaded = load(plan)
    assert show.as_text(examine(loaded), loaded.sources) == (
        "plan.yaml:18:20: lưu ý W125: Giá trị có dấu Tab, hoặc có dấu cách thừa ở cuối.\n"
        "              Công khai  \n"
        "                       ^^\n"
        "  → Thay dấu Tab bằng một dấu cách; bỏ dấu cách thừa."
    )


def test_decomposed_text_is_found_whatever_the_file(plan: Path) -> None:
    path = plan / "appendix.yaml"
    path.write_text(unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert codes(plan) == ["W124"]


WORDS = st.lists(
    st.sampled_from(
        ["Nghị định", "số", "số:", "108/2014/NĐ-CP", "18/NQ-TW", "/", "-", "của", "ngày", "31/11/2014", "UBND", "9" * 50,
         "95%", "1,3 %", "٣", "**", "%", "\u00a0", "\u200b", "а", "Ð", "e\u0302", "\t", " ", "  ", "\\u0000", "[red]"]
    )
    | st.text(max_size=8),
    max_size=12,
)  # fmt: skip
ENTRY = st.fixed_dictionaries(
    {"date": st.sampled_from(["2020-01-09", "2020-03-14", "2020-12-31", "9999-12-31", "0001-01-01"])},
    optional={
        "recorded": st.sampled_from(["2020-03-20", "2019-01-01"]),
        "status": st.sampled_from(["started", "done", "paused", "resumed", "dropped", "reopened"]),
        "due": st.sampled_from(["2020-03-31", "9999-12-31", "0001-01-01"]),
        "event": st.just("Ban hành"),
        "obstacle": st.just("Thiếu"),
        "resolved": st.just("Xong"),
        "period": st.sampled_from(["2020-Q1", "2020-03", "2999", "1900-W01"]),
        "part": st.sampled_from(["a", "b", "z"]),
        "id": st.sampled_from(["k3f9x", "b3cde"]),
        "void": st.sampled_from(["k3f9x", "b3cde"]),
    },
)
DEADLINES = [
    "Hàng tháng",
    "Quý I/2020",
    "Theo chương trình của tỉnh",
    "- a: Quý I; - b: 30 ngày kể từ ngày ban hành",
    "?",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS, entries=st.lists(ENTRY, max_size=8), deadline=st.sampled_from(DEADLINES))
def test_whatever_stands_in_a_plan_every_finding_has_a_place(
    words: list[str], entries: list[dict[str, str]], deadline: str, tmp_path: Path
) -> None:
    plan = tmp_path / "plan"
    shutil.rmtree(plan, ignore_errors=True)
    shutil.copytree(GOOD, plan)
    spoken = " ".join(words).replace("'", "''").replace("\r", "").replace("\n", "")
    put(plan, "plan.yaml", "text: Công khai thủ tục.", f"text: '{spoken}'")
    put(plan, "appendix.yaml", "task: Tuyên truyền", f"task: '{spoken}'")
    put(plan, "appendix.yaml", "deadline: Hàng tháng", f"deadline: '{deadline}'")
    lines = ["- " + "\n  ".join(f"{key}: {value}" for key, value in entry.items()) + "\n" for entry in entries]
    (plan / "progress" / "I.3.yaml").write_text("".join(lines), encoding="utf-8")
    loaded = load(plan)
    positions = Positions(loaded.sources)
    for finding in examine(loaded):
        assert finding.place.file in loaded.sources
        assert positions.of(finding.place) != START, finding
        assert finding.message.endswith(".")


def test_a_long_cell_of_unknown_units_gives_one_finding(plan: Path) -> None:
    names = ", ".join(f"Phòng Lạ {number}" for number in range(4000))
    put(plan, "appendix.yaml", "        lead: Văn phòng\n", f"        lead: {names}\n")
    assert [each for each in found(plan) if each[0] in {"E301", "E316", "W404", "W410"}] == [
        ("E316", f"Ô đơn vị dài {len(names) // 1000}.{len(names) % 1000:03d} ký tự nên không đọc thành tên đơn vị.")
    ]


@pytest.mark.parametrize(("length", "expected"), [(5000, "E301"), (5001, "E316")])
def test_a_cell_of_units_has_at_most_5000_characters(plan: Path, length: int, expected: str) -> None:
    put(plan, "appendix.yaml", "        lead: Văn phòng\n", f"        lead: Phòng {'x' * (length - 6)}\n")
    assert [code for code in codes(plan) if code in {"E301", "E316"}] == [expected]


def test_of_many_leads_the_first_are_named_and_the_others_counted(plan: Path) -> None:
    put(
        plan,
        "appendix.yaml",
        "        lead: Văn phòng\n",
        f"        lead: {', '.join(f'Phòng {n}' for n in range(14))}\n",
    )
    (said,) = [message for code, message in found(plan) if code == "W410"]
    assert said == f"I.1 có 14 đơn vị cùng chủ trì: {', '.join(f'Phòng {n}' for n in range(12))} và 2 đơn vị khác."


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{date: 2020-05-02, result: Đã họp}", "Ngày 02/05/2020 chưa đến: hôm nay là 01/05/2020."),
        ("{date: 2020-05-02, obstacle: Thiếu máy}", "Ngày 02/05/2020 chưa đến: hôm nay là 01/05/2020."),
        ("{date: 2020-04-30, recorded: 2020-05-02, result: Đã họp}", "Ngày 02/05/2020 chưa đến: hôm nay là 01/05/2020."),
        ("{date: 2020-05-02, recorded: 2020-05-02, event: Đã ban hành}", "Ngày 02/05/2020 chưa đến: hôm nay là 01/05/2020."),
        ("{date: 2020-05-01, recorded: 2020-05-01, result: Đã họp}", ""),
        ("{date: 2020-05-02, recorded: 2020-05-01, event: Quyết định có hiệu lực}", ""),
        ("{date: 2020-05-02, event: Quyết định có hiệu lực}", ""),
        ("{date: 2020-05-02, due: 2020-09-30, basis: Công văn 1}", ""),
        ("{date: 2020-05-02, recorded: 2020-05-01, result: Đã họp}", ""),  # W602 says it
    ],
)  # fmt: skip
def test_what_has_not_happened_yet_cannot_be_recorded(plan: Path, entry: str, said: str) -> None:
    (plan / "progress" / "I.1.yaml").write_text(f"- {entry}\n", encoding="utf-8")
    found = examine(load(plan), today=dt.date(2020, 5, 1))
    assert [finding.message for finding in found if finding.code == "W611"] == ([said] if said else [])
    assert "W611" not in {finding.code for finding in examine(load(plan))}


def test_readings_of_a_day_to_come_are_pointed_out(plan: Path) -> None:
    (plan / "measurements" / "dung-han.yaml").write_text("- {date: 2120-03-31, period: 2020-Q1, value: 97}\n", "utf-8")
    (said,) = [each for each in examine(load(plan), today=dt.date(2021, 1, 31)) if each.code == "W611"]
    assert said.place.path == (0, "date")
