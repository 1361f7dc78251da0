"""``cchc rollup``: the figures of many plans, added up and compared."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.documents import Overwrite
from cchc_cli.cli.options import AsOf, KnownOn, Output, Rev, Year
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.cli.gathering import Source
    from cchc_cli.domain.figures import Figures
    from cchc_cli.domain.model import Moment
    from cchc_cli.domain.rollup import PlanFigures, Rollup
    from cchc_cli.store.kept_figures import Part


class By(StrEnum):
    """What is compared."""

    AGENCY = "agency"
    AREA = "area"
    UNIT = "unit"
    SECTION = "section"


class Order(StrEnum):
    """The orders of a comparison."""

    OVERDUE = "overdue"
    COMPLETION = "completion"
    NAME = "name"


class RollupFormat(StrEnum):
    """How the figures are written."""

    TABLE = "table"
    MD = "md"
    HTML = "html"
    XLSX = "xlsx"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"


Directories = Annotated[
    list[str], typer.Argument(metavar="THƯ_MỤC...", help="Nơi có các kế hoạch, kể cả kho git chỉ để chia sẻ (bare).")
]
_PARTS: dict[By, tuple[Part, ...]] = {
    By.AGENCY: (), By.AREA: ("areas",), By.UNIT: ("units",), By.SECTION: ("sections",),
}  # fmt: skip


def rollup(
    directories: Directories,
    by: Annotated[By, typer.Option("--by", help="So sánh theo cơ quan, lĩnh vực, đơn vị chủ trì hoặc mục.")] = By.AGENCY,
    sort: Annotated[Order, typer.Option("--sort", help="Thứ tự: quá hạn, tỷ lệ hoàn thành, tên.")] = Order.OVERDUE,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rev: Rev = None,
    year: Year = None,
    format: Annotated[RollupFormat | None, typer.Option("--format", help="Dạng kết quả; ngoài màn hình mặc định là tsv.", show_default=False)] = None,  # noqa: A002 - the option's name is the user's word
    output: Output = None,
    force: Overwrite = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Kết thúc bằng mã 1 khi có nhiệm vụ quá hạn.")] = False,
) -> None:  # fmt: skip
    """Tổng hợp nhiều kế hoạch: số nhiệm vụ, hoàn thành, quá hạn, tỷ lệ, xếp thứ tự.

    Thư mục có thể là kho dữ liệu Parquet lập bằng “cchc export --format parquet”.

    Ví dụ:
      cchc rollup /srv/ke-hoach --as-of 30/9/2020
      cchc rollup huyen so --by area --format xlsx -o tong-hop.xlsx
    """
    from cchc_cli.cli.laking import dataset_named, rolled_from
    from cchc_cli.domain.vocabulary import LATE

    form = _format_of(format, output)
    dataset = dataset_named(directories)
    if dataset is None:
        made = _rolled(directories, (as_of, known_on, rev, year), by, sort)
    else:
        made = rolled_from(dataset, by.value, sort.value, as_of=as_of, year=year, unfit=(known_on, rev))
    _write(made, form, output, force=force)
    if made.broken:
        more = "; xem bằng “cchc validate --plan THƯ_MỤC”" if dataset is None else " hoặc chưa tính được"
        edge.talk(f"{len(made.broken)} kế hoạch có lỗi{more}.")
        raise typer.Exit(edge.FOUND)
    if exit_code and any(made.whole.own[state] for state in LATE):
        raise typer.Exit(edge.FOUND)


def plans_asked(
    directories: Sequence[str], as_of: str | None, known_on: str | None, rev: str | None, year: int | None
) -> tuple[list[Source], Moment, int, tuple[str, ...]]:
    """Return the plans of one year below directories, the moment to see them at, the year, and who has no such plan.

    The year is the one asked for, else that of the as-of date; where no day is given and no plan is of this year,
    the latest, seen at its last day, which standard error says. Raises Refused where there is no plan at all.
    """
    from cchc_cli.cli.gathering import sources_below
    from cchc_cli.cli.session import typed_date
    from cchc_cli.domain.model import Moment

    day, known = typed_date(as_of, "--as-of"), typed_date(known_on, "--known-on")
    sources = sources_below(directories, rev)
    if not sources:
        raise Refused(
            "Không tìm thấy kế hoạch nào trong các thư mục này.", "Một kế hoạch có tệp plan.yaml và appendix.yaml."
        )
    years = sorted({source.year for source in sources if source.year is not None})
    wanted = year or (day or edge.today()).year
    if year is None and day is None and years and wanted not in years:
        wanted = years[-1]
    fitting = [source for source in sources if source.year in {wanted, None}]
    if not fitting:
        raise Refused(f"Không có kế hoạch nào của năm {wanted}.", f"Các năm có kế hoạch: {', '.join(map(str, years))}.")
    if day is None:
        day = edge.today()
        if day.year > wanted:
            day = dt.date(wanted, 12, 31)
            edge.talk(f"Tính đến ngày 31/12/{wanted}, ngày cuối năm của các kế hoạch. Chọn ngày khác bằng --as-of.")
    there = {_home(source.directory) for source in fitting}
    without = dict.fromkeys(str(home) for each in sources if (home := _home(each.directory)) not in there)
    return fitting, Moment(day, known), wanted, tuple(without)


def _home(directory: Path) -> Path:
    """Return the folder that is an agency's own: the one with a folder for each year, above ``plan`` where that is it."""
    if not directory.name[:4].isdigit():
        return directory
    above = directory.parent
    return above.parent if above.name == "plan" else above


