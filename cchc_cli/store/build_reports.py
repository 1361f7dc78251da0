"""Build what is written for reports, and the form of their figures, from the plain data of their files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc_cli.domain.finding import Place
from cchc_cli.domain.model import ReportFile, Seal
from cchc_cli.domain.reporting.statistics import FIGURES, StatisticGroup, StatisticRow, Statistics
from cchc_cli.domain.text import nfc
from cchc_cli.domain.windows import PRESETS
from cchc_cli.store.names import is_id
from cchc_cli.store.take import Taker, Troubles, entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.store.data import Data

_HEADING = re.compile(r"[IVX]{1,6}(\.[1-9]\d?(\.[a-zđ])?)?")


def is_heading(text: str) -> bool:
    """Whether a text can be the number of a heading: ``V``, ``I.2``, ``II.1.b``."""
    return bool(_HEADING.fullmatch(text))


def report_file(data: Data, file: str, troubles: Troubles) -> ReportFile:
    """Return what people wrote for the report that the file is named after; a blank text is not written yet."""
    code = nfc(file.rpartition("/")[2].removesuffix(".yaml"))
    if data is None:
        return ReportFile(code, place=Place(file))
    take = Taker(data, (), troubles)
    written = ReportFile(
        code=code,
        texts=_filled(take.pairs("texts", is_heading)),
        statistics=_filled(take.pairs("statistics", is_id)),
        sent=take.date("sent"),
        seal=_seal(take),
        place=Place(file),
    )
    take.done()
    return written


def _filled(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in pairs if text)


def _seal(take: Taker) -> Seal | None:
    inner = take.inner("issued")
    if inner is None:
        return None
    number, date = inner.text("number", needed=True), inner.date("date", needed=True)
    known_on, state_date = inner.date("known_on", needed=True), inner.date("state_date", needed=True)
    signer = inner.text("signer")
    preset = inner.read("preset", lambda text: text if text in PRESETS else None) or ""
    seen, figures = inner.texts("seen"), inner.pairs("figures")
    if not inner.done() or date is None or known_on is None or state_date is None:
        return None
    return Seal(number, date, known_on, state_date, signer, preset, seen, figures)


def statistics(data: Data, _file: str, troubles: Troubles) -> Statistics:
    """Return the form of a report's figures; the number of a row may stand in it once only."""
    groups: list[StatisticGroup] = []
    for take in entries(data, troubles):
        group = StatisticGroup(take.id(), take.text("title", needed=True), tuple(_rows(take)))
        if take.done():
            groups.append(group)
    form = Statistics(tuple(groups))
    if repeated(row.id for row in form.rows()):
        troubles.note()
    return form


def repeated(ids: Iterable[str]) -> str:
    """Return the first id that stands there a second time, empty where none does."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            return each
        seen.add(each)
    return ""


def _rows(take: Taker) -> Iterator[StatisticRow]:
    for inner in take.each("rows"):
        known = inner.read("known", lambda text: text if text in FIGURES else None) or ""
        row = StatisticRow(inner.id(), inner.text("name", needed=True), inner.text("unit"), known)
        if inner.done():
            yield row
