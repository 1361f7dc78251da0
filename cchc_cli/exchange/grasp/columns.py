"""The columns of an appendix, known by the words of their headings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_cli.domain.deadline import Misread, read
from cchc_cli.domain.text import fold
from cchc_cli.exchange.grasp.numbering import read_number
from cchc_cli.exchange.headings import COMPUTED, OPTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_cli.exchange.pages import Row

EXTRA = "extra"
SKIPPED = "skipped"
"""A column that our own exports fill by what the program works out."""
STATE = "state"
"""The one of those that tells a task from a row that holds sub-rows."""

_LONGEST_HEADING = 120
_MOST_HEADING_ROWS = 3
_FEWEST_HEADINGS = 2
_NUMBERING = frozenset({"stt", "tt", "so tt", "so thu tu", "thu tu", "s tt", "s t t", "t t", "so", "muc"})
_EXACT = {
    "ma": "id", "ma nhiem vu": "id", "ma so": "id", "ma so nhiem vu": "id", "ma viec": "id",
    "phan": "section", "ten phan": "section_title",
    "linh vuc": "section", "nhom nhiem vu": "section", "nhom": "section",
}  # fmt: skip
_SHORT = {
    "han": "deadline", "tg": "deadline", "thoi han": "deadline", "sp": "product", "ct": "lead", "ph": "support",
    "dvct": "lead", "dvph": "support", "cqct": "lead", "cqph": "support",
}  # fmt: skip
_NEVER_TASK = (
    "van ban",
    "nguon",
    "ma ",
    "nhom nhiem vu",
    "so luong",
    "so nhiem vu",
    "tong so",
    "muc tieu",
    "tinh hinh",
)
_STATUS = ("tinh trang", "trang thai", "danh gia", "gia han", "ly do", "nguyen nhan", "kho khan", "vuong mac")
# The first rule with a sign in a heading names its field; "!x" forbids words.
_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("notes", ("ghi chu",)),
    ("budget", ("kinh phi", "nguon luc", "du toan", "nguon von", "ngan sach")),
    (EXTRA, (*_STATUS, "van ban giao", "can cu", "so van ban", "don vi tinh", "dvt", "ty le", "ho so")),
    ("leader", ("lanh dao", "ld phu trach", "nguoi dung dau", "nguoi phu trach", "nguoi chiu trach nhiem",
                "can bo phu trach", "can bo theo doi", "chuyen vien")),
    ("support", ("phoi hop",)),
    ("lead", ("chu tri", "chiu trach nhiem", "phan cong", "dau moi", "don vi thuc hien", "co quan thuc hien",
              "don vi phu trach", "bo phan thuc hien", "bo phan phu trach", "noi thuc hien", "to chuc thuc hien",
              "phong thuc hien", "ca nhan thuc hien", "chu the thuc hien", "trach nhiem thuc hien", "don vi duoc giao",
              "co quan duoc giao", "don vi trien khai", "co quan trien khai",
              "(?:nguoi|can bo|cong chuc|dv|cq) thuc hien")),
    ("start", ("thoi gian bat dau", "ngay bat dau", "bat dau", "thoi diem bat dau")),
    ("deadline", ("thoi gian", "thoi han", "thoi diem", "han hoan thanh", "ngay hoan thanh", "han xu ly",
                  "han thuc hien", "lo trinh", "ket thuc", "han bao cao", "moc hoan thanh",
                  "(?:nam|han|ngay|tg|tgian) (?:hoan thanh|thuc hien|trinh|ban hanh|nop|gui)")),
    ("progress", ("tien do",)),
    ("product", ("san pham", "dau ra", "chi tieu dat duoc", "ket qua du kien", "ket qua can dat",
                 "ket qua phai dat", "ket qua dat duoc du kien")),
    ("result", ("ket qua",)),
    ("task", ("nhiem vu", "cong viec", "noi dung", "dau viec", "hoat dong", "giai phap", "viec thuc hien", "ten viec")),
    ("lead", ("don vi", "co quan")),
)  # fmt: skip
_SURELY_TASK = ("nhiem vu", "noi dung nhiem vu", "noi dung cong viec", "ten nhiem vu", "cong viec")
_STATE_AT = re.compile(r"tinh trang tinh den \d{2} \d{2} \d{4}")
"""The column that our own documents fill with the state of a row at a date."""
_TASK_FIRST = ("nhiem vu cu the", "nhiem vu", "cong viec", "noi dung", "hoat dong", "giai phap")
_DONE = re.compile(r"(da|dang|chua|hoan thanh|khong|vuot|dat|dam bao|cham)\b")
_COUNTED = re.compile(r"\(?\s*(\d{1,2}|[A-Ea-e])\s*\)?(\s*=.*)?")


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of the grid holds, and the words of its heading."""

    fields: tuple[str, ...]
    titles: tuple[str, ...]
    depth: int = 1
    is_own: bool = False

    def at(self, field: str) -> int | None:
        """Return the first column that holds a field."""
        return self.fields.index(field) if field in self.fields else None

    @property
    def is_tasks(self) -> bool:
        """Whether a table with these columns is the appendix."""
        known = {field for field in self.fields if field not in {"", EXTRA, SKIPPED, "start"}}
        return "task" in known and bool({"lead", "roles", "deadline"} & known) and len(known) >= 3


