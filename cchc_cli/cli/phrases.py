"""``cchc deadline``: how a deadline phrase is read, or which words of it are not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.options import Plain

if TYPE_CHECKING:
    from cchc_cli.cli.paint import Line
    from cchc_cli.domain.deadline import Deadline, Misread, Part


def deadline(
    phrases: Annotated[list[str] | None, typer.Argument(metavar="LỜI_THỜI_HẠN...", help="Lời ghi thời hạn.", show_default=False)] = None,
    year: Annotated[int | None, typer.Option("--year", min=1900, max=2999, metavar="NĂM", help="Năm của kế hoạch; mặc định năm nay.", show_default=False)] = None,
    file: Annotated[str | None, typer.Option("--file", metavar="TỆP", help="Mỗi dòng một lời; - là đọc từ đầu vào.", show_default=False)] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Kết thúc bằng mã 1 khi có lời chưa hiểu được.")] = False,
    format: Annotated[Plain, typer.Option("--format", help="Dạng kết quả.")] = Plain.TEXT,  # noqa: A002
) -> None:  # fmt: skip
    """Xem một lời ghi thời hạn được hiểu thế nào, hoặc chữ nào chưa hiểu được.

    Ví dụ:
      cchc deadline "Chậm nhất trong quý III/2020"
      cchc deadline --year 2025 --file thoi-han.txt --format json
    """
    from cchc_cli.domain.deadline import Misread, read
    from cchc_cli.domain.refusal import Refused

    texts = [*(phrases or []), *(_lines(file) if file is not None else [])]
    if not texts:
        raise Refused("Chưa có lời thời hạn nào.", 'Ví dụ: cchc deadline "Quý I/2020"')
    year = year or edge.today().year
    read_all = [(text, read(text, year)) for text in texts]
    if format is Plain.JSON:
        from cchc_cli.cli.output import as_json

        data = {"schema": "cchc.deadline/1", "phrases": [_data(text, year, reading) for text, reading in read_all]}
        edge.out(as_json(data))
    else:
        from cchc_cli.cli import paint

        width = paint.page_width()
        paint.show([line for text, reading in read_all for line in _page(text, reading, width)])
    if strict and any(isinstance(reading, Misread) for _, reading in read_all):
        raise typer.Exit(edge.FOUND)


def _lines(file: str) -> list[str]:
    """Return the lines of a file, or of standard input for ``-``; bytes that are no UTF-8 are shown as such."""
    from cchc_cli.domain.refusal import Refused

    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Refused(f"Không đọc được tệp “{file}”.", "Kiểm tra lại đường dẫn.") from error
    text = raw.decode("utf-8-sig", errors="replace")
    return [line.rstrip("\r") for line in text.split("\n") if line.strip()]


def _data(text: str, year: int, reading: Deadline | Misread) -> dict[str, Any]:
    from cchc_cli.domain.deadline import Misread

    if isinstance(reading, Misread):
        error = {"span": list(reading.span), "message": reading.message}
        return {"text": text, "year": year, "parts": [], "error": error}
    return {"text": text, "year": year, "parts": [_part_data(part) for part in reading.parts], "error": None}


def _part_data(part: Part) -> dict[str, Any]:
    every = None
    if part.every is not None:
        every = {"unit": part.every.unit, "step": part.every.step, "day": part.every.day}
    after = None
    if part.after is not None:
        counted = "months" if part.after.unit == "month" else "days"
        after = {counted: part.after.amount, "unit": part.after.unit, "event": part.after.event}
    return {
        "label": part.label,
        "kind": part.kind.value,
        "start": part.start.isoformat() if part.start else None,
        "due": part.due.isoformat() if part.due else None,
        "every": every,
        "after": after,
        "tentative": part.tentative,
    }


def _page(text: str, reading: Deadline | Misread, width: int) -> list[Line]:
    from cchc_cli.cli import paint
    from cchc_cli.domain.deadline import Misread

    shown = paint.wrap(f"“{text.strip()}”", width)
    lines: list[Line] = [[(line, "strong")] for line in shown]
    if isinstance(reading, Misread):
        start, end = reading.span
        words = edge.visible(text[start:end]).strip()
        lines.append([("  chưa hiểu: ", ""), (f"“{words}”" if words else "cả câu", "late")])
        return [*lines, *paint.indented(reading.message, 2, width), []]
    for part in reading.parts:
        lines += paint.indented(_said(part), 2, width)
    return [*lines, []]


def _said(part: Part) -> str:
    """Say in words how one part is read."""
    from cchc_cli.domain.vocabulary import KIND_LABELS, short_date

    said = [f"{part.label}: {KIND_LABELS[part.kind]}" if part.label else KIND_LABELS[part.kind]]
    if part.every is not None:
        said.append(_rhythm(part))
    if part.after is not None:
        said.append(_term(part))
    if part.start is not None:
        said.append(f"từ {short_date(part.start)}")
    if part.starts_by is not None:
        said.append(f"phải bắt đầu chậm nhất {short_date(part.starts_by)}")
    if part.due is not None:
        said.append(f"{'lần cuối trong năm' if part.every else 'hạn'} {short_date(part.due)}")
    if part.awaits:
        said.append(f"chờ: {part.awaits}")
    if part.tentative:
        said.append("dự kiến")
    return ", ".join(said)


_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_UNITS = {"week": "tuần", "month": "tháng", "quarter": "quý", "half": "6 tháng", "year": "năm"}


def _rhythm(part: Part) -> str:
    every = part.every
    if every is None:
        return ""
    text = f"mỗi {_UNITS[every.unit]}" if every.step == 1 else f"mỗi {every.step} {_UNITS[every.unit]}"
    if every.day is not None:
        weekday = _WEEKDAYS[every.day - 1]
        text += f", {weekday}" if every.unit == "week" else f", ngày {every.day:02d}"
    return text


def _term(part: Part) -> str:
    after = part.after
    if after is None:
        return ""
    unit = {"calendar": "ngày", "working": "ngày làm việc", "month": "tháng"}[after.unit]
    event = f" ({after.event})" if after.event else ""
    if after.amount < 0:
        return f"{-after.amount} {unit} trước sự kiện{event}"
    return f"{after.amount} {unit} sau sự kiện{event}" if after.amount else f"ngay sau sự kiện{event}"
