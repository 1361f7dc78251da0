"""Write SVG: elements as values, everything in them escaped on the way out."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    Child: TypeAlias = "Element | str"


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes and what stands in it; strings are text, never markup."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Child, ...]


def element(name: str, *children: Child, **attributes: str | int) -> Element:
    """Return an element; ``stroke_width`` is the attribute ``stroke-width``, ``class_`` is ``class``."""
    named = tuple((key.rstrip("_").replace("_", "-"), str(value)) for key, value in attributes.items())
    return Element(name, named, children)


def chart(height: int, title: str, description: str, children: Iterable[Child]) -> Element:
    """Return a chart as wide as its place, ``height`` pixels high, with its name and what it says in words."""
    return Element(
        "svg",
        (("class", "chart"), ("role", "img"), ("width", "100%"), ("height", str(height))),
        (element("title", title), element("desc", description), *children),
    )


def decoration(width: str | int, height: int, children: Iterable[Child]) -> Element:
    """Return a picture that says nothing the words beside it don't say."""
    attributes = (("class", "chart"), ("aria-hidden", "true"), ("width", str(width)), ("height", str(height)))
    return Element("svg", attributes, tuple(children))


def at(share: Fraction, y: int, *children: Child) -> Element:
    """Return children drawn around a point: a share of the width, ``y`` pixels down."""
    return element("svg", *children, x=percent(share), y=y, overflow="visible")


def percent(share: Fraction) -> str:
    """Write a share of the width, to a hundredth of a percent: ``34.25%``."""
    whole, rest = divmod(round(share * 10_000), 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def write(found: Child) -> str:
    """Return an element, or a text, as it stands in a page."""
    if isinstance(found, str):
        return escape(found, quote=False)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in found.attributes)
    inside = "".join(map(write, found.children))
    return f"<{found.name}{attributes}>{inside}</{found.name}>" if inside else f"<{found.name}{attributes}/>"
