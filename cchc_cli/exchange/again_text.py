"""The words of a plan held against those of a document: scan errors, marks of bold print and blanks do not count."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.domain.model import Agency, Correction, Node, Plan
    from cchc_cli.exchange.imported import Imported

_TEXTS = ("number", "place", "doc_type", "subject")
_LISTS = ("bases", "preamble", "closing", "recipients")


class Words:
    """Tells texts apart as the plan's corrections allow."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        self._by_place: dict[str, list[Correction]] = {}
        for each in corrections:
            self._by_place.setdefault(each.where, []).append(each)

    def form(self, where: str, text: str) -> str:
        """Return the form in which texts of a place are compared: as scanned, single blanks."""
        for each in self._by_place.get(where, ()):
            text = text.replace(each.corrected, each.scanned) if each.corrected else text
        return " ".join(text.replace("**", "").split())

    def corrected(self, where: str, text: str) -> str:
        """Return a new text of a place with the scan errors that are known there put right again."""
        for each in self._by_place.get(where, ()):
            if each.scanned and each.scanned in text and each.corrected not in text:
                text = text.replace(each.scanned, each.corrected)
        return text

    def is_same(self, where: str, old: str, new: str) -> bool:
        """Whether two texts of a place say the same, capitals aside: a letterhead has nothing else."""
        return self.form(where, old).casefold() == self.form(where, new).casefold()


def revised_text(plan: Plan, imported: Imported) -> Plan:
    """Return a plan with what a document says otherwise around its table, as far as it says anything."""
    words, new, stated = Words(plan.corrections), imported.plan, imported.stated
    head: dict[str, object] = {}
    for name in _TEXTS:
        if name in stated and not words.is_same(name, getattr(plan, name), getattr(new, name)):
            head[name] = getattr(new, name)
    for name in _LISTS:
        if name in stated and not words.is_same(name, " ".join(getattr(plan, name)), " ".join(getattr(new, name))):
            head[name] = getattr(new, name)
    if "date" in stated:
        head["date"] = new.date
    if "signatory" in stated and not words.is_same("", _joined(plan.signatory), _joined(new.signatory)):
        head["signatory"] = new.signatory
    if "agency" in stated:
        head["agency"] = _agency(plan.agency, new.agency, words)
    if "body" in stated:
        head["body"] = _nodes(plan, new.body, words)
    for name, where in (("appendix_title", "appendix.title"), ("appendix_note", "appendix.note")):
        if getattr(new, name) and not words.is_same(where, getattr(plan, name), getattr(new, name)):
            head[name] = getattr(new, name)
    if new.columns and not words.is_same("", " | ".join(plan.columns), " | ".join(new.columns)):
        head["columns"] = new.columns
    return dataclasses.replace(plan, **head)  # type: ignore[arg-type]


def _joined(texts: Sequence[str]) -> str:
    return " ".join(texts)


def _agency(old: Agency, new: Agency, words: Words) -> Agency:
    """Return the agency with the names that a letterhead, in capitals perhaps, says otherwise."""
    named = {
        name: getattr(new, name)
        for name in ("name", "parent")
        if getattr(new, name) and not words.is_same("", getattr(old, name), getattr(new, name))
    }
    return dataclasses.replace(old, **named)


def _nodes(plan: Plan, nodes: Sequence[Node], words: Words) -> tuple[Node, ...]:
    old = {node.id: node for node in plan.nodes()}
    return tuple(_node(old, node, words) for node in nodes)


def _node(old: dict[str, Node], node: Node, words: Words) -> Node:
    """Return a place of the text as the document has it, in the plan's own words where they are the same."""
    was = old.get(node.id)
    kept = {
        name: getattr(was, name)
        for name in ("title", "text", "note")
        if was is not None and words.form(node.id, getattr(was, name)) == words.form(node.id, getattr(node, name))
    }
    return dataclasses.replace(node, items=tuple(_node(old, item, words) for item in node.items), **kept)
