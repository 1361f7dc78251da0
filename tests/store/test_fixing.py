"""What ``--fix`` repairs, and that nothing else of a file changes."""

from __future__ import annotations

import os
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cchc_cli.store.fixing import Fixed, fix_diff, fix_plan, fixed
from cchc_cli.store.load import load
from cchc_cli.store.pieces import BREAKS, INVISIBLE, SPACES, pieces_of
from cchc_cli.store.source import read_source
from cchc_cli.store.tidying import tidied

REAL = Path(__file__).parents[2] / "plan" / "2020"
TEXTS = {path.relative_to(REAL).as_posix(): path.read_bytes().decode() for path in sorted(REAL.rglob("*.yaml"))}


def repaired(text: str, file: str = "units.yaml") -> str:
    return tidied(file, text).text


def said(text: str, file: str = "units.yaml") -> list[tuple[int, str]]:
    return [(repair.line, repair.kind) for repair in tidied(file, text).repairs]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("- id: vp\n  name: Văn\u00a0phòng\n", "- id: vp\n  name: Văn phòng\n", [(2, "space")]),
        ("- name: 'Văn\u3000phòng'\n", "- name: 'Văn phòng'\n", [(1, "space")]),
        ("- name: Văn phòng\u00a0\n", "- name: Văn phòng\n", [(1, "space")]),
        ("- name: 'Văn phòng\u00a0'\n", "- name: 'Văn phòng '\n", [(1, "space")]),
        ("- name: V\u200băn phòng\n", "- name: Văn phòng\n", [(1, "invisible")]),
        (f"- name: {nfd('Văn phòng')} # {nfd('chữ ký')}\n", "- name: Văn phòng # chữ ký\n", [(1, "form")]),
        ("- Name: Văn phòng\n", "- name: Văn phòng\n", [(1, "key")]),
        ("- name : Văn phòng\n", "- name: Văn phòng\n", [(1, "key")]),
        ("- n\u0430me: Văn phòng\n", "- name: Văn phòng\n", [(1, "key")]),
        ('- "Name": Văn phòng\n', '- "name": Văn phòng\n', [(1, "key")]),
        ("- name:\tVăn phòng\n", "- name: Văn phòng\n", [(1, "tab")]),
        ("- name: Văn phòng  \t\n  \n# hết \n", "- name: Văn phòng\n\n# hết\n", [(1, "end"), (2, "end"), (3, "end")]),
        ("- name: Văn\u00a0 \n    phòng\n", "- name: Văn\n    phòng\n", [(1, "end"), (1, "space")]),
        ("- name: >-\n    Văn\u00a0phòng\n", "- name: >-\n    Văn phòng\n", [(2, "space")]),
        ("# a\u00a0b\u200b\n", "# a b\n", [(1, "invisible"), (1, "space")]),
        ("- name: e\u200b\u0301\n", "- name: é\n", [(1, "form"), (1, "invisible")]),
    ],
)
def test_what_means_nothing_by_itself_is_repaired(before: str, after: str, kinds: list[tuple[int, str]]) -> None:
    assert repaired(before) == after
    assert {line for line, _ in said(before)} == {line for line, _ in kinds}
    assert set(kinds) <= {*said(before), (1, "form")}


@pytest.mark.parametrize(
    "text",
    [
        "- name: 'Văn phòng  '\n",
        '- name: "Văn\\_phòng \u00a0\\u200b"\n',
        "- name: |  \n    Văn phòng  \n\n  \n- name: >+\n    a  \n  \n",
        "- Tên: Văn phòng\n",
        "- Name: Văn phòng\n  name: Văn phòng\n",
        "- Name: Văn phòng\n  NAME: Văn phòng\n",
        "- contact: {Name: A, EMAIL: a@b}\n",
        "- name: a:\u00a0b\n",
        "- name: a\u00a0# b\n",
        "- name: \u200b- a\n",
        "- name: ~\u200b\n",
        "- name: |\n    \u00a0Văn phòng\u00a0\n",
        "- name: a\u200b: b: c\n",
        "- name: !x Văn\u00a0phòng\n",
        "- [a, \u200b, b]\n",
        "name: 'Văn\u00a0phòng\n",
        "<<<<<<< a\nname: Văn\u00a0phòng\n=======\n>>>>>>> b\n",
    ],
)
def test_what_would_change_more_than_the_character_stays(text: str) -> None:
    assert repaired(text) == text


