"""Read a plan's directory into values, with every fault found on the way; a fault never hides the others."""

from __future__ import annotations

import errno
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.domain.finding import Finding, Place
from cchc_cli.domain.model import Plan
from cchc_cli.domain.text import nfc
from cchc_cli.domain.units import Register
from cchc_cli.store import build
from cchc_cli.store.take import Troubles
from cchc_cli.store.workspace import FOLDERS, NEEDED_FILES, OnDisk, misnamed_files, plan_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import TypeVar

    from cchc_cli.domain.model import Baseline, ReportFile
    from cchc_cli.store.data import Data, Source
    from cchc_cli.store.workspace import Folder

    Built = TypeVar("Built")


class Loaded(NamedTuple):
    """A plan as far as it can be read (None where not even its header can), and what is wrong with it."""

    directory: Path
    plan: Plan | None
    findings: tuple[Finding, ...]
    sources: Mapping[str, Source]
    incomplete: frozenset[str] = frozenset()
    """The files of which something had to be left out: what is not found in them may well stand there."""

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity == "error" for finding in self.findings)


def load(directory: Path) -> Loaded:
    """Read all files of the plan in a directory. Faults are findings, never raised.

    Besides those of the files' text and form: E110 for a missing file, E111 for one that can't be read, E112 for
    one whose name does not end in ``.yaml``.
    """
    return load_from(OnDisk(directory), directory)


def load_from(folder: Folder, directory: Path) -> Loaded:
    """Read all files of a plan that are kept in any way; ``directory`` is where the plan lies, or lay."""
    return _Loading(folder, directory, {}).run()


def load_again(folder: Folder, directory: Path, sources: Mapping[str, Source], findings: tuple[Finding, ...]) -> Loaded:
    """Make of files that were read before what was made of them then; ``findings`` are what that reading found."""
    return _Loading(folder, directory, sources).run()._replace(findings=findings)


