"""``cchc diff``: what changed between two versions of a plan, in the office's words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import AsOf, Output, PlanDir, Year
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from cchc_cli.cli.paint import Line, Styled
    from cchc_cli.cli.session import Asked
    from cchc_cli.domain.model import Moment
    from cchc_cli.review.diff import Review, Side
    from cchc_cli.review.diff_entries import Entry
    from cchc_cli.review.diff_spans import Line as Spans
    from cchc_cli.review.git import Repository

WORKING = "bản đang sửa"


class Form(StrEnum):
    """How a review is written out."""

    TABLE = "table"
    MD = "md"
    HTML = "html"
    JSON = "json"


def diff(
    versions: Annotated[list[str] | None, typer.Argument(metavar="LẦN_GHI", help="Tối đa hai lần ghi (commit), nhánh hay nhãn; hoặc hai thư mục kế hoạch. Mặc định: lần ghi cuối so với bản đang sửa.", show_default=False)] = None,
    format: Annotated[Form | None, typer.Option("--format", help="Dạng kết quả; mặc định table.", show_default=False)] = None,  # noqa: A002
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Kết thúc bằng mã 1 khi có thay đổi.")] = False,
    baseline: Annotated[bool, typer.Option("--baseline", help="So với nội dung đã chốt: kê mọi điều chỉnh từ đó, như phụ lục của quyết định điều chỉnh.")] = False,
    as_of: AsOf = None,
    plan: PlanDir = None,
    year: Year = None,
    output: Output = None,
    force: Annotated[bool, typer.Option("--force", help="Ghi đè cả tệp không do chương trình lập.")] = False,
) -> None:  # fmt: skip
    """Xem kế hoạch đã đổi những gì, nói bằng lời: nhiệm vụ, thời hạn, đơn vị, tiến độ đã ghi, tình trạng.

    Ví dụ:
      cchc diff
      cchc diff main --format md
      cchc diff HEAD~3 HEAD --exit-code
      cchc diff plan/2019 plan/2020
      cchc diff --baseline
    """
    from cchc_cli.cli.session import Asked

    if baseline:
        if versions:
            raise Refused(
                "--baseline so với nội dung đã chốt, không kèm lần ghi.", "Bỏ --baseline hoặc bỏ các lần ghi."
            )
        _since_baseline(Asked(plan, year, as_of), format, output, exit_code=exit_code)
        return
    from cchc_cli.review.diff import review_of
    from cchc_cli.store.calendar import VietnamCalendar

    before, after = sides(tuple(versions or ()), Asked(plan, year, as_of))
    _require_heads(before, after)
    review = review_of(before, after, _moment(before, after, as_of), VietnamCalendar())
    write(review, format, output, force=force)
    broken = _talk_of_errors(before, after)
    if broken or (exit_code and review):
        raise typer.Exit(edge.FOUND)


def _since_baseline(asked: Asked, form: Form | None, output: str | None, *, exit_code: bool) -> None:
    """Write everything decided or edited since the content was fixed, as the annex of an amending decision."""
    from cchc_cli.cli import output as written
    from cchc_cli.cli.session import open_plan
    from cchc_cli.review.since_baseline import as_data, as_lines, changes_since_baseline

    session = open_plan(asked, quiet=True)
    differences = changes_since_baseline(session.plan, session.moment)
    if form is Form.JSON:
        text = written.as_json({"schema": "cchc.since-baseline/1", "differences": as_data(differences)})
    elif form in {None, Form.TABLE}:
        text = "\n".join(map(edge.visible, as_lines(session.plan, differences)))
    else:
        raise Refused("Với --baseline chỉ có dạng table và json.", "Bỏ --format, hoặc dùng --format json.")
    written.deliver(text, output)
    if exit_code and differences:
        raise typer.Exit(edge.FOUND)


def sides(versions: tuple[str, ...], asked: Asked) -> tuple[Side, Side]:
    """Return the two versions a call names: revisions, directories that hold a plan, or the files as they are."""
    since_parting = False
    if len(versions) == 1 and ".." in versions[0] and not Path(versions[0]).is_dir():
        since_parting = "..." in versions[0]
        start, _, end = versions[0].partition("..." if since_parting else "..")
        versions = (start or "HEAD", end or "HEAD")
    if len(versions) > 2:
        raise Refused("Chỉ so được hai phiên bản một lần.", "Viết như cchc diff main, hoặc cchc diff HEAD~3 HEAD.")
    before, after = versions[0] if versions else "HEAD", versions[1] if len(versions) == 2 else None
    if _is_directory(before) and after is not None and _is_directory(after):
        return _in_directory(Path(before), before), _in_directory(Path(after), after)
    return _with_repository(before, after, asked, since_parting=since_parting)


def _is_directory(version: str) -> bool:
    from cchc_cli.store.workspace import is_plan

    return is_plan(Path(version))


def _with_repository(before: str, after: str | None, asked: Asked, *, since_parting: bool = False) -> tuple[Side, Side]:
    """Return two versions of which one at least is of the plan in use: at a revision, or as its files are.

    ``since_parting``: the earlier one is the last commit that both revisions have in common.
    """
    from cchc_cli.cli.session import locate, typed_date
    from cchc_cli.review.revision import plan_at_revision

    directory = locate(asked, as_of=typed_date(asked.as_of, "--as-of"))
    if since_parting and after is not None:
        before = _repository(directory).parting(before, after)
    old = _version(before, directory)
    new = _in_directory(directory, WORKING) if after is None else _version(after, directory)
    if not (old.plan or old.files or new.plan or new.files):
        plan_at_revision(_repository(directory), after or before, directory)  # which says where the plan was then
    return old, new


def _version(named: str, directory: Path) -> Side:
    if _is_directory(named):
        return _in_directory(Path(named), named)
    try:
        return _at(_repository(directory), named, directory)
    except Refused as unknown:
        if not named.strip() or not Path(named).is_dir():
            raise
        raise _no_plan_in(named) from unknown


def _no_plan_in(named: str) -> Refused:
    """Return the refusal of a directory that is no plan's, with the plans that lie in it."""
    try:
        below = sorted(each.name for each in Path(named).iterdir() if _is_directory(str(each)))
    except OSError:
        below = []
    within = ", ".join((Path(named) / name).as_posix() for name in below[:8])
    hint = f"Kế hoạch trong đó: {within}." if within else "Chỉ rõ thư mục có tệp plan.yaml."
    return Refused(f"Thư mục “{named}” không phải là thư mục của một kế hoạch.", hint)


