"""The figures of many plans as an appendix: groups in order, the sums below them, and the plans with errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain import rollup_words as words
from cchc_cli.domain.model import Moment
from cchc_cli.report import phrasing
from cchc_cli.report.document import Appendix, Block, Column, Document, Paragraph, Row, Run, Style, Table

if TYPE_CHECKING:
    from cchc_cli.domain.figures import Figures
    from cchc_cli.domain.rollup import Rollup

_NUMBER, _NAME, _AMOUNT, _RATE = 10, 66, 21, 32


def rollup_document(rollup: Rollup) -> Document:
    """Return the figures as a document; the same figures give the same document."""
    columns = (
        Column("TT", _NUMBER, centred=True),
        Column(words.GROUPED[rollup.by], _NAME),
        *(Column(title, _AMOUNT, centred=True) for title in words.COLUMNS),
        *(Column(title, _RATE, centred=True) for title in words.RATES),
    )
    rows = [
        Row((words.place(each), words.name(each.group, rollup), *_cells(each.group.figures))) for each in rollup.ranked
    ]
    rows.append(Row(("", words.total_label(rollup), *_cells(rollup.whole)), bold=True))
    blocks: list[Block] = [
        Paragraph(Style.CAPTION, (Run(f"{words.sums(rollup)}."),)),
        Table(columns, tuple(rows)),
        *(Paragraph(Style.NOTE, (Run(line),)) for line in words.remarks(rollup)),
    ]
    if rollup.broken:
        blocks += [
            Paragraph(Style.SECTION, (Run(words.broken_heading(rollup)),)),
            Table(
                (Column(words.BROKEN[0], 90), Column(words.BROKEN[1], 16, centred=True), Column(words.BROKEN[2], 130)),
                tuple(Row((words.said_of(each), str(each.errors), each.first)) for each in rollup.broken),
            ),
        ]
    title = words.title(rollup)
    return Document(
        title=title,
        slug=f"Tong-hop-CCHC-{rollup.as_of.isoformat()}",
        stored=rollup.as_of,
        appendices=(
            Appendix("", title.upper(), f"({phrasing.moment(Moment(rollup.as_of, rollup.known_on))})", tuple(blocks)),
        ),
    )


def _cells(figures: Figures) -> tuple[str, ...]:
    return (*map(str, words.numbers(figures)), *words.rates(figures))
