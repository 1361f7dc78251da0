"""What commands need of the outside world, and how the outcome of a call becomes an exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from cchc_cli.cli import streams
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    import typer

DONE, FOUND, REFUSED, BUG = 0, 1, 2, 3
STOPPED = 130
# What a shell reports for a program ended by the closing of its pipe.
HUNG_UP = 141

_UNSEEN = {ord("\t"): " ", ord("\n"): " ", ord("\r"): " ", 0x2028: " ", 0x2029: " ", 0x7F: "␡"}


def out(text: str, *, end: str = "\n") -> None:
    """Write data to standard output."""
    streams.write(text + end)


def talk(text: str) -> None:
    """Write a line for the person at the terminal to standard error, after the data written so far."""
    streams.flush()
    streams.write_aside(f"{text}\n")


def is_terminal() -> bool:
    """Say whether standard output is a terminal."""
    try:
        return sys.stdout.isatty()
    except ValueError:
        return False


def is_watched() -> bool:
    """Say whether a person looks at both what is shown and what is said: neither is piped or kept in a file."""
    try:
        return is_terminal() and sys.stderr.isatty()
    except ValueError:
        return False


def width() -> int:
    """Return the columns to write for: COLUMNS, else the terminal's, else 80; never fewer than 40."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and 0 < len(columns) < 5 and int(columns):
        return max(int(columns), 40)
    try:
        return max(os.get_terminal_size(sys.stdout.fileno()).columns or 80, 40)
    except (OSError, ValueError):
        return 80


def colour() -> bool:
    """Say whether colours may be written: to a terminal that has them, unless NO_COLOR is set."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def today() -> dt.date:
    """Return today's date in Vietnam (UTC+7), wherever the computer stands."""
    return _now().date()


def _now() -> dt.datetime:
    import datetime as dt

    return dt.datetime.now(dt.timezone(dt.timedelta(hours=7)))


def visible(text: str) -> str:
    """Return data as one line that a terminal can only show.

    Control characters become their pictures (``␛``), marks of direction and of no width their numbers
    (``<U+202E>``), tabs and line ends spaces.
    """
    return text if text.isprintable() else "".join(map(_visible, streams.readable(text)))


def _visible(char: str) -> str:
    import unicodedata

    code = ord(char)
    if code in _UNSEEN:
        return _UNSEEN[code]
    if code < 0x20:
        return chr(0x2400 + code)
    return f"<U+{code:04X}>" if unicodedata.category(char) in {"Cc", "Cf"} else char


def run(app: typer.Typer, argv: Sequence[str]) -> int:
    """Run the application on the arguments and return the exit code."""
    from cchc_cli.cli.usage import invoke

    return guard(lambda: invoke(app, argv))


def guard(action: Callable[[], int]) -> int:
    """Return the exit code of an action, having said on standard error what came of it.

    Nothing that is raised passes: not even a closed pipe or a full disk at the last flush.
    """
    code = _outcome(action)
    lost = _outcome(_finish)
    return code or lost


def _finish() -> int:
    streams.flush()
    return DONE


def _outcome(action: Callable[[], int]) -> int:
    try:
        return action()
    except Refused as refused:
        return _refuse(refused.message, refused.hint)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else DONE
    except KeyboardInterrupt:
        streams.write_aside("Đã dừng theo yêu cầu.\n")
        return STOPPED
    except streams.OutputLost as lost:
        return _lose(lost.error)
    except OSError as error:
        return _lose(error) if streams.is_broken_pipe(error) else _deny(error)
    except Exception as error:  # noqa: BLE001 (whatever it is, people get a sentence and not a traceback)
        return _report(error)


def _refuse(message: str, hint: str = "") -> int:
    lines = [f"Lỗi: {message}", *([hint] if hint else [])]
    streams.write_aside("\n".join(visible(line) for text in lines for line in text.split("\n")) + "\n")
    return REFUSED


def _lose(error: OSError) -> int:
    streams.abandon()
    if streams.is_broken_pipe(error):
        return HUNG_UP
    return _refuse(f"Không ghi hết được kết quả: {_reason(error) or 'nơi nhận không nhận thêm dữ liệu'}.")


def _deny(error: OSError) -> int:
    """Say which file the system did not let us read or write; anything else is a bug."""
    reason = _reason(error)
    if reason is None:
        return _report(error)
    if error.filename is None:
        return _lose(error)
    if os.environ.get("CCHC_DEBUG") == "1":
        _show(error)
    return _refuse(f"Không đọc, ghi được {error.filename}: {reason}.")


def _reason(error: OSError) -> str | None:
    import errno

    return {
        errno.ENOENT: "không tìm thấy",
        errno.EACCES: "không có quyền truy cập",
        errno.EPERM: "không có quyền truy cập",
        errno.EROFS: "nơi lưu chỉ cho đọc",
        errno.ENOSPC: "ổ đĩa đã đầy",
        errno.EDQUOT: "đã hết dung lượng được cấp",
        errno.EIO: "thiết bị lưu trữ gặp sự cố",
        errno.EBADF: "nơi nhận không cho ghi",
        errno.EEXIST: "đã có sẵn",
        errno.EISDIR: "đó là thư mục, không phải tệp",
        errno.ENOTDIR: "đường dẫn đi qua một tệp không phải thư mục",
        errno.ENAMETOOLONG: "tên quá dài",
        errno.EMFILE: "đang mở quá nhiều tệp",
    }.get(error.errno or 0)


def _report(error: Exception) -> int:
    """Write the traceback of a bug to a file of its own, and say where."""
    if os.environ.get("CCHC_DEBUG") == "1":
        _show(error)
    trouble = "Chương trình gặp sự cố ngoài dự kiến"
    try:
        path = _keep(error)
    except OSError:
        _refuse(
            f"{trouble}; chi tiết không ghi được vào thư mục tạm.",
            "Đề nghị đặt CCHC_DEBUG=1 rồi chạy lại lệnh, và gửi chi tiết cho người phụ trách chương trình.",
        )
    else:
        _refuse(
            f"{trouble}; chi tiết đã được ghi vào tệp {path}.",
            "Đề nghị gửi tệp này cho người phụ trách chương trình.",
        )
    return BUG


def _keep(error: Exception) -> str:
    import platform
    import tempfile

    from cchc_cli import __version__

    name = f"cchc-loi-{_now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    path = os.path.join(tempfile.gettempdir(), name)  # noqa: PTH118 (pathlib is not needed for this)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL  # never through a link somebody else laid
    with open(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="backslashreplace") as file:  # noqa: PTH123
        file.write(f"cchc {__version__}, Python {platform.python_version()}, {platform.platform()}\n")
        file.write(f"{sys.argv!r}\n\n{_traceback(error)}")
    return path


def _show(error: Exception) -> None:
    streams.write_aside(_traceback(error))


def _traceback(error: Exception) -> str:
    import traceback

    return "".join(traceback.format_exception(error))
