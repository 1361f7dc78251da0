"""Rules about characters that look right and aren't: in keys and values, never in comments."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cchc_cli.domain.finding import Finding, Place
from cchc_cli.domain.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.store.data import Source, Span

MOST_SAID = 10
"""Beyond so many places of one kind in a file, one finding says how many there are."""

# A pattern that begins with one class of characters is looked for three times as fast as a repeated one.
_ODD_SPACE = re.compile("{0}{0}*".format("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"))
# Soft hyphen, zero-width signs, marks of direction, word joiner, byte order mark, variation selectors.
_INVISIBLE = re.compile(
    "{0}{0}*".format(
        "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
    )
)
# Đ and đ have look-alikes of other languages besides the letters of other scripts.
_LOOK_ALIKE = re.compile("[\u00d0\u00f0\u0189\u0256\u0370-\u03ff\u0400-\u052f\uff21-\uff3a\uff41-\uff5a]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u00cf\u00d1-\u00ef\u00f1-\u0188\u1ea0-\u1ef9]")
_MARK = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")
_STRAY = re.compile(r"\t+|(?<=\S) +(?=[\r\n]|\Z)")
_STRAY_ENDS = ("\t", " \n", " \r")
_STRAY_CLOSING = tuple(f" {quote}{after}" for quote in "'\"" for after in "\r\n ,]}")
_TWINS = str.maketrans("АВЕКМНОРСТУХасеорхуіΑΒΕΖΗΙΚΜΝΟΡΤΥΧονÐƉðɖ", "ABEKMHOPCTYXaceopxyiABEZHIKMNOPTYXovĐĐđđ")


def _scalars(source: Source) -> list[tuple[Span, bool]]:
    """Return the characters of every key and value, and whether it is written over lines or in quotes."""
    from cchc_cli.store.source import NODES, STARTS, events, span_of

    return [
        (span_of(event), source.text[span_of(event)[0] : span_of(event)[0] + 1] in {"'", '"', "|", ">"})
        for event in events(source.text)
        if isinstance(event, NODES) and not isinstance(event, STARTS)
    ]


def _inside(source: Source, spans: Iterable[Span]) -> list[Span]:
    """Return the spans that lie in a key or a value."""
    spans = list(spans)
    if not spans:
        return []
    scalars = _scalars(source)
    kept, at = [], 0
    for span in spans:
        while at < len(scalars) and scalars[at][0][1] <= span[0]:
            at += 1
        if at < len(scalars) and scalars[at][0][0] <= span[0]:
            kept.append(span)
    return kept


def _found(source: Source, code: str, spans: list[Span], message: str, hint: str) -> Iterator[Finding]:
    many = len(spans) > MOST_SAID
    for span in spans[:1] if many else spans:
        said = f"{message}; tệp này có {len(spans)} chỗ như vậy." if many else f"{message}."
        yield Finding(code, Place(source.file, span=span), said, hint)


def spaces_are_plain(source: Source) -> Iterator[Finding]:
    """W121: words are parted by plain spaces.

    Bad: a no-break space pasted from Word between "Văn" and "phòng". Good: a plain one.
    """
    spans = _inside(source, (found.span() for found in _ODD_SPACE.finditer(source.text)))
    yield from _found(source, "W121", spans, "Dấu cách ở đây là một ký tự khác trông giống dấu cách",
                      "Xóa rồi gõ lại một dấu cách thường.")  # fmt: skip


def nothing_is_invisible(source: Source) -> Iterator[Finding]:
    """W122: there are no characters that can't be seen.

    Bad: a zero-width space inside a word. Good: the word alone.
    """
    spans = _inside(source, (found.span() for found in _INVISIBLE.finditer(source.text)))
    yield from _found(source, "W122", spans, "Ở đây có ký tự không nhìn thấy được",
                      "Xóa ký tự này, hoặc gõ lại cả từ.")  # fmt: skip


def letters_are_of_one_script(source: Source) -> Iterator[Finding]:
    """W123: a word is written in letters of one script, and Đ is the Vietnamese letter.

    Bad: "Văn phòng" with a Cyrillic "а" or the Icelandic "Ð" in "Ðồng Nai". Good: Latin letters alone.
    """
    if not _LOOK_ALIKE.search(source.text):
        return
    spans = [
        (word.start() + letter.start(), word.start() + letter.end())
        for word in _WORD.finditer(source.text)
        if _LATIN.search(word.group())
        for letter in _LOOK_ALIKE.finditer(word.group())
    ]
    by_letter: dict[str, list[Span]] = {}
    for start, end in _inside(source, spans):
        by_letter.setdefault(source.text[start:end], []).append((start, end))
    for letter, places in by_letter.items():
        twin = letter.translate(_TWINS)
        alike = f", chỉ trông giống “{twin}”" if twin != letter else ""
        yield from _found(source, "W123", places, f"Chữ ở đây không phải chữ cái tiếng Việt{alike}",
                          "Gõ lại cả từ bằng bàn phím tiếng Việt.")  # fmt: skip


def letters_are_composed(source: Source) -> Iterator[Finding]:
    """W124: letters with marks are one character each (NFC), as nearly all programs write them.

    The program reads both; searches by other programs find only one of them.

    Bad: "e" followed by two marks. Good: "ế".
    """
    if unicodedata.is_normalized("NFC", source.text):
        return
    spans = [found.span() for found in _MARK.finditer(source.text) if nfc(found.group()) != found.group()]
    yield from _found(source, "W124", _inside(source, spans), "Chữ ở đây viết bằng dấu rời (dạng tổ hợp)",
                      "Gõ lại bằng bảng mã Unicode dựng sẵn.")  # fmt: skip


def _may_be_stray(text: str) -> bool:
    """Whether a text has to be gone through value by value; this is cheap to ask."""
    if any(sign in text for sign in _STRAY_ENDS):
        return True
    return (" '" in text or ' "' in text) and any(sign in text for sign in _STRAY_CLOSING)


def values_have_no_stray_blanks(source: Source) -> Iterator[Finding]:
    """W125: a value holds no tabs, and its lines don't end with spaces.

    Bad: ``lead: 'Văn phòng '``, or a tab between two words. Good: ``lead: Văn phòng``.
    """
    spans: list[Span] = []
    if _may_be_stray(source.text):
        for (start, end), kept in _scalars(source):
            written = source.text[start:end]
            inner, at = (written[1:-1], start + 1) if written[:1] in {"'", '"'} else (written, start)
            spans += [
                (at + found.start(), at + found.end())
                for found in _STRAY.finditer(inner)
                if found.group()[0] == "\t" or kept
            ]
    yield from _found(source, "W125", spans, "Giá trị có dấu Tab, hoặc có dấu cách thừa ở cuối",
                      "Thay dấu Tab bằng một dấu cách; bỏ dấu cách thừa.")  # fmt: skip
