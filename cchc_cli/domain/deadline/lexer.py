"""Cut a phrase into words with places in the original text, each under the spelling the grammar knows."""

from __future__ import annotations

import unicodedata
from typing import Literal, NamedTuple

from cchc_cli.domain.deadline.words import BY_FOLD, BY_SHAPE, ROMAN, shape
from cchc_cli.domain.text import fold, nfc

_DASHES = "-‐‑‒–—―−÷→~"
_BULLETS = "•●▪◦·*○■□➢❖✓"
# Letters that may be glued to figures and still be a time; any other makes a document number (02-KH/TW).
_GLUED = (
    frozenset(
        [
            "quý",
            "quy",
            "qúy",
            "quí",
            "q",
            "tháng",
            "thang",
            "thánh",
            "t",
            "năm",
            "nam",
            "ngày",
            "ngay",
            "tuần",
            "h",
            "g",
            "giờ",
            "và",
        ]
    )
    | ROMAN.keys()
)


class Token(NamedTuple):
    """One word, figure or mark: ``key`` is what the grammar compares, the span lies in the original text.

    ``spaced`` says that a blank, or nothing, stands before it; ``value`` is the figure of a number.
    In a text without diacritics ``open_fold`` is the spelling that any word of the grammar may match.
    A ``code`` is a document's number, a ``quote`` words between “ and ”, both opaque to the grammar.
    """

    kind: Literal["word", "number", "mark", "code", "quote"]
    key: str
    start: int
    end: int
    spaced: bool
    value: int = -1
    capital: bool = False
    open_fold: str = ""


def cut(text: str) -> tuple[Token, ...]:
    """Cut a text into tokens; every character that is no blank belongs to one."""
    return tuple(_spell(_join_codes(_scan(text))))


def _scan(text: str) -> list[Token]:
    tokens: list[Token] = []
    at, spaced = 0, True
    while at < len(text):
        char = text[at]
        if char == "\n" or (not char.isspace() and unicodedata.category(char) != "Cf"):
            token = _scan_one(text, at, spaced=spaced)
            tokens.append(token)
            at, spaced = token.end, char == "\n"
        else:
            at, spaced = at + 1, True
    return tokens


def _scan_one(text: str, at: int, *, spaced: bool) -> Token:
    char = text[at]
    if char == "“" and (close := text.find("”", at)) > at + 1:
        return Token("quote", " ".join(text[at + 1 : close].split()), at, close + 1, spaced)
    if _is_letter(char):
        end = at + 1
        while end < len(text) and _is_letter(text[end]):
            end += 1
        word = unicodedata.normalize("NFKC", text[at:end]).casefold()
        return Token("word", word, at, end, spaced, capital=char.isupper())
    if char.isdecimal():
        end = at + 1
        while end < len(text) and text[end].isdecimal():
            end += 1
        if end - at > 6:
            return Token("code", text[at:end], at, end, spaced)
        return Token("number", text[at:end], at, end, spaced, value=int(text[at:end]), capital=True)
    key = "-" if char in _DASHES else "•" if char in _BULLETS else char
    return Token("mark", key, at, at + 1, spaced)


def _is_letter(char: str) -> bool:
    return char.isalpha() or unicodedata.category(char) in ("Mn", "Mc", "Nl")


def _join_codes(tokens: list[Token]) -> list[Token]:
    """Join what makes up a document's number, such as ``45/2020/NĐ-CP``, into one token."""
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        end = at + 1
        while end < len(tokens) and _glued(tokens, end):
            end += 1
        run = tokens[at:end]
        while run and run[-1].kind == "mark":
            run = run[:-1]
        if len(run) > 1 and _is_code(run):
            key = "".join(token.key for token in run)
            joined.append(run[0]._replace(kind="code", key=key, end=run[-1].end))
            at += len(run)
        else:
            joined.extend(tokens[at:end])
            at = end
    return joined


def _glued(tokens: list[Token], at: int) -> bool:
    token, before = tokens[at], tokens[at - 1]
    if token.spaced or token.kind == "quote" or before.kind == "quote":
        return False
    if token.kind == "mark":
        return token.key in "/-_" or (token.key == "." and _between_numbers(tokens, at))
    return before.kind != "mark" or before.key in "/-_."


def _between_numbers(tokens: list[Token], at: int) -> bool:
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at - 1].kind == "number" and after is not None and after.kind == "number" and not after.spaced


def _is_code(run: list[Token]) -> bool:
    if run[0].kind == "mark":
        return False
    figures = any(token.kind in ("number", "code") for token in run)
    return figures and any(token.kind == "word" and token.key not in _GLUED for token in run)


