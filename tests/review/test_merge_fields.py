"""Plan files are merged field by field, with markers around a field that both sides changed."""

from __future__ import annotations

import copy
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.review.merge import merge
from cchc_cli.store.source import read_source

FILE = "plan/2020/appendix.yaml"
BASE = """\
# Phụ lục.

sections:
  - id: I
    title: Cải cách thể chế
    tasks:
      # Việc đầu năm.
      - id: I.1
        task: Rà soát văn bản
        product: Báo cáo
        lead: Văn phòng
        deadline: Quý I/2020
        implements: [KH.I.1, KH.I.2]
      - id: I.2
        task: Kiểm tra
        lead: Văn phòng
        deadline: Quý II/2020
"""


def merged(base: str, ours: str, theirs: str, file: str = FILE) -> str:
    """Return the text of a merge that leaves nothing to people."""
    done = merge(file, base.encode(), ours.encode(), theirs.encode())
    assert done.conflicts == 0
    return done.content.decode()


def marked(base: str, ours: str, theirs: str, file: str = FILE, *, places: int = 1) -> str:
    """Return the text of a merge that leaves some places to people."""
    done = merge(file, base.encode(), ours.encode(), theirs.encode())
    assert done.conflicts == places
    return done.content.decode()


def changed(*changes: tuple[str, str]) -> str:
    """Return the base with words replaced, each once."""
    text = BASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_fields_next_to_each_other_are_merged() -> None:
    ours, theirs = changed(("Báo cáo", "Báo cáo số liệu")), changed(("lead: Văn phòng", "lead: Phòng Một"))
    assert merged(BASE, ours, theirs) == changed(("Báo cáo", "Báo cáo số liệu"), ("lead: Văn phòng", "lead: Phòng Một"))


def test_a_field_changed_on_both_sides_alone_stands_between_markers() -> None:
    ours = changed(("Báo cáo", "Báo cáo số liệu"), ("Quý I/2020", "Quý II/2020"))
    theirs = changed(("lead: Văn phòng", "lead: Phòng Một"), ("Quý I/2020", "Quý III/2020"))
    assert marked(BASE, ours, theirs) == changed(
        ("Báo cáo", "Báo cáo số liệu"),
        ("lead: Văn phòng", "lead: Phòng Một"),
        (
            "        deadline: Quý I/2020\n",
            "<<<<<<< ours\n        deadline: Quý II/2020\n=======\n        deadline: Quý III/2020\n>>>>>>> theirs\n",
        ),
    )


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    ours = changed(("Quý I/2020", "Quý II/2020"))
    theirs = changed(("deadline: Quý I/2020", 'deadline: "Quý II/2020"'), ("Báo cáo", "Sổ"))
    assert merged(BASE, ours, theirs) == changed(("Quý I/2020", "Quý II/2020"), ("Báo cáo", "Sổ"))


def test_rows_added_at_one_place_are_both_kept() -> None:
    ours, theirs = BASE + "      - id: I.3\n        task: Họp\n", BASE + "      - id: I.4\n        task: Tập huấn\n"
    assert merged(BASE, ours, theirs) == ours + "      - id: I.4\n        task: Tập huấn\n"


def test_rows_of_one_id_with_other_contents_are_left_to_people() -> None:
    row, other = "      - id: I.3\n        task: Họp\n", "      - id: I.3\n        task: Tập huấn\n"
    assert marked(BASE, BASE + row, BASE + other) == f"{BASE}<<<<<<< ours\n{row}=======\n{other}>>>>>>> theirs\n"


def test_the_same_row_added_on_both_sides_is_there_once() -> None:
    row = "      - id: I.3\n        task: Họp\n"
    theirs = BASE.replace("title: Cải cách thể chế", "title: Thể chế") + row
    assert merged(BASE, BASE + row, theirs) == theirs


def test_a_row_that_git_would_double_is_left_to_people() -> None:
    """Plain git keeps both rows I.3 where each side put it at another place."""
    row = "      - id: I.3\n        task: Họp\n"
    front = changed(("      # Việc đầu năm.\n", row + "      # Việc đầu năm.\n"))
    assert marked(BASE, front, BASE + row.replace("Họp", "Tập huấn")).count("id: I.3") == 2


