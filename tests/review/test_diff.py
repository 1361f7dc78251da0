"""A review of two versions of a plan: what it holds, and how each format says it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from cchc_cli.domain.change import Kind
from cchc_cli.domain.model import Moment
from cchc_cli.review.diff import Review, Side, review_of, side_of
from cchc_cli.review.diff_html import html
from cchc_cli.review.diff_json import contract
from cchc_cli.review.diff_markdown import LONGEST, escaped, markdown
from cchc_cli.review.diff_words import groups, notes, summary
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
GOLDENS = ("thay-doi.html", "thay-doi.json", "thay-doi.md")
AS_OF = Moment(dt.date(2020, 5, 1))


def side(directory: Path, label: str) -> Side:
    loaded = load(directory)
    return side_of(label, loaded, {name: (directory / name).read_bytes() for name in loaded.sources})


def review(before: Path, after: Path, moment: Moment = AS_OF) -> Review:
    return review_of(side(before, "lần ghi 1a2b3c4"), side(after, "bản đang sửa"), moment, VietnamCalendar())


@pytest.fixture
def after(tmp_path: Path) -> Path:
    """A copy of the plan of 2020, to be edited."""
    return Path(shutil.copytree(ROOT / "plan" / "2020", tmp_path / "2020"))


def replaced(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8", newline="")


def edit_everything(plan: Path) -> None:
    """Make one edit of each sort in a copy of the plan."""
    text = (plan / "appendix.yaml").read_text(encoding="utf-8")
    start, end = text.index("      - id: II.5\n"), text.index("      - id: II.6\n")
    row = text[start:end].replace("Quý I/2020", "Quý II/2020").replace("lead: Văn phòng", "lead: Phòng Doanh nghiệp")
    row = row.replace("cơ sở dữ liệu quốc gia về TTHC", "cơ sở dữ liệu của tỉnh về thủ tục hành chính")
    later = text.index("      - id: II.10\n")
    text = text[:start] + text[end:later] + row + text[later:]
    start, end = text.index("      - id: I.2\n"), text.index("  - id: II\n")
    text = text[:start] + text[start:end].replace("id: I.2\n", "id: I.3\n") + text[end:]
    text += "      - id: VII.9\n        task: Họp giao ban\n        lead: Văn phòng\n        deadline: Hàng tháng\n"
    (plan / "appendix.yaml").write_text(text, encoding="utf-8", newline="")
    replaced(plan / "plan.yaml", ("nâng cao ý thức", "nâng cao rõ rệt ý thức"), ("place: Đồng Nai", "place: Biên Hòa"))
    replaced(plan / "indicators.yaml", ("target: '>= 95 %'", "target: '>= 97,5 %'"))
    replaced(
        plan / "units.yaml", ("name: Ban Thanh tra nhân dân", "name: Ban Thanh tra nhân dân\n  aliases: [Ban TTND]")
    )
    replaced(plan / "progress" / "VII.1.yaml", ("status: done", "status: started"))
    facts = plan / "progress" / "II.5.yaml"
    facts.write_text(
        "- date: 2020-04-20\n  recorded: 2020-04-21\n  id: k3f9x\n  result: Đã cập nhật 35 thủ tục\n"
        "  by: Văn phòng\n  evidence: [Báo cáo số 12/BC-KCNĐN]\n",
        encoding="utf-8",
        newline="",
    )
    (plan / "amendments.yaml").write_text(
        "- date: 2020-04-28\n  document: 15/QĐ-KCNĐN\n  task: II.10\n  field: deadline\n"
        "  from: Quý I/2020\n  to: Quý III/2020\n",
        encoding="utf-8",
        newline="",
    )
    corrections = plan / "corrections.yaml"
    corrections.write_text("# Đã rà lại.\n" + corrections.read_text(encoding="utf-8"), encoding="utf-8", newline="")


def test_every_sort_of_change_stands_in_its_group(after: Path) -> None:
    edit_everything(after)
    said = {
        group.title: [f"{entry.name} {entry.what}".strip() for entry in group.entries]
        for group in groups(review(ROOT / "plan" / "2020", after))
    }
    assert said == {
        "Văn bản kế hoạch": ["Đầu văn bản sửa", "KH.I.1 sửa"],
        "Nhiệm vụ": ["I.3 đổi mã", "II.5 sửa", "VII.9 thêm"],
        "Chỉ tiêu": ["dung-han sửa"],
        "Đơn vị": ["ban-thanh-tra-nhan-dan sửa"],
        "Điều chỉnh": ["II.10 thêm"],
        "Tiến độ đã ghi": ["II.5 ghi 01 mục"],
        "Sửa mục đã ghi (cần xem kỹ)": ["VII.1 sửa"],
        "Tình trạng đổi": ["II.5", "II.10", "VII.1", "VII.9"],
        "Chỉ đổi cách trình bày": ["corrections.yaml"],
    }


def plain(found: Review, name: str) -> list[str]:
    """Return the lines said of a thing, without their looks."""
    entries = [entry for group in groups(found) for entry in group.entries if entry.name == name]
    return ["".join(span.text for span in line) for entry in entries for line in entry.lines]


def test_a_deadline_and_a_lead_are_said_old_and_new(after: Path) -> None:
    edit_everything(after)
    found = review(ROOT / "plan" / "2020", after)
    assert plain(found, "II.5") == [
        "Chỗ đứng: sau II.9 (trước đây sau II.4)",
        "Nhiệm vụ: Cập nhật lên cơ sở dữ liệu quốc giacủa tỉnh về TTHCthủ tục hành chính. Hoàn thiện đồng bộ hóa …",
        "Chủ trì: Văn phòng → Phòng Doanh nghiệp",
        "Thời hạn: “Quý I/2020” (31/03/2020) → “Quý II/2020” (30/06/2020), lùi 91 ngày",
        "20/04/2020: kết quả: Đã cập nhật 35 thủ tục; báo cáo: Văn phòng; tài liệu: Báo cáo số 12/BC-KCNĐN",
        "quá hạn, chưa có báo cáo kết quả; hạn 31/03/2020 → đang thực hiện, trong hạn; hạn 30/06/2020",
    ]
    assert plain(found, "II.10")[0] == "Thời hạn: “Quý I/2020” → “Quý III/2020”, lùi 183 ngày"


@pytest.mark.parametrize("name", GOLDENS)
def test_the_formats_are_as_they_were(after: Path, name: str) -> None:
    edit_everything(after)
    found = review(ROOT / "plan" / "2020", after)
    text = {
        "html": lambda: html(found),
        "json": lambda: json.dumps(contract(found), ensure_ascii=False, indent=2) + "\n",
        "md": lambda: markdown(found),
    }[name.rpartition(".")[2]]()
    path = GOLDEN / name
    if os.environ.get("CCHC_GOLDEN") == "1":
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text.split("\n") == path.read_text(encoding="utf-8").split("\n")


def test_every_golden_file_is_used() -> None:
    assert sorted(path.name for path in GOLDEN.glob("thay-doi.*")) == list(GOLDENS)


def test_a_plan_does_not_differ_from_its_copy(after: Path) -> None:
    found = review(ROOT / "plan" / "2020", after)
    assert (bool(found), summary(found), groups(found)) == (False, "Không có thay đổi.", ())
    assert markdown(found) == ("**Không có thay đổi.**\n\nKế hoạch số 01/KH-KCNĐN: lần ghi 1a2b3c4 → bản đang sửa.\n")


@pytest.mark.parametrize(
    ("file", "edit", "only_looks"),
    [
        (
            "appendix.yaml",
            lambda text: "# lời\n" + text.replace("lead: Văn phòng\n", "lead:   'Văn phòng'  # a\n"),
            True,
        ),
        ("plan.yaml", lambda text: text.replace("\n", "\r\n"), True),
        ("units.yaml", lambda text: "\ufeff" + text, True),
        ("plan.yaml", lambda text: text.replace("date: 2020-01-14", "date: 14/01/2020"), False),
        ("progress/VII.1.yaml", lambda text: text.replace("recorded: 2026-11-23", "recorded: 23/11/2026"), False),
    ],
)
def test_an_edit_of_the_looks_alone_is_said_to_be_so(
    after: Path, file: str, edit: Callable[[str], str], only_looks: bool
) -> None:
    path = after / file
    path.write_bytes(edit(path.read_text(encoding="utf-8")).encode())
    found = review(ROOT / "plan" / "2020", after)
    assert [(each.file, each.only_looks) for each in found.restyled] == [(file, only_looks)]
    assert (bool(found), found.changes.items, found.effects) == (True, (), ())
    assert summary(found) == "Chỉ đổi cách trình bày: 01 tệp."


def test_the_form_of_figures_is_compared_row_by_row(after: Path) -> None:
    from cchc_cli.store.statistics import default_form

    (after / "statistics.yaml").write_text(default_form(), encoding="utf-8")
    same = review(ROOT / "plan" / "2020", after)
    assert [each.file for each in same.restyled] == ["statistics.yaml"]
    form = "- id: '1'\n  title: Nhóm\n  rows:\n    - {id: '1.1', name: Số thủ tục, unit: thủ tục}\n"
    (after / "statistics.yaml").write_text(form, encoding="utf-8")
    other = shutil.copytree(after, after.parent / "other")
    replaced(Path(other) / "statistics.yaml", ("Số thủ tục", "Số thủ tục đã cắt giảm"))
    found = review(after, Path(other))
    assert plain(found, "Biểu số liệu") == ["Dòng 1.1: Số thủ tục, thủ tục → Số thủ tục đã cắt giảm, thủ tục"]
    assert found.restyled == ()


def test_what_was_recorded_of_last_year_is_not_taken_out_of_the_plan_of_this_one(after: Path) -> None:
    shutil.rmtree(after / "progress")
    (after / "corrections.yaml").unlink()
    replaced(after / "plan.yaml", ("number: 01/KH-KCNĐN", "number: 02/KH-KCNĐN"), ("year: 2020", "year: 2021"))
    found = review(ROOT / "plan" / "2020", after)
    assert [change.kind for change in found.changes] == [Kind.HEADER]
    assert found.effects == ()
    assert notes(found) == ("Đây là hai kế hoạch (năm 2020, năm 2021): chỉ so nội dung, không so tiến độ, báo cáo.",)


def test_a_plan_on_one_side_alone_is_said_in_one_line(after: Path) -> None:
    whole, nothing = side(after, "bản đang sửa"), Side("lần ghi 1a2b3c4", None)
    new, gone = (review_of(*sides, AS_OF, VietnamCalendar()) for sides in ((nothing, whole), (whole, nothing)))
    counts = "36 mục, 07 phần, 13 chỉ tiêu, 15 đơn vị, 09 mục tiến độ"
    assert summary(new) == f"Kế hoạch mới: {counts}."
    assert summary(gone) == f"Kế hoạch không còn: {counts}."
    assert (bool(new), bool(gone), groups(new), groups(gone)) == (True, True, (), ())


def test_without_a_file_nothing_is_said_of_the_whole_plan(after: Path) -> None:
    (after / "units.yaml").write_text("- id: [\n", encoding="utf-8")
    found = review(ROOT / "plan" / "2020", after)
    assert not found
    assert summary(found) == "Không có thay đổi ở các tệp đọc được."


def test_a_file_that_one_side_cannot_read_is_passed_over_and_named(after: Path) -> None:
    (after / "appendix.yaml").write_text("sections: [\n", encoding="utf-8")
    (after / "progress" / "VII.1.yaml").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    replaced(after / "plan.yaml", ("place: Đồng Nai", "place: Biên Hòa"))
    found = review(ROOT / "plan" / "2020", after)
    assert [(change.kind.value, set(change.fields)) for change in found.changes] == [("header", {"place"})]
    assert found.passed_over == ("appendix.yaml", "progress/VII.1.yaml")
    assert "Chưa đọc được ở bản đang sửa, nên không so: appendix.yaml, progress/VII.1.yaml." in markdown(found)


def test_a_file_taken_away_counts_as_its_contents_taken_away(after: Path) -> None:
    (after / "progress" / "VII.1.yaml").unlink()
    found = review(ROOT / "plan" / "2020", after)
    assert {(change.kind.value, change.owner, change.action.value) for change in found.changes} == {
        ("fact", "VII.1", "removed")
    }
    assert all(group.careful or group.title == "Tình trạng đổi" for group in groups(found))


HOSTILE = (
    "<img src=x onerror=alert(1)> **đậm** [a](javascript:alert(1)) ![b](http://x.vn/y.png) `mã` ~~xóa~~ | $x$ "
    "@nguyenvana #12 !34 ~nhãn %mốc &5 GH-7 https://example.com www.example.com a@example.com :smile: \\* \u202e\x1b[31m"
)


def test_data_does_not_come_alive_in_markdown(after: Path) -> None:
    plan = side(after, "bản đang sửa").plan
    assert plan is not None
    task = next(plan.tasks())
    first = plan.sections[0]
    tasks = (dataclasses.replace(task, task=HOSTILE, lead=HOSTILE, deadline=HOSTILE), *first.tasks[1:])
    changed = dataclasses.replace(plan, sections=(dataclasses.replace(first, tasks=tasks), *plan.sections[1:]))
    found = review_of(Side(HOSTILE, plan), Side("b", changed), AS_OF, VietnamCalendar())
    text = markdown(found)
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    inline = [token for block in tokens for token in block.children or ()]
    assert {token.type for token in inline} <= {
        "text", "text_special", "strong_open", "strong_close", "s_open", "s_close", "softbreak",
    }  # fmt: skip
    assert not {"html_block", "table_open", "fence"} & {block.type for block in tokens}
    for awake in (
        "@nguyenvana",
        "#12",
        "!34",
        "~nhãn",
        "%mốc",
        "&5",
        "GH-7",
        "https://",
        "www.",
        "a@e",
        ":smile:",
        "\x1b",
        "\u202e",
    ):
        assert awake not in text
    assert escaped("2 < 3 & 95% *a*_b_") == "2 &lt; 3 &amp; 95% \\*a\\*\\_b\\_"
    page = html(found)
    assert "<img" not in page
    assert "\x1b" not in page


def test_a_long_group_is_folded_and_a_very_long_comment_is_cut(after: Path) -> None:
    text = (after / "appendix.yaml").read_text(encoding="utf-8")
    (after / "appendix.yaml").write_text(text.replace("lead: Văn phòng\n", "lead: Lãnh đạo Ban\n"), encoding="utf-8")
    folded = markdown(review(ROOT / "plan" / "2020", after))
    assert "<details><summary>Xem " in folded
    assert folded.count("<details>") == folded.count("</details>")
    rows = "".join(f"      - id: VII.{at}\n        task: {'Việc rất dài ' * 60}{at}\n" for at in range(20, 220))
    with (after / "appendix.yaml").open("a", encoding="utf-8") as file:
        file.write(rows)
    cut = markdown(review(ROOT / "plan" / "2020", after))
    assert len(cut) <= LONGEST
    assert "mục chưa hiện ở đây vì quá dài" in cut
    assert cut.count("<details>") == cut.count("</details>")


def test_json_holds_the_whole_words_and_the_dates(after: Path) -> None:
    edit_everything(after)
    data = contract(review(ROOT / "plan" / "2020", after))
    assert json.loads(json.dumps(data)) == data
    (task,) = [change for change in data["changes"] if change["id"] == "II.5" and change["kind"] == "task"]
    edits = {edit["field"]: edit for edit in task["edits"]}
    assert edits["deadline"] == {
        "field": "deadline",
        "item": None,
        "old": "Quý I/2020",
        "new": "Quý II/2020",
        "dates": {"old": "2020-03-31", "new": "2020-06-30", "days": 91},
    }
    assert "".join(text for mark, text in edits["task"]["words"] if mark != "added") == edits["task"]["old"]
    (effect,) = [effect for effect in data["effects"] if effect["id"] == "II.5"]
    assert (effect["old"]["state"], effect["new"]["state"]) == ("overdue", "in_time")


def test_codes_of_the_files_are_said_in_words(after: Path) -> None:
    replaced(after / "appendix.yaml", ("area: the_che", "area: tthc"))
    replaced(after / "indicators.yaml", ("every: quarter", "every: half"))
    replaced(after / "progress" / "II.1.yaml", ("period: 2020-H1", "period: 2020-Q1"))
    replaced(after / "plan.yaml", ("preset: cchc\n", "preset: nd09\n  ongoing: year_end\n"))
    found = review(ROOT / "plan" / "2020", after)
    assert plain(found, "Phần I") == ["Lĩnh vực: Cải cách thể chế → Cải cách thủ tục hành chính"]
    assert plain(found, "hai-long") == ["Kỳ đo: quý → 6 tháng"]
    assert plain(found, "II.1")[0] == "Kỳ: 6 tháng đầu năm 2020 → quý I/2020"
    assert plain(found, "Chế độ báo cáo") == [
        "Chế độ báo cáo: bốn kỳ một năm → theo Nghị định 09/2019",
        "Cách tính việc thường xuyên: kể riêng, không tính là hoàn thành → "
        "tính là hoàn thành vào cuối năm khi trong năm có kết quả",
    ]


def test_a_comment_too_long_keeps_the_edits_of_recorded_entries(after: Path) -> None:
    text = (after / "appendix.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^( +product: )(.*)$", lambda cell: cell[1] + "Sản phẩm " * 400, text)
    (after / "appendix.yaml").write_text(text, encoding="utf-8", newline="")
    (after / "progress" / "II.15.yaml").unlink()
    written = markdown(review(ROOT / "plan" / "2020", after))
    assert len(written) <= LONGEST
    assert "mục chưa hiện ở đây vì quá dài" in written
    assert "- **II.15** bỏ: mục ngày 14/06/2020" in written
