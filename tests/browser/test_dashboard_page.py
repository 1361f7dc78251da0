"""The overview page in a real browser: search, filters, order, address, keyboard, paper, without a script."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cchc_cli.domain.model import Moment
from cchc_cli.domain.standing import standings
from cchc_cli.report.dashboard import dashboard
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.load import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent.parent
SHOWN = "[...document.querySelectorAll('#viec .row:not([hidden])')].filter(r => !r.closest('tbody').hidden).map(r => r.cells[0].textContent)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of the plan of 2020, in a file."""
    plan = load(ROOT / "plan" / "2020").plan
    assert plan is not None
    moment = Moment(dt.date(2020, 6, 14))
    file = tmp_path_factory.mktemp("trang") / "tong-quan.html"
    file.write_text(dashboard(plan, standings(plan, moment, VietnamCalendar()), moment), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def open_page(page: Page, address: str) -> Iterator[Page]:
    """The page, opened; whatever it does, it must say nothing on the console and ask nobody anything."""
    troubles: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page
    assert troubles == []
    assert {each.partition("#")[0] for each in asked} == {address}


def ids(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SHOWN)
    return found


def said(page: Page) -> str:
    return page.locator("#dem").inner_text()


def search(page: Page, words: str) -> None:
    page.get_by_label("Tìm (không cần gõ dấu)").fill(words)


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"select[name={name}]").select_option(value)


def chosen(page: Page, name: str) -> str:
    return page.locator(f"select[name={name}]").input_value()


def hash_of(page: Page) -> str:
    return page.url.partition("#")[2]


def test_every_row_is_shown_at_first_and_counted(open_page: Page) -> None:
    assert len(ids(open_page)) == 36
    assert said(open_page) == "Hiện 36/36 mục."


@pytest.mark.parametrize("typed", ["dong bo", "đồng bộ", "ĐỒNG  BỘ ", unicodedata.normalize("NFD", "đồng bộ")])
def test_a_search_needs_no_marks_and_takes_them_in_either_form(open_page: Page, typed: str) -> None:
    search(open_page, typed)
    assert ids(open_page) == ["II.5", "II.12"]
    assert said(open_page) == "Hiện 2/36 mục."


def test_a_whole_phrase_goes_before_words_anywhere(open_page: Page) -> None:
    search(open_page, "co so du lieu")
    assert ids(open_page) == ["II.5"]
    search(open_page, "du lieu co so")
    assert "II.5" in ids(open_page)
    assert said(open_page).endswith("Không có mục nào chứa cả cụm từ; đây là các mục có đủ các từ.")


def test_a_search_that_finds_nothing_says_so(open_page: Page) -> None:
    search(open_page, "không có đâu")
    assert ids(open_page) == []
    assert said(open_page) == "Không có mục nào phù hợp."


def test_letters_of_patterns_are_only_letters(open_page: Page) -> None:
    search(open_page, ".*[")
    assert ids(open_page) == []


def test_a_section_keeps_its_rows(open_page: Page) -> None:
    choose(open_page, "section", "IV")
    assert ids(open_page) == ["IV.1", "IV.2"]


def test_a_member_of_a_group_finds_the_rows_of_the_group(open_page: Page) -> None:
    choose(open_page, "unit", "van-phong-dai-dien")
    assert ids(open_page) == ["II.2", "II.3", "II.4", "II.18"]


def test_a_state_keeps_its_rows_and_tells_those_led_from_outside_apart(open_page: Page) -> None:
    choose(open_page, "state", "overdue")
    assert ids(open_page) == ["II.5", "II.6", "II.10", "II.8"]
    assert said(open_page) == "Hiện 4/36 mục, trong đó 1 do cơ quan ngoài chủ trì."
    assert open_page.get_by_text("Do cơ quan ngoài chủ trì (kê riêng, không tính vào tỷ lệ)").is_visible()
    assert open_page.locator("tr.heading:visible").count() == 2


def test_filters_and_search_narrow_each_other(open_page: Page) -> None:
    choose(open_page, "unit", "vp")
    choose(open_page, "state", "overdue")
    search(open_page, "quy trình")
    assert ids(open_page) == ["II.6"]


def test_a_count_at_the_head_leads_to_its_rows(open_page: Page) -> None:
    open_page.locator("a[data-filter=overdue]").click()
    assert ids(open_page) == ["II.5", "II.6", "II.10", "II.8"]
    assert hash_of(open_page) == "state=overdue"
    assert open_page.evaluate("document.activeElement.id") == "bang"