def columns_at(rows: Sequence[Row], at: int) -> Columns | None:
    """Return the columns that the heading at a row names, None where no heading of any table stands there."""
    if _is_numbered(rows[at]) or sum(1 for cell in rows[at].cells if cell.text.strip()) < _FEWEST_HEADINGS:
        return None
    found: Columns | None = None
    for depth in range(1, _MOST_HEADING_ROWS + 1):
        if at + depth > len(rows) or (depth > 1 and not _goes_on(rows[at : at + depth])):
            break
        titles = _titles(rows[at : at + depth])
        if max(map(len, titles), default=0) > _LONGEST_HEADING:
            break
        columns = _columns(titles, rows, at + depth, depth)
        if columns is not None and (found is None or _known(columns) >= _known(found)):
            found = columns
    return found


def is_counting(row: Row) -> bool:
    """Whether a row only counts the columns: (1) (2) (3), or A B 1 2."""
    texts = [cell.text.strip() for cell in row.cells if cell.text.strip()]
    counted = [found[1] for text in texts if (found := _COUNTED.fullmatch(text))]
    numbers = [int(text) for text in counted if text.isdigit()]
    return len(texts) >= 3 and len(counted) == len(texts) and len(numbers) >= 2 and numbers == sorted(set(numbers))


def _is_numbered(row: Row) -> bool:
    first = next((cell for cell in row.cells if cell.text.strip() or cell.number), None)
    return first is None or bool(first.number) or bool(read_number(first.text.strip()).kind)


def _known(columns: Columns) -> int:
    return len({field for field in columns.fields if field not in {"", EXTRA}})


def _goes_on(rows: Sequence[Row]) -> bool:
    """Whether the last row only divides headings of the row above it."""
    above, below = rows[-2].cells, rows[-1].cells
    divided = False
    for column, (upper, lower) in enumerate(zip(above, below, strict=True)):
        text = lower.text.strip()
        if not text or lower.covered:
            continue
        grouped = upper.span > 1 or upper.covered == "left"
        loose = not upper.text.strip() and column > 0 and any(cell.text.strip() for cell in above[:column])
        to_the_right = upper.text.strip() and column + 1 < len(above) and not above[column + 1].text.strip()
        if not (grouped or loose or to_the_right) or len(text) > _LONGEST_HEADING:
            return False
        divided = divided or grouped or bool(_field(fold(text)))
    return divided


