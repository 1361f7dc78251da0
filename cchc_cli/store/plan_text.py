"""The files of a plan as a person would write them, proven to say what the plan says before anything is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cchc_cli.domain.refusal import Refused
from cchc_cli.store.load import load_from
from cchc_cli.store.memory import InMemory
from cchc_cli.store.plan_settled import settled
from cchc_cli.store.skeleton import plain
from cchc_cli.store.stand_ins import MARK
from cchc_cli.store.yaml_lines import entry, indented, listing, pair, sequence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cchc_cli.domain.model import Indicator, Node, Plan, Section, Task
    from cchc_cli.domain.target import Target
    from cchc_cli.domain.units import Unit
    from cchc_cli.domain.windows import Report, Reporting

_STEP = 2
_ROW_CELLS = ("product", "lead", "support", "deadline", "schedule", "leader")
_MODELINE = "# yaml-language-server: $schema=../../schemas/{}.schema.json"
_HEADS = {
    "plan": (
        "Văn bản kế hoạch: phần đầu, nội dung, người ký. Ghi đúng lời văn bản đã ký.",
        "Chỗ nào có chữ ĐIỀN là chỗ còn ghi tạm: thay bằng lời của văn bản rồi bỏ chữ đó đi.",
        "Mỗi mục của nội dung có mã (id) để viện dẫn: KH.II.2.a.7 là phần II, mục 2, điểm a, gạch đầu dòng thứ 7.",
    ),
    "appendix": (
        "Phụ lục nhiệm vụ, theo đúng các cột của bảng đã ký. Ô trống của bản ký thì không có khóa.",
        "Thời hạn và đơn vị giữ nguyên lời văn; chương trình tự đọc. Lời văn nào chưa đọc được thì thêm schedule.",
        "Mã (id) không đổi sau khi ban hành; number chỉ ghi khi STT in khác phần cuối của mã.",
    ),
    "units": (
        "Danh bạ đơn vị: mọi đơn vị nêu ở cột chủ trì, phối hợp của phụ lục.",
        "name là tên ghi trong kế hoạch, aliases là những cách ghi khác, members là mã các đơn vị thuộc nhóm,",
        "outside: true là cơ quan ngoài: nhiệm vụ do họ chủ trì được kê riêng, không tính vào tỷ lệ.",
    ),
    "indicators": (
        "Chỉ tiêu đo được mà kế hoạch đặt ra: source là mục của plan.yaml nêu chỉ tiêu, tasks là những nhiệm vụ",
        "phục vụ chỉ tiêu, every là nhịp đo (month, quarter, half hoặc year).",
        "Số liệu không ghi ở đây mà ghi bằng lệnh: cchc measure MÃ SỐ_LIỆU --period KỲ",
    ),
}


def plan_texts(
    plan: Plan, units: Sequence[Unit], *, to_fill: Collection[str] = (), remarks: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the texts of plan.yaml, appendix.yaml, units.yaml and indicators.yaml by the names of the files.

    They are read back first, and say the plan and the units, with texts as a reader takes them (normal form,
    no blanks at the ends, the cells that a sub-row takes from its group). ``to_fill`` names the fields that a
    person is to fill in, marked so, with a stand-in where the plan has nothing: ``number``, ``agency.code``,
    ``II.5.deadline``. ``remarks`` are further comments, under the same names. Corrections, amendments, facts and
    reports are not written. Raises Refused where the plan holds what its files can't.
    """
    _require_names(plan)
    asked = frozenset(to_fill)
    held = settled(plan, units, asked)
    writing = _Writing(asked | held.to_fill, remarks or {})
    texts = {
        "plan.yaml": _text("plan", writing.plan(held.plan)),
        "appendix.yaml": _text("appendix", writing.appendix(held.plan)),
        "units.yaml": _text("units", writing.units(held.plan.register.units)),
        "indicators.yaml": _text("indicators", writing.indicators(held.plan.indicators)),
    }
    _prove(held.plan, texts)
    return texts


def _text(name: str, lines: Iterable[str]) -> str:
    head = [_MODELINE.format(name), *(f"# {line}" for line in _HEADS[name]), ""]
    return "\n".join((*head, *lines)).rstrip("\n") + "\n"


def _require_names(plan: Plan) -> None:
    """Refuse rows that can't be told apart: of two with one id a file would hold one."""
    ids = [row.id for section in plan.all_sections() for row in (*section.groups, *section.tasks)]
    doubled = next((each for each in ids if not each.strip() or ids.count(each) > 1), None) if _repeats(ids) else None
    if doubled is not None:
        raise Refused(
            f"Chưa lập: có hai dòng cùng mã “{doubled}”." if doubled.strip() else "Chưa lập: có dòng không có mã.",
            "Sửa số thứ tự của các dòng này trong văn bản gốc rồi làm lại.",
        )


