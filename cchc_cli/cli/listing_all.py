"""``cchc list --all``: the rows of every plan below directories, agency by agency."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import Format
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cchc_cli.cli.gathering import Source
    from cchc_cli.cli.paint import Line
    from cchc_cli.domain.model import Moment
    from cchc_cli.domain.query import Sort


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is listed of every plan and how: ``filters`` as typed, the moment, the order, the form, the columns."""

    filters: dict[str, Any]
    moment: Moment
    year: int
    sort: Sort
    form: Format
    columns: tuple[str, ...]
    width: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of one plan that were asked for, as they are written out; ``refused`` says that it lacks a name."""

    agency: str = ""
    amount: int = 0
    cells: tuple[tuple[str, ...], ...] = ()
    lines: tuple[Line, ...] = ()
    data: dict[str, Any] | None = None
    errors: int = 0
    first: str = ""
    refused: tuple[str, str] | None = None


@dataclass(slots=True)
class _Met:
    """What was met on the way through the plans."""

    plans: int = 0
    amount: int = 0
    fitting: int = 0
    refused: tuple[str, str] | None = None


def list_everywhere(
    directories: Sequence[str],
    filters: dict[str, Any],
    *,
    sort: Sort,
    form: Format,
    columns: str | None,
    asked: tuple[str | None, str | None, str | None, int | None],
    output: str | None,
) -> None:
    """List the rows of every plan; ``asked`` are the options of date, knowledge, revision and year as typed.

    Raises Refused where no plan has the unit or section asked for; leaves with code 1 where plans have errors.
    """
    from cchc_cli.cli import paint
    from cchc_cli.cli.filters import kind_named, state_named
    from cchc_cli.cli.gathering import run_over
    from cchc_cli.cli.rollup import plans_asked
    from cchc_cli.cli.rows import columns_named

    for word in filters["state"] or ():
        state_named(word)
    for word in filters["kind"] or ():
        kind_named(word)
    sources, moment, year, elsewhere = plans_asked(directories, *asked)
    named = tuple(columns_named(columns))
    wanted = Wanted(filters, moment, year, sort, form, named, paint.page_width())
    met, broken = _Met(), list[tuple[str, Listed]]()

    def parts() -> Iterator[Listed]:
        for source, listed in run_over(sources, partial(_list_one, wanted), progress=not edge.is_terminal()):
            if listed.errors:
                broken.append((source.name, listed))
            met.plans += bool(listed.agency)
            met.fitting += bool(listed.agency) and listed.refused is None
            met.refused = met.refused or listed.refused
            met.amount += listed.amount
            yield listed
        if met.refused is not None and not met.fitting:
            raise Refused(*met.refused)

    _write(parts(), wanted, broken, output)
    _close(wanted, met, broken, elsewhere)


def _list_one(wanted: Wanted, source: Source) -> Listed:
    from cchc_cli.cli.filters import query_of
    from cchc_cli.cli.gathering import errors_of, opened, read
    from cchc_cli.cli.session import Session
    from cchc_cli.domain.query import arrange, select

    if source.trouble:
        return Listed(errors=1, first=source.trouble)
    try:
        loaded, findings = read(source, opened(source))
    except Refused as refused:
        return Listed(errors=1, first=refused.message)
    errors, first = errors_of(loaded, findings)
    plan = loaded.plan
    if plan is None:
        return Listed(errors=max(errors, 1), first=first)
    if plan.year != wanted.year:
        return Listed()
    session = Session(loaded, plan, wanted.moment, findings)
    try:
        query = query_of(session, **wanted.filters)
    except Refused as refused:
        return Listed(plan.agency.name, errors=errors, first=first, refused=(refused.message, refused.hint))
    rows = arrange(select(session.standings, query, plan.register, session.moment.as_of), wanted.sort)
    return _shown(wanted, session, rows, errors, first)


def _shown(wanted: Wanted, session: Any, rows: list[Any], errors: int, first: str) -> Listed:
    from cchc_cli.cli import cards, paint
    from cchc_cli.cli.rows import cell, contract

    agency: str = session.plan.agency.name
    if wanted.form is Format.JSON:
        data = contract(session, rows)
        kept = {name: data[name] for name in ("plan", "counts", "tasks")}
        return Listed(agency, len(rows), data=kept, errors=errors, first=first)
    if wanted.form is not Format.TABLE:
        cells = tuple((agency, *(cell(row, column) for column in wanted.columns)) for row in rows)
        return Listed(agency, len(rows), cells=cells, errors=errors, first=first)
    lines: list[Line] = []
    indent = cards.indent_of(rows)
    for heading, group in (
        (agency, [row for row in rows if not row.outside]),
        (f"{agency}, do cơ quan ngoài chủ trì", [row for row in rows if row.outside]),
    ):
        if group:
            lines += [*paint.indented(f"{heading}: {len(group)}", 0, wanted.width, style="head"), []]
        for row in group:
            lines += [*cards.card(row, indent, wanted.width), []]
    return Listed(agency, len(rows), lines=tuple(lines), errors=errors, first=first)


def _write(parts: Iterable[Listed], wanted: Wanted, broken: Sequence[tuple[str, Listed]], output: str | None) -> None:
    """Write the parts out as they come, where they go to standard output as lines; else when all are there."""
    from cchc_cli.cli import output as written
    from cchc_cli.cli import paint
    from cchc_cli.cli.rows import COLUMNS

    head = ["Cơ quan", *(COLUMNS[column] for column in wanted.columns)]
    match wanted.form:
        case Format.JSON:
            plans = [part.data for part in parts if part.data is not None]
            written.deliver(written.as_json(_contract(wanted, plans, broken)), output)
        case Format.TABLE if output is None:
            for part in parts:
                if part.lines:
                    paint.show(part.lines)
        case Format.TABLE:
            written.deliver("\n".join(paint.plain(line) for part in parts for line in part.lines), output)
        case Format.TSV if output is None:
            for part in parts:
                if part.cells:
                    edge.out(written.as_tsv(part.cells))
        case Format.CSV:
            rows = [row for part in parts for row in part.cells]
            written.deliver(written.as_csv(head, rows), output, spreadsheet=True)
        case Format.MD:
            written.deliver(written.as_markdown(head, [row for part in parts for row in part.cells]), output)
        case _:
            written.deliver(written.as_tsv([row for part in parts for row in part.cells]), output)


def _contract(wanted: Wanted, plans: Sequence[dict[str, Any]], broken: Sequence[tuple[str, Listed]]) -> dict[str, Any]:
    """Return the data of ``cchc.list-all/1``: for every plan what ``cchc.list/1`` has of one."""
    moment = wanted.moment
    return {
        "schema": "cchc.list-all/1",
        "year": wanted.year,
        "as_of": moment.as_of.isoformat(),
        "known_on": moment.known_on.isoformat() if moment.known_on else None,
        "plans": list(plans),
        "broken": [
            {"plan": name, "agency": each.agency or None, "errors": each.errors, "first": each.first}
            for name, each in broken
        ],
    }


def _close(wanted: Wanted, met: _Met, broken: Sequence[tuple[str, Listed]], elsewhere: Sequence[str]) -> None:
    from cchc_cli.domain import wording

    if not met.amount:
        edge.talk("Không có mục nào phù hợp.")
    edge.talk(f"{wording.moment(wanted.moment)}: {met.amount} mục của {wording.two(met.plans)} kế hoạch.")
    if elsewhere:
        edge.talk(f"{wording.two(len(elsewhere))} nơi không có kế hoạch năm {wanted.year} nên không kê.")
    for name, each in broken:
        named = f"{each.agency} - {name}" if each.agency else name
        edge.talk(edge.visible(f"{named}: {each.errors} lỗi; {each.first}"))
    if broken:
        edge.talk(f"{len(broken)} kế hoạch có lỗi nên kết quả có thể thiếu.")
        raise typer.Exit(edge.FOUND)
