"""Write Vietnamese text to the standard streams, whatever encoding they have and whoever closed them."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Literal, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What is written for a character which neither the encoding nor its unaccented form has.
_SPELLINGS = {
    **dict.fromkeys("–—―−‐‑‒•·▪◦─━═", "-"),
    **dict.fromkeys("│┃║", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯", "+"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("█▇▆▅▄▓", "#"),
    **dict.fromkeys("░▒", "."),
    **dict.fromkeys("✓✔×", "x"),
    "…": "...",
    "≥": ">=",
    "≤": "<=",
    "→": "->",
    "←": "<-",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
}
# The marks of the five tones, which code page 1258 has as characters of their own.
_TONES = "\u0300\u0301\u0303\u0309\u0323"


class OutputLost(Exception):  # noqa: N818 (as Refused: what happened, said in a word)
    """Standard output takes no more: the reader has gone (``hung_up``), the disk is full, ..."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error)
        self.error = error
        self.hung_up = is_broken_pipe(error)


def is_broken_pipe(error: OSError) -> bool:
    """Say whether the error means that the reader of our output has gone."""
    import errno

    # Windows reports a pipe closed at the other end as an invalid argument.
    return error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)


def prepare() -> None:
    """Make the standard streams take any text, also when they are closed or not UTF-8.

    A closed stream is replaced by the null device, so that no file opened later gets its number and
    with it the text meant for the terminal.
    """
    if sys.stdin is None:
        sys.stdin = _null("r")
    if sys.stdout is None:
        sys.stdout = _null("w")
    if sys.stderr is None:
        sys.stderr = _null("w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=error_handler(stream.encoding))


def _null(mode: Literal["r", "w"]) -> TextIO:
    return open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123 (stays open until the end)


# What was written since somebody began to listen: whether to standard error, and the text.
heard: list[tuple[bool, str]] | None = None


def write(text: str) -> None:
    """Write text to standard output; raise OutputLost when it takes no more."""
    if heard is not None:
        heard.append((False, text))
    try:
        sys.stdout.write(_composed(text, sys.stdout))
    except OSError as error:
        raise OutputLost(error) from error


def flush() -> None:
    """Hand on what standard output still holds; raise OutputLost when it takes no more."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise OutputLost(error) from error


def write_aside(text: str) -> None:
    """Write text to standard error; when that fails too there is nobody left to tell."""
    if heard is not None:
        heard.append((True, text))
    try:
        sys.stderr.write(_composed(text, sys.stderr))
        sys.stderr.flush()
    except OSError:
        return


def abandon() -> None:
    """Let what standard output still holds go to the null device, so that the interpreter ends in silence."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError):  # not a real file, as in tests
        return
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, number)
    os.close(null)


def error_handler(encoding: str) -> str:
    """Register the way characters are written which ``encoding`` lacks, and return its name.

    Vietnamese letters keep what the encoding has of them: with cp1258 ``ế`` is written as ``ê`` and a
    combining acute accent, in ASCII as ``e``. There is one handler for each encoding because the error
    raised by 8-bit encodings doesn't tell which of them it was.
    """
    import codecs

    name = f"khong-dau-{codecs.lookup(encoding).name}"

    def encodable(text: str) -> bool:
        try:
            text.encode(encoding)
        except UnicodeError:
            return False
        return True

    def spell(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        lacking = error.object[error.start : error.end]
        return "".join(spell_out(char, encodable) for char in lacking), error.end

    codecs.register_error(name, spell)
    return name


def spell_out(char: str, encodable: Callable[[str], bool]) -> str:
    """Return the nearest to ``char`` that can be encoded; ``?`` where nothing is near."""
    return next((spelling for spelling in _spellings(char) if encodable(spelling)), "?")


def _spellings(char: str) -> Iterator[str]:
    import unicodedata

    from cchc_cli.domain.text import unaccented

    if char in _SPELLINGS:
        yield _SPELLINGS[char]
    if unicodedata.category(char) == "Cs":
        return
    if unicodedata.combining(char):
        yield ""
        return
    if 0x2400 <= ord(char) < 0x2420:  # the picture of a control character
        yield f"<U+{ord(char) - 0x2400:04X}>"
    marks = unicodedata.normalize("NFD", char)
    letter = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    yield letter + "".join(mark for mark in marks if mark in _TONES)
    yield unaccented(char)
    yield unaccented(unicodedata.normalize("NFKC", char)).replace("\N{FRACTION SLASH}", "/")


def readable(text: str) -> str:
    """Return the text with the bytes which the locale could not read as what they are in UTF-8.

    Arguments and file names come with such bytes in them, as surrogates, where the locale is ASCII.
    Those that aren't UTF-8 either become replacement characters.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        # The surrogates from DC80 to DCFF hold a byte each; others are halves of nothing.
        halves = {*range(0xD800, 0xDC80), *range(0xDD00, 0xE000)} & set(map(ord, text))
        whole = text.translate(dict.fromkeys(halves, "\N{REPLACEMENT CHARACTER}"))
        return whole.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text


def _composed(text: str, stream: TextIO) -> str:
    """Return the text in NFC where the stream's encoding may lack the combining marks of NFD."""
    from cchc_cli.domain.text import nfc

    text = readable(text)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text if encoding.lower().replace("_", "-").startswith("utf") else nfc(text)
