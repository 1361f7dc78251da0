"""The dataset of many agencies: a plan's part of it published, and its figures read back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_cli.cli import edge
from cchc_cli.cli.session import typed_date
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.vocabulary import short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.cli.session import Session
    from cchc_cli.domain.rollup import Broken, By, Order, PlanFigures, Rollup
    from cchc_cli.exchange.lake import Kind

DATASET = "kho-cchc"
_SHARES: dict[By, tuple[Kind, ...]] = {
    "agency": (), "area": ("area",), "unit": ("unit",), "section": ("section",),
}  # fmt: skip


def publish_plan(session: Session, output: str | None, *, force: bool) -> None:
    """Write the part of a plan, whole, below the directory asked for."""
    from cchc_cli.exchange.lake_publishing import publish
    from cchc_cli.exchange.lake_rows import part_of

    directory = Path(output or DATASET)
    if output == "-" or (directory.exists() and not directory.is_dir()):
        raise Refused("Dữ liệu Parquet là một thư mục, không phải một tệp.", "Đặt tên thư mục sau -o.")
    part = part_of(session.plan, session.standings, session.moment)
    paths = publish(part, directory, force=force)
    edge.talk(f"Đã lập {paths[0].parent} cùng {len(paths) - 1} bảng khác: {len(session.standings)} mục.")


def dataset_named(directories: Sequence[str]) -> str | None:
    """Return the dataset a call names, None where it names directories of plans; raises Refused for both at once."""
    from cchc_cli.exchange.lake import is_dataset

    found = [name for name in directories if is_dataset(name)]
    if found and len(directories) > 1:
        raise Refused("Mỗi lần tổng hợp được một kho dữ liệu Parquet.", "Chạy riêng cho từng kho.")
    return found[0] if found else None


def rolled_from(
    dataset: str, by: By, order: Order, *, as_of: str | None, year: int | None, unfit: Sequence[str | None]
) -> Rollup:
    """Return what the plans of a dataset add up to: those of the year asked for, else of the as-of date, else the latest.

    The parts were computed when they were published. With ``as_of`` those of another day are listed as not
    counted; without, standard error says where days differ. ``unfit`` holds the options that ask for what only
    plans themselves can answer: raises Refused when one is set.
    """
    from cchc_cli.domain.rollup import Broken, Rollup, add, grouped, ranked
    from cchc_cli.exchange.lake import read_dataset

    if any(unfit):
        raise Refused(
            "Kho dữ liệu chỉ có số liệu như khi công bố, nên không dùng --known-on và --rev ở đây.",
            "Dùng các lựa chọn ấy khi lập kho bằng “cchc export --format parquet”, hoặc tổng hợp từ thư mục kế hoạch.",
        )
    day = typed_date(as_of, "--as-of")
    found = read_dataset(dataset, shares=_SHARES[by], year=year or (day.year if day else None))
    latest = year or max((plan.year for plan in found.plans), default=0)
    of_year = [plan for plan in found.plans if plan.year == latest]
    plans = [plan for plan in of_year if day is None or plan.as_of == day]
    broken = [Broken(each.where, "", 1, each.why, counted=False) for each in found.unusable]
    broken += [_other_day(plan) for plan in of_year if day is not None and plan.as_of != day]
    if not plans:
        raise Refused(f"Trong “{dataset}” không có số liệu phù hợp.", _days(found.plans))
    if len({plan.as_of for plan in plans}) > 1:
        edge.talk(f"Các cơ quan công bố số liệu của những ngày khác nhau. {_days(plans)}")
    groups = grouped(plans, by)
    agencies = Counter((plan.agency, plan.parent) for plan in plans)
    return Rollup(
        year=latest,
        as_of=max(plan.as_of for plan in plans),
        known_on=max((plan.known_on for plan in plans if plan.known_on), default=None),
        by=by,
        order=order,
        ranked=tuple(ranked(groups, order)),
        whole=add(group.figures for group in groups),
        plans=len(plans),
        broken=tuple(broken),
        twice=tuple(name for (name, _), count in agencies.items() if count > 1),
        elsewhere=_elsewhere(found.plans, latest),
    )


def _other_day(plan: PlanFigures) -> Broken:
    from cchc_cli.domain.rollup import Broken as Left

    return Left(plan.number, plan.agency, 1, f"Số liệu công bố là của ngày {short_date(plan.as_of)}.", counted=False)


def _elsewhere(plans: Sequence[PlanFigures], year: int) -> tuple[str, ...]:
    there = {(plan.agency, plan.parent) for plan in plans if plan.year == year}
    return tuple(dict.fromkeys(plan.agency for plan in plans if (plan.agency, plan.parent) not in there))


def _days(plans: Sequence[PlanFigures]) -> str:
    days = sorted({plan.as_of for plan in plans})
    if not days:
        return "Kho chưa có kế hoạch nào của năm ấy."
    return f"Số liệu công bố từ ngày {short_date(days[0])} đến ngày {short_date(days[-1])}."
