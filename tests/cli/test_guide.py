"""The handbook in the terminal: its pages by name, by words, as they are when piped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from cchc_cli.cli import edge, guide, paint
from cchc_cli.cli.paint import plain

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "huong-dan").glob("*.md"))


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setenv("COLUMNS", "80")
    app = typer.Typer(rich_markup_mode=None)
    app.callback()(lambda: None)
    app.command("huong-dan")(guide.guide)

    def run(*words: str) -> tuple[int, str, str]:
        code = edge.run(app, ["huong-dan", *words])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edge, "is_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_a_page_is_given_as_it_is_when_piped(ask: Callable[..., tuple[int, str, str]], path: Path) -> None:
    assert ask(path.stem) == (0, path.read_text(encoding="utf-8"), "")


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_a_page_is_drawn_for_80_columns_with_its_console_blocks_as_they_are(
    ask: Callable[..., tuple[int, str, str]], on_a_terminal: None, path: Path
) -> None:
    code, out, err = ask(path.stem)
    assert (code, err) == (0, "")
    lines, kept = out.splitlines(), set()
    inside = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            inside = not inside
        elif inside:
            kept.add(line.expandtabs().rstrip())
    assert kept - {""} <= set(lines)
    assert [line for line in lines if len(line) > 80 and line not in kept] == []
    assert "](" not in out


def test_the_names_of_pages_are_understood_however_they_are_typed(ask: Callable[..., tuple[int, str, str]]) -> None:
    page = ask("gia-han")
    assert page[0] == 0
    assert page == ask("gia", "hạn") == ask("Gia hạn") == ask("GIA-HAN") == ask("gia-han.md")


def test_without_a_name_the_pages_are_listed_by_task(
    ask: Callable[..., tuple[int, str, str]], on_a_terminal: None
) -> None:
    code, out, err = ask()
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Các trang hướng dẫn"
    assert lines[2].split(maxsplit=1) == ["bat-dau", "Có tệp Word của kế hoạch, muốn biết việc nào quá hạn"]
    assert lines[-1] == "Mở một trang: cchc huong-dan TRANG. Tìm chữ: cchc huong-dan CHỮ."
    named = {line.split()[0] for line in lines[2:-2] if not line.startswith(" ")}
    assert named >= {path.stem for path in PAGES}


def test_the_list_is_rows_when_piped(ask: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = ask()
    assert (code, err) == (0, "")
    assert "gia-han\tGia hạn\tLùi hạn, hoặc định hạn còn chờ\n" in out


def test_words_are_looked_for_in_the_headings_and_then_in_the_pages(ask: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = ask("ky va gui")
    assert (code, out, err) == (0, "bao-cao\tKý và gửi\n", "")
    code, out, err = ask("--", "--skeleton")
    assert (code, err) == (0, "")
    assert "bao-cao\tBáo cáo" in out


def test_what_is_in_no_page_is_said_with_the_nearest_name(ask: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = ask("bao-caoo")
    assert (code, out) == (2, "")
    first, near, last = err.splitlines()
    assert first == "Lỗi: Hướng dẫn không có trang hay đề mục “bao-caoo”."
    assert near.startswith("Có phải bao-cao")
    assert last == "Xem các trang: cchc huong-dan"


def test_an_installation_without_the_handbook_says_so(
    ask: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(guide, "_FOLDERS", (tmp_path,))
    assert ask("bao-cao") == (
        2,
        "",
        "Lỗi: Bản cài đặt này không kèm trang hướng dẫn.\nCài lại cchc; từng lệnh vẫn có --help.\n",
    )


def test_pictures_are_named_and_links_lead_to_pages() -> None:
    text = "Xem [Báo cáo](bao-cao.md#ky), [trang này](../tom-tat.md), ![Một cảnh](../pictures/a.png), [mã](../x.yaml)."
    shown = " ".join(plain(line) for line in paint.markdown(guide._plainer(text), 80))
    assert shown == "Xem Báo cáo, trang này (tom-tat), (Hình: Một cảnh), mã."
