"""An answer given before is given again only where the program would say the very same: byte for byte."""

from __future__ import annotations

import gc
import io
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.__main__ import run
from cchc_cli.cli import answers, cache

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "bad" / "good"
CALLS = (
    (), ("list",), ("list", "--overdue"), ("list", "--format", "json"), ("list", "--search", "bao cao"),
    ("show", "I.1"), ("show", "I.1", "--format", "json"), ("explain", "I.1"), ("explain", "I.2"), ("indicators",),
    ("show", "không có"), ("list", "--plan", "plan"), ("list", "--year", "2020"), ("list", "--sai"), ("--help",),
    ("validate",), ("validate", "--strict", "--plan", "plan"), ("validate", "--year", "2020", "--ignore", "W4"),
    ("validate", "--format", "github"), ("validate", "plan/2020"), ("validate", "plan/2020/progress/I.1.yaml"),
)  # fmt: skip
DAYS = ((), ("--as-of", "2020-06-30"), ("--as-of", "31/12/2020"), ("--as-of", "2020-06-30", "--known-on", "2020-03-01"))


class Screen(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Around:
    """What surrounds a call but for the plan."""

    environment: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    is_terminal: bool = False


@dataclass
class Workspace:
    """A directory with plans, and a cache of its own."""

    folder: Path
    cached: Path = field(init=False)

    def __post_init__(self) -> None:
        self.cached = self.folder / "cache"
        shutil.copytree(GOOD, self.folder / "work" / "plan" / "2020")

    @property
    def plan(self) -> Path:
        return self.folder / "work" / "plan" / "2020"

    def ask(self, argv: tuple[str, ...], around: Around, *, cached: bool) -> tuple[object, bytes, bytes]:
        """Run the program here: exit code, standard output, standard error."""
        kind = Screen if around.is_terminal else io.TextIOWrapper
        out, err = io.BytesIO(), io.BytesIO()
        environment = {**dict(around.environment), "CCHC_CACHE": str(self.cached) if cached else "off"}
        before = Path.cwd()
        cache.keeper.cache_clear()
        with (
            patch.dict(os.environ, environment),
            patch.object(sys, "argv", ["cchc", *argv]),
            patch.object(sys, "stdout", kind(out, encoding=around.encoding, write_through=True)),
            patch.object(sys, "stderr", io.TextIOWrapper(err, encoding=around.encoding, write_through=True)),
        ):
            try:
                os.chdir(self.folder / "work")
                run()
            except SystemExit as leaving:
                return leaving.code, out.getvalue(), err.getvalue()
            finally:
                os.chdir(before)
                cache.keeper.cache_clear()
                gc.enable()
        raise AssertionError("run() ends by leaving")

    def agrees(self, argv: tuple[str, ...], around: Around) -> bool:
        """Whether the program says with its cache, also when asked again, what it says without."""
        plain = self.ask(argv, around, cached=False)
        return [self.ask(argv, around, cached=True) for _ in range(2)] == [plain, plain]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


calls = st.builds(
    lambda call, day: call if "validate" in call else (*call, *day), st.sampled_from(CALLS), st.sampled_from(DAYS)
)
arounds = st.builds(
    Around,
    st.sampled_from(
        [(), (("COLUMNS", "60"),), (("COLUMNS", "140"),), (("NO_COLOR", "1"),), (("TERM", "dumb"),), (("LC_ALL", "C"),)]
    ),
    st.sampled_from(["utf-8", "ascii", "cp1258", "cp1252", "utf-16"]),
    st.booleans(),
)


def change(data: st.DataObject, workspace: Workspace) -> None:
    """Change something of the plan or around it."""
    plan = workspace.plan
    files = sorted(path for path in plan.rglob("*") if path.is_file())
    kind = data.draw(st.sampled_from(["byte", "byte", "add", "remove", "rename", "another plan", "nothing"]))
    if kind == "nothing" or (kind != "another plan" and not files):
        return
    if kind == "another plan":
        year = data.draw(st.sampled_from(["2019", "2020", "2021", "2020-b", "2026"]))
        if not (plan.parent / year).exists():
            shutil.copytree(GOOD, plan.parent / year)
        head = plan.parent / year / "plan.yaml"
        if year[:4] != "2020" and head.exists():
            head.write_text(head.read_text("utf-8").replace("year: 2020", f"year: {year[:4]}"), "utf-8")
        return
    path = data.draw(st.sampled_from(files))
    match kind:
        case "byte":
            raw = path.read_bytes() or b" "
            at = data.draw(st.integers(0, len(raw) - 1))
            byte = data.draw(st.one_of(st.sampled_from(b"\n :-#'9a"), st.integers(0, 255)))
            path.write_bytes(raw[:at] + bytes([byte]) + raw[at + 1 :])
        case "add":
            name = data.draw(st.sampled_from(["progress/I.9.yaml", "units.yml", "progress/a.yml", "statistics.yaml"]))
            (plan / name).parent.mkdir(exist_ok=True)
            (plan / name).write_bytes(data.draw(st.sampled_from([b"", b"- x\n", path.read_bytes()])))
        case "remove":
            path.unlink()
        case "rename":
            path.rename(path.with_name(data.draw(st.sampled_from(["I.2.yaml", "I.7.yaml", "x.yml", ".hidden.yaml"]))))


@settings(max_examples=40)
@given(data=st.data())
def test_whatever_changes_the_answer_is_that_of_a_program_without_a_cache(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    argv, around = data.draw(calls), data.draw(arounds)
    assert workspace.agrees(argv, around)
    for _ in range(data.draw(st.integers(1, 3))):
        change(data, workspace)
        if data.draw(st.booleans()):
            argv, around = data.draw(calls), data.draw(arounds)
        assert workspace.agrees(argv, around), (argv, around)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_reading_command_says_the_same_from_its_cache(workspace: Workspace, call: tuple[str, ...]) -> None:
    for around in (Around(), Around(is_terminal=True), Around(encoding="ascii"), Around((("COLUMNS", "50"),))):
        assert workspace.agrees(call, around)
        if "validate" not in call:
            assert workspace.agrees((*call, "--as-of", "2020-06-30"), around)


def entries(workspace: Workspace) -> int:
    return len(list(workspace.cached.iterdir())) if workspace.cached.exists() else 0


def test_a_question_about_an_unchanged_plan_keeps_the_plan_and_one_answer(workspace: Workspace) -> None:
    for _ in range(3):
        workspace.ask(("list",), Around(), cached=True)
        assert entries(workspace) == 2
    workspace.ask(("show", "I.1"), Around(), cached=True)
    assert entries(workspace) == 3


def test_an_answer_that_was_being_made_when_the_day_ended_is_not_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = iter(range(100))
    monkeypatch.setattr(time, "time", lambda: next(days) * 24 * 60 * 60.0)
    workspace.ask(("list",), Around(), cached=True)
    assert entries(workspace) == 1


def test_what_writes_a_file_or_reads_git_is_not_kept(workspace: Workspace) -> None:
    workspace.ask(("list", "-o", "out.csv"), Around(), cached=True)
    (workspace.folder / "work" / "out.csv").unlink()
    workspace.ask(("list", "-o", "out.csv"), Around(), cached=True)
    assert (workspace.folder / "work" / "out.csv").exists()
    workspace.ask(("list", "--rev", "HEAD"), Around(), cached=True)
    assert entries(workspace) == 1


@pytest.mark.parametrize(
    ("call", "is_kept"),
    [
        (("validate",), True),
        (("validate", "--strict", "--select", "E3", "--plan", "plan"), True),
        (("validate", "--plan"), False),
        (("validate", "--select", "--strict", "plan"), False),
        (("validate", "plan"), False),
        (("validate", "--fix"), False),
        (("validate", "--diff"), False),
        (("validate", "--format", "gitlab"), False),
        (("validate", "--all"), False),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_validate_is_answered_at_once_where_it_only_reads_one_plan(
    workspace: Workspace, call: tuple[str, ...], is_kept: bool
) -> None:
    assert answers.is_kept(call) == is_kept
    assert workspace.agrees(call, Around())


def test_validate_reads_again_when_a_comment_or_the_day_is_another(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = workspace.plan / "progress" / "I.1.yaml"
    facts.write_bytes(facts.read_bytes() + b"\n- date: 2190-01-01\n  result: x\n")
    _, said, _ = workspace.ask(("validate",), Around(), cached=True)
    assert "W611" in said.decode()
    facts.write_bytes(facts.read_bytes().replace(b"2190-01-01\n", b"2190-01-01 # cchc: ignore W611 x\n"))
    _, said, _ = workspace.ask(("validate",), Around(), cached=True)
    assert "W611" not in said.decode()
    held = entries(workspace)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    workspace.ask(("validate",), Around(), cached=True)
    assert entries(workspace) == held + 1


def test_a_refusal_is_not_kept(workspace: Workspace) -> None:
    code, _, said = workspace.ask(("show", "IX.9"), Around(), cached=True)
    assert code == 2
    assert said
    assert entries(workspace) == 1


def test_the_same_plan_elsewhere_is_asked_anew(workspace: Workspace) -> None:
    (workspace.plan / "plan.yaml").write_bytes(b"number: [\n")
    other = workspace.folder / "work" / "other"
    shutil.copytree(workspace.plan, other)
    for path in ("plan/2020", "other"):
        assert workspace.agrees(("list", "--plan", path), Around())


def spoil(kind: str, folder: Path) -> None:
    if kind == "a file in its place":
        folder.write_bytes(b"")
    elif kind == "open to others":
        folder.mkdir()
        folder.chmod(0o777)
    elif kind == "not to be written":
        folder.mkdir()
        folder.chmod(0o500)


@pytest.mark.parametrize("kind", ["a file in its place", "open to others", "not to be written"])
def test_a_cache_of_no_use_changes_nothing(workspace: Workspace, kind: str) -> None:
    spoil(kind, workspace.cached)
    assert workspace.agrees(("list",), Around())


@pytest.mark.parametrize("raw", [b"", b"{}", b"[" * 200_000, b"\x00" * 1000])
def test_entries_of_another_making_change_nothing(workspace: Workspace, raw: bytes) -> None:
    assert workspace.agrees(("list",), Around())
    for path in workspace.cached.iterdir():
        path.write_bytes(raw)
    assert workspace.agrees(("list",), Around())


@pytest.fixture
def plain(surroundings: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in surroundings.items() if name not in {"HOME", "USERPROFILE"}}


def start(workspace: Workspace, environment: dict[str, str], *argv: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "cchc_cli", *argv],
        cwd=workspace.folder / "work", env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_many_processes_at_once_say_the_same_as_one(workspace: Workspace, plain: dict[str, str]) -> None:
    expected = start(workspace, {**plain, "CCHC_CACHE": "off"}, "list").communicate()
    for _ in range(2):
        running = [start(workspace, {**plain, "CCHC_CACHE": str(workspace.cached)}, "list") for _ in range(4)]
        assert [process.communicate() for process in running] == [expected] * 4
    assert entries(workspace) == 2


def test_without_a_home_nothing_is_kept_and_nothing_is_said_of_it(workspace: Workspace, plain: dict[str, str]) -> None:
    expected = start(workspace, {**plain, "CCHC_CACHE": "off"}, "list").communicate()
    before = sorted(workspace.folder.rglob("*"))
    assert start(workspace, plain, "list").communicate() == expected
    assert sorted(workspace.folder.rglob("*")) == before


def test_a_reader_that_hangs_up_gets_the_exit_code_of_a_pipe_also_from_the_cache(
    workspace: Workspace, plain: dict[str, str]
) -> None:
    for _ in range(3):
        process = start(workspace, {**plain, "CCHC_CACHE": str(workspace.cached)}, "list")
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.wait(timeout=60), process.stderr.read().count(b"Traceback")) in ((141, 0), (0, 0))
        process.stderr.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a directory that is in use")
def test_help_is_shown_from_a_directory_that_is_gone(workspace: Workspace, plain: dict[str, str]) -> None:
    gone = workspace.folder / "gone"
    gone.mkdir()
    call = f'cd "{gone}" && rmdir "{gone}" && exec "{sys.executable}" -m cchc_cli --help'
    done = subprocess.run(
        ["sh", "-c", call], check=False, env={**plain, "CCHC_CACHE": str(workspace.cached)}, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