def test_one_repair_that_cannot_be_proven_does_not_keep_the_others_from_being_made() -> None:
    done = tidied("units.yaml", "- name: Văn\u00a0phòng\n- [a, \u200b, b]\n")
    assert (done.text, done.left) == ("- name: Văn phòng\n- [a, \u200b, b]\n", True)


def test_one_such_repair_among_hundreds_is_found() -> None:
    names = "".join(f"- name: {nfd('Văn phòng')} {number}\n" for number in range(300))
    bad = "- [a, \u200b, b]\n"
    done = tidied("units.yaml", names + bad + names)
    assert (done.text, done.left) == (unicodedata.normalize("NFC", names + bad + names), True)


def test_words_as_scanned_stay_as_scanned() -> None:
    text = "- where: II.5.product\n  scanned: a\u00a0b\n  corrected: a\u00a0c\n"
    assert repaired(text, "corrections.yaml") == text.replace("a\u00a0c", "a c")


def test_keys_of_nested_rows_are_known_by_their_place() -> None:
    text = "Sections:\n  - ID: II\n    Tasks:\n      - Id: II.1\n        Extra: {Kinh Phí: 5, LEAD: x}\n"
    assert repaired(text, "appendix.yaml") == (
        "sections:\n  - id: II\n    tasks:\n      - id: II.1\n        extra: {Kinh Phí: 5, LEAD: x}\n"
    )


def test_two_names_that_would_become_one_stay_two() -> None:
    text = "- date: 2020-06-14\n  quantity: {bản tin: 1, bản\u00a0tin: 2}\n"
    assert repaired(text, "progress/II.5.yaml") == text


def test_a_byte_order_mark_and_line_ends_stay() -> None:
    raw = "\ufeff- name: Văn\u00a0phòng \r\n  id: vp\r\n".encode()
    assert fixed("units.yaml", raw).after.encode() == "\ufeff- name: Văn phòng\r\n  id: vp\r\n".encode()


def test_the_real_plan_needs_no_repair() -> None:
    assert {file: tidied(file, text).repairs for file, text in TEXTS.items()} == dict.fromkeys(TEXTS, ())


# On a copy of a plan


def copy_of(tmp_path: Path) -> Path:
    shutil.copytree(REAL, tmp_path / "2020")
    return tmp_path / "2020"


def damage(path: Path, old: str, new: str) -> bytes:
    raw = path.read_bytes()
    assert old.encode() in raw
    path.write_bytes(raw.replace(old.encode(), new.encode(), 1))
    return raw


def test_damaged_files_become_what_they_were_and_the_others_are_not_touched(tmp_path: Path) -> None:
    plan = copy_of(tmp_path)
    units, facts = plan / "units.yaml", plan / "progress" / "II.1.yaml"
    was = damage(units, "Văn phòng", "Văn\u00a0phòng"), damage(facts, "date:", "Date:")
    times = {path: path.stat().st_mtime_ns for path in plan.rglob("*.yaml") if path not in {units, facts}}
    assert [each.file for each in fix_plan(plan)] == ["units.yaml", "progress/II.1.yaml"]
    assert (units.read_bytes(), facts.read_bytes()) == was
    assert {path: path.stat().st_mtime_ns for path in times} == times
    before = {path: path.stat().st_mtime_ns for path in plan.rglob("*")}
    assert fix_plan(plan) == ()
    assert {path: path.stat().st_mtime_ns for path in plan.rglob("*")} == before


