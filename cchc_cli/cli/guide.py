"""``cchc huong-dan``: the pages of the handbook, in the terminal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.cli.paint import Line

_FRONT = "huong-dan"
_ALONE = ("tom-tat",)
_WIDTH = 80
_MOST_FOUND = 12
_FOLDERS = (Path(__file__).resolve().parent.parent / "docs", Path(__file__).resolve().parents[2] / "docs")
"""Where an installed package holds the handbook, and where a checkout does."""
_FENCE = re.compile(r"^```")
_TASK_ROW = re.compile(r"^\| (?P<task>[^|]+?) \| \[(?P<title>[^]]+)\]\(huong-dan/(?P<topic>[\w-]+)\.md\)")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the handbook: the name it is asked by, its title, its Markdown, and the task it is for."""

    topic: str
    title: str
    text: str
    task: str = ""

    @property
    def headings(self) -> list[str]:
        """The headings below the title."""
        return [line.lstrip("#").strip() for line in _outside_fences(self.text) if line.startswith("##")]


def _topics(incomplete: str) -> list[tuple[str, str]]:
    """Offer the pages to the shell's completion; nothing where they are not installed."""
    try:
        return [(page.topic, page.title) for page in _pages() if page.topic.startswith(incomplete)]
    except Refused:
        return []


def guide(
    topic: Annotated[list[str] | None, typer.Argument(metavar="TRANG", help="Tên trang, hoặc chữ cần tìm trong các đề mục; không ghi thì kê các trang.", autocompletion=_topics, show_default=False)] = None,
) -> None:  # fmt: skip
    """Mở trang hướng dẫn sử dụng ngay trên màn hình.

    Ví dụ:
      cchc huong-dan bao-cao
      cchc huong-dan gia hạn
    """
    pages = _pages()
    asked = " ".join(topic or ()).strip()
    if not asked:
        _list(pages)
        return
    page = _named(pages, asked)
    if page is None:
        _found(pages, asked)
    elif edge.is_terminal():
        from cchc_cli.cli import paint

        paint.show(_drawn(page, min(paint.page_width(), _WIDTH)))
    else:
        edge.out(page.text, end="")


def _pages() -> list[Page]:
    """Return the pages: those the front page names by task, in its order, then the others by name."""
    front = next((folder / f"{_FRONT}.md" for folder in _FOLDERS if (folder / f"{_FRONT}.md").is_file()), None)
    if front is None:
        raise Refused("Bản cài đặt này không kèm trang hướng dẫn.", "Cài lại cchc; từng lệnh vẫn có --help.")
    text = front.read_text(encoding="utf-8")
    tasks: dict[str, str] = {}
    for found in filter(None, map(_TASK_ROW.match, text.split("\n"))):
        if not found["task"].isdigit():  # a month: the table of the year names pages again
            tasks.setdefault(found["topic"], found["task"])
    files = {path.stem: path for path in sorted((front.parent / _FRONT).glob("*.md"))}
    files |= {name: front.parent / f"{name}.md" for name in _ALONE if (front.parent / f"{name}.md").is_file()}
    names = [*(name for name in tasks if name in files), *(name for name in files if name not in tasks)]
    pages = [_page(name, files[name].read_text(encoding="utf-8"), tasks.get(name, "")) for name in names]
    return [*pages, _page(_FRONT, text, "")]


def _page(topic: str, text: str, task: str) -> Page:
    title = next((line.lstrip("#").strip() for line in text.split("\n") if line.startswith("#")), topic)
    return Page(topic, title, text, task)


def _list(pages: list[Page]) -> None:
    if not edge.is_terminal():
        from cchc_cli.cli.output import as_tsv

        edge.out(as_tsv([(page.topic, page.title, page.task) for page in pages]))
        return
    from cchc_cli.cli import paint

    width = min(paint.page_width(), _WIDTH)
    column = max(len(page.topic) for page in pages) + 3
    lines: list[Line] = [[("Các trang hướng dẫn", "strong")], paint.rule(width)]
    for page in pages:
        lines += paint.field(page.topic, page.task or page.title, width, column=column)
    paint.show([*lines, [], [("Mở một trang: cchc huong-dan TRANG. Tìm chữ: cchc huong-dan CHỮ.", "dim")]])


