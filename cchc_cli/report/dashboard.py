"""The overview page: one file that shows a whole plan at a moment, works offline and asks nobody anything."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from cchc_cli.domain.vocabulary import STATE_LABELS
from cchc_cli.report.board import compile_board
from cchc_cli.report.board.times import left_out
from cchc_cli.report.charts import bars, looks, times
from cchc_cli.report.charts.svg import write
from cchc_cli.report.jinja import environment, template_path
from cchc_cli.report.writing import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.domain.model import Moment, Plan
    from cchc_cli.domain.standing import Standing
    from cchc_cli.report.board import Board


def dashboard(plan: Plan, standings: Sequence[Standing], moment: Moment) -> str:
    """Return the overview page of a plan at a moment, as one file of HTML.

    Nothing in it is fetched, and only its own script and styles may run: their hashes stand in its
    content security policy. The same plan and moment give the same text.
    """
    board = compile_board(plan, standings, moment)
    style, script = _part("dashboard.css"), _part("dashboard.js")
    page = environment().get_template("dashboard.html.j2")
    text = page.render(
        board=board,
        labels=STATE_LABELS,
        left_out=left_out(board.timeline),
        svg=_pictures(board),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    return shown(text)


def file_name(plan: Plan) -> str:
    """Return what the page is called where nobody names it: ``tong-quan-cchc-2020.html``."""
    return f"tong-quan-cchc-{plan.year}.html"


def _pictures(board: Board) -> dict[str, object]:
    """Return every picture of the page, as markup."""
    longest = max((bar.total for bar in board.sections), default=0)
    return {
        "patterns": write(looks.patterns(board.states)),
        "swatch": {state: write(looks.swatch(state)) for state in board.states},
        "sections": [write(bars.section_bar(bar, longest)) for bar in board.sections],
        "steps": write(times.steps_chart(board.steps, board.scale)),
        "bullets": [write(bars.bullet(each)) for each in board.bullets],
        "axis": write(times.axis(board.scale)),
        "tracks": [write(times.track(mark, board.scale)) for mark in board.timeline.marks],
    }


def _part(name: str) -> str:
    """Return a file that is set into the page, with the line ends its hash is counted over."""
    return template_path(name).read_text(encoding="utf-8").strip()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
