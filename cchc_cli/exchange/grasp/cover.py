"""The decision by which a plan is issued, where the plan comes as a document attached to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc_cli.exchange.grasp.head import Head, read_head, type_line, type_of
from cchc_cli.exchange.grasp.tail import Tail, parted
from cchc_cli.exchange.pages import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.exchange.grasp.markers import Paragraph

_ARTICLE = re.compile(r"Điều\s+1\s*[.:]", re.IGNORECASE)
_ISSUES = re.compile(r"(?:về việc\s+)?(?:ban hành|phê duyệt)\s+(?=kế hoạch|chương trình|đề án)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cover:
    """What a decision says of the plan it issues: its head, its recipients and signer; ``plan`` stands after it."""

    head: Head
    tail: Tail
    plan: Sequence[Paragraph]
    doubt: Doubt


def read_cover(found: Sequence[Paragraph]) -> Cover | None:
    """Part a decision in articles from the plan attached to it; None where the document is no decision."""
    kind = type_line(found)
    if kind is None or type_of(found[kind].text)[0] != "Quyết định":
        return None
    articles = next((at for at in range(kind, len(found)) if _ARTICLE.match(found[at].text)), None)
    if articles is None:
        return None
    begin = next((at for at in range(articles, len(found)) if type_of(found[at].text)[0]), len(found))
    opening = [*found[: kind + 1], *(each for each in found[kind + 1 : articles] if not each.text.isupper())]
    head = read_head(opening)
    _, tail = parted(found[articles:begin])
    made = "Kế hoạch kèm theo quyết định này; lấy số, ngày, căn cứ, người ký, không lấy các điều."
    return Cover(head, tail, found[begin:], Doubt("cover", found[kind].where, found[articles].text[:160], made))


def with_plan(cover: Cover, plan: Head) -> Head:
    """Return the head of a plan, with what the decision above it says."""
    named = _ISSUES.sub("", cover.head.subject)
    kind, subject = type_of(named.upper())[0] if named else "", named
    if kind:
        subject = named[len(kind) :].strip()
        subject = subject[:1].upper() + subject[1:]
    return replace(
        cover.head,
        doc_type=plan.doc_type or kind or "Kế hoạch",
        subject=plan.subject or subject,
        bases=(*cover.head.bases, *plan.bases),
        preamble=plan.preamble,
    )
