"""A new repository of plans: what its files say, and that nothing there is touched."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cchc_cli.check import check
from cchc_cli.domain.deadline import Deadline, read
from cchc_cli.domain.refusal import Refused
from cchc_cli.store.load import load
from cchc_cli.store.scaffold import Head, plans_below, repository_texts, write_new
from cchc_cli.store.schemas import PATTERNS, schema_texts

ROOT = Path(__file__).resolve().parent.parent.parent
BARE = Head(2026)
FULL = Head(
    2026, "Sở Nội vụ", "UBND tỉnh Đồng Nai", "SNV", "Đồng Nai", "12/KH-SNV", dt.date(2026, 1, 15)
)  # fmt: skip
HOSTILE = [
    "'",
    '"',
    "A: B # C",
    "- gạch",
    "[ngoặc], {móc}",
    "&neo *sao !nhãn",
    "%YAML 1.1",
    "<<agency>> <<year>>",
    "no",
    "~",
    "2026-01-01",
    "0x1F",
    "'; rm -rf / #",
    "${{ github.token }}",
    "`lệnh` $(lệnh)",
    "a\\nb\\",
    "@ten",
    "x # ĐIỀN",
    "---",
    "<script>",
]


def made(directory: Path, head: Head = BARE) -> Path:
    write_new(directory, head.year, repository_texts(head, "9.9"))
    return directory / "plan" / str(head.year)


def everything_in(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("head", [BARE, FULL, Head(2031, agency="Sở X"), Head(1999)], ids=str)
def test_a_new_plan_has_neither_errors_nor_warnings(tmp_path: Path, head: Head) -> None:
    loaded = load(made(tmp_path, head))
    assert loaded.findings == ()
    assert loaded.plan is not None
    assert check(loaded.plan) == []
    assert [task.id for task in loaded.plan.tasks()] == ["I.1", "I.2", "I.3"]


def test_a_new_plan_says_what_was_given(tmp_path: Path) -> None:
    folder = made(tmp_path, FULL)
    plan = load(folder).plan
    assert plan is not None
    assert (plan.number, plan.date, plan.year, plan.place) == ("12/KH-SNV", dt.date(2026, 1, 15), 2026, "Đồng Nai")
    assert (plan.agency.name, plan.agency.parent, plan.agency.code) == ("Sở Nội vụ", "UBND tỉnh Đồng Nai", "SNV")
    assert plan.subject == "Cải cách hành chính năm 2026 của Sở Nội vụ"
    assert plan.appendix_note == "(Kèm theo Kế hoạch số 12/KH-SNV ngày 15 tháng 01 năm 2026 của Sở Nội vụ)"
    assert not any(line.endswith("# ĐIỀN") for line in (folder / "plan.yaml").read_text("utf-8").splitlines())


def test_what_was_not_given_is_marked_to_be_filled(tmp_path: Path) -> None:
    text = (made(tmp_path) / "plan.yaml").read_text("utf-8")
    marked = [line.strip() for line in text.splitlines() if line.endswith("# ĐIỀN")]
    assert marked == [
        "number: …/KH-…  # ĐIỀN",
        "date: 2026-01-01  # ĐIỀN",
        "place: Nơi ban hành  # ĐIỀN",
        "subject: Cải cách hành chính năm 2026 của Tên cơ quan  # ĐIỀN",
        "parent: Tên cơ quan chủ quản  # ĐIỀN",
        "name: Tên cơ quan  # ĐIỀN",
        "code: CHỮ-VIẾT-TẮT  # ĐIỀN",
    ]


def test_the_number_is_begun_with_the_code(tmp_path: Path) -> None:
    plan = load(made(tmp_path, Head(2026, code="SNV"))).plan
    assert plan is not None
    assert plan.number == "…/KH-SNV"


def test_the_samples_can_be_deleted_as_their_comments_say(tmp_path: Path) -> None:
    folder = made(tmp_path)
    for name in ("plan.yaml", "appendix.yaml", "indicators.yaml", "units.yaml"):
        text = (folder / name).read_text("utf-8")
        without, times = re.subn(r"(?ms)^ *# MẪU: xóa từ dòng này.*?# HẾT MẪU\n", "", text)
        assert times == 1, name
        assert "(Mẫu)" not in without
        (folder / name).write_text(without, "utf-8")
    loaded = load(folder)
    assert loaded.plan is not None
    assert [*loaded.findings, *check(loaded.plan)] == []
    assert list(loaded.plan.tasks()) == []


def test_every_deadline_taught_is_understood(tmp_path: Path) -> None:
    text = (made(tmp_path) / "appendix.yaml").read_text("utf-8")
    table = text.partition("cchc deadline")[2].partition("Một dòng có nhiều thời hạn")[0]
    rows = [line.partition(":")[2] for line in table.splitlines()[1:] if ":" in line]
    phrases = [phrase.strip() for row in rows for phrase in row.split("·")]
    assert len(phrases) == 17
    assert [phrase for phrase in phrases if not isinstance(read(phrase, 2026), Deadline)] == []


def test_the_compound_deadline_of_the_sample_has_two_parts(tmp_path: Path) -> None:
    plan = load(made(tmp_path)).plan
    assert plan is not None
    task = plan.task("I.3")
    assert task is not None
    found = read(task.deadline, 2026)
    assert isinstance(found, Deadline)
    assert [part.kind.value for part in found.parts] == ["by", "every"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(tmp_path: Path, text: str) -> None:
    plan = load(made(tmp_path, Head(2026, text, text, text, text, text))).plan
    assert plan is not None
    assert {plan.agency.name, plan.agency.parent, plan.agency.code, plan.place, plan.number} == {text}
    everywhere = repository_texts(Head(2026, text), "9.9")
    plain = repository_texts(BARE, "9.9")
    assert [name for name in plain if everywhere[name] != plain[name]] == [
        "plan/2026/plan.yaml",
        "plan/2026/appendix.yaml",
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=40))
@example(text="=")
def test_any_words_are_kept_or_refused(text: str) -> None:
    try:
        texts = repository_texts(Head(2026, agency=text), "9.9")
    except Refused:
        tidy = unicodedata.normalize("NFC", " ".join(text.split()))
        assert not tidy or not tidy.isprintable()
        return
    # All scalars as texts, as the program reads them: YAML 1.1 has a type for "=".
    held = yaml.load(texts["plan/2026/plan.yaml"], Loader=yaml.BaseLoader)["subject"]
    expected = unicodedata.normalize("NFC", " ".join(text.split()))
    assert held == f"Cải cách hành chính năm 2026 của {expected}"


def test_words_over_several_lines_are_put_on_one(tmp_path: Path) -> None:
    plan = load(made(tmp_path, Head(2026, agency="  Sở\r\n Nội\u00a0vụ\t"))).plan
    assert plan is not None
    assert plan.agency.name == "Sở Nội vụ"


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[31mđỏ", "\u202eđảo", "\udcff", "\u200b"])
def test_characters_nobody_sees_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="--place: có ký tự không in được"):
        repository_texts(Head(2026, place=text), "9.9")


def test_empty_words_are_refused() -> None:
    with pytest.raises(Refused, match="--agency: chưa ghi gì"):
        repository_texts(Head(2026, agency="  "), "9.9")


@pytest.mark.parametrize("year", [0, 26, 1776, 99999])
def test_a_year_of_no_plan_is_refused(year: int) -> None:
    with pytest.raises(Refused, match="không phải là năm của kế hoạch"):
        repository_texts(Head(year, date=dt.date(2026, 1, 1)), "9.9")


def test_every_file_can_be_read(tmp_path: Path) -> None:
    made(tmp_path)
    for name, content in everything_in(tmp_path).items():
        text = content.decode()
        assert "\r" not in text
        assert "<<year>>" not in text
        assert text == "" or text.endswith("\n")
        if name.endswith((".yaml", ".yml")):
            assert yaml.safe_load(text), name
        if name.endswith(".json"):
            assert json.loads(text), name


def test_workflows_have_the_least_rights_and_pinned_majors() -> None:
    texts = repository_texts(BARE, "9.9")
    workflow = yaml.safe_load(texts[".github/workflows/cchc.yml"])
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    assert {name: job.get("permissions") for name, job in jobs.items()} == {
        "kiem-tra": None,
        "thay-doi": {"contents": "read", "pull-requests": "write"},
        "bang-tien-do": None,
    }
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert [each for each in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", each)] == []
    # Nothing of a request's own words is put into a script.
    assert [step["run"] for job in jobs.values() for step in job["steps"] if "${{" in step.get("run", "")] == []
    assert workflow["env"] == {"CCHC_SOURCE": "cchc @ git+https://DIA-CHI-KHO-CCHC@v9.9"}


def test_the_hook_of_a_repository_is_the_one_this_project_offers() -> None:
    (offered,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert offered["id"] == "cchc-validate"
    assert offered["language"] == "python"
    texts = repository_texts(BARE, "9.9")
    (local,) = yaml.safe_load(texts[".pre-commit-config.yaml"])["repos"]
    (hook,) = local["hooks"]
    assert (local["repo"], hook["language"]) == ("local", "system")
    same = ("id", "name", "files", "pass_filenames")
    assert [hook[key] for key in same] == [offered[key] for key in same]
    for path in ("plan/2026/appendix.yaml", "plan/2026/progress/I.1.yaml", "plan/2026/plan.yml"):
        assert re.search(offered["files"], path)
    assert not re.search(offered["files"], "docs/plan/x.yaml")


@pytest.mark.parametrize("file", ["templates/init/gitlab-ci.yml", "docs/ci/gitlab-diff.yml"])
def test_gitlab_takes_the_names_under_which_files_are_shown(file: str) -> None:
    jobs = yaml.safe_load((ROOT / file).read_text("utf-8"))
    names = [job["artifacts"]["expose_as"] for job in jobs.values() if "expose_as" in job.get("artifacts", {})]
    assert [re.fullmatch(r"\w[-\w ]*", name, re.ASCII) is not None for name in names] == [True]


@pytest.mark.parametrize("file", ["github-diff.yml", "gitlab-diff.yml"])
def test_the_examples_install_the_program_from_where_the_office_has_it(file: str) -> None:
    text = (ROOT / "docs/ci" / file).read_text("utf-8")
    assert re.findall(r"pip install (.+)", text) == ['"$CCHC_SOURCE"']
    assert text.count("  CCHC_SOURCE: cchc @ git+https://DIA-CHI-KHO-CCHC@PHIEN-BAN\n") == 1
    yaml.safe_load(text)


def test_editors_find_a_schema_for_every_file_of_a_plan(tmp_path: Path) -> None:
    made(tmp_path)
    schemas = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert all((tmp_path / schema).is_file() for schema in schemas)
    assert set(schemas.values()) == set(PATTERNS.values())
    assert {f"{name}.schema.json" for name in PATTERNS} == set(schema_texts())
    plan = load(tmp_path / "plan/2026")
    for name in plan.sources:
        assert f"plan/*/{name}" in schemas.values()


def test_schemas_speak_vietnamese_and_allow_what_the_program_reads() -> None:
    texts = schema_texts()
    units = json.loads(texts["units.schema.json"])
    form = units["$defs"]["UnitForm"]
    assert sorted(form) == ["additionalProperties", "properties", "required", "type"]
    assert form["properties"]["name"]["description"] == "Tên ghi trong kế hoạch"
    assert form["properties"]["name"]["type"] == ["string", "number", "boolean"]
    assert form["properties"]["aliases"]["anyOf"][0]["type"] == ["array", "string"]
    body = json.loads(texts["plan.schema.json"])["$defs"]["NodeForm"]
    assert {"id", "title", "text", "note", "items"} == set(body["properties"])
    assert not [name for name, text in texts.items() if "Form(" in text or "The " in text]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_files_that_are_there_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"cua toi\r\n")
    (tmp_path / ".github").mkdir()
    (tmp_path / ".gitignore").symlink_to("khong-co")
    written = write_new(tmp_path, 2026, repository_texts(BARE, "9.9"))
    assert written.kept == ("README.md", ".gitignore")
    assert (tmp_path / "README.md").read_bytes() == b"cua toi\r\n"
    assert (tmp_path / ".gitignore").readlink() == Path("khong-co")
    assert not (tmp_path / "khong-co").exists()
    assert set(written.new) == set(everything_in(tmp_path)) - {"README.md"}


def test_a_second_year_is_added_beside_the_first(tmp_path: Path) -> None:
    made(tmp_path)
    before = everything_in(tmp_path)
    made(tmp_path, Head(2027))
    after = everything_in(tmp_path)
    assert {name: after[name] for name in before} == before
    assert {name for name in after if name not in before} == {
        f"plan/2027/{name}"
        for name in ("plan.yaml", "appendix.yaml", "indicators.yaml", "units.yaml", "progress/.gitkeep")
    }
    assert plans_below(tmp_path) == {tmp_path / "plan/2026": 2026, tmp_path / "plan/2027": 2027}


def test_a_second_plan_of_a_year_is_refused(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "plan/2026").rename(tmp_path / "plan/ke-hoach")
    before = everything_in(tmp_path)
    with pytest.raises(Refused) as refused:
        made(tmp_path)
    assert refused.value.message == f"“{tmp_path}” đã có kế hoạch năm 2026: plan/ke-hoach."
    assert everything_in(tmp_path) == before


def test_the_folder_of_a_plan_is_no_place_for_another(tmp_path: Path) -> None:
    folder = made(tmp_path)
    with pytest.raises(Refused, match="là thư mục của một kế hoạch"):
        made(folder, Head(2027))


def test_a_folder_of_the_year_that_holds_anything_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "plan" / "2026"
    folder.mkdir(parents=True)
    (folder / "units.yaml").write_text("- id: vp\n  name: Văn phòng\n", "utf-8")
    with pytest.raises(Refused, match="đã có và không trống"):
        made(tmp_path)
    assert list(everything_in(tmp_path)) == ["plan/2026/units.yaml"]


def test_a_file_in_the_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kho").write_bytes(b"")
    with pytest.raises(Refused, match="là một tệp, không phải thư mục"):
        made(tmp_path / "kho")


@pytest.mark.parametrize("name", ["con", "AUX", "nul.txt", "LPT1", "kế hoạch ", "a.", "a|b", 'a"b', "a\x1bb"])
def test_names_that_windows_cannot_hold_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="không dùng làm tên thư mục trên Windows được"):
        made(tmp_path / name / "kho")
    assert list(tmp_path.iterdir()) == []


def test_a_directory_may_have_a_name_of_any_other_kind(tmp_path: Path) -> None:
    assert load(made(tmp_path / "Kế hoạch CCHC (mới) #1" / "confetti")).plan is not None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    (tmp_path / "ngoai").mkdir()
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho" / "plan").symlink_to(tmp_path / "ngoai")
    with pytest.raises(Refused, match="liên kết trỏ ra ngoài"):
        made(tmp_path / "kho")
    assert everything_in(tmp_path) == {}


def test_a_dry_run_writes_nothing_and_says_what_it_would(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("của tôi\n", "utf-8")
    texts = repository_texts(BARE, "9.9")
    written = write_new(tmp_path, 2026, texts, dry_run=True)
    assert list(everything_in(tmp_path)) == ["README.md"]
    assert written.kept == ("README.md",)
    assert written == write_new(tmp_path, 2026, texts)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_what_was_written_is_taken_back_where_the_rest_cannot_be(tmp_path: Path) -> None:
    (tmp_path / ".vscode").mkdir(mode=0o500)
    with pytest.raises(Refused, match="chưa lập tệp nào"):
        made(tmp_path)
    assert everything_in(tmp_path) == {}


def test_a_file_where_a_folder_is_due_takes_everything_back(tmp_path: Path) -> None:
    (tmp_path / "schemas").write_bytes(b"tep")
    with pytest.raises(Refused, match="chưa lập tệp nào"):
        made(tmp_path)
    assert everything_in(tmp_path) == {"schemas": b"tep"}
    assert [path.name for path in tmp_path.iterdir()] == ["schemas"]