def _repository(directory: Path) -> Repository:
    from cchc_cli.cli.session import repository_of

    return repository_of(directory)


def _at(repository: Repository, rev: str, directory: Path) -> Side:
    """Return a plan as it was at a revision; none where its directory held no plan then."""
    from cchc_cli.review.diff import Side, side_of
    from cchc_cli.review.revision import held_at
    from cchc_cli.store.load import load_from
    from cchc_cli.store.workspace import NEEDED_FILES

    commit = repository.commit(rev)
    held = held_at(repository, commit.id, repository.folder(directory))
    label = f"lần ghi {commit.short}"
    if not any(name in held.files for name in NEEDED_FILES):
        return Side(label, None)
    return side_of(label, load_from(held, directory), held.files)


def _in_directory(directory: Path, label: str) -> Side:
    """Return a plan as its files are now."""
    from contextlib import suppress

    from cchc_cli.review.diff import side_of
    from cchc_cli.store.load import load
    from cchc_cli.store.workspace import read_bytes

    loaded = load(directory)
    files: dict[str, bytes] = {}
    for name in loaded.sources:
        with suppress(OSError):
            files[name] = read_bytes(directory / name)
    return side_of(label, loaded, files)


def _require_heads(before: Side, after: Side) -> None:
    """Leave with code 1 where there is a plan of which not even the head can be read."""
    from cchc_cli.check.show import as_text

    for side in (before, after):
        if side.plan is None and side.files:
            edge.talk(as_text([each for each in side.findings if each.severity == "error"], side.sources))
            edge.talk(f"Chưa đọc được kế hoạch ở {side.label} nên chưa so được. Sửa các lỗi trên rồi chạy lại.")
            raise typer.Exit(edge.FOUND)


def _moment(before: Side, after: Side, as_of: str | None) -> Moment:
    """Return the moment of the states: as asked for, else today, but no later than the plan's year."""
    import datetime as dt

    from cchc_cli.cli.session import typed_date
    from cchc_cli.domain.model import Moment

    day = typed_date(as_of, "--as-of")
    if day is None:
        last = max(dt.date(plan.year, 12, 31) for plan in (before.plan, after.plan) if plan is not None)
        day = min(edge.today(), last)
    return Moment(day)


def _talk_of_errors(before: Side, after: Side) -> bool:
    """Say which side has errors, and tell whether any has."""
    broken = False
    for side in (before, after):
        errors = sum(each.severity == "error" for each in side.findings)
        if errors:
            broken = True
            edge.talk(f"Kế hoạch ở {side.label} có {errors} lỗi nên kết quả có thể thiếu; chạy “cchc validate” để xem.")
    return broken


def write(review: Review, form: Form | None, output: str | None, *, force: bool = False) -> None:
    """Write a review out in the format asked for, else the one that the file's name says."""
    from cchc_cli.cli import output as written

    ending = (output or "").rpartition(".")[2].lower()
    form = form or (Form(ending) if output and ending in set(Form) else Form.TABLE)
    if form is Form.JSON:
        from cchc_cli.review.diff_json import contract

        written.deliver(written.as_json(contract(review)), output)
    elif form is Form.TABLE:
        from cchc_cli.cli import paint

        if output is None:
            paint.show(page(review))
        else:
            written.deliver("\n".join(map(paint.plain, page(review))), output)
    else:
        text = _document(review, form)
        if output is None:
            edge.out(text, end="")
        else:
            path = written.deliver_document(text.encode(), output, f"thay-doi.{form.value}", force=force)
            edge.talk(f"Đã ghi {path}.")


