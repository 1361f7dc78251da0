"""The lines of ``.gitattributes`` and of git's settings that let git call ``cchc merge-driver``."""

from __future__ import annotations

import shlex

ATTRIBUTES = """\
# Các tệp kế hoạch được hợp nhất theo từng mục, từng ô bằng “cchc merge-driver”.
# Máy nào chưa cài đặt thì git hợp nhất theo dòng như thường lệ, không mất gì.
plan/**/*.yaml merge=cchc
"""


def driver(*program: str) -> str:
    """Return the command line that git gives to its shell to merge a file; ``program`` is what runs cchc.

    Git puts the quotes around the path of the file itself. Where cchc is missing or fails, the file is
    merged by lines: git would otherwise take the version of one side for the result.
    """
    called = " ".join(shlex.quote(word).replace("%", "%%") for word in program)
    by_lines = "git merge-file -L ours -L base -L theirs %A %O %B"
    return f"{called} merge-driver -- %O %A %B %P; code=$?; test $code -le 1 && exit $code; {by_lines}"


CONFIG = (
    ("merge.cchc.name", "Hợp nhất tệp kế hoạch theo từng mục, từng ô"),
    ("merge.cchc.driver", driver("cchc")),
)
"""The settings of one clone, which git does not carry to others: name and value, for ``git config``."""