def test_a_row_that_each_side_moved_to_another_section_is_left_to_people() -> None:
    start = "sections:\n" + "".join(
        f"  - id: {section}\n    tasks:\n      - id: {section}.1\n        task: x\n" for section in ("I", "II", "III")
    )
    row = "      - id: I.2\n        task: Kiểm tra\n"
    base = start.replace("  - id: II\n", row + "  - id: II\n")
    ours, theirs = start.replace("  - id: III\n", row + "  - id: III\n"), start + row
    text = marked(base, ours, theirs, places=2)
    assert text.count(f"<<<<<<< ours\n{row}=======\n>>>>>>> theirs\n") == 1
    assert text.count(f"<<<<<<< ours\n=======\n{row}>>>>>>> theirs\n") == 1


def test_a_row_removed_on_one_side_and_reworded_on_the_other_is_left_to_people() -> None:
    removed = BASE[: BASE.index("      - id: I.2")]
    row = BASE[len(removed) :].replace("Kiểm tra", "Tự kiểm tra")
    assert marked(BASE, removed, removed + row) == f"{removed}<<<<<<< ours\n=======\n{row}>>>>>>> theirs\n"


def test_a_row_moved_on_one_side_takes_the_edit_of_the_other() -> None:
    at = BASE.index("      - id: I.2"), BASE.index("      # Việc đầu năm.")
    moved = BASE[: at[1]] + BASE[at[0] :] + BASE[at[1] : at[0]]
    assert merged(BASE, moved, changed(("Kiểm tra", "Tự kiểm tra"))) == moved.replace("Kiểm tra", "Tự kiểm tra")


def test_a_comment_of_one_side_stays_at_the_field_the_other_changed() -> None:
    ours = changed(("deadline: Quý I/2020", "deadline: Quý I/2020  # hỏi lại"))
    theirs = changed(("Quý I/2020", "Quý II/2020"))
    assert merged(BASE, ours, theirs) == changed(("deadline: Quý I/2020", "deadline: Quý II/2020  # hỏi lại"))


def test_comments_above_a_row_and_edits_in_it_go_together() -> None:
    ours = changed(("# Việc đầu năm.", "# Việc quý I."))
    theirs = changed(
        (
            "      # Việc đầu năm.\n      - id: I.1\n        task: ",
            "      # Việc đầu năm.\n      - id: I.1\n        task: Tổ chức. ",
        )
    )
    assert merged(BASE, ours, theirs) == theirs.replace("# Việc đầu năm.", "# Việc quý I.")


def test_our_layout_is_kept_where_the_other_side_changed_words() -> None:
    ours = BASE[: BASE.index("  - id: I\n")] + "".join(
        f"  {line}" for line in BASE[BASE.index("  - id: I\n") :].splitlines(keepends=True)
    )
    assert merged(BASE, ours, changed(("Kiểm tra", "Tự kiểm tra"))) == ours.replace("Kiểm tra", "Tự kiểm tra")


def test_a_list_of_one_field_is_one_field() -> None:
    ours, theirs = changed(("KH.I.1, KH.I.2", "KH.I.1")), changed(("KH.I.1, KH.I.2", "KH.I.1, KH.I.2, KH.I.3"))
    text = marked(BASE, ours, theirs)
    assert (
        "<<<<<<< ours\n        implements: [KH.I.1]\n=======\n        implements: [KH.I.1, KH.I.2, KH.I.3]\n>>>>>>> theirs\n"
        in text
    )


def test_paragraphs_of_the_plan_are_merged_one_by_one() -> None:
    base = "number: 1\nrecipients:\n  - UBND tỉnh\n  - Sở Nội vụ\n  - Lưu VT\n"
    ours = base.replace("  - Sở Nội vụ\n", "  - Sở Nội vụ\n  - Sở Tài chính\n")
    theirs = base.replace("Sở Nội vụ", "Sở Nội vụ tỉnh")
    due = base.replace("  - Sở Nội vụ\n", "  - Sở Nội vụ tỉnh\n  - Sở Tài chính\n")
    assert merged(base, ours, theirs, "plan/2020/plan.yaml") == due


