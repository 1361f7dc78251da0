"""Texts, figures and the seal of a report: read as written, put in without touching what is there."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cchc_cli.check import check
from cchc_cli.domain.model import NOWHERE, ReportFile, Seal
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.reporting.notes import HeadingNote
from cchc_cli.domain.reporting.statistics import StatisticGroup, StatisticRow, Statistics
from cchc_cli.store.load import load
from cchc_cli.store.report_files import seal, set_sent, write_skeleton
from cchc_cli.store.skeleton import skeleton
from cchc_cli.store.source import read_source
from cchc_cli.store.statistics import read_statistics

if TYPE_CHECKING:
    from cchc_cli.store.data import Data

GOOD = Path(__file__).parent.parent / "bad" / "good"
CODE = "2020-H1"
FILE = f"reports/{CODE}.yaml"
TITLE = "6 tháng đầu năm 2020"
HEADINGS = (
    HeadingNote("I.1", "Về kế hoạch", needed=False),
    HeadingNote("I.2", "Về tổ chức chỉ đạo", ("II.5 Kết nối dữ liệu: đã kết nối (03/5/2020)",)),
    HeadingNote("V", "Kiến nghị, đề xuất"),
)
ROWS = (
    StatisticRow("1.1", "Số nhiệm vụ đề ra", "nhiệm vụ", "tasks_total"),
    StatisticRow("1.10", "Số cuộc đối thoại", "cuộc"),
)
SEAL = Seal(
    number="12/BC-KCNĐN",
    date=dt.date(2020, 6, 18),
    known_on=dt.date(2020, 6, 18),
    state_date=dt.date(2020, 6, 14),
    signer="Cao Tiến Sỹ",
    preset="cchc",
    seen=("k3f9x", "m2x1a"),
    figures=(("total", "36"), ("completion", "1/35 (2,86%)")),
)
WRITTEN_SEAL = """\
issued:
  number: 12/BC-KCNĐN
  date: 2020-06-18
  signer: Cao Tiến Sỹ
  known_on: 2020-06-18
  state_date: 2020-06-14
  preset: cchc
  seen:
  - k3f9x
  - m2x1a
  figures:
    total: 36
    completion: 1/35 (2,86%)
