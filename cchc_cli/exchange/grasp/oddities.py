"""Words that look like errors of a scan, each offered with what it may have been; nothing is changed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from cchc_cli.domain.text import unaccented
from cchc_cli.exchange.grasp.set_phrases import ACRONYMS, COMMON_WORDS, REAL_ACRONYMS, REAL_PHRASES, SET_PHRASES
from cchc_cli.exchange.pages import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cchc_cli.domain.model import Agency, Node, Section

COLUMNS = ("task", "product", "lead", "support", "deadline", "leader", "budget", "notes")
_WORD = re.compile(r"[^\W_]+")
_SPACED_NUMBER = re.compile(r"\b\d+[a-z]?(?:\s+[/-]\s*|\s*[/-]\s+)[A-ZĐ]{2,}[\w&]*(?:[-/][\w&]+)*")
_CONTEXT = 4
_MOST_WORDS = 60_000  # beyond a very long plan, neighbours are not compared: it would take a lot of memory
_Phrase: TypeAlias = tuple[tuple[str, str], ...]
_Key: TypeAlias = tuple[object, ...]
_Usual: TypeAlias = "Mapping[_Key, Counter[str]]"
_TONES = {"oá": "óa", "oà": "òa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "uỷ": "ủy", "uý": "úy", "uỳ": "ùy", "uỵ": "ụy"}


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text: as written, where it stands, in the form compared, and without its marks."""

    text: str
    start: int
    end: int
    form: str
    bare: str


@dataclass(frozen=True, slots=True)
class _Offer:
    """Words of one place that may be an error, by their span, with what they may have been."""

    start: int
    end: int
    better: str


def oddities(texts: Sequence[tuple[str, str]], agency: Agency | None = None) -> tuple[Doubt, ...]:
    """Offer corrections for texts given as (place, text), the places as ``corrections.yaml`` names them.

    Found are: set phrases of the field one stroke away (``tình gián``, ``Kiểm toàn``), abbreviations one letter
    away (``TTTC``), the agency's own name with other marks (``Đông Nai``), blanks inside the number of a document,
    and a phrase that the same texts spell another way more often.
    """
    words = {text: _words(text) for _, text in texts}
    usual = _usual_forms([words[text] for _, text in texts])
    names = _names(agency)
    offers = {text: _offers(text, found, names, usual) for text, found in words.items()}
    doubts: dict[tuple[str, str], Doubt] = {}
    for where, text in texts:
        for offer in offers[text]:
            seen = text[offer.start : offer.end]
            better = _like(seen, offer.better)
            doubts.setdefault((where, seen), Doubt("oddity", where, seen, f"Có thể là “{better}”; chưa sửa."))
    return tuple(doubts.values())


def _offers(
    text: str,
    found: Sequence[_Word],
    names: Sequence[tuple[str, ...]],
    usual: _Usual,
) -> list[_Offer]:
    """Return the offers for one text in its order, the longest of those that overlap."""
    every = [*_phrases(found), *_acronyms(found), *_named(found, names), *_spaces(text), *_unlike(found, usual)]
    kept: list[_Offer] = []
    for offer in sorted(every, key=lambda each: (each.start, -each.end)):
        if not kept or offer.start >= kept[-1].end:
            kept.append(offer)
    return kept


def texts_of(body: Sequence[Node], sections: Sequence[Section]) -> Iterator[tuple[str, str]]:
    """Yield the texts of a plan with their places: ``KH.I.2.h``, ``II.5.product``."""
    for root in body:
        for node in root.walk():
            yield node.id, "\n".join(filter(None, (node.title, node.text, node.note)))
    for top in sections:
        for section in top.walk():
            yield section.id, section.title
            for row in section.lines(section.tasks):
                yield from ((f"{row.id}.{column}", text) for column in COLUMNS if (text := getattr(row, column)))


def _words(text: str) -> list[_Word]:
    return [_Word(found[0], found.start(), found.end(), *_forms(found[0])) for found in _WORD.finditer(text)]


@lru_cache(maxsize=20_000)
def _forms(word: str) -> tuple[str, str]:
    """Return a word in the form compared, and that form without its marks."""
    form = _form(word)
    return form, unaccented(form)


def _form(word: str) -> str:
    """Return a word in small letters, with tone marks where the older spelling puts them."""
    form = word.lower()
    for newer, older in _TONES.items():
        if form.endswith(newer):
            return form[: -len(newer)] + older
    return form


def _phrases(found: Sequence[_Word]) -> Iterator[_Offer]:
    for at in range(len(found)):
        for phrase in _candidates(found, at):
            if _is_odd(found, at, phrase):
                yield _Offer(found[at].start, found[at + len(phrase) - 1].end, " ".join(form for form, _ in phrase))


def _candidates(found: Sequence[_Word], at: int) -> Iterator[_Phrase]:
    """Yield the set phrases whose first word without marks stands there, or whose second word follows."""
    yield from _BY_FIRST.get(found[at].bare, ())
    if at + 1 < len(found):
        for phrase in _BY_SECOND.get(found[at + 1].form, ()):
            if phrase[0][1] != found[at].bare:
                yield phrase