def test_a_heading_sorts_up_then_down_then_back_to_the_plan(open_page: Page) -> None:
    head = open_page.locator("th[data-sort=due]")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert ids(open_page)[:7] == ["VII.1", "II.5", "II.6", "II.10", "IV.2", "V.1", "I.2"]
    assert ids(open_page)[-1] == "II.8"
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert ids(open_page)[:7] == ["I.2", "V.1", "IV.2", "II.5", "II.6", "II.10", "VII.1"]
    assert hash_of(open_page) == "sort=-due"
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert ids(open_page)[:3] == ["I.1", "I.2", "II.1"]


def test_every_column_sorts_and_says_so(open_page: Page) -> None:
    for head in open_page.locator("th[data-sort]").all():
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") in {"ascending", "descending"}
        assert open_page.locator("th[aria-sort]").count() == 1
        assert sorted(ids(open_page)) == sorted(set(ids(open_page)))
        assert len(ids(open_page)) == 36


def test_states_sort_by_weight_and_results_by_day(open_page: Page) -> None:
    open_page.locator("th[data-sort=state] button").click()
    assert ids(open_page)[:4] == ["II.5", "II.6", "II.10", "VI.4"]
    open_page.locator("th[data-sort=result] button").click()
    open_page.locator("th[data-sort=result] button").click()
    assert ids(open_page)[:5] == ["II.1", "II.15", "VII.2", "VII.3", "VII.1"]


def test_the_address_holds_what_is_asked_and_a_reload_restores_it(open_page: Page) -> None:
    choose(open_page, "unit", "vp")
    search(open_page, "đồng bộ")
    open_page.locator("th[data-sort=due] button").click()
    asked = hash_of(open_page)
    assert asked == "q=%C4%91%E1%BB%93ng+b%E1%BB%99&unit=vp&sort=due"
    open_page.reload()
    assert hash_of(open_page) == asked
    assert open_page.get_by_label("Tìm (không cần gõ dấu)").input_value() == "đồng bộ"
    assert chosen(open_page, "unit") == "vp"
    assert open_page.locator("th[data-sort=due]").get_attribute("aria-sort") == "ascending"
    assert ids(open_page) == ["II.5", "II.12"]


def test_back_and_forward_go_through_what_was_asked(open_page: Page) -> None:
    choose(open_page, "section", "IV")
    choose(open_page, "section", "V")
    search(open_page, "báo")
    search(open_page, "báo cáo")
    assert ids(open_page) == ["V.1", "V.2"]
    open_page.go_back()
    assert (hash_of(open_page), ids(open_page)) == ("section=V", ["V.1", "V.2"])
    open_page.go_back()
    assert (hash_of(open_page), ids(open_page)) == ("section=IV", ["IV.1", "IV.2"])
    assert chosen(open_page, "section") == "IV"
    open_page.go_forward()
    assert ids(open_page) == ["V.1", "V.2"]
    open_page.go_back()
    open_page.go_back()
    assert len(ids(open_page)) == 36


def test_an_address_that_means_nothing_shows_everything(open_page: Page, address: str) -> None:
    open_page.goto(f"{address}#section=XX&unit=%3Cscript%3E&state=?&sort=constructor&x=1")
    open_page.reload()
    assert len(ids(open_page)) == 36
    assert open_page.locator("th[aria-sort]").get_attribute("data-sort") == "plan"


def test_one_button_clears_all(open_page: Page) -> None:
    choose(open_page, "section", "IV")
    search(open_page, "bồi dưỡng")
    open_page.get_by_role("button", name="Xóa lọc").click()
    assert len(ids(open_page)) == 36
    assert hash_of(open_page) == ""
    assert open_page.get_by_label("Tìm (không cần gõ dấu)").input_value() == ""
    assert open_page.evaluate("document.activeElement.name") == "q"


def test_a_row_named_elsewhere_is_shown_even_when_filters_hid_it(open_page: Page) -> None:
    choose(open_page, "section", "IV")
    open_page.locator("a[href='#viec-II.5']").first.click()
    assert len(ids(open_page)) == 36
    assert open_page.locator("[id='viec-II.5']").is_visible()


