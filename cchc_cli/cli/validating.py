"""``cchc validate``: all that is wrong with one plan or several, in one run."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import PlanDir, Rev, Year
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.check.show import Row
    from cchc_cli.store.recalled import Checked


class Report(StrEnum):
    """How findings are written out."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"


_FOR_PAGES = (Report.SARIF, Report.GITHUB, Report.GITLAB)


@dataclass(frozen=True, slots=True)
class _Output:
    """One result to write: its form, and the file it goes to, None for standard output."""

    form: Report
    file: str | None = None


@dataclass(frozen=True, slots=True)
class _Examined:
    """One plan, checked: its findings as rows whose files begin with its directory; those comments hide apart."""

    directory: Path
    rows: tuple[Row, ...]
    files: int
    hidden: tuple[Row, ...]


def validate(
    plans: Annotated[
        list[str] | None,
        typer.Argument(metavar="KẾ_HOẠCH", help="Thư mục kế hoạch, hoặc tệp trong kế hoạch.", show_default=False),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Lưu ý cũng tính là không đạt.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="MÃ", help="Chỉ báo các mã này, ví dụ E3,W401.", show_default=False),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="MÃ", help="Không báo các mã này; E1, E2 luôn báo.", show_default=False),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Sửa những lỗi ký tự sửa được chắc chắn, rồi kiểm tra.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Chỉ cho xem những gì --fix sẽ sửa, không ghi.")] = False,
    all_plans: Annotated[bool, typer.Option("--all", help="Kiểm tra mọi kế hoạch của kho, mọi năm.")] = False,
    rev: Rev = None,
    plan: PlanDir = None,
    year: Year = None,
    format: Annotated[Report, typer.Option("--format", help="Dạng kết quả.")] = Report.TEXT,  # noqa: A002
    output: Annotated[
        list[str] | None,
        typer.Option(
            "-o", "--output", metavar="[DẠNG=]TỆP", help="Ghi ra tệp này; dùng nhiều lần được.", show_default=False
        ),
    ] = None,
) -> None:
    """Kiểm tra mọi tệp của kế hoạch: cú pháp, khóa, giá trị, tham chiếu.

    Chỗ đã xem và giữ nguyên thì ghi ngay trong tệp, cuối dòng ấy hoặc
    riêng một dòng ở trên, kèm lý do:
      # cchc: ignore W403 văn bản ký không ghi đơn vị

    Ví dụ:
      cchc validate
      cchc validate --strict --ignore W405
      cchc validate --output sarif=loi.sarif --output github=-
    """
    from cchc_cli.check.selection import read_codes

    outputs = _outputs(format, output or ())
    wanted, unwanted = read_codes(select or ()), read_codes(ignore or ())
    directories = _directories(plans or (), plan, year, rev, all_plans=all_plans)
    if fix or diff:
        _fix(directories, plan, year, rev, show_only=diff)
    if diff:
        return
    checked = [_examined(_read(each, plan, year, rev), wanted, unwanted) for each in directories]
    for each in outputs:
        # One plan that was looked for is known: its files go by their own names, as in every other command.
        _write(each, checked, is_named=bool(plans) or len(checked) > 1)
    severities = {row.finding.severity for each in checked for row in each.rows}
    if "error" in severities or (strict and severities):
        raise typer.Exit(edge.FOUND)


def _outputs(form: Report, given: Iterable[str]) -> list[_Output]:
    """Return what is to be written where; raises Refused for an unknown form, or two results in one place."""
    outputs = [_output(form, each) for each in given]
    files = [each.file for each in outputs]
    twice = [each for each in files if files.count(each) > 1]
    if twice:
        where = "màn hình" if twice[0] is None else f"“{twice[0]}”"
        raise Refused(f"Hai kết quả cùng ghi vào {where}.", "Ghi mỗi dạng ra một nơi riêng.")
    existing = [each for each in files if each is not None and os.path.lexists(each)]
    if existing:
        raise Refused(f"Tệp “{existing[0]}” đã có.", "Chọn tên khác, hoặc xóa tệp cũ trước.")
    # Forms that go to files of their own leave standard output to people.
    is_taken = None in files or any("=" not in each for each in given)
    return outputs if is_taken else [_Output(form), *outputs]