def test_a_dry_run_writes_nothing_and_tells_the_same(tmp_path: Path) -> None:
    plan = copy_of(tmp_path)
    damage(plan / "units.yaml", "Văn phòng", "Văn\u00a0phòng")
    held = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in plan.rglob("*.yaml")}
    planned = fix_plan(plan, dry_run=True)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in plan.rglob("*.yaml")} == held
    assert planned == fix_plan(plan)


def test_the_diff_names_the_file_and_shows_the_lines() -> None:
    fix = fixed("units.yaml", b"- id: vp\n  Name: Ban\n")
    assert fix_diff(fix, "2020") == (
        "--- a/2020/units.yaml\n+++ b/2020/units.yaml\n@@ -1,3 +1,3 @@\n - id: vp\n-  Name: Ban\n+  name: Ban\n \n"
    )
    assert fix_diff(Fixed("units.yaml", "a", "a", ()), "2020") == ""


def test_a_file_that_cannot_be_read_is_left_alone_and_hides_no_other(tmp_path: Path) -> None:
    plan = copy_of(tmp_path)
    broken, latin = plan / "indicators.yaml", plan / "corrections.yaml"
    broken.write_bytes("- id: [a\u00a0\n".encode())
    latin.write_bytes(b"- where: \xff \n")
    damage(plan / "units.yaml", "Văn phòng", "Văn\u00a0phòng")
    assert [each.file for each in fix_plan(plan)] == ["units.yaml"]
    assert (broken.read_bytes(), latin.read_bytes()) == ("- id: [a\u00a0\n".encode(), b"- where: \xff \n")


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_link_out_of_the_plan_is_refused_and_hides_no_other(tmp_path: Path) -> None:
    plan, outside = copy_of(tmp_path), tmp_path / "outside.yaml"
    outside.write_bytes(b"- Id: x\n")
    (plan / "indicators.yaml").unlink()
    (plan / "indicators.yaml").symlink_to(outside)
    damage(plan / "units.yaml", "Văn phòng", "Văn\u00a0phòng")
    done = {each.file: each for each in fix_plan(plan)}
    assert done["indicators.yaml"].refused == ("Chưa ghi: indicators.yaml là liên kết trỏ ra ngoài thư mục kế hoạch.")
    assert outside.read_bytes() == b"- Id: x\n"
    assert not done["units.yaml"].refused
    assert done["units.yaml"].repairs


def test_what_nobody_sees_stays_in_a_content_that_is_fixed(tmp_path: Path) -> None:
    plan = copy_of(tmp_path)
    damage(plan / "appendix.yaml", "Cải cách", "Cải\u00a0c\u200bách")
    (plan / "baseline.yaml").write_bytes("document: Kế hoạch\ndate: 2020-01-14\n".encode())
    (done,) = fix_plan(plan)
    assert done.as_signed
    assert "Cải c\u200bách".encode() in (plan / "appendix.yaml").read_bytes()


# Properties


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    """Return the name of a file of the real plan, and its text with damage of the listed kinds."""
    file = draw(st.sampled_from(sorted(TEXTS)))
    text = TEXTS[file]
    marks, comments = pieces_of(text)
    inside = [piece for piece in (*marks, *comments) if piece.kind not in {"mark", "fixed"} and piece.end > piece.start]
    chosen = draw(st.lists(st.sampled_from(inside), max_size=6, unique_by=lambda piece: piece.start))
    for piece in sorted(chosen, key=lambda piece: -piece.start):
        old = text[piece.start : piece.end]
        scanned = piece.path[1:] == ("scanned",) and file == "corrections.yaml"
        match draw(st.sampled_from(["form", "space", "invisible", "name"])):
            case "form" if not scanned:
                new = nfd(old)
            case "space" if not scanned and piece.kind != "block":
                gaps = [gap for gap in range(1, len(old) - 1) if old[gap] == " "]
                gaps = [gap for gap in gaps if not set(old[gap - 1] + old[gap + 1]) & set(f" {BREAKS}")][:3]
                new = "".join(draw(st.sampled_from(SPACES)) if each in gaps else char for each, char in enumerate(old))
            case "invisible" if not scanned and piece.kind != "block":
                where = draw(st.integers(0, len(old)))
                new = old[:where] + draw(st.sampled_from(INVISIBLE)) + old[where:]
            case "name" if piece.is_key and old.islower() and old.isascii() and "quantity" not in piece.path[:-1]:
                new = draw(st.sampled_from([old.upper(), old.capitalize(), old.replace("a", "\u0430")]))
            case _:
                continue
        text = text[: piece.start] + new + text[piece.end :]
    if not any(piece.kind == "block" for piece in marks):
        lines = text.split("\n")
        for line in draw(st.lists(st.integers(0, len(lines) - 1), max_size=4)):
            lines[line] += draw(st.sampled_from([" ", "   ", " \t"] if lines[line].strip() else [" "]))
        text = "\n".join(lines)
    return file, text


