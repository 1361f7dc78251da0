"""What is kept in the user's cache is found again whole, or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.store import keeping
from cchc_cli.store.keeping import Keeper, content_digest, digest_of
from cchc_cli.store.workspace import OnDisk

VALUE = {"a": ["b", None, {"ế": "\ud800"}], "c": 1}
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no files of this kind")


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path / "cache", "stamp")


def entry(keeper: Keeper) -> Path:
    [path] = keeper.folder.iterdir()
    return path


def test_what_is_kept_is_recalled(keeper: Keeper) -> None:
    keeper.keep("key", VALUE)
    assert keeper.recall("key") == VALUE


def test_nothing_is_recalled_under_another_key_or_for_another_program(keeper: Keeper) -> None:
    keeper.keep("key", VALUE)
    assert keeper.recall("other") is None
    assert Keeper(keeper.folder, "newer").recall("key") is None


def test_the_directory_and_its_files_are_the_users_alone(keeper: Keeper) -> None:
    keeper.keep("key", VALUE)
    if sys.platform != "win32":
        assert [path.stat().st_mode & 0o777 for path in (keeper.folder, entry(keeper))] == [0o700, 0o600]


@given(data=st.data())
def test_an_entry_changed_in_any_byte_is_not_recalled(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    keeper = Keeper(tmp_path_factory.mktemp("cache"), "stamp")
    keeper.keep("key", VALUE)
    raw = entry(keeper).read_bytes()
    at = data.draw(st.integers(0, len(raw) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != raw[at]))
    entry(keeper).write_bytes(raw[:at] + bytes([byte]) + raw[at + 1 :])
    assert keeper.recall("key") is None
    entry(keeper).write_bytes(raw[:at])
    assert keeper.recall("key") is None


@pytest.mark.parametrize("raw", [b"", b"\n", b"[" * 100_000, b"\xff" * 100, b"x\n" + b"[" * 100_000, "é\n1".encode()])
def test_an_entry_of_another_making_is_not_recalled(keeper: Keeper, raw: bytes) -> None:
    keeper.keep("key", VALUE)
    entry(keeper).write_bytes(raw)
    assert keeper.recall("key") is None


def test_an_entry_nested_too_deep_is_not_recalled(keeper: Keeper) -> None:
    keeper.keep("key", VALUE)
    raw = b"[" * 100_000 + b"]" * 100_000
    entry(keeper).write_bytes(digest_of("stamp", "key", raw).encode() + b"\n" + raw)
    assert keeper.recall("key") is None


def test_an_entry_beyond_the_limit_is_neither_kept_nor_read(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper.keep("key", VALUE)
    monkeypatch.setattr(keeping, "LARGEST_ENTRY", 50)
    assert keeper.recall("key") is None
    keeper.keep("large", "x" * 60)
    assert len(list(keeper.folder.iterdir())) == 1


@POSIX
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "open to others"])
def test_what_is_no_file_of_the_users_own_is_not_recalled(keeper: Keeper, kind: str, tmp_path: Path) -> None:
    keeper.keep("key", VALUE)
    path = entry(keeper)
    if kind == "open to others":
        path.chmod(0o666)
    else:
        path.rename(tmp_path / "elsewhere")
    if kind == "link":
        path.symlink_to(tmp_path / "elsewhere")
    if kind == "pipe":
        os.mkfifo(path)
    if kind == "folder":
        path.mkdir()
    assert keeper.recall("key") is None


@POSIX
def test_nothing_is_kept_where_others_may_write(keeper: Keeper) -> None:
    keeper.folder.mkdir()
    keeper.folder.chmod(0o777)
    keeper.keep("key", VALUE)
    assert list(keeper.folder.iterdir()) == []


def test_where_nothing_can_be_kept_nothing_is_raised(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "full").mkdir()
    for folder in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("x" * 300)):
        keeper = Keeper(folder, "stamp")
        keeper.keep("key", VALUE)
        assert keeper.recall("key") is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_leaves_nothing_behind(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper.folder.mkdir(mode=0o700)
    really = os.open
    monkeypatch.setattr(
        os, "open", lambda path, flags, *mode: really("/dev/full", os.O_WRONLY) if mode else really(path, flags)
    )
    keeper.keep("key", VALUE)
    monkeypatch.undo()
    assert list(keeper.folder.iterdir()) == []
    assert keeper.recall("key") is None


def test_the_older_half_goes_once_there_are_too_many(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_ENTRIES", 3)
    for number in range(4):
        keeper.keep(str(number), number)
        for path in keeper.folder.iterdir():
            status = path.stat()
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - 10**9))
    keeper.prune()
    assert [keeper.recall(str(number)) for number in range(4)] == [None, None, 2, 3]


def test_old_entries_go_once_they_hold_too_much(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_BYTES", 10)
    keeper.keep("key", VALUE)
    keeper.prune()
    assert list(keeper.folder.iterdir()) == []


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_two_sequences_of_texts_have_one_name_only_if_they_are_the_same(left: list[str], right: list[str]) -> None:
    assert (digest_of(*left) == digest_of(*right)) == (left == right)


def test_a_plan_of_which_something_cannot_be_read_has_no_name(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(b"x: y\n")
    assert content_digest(OnDisk(tmp_path)) is not None
    (tmp_path / "units.yaml").mkdir()
    assert content_digest(OnDisk(tmp_path)) is None
    (tmp_path / "units.yaml").rmdir()
    (tmp_path / "progress").write_bytes(b"")
    assert content_digest(OnDisk(tmp_path)) is None