def _document(review: Review, form: Form) -> str:
    if form is Form.MD:
        from cchc_cli.review.diff_markdown import markdown

        return markdown(review)
    from cchc_cli.review.diff_html import html

    return html(review)


def page(review: Review) -> list[Line]:
    """Return a review as lines for the terminal: what sums up first, then each group."""
    from cchc_cli.cli import paint
    from cchc_cli.review.diff_spans import Look
    from cchc_cli.review.diff_words import groups, heading, notes, summary

    width = paint.page_width()
    lines: list[Line] = [*paint.indented(heading(review), 0, width, style="strong"), paint.rule(width)]
    lines += paint.indented(summary(review), 0, width)
    for note in notes(review):
        lines += paint.indented(note, 0, width, style="dim")
    listed = groups(review)
    for group in listed:
        style = "soon" if group.careful else "head"
        lines += [[], *paint.indented(f"{group.title} ({len(group.entries)})", 0, width, style=style)]
        indent = min(max(len(entry.name) for entry in group.entries) + 2, 16)
        for entry in group.entries:
            lines += _entry(entry, indent, width)
    marked = any(
        span.look in {Look.REMOVED, Look.ADDED}
        for group in listed for entry in group.entries for line in entry.lines for span in line
    )  # fmt: skip
    if marked:
        lines += [[], *paint.indented("[-...-] bỏ đi, {+...+} thêm vào", 0, width, style="dim")]
    return lines


_ACTION_STYLES = {"thêm": "good", "bỏ": "late"}


def _entry(entry: Entry, indent: int, width: int) -> list[Line]:
    from cchc_cli.cli import paint

    name = " ".join(paint.wrap(entry.name, 1000))
    styled: list[Styled] = [(entry.what, _ACTION_STYLES.get(entry.what, "strong"))] if entry.what else []
    lines: list[Line] = []
    head: list[Styled] = [*styled, *([(": ", "")] if styled and entry.title else []), (entry.title, "")]
    body = _wrapped(head, indent, width)
    if len(name) + 2 > indent and any(text for text, _ in head):
        lines.append([(name, "strong")])
    else:
        first = body.pop(0)
        lines.append([(name.ljust(indent), "strong"), *first[1:]])
    lines += body
    for line in entry.lines:
        lines += _wrapped(_styled(line), indent, width)
    return lines


def _styled(line: Spans) -> list[Styled]:
    """Return the spans of a line with styles; marks stand beside the colours, which not every screen has."""
    from cchc_cli.review.diff_spans import Look

    styles = {Look.LABEL: "dim", Look.REMOVED: "late", Look.ADDED: "good", Look.NEW: "strong"}
    signs = {Look.REMOVED: ("[-", "-]"), Look.ADDED: ("{+", "+}")}
    pieces: list[Styled] = []
    for span in line:
        opening, closing = signs.get(span.look, ("", ""))
        pieces.append((f"{opening}{span.text}{closing}", styles.get(span.look, "")))
    return pieces


def _wrapped(pieces: list[Styled], indent: int, width: int) -> list[Line]:
    """Break styled words into lines under an indent; words that touch one another stay together."""
    lines: list[list[Styled]] = [[(" " * indent, "")]]
    used = indent
    for word in _words(pieces, width - indent):
        length = sum(len(text) for text, _ in word)
        if used > indent and used + 1 + length > width:
            lines.append([(" " * indent, "")])
            used = indent
        if used > indent:
            lines[-1].append((" ", ""))
            used += 1
        lines[-1] += word
        used += length
    return list(lines)


def _words(pieces: list[Styled], most: int) -> list[list[Styled]]:
    """Return words, each of the styled pieces it is made of; longer ones than ``most`` are broken."""
    words: list[list[Styled]] = [[]]
    for text, style in pieces:
        parts = " ".join(edge.visible(text).split(" ")).split(" ")
        for at, part in enumerate(parts):
            if at:
                words.append([])
            if part:
                words[-1].append((part, style))
    return [part for word in words for part in _broken(word, max(most, 10)) if part]


def _broken(word: list[Styled], most: int) -> list[list[Styled]]:
    if sum(len(text) for text, _ in word) <= most:
        return [word]
    parts: list[list[Styled]] = [[]]
    left = most
    for piece, style in word:
        text = piece
        while text:
            if not left:
                parts.append([])
                left = most
            parts[-1].append((text[:left], style))
            text, left = text[left:], left - min(left, len(text))
    return parts
