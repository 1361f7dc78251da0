"""Open the plan a command is about: where it is, as of when, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from cchc_cli.cli import edge
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.domain.figures import Figures
    from cchc_cli.domain.finding import Finding
    from cchc_cli.domain.model import Moment, Plan
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.workdays import Calendar
    from cchc_cli.review.git import Repository
    from cchc_cli.store.load import Loaded
    from cchc_cli.store.recalled import Checked

_TIED_TO_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"})


class Asked(NamedTuple):
    """What the options of a call say of plan and moment, as typed."""

    plan: str | None = None
    year: int | None = None
    as_of: str | None = None
    known_on: str | None = None
    rev: str | None = None


@dataclass(frozen=True)
class Session:
    """A plan opened for one command."""

    loaded: Loaded
    plan: Plan
    moment: Moment
    findings: tuple[Finding, ...]

    @cached_property
    def calendar(self) -> Calendar:
        """The working days of Vietnam, loaded when a term is first counted in them."""
        from cchc_cli.store.calendar import VietnamCalendar

        return VietnamCalendar()

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every row at the moment asked for."""
        from cchc_cli.domain.standing import standings

        return standings(self.plan, self.moment, self.calendar)

    @cached_property
    def figures(self) -> Figures:
        """What is counted at that moment, ongoing work as the agency counts it."""
        from cchc_cli.domain.figures import count

        return count(self.standings, self.plan.reporting.ongoing, self.moment.as_of)

    def require_sound(self) -> None:
        """Leave with code 1 when the plan has errors: a document is not made of what may be incomplete."""
        errors = [finding for finding in self.findings if finding.severity == "error"]
        if errors:
            from cchc_cli.check.show import as_text

            edge.talk(as_text(errors, self.loaded.sources))
            edge.talk(f"Kế hoạch có {len(errors)} lỗi nên chưa lập văn bản. Sửa các lỗi trên rồi chạy lại.")
            raise typer.Exit(edge.FOUND)

    def finish(self) -> None:
        """End a read: exit code 1 when the plan has errors, after what is readable was shown."""
        errors = sum(finding.severity == "error" for finding in self.findings)
        if errors:
            edge.talk(f"Kế hoạch có {errors} lỗi nên kết quả có thể thiếu; chạy “cchc validate” để xem và sửa.")
            raise typer.Exit(edge.FOUND)


def typed_date(text: str | None, option: str) -> dt.date | None:
    """Return the date an option gives; raise Refused for what is no date."""
    from cchc_cli.domain.vocabulary import read_date

    if text is None:
        return None
    day = read_date(text)
    if day is None:
        raise Refused(f"{option}: “{text}” không phải là một ngày có thật.", "Viết như 14/3/2020 hoặc 2020-03-14.")
    return day


def typed_period(text: str | None) -> str | None:
    """Return the code of the period that ``--period`` gives (``2020-Q1``); raise Refused for what is no period."""
    from cchc_cli.domain.periods import read_period

    if text is None:
        return None
    period = read_period(text)
    if period is None:
        raise Refused(f"--period: “{text}” không phải là kỳ.", "Viết như 2020-06, 2020-Q1, 2020-H1 hoặc 2020.")
    return period.text


def locate(asked: Asked, *, as_of: dt.date | None = None) -> Path:
    """Return the directory of the plan asked for."""
    from cchc_cli.cli.answers import note_search
    from cchc_cli.store.workspace import Wanted, find_plan

    given = asked.plan or os.environ.get("CCHC_PLAN") or None
    day = as_of or edge.today()
    wanted = Wanted(Path(given) if given else None, asked.year, day.year)
    try:
        directory = find_plan(wanted, Path.cwd())
    except Refused as refused:
        raise refused if given else _with_a_beginning(refused) from None
    note_search(wanted, directory)
    return directory


def _with_a_beginning(refused: Refused) -> Refused:
    """Return a refusal that also names a document to import, where there is no plan and one lies here."""
    from cchc_cli.cli import overview

    here = Path.cwd()
    names = [] if overview.has_plan(here) else overview.documents(here)
    return Refused(refused.message, f"{refused.hint}\nNhập từ tệp có sẵn: cchc import {names[0]}") if names else refused


def repository_of(directory: Path) -> Repository:
    """Return the git repository that holds a directory; raise Refused where there is none.

    A hook runs with the repository of its commit in the environment: that is left out, the plan's is meant.
    """
    from cchc_cli.review.git import open_repository

    return open_repository(directory, {name: os.environ[name] for name in os.environ if name not in _TIED_TO_A_HOOK})


def read_plan(asked: Asked, *, as_of: dt.date | None = None) -> Loaded:
    """Find and read the plan asked for, from its files or as it was at a revision; standard error says which."""
    if asked.rev is None:
        from cchc_cli.store.load import load

        return load(locate(asked, as_of=as_of))
    from cchc_cli.domain.vocabulary import short_date
    from cchc_cli.review.revision import plan_at_revision, plan_folder_at

    try:
        directory = locate(asked, as_of=as_of)
        repository = repository_of(directory)
    except Refused:
        # The plan may have been taken away, or put elsewhere, since then.
        given = asked.plan or os.environ.get("CCHC_PLAN")
        repository = repository_of(Path(given) if given else Path.cwd())
        directory = Path(given) if given else plan_folder_at(repository, asked.rev, asked.year)
    commit = repository.commit(asked.rev)
    loaded = plan_at_revision(repository, commit, directory)
    edge.talk(f"Theo lần ghi {commit.short} ngày {short_date(commit.date)}.")
    return loaded


def read_checked(asked: Asked, *, as_of: dt.date | None = None) -> Checked:
    """Find, read and check the plan asked for; one that did not change is recalled instead."""
    from cchc_cli.cli.answers import note_content
    from cchc_cli.cli.cache import keeper
    from cchc_cli.store.recalled import Checked, load_checked

    if asked.rev is None:
        checked = load_checked(locate(asked, as_of=as_of), _check, keeper())
        note_content(checked.digest)
        return checked
    loaded = read_plan(asked, as_of=as_of)
    return Checked(loaded, tuple(_check(loaded)))


def _check(loaded: Loaded) -> Sequence[Finding]:
    from cchc_cli.check import check

    return check(loaded.plan, loaded.incomplete) if loaded.plan is not None else ()


def open_plan(asked: Asked, *, quiet: bool = False) -> Session:
    """Find, read and check the plan asked for.

    When its year is over and no date was asked for, the date is its 31 December, and standard error
    says so unless ``quiet``. Raises Refused when there is no plan, and leaves with code 1 when not even
    its head can be read.
    """
    from cchc_cli.domain.model import Moment

    as_of, known_on = typed_date(asked.as_of, "--as-of"), typed_date(asked.known_on, "--known-on")
    checked = read_checked(asked, as_of=as_of)
    loaded, plan = checked.loaded, checked.loaded.plan
    if plan is None:
        from cchc_cli.check.show import as_text

        edge.talk(as_text([finding for finding in loaded.findings if finding.severity == "error"], loaded.sources))
        edge.talk("Chưa đọc được kế hoạch. Sửa các lỗi trên rồi chạy lại.")
        raise typer.Exit(edge.FOUND)
    if as_of is None:
        as_of = edge.today()
        last_day = dt.date(plan.year, 12, 31)
        if as_of > last_day:
            as_of = last_day
            if not quiet:
                edge.talk(
                    f"Kế hoạch năm {plan.year} đã hết năm: tính đến ngày 31/12/{plan.year}. Chọn ngày khác bằng --as-of."
                )
    return Session(loaded, plan, Moment(as_of, known_on), checked.findings)
