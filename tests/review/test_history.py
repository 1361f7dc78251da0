"""The life of a row: every change of it and of what is recorded about it, by whom, with which commit."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.refusal import Refused
from cchc_cli.review.excerpt import Excerpts
from cchc_cli.review.git import open_repository
from cchc_cli.review.history import History, Subject, history, history_from_facts
from cchc_cli.review.history_rows import rows_of
from cchc_cli.store import build
from cchc_cli.store.load import load
from cchc_cli.store.source import read_source
from cchc_cli.store.take import Troubles
from tests.review.repository import APPENDIX_YAML, Repo

if TYPE_CHECKING:
    from cchc_cli.domain.model import Task

ROOT = Path(__file__).parents[2]
FACT = "- date: 2020-02-03\n  id: k3f9x\n  status: started\n"
SECOND = "- date: 2020-02-20\n  recorded: 2020-02-21\n  id: m2p4q\n  due: 2020-06-30\n  basis: Công văn 5\n"
AMENDMENT = (
    "- date: 2020-03-01\n  document: 05/QĐ-ABC\n  task: I.1\n  field: deadline\n  from: Quý I/2020\n  to: Quý II/2020\n"
)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "kho")


def life(repo: Repo, entry_id: str = "I.1", subject: Subject = Subject.TASK) -> History:
    return history(open_repository(repo.root), repo.plan, entry_id, subject, 2020)


def told(found: History, field: str | None = None) -> list[tuple[str, ...]]:
    """Return rows as: when, whose, what, field, old, new."""
    return [
        (
            row.day.strftime("%d/%m") if row.day else "-",
            row.step.commit.author if row.step.commit else "chưa ghi" if row.step.pending else "",
            f"{row.kind} {row.action}",
            row.field,
            row.old,
            row.new,
        )
        for row in rows_of(found.steps, field)
    ]


def test_a_life_is_told_from_the_first_commit_to_the_working_tree(repo: Repo) -> None:
    repo.first()
    repo.commit("Gia hạn", {"appendix.yaml": APPENDIX_YAML.replace("Quý I/2020", "Quý II/2020")}, author="Bé")
    repo.commit(
        "Việc khác", {"appendix.yaml": APPENDIX_YAML.replace("Quý I/2020", "Quý II/2020").replace("Tuyên", "X")}
    )
    repo.commit("Ghi", {"progress/I.1.yaml": FACT}, author="Chi")
    repo.commit("Ghi việc khác", {"progress/I.2.yaml": FACT})
    repo.commit("Điều chỉnh", {"amendments.yaml": AMENDMENT})
    repo.write({"progress/I.1.yaml": FACT + SECOND})
    assert told(life(repo)) == [
        ("01/02", "Nguyễn Văn An", "task added", "", "", "Rà soát văn bản"),
        ("02/02", "Bé", "task changed", "deadline", "Quý I/2020", "Quý II/2020"),
        ("04/02", "Chi", "fact added", "", "", "03/02/2020 [k3f9x] bắt đầu thực hiện"),
        ("06/02", "Nguyễn Văn An", "amendment added", "", "",
         "Thời hạn: Quý I/2020 → Quý II/2020; theo 05/QĐ-ABC ngày 01/03/2020"),
        ("-", "chưa ghi", "fact added", "", "", "20/02/2020 [m2p4q] thời hạn 30/06/2020; căn cứ: Công văn 5"),
    ]  # fmt: skip


def test_the_deadline_is_told_from_its_first_words_with_amendments_and_facts_that_fix_it(repo: Repo) -> None:
    repo.first()
    repo.commit("Chủ trì", {"appendix.yaml": APPENDIX_YAML.replace("lead: Văn phòng", "lead: Phòng Một")})
    repo.commit("Điều chỉnh", {"amendments.yaml": AMENDMENT, "progress/I.1.yaml": FACT + SECOND})
    assert [row[2:] for row in told(life(repo), "deadline")] == [
        ("task added", "deadline", "", "Quý I/2020"),
        ("amendment added", "", "", "Thời hạn: Quý I/2020 → Quý II/2020; theo 05/QĐ-ABC ngày 01/03/2020"),
        ("fact added", "", "", "20/02/2020 [m2p4q] thời hạn 30/06/2020; căn cứ: Công văn 5"),
    ]
    assert [row[3:] for row in told(life(repo), "lead")] == [
        ("lead", "", "Văn phòng"),
        ("lead", "Văn phòng", "Phòng Một"),
    ]


def test_a_field_there_is_not_is_refused(repo: Repo) -> None:
    repo.first()
    with pytest.raises(Refused) as error:
        rows_of(life(repo).steps, "dedline")
    assert "deadline" in error.value.hint


def test_a_recorded_fact_edited_or_taken_out_is_told_as_such(repo: Repo) -> None:
    repo.first()
    repo.commit("Ghi", {"progress/I.1.yaml": FACT + SECOND})
    repo.commit("Sửa", {"progress/I.1.yaml": FACT.replace("started", "done") + SECOND})
    repo.commit("Bỏ", {"progress/I.1.yaml": FACT.replace("started", "done")})
    assert [row[2:] for row in told(life(repo))[3:]] == [
        ("fact changed", "status", "bắt đầu thực hiện", "hoàn thành"),
        ("fact removed", "", "20/02/2020 [m2p4q] thời hạn 30/06/2020; căn cứ: Công văn 5", ""),
    ]


def test_a_row_renumbered_or_moved_keeps_its_life_and_one_taken_out_ends_it(repo: Repo) -> None:
    repo.first()
    moved = APPENDIX_YAML.replace("      - id: I.2", "  - id: II\n    title: Khác\n    tasks:\n      - id: I.2")
    repo.commit("Đánh số", {"appendix.yaml": APPENDIX_YAML.replace("- id: I.2\n", "- id: I.2\n        number: '7'\n")})
    repo.commit("Chuyển", {"appendix.yaml": moved})
    repo.commit("Bỏ", {"appendix.yaml": APPENDIX_YAML.partition("      - id: I.2")[0]})
    assert [row[2:] for row in told(life(repo, "I.2"))] == [
        ("task added", "", "", "Tuyên truyền"),
        ("task changed", "number", "", "7"),
        ("task changed", "section", "I", "II"),
        ("task changed", "number", "7", ""),
        ("task removed", "", "Tuyên truyền", ""),
    ]


def test_a_sub_row_changes_with_the_row_it_inherits_from(repo: Repo) -> None:
    nested = APPENDIX_YAML + "        tasks:\n          - id: I.2.a\n            task: Việc con\n"
    repo.commit("Gốc", {"appendix.yaml": nested})
    repo.commit("Giao lại", {"appendix.yaml": nested.replace("Phòng Một", "Phòng Hai")})
    assert [row[2:] for row in told(life(repo, "I.2.a"))[1:]] == [("task changed", "lead", "Phòng Một", "Phòng Hai")]
    assert [row[2:] for row in told(life(repo, "I.2"))[1:]] == [("task changed", "lead", "Phòng Một", "Phòng Hai")]


def test_comments_line_ends_and_quotes_are_no_change(repo: Repo) -> None:
    repo.first()
    restyled = APPENDIX_YAML.replace("Rà soát văn bản", "'Rà soát văn bản'  # chú thích").replace("\n", "\r\n")
    repo.commit("Trình bày", {"appendix.yaml": "\ufeff# đầu tệp\r\n" + restyled})
    assert len(life(repo).steps) == 1


def test_a_version_that_can_not_be_read_changes_nothing(repo: Repo) -> None:
    repo.first()
    repo.commit("Hỏng", {"appendix.yaml": APPENDIX_YAML.replace("Rà soát", "'Rà soát")})
    repo.commit("Sửa", {"appendix.yaml": APPENDIX_YAML.replace("Rà soát", "Soát lại")})
    assert [row[3:] for row in told(life(repo))[1:]] == [("task", "Rà soát văn bản", "Soát lại văn bản")]


def test_a_merge_tells_only_what_neither_side_had(repo: Repo) -> None:
    repo.first()
    repo.git("checkout", "-qb", "nhanh")
    repo.commit(
        "Hạn", {"appendix.yaml": APPENDIX_YAML.replace("Quý I/", "Quý III/"), "progress/I.1.yaml": FACT}, author="Bé"
    )
    repo.git("checkout", "-q", "main")
    repo.commit("Chủ trì", {"appendix.yaml": APPENDIX_YAML.replace("Tuyên truyền", "Phổ biến")}, author="Chi")
    repo.git("merge", "-q", "--no-commit", "nhanh")
    both = APPENDIX_YAML.replace("Quý I/", "Quý III/").replace("Tuyên truyền", "Phổ biến")
    repo.commit("Gộp", {"appendix.yaml": both.replace("Rà soát văn", "Soát văn")}, author="Dũng")
    assert [row[1:] for row in told(life(repo))] == [
        ("Nguyễn Văn An", "task added", "", "", "Rà soát văn bản"),
        ("Bé", "task changed", "deadline", "Quý I/2020", "Quý III/2020"),
        ("Bé", "fact added", "", "", "03/02/2020 [k3f9x] bắt đầu thực hiện"),
        ("Dũng", "task changed", "task", "Rà soát văn bản", "Soát văn bản"),
    ]


def test_facts_of_both_sides_are_told_once_after_a_merge(repo: Repo) -> None:
    repo.first()
    repo.commit("Tệp", {"progress/I.1.yaml": "# tiến độ\n"})
    repo.git("checkout", "-qb", "nhanh")
    repo.commit("Một", {"progress/I.1.yaml": FACT}, author="Bé")
    repo.git("checkout", "-q", "main")
    repo.commit("Hai", {"progress/I.1.yaml": SECOND}, author="Chi")
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "-q", "nhanh")
    repo.commit("Gộp", {"progress/I.1.yaml": FACT + SECOND}, author="Dũng")
    assert sorted(row[1] for row in told(life(repo)) if row[2].startswith("fact")) == ["Bé", "Chi"]


def test_an_indicator_has_its_target_and_its_readings(repo: Repo) -> None:
    target = "- id: dung-han\n  name: Đúng hạn\n  target: '>= {} %'\n"
    repo.commit("Chỉ tiêu", {"indicators.yaml": target.format(90)})
    repo.commit("Mức", {"indicators.yaml": target.format(95)})
    repo.commit("Số liệu", {"measurements/dung-han.yaml": "- date: 2020-03-14\n  id: a2b3c\n  value: 97,2\n"})
    assert [row[2:] for row in told(life(repo, "dung-han", Subject.INDICATOR))] == [
        ("indicator added", "", "", "Đúng hạn"),
        ("indicator changed", "target", ">= 90 %", ">= 95 %"),
        ("reading added", "", "", "14/03/2020 [a2b3c] 97,2"),
    ]


def test_without_git_the_entries_tell_a_life_in_the_order_they_were_written_down(repo: Repo) -> None:
    repo.write({"plan.yaml": "number: 1\ndate: 2020-01-10\nyear: 2020\nagency: {name: A}\n", "appendix.yaml": APPENDIX_YAML,
                "progress/I.1.yaml": SECOND + FACT, "amendments.yaml": AMENDMENT})  # fmt: skip
    plan = load(repo.plan).plan
    assert plan is not None
    assert [(row[0], row[2]) for row in told(history_from_facts(plan, "I.1"))] == [
        ("03/02", "fact added"),
        ("21/02", "fact added"),
        ("01/03", "amendment added"),
    ]


def test_a_shallow_clone_blames_nobody_for_what_came_before_it(repo: Repo, tmp_path: Path) -> None:
    repo.first()
    repo.commit("Ghi", {"progress/I.1.yaml": FACT})
    repo.commit("Hạn", {"appendix.yaml": APPENDIX_YAML.replace("Quý I/", "Quý III/")}, author="Bé")
    copy = tmp_path / "ban-sao"
    subprocess.run(["git", "clone", "-q", "--depth", "2", repo.root.as_uri(), copy], check=True)
    found = history(open_repository(copy), copy / "plan" / "2020", "I.1", Subject.TASK, 2020)
    assert found.cut
    assert [row[:3] for row in told(found)] == [("03/02", "", "fact added"), ("03/02", "Bé", "task changed")]


def test_before_the_first_commit_all_is_pending(repo: Repo) -> None:
    repo.write({"appendix.yaml": APPENDIX_YAML})
    assert [(row[1], row[2]) for row in told(life(repo))] == [("chưa ghi", "task added")]


SEEDS = {
    "plain": APPENDIX_YAML,
    "nested": """title: Phụ lục
