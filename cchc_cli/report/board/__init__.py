"""The overview page as values: everything it counts and says, before a word of HTML."""

from cchc_cli.report.board.compile import compile_board
from cchc_cli.report.board.values import Board

__all__ = ["Board", "compile_board"]
