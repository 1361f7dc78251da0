"""A plan recalled is the plan that was read; a plan that changed is read."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.check import check
from cchc_cli.domain import deadline
from cchc_cli.store.keeping import Keeper
from cchc_cli.store.load import Loaded, load
from cchc_cli.store.phrases import deadlines_of, plain_deadlines
from cchc_cli.store.recalled import Checked, load_checked

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "bad" / "good"
PLAN = ROOT / "plan" / "2020"


def checks(loaded: Loaded) -> list[object]:
    return list(check(loaded.plan, loaded.incomplete)) if loaded.plan is not None else []


def read(directory: Path, keeper: Keeper | None) -> Checked:
    return load_checked(directory, checks, keeper)  # type: ignore[arg-type]


def same(left: Checked, right: Checked) -> bool:
    return (left.loaded, left.found) == (right.loaded, right.found)


@pytest.mark.parametrize("plan", [GOOD, PLAN], ids=["small", "2020"])
def test_a_plan_recalled_is_the_plan_that_was_read(plan: Path, tmp_path: Path) -> None:
    plain, keeper = read(plan, None), Keeper(tmp_path / "cache", "stamp")
    assert plain.loaded == load(plan)
    assert same(read(plan, keeper), plain)
    assert same(read(plan, keeper), plain)


@given(data=st.data())
def test_one_byte_changed_anywhere_is_seen(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("plan")
    shutil.copytree(GOOD, folder / "plan")
    plan, keeper = folder / "plan", Keeper(folder / "cache", "stamp")
    read(plan, keeper)
    files = sorted(path for path in plan.rglob("*.yaml") if path.stat().st_size)
    path = data.draw(st.sampled_from(files))
    raw = path.read_bytes()
    at = data.draw(st.integers(0, len(raw) - 1))
    byte = data.draw(st.one_of(st.sampled_from(b"\n :-#'9a"), st.integers(0, 255)))
    path.write_bytes(raw[:at] + bytes([byte]) + raw[at + 1 :])
    plain = read(plan, None)
    assert same(read(plan, keeper), plain)
    assert same(read(plan, keeper), plain)


STRANGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
).filter(lambda value: not (isinstance(value, list) and len(value) in {2, 3, 8}))


@given(st.sampled_from(["files", "deadlines", "units", "read", "checked"]), STRANGE)
def test_what_is_kept_in_another_shape_is_read_anew(
    tmp_path_factory: pytest.TempPathFactory, place: str, strange: object
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    keeper = Keeper(folder, "stamp")
    plain = read(GOOD, keeper)
    digest = plain.digest
    assert digest is not None
    kept = keeper.recall("plan " + digest)
    assert isinstance(kept, dict)
    keeper.keep("plan " + digest, {**kept, place: [strange] if place != "files" else {"plan.yaml": strange}})
    assert same(read(GOOD, keeper), plain)


def test_an_unreadable_file_is_reported_and_never_recalled(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "plan")
    plan, keeper = tmp_path / "plan", Keeper(tmp_path / "cache", "stamp")
    (plan / "units.yaml").unlink()
    (plan / "units.yaml").mkdir()
    for _ in range(2):
        assert "E111" in [finding.code for finding in read(plan, keeper).findings]
    assert not keeper.folder.exists()


DUE_PHRASES = [
    "Quý I/2020", "Quý II, III/2020", "Triển khai từ Quý I/2020", "Thường xuyên", "Hàng tháng", "ngày 20 hàng tháng",
    "Theo tiến độ phê duyệt", "30 ngày kể từ ngày Trung ương ban hành", "Đột xuất", "", "- Quý I; - Hàng quý",
    "Dự kiến tháng 11/2020", "05 ngày làm việc trước ngày họp",
]  # fmt: skip


@pytest.mark.parametrize("phrase", DUE_PHRASES)
def test_a_deadline_kept_as_plain_data_is_the_deadline_that_was_read(phrase: str) -> None:
    plan = load(GOOD).plan
    assert plan is not None
    task = replace(next(plan.tasks()), deadline=phrase, schedule="")
    held = replace(plan, sections=(replace(plan.sections[0], tasks=(task,)),))
    [again] = deadlines_of(json.loads(json.dumps(plain_deadlines(held))))
    once = deadline.read(phrase, plan.year)
    assert isinstance(once, deadline.Deadline)
    assert again == once
    assert [(part.text, part.span) for part in again.parts] == [(part.text, part.span) for part in once.parts]


@given(STRANGE)
def test_deadlines_of_another_shape_are_refused(strange: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        list(deadlines_of([strange]))
