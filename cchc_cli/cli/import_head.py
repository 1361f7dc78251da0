"""What a person adds to the head of an imported plan: the words that its document doesn't give."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_cli.exchange.imported import Imported

Agency = Annotated[str | None, typer.Option("--agency", metavar="TÊN", help="Tên cơ quan ban hành, khi tệp không ghi.", show_default=False)]  # fmt: skip
Parent = Annotated[str | None, typer.Option("--parent", metavar="TÊN", help="Tên cơ quan chủ quản, khi tệp không ghi.", show_default=False)]  # fmt: skip
Code = Annotated[str | None, typer.Option("--code", metavar="CHỮ", help="Chữ viết tắt của cơ quan, khi tệp không ghi.", show_default=False)]  # fmt: skip
Place = Annotated[str | None, typer.Option("--place", metavar="NƠI", help="Địa danh, khi tệp không ghi.", show_default=False)]  # fmt: skip
Number = Annotated[str | None, typer.Option("--number", metavar="SỐ", help="Số, ký hiệu, khi tệp không ghi.", show_default=False)]  # fmt: skip
Date = Annotated[str | None, typer.Option("--date", metavar="NGÀY", help="Ngày ký, khi tệp không ghi.", show_default=False)]  # fmt: skip
Subject = Annotated[str | None, typer.Option("--subject", metavar="CHỮ", help="Trích yếu, khi tệp không ghi.", show_default=False)]  # fmt: skip

_BLANK = "…"
_LABELS = {
    "agency": "tên cơ quan",
    "parent": "cơ quan chủ quản",
    "code": "chữ viết tắt của cơ quan",
    "place": "địa danh",
    "number": "số, ký hiệu",
    "date": "ngày ký",
    "subject": "trích yếu",
}


@dataclass(frozen=True, slots=True)
class Head:
    """The words of the head as typed; None where nothing was."""

    agency: str | None = None
    parent: str | None = None
    code: str | None = None
    place: str | None = None
    number: str | None = None
    date: str | None = None
    subject: str | None = None

    def given(self) -> Iterator[tuple[str, str]]:
        """Yield the options used with their words; raise Refused for words that say nothing or can't be shown."""
        for name, label in _LABELS.items():
            typed = getattr(self, name)
            if typed is None:
                continue
            words = " ".join(typed.split())
            if not words or not words.isprintable():
                raise Refused(f"--{name}: chưa ghi gì đọc được.", f"Ghi {label}, hoặc bỏ tùy chọn này.")
            yield name, words


def completed(imported: Imported, head: Head) -> Imported:
    """Return what was imported with the words typed where its document has none.

    Raises Refused for words that the document gives otherwise: what was signed stays as signed.
    """
    from cchc_cli.cli.session import typed_date
    from cchc_cli.domain.vocabulary import short_date
    from cchc_cli.exchange.grasp.text import code_of

    given = dict(head.given())
    plan, stated = imported.plan, imported.stated
    agency = plan.agency
    here = {
        "agency": agency.name if "agency" in stated else "",
        "parent": agency.parent if "agency" in stated else "",
        "code": agency.code if "agency" in stated else "",
        **{name: getattr(plan, name) if name in stated else "" for name in ("place", "number", "subject")},
        "date": short_date(plan.date) if "date" in stated else "",
    }
    day = typed_date(given.get("date"), "--date")
    for name, words in given.items():
        _require_same(name, here[name], short_date(day) if name == "date" and day is not None else words)
    missing = {name: words for name, words in given.items() if not _is_said(here[name])}
    if "number" in missing and not _is_said(agency.code):
        missing.setdefault("code", code_of(missing["number"].partition("/")[2]))
    names = {"name": "agency", "parent": "parent", "code": "code"}
    changed = {field: missing[name] for field, name in names.items() if missing.get(name)}
    direct = {name: missing[name] for name in ("place", "number", "subject") if name in missing}
    plan = replace(
        plan,
        agency=replace(agency, **changed),
        date=day if day is not None and "date" in missing else plan.date,
        **direct,  # type: ignore[arg-type]
    )
    now = {*direct, *({"date"} & missing.keys()), *({"agency"} & missing.keys())}
    return replace(imported, plan=plan, stated=stated | now)


def _is_said(text: str) -> bool:
    return bool(text) and _BLANK not in text


def _require_same(name: str, here: str, typed: str) -> None:
    from cchc_cli.domain.text import nfc

    if _is_said(here) and "".join(nfc(here).casefold().split()) != "".join(nfc(typed).casefold().split()):
        raise Refused(
            f"Tệp đã ghi {_LABELS[name]} là “{here}”, khác với --{name}.",
            f"Bỏ --{name} để theo đúng văn bản; cần sửa thì sửa plan.yaml sau khi nhập.",
        )
