"""Files that no text file can show: other encodings, too large, missing, misnamed, not files at all."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from cchc_cli.check import check, show
from cchc_cli.store import plain_lines, source
from cchc_cli.store.load import load

GOOD = Path(__file__).parent.parent / "bad" / "good"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    shutil.copytree(GOOD, tmp_path / "plan")
    return tmp_path / "plan"


def said(plan: Path) -> list[str]:
    """Return the first line of each finding."""
    loaded = load(plan)
    findings = [*loaded.findings, *(check(loaded.plan, loaded.incomplete) if loaded.plan is not None else ())]
    blocks = show.as_text(findings, loaded.sources).split("\n\n")
    return [block.split("\n", maxsplit=1)[0] for block in blocks if block]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_another_encoding_is_said_at_its_first_byte(plan: Path, bom: bytes) -> None:
    (plan / "units.yaml").write_bytes(bom + b"# \xc3\xa1\n- id: vp\n  name: V\xe3n ph\xf2ng\n")
    assert said(plan) == ["units.yaml:3:10: lỗi E101: Tệp không phải văn bản UTF-8."]


def test_utf_16_as_notepad_writes_it_is_said(plan: Path) -> None:
    (plan / "units.yaml").write_bytes("- id: vp\n".encode("utf-16"))
    assert said(plan) == ["units.yaml:1:1: lỗi E101: Tệp không phải văn bản UTF-8."]


def test_a_file_beyond_the_limit_is_not_read(plan: Path) -> None:
    with (plan / "units.yaml").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert said(plan) == ["units.yaml:1:1: lỗi E107: Tệp quá lớn: giới hạn là 32 MB."]


def test_a_file_of_too_many_values_is_not_read(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for reader in (plain_lines, source):
        monkeypatch.setattr(reader, "MOST_VALUES", 20)
    assert said(plan)[-1] == "units.yaml:8:12: lỗi E107: Tệp có quá nhiều giá trị: giới hạn là 200.000."


@pytest.mark.parametrize("name", ["plan.yaml", "appendix.yaml"])
def test_a_missing_file_is_said_and_the_others_are_still_checked(plan: Path, name: str) -> None:
    (plan / name).unlink()
    (plan / "units.yaml").write_text("- id: vp\n", encoding="utf-8")
    assert said(plan) == sorted(
        [f"{name}:1:1: lỗi E110: Thiếu tệp {name}.", "units.yaml:1:3: lỗi E201: Thiếu khóa “name”."]
    )


def test_the_other_files_may_be_missing(plan: Path) -> None:
    for name in ("units.yaml", "corrections.yaml", "amendments.yaml"):
        (plan / name).unlink()
    shutil.rmtree(plan / "progress")
    assert said(plan) == []


@pytest.mark.parametrize("name", ["plan.yaml", "units.yaml", "progress/I.1.yaml"])
def test_a_folder_in_place_of_a_file_is_said(plan: Path, name: str) -> None:
    (plan / name).unlink()
    (plan / name).mkdir()
    assert said(plan) == [f"{name}:1:1: lỗi E111: Không đọc được tệp: đây không phải là tệp."]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
@pytest.mark.parametrize("name", ["units.yaml", "progress/I.1.yaml"])
def test_a_pipe_in_place_of_a_file_is_said_and_not_waited_for(plan: Path, name: str) -> None:
    (plan / name).unlink()
    os.mkfifo(plan / name)
    assert said(plan) == [f"{name}:1:1: lỗi E111: Không đọc được tệp: đây không phải là tệp."]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
@pytest.mark.parametrize("target", ["units.yaml", "nowhere.yaml"])
def test_a_link_that_leads_to_no_file_is_said(plan: Path, target: str) -> None:
    (plan / "units.yaml").unlink()
    (plan / "units.yaml").symlink_to(target)
    assert said(plan) == ["units.yaml:1:1: lỗi E111: Không đọc được tệp: liên kết này không dẫn tới tệp nào."]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind here")
def test_a_file_that_may_not_be_read_is_said(plan: Path) -> None:
    (plan / "units.yaml").chmod(0)
    assert said(plan) == ["units.yaml:1:1: lỗi E111: Không đọc được tệp: không có quyền đọc hoặc tệp bị khóa."]


def test_a_file_in_place_of_a_folder_is_said(plan: Path) -> None:
    shutil.rmtree(plan / "progress")
    (plan / "progress").write_text("- date: 2020-03-03\n", encoding="utf-8")
    assert said(plan) == ["progress:1:1: lỗi E111: Không đọc được: đây phải là một thư mục."]


def test_files_that_are_not_read_for_their_ending_are_said(plan: Path) -> None:
    (plan / "progress" / "I.3.yml").write_text("- date: 2020-03-03\n", encoding="utf-8")
    (plan / "progress" / "I.2.YAML").write_text("- date: 2020-03-03\n", encoding="utf-8")
    (plan / "progress" / "ghi-chu.txt").write_text("không phải của chương trình", encoding="utf-8")
    (plan / "units.yml").write_text("- id: vp\n", encoding="utf-8")
    (plan / ".I.1.yml").write_text("", encoding="utf-8")
    sentence = "Tệp này chưa được đọc: tên phải kết thúc bằng “.yaml”."
    assert said(plan) == [
        f"progress/I.2.YAML:1:1: lỗi E112: {sentence}",
        f"progress/I.3.yml:1:1: lỗi E112: {sentence}",
        f"units.yml:1:1: lỗi E112: {sentence}",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are characters of one normal form")
def test_odd_file_names_are_findings(plan: Path) -> None:
    for name in (b"\xff\xfe.yaml", b"a\nb\x1b[31m.yaml", "\u202eI.1.yaml".encode(), b".yaml.yaml", b"I.1 .yaml"):
        (plan / "progress" / os.fsdecode(name)).write_bytes(b"- date: 2020-03-03\n  result: x\n")
    found = said(plan)
    assert len(found) == 4
    assert all(" E304: Không có nhiệm vụ" in line and line.isprintable() for line in found)
    loaded = load(plan)
    assert loaded.plan is not None
    written = show.as_json(check(loaded.plan), loaded.sources).encode()
    assert {each["code"] for each in json.loads(written)["findings"]} == {"E304"}


@pytest.mark.skipif(sys.platform == "darwin", reason="there the two names are one")
def test_two_names_of_one_row_in_different_normal_forms_are_read_together(plan: Path) -> None:
    appendix = plan / "appendix.yaml"
    appendix.write_text(appendix.read_text(encoding="utf-8").replace("id: I.3", "id: I.ế"), encoding="utf-8")
    for number, name in enumerate(("I.ế", "I.e\u0302\u0301")):
        entry = f"- date: 2020-03-0{number + 1}\n  result: x\n"
        (plan / "progress" / f"{name}.yaml").write_text(entry, encoding="utf-8")
    loaded = load(plan)
    assert loaded.plan is not None
    assert len(loaded.plan.facts["I.ế"]) == 2


def test_one_unreadable_file_hides_nothing_of_the_others(plan: Path) -> None:
    (plan / "appendix.yaml").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    (plan / "progress" / "I.1.yaml").write_text("- date: 2020-03-03\n  part: 1\n", encoding="utf-8")
    units = plan / "units.yaml"
    units.write_text(units.read_text(encoding="utf-8").replace("phong-mot]", "phong-hai]"), encoding="utf-8")
    assert [line.split(": ")[1] for line in said(plan)] == ["lỗi E106", "lỗi E204", "lỗi E309"]
