"""A plan at a revision is the plan as it was on disk at that commit, whatever the disk holds now."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from cchc_cli.domain.refusal import Refused
from cchc_cli.review.git import open_repository
from cchc_cli.review.revision import plan_at_revision, plan_folder_at
from cchc_cli.store.load import load
from tests.review.repository import APPENDIX_YAML, PLAN_YAML, Repo

ROOT = Path(__file__).parents[2]


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "kho")


@pytest.mark.parametrize("plan", ["plan/2020", "tests/bad/good"])
def test_plan_findings_and_texts_are_those_of_the_disk(repo: Repo, plan: str) -> None:
    shutil.copytree(ROOT / plan, repo.plan)
    repo.commit("Kế hoạch", {"progress/ghi-chu.txt": "không đọc", "/khac.yaml": "không đọc"})
    on_disk = load(repo.plan)
    shutil.rmtree(repo.root / "plan")
    found = plan_at_revision(open_repository(repo.root), "HEAD", repo.plan)
    assert found == on_disk
    assert found.plan is not None


def test_faults_of_every_kind_are_found_as_on_the_disk(repo: Repo) -> None:
    repo.commit(
        "Lỗi",
        {
            "plan.yaml": PLAN_YAML,
            "appendix.yml": APPENDIX_YAML,
            "units.yaml": "<<<<<<< HEAD\n- {id: a, name: A}\n",
            "indicators.yaml": "- {id: x, name: [}\n",
            "progress/I.1.YAML": "[]",
            "progress/.an.yaml": "[",
            "progress/I.2.yaml": "- {date: 31/02/2020, status: done}\n",
            "measurements": "đây là tệp",
        },
    )
    on_disk = load(repo.plan)
    assert plan_at_revision(open_repository(repo.root), "HEAD", repo.plan) == on_disk
    assert sorted(each.code for each in on_disk.findings) == ["E102", "E106", "E110", "E111", "E112", "E112", "E204"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_nowhere_is_the_same_finding(repo: Repo) -> None:
    repo.first()
    (repo.plan / "indicators.yaml").symlink_to("khong-co.yaml")
    (repo.plan / "progress").symlink_to("../../../ngoai-kho")
    repo.commit("Liên kết", {})
    on_disk = load(repo.plan)
    assert [(each.code, each.place.file) for each in on_disk.findings] == [
        ("E111", "indicators.yaml"),
        ("E111", "progress"),
    ]
    assert plan_at_revision(open_repository(repo.root), "HEAD", repo.plan) == on_disk


def test_each_revision_has_its_own_plan(repo: Repo) -> None:
    repo.first()
    repo.commit("Sửa", {"appendix.yaml": APPENDIX_YAML.replace("Quý I/2020", "Quý II/2020")})
    repo.write({"appendix.yaml": "hỏng: ["})
    repository = open_repository(repo.root)

    def deadline(rev: str) -> str:
        plan = plan_at_revision(repository, rev, repo.plan).plan
        task = plan.task("I.1") if plan else None
        return task.deadline if task else ""

    assert [deadline("HEAD~1"), deadline("HEAD")] == ["Quý I/2020", "Quý II/2020"]


def test_a_directory_that_held_no_plan_then_is_refused_with_those_that_did(repo: Repo) -> None:
    commit = repo.commit("Cũ", {"/ke hoach/2019/plan.yaml": PLAN_YAML})
    repo.first()
    with pytest.raises(Refused) as error:
        plan_at_revision(open_repository(repo.root), "HEAD~1", repo.plan)
    assert error.value.message == f"Ở lần ghi {commit[:7]} ngày 01/02/2020 không có kế hoạch trong thư mục “plan/2020”."
    assert error.value.hint == "Kế hoạch khi đó nằm ở: ke hoach/2019. Chỉ rõ bằng --plan."


def test_a_revision_without_any_plan_is_refused(repo: Repo) -> None:
    commit = repo.commit("Trống", {"/README.md": "x"})
    with pytest.raises(Refused) as error:
        plan_at_revision(open_repository(repo.root), "HEAD", repo.plan)
    assert error.value.message == f"Ở lần ghi {commit[:7]} ngày 01/02/2020 chưa có kế hoạch nào."


def test_the_only_plan_of_a_revision_is_found_though_the_disk_has_none(repo: Repo) -> None:
    repo.first()
    repo.commit("Bỏ", {"plan.yaml": None, "appendix.yaml": None, "units.yaml": None})
    repository = open_repository(repo.root)
    assert plan_folder_at(repository, "HEAD~1") == repository.root / "plan/2020"
    assert plan_folder_at(repository, "HEAD~1", 2020) == repository.root / "plan/2020"
    with pytest.raises(Refused, match="chưa rõ cần kế hoạch nào"):
        plan_folder_at(repository, "HEAD~1", 2019)


def test_a_plan_at_the_root_of_its_repository_is_found(repo: Repo) -> None:
    repo.commit("Gốc", {"/plan.yaml": PLAN_YAML, "/appendix.yaml": APPENDIX_YAML})
    assert plan_at_revision(open_repository(repo.root), "HEAD", repo.root) == load(repo.root)