"""
NOTE = "# Phần này do “cchc report issue” ghi khi ban hành; không sửa tay.\n"


def report(plan: Path) -> ReportFile:
    loaded = load(plan)
    assert loaded.plan is not None
    assert (*loaded.findings, *check(loaded.plan, loaded.incomplete)) == ()
    return loaded.plan.reports[CODE]


def put(plan: Path, text: str) -> Path:
    path = plan / FILE
    path.write_bytes(text.encode())
    return path


# --- what a file says -------------------------------------------------------------------------------------------


def test_a_file_says_texts_figures_seal_and_day_of_sending() -> None:
    loaded = load(GOOD)
    assert loaded.plan is not None
    assert loaded.plan.reports == {
        "2020-Q1": ReportFile(
            code="2020-Q1",
            texts=(
                ("I.2", "Ban Quản lý đã ban hành kế hoạch.\nĐã họp giao ban 3 lần."),
                ("II.1.b", "Không có."),
            ),
            statistics=(("1.1", "2"),),
            seal=Seal(
                number="12/BC-X",
                date=dt.date(2020, 3, 18),
                known_on=dt.date(2020, 3, 18),
                state_date=dt.date(2020, 3, 14),
                signer="Nguyễn Văn A",
                preset="cchc",
                seen=("a2bcd",),
                figures=(("total", "3"), ("done", "0")),
            ),
            sent=dt.date(2020, 3, 19),
        )
    }


@pytest.mark.parametrize("text", ["", "# chưa có gì\n", "texts:\n", "texts:\n  V:\n  I.2: ''\n  I.3: ' '\nsent:\n"])
def test_a_file_without_words_says_nothing(plan: Path, text: str) -> None:
    put(plan, text)
    assert report(plan) == ReportFile(CODE, place=NOWHERE)


# --- places to fill ---------------------------------------------------------------------------------------------


def test_a_skeleton_teaches_and_holds_every_place(plan: Path) -> None:
    written = write_skeleton(plan, CODE, TITLE, HEADINGS, ROWS)
    assert written.created
    assert written.added == ()
    assert written.path.read_text(encoding="utf-8") == (
        "# Lời viết cho báo cáo 6 tháng đầu năm 2020 (kỳ 2020-H1)\n"
        "#\n"
        "# Cách viết:\n"
        "# - Sau dấu hai chấm của mục ghi dấu “|” rồi xuống dòng; mỗi đoạn một dòng, thụt vào bốn dấu cách:\n"
        "#     I.2: |\n"
        "#       Đoạn thứ nhất.\n"
        "#       Đoạn thứ hai.\n"
        "# - Câu ngắn như “Không có.” có thể ghi ngay sau dấu hai chấm.\n"
        "# - Mục còn để trống sẽ được đánh dấu trong báo cáo.\n"
        "# - Mục có dấu # ở đầu là không bắt buộc: muốn viết thêm thì bỏ dấu # rồi ghi.\n"
        "# - Các dòng khác bắt đầu bằng dấu # là điều chương trình biết, để tham khảo; không vào báo cáo.\n"
        "# - Lập lại báo cáo bao nhiêu lần cũng được: lời viết ở đây được giữ nguyên.\n"
        "\n"
        "texts:\n"
        "  # I.1. Về kế hoạch (không bắt buộc)\n"
        "  # I.1:\n"
        "\n"
        "  # I.2. Về tổ chức chỉ đạo\n"
        "  # - II.5 Kết nối dữ liệu: đã kết nối (03/5/2020)\n"
        "  I.2:\n"
        "\n"
        "  # V. Kiến nghị, đề xuất\n"
        "  V:\n"
        "\n"
        "# Số liệu cho biểu thống kê kèm báo cáo, theo số của dòng.\n"
        "# Không phát sinh thì ghi 0; chưa có số thì để trống.\n"
        "# Dòng có dấu # ở đầu do chương trình tự điền: chỉ bỏ dấu # khi cần ghi số khác.\n"
        "statistics:\n"
        "  # 1.1. Số nhiệm vụ đề ra (nhiệm vụ): chương trình tự điền\n"
        '  # "1.1":\n'
        "  # 1.10. Số cuộc đối thoại (cuộc)\n"
        '  "1.10":\n'
    )


def test_the_places_of_a_skeleton_can_be_filled_as_it_teaches(plan: Path) -> None:
    (plan / "statistics.yaml").unlink()
    path = write_skeleton(plan, CODE, TITLE, HEADINGS, ROWS).path
    text = path.read_text(encoding="utf-8")
    text = text.replace("\n  I.2:\n", "\n  I.2: |\n    Đoạn thứ nhất: #1.\n    Đoạn thứ hai.\n")
    text = text.replace("\n  # I.1:\n", "\n  I.1: Không có.\n").replace('"1.10":', '"1.10": 4')
    path.write_text(text, encoding="utf-8")
    assert report(plan).texts == (("I.1", "Không có."), ("I.2", "Đoạn thứ nhất: #1.\nĐoạn thứ hai."))
    assert report(plan).statistics == (("1.10", "4"),)


def test_a_newer_skeleton_leaves_a_full_file_as_it_is(plan: Path) -> None:
    path = write_skeleton(plan, CODE, TITLE, HEADINGS, ROWS).path
    before, changed = path.read_bytes(), path.stat().st_mtime_ns
    known = tuple(replace(each, known=("Có kết quả mới",)) for each in HEADINGS)
    again = write_skeleton(plan, CODE, TITLE, known, ROWS)
    assert (again.created, again.added) == (False, ())
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, changed)


@pytest.mark.parametrize(
    ("old", "new", "added"),
    [
        (
            "texts:\n  I.2: Đã họp.  # nháp\n  # I.1: để sau\n\n# cuối\nsent: 19/6/2020\n",
            "texts:\n  I.2: Đã họp.  # nháp\n  # I.1: để sau\n\n  # V. Kiến nghị, đề xuất\n  V:\n\n# cuối\nsent: 19/6/2020\n",
            ("V",),
        ),
        (
            "texts:\r\n    V: |+\r\n        Không có.\r\n\r\n",
            "texts:\r\n    V: |+\r\n        Không có.\r\n\r\n    # I.1. Về kế hoạch (không bắt buộc)\r\n    # I.1:\r\n\r\n"
            "    # I.2. Về tổ chức chỉ đạo\r\n    # - II.5 Kết nối dữ liệu: đã kết nối (03/5/2020)\r\n    I.2:\r\n\r\n",
            ("I.1", "I.2"),
        ),
        (
            "\ufeffsent: 19/6/2020\ntexts: # chưa viết",
            "\ufeffsent: 19/6/2020\ntexts: # chưa viết\n\n  # I.1. Về kế hoạch (không bắt buộc)\n  # I.1:\n\n  # I.2. Về tổ chức chỉ đạo\n"
            "  # - II.5 Kết nối dữ liệu: đã kết nối (03/5/2020)\n  I.2:\n\n  # V. Kiến nghị, đề xuất\n  V:\n",
            ("I.1", "I.2", "V"),
        ),
        (
            "  sent: 19/6/2020\n",
            "  sent: 19/6/2020\n\n  texts:\n    # I.1. Về kế hoạch (không bắt buộc)\n    # I.1:\n\n    # I.2. Về tổ chức chỉ đạo\n"
            "    # - II.5 Kết nối dữ liệu: đã kết nối (03/5/2020)\n    I.2:\n\n    # V. Kiến nghị, đề xuất\n    V:\n",
            ("I.1", "I.2", "V"),
        ),
    ],
)  # fmt: skip
def test_missing_places_join_what_people_wrote(plan: Path, old: str, new: str, added: tuple[str, ...]) -> None:
    path = put(plan, old)
    assert write_skeleton(plan, CODE, TITLE, HEADINGS, ()).added == added
    assert path.read_bytes().decode() == new
    assert write_skeleton(plan, CODE, TITLE, HEADINGS, ()).added == ()


def test_missing_rows_of_the_form_are_added_too(plan: Path) -> None:
    path = put(plan, 'texts:\n  V: x\nstatistics:\n  "1.1": 36\n')
    assert write_skeleton(plan, CODE, TITLE, HEADINGS[2:], ROWS).added == ("1.10",)
    assert path.read_text(encoding="utf-8") == (
        'texts:\n  V: x\nstatistics:\n  "1.1": 36\n\n  # 1.10. Số cuộc đối thoại (cuộc)\n  "1.10":\n'
    )


@pytest.mark.parametrize(
    "old", ["texts: {V: x}\n", "{}\n", "- V: x\n", "texts: x\n", "texts:\n  V: 'x\n", "~\n", "texts: {}\n...\n"]
)
def test_a_file_that_can_take_no_places_is_refused_and_left(plan: Path, old: str) -> None:
    path = put(plan, old)
    with pytest.raises(Refused) as refused:
        write_skeleton(plan, CODE, TITLE, HEADINGS, ROWS)
    assert refused.value.message.startswith(f"Chưa ghi vào {FILE}: ")
    assert path.read_text(encoding="utf-8") == old


EVIL = st.one_of(
    st.sampled_from([
        "a: b", "a\nI.3: x", "a\r\n- b", "a\x85b: c", "a\u2028V: x", "\x00\x1b[31m", "\ufeff", "\ud800", "\uffff", "# x", "“{{ x }}”",
        "<<<<<<< HEAD", "a\n>>>>>>> b", "x" * 300, "chữ " * 100, "", " ", "\u3000", "---", "\n...\n", "V:", '"1.10": 3', "|",
    ]),
    st.text(max_size=40),
)  # fmt: skip


@given(EVIL, EVIL, st.lists(EVIL, max_size=3), EVIL)
@settings(deadline=None, max_examples=300)
def test_no_words_of_the_plan_break_a_skeleton(title: str, heading: str, known: list[str], row: str) -> None:
    headings = (HeadingNote("I.2", heading, tuple(known)), HeadingNote("V", title, tuple(known), needed=False))
    text = skeleton(CODE, title, headings, (StatisticRow("1.10", row, title),))
    source = read_source(FILE, text.encode())
    assert source.findings == ()
    assert source.data == {"texts": {"I.2": None}, "statistics": {"1.10": None}}
    assert all(len(line) <= 100 or " " not in line.lstrip("# -") for line in text.split("\n"))


# --- the seal ---------------------------------------------------------------------------------------------------


def test_a_seal_makes_the_file_where_there_is_none(plan: Path) -> None:
    shutil.rmtree(plan / "reports")
    seal(plan, CODE, SEAL)
    assert (plan / FILE).read_text(encoding="utf-8") == NOTE + WRITTEN_SEAL
    assert report(plan).seal == SEAL


def test_a_seal_stands_below_what_people_wrote(plan: Path) -> None:
    path = put(plan, "texts:\r\n  V: |\r\n    Không có.")
    seal(plan, CODE, SEAL)
    added = ("\n\n" + NOTE + WRITTEN_SEAL).replace("\n", "\r\n")
    assert path.read_bytes().decode() == "texts:\r\n  V: |\r\n    Không có." + added
    assert report(plan) == ReportFile(CODE, texts=(("V", "Không có."),), seal=SEAL)


def test_an_issued_report_is_not_issued_again_by_accident(plan: Path) -> None:
    seal(plan, CODE, SEAL)
    before = (plan / FILE).read_bytes()
    with pytest.raises(Refused) as refused:
        seal(plan, CODE, replace(SEAL, number="13/BC-KCNĐN"))
    assert refused.value.message == "Báo cáo kỳ 2020-H1 đã ban hành: số 12/BC-KCNĐN ngày 18/06/2020."
    assert (plan / FILE).read_bytes() == before


def test_issuing_again_replaces_exactly_the_seal(plan: Path) -> None:
    head, tail = "# đầu\ntexts:\n  V: x  # giữ\n\n", "# sau\nsent: 19/6/2020 # bưu điện\n"
    path = put(plan, head + WRITTEN_SEAL + tail)
    seal(plan, CODE, replace(SEAL, number="13/BC-KCNĐN", seen=(), figures=()), again=True)
    assert path.read_text(encoding="utf-8") == head + (
        "issued:\n"
        "  number: 13/BC-KCNĐN\n"
        "  date: 2020-06-18\n"
        "  signer: Cao Tiến Sỹ\n"
        "  known_on: 2020-06-18\n"
        "  state_date: 2020-06-14\n"
        "  preset: cchc\n"
    ) + tail  # fmt: skip


def test_an_empty_seal_is_filled(plan: Path) -> None:
    path = put(plan, "issued:  # chưa\nsent: 19/6/2020\n")
    seal(plan, CODE, SEAL)
    assert path.read_text(encoding="utf-8") == WRITTEN_SEAL + "sent: 19/6/2020\n"


def test_a_seal_is_kept_in_normal_form(plan: Path) -> None:
    seal(plan, CODE, replace(SEAL, number=" 12/BC-KCNĐN ", signer="Cao Tiê\u0301n Sỹ"))
    assert report(plan).seal == SEAL


@pytest.mark.parametrize("number", ["", " ", "\ud800"])
def test_a_seal_that_does_not_read_back_is_refused(plan: Path, number: str) -> None:
    with pytest.raises(Refused):
        seal(plan, CODE, replace(SEAL, number=number))
    assert not (plan / FILE).exists()


@pytest.mark.parametrize("code", ["../x", "a/b", "", "con"])
def test_nothing_is_written_outside_the_folder_of_reports(plan: Path, code: str) -> None:
    with pytest.raises(Refused):
        seal(plan, code, SEAL)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_nothing_is_written_through_a_link_out_of_the_plan(plan: Path, tmp_path: Path) -> None:
    outside = tmp_path / "ngoai.yaml"
    outside.write_text("texts:\n", encoding="utf-8")
    (plan / FILE).symlink_to(outside)
    with pytest.raises(Refused) as refused:
        seal(plan, CODE, SEAL)
    assert refused.value.message == f"Chưa ghi: {FILE} là liên kết trỏ ra ngoài thư mục kế hoạch."
    assert outside.read_text(encoding="utf-8") == "texts:\n"


# --- the day of sending -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (None, "sent: 2020-06-19\n"),
        ("texts:\n  V: x\n", "texts:\n  V: x\n\nsent: 2020-06-19\n"),
        ("sent: '18/6/2020' # bưu điện\ntexts:\n", "sent: 2020-06-19 # bưu điện\ntexts:\n"),
        ("sent:\r\ntexts:\r\n", "sent: 2020-06-19\r\ntexts:\r\n"),
        ("sent: # chưa\n", "sent: 2020-06-19 # chưa\n"),
        ("{sent: 2020-06-18, texts: {}}\n", "{sent: 2020-06-19, texts: {}}\n"),
    ],
)
def test_the_day_of_sending_takes_its_place(plan: Path, old: str | None, new: str) -> None:
    if old is not None:
        put(plan, old)
    set_sent(plan, CODE, dt.date(2020, 6, 19))
    assert (plan / FILE).read_bytes().decode() == new
    assert report(plan).sent == dt.date(2020, 6, 19)


# --- any file ---------------------------------------------------------------------------------------------------

VALUES = st.sampled_from([
    "Đã họp.", "'nháy ''đơn'''", '"nháy \\"kép\\""', "", "# chưa", "x  # ghi chú", "|\n    Một.\n\n    Hai.", "|-\n    Một.", "|+\n    Một.\n",
    "|+\n    Một.\n\n", ">\n    Một\n    hai.", "Một\n    hai", "'dài\n\n    hai'", "|\n    # không phải ghi chú\n      thụt", "~",
])  # fmt: skip
LINES = st.sampled_from(["", "# ghi chú", "  # ghi chú", "    # sâu", "  # I.1:", "   "])


@st.composite
def report_files(draw: st.DrawFn) -> bytes:
    """Return the bytes of a report's file as people write them, well-formed as a rule."""
    parts: list[list[str]] = []
    for key, names in (("texts", ["I.1", "I.2", "V"]), ("statistics", ['"1.1"', '"1.10"'])):
        if draw(st.booleans()):
            lines = [draw(st.sampled_from([f"{key}:", f'"{key}":', f"{key}: # các mục"]))]
            for name in draw(st.lists(st.sampled_from(names), unique=True)):
                lines += draw(st.lists(LINES, max_size=1))
                lines += f"  {name}: {draw(VALUES)}".rstrip(" ").split("\n")
            parts.append(lines + draw(st.lists(LINES, max_size=2)))
    if draw(st.booleans()):
        parts.append([draw(st.sampled_from(["sent: 2020-06-18", "sent:", "sent: '18/6/2020'  # x"]))])
    if draw(st.booleans()):
        parts.append(WRITTEN_SEAL.removesuffix("\n").split("\n") + draw(st.lists(LINES, max_size=1)))
    lines = draw(st.lists(LINES, max_size=1)) + [line for part in draw(st.permutations(parts)) for line in part]
    indent = draw(st.sampled_from(["", "", "", "  "]))
    text = draw(st.sampled_from(["\n", "\n", "\r\n"])).join(indent + line for line in lines)
    text += draw(st.sampled_from(["", "\n", "\n\n", "\r\n"]))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