def test_the_keyboard_reaches_everything_and_focus_is_seen(open_page: Page) -> None:
    open_page.keyboard.press("Tab")
    assert open_page.evaluate("document.activeElement.className") == "skip"
    assert open_page.locator(".skip").bounding_box()["width"] > 100  # type: ignore[index]
    open_page.keyboard.press("Enter")
    assert open_page.evaluate("document.activeElement.id") == "bang"
    reached = []
    for _ in range(6):
        open_page.keyboard.press("Tab")
        reached.append(open_page.evaluate("document.activeElement.name || document.activeElement.textContent"))
        seen = open_page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert seen == "solid"
    assert reached == ["q", "section", "unit", "state", "Xóa lọc", "Mã"]
    open_page.keyboard.press("Tab")
    open_page.keyboard.press("Space")
    assert open_page.locator("th[data-sort=task]").get_attribute("aria-sort") == "ascending"


def test_the_count_is_announced(open_page: Page) -> None:
    assert open_page.locator("#dem").get_attribute("role") == "status"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_rules_of_accessibility_are_kept(open_page: Page, scheme: Any, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    open_page.emulate_media(color_scheme=scheme)
    open_page.set_viewport_size({"width": width, "height": 800})
    open_page.locator("summary", has_text="Xem dạng bảng số").click()
    results = axe.Axe().run(open_page)
    assert results.violations_count == 0, results.generate_report()


def test_dark_mode_has_a_dark_ground(open_page: Page) -> None:
    open_page.emulate_media(color_scheme="dark")
    assert open_page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 23, 29)"
    open_page.emulate_media(color_scheme="dark", media="print")
    assert open_page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("width", [360, 480, 768, 1024, 1280, 1920])
def test_the_page_never_scrolls_sideways(open_page: Page, width: int) -> None:
    open_page.set_viewport_size({"width": width, "height": 800})
    assert open_page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1280])
def test_no_text_is_smaller_than_twelve_pixels(open_page: Page, width: int) -> None:
    open_page.set_viewport_size({"width": width, "height": 800})
    smallest = open_page.evaluate(
        "Math.min(...[...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some("
        "n => n.nodeType === 3 && n.data.trim()) && !['SCRIPT', 'title', 'desc'].includes(e.tagName))"
        ".map(e => parseFloat(getComputedStyle(e).fontSize) * (e.getScreenCTM ? e.getScreenCTM().a : 1)))"
    )
    assert smallest >= 12


def test_on_a_phone_rows_are_cards_that_name_their_columns(open_page: Page) -> None:
    open_page.set_viewport_size({"width": 360, "height": 740})
    cell = open_page.locator("[id='viec-II.5'] td[data-label='Thời hạn']")
    assert cell.evaluate("e => getComputedStyle(e, '::before').content") == '"Thời hạn"'
    assert cell.bounding_box()["width"] > 250  # type: ignore[index]
    choose(open_page, "sort", "due")
    assert ids(open_page)[:2] == ["VII.1", "II.5"]


def test_motion_is_left_out_for_whom_it_disturbs(open_page: Page) -> None:
    assert open_page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "smooth"
    open_page.emulate_media(reduced_motion="reduce")
    assert open_page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_on_paper_it_is_a4_landscape_with_the_heading_on_every_page_of_the_table(open_page: Page) -> None:
    pypdf = pytest.importorskip("pypdf")
    pages = pypdf.PdfReader(io.BytesIO(open_page.pdf(prefer_css_page_size=True))).pages
    assert {(round(each.mediabox.width), round(each.mediabox.height)) for each in pages} == {(842, 595)}
    assert 8 <= len(pages) <= 14
    texts = [each.extract_text() for each in pages]
    first = next(at for at, text in enumerate(texts) if "Bảng nhiệm vụ" in text and "Đến bảng" not in text)
    assert [at for at, text in enumerate(texts[first:]) if "Tài liệu kiểm" not in text] == []
    assert "Xóa lọc" not in "".join(texts)


def test_on_paper_stand_the_rows_that_were_asked_for(open_page: Page) -> None:
    pypdf = pytest.importorskip("pypdf")
    choose(open_page, "section", "V")
    text = "".join(
        each.extract_text() for each in pypdf.PdfReader(io.BytesIO(open_page.pdf(prefer_css_page_size=True))).pages
    )
    table = text.partition("Bảng nhiệm vụ")[2]
    assert "V.1" in table
    assert "II.11" not in table


def test_without_a_script_the_whole_table_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)
    assert page.locator("#viec .row").count() == 36
    assert page.locator("[id='viec-VII.3']").is_visible()
    assert page.get_by_text("36 mục: 35 nhiệm vụ, 01 chỉ tiêu").first.is_visible()
    assert not page.locator("#loc").is_visible()
    assert page.locator("#viec button").count() == 0
    assert page.locator("a[data-filter][href]").count() == 0
    context.close()
