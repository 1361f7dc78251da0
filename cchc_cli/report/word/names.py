"""Which names a template may use, and which of those it uses there are not."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import reduce
from inspect import getmembers
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes

_EXPRESSIONS = (
    nodes.Const,
    nodes.TemplateData,
    nodes.Tuple,
    nodes.List,
    nodes.CondExpr,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Mod,
    nodes.Neg,
    nodes.Pos,
    nodes.Concat,
    nodes.Slice,
    nodes.Keyword,
)
_NAMES_OF_STATEMENTS: dict[type[nodes.Node], str] = {
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.With: "with",
}
_LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value offers: its fields, and what its items are; ``open`` when that isn't known."""

    fields: Mapping[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    open: bool = False


TEXT = Shape()
OPEN = Shape(open=True)
_DATE = Shape({"year": TEXT, "month": TEXT, "day": TEXT})


def shape_of_type(kind: Any) -> Shape:
    """Return what values of a type offer; dataclasses their fields and properties."""
    if isinstance(kind, type) and is_dataclass(kind):
        properties = [name for name, member in getmembers(kind) if isinstance(member, property)]
        hints = get_type_hints(kind)
        known = {each.name: shape_of_type(hints[each.name]) for each in fields(kind)}
        return Shape({**known, **dict.fromkeys(properties, TEXT)})
    if get_origin(kind) is tuple:
        return Shape(item=_merged(shape_of_type(each) for each in get_args(kind) if each is not Ellipsis))
    if get_origin(kind) in {Union, UnionType}:
        return _merged(shape_of_type(each) for each in get_args(kind))
    return _DATE if kind is dt.date else TEXT


def shape_of_value(value: object) -> Shape:
    """Return what plain data offers: keys of mappings, items of lists; None may be anything."""
    if value is None:
        return OPEN
    if isinstance(value, Mapping):
        return Shape({str(key): shape_of_value(each) for key, each in value.items()})
    if isinstance(value, list | tuple):
        return Shape(item=_merged(map(shape_of_value, value)) if value else OPEN)
    return TEXT


def _merged(shapes: Iterable[Shape]) -> Shape:
    return reduce(_merge, shapes, TEXT)


def _merge(one: Shape, other: Shape) -> Shape:
    items = [each for each in (one.item, other.item) if each is not None]
    both = {name: _merge(shape, one.fields.get(name, TEXT)) for name, shape in other.fields.items()}
    return Shape({**one.fields, **both}, _merged(items) if items else None, one.open or other.open)


class Reader:
    """Reads a parsed template and collects what is wrong with it, as Vietnamese phrases."""

    def __init__(self, known: Mapping[str, Shape], functions: Iterable[str], filters: Iterable[str]) -> None:
        self.known = dict(known)
        self.functions = set(functions)
        self.filters = set(filters)
        self.faults: list[str] = []
        self.asked_for: set[str] = set()

    def read(self, tree: nodes.Node) -> None:
        """Read a whole template; a name that it asks for by ``is defined`` or ``default`` may be missing."""
        tests = (each.node for each in tree.find_all(nodes.Test) if each.name in {"defined", "undefined"})
        defaults = (each.node for each in tree.find_all(nodes.Filter) if each.name in {"default", "d"} and each.node)
        self.asked_for |= {_written(node) for node in (*tests, *defaults)}
        self._statements(tree.iter_child_nodes(), self.known)

    def _statements(self, found: Iterable[nodes.Node], names: Mapping[str, Shape]) -> None:
        for node in found:
            if isinstance(node, nodes.For):
                self._loop(node, names)
            elif isinstance(node, nodes.If):
                self._shape(node.test, names)
                self._statements((*node.body, *node.elif_, *node.else_), names)
            elif isinstance(node, nodes.Output):
                for each in node.nodes:
                    self._shape(each, names)
            else:
                self._fault(f"lệnh “{_NAMES_OF_STATEMENTS.get(type(node), 'lạ')}” không dùng được trong mẫu")

    def _loop(self, node: nodes.For, names: Mapping[str, Shape]) -> None:
        if node.recursive:
            self._fault("lệnh “for ... recursive” không dùng được trong mẫu")
        of = self._shape(node.iter, names)
        item = OPEN if of.open or of.item is None else of.item
        targets = [node.target] if isinstance(node.target, nodes.Name) else node.target.find_all(nodes.Name)
        own = {each.name: item if each is node.target else OPEN for each in targets}
        loop = Shape({**dict.fromkeys(_LOOP, TEXT), "previtem": item, "nextitem": item})
        inside = {**names, **own, "loop": loop}
        if node.test is not None:
            self._shape(node.test, inside)
        self._statements(node.body, inside)
        self._statements(node.else_, names)

    def _shape(self, node: nodes.Node, names: Mapping[str, Shape]) -> Shape:
        """Return what an expression's value offers, noting what there is not."""
        if isinstance(node, nodes.Name):
            return self._name(node.name, names)
        if isinstance(node, nodes.Getattr):
            return self._field(node, node.attr, names)
        if isinstance(node, nodes.Getitem):
            return self._item(node, names)
        if isinstance(node, nodes.Filter):
            return self._filter(node, names)
        if isinstance(node, nodes.Call):
            return self._call(node, names)
        if not isinstance(node, _EXPRESSIONS):
            self._fault("có phép tính không dùng được trong mẫu")
            return OPEN
        shapes = [self._shape(each, names) for each in _without_filters_of_tests(node)]
        if isinstance(node, nodes.Concat) and any(shape.fields or shape.item for shape in shapes):
            self._fault("phép “~” chỉ nối chữ và số")
        return _merged(shapes) if isinstance(node, nodes.CondExpr | nodes.Or | nodes.And) else TEXT

    def _name(self, name: str, names: Mapping[str, Shape]) -> Shape:
        if name not in names:
            self._fault(f"không có tên “{name}”{_nearest(name, names)}")
        return names.get(name, OPEN)

    def _field(self, node: nodes.Getattr | nodes.Getitem, name: str, names: Mapping[str, Shape]) -> Shape:
        of = self._shape(node.node, names)
        if name in of.fields:
            return of.fields[name]
        if (not of.open and _written(node) not in self.asked_for) or name.startswith("_"):
            self._fault(f"không có tên “{_written(node)}”{_nearest(name, of.fields)}")
        return OPEN

    def _item(self, node: nodes.Getitem, names: Mapping[str, Shape]) -> Shape:
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._field(node, node.arg.value, names)
        of = self._shape(node.node, names)
        self._shape(node.arg, names)
        if isinstance(node.arg, nodes.Slice):
            return of
        return OPEN if of.item is None else of.item

    def _filter(self, node: nodes.Filter, names: Mapping[str, Shape]) -> Shape:
        if node.name not in self.filters:
            self._fault(f"không có bộ lọc “{node.name}”{_nearest(node.name, self.filters)}")
        if node.node is None:
            return OPEN
        of = self._shape(node.node, names)
        for each in (*node.args, *node.kwargs):
            self._shape(each.value if isinstance(each, nodes.Keyword) else each, names)
        if node.name in {"first", "last"}:
            return OPEN if of.item is None else of.item
        if node.name in {"selectattr", "rejectattr", "list", "default", "d"}:
            return of
        return OPEN

    def _call(self, node: nodes.Call, names: Mapping[str, Shape]) -> Shape:
        for each in (*node.args, *node.kwargs):
            self._shape(each.value if isinstance(each, nodes.Keyword) else each, names)
        if not isinstance(node.node, nodes.Name) or node.node.name not in self.functions:
            self._fault(f"không gọi được “{_written(node.node)}(...)” trong mẫu")
        return TEXT

    def _fault(self, text: str) -> None:
        if text not in self.faults:
            self.faults.append(text)


def _without_filters_of_tests(node: nodes.Node) -> Iterator[nodes.Node]:
    for each in node.iter_child_nodes():
        yield each.expr if isinstance(each, nodes.Operand) else each


def _written(node: nodes.Node) -> str:
    """Return a name as the template wrote it."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        inside = node.arg.value if isinstance(node.arg, nodes.Const) else "..."
        return f"{_written(node.node)}.{inside}" if isinstance(inside, str) else f"{_written(node.node)}[{inside}]"
    return repr(node.value) if isinstance(node, nodes.Const) else "..."


def _nearest(name: str, names: Iterable[str]) -> str:
    found = difflib.get_close_matches(name, sorted(names), n=1)
    return f" (có phải “{found[0]}”?)" if found else ""
