"""An append keeps every byte there was and adds one entry, or refuses and touches nothing."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cchc_cli.domain.refusal import Refused
from cchc_cli.store.record import append, unified_diff
from cchc_cli.store.source import read_source

if TYPE_CHECKING:
    from cchc_cli.store.data import Data

GOOD = Path(__file__).parent.parent / "bad" / "good"
FILE = "progress/I.3.yaml"
ENTRY = {"date": dt.date(2020, 5, 4), "recorded": dt.date(2020, 5, 5), "result": "Đã làm"}

WORDS = st.sampled_from(
    ["Đã xong", "số: 5", "# không phải ghi chú", "- gạch", "no", "2020", "2020-05-04", "'nháy'", "“”", "a\tb"]
)
PLAIN = st.sampled_from(["Đã xong", "Báo cáo số 12/BC-KCNĐN", "đạt 95 %", "x"])
COMMENT = st.sampled_from(["# ghi chú", "#", "   # thụt vào", ""])


@st.composite
def entry_lines(draw: st.DrawFn) -> list[str]:
    """Return the lines of one entry, without indent, in one of the styles people write."""
    key = draw(st.sampled_from(["result", '"result"', "'result'"]))
    style = draw(st.integers(0, 7))
    text = draw(PLAIN)
    trailing = draw(st.sampled_from(["", "  ", "   # ghi chú cuối dòng"]))
    date = "- date: 2020-03-01" + trailing
    match style:
        case 0:
            return [date, f"  {key}: {text}{trailing}"]
        case 1:
            return [f"- {{date: 2020-03-01, {key}: {text}}}{trailing}"]
        case 2:
            return [date, f"  {key}: {draw(st.sampled_from(['|', '|-', '|+', '>', '>-', '>+']))}", f"    {text}",
                    *draw(st.lists(st.sampled_from(["", "    thêm", "      thụt"]), max_size=3))]  # fmt: skip
        case 3:
            return [date, f"  {key}: {text}", "    tiếp theo dòng trên"]
        case 4:
            return [date, "  evidence:", f"    - {text}", "    - 'hai'", f"  {key}: 'nháy ''đơn'''"]
        case 5:
            return [date, "  evidence:", f"  - {text}", f'  {key}: "nháy \\"kép\\" {text}"']
        case 6:
            return ["-", "  date: 2020-03-01", f"  {key}: {text}", *([draw(COMMENT)])]
        case _:
            return [date, f'  {key}: "dài', "", '    hai dòng"']


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Return the bytes of a progress file, well-formed more often than not."""
    indent = " " * draw(st.sampled_from([0, 0, 0, 2, 4]))
    lines: list[str] = draw(st.sampled_from([[], ["---"], ["# đầu tệp", ""], ["%YAML 1.2", "---"], ["--- # đầu"]]))[:]
    blank = draw(st.booleans())
    for entry in draw(st.lists(entry_lines(), max_size=4)):
        lines += [draw(COMMENT)] if draw(st.integers(0, 4)) == 0 else []
        lines += [indent + line if line else "" for line in entry]
        lines += [""] if blank else []
    lines += draw(st.lists(st.sampled_from(["", "# cuối tệp", "   ", "...", indent + "# thụt"]), max_size=2))
    text = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])).join(lines)
    text += draw(st.sampled_from(["", "\n", "\n\n", "\r\n"]))
    text = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


def without_last_break(data: Data) -> Data:
    """Return data in which the very last text has no line break at its end."""
    if isinstance(data, list):
        return [*data[:-1], without_last_break(data[-1])] if data else []
    if isinstance(data, dict):
        *firsts, last = data or [""]
        return {**{key: data[key] for key in firsts}, last: without_last_break(data[last])} if data else {}
    return data.removesuffix("\n") if isinstance(data, str) else data


def as_data(entry: object) -> object:
    if isinstance(entry, dict):
        return {str(key): as_data(value) for key, value in entry.items()}
    return [as_data(value) for value in entry] if isinstance(entry, list) else str(entry)


def entries_of(raw: bytes) -> list[Data]:
    source = read_source(FILE, raw)
    assert source.findings == ()
    assert source.data is None or isinstance(source.data, list)
    return source.data or []