def _titles(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return the words over each column, from the group's heading down."""
    found: list[tuple[str, ...]] = []
    for column in range(len(rows[0].cells)):
        words: list[str] = []
        for depth, row in enumerate(rows):
            text = _words(row, column, spread=depth + 1 < len(rows) and bool(_text(rows[depth + 1], column)))
            if text and text not in words:
                words.append(text)
        found.append(tuple(words))
    return found


def _words(row: Row, column: int, *, spread: bool) -> str:
    """Return a heading; where it is divided below, the one to the left stands over this column too."""
    text = _text(row, column)
    if text or not spread:
        return text
    return next((_text(row, left) for left in range(column - 1, -1, -1) if _text(row, left)), "")


def _text(row: Row, column: int) -> str:
    cell = row.cells[column]
    return " ".join(cell.text.split()) if not cell.covered else ""


def _columns(headings: Sequence[tuple[str, ...]], rows: Sequence[Row], below: int, depth: int) -> Columns | None:
    filled = [words for words in headings if words]
    if len(filled) < 3:
        return None
    folded = {fold(" ".join(words)) for words in filled}
    is_own = {"phan", "ten phan", "ma"} <= folded
    fields = [_own_field(words) if is_own else "" for words in headings]
    fields = [field or _named(words) for field, words in zip(fields, headings, strict=True)]
    if not any(fields):
        return None
    _settle(fields, headings, rows[below:], is_own=is_own)
    _without_heading(fields, rows, below, depth)
    titles = _unlike([_title(words) for words in headings])
    return Columns(tuple(fields), tuple(titles), depth, is_own)


def _own_field(words: tuple[str, ...]) -> str:
    """Return the field of a column that only our own exports have."""
    title = " ".join(words)
    bare = title.removesuffix(" (chương trình ghi)")
    if bare in COMPUTED.values():
        return STATE if bare == COMPUTED["state"] else SKIPPED
    return next((field for field, own in OPTIONAL.items() if own == title), "")


def _named(words: tuple[str, ...]) -> str:
    """Return the field of a heading: by its lowest words alone where they say it, else with the group's."""
    if not words:
        return ""
    lowest = fold(words[-1])
    if len(words) > 1 and lowest in {"chu tri", "phoi hop", "bat dau", "ket thuc", "hoan thanh"}:
        return "deadline" if lowest == "hoan thanh" else _field(lowest)
    return _field(fold(" ".join(reversed(words)))) or EXTRA


def _field(folded: str) -> str:
    bare = " ".join(re.sub(r"[^\w ]+", " ", folded).split())
    if bare in _NUMBERING:
        return "number"
    if bare in _EXACT:
        return _EXACT[bare]
    if bare in _SHORT:
        return _SHORT[bare]
    if bare.startswith("noi dung") and re.search(r"\b(?:cong viec|nhiem vu)\b", bare) and "chi tieu" not in bare:
        return "task"
    if _STATE_AT.fullmatch(bare):
        return SKIPPED
    if bare.startswith(_SURELY_TASK) and not _is_no_task(bare):
        return "task"
    if "chu tri" in bare and "phoi hop" in bare:
        return "roles"
    if bare.startswith("ket qua thuc hien") or bare in {"thuc hien", "ket qua dat duoc"}:
        return "result"
    for field, signs in _SIGNS:
        if any(re.search(rf"\b{sign}\b", bare) for sign in signs):
            return EXTRA if field == "task" and _is_no_task(bare) else field
    return ""


def _is_no_task(bare: str) -> bool:
    return any(bare.startswith(sign) for sign in _NEVER_TASK) or ("chi tieu" in bare and "nhiem vu" not in bare)


def _settle(fields: list[str], headings: Sequence[tuple[str, ...]], rows: Sequence[Row], *, is_own: bool) -> None:
    """Decide what depends on the other columns: progress, result, several columns for one field."""
    _settle_words(fields, rows, "progress", "deadline")
    _settle_words(fields, rows, "result", "product")
    if "start" in fields and "deadline" not in fields:
        fields[fields.index("start")] = "deadline"
    if not {"lead", "roles"} & set(fields) and not is_own:
        _let_persons_lead(fields, headings)
    tasks = [at for at, field in enumerate(fields) if field == "task"]
    if "task" not in fields:
        tasks = [at for at, field in enumerate(fields) if field == "lead" and _task_rank(headings[at]) <= 2][:1]
        fields[:] = ["task" if at in tasks else field for at, field in enumerate(fields)]
    best = min(tasks, key=lambda at: (_task_rank(headings[at]), at), default=-1)
    counts: Counter[str] = Counter()
    for at, field in enumerate(fields):
        again = at != best if field == "task" else counts[field] > 0
        counts[field] += 1
        if field == "start" or (again and field not in {"", EXTRA, SKIPPED}):
            fields[at] = EXTRA
    measured = any("don vi tinh" in fold(" ".join(words)) for words in headings)
    if measured and not is_own and "nhiem vu" not in fold(" ".join(headings[best])) and best >= 0:
        fields[best] = EXTRA


def _let_persons_lead(fields: list[str], headings: Sequence[tuple[str, ...]]) -> None:
    """Where no column names units, the persons in charge lead: a commune's officials, a school's teachers."""
    for at, field in enumerate(fields):
        if field == "leader" and not re.search(r"lanh dao|\bld\b|dung dau", fold(" ".join(headings[at]))):
            fields[at] = "lead"
            return


def _without_heading(fields: list[str], rows: Sequence[Row], below: int, depth: int) -> None:
    """Give columns that no heading names a field: that of a heading spread over them, the numbers, a further one."""
    heading = rows[below - depth : below]
    for at, field in enumerate(fields):
        values = list(_values(rows[below:], at)) if not field else []
        if not values:
            continue
        spread = at > 0 and any(row.cells[at].covered == "left" for row in heading) and fields[at - 1]
        counted = sum(1 for value in values if read_number(value).kind) * 2 > len(values)
        if spread and spread != SKIPPED:
            fields[at] = fields[at - 1]
        elif counted and "number" not in fields and "task" in fields[at:]:
            fields[at] = "number"
        else:
            fields[at] = EXTRA


def _task_rank(words: tuple[str, ...]) -> int:
    folded = fold(" ".join(words))
    return next((rank for rank, sign in enumerate(_TASK_FIRST) if sign in folded), len(_TASK_FIRST))


def _settle_words(fields: list[str], rows: Sequence[Row], unsure: str, field: str) -> None:
    """Decide whether "Tiến độ" is a deadline or a state, "Kết quả" a product or a report, by what stands below."""
    for at, found in enumerate(fields):
        if found != unsure:
            continue
        values = list(_values(rows, at))
        done = sum(1 for value in values if _DONE.match(value) and not _is_deadline(value))
        reported = bool(values) and done * 2 > len(values)
        fields[at] = EXTRA if field in fields or reported else field


def _values(rows: Sequence[Row], column: int) -> Iterator[str]:
    for row in rows[:60]:
        text = fold(row.cells[column].text)
        if text and not row.cells[column].covered:
            yield text


def _is_deadline(text: str) -> bool:
    return not isinstance(read(text, 2020), Misread)


def _title(words: tuple[str, ...]) -> str:
    if len(words) > 1 and _field(fold(words[-1])):
        return words[-1]
    return " – ".join(words)


def _unlike(titles: Sequence[str]) -> list[str]:
    """Return the titles, those without words or standing twice made unlike."""
    found: list[str] = []
    for place, title in enumerate(titles, start=1):
        words = title or f"Cột {place}"
        again = sum(1 for other in found if other == words or other.startswith(f"{words} ("))
        found.append(f"{words} ({again + 1})" if again else words)
    return found
