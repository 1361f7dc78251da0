"""Vietnamese of the time before Unicode, whose letters are other letters drawn by a font of its own."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Coding = Literal["", "TCVN3", "TCVN3 in hoa", "VNI"]

# TCVN 5712:1993 (VN3): 14 letters of their own, then the small vowels with tones; capitals with tones have fonts of
# their own (.VnTimeH), which draw a small letter as a capital.
_TCVN3 = str.maketrans(
    "\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae"
    "\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8"
    "\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9"
    "\xfa\xfb\xfc\xfd\xfe",
    "ĂÂÊÔƠƯĐăâêôơưđ" + "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉ" + "ĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứự" + "ỳỷỹýỵ",
)

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _BREVE, _HAT = "\u0300\u0301\u0309\u0303\u0323\u0306\u0302"
# VNI: a vowel and a letter that is drawn as its marks, above or below it.
_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_HATS = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BREVES = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_MARKS = (
    _VNI_TONES
    | {letter: _HAT + tone for letter, tone in _VNI_HATS.items()}
    | {letter: _BREVE + tone for letter, tone in _VNI_BREVES.items()}
)
_VNI_LETTERS = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
_VNI_PAIR = re.compile(
    rf"[aA][{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}]"
    rf"|[eoEO][{''.join(_VNI_TONES | _VNI_HATS)}{''.join(_VNI_TONES | _VNI_HATS).upper()}]"
    rf"|[uyôöUYÔÖ][{''.join(_VNI_TONES)}{''.join(_VNI_TONES).upper()}]"
    rf"|[{''.join(_VNI_LETTERS)}{''.join(_VNI_LETTERS).upper()}]"
)

# Letters of Vietnamese that no font of that time can hold: such a text is Unicode, whatever its font.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")
# Signs that no Vietnamese text holds but as letters of such a font.
_TCVN3_ONLY = re.compile("[\xa1-\xa6\xa8-\xaa\xac-\xae\xb5\xb6\xb8\xb9\xbb-\xbe\xc6\xcb\xce\xcf\xd0\xd6-\xd8\xdc\xde\xdf\xe4-\xe7\xeb\xee\xef\xf1\xf6-\xf8\xfb\xfc\xfe]")  # fmt: skip  # noqa: E501
_VNI_ONLY = re.compile("[æîïñöøûåäëüÆÎÏÑÖØÛÅÄËÜ]|[aeAE][áàâãéèêùúõÁÀÂÃÉÈÊÙÚÕ]|[oO][âùõÂÙÕ]|[uyôUYÔ][ùõÙÕ]")
_PRIVATE = {code: code - 0xF000 for code in range(0xF020, 0xF100)}


def coding_of(font: str) -> Coding:
    """Return how a font draws its letters: as ABC fonts (``.VnTime``), their capitals (``.VnTimeH``), or VNI's.

    The empty word means Unicode.
    """
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return "TCVN3 in hoa" if name.endswith("h") else "TCVN3"
    return "VNI" if name.startswith("vni-") else ""


def is_unicode(text: str) -> bool:
    """Whether a text holds letters of Vietnamese that exist in Unicode alone."""
    return not text.isascii() and _UNICODE_ONLY.search(text) is not None


def is_legacy(text: str, coding: Coding) -> bool:
    """Whether a text holds signs that make no sense but as letters of that coding."""
    if text.isascii():
        return False
    return (_VNI_ONLY if coding == "VNI" else _TCVN3_ONLY).search(text.translate(_PRIVATE)) is not None


def to_unicode(text: str, coding: Coding) -> str:
    """Return the text as its font draws it, in NFC. Signs that are no letters of the coding stay as they are."""
    if not coding:
        return text
    text = text.translate(_PRIVATE)
    if coding == "VNI":
        return _VNI_PAIR.sub(_vni_letter, text)
    text = text.translate(_TCVN3)
    return text.upper() if coding == "TCVN3 in hoa" else text


def _vni_letter(found: re.Match[str]) -> str:
    base, mark = found[0][0], found[0][1:].lower()
    letter = _VNI_LETTERS.get(base.lower(), base)
    if base.isupper():
        letter = letter.upper()
    return unicodedata.normalize("NFC", letter + _VNI_MARKS.get(mark, ""))
