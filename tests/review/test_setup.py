"""Setting up git for a repository of plans: the driver's settings, attributes, owners."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cchc_cli.domain.refusal import Refused
from cchc_cli.review.git import NoRepository
from cchc_cli.review.merge_setup import driver
from cchc_cli.review.owners import MARK
from cchc_cli.review.setup import (
    Refreshed,
    find_repository,
    install_driver,
    make_repository,
    refresh_attributes,
    refresh_owners,
    with_attributes,
)
from cchc_cli.store.calendar import VietnamCalendar

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 6, 1)
LINE = "plan/**/*.yaml merge=cchc"
PLAN = "number: 1/KH\ndate: 2026-01-05\nyear: 2026\nagency: {name: Ban Quản lý}\n"
APPENDIX = """\
sections:
  - id: I
    title: Thể chế
    tasks:
      - {id: I.1, task: Rà soát, lead: Văn phòng, deadline: Quý I}
      - {id: I.2, task: Tập huấn, lead: 'Văn phòng, Phòng Một', deadline: Quý II}
      - {id: I.3, task: Báo cáo, lead: Các phòng, deadline: Quý III}
      - {id: I.4, task: Kiểm tra, lead: Phòng Hai, deadline: Quý III}
      - {id: I.5, task: Thẩm định, lead: Sở Nội vụ, deadline: Quý IV}
