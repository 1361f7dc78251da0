from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.domain.text import unaccented
from cchc_cli.domain.units import Mention, Register, Unit
from cchc_cli.domain.units.words import LABELS, PLURALS, SHARED_KINDS

DATA = Path(__file__).parent / "data"


def rows(file: str) -> list[tuple[str, list[str]]]:
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(cell.replace("\\n", "\n"), units.split(" | ") if units else []) for cell, units in cells]


def register(*names: str) -> Register:
    return Register(tuple(Unit(f"u{number}", name) for number, name in enumerate(names)))


def registered_in(file: str) -> Register:
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.startswith("# register: "))
    return register(*line.removeprefix("# register: ").split(" | "))


STRINGS = rows("unit-strings.tsv")
CELLS = rows("unit-cells.tsv")
SMALL = registered_in("unit-cells.tsv")
EVERYBODY = register(*dict.fromkeys(unit for _, units in STRINGS for unit in units))


def texts(mentions: tuple[Mention, ...]) -> list[str]:
    return [mention.text for mention in mentions]


@pytest.mark.parametrize(("cell", "units"), STRINGS)
def test_a_cell_is_split_as_a_careful_reader_would_without_any_register(cell: str, units: list[str]) -> None:
    assert texts(Register(()).read(cell)) == units


@pytest.mark.parametrize(("cell", "units"), STRINGS)
def test_a_cell_is_split_the_same_with_all_its_units_registered(cell: str, units: list[str]) -> None:
    mentions = EVERYBODY.read(cell)
    assert texts(mentions) == units
    assert [mention.text for mention in mentions if mention.unit is None] == []


@pytest.mark.parametrize(("cell", "units"), CELLS)
def test_registered_units_are_found_only_as_whole_items(cell: str, units: list[str]) -> None:
    assert [("*" if found.unit else "") + found.text for found in SMALL.read(cell)] == units


def test_an_empty_cell_names_nobody() -> None:
    assert SMALL.read(None) == ()
    assert SMALL.read("") == ()
    assert SMALL.read(" \n") == ()


def test_an_alias_is_read_as_the_unit_and_shown_by_its_registered_name() -> None:
    unit = Unit("sohcn", "Sở Khoa học và Công nghệ", aliases=("Sở KH&CN",))
    [mention] = Register((unit,)).read("sở KH & CN.")
    assert mention.unit == unit
    assert mention.text == "sở KH & CN"
    assert mention.name == "Sở Khoa học và Công nghệ"


def test_an_unknown_unit_is_shown_by_the_words_of_the_cell() -> None:
    [mention] = Register(()).read("- Sở  Nội vụ;")
    assert mention == Mention("Sở Nội vụ", (2, 12), None)
    assert mention.name == "Sở Nội vụ"


def test_diacritics_count_when_the_cell_has_any() -> None:
    units = register("Sở Đá", "Sở Da")
    assert texts(units.read("Sở Da, Sở Đá")) == ["Sở Da", "Sở Đá"]
    assert [mention.name for mention in units.read("Sở Da, Sở Đá")] == ["Sở Da", "Sở Đá"]
    assert [mention.name for mention in units.read("so da")] == ["Sở Đá"]


def test_an_office_is_not_found_inside_an_office_of_another_authority() -> None:
    units = register("Văn phòng", "UBND tỉnh")
    assert [mention.unit for mention in units.read("Văn phòng UBND tỉnh")] == [None]


def test_the_first_of_two_units_with_the_same_name_is_read() -> None:
    first, second = Unit("cu", "Văn phòng"), Unit("moi", "Văn phòng")
    assert [mention.unit for mention in Register((first, second)).read("Văn phòng")] == [first]


NAMES = ["Văn phòng", "văn phòng", "Phòng Doanh nghiệp", "Sở Văn hóa, Thể thao và Du lịch", "các sở", "ngành"]
WORDS = [
    "UBND cấp huyện",
    "Bộ Công an",
    "chủ trì",
    "phối hợp",
    "với",
    "GD&ĐT",
    "đ",
    "nt",
    "UBND xã A",
    "xã B",
]
OPENERS = ["Chủ trì:", "Các Cục:", "(1)", "1.", "a)", "- ", "À)"]
MARKS = [", ", "; ", " và ", " & ", "\n", " ", ". ", "(", ")", "/", ":", "\r\n", "\t", "…", '"']
PIECES = st.sampled_from([*NAMES, *WORDS, *OPENERS, *MARKS])
CELL_TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=14).map("".join),
    st.lists(PIECES, max_size=14).map(" ".join),
)
JOINING = {"va", "voi", "cung", "nhu", "nt", "tren"}
LABELLING = set(unaccented(" ".join((*LABELS, *SHARED_KINDS, *PLURALS))).casefold().split())


def normalized(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@settings(deadline=None)
@given(CELL_TEXT)
def test_any_text_can_be_read_and_its_units_stand_in_order_inside_it(text: str) -> None:
    for units in (Register(()), SMALL):
        end = 0
        for mention in units.read(text):
            assert end <= mention.span[0] < mention.span[1] <= len(text)
            assert mention.text
            end = mention.span[1]


@settings(deadline=None)
@given(CELL_TEXT)
def test_all_words_of_a_cell_belong_to_a_unit_but_joiners_numbers_and_labels(text: str) -> None:
    for units in (Register(()), SMALL):
        left = list(text)
        for mention in units.read(text):
            left[slice(*mention.span)] = " " * (mention.span[1] - mention.span[0])
        labelled = LABELLING if ":" in text else set()
        for word in re.findall(r"[^\W_]+", normalized("".join(left)).casefold()):
            is_number = len(word) == 1 or (len(word) == 2 and word.isdigit())
            assert is_number or unaccented(word) in JOINING | labelled


@settings(deadline=None)
@given(CELL_TEXT)
def test_composed_and_decomposed_letters_are_read_the_same(text: str) -> None:
    for units in (Register(()), SMALL):
        composed = units.read(unicodedata.normalize("NFC", text))
        decomposed = units.read(unicodedata.normalize("NFD", text))
        assert [(mention.text, mention.unit) for mention in composed] == [
            (mention.text, mention.unit) for mention in decomposed
        ]


@settings(deadline=None)
@given(st.lists(st.text(max_size=20), max_size=6), CELL_TEXT)
def test_any_text_can_be_a_name(names: list[str], text: str) -> None:
    units = Register(tuple(Unit(str(number), name, (name[::-1],)) for number, name in enumerate(names)))
    for cell in (*names, text):
        units.read(cell)
        units.find(cell)


LONG = [
    "Văn phòng, ",
    "Văn phòng ",
    "a",
    ", ",
    "(",
    "(a) ",
    "các ",
    "Văn phòng thực hiện ",
    "sở, ",
    "1. ",
    "\n",
]
LONGER = ["Sở A và b, là ", "a: ", "- ", "Bộ A ", "Chủ trì ", "Các sở, ngành, UBND ", "phối hợp ", "x\u0301"]


@pytest.mark.parametrize("piece", [*LONG, *LONGER])
def test_a_cell_of_twenty_thousand_characters_is_read(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    assert all(mention.span[1] <= 20_000 for mention in SMALL.read(text))