def test_amendments_of_different_rows_are_both_kept() -> None:
    base = "- date: 2020-05-04\n  document: 12/QĐ\n  task: I.1\n  field: deadline\n  to: Quý II/2020\n"
    ours, theirs = base + base.replace("I.1", "I.2"), base + base.replace("I.1", "I.3")
    assert merged(base, ours, theirs, "plan/2020/amendments.yaml") == ours + base.replace("I.1", "I.3")


def test_two_amendments_of_one_field_are_left_to_people() -> None:
    first = "- date: 2020-05-04\n  id: a2bcd\n  document: 12/QĐ\n  task: I.1\n  field: deadline\n  to: Quý II/2020\n"
    other = first.replace("a2bcd", "b3cde").replace("12/QĐ", "15/QĐ").replace("II/", "III/")
    text = marked("", first, other, "plan/2020/amendments.yaml")
    assert text == f"<<<<<<< ours\n{first}=======\n{other}>>>>>>> theirs\n"


def test_two_corrections_of_one_place_are_left_to_people() -> None:
    first = "- where: I.1.task\n  scanned: sóat\n  corrected: soát\n"
    text = marked("", first, first.replace("soát\n", "xét\n"), "corrections.yaml")
    assert text == f"<<<<<<< ours\n{first}=======\n{first.replace('soát', 'xét')}>>>>>>> theirs\n"


def test_a_key_that_git_would_double_is_left_to_people() -> None:
    base = "title: A\n\n\nnote: B\n\n\ncolumns: [x]\n"
    ours, theirs = base.replace("title: A\n", "title: A\nextra: 1\n"), base.replace("note: B\n", "note: B\nextra: 2\n")
    assert marked(base, ours, theirs).count("extra: ") == 2


def test_texts_of_a_report_are_merged_by_heading() -> None:
    base = "texts:\n  I.2: |\n    Một.\n    Hai.\n  I.3: Ba.\n"
    ours, theirs = base.replace("Hai.", "Hai hai."), base.replace("Ba.", "Ba ba.")
    assert merged(base, ours, theirs, "plan/2020/reports/2020-Q1.yaml") == ours.replace("Ba.", "Ba ba.")


def test_two_baselines_are_never_mixed() -> None:
    base = "document: 1/KH\ntasks:\n  I.1: {task: aaaa}\n\n\n\n\n  I.2: {task: bbbb}\n"
    ours, theirs = base.replace("aaaa", "cccc"), base.replace("bbbb", "dddd")
    assert marked(base, ours, theirs, "plan/2020/baseline.yaml").count("document: 1/KH") == 1