def data_of(raw: bytes) -> dict[str, Data]:
    data = read_source(FILE, raw).data
    assert data is None or isinstance(data, dict)
    return data or {}


def stripped(data: Data) -> Data:
    """Return data without line breaks at the end of its texts."""
    if isinstance(data, dict):
        return {key: stripped(value) for key, value in data.items()}
    return data.rstrip("\n") if isinstance(data, str) else data


def is_inserted(old: bytes, new: bytes) -> bool:
    """Whether the new bytes are the old ones with something put in at one place."""
    head = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return len(new) >= len(old) and new.endswith(old[head:])


def done(plan: Path, act: str, held: dict[str, Data]) -> dict[str, Data] | None:
    """Do one of the writes and return what the file should say then, None where it was refused."""
    wanted = dict(held)
    try:
        match act:
            case "texts":
                added = write_skeleton(plan, CODE, TITLE, HEADINGS, ()).added
                _empty_places(wanted, "texts", [name for name in added if name != "I.1"])
            case "rows":
                added = write_skeleton(plan, CODE, TITLE, (), ROWS).added
                _empty_places(wanted, "statistics", [name for name in added if name != "1.1"])
            case "sent":
                set_sent(plan, CODE, dt.date(2020, 6, 19))
                wanted["sent"] = "2020-06-19"
            case _:
                seal(plan, CODE, SEAL, again=act == "again")
                wanted["issued"] = data_of(WRITTEN_SEAL.encode())["issued"]
    except Refused:
        return None
    return wanted


