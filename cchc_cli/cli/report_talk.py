"""What the report commands say on standard error about the report they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.cli import edge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cchc_cli.cli.reporting import Opened

MOST_LATE = 10
COUNT_LABELS = {
    "total": "số mục",
    "tasks": "nhiệm vụ",
    "indicators": "chỉ tiêu",
    "outside": "do cơ quan ngoài chủ trì",
    "own": "nhiệm vụ của cơ quan",
    "done": "hoàn thành",
}


def talk_of_report(opened: Opened) -> None:
    """Say which window the report is of, and whether it is made as issued."""
    edge.talk(_about(opened))


def talk_of_writing(opened: Opened, empty: tuple[str, ...]) -> None:
    """Say what people still have to write or look at, and what a sealed report no longer counts."""
    _talk_of_places(opened, empty)
    _talk_of_stray_texts(opened)
    _talk_of_changed_figures(opened)
    _talk_of_late_entries(opened)


def _about(opened: Opened) -> str:
    from cchc_cli.domain.vocabulary import short_date

    values, report = opened.values, opened.report
    said = f"Báo cáo {report.title}: số liệu từ {short_date(report.start)} đến {short_date(report.end)}"
    if not values.is_closed:
        said += f", kỳ chưa kết thúc nên tính đến {short_date(values.moment.as_of)}"
    seal = opened.written.seal if opened.written else None
    if seal is not None:
        said += f"; đã ban hành số {seal.number} ngày {short_date(seal.date)}, lập lại đúng như khi ban hành"
    elif values.moment.known_on:
        said += f"; theo những gì đã ghi đến {short_date(values.moment.known_on)}"
    return said + "."


def _talk_of_places(opened: Opened, empty: tuple[str, ...]) -> None:
    if not empty:
        return
    import textwrap

    codes = codes_of(empty)
    for line in textwrap.wrap(f"Còn {len(empty)} chỗ cần người viết: mục {', '.join(codes)}.", edge.width()):
        edge.talk(line)
    edge.talk(f'Viết một mục: cchc report write {opened.report.code} {codes[0]} "LỜI".')
    file = f"reports/{opened.report.code}.yaml"
    if opened.written is None:
        edge.talk(f"Hoặc viết trong tệp {file}: thêm --skeleton vào lệnh trên để lập tệp.")
    else:
        edge.talk(f"Hoặc viết trong tệp {file} của kế hoạch. Viết xong thì lập lại báo cáo.")


def _talk_of_stray_texts(opened: Opened) -> None:
    from cchc_cli.domain.reporting.outline import headings

    known = {heading.code for heading in headings(opened.values.plan)}
    stray = [code for code, _ in opened.written.texts if code not in known] if opened.written else []
    if stray:
        edge.talk(f"Lời viết ở mục {', '.join(stray)} chưa vào báo cáo: không có mục này. Xem “cchc validate”.")


def _talk_of_changed_figures(opened: Opened) -> None:
    """Say where a sealed report made again has other figures: plan or facts are not the ones they were."""
    from cchc_cli.domain import wording
    from cchc_cli.domain.vocabulary import STATE_LABELS
    from cchc_cli.report.contract import sealed_figures

    seal = opened.written.seal if opened.written else None
    if seal is None or not seal.figures:
        return
    now, then = dict(sealed_figures(opened.values.figures)), dict(seal.figures)
    labels = COUNT_LABELS | {state.value: label[0].lower() + label[1:] for state, label in STATE_LABELS.items()}
    said = [
        f"{label} {_count(now.get(name), wording.two)}, khi ban hành {_count(then.get(name), wording.two)}"
        for name, label in labels.items()
        if now.get(name, "0") != then.get(name, "0")
    ]
    if said:
        edge.talk(f"Số liệu lập lại khác khi ban hành: {'; '.join(said)}.")
        edge.talk("Kế hoạch hoặc tiến độ đã thay đổi; xem lại bằng lịch sử của kho.")


def _count(text: str | None, two: Callable[[int], str]) -> str:
    """Write a count of a seal, which people may have changed, as offices do."""
    return two(int(text)) if text and text.isascii() and text.isdigit() and len(text) < 10 else text or "0"


def codes_of(empty: Iterable[str]) -> list[str]:
    """Return the headings that marked places name: ``II.1.b``."""
    return [code for text in empty if (code := text.partition("mục ")[2].partition(":")[0])]


def _talk_of_late_entries(opened: Opened) -> None:
    from cchc_cli.domain.reporting.sealed import last_day_counted, late_entries
    from cchc_cli.domain.vocabulary import short_date

    seal = opened.written.seal if opened.written else None
    if seal is None:
        return
    late = late_entries(opened.session.plan, seal, last_day_counted(opened.report, opened.session.plan.year))
    if late:
        edge.talk(f"{len(late)} mục ghi sau khi ban hành, không tính vào báo cáo này:")
        for name, entry in late[:MOST_LATE]:
            edge.talk(f"  {name}: {_entry_words(entry)} (ngày {short_date(entry.date)}, ghi {short_date(entry.known)})")
        if len(late) > MOST_LATE:
            edge.talk(f"  … và {len(late) - MOST_LATE} mục nữa.")


def _entry_words(entry: Any) -> str:
    """Say in one line what a fact or a reading says."""
    from cchc_cli.domain import wording
    from cchc_cli.domain.model import Fact

    if isinstance(entry, Fact):
        return wording.happened(entry)
    return f"bỏ số liệu {entry.void} ghi nhầm" if entry.void else f"số liệu {wording.reading(entry)}"