def test_other_files_are_merged_by_lines() -> None:
    assert merged("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "README.md") == "A\nb\nC\n"
    assert marked("a\n", "b\n", "c\n", "README.md") == "<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n"


@pytest.mark.parametrize("odd", ["{a: 1}\n", "? a\n: 1\n", "--- {a: 1}\n", "a: 1 # \u2028 x\n", "~\n"])
def test_what_cannot_be_told_apart_by_lines_is_left_to_people(odd: str) -> None:
    done = merge(FILE, b"a: 0\nb: 0\n", b"a: 0\nb: 2\n", odd.encode())
    text = done.content.decode()
    assert done.conflicts == 1
    assert "b: 2" in text
    assert odd in text


Table: TypeAlias = dict[str, dict[str, str]]
ROWS, COLUMNS = ["r1", "r2", "r3", "r4"], ["task", "lead", "deadline"]


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    """Return a few edits: a field set, a row removed or added, a comment put in."""
    kind = st.sampled_from(["set", "set", "set", "unset", "remove", "add", "comment"])
    edit = st.tuples(kind, st.sampled_from([*ROWS, "r5", "r6"]), st.sampled_from(COLUMNS))
    return draw(st.lists(edit, max_size=4))


def edited(table: Table, changes: list[tuple[str, str, str]], word: str) -> tuple[Table, dict[str, str]]:
    """Return a table with edits, and the comments put above rows."""
    table, comments = copy.deepcopy(table), dict[str, str]()
    for kind, row, column in changes:
        if kind == "add":
            table.setdefault(row, {"task": word})
        elif row not in table:
            continue
        elif kind == "set":
            table[row][column] = word
        elif kind == "unset":
            table[row].pop(column, None)
        elif kind == "remove":
            del table[row]
        else:
            comments[row] = f"{word} {row}"
    return table, comments


def written(table: Table, comments: dict[str, str], style: int) -> str:
    """Write a table in one of a few styles."""
    indent, quote, gap = ((2, "", ""), (0, "'", ""), (4, "", "\n"))[style]
    lines = ["# Bảng\n\nsections:\n"]
    for row, cells in table.items():
        lines.append(gap + (f"{' ' * indent}# {comments[row]}\n" if row in comments else ""))
        lines.append(f"{' ' * indent}- id: {row}\n")
        lines += [f"{' ' * indent}  {column}: {quote}{cell}{quote}\n" for column, cell in cells.items()]
    return "".join(lines)


@settings(max_examples=300, deadline=None)
@given(
    edits(), edits(), st.sampled_from(["o", "same"]), st.lists(st.integers(0, 2), min_size=2, max_size=2), st.booleans()
)
def test_any_edits_of_a_table_are_merged_or_marked(
    ours: list[tuple[str, str, str]], theirs: list[tuple[str, str, str]], word: str, styles: list[int], one_style: bool
) -> None:
    base: Table = {row: {column: f"{row} {column}" for column in COLUMNS} for row in ROWS}
    (here, notes), (there, other_notes) = edited(base, ours, word), edited(base, theirs, "t" if word == "o" else word)
    styles = [0, 0] if one_style else styles
    texts = written(base, {}, 0), written(here, notes, styles[0]), written(there, other_notes, styles[1])
    done = merge(FILE, *(text.encode() for text in texts))
    text = done.content.decode()
    contested = {row for row in {*here, *there} if is_contested(base.get(row), here.get(row), there.get(row))}
    for side, own in (("ours", here), ("theirs", there)):
        found = table_in(settled(text, side))
        for row in {*base, *here, *there, *found}:
            due = own.get(row) if row in contested else due_row(base.get(row), here.get(row), there.get(row))
            assert (
                found.get(row) in (due, own.get(row))
                if row not in contested
                else is_mixed(found.get(row), here.get(row), there.get(row))
            )
    if done.conflicts == 0:
        assert not contested
        assert table_in(text) == {
            row: due
            for row in {*base, *here, *there}
            if (due := due_row(base.get(row), here.get(row), there.get(row))) is not None
        }
    for row, note in (*notes.items(), *other_notes.items()):
        assert note in text or row not in here or row not in there
    if one_style and not (notes or other_notes) and here and there:
        assert bool(done.conflicts) == bool(contested)


def is_contested(was: dict[str, str] | None, here: dict[str, str] | None, there: dict[str, str] | None) -> bool:
    """Whether both sides changed the same field of a row, or one removed what the other changed."""
    if here == there or was in (here, there):
        return False
    if was is None or here is None or there is None:
        return True
    return any(len({was.get(key), here.get(key), there.get(key)}) == 3 for key in COLUMNS)


def due_row(
    was: dict[str, str] | None, here: dict[str, str] | None, there: dict[str, str] | None
) -> dict[str, str] | None:
    """Return what a row that is not contested must say."""
    if there in (here, was):
        return here
    if here == was or was is None or here is None or there is None:
        return there
    cells = {key: here.get(key) if there.get(key) == was.get(key) else there.get(key) for key in COLUMNS}
    return {key: cell for key, cell in cells.items() if cell is not None}


def is_mixed(found: dict[str, str] | None, here: dict[str, str] | None, there: dict[str, str] | None) -> bool:
    """Whether a contested row says nothing that neither side says."""
    if found is None or here is None or there is None:
        return found in (here, there)
    return all(found.get(key) in (here.get(key), there.get(key)) for key in COLUMNS)


def table_in(text: str) -> Table:
    """Return the rows of a text by id, without it."""
    source = read_source("x", text.encode())
    assert not source.findings
    assert isinstance(source.data, dict)
    found: Table = {}
    rows = source.data["sections"]
    for row in rows if isinstance(rows, list) else []:
        assert isinstance(row, dict)
        assert row["id"] not in found
        found[str(row["id"])] = {key: str(value) for key, value in row.items() if key != "id"}
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