@given(report_files(), st.sampled_from(["texts", "rows", "seal", "again", "sent"]))
@settings(deadline=None, max_examples=500)
def test_every_byte_people_wrote_is_kept(old: bytes, act: str) -> None:
    source = read_source(FILE, old)
    assume(source.findings == ())
    held = data_of(old)
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan"
        shutil.copytree(GOOD, plan)
        path = plan / FILE
        path.write_bytes(old)
        wanted = done(plan, act, held)
        new = path.read_bytes()
        if wanted is None:
            assert (act == "seal" and held.get("issued") is not None) or b"|+" in old
            assert new == old
            return
        assert stripped(data_of(new)) == stripped(wanted)
        if act in {"texts", "rows"} or (act == "seal" and "issued" not in held):
            assert is_inserted(old, new)
        elif act == "again":
            assert _without_seal(new).startswith(_without_seal(old))
        assert sorted(each.name for each in path.parent.iterdir()) == ["2020-H1.yaml", "2020-Q1.yaml"]


def _empty_places(wanted: dict[str, Data], key: str, names: list[str]) -> None:
    held = wanted.get(key)
    filled: dict[str, Data] = {**(held if isinstance(held, dict) else {}), **dict.fromkeys(names)}
    if filled or key in wanted or names:
        wanted[key] = filled or None


