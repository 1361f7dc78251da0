"""``cchc report write``: put people's words under a heading of a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.cli.issuing import PeriodName, named
from cchc_cli.cli.options import DryRun, PlanDir, Year
from cchc_cli.cli.reporting import Opened, open_report
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.domain.reporting.outline import Heading
    from cchc_cli.store.report_files import Places, TextWritten

_STANDARD_INPUT = "-"
_MOST_NAMED = 4


def write_report(
    period: PeriodName,
    heading: Annotated[str, typer.Argument(metavar="MỤC", help="Mã của mục (III.1) hoặc lời của đề mục.")],
    text: Annotated[str | None, typer.Argument(metavar="LỜI", help="Lời viết; dấu - để đọc từ đầu vào chuẩn.", show_default=False)] = None,
    file: Annotated[str | None, typer.Option("--file", metavar="TỆP", help="Lấy lời viết từ tệp chữ (.txt).", show_default=False)] = None,
    force: Annotated[bool, typer.Option("--force", help="Thay lời đã viết ở mục này.")] = False,
    dry_run: DryRun = False,
    plan: PlanDir = None,
    year: Year = None,
) -> None:  # fmt: skip
    """Viết lời cho một mục của báo cáo.

    Các đoạn cách nhau bằng dòng trống; không có dòng trống nào thì mỗi dòng là một đoạn.

    Ví dụ:
      cchc report write 2020-Q1 III.1 "Các nhiệm vụ được triển khai đúng tiến độ."
      cchc report write 2020-Q1 "kết quả tích cực" --file loi.txt
    """
    from cchc_cli.cli.session import Asked, open_plan
    from cchc_cli.domain.reporting.outline import headings
    from cchc_cli.store.report_files import Text, write_text

    given = _given(text, file)
    session = open_plan(Asked(plan, year), quiet=True)
    session.require_sound()
    opened = open_report(session, named(session, period))
    found = find_heading(heading, headings(session.plan))
    new = Text(found.code, paragraphs(given))
    if not new.paragraphs:
        raise Refused("Lời viết để trống.", "Không có gì để nêu ở mục này thì ghi “Không có.”")
    _require_shown(new.paragraphs)
    written = write_text(session.loaded.directory, _places(opened), new, force=force, dry_run=dry_run)
    _tell(opened, found, new.paragraphs, written, dry_run=dry_run)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, a line each.

    Blank lines part them, and a line that begins with a dash or a plus is one of its own; where there is
    no blank line every line is one.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    if "" not in lines:
        return tuple(lines)
    found: list[str] = []
    begun = False
    for line in lines:
        if line and begun and not line.startswith(("- ", "+ ")):
            found[-1] += f" {line}"
        elif line:
            found.append(line)
        begun = bool(line)
    return tuple(found)


def find_heading(typed: str, known: Sequence[Heading]) -> Heading:
    """Return the heading that a code or some words of its title name; raise Refused, with the nearest, for any other."""
    from cchc_cli.domain.text import nearest

    code = re.sub(r"[\s.)]+", ".", typed.strip()).strip(".").upper()
    codes = {each.code.upper(): each for each in known}
    if code in codes:
        return codes[code]
    fitting = _named_by(typed, known)
    if len(fitting) == 1:
        return fitting[0]
    inside = [each for each in known if each.code.upper().startswith(f"{code}.")]
    near = fitting or inside
    if not near:
        by_code = [codes[each] for each in nearest(code, codes, most=_MOST_NAMED)]
        by_title = {each.title: each for each in known}
        near = [by_title[each] for each in nearest(typed, by_title, most=_MOST_NAMED)] or by_code
    said = f"“{typed}” khớp với {len(near)} mục." if fitting or inside else f"Báo cáo không có mục “{typed}”."
    raise Refused(said, "\n".join(_offered(near or known)))


def _named_by(typed: str, known: Sequence[Heading]) -> list[Heading]:
    """Return the headings whose titles hold all the words typed: as they are written, else without diacritics."""
    from cchc_cli.domain.text import fold, nfc

    for form in (lambda text: nfc(text).casefold(), fold):
        wanted = set(form(typed).split())
        fitting = [each for each in known if wanted and wanted <= set(re.findall(r"\w+", form(each.title)))]
        if fitting:
            return fitting
    return []


def _offered(near: Sequence[Heading]) -> Iterator[str]:
    yield "Chọn một trong các mục:"
    for each in near:
        yield f"  {each.code:<7} {each.title}"


def _given(text: str | None, file: str | None) -> str:
    """Return the words typed, of the file named, or of standard input."""
    if text is not None and file is not None:
        raise Refused("Lời viết và --file nói cùng một điều.", "Chỉ dùng một trong hai.")
    if text is not None and text != _STANDARD_INPUT:
        return text
    if text is None and file is None:
        raise Refused(
            "Chưa có lời để viết.", 'Ghi lời sau tên mục: cchc report write 2020-Q1 III.1 "LỜI", hoặc dùng --file TỆP.'
        )
    return _read(file if file is not None else _STANDARD_INPUT)


def _read(file: str) -> str:
    import sys
    from pathlib import Path

    from cchc_cli.exchange.reading.plain import decode
    from cchc_cli.store.workspace import read_bytes

    if file == _STANDARD_INPUT:
        return decode("đầu vào chuẩn", sys.stdin.buffer.read())[0]
    try:
        data = read_bytes(Path(file))
    except FileNotFoundError as missing:
        raise Refused(f"Không có tệp “{file}”.", "Kiểm tra lại tên tệp và thư mục.") from missing
    except IsADirectoryError as folder:
        raise Refused(f"“{file}” không phải là tệp.", "Ghi tên một tệp chữ sau --file.") from folder
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused(
            f"“{file}” không phải là tệp chữ.", "Lưu lại thành tệp .txt (bảng mã UTF-8), hoặc chép lời vào lệnh."
        )
    told, doubts = decode(Path(file).name, data)
    for doubt in doubts:
        edge.talk(edge.visible(f"{Path(file).name}: {doubt.made} Xin xem lại chữ có dấu."))
    return told


def _require_shown(lines: Sequence[str]) -> None:
    """Refuse characters that no document could show: they come along when text is copied."""
    for line in lines:
        if not line.isprintable():
            hidden = next(char for char in line if not char.isprintable())
            raise Refused(
                f"Lời viết có ký tự không nhìn thấy (U+{ord(hidden):04X}), ở đoạn “{line[:40]}”.",
                "Xóa ký tự đó, hoặc gõ lại chỗ này rồi ghi lại.",
            )


def _places(opened: Opened) -> Places:
    """Return the places of the report's file, for one that has still to be made."""
    from cchc_cli.report.known_lines import heading_notes
    from cchc_cli.report.report_document import report_document
    from cchc_cli.store.report_files import Places as Every
    from cchc_cli.store.statistics import statistics_of

    form = statistics_of(opened.session.loaded.sources)
    notes = heading_notes(opened.values.plan, report_document(opened.values, None, form).blocks)
    return Every(opened.report.code, opened.report.title, notes, tuple(form.rows()))


def _tell(opened: Opened, heading: Heading, said: Sequence[str], written: TextWritten, *, dry_run: bool) -> None:
    """Say what was written where, and which headings still want words."""
    from cchc_cli.cli.report_talk import codes_of
    from cchc_cli.report.document import places

    name = f"{heading.code} ({heading.title})"
    if dry_run:
        edge.talk(f"Sẽ ghi mục {name} vào {written.file}:")
        for line in written.lines:
            edge.out(edge.visible(line))
        edge.talk("Chạy thử: chưa ghi gì.")
        return
    count = "" if len(said) == 1 else f" {len(said):02} đoạn,"
    edge.talk(f"Đã {'thay' if written.before else 'ghi'} mục {name}:{count} tệp {written.file}.")
    left = [each for each in codes_of(places(opened.document())) if each != heading.code]
    if left:
        edge.talk(f"Còn {len(left)} mục cần người viết: {', '.join(left)}.")
    else:
        edge.talk(f"Không còn mục nào cần người viết. Kiểm tra trước khi ký: cchc report check {opened.report.code}.")