sections:
  - id: I
    title: Thể chế
    tasks:
      - id: I.1
        task: "Rà soát: văn bản"
        lead: Văn phòng
        implements:
          - KH.I
        tasks:
          - id: I.1.a
            task: Con
          - id: I.1.b
            task: Con hai
            lead: Phòng Một
      - id: I.2
        task: >
          Gấp
    sections:
      - id: I.A
        title: Mục con
        tasks:
          - id: I.A.1
            task: Việc
            notes: như I.2
    area: the_che
  - id: II
    title: Khác
    tasks:
      - id: II.1
        task: 'Việc #1'
note: hết
""",
    "real": (ROOT / "plan/2020/appendix.yaml").read_text(encoding="utf-8"),
    "shapes": """columns: [STT]
sections:
- id: I
  title: "Thể chế: một"
  tasks:
  - id: I.1
    task: |
      Rà soát
        - id: I.9
      văn bản
    lead: 'Văn phòng # không phải chú thích'
    implements:
      - KH.I
      - KH.II
    tasks:
      - id: I.1.a
        task: Con
        extra: {Kinh phí: 5}
      - task: Không có mã đứng đầu
        id: I.1.b
  - {id: I.2, task: Trong ngoặc}
  # - id: I.8
  sections:
  - id: I.A
    title: Mục con
    tasks:
    - id: I.A.1
      task: >-
        Gấp
        dòng
      continues: I.1