def _without_seal(raw: bytes) -> bytes:
    seal_lines = WRITTEN_SEAL.removesuffix("\n").split("\n")
    pattern = r"\s*".join(re.escape(line.strip()) for line in seal_lines)
    return re.sub(pattern.encode() + rb"(\r?\n)?", b"", raw)


# --- the statistical form ---------------------------------------------------------------------------------------


def test_the_form_that_comes_with_the_program_has_seven_groups_and_known_figures(tmp_path: Path) -> None:
    form = read_statistics(tmp_path)
    assert [f"{group.id} {group.title}" for group in form.groups] == [
        "1 Chỉ đạo, điều hành cải cách hành chính",
        "2 Cải cách thể chế",
        "3 Cải cách thủ tục hành chính",
        "4 Cải cách tổ chức bộ máy hành chính",
        "5 Cải cách chế độ công vụ",
        "6 Cải cách tài chính công",
        "7 Xây dựng và phát triển chính quyền điện tử, chính quyền số",
    ]
    assert [(row.id, row.known) for row in form.rows() if row.known] == [
        ("1.1", "tasks_total"),
        ("1.2", "tasks_done"),
        ("1.3", "tasks_done_on_time"),
        ("1.4", "tasks_done_late"),
        ("1.5", "tasks_in_time"),
        ("1.6", "tasks_overdue"),
        ("1.7", "indicators_total"),
        ("1.8", "indicators_met"),
    ]
    assert all(
        row.id.startswith(f"{group.id}.") and row.name and row.unit for group in form.groups for row in group.rows
    )


def test_the_form_that_comes_with_the_program_has_no_faults(plan: Path) -> None:
    from cchc_cli.store.statistics import default_form

    (plan / "statistics.yaml").write_text(default_form(), encoding="utf-8")
    assert load(plan).findings == ()


def test_a_plans_own_form_takes_its_place(plan: Path) -> None:
    assert read_statistics(plan) == Statistics(
        (
            StatisticGroup(
                "1",
                "Chỉ đạo, điều hành",
                (StatisticRow("1.1", "Số cuộc họp", "cuộc"), StatisticRow("1.2", "Số nhiệm vụ", "", "tasks_total")),
            ),
        )
    )


def test_a_form_that_cannot_be_read_is_refused(plan: Path) -> None:
    (plan / "statistics.yaml").write_text("- id: 'x\n", encoding="utf-8")
    with pytest.raises(Refused):
        read_statistics(plan)
    (plan / "statistics.yaml").unlink()
    (plan / "statistics.yaml").mkdir()
    with pytest.raises(Refused):
        read_statistics(plan)
