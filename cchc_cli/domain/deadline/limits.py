"""Read the small words before a time that say how it bounds the work: trước, chậm nhất, từ, sau, trong, dự kiến."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_cli.domain.deadline.cursor import Cursor

_TENTATIVE = ("dự kiến", "khoảng", "ước tính", "ước")
_LATEST = (
    "chậm nhất là",
    "chậm nhất",
    "muộn nhất là",
    "muộn nhất",
    "trễ nhất là",
    "trễ nhất",
    "không muộn hơn",
    "không chậm hơn",
    "không quá",
    "hạn cuối cùng",
    "hạn cuối",
    "hạn chót",
    "thời hạn hoàn thành",
    "thời hạn thực hiện",
    "thời hạn",
    "thời gian hoàn thành",
    "thời gian thực hiện",
    "thời gian",
    "hạn",
    "hoàn thành xong",
    "xong",
    "hoàn thành",
    "kết thúc",
    "trong thời gian",
    "trong vòng",
)
_WITHIN = ("trong cả", "ngay trong", "trong", "vào dịp", "vào", "tại", "ngay")
_UNTIL = (
    "từ nay cho đến hết",
    "từ nay cho đến",
    "từ nay đến hết",
    "từ nay đến",
    "từ nay tới",
    "cho đến hết",
    "cho đến",
    "đến hết",
    "đến",
    "tới",
    "sang",
    "hết",
)
_SINCE = ("bắt đầu kể từ", "bắt đầu từ", "bắt đầu vào", "bắt đầu", "khởi động từ", "tính từ", "kể từ", "ngay từ", "từ")


@dataclass(slots=True)
class Limits:
    """Which bounds the words before a time set; ``said`` where there is any word at all."""

    said: bool = False
    before: bool = False
    within: bool = False
    since: bool = False
    after: bool = False
    tentative: bool = False


def take_limits(cursor: Cursor) -> Limits:
    """Move past the bounding words that stand here, in any order that offices pile them up."""
    limits = Limits()
    while True:
        if cursor.take(*_TENTATIVE):
            limits.tentative = True
        elif cursor.take(*_LATEST, *_UNTIL):
            pass
        elif cursor.take(*_SINCE):
            limits.since = True
        elif cursor.take(*_WITHIN):
            limits.within = True
        elif not limits.since and cursor.take("trước"):
            limits.before = True
        elif not limits.before and cursor.take("sau"):
            limits.after = True
        else:
            if limits.said:
                cursor.take("là")
            return limits
        limits.said = True
