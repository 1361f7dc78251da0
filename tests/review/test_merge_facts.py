"""Facts and readings of two sides are united: nothing lost, nothing twice, in the order of their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.review.merge import merge
from cchc_cli.store.source import read_source

if TYPE_CHECKING:
    from cchc_cli.store.data import Data

FILE = "plan/2020/progress/II.5.yaml"
BASE = """\
# Tiến độ của nhiệm vụ II.5.

- date: 2020-01-20
  id: a2bcd
  status: started

# Ghi theo báo cáo tháng.
- date: 2020-03-02
  id: b3cde
  result: Đã cập nhật 120 thủ tục
"""
MARCH = "\n- date: 2020-03-20\n  id: d5efg\n  status: done\n"
FEBRUARY = "\n- date: 2020-02-15\n  id: e6fgh\n  obstacle: Thiếu tài khoản\n"


def merged(base: str, ours: str, theirs: str, file: str = FILE) -> str:
    """Return the text of a merge that leaves nothing to people."""
    done = merge(file, base.encode(), ours.encode(), theirs.encode())
    assert done.conflicts == 0
    return done.content.decode()


def marked(base: str, ours: str, theirs: str, file: str = FILE) -> str:
    """Return the text of a merge that leaves one place to people."""
    done = merge(file, base.encode(), ours.encode(), theirs.encode())
    assert done.conflicts == 1
    return done.content.decode()


def test_facts_of_both_sides_stand_in_the_order_of_their_dates() -> None:
    assert (
        merged(BASE, BASE + MARCH, BASE + FEBRUARY)
        == """\
# Tiến độ của nhiệm vụ II.5.

- date: 2020-01-20
  id: a2bcd
  status: started

- date: 2020-02-15
  id: e6fgh
  obstacle: Thiếu tài khoản

# Ghi theo báo cáo tháng.
- date: 2020-03-02
  id: b3cde
  result: Đã cập nhật 120 thủ tục

- date: 2020-03-20
  id: d5efg
  status: done
"""
    )


def test_the_order_is_the_same_whichever_side_merges() -> None:
    assert merged(BASE, BASE + FEBRUARY, BASE + MARCH) == merged(BASE, BASE + MARCH, BASE + FEBRUARY)


def test_facts_of_one_day_stand_in_the_order_they_were_written_down() -> None:
    late = "\n- date: 2020-03-20\n  recorded: 2020-03-25\n  id: z9xyz\n  status: reopened\n"
    early = "\n- date: 2020-03-20\n  recorded: 2020-03-21\n  id: y9xyz\n  status: done\n"
    assert merged(BASE, BASE + late, BASE + early) == BASE + early + late


def test_a_base_not_in_the_order_of_dates_keeps_its_order() -> None:
    base = "- date: 2020-03-01\n  result: ba\n- date: 2020-01-01\n  result: một\n"
    ours, theirs = base + "- date: 2020-04-01\n  result: tư\n", base + "- date: 2020-05-01\n  result: năm\n"
    assert merged(base, ours, theirs) == ours + "- date: 2020-05-01\n  result: năm\n"


def test_a_fact_that_both_sides_have_is_there_once() -> None:
    assert merged(BASE, BASE + MARCH, BASE + MARCH + FEBRUARY).count("d5efg") == 1


def test_the_same_fact_written_in_another_way_is_there_once() -> None:
    other = '\n- id: d5efg\n  date: "2020-03-20"\n  status: done\n'
    assert merged(BASE, BASE + MARCH, BASE + FEBRUARY + other) == merged(BASE, BASE + MARCH, BASE + FEBRUARY)


def test_two_people_who_record_the_first_facts_of_a_task_lose_none() -> None:
    assert (
        merged("", "# Ghi chú\n" + MARCH[1:], FEBRUARY[1:])
        == """\
# Ghi chú
- date: 2020-02-15
  id: e6fgh
  obstacle: Thiếu tài khoản
- date: 2020-03-20
  id: d5efg
  status: done
"""
    )


def test_an_edit_of_one_side_is_taken_beside_a_new_fact_of_the_other() -> None:
    text = merged(BASE, BASE.replace("120", "125"), BASE + MARCH)
    assert text == BASE.replace("120", "125") + MARCH


def test_a_fact_edited_differently_on_both_sides_stands_between_markers_whole() -> None:
    assert (
        marked(BASE, BASE.replace("120", "125"), BASE.replace("120", "118") + FEBRUARY)
        == """\
# Tiến độ của nhiệm vụ II.5.

- date: 2020-01-20
  id: a2bcd
  status: started

- date: 2020-02-15
  id: e6fgh
  obstacle: Thiếu tài khoản

# Ghi theo báo cáo tháng.
<<<<<<< ours
- date: 2020-03-02
  id: b3cde
  result: Đã cập nhật 125 thủ tục
