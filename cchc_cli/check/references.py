"""Rules about names: what one place of a plan calls by an id or a name exists in another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cchc_cli.domain import deadline as deadlines
from cchc_cli.domain.finding import Finding, Place
from cchc_cli.domain.text import fold, nearest, nfc
from cchc_cli.domain.vocabulary import TASK_FIELDS, part_letter
from cchc_cli.store.take import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cchc_cli.domain.model import Fact, Plan, Reading, Task


# Beyond these a search for the nearest name takes longer than it helps.
_MOST_COMPARED, _LONGEST_COMPARED = 2000, 200


def meant(word: str, known: Collection[str], otherwise: str) -> str:
    """Return the hint that names what is most like a word, or the other one where nothing is."""
    near = nearest(word, known, most=1) if is_comparable(word, known) else []
    return f"Có phải “{shown(near[0])}”?" if near else otherwise


def is_comparable(word: str, known: Collection[object]) -> bool:
    """Whether a word is short enough, and what is known few enough, for a search for the nearest."""
    return len(word) <= _LONGEST_COMPARED and len(known) <= _MOST_COMPARED


def ids_are_unique(plan: Plan) -> Iterator[Finding]:
    """E302: an id names one row (one added later included), section, place of the text or indicator.

    Bad: two rows with ``id: II.5``. Good: each row has an id of its own, kept for ever.
    """
    groups = (
        [(task.id, task.place) for task in (*plan.tasks(), *added_rows(plan))],
        [(section.id, section.place) for section in plan.all_sections()],
        [(node.id, node.place) for node in plan.nodes()],
        [(indicator.id, indicator.place) for indicator in plan.indicators],
    )
    for group in groups:
        seen: set[str] = set()
        for entry_id, place in group:
            if entry_id.casefold() in seen:
                where = replace(place, path=(*place.path, "id"))
                yield Finding("E302", where, f"Mã “{entry_id}” đã dùng ở trên.", "Đặt mã khác cho mục này.")
            seen.add(entry_id.casefold())


def implements_leads_somewhere(plan: Plan) -> Iterator[Finding]:
    """E303: what a row carries out is a place of the plan's text.

    Bad: ``implements: [KH.II.9]`` where the text has no such place. Good: ``implements: [KH.II.2.a.7]``.
    """
    places = {node.id for node in plan.nodes()}
    if not places:
        return
    for task in plan.tasks():
        for index, node_id in enumerate(task.implements):
            if node_id not in places:
                where = replace(task.place, path=(*task.place.path, "implements", index))
                hint = meant(node_id, places, "Ghi mã của một mục trong phần nội dung (plan.yaml).")
                yield Finding("E303", where, f"Nội dung kế hoạch không có mục “{shown(node_id)}”.", hint)


def added_rows(plan: Plan) -> list[Task]:
    """Return the rows that amendments add."""
    return [item.added for item in plan.amendments if item.added is not None]


def _known_rows(plan: Plan) -> set[str]:
    return {task.id for task in (*plan.tasks(), *added_rows(plan))}


def facts_have_a_task(plan: Plan) -> Iterator[Finding]:
    """E304: a progress file is named after a row of the plan.

    Bad: ``progress/II.55.yaml`` in a plan without II.55. Good: ``progress/II.5.yaml``.
    """
    rows = _known_rows(plan)
    for task_id in plan.facts:
        if task_id not in rows:
            hint = meant(task_id, rows, "Đổi tên tệp theo mã nhiệm vụ.")
            facts = plan.facts[task_id]
            place = Place(facts[0].place.file if facts else f"progress/{task_id}.yaml")
            yield Finding("E304", place, f"Không có nhiệm vụ “{task_id}”.", hint)


def facts_name_real_parts(plan: Plan) -> Iterator[Finding]:
    """E305: the part a fact names is a part of the row's deadline.

    Bad: ``part: c`` for a row with two parts. Good: ``part: a`` or ``part: b``.
    """
    rows = {task.id: task for task in (*plan.tasks(), *added_rows(plan))}
    for task_id, facts in plan.facts.items():
        named = [fact for fact in facts if fact.part]
        if not named or task_id not in rows:
            continue
        read = deadlines.read(rows[task_id].schedule or rows[task_id].deadline, plan.year)
        count = 1 if isinstance(read, deadlines.Misread) else len(read.parts)
        letters = [part_letter(index) for index in range(count)]
        for fact in named:
            if fact.part not in letters:
                where = replace(fact.place, path=(*fact.place.path, "part"))
                yield Finding("E305", where, f"Nhiệm vụ {task_id} không có phần “{shown(fact.part)}”.",
                              f"Các phần: {', '.join(letters[:30])}.")  # fmt: skip


def readings_have_an_indicator(plan: Plan) -> Iterator[Finding]:
    """E306: a measurements file is named after an indicator.

    Bad: ``measurements/dung-hn.yaml``. Good: ``measurements/dung-han.yaml``.
    """
    known = {indicator.id for indicator in plan.indicators}
    for indicator_id in plan.readings:
        if indicator_id not in known:
            hint = meant(indicator_id, known, "Đổi tên tệp theo mã chỉ tiêu.")
            yield Finding(
                "E306", Place(f"measurements/{indicator_id}.yaml"), f"Không có chỉ tiêu “{indicator_id}”.", hint
            )


def indicators_lead_somewhere(plan: Plan) -> Iterator[Finding]:
    """E307: the source and the rows an indicator names exist.

    Bad: ``tasks: [II.40]``. Good: ``tasks: [II.14]``.
    """
    rows = _known_rows(plan)
    sources = {node.id for node in plan.nodes()} | rows
    for indicator in plan.indicators:
        path = indicator.place.path
        if indicator.source and indicator.source not in sources:
            where = replace(indicator.place, path=(*path, "source"))
            hint = meant(indicator.source, sources, "Ghi mã của một mục trong văn bản.")
            yield Finding("E307", where, f"Văn bản không có chỗ “{shown(indicator.source)}”.", hint)
        for index, task_id in enumerate(indicator.tasks):
            if task_id not in rows:
                where = replace(indicator.place, path=(*path, "tasks", index))
                yield Finding(
                    "E307", where, f"Không có nhiệm vụ “{shown(task_id)}”.", meant(task_id, rows, "Ghi mã nhiệm vụ.")
                )


def indicator_rows_have_an_indicator(plan: Plan) -> Iterator[Finding]:
    """E308: a row that is an indicator names one of indicators.yaml.

    Bad: ``indicator: ty-le`` without such an entry. Good: ``indicator: dung-han``.
    """
    known = {indicator.id for indicator in plan.indicators}
    for task in plan.tasks():
        if task.indicator and task.indicator not in known:
            where = replace(task.place, path=(*task.place.path, "indicator"))
            hint = meant(task.indicator, known, "Thêm chỉ tiêu này vào indicators.yaml.")
            yield Finding("E308", where, f"Không có chỉ tiêu “{task.indicator}”.", hint)


def _entry_files(plan: Plan) -> Iterator[tuple[Fact | Reading, ...]]:
    yield from plan.facts.values()
    yield from plan.readings.values()


def voids_name_an_entry(plan: Plan) -> Iterator[Finding]:
    """E310: what is voided stands in the same file.

    Bad: ``void: k3f9`` where no entry has that id. Good: the id of the mistaken entry.
    """
    for entries in _entry_files(plan):
        ids = {entry.id for entry in entries if entry.id}
        for entry in entries:
            if entry.void and entry.void not in ids:
                where = replace(entry.place, path=(*entry.place.path, "void"))
                hint = meant(entry.void, ids, "Ghi mã (id) của mục đã ghi nhầm trong tệp này.")
                yield Finding("E310", where, f"Tệp này không có mục mã “{shown(entry.void)}”.", hint)


def entry_ids_are_unique(plan: Plan) -> Iterator[Finding]:
    """E311: no two entries of a file have one id.

    Bad: two facts with ``id: k3f9x``. Good: the program gives each a different one.
    """
    for entries in _entry_files(plan):
        counts = Counter(entry.id for entry in entries if entry.id)
        seen: set[str] = set()
        for entry in entries:
            if counts[entry.id] > 1 and entry.id in seen:
                where = replace(entry.place, path=(*entry.place.path, "id"))
                yield Finding("E311", where, f"Hai mục cùng mã “{entry.id}”.", "Bỏ một mục, hoặc đổi mã của một mục.")
            seen.add(entry.id)


def amendments_lead_somewhere(plan: Plan) -> Iterator[Finding]:
    """E312: what an amendment changes exists, and reads as the amendment says it did.

    Bad: ``task: II.40``, or a ``from`` that is not what the plan says. Good: the words of the plan.
    """
    rows = {task.id: task for task in plan.tasks()}
    added = {item.added.id for item in plan.amendments if item.added}
    changed: set[tuple[str, str]] = set()
    for item in sorted(plan.amendments, key=lambda item: (item.date, item.position)):
        key = "task" if item.task else "removed"
        task_id = item.task or item.removed
        if task_id and task_id not in rows and task_id not in added:
            where = replace(item.place, path=(*item.place.path, key))
            hint = meant(task_id, rows, "Ghi mã nhiệm vụ.")
            yield Finding("E312", where, f"Không có nhiệm vụ “{shown(task_id)}”.", hint)
        elif item.task in rows and item.field in TASK_FIELDS and (item.task, item.field) not in changed and item.old:
            now = str(getattr(rows[item.task], item.field))
            if fold(now) != fold(item.old):
                where = replace(item.place, path=(*item.place.path, "from"))
                hint = f"Kế hoạch ghi: “{shown(now)}”." if now else "Kế hoạch để trống ô này."
                yield Finding("E312", where, f"Kế hoạch không ghi như vậy ở {item.task}.", hint)
        changed.add((item.task, item.field))
        sections = {section.id for section in plan.all_sections()}
        if item.added is not None and item.added.section not in sections:
            where = replace(item.place, path=(*item.place.path, "added", "section"))
            yield Finding("E312", where, f"Không có mục “{item.added.section}”.", "Ghi mã của một mục trong phụ lục.")


def _is_place(where: str) -> bool:
    """Whether a correction means a cell or a place of the text, and not a key of a file."""
    row, dot, column = where.rpartition(".")
    return where.startswith("KH.") or (bool(dot) and row != "appendix" and column in TASK_FIELDS)


def corrections_stand_in_the_text(plan: Plan) -> Iterator[Finding]:
    """E313: a correction names a place of the document, and its corrected words stand there.

    Bad: ``where: II.5.product`` with words that the cell does not hold. Good: the words as they are now.
    """
    if not plan.corrections:
        return
    texts = {f"{task.id}.{column}": str(getattr(task, column)) for task in plan.tasks() for column in TASK_FIELDS}
    texts |= {node.id: f"{node.title}\n{node.text}\n{node.note}" for node in plan.nodes()}
    for item in plan.corrections:
        held = texts.get(item.where)
        if held is None and _is_place(item.where):
            where = replace(item.place, path=(*item.place.path, "where"))
            yield Finding("E313", where, f"Văn bản không có chỗ “{shown(item.where)}”.", meant(item.where, texts, "Ghi mã nhiệm vụ kèm tên cột."))  # fmt: skip  # noqa: E501
        elif held is not None and nfc(item.corrected) not in held:
            where = replace(item.place, path=(*item.place.path, "corrected"))
            yield Finding("E313", where, f"Chỗ {shown(item.where)} không có chữ “{shown(item.corrected)}”.", "Ghi đúng chữ đang có trong văn bản.")  # fmt: skip  # noqa: E501
