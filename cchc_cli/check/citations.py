"""Rules about the documents a plan cites: numbers, years, types and dates that can be so.

The form of numbers is that of Nghị định 30/2020/NĐ-CP (``30/2020/NĐ-CP``, ``225/QĐ-TTg``); documents of
the Party are written ``18-NQ/TW``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc_cli.check.asked_once import once_a_plan
from cchc_cli.check.facts import listed
from cchc_cli.domain.finding import Finding, Place
from cchc_cli.domain.text import fold, nfc
from cchc_cli.domain.vocabulary import read_date, short_date
from cchc_cli.store.take import shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc_cli.domain.finding import Path
    from cchc_cli.domain.model import Plan

_TYPES = {
    "Nghị quyết": "NQ",
    "Nghị định": "NĐ",
    "Quyết định": "QĐ",
    "Thông tư liên tịch": "TTLT",
    "Thông tư": "TT",
    "Chỉ thị": "CT",
    "Kế hoạch": "KH",
    "Thông báo": "TB",
    "Báo cáo": "BC",
    "Hướng dẫn": "HD",
    "Kết luận": "KL",
}
"""The types of documents whose abbreviation stands in their number (Nghị định 30/2020/NĐ-CP, Phụ lục III)."""

_CITED = re.compile(
    rf"(?P<type>{'|'.join(_TYPES)})\s+số[\s:]+(?P<number>\d+[a-zđ]?(?:(?:\s*/\s*|-)[^\W_]+)*)"
    r"(?:,?\s+ngày\s+(?P<date>\d{1,2}[/-]\d{1,2}[/-]\d{4}))?"
    # Only looked at: the words after "của" may name the next document already.
    r"(?:(?=\s+của\s+(?P<issuer>[^\W\d_]+(?:\s+[^\W\d_]+){0,4})))?",
    re.IGNORECASE,
)
_STATE = re.compile(r"\d+[a-zđA-Z]?(?:/(?P<year>\d{4}))?/(?P<type>[A-ZĐ][A-ZĐa-z]*)-(?P<by>[^\W\d_]\w*(?:-\w+)*)")
_PARTY = re.compile(r"\d+-(?P<type>[A-ZĐ][A-ZĐa-z]*)/(?P<by>[A-ZĐ]\w*)")
_PARTY_BODIES = frozenset({"TW", "TU", "HU", "ĐU"})
_ISSUERS = (
    ("CP", ("chinh phu",)),
    ("TTg", ("thu tuong",)),
    ("HĐND", ("hdnd", "hoi dong nhan dan")),
    ("UBND", ("ubnd", "uy ban nhan dan")),
    ("UBTVQH", ("uy ban thuong vu quoc hoi", "ubtvqh")),
    ("TU", ("tinh uy", "thanh uy")),
    ("TW", ("trung uong", "ban chap hanh trung uong", "bo chinh tri", "ban bi thu", "hoi nghi")),
)
_BY_ONE = {"Nghị định": ("CP", "Chính phủ")}


@dataclass(frozen=True, slots=True)
class Citation:
    """One document cited: its type and number as written, its date and issuer where they follow, its place."""

    type: str
    number: str
    issuer: str
    date: str
    place: Place
    owner: str

    @property
    def day(self) -> dt.date | None:
        """The date that is cited, None where there is none or no such day."""
        return read_date(self.date) if self.date else None


@once_a_plan
def citations(plan: Plan) -> Iterator[Citation]:
    """Yield the documents cited in the bases, the text and the rows of a plan, in their order."""
    for place, keys, text, owner in _texts(plan):
        if "số" not in text:
            continue
        for found in _CITED.finditer(text):
            kind = next(each for each in _TYPES if each.casefold() == found["type"].casefold())
            where = replace(place, path=(*place.path, *keys), within=found.span("number"))
            yield Citation(kind, found["number"], found["issuer"] or "", found["date"] or "", where, owner)


def _texts(plan: Plan) -> Iterator[tuple[Place, Path, str, str]]:
    """Yield the texts that may cite, each with the place of what holds it, the keys there, and what it is called."""
    for name, texts in (("bases", plan.bases), ("preamble", plan.preamble)):
        for at, text in enumerate(texts):
            yield Place("plan.yaml"), (name, at), nfc(text), "căn cứ"
    for node in plan.nodes():
        for key in ("title", "text", "note"):
            yield node.place, (key,), nfc(getattr(node, key)), node.id
    for section in plan.all_sections():
        for row in section.lines(section.tasks):
            for key in ("task", "product"):
                yield row.place, (key,), nfc(getattr(row, key)), row.id


@once_a_plan
def _said_once(plan: Plan) -> Iterator[tuple[Citation, str]]:
    """Yield each document at the first place that cites it so, with the other places in words."""
    groups: dict[tuple[str, str, str, str], list[Citation]] = {}
    for each in citations(plan):
        groups.setdefault((each.type, each.number, fold(each.issuer), each.date), []).append(each)
    for first, *others in groups.values():
        owners = [name for name in dict.fromkeys(each.owner for each in others) if name != first.owner]
        yield first, f" (cũng như vậy ở {listed(owners)})" if owners else ""


def numbers_are_well_formed(plan: Plan) -> Iterator[Finding]:
    """W701: the number of a document has number, type and issuer, as such documents are numbered.

    Bad: ``Nghị định số 108/2014/NĐCP``, ``Nghị quyết số 18/NQ-TW``. Good: ``Nghị định số 108/2014/NĐ-CP``,
    ``Nghị quyết số 18-NQ/TW`` (documents of the Party).
    """
    said: set[tuple[str, str]] = set()
    for each, elsewhere in _said_once(plan):
        state, party = _STATE.fullmatch(each.number), _PARTY.fullmatch(each.number)
        if party or (each.type, each.number) in said:
            continue
        said.add((each.type, each.number))
        cited = f"{each.type} số {shown(each.number)}"
        if state and state["by"] in _PARTY_BODIES and not state["year"]:
            usual = f"{each.number.partition('/')[0]}-{state['type']}/{state['by']}"
            message = f"{cited} là văn bản của Đảng, thường viết {usual}{elsewhere}."
            yield Finding("W701", each.place, message, "Đối chiếu văn bản gốc; văn bản ký như vậy thì giữ nguyên.")
        elif not state:
            message = f"{cited} không đúng cách ghi số, ký hiệu{elsewhere}."
            hint = "Đối chiếu văn bản gốc; số, ký hiệu viết như 108/2014/NĐ-CP, 225/QĐ-TTg, 166-KH/TU."
            yield Finding("W701", each.place, message, hint)


def years_are_possible(plan: Plan) -> Iterator[Finding]:
    """W702: a cited document is not later than the plan, has a real date, and its number and date name one year.

    Bad: ``Nghị định số 108/2041/NĐ-CP``, ``Nghị định số 108/2014/NĐ-CP ngày 20/11/2015``, ``ngày 31/11/2014``.
    Good: ``Nghị định số 108/2014/NĐ-CP ngày 20/11/2014``.
    """
    for each, elsewhere in _said_once(plan):
        state = _STATE.fullmatch(each.number)
        year = int(state["year"]) if state and state["year"] else None
        cited = f"{each.type} số {shown(each.number)}"
        message = ""
        if each.date and each.day is None:
            message = f"{cited} ghi ngày {each.date}, ngày này không có thật{elsewhere}."
        elif each.day is not None and year is not None and each.day.year != year:
            message = f"{cited} ghi năm {year} nhưng ngày ký là {short_date(each.day)}{elsewhere}."
        elif each.day is not None and each.day > plan.date:
            message = f"{cited} ghi ngày {short_date(each.day)}, sau ngày ban hành kế hoạch{elsewhere}."
        elif year is not None and year > plan.date.year:
            message = f"{cited} ghi năm {year}, sau năm ban hành kế hoạch{elsewhere}."
        if message:
            yield Finding("W702", each.place, message, "Đối chiếu văn bản gốc; văn bản ký như vậy thì giữ nguyên.")


def types_agree(plan: Plan) -> Iterator[Finding]:
    """W703: the abbreviations in a number are those of the type and the issuer named beside it.

    Bad: ``Nghị quyết số 120/2018/NQ-CP của HĐND tỉnh`` (CP is the Government). Good: ``NQ-HĐND``.
    """
    for each, elsewhere in _said_once(plan):
        parts = _STATE.fullmatch(each.number) or _PARTY.fullmatch(each.number)
        if parts is None:
            continue
        cited = f"{each.type} số {shown(each.number)}"
        expected, by = _TYPES[each.type], parts["by"].partition("-")[0]
        message = ""
        issuer, only = _issuer(each.issuer), _BY_ONE.get(each.type)
        if not parts["type"].startswith(expected):
            message = f"{cited}: ký hiệu “{parts['type']}” không phải của {each.type.lower()} ({expected}){elsewhere}."
        elif only is not None and by != only[0]:
            message = f"{cited}: {each.type.lower()} do {only[1]} ban hành, ký hiệu là {only[0]}{elsewhere}."
        elif issuer and by in {code for code, _ in _ISSUERS} and by != issuer:
            message = f"{cited} ghi là của {_name(each.issuer)}, nhưng ký hiệu “{by}” là của cơ quan khác{elsewhere}."
        if message:
            yield Finding("W703", each.place, message, "Đối chiếu văn bản gốc; văn bản ký như vậy thì giữ nguyên.")


def _issuer(words: str) -> str:
    """Return the abbreviation of an issuer named in words, empty where it isn't known."""
    folded = fold(words)
    known = [(len(name), code) for code, names in _ISSUERS for name in names if folded.startswith(name)]
    return max(known)[1] if known else ""