# Words whose spelling without diacritics is shared and must be told apart: (folded, before, after, meant).
# "#" is a figure; an empty set is no condition; the first row that fits decides. Words that are not
# here match any word of the grammar that is spelled alike.
_ANY: frozenset[str] = frozenset()
_SHARED: tuple[tuple[str, frozenset[str], frozenset[str], str], ...] = (
    ("ngay", frozenset(["#", "tu", "moi", "hang", "het"]), _ANY, "ngày"),
    ("ngay", _ANY, frozenset(["sau", "khi", "trong", "tu", "lap"]), "ngay"),
    ("ngay", _ANY, _ANY, "ngày"),
    ("quy", _ANY, frozenset(["dinh", "trinh", "che", "chuan", "hoach", "mo", "tac"]), "quy"),
    ("quy", _ANY, _ANY, "quý"),
    ("nam", frozenset(["viet", "mien", "phia", "tay", "dong", "ha", "quang"]), _ANY, "nam"),
    ("nam", _ANY, _ANY, "năm"),
    ("tu", _ANY, frozenset(["#", "ngay", "thang", "quy", "nam"]), "từ"),
    ("tu", frozenset(["dau", "thong", "vat"]), _ANY, "tư"),
    ("tu", _ANY, frozenset(["phap", "van", "lieu", "nhan"]), "tư"),
    ("tu", frozenset({"thu"}), frozenset({"hang"}), "tư"),
    ("tu", _ANY, _ANY, "từ"),
    ("sau", frozenset({"thu"}), _ANY, "sáu"),
    ("sau", frozenset({"("}), frozenset({")"}), "sáu"),
    ("thi", _ANY, frozenset(["diem", "hanh", "dua", "tuyen"]), "thí"),
    ("sau", _ANY, _ANY, "sau"),
    ("dot", _ANY, frozenset({"xuat"}), "đột"),
    ("dot", _ANY, _ANY, "đợt"),
    ("de", _ANY, frozenset(["an", "xuat", "nghi", "ra", "cuong"]), "đề"),
    ("cho", _ANY, _ANY, "cho"),
    ("dung", frozenset(["su", "xay", "noi", "ap", "ung", "tuyen", "tac", "lam", "dan", "tin"]), _ANY, "dựng"),
    ("dung", _ANY, _ANY, "dừng"),
    ("hang", _ANY, _ANY, "hằng"),
)  # fmt: skip
# Pairs that can mean one thing only, whatever became of their diacritics.
_PAIRS = {
    "thuong xuyen": "thường xuyên", "dot xuat": "đột xuất", "dinh ky": "định kỳ", "cham nhat": "chậm nhất",
    "lien tuc": "liên tục", "ke hoach": "kế hoạch", "hang thang": "hằng tháng", "hang tuan": "hằng tuần",
    "hang quy": "hằng quý", "hoan thanh": "hoàn thành", "giai doan": "giai đoạn",
}  # fmt: skip
_UNITS = {"quy": "quý", "qui": "quý", "thang": "tháng", "thanh": "tháng", "ngay": "ngày", "nam": "năm", "tuan": "tuần"}


def _spell(tokens: list[Token]) -> list[Token]:
    folds = ["#" if token.kind == "number" else fold(token.key) for token in tokens]
    plain = all(token.key == folded for token, folded in zip(tokens, folds, strict=True) if token.kind == "word")
    around = ["", *folds, ""]
    spelled: list[Token] = []
    for at, token in enumerate(tokens):
        if token.kind != "word":
            spelled.append(token)
            continue
        before, folded, after = around[at : at + 3]
        if pair := _pair(before, folded, after):
            spelled.append(token._replace(key=pair))
        elif plain:
            spelled.append(_spell_plain(token, before, after))
        else:
            spelled.append(token._replace(key=_spell_marked(token.key, folded, after) or nfc(token.key)))
    return spelled


def _pair(before: str, folded: str, after: str) -> str | None:
    if pair := _PAIRS.get(f"{folded} {after}"):
        return pair.split()[0]
    if pair := _PAIRS.get(f"{before} {folded}"):
        return pair.split()[1]
    return None


def _spell_plain(token: Token, before: str, after: str) -> Token:
    """Find the word meant in a text without diacritics: from its neighbours, else leave it open."""
    for shared, befores, afters, meant in _SHARED:
        if shared == token.key and (not befores or before in befores) and (not afters or after in afters):
            return token._replace(key=meant)
    folded = "quy" if token.key == "qui" else token.key
    known = BY_FOLD.get(folded)
    return token._replace(key=known[0], open_fold=folded) if known else token


def _spell_marked(word: str, folded: str, after: str) -> str | None:
    """Find the word meant in a text that has diacritics: its own must agree, but for slips that can't mislead."""
    toneless, tone = shape(word)
    if known := BY_SHAPE.get((toneless, tone)):
        return known
    counted = after == "#" or after in ROMAN
    if counted and folded in _UNITS and (folded != "thanh" or tone == "\u0301"):
        return _UNITS[folded]
    if word == folded:
        return None
    # A lost horn or breve keeps the tone ("thưòng", "hàng" for "hằng").
    same_tone = [known for known in BY_FOLD.get(folded, ()) if shape(known)[1] == tone]
    return same_tone[0] if same_tone else None
