"""Which findings are reported: by code, and by the comments in the files that ask to ignore some."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.check.ignores import Kept, without_ignored
from cchc_cli.check.selection import read_codes, selected
from cchc_cli.domain.finding import Finding, Place
from cchc_cli.domain.refusal import Refused
from cchc_cli.store.source import read_source

ALL = [Finding(code, Place("a.yaml"), code) for code in ("E102", "E202", "E301", "E401", "W401", "W402")]


def kept(text: str, *found: tuple[str, tuple[str | int, ...]]) -> Kept:
    source = read_source("a.yaml", text.encode())
    findings = [*source.findings, *(Finding(code, Place("a.yaml", path), "câu") for code, path in found)]
    return without_ignored(findings, {"a.yaml": source})


def codes(found: Kept) -> list[str]:
    return [finding.code for finding in found.findings]


def messages(text: str) -> list[str]:
    return [f"{finding.code}: {finding.message} {finding.hint}" for finding in kept(text).findings]


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        ((), (), "E102 E202 E301 E401 W401 W402"),
        (("E3",), (), "E102 E202 E301"),
        (("W401", "E4"), (), "E102 E202 E401 W401"),
        ((), ("W",), "E102 E202 E301 E401"),
        ((), ("E",), "E102 E202 W401 W402"),
        (("W",), ("W402",), "E102 E202 W401"),
    ],
)
def test_codes_are_chosen_by_their_beginnings_but_syntax_and_structure_stay(
    select: tuple[str, ...], ignore: tuple[str, ...], left: str
) -> None:
    assert [finding.code for finding in selected(ALL, select, ignore)] == left.split()


def test_codes_are_read_in_any_case_with_commas() -> None:
    assert read_codes(["e301,W4", "w402"]) == ("E301", "W4", "W402")


@pytest.mark.parametrize(
    ("word", "hint"), [("E301X", "Có phải “E301”?"), ("tất-cả", "Viết mã như E301, hoặc phần đầu của mã như E3.")]
)
def test_an_unknown_code_is_refused_with_the_nearest(word: str, hint: str) -> None:
    with pytest.raises(Refused) as refused:
        read_codes([word])
    assert refused.value.message == f"Không có mã “{word.upper()}”."
    assert refused.value.hint == hint


@pytest.mark.parametrize("code", ["E1", "E102", "E204"])
def test_syntax_and_structure_are_not_ignored_by_option(code: str) -> None:
    with pytest.raises(Refused, match="lỗi về cú pháp và cấu trúc luôn được báo"):
        selected(ALL, (), (code,))


@pytest.mark.parametrize(
    "text",
    [
        "x: 1 # cchc: ignore W401 như bản ký\n",
        "# cchc: ignore W401 như bản ký\nx: 1\n",
        "# cchc: ignore W401 như bản ký\r\nx: 1\r\n",
        "# cchc: ignore W401 như bản ký\rx: 1\r",
        "# cchc: ignore W401 như bản ký\n# lời thường\n# cchc: ignore W402 không có\nx: 1\n",
        "x: 1\t#cchc:IGNORE w401 - như bản ký",
        "x: 1 # cchc: ignore W402, W401: như bản ký\n",
        "x: | # cchc: ignore W401 như bản ký\n  lời\n",
        "x: 'a # b' # cchc: ignore W401 như bản ký\n",
        "x: 'a'# cchc: ignore W401 như bản ký\n",
        "x: [1]# cchc: ignore W401 như bản ký\n",
        "x: [# cchc: ignore W401 như bản ký\n  1]\n",
        "x: |# cchc: ignore W401 như bản ký\n  lời\n",
    ],
)
def test_a_comment_on_the_line_or_alone_above_hides_the_finding(text: str) -> None:
    found = kept(text, ("W401", ("x",)))
    assert [(each.finding.code, each.reason) for each in found.hidden] == [("W401", "như bản ký")]
    assert "W401" not in codes(found)
    assert set(codes(found)) <= {"W120"}


@pytest.mark.parametrize(
    "text",
    [
        "y: 1 # cchc: ignore W401 như bản ký\nx: 1\n",
        "# cchc: ignore W401 như bản ký\n\nx: 1\n",
        "# cchc: ignore W402 như bản ký\nx: 1\n",
        "x: 1\n# cchc: ignore W401 như bản ký\n",
    ],
)
def test_a_comment_elsewhere_hides_nothing_and_is_said_to_be_needless(text: str) -> None:
    found = kept(text, ("W401", ("x",)))
    assert codes(found) == ["W401", "W120"]
    assert found.hidden == ()


@pytest.mark.parametrize(
    "text",
    [
        "x: '# cchc: ignore W401 lý do'\n",
        'x: "a # cchc: ignore W401 lý do"\n',
        "x: |\n  # cchc: ignore W401 lý do\n",
        "x: >\n  lời\n  # cchc: ignore W401 lý do\n",
        "x: a#cchc:ignore W401 lý do\n",
        "x: 1 # xem # cchc: ignore W401 lý do\n",
        "x: 'a\n\n  # cchc: ignore W401 lý do'\n",
    ],
)
def test_words_in_a_value_or_inside_another_comment_ask_for_nothing(text: str) -> None:
    assert kept(text, ("W401", ("x",))) == Kept((Finding("W401", Place("a.yaml", ("x",)), "câu"),))


def test_words_in_the_first_key_of_a_file_ask_for_nothing() -> None:
    found = kept("'# cchc: ignore W401 lý do': 1\n", ("W401", ()))
    assert (codes(found), found.hidden) == (["W401"], ())


def test_a_comment_at_the_head_hides_what_concerns_the_whole_file() -> None:
    found = kept("# Tệp thử\n# cchc: ignore W401 như bản ký\nx: 1\n", ("W401", ()))
    assert (codes(found), len(found.hidden)) == ([], 1)


def test_a_comment_without_a_reason_is_a_finding_and_hides_nothing() -> None:
    found = kept("x: 1 # cchc: ignore W401 -\n", ("W401", ("x",)))
    assert codes(found) == ["W401", "E120"]
    assert found.findings[1].message == "Ghi chú bỏ qua W401 chưa có lý do."
    assert found.findings[1].place == Place("a.yaml", span=(5, 26))


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("# cchc: ignore", "E120: Ghi chú bỏ qua chưa ghi mã. Viết như: # cchc: ignore W401 văn bản ký ghi như vậy."),
        ("# cchc: ignore lý do", "E120: Ghi chú bỏ qua chưa ghi mã. Viết như: # cchc: ignore W401 văn bản ký ghi như vậy."),
        ("# cchc: ignore E31 lý do", "E120: Không có mã “E31”. Có phải “E316”?"),
        ("# cchc: ignore Q9999999 lý do", "E120: Không có mã “Q9999999”. Viết như: # cchc: ignore W401 văn bản ký ghi như vậy."),
        ("# cchc: ignore E102 lý do", "E120: Không bỏ qua được E102: lỗi về cú pháp và cấu trúc luôn được báo. Sửa lỗi ấy, rồi bỏ ghi chú này."),
        ("# cchc: ignore W401 lý do", "W120: Ở đây không có W401 để bỏ qua. Bỏ ghi chú này đi."),
    ],
)  # fmt: skip
def test_a_comment_that_cannot_be_followed_is_a_finding(comment: str, said: str) -> None:
    assert messages(f"x: 1 {comment}\n") == [said]


def test_a_comment_is_not_called_needless_while_rules_wait_for_another_file() -> None:
    good = read_source("a.yaml", b"x: 1 # cchc: ignore W401 ly do\n")
    broken = read_source("b.yaml", b"x: [\n")
    found = without_ignored(broken.findings, {"a.yaml": good, "b.yaml": broken})
    assert [finding.code for finding in found.findings] == ["E102"]


def test_structure_is_not_ignored_even_beside_a_comment() -> None:
    found = kept("x: 1 # cchc: ignore E202 lý do\n", ("E202", ("x",)))
    assert codes(found) == ["E202", "E120"]


@given(st.text(alphabet="x:'\"|>#- \n\r\t[]{},ựạ") | st.text(), st.sampled_from(["W401 lý do", "W401", "", "E102 a"]))
def test_any_text_is_read_without_a_fault_of_ours(text: str, rest: str) -> None:
    raw = f"{text} # cchc: ignore {rest}\n{text}".encode(errors="replace")
    source = read_source("a.yaml", raw)
    found = without_ignored(source.findings, {"a.yaml": source})
    assert all(finding.place.file == "a.yaml" for finding in found.findings)