=======
- date: 2020-03-02
  id: b3cde
  result: Đã cập nhật 118 thủ tục
>>>>>>> theirs
"""
    )


def test_even_different_fields_of_one_fact_are_left_to_people() -> None:
    text = marked(BASE, BASE.replace("120", "125"), BASE + "  by: Văn phòng\n")
    assert "  result: Đã cập nhật 125 thủ tục\n=======\n" in text
    assert "  by: Văn phòng\n>>>>>>> theirs\n" in text


def test_a_fact_removed_on_one_side_and_left_alone_on_the_other_is_removed() -> None:
    without = BASE[: BASE.index("\n# Ghi")]
    assert merged(BASE, without, BASE + MARCH) == without + MARCH


def test_a_fact_removed_on_one_side_and_edited_on_the_other_is_left_to_people() -> None:
    without = BASE[: BASE.index("\n# Ghi")]
    assert (
        marked(BASE, without, BASE.replace("120", "125"))
        == without
        + """
<<<<<<< ours
=======
# Ghi theo báo cáo tháng.
- date: 2020-03-02
  id: b3cde
  result: Đã cập nhật 125 thủ tục
>>>>>>> theirs
"""
    )


def test_a_fact_removed_on_one_side_and_voided_on_the_other_is_left_to_people() -> None:
    void = "\n- date: 2020-04-01\n  id: v7xyz\n  void: b3cde\n  reason: Ghi nhầm\n"
    without = BASE[: BASE.index("\n# Ghi")]
    text = marked(BASE, without, BASE + void)
    assert "<<<<<<< ours\n=======\n# Ghi theo báo cáo tháng.\n- date: 2020-03-02\n  id: b3cde\n" in text
    assert text.endswith(f">>>>>>> theirs\n{void}")


def test_two_facts_with_one_id_are_left_to_people() -> None:
    other = MARCH.replace("done", "dropped")
    text = marked(BASE, BASE + MARCH, BASE + other)
    assert text.endswith(
        "  status: done\n=======\n- date: 2020-03-20\n  id: d5efg\n  status: dropped\n>>>>>>> theirs\n"
    )


def test_facts_without_id_are_known_by_what_they_say() -> None:
    base = "- date: 2020-02-01\n  result: mười lăm\n- date: 2020-03-01\n  result: hai mươi\n"
    ours = base + "- date: 2020-04-01\n  result: ba mươi\n"
    theirs = base.replace("hai mươi", "hai mươi mốt") + "- date: 2020-04-01\n  result: ba mươi\n"
    assert merged(base, ours, theirs) == theirs


def test_a_fact_without_id_reworded_on_both_sides_is_left_to_people() -> None:
    base = "- date: 2020-02-01\n  result: mười lăm\n"
    ours, theirs = base.replace("lăm", "sáu"), base.replace("lăm", "bảy")
    assert marked(base, ours, theirs) == f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


def test_readings_are_united_like_facts() -> None:
    base = "- date: 2020-03-31\n  id: a2bcd\n  value: 96,1\n"
    first = "- date: 2020-06-30\n  id: b3cde\n  value: 97\n"
    second = "- date: 2020-06-29\n  id: c4def\n  value: 98\n"
    assert merged(base, base + first, base + second, "plan/2020/measurements/dung-han.yaml") == base + second + first


def test_entries_are_carried_into_the_indentation_of_our_side() -> None:
    ours = "  - date: 2020-01-20\n    status: started\n  - date: 2020-03-01\n    result: một\n"
    base = "- date: 2020-01-20\n  status: started\n"
    theirs = base + "# hai dòng\n- date: 2020-02-01\n  note: |\n    dòng một\n    dòng hai\n  result: xong\n"
    assert (
        merged(base, ours, theirs)
        == """\
  - date: 2020-01-20
    status: started
  # hai dòng
  - date: 2020-02-01
    note: |
      dòng một
      dòng hai
    result: xong
  - date: 2020-03-01
    result: một