def _is_odd(found: Sequence[_Word], at: int, phrase: _Phrase) -> bool:
    """Tell whether words are a set phrase but for marks on two of them at most, or but for one letter of one."""
    if at + len(phrase) > len(found):
        return False
    unlike = letters = 0
    for word, (form, bare) in zip(found[at : at + len(phrase)], phrase, strict=True):
        if word.form == form:
            continue
        unlike += 1
        if word.bare != bare:
            letters += 1
            if len(bare) < 3 or word.form in COMMON_WORDS or not _is_one_letter_apart(word.bare, bare):
                return False
        if unlike > (1 if letters else 2):
            return False
    window = found[at : at + len(phrase)]
    if not unlike or not _is_unbroken(window) or _is_plain(window):
        return False
    return " ".join(word.form for word in window) not in _REAL


def _is_unbroken(window: Sequence[_Word]) -> bool:
    return all(two.start - one.end == 1 for one, two in pairwise(window))


def _is_plain(window: Sequence[_Word]) -> bool:
    """Text typed without any marks is no error of a scan."""
    return all(word.form == word.bare for word in window)


def _is_one_letter_apart(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _acronyms(found: Sequence[_Word]) -> Iterator[_Offer]:
    for word in found:
        text = word.text
        if len(text) < 4 or not text.isupper() or not text.isalpha() or text in ACRONYMS or text in REAL_ACRONYMS:
            continue
        better = [known for known in ACRONYMS if _is_one_letter_apart(known, text)]
        if len(better) == 1:
            yield _Offer(word.start, word.end, better[0])


def _names(agency: Agency | None) -> list[tuple[str, ...]]:
    """Return the pairs of capitalised words in the agency's names, such as the name of its province."""
    pairs: list[tuple[str, ...]] = []
    for name in (agency.name, agency.parent) if agency else ():
        words = name.split()
        pairs += [(_form(one), _form(two)) for one, two in pairwise(words) if _is_name(one) and _is_name(two)]
    return pairs


def _is_name(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()


def _named(found: Sequence[_Word], names: Sequence[tuple[str, ...]]) -> Iterator[_Offer]:
    for one, two in pairwise(found):
        if not (one.text[:1].isupper() and two.text[:1].isupper()):
            continue
        for first, second in names:
            same = one.bare == unaccented(first) and two.bare == unaccented(second)
            if same and (one.form, two.form) != (first, second) and not _is_plain((one, two)):
                yield _Offer(one.start, two.end, f"{first.capitalize()} {second.capitalize()}")


def _spaces(text: str) -> Iterator[_Offer]:
    for found in _SPACED_NUMBER.finditer(text):
        yield _Offer(found.start(), found.end(), re.sub(r"\s+", "", found[0]))


def _usual_forms(texts: Sequence[Sequence[_Word]]) -> _Usual:
    """Count how a word is spelled between the same neighbours, keyed by these and its letters without marks."""
    if sum(map(len, texts)) > _MOST_WORDS:
        return {}
    counts: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    for found in texts:
        for key, word in _contexts(found):
            counts[key][word.form] += 1
    return {key: forms for key, forms in counts.items() if len(forms) > 1}


def _contexts(found: Sequence[_Word]) -> Iterator[tuple[_Key, _Word]]:
    for at in range(len(found) - _CONTEXT + 1):
        window = found[at : at + _CONTEXT]
        forms = tuple(word.form for word in window)
        # At an end of the window the word may belong to another phrase ("liên thông các", "hệ thống các").
        for hole in range(1, _CONTEXT - 1):
            yield (hole, *forms[:hole], window[hole].bare, *forms[hole + 1 :]), window[hole]


def _unlike(found: Sequence[_Word], usual: _Usual) -> Iterator[_Offer]:
    """Offer the more frequent spelling of a word whose neighbours are the same elsewhere."""
    for key, word in _contexts(found) if usual else ():
        forms = usual.get(key)
        if forms is None:
            continue
        best, often = forms.most_common(1)[0]
        if best != word.form and often >= 2 * forms[word.form] and word.form != word.bare:
            yield _Offer(word.start, word.end, best)


def _like(seen: str, better: str) -> str:
    """Write an offer with the capitals of the words seen."""
    if seen.isupper() and len(seen) > 1:
        return better.upper() if better != better.upper() else better
    words, likes = better.split(" "), seen.split()
    if len(words) != len(likes):
        return better
    return " ".join(
        word[:1].upper() + word[1:] if like[:1].isupper() else word for word, like in zip(words, likes, strict=True)
    )


_REAL = frozenset(" ".join(_form(word) for word in phrase.split()) for phrase in REAL_PHRASES)
_SPLIT: list[_Phrase] = sorted((tuple(map(_forms, phrase.split())) for phrase in SET_PHRASES), key=len, reverse=True)
_BY_FIRST: dict[str, list[_Phrase]] = defaultdict(list)
_BY_SECOND: dict[str, list[_Phrase]] = defaultdict(list)
for _each in _SPLIT:
    _BY_FIRST[_each[0][1]].append(_each)
    _BY_SECOND[_each[1][0]].append(_each)