def _repeats(ids: Sequence[str]) -> bool:
    return len(set(ids)) < len(ids) or not all(map(str.strip, ids))


def _prove(plan: Plan, texts: Mapping[str, str]) -> None:
    """Read the texts back and refuse them unless they are sound and say the plan, no more and no less."""
    loaded = load_from(InMemory(texts), Path())
    if loaded.findings:
        problem = loaded.findings[0]
        raise Refused(
            f"Chưa lập: nội dung có chỗ không ghi được vào {problem.place.file}. {problem.message}",
            "Sửa chỗ này trong văn bản gốc (thường là ký tự lạ, hoặc số thứ tự không dùng làm mã được) rồi làm lại.",
        )
    if loaded.plan != plan:
        raise Refused(
            "Chưa lập: đọc lại thì nội dung các tệp không đúng như đã đọc từ văn bản.",
            "Kiểm tra các ký tự lạ và số thứ tự trùng nhau trong văn bản gốc, rồi làm lại.",
        )


class _Writing:
    """Writes each thing as lines; knows which fields are marked, and the remarks beside them."""

    def __init__(self, to_fill: frozenset[str], remarks: Mapping[str, str]) -> None:
        self._to_fill = to_fill
        self._remarks = remarks

    def _field(self, name: str, text: str, *, above: str = "") -> list[str]:
        """Return the lines of a field, none where it says nothing and is not to be filled in."""
        whole = f"{above}.{name}" if above else name
        notes = ([MARK] if whole in self._to_fill else []) + (
            [plain(self._remarks[whole])] if whole in self._remarks else []
        )
        if not text:
            return [f"{name}:  # {': '.join(notes)}"] if notes else []
        first, *more = pair(name, text)
        if not notes:
            return [first, *more]
        comment = f"# {': '.join(notes)}"
        return [comment, first, *more] if more else [f"{first}  {comment}"]

    def plan(self, plan: Plan) -> Iterator[str]:
        """Yield the lines of plan.yaml."""
        yield from self._field("number", plan.number)
        yield from self._dated("date", plan.date)
        yield from self._field("place", plan.place)
        yield f"year: {plan.year}"
        for name in ("doc_type", "subject"):
            yield from self._field(name, getattr(plan, name))
        yield "agency:"
        for name in ("parent", "name", "short", "code"):
            yield from indented(self._field(name, getattr(plan.agency, name), above="agency"), _STEP)
        for name in ("bases", "preamble"):
            yield from _spaced(_texts(name, getattr(plan, name)))
        yield from _spaced(_held("body", (line for node in plan.body for line in self._node(node))))
        for name in ("closing", "recipients"):
            yield from _spaced(_texts(name, getattr(plan, name)))
        signed = [
            line
            for name, text in zip(("title", "name"), plan.signatory, strict=True)
            for line in self._field(name, text, above="signatory")
        ]
        yield from _spaced(_held("signatory", signed))
        yield from _spaced(_held("reporting", _reporting(plan.reporting)))

    def _dated(self, name: str, day: dt.date) -> list[str]:
        return [f"{name}: {day.isoformat()}{f'  # {MARK}' if name in self._to_fill else ''}"]

    def _node(self, node: Node) -> list[str]:
        lines = pair("id", node.id)
        for name in ("title", "text"):
            lines += self._field(name, getattr(node, name), above=node.id)
        lines += _held("items", (line for item in node.items for line in self._node(item)))
        return entry([*lines, *self._field("note", node.note, above=node.id)])

    def appendix(self, plan: Plan) -> Iterator[str]:
        """Yield the lines of appendix.yaml, a blank one before each section but the first."""
        yield from self._field("title", plan.appendix_title)
        yield from self._field("note", plan.appendix_note)
        yield from _texts("columns", plan.columns)
        blocks = _joined(self._section(section) for section in plan.sections)
        yield from _spaced(_held("sections", blocks) or ["sections: []"])

    def _section(self, section: Section, area: str = "") -> list[str]:
        lines = [*pair("id", section.id), *self._field("title", section.title, above=section.id)]
        if section.area != area:
            lines += self._field("area", section.area, above=section.id)
        rows = [*section.groups, *section.tasks]
        below: dict[str, list[Task]] = {}
        for row in section.lines(section.tasks):
            below.setdefault(row.parent, []).append(row)
        groups = {row.id: row for row in rows}
        lines += _held("tasks", (line for row in below.get("", ()) for line in self._row(row, below, groups)))
        nested = _joined(self._section(inner, section.area) for inner in section.sections)
        return entry([*lines, *_held("sections", nested)])

    def _row(self, row: Task, below: Mapping[str, Sequence[Task]], rows: Mapping[str, Task]) -> list[str]:
        inside = (line for inner in below.get(row.id, ()) for line in self._row(inner, below, rows))
        return entry([*self.row(row, rows.get(row.parent)), *_held("tasks", inside)])

    def row(self, row: Task, above: Task | None = None) -> list[str]:
        """Return the fields of one row, without those that it takes from the row above it."""
        lines = pair("id", row.id)
        if row.indicator:
            lines += ["type: indicator", *pair("indicator", row.indicator)]
        lines += self._field("number", row.number, above=row.id)
        lines += self._field("task", row.task, above=row.id)
        for name in _ROW_CELLS:
            text = getattr(row, name)
            lines += self._field(name, "" if above and getattr(above, name) == text else text, above=row.id)
        lines += self._field("budget", row.budget, above=row.id)
        if row.weight is not None:
            lines += pair("weight", f"{row.weight:f}".replace(".", ","))
        for name in ("continues", "notes"):
            lines += self._field(name, getattr(row, name), above=row.id)
        lines += _held("extra", [line for key, text in row.extra for line in pair(key, text)])
        implements = () if above and above.implements == row.implements else row.implements
        return [*lines, *listing("implements", implements)]

    def units(self, units: Iterable[Unit]) -> Iterator[str]:
        """Yield the lines of units.yaml, a blank one between two units."""
        return _joined(self._unit(unit) for unit in units)

    def _unit(self, unit: Unit) -> list[str]:
        lines = [*pair("id", unit.id), *self._field("name", unit.name, above=unit.id)]
        lines += listing("aliases", unit.aliases)
        lines += listing("members", unit.members)
        lines += ["outside: true"] if unit.outside else []
        lines += pair("successor", unit.successor) if unit.successor else []
        for name, day in (("valid_from", unit.valid_from), ("valid_to", unit.valid_to)):
            lines += [f"{name}: {day.isoformat()}"] if day else []
        contact = [line for key, text in unit.contact for line in pair(key, text)]
        return entry([*lines, *_held("contact", contact)])

    def indicators(self, indicators: Iterable[Indicator]) -> Iterator[str]:
        """Yield the lines of indicators.yaml, a blank one between two targets."""
        return _joined(self._indicator(each) for each in indicators)

    def _indicator(self, each: Indicator) -> list[str]:
        lines = [*pair("id", each.id), *self._field("name", each.name, above=each.id)]
        # In quotes at all times, as people are told to write it: most targets need them.
        lines.append("target: '" + _target(each.target).replace("'", "''") + "'")
        lines += self._field("source", each.source, above=each.id)
        return entry([*lines, *listing("tasks", each.tasks), *self._field("every", each.every, above=each.id)])