"""
    )


def test_windows_line_ends_and_a_byte_order_mark_are_kept() -> None:
    base, ours, theirs = (("\ufeff" + text).replace("\n", "\r\n") for text in (BASE, BASE + MARCH, BASE + FEBRUARY))
    text = merged(base, ours, theirs)
    assert text == ("\ufeff" + merged(BASE, BASE + MARCH, BASE + FEBRUARY)).replace("\n", "\r\n")


def test_line_ends_that_one_side_changed_stay_changed() -> None:
    text = merged(BASE, (BASE + MARCH).replace("\n", "\r\n"), BASE + FEBRUARY)
    assert text == merged(BASE, BASE + MARCH, BASE + FEBRUARY).replace("\n", "\r\n")


def test_lines_at_the_end_of_a_file_stay_there_once() -> None:
    base = BASE + "\n# Hết quý I.\n"
    text = merged(base, base + MARCH[1:], base + MARCH[1:].replace("d5efg", "f7ghk").replace("done", "paused"))
    assert text.count("# Hết quý I.") == 1
    assert text.count("date: 2020-03-20") == 2


def test_a_comment_added_inside_a_fact_is_not_lost() -> None:
    ours = BASE.replace("  result", "  # hỏi lại\n  result")
    text = marked(BASE, ours, BASE.replace("120", "125"))
    assert "# hỏi lại" in text
    assert "125" in text


@pytest.mark.parametrize("broken", ["- date: [\n", "- a: 1\n  a: 2\n", "<<<<<<< x\n", "\tx: 1\n"])
def test_what_cannot_be_read_is_merged_by_lines(broken: str) -> None:
    text = marked(BASE, BASE + MARCH, BASE + broken)
    assert text == f"{BASE}<<<<<<< ours\n{MARCH}=======\n{broken}>>>>>>> theirs\n"


def test_a_version_that_only_one_side_changed_is_taken_byte_for_byte() -> None:
    odd = b"\xff\xfe not text"
    assert merge(FILE, b"a", b"a", odd).content == odd
    assert merge(FILE, b"a", odd, b"a").content == odd
    assert merge(FILE, b"a", odd, odd).content == odd


def test_what_is_not_text_at_all_is_kept_between_markers() -> None:
    done = merge(FILE, b"", b"\xff\xfe\n", b"\xfe\xff\n")
    assert done.content == b"<<<<<<< ours\n\xff\xfe\n=======\n\xfe\xff\n>>>>>>> theirs\n"


IDS = [f"a{number}bcd" for number in range(2, 9)]
FACT = st.fixed_dictionaries(
    {"date": st.sampled_from(["2020-01-05", "2020-02-01", "2020-02-03"]), "result": st.sampled_from("xyz")}
)
STATE = st.dictionaries(st.sampled_from(IDS), FACT, max_size=6)


def text_of(state: dict[str, dict[str, str]], order: list[str], style: int) -> str:
    """Write facts by hand in one of a few styles."""
    indent, gap = ("", "\n") if style == 0 else ("  ", "") if style == 1 else ("", "")
    rows = [
        f"{indent}- id: {key}\n{indent}  date: {state[key]['date']}\n{indent}  result: {state[key]['result']}\n"
        for key in order
    ]
    return gap.join(rows)


@settings(max_examples=100, deadline=None)
@given(STATE, STATE, STATE, st.randoms(use_true_random=False), st.lists(st.integers(0, 2), min_size=3, max_size=3))
def test_any_two_sets_of_facts_are_united_or_marked(
    base: dict[str, dict[str, str]],
    ours: dict[str, dict[str, str]],
    theirs: dict[str, dict[str, str]],
    chance: object,
    styles: list[int],
) -> None:
    texts = []
    for state, style in zip((base, ours, theirs), styles, strict=True):
        order = sorted(state)
        chance.shuffle(order)  # type: ignore[attr-defined]
        texts.append(text_of(state, order, style))
    done = merge(FILE, *(text.encode() for text in texts))
    due: dict[str, dict[str, str]] = {}
    contested = set()
    for key in {**base, **ours, **theirs}:
        was, here, there = base.get(key), ours.get(key), theirs.get(key)
        if here != there and was not in (here, there):
            contested.add(key)
        elif (chosen := here if there == was else there) is not None:
            due[key] = chosen
    if done.conflicts == 0:
        assert not contested
        assert facts_in(done.content) == due
        assert len(done.content.decode().split("id: ")) == len(due) + 1
    else:
        for side, own in (("ours", ours), ("theirs", theirs)):
            found = facts_in(settled(done.content.decode(), side).encode())
            for key in {*due, *found, *own}:
                assert found.get(key) in ((own if key in contested else due).get(key), own.get(key))
        # Where every fact was removed or none is on its own, there may be nothing but the whole file to show.
        assert contested or not due or not all(texts)


def facts_in(raw: bytes) -> dict[str, dict[str, str]]:
    """Return facts by id, without it."""
    source = read_source("x", raw)
    assert not source.findings
    found: dict[str, dict[str, str]] = {}
    items: list[Data] = source.data if isinstance(source.data, list) else []
    for item in items:
        assert isinstance(item, dict)
        assert item["id"] not in found
        found[str(item["id"])] = {"date": str(item["date"]), "result": str(item["result"])}
    return found


def settled(text: str, side: str) -> str:
    """Return a text with the lines of one side wherever there are markers."""
    kept: list[str] = []
    inside = ""
    for line in text.splitlines(keepends=True):
        if line == "<<<<<<< ours\n":
            inside = "ours"
        elif line == "=======\n":
            inside = "theirs"
        elif line == ">>>>>>> theirs\n":
            inside = ""
        elif inside in {"", side}:
            kept.append(line)
    return "".join(kept)