note: hết
""",
}
PARTS = ["- id: I.1", "    tasks:", "\n", "  ", "'", '"', "|", ":", " #", "- ", "I.1", "x: ", "      - id: I.1.a", "{", "]", "\\", "---", "\t", "\r"]  # fmt: skip
IDS = {
    "plain": ["I.1", "I.2"],
    "nested": ["I.1.b", "I.1", "I.2", "I.A.1", "II.1"],
    "real": ["II.5", "I.1", "VII.2"],
    "shapes": ["I.1", "I.1.a", "I.1.b", "I.2", "I.A.1", "I.9"],
}


def row_of(raw: bytes, entry_id: str) -> tuple[Task, str] | str | None:
    source = read_source("", raw)
    if not source.is_readable:
        return "không đọc được"
    for top in build.Appendix(source.data, "", Troubles()).sections:
        for section in top.walk():
            for row in (*section.tasks, *section.groups):
                if row.id == entry_id:
                    return row, section.id
    return None


@pytest.mark.parametrize("name", SEEDS)
def test_an_excerpt_of_a_sound_file_says_the_same_of_every_row_in_less(name: str) -> None:
    raw = SEEDS[name].encode()
    for entry_id in IDS[name]:
        excerpt = Excerpts(entry_id).cut(raw)
        assert row_of(excerpt, entry_id) == row_of(raw, entry_id)
    assert name == "shapes" or len(Excerpts(IDS[name][0]).cut(raw)) < len(raw)


@settings(max_examples=300)
@given(st.sampled_from(["plain", "nested", "shapes"]), st.data())
def test_an_excerpt_never_says_other_than_the_whole_file(name: str, data: st.DataObject) -> None:
    lines = SEEDS[name].splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        at, kind = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, 5))
        other = data.draw(st.integers(0, len(lines) - 1))
        part = data.draw(st.sampled_from(PARTS))
        column = data.draw(st.integers(0, len(lines[at])))
        match kind:
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = lines[at][:column] + part + lines[at][column:]
            case 4:
                lines[at] = "  " + lines[at]
            case _:
                lines[at] = lines[at].removeprefix("  ")
    raw = "".join(lines).encode()
    for entry_id in IDS[name]:
        whole = row_of(raw, entry_id)
        if whole != "không đọc được":
            assert row_of(Excerpts(entry_id).cut(raw), entry_id) == whole


def test_a_life_of_random_edits_ends_with_what_the_plan_says(repo: Repo) -> None:
    chance = random.Random(3)
    repo.first()
    for number in range(25):
        text = APPENDIX_YAML.replace("Rà soát", f"Rà soát {chance.randrange(3)}")
        text = text.replace("Tuyên truyền", f"Tuyên truyền {chance.randrange(9)}")
        repo.commit(f"Lần {number}", {"appendix.yaml": text})
    edits = [row for row in rows_of(life(repo).steps) if row.field == "task"]
    assert [row.old for row in edits[1:]] == [row.new for row in edits[:-1]]
    plan = load(repo.plan).plan
    assert plan is not None
    task = plan.task("I.1")
    assert task is not None
    assert edits[-1].new == task.task
