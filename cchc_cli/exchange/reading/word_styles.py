"""How paragraphs and runs of a Word file look: direct properties over styles over the document's defaults."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cchc_cli.exchange.reading.word_parts import Element, W, switched, value, whole

_BODY_TEXT = 9  # the outline level that means "no heading"


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of a run; what is not said is None."""

    bold: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    font: str | None = None

    def over(self, base: Look) -> Look:
        """Return this look where it says something, else the other."""
        return Look(
            base.bold if self.bold is None else self.bold,
            base.hidden if self.hidden is None else self.hidden,
            base.capitals if self.capitals is None else self.capitals,
            base.font if self.font is None else self.font,
        )


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Shape:
    """Properties of a paragraph; ``list_id`` and ``list_level`` say which automatic number it has."""

    level: int | None = None
    centred: bool | None = None
    list_id: str | None = None
    list_level: int | None = None
    look: Look = PLAIN
    style: str = ""

    def over(self, base: Shape) -> Shape:
        """Return this shape where it says something, else the other."""
        return Shape(
            base.level if self.level is None else self.level,
            base.centred if self.centred is None else self.centred,
            base.list_id if self.list_id is None else self.list_id,
            base.list_level if self.list_level is None else self.list_level,
            self.look.over(base.look),
            self.style or base.style,
        )


def look_of(properties: Element) -> Look:
    """Return what a ``w:rPr`` says itself."""
    if properties is None:
        return PLAIN
    fonts = properties.find(f"{W}rFonts")
    font = None
    if fonts is not None:
        themed = fonts.get(f"{W}hAnsiTheme") or fonts.get(f"{W}asciiTheme")
        # Letters beyond ASCII are drawn by hAnsi; the fonts of a theme are Unicode.
        font = "" if themed else fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
    return Look(
        switched(properties.find(f"{W}b")),
        switched(properties.find(f"{W}vanish")),
        switched(properties.find(f"{W}caps")),
        font,
    )


def shape_of(properties: Element, *, is_style: bool = False) -> Shape:
    """Return what a ``w:pPr`` says itself. The mark's own look is no look of the paragraph's text."""
    if properties is None:
        return Shape()
    outline, align = properties.find(f"{W}outlineLvl"), properties.find(f"{W}jc")
    number = properties.find(f"{W}numPr")
    list_id = list_level = None
    if number is not None:
        identity, level = number.find(f"{W}numId"), number.find(f"{W}ilvl")
        list_id = None if identity is None else value(identity, "0")
        list_level = None if level is None else whole(value(level), 0, 8)
        if list_level is None and not is_style:
            list_level = 0
    depth = None if outline is None else whole(value(outline), _BODY_TEXT)
    return Shape(
        None if depth is None else depth + 1 if depth < _BODY_TEXT else 0,
        None if align is None else value(align) == "center",
        list_id,
        list_level,
    )


class Styles:
    """The styles of one file, each computed once with all that it is based on."""

    def __init__(self, root: Element) -> None:
        self._elements: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._shapes: dict[str, Shape] = {}
        self._looks: dict[str, Look] = {}
        self._base = Shape()
        if root is None:
            return
        for element in root.iterchildren(f"{W}style"):
            name = element.get(f"{W}styleId", "")
            self._elements.setdefault(name, element)
            if element.get(f"{W}default") in {"1", "true", "on"}:
                self._defaults.setdefault(element.get(f"{W}type", ""), name)
        self._base = Shape(
            look=look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")),
        )

    def list_of(self, style: str) -> str:
        """Return the list that a numbering style stands for, empty for none."""
        element = self._elements.get(style)
        return "" if element is None else value(element.find(f"{W}pPr/{W}numPr/{W}numId"))

    def shape(self, properties: Element) -> Shape:
        """Return the shape of a paragraph with these properties, whose look is that of its plain runs."""
        if properties is None:
            return self._of_style("")
        named = properties.find(f"{W}pStyle")
        return shape_of(properties).over(self._of_style(value(named)))

    def look(self, properties: Element, base: Look) -> Look:
        """Return the look of a run with these properties in a paragraph whose plain runs look like ``base``."""
        if properties is None:
            return base
        named = properties.find(f"{W}rStyle")
        if named is not None:
            base = self._of_characters(value(named)).over(base)
        return look_of(properties).over(base)

    def _of_style(self, style: str) -> Shape:
        if style not in self._elements:
            style = self._defaults.get("paragraph", "")
        known = self._shapes.get(style)
        if known is None:
            known = self._base
            for name in reversed(self._chain(style)):
                element = self._elements[name]
                own = shape_of(element.find(f"{W}pPr"), is_style=True)
                known = replace(own, look=look_of(element.find(f"{W}rPr")), style=name).over(known)
            self._shapes[style] = known
        return known

    def _of_characters(self, style: str) -> Look:
        known = self._looks.get(style)
        if known is None:
            known = PLAIN
            for name in reversed(self._chain(style)):
                known = look_of(self._elements[name].find(f"{W}rPr")).over(known)
            self._looks[style] = known
        return known

    def _chain(self, style: str) -> list[str]:
        """Return a style and those it is based on, nearest first."""
        found: list[str] = []
        while style in self._elements and style not in found:
            found.append(style)
            style = value(self._elements[style].find(f"{W}basedOn"))
        return found