class _Loading:
    """One reading of a plan: collects sources and findings as it goes through the files.

    ``read_before`` are its files, all of them, where they were read and explained before.
    """

    def __init__(self, folder: Folder, directory: Path, read_before: Mapping[str, Source]) -> None:
        self.folder = folder
        self.directory = directory
        self.read_before = read_before
        self.sources: dict[str, Source] = {}
        self.findings: list[Finding] = []
        self.incomplete: set[str] = set()

    def run(self) -> Loaded:
        files = plan_files(self.folder)
        for name in NEEDED_FILES:
            if name not in files:
                self._note(name, "E110", f"Thiếu tệp {name}.", "Mỗi kế hoạch cần plan.yaml và appendix.yaml.")
        for name in misnamed_files(self.folder):
            self._note(name, "E112", "Tệp này chưa được đọc: tên phải kết thúc bằng “.yaml”.", "Đổi tên tệp.")
        for name in files:
            self._read(name)
        plan = self._plan()
        return Loaded(self.directory, plan, tuple(self.findings), self.sources, frozenset(self.incomplete))

    def _note(self, name: str, code: str, message: str, hint: str) -> None:
        self.findings.append(Finding(code, Place(name), message, hint))
        self.incomplete.add(name)

    def _read(self, name: str) -> None:
        if name in FOLDERS:
            self._note(name, "E111", "Không đọc được: đây phải là một thư mục.", "Kiểm tra lại thư mục này.")
            return
        source = self.read_before.get(name)
        if source is None:
            try:
                raw = self.folder.read(name)
            except OSError as error:
                self._note(name, "E111", f"Không đọc được tệp: {_reason(error)}.", "Kiểm tra lại tệp này.")
                return
            source = _source(name, raw)
        self.sources[name] = source
        self.findings.extend(source.findings)

    def _built(self, name: str, make: Callable[[Data, str, Troubles], Built]) -> Built | None:
        """Build what a file holds; where it is not plainly right, add what its form says is wrong."""
        source = self.sources.get(name)
        if source is None:
            return None
        if not source.is_readable:
            self.incomplete.add(name)
            return None
        troubles = Troubles()
        built = make(source.data, name, troubles)
        if troubles.found and not self.read_before:
            from cchc_cli.store.diagnosis import diagnose

            self.findings.extend(diagnose(name, source.data))
        if troubles.lost:
            self.incomplete.add(name)
        return built

    def _plan(self) -> Plan | None:
        header = self._built("plan.yaml", build.Header)
        appendix = self._built("appendix.yaml", build.Appendix)
        sections = appendix.sections if appendix else ()
        areas = {section.id: section.area for top in sections for section in top.walk()}
        units = self._built("units.yaml", build.units) or ()
        indicators = self._built("indicators.yaml", build.indicators) or ()
        corrections = self._built("corrections.yaml", build.corrections) or ()
        amendments = self._built("amendments.yaml", partial(build.amendments, areas)) or ()
        baseline = self._baseline()
        facts, readings = self._entries("progress", build.facts), self._entries("measurements", build.readings)
        reports = self._reports()
        if header is None or header.date is None or header.year is None or header.agency is None:
            return None
        return Plan(
            number=header.number,
            date=header.date,
            year=header.year,
            agency=header.agency,
            place=header.place,
            doc_type=header.doc_type,
            subject=header.subject,
            bases=header.bases,
            preamble=header.preamble,
            body=header.body,
            closing=header.closing,
            recipients=header.recipients,
            signatory=header.signatory,
            reporting=header.reporting,
            appendix_title=appendix.title if appendix else "",
            appendix_note=appendix.note if appendix else "",
            columns=appendix.columns if appendix else (),
            sections=sections,
            indicators=indicators,
            register=Register(units),
            facts=facts,
            readings=readings,
            amendments=amendments,
            corrections=corrections,
            reports=reports,
            baseline=baseline,
        )

    def _baseline(self) -> Baseline | None:
        if "baseline.yaml" not in self.sources:
            return None
        from cchc_cli.store.build_baseline import baseline

        return self._built("baseline.yaml", baseline)

    def _entries(
        self, folder: str, make: Callable[[Data, str, Troubles], tuple[Built, ...]]
    ) -> dict[str, tuple[Built, ...]]:
        """Build the entry files of a folder, by the id that names each."""
        built: dict[str, tuple[Built, ...]] = {}
        for name in self.sources:
            if name.startswith(folder + "/"):
                # Two names may differ in normal form alone: what they hold belongs to one row.
                built[entry_id(name)] = (*built.get(entry_id(name), ()), *(self._built(name, make) or ()))
        return built

    def _reports(self) -> dict[str, ReportFile]:
        """Build what is written for reports, by period; a value that no row of the form takes is said."""
        names = [name for name in self.sources if name.startswith("reports/")]
        if not names and "statistics.yaml" not in self.sources:
            return {}
        from cchc_cli.store import build_reports

        form = self._built("statistics.yaml", build_reports.statistics)
        built = [each for name in names if (each := self._built(name, build_reports.report_file)) is not None]
        if any(each.statistics for each in built) and "statistics.yaml" not in self.incomplete:
            from cchc_cli.store.statistics import default_statistics, values_without_a_row

            self.findings.extend(values_without_a_row(form or default_statistics(), built))
        return {each.code: each for each in built}


def _source(name: str, raw: bytes) -> Source:
    # Neither reader is wanted for a plan that was read before.
    from cchc_cli.store.plain_lines import read_plainly

    source = read_plainly(name, raw)
    if source is None:
        from cchc_cli.store.source import read_source

        source = read_source(name, raw)
    return source


def _reason(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "đây không phải là tệp"
    if error.errno in {errno.ENOENT, errno.ELOOP}:
        return "liên kết này không dẫn tới tệp nào"
    return "không có quyền đọc hoặc tệp bị khóa"


def entry_id(file: str) -> str:
    """Return the task or indicator whose entries a file holds: its name without folder and ending."""
    return nfc(file.rpartition("/")[2].removesuffix(".yaml"))