def _output(form: Report, given: str) -> _Output:
    name, equals, file = given.partition("=")
    if not equals:
        return _Output(form, None if given == "-" else given)
    if name not in list(Report):
        from cchc_cli.domain.text import nearest

        near = nearest(name[:50], list(Report), most=1)
        meant = f"Có phải “{near[0]}”? " if near else ""
        raise Refused(f"--output: không có dạng “{name}”.", f"{meant}Các dạng: {', '.join(Report)}.")
    if not file:
        raise Refused(f"--output: chưa ghi tên tệp sau “{name}=”.", f"Ví dụ: --output {name}=ket-qua; “-” là màn hình.")
    return _Output(Report(name), None if file == "-" else file)


def _directories(
    given: Sequence[str], plan: str | None, year: int | None, rev: str | None, *, all_plans: bool
) -> list[Path | None]:
    """Return the plans to check, each once, sorted; None is the one that other options and the surroundings mean."""
    if given and (plan or year):
        raise Refused("Đã chỉ kế hoạch thì không dùng thêm --plan, --year.", "Giữ một cách chỉ kế hoạch.")
    if all_plans and (rev or year):
        raise Refused("--all không đi cùng --rev, --year.", "Bỏ --all để xem một kế hoạch.")
    if all_plans:
        found = [
            each for folder in given or [plan or "."] for each in _all_below(Path(folder), look_up=not (given or plan))
        ]
    elif given:
        found = [_directory_of(each) for each in given]
    else:
        return [None]
    return list({each.resolve(): each for each in sorted(found)}.values())


def _directory_of(given: str) -> Path:
    """Return the plan that is meant by its directory, or by a file in it."""
    from cchc_cli.cli.session import Asked, locate
    from cchc_cli.store.workspace import is_plan

    path = Path(given)
    if path.is_dir() and not is_plan(path) and is_plan(path.absolute().parent):
        return path.absolute().parent  # its progress/, measurements/ or reports/
    if path.is_dir():
        return locate(Asked(plan=given))
    if not os.path.lexists(path):
        raise Refused(f"Không có tệp hay thư mục “{given}”.", "Kiểm tra lại đường dẫn.")
    for folder in path.absolute().parents:
        if is_plan(folder):
            return folder
    raise Refused(f"Tệp “{given}” không thuộc kế hoạch nào.", "Một thư mục kế hoạch có tệp plan.yaml và appendix.yaml.")


def _all_below(folder: Path, *, look_up: bool) -> list[Path]:
    """Return the plans of a workspace: of a folder ``plan``, in it or, where none was named, above it."""
    from cchc_cli.store.workspace import is_plan

    start = folder.absolute()
    around = (start, *start.parents) if look_up else (start,)
    for inside in (*(each / "plan" for each in around), *(each for each in around if not look_up or is_plan(each))):
        plans = [inside] if is_plan(inside) else [each for each in _folders_in(inside) if is_plan(each)]
        if plans:
            return plans
    raise Refused(f"Không tìm thấy kế hoạch nào từ “{folder}”.", "Ghi thêm sau --all thư mục chứa thư mục “plan”.")


def _folders_in(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if each.is_dir())
    except OSError:
        return []


def _fix(
    directories: Sequence[Path | None], plan: str | None, year: int | None, rev: str | None, *, show_only: bool
) -> None:
    from cchc_cli.cli.fixing import fix
    from cchc_cli.cli.session import Asked, locate

    if rev is not None:
        raise Refused("--fix, --diff không đi cùng --rev.", "Chỉ sửa được các tệp đang có.")
    for each in directories:
        fix(each or locate(Asked(plan, year)), show_only=show_only)


