"""The guesses of an import as an officer reads them: by kind, what is said of several places said once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from cchc_cli.domain.vocabulary import TASK_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cchc_cli.domain.model import Indicator
    from cchc_cli.exchange.imported import Imported
    from cchc_cli.exchange.pages import Doubt

_Key = TypeVar("_Key")
_LONGEST_SEEN = 90
_LONGEST_NAME = 110
_MOST_PLACES = 6
_HEAD = "Đầu văn bản"
_KINDS = (
    (_HEAD, frozenset({"year", "taken_from_note", "cover", "agency_case", "agency_superior"})),
    ("Phần không lấy vào kế hoạch", frozenset({
        "row_left_out", "heading_cells", "hidden_columns", "hidden_rows", "hidden_sheet", "hidden_text", "other_table", "nested_table",
        "text_box", "embedded", "left_over", "prompt", "page_number",
    })),
    ("Dòng và ô của bảng", frozenset({
        "joined_row", "unnumbered_row", "number_skipped", "number_twice", "merged_cell", "merged_number", "merged_text",
        "inherited_cell", "ditto", "more_cells", "columns_changed", "no_section", "empty_section", "section_skipped",
        "section_with_units", "section_without_number", "excel_date", "cell_error", "formula", "lead_by_title",
        "row_without_words", "task_of_heading", "task_without_labels", "joined_paragraphs",
    })),
    ("Đơn vị", frozenset({"unit_alias", "unit_group", "outside_unit"})),
    ("Chỉ tiêu", frozenset({"target", "target_offered", "target_row"})),
    ("Chữ có thể bị sai", frozenset({"oddity", "legacy_font", "encoding", "quotes", "tracked_changes", "struck"})),
    ("Đoạn văn ngoài bảng", frozenset({
        "joined_lines", "joined_paragraph", "wrapped_lines", "placed_paragraph", "repeated_number",
    })),
)  # fmt: skip
_OTHER = "Điều khác nên xem"
_SETTLED = frozenset({
    "unit_alias", "unit_group", "outside_unit", "target", "target_offered", "target_row", "oddity", "number_twice",
    "section_without_number", "no_section",
})  # fmt: skip
"""Guesses about ids, units, targets and words: where the plan is there already they are settled in its files."""
_OFFERED = re.compile(r"Có thể là “(?P<better>.+)”; chưa sửa\.")
_PLACES = {
    "number": "Số, ký hiệu",
    "subject": "Trích yếu",
    "place": "Địa danh",
    "appendix.title": "Tên phụ lục",
    "appendix.note": "Ghi chú của phụ lục",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at; ``items`` are the places it is said of, where they are several."""

    text: str
    items: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many places there are to look at."""
        return len(self.items) or 1


def remarks(imported: Imported, *, known: bool) -> list[tuple[str, list[Remark]]]:
    """Return what to look at by kind, in the order of the document within each.

    ``known``: the plan is there already, so that guesses which its files settle are left out.
    """
    doubts = [each for each in imported.doubts if not (known and each.code in _SETTLED)]
    found: dict[str, list[Remark]] = {}
    for title, codes in (*_KINDS, (_OTHER, frozenset[str]())):
        own = [each for each in doubts if each.code in codes or (title == _OTHER and _is_other(each))]
        told = _told(own, () if known else imported.indicators)
        if told:
            found[title] = told
    return list(found.items())


def _is_other(doubt: Doubt) -> bool:
    return not any(doubt.code in codes for _, codes in _KINDS)


def _told(doubts: Sequence[Doubt], indicators: Sequence[Indicator]) -> list[Remark]:
    """Return remarks for the doubts of one kind, each where its first doubt stands."""
    found: list[Remark] = []
    codes: set[tuple[str, str]] = set()
    for doubt in doubts:
        key = (doubt.code, "" if doubt.code in {"oddity", "target"} else doubt.made)
        if key in codes:
            continue
        codes.add(key)
        same = [each for each in doubts if each.code == doubt.code and (not key[1] or each.made == key[1])]
        if doubt.code == "target" and indicators:
            found.append(_of_indicators(indicators))
        elif doubt.code == "oddity":
            found.append(_of_oddities(same))
        else:
            found.append(_of(same))
    return found


def _of(same: Sequence[Doubt]) -> Remark:
    """Return one remark for doubts that say the same of different places."""
    first = same[0]
    made = first.made.rstrip(".")
    if len(same) == 1:
        seen = f" Thấy: “{_short(first.seen, _LONGEST_SEEN)}”." if first.seen else ""
        return Remark(f"{_where(first.where)}: {made}.{seen}")
    items = []
    for seen, group in _by(same, lambda each: each.seen):
        words = f"“{_short(seen, _LONGEST_SEEN)}”: " if seen else ""
        items.append(f"{words}{_listed(_where(each.where) for each in group)}")
    return Remark(f"{made}:", tuple(items))


def _of_oddities(same: Sequence[Doubt]) -> Remark:
    """Return the words that look like errors, each once with its places."""
    items = []
    for (seen, made), group in _by(same, lambda each: (each.seen, each.made)):
        offered = _OFFERED.fullmatch(made)
        said = f"có thể là “{offered['better']}”" if offered else made.rstrip(".")
        items.append(f"“{seen}”, {said}: {_listed(_where(each.where) for each in group)}")
    return Remark("Chưa sửa chỗ nào; chỗ nào đúng là sai thì sửa trong tệp của kế hoạch:", tuple(items))


def _of_indicators(indicators: Sequence[Indicator]) -> Remark:
    items = []
    for each in indicators:
        places = _listed(filter(None, dict.fromkeys((each.source, *each.tasks))))
        items.append(f"{each.target.printed}: {_short(each.name, _LONGEST_NAME)}" + (f" ({places})" if places else ""))
    return Remark("Đã ghi vào indicators.yaml, đo hằng quý; đề nghị xem tên và mức:", tuple(items))


def _by(doubts: Sequence[Doubt], key: Callable[[Doubt], _Key]) -> list[tuple[_Key, list[Doubt]]]:
    """Return the doubts by a key, in the order in which each key first comes."""
    found: dict[_Key, list[Doubt]] = {}
    for each in doubts:
        found.setdefault(key(each), []).append(each)
    return list(found.items())


def _listed(places: Iterable[str]) -> str:
    found = list(dict.fromkeys(places))
    more = f" và {len(found) - _MOST_PLACES} chỗ nữa" if len(found) > _MOST_PLACES else ""
    return "; ".join(found[:_MOST_PLACES]) + more


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0].rstrip(' ,;|')}…"


def _where(where: str) -> str:
    """Return a place as people name it: the column of a row by its title, a place of the head by its own."""
    owner, dot, field = where.rpartition(".")
    if dot and field in TASK_FIELDS:
        return f"{owner}, {TASK_FIELDS[field][:1].lower()}{TASK_FIELDS[field][1:]}"
    return _PLACES.get(where, where[:1].upper() + where[1:])
