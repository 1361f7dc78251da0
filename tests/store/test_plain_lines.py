"""What is written plainly is read as libyaml reads it; anything else is left to libyaml, which says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.store import plain_lines
from cchc_cli.store.plain_lines import read_plainly
from cchc_cli.store.source import entry_text, read_source

REAL = Path(__file__).parents[2] / "plan" / "2020"
FILES = sorted(REAL.rglob("*.yaml"))

PLAIN = {
    "a: x": {"a": "x"},
    "a: x\r\nb: y\r\n": {"a": "x", "b": "y"},
    "\ufeff# ghi chú\n\na: x\n  # ghi chú\nb: y": {"a": "x", "b": "y"},
    "a:\nb: ~\nc: null\nd: ''\ne: 'null'": {"a": None, "b": None, "c": None, "d": "", "e": "null"},
    "a: no\nb: 12:30\nc: 0123\nd: 2020-01-14": {"a": "no", "b": "12:30", "c": "0123", "d": "2020-01-14"},
    "a: x #y": None,
    "a: x#y\nb: http://x.vn/y": {"a": "x#y", "b": "http://x.vn/y"},
    "a: 'x: y'\nb: 'it''s'\nc: \"x\\n\\\"y\\\"\"": {"a": "x: y", "b": "it's", "c": 'x\n"y"'},
    "- x\n- 'y'\n- ~": ["x", "y", None],
    "- a: x\n  b: y\n- a: z": [{"a": "x", "b": "y"}, {"a": "z"}],
    "a:\n  - x\n  - y\nb: z": {"a": ["x", "y"], "b": "z"},
    "a:\n- b: x\n- b: y\nc: z": {"a": [{"b": "x"}, {"b": "y"}], "c": "z"},
    "a:\n  b:\n    c: x\n  d: y\ne: z": {"a": {"b": {"c": "x"}, "d": "y"}, "e": "z"},
    "a: [x, 'y, z', null]\nb: []": {"a": ["x", "y, z", None], "b": []},
    "quantity: {quy trình: 12, thủ tục: '3'}": {"quantity": {"quy trình": "12", "thủ tục": "3"}},
    "": None,
    "# chỉ có ghi chú": None,
}

NOT_PLAIN = [
    "a: b: c",
    "a: x\n b: y",
    "a: x\n  y",
    "a:\n    b: x\n  c: y",
    "a: x\na: y",
    "{a: x, a: y}",
    "a: {b: x, b: y}",
    "a: |\n  x",
    "a: >-\n  x",
    "a: 'x\n  y'",
    'a: "\\x41"',
    "a: &x y",
    "a: *x",
    "a: !x y",
    "a: [x, [y]]",
    "a: [x, ]",
    "a: [x, y",
    "a: {b: }",
    "a: - x",
    "- - x",
    "-\n  x",
    "- x\n  y",
    "- x\na: y",
    "a: x\n- y",
    "? a\n: b",
    "'a': b",
    "a : b",
    "a:  b",
    "a: b ",
    "a:\tb",
    "a: x\u00a0y",
    "a: x\u2028y",
    "a: \x07",
    "---\na: x",
    "a: x\n...",
    "%YAML 1.2",
    "x",
    "<<<<<<< HEAD\na: x",
    "k" * 2000 + ": x",
    "\n".join("  " * depth + "a:" for depth in range(40)),
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_text_is_read(text: str) -> None:
    source = read_plainly("a.yaml", text.encode())
    if PLAIN[text] is None:
        assert source is None or source.data is None
    else:
        assert source is not None
        assert source.data == PLAIN[text]


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_any_other_text_is_left_to_libyaml(text: str) -> None:
    assert read_plainly("a.yaml", text.encode()) is None


def test_bytes_that_are_no_text_are_left_to_libyaml() -> None:
    assert read_plainly("a.yaml", b"a: \xff") is None


def test_a_file_of_too_many_values_is_left_to_what_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_lines, "MOST_VALUES", 20)
    assert read_plainly("a.yaml", b"- x\n" * 9) is not None
    assert read_plainly("a.yaml", b"- x\n" * 10) is None
    assert read_plainly("a.yaml", b"- [x, x, x, x, x, x, x, x, x, x]\n") is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(REAL).as_posix())
def test_every_file_of_the_real_plan_is_plain(path: Path) -> None:
    raw = path.read_bytes()
    assert read_plainly("a.yaml", raw) == read_source("a.yaml", raw)


def test_what_the_program_writes_is_plain() -> None:
    written = entry_text({"date": "2020-03-14", "result": "Đã trình: “x”, đợt 1", "evidence": ["Tờ trình số 1/TTr"]})
    source = read_plainly("a.yaml", written.encode())
    assert source is not None
    assert source.data == [{"date": "2020-03-14", "result": "Đã trình: “x”, đợt 1", "evidence": ["Tờ trình số 1/TTr"]}]


KEYS = st.sampled_from([
    "a", "b", "id", "quy trình", "II.1", "x-y", "a, b", "null", "_", "1", "a b", "é", '"q"', "'k'", "- a", "?", "a:b", "a #b", "<<", "",
    "[a]", "~", "k" * 200, "k" * 201,
])  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(["x", "", "null", "~", "x y", "12:30", "'q'", "[a, b]", "{a: 1}"]),
    st.sampled_from([
        "a: b", "a:", "a #c", "a#c", "#c", "'it''s'", "'q", '"d\\n"', '"d\\x41"', '"d', "'a' b", "[a,b]", "[a, ]", "[]", "{}", "{a: 1, a: 2}",
        "{a}", "{a: }", "{a: [b]}", "[a: b]", "[ a]", '[a, "b, c"]', "|", ">", "&a x", "*a", "!t x", "%x", "@x", "-", "- x", "-1", "---", "...",
        "?", "x ", "  x", "a\tb", "\u00a0x", "x\u2028y", "\ufeffx", "\x85", "😀", "=", ".", "x:y", ":x", "[a]x", "'a'#c", "[a, null]", "a - b",
        "<<<<<<< x", "}", "x}", "[a?]", "[a - b]", "w " * 600 + "w", "[" + "w" * 1500 + "]", "''", '""', "[''] ",
    ]),
    st.text(st.sampled_from("ab:#-[]{},'\"?&*!|>%@` \\é"), max_size=8),
)  # fmt: skip
LINES = st.one_of(
    st.builds("{}: {}".format, KEYS, VALUES),
    st.builds("{}:".format, KEYS),
    st.builds("- {}: {}".format, KEYS, VALUES),
    st.builds("- {}:".format, KEYS),
    st.builds("- {}".format, VALUES),
    st.sampled_from(["", "# c", "#", "-", "- - a", "---", "...", "? a", ": b", "\t", "%YAML 1.1"]),
    VALUES,
)
TEXTS = st.builds(
    lambda lines, end, last: end.join(" " * column + line for column, line in lines) + last,
    st.lists(st.tuples(st.sampled_from([0, 0, 0, 2, 2, 4, 1, 3, 6]), LINES), min_size=1, max_size=7),
    st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    st.sampled_from(["", "\n", "\n\n"]),
)


@given(TEXTS)
def test_no_text_is_read_otherwise_than_by_libyaml(text: str) -> None:
    raw = text.encode()
    plain = read_plainly("a.yaml", raw)
    assert plain is None or plain == read_source("a.yaml", raw)


@given(
    st.sampled_from([path.read_bytes() for path in FILES]),
    st.integers(0, 10**6),
    st.integers(0, 4),
    st.sampled_from([b"", b" ", b"  ", b"\n", b"- ", b": ", b":", b"#", b" #", b'"', b"'", b"[", b"]", b"{", b"}", b",", b"|", b"\t", b"\\"]),
)  # fmt: skip
def test_no_change_of_a_real_file_is_read_otherwise_than_by_libyaml(raw: bytes, at: int, gone: int, new: bytes) -> None:
    at %= len(raw)
    changed = raw[:at] + new + raw[at + gone :]
    plain = read_plainly("a.yaml", changed)
    assert plain is None or plain == read_source("a.yaml", changed)
