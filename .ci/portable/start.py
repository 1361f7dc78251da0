"""Start the program of the portable build, and keep the window of a double-click open until a key is pressed."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; where the console is ours alone, wait before it closes with what was said."""
    if sys.argv[1:2] == ["--multiprocessing-fork"]:
        from multiprocessing.spawn import freeze_support

        # A helper process, started by the program itself on Windows: this does its work and ends.
        freeze_support()

    from cchc_cli.__main__ import run

    try:
        run()
    finally:
        if is_alone_in_console():
            wait()


def is_alone_in_console() -> bool:
    """Say whether nobody else is in this console: then it opened for us and closes when we end.

    A shell that started us would be the second process of its console.
    """
    if sys.platform == "win32":
        if not sys.stdin.isatty():
            return False
        import ctypes

        seen = (ctypes.c_uint32 * 2)()
        alone: bool = ctypes.windll.kernel32.GetConsoleProcessList(seen, 2) == 1
    else:
        alone = False
    return alone


def wait() -> None:
    """Wait for a key, on Windows."""
    if sys.platform == "win32":
        import msvcrt

        sys.stderr.write(
            "\nMuốn gõ lệnh, mở tệp “mo-cua-so-lenh.cmd” ở cùng thư mục với cchc.exe.\n"
            "Nhấn một phím để đóng cửa sổ này. "
        )
        sys.stderr.flush()
        msvcrt.getwch()


if __name__ == "__main__":
    main()