def _name(words: str) -> str:
    """Return the first words of an issuer as written, as many as name it."""
    folded = fold(words)
    longest = max((len(name.split()) for _, names in _ISSUERS for name in names if folded.startswith(name)), default=2)
    taken = words.split()
    # "HĐND tỉnh" says more than "HĐND"; what follows may be anything.
    more = len(taken) > longest and fold(taken[longest]) in {"tinh", "huyen", "xa", "thanh"}
    return " ".join(taken[: longest + more])


def dates_agree(plan: Plan) -> Iterator[Finding]:
    """W704: a document is cited with one date.

    Bad: ``Kế hoạch số 166-KH/TU ngày 02/4/2018`` in one place and ``ngày 04/2/2018`` in another.
    Good: the same date in both.
    """
    first: dict[tuple[str, str], Citation] = {}
    said: set[tuple[str, str, dt.date]] = set()
    for each in citations(plan):
        if each.day is None:
            continue
        before = first.setdefault((each.type, each.number), each)
        if before.day is not None and before.day != each.day and (each.type, each.number, each.day) not in said:
            said.add((each.type, each.number, each.day))
            message = f"{each.type} số {shown(each.number)} ghi ngày {short_date(each.day)}; ở {before.owner} ghi ngày {short_date(before.day)}."  # noqa: E501
            yield Finding("W704", each.place, message, "Đối chiếu văn bản gốc xem ngày nào đúng.")
