"""The small language of Word templates: what it allows, and what it never does.

A template comes from outside. It may show values, repeat and choose; it can't set names, call Python,
reach behind a value, or grow without end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from cchc_cli.domain import target, vocabulary
from cchc_cli.report.word.text import escape_for_engine

_MOST_STEPS = 200_000
_LONGEST_JOIN = 1_000_000
_SHOWN = (str, int, float, Decimal, Fraction, dt.date)
_COUNTED = "counted turns"  # not a name that a template could write
_KEPT_FILTERS = (
    "capitalize",
    "count",
    "d",
    "default",
    "first",
    "int",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "rejectattr",
    "round",
    "selectattr",
    "sum",
    "trim",
    "upper",
)


class NotAllowed(TemplateRuntimeError):  # noqa: N818 (as Refused: what happened, said in a word)
    """A template asked for what its language does not offer; the message is a Vietnamese phrase."""


class Missing(StrictUndefined):
    """A name without a value."""

    @property
    def _undefined_message(self) -> str:
        return f"không có giá trị cho tên “{self._undefined_name}”"


class Language(SandboxedEnvironment):
    """Jinja's language without what could harm; one for each rendering, as it counts its steps."""

    intercepted_binops = frozenset({"*", "%", "**", "//", "/"})

    def __init__(self, functions: Mapping[str, Callable[..., Markup]]) -> None:
        super().__init__(autoescape=True, undefined=Missing, finalize=shown)
        self.globals.clear()
        self.globals.update(functions)
        self.steps = 0
        kept = {name: self.filters[name] for name in _KEPT_FILTERS}
        self.filters.clear()
        self.filters.update(kept)
        self.filters.update(
            {
                "join": join,
                "dashed": dashed,
                "figure": figure,
                "short_date": short_date,
                "long_date": long_date,
                _COUNTED: self.count_turns,
            }
        )

    def compile(self, source: Any, *arguments: Any, **named: Any) -> Any:
        """Compile a template whose loops count their turns."""
        if isinstance(source, str):
            source = self.parse(source)
        for loop in source.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None)
        return super().compile(source, *arguments, **named)

    def count_turns(self, values: Iterable[object]) -> Iterator[object]:
        """Yield values, as long as the template has not gone round too often."""
        for value in values:
            self.take_step()
            yield value

    def take_step(self) -> None:
        """Count a step; raise NotAllowed when there were too many."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise NotAllowed("vòng lặp quá nhiều lần")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply and divide numbers alone: text times a number is a flood."""
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise NotAllowed(f"không dùng phép “{operator}” như vậy được")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of a value; a mapping's fields are its keys, never its methods."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext | dt.date | Undefined) or is_dataclass(obj):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of a list, or what :meth:`getattr` does for a name."""
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)


def shown(value: object) -> object:
    """Return a value as it stands in the XML: nothing for None, text with all its signs made harmless.

    Raises NotAllowed for what has no form of its own: lists, mappings, parts of the document.
    """
    if isinstance(value, Markup | Undefined):
        return value
    if value is None or isinstance(value, bool):
        return {None: "", False: "không", True: "có"}[value]
    if not isinstance(value, _SHOWN):
        raise NotAllowed("chỉ hiện được chữ, số, ngày; danh sách thì lặp bằng for hoặc nối bằng join")
    return Markup(escape_for_engine(str(value)))  # noqa: S704 (escaped)


def join(values: Iterable[object], separator: str = ", ") -> str:
    """Join values to one text."""
    if isinstance(values, str):
        raise NotAllowed("bộ lọc “join” dùng cho danh sách")
    found = list(values)
    if not all(isinstance(value, _SHOWN) for value in found):
        raise NotAllowed("bộ lọc “join” dùng cho danh sách chữ, số, ngày")
    text = separator.join(map(str, found))
    if len(text) > _LONGEST_JOIN:
        raise NotAllowed("bộ lọc “join” cho ra chữ quá dài")
    return text


def dashed(text: str, last: bool = False) -> str:  # noqa: FBT001, FBT002 (called from templates)
    """Write an entry of Kính gửi or Nơi nhận: a dash, the words, a semicolon or the full stop of the last."""
    words = text.strip().removeprefix("-").strip().rstrip(";.").rstrip()
    return f"- {words}{'.' if last else ';'}"


def figure(value: object) -> str:
    """Write a number in Vietnamese notation: ``21.914``, ``41,33``."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise NotAllowed("bộ lọc “figure” dùng cho số")
    return target.number(Fraction(str(value)))


def short_date(value: object) -> str:
    """Write a date, or its ISO text, as tables do: ``31/03/2020``."""
    return vocabulary.short_date(_date(value))


def long_date(value: object) -> str:
    """Write a date, or its ISO text, in full: ``ngày 05 tháng 02 năm 2020``."""
    return vocabulary.long_date(_date(value))


def _date(value: object) -> dt.date:
    found = vocabulary.read_date(value) if isinstance(value, str) else value
    if not isinstance(found, dt.date):
        raise NotAllowed("bộ lọc ngày dùng cho ngày tháng")
    return found