def appended_or_kept(old: bytes | None, entry: dict[str, object]) -> bool:
    """Append an entry to a file of these bytes; True when it was, False when it was refused, asserting each."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder)
        for name in ("plan.yaml", "appendix.yaml"):
            shutil.copyfile(GOOD / name, plan / name)
        path = plan / FILE
        path.parent.mkdir()
        if old is not None:
            path.write_bytes(old)
        try:
            done = append(plan, FILE, lambda _: entry)  # type: ignore[arg-type, return-value]
        except Refused as refused:
            message = refused.message
            assert (path.read_bytes() if path.exists() else None) == old
            assert [each.name for each in path.parent.iterdir()] == ([path.name] if old is not None else [])
            return not message
        new = path.read_bytes()
        assert [each.name for each in path.parent.iterdir()] == [path.name]
        kept = old or b""
        assert new.startswith(kept)
        held = entries_of(kept)
        again = entries_of(new)
        assert again[-1] == {**{key: as_data(entry[key]) for key in ("date", "recorded")}, "id": done.entry_id,
                             **{key: as_data(value) for key, value in entry.items()}}  # fmt: skip
        if kept.endswith((b"\n", b"\r")):
            assert again[:-1] == held
        else:
            assert without_last_break(again[:-1]) == without_last_break(held)
        return True


@given(files())
@settings(deadline=None, max_examples=300)
def test_every_byte_of_any_file_is_kept(old: bytes) -> None:
    appended_or_kept(old, dict(ENTRY))


@given(files())
@settings(deadline=None, max_examples=150)
def test_a_file_that_can_be_read_can_be_appended_to(old: bytes) -> None:
    source = read_source(FILE, old)
    keeps_breaks = ("|+" in source.text or ">+" in source.text) and not source.text.endswith(("\n", "\r"))
    assume(not source.findings and not keeps_breaks and b"\n..." not in old and b"\r..." not in old)
    assert appended_or_kept(old, dict(ENTRY))


EVIL = st.one_of(
    st.sampled_from([
        "no", "2020", "~", "null", "true", "0x1F", "1e3", "12:30", "- gạch đầu", "? hỏi", ": hai chấm", "a: b", "a #b", "#b",
        "'", '"', "''", '"x', "&a", "*a", "!a", "%x", "@x", "`x", "{", "[", "]", "}", ",", "|", ">", "---", "...", "--- x",
        "<<<<<<< HEAD", "a\n<<<<<<< HEAD\nb", "a\nb", "a\n\n b", " a", "a ", "a\n ", "\na", "a\n", "a\r\nb", "a\rb", "a\tb", "\t",
        "a\x00b", "a\x1b[31mb", "\x7f", "a\x85b", "a\u2028b", "a\u2029b", "\ufeffa", "a\ufeffb", "😀🇻🇳", "e\u0302\u0301", "\u202eab",
        "\\", "\\n", "a\\", "a  b", "=cmd", "+1", "@a", "\ud800", "a\udcffb", "x" * 100_000, "dòng\n" * 5000, "a: b\n- c\n",
        "- a\n-b", "  thụt\nlề", "|\n a", "\u00a0", "\u3000a", "\uffff", "\U0010ffff",
    ]),
    st.text(max_size=30),
    st.text(alphabet="ab:#-?'\"\n\r \t{}[],&*!|>%@`\\\x85\u2028\ufeff", max_size=20),
)  # fmt: skip


@given(
    EVIL,
    EVIL,
    EVIL,
    st.sampled_from([None, b"", b"- date: 2020-03-01\r\n  result: x\r\n", b"  - {date: 2020-03-01, result: x}"]),
)
@settings(deadline=None, max_examples=300)
def test_whatever_is_said_reads_back_as_it_was_said(result: str, note: str, name: str, old: bytes | None) -> None:
    entry = {**ENTRY, "result": result, "quantity": {name: "10"}, "note": note, "evidence": [note, result]}
    done = appended_or_kept(old, entry)
    assert done or not (result + note + name).isprintable() or len(name) > 1000


@pytest.mark.parametrize(
    "text", ["no", "2020", "a: b", "a\nb", "a\x85b", "a\u2028b", "😀", "- x", "'\"#", "x" * 100_000, "a\x1bb"]
)
def test_texts_of_all_kinds_can_be_recorded(text: str) -> None:
    assert appended_or_kept(None, {**ENTRY, "result": text})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (None, "- date: 2020-05-04\n  recorded: 2020-05-05\n  id: ID\n  result: Đã làm\n"),
        ("", "- date: 2020-05-04\n  recorded: 2020-05-05\n  id: ID\n  result: Đã làm\n"),
        ("# đầu", "\n- date: 2020-05-04\n  recorded: 2020-05-05\n  id: ID\n  result: Đã làm\n"),
        ("- date: 2020-03-01\r\n  result: x", "\r\n- date: 2020-05-04\r\n  recorded: 2020-05-05\r\n  id: ID\r\n  result: Đã làm\r\n"),
        ("  - date: 2020-03-01\n    result: x\n", "  - date: 2020-05-04\n    recorded: 2020-05-05\n    id: ID\n    result: Đã làm\n"),
        ("# đầu\n\n- date: 2020-03-01\n  result: x\n", "\n- date: 2020-05-04\n  recorded: 2020-05-05\n  id: ID\n  result: Đã làm\n"),
        ("- {date: 2020-03-01, note: |-}\n", None),
        ("- date: 2020-03-01\n\n- date: 2020-03-02\n  result: |+\n    x\n\n",
         "- date: 2020-05-04\n  recorded: 2020-05-05\n  id: ID\n  result: Đã làm\n"),
    ],
)  # fmt: skip
def test_an_entry_takes_the_shape_of_the_file(plan: Path, old: str | None, new: str | None) -> None:
    path = plan / FILE
    if old is not None:
        path.write_bytes(old.encode())
    if new is None:
        with pytest.raises(Refused):
            append(plan, FILE, lambda _: ENTRY)  # type: ignore[arg-type, return-value]
        return
    done = append(plan, FILE, lambda _: ENTRY)  # type: ignore[arg-type, return-value]
    assert path.read_bytes().decode() == (old or "") + new.replace("ID", done.entry_id)


@pytest.mark.parametrize(
    ("old", "message"),
    [
        ("[]\n", "Chưa ghi vào progress/I.3.yaml: danh sách đang viết trong ngoặc vuông [ ]."),
        ("[{date: 2020-03-01, result: x}]", "Chưa ghi vào progress/I.3.yaml: danh sách đang viết trong ngoặc vuông [ ]."),
        ("- a: 1\n...\n", "Chưa ghi vào progress/I.3.yaml: không ghi thêm được mà giữ nguyên các mục đã có."),
        ("a: 1\n", "Chưa ghi vào progress/I.3.yaml: tệp không phải là một danh sách các mục bắt đầu bằng “- ”."),
        ("- a: 'x\n", "Chưa ghi vào progress/I.3.yaml: tệp đang có lỗi. Sai cú pháp YAML. Dấu nháy mở ra mà không đóng lại."),
        ("<<<<<<< a\n", "Chưa ghi vào progress/I.3.yaml: tệp đang có lỗi. Còn dấu xung đột của git: hai người đã sửa cùng một chỗ."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_take_an_entry_is_refused_with_the_reason(plan: Path, old: str, message: str) -> None:
    path = plan / FILE
    path.write_bytes(old.encode())
    with pytest.raises(Refused) as refused:
        append(plan, FILE, lambda _: ENTRY)  # type: ignore[arg-type, return-value]
    assert refused.value.message == message
    assert path.read_bytes() == old.encode()


def test_an_id_is_never_taken_twice_whatever_the_others_look_like(plan: Path) -> None:
    (plan / FILE).write_text("- id: [a]\n- id: {b: c}\n- id: 5\n- x\n", encoding="utf-8")
    ids = {append(plan, FILE, lambda _: ENTRY).entry_id for _ in range(20)}  # type: ignore[arg-type, return-value]
    assert len(ids) == 20
    assert all(word[0].isalpha() and word[1].isdigit() and len(word) == 5 for word in ids)


def test_a_dry_run_shows_the_change_and_writes_nothing(plan: Path) -> None:
    (plan / FILE).write_bytes(b"- date: 2020-03-01\r\n  result: x\r\n")
    done = append(plan, FILE, lambda _: {"date": dt.date(2020, 5, 4), "result": "y"}, dry_run=True)
    assert (plan / FILE).read_bytes() == b"- date: 2020-03-01\r\n  result: x\r\n"
    assert unified_diff(done, "2020").replace(done.entry_id, "ID").split("\n") == [
        "--- a/2020/progress/I.3.yaml",
        "+++ b/2020/progress/I.3.yaml",
        "@@ -1,2 +1,5 @@",
        " - date: 2020-03-01",
        "   result: x",
        "+- date: 2020-05-04",
        "+  id: ID",
        "+  result: y",
        "",
    ]
    shutil.rmtree(plan / "progress")
    append(plan, FILE, lambda _: {"date": dt.date(2020, 5, 4), "result": "y"}, dry_run=True)
    assert not (plan / "progress").exists()
