"""Say in Vietnamese what the forms find wrong, each at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, RootModel, ValidationError

from cchc_cli.domain.finding import Finding, Path, Place
from cchc_cli.domain.text import nearest
from cchc_cli.store.data import without_spares
from cchc_cli.store.forms import form_of
from cchc_cli.store.take import shown

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from cchc_cli.store.data import Data

_NEEDED = {
    "string_type": "một đoạn chữ",
    "list_type": "một danh sách, mỗi mục bắt đầu bằng dấu “-”",
    "dict_type": "các khóa và giá trị",
    "model_type": "các khóa và giá trị",
    "date_type": "một ngày như 2020-03-14",
    "int_type": "một số",
    "decimal_type": "một số",
    "bool_type": "true hoặc false",
}


def diagnose(file: str, data: Data) -> list[Finding]:
    """Return what is wrong with the form of one file's data, in the order of the text.

    E201: a key is missing; E202: a key is not known; E203: a value is empty or of another kind; E204: a value is
    not one of those there can be.
    """
    form = form_of(file)
    data = without_spares(data)
    try:
        form.model_validate(data)
    except ValidationError as error:
        return [_finding(file, form, data, detail) for detail in error.errors(include_url=False, include_input=False)]
    return []


def _finding(file: str, form: type[BaseModel], data: Data, detail: ErrorDetails) -> Finding:
    path, value = _into(data, detail["loc"])
    name = str(path[-1]) if path else file
    match detail["type"]:
        case "missing":
            message = f"Thiếu khóa “{detail['loc'][-1]}”."
            hint = f"Thêm dòng “{detail['loc'][-1]}: ...” vào đây."
            return Finding("E201", Place(file, path), message, hint)
        case "extra_forbidden":
            hint = _meant(name, _keys(form, detail["loc"][:-1]))
            return Finding("E202", Place(file, path, key=True), f"Không có khóa “{shown(name)}” ở đây.", hint)
        case "value_error":
            message = str(detail["ctx"]["error"])
            message = message[:1].upper() + message[1:] + "."
            if detail["loc"][-1:] == ("[key]",):
                return Finding("E204", Place(file, path, key=True), message, "Sửa lại tên khóa này.")
            return Finding("E204", Place(file, path), message, "Sửa lại giá trị này.")
        case "enum" | "literal_error":
            words = _words(detail)
            hint = _meant(str(value), words) if isinstance(value, str) else f"Dùng một trong: {', '.join(words)}."
            quoted = f"“{shown(value)}”" if isinstance(value, str) else "Giá trị này"
            return Finding("E204", Place(file, path), f"{quoted} không phải từ quy định cho khóa “{name}”.", hint)
        case "blank":
            return Finding("E203", Place(file, path), f"{_subject(path)} còn để trống.", "Ghi nội dung vào đây.")
    needed = _NEEDED.get(detail["type"], "giá trị khác")
    if value is None:
        message = f"{_subject(path)} còn để trống; cần {needed}."
        return Finding("E203", Place(file, path), message, "Ghi nội dung vào đây.")
    message = f"{_subject(path)} cần {needed}."
    return Finding("E203", Place(file, path), message, "Xem lại dấu hai chấm, dấu “-” và thụt lề.")


def _subject(path: Path) -> str:
    if not path:
        return "Tệp này"
    return f"Khóa “{shown(path[-1])}”" if isinstance(path[-1], str) else "Mục này"


def _into(data: Data, loc: tuple[int | str, ...]) -> tuple[Path, Data]:
    """Follow an error's location as far as the data goes; pydantic adds steps of its own."""
    path: list[int | str] = []
    value = data
    for step in loc:
        inside = _inside(value, step)
        if inside is not None:
            value = inside[0]
            path.append(step)
    return tuple(path), value


def _inside(value: Data, step: int | str) -> tuple[Data] | None:
    """Return what stands one step further in, None where there is no such step."""
    if isinstance(value, dict) and isinstance(step, str) and step in value:
        return (value[step],)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return (value[step],)
    return None


def _words(detail: ErrorDetails) -> list[str]:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    return [word.strip().strip("'") for word in expected.replace(" or ", ",").split(",") if word.strip()]


def _meant(word: str, known: list[str]) -> str:
    near = nearest(word[:200], known, most=1)
    if near:
        return f"Có phải “{near[0]}”?"
    return f"Dùng một trong: {', '.join(known)}."


def _keys(form: Any, loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys allowed at a location, by walking the models along it."""
    model = _item(form) if isinstance(form, type) and issubclass(form, RootModel) else form
    for step in loc:
        if isinstance(step, str) and step in model.model_fields:
            inner = _model_in(model.model_fields[step].annotation)
            model = inner or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _item(form: type[RootModel[Any]]) -> Any:
    return _model_in(form.model_fields["root"].annotation)


def _model_in(annotation: Any) -> Any:
    """Return the first model named inside an annotation such as ``list[TaskForm] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in getattr(annotation, "__args__", ()) if (found := _model_in(inner))), None)
