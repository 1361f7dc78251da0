"""The one exception of the program: a call that can't be carried out."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 (what happened, said in a word; it is no fault of the program)
    """The call can't be carried out, and nothing was changed.

    ``message`` is a Vietnamese sentence that says why; ``hint``, where there is one, says what can be
    done. The edge of the program shows both and ends with exit code 2.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message