def _named(pages: list[Page], asked: str) -> Page | None:
    """Return the page with this name or title; written with or without diacritics, spaces for hyphens."""
    wanted = _key(asked.removesuffix(".md"))
    return next((page for page in pages if wanted in {_key(page.topic), _key(page.title)}), None)


def _key(text: str) -> str:
    from cchc_cli.domain.text import fold

    return fold(text.replace("-", " "))


def _found(pages: list[Page], asked: str) -> None:
    """Say which headings, or else which pages, hold the words asked for; raise Refused where none does."""
    wanted = _key(asked)
    found = [(page.topic, head) for page in pages for head in (page.title, *page.headings) if wanted in _key(head)]
    found = found or [(page.topic, page.title) for page in pages if wanted in _key(page.text)]
    if not found:
        from cchc_cli.domain.text import nearest

        near = nearest(asked, [page.topic for page in pages])
        hint = f"Có phải {', '.join(near)}?\n" if near else ""
        raise Refused(f"Hướng dẫn không có trang hay đề mục “{asked}”.", f"{hint}Xem các trang: cchc huong-dan")
    if not edge.is_terminal():
        from cchc_cli.cli.output import as_tsv

        edge.out(as_tsv(found))
        return
    from cchc_cli.cli import paint

    width = min(paint.page_width(), _WIDTH)
    column = max(len(topic) for topic, _ in found) + 3
    lines: list[Line] = [[(f"Có ở {len(found)} chỗ", "strong")], paint.rule(width)]
    for topic, head in found[:_MOST_FOUND]:
        lines += paint.field(topic, head, width, column=column)
    paint.show([*lines, [], [("Mở một trang: cchc huong-dan TRANG.", "dim")]])


def _outside_fences(text: str) -> Iterator[str]:
    inside = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            yield line


def _drawn(page: Page, width: int) -> list[Line]:
    """Return a page as lines: headings and prose laid out, console blocks as they are."""
    from cchc_cli.cli import paint

    lines: list[Line] = []
    prose: list[str] = []
    inside = False

    def lay_out() -> None:
        lines.extend(paint.markdown(_plainer("\n".join(prose)), width))
        prose.clear()

    for line in page.text.rstrip("\n").split("\n"):
        if _FENCE.match(line):
            lay_out()
            inside = not inside
            lines.append([])
        elif inside:
            lines.append([(edge.visible(line.expandtabs()), "strong" if line.startswith("$ ") else "")])
        elif line.startswith("#"):
            lay_out()
            lines += _heading(line, width)
        else:
            prose.append(line)
    lay_out()
    return _tidy(lines)


def _heading(line: str, width: int) -> list[Line]:
    from cchc_cli.cli import paint

    level, title = len(line) - len(line.lstrip("#")), line.lstrip("#").strip()
    shown = [[], *paint.indented(title, 0, width, style="strong" if level == 1 else "head")]
    return [*shown, paint.rule(width)] if level == 1 else [*shown, []]


def _plainer(text: str) -> str:
    """Return Markdown with what a terminal can't follow put into words: pictures, links to other pages."""
    text = re.sub(r"!\[([^]]*)\]\([^)]*\)", r"*(Hình: \1)*", text)
    text = re.sub(r"\[([^]]+)\]\((?:[\w./-]*/)?([\w-]+)\.md(?:#[^)]*)?\)", _to_page, text)
    return re.sub(r"\[([^]]+)\]\((?!https?:)[^)]*\)", r"\1", text)


def _to_page(link: re.Match[str]) -> str:
    words, topic = link[1], link[2]
    return words if _key(words) == _key(topic) else f"{words} ({topic})"


def _tidy(lines: list[Line]) -> list[Line]:
    """Leave one empty line where there are several, and none at the ends."""
    from cchc_cli.cli.paint import plain

    kept: list[Line] = []
    for line in lines:
        if plain(line) or (kept and plain(kept[-1])):
            kept.append(line)
    while kept and not plain(kept[-1]):
        kept.pop()
    return kept