@settings(max_examples=150, deadline=None)
@given(damaged())
def test_a_damaged_file_becomes_the_same_bytes_again(case: tuple[str, str]) -> None:
    file, text = case
    done = tidied(file, text)
    assert done.text == TEXTS[file]
    assert bool(done.repairs) == (text != TEXTS[file])
    assert not done.left


SKELETON = str.maketrans(dict.fromkeys(f" \t{SPACES}{INVISIBLE}", ""))
PARTS = st.sampled_from(
    [*" \n\t:-#'\"[]{},|>&*!?~\\\r", "a", "ế", "e\u0301", "\u0301", "\u00a0", "\u200b", "\u3000", "\ufeff", "\u2028",
     "id", "Name", "name", ": ", "- ", "\n  ", " #", "\n- ", "n\u0430me:", "|\n  ", ">\n  ", "\x85", "\u037e", "\u1fef"]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(PARTS, max_size=30).map("".join))
@example("- name: 'a\u00a0\n   b'\n")
@example("\u00a0: a")
@example("\ufeff\ufeff\ufeff #\n|")
def test_any_text_keeps_all_but_the_listed_characters(text: str) -> None:
    for file in ("units.yaml", "plan.yaml", "progress/II.5.yaml"):
        done = tidied(file, text)
        again = tidied(file, done.text)
        assert (again.text, again.repairs) == (done.text, ())
        assert len(done.text) <= len(text)
        assert bones(done.text) == bones(text)
        assert [each.code for each in read_source(file, done.text.encode()).findings] == [
            each.code for each in read_source(file, text.encode()).findings
        ]


def bones(text: str) -> str:
    """Return a text without all that may be repaired; its words, signs and line ends remain."""
    text = unicodedata.normalize("NFKC", text.translate(SKELETON)).replace("\u0430", "a")
    return text.translate(SKELETON).casefold()


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_left_or_repaired_without_growing(raw: bytes) -> None:
    done = fixed("units.yaml", raw)
    assert done.before.encode() in {raw, b""}
    assert len(done.after) <= 3 * len(done.before)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.lists(st.tuples(st.integers(0, 10**6), PARTS), min_size=1, max_size=5))
def test_damage_anywhere_is_repaired_once_and_for_all(file: str, blows: list[tuple[int, str]]) -> None:
    text = TEXTS[file]
    for place, part in blows:
        at = place % (len(text) + 1)
        text = text[:at] + part + text[at:]
    done = tidied(file, text)
    assert tidied(file, done.text).repairs == ()
    assert bones(done.text) == bones(text)


def test_the_real_plan_reads_the_same_after_a_repair(tmp_path: Path) -> None:
    plan = copy_of(tmp_path)
    for path in plan.rglob("*.yaml"):
        path.write_bytes(nfd(path.read_bytes().decode()).encode())
    fix_plan(plan)
    assert load(plan).plan == load(REAL).plan
    assert {file: (plan / file).read_bytes().decode() for file in TEXTS} == TEXTS
