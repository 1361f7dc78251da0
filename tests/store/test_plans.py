"""Finding every plan below directories, each once, and reading their files as they are."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from cchc_cli.domain.refusal import Refused
from cchc_cli.store.keeping import content_digest
from cchc_cli.store.plans import Swift, find_below
from cchc_cli.store.workspace import OnDisk

if TYPE_CHECKING:
    from pathlib import Path

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")


def make_plan(directory: Path) -> Path:
    (directory / "progress").mkdir(parents=True)
    (directory / "plan.yaml").write_text("year: 2020\n", encoding="utf-8")
    (directory / "appendix.yaml").write_text("sections: []\n", encoding="utf-8")
    (directory / "progress" / "I.1.yaml").write_text("[]\n", encoding="utf-8")
    return directory


def test_every_plan_below_a_directory_is_found_however_deep_it_lies(tmp_path: Path) -> None:
    one, two = make_plan(tmp_path / "so" / "plan" / "2020"), make_plan(tmp_path / "a" / "b" / "c" / "d")
    assert find_below([tmp_path]).plans == (two, one)


def test_a_directory_that_is_a_plan_is_found(tmp_path: Path) -> None:
    plan = make_plan(tmp_path / "2020")
    assert find_below([plan]).plans == (plan,)


def test_hidden_folders_and_the_plans_own_are_passed_over(tmp_path: Path) -> None:
    make_plan(tmp_path / ".git" / "plan")
    make_plan(tmp_path / ".nhap" / "2020")
    plan = make_plan(tmp_path / "2020")
    make_plan(plan / "progress" / "cu")
    assert find_below([tmp_path]).plans == (plan,)


def test_a_plan_below_two_of_the_directories_is_found_once(tmp_path: Path) -> None:
    plan = make_plan(tmp_path / "so" / "plan" / "2020")
    assert find_below([tmp_path, tmp_path / "so", plan]).plans == (plan,)


@LINKS
def test_a_plan_reached_through_a_link_too_is_found_once_under_its_own_name(tmp_path: Path) -> None:
    plan = make_plan(tmp_path / "z" / "2020")
    (tmp_path / "a").symlink_to(tmp_path / "z")
    assert find_below([tmp_path]).plans == (plan,)


@LINKS
def test_a_link_that_leads_back_up_ends_the_search(tmp_path: Path) -> None:
    plan = make_plan(tmp_path / "so" / "2020")
    (tmp_path / "so" / "len").symlink_to(tmp_path)
    (tmp_path / "vong").symlink_to("vong")
    assert find_below([tmp_path]).plans == (plan,)


@LINKS
def test_a_plan_outside_that_a_link_leads_to_is_found(tmp_path: Path) -> None:
    make_plan(tmp_path / "kho" / "2020")
    (tmp_path / "tinh").mkdir()
    (tmp_path / "tinh" / "so").symlink_to(tmp_path / "kho")
    assert find_below([tmp_path / "tinh"]).plans == (tmp_path / "tinh" / "so" / "2020",)


def test_repositories_are_told_apart_by_their_working_tree(tmp_path: Path) -> None:
    for name in ("objects", "refs"):
        (tmp_path / "chung.git" / name).mkdir(parents=True)
    (tmp_path / "chung.git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (tmp_path / "rieng" / ".git").mkdir(parents=True)
    found = find_below([tmp_path])
    assert (found.bare, found.repositories) == ((tmp_path / "chung.git",), (tmp_path / "rieng",))


def test_a_directory_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Không có thư mục"):
        find_below([tmp_path / "khong"])


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything may be read there")
def test_a_directory_that_may_not_be_looked_into_is_named(tmp_path: Path) -> None:
    shut = tmp_path / "kin"
    shut.mkdir(mode=0o000)
    try:
        assert find_below([tmp_path]).closed == (shut,)
    finally:
        shut.chmod(0o700)


def test_files_are_read_as_the_workspace_reads_them(tmp_path: Path) -> None:
    plan = make_plan(tmp_path / "2020")
    (plan / "progress" / ".an.yaml").write_text("[]\n", encoding="utf-8")
    (plan / "units.yml").write_text("[]\n", encoding="utf-8")
    (plan / "measurements").write_text("đây là một tệp", encoding="utf-8")
    swift, slow = Swift(plan), OnDisk(plan)
    assert swift.names("progress") == slow.names("progress") == ["I.1.yaml"]
    assert swift.read("plan.yaml") == slow.read("plan.yaml")
    assert swift.has("units.yml")
    assert not swift.has("units.yaml")
    assert content_digest(swift) == content_digest(slow)
    for name in ("khong.yaml", "progress"):
        with pytest.raises(OSError, match=r"."):
            swift.read(name)
    with pytest.raises(NotADirectoryError):
        swift.names("measurements")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_in_a_plans_folder_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    plan = make_plan(tmp_path / "2020")
    os.mkfifo(plan / "units.yaml")
    with pytest.raises(IsADirectoryError):
        Swift(plan).read("units.yaml")
