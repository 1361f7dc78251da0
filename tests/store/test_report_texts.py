"""The text of one heading is put into a report's file, and nothing else there changes."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.model import Seal
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.reporting.notes import HeadingNote
from cchc_cli.domain.reporting.statistics import StatisticRow
from cchc_cli.store.load import load
from cchc_cli.store.report_files import Places, Text, TextWritten, seal, write_text
from cchc_cli.store.skeleton import skeleton

GOOD = Path(__file__).parent.parent / "bad" / "good"
CODE = "2020-H1"
FILE = f"reports/{CODE}.yaml"
HEADINGS = (
    HeadingNote("I.1", "Về kế hoạch", needed=False),
    HeadingNote("I.2", "Về tổ chức chỉ đạo", ("II.5 Kết nối dữ liệu: đã kết nối (03/5/2020)",)),
    HeadingNote("V", "Kiến nghị, đề xuất"),
)
ROWS = (StatisticRow("1.10", "Số cuộc đối thoại", "cuộc"),)
PLACES = Places(CODE, "6 tháng đầu năm 2020", HEADINGS, ROWS)


def written(
    plan: Path, before: str | None, at: str, *paragraphs: str, force: bool = False, dry_run: bool = False
) -> str:
    """Return the file of the report after a text was written, from what it held before."""
    path = plan / FILE
    if before is not None:
        path.write_bytes(before.encode())
    write_text(plan, PLACES, Text(at, paragraphs), force=force, dry_run=dry_run)
    return path.read_bytes().decode() if path.exists() else ""


def texts(plan: Path) -> dict[str, str]:
    loaded = load(plan)
    assert loaded.plan is not None
    assert loaded.findings == ()
    return dict(loaded.plan.reports[CODE].texts)


def test_a_file_that_is_not_there_is_made_with_every_place_and_the_text(plan: Path) -> None:
    after = written(plan, None, "V", "Không có.")
    assert after == skeleton(CODE, "6 tháng đầu năm 2020", HEADINGS, ROWS).replace("  V:\n", "  V: Không có.\n")
    assert texts(plan) == {"V": "Không có."}


def test_several_paragraphs_are_a_block_with_a_line_each(plan: Path) -> None:
    before = "# đầu tệp\ntexts:\n  I.2:  # chờ Văn phòng\n  V:\n# hết\n"
    assert written(plan, before, "I.2", "Đoạn: một.", "- Gạch đầu dòng # hai") == (
        "# đầu tệp\ntexts:\n  I.2: |  # chờ Văn phòng\n    Đoạn: một.\n    - Gạch đầu dòng # hai\n  V:\n# hết\n"
    )
    assert texts(plan) == {"I.2": "Đoạn: một.\n- Gạch đầu dòng # hai"}


def test_a_place_put_out_of_use_is_taken_into_use(plan: Path) -> None:
    before = "texts:\n  # I.1. Về kế hoạch (không bắt buộc)\n  # I.1:\n\n  V: Có.\n"
    assert written(plan, before, "I.1", "Kế hoạch đúng tiến độ.") == (
        "texts:\n  # I.1. Về kế hoạch (không bắt buộc)\n  I.1: Kế hoạch đúng tiến độ.\n\n  V: Có.\n"
    )


def test_a_heading_that_the_file_lacks_is_added_with_what_is_known_of_it(plan: Path) -> None:
    assert written(plan, "texts:\n  V: Có.\nsent: 2020-06-19\n", "I.2", "Đã họp.") == (
        "texts:\n"
        "  V: Có.\n"
        "\n"
        "  # I.2. Về tổ chức chỉ đạo\n"
        "  # - II.5 Kết nối dữ liệu: đã kết nối (03/5/2020)\n"
        "  I.2: Đã họp.\n"
        "sent: 2020-06-19\n"
    )


def test_a_file_without_texts_gets_them(plan: Path) -> None:
    assert written(plan, "sent: 2020-06-19\n", "V", "Không có.") == (
        "sent: 2020-06-19\n\ntexts:\n  # V. Kiến nghị, đề xuất\n  V: Không có.\n"
    )


def test_a_text_is_replaced_only_with_force(plan: Path) -> None:
    before = "texts:\n  I.2: |  # lời cũ\n    Một.\n    Hai.\n\n  # ghi chú\n  V: 'Có.'  # cũ\n"
    with pytest.raises(Refused) as refused:
        written(plan, before, "I.2", "Ba.")
    assert refused.value.message == "Mục I.2 đã có lời viết: “Một. Hai.”. Chưa thay."
    assert refused.value.hint == "Thêm --force nếu muốn thay bằng lời mới."
    assert (plan / FILE).read_text("utf-8") == before
    after = written(plan, None, "I.2", "Ba.", force=True)
    assert after == "texts:\n  I.2: Ba.  # lời cũ\n\n  # ghi chú\n  V: 'Có.'  # cũ\n"
    assert written(plan, None, "V", "Năm: sáu", "Bảy", force=True) == (
        "texts:\n  I.2: Ba.  # lời cũ\n\n  # ghi chú\n  V: |  # cũ\n    Năm: sáu\n    Bảy\n"
    )


def test_a_marked_place_copied_from_the_report_is_no_text(plan: Path) -> None:
    before = "texts:\n  V: '[Cần bổ sung mục V: kiến nghị, đề xuất]'\n"
    assert written(plan, before, "V", "Không có.") == "texts:\n  V: Không có.\n"


def test_the_same_text_again_changes_nothing(plan: Path) -> None:
    before = 'texts:\n  V: "Không có."\n'
    assert written(plan, before, "V", "Không có.") == before


def test_a_dry_run_says_what_would_stand_there_and_writes_nothing(plan: Path) -> None:
    (plan / FILE).unlink(missing_ok=True)
    said = write_text(plan, PLACES, Text("V", ("Một.", "Hai.")), dry_run=True)
    assert said == TextWritten(FILE, created=True, lines=("V: |", "  Một.", "  Hai."))
    assert not (plan / FILE).exists()


def test_an_issued_report_takes_no_text_not_even_with_force(plan: Path) -> None:
    written(plan, None, "V", "Không có.")
    day = dt.date(2020, 6, 18)
    seal(plan, CODE, Seal("12/BC-KCNĐN", day, day, dt.date(2020, 6, 14)))
    before = (plan / FILE).read_bytes()
    with pytest.raises(Refused) as refused:
        written(plan, None, "I.2", "Đã họp.", force=True)
    assert refused.value.message == (
        "Báo cáo kỳ 2020-H1 đã ban hành: số 12/BC-KCNĐN ngày 18/06/2020. Lời của báo cáo đã ký không sửa nữa."
    )
    assert (plan / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("texts: {V: }\n", "texts: {V: Không có. }\n"),
        ("texts:\r\n  V:\r\n  I.2: Có\r\n", "texts:\r\n  V: Không có.\r\n  I.2: Có\r\n"),
        ("\ufefftexts:\n    V:", "\ufefftexts:\n    V: Không có."),
        ("texts:\n  V:\n    ' '\n", "texts:\n  V:\n    Không có.\n"),
        ('"texts":\n  "V" :\n', '"texts":\n  "V" : Không có.\n'),
    ],
)
def test_a_file_written_in_another_way_keeps_it(plan: Path, before: str, after: str) -> None:
    assert written(plan, before, "V", "Không có.") == after


def test_a_comment_that_would_fall_into_the_text_does_not(plan: Path) -> None:
    before = "texts:\n  V:\n      # ghi chú thụt sâu\n  I.2: Có\n"
    assert written(plan, before, "V", "Một.", "Hai.") == (
        'texts:\n  V: "Một.\\nHai.\\n"\n      # ghi chú thụt sâu\n  I.2: Có\n'
    )


def test_a_file_that_cannot_take_the_text_stays_as_it_is(plan: Path) -> None:
    with pytest.raises(Refused):
        written(plan, "texts: V\n", "V", "Không có.")
    assert (plan / FILE).read_text("utf-8") == "texts: V\n"


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(WORDS.filter(bool), min_size=1, max_size=3),
    st.sampled_from([None, "texts:\n  V:\n  I.2: |\n    a\n", "texts:\n  # V:\n", "texts:\n  V: |-\n    x\nsent: 2020-06-19"]),
)  # fmt: skip
def test_whatever_is_written_is_read_again_as_it_was(paragraphs: list[str], before: str | None) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        plan = Path(shutil.copytree(GOOD, Path(scratch) / "plan"))
        written(plan, before, "V", *paragraphs, force=True)
        import unicodedata

        assert texts(plan)["V"] == unicodedata.normalize("NFC", "\n".join(paragraphs))
