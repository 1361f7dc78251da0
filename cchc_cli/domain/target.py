"""A measurable target and a reading held against it: ``>= 95 %``, ``< 1,3 %``, ``97,2``, ``1234/1270``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

_COMPARATORS = {
    ">=": ">=", "≥": ">=", "=>": ">=", "<=": "<=", "≤": "<=", "=<": "<=",
    ">": ">", "<": "<", "=": "=", "": "=",
}  # fmt: skip
_LONGEST_NUMBER = 30


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator is to reach: a comparator, a value and its unit."""

    comparator: str
    value: Decimal
    unit: str

    @property
    def printed(self) -> str:
        """The target with the signs of print, not parted at the end of a line: ``≥ 95%``, ``100%``."""
        sign = {">=": "≥", "<=": "≤", "=": ""}.get(self.comparator, self.comparator)
        return f"{sign}\u00a0{self.measure(self.value)}" if sign else self.measure(self.value)

    @property
    def suffix(self) -> str:
        """What follows a value in the target's unit: ``%``, or a blank that does not part lines and ``ngày``."""
        return self.unit if self.unit in {"", "%"} else f"\u00a0{self.unit}"

    def measure(self, value: Decimal | Fraction) -> str:
        """Write a value in the target's unit: ``97,2%``, ``15 ngày``."""
        return f"{number(value)}{self.suffix}"

    def is_met(self, reading: Fraction) -> bool:
        """Tell whether a reading, in the target's own unit, reaches it."""
        goal = Fraction(self.value)
        match self.comparator:
            case ">=":
                return reading >= goal
            case "<=":
                return reading <= goal
            case ">":
                return reading > goal
            case "<":
                return reading < goal
        return reading == goal

    def __str__(self) -> str:
        return f"{self.comparator} {number(self.value)}{' ' + self.unit if self.unit else ''}"


def read_target(text: str) -> Target | None:
    """Read a comparator, a number in Vietnamese notation and a unit; None for anything else."""
    text = text.strip()
    sign_length = next(
        (length for length in (2, 1, 0) if text[:length] in _COMPARATORS and len(text[:length]) == length), 0
    )
    rest = text[sign_length:].strip()
    digits = 0
    while digits < len(rest) and (rest[digits].isdigit() or rest[digits] in ".,"):
        digits += 1
    value = read_number(rest[:digits])
    if value is None:
        return None
    return Target(_COMPARATORS[text[:sign_length]], value, rest[digits:].strip())


@lru_cache(maxsize=4096)
def read_number(text: str) -> Decimal | None:
    """Read a number as people type it: ``97,2``, ``97.2``, ``21.914``, ``1.234,5``; None for anything else.

    A comma is the decimal mark. Points group thousands where each is followed by exactly three digits
    and there is a comma or more than one point, or the number before it has no leading zero; a single
    point followed by one, two or more than three digits is a decimal mark.
    """
    text = text.strip().replace("\u00a0", "").replace(" ", "")
    if not text or len(text) > _LONGEST_NUMBER or not text.isascii():
        return None
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    if not all(char.isdigit() or char in ".," for char in digits):
        return None
    whole, comma, decimals = digits.partition(",")
    groups = whole.split(".")
    grouped = len(groups) > 1 and len(groups[0]) in (1, 2, 3) and groups[0] != "0"
    if grouped and all(len(group) == 3 for group in groups[1:]):
        whole = "".join(groups)
    elif comma and len(groups) > 1:
        return None
    try:
        return Decimal(f"{sign}{whole}{'.' if comma else ''}{decimals}")
    except InvalidOperation:
        return None


def read_reading(text: str) -> Fraction | tuple[Decimal, Decimal] | None:
    """Read ``97,2`` as a value and ``1234/1270`` as numerator and denominator; None for anything else."""
    above, slash, below = text.strip().rstrip("%").partition("/")
    value = read_number(above)
    if value is None:
        return None
    if not slash:
        return Fraction(value)
    base = read_number(below)
    if base is None or base <= 0 or value < 0:
        return None
    return value, base


def number(value: Decimal | Fraction, *, places: int = 2) -> str:
    """Write a number in Vietnamese notation, at most ``places`` decimals: ``21.914``, ``41,33``."""
    scaled = round(Fraction(value) * 10**places)
    sign = "-" if scaled < 0 else ""
    whole, rest = divmod(abs(scaled), 10**places)
    decimals = f"{rest:0{places}d}".rstrip("0") if places else ""
    return f"{sign}{whole:,}".replace(",", ".") + (f",{decimals}" if decimals else "")
