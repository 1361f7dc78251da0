"""Read back the rows this program exported as JSON or YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.vocabulary import long_date, read_date
from cchc_cli.exchange.headings import COMPUTED
from cchc_cli.exchange.pages import Cell, Document, Line, Row, Table
from cchc_cli.exchange.reading.cleaning import clean
from cchc_cli.exchange.rows import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 32 * 1024 * 1024
_MOST_COLUMNS = 256
_HINT = "Dùng tệp do lệnh “cchc export --format json” hoặc “--format yaml-doc” lập, chưa sửa cấu trúc."


def read_own_rows(name: str, data: bytes) -> Document:
    """Read an export (``cchc.export/1``) from a .json or .yaml file as a table with the headings of the CSV.

    The columns that the program computes are left out: no plan holds them. Above the table stands the line
    that says which plan it belongs to.

    Raises:
        Refused: the file is too large, is no JSON or YAML, or isn't an export of this program.
    """
    if len(data) > _LARGEST:
        raise Refused(f"Tệp “{name}” quá lớn: giới hạn là {_LARGEST // (1024 * 1024)} MB.", _HINT)
    is_json = name.casefold().endswith(".json")
    held = _json(name, data) if is_json else _yaml(name, data)
    if not isinstance(held, dict) or held.get("schema") != SCHEMA:
        raise Refused(f"Tệp “{name}” không phải tệp do chương trình xuất.", _HINT)
    columns = [(field, title) for field, title in _columns(name, held.get("columns")) if field not in COMPUTED]
    heading = Row(tuple(Cell(clean(title), "danh sách cột") for _, title in columns), "danh sách cột", heading=True)
    rows = tuple(_rows(name, held.get("rows"), [field for field, _ in columns]))
    table = Table((heading, *rows), f"{len(rows)} dòng")
    return Document(name, "json" if is_json else "yaml", (*_origin(held.get("plan")), table))


def _json(name: str, data: bytes) -> Any:
    import json

    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(f"Tệp “{name}” không đọc được theo dạng JSON.", _HINT) from error


def _yaml(name: str, data: bytes) -> Any:
    from cchc_cli.store.source import read_source

    source = read_source(name, data)
    if source.findings:
        said = source.findings[0].message
        raise Refused(f"Tệp “{name}” không đọc được theo dạng YAML. {said}", _HINT)
    return source.data


def _columns(name: str, held: object) -> Iterator[tuple[str, str]]:
    if not isinstance(held, list) or not 0 < len(held) <= _MOST_COLUMNS:
        raise Refused(f"Tệp “{name}” thiếu danh sách cột.", _HINT)
    for each in held:
        field, title = (each.get("field"), each.get("title")) if isinstance(each, dict) else (None, None)
        # The field is empty for a column of the plan that nothing fills; YAML reads an empty text as none.
        if not isinstance(field, str | None) or not isinstance(title, str) or not title.strip():
            raise Refused(f"Tệp “{name}” có cột không ghi rõ tên.", _HINT)
        yield field or "", title


def _rows(name: str, held: object, fields: list[str]) -> Iterator[Row]:
    if not isinstance(held, list):
        raise Refused(f"Tệp “{name}” thiếu danh sách dòng.", _HINT)
    for at, each in enumerate(held, start=1):
        if not isinstance(each, dict):
            raise Refused(f"Tệp “{name}”, dòng thứ {at} không phải một nhiệm vụ.", _HINT)
        where = f"dòng thứ {at}"
        yield Row(tuple(Cell(_text(name, at, field, each.get(field)), where) for field in fields), where)


def _text(name: str, at: int, field: str, value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return clean(value)
        case bool():
            pass
        case int():
            return str(value)
        case list() if all(isinstance(item, str) for item in value):
            return clean("; ".join(value))
    raise Refused(f"Tệp “{name}”, dòng thứ {at}: giá trị của “{field}” không phải là chữ.", _HINT)


def _origin(held: object) -> Iterator[Line]:
    """Yield the line that names the plan, in the words in which appendices do."""
    if not isinstance(held, dict):
        return
    number, date, agency = (held.get(key) for key in ("number", "date", "agency"))
    day = read_date(date) if isinstance(date, str) else None
    if isinstance(number, str) and isinstance(agency, str) and day is not None:
        yield Line(f"(Kèm theo Kế hoạch số {clean(number)} {long_date(day)} của {clean(agency)})", "đầu tệp")
