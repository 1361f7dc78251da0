"""Asking git: revisions, files, commits; whatever the user's settings and the names of files."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest

from cchc_cli.domain.refusal import Refused
from cchc_cli.review.git import NoRepository, Touched, open_repository
from tests.review.repository import Repo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "kho")


def said(error: pytest.ExceptionInfo[Refused]) -> str:
    return f"{error.value.message} {error.value.hint}".strip()


def test_a_directory_outside_any_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRepository) as error:
        open_repository(tmp_path)
    assert error.value.message == f"Thư mục “{tmp_path}” không nằm trong kho git nào."


def test_a_repository_without_a_working_tree_is_refused(repo: Repo, tmp_path: Path) -> None:
    repo.first()
    repo.git("clone", "-q", "--bare", ".", str(tmp_path / "kho.git"))
    with pytest.raises(Refused) as error:
        open_repository(tmp_path / "kho.git")
    assert said(error) == (
        "Kho git này chỉ để chia sẻ (bare), không có thư mục làm việc. "
        "Tải một bản về bằng “git clone” rồi chạy trong bản đó."
    )


def test_a_machine_without_git_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoRepository, match="Máy này chưa có git"):
        open_repository(tmp_path)


def test_a_broken_repository_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /khong/co\n", encoding="utf-8")
    with pytest.raises(Refused, match="git không mở được kho"):
        open_repository(tmp_path)


def test_before_the_first_commit_a_revision_is_refused(repo: Repo) -> None:
    repository = open_repository(repo.root)
    assert repository.is_unborn
    with pytest.raises(Refused) as error:
        repository.resolve("HEAD")
    assert said(error) == "Kho git này chưa có lần ghi (commit) nào. Ghi lần đầu bằng git commit rồi chạy lại."


def test_a_revision_may_be_named_in_every_way_of_git(repo: Repo) -> None:
    first = repo.first()
    second = repo.commit("Sửa", {"note.txt": "a"})
    repo.git("tag", "-a", "ban-hành", "-m", "x", first)
    repo.git("checkout", "-q", "--detach")
    repository = open_repository(repo.plan)
    named = ["HEAD~1", "main~1", "ban-hành", first[:8], "HEAD^"]
    assert [repository.resolve(rev) for rev in named] == [first] * 5
    assert repository.resolve("HEAD") == second


@pytest.mark.parametrize(
    "rev", ["nope", "", " ", "--all", "-x", "HEAD:plan", "main..HEAD", "HEAD~9", "a b", "\n", "^HEAD"]
)
def test_what_is_no_revision_is_refused(repo: Repo, rev: str) -> None:
    repo.first()
    with pytest.raises(Refused, match="Kho git không có lần ghi, nhánh hay nhãn nào tên là"):
        open_repository(repo.root).resolve(rev)


def test_a_mistyped_branch_is_met_with_the_nearest_names(repo: Repo) -> None:
    repo.first()
    with pytest.raises(Refused) as error:
        open_repository(repo.root).resolve("mian")
    assert error.value.hint == "Có phải “main”?"


def test_a_shallow_clone_says_that_old_commits_are_missing(repo: Repo, tmp_path: Path) -> None:
    repo.first()
    repo.commit("Hai", {"b.txt": "b"})
    subprocess.run(["git", "clone", "-q", "--depth", "1", repo.root.as_uri(), tmp_path / "ban-sao"], check=True)
    repository = open_repository(tmp_path / "ban-sao")
    assert repository.cut() == {repository.resolve("HEAD")}
    with pytest.raises(Refused) as error:
        repository.resolve("HEAD~1")
    assert "git fetch --unshallow" in error.value.hint


NAMES = [
    "a b.yaml",
    'dấu "nháy".yaml',
    "tiếng Việt.yaml",
    unicodedata.normalize("NFD", "tổ hợp rời.yaml"),
    "-option.yaml",
    ":(glob)*.yaml",
    "sâu/hơn nữa/x.yaml",
    "tab\tvà\nxuống dòng.yaml",
]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems forbid some of these names, or spell them anew")
def test_files_of_any_name_are_read_as_they_were(repo: Repo) -> None:
    repo.commit("Tên", {name: f"nội dung {name}" for name in NAMES})
    commit = repo.git("rev-parse", "HEAD")
    repo.commit("Xóa", dict.fromkeys(NAMES))
    repository = open_repository(repo.root)
    assert repository.files(commit, "plan/2020") == {name: f"nội dung {name}".encode() for name in NAMES}
    assert repository.files("HEAD", "plan/2020") == {}
    assert [each.path for _, touched in repository.touched("plan/2020/:(glob)*.yaml") for each in touched] == [
        "plan/2020/:(glob)*.yaml"
    ] * 2


def test_bytes_are_given_as_they_are(repo: Repo) -> None:
    (repo.root / "a.bin").write_bytes(b"\x00\xff\r\n\n missing\n")
    (repo.root / "empty").write_bytes(b"")
    repo.commit("Byte", {})
    assert open_repository(repo.root).files("HEAD") == {"a.bin": b"\x00\xff\r\n\n missing\n", "empty": b""}


def test_no_more_of_a_blob_is_kept_than_asked_for(repo: Repo) -> None:
    repo.commit("Lớn", {"/a": "a" * 3_000_000, "/b": "b"})
    repository = open_repository(repo.root)
    ids = [entry.id for entry in repository.entries("HEAD")]
    assert [held for _, held in repository.blobs(ids, 2)] == [b"aa", b"b"]


def test_many_blobs_come_in_the_order_asked(repo: Repo) -> None:
    repo.commit("Nhiều", {f"/{number:03d}": f"số {number}" for number in range(200)})
    repository = open_repository(repo.root)
    ids = [entry.id for entry in repository.entries("HEAD")]
    assert [held.decode() for _, held in repository.blobs(reversed(ids))] == [f"số {n}" for n in reversed(range(200))]


def test_an_object_that_is_missing_is_said(repo: Repo) -> None:
    repo.first()
    with pytest.raises(Refused, match="Kho git thiếu dữ liệu"):
        list(open_repository(repo.root).blobs(["0" * 39 + "1"]))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_followed_inside_the_repository_only(repo: Repo) -> None:
    repo.commit("Gốc", {"/chung/units.yaml": "chung", "/chung/tien-do/I.1.yaml": "một"})
    (repo.root / "plan").mkdir()
    for name, target in (
        ("units.yaml", "../chung/units.yaml"),
        ("progress", "../chung/tien-do"),
        ("ra-ngoai", "../../x"),
        ("ring", "ring"),
    ):
        (repo.root / "plan" / name).symlink_to(target)
    repo.commit("Liên kết", {})
    files = open_repository(repo.root).files("HEAD", "plan")
    assert files == {"units.yaml": b"chung", "progress/I.1.yaml": "một".encode()}


def test_a_folder_is_named_from_the_root_of_its_repository(repo: Repo, tmp_path: Path) -> None:
    repo.first()
    repository = open_repository(repo.plan)
    assert repository.root == repo.root.resolve()
    assert repository.folder(repo.plan) == "plan/2020"
    assert repository.folder(repo.root) == ""
    assert repository.folder(repo.root / "đã bỏ" / "2019") == "đã bỏ/2019"
    with pytest.raises(Refused, match="không nằm trong kho git"):
        repository.folder(tmp_path)


def test_commits_come_newest_first_with_author_date_and_subject(repo: Repo) -> None:
    repo.first()
    repo.commit("Sửa hạn “Quý I”\nvà thêm dòng", {"appendix.yaml": "x"}, author="Trần Thị Bé")
    newest, oldest = open_repository(repo.root).log("plan/2020/appendix.yaml")
    assert (newest.author, newest.subject) == ("Trần Thị Bé", "Sửa hạn “Quý I” và thêm dòng")
    assert newest.date == dt.datetime(2020, 2, 2, 8, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    assert oldest.date.isoformat() == "2020-02-01T08:00:00+07:00"
    assert newest.short == newest.id[:7]
    assert open_repository(repo.root).log(most=1) == [newest]


def test_a_merge_is_compared_with_each_parent(repo: Repo) -> None:
    def text(first: str, last: str) -> dict[str, str | None]:
        return {"a.yaml": f"{first}\n1\n2\n3\n{last}\n"}

    repo.commit("Gốc", text("a", "b"))
    repo.git("checkout", "-qb", "nhanh")
    repo.commit("Bên này", text("a", "B"))
    repo.git("checkout", "-q", "main")
    repo.commit("Bên kia", text("A", "b"))
    repo.git("merge", "-q", "--no-edit", "nhanh")
    blobs = {rev: repo.git("rev-parse", f"{rev}:plan/2020/a.yaml") for rev in ("HEAD", "HEAD^1", "HEAD^2", "HEAD~2")}
    touched = [each for _, each in open_repository(repo.root).touched("plan/2020/a.yaml")]
    path = "plan/2020/a.yaml"
    assert touched[0] == (Touched(path, (blobs["HEAD^1"], blobs["HEAD^2"]), blobs["HEAD"]),)
    assert touched[-1] == (Touched(path, (None,), blobs["HEAD~2"]),)
    assert len(touched) == 4


def test_the_users_settings_change_no_answer(repo: Repo, tmp_path: Path) -> None:
    repo.first()
    repo.commit(
        "Đổi tên", {"units.yaml": None, "đơn vị.yaml": "- {id: vp, name: Văn phòng}\n- {id: p1, name: Phòng Một}\n"}
    )
    plain = open_repository(repo.root)
    answers = plain.log(), plain.touched("plan"), plain.files("HEAD", "plan")
    settings = tmp_path / "settings"
    settings.write_text(
        "[core]\n quotePath = true\n pager = false\n abbrev = 4\n[color]\n ui = always\n"
        "[log]\n showSignature = true\n follow = true\n date = relative\n decorate = full\n showRoot = false\n"
        " diffMerges = first-parent\n[diff]\n renames = copies\n external = false\n noprefix = true\n relative = true\n"
        "[format]\n pretty = oneline\n[i18n]\n logOutputEncoding = ISO-8859-1\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": str(settings), "GIT_EXTERNAL_DIFF": "false", "GIT_PAGER": "false"}
    other = open_repository(repo.root, environment)
    assert (other.log(), other.touched("plan"), other.files("HEAD", "plan")) == answers


def test_reading_touches_neither_index_nor_working_tree(repo: Repo) -> None:
    repo.first()
    repo.write({"appendix.yaml": "sửa dở", "moi.yaml": "mới"})
    repo.git("add", "plan/2020/moi.yaml")

    def trace() -> dict[str, tuple[int, bytes]]:
        return {
            str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
            for path in sorted(repo.root.rglob("*"))
        }

    before = trace()
    repository = open_repository(repo.plan)
    repository.files("HEAD", "plan/2020")
    repository.touched("plan/2020/appendix.yaml")
    repository.log()
    with pytest.raises(Refused):
        repository.resolve("nope")
    assert trace() == before