def _rolled(
    directories: Sequence[str], asked: tuple[str | None, str | None, str | None, int | None], by: By, order: Order
) -> Rollup:
    from cchc_cli.cli.cache import keeper
    from cchc_cli.cli.gathering import assess_all
    from cchc_cli.domain.rollup import Broken, Rollup, add, grouped, ranked

    sources, moment, year, elsewhere = plans_asked(directories, *asked)
    broken: list[Broken] = []
    others = list(elsewhere)
    agencies: Counter[tuple[str, str]] = Counter()

    def plans() -> Iterator[PlanFigures]:
        for source, assessed in assess_all(sources, moment, _PARTS[by], keeper()):
            figures = assessed.figures
            fits = figures is not None and figures.year == year
            if figures is not None and not fits:
                others.append(str(_home(source.directory)))
                continue
            if assessed.errors:
                agency = figures.agency if figures is not None else ""
                broken.append(Broken(source.name, agency, assessed.errors, assessed.first, fits))
            if figures is not None:
                agencies[figures.agency, figures.parent] += 1
                yield figures

    groups = grouped(plans(), by.value)
    return Rollup(
        year=year,
        as_of=moment.as_of,
        known_on=moment.known_on,
        by=by.value,
        order=order.value,
        ranked=tuple(ranked(groups, order.value)),
        whole=add(group.figures for group in groups),
        plans=agencies.total(),
        broken=tuple(broken),
        twice=tuple(name for (name, _), count in agencies.items() if count > 1),
        elsewhere=tuple(dict.fromkeys(others)),
    )


def _format_of(asked: RollupFormat | None, output: str | None) -> RollupFormat:
    if asked is not None:
        return asked
    ending = Path(output).suffix.lstrip(".").casefold() if output else ""
    if ending in set(RollupFormat):
        return RollupFormat(ending)
    return RollupFormat.TABLE if edge.is_terminal() and output is None else RollupFormat.TSV


def _write(made: Rollup, form: RollupFormat, output: str | None, *, force: bool) -> None:
    from cchc_cli.cli import output as written
    from cchc_cli.cli import paint, rollup_page

    match form:
        case RollupFormat.MD | RollupFormat.HTML:
            from cchc_cli.cli.documents import DocumentFormat, deliver
            from cchc_cli.report.rollup_document import rollup_document

            deliver(rollup_document(made), DocumentFormat(form.value), output, force=force)
        case RollupFormat.XLSX:
            from cchc_cli.exchange.rollup_book import rollup_workbook

            if output == "-":
                raise Refused("Tệp dạng xlsx không đưa ra màn hình được.", "Đặt tên tệp sau -o, hoặc bỏ -o.")
            name = f"Tong-hop-CCHC-{made.as_of.isoformat()}.xlsx"
            path = written.deliver_document(rollup_workbook(made), output, name, force=force)
            edge.talk(f"Đã lập {path}.")
        case RollupFormat.JSON:
            written.deliver(written.as_json(contract(made)), output)
        case RollupFormat.TABLE if output is None:
            paint.show(rollup_page.page(made))
        case RollupFormat.TABLE:
            written.deliver("\n".join(map(paint.plain, rollup_page.page(made))), output)
        case _:
            _write_rows(made, form, output)


def _write_rows(made: Rollup, form: RollupFormat, output: str | None) -> None:
    """Write every class in a column of its own; the plans with errors go to standard error."""
    from cchc_cli.cli import output as written
    from cchc_cli.cli import rollup_page

    rows = rollup_page.cells(made)
    if form is RollupFormat.CSV:
        written.deliver(written.as_csv(rollup_page.heading(made), rows), output, spreadsheet=True)
    elif rows or output:
        written.deliver(written.as_tsv(rows), output)
    for line in rollup_page.talk(made):
        edge.talk(edge.visible(line))


def contract(made: Rollup) -> dict[str, Any]:
    """Return the data of ``cchc.rollup/1``."""
    return {
        "schema": "cchc.rollup/1",
        "year": made.year,
        "as_of": made.as_of.isoformat(),
        "known_on": made.known_on.isoformat() if made.known_on else None,
        "by": made.by,
        "sort": made.order,
        "plans": made.plans,
        "totals": _figures_data(made.whole),
        "groups": [
            {
                "place": each.place,
                "name": each.group.title,
                "agency": each.group.agency or (each.group.title if made.by == "agency" else None),
                "parent": each.group.parent or None,
                "plans": each.group.plans,
                **_figures_data(each.group.figures),
            }
            for each in made.ranked
        ],
        "broken": [
            {
                "plan": each.name,
                "agency": each.agency or None,
                "errors": each.errors,
                "first": each.first,
                "counted": each.counted,
            }
            for each in made.broken
        ],
        "several_plans": list(made.twice),
        "other_years": list(made.elsewhere),
    }


def _figures_data(figures: Figures) -> dict[str, Any]:
    rates = {"completion": figures.completion, "dated": figures.completion_of_dated, "on_time": figures.on_time}
    return {
        "total": figures.total,
        "tasks": figures.tasks,
        "indicators": figures.indicators,
        "outside": figures.outside,
        "own": figures.own.total(),
        "states": {state.value: amount for state, amount in sorted(figures.own.items()) if amount},
        "rates": {name: [rate.part, rate.whole] for name, rate in rates.items()},
    }