def _read(directory: Path | None, plan: str | None, year: int | None, rev: str | None) -> Checked:
    from cchc_cli.cli.session import Asked, read_checked

    return read_checked(Asked(str(directory), rev=rev) if directory is not None else Asked(plan, year, rev=rev))


def _examined(read: Checked, select: Sequence[str], ignore: Sequence[str]) -> _Examined:
    from cchc_cli.check import examine
    from cchc_cli.check.ignores import without_ignored
    from cchc_cli.check.selection import selected
    from cchc_cli.check.show import placed

    loaded = read.loaded
    kept = without_ignored(examine(loaded, today=edge.today(), checked=read.found), loaded.sources)
    rows = placed(selected(kept.findings, select, ignore), loaded.sources)
    reasons = {each.finding: each.reason for each in kept.hidden}
    hidden = placed(selected([each.finding for each in kept.hidden], select, ignore), loaded.sources)
    ignored = [replace(row, ignored=reasons[row.finding]) for row in hidden]
    return _Examined(loaded.directory, tuple(rows), len(loaded.sources), tuple(ignored))


def _write(output: _Output, checked: Sequence[_Examined], *, is_named: bool) -> None:
    from cchc_cli.cli import output as written

    here = Path.cwd()
    folders = [
        _relative(each.directory, _root_of(each.directory, here) if output.form in _FOR_PAGES else here)
        if is_named or output.form is not Report.TEXT
        else ""
        for each in checked
    ]
    # Of all forms only SARIF has a place for what was seen and left as it is.
    rows = [
        replace(row, folder=folder)
        for each, folder in zip(checked, folders, strict=True)
        for row in (each.rows + each.hidden if output.form is Report.SARIF else each.rows)
    ]
    if output.form is Report.TEXT and output.file is None and edge.colour():
        from cchc_cli.check.show import rows_as_lines
        from cchc_cli.cli import paint

        if rows:
            paint.show([*rows_as_lines(rows), []])
        edge.out(_summary(checked))
        return
    written.deliver(_text(output, rows, checked), output.file)


def _text(output: _Output, rows: list[Row], checked: Sequence[_Examined]) -> str:
    from cchc_cli.cli.output import ascii_only

    is_ascii = output.file is None and ascii_only()
    match output.form:
        case Report.JSON:
            from cchc_cli.check.show import rows_as_json

            return rows_as_json(rows, ascii_only=is_ascii)
        case Report.SARIF:
            from cchc_cli.check.manual import BY_CODE
            from cchc_cli.check.sarif import as_sarif

            return as_sarif(rows, BY_CODE, ascii_only=is_ascii)
        case Report.GITHUB:
            from cchc_cli.check.annotations import as_github

            return as_github(rows)
        case Report.GITLAB:
            from cchc_cli.check.annotations import as_gitlab

            return as_gitlab(rows, ascii_only=is_ascii)
        case Report.TEXT:
            from cchc_cli.check.show import rows_as_text

            return f"{rows_as_text(rows)}\n\n{_summary(checked)}".lstrip()


def _summary(checked: Sequence[_Examined]) -> str:
    from cchc_cli.check.show import summary

    findings = [row.finding for each in checked for row in each.rows]
    files, hidden = sum(each.files for each in checked), [row for each in checked for row in each.hidden]
    errors = sum(row.finding.severity == "error" for row in hidden)
    return summary(findings, files, plans=len(checked), hidden=len(hidden), hidden_errors=errors)


def _root_of(directory: Path, here: Path) -> Path:
    """Return the root of the repository that holds a plan: what the pages of a merge request name files from."""
    path = directory.absolute()
    return next((each for each in (path, *path.parents) if (each / ".git").exists()), here)


def _relative(directory: Path, base: Path) -> str:
    """Return a directory as seen from another, with forward slashes; ``""`` for that one itself."""
    try:
        seen = os.path.relpath(directory.absolute(), base)
    except ValueError:  # on another drive
        seen = str(directory.absolute())
    return "" if seen == "." else seen.replace(os.sep, "/")