"""
UNITS = """\
- {id: vp, name: Văn phòng, contact: {name: An, git: '@an'}}
- {id: mot, name: Phòng Một, contact: {git: 'binh, chi@example.vn'}}
- {id: hai, name: Phòng Hai}
- {id: cac-phong, name: Các phòng, members: [mot, hai]}
- {id: snv, name: Sở Nội vụ, outside: true, contact: {git: '@so'}}
"""
INDICATORS = """\
- {id: dung-han, name: Đúng hạn, target: '>= 95 %', tasks: [I.1, I.4]}
- {id: hai-long, name: Hài lòng, target: '>= 85 %', tasks: [I.4]}
"""


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """An environment whose git knows no settings of the user or the machine."""
    return {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(tmp_path)}


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    """A folder with one plan, in no repository."""
    folder = tmp_path / "kho" / "plan" / "2026"
    folder.mkdir(parents=True)
    for name, text in (("plan", PLAN), ("appendix", APPENDIX), ("units", UNITS), ("indicators", INDICATORS)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path / "kho"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def owners_of(kho: Path, top: str = "") -> Refreshed:
    return refresh_owners(kho, top, DAY, VietnamCalendar())[0]


def lines_of(kho: Path) -> list[str]:
    text = (kho / "CODEOWNERS").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_a_folder_becomes_a_repository_with_the_branch_main(kho: Path, surroundings: dict[str, str]) -> None:
    assert find_repository(kho, surroundings) is None
    repository = make_repository(kho, surroundings)
    assert repository.root.samefile(kho)
    assert git(kho, "symbolic-ref", "HEAD") == "refs/heads/main\n"
    assert find_repository(kho, surroundings) == repository
    assert repository.is_unborn


def test_a_folder_that_is_not_there_cannot_become_one(tmp_path: Path, surroundings: dict[str, str]) -> None:
    with pytest.raises(Refused, match="git không lập được kho"):
        make_repository(tmp_path / "khong", surroundings)


def test_without_git_it_is_said_what_to_install(kho: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoRepository) as missing:
        find_repository(kho)
    assert missing.value.message == "Máy này chưa có git, nên chưa cài đặt git cho kho này."


def test_the_driver_is_set_for_this_clone_alone_and_once(kho: Path, surroundings: dict[str, str]) -> None:
    repository = make_repository(kho, surroundings)
    assert install_driver(repository, ("C:\\Program Files\\cchc.exe",)) is True
    assert git(kho, "config", "--local", "merge.cchc.driver") == driver("C:\\Program Files\\cchc.exe") + "\n"
    assert git(kho, "config", "--local", "merge.cchc.name") == "Hợp nhất tệp kế hoạch theo từng mục, từng ô\n"
    before = (kho / ".git/config").read_bytes()
    assert install_driver(repository, ("C:\\Program Files\\cchc.exe",)) is False
    assert (kho / ".git/config").read_bytes() == before
    assert install_driver(repository, ("cchc",)) is True
    assert git(kho, "config", "--local", "--get-all", "merge.cchc.driver") == driver("cchc") + "\n"


def test_attributes_get_the_lines_of_the_driver_once() -> None:
    text = with_attributes("* text=auto\n")
    assert text.startswith("* text=auto\n\n# ")
    assert text.splitlines().count(LINE) == 1
    assert with_attributes(text) == text
    assert with_attributes("").splitlines().count(LINE) == 1


def test_attributes_keep_what_people_wrote_with_their_line_ends() -> None:
    text = with_attributes("*.docx binary\r\n*.pdf binary")
    assert text.startswith("*.docx binary\r\n*.pdf binary\r\n\r\n# ")
    assert text.replace("\r\n", "").isprintable()
    assert with_attributes("plan/**/*.yaml   merge=cchc\n") == "plan/**/*.yaml   merge=cchc\n"


def test_git_takes_the_attributes_for_every_file_of_a_plan(kho: Path, surroundings: dict[str, str]) -> None:
    make_repository(kho, surroundings)
    assert refresh_attributes(kho, dry_run=True) == Refreshed(".gitattributes", "new")
    assert not (kho / ".gitattributes").exists()
    assert refresh_attributes(kho) == Refreshed(".gitattributes", "new")
    assert refresh_attributes(kho) == Refreshed(".gitattributes", "same")
    for path in ("plan/2026/appendix.yaml", "plan/2026/progress/I.1.yaml", "plan/2026/measurements/x.yaml"):
        assert git(kho, "check-attr", "merge", path) == f"{path}: merge: cchc\n"
    assert git(kho, "check-attr", "merge", "README.md") == "README.md: merge: unspecified\n"


def test_owners_are_the_contacts_of_the_units_that_lead(kho: Path) -> None:
    assert owners_of(kho) == Refreshed("CODEOWNERS", "new")
    assert lines_of(kho) == [
        "/plan/2026/progress/I.1.yaml @an",
        "/plan/2026/progress/I.2.yaml @an @binh chi@example.vn",
        "/plan/2026/progress/I.3.yaml @binh chi@example.vn",
        "/plan/2026/measurements/dung-han.yaml @an",
    ]
    assert (kho / "CODEOWNERS").read_text("utf-8").splitlines()[0] == MARK
    assert owners_of(kho) == Refreshed("CODEOWNERS", "same")


def test_owners_follow_a_change_of_lead(kho: Path) -> None:
    progress = kho / "plan/2026/progress"
    progress.mkdir()
    (progress / "I.4.yaml").write_text("- {date: 2026-03-01, lead: Văn phòng, basis: Công văn 1}\n", "utf-8")
    owners_of(kho)
    assert "/plan/2026/progress/I.4.yaml @an" in lines_of(kho)


def test_owners_of_a_folder_inside_a_repository_are_named_from_its_top(kho: Path) -> None:
    owners_of(kho, "cải cách/kho #1")
    assert lines_of(kho)[0] == "/cải\\ cách/kho\\ \\#1/plan/2026/progress/I.1.yaml @an"


def test_owners_are_renewed_only_in_a_file_made_here(kho: Path) -> None:
    (kho / "CODEOWNERS").write_text("* @sep\n", "utf-8")
    assert owners_of(kho) == Refreshed("CODEOWNERS", "foreign")
    assert (kho / "CODEOWNERS").read_text("utf-8") == "* @sep\n"
    (kho / "CODEOWNERS").write_text(f"{MARK}\n* @sep\n", "utf-8")
    assert owners_of(kho) == Refreshed("CODEOWNERS", "changed")
    assert "* @sep" not in lines_of(kho)


def test_no_file_of_owners_is_begun_beside_one_that_the_server_would_take_first(kho: Path) -> None:
    (kho / ".github").mkdir()
    (kho / ".github/CODEOWNERS").write_text("* @sep\n", "utf-8")
    assert owners_of(kho) == Refreshed("CODEOWNERS", "same")
    assert not (kho / "CODEOWNERS").exists()


def test_no_file_of_owners_is_begun_without_accounts(kho: Path) -> None:
    units = kho / "plan/2026/units.yaml"
    units.write_text(UNITS.replace("git:", "email:"), "utf-8")
    assert owners_of(kho) == Refreshed("CODEOWNERS", "same")
    assert not (kho / "CODEOWNERS").exists()


@pytest.mark.parametrize("word", ["@a!b", "*", "@", "a/b/../c d$", "#an", "[x]", "@an\\", "Nguyễn"])
def test_what_is_no_account_is_left_out_and_said(kho: Path, word: str) -> None:
    units = kho / "plan/2026/units.yaml"
    units.write_text(UNITS.replace("'@an'", f"'{word}'"), "utf-8")
    _, unusable = refresh_owners(kho, "", DAY, VietnamCalendar())
    assert {name for name, _ in unusable} == {"Văn phòng"}
    assert not any(line.startswith("/plan/2026/progress/I.1.yaml") and word in line for line in lines_of(kho))


def test_owners_are_not_renewed_from_a_plan_with_errors(kho: Path) -> None:
    owners_of(kho)
    before = (kho / "CODEOWNERS").read_bytes()
    (kho / "plan/2026/units.yaml").write_text("- {id: vp\n", "utf-8")
    with pytest.raises(Refused) as refused:
        owners_of(kho)
    assert refused.value.message == "Chưa lập CODEOWNERS: kế hoạch plan/2026 đang có lỗi."
    assert (kho / "CODEOWNERS").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_the_place_of_a_file_is_left_alone(kho: Path, tmp_path: Path) -> None:
    (tmp_path / "ngoai").write_text("của người khác\n", "utf-8")
    (kho / ".gitattributes").symlink_to(tmp_path / "ngoai")
    assert refresh_attributes(kho) == Refreshed(".gitattributes", "foreign")
    assert (tmp_path / "ngoai").read_text("utf-8") == "của người khác\n"