def row_lines(row: Task, above: Task | None = None) -> list[str]:
    """Return one row of appendix.yaml, begun with a dash, without the cells that ``above``, its group, has too."""
    return entry(_Writing(frozenset(), {}).row(row, above))


def _target(target: Target) -> str:
    """Write a target exactly: ``str`` of it rounds."""
    return f"{target.comparator} {f'{target.value:f}'.replace('.', ',')} {target.unit}".strip()


def _reporting(reporting: Reporting) -> list[str]:
    lines = pair("preset", reporting.preset)
    for name in ("to", "copies"):
        lines += _texts(name, getattr(reporting, name))
    lines += _held("send_by", [f"{code}: {day.isoformat()}" for code, day in reporting.send_by])
    lines += _held("windows", (line for window in reporting.windows for line in entry(_window(window))))
    if reporting.ongoing != "separate":
        lines += pair("ongoing", reporting.ongoing)
    return [*lines, *_held("places", [line for key, text in reporting.places for line in pair(key, text)])]


def _window(window: Report) -> list[str]:
    days = {"from": window.start, "to": window.end, "since": window.since, "send_by": window.send_by}
    return [*pair("period", window.code), *(f"{name}: {day.isoformat()}" for name, day in days.items() if day)]


def _texts(name: str, texts: Sequence[str]) -> list[str]:
    return _held(name, sequence(texts))


def _held(name: str, lines: Iterable[str]) -> list[str]:
    """Return lines under a key, nothing where there are none."""
    inner = indented(lines, _STEP)
    return [f"{name}:", *inner] if inner else []


def _spaced(lines: list[str]) -> list[str]:
    return ["", *lines] if lines else []


def _joined(blocks: Iterable[list[str]]) -> Iterator[str]:
    for at, block in enumerate(blocks):
        yield from ([""] if at else [])
        yield from block
