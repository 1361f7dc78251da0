"""A document as PDF by each engine: pages, text, metadata, the same bytes on any day."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from pypdf import PdfReader

from cchc_cli.domain.refusal import Refused
from cchc_cli.report import pdf as module
from cchc_cli.report.pdf import Engine, find_browser, pdf
from tests.report.samples import LONG_WORD, appendix_alone, full_document, hostile_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from cchc_cli.report.document import Document

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = {"weasyprint": module._weasyprint() is not None, "browser": find_browser() is not None}


@pytest.fixture(params=["weasyprint", "browser"])
def engine(request: pytest.FixtureRequest) -> Engine:
    if not HERE[request.param]:
        if os.environ.get("CCHC_BROWSER") == "1" and request.param == "browser":
            pytest.fail("CCHC_BROWSER=1, but no browser was found")
        pytest.skip(f"{request.param} is not installed")
    return cast("Engine", request.param)


@cache
def opened(sample: Callable[[], Document], engine: Engine) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(sample(), engine=engine)))


def texts(reader: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_portrait_pages_come_first_and_appendices_are_landscape(engine: Engine) -> None:
    reader = opened(full_document, engine)
    shapes = "".join("p" if page.mediabox.width < page.mediabox.height else "l" for page in reader.pages)
    assert re.fullmatch("p{3}l{8}", shapes)
    assert {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages} == {
        (595, 842),
        (842, 595),
    }


def test_the_first_page_has_no_number_and_each_appendix_counts_its_own() -> None:
    first, *others = texts(opened(full_document, "weasyprint"))
    assert first.startswith("UBND TỈNH ĐỒNG NAI")
    assert [re.search(r"(?: (\d))?$", text)[1] for text in others] == ["2", "3", *[None, "2", "3", "4"] * 2]  # type: ignore[index]


def test_a_browser_which_can_not_count_anew_numbers_all_pages_but_the_first() -> None:
    first, *others = texts(opened(full_document, "browser"))
    assert first.startswith("UBND TỈNH ĐỒNG NAI")
    assert [re.match(r"\d*", text)[0] for text in others] == [str(page) for page in range(2, 12)]  # type: ignore[index]


def test_the_heading_row_of_a_table_is_repeated_on_every_page(engine: Engine) -> None:
    pages = texts(opened(appendix_alone, engine))
    assert len(pages) == 4
    assert all("STT Nhiệm vụ cụ thể Sản phẩm Đơn vị chủ trì Thời hạn Kết quả, tình trạng" in text for text in pages)


def test_no_row_is_broken_and_no_section_title_is_left_behind(engine: Engine) -> None:
    pages = texts(opened(appendix_alone, engine))
    assert sum(text.count("Dòng thứ hai.") for text in pages) == 40
    for text in pages:
        assert text.count("Cập nhật lên cơ sở dữ liệu") == text.count("Dòng thứ hai.")
        assert not text.removesuffix(".").endswith("Cải cách thủ tục hành chính")


def test_the_signature_keeps_the_last_paragraph_beside_it(engine: Engine) -> None:
    pages = texts(opened(full_document, engine))
    assert "Trên đây là báo cáo" in next(text for text in pages if "PHÓ TRƯỞNG BAN" in text)


def test_title_language_and_date_are_those_of_the_document(engine: Engine) -> None:
    reader = opened(full_document, engine)
    assert reader.metadata is not None
    assert reader.metadata.title == "Báo cáo kết quả thực hiện công tác cải cách hành chính quý I năm 2020"
    assert f"{reader.metadata.creation_date:%Y-%m-%d %H:%M}" == "2020-03-14 00:00"
    assert f"{reader.metadata.modification_date:%Y-%m-%d %H:%M}" == "2020-03-14 00:00"
    assert str(reader.root_object["/Lang"]) == "vi"
    assert "/StructTreeRoot" in reader.root_object


def test_only_embedded_fonts_are_used(engine: Engine) -> None:
    reader = opened(full_document, engine)
    names = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert names
    assert all(re.search(r"\+-?(Tinos|VB-Tinos|Times)", name) for name in names), names


def test_hostile_data_is_text_and_none_of_it_is_lost(engine: Engine) -> None:
    reader = opened(hostile_document, engine)
    # Where a font lacks a character, as those of control characters, pypdf reads two bytes a letter.
    together = "".join(texts(reader)).replace("\x00", "")
    assert together.count("<script>alert(1)</script>") > 20
    assert "".join(together.split()).count("Đ") >= 4 * len(LONG_WORD)
    assert not any("/Annots" in page for page in reader.pages)


def test_the_same_document_gives_the_same_bytes_on_any_day(engine: Engine) -> None:
    code = (
        "import sys; from hashlib import sha256; from cchc_cli.report.pdf import pdf; "
        "from tests.report.samples import full_document; "
        f"sys.stdout.write(sha256(pdf(full_document(), engine={engine!r})).hexdigest())"
    )
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=kept | {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)} | more,
            capture_output=True,
            check=True,
            text=True,
            encoding="utf-8",
        ).stdout
        for zone, seed, more in (
            ("Asia/Tokyo", "1", {}),
            ("America/Lima", "2", {"SOURCE_DATE_EPOCH": "86400", "LC_ALL": "C"}),
        )
    }
    assert len(said) == 1
    assert said != {""}


def test_a_system_without_the_library_that_cuts_fonts_down_gives_the_same_bytes_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fonts = pytest.importorskip("weasyprint.pdf.fonts")
    time_tools = pytest.importorskip("fontTools.ttLib.tables._h_e_a_d")
    monkeypatch.setattr(fonts, "harfbuzz_subset", None)
    said = set()
    for moment in (3_600_000_000, 3_700_000_000):
        monkeypatch.setattr(time_tools, "timestampNow", lambda moment=moment: moment)
        said.add(pdf(appendix_alone(), engine="weasyprint"))
    assert len(said) == 1


def test_dates_and_identifiers_a_browser_writes_become_the_document_s_own() -> None:
    content = (
        b"%PDF-1.4\n<</CreationDate (D:20261123122114+07'00')\n/ModDate (D:20261123122114Z)>>\n"
        b"trailer <</ID [<0123ABCD> <0123ABCE>]>>\n"
    )
    dated = module._dated(content, full_document().stored)
    assert dated.startswith(
        b"%PDF-1.4\n<</CreationDate (D:20200314000000+00'00')\n/ModDate (D:20200314000000+)>>\ntrailer <</ID [<"
    )
    assert len(dated) == len(content)
    assert dated == module._dated(content.replace(b"20261123122114", b"20270101000000"), full_document().stored)


def test_without_any_engine_the_answer_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(module, "_MAC_APPLICATIONS", ())
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(Refused) as refused:
        pdf(appendix_alone())
    assert refused.value.message == "Máy này chưa có phần mềm tạo PDF: WeasyPrint, Chromium, Chrome hoặc Edge."
    assert refused.value.hint == (
        'Cài bằng lệnh: pip install "cchc[pdf]"; hoặc lập văn bản dạng docx hay html rồi in ra PDF.'
    )
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(Refused) as refused:
        pdf(appendix_alone())
    assert refused.value.hint == ("Dùng máy có Edge hoặc Chrome; hoặc lập văn bản dạng docx hay html rồi in ra PDF.")
    with pytest.raises(Refused, match="chưa cài WeasyPrint"):
        pdf(appendix_alone(), engine="weasyprint")


def test_a_browser_is_also_found_at_the_places_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    edge = tmp_path / "msedge.exe"
    edge.touch()
    assert find_browser([tmp_path / "chrome.exe", edge]) == edge


def test_a_browser_that_does_not_work_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    broken = tmp_path / "chrome"
    broken.write_bytes(b"")
    with pytest.raises(Refused, match="Trình duyệt “chrome” không tạo được PDF"):
        pdf(appendix_alone(), engine="browser", places=[broken])
