"""Letters of fonts from before Unicode become the letters that people saw."""

from __future__ import annotations

import unicodedata

import pytest

from cchc_cli.exchange.reading.legacy_fonts import coding_of, is_legacy, is_unicode, to_unicode

VOWELS = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]

VNI = (
    "a aù aø aû aõ aï aê aé aè aú aü aë aâ aá aà aå aã aä e eù eø eû eõ eï eâ eá eà eå eã eä i í ì æ ó ò "
    "o où oø oû oõ oï oâ oá oà oå oã oä ô ôù ôø ôû ôõ ôï u uù uø uû uõ uï ö öù öø öû öõ öï y yù yø yû yõ î"
)
TCVN3 = (
    "a ¸ µ ¶ · ¹ ¨ ¾ » ¼ ½ Æ © Ê Ç È É Ë e Ð Ì Î Ï Ñ ª Õ Ò Ó Ô Ö i Ý × Ø Ü Þ "
    "o ã ß á â ä « è å æ ç é ¬ í ê ë ì î u ó ï ñ ò ô \xad ø õ ö ÷ ù y ý ú û ü þ"
)


@pytest.mark.parametrize(
    ("font", "coding"),
    [
        (".VnTime", "TCVN3"),
        (".VnTimeH", "TCVN3 in hoa"),
        (".VnArial NarrowH", "TCVN3 in hoa"),
        (".vnarial", "TCVN3"),
        ("VNI-Times", "VNI"),
        ("vni-helve", "VNI"),
        ("Times New Roman", ""),
        ("VnTime", ""),
        ("", ""),
    ],
)
def test_a_font_is_known_by_its_name(font: str, coding: str) -> None:
    assert coding_of(font) == coding


@pytest.mark.parametrize(("written", "seen"), list(zip(VNI.split(), LETTERS, strict=True)))
def test_every_vni_letter_is_read_small_and_capital(written: str, seen: str) -> None:
    assert to_unicode(written, "VNI") == seen
    assert to_unicode(written.upper(), "VNI") == seen.upper()
    assert to_unicode(written[0].upper() + written[1:], "VNI") == seen.upper()


@pytest.mark.parametrize(("written", "seen"), list(zip(TCVN3.split(" "), LETTERS, strict=True)))
def test_every_tcvn3_letter_is_read_small_and_capital(written: str, seen: str) -> None:
    assert to_unicode(written, "TCVN3") == seen
    assert to_unicode(written, "TCVN3 in hoa") == seen.upper()


def test_whole_sentences_are_read() -> None:
    assert to_unicode("Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do", "TCVN3") == (
        "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do"
    )
    assert to_unicode("KÕ ho¹ch c¶i c¸ch hµnh chÝnh", "TCVN3 in hoa") == "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH"
    assert to_unicode("Chöông trình, Keá hoaïch naêm 2020: ÑOÀNG NAI, kyõ thuaät, kieåm soaùt, nghò quyeát", "VNI") == (
        "Chương trình, Kế hoạch năm 2020: ĐỒNG NAI, kỹ thuật, kiểm soát, nghị quyết"
    )


def test_the_same_text_in_unicode_stays() -> None:
    assert to_unicode("Keá hoaïch", "") == "Keá hoaïch"


def test_letters_kept_in_the_private_area_of_a_symbol_font_are_read() -> None:
    assert to_unicode("K\uf0d5 ho\uf0b9ch", "TCVN3") == "Kế hoạch"


def test_text_says_by_its_letters_whether_it_is_unicode() -> None:
    assert is_unicode("Kế hoạch")
    assert not is_unicode("KÕ ho¹ch")
    assert not is_unicode("Tháng 6")
    assert is_legacy("KÕ ho¹ch", "TCVN3")
    assert is_legacy("K\uf0d5 ho\uf0b9ch", "TCVN3")
    assert is_legacy("Keá hoaïch", "VNI")
    assert not is_legacy("Tháng 6", "TCVN3")
    assert not is_legacy("Thành lập, hoàn thành, đào tạo", "VNI")
